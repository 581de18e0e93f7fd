//! The methods of the Bot API, by name, and those about the bot itself. Refusals have the words of the real one.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::telegram::{Reply, Telegram, Upload};

/// Parameters that are objects or lists; outside of JSON they come as JSON texts.
const NESTED: [&str; 10] = [
    "reply_markup",
    "entities",
    "caption_entities",
    "allowed_updates",
    "commands",
    "scope",
    "link_preview_options",
    "reply_parameters",
    "message_ids",
    "drop_pending_updates",
];

impl Telegram {
    pub(crate) fn carry_out(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        method: &str,
        params: &Value,
        files: &[Upload],
    ) -> Reply {
        // Telegram does not care for the case of a name, and libraries rely on it.
        let done = match method.to_ascii_lowercase().as_str() {
            "getme" => Ok(self.me(bot)),
            "getupdates" => self.get_updates(now, bot, params),
            "sendmessage" => self.send_message(now, bot, params),
            "editmessagetext" => self.edit_message(now, bot, params),
            "editmessagecaption" => self.edit_caption(now, bot, params),
            "editmessagereplymarkup" => self.edit_markup(bot, params),
            "deletemessage" => self.delete_message(now, bot, params),
            "answercallbackquery" => self.answer_press(now, bot, params),
            "senddocument" => self.send_file(now, bot, "document", params, files),
            "sendphoto" => self.send_file(now, bot, "photo", params, files),
            "sendvenue" => self.send_venue(now, bot, params),
            "sendchataction" => self.show_action(now, bot, params),
            "getfile" => self.get_file(bot, params),
            "setmycommands" => self.set_commands(bot, params),
            "deletemycommands" => {
                self.bots[bot].commands.remove(&commands_key(params));
                Ok(json!(true))
            }
            "getmycommands" => {
                let commands = self.bots[bot].commands.get(&commands_key(params));
                Ok(commands.cloned().unwrap_or_else(|| json!([])))
            }
            "setwebhook" => self.set_webhook(bot, params),
            "deletewebhook" => Ok(self.delete_webhook(bot, params)),
            "getwebhookinfo" => Ok(self.webhook_info(bot)),
            _ => Err(Reply::error(404, "Not Found: method not found")),
        };
        done.map_or_else(|refusal| refusal, Reply::result)
    }

    fn get_updates(&mut self, now: DateTime<Utc>, bot: usize, params: &Value) -> Result<Value, Reply> {
        if self.bots[bot].webhook.is_some() {
            let words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
            return Err(Reply::error(409, words));
        }
        if let Some(offset) = int(params, "offset")
            && self.bots[bot].updates.acknowledge(offset)
        {
            self.changed();
        }
        let bot = &mut self.bots[bot];
        if let Some(kinds) = params["allowed_updates"].as_array() {
            bot.updates.allow(kinds.iter().filter_map(|kind| kind.as_str().map(str::to_owned)).collect());
        }
        let limit = int(params, "limit").unwrap_or(100).clamp(1, 100);
        Ok(json!(bot.updates.waiting(now, usize::try_from(limit).unwrap_or(100))))
    }

    fn set_commands(&mut self, bot: usize, params: &Value) -> Result<Value, Reply> {
        let commands = params["commands"].as_array().map(Vec::as_slice).unwrap_or_default();
        for command in commands {
            let name = command["command"].as_str().unwrap_or_default().trim_start_matches('/');
            let letters = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            if name.is_empty() || name.len() > 32 || !letters {
                return Err(Reply::error(400, "Bad Request: BOT_COMMAND_INVALID"));
            }
            let description = command["description"].as_str().unwrap_or_default().chars().count();
            if !(1..=256).contains(&description) {
                return Err(Reply::error(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"));
            }
        }
        if commands.len() > 100 {
            return Err(Reply::error(400, "Bad Request: BOT_COMMANDS_TOO_MUCH"));
        }
        self.bots[bot].commands.insert(commands_key(params), json!(commands));
        Ok(json!(true))
    }

    /// What the bot is doing, such as typing; its next message ends it.
    fn show_action(&mut self, now: DateTime<Utc>, bot: usize, params: &Value) -> Result<Value, Reply> {
        let chat = self.reachable(bot, params)?;
        self.chats.entry((bot, chat)).or_default().busy_since = Some(now);
        Ok(json!(true))
    }

    /// The commands that the bot offers a person: those of the person's language before those of none.
    pub(crate) fn commands_for(&self, bot: usize, person: i64) -> Option<&Value> {
        let language = self.people.get(&person)?.language.split('-').next().unwrap_or_default();
        let commands = &self.bots[bot].commands;
        commands.get(&format!("{language} ")).or_else(|| commands.get(" "))
    }

    /// The chat of `chat_id`, if the bot may write there.
    pub(crate) fn reachable(&self, bot: usize, params: &Value) -> Result<i64, Reply> {
        let chat =
            int(params, "chat_id").ok_or_else(|| Reply::error(400, "Bad Request: chat_id is empty"))?;
        let found = self.chats.get(&(bot, chat));
        if chat < 0 {
            return found.map(|_| chat).ok_or_else(|| Reply::error(400, "Bad Request: chat not found"));
        }
        if !self.people.contains_key(&chat) {
            return Err(Reply::error(400, "Bad Request: chat not found"));
        }
        match found {
            Some(chat) if chat.blocked => Err(Reply::error(403, "Forbidden: bot was blocked by the user")),
            Some(found) if found.begun => Ok(chat),
            _ => Err(Reply::error(403, "Forbidden: bot can't initiate conversation with a user")),
        }
    }
}

/// A number, also one that came as text.
pub(crate) fn int(params: &Value, name: &str) -> Option<i64> {
    let value = params.get(name)?;
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// A yes, also one that came as text.
pub(crate) fn flag(params: &Value, name: &str) -> bool {
    match &params[name] {
        Value::Bool(yes) => *yes,
        Value::String(text) => matches!(text.to_ascii_lowercase().as_str(), "true" | "yes" | "1"),
        Value::Number(number) => number.as_i64() == Some(1),
        _ => false,
    }
}

/// Reads the objects and lists that came as JSON texts.
pub(crate) fn nested(params: &Value) -> Value {
    let mut params = params.clone();
    for name in NESTED {
        if let Some(text) = params.get(name).and_then(Value::as_str)
            && let Ok(read) = serde_json::from_str(text)
        {
            params[name] = read;
        }
    }
    params
}

/// Commands are kept apart per scope and language.
fn commands_key(params: &Value) -> String {
    let scope = match &params["scope"] {
        Value::Object(scope) if scope.get("type").is_some_and(|kind| kind != "default") => {
            json!(scope).to_string()
        }
        _ => String::new(),
    };
    format!("{} {scope}", params["language_code"].as_str().unwrap_or_default())
}
