//! The state, and the way of a call through it. Time is an argument.

use std::collections::{BTreeMap, HashMap, VecDeque};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::chat::{Chat, Message};
use crate::faults::Faults;
use crate::limits::Limits;
use crate::log::Log;
use crate::methods::{int, nested};
use crate::setup::{BotSetup, PersonSetup, Setup};
use crate::updates::Updates;
use crate::webhook::Webhook;

/// Numbers of updates begin somewhere, as at Telegram.
const FIRST_UPDATE: i64 = 500_000_001;

/// All of Telegram, as far as bots and the people who chat with them see it.
pub struct Telegram {
    pub(crate) bots: Vec<Bot>,
    pub(crate) people: BTreeMap<i64, PersonSetup>,
    pub(crate) last_names: HashMap<i64, String>,
    pub(crate) chats: HashMap<(usize, i64), Chat>,
    pub(crate) presses: HashMap<String, Pressed>,
    pub(crate) files: HashMap<String, StoredFile>,
    /// The files' names, oldest first.
    pub(crate) file_ids: VecDeque<String>,
    pub(crate) next_press: u64,
    pub(crate) next_file: u64,
    /// How many webhooks were set so far.
    pub(crate) webhooks_set: u64,
    /// What goes wrong.
    pub faults: Faults,
    /// Titles of groups by their numbers, which are negative.
    pub(crate) groups: BTreeMap<i64, String>,
    pub(crate) log: Log,
    limits: Option<Limits>,
    version: u64,
    pub(crate) first: i64,
}

pub(crate) struct Bot {
    pub(crate) setup: BotSetup,
    pub(crate) updates: Updates,
    pub(crate) commands: BTreeMap<String, Value>,
    pub(crate) webhook: Option<Webhook>,
}

pub(crate) struct Pressed {
    pub(crate) bot: usize,
    pub(crate) person: i64,
    pub(crate) at: DateTime<Utc>,
}

pub(crate) struct StoredFile {
    /// Only this bot may name it.
    pub(crate) bot: usize,
    /// `photo`, `document` or `sticker`: a file cannot be sent again as another kind.
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// An answer of the Bot API.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: Value,
}

/// A file that came with a call: its field, its name, its content.
pub type Upload = (String, String, Vec<u8>);

impl Reply {
    pub(crate) fn result(result: Value) -> Reply {
        Reply { status: 200, body: json!({ "ok": true, "result": result }) }
    }

    pub(crate) fn error(status: u16, description: impl Into<String>) -> Reply {
        let description: String = description.into();
        Reply { status, body: json!({ "ok": false, "error_code": status, "description": description }) }
    }

    pub(crate) fn too_many(seconds: u64) -> Reply {
        let mut reply = Reply::error(429, format!("Too Many Requests: retry after {seconds}"));
        reply.body["parameters"] = json!({ "retry_after": seconds });
        reply
    }
}

impl Telegram {
    /// A Telegram with these bots and people, all chats empty.
    pub fn new(setup: Setup) -> Telegram {
        let bot = |(index, setup): (usize, BotSetup)| {
            let first = FIRST_UPDATE + i64::try_from(index).unwrap_or_default() * 1_000_000;
            Bot { setup, updates: Updates::new(first), commands: BTreeMap::new(), webhook: None }
        };
        Telegram {
            bots: setup.bots.into_iter().enumerate().map(bot).collect(),
            people: setup.people.into_iter().map(|person| (person.id, person)).collect(),
            last_names: HashMap::new(),
            chats: HashMap::new(),
            presses: HashMap::new(),
            files: HashMap::new(),
            file_ids: VecDeque::new(),
            next_press: 1,
            next_file: 1,
            webhooks_set: 0,
            faults: Faults::default(),
            groups: BTreeMap::new(),
            log: Log::default(),
            limits: setup.limits.then(Limits::default),
            version: 1,
            first: 0,
        }
    }

    /// Lets the numbers of messages and updates begin above `number`, so that they are none of an earlier imitation's.
    pub fn count_from(&mut self, number: i64) {
        self.first = number;
        for bot in &mut self.bots {
            bot.updates = Updates::new(FIRST_UPDATE + number);
        }
    }

