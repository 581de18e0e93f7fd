//! Why a day has no start, in the short form that a client wants (A16).

use chrono::{NaiveDate, TimeDelta};

use crate::busy::Occupant;
use crate::offer::Offer;
use crate::refusal::Refusal;
use crate::time::{self, Instant};

/// Why nothing begins on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayRefusal {
    /// The day is over, or its last start is.
    Past,
    /// Later than anybody books ahead.
    TooFar {
        /// The last date that can be booked.
        latest: NaiveDate,
    },
    /// All that is left of it begins earlier than the notice allows.
    TooSoon {
        /// The notice.
        notice: TimeDelta,
    },
    /// Nobody works, or not long enough for the visit.
    Closed,
    /// It is booked out.
    Full,
}

impl Offer {
    /// Why nothing begins on a day. What could be otherwise comes first: booked out before too soon, too soon before closed.
    pub fn why_not(&self, day: NaiveDate) -> DayRefusal {
        let dates = self.dates();
        if day < *dates.start() {
            return DayRefusal::Past;
        }
        if day > *dates.end() {
            return DayRefusal::TooFar { latest: *dates.end() };
        }
        let mut found = DayRefusal::Closed;
        for performer in &self.performers {
            for (_, outcome) in self.request(performer).explain(day..=day) {
                let Err(refusal) = outcome else { continue };
                let reason = match refusal {
                    // Blocked time is nobody else's booking.
                    Refusal::Taken { by } if by.by == Occupant::Block => continue,
                    Refusal::Taken { .. } | Refusal::Full { .. } | Refusal::NoResource { .. } => {
                        return DayRefusal::Full;
                    }
                    Refusal::TooSoon { .. } => DayRefusal::TooSoon { notice: performer.visit.min_notice },
                    Refusal::Past { .. } => DayRefusal::Past,
                    Refusal::TooFar { latest } => {
                        DayRefusal::TooFar { latest: time::date(self.zone, latest) }
                    }
                    Refusal::NotPerformed
                    | Refusal::DayOff { .. }
                    | Refusal::Closed { .. }
                    | Refusal::EndsTooLate { .. }
                    | Refusal::OffStep { .. }
                    | Refusal::Skipped => continue,
                };
                found = weightier(found, reason);
            }
        }
        found
    }

    /// The start that is nearest to a day, looked for after it first.
    pub fn nearest_to(&self, day: NaiveDate) -> Option<Instant> {
        let dates = self.dates();
        let open = self.open_dates(&dates);
        let date = open.range(day..).next().or_else(|| open.range(..day).next_back())?;
        self.starts(&(*date..=*date)).first().copied()
    }
}

fn weightier(one: DayRefusal, other: DayRefusal) -> DayRefusal {
    let weight = |refusal: &DayRefusal| match refusal {
        DayRefusal::Closed => 0,
        DayRefusal::Past => 1,
        DayRefusal::TooFar { .. } => 2,
        DayRefusal::TooSoon { .. } => 3,
        DayRefusal::Full => 4,
    };
    if weight(&other) > weight(&one) { other } else { one }
}

#[cfg(test)]
#[path = "why_tests.rs"]
mod tests;
