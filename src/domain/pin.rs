//! PINs of admins, and the rules that lock a guesser out (A1).

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::time::Instant;

/// A PIN as it was typed: 6–12 digits, wiped from memory when dropped.
pub struct Pin(String);

/// Why a text is no PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// Not 6–12 digits.
    #[error("not 6 to 12 digits")]
    NotDigits,
    /// One digit repeated, or a run such as 123456.
    #[error("too easy to guess")]
    TooSimple,
}

impl Pin {
    /// A PIN that somebody enters.
    pub fn entered(text: &str) -> Result<Pin, PinError> {
        let text = text.trim();
        match (6..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Ok(Pin(text.to_owned())),
            false => Err(PinError::NotDigits),
        }
    }

    /// A PIN that somebody chooses: not one of those that everybody tries first.
    pub fn chosen(text: &str) -> Result<Pin, PinError> {
        let pin = Pin::entered(text)?;
        // The keypad's runs go round: 890123 is one, and so is 1234567890.
        let steps = pin.0.as_bytes().windows(2).map(|pair| (pair[1] + 10 - pair[0]) % 10);
        match [0, 1, 9].into_iter().any(|step| steps.clone().all(|found| found == step)) {
            true => Err(PinError::TooSimple),
            false => Ok(pin),
        }
    }

    /// The digits, for stretching them. Never for storing or showing.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(***)")
    }
}

impl Drop for Pin {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

/// After so many wrong tries a lock begins, and each further one doubles it.
const WRONG_BEFORE_LOCK: u32 = 5;
/// The first lock.
const FIRST_LOCK: TimeDelta = TimeDelta::minutes(1);
/// The longest lock.
const LONGEST_LOCK: TimeDelta = TimeDelta::hours(24);
/// No more tries than this in any hour, right or wrong.
const TRIES_PER_HOUR: usize = 10;

/// The tries of one admin. A try is counted before the PIN is looked at, so a crash in between gives nothing away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PinTries {
    /// Tries since the last right one.
    wrong: u32,
    /// When the tries of the last hour were made.
    recent: Vec<Instant>,
}

/// No try is taken before `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The first instant of the next try.
    pub until: Instant,
}

impl PinTries {
    /// The tries as they count at `now`; whoever checks them stores them too.
    ///
    /// A wall clock that jumped back leaves tries in the future behind. They count as made now, so that the jump neither frees a lock early
    /// nor prolongs it beyond its own length.
    #[must_use]
    pub fn at(&self, now: Instant) -> PinTries {
        PinTries { wrong: self.wrong, recent: self.recent.iter().map(|at| (*at).min(now)).collect() }
    }

    /// Whether a try is taken now.
    pub fn check(&self, now: Instant) -> Result<(), Locked> {
        let last = self.recent.iter().max().filter(|_| self.wrong >= WRONG_BEFORE_LOCK);
        let lock = last.map(|last| *last + self.delay());
        let recent = self.in_last_hour(now);
        let hourly = recent
            .iter()
            .min()
            .filter(|_| recent.len() >= TRIES_PER_HOUR)
            .map(|at| *at + TimeDelta::hours(1));
        match lock.into_iter().chain(hourly).max().filter(|until| *until > now) {
            Some(until) => Err(Locked { until }),
            None => Ok(()),
        }
    }

    /// The tries after one more, counted as wrong until [`right`](Self::right) says otherwise.
    #[must_use]
    pub fn tried(&self, now: Instant) -> PinTries {
        let mut recent = self.in_last_hour(now);
        recent.push(now);
        PinTries { wrong: self.wrong.saturating_add(1), recent }
    }

    /// The tries after the last one turned out right. Those of the hour still count.
    #[must_use]
    pub fn right(&self) -> PinTries {
        PinTries { wrong: 0, recent: self.recent.clone() }
    }

    /// Whether a lock has just begun or grown: the owner is told.
    pub fn locks(&self) -> bool {
        self.wrong >= WRONG_BEFORE_LOCK
    }

