//! When a client is reminded of a visit (C8).
//!
//! An offset is elapsed time before the start. One that was past already when the booking was made, or moved, or confirmed, reminds of nothing.
//! One that falls into the quiet hours is put where it is still of use: to their end if an hour is left then, else before their begin.

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::quiet::Quiet;
use crate::time::Instant;

/// A reminder waits for the end of the quiet hours if so much is left then: enough to get up and to come.
const AFTER_QUIET: TimeDelta = TimeDelta::hours(1);
/// So long before the quiet hours it is sent otherwise. A service that is down for a moment can still send it in time.
const BEFORE_QUIET: TimeDelta = TimeDelta::minutes(15);
/// With less than this left a reminder that was held up is of no use: the client is on the way, or will not come.
const LEAST_LEFT: TimeDelta = TimeDelta::minutes(15);

/// When clients are reminded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReminderRules {
    /// So long before the start each; none twice.
    pub offsets: Vec<TimeDelta>,
    /// When nobody is written to unasked.
    pub quiet: Option<Quiet>,
}

impl Default for ReminderRules {
    fn default() -> ReminderRules {
        ReminderRules { offsets: vec![TimeDelta::hours(24), TimeDelta::hours(2)], quiet: Some(Quiet::NIGHT) }
    }
}

/// One reminder of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Which of the rules it is.
    pub offset: TimeDelta,
    /// When it is sent.
    pub at: Instant,
}

impl ReminderRules {
    /// The reminders of a visit that begins at `start` and was made, or moved there, at `made`; earliest first. Where two fall together, the
    /// nearer one stands for both.
    pub fn of(&self, zone: Tz, start: Instant, made: Instant) -> Vec<Reminder> {
        let mut offsets = self.offsets.clone();
        offsets.sort();
        let mut reminders: Vec<Reminder> = Vec::new();
        for offset in offsets {
            let due = start - offset;
            let at = (due > made).then(|| self.put(zone, due, start, made)).flatten();
            if let Some(at) = at.filter(|at| reminders.last().is_none_or(|nearer| *at < nearer.at)) {
                reminders.push(Reminder { offset, at });
            }
        }
        reminders.reverse();
        reminders
    }

    /// What becomes of a reminder that is due `now`, on time or after the service was down: sent now, sent later, or dropped.
    pub fn due(&self, zone: Tz, start: Instant, now: Instant) -> Option<Instant> {
        // Of what lies before the quiet hours nothing is left: that was earlier.
        self.put(zone, now, start, now).filter(|at| start - *at >= LEAST_LEFT)
    }

    /// Until when a reminder that is sent now may still arrive: until the visit begins, but nobody is woken by one that Telegram did not take for
    /// a while.
    pub fn worth_until(&self, zone: Tz, start: Instant, now: Instant) -> Instant {
        self.quiet.map_or(start, |quiet| quiet.next(zone, now).min(start))
    }

    /// The instant itself, or where the quiet hours leave room: at their end, or before their begin if that comes after `past`.
    fn put(&self, zone: Tz, at: Instant, start: Instant, past: Instant) -> Option<Instant> {
        let around = |at| self.quiet.and_then(|quiet| quiet.around(zone, at));
        let Some(span) = around(at) else { return Some(at) };
        let (later, earlier) = (span.end(), span.start() - BEFORE_QUIET);
        let later = Some(later).filter(|later| start - *later >= AFTER_QUIET);
        let put = later.or(Some(earlier).filter(|earlier| *earlier > past));
        // Where hardly an hour of the day is not quiet, the clocks may make two nights touch.
        put.filter(|put| around(*put).is_none())
    }
}

#[cfg(test)]
#[path = "reminder_tests.rs"]
mod tests;
