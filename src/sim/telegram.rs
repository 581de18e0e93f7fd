//! The state, and the way of a call through it. Time is an argument.

use std::collections::{BTreeMap, HashMap, VecDeque};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::chat::Chat;
use crate::faults::Faults;
use crate::setup::{BotSetup, PersonSetup, Setup};
use crate::updates::Updates;

/// The log keeps so many calls.
const LOG: usize = 200_000;

/// All of Telegram, as far as bots and the people who chat with them see it.
pub struct Telegram {
    pub(crate) bots: Vec<Bot>,
    pub(crate) people: BTreeMap<i64, PersonSetup>,
    pub(crate) chats: HashMap<(usize, i64), Chat>,
    pub(crate) presses: HashMap<String, Pressed>,
    pub(crate) files: HashMap<String, StoredFile>,
    pub(crate) next_press: u64,
    pub(crate) next_file: u64,
    /// What goes wrong.
    pub faults: Faults,
    log: VecDeque<LogEntry>,
    limits: bool,
    sent: HashMap<usize, VecDeque<DateTime<Utc>>>,
    version: u64,
}

pub(crate) struct Bot {
    pub(crate) setup: BotSetup,
    pub(crate) updates: Updates,
    pub(crate) commands: BTreeMap<String, Value>,
    pub(crate) webhook: Option<String>,
}

pub(crate) struct Pressed {
    pub(crate) bot: usize,
    pub(crate) person: i64,
    pub(crate) at: DateTime<Utc>,
}

pub(crate) struct StoredFile {
    /// Only this bot may name it.
    pub(crate) bot: usize,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// A call that a bot made, and how it ended.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// The bot's username.
    pub bot: String,
    /// The method.
    pub method: String,
    /// What it was called with.
    pub params: Value,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The answer.
    pub answer: Value,
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
            let first = 500_000_001 + i64::try_from(index).unwrap_or_default() * 1_000_000;
            Bot { setup, updates: Updates::new(first), commands: BTreeMap::new(), webhook: None }
        };
        Telegram {
            bots: setup.bots.into_iter().enumerate().map(bot).collect(),
            people: setup.people.into_iter().map(|person| (person.id, person)).collect(),
            chats: HashMap::new(),
            presses: HashMap::new(),
            files: HashMap::new(),
            next_press: 1,
            next_file: 1,
            faults: Faults::default(),
            log: VecDeque::new(),
            limits: setup.limits,
            sent: HashMap::new(),
            version: 1,
        }
    }

    /// Carries out a call of a bot and logs it. `getUpdates` answers at once with what waits.
    pub fn call(
        &mut self,
        now: DateTime<Utc>,
        token: &str,
        method: &str,
        params: &Value,
        files: &[Upload],
    ) -> Reply {
        let Some(bot) = self.bot_of(token) else { return Reply::error(401, "Unauthorized") };
        let reply = match self.over_limit(now, bot, method, params) {
            Some(seconds) => Reply::too_many(seconds),
            None => self.carry_out(now, bot, method, params, files),
        };
        if !method.eq_ignore_ascii_case("getUpdates") {
            self.version += 1;
            self.note(now, bot, method, params.clone(), &reply);
        }
        reply
    }

    /// Every call but polls, oldest first.
    pub fn log(&self) -> impl DoubleEndedIterator<Item = &LogEntry> {
        self.log.iter()
    }

    /// The chat of a person with a bot.
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

    pub(crate) fn note(&mut self, at: DateTime<Utc>, bot: usize, method: &str, params: Value, reply: &Reply) {
        if self.log.len() == LOG {
            self.log.pop_front();
        }
        let bot = self.bots[bot].setup.username.clone();
        let (status, answer) = (reply.status, reply.body.clone());
        self.log.push_back(LogEntry { at, bot, method: method.to_owned(), params, status, answer });
    }

    /// Bot API object of a person.
    pub(crate) fn user(&self, person: i64) -> Value {
        let Some(found) = self.people.get(&person) else { return Value::Null };
        json!({
            "id": person, "is_bot": false, "first_name": found.first_name, "language_code": found.language,
        })
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

    /// Bot API object of a private chat.
    pub(crate) fn private_chat(&self, person: i64) -> Value {
        let name = self.people.get(&person).map(|person| person.first_name.clone()).unwrap_or_default();
        json!({ "id": person, "type": "private", "first_name": name })
    }

    /// Telegram's limits, if they are enforced: seconds to wait.
    fn over_limit(&mut self, now: DateTime<Utc>, bot: usize, method: &str, params: &Value) -> Option<u64> {
        let counts =
            ["sendmessage", "editmessagetext", "editmessagereplymarkup", "senddocument", "sendphoto"];
        if !self.limits
            || !counts.contains(&method.to_ascii_lowercase().as_str())
            || params.get("chat_id").is_none()
        {
            return None;
        }
        let second = now - chrono::TimeDelta::seconds(1);
        let sent = self.sent.entry(bot).or_default();
        while sent.front().is_some_and(|at| *at <= second) {
            sent.pop_front();
        }
        // A little above the 30 a second that Telegram asks for: it does not count to the millisecond either.
        if sent.len() >= 35 {
            return Some(1);
        }
        sent.push_back(now);
        None
    }
}
