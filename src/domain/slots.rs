//! When a service can be booked: the one predicate for listing and for booking.
//!
//! A visit lies inside an opening; its buffers may lie outside. What it occupies, buffers included, overlaps nothing that is occupied.
//! Starts are counted in steps from the opening. Minimum notice and horizon are measured from now, in instants.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use crate::catalog::{Service, Specialist};
use crate::id::SpecialistId;
use crate::policy::BookingRules;
use crate::time::{self, Instant, Span};

/// One service with one specialist, and all that decides when.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// What.
    pub service: &'a Service,
    /// With whom.
    pub specialist: &'a Specialist,
    /// The business's zone, in which the hours are meant.
    pub zone: Tz,
    /// The business's rules; the service may have its own.
    pub rules: &'a BookingRules,
    /// What is occupied with this specialist: bookings, holds of others, with their buffers. In order, and none over another, as the
    /// database guarantees.
    pub busy: &'a [Span],
    /// When is asked.
    pub now: Instant,
}

/// The time a booking takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// From the start to the end of the visit.
    pub visit: Span,
    /// The visit with its buffers.
    pub occupied: Span,
}

/// The rule that refuses a start, with its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The specialist does not perform the service, or one of them is not active.
    NotPerformed,
    /// The start has passed.
    Past,
    /// Earlier than the minimum notice allows.
    TooSoon {
        /// The earliest start.
        earliest: Instant,
    },
    /// Later than the horizon allows.
    TooFar {
        /// The latest start.
        latest: Instant,
    },
    /// Outside the hours, or the visit would not end within them.
    Closed,
    /// Not one of the starts that are offered.
    OffStep {
        /// Starts are offered so far apart.
        step: TimeDelta,
    },
    /// Something else occupies the time.
    Taken {
        /// What it occupies.
        by: Span,
    },
}

impl Request<'_> {
    /// Whether a visit may start at `start`, and what it then takes.
    pub fn check(&self, start: Instant) -> Result<Slot, Refusal> {
        self.check_rules(start)?;
        let date = time::date(self.zone, start);
        let openings = self.specialist.hours.openings(self.zone, date..=date);
        let opening = openings.iter().find(|opening| opening.start() <= start && start < opening.end());
        self.check_time(*opening.ok_or(Refusal::Closed)?, start)
    }

    /// All starts that [`check`](Self::check) allows on these local dates, in order.
    pub fn slots(&self, dates: RangeInclusive<NaiveDate>) -> Vec<Instant> {
        let asked = time::day(self.zone, *dates.start()).start()..time::day(self.zone, *dates.end()).end();
        let step = self.step();
        let mut starts = Vec::new();
        for opening in self.specialist.hours.openings(self.zone, dates) {
            // Straight to the first start that can be asked for; a week that never closes opened long ago.
            let skipped = ((asked.start.max(self.now) - opening.start()).num_milliseconds()).max(0)
                / step.num_milliseconds();
            let mut start = opening.start() + TimeDelta::milliseconds(skipped * step.num_milliseconds());
            while start < opening.end().min(asked.end) {
                if start >= asked.start
                    && self.check_rules(start).is_ok()
                    && self.check_time(opening, start).is_ok()
                {
                    starts.push(start);
                }
                start += step;
            }
        }
        starts
    }

    /// What does not depend on the hours.
    fn check_rules(&self, start: Instant) -> Result<(), Refusal> {
        if !self.specialist.performs(self.service) {
            return Err(Refusal::NotPerformed);
        }
        if start <= self.now {
            return Err(Refusal::Past);
        }
        let earliest = self.now + self.service.min_notice.unwrap_or(self.rules.min_notice);
        if start < earliest {
            return Err(Refusal::TooSoon { earliest });
        }
        let latest = self.now + self.service.horizon.unwrap_or(self.rules.horizon);
        if start > latest {
            return Err(Refusal::TooFar { latest });
        }
        Ok(())
    }

    /// What depends on the opening and on what is occupied.
    fn check_time(&self, opening: Span, start: Instant) -> Result<Slot, Refusal> {
        let step = self.step();
        let visit = Span::new(start, start + self.service.duration).ok_or(Refusal::Closed)?;
        if !opening.contains(visit) {
            return Err(Refusal::Closed);
        }
        if (start - opening.start()).num_milliseconds() % step.num_milliseconds() != 0 {
            return Err(Refusal::OffStep { step });
        }
        let occupied = visit.widened(self.service.buffer_before, self.service.buffer_after);
        let next = self.busy.partition_point(|span| span.end() <= occupied.start());
        match self.busy.get(next).filter(|span| span.overlaps(occupied)) {
            Some(span) => Err(Refusal::Taken { by: *span }),
            None => Ok(Slot { visit, occupied }),
        }
    }

    /// Never less than a minute, so that no configuration makes a list endless.
    fn step(&self) -> TimeDelta {
        self.service.step.unwrap_or(self.rules.step).max(TimeDelta::minutes(1))
    }
}

/// The dates on which at least one of the requests has a slot: what a calendar lets press.
pub fn open_dates(requests: &[Request<'_>], dates: &RangeInclusive<NaiveDate>) -> BTreeSet<NaiveDate> {
    let mut open = BTreeSet::new();
    for request in requests {
        open.extend(request.slots(dates.clone()).into_iter().map(|start| time::date(request.zone, start)));
    }
    open
}

/// The `count` starts closest to a wanted one, in order of time: the way on when it was just taken (C6).
pub fn nearest(
    requests: &[Request<'_>],
    wanted: Instant,
    dates: &RangeInclusive<NaiveDate>,
    count: usize,
) -> Vec<Instant> {
    let starts: BTreeSet<Instant> = requests
        .iter()
        .flat_map(|request| request.slots(dates.clone()))
        .filter(|start| *start != wanted)
        .collect();
    let mut starts: Vec<Instant> = starts.into_iter().collect();
    starts.sort_by_key(|start| (*start - wanted).abs());
    starts.truncate(count);
    starts.sort();
    starts
}

/// Who takes a start for which the client said "any": of those who can, the one with the least work that day, then the lowest number.
pub fn choose(requests: &[Request<'_>], start: Instant) -> Option<SpecialistId> {
    let load = |request: &Request<'_>| {
        let day = time::day(request.zone, time::date(request.zone, start));
        let minutes =
            request.busy.iter().filter(|span| span.overlaps(day)).map(|span| span.length().num_minutes());
        (minutes.sum::<i64>(), request.specialist.id)
    };
    requests
        .iter()
        .filter(|request| request.check(start).is_ok())
        .min_by_key(|request| load(request))
        .map(|r| r.specialist.id)
}

#[cfg(test)]
#[path = "slots_tests.rs"]
mod tests;