    /// Carries out a call of a bot, untouched by faults, and logs it. `getUpdates` answers at once with what waits.
    pub fn call(
        &mut self,
        now: DateTime<Utc>,
        token: &str,
        method: &str,
        params: &Value,
        files: &[Upload],
    ) -> Reply {
        let Some(bot) = self.bot_of(token) else { return Reply::error(401, "Unauthorized") };
        let params = &nested(params);
        let reply = match self.over_limit(now, bot, method, params) {
            Some(seconds) => Reply::too_many(seconds),
            None => self.carry_out(now, bot, method, params, files),
        };
        if method.eq_ignore_ascii_case("getUpdates") {
            self.note_poll(now, bot, int(params, "offset"), &reply.body["result"]);
        } else {
            self.version += 1;
            self.note(now, bot, method, params.clone(), &reply);
        }
        reply
    }

    /// The chat of a person with a bot, or of a group in which it is.
    ///
    /// # Panics
    /// There is no such bot: a mistake of the test.
    pub fn chat(&self, bot: &str, person: i64) -> Option<&Chat> {
        self.chats.get(&(self.index(bot), person))
    }

    /// How many updates wait for a bot.
    pub fn waiting(&self, bot: &str) -> usize {
        self.bots[self.index(bot)].updates.len()
    }

    /// Grows with everything that a person could see.
    pub fn version(&self) -> u64 {
        self.version
    }

    pub(crate) fn changed(&mut self) {
        self.version += 1;
    }

    pub(crate) fn bot_of(&self, token: &str) -> Option<usize> {
        self.bots.iter().position(|bot| bot.setup.token == token)
    }

    pub(crate) fn index(&self, username: &str) -> usize {
        let found = self.bots.iter().position(|bot| bot.setup.username == username);
        found.unwrap_or_else(|| panic!("there is no bot @{username}"))
    }

    /// Bot API object of a person.
    pub(crate) fn user(&self, person: i64) -> Value {
        let Some(found) = self.people.get(&person) else { return Value::Null };
        let mut user = json!({
            "id": person, "is_bot": false, "first_name": found.first_name, "language_code": found.language,
        });
        if let Some(last_name) = self.last_names.get(&person) {
            user["last_name"] = json!(last_name);
        }
        user
    }

    /// Bot API object of a bot.
    pub(crate) fn me(&self, bot: usize) -> Value {
        let setup = &self.bots[bot].setup;
        let id: i64 = setup.token.split(':').next().and_then(|id| id.parse().ok()).unwrap_or_default();
        json!({
            "id": id, "is_bot": true, "first_name": setup.name, "username": setup.username,
            "can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": false,
            "can_connect_to_business": false, "has_main_web_app": false,
        })
    }

    /// Bot API object of a chat.
    pub(crate) fn chat_object(&self, id: i64) -> Value {
        if let Some(title) = self.groups.get(&id) {
            return json!({ "id": id, "type": "group", "title": title, "all_members_are_administrators": false });
        }
        let mut chat = json!({ "id": id, "type": "private" });
        if let Some(person) = self.people.get(&id) {
            chat["first_name"] = json!(person.first_name);
            if let Some(last_name) = self.last_names.get(&id) {
                chat["last_name"] = json!(last_name);
            }
        }
        chat
    }

    /// Bot API object of a message in a chat with a bot.
    pub(crate) fn message_object(&self, bot: usize, chat: i64, message: &Message) -> Value {
        let from = message.author.map_or_else(|| self.me(bot), |person| self.user(person));
        Chat::json(message, &self.chat_object(chat), &from)
    }

    /// Telegram's limits, if they are enforced: seconds to wait.
    fn over_limit(&mut self, now: DateTime<Utc>, bot: usize, method: &str, params: &Value) -> Option<u64> {
        let method = method.to_ascii_lowercase();
        let counts = method != "sendchataction" && (method.starts_with("send") || method.starts_with("edit"));
        let chat = int(params, "chat_id").filter(|_| counts)?;
        self.limits.as_mut()?.spend(now, bot, chat)
    }
}
