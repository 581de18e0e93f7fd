//! What waits for a bot. An update is delivered again and again until a poll names a higher number.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// A press that nobody fetched is dropped after so long.
const PRESS_LIVES: TimeDelta = TimeDelta::seconds(150);
/// Any update is dropped after so long.
const UPDATE_LIVES: TimeDelta = TimeDelta::hours(24);

/// The updates of one bot.
#[derive(Debug)]
pub struct Updates {
    next: i64,
    waiting: VecDeque<(i64, DateTime<Utc>, Value)>,
    allowed: Option<Vec<String>>,
}

impl Updates {
    /// Numbers begin somewhere, as at Telegram.
    pub fn new(first: i64) -> Updates {
        Updates { next: first, waiting: VecDeque::new(), allowed: None }
    }

    /// Puts an update of a kind (`message`, `callback_query`, …) into the queue, unless the bot does not want to hear of it.
    pub fn push(&mut self, now: DateTime<Utc>, kind: &str, content: Value) -> i64 {
        let id = self.next;
        self.next += 1;
        let wanted = match &self.allowed {
            Some(allowed) if !allowed.is_empty() => allowed.iter().any(|allowed| allowed == kind),
            _ => true,
        };
        if wanted {
            self.waiting.push_back((id, now, json!({ "update_id": id, kind: content })));
        }
        id
    }

    /// Delivers an update once more under a number of its own making: an imitation of a broken proxy or of Telegram at its worst.
    pub fn repeat(&mut self, now: DateTime<Utc>, update: Value) {
        let id = update["update_id"].as_i64().unwrap_or_default();
        self.waiting.push_front((id, now, update));
    }

    /// Acknowledges everything below `offset`; a negative one leaves the last so many. True if something waited that no longer does.
    pub fn acknowledge(&mut self, offset: i64) -> bool {
        let before = self.waiting.len();
        if offset >= 0 {
            self.waiting.retain(|(id, _, _)| *id >= offset);
        } else {
            let keep = usize::try_from(-offset).unwrap_or(usize::MAX);
            let drop = self.waiting.len().saturating_sub(keep);
            self.waiting.drain(..drop);
        }
        self.waiting.len() < before
    }

    /// What waits, oldest first, without the look at how old it is.
    pub fn all(&self) -> impl Iterator<Item = &Value> {
        self.waiting.iter().map(|(_, _, update)| update)
    }

    /// Remembers what the bot wants to hear of.
    pub fn allow(&mut self, kinds: Vec<String>) {
        self.allowed = Some(kinds);
    }

    /// What the bot wants to hear of, if it said so.
    pub fn allowed(&self) -> Option<&[String]> {
        self.allowed.as_deref()
    }

    /// Those that wait with their numbers, oldest first.
    pub fn each(&self) -> impl Iterator<Item = (i64, &Value)> {
        self.waiting.iter().map(|(id, _, update)| (*id, update))
    }

    /// Forgets one that was brought.
    pub fn forget(&mut self, brought: i64) {
        self.waiting.retain(|(id, _, _)| *id != brought);
    }

    /// Drops what nobody fetched in time.
    pub fn drop_old(&mut self, now: DateTime<Utc>) {
        self.waiting.retain(|(_, at, update)| {
            let lives = if update.get("callback_query").is_some() { PRESS_LIVES } else { UPDATE_LIVES };
            now - *at <= lives
        });
    }

    /// The oldest updates, at most `limit`.
    pub fn waiting(&mut self, now: DateTime<Utc>, limit: usize) -> Vec<Value> {
        self.drop_old(now);
        self.waiting.iter().take(limit).map(|(_, _, update)| update.clone()).collect()
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Drops all.
    pub fn clear(&mut self) {
        self.waiting.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(updates: &mut Updates, now: DateTime<Utc>) -> Vec<i64> {
        updates.waiting(now, 100).iter().map(|update| update["update_id"].as_i64().unwrap()).collect()
    }

    #[test]
    fn an_update_comes_again_until_it_is_acknowledged() {
        let now = DateTime::UNIX_EPOCH;
        let mut updates = Updates::new(10);
        for _ in 0..3 {
            updates.push(now, "message", json!({}));
        }
        assert_eq!(ids(&mut updates, now), [10, 11, 12]);
        assert_eq!(ids(&mut updates, now), [10, 11, 12]);
        updates.acknowledge(12);
        assert_eq!(ids(&mut updates, now), [12]);
        updates.acknowledge(5);
        assert_eq!(ids(&mut updates, now), [12], "an old offset acknowledges nothing");
    }

    #[test]
    fn a_press_nobody_fetches_is_lost_and_a_message_waits_a_day() {
        let now = DateTime::UNIX_EPOCH;
        let mut updates = Updates::new(1);
        updates.push(now, "callback_query", json!({}));
        updates.push(now, "message", json!({}));
        assert_eq!(ids(&mut updates, now + TimeDelta::seconds(151)), [2]);
        assert_eq!(ids(&mut updates, now + TimeDelta::hours(25)), [0; 0]);
    }

    #[test]
    fn only_what_is_allowed_is_kept() {
        let now = DateTime::UNIX_EPOCH;
        let mut updates = Updates::new(1);
        updates.allow(vec!["message".into()]);
        updates.push(now, "callback_query", json!({}));
        updates.push(now, "message", json!({}));
        assert_eq!(ids(&mut updates, now), [2]);
    }
}
