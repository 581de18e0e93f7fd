//! What a bot shows: one text and one keyboard.

use serde::{Deserialize, Serialize};

use crate::bidi::from_the_left;
use crate::press::{Action, Press, Target};

/// A message as a bot wants it to look. It is stored in the outbox until Telegram has it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    /// Text with the few marks Telegram's HTML knows (`<b>`, `<i>`, `<s>`, `<code>`); everything a person typed is escaped by
    /// [`Texts`](crate::Texts) on its way in.
    pub text: String,
    /// What stands under it.
    pub keyboard: Keyboard,
}

/// The words of a screen belong to somebody; a log never sees them.
impl std::fmt::Debug for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Screen(***)")
    }
}

/// The keyboard of a screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyboard {
    /// No buttons.
    None,
    /// Buttons under the message, row by row.
    Inline(Vec<Vec<Button>>),
    /// A keyboard in place of the letters: the first button shares the person's own contact, the others type their label.
    AskContact {
        /// Label of the button that shares the contact.
        share: String,
        /// Labels of the other buttons, one row.
        others: Vec<String>,
    },
    /// Takes an [`AskContact`](Keyboard::AskContact) keyboard away again.
    Remove,
}

/// An inline button. Its data is filled in by [`stamp`](Screen::stamped) when the screen is put into the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What stands on it: words, not only a picture.
    pub label: String,
    /// `callback_data`.
    pub data: String,
}

impl Button {
    /// A button of the screen it stands on.
    pub fn new(label: impl Into<String>, action: Action) -> Button {
        Button { label: from_the_left(label.into()), data: action.encode() }
    }
}

impl Screen {
    /// A screen without buttons.
    pub fn text(text: impl Into<String>) -> Screen {
        Screen { text: text.into(), keyboard: Keyboard::None }
    }

    /// The same text with these rows of buttons under it; empty rows fall away.
    #[must_use]
    pub fn buttons(mut self, rows: Vec<Vec<Button>>) -> Screen {
        self.keyboard = Keyboard::Inline(rows.into_iter().filter(|row| !row.is_empty()).collect());
        self
    }

    /// The same text with this keyboard.
    #[must_use]
    pub fn keyboard(mut self, keyboard: Keyboard) -> Screen {
        self.keyboard = keyboard;
        self
    }

    /// Writes the target and its revision into every button, so that a late press is known as late.
    #[must_use]
    pub fn stamped(mut self, target: Target) -> Screen {
        if let Keyboard::Inline(rows) = &mut self.keyboard {
            for button in rows.iter_mut().flatten() {
                if let Some(action) = Action::decode(&button.data) {
                    button.data = Press { target, action }.encode();
                }
            }
        }
        self
    }
}
