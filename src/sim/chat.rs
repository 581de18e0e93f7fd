//! One person's chat with one bot.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// A chat keeps so many messages; older ones are forgotten, as a screen does.
const KEPT: usize = 500;

/// So many deleted messages and answers are kept for whoever looks back.
const KEPT_PAST: usize = 2000;

/// A message in a chat.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its number in the chat.
    pub id: i64,
    /// Whether the bot wrote it.
    pub from_bot: bool,
    /// The person who wrote it; `None` if the bot did.
    pub author: Option<i64>,
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
    /// When it was changed last.
    pub edit_date: Option<DateTime<Utc>>,
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

    /// The link under a label.
    pub fn url_of(&self, label: &str) -> Option<String> {
        self.button(label)?["url"].as_str().map(str::to_owned)
    }

    /// The `callback_data` under a label.
    pub fn data_of(&self, label: &str) -> Option<String> {
        self.button(label)?["callback_data"].as_str().map(str::to_owned)
    }

    fn button(&self, label: &str) -> Option<&Value> {
        let rows = self.inline.as_ref().and_then(Value::as_array)?;
        rows.iter().filter_map(Value::as_array).flatten().find(|button| button["text"] == label)
    }
}

/// A press that the bot has not answered yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// The number of the query.
    pub query: String,
    /// The message that was pressed.
    pub message: i64,
    /// The data of the button.
    pub data: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The answer to a press.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The number of the query.
    pub query: String,
    /// What it says; empty if it only stops the waiting.
    pub text: String,
    /// Whether it must be closed by hand.
    pub alert: bool,
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
    /// How many presses are not answered yet.
    pub unanswered: usize,
    /// Presses not answered yet, oldest first.
    pub pending: Vec<Pending>,
    /// All answers to presses, silent ones too, oldest first.
    pub answers: Vec<Answer>,
    /// Messages that were deleted, in the order of their deletion.
    pub deleted: Vec<Message>,
    /// Whether the person ever wrote: a bot cannot begin a chat.
    pub begun: bool,
    /// Whether the person blocked the bot.
    pub blocked: bool,
    /// Since when the bot says that it is typing.
    pub busy_since: Option<DateTime<Utc>>,
    /// The message that brought the keyboard: it goes with it.
    pub(crate) keyboard_from: Option<i64>,
    last: i64,
}

impl Chat {
    /// The next message's number, above `first`.
    pub(crate) fn next_id(&mut self, first: i64) -> i64 {
        self.last = self.last.max(first) + 1;
        self.last
    }

    pub(crate) fn put(&mut self, message: Message) {
        if message.from_bot {
            self.busy_since = None;
        }
        self.messages.push(message);
        cap(&mut self.messages, KEPT);
    }

    /// Takes a message away; what it brought in place of the letters goes too.
    pub(crate) fn delete(&mut self, id: i64) -> Option<()> {
        let index = self.messages.iter().rposition(|message| message.id == id)?;
        if self.keyboard_from == Some(id) {
            self.keyboard = None;
        }
        let deleted = self.messages.remove(index);
        self.deleted.push(deleted);
        cap(&mut self.deleted, KEPT_PAST);
        Some(())
    }

    pub(crate) fn press(&mut self, pending: Pending) {
        self.pending.push(pending);
        cap(&mut self.pending, KEPT_PAST);
        self.unanswered = self.pending.len();
    }

    pub(crate) fn answer(&mut self, answer: Answer) {
        if !answer.text.is_empty() {
            self.toasts.push(answer.text.clone());
            cap(&mut self.toasts, KEPT_PAST);
        }
        self.answers.push(answer);
        cap(&mut self.answers, KEPT_PAST);
    }

    /// Ends the waiting of a press.
    pub(crate) fn settle(&mut self, query: &str) {
        self.pending.retain(|pending| pending.query != query);
        self.unanswered = self.pending.len();
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
        if let Some(at) = message.edit_date {
            json["edit_date"] = json!(at.timestamp());
        }
        json
    }
}

fn cap<T>(list: &mut Vec<T>, most: usize) {
    if list.len() > most {
        list.remove(0);
    }
}
