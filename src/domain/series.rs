//! A visit that comes back every week (C13).

use chrono::{Days, NaiveDate};

use crate::refusal::Refusal;
use crate::slots::{Request, Slot};
use crate::time::{self, Instant};

/// One date of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesDate {
    /// The date.
    pub date: NaiveDate,
    /// The start on it; none, if the clocks skip that local time.
    pub start: Option<Instant>,
    /// What the visit takes, or the rule that refuses it.
    pub outcome: Result<Slot, Refusal>,
}

impl Request<'_> {
    /// The visit at the same local time for `count` weeks, `first` being the first: what becomes of each date.
    ///
    /// Of a local time that the clocks repeat, the first that can be booked is taken.
    pub fn weekly(&self, first: Instant, count: u32) -> Vec<SeriesDate> {
        let local = first.with_timezone(&self.zone).naive_local();
        let mut dates =
            vec![SeriesDate { date: local.date(), start: Some(first), outcome: self.check(first) }];
        for week in 1..count {
            let wanted = local + Days::new(7 * u64::from(week));
            let mut found = SeriesDate { date: wanted.date(), start: None, outcome: Err(Refusal::Skipped) };
            for start in time::instants(self.zone, wanted) {
                let outcome = self.check(start);
                if found.start.is_none() || outcome.is_ok() {
                    found = SeriesDate { start: Some(start), outcome, ..found };
                }
                if found.outcome.is_ok() {
                    break;
                }
            }
            dates.push(found);
        }
        dates.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        dates
    }
}

#[cfg(test)]
#[path = "series_tests.rs"]
mod tests;
