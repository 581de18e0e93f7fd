//! Messages of bots: sent, changed, deleted; and the answers to presses.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::chat::{Answer, Message};
use crate::html::Parsed;
use crate::keyboards::{self, Markup};
use crate::methods::{flag, int};
use crate::telegram::{Reply, Telegram};
use crate::text;

/// A press can be answered for so long.
const ANSWERABLE: TimeDelta = TimeDelta::seconds(60);
/// A message can be deleted for so long.
const DELETABLE: TimeDelta = TimeDelta::hours(48);
/// Telegram's limit of the answer to a press.
const LONGEST_ANSWER: usize = 200;

const NOT_MODIFIED: &str = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";
const TOO_OLD: &str = "Bad Request: query is too old and response timeout expired or query ID is invalid";

impl Telegram {
    pub(crate) fn send_message(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        params: &Value,
    ) -> Result<Value, Reply> {
        let chat = self.reachable(bot, params)?;
        let parsed = text::of_message(params)?;
        self.deliver(now, bot, chat, params, parsed, None)
    }

    /// Puts a message of the bot's into a chat, with the keyboard it brings.
    pub(crate) fn deliver(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        chat_id: i64,
        params: &Value,
        parsed: Parsed,
        extra: Option<(String, Value)>,
    ) -> Result<Value, Reply> {
        let markup = keyboards::of(params).map_err(|error| Reply::error(400, error))?;
        let chat = self.chats.entry((bot, chat_id)).or_default();
        let mut message = Message {
            id: chat.next_id(self.first),
            from_bot: true,
            author: None,
            date: now,
            text: parsed.text,
            entities: parsed.entities,
            inline: None,
            brought_keyboard: false,
            extra,
            edited: false,
            edit_date: None,
        };
        match markup {
            Markup::Inline(rows) => message.inline = Some(rows),
            Markup::Reply(keyboard) => {
                chat.keyboard = Some(keyboard);
                chat.keyboard_from = Some(message.id);
                message.brought_keyboard = true;
            }
            Markup::Remove => {
                chat.keyboard = None;
                message.brought_keyboard = true;
            }
            Markup::ForceReply => message.brought_keyboard = true,
            Markup::None => {}
        }
        chat.put(message.clone());
        Ok(self.message_object(bot, chat_id, &message))
    }

    pub(crate) fn edit_message(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        params: &Value,
    ) -> Result<Value, Reply> {
        let chat = self.reachable(bot, params)?;
        let parsed = text::of_message(params)?;
        if self.editable(bot, chat, params)?.extra.is_some() {
            return Err(Reply::error(400, "Bad Request: there is no text in the message to edit"));
        }
        self.rewrite(now, bot, chat, params, parsed)
    }

    pub(crate) fn edit_caption(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        params: &Value,
    ) -> Result<Value, Reply> {
        let chat = self.reachable(bot, params)?;
        let parsed = text::of_caption(params)?;
        let extra = &self.editable(bot, chat, params)?.extra;
        if !extra.as_ref().is_some_and(|(kind, _)| kind == "photo" || kind == "document") {
            return Err(Reply::error(400, "Bad Request: there is no caption in the message to edit"));
        }
        self.rewrite(now, bot, chat, params, parsed)
    }

    fn rewrite(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        chat: i64,
        params: &Value,
        parsed: Parsed,
    ) -> Result<Value, Reply> {
        let rows = inline_of(params)?;
        let message = self.editable(bot, chat, params)?;
        if message.text == parsed.text && message.entities == parsed.entities && message.inline == rows {
            return Err(Reply::error(400, NOT_MODIFIED));
        }
        message.text = parsed.text;
        message.entities = parsed.entities;
        message.inline = rows;
        message.edited = true;
        message.edit_date = Some(now);
        let edited = message.clone();
        Ok(self.message_object(bot, chat, &edited))
    }

    pub(crate) fn edit_markup(&mut self, bot: usize, params: &Value) -> Result<Value, Reply> {
        let chat = self.reachable(bot, params)?;
        let rows = inline_of(params)?;
        let message = self.editable(bot, chat, params)?;
        if message.inline == rows {
            return Err(Reply::error(400, NOT_MODIFIED));
        }
        message.inline = rows;
        let edited = message.clone();
        Ok(self.message_object(bot, chat, &edited))
    }

    fn editable(&mut self, bot: usize, chat: i64, params: &Value) -> Result<&mut Message, Reply> {
        let id = message_id(params)?;
        let message = self.chats.entry((bot, chat)).or_default().message_mut(id);
        let message = message.ok_or_else(|| Reply::error(400, "Bad Request: message to edit not found"))?;
        if !message.from_bot || message.brought_keyboard {
            return Err(Reply::error(400, "Bad Request: message can't be edited"));
        }
        Ok(message)
    }

    pub(crate) fn delete_message(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        params: &Value,
    ) -> Result<Value, Reply> {
        let person = self.reachable(bot, params)?;
        let id = message_id(params)?;
        let chat = self.chats.entry((bot, person)).or_default();
        if chat.message(id).is_some_and(|message| now - message.date > DELETABLE) {
            return Err(Reply::error(400, "Bad Request: message can't be deleted for everyone"));
        }
        let deleted = chat.delete(id);
        deleted.ok_or_else(|| Reply::error(400, "Bad Request: message to delete not found"))?;
        Ok(json!(true))
    }

    pub(crate) fn answer_press(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        params: &Value,
    ) -> Result<Value, Reply> {
        let text = params["text"].as_str().unwrap_or_default().to_owned();
        if text.chars().count() > LONGEST_ANSWER {
            return Err(Reply::error(400, "Bad Request: MESSAGE_TOO_LONG"));
        }
        let query = params["callback_query_id"].as_str().unwrap_or_default().to_owned();
        if self.presses.get(&query).is_none_or(|pressed| pressed.bot != bot) {
            return Err(Reply::error(400, TOO_OLD));
        }
        let Some(pressed) = self.presses.remove(&query) else { return Err(Reply::error(400, TOO_OLD)) };
        let chat = self.chats.entry((bot, pressed.person)).or_default();
        chat.settle(&query);
        if now - pressed.at > ANSWERABLE {
            return Err(Reply::error(400, TOO_OLD));
        }
        chat.answer(Answer { query, text, alert: flag(params, "show_alert") });
        Ok(json!(true))
    }
}

fn message_id(params: &Value) -> Result<i64, Reply> {
    let words = "Bad Request: message identifier is not specified";
    int(params, "message_id").filter(|id| *id != 0).ok_or_else(|| Reply::error(400, words))
}

/// An edit brings inline buttons or none.
fn inline_of(params: &Value) -> Result<Option<Value>, Reply> {
    match keyboards::of(params).map_err(|error| Reply::error(400, error))? {
        Markup::Inline(rows) => Ok(Some(rows)),
        Markup::None => Ok(None),
        Markup::Reply(_) | Markup::Remove | Markup::ForceReply => {
            Err(Reply::error(400, "Bad Request: inline keyboard expected"))
        }
    }
}
