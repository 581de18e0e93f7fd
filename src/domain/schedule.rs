//! Weekly hours, and the openings they make on real dates.
//!
//! A span belongs to the weekday on which it begins and may pass midnight. A break is a gap between two spans. Spans that touch are one
//! opening, over midnight too.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use chrono_tz::Tz;

use crate::time::{Span, first_at_or_after, last_at_or_after};

const DAY: u32 = 24 * 60;
/// Longer than any chain of touching spans in a week that closes at all.
const CHAIN: Days = Days::new(8);
/// A week that never closes opened, for the counting of starts, on this Monday.
const ANCHOR: NaiveDate = match NaiveDate::from_ymd_opt(2024, 1, 1) {
    Some(date) => date,
    None => panic!("the first of January exists"),
};
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// One stretch of work in a week, in minutes of wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct DayHours {
    /// Day of the week, Monday is 0.
    day: u32,
    /// Minute of the day at which it opens.
    from: u32,
    /// Minute at which it closes, counted from the same midnight: past 1440 it runs into the next day.
    to: u32,
}

/// The hours of a week, in wall-clock time.
///
/// Written as `"Mon-Fri 09:00-13:00, 14:00-18:00; Sat 20:00-02:00"`; an empty text is a week without work.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WeeklyHours(Vec<DayHours>);

/// Why a text is no weekly hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// Not a day.
    #[error("\"{0}\" is no day; write Mon, Tue, Wed, Thu, Fri, Sat, Sun or a range such as Mon-Fri")]
    Day(String),
    /// Not a stretch of time.
    #[error("\"{0}\" is no time span; write 09:00-18:00")]
    Time(String),
    /// Two stretches of one week lie over each other.
    #[error("the hours of {0} overlap")]
    Overlap(String),
}

impl WeeklyHours {
    /// The openings that have an instant on one of these dates, merged and in order.
    pub fn openings(&self, zone: Tz, dates: RangeInclusive<NaiveDate>) -> Vec<Span> {
        // An opening is followed to its begin and its end, however long the chain of touching spans: starts are counted from there.
        let (first, last) = (*dates.start() - CHAIN, *dates.end() + CHAIN);
        if self.never_closes() {
            let end = crate::time::day(zone, last).end();
            return Span::new(first_at_or_after(zone, wall(ANCHOR, 0)), end).into_iter().collect();
        }
        let mut openings: Vec<Span> = Vec::new();
        for date in first.iter_days().take_while(|date| *date <= last) {
            let day = date.weekday().num_days_from_monday();
            for hours in self.0.iter().filter(|hours| hours.day == day) {
                let opens = first_at_or_after(zone, wall(date, hours.from));
                let closes = last_at_or_after(zone, wall(date, hours.to));
                match (openings.last_mut(), Span::new(opens, closes)) {
                    (Some(last), Some(span)) if span.start() <= last.end() => {
                        *last = Span::new(last.start(), last.end().max(span.end())).unwrap_or(*last);
                    }
                    (_, Some(span)) => openings.push(span),
                    (_, None) => {}
                }
            }
        }
        let begin = crate::time::day(zone, *dates.start()).start();
        let end = crate::time::day(zone, *dates.end()).end();
        openings.retain(|span| span.end() > begin && span.start() < end);
        openings
    }

    fn never_closes(&self) -> bool {
        self.0.iter().map(|hours| hours.to - hours.from).sum::<u32>() == 7 * DAY
    }
}

/// `minute` minutes of wall clock after the midnight of `date`.
fn wall(date: NaiveDate, minute: u32) -> chrono::NaiveDateTime {
    date.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute))
}

impl FromStr for WeeklyHours {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<WeeklyHours, HoursError> {
        let mut hours = Vec::new();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (days, times) =
                part.split_once(char::is_whitespace).ok_or_else(|| HoursError::Time(part.to_owned()))?;
            let days = parse_days(days)?;
            for time in times.split(',').map(str::trim) {
                let (from, to) = parse_times(time)?;
                hours.extend(days.iter().map(|day| DayHours { day: *day, from, to }));
            }
        }
        hours.sort();
        refuse_overlap(&hours)?;
        Ok(WeeklyHours(hours))
    }
}

fn parse_days(text: &str) -> Result<Vec<u32>, HoursError> {
    let day = |name: &str| {
        let found = WEEK.iter().position(|day| day.to_string().eq_ignore_ascii_case(name));
        found.and_then(|day| u32::try_from(day).ok()).ok_or_else(|| HoursError::Day(text.to_owned()))
    };
    match text.split_once('-') {
        None => Ok(vec![day(text)?]),
        Some((from, to)) => {
            let (from, to) = (day(from)?, day(to)?);
            Ok((0..=(to + 7 - from) % 7).map(|step| (from + step) % 7).collect())
        }
    }
}

fn parse_times(text: &str) -> Result<(u32, u32), HoursError> {
    let wrong = || HoursError::Time(text.to_owned());
    let two_digits = |text: &str| {
        let number = text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 2;
        number.then(|| text.parse::<u32>().ok())?
    };
    let minute = |text: &str| {
        let (hour, minute) = text.trim().split_once(':')?;
        let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
        (hour * 60 + minute <= DAY && minute < 60).then_some(hour * 60 + minute)
    };
    let (from, to) = text.split_once('-').ok_or_else(wrong)?;
    let (from, to) = (minute(from).ok_or_else(wrong)?, minute(to).ok_or_else(wrong)?);
    match from {
        DAY => Err(wrong()),
        from if from < to => Ok((from, to)),
        from => Ok((from, to + DAY)),
    }
}

fn refuse_overlap(hours: &[DayHours]) -> Result<(), HoursError> {
    let absolute = |hours: &DayHours, week: i64| {
        let midnight = (i64::from(hours.day) + 7 * week) * i64::from(DAY);
        (midnight + i64::from(hours.from), midnight + i64::from(hours.to))
    };
    for (index, one) in hours.iter().enumerate() {
        let (opens, closes) = absolute(one, 0);
        for other in &hours[index + 1..] {
            // Sunday's night runs into Monday, so the weeks beside this one count too.
            let over =
                (-1..=1).map(|week| absolute(other, week)).any(|(from, to)| opens < to && from < closes);
            if over {
                return Err(HoursError::Overlap(WEEK[other.day as usize].to_string()));
            }
        }
    }
    Ok(())
}

impl fmt::Display for WeeklyHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = |day: u32| -> Vec<String> {
            let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
            let close = |to: u32| clock(if to > DAY { to - DAY } else { to });
            let of_day = self.0.iter().filter(|hours| hours.day == day);
            of_day.map(|hours| format!("{}-{}", clock(hours.from), close(hours.to))).collect()
        };
        let mut parts = Vec::new();
        let mut day = 0;
        while day < 7 {
            let hours = times(day);
            let last = (day..7).take_while(|other| times(*other) == hours).last().unwrap_or(day);
            if !hours.is_empty() {
                let name = |day: u32| WEEK[day as usize].to_string();
                let days = if last > day { format!("{}-{}", name(day), name(last)) } else { name(day) };
                parts.push(format!("{days} {}", hours.join(", ")));
            }
            day = last + 1;
        }
        f.write_str(&parts.join("; "))
    }
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;
