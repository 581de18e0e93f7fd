//! The methods of the Bot API, with the limits and the words of the real one.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::chat::{Chat, Message};
use crate::html;
use crate::keyboards::{self, Markup};
use crate::telegram::{Reply, Telegram, Upload};

/// A press can be answered for so long.
const ANSWERABLE: TimeDelta = TimeDelta::seconds(60);

const NOT_MODIFIED: &str = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

impl Telegram {
    pub(crate) fn carry_out(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        method: &str,
        params: &Value,
        files: &[Upload],
    ) -> Reply {
        let done = match method.to_ascii_lowercase().as_str() {
            "getme" => Ok(self.me(bot)),
            "getupdates" => self.get_updates(now, bot, params),
            "sendmessage" => self.send_message(now, bot, params),
            "editmessagetext" => self.edit_message(now, bot, params),
            "editmessagereplymarkup" => self.edit_markup(bot, params),
            "deletemessage" => self.delete_message(bot, params),
            "answercallbackquery" => self.answer_press(now, bot, params),
            "senddocument" => self.send_file(now, bot, "document", params, files),
            "sendphoto" => self.send_file(now, bot, "photo", params, files),
            "sendvenue" => self.send_venue(now, bot, params),
            "sendchataction" => Ok(json!(true)),
            "getfile" => self.get_file(bot, params),
            "setmycommands" => {
                let language = params["language_code"].as_str().unwrap_or_default().to_owned();
                self.bots[bot].commands.insert(language, params["commands"].clone());
                Ok(json!(true))
            }
            "getmycommands" => {
                let language = params["language_code"].as_str().unwrap_or_default();
                Ok(self.bots[bot].commands.get(language).cloned().unwrap_or_else(|| json!([])))
            }
            // Delivering by webhook is not imitated, so none can be set either.
            "setwebhook" => {
                Err(Reply::error(501, "Not Implemented: this imitation delivers by getUpdates only"))
            }
            "deletewebhook" => {
                self.bots[bot].webhook = None;
                if params["drop_pending_updates"].as_bool() == Some(true) {
                    self.bots[bot].updates.clear();
                }
                Ok(json!(true))
            }
            "getwebhookinfo" => Ok(json!({
                "url": self.bots[bot].webhook.clone().unwrap_or_default(),
                "has_custom_certificate": false,
                "pending_update_count": self.bots[bot].updates.len(),
            })),
            _ => Err(Reply::error(404, "Not Found: method not found")),
        };
        done.map_or_else(|refusal| refusal, Reply::result)
    }

    fn get_updates(&mut self, now: DateTime<Utc>, bot: usize, params: &Value) -> Result<Value, Reply> {
        let bot = &mut self.bots[bot];
        if bot.webhook.is_some() {
            let words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
            return Err(Reply::error(409, words));
        }
        if let Some(offset) = int(params, "offset") {
            bot.updates.acknowledge(offset);
        }
        if let Some(kinds) = params["allowed_updates"].as_array() {
            bot.updates.allow(kinds.iter().filter_map(|kind| kind.as_str().map(str::to_owned)).collect());
        }
        let limit = int(params, "limit").unwrap_or(100).clamp(1, 100);
        Ok(json!(bot.updates.waiting(now, usize::try_from(limit).unwrap_or(100))))
    }

    fn send_message(&mut self, now: DateTime<Utc>, bot: usize, params: &Value) -> Result<Value, Reply> {
        let person = self.reachable(bot, params)?;
        let parsed = text_of(params)?;
        self.deliver(now, bot, person, params, parsed, None)
    }

    /// Puts a message of the bot's into a chat, with the keyboard it brings.
    pub(crate) fn deliver(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        person: i64,
        params: &Value,
        parsed: html::Parsed,
        extra: Option<(String, Value)>,
    ) -> Result<Value, Reply> {
        let markup = match params.get("reply_markup").filter(|markup| !markup.is_null()) {
            Some(markup) => keyboards::check(markup).map_err(|error| Reply::error(400, error))?,
            None => Markup::Other,
        };
        let chat = self.chats.entry((bot, person)).or_default();
        let mut message = Message {
            id: chat.next_id(),
            from_bot: true,
            date: now,
            text: parsed.text,
            entities: parsed.entities,
            inline: None,
            brought_keyboard: false,
            extra,
            edited: false,
        };
        match markup {
            Markup::Inline(rows) => message.inline = Some(rows).filter(has_buttons),
            Markup::Reply(keyboard) => {
                chat.keyboard = Some(keyboard);
                message.brought_keyboard = true;
            }
            Markup::Remove => {
                chat.keyboard = None;
                message.brought_keyboard = true;
            }
            Markup::Other => {}
        }
        chat.put(message.clone());
        Ok(Chat::json(&message, &self.private_chat(person), &self.me(bot)))
    }

    fn edit_message(&mut self, now: DateTime<Utc>, bot: usize, params: &Value) -> Result<Value, Reply> {
        let person = self.reachable(bot, params)?;
        let parsed = text_of(params)?;
        let rows = inline_of(params)?;
        let message = self.editable(bot, person, params)?;
        if message.text == parsed.text && message.entities == parsed.entities && message.inline == rows {
            return Err(Reply::error(400, NOT_MODIFIED));
        }
        message.text = parsed.text;
        message.entities = parsed.entities;
        message.inline = rows;
        message.edited = true;
        let mut edited = message.clone();
        edited.date = edited.date.min(now);
        Ok(Chat::json(&edited, &self.private_chat(person), &self.me(bot)))
    }

