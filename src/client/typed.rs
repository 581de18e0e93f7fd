//! What a typed text, a contact or a picture means on the step where the client stands (C3, C14).

use chat::{Failure, Place, Reaction};

use crate::cx::Cx;
use crate::screens::{bookings, choose, menu};
use crate::state::State;
use crate::{back, details, feedback};

/// Labels of buttons that lie around: none of them is a name or a comment.
const LABELS: [&str; 7] = [
    "button-confirm",
    "button-book",
    "button-bookings",
    "button-prices",
    "button-contacts",
    "button-language",
    "button-share-phone",
];

/// A text.
pub(crate) fn text(cx: &Cx<'_>, state: Option<State>, text: &str) -> Result<Reaction<State>, Failure> {
    let texts = cx.turn.texts;
    let Some(state) = state else { return without_dialogue(cx, text) };
    if texts.is_label("button-cancel", text) || texts.is_label("button-menu", text) {
        return menu::show(cx, Place::Below);
    }
    if texts.is_label("button-back", text) {
        return Ok(below(back::from(cx, &state)?));
    }
    if LABELS.iter().any(|label| texts.is_label(label, text)) {
        return Ok(cx.hint(hint_of(&state)));
    }
    match state {
        State::Name { held } => details::name_typed(cx, &held, text),
        State::Phone { held, name, .. } => details::phone_typed(cx, held, name, text),
        State::ReviewWords { booking } => feedback::words_typed(cx, booking, text),
        State::Comment(draft) => details::comment_typed(cx, draft, text),
        state => Ok(cx.hint(hint_of(&state))),
    }
}

/// A shared contact: an answer where the phone is asked, a misunderstanding elsewhere.
pub(crate) fn contact(
    cx: &Cx<'_>,
    state: Option<State>,
    phone: &str,
    own: bool,
) -> Result<Reaction<State>, Failure> {
    match state {
        Some(State::Phone { held, name, .. }) => details::phone_shared(cx, held, name, phone, own),
        Some(state) => Ok(cx.hint(hint_of(&state))),
        None => without_dialogue(cx, ""),
    }
}

/// A picture, a sticker, a voice: nothing that a step could take.
pub(crate) fn other(cx: &Cx<'_>, state: Option<State>) -> Result<Reaction<State>, Failure> {
    match state {
        Some(state) => Ok(cx.hint(hint_of(&state))),
        None => without_dialogue(cx, ""),
    }
}

/// Words without a dialogue: an entry by its name, or the menu with a word of help.
fn without_dialogue(cx: &Cx<'_>, text: &str) -> Result<Reaction<State>, Failure> {
    let is = |label: &str| cx.turn.texts.is_label(label, text);
    if is("button-book") {
        return choose::begin(cx, Place::Below);
    }
    if is("button-bookings") {
        return bookings::show(cx, 0, Place::Below);
    }
    menu::show(cx, Place::Below)
}

/// What the step waits for, in one sentence.
fn hint_of(state: &State) -> &'static str {
    match state {
        State::Service => "hint-service",
        State::Specialist { .. } => "hint-specialist",
        State::Day { .. } => "hint-day",
        State::Time { .. } => "hint-time",
        State::Name { .. } => "hint-name",
        State::Phone { .. } => "hint-phone",
        State::Review(_) => "hint-review",
        State::Comment(_) => "hint-comment",
        State::Waitlist(_) => "hint-waitlist",
        State::ReviewWords { .. } => "hint-feedback",
    }
}

/// An answer to typed words stands below them, not in an older message.
fn below(mut reaction: Reaction<State>) -> Reaction<State> {
    for outgoing in &mut reaction.effects.outgoing {
        if let chat::Outgoing::Show(show) = outgoing
            && show.place == Place::InPlace
        {
            show.place = Place::Below;
        }
    }
    reaction
}
