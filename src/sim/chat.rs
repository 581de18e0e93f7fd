//! One person's chat with one bot.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// A chat keeps so many messages; older ones are forgotten, as a screen does.
const KEPT: usize = 500;

/// A message in a chat.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its number in the chat.
    pub id: i64,
    /// Whether the bot wrote it.
    pub from_bot: bool,
    /// When.
    pub date: DateTime<Utc>,
    /// Its text, without marks.
    pub text: String,
    /// Its marks, as Bot API objects.
    pub entities: Vec<Value>,
    /// Its inline keyboard, row by row.
    pub inline: Option<Value>,
    /// Whether it brought a keyboard in place of the letters: such a message cannot be edited.
    pub brought_keyboard: bool,
    /// What else it is: `contact`, `photo`, `document`, `venue`, … with the Bot API's object.
    pub extra: Option<(String, Value)>,
    /// Whether it was changed.
    pub edited: bool,
}

impl Message {
    /// Labels of the inline buttons, row by row.
    pub fn labels(&self) -> Vec<Vec<String>> {
        let rows = self.inline.as_ref().and_then(Value::as_array);
        let label = |button: &Value| button["text"].as_str().unwrap_or_default().to_owned();
        rows.into_iter()
            .flatten()
            .map(|row| row.as_array().into_iter().flatten().map(label).collect())
            .collect()
    }

    /// The `callback_data` under a label.
    pub fn data_of(&self, label: &str) -> Option<String> {
        let rows = self.inline.as_ref().and_then(Value::as_array)?;
        let found =
            rows.iter().filter_map(Value::as_array).flatten().find(|button| button["text"] == label)?;
        found["callback_data"].as_str().map(str::to_owned)
    }
}

/// A chat.
#[derive(Debug, Default)]
pub struct Chat {
    /// Its messages, oldest first.
    pub messages: Vec<Message>,
    /// The keyboard in place of the letters: a Bot API `ReplyKeyboardMarkup`.
    pub keyboard: Option<Value>,
    /// Words of answered presses, oldest first.
    pub toasts: Vec<String>,
    /// Presses not answered yet.
    pub unanswered: usize,
    /// Whether the person ever wrote: a bot cannot begin a chat.
    pub begun: bool,
    /// Whether the person blocked the bot.
    pub blocked: bool,
    last: i64,
}

impl Chat {
    /// The next message's number.
    pub(crate) fn next_id(&mut self) -> i64 {
        self.last += 1;
        self.last
    }

    pub(crate) fn put(&mut self, message: Message) {
        self.messages.push(message);
        if self.messages.len() > KEPT {
            self.messages.remove(0);
        }
    }

    /// A message by number.
    pub fn message(&self, id: i64) -> Option<&Message> {
        self.messages.iter().rev().find(|message| message.id == id)
    }

    pub(crate) fn message_mut(&mut self, id: i64) -> Option<&mut Message> {
        self.messages.iter_mut().rev().find(|message| message.id == id)
    }

    /// The bot's newest message.
    pub fn last_of_bot(&self) -> Option<&Message> {
        self.messages.iter().rev().find(|message| message.from_bot)
    }

    /// Messages that have inline buttons.
    pub fn with_buttons(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter().filter(|message| message.inline.is_some())
    }

    /// Labels of the keyboard in place of the letters.
    pub fn keyboard_labels(&self) -> Vec<String> {
        let rows = self.keyboard.as_ref().and_then(|keyboard| keyboard["keyboard"].as_array());
        let buttons = rows.into_iter().flatten().filter_map(Value::as_array).flatten();
        buttons
            .filter_map(|button| button.get("text").unwrap_or(button).as_str().map(str::to_owned))
            .collect()
    }

    /// A message as the Bot API writes it.
    pub(crate) fn json(message: &Message, chat: &Value, from: &Value) -> Value {
        let mut json = json!({
            "message_id": message.id,
            "date": message.date.timestamp(),
            "chat": chat,
            "from": from,
        });
        match &message.extra {
            Some((kind, content)) => {
                json[kind] = content.clone();
                if !message.text.is_empty() {
                    json["caption"] = json!(message.text);
                    json["caption_entities"] = json!(message.entities);
                }
            }
            None => {
                json["text"] = json!(message.text);
                if !message.entities.is_empty() {
                    json["entities"] = json!(message.entities);
                }
            }
        }
        if let Some(rows) = &message.inline {
            json["reply_markup"] = json!({ "inline_keyboard": rows });
        }
        if message.edited {
            json["edit_date"] = json!(message.date.timestamp());
        }
        json
    }
}
