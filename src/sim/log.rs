//! What happened, for whoever judges a bot afterwards: every call with its outcome, and every poll that moved something.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::faults::Trouble;
use crate::telegram::{Reply, Telegram};

/// So many calls, and so many polls, are kept unless asked otherwise.
const KEPT: usize = 200_000;

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
    /// The HTTP status of the answer; 0 if a fault left it without one of the Bot API's.
    pub status: u16,
    /// The answer.
    pub answer: Value,
    /// The fault it ran into. After [`Trouble::ReplyLost`] status and answer are those that the bot never saw.
    pub trouble: Option<Trouble>,
}

/// A `getUpdates` that acknowledged or delivered something.
#[derive(Clone, Debug, PartialEq)]
pub struct PollEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// The bot's username.
    pub bot: String,
    /// The offset it named.
    pub offset: Option<i64>,
    /// The numbers of the updates it was given.
    pub delivered: Vec<i64>,
}

#[derive(Debug)]
pub(crate) struct Log {
    calls: VecDeque<LogEntry>,
    polls: VecDeque<PollEntry>,
    kept: usize,
    /// How many calls there were in all.
    noted: u64,
}

impl Default for Log {
    fn default() -> Log {
        Log { calls: VecDeque::new(), polls: VecDeque::new(), kept: KEPT, noted: 0 }
    }
}

impl Telegram {
    /// Every call but polls, oldest first.
    pub fn log(&self) -> impl DoubleEndedIterator<Item = &LogEntry> {
        self.log.calls.iter()
    }

    /// How many calls there were in all, also those that are no longer kept.
    pub fn calls_noted(&self) -> u64 {
        self.log.noted
    }

    /// Every poll that acknowledged or delivered something, oldest first.
    pub fn polls(&self) -> impl DoubleEndedIterator<Item = &PollEntry> {
        self.log.polls.iter()
    }

    /// Keeps only the newest so many calls, and as many polls.
    pub fn keep_log(&mut self, entries: usize) {
        self.log.kept = entries;
        self.log.trim();
    }

    pub(crate) fn note(&mut self, at: DateTime<Utc>, bot: usize, method: &str, params: Value, reply: &Reply) {
        let bot = self.bots[bot].setup.username.clone();
        let (method, status, answer) = (method.to_owned(), reply.status, reply.body.clone());
        self.log.noted += 1;
        self.log.calls.push_back(LogEntry { at, bot, method, params, status, answer, trouble: None });
        self.log.trim();
    }

    pub(crate) fn note_poll(&mut self, at: DateTime<Utc>, bot: usize, offset: Option<i64>, updates: &Value) {
        let ids = updates.as_array().into_iter().flatten();
        let delivered: Vec<i64> = ids.filter_map(|update| update["update_id"].as_i64()).collect();
        let bot = self.bots[bot].setup.username.clone();
        let last = self.log.polls.iter().rev().find(|poll| poll.bot == bot);
        if delivered.is_empty() && last.and_then(|poll| poll.offset) == offset {
            return;
        }
        self.log.polls.push_back(PollEntry { at, bot, offset, delivered });
        self.log.trim();
    }

    /// Remembers the fault that the last call ran into.
    pub(crate) fn mark_last(&mut self, method: &str, trouble: &Trouble) {
        if let Some(entry) = self.log.calls.back_mut().filter(|entry| entry.method == method) {
            entry.trouble = Some(trouble.clone());
        }
    }
}

impl Log {
    fn trim(&mut self) {
        while self.calls.len() > self.kept {
            self.calls.pop_front();
        }
        while self.polls.len() > self.kept {
            self.polls.pop_front();
        }
    }
}
