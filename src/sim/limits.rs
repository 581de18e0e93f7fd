//! Telegram's limits on sending: about thirty calls a second for a bot, about one a second in a chat, short bursts forgiven.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

/// Calls a second of one bot; as many may come at once.
const OF_BOT: f64 = 30.0;
/// Calls a second in one chat.
const OF_CHAT: f64 = 1.0;
/// So many may come at once in one chat.
const BURST_OF_CHAT: f64 = 10.0;

/// What has been spent.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    bots: HashMap<usize, Bucket>,
    chats: HashMap<(usize, i64), Bucket>,
}

/// What is left of a burst, and since when.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: DateTime<Utc>,
}

impl Limits {
    /// Spends one call, or says how many seconds to wait. A refused call spends nothing.
    pub(crate) fn spend(&mut self, now: DateTime<Utc>, bot: usize, chat: i64) -> Option<u64> {
        let of_bot = self.bots.get(&bot).copied().unwrap_or(Bucket { left: OF_BOT, at: now });
        let of_chat =
            self.chats.get(&(bot, chat)).copied().unwrap_or(Bucket { left: BURST_OF_CHAT, at: now });
        match (of_bot.less_one(now, OF_BOT, OF_BOT), of_chat.less_one(now, OF_CHAT, BURST_OF_CHAT)) {
            (Ok(of_bot), Ok(of_chat)) => {
                self.bots.insert(bot, of_bot);
                self.chats.insert((bot, chat), of_chat);
                None
            }
            (Err(seconds), Ok(_)) | (Ok(_), Err(seconds)) => Some(seconds),
            (Err(one), Err(other)) => Some(one.max(other)),
        }
    }
}

impl Bucket {
    fn less_one(self, now: DateTime<Utc>, per_second: f64, most: f64) -> Result<Bucket, u64> {
        let passed = (now - self.at).as_seconds_f64().max(0.0);
        let left = (self.left + passed * per_second).min(most) - 1.0;
        if left < 0.0 {
            // At most a whole burst is missing, so the number is small and positive.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            return Err((-left / per_second).ceil().max(1.0) as u64);
        }
        Ok(Bucket { left, at: now })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_chat_takes_a_burst_and_then_one_a_second() {
        let mut limits = Limits::default();
        let now = DateTime::UNIX_EPOCH;
        assert_eq!((0..10).find_map(|_| limits.spend(now, 0, 1)), None);
        assert_eq!(limits.spend(now, 0, 1), Some(1));
        assert_eq!(limits.spend(now, 0, 2), None, "another chat is free");
        assert_eq!(limits.spend(now + TimeDelta::seconds(1), 0, 1), None);
        assert_eq!(limits.spend(now + TimeDelta::seconds(1), 0, 1), Some(1));
    }

    #[test]
    fn a_bot_takes_thirty_a_second_over_all_chats() {
        let mut limits = Limits::default();
        let now = DateTime::UNIX_EPOCH;
        let refused = |limits: &mut Limits, now, from: i64| {
            (from..from + 40).filter(|chat| limits.spend(now, 0, *chat).is_some()).count()
        };
        assert_eq!(refused(&mut limits, now, 0), 10);
        assert_eq!(refused(&mut limits, now + TimeDelta::milliseconds(500), 100), 25);
    }
}
