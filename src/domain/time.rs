//! Instants, spans, and local times in a zone.
//!
//! Durations are elapsed time. A local time that DST skips does not exist; of one that it repeats there are two.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

/// A point in time, in UTC.
pub type Instant = DateTime<Utc>;

/// A half-open stretch of time, `start` included and `end` not; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: Instant,
    end: Instant,
}

impl Span {
    /// The span between two instants; `None` unless `start` lies before `end`.
    pub fn new(start: Instant, end: Instant) -> Option<Span> {
        (start < end).then_some(Span { start, end })
    }

    /// The shortest span there is, from `start` on.
    pub(crate) fn moment(start: Instant) -> Span {
        Span { start, end: start + TimeDelta::milliseconds(1) }
    }

    /// The first instant inside.
    pub fn start(self) -> Instant {
        self.start
    }

    /// The first instant after it.
    pub fn end(self) -> Instant {
        self.end
    }

    /// How long it lasts.
    pub fn length(self) -> TimeDelta {
        self.end - self.start
    }

    /// Whether the two share an instant. Spans that only touch do not.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether all of `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The shortest span that contains both.
    #[must_use]
    pub fn joined(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span made longer by a buffer on each side; negative buffers count as none.
    #[must_use]
    pub fn widened(self, before: TimeDelta, after: TimeDelta) -> Span {
        Span {
            start: self.start - before.max(TimeDelta::zero()),
            end: self.end + after.max(TimeDelta::zero()),
        }
    }
}

/// The instant so many seconds after 1970, if it lies in the years that a booking can: a number on a button may be forged, and arithmetic
/// with dates at the end of the calendar has no result.
pub fn instant_of(seconds: i64) -> Option<Instant> {
    DateTime::from_timestamp(seconds, 0).filter(|at| is_of_our_time(at.date_naive()))
}

/// Whether a date lies in the years that a booking can.
pub fn is_of_our_time(date: NaiveDate) -> bool {
    (2000..2200).contains(&date.year())
}

/// The instants at which clocks in `zone` show `local`: none when DST skips it, two, earlier first, when DST repeats it.
pub fn instants(zone: Tz, local: NaiveDateTime) -> impl Iterator<Item = Instant> {
    let found = zone.from_local_datetime(&local);
    let earliest = found.earliest().map(|at| at.with_timezone(&Utc));
    let latest = found.latest().map(|at| at.with_timezone(&Utc));
    earliest.into_iter().chain(latest.filter(|latest| Some(*latest) != earliest))
}

/// The first instant at which clocks in `zone` show `local` or have passed it: where an opening or a day begins.
pub fn first_at_or_after(zone: Tz, local: NaiveDateTime) -> Instant {
    if let Some(found) = instants(zone, local).next() {
        return found;
    }
    // Inside a gap: the last minute before it is found on the wall clock, and the gap itself takes no time.
    let mut before = local;
    while instants(zone, before).next().is_none() {
        before -= TimeDelta::minutes(1);
    }
    instants(zone, before).last().unwrap_or_else(|| Utc.from_utc_datetime(&before)) + TimeDelta::minutes(1)
}

/// The end of the last minute before `local` on clocks in `zone`: where an opening ends.
///
/// Of a repeated hour this is the later pass. It is the minute before that decides: where clocks go from 03:00 back to 02:00, what closes
/// at 02:00 closes when they first show it, and what closes at 02:30 when they show it again.
pub fn last_at_or_after(zone: Tz, local: NaiveDateTime) -> Instant {
    match instants(zone, local - TimeDelta::minutes(1)).last() {
        Some(last) => last + TimeDelta::minutes(1),
        None => first_at_or_after(zone, local),
    }
}

/// The zone of a name of the IANA list, in any case, or of its city alone.
///
/// # Errors
/// There is no such zone; a likely one is given.
pub fn zone_named(name: &str) -> Result<Tz, Tz> {
    let wanted = name.trim().replace(' ', "_").to_lowercase();
    let named = |zone: &&Tz| zone.name().to_lowercase() == wanted;
    let city =
        |zone: &&Tz| zone.name().to_lowercase().rsplit_once('/').is_some_and(|(_, city)| city == wanted);
    let found = TZ_VARIANTS.iter().find(named).or_else(|| TZ_VARIANTS.iter().find(city));
    found.copied().ok_or_else(|| likely_zone(name))
}

/// The zone of the same city; of a city that is not known, Moscow's.
pub fn likely_zone(name: &str) -> Tz {
    let wanted = name.trim().replace(' ', "_").to_lowercase();
    let city = wanted.rsplit('/').next().unwrap_or_default();
    let of_city =
        |zone: &&Tz| zone.name().to_lowercase().rsplit_once('/').is_some_and(|(_, last)| last == city);
    TZ_VARIANTS.iter().find(of_city).copied().unwrap_or(Tz::Europe__Moscow)
}

/// The date that calendars in `zone` show at `at`.
pub fn date(zone: Tz, at: Instant) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// All of a local date, from its first instant to that of the next date. It is not always 24 hours long, nor does it always begin at
/// midnight.
pub fn day(zone: Tz, date: NaiveDate) -> Span {
    let begin = |date: NaiveDate| first_at_or_after(zone, date.and_time(NaiveTime::MIN));
    let next = date + Days::new(1);
    // A date that a zone skipped whole (Samoa, 2011-12-30) is a moment that holds nothing.
    Span::new(begin(date), begin(next)).unwrap_or_else(|| Span::moment(begin(next)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn utc(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        let hour = |h| {
            Span::new(
                utc("2026-01-01T00:00:00Z") + TimeDelta::hours(h),
                utc("2026-01-01T01:00:00Z") + TimeDelta::hours(h),
            )
            .unwrap()
        };
        assert!(!hour(1).overlaps(hour(2)));
        assert!(hour(1).widened(TimeDelta::zero(), TimeDelta::minutes(1)).overlaps(hour(2)));
    }

    #[test]
    fn a_skipped_time_does_not_exist_and_a_repeated_one_does_twice() {
        let berlin = Tz::Europe__Berlin;
        assert_eq!(instants(berlin, local("2026-03-29T02:30:00")).count(), 0);
        let twice: Vec<_> = instants(berlin, local("2026-10-25T02:30:00")).collect();
        assert_eq!(twice, [utc("2026-10-25T00:30:00Z"), utc("2026-10-25T01:30:00Z")]);
    }

    #[test]
    fn an_edge_inside_a_gap_moves_to_the_end_of_the_gap() {
        assert_eq!(
            first_at_or_after(Tz::Europe__Berlin, local("2026-03-29T02:30:00")),
            utc("2026-03-29T01:00:00Z")
        );
        assert_eq!(
            last_at_or_after(Tz::Europe__Berlin, local("2026-03-29T02:00:00")),
            utc("2026-03-29T01:00:00Z")
        );
    }

    #[test]
    fn what_closes_inside_a_repeated_hour_closes_at_its_later_pass() {
        let closes = |at: &str| last_at_or_after(Tz::Europe__Berlin, local(at));
        assert_eq!(closes("2026-10-25T02:00:00"), utc("2026-10-25T00:00:00Z"));
        assert_eq!(closes("2026-10-25T02:30:00"), utc("2026-10-25T01:30:00Z"));
        assert_eq!(closes("2026-10-25T03:00:00"), utc("2026-10-25T02:00:00Z"));
    }

    #[test]
    fn a_day_lasts_as_long_as_its_zone_says() {
        let hours = |zone, date: &str| day(zone, date.parse().unwrap()).length().num_minutes();
        assert_eq!(hours(Tz::Europe__Berlin, "2026-03-29"), 23 * 60);
        assert_eq!(hours(Tz::Europe__Berlin, "2026-10-25"), 25 * 60);
        assert_eq!(hours(Tz::Australia__Lord_Howe, "2026-10-04"), 23 * 60 + 30);
        let beirut = day(Tz::Asia__Beirut, "2026-03-29".parse().unwrap());
        assert_eq!(
            beirut.start(),
            utc("2026-03-28T22:00:00Z"),
            "midnight is skipped; the day begins at 01:00"
        );
        assert_eq!(beirut.length().num_hours(), 23);
    }
}