    /// How many wrong tries are left before a lock.
    pub fn left(&self) -> u32 {
        WRONG_BEFORE_LOCK.saturating_sub(self.wrong)
    }

    fn delay(&self) -> TimeDelta {
        let doublings = self.wrong.saturating_sub(WRONG_BEFORE_LOCK).min(16);
        (FIRST_LOCK * 2_i32.pow(doublings)).min(LONGEST_LOCK)
    }

    fn in_last_hour(&self, now: Instant) -> Vec<Instant> {
        self.recent.iter().copied().filter(|at| *at > now - TimeDelta::hours(1)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> Instant {
        "2026-11-24T12:00:00Z".parse().unwrap()
    }

    fn after_wrong(count: u32) -> PinTries {
        (0..count).fold(PinTries::default(), |tries, _| tries.tried(noon()))
    }

    #[test]
    fn a_pin_is_six_to_twelve_digits_that_are_not_the_first_guess() {
        assert!(Pin::chosen("271828").is_ok());
        assert_eq!(Pin::entered("12345").unwrap_err(), PinError::NotDigits);
        assert_eq!(Pin::entered("1234567890123").unwrap_err(), PinError::NotDigits);
        assert_eq!(Pin::entered("12345a").unwrap_err(), PinError::NotDigits);
        assert_eq!(Pin::entered("١٢٣٤٥٦").unwrap_err(), PinError::NotDigits);
        for simple in ["111111", "123456", "987654", "1234567890", "0987654321"] {
            assert_eq!(Pin::chosen(simple).unwrap_err(), PinError::TooSimple);
        }
        assert_eq!(format!("{:?}", Pin::entered("271828").unwrap()), "Pin(***)");
    }

    #[test]
    fn five_wrong_tries_lock_and_each_further_one_doubles_the_lock() {
        assert_eq!(after_wrong(4).check(noon()), Ok(()));
        assert_eq!(after_wrong(5).check(noon()), Err(Locked { until: noon() + TimeDelta::minutes(1) }));
        assert_eq!(after_wrong(7).check(noon()), Err(Locked { until: noon() + TimeDelta::minutes(4) }));
        assert_eq!(after_wrong(5).check(noon() + TimeDelta::minutes(1)), Ok(()));
    }

    #[test]
    fn no_more_than_ten_tries_are_taken_in_any_hour_even_if_right_ones_lie_between() {
        let mut tries = PinTries::default();
        let mut now = noon();
        let mut taken = 0;
        while now < noon() + TimeDelta::hours(1) {
            if tries.check(now).is_ok() {
                tries = tries.tried(now).right();
                taken += 1;
            }
            now += TimeDelta::minutes(1);
        }
        assert_eq!(taken, 10);
        assert_eq!(tries.check(noon() + TimeDelta::hours(1)), Ok(()));
    }

    #[test]
    fn a_patient_guesser_gets_few_tries_a_day() {
        let (mut tries, mut now, mut taken) = (PinTries::default(), noon(), 0);
        while now < noon() + TimeDelta::days(2) {
            if tries.check(now).is_ok() {
                tries = tries.tried(now);
                taken += 1;
            }
            now += TimeDelta::minutes(1);
        }
        assert!(taken < 20, "{taken} tries in two days");
    }

    #[test]
    fn a_clock_that_jumps_back_neither_frees_nor_prolongs_a_lock() {
        let earlier = noon() - TimeDelta::days(3);
        let tries = after_wrong(6).at(earlier);
        assert_eq!(tries.check(earlier), Err(Locked { until: earlier + TimeDelta::minutes(2) }));
        assert_eq!(tries.at(earlier + TimeDelta::minutes(2)).check(earlier + TimeDelta::minutes(2)), Ok(()));
        let stored: PinTries = serde_json::from_str(&serde_json::to_string(&tries).unwrap()).unwrap();
        assert_eq!(stored, tries, "a restart changes nothing");
    }
}
