//! The quiet hours: the part of every day in which nobody is written to unasked.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;

use crate::time::{self, Instant, Span};

/// The quiet hours of every day, on the clocks of the business. Written as `"22:00-09:00"`; they may pass midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    from: NaiveTime,
    to: NaiveTime,
}

/// A text that is no quiet hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no span of hours; write two different times such as \"22:00-09:00\"")]
pub struct QuietError(String);

impl Quiet {
    /// From ten in the evening to nine in the morning.
    pub const NIGHT: Quiet = Quiet { from: hour(22), to: hour(9) };

    /// The quiet hours between two times of the day; none if they are the same.
    pub fn between(from: NaiveTime, to: NaiveTime) -> Option<Quiet> {
        (from != to).then_some(Quiet { from, to })
    }

    /// When they begin and when they end, on the clocks of the business.
    pub fn edges(self) -> (NaiveTime, NaiveTime) {
        (self.from, self.to)
    }

    /// The quiet hours around an instant; `None` if it lies in none.
    pub fn around(self, zone: Tz, at: Instant) -> Option<Span> {
        let today = time::date(zone, at);
        let begun = [today - Days::new(1), today].into_iter().filter_map(|date| self.of(zone, date));
        begun.into_iter().find(|span| span.start() <= at && at < span.end())
    }

    /// When it is quiet next; `at` itself, if it is quiet then.
    pub fn next(self, zone: Tz, at: Instant) -> Instant {
        if self.around(zone, at).is_some() {
            return at;
        }
        let coming = time::date(zone, at).iter_days().filter_map(|date| self.of(zone, date));
        // Clocks that change can leave out the quiet hours of a day, never those of every day.
        coming.take(3).map(Span::start).find(|start| *start > at).unwrap_or(at)
    }

    /// The quiet hours that begin on a date. An edge that the clocks skip lies where they go on, and of an end that they show twice the later
    /// one counts; so an hour that is left out altogether is no quiet hour.
    fn of(self, zone: Tz, date: NaiveDate) -> Option<Span> {
        let last = if self.from < self.to { date } else { date + Days::new(1) };
        let start = time::first_at_or_after(zone, date.and_time(self.from));
        Span::new(start, time::last_at_or_after(zone, last.and_time(self.to)))
    }
}

const fn hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

impl FromStr for Quiet {
    type Err = QuietError;

    fn from_str(text: &str) -> Result<Quiet, QuietError> {
        let wrong = || QuietError(text.to_owned());
        let time = |text: &str| match text.trim() {
            "24:00" => Ok(NaiveTime::MIN),
            text => NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| wrong()),
        };
        let (from, to) = text.split_once(['-', '–']).ok_or_else(wrong)?;
        let quiet = Quiet { from: time(from)?, to: time(to)? };
        if quiet.from == quiet.to { Err(wrong()) } else { Ok(quiet) }
    }
}

impl fmt::Display for Quiet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.format("%H:%M"), self.to.format("%H:%M"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLIN: Tz = Tz::Europe__Berlin;

    fn utc(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn around(quiet: &str, at: &str) -> Option<(Instant, Instant)> {
        let span = quiet.parse::<Quiet>().unwrap().around(BERLIN, utc(at))?;
        Some((span.start(), span.end()))
    }

    #[test]
    fn quiet_hours_are_read_and_written_as_people_do() {
        for text in ["22:00-09:00", "13:00-14:30", "00:00-07:00"] {
            assert_eq!(text.parse::<Quiet>().unwrap().to_string(), text);
        }
        assert_eq!("21:00 – 24:00".parse::<Quiet>().unwrap().to_string(), "21:00-00:00");
        assert_eq!("22:00-09:00".parse(), Ok(Quiet::NIGHT));
        for text in ["", "22", "22-9", "22:00", "25:00-09:00", "09:00-09:00", "22:00-09:00-10:00"] {
            let error = text.parse::<Quiet>().unwrap_err().to_string();
            assert!(error.contains("write two different times such as \"22:00-09:00\""), "{error}");
        }
    }

    #[test]
    fn they_pass_midnight_and_their_end_is_not_quiet() {
        let night = Some((utc("2026-11-23T21:00:00Z"), utc("2026-11-24T08:00:00Z")));
        assert_eq!(around("22:00-09:00", "2026-11-23T21:00:00Z"), night);
        assert_eq!(around("22:00-09:00", "2026-11-24T07:59:59Z"), night);
        assert_eq!(around("22:00-09:00", "2026-11-24T08:00:00Z"), None);
        assert_eq!(around("13:00-14:00", "2026-11-24T11:59:00Z"), None);
        assert!(around("13:00-14:00", "2026-11-24T12:00:00Z").is_some());
    }

    #[test]
    fn a_night_in_which_clocks_change_is_shorter_or_longer() {
        let hours = |at: &str| around("22:00-09:00", at).map(|(from, to)| (to - from).num_hours());
        assert_eq!(hours("2026-03-29T00:00:00Z"), Some(10));
        assert_eq!(hours("2026-10-25T00:00:00Z"), Some(12));
        assert_eq!(around("02:00-03:00", "2026-03-29T01:00:00Z"), None, "the clocks leave that hour out");
        let twice = around("01:00-02:30", "2026-10-25T01:00:00Z");
        assert_eq!(twice, Some((utc("2026-10-24T23:00:00Z"), utc("2026-10-25T01:30:00Z"))));
    }

    #[test]
    fn the_next_quiet_hours_are_found_from_anywhere() {
        let next = |at: &str| Quiet::NIGHT.next(BERLIN, utc(at));
        assert_eq!(next("2026-11-24T12:00:00Z"), utc("2026-11-24T21:00:00Z"));
        assert_eq!(next("2026-11-24T21:30:00Z"), utc("2026-11-24T21:30:00Z"), "it is quiet already");
        let spring: Quiet = "02:00-03:00".parse().unwrap();
        assert_eq!(spring.next(BERLIN, utc("2026-03-28T12:00:00Z")), utc("2026-03-30T00:00:00Z"));
    }
}
