//! A day as those who work see it: the hours that begin on a date, the night after it included, and what of them nobody has taken.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use crate::busy::Busy;
use crate::schedule::Schedule;
use crate::time::{self, Instant, Span};

/// Hours that pass midnight belong to the day on which they begin, but for those that last longer than this into the next.
const LONGEST_NIGHT: TimeDelta = TimeDelta::hours(12);

/// The working day of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingDay {
    /// All of it: from the end of the night before to the end of the night after. What begins in it belongs to the date. Of a place that does
    /// not close at night it is the calendar's day.
    pub span: Span,
    /// When work is done, in order.
    pub openings: Vec<Span>,
}

impl WorkingDay {
    /// The working day of a date by a schedule.
    pub fn of(schedule: &Schedule, zone: Tz, date: NaiveDate) -> WorkingDay {
        let day = time::day(zone, date);
        let openings = schedule.openings(zone, date..=date);
        let before =
            openings.iter().filter(|opening| opening.start() < day.start() && opening.end() < day.end());
        let after = openings.iter().filter(|opening| opening.start() >= day.start());
        let start = before.map(|opening| opening.end().min(day.start() + LONGEST_NIGHT)).max();
        let end = after.map(|opening| opening.end().min(day.end() + LONGEST_NIGHT)).max();
        let start = start.unwrap_or(day.start());
        let span = Span::new(start, end.unwrap_or(day.end()).max(day.end())).unwrap_or(day);
        let openings = openings.into_iter().filter_map(|opening| part(opening, span)).collect();
        WorkingDay { span, openings }
    }

    /// What of the openings nobody has taken from an instant on, in order.
    pub fn free(&self, busy: &Busy, since: Instant) -> Vec<Span> {
        let mut free = Vec::new();
        for opening in &self.openings {
            let mut from = opening.start().max(since);
            let mut taken: Vec<Span> = busy.over(*opening).map(|taken| taken.span).collect();
            taken.sort_unstable();
            for one in taken {
                free.extend(Span::new(from, one.start()));
                from = from.max(one.end());
            }
            free.extend(Span::new(from, opening.end()));
        }
        free
    }
}

fn part(of: Span, within: Span) -> Option<Span> {
    Span::new(of.start().max(within.start()), of.end().min(within.end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::busy::{Occupant, Taken};

    const ZONE: Tz = Tz::Europe__Moscow;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn shown(spans: &[Span]) -> Vec<String> {
        let local = |at: Instant| at.with_timezone(&ZONE).format("%d %H:%M").to_string();
        spans.iter().map(|span| format!("{}..{}", local(span.start()), local(span.end()))).collect()
    }

    fn day(hours: &str, on: &str) -> WorkingDay {
        let schedule = Schedule { hours: hours.parse().unwrap(), ..Schedule::default() };
        WorkingDay::of(&schedule, ZONE, date(on))
    }

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn an_ordinary_day_is_that_of_the_calendar() {
        let day = day("Mon-Fri 10:00-14:00, 15:00-20:00", "2026-11-24");
        assert_eq!(shown(&[day.span]), ["24 00:00..25 00:00"]);
        assert_eq!(shown(&day.openings), ["24 10:00..24 14:00", "24 15:00..24 20:00"]);
    }

    #[test]
    fn a_night_belongs_to_the_day_on_which_it_begins_and_to_no_other() {
        let hours = "Fri-Sat 18:00-02:00";
        let friday = day(hours, "2026-11-27");
        assert_eq!(shown(&[friday.span]), ["27 00:00..28 02:00"]);
        assert_eq!(shown(&friday.openings), ["27 18:00..28 02:00"]);
        let saturday = day(hours, "2026-11-28");
        assert_eq!(shown(&[saturday.span]), ["28 02:00..29 02:00"]);
        assert_eq!(shown(&saturday.openings), ["28 18:00..29 02:00"]);
        let sunday = day(hours, "2026-11-29");
        assert_eq!(
            (shown(&[sunday.span]), sunday.openings.len()),
            (vec!["29 02:00..30 00:00".to_owned()], 0)
        );
    }

    #[test]
    fn who_never_closes_works_from_midnight_to_midnight() {
        let day = day("Mon-Sun 00:00-24:00", "2026-11-24");
        assert_eq!(shown(&day.openings), ["24 00:00..25 00:00"]);
    }

    #[test]
    fn days_follow_each_other_without_a_gap() {
        for hours in ["Mon-Sun 20:00-06:00", "Mon 10:00-10:00; Wed 22:00-21:00", "Tue 08:00-12:00", ""] {
            let days = date("2026-11-20").iter_days().take(14);
            let spans: Vec<Span> = days.map(|on| day(hours, &on.to_string()).span).collect();
            assert!(
                spans.windows(2).all(|pair| pair[0].end() == pair[1].start()),
                "{hours}: {:?}",
                shown(&spans)
            );
        }
    }

    #[test]
    fn what_is_free_is_what_nothing_lies_over() {
        let day = day("Tue 10:00-14:00, 15:00-20:00", "2026-11-24");
        let taken = |from: &str, to: &str| Taken {
            span: Span::new(at(&format!("2026-11-24T{from}:00Z")), at(&format!("2026-11-24T{to}:00Z")))
                .unwrap(),
            by: Occupant::Booking,
        };
        // In Moscow 09:30–10:30, 12:00–15:30 with a block inside, 19:00–21:00.
        let busy = Busy::new(vec![
            taken("06:30", "07:30"),
            taken("09:00", "12:30"),
            taken("09:30", "10:00"),
            taken("16:00", "18:00"),
        ]);
        assert_eq!(shown(&day.free(&busy, day.span.start())), ["24 10:30..24 12:00", "24 15:30..24 19:00"]);
        assert_eq!(shown(&day.free(&busy, at("2026-11-24T13:00:00Z"))), ["24 16:00..24 19:00"]);
        assert!(day.free(&busy, day.span.end()).is_empty());
    }
}
