//! When somebody works: the hours of a week, dates that differ, and the openings they make on real dates.
//!
//! A date exception replaces that date's weekly spans. Spans that touch are one opening, over midnight too.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use crate::hours::{DateHours, Stretch, WeeklyHours};
use crate::time::{Instant, Span, first_at_or_after, instants, last_at_or_after};

/// A visit lasts at most so long (`visit::LONGEST`), so an opening need not be followed further.
const AHEAD: Days = Days::new(2);
/// A week that never closes opened, for the counting of starts, on this Monday.
const ANCHOR: NaiveDate = match NaiveDate::from_ymd_opt(2024, 1, 1) {
    Some(date) => date,
    None => panic!("the first of January exists"),
};

/// Dates with hours of their own: a day off or a vacation has none.
pub type Exceptions = BTreeMap<NaiveDate, Exception>;

/// What holds on one date instead of the weekly hours.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Exception {
    /// The hours of the date; none is a day off.
    pub hours: DateHours,
    /// Why, for those who administer.
    pub note: Option<String>,
}

/// When somebody works.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Schedule {
    /// The hours of an ordinary week.
    pub hours: WeeklyHours,
    /// The dates that differ.
    pub exceptions: Exceptions,
}

impl Schedule {
    /// The schedule of somebody within a business: what is not their own is the business's. On a date for which both have an exception,
    /// the own one counts.
    pub fn within(business: &Schedule, hours: Option<&WeeklyHours>, exceptions: &Exceptions) -> Schedule {
        let mut merged = business.exceptions.clone();
        merged.extend(exceptions.iter().map(|(date, exception)| (*date, exception.clone())));
        Schedule { hours: hours.unwrap_or(&business.hours).clone(), exceptions: merged }
    }

    /// The hours that begin on a date.
    pub fn on(&self, date: NaiveDate) -> &DateHours {
        self.exceptions.get(&date).map_or_else(|| self.hours.of(date), |exception| &exception.hours)
    }

    /// Whether an exception makes this a date without work.
    pub fn is_day_off(&self, date: NaiveDate) -> bool {
        self.exceptions.get(&date).is_some_and(|exception| exception.hours.is_empty())
    }

    /// The openings that have an instant on one of these dates, merged and in order. Each begins where it really begins, however long
    /// before; its end is followed for two days.
    pub fn openings(&self, zone: Tz, dates: RangeInclusive<NaiveDate>) -> Vec<Span> {
        let (first, since) = self.begin_of_chain(zone, *dates.start());
        let last = *dates.end() + AHEAD;
        let mut openings: Vec<Span> = Vec::new();
        for date in first.iter_days().take_while(|date| *date <= last) {
            for span in self.spans(zone, date) {
                match openings.last_mut() {
                    Some(last) if span.start() <= last.end() => *last = last.joined(span),
                    _ => openings.push(span),
                }
            }
        }
        if let (Some(since), Some(first)) = (since, openings.first_mut()) {
            *first = first.joined(since);
        }
        let begin = crate::time::day(zone, *dates.start()).start();
        let end = crate::time::day(zone, *dates.end()).end();
        openings.retain(|span| span.end() > begin && span.start() < end);
        openings
    }

    /// The date from which on the openings of `date` can be put together; and, for a place that has not closed since the anchor, its first
    /// opening.
    fn begin_of_chain(&self, zone: Tz, date: NaiveDate) -> (NaiveDate, Option<Span>) {
        let yesterday = |date: NaiveDate| date - Days::new(1);
        let mut first = yesterday(date);
        while first > ANCHOR {
            if self.hours.never_closes() {
                match self.exceptions.range(..=first).next_back() {
                    Some((exception, _)) => first = *exception,
                    None => return (first, self.spans(zone, ANCHOR).first().copied()),
                }
            }
            let spans_of = |date: NaiveDate| self.spans(zone, date).into_iter();
            let begin = [first, first + Days::new(1)].into_iter().find_map(|date| spans_of(date).next());
            // A span may last until the end of the day after its own.
            let mut before = spans_of(yesterday(first)).chain(spans_of(yesterday(yesterday(first))));
            match begin {
                Some(begin) if before.any(|span| span.end() >= begin.start()) => first = yesterday(first),
                _ => break,
            }
        }
        (first, None)
    }

    /// The spans that begin on a date, in order.
    fn spans(&self, zone: Tz, date: NaiveDate) -> Vec<Span> {
        let stretches = self.on(date).stretches();
        if stretches.is_empty() {
            return Vec::new();
        }
        let plain = plain_midnight(zone, date);
        let span = |stretch: &Stretch| match plain {
            Some(midnight) => Span::new(after(midnight, stretch.from), after(midnight, stretch.to)),
            None => {
                let (from, to) = (wall(date, stretch.from), wall(date, stretch.to));
                Span::new(first_at_or_after(zone, from), last_at_or_after(zone, to))
            }
        };
        stretches.iter().filter_map(span).collect()
    }
}

/// The instant of a date's midnight if no clock changes on this date or the next, so that minutes of wall clock are elapsed minutes.
fn plain_midnight(zone: Tz, date: NaiveDate) -> Option<Instant> {
    let only = |date: NaiveDate| {
        let mut found = instants(zone, date.and_time(NaiveTime::MIN));
        found.next().filter(|_| found.next().is_none())
    };
    let (begin, end) = (only(date)?, only(date + Days::new(2))?);
    (end - begin == TimeDelta::days(2)).then_some(begin)
}

fn after(midnight: Instant, minute: u32) -> Instant {
    midnight + TimeDelta::minutes(i64::from(minute))
}

/// `minute` minutes of wall clock after the midnight of `date`.
fn wall(date: NaiveDate, minute: u32) -> chrono::NaiveDateTime {
    date.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute))
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;
