//! Telegram's limits, as a reservation: when may this call be made? (P2)
//!
//! Each limit is a bucket that fills at its rate; a call takes one and may run into debt, which is the time it waits. Time is an argument.

use std::collections::HashMap;
use std::time::Duration;

use domain::ChatId;
use tokio::time::Instant;

/// Calls to one chat that may follow each other at once.
const CHAT_BURST: f64 = 3.0;
/// Chats are forgotten when so many are known and full.
const MOST_CHATS: usize = 10_000;

/// The limits of one bot.
pub struct Throttle {
    rate: f64,
    chat_rate: f64,
    all: Bucket,
    chats: HashMap<ChatId, Bucket>,
    /// Until when Telegram wants the bot to be silent.
    silent_until: Instant,
}

#[derive(Clone, Copy)]
struct Bucket {
    /// What is left; below zero it is debt.
    level: f64,
    /// When it was looked at last.
    at: Instant,
}

impl Bucket {
    /// Takes one and says how long to wait for it.
    fn take(&mut self, rate: f64, burst: f64, now: Instant) -> Duration {
        self.fill(rate, burst, now);
        self.level -= 1.0;
        if self.level >= 0.0 { Duration::ZERO } else { Duration::from_secs_f64(-self.level / rate) }
    }

    fn fill(&mut self, rate: f64, burst: f64, now: Instant) {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.level = (self.level + passed * rate).min(burst);
        self.at = now;
    }
}

impl Throttle {
    /// Calls per second, in all and per chat; 0 is no limit.
    pub fn new(rate: f64, chat_rate: f64, now: Instant) -> Throttle {
        let all = Bucket { level: rate.max(1.0), at: now };
        Throttle { rate, chat_rate, all, chats: HashMap::new(), silent_until: now }
    }

    /// Goes by other limits from now on; what is owed is still waited for.
    pub fn change(&mut self, rate: f64, chat_rate: f64) {
        (self.rate, self.chat_rate) = (rate, chat_rate);
    }

    /// Takes a place for a call to a chat and says how long to wait for it.
    pub fn reserve(&mut self, chat: ChatId, now: Instant) -> Duration {
        let mut wait = Duration::ZERO;
        if self.chat_rate > 0.0 {
            self.forget_full_ones(now);
            let fresh = Bucket { level: CHAT_BURST, at: now };
            wait = self.chats.entry(chat).or_insert(fresh).take(self.chat_rate, CHAT_BURST, now);
        }
        if self.rate > 0.0 {
            wait = wait.max(self.all.take(self.rate, self.rate.max(1.0), now));
        }
        wait
    }

    /// Telegram wants the whole bot to be silent until an instant.
    pub fn silence(&mut self, until: Instant) {
        self.silent_until = self.silent_until.max(until);
    }

    /// How long the whole bot is still to be silent, if it is.
    pub fn silent_for(&self, now: Instant) -> Option<Duration> {
        Some(self.silent_until.saturating_duration_since(now)).filter(|left| !left.is_zero())
    }

    fn forget_full_ones(&mut self, now: Instant) {
        if self.chats.len() >= MOST_CHATS {
            let rate = self.chat_rate;
            self.chats.retain(|_, bucket| {
                bucket.fill(rate, CHAT_BURST, now);
                bucket.level < CHAT_BURST
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_has_a_burst_and_then_its_rate() {
        let now = Instant::now();
        let mut throttle = Throttle::new(0.0, 1.0, now);
        let waits: Vec<u64> = (0..5).map(|_| throttle.reserve(ChatId::from(1), now).as_secs()).collect();
        assert_eq!(waits, [0, 0, 0, 1, 2]);
        assert_eq!(throttle.reserve(ChatId::from(2), now), Duration::ZERO, "another chat does not wait");
        let later = now + Duration::from_secs(10);
        assert_eq!(throttle.reserve(ChatId::from(1), later), Duration::ZERO);
    }

    #[test]
    fn all_chats_share_the_bots_rate() {
        let now = Instant::now();
        let mut throttle = Throttle::new(30.0, 0.0, now);
        let waits: Vec<Duration> = (0..90).map(|chat| throttle.reserve(ChatId::from(chat), now)).collect();
        assert!(waits[..30].iter().all(Duration::is_zero));
        assert!((1.9..2.1).contains(&waits[89].as_secs_f64()), "{:?}", waits[89]);
    }

    #[test]
    fn zero_is_no_limit() {
        let now = Instant::now();
        let mut throttle = Throttle::new(0.0, 0.0, now);
        assert!((0..1000).all(|_| throttle.reserve(ChatId::from(1), now).is_zero()));
    }

    #[test]
    fn of_two_silences_the_longer_one_holds() {
        let now = Instant::now();
        let mut throttle = Throttle::new(0.0, 0.0, now);
        assert_eq!(throttle.silent_for(now), None);
        for seconds in [30, 20] {
            throttle.silence(now + Duration::from_secs(seconds));
        }
        assert_eq!(throttle.silent_for(now), Some(Duration::from_secs(30)));
        assert_eq!(throttle.silent_for(now + Duration::from_secs(30)), None);
    }
}