    fn edit_markup(&mut self, bot: usize, params: &Value) -> Result<Value, Reply> {
        let person = self.reachable(bot, params)?;
        let rows = inline_of(params)?;
        let message = self.editable(bot, person, params)?;
        if message.inline == rows {
            return Err(Reply::error(400, NOT_MODIFIED));
        }
        message.inline = rows;
        let edited = message.clone();
        Ok(Chat::json(&edited, &self.private_chat(person), &self.me(bot)))
    }

    fn editable(&mut self, bot: usize, person: i64, params: &Value) -> Result<&mut Message, Reply> {
        let id = int(params, "message_id").unwrap_or_default();
        let chat = self.chats.entry((bot, person)).or_default();
        let message = chat.message_mut(id);
        let message = message.ok_or_else(|| Reply::error(400, "Bad Request: message to edit not found"))?;
        if !message.from_bot || message.brought_keyboard {
            return Err(Reply::error(400, "Bad Request: message can't be edited"));
        }
        Ok(message)
    }

    fn delete_message(&mut self, bot: usize, params: &Value) -> Result<Value, Reply> {
        let person = self.reachable(bot, params)?;
        let id = int(params, "message_id").unwrap_or_default();
        let chat = self.chats.entry((bot, person)).or_default();
        let Some(index) = chat.messages.iter().position(|message| message.id == id) else {
            return Err(Reply::error(400, "Bad Request: message to delete not found"));
        };
        chat.messages.remove(index);
        Ok(json!(true))
    }

    fn answer_press(&mut self, now: DateTime<Utc>, bot: usize, params: &Value) -> Result<Value, Reply> {
        let too_old = || {
            let words = "Bad Request: query is too old and response timeout expired or query ID is invalid";
            Reply::error(400, words)
        };
        let text = params["text"].as_str().unwrap_or_default();
        if text.chars().count() > 200 {
            return Err(Reply::error(400, "Bad Request: MESSAGE_TOO_LONG"));
        }
        let id = params["callback_query_id"].as_str().unwrap_or_default();
        let pressed = self.presses.remove(id).filter(|pressed| pressed.bot == bot).ok_or_else(too_old)?;
        let chat = self.chats.entry((bot, pressed.person)).or_default();
        chat.unanswered = chat.unanswered.saturating_sub(1);
        if now - pressed.at > ANSWERABLE {
            return Err(too_old());
        }
        if !text.is_empty() {
            chat.toasts.push(text.to_owned());
        }
        Ok(json!(true))
    }

    /// The person of `chat_id`, if the bot may write to them.
    pub(crate) fn reachable(&self, bot: usize, params: &Value) -> Result<i64, Reply> {
        let person =
            int(params, "chat_id").ok_or_else(|| Reply::error(400, "Bad Request: chat_id is empty"))?;
        if person < 0 {
            return Ok(person);
        }
        if !self.people.contains_key(&person) {
            return Err(Reply::error(400, "Bad Request: chat not found"));
        }
        match self.chats.get(&(bot, person)) {
            Some(chat) if chat.blocked => Err(Reply::error(403, "Forbidden: bot was blocked by the user")),
            Some(chat) if chat.begun => Ok(person),
            _ => Err(Reply::error(403, "Forbidden: bot can't initiate conversation with a user")),
        }
    }
}

/// A number, also one that came as text.
pub(crate) fn int(params: &Value, name: &str) -> Option<i64> {
    let value = params.get(name)?;
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

fn has_buttons(rows: &Value) -> bool {
    rows.as_array()
        .is_some_and(|rows| rows.iter().any(|row| row.as_array().is_some_and(|row| !row.is_empty())))
}

fn inline_of(params: &Value) -> Result<Option<Value>, Reply> {
    let Some(markup) = params.get("reply_markup").filter(|markup| !markup.is_null()) else { return Ok(None) };
    match keyboards::check(markup).map_err(|error| Reply::error(400, error))? {
        Markup::Inline(rows) => Ok(Some(rows).filter(has_buttons)),
        _ => Err(Reply::error(400, "Bad Request: inline keyboard expected")),
    }
}

fn text_of(params: &Value) -> Result<html::Parsed, Reply> {
    let source = params["text"].as_str().unwrap_or_default();
    let parsed = match params["parse_mode"].as_str() {
        Some(mode) if mode.eq_ignore_ascii_case("html") => {
            html::parse(source).map_err(|error| Reply::error(400, error))?
        }
        Some(_) => return Err(Reply::error(400, "Bad Request: unsupported parse_mode")),
        None => html::Parsed { text: source.to_owned(), entities: Vec::new() },
    };
    if parsed.text.trim().is_empty() {
        return Err(Reply::error(400, "Bad Request: message text is empty"));
    }
    if parsed.text.encode_utf16().count() > html::LONGEST_TEXT {
        return Err(Reply::error(400, "Bad Request: message is too long"));
    }
    Ok(parsed)
}
