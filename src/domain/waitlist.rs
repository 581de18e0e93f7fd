//! The waitlist: what somebody waits for, which start suits them, and when they may be asked (C9).
//!
//! Who came first is asked first, and alone: while the offer lasts, the time is held for them. Who lets an offer pass goes on waiting at the end
//! of the line, so that the time goes to the next person and not from one start to another of the same one, and is never asked about the
//! same start again. What was free when they joined they have seen and not taken: it is no news for them.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::{Datelike as _, Days, NaiveDate, TimeDelta, Timelike as _};
use chrono_tz::Tz;

use crate::id::SpecialistId;
use crate::offer::Offer;
use crate::quiet::Quiet;
use crate::slots::Slot;
use crate::time::{self, Instant};

/// So many entries at most wait for one client, those for something earlier aside: of these there is one for each booking.
pub const MOST_ENTRIES: usize = 3;

/// So often at most an entry is asked within 24 hours: who waits for any time at all would otherwise be asked all day long.
pub const MOST_OFFERS_A_DAY: i64 = 3;

/// A part of the day, by the local hour in which a visit starts. The times that can be booked are shown in the same parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOfDay {
    /// Whenever.
    Any,
    /// Before noon.
    Morning,
    /// From noon to five.
    Day,
    /// From five on.
    Evening,
}

impl PartOfDay {
    /// All of them, in the order in which they are offered.
    pub const ALL: [PartOfDay; 4] = [PartOfDay::Any, PartOfDay::Morning, PartOfDay::Day, PartOfDay::Evening];

    /// The stable code of the database.
    pub fn code(self) -> &'static str {
        match self {
            PartOfDay::Any => "any",
            PartOfDay::Morning => "morning",
            PartOfDay::Day => "day",
            PartOfDay::Evening => "evening",
        }
    }

    /// Reads a [code](Self::code) back.
    pub fn from_code(code: &str) -> Option<PartOfDay> {
        PartOfDay::ALL.into_iter().find(|part| part.code() == code)
    }

    /// Whether a visit that starts then starts in this part of its day.
    pub fn holds(self, zone: Tz, start: Instant) -> bool {
        let hour = start.with_timezone(&zone).hour();
        match self {
            PartOfDay::Any => true,
            PartOfDay::Morning => hour < 12,
            PartOfDay::Day => (12..17).contains(&hour),
            PartOfDay::Evening => hour >= 17,
        }
    }
}

/// When somebody would come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanting {
    /// On one of these local dates, in this part of the day.
    Days {
        /// The first and the last date.
        dates: RangeInclusive<NaiveDate>,
        /// The part of the day.
        part: PartOfDay,
    },
    /// Earlier than they are booked.
    Earlier {
        /// When the booked visit starts.
        than: Instant,
    },
}

impl Wanting {
    /// Whether a start is one they wait for.
    pub fn suits(&self, zone: Tz, start: Instant) -> bool {
        match self {
            Wanting::Days { dates, part } => {
                dates.contains(&time::date(zone, start)) && part.holds(zone, start)
            }
            Wanting::Earlier { than } => start < *than,
        }
    }

    /// Whether there is nothing left to wait for: the last date has passed, or the booked visit has begun.
    pub fn is_over(&self, zone: Tz, now: Instant) -> bool {
        match self {
            Wanting::Days { dates, .. } => *dates.end() < time::date(zone, now),
            Wanting::Earlier { than } => *than <= now,
        }
    }

    /// All starts that can be booked and that they wait for, in order.
    pub fn suiting(&self, offer: &Offer) -> Vec<Instant> {
        let (bookable, zone) = (offer.dates(), offer.zone);
        let (from, to) = match self {
            Wanting::Days { dates, .. } => (*dates.start(), *dates.end()),
            Wanting::Earlier { than } => (*bookable.start(), time::date(zone, *than)),
        };
        let mut starts = offer.starts(&(from.max(*bookable.start())..=to.min(*bookable.end())));
        starts.retain(|start| self.suits(zone, *start));
        starts
    }

    /// The start to offer them, with who would do it: the earliest that suits and that they have not let pass or seen before.
    pub fn first(&self, offer: &Offer, passed: &BTreeSet<Instant>) -> Option<(Instant, SpecialistId, Slot)> {
        let fresh = self.suiting(offer).into_iter().filter(|start| !passed.contains(start));
        fresh.filter_map(|start| offer.choose(start).map(|(who, slot)| (start, who, slot))).next()
    }
}

/// Until when nobody may be asked, if nobody may be now: it is quiet, or an offer of this length would reach into the quiet hours.
pub fn rests_until(quiet: Option<Quiet>, zone: Tz, now: Instant, length: TimeDelta) -> Option<Instant> {
    let quiet = quiet?;
    let next = quiet.next(zone, now);
    let reaches = next < now + length;
    quiet.around(zone, next).filter(|_| reaches).map(|hours| hours.end())
}

/// The dates from today to Sunday.
pub fn this_week(today: NaiveDate) -> RangeInclusive<NaiveDate> {
    today..=sunday(today)
}

/// The dates from the coming Monday to the Sunday after it.
pub fn next_week(today: NaiveDate) -> RangeInclusive<NaiveDate> {
    let sunday = sunday(today);
    sunday + Days::new(1)..=sunday + Days::new(7)
}

fn sunday(today: NaiveDate) -> NaiveDate {
    today + Days::new(6 - u64::from(today.weekday().num_days_from_monday()))
}

#[cfg(test)]
#[path = "waitlist_tests.rs"]
mod tests;
