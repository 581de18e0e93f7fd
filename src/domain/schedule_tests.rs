//! Weekly hours: their text, and the openings they make around changes of the clock.

use chrono::Datelike as _;

use super::*;
use crate::hours::DAY;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn week(hours: &str) -> Schedule {
    Schedule { hours: hours.parse().unwrap(), ..Schedule::default() }
}

fn except(mut schedule: Schedule, on: &str, hours: &str) -> Schedule {
    schedule.exceptions.insert(date(on), Exception { hours: hours.parse().unwrap(), note: None });
    schedule
}

fn openings(hours: &str, zone: Tz, on: &str) -> Vec<String> {
    shown(&week(hours), zone, on)
}

fn shown(schedule: &Schedule, zone: Tz, on: &str) -> Vec<String> {
    let local = |at: Instant| at.with_timezone(&zone).format("%d %H:%M").to_string();
    let found = schedule.openings(zone, date(on)..=date(on));
    found.into_iter().map(|span| format!("{}..{}", local(span.start()), local(span.end()))).collect()
}

#[test]
fn hours_are_read_as_they_are_written() {
    for text in
        ["", "Mon-Fri 09:00-13:00, 14:00-18:00; Sat 20:00-02:00", "Tue 00:00-24:00", "Mon-Sun 10:00-10:00"]
    {
        let hours: WeeklyHours = text.parse().unwrap();
        assert_eq!(hours.to_string(), text);
    }
    assert_eq!(
        "sat-mon 9:00-10:00".parse::<WeeklyHours>().unwrap().to_string(),
        "Mon 09:00-10:00; Sat-Sun 09:00-10:00"
    );
}

#[test]
fn what_is_no_hours_is_told_with_the_mend() {
    let error = |text: &str| text.parse::<WeeklyHours>().unwrap_err().to_string();
    assert_eq!(
        error("Mo 09:00-18:00"),
        "\"Mo\" is no day; write Mon, Tue, Wed, Thu, Fri, Sat, Sun or a range such as Mon-Fri"
    );
    assert_eq!(error("Mon 9-18"), "\"9-18\" is no time span; write 09:00-18:00");
    assert_eq!(error("Mon"), "\"Mon\" is no time span; write 09:00-18:00");
    assert_eq!(error("Mon 25:00-26:00"), "\"25:00-26:00\" is no time span; write 09:00-18:00");
    assert_eq!(error("Mon 99999999:00-10:00"), "\"99999999:00-10:00\" is no time span; write 09:00-18:00");
    assert_eq!(error("Mon +9:00-10:00"), "\"+9:00-10:00\" is no time span; write 09:00-18:00");
    assert_eq!(error("Mon 09:00-13:00, 12:00-15:00"), "the hours of Mon overlap");
    assert_eq!(error("Sun 20:00-10:00; Mon 09:00-12:00"), "the hours of Sun overlap");
}

#[test]
fn a_break_is_a_gap_and_touching_spans_are_one_opening() {
    let moscow = Tz::Europe__Moscow;
    assert_eq!(
        openings("Tue 09:00-13:00, 14:00-18:00", moscow, "2026-11-24"),
        ["24 09:00..24 13:00", "24 14:00..24 18:00"]
    );
    assert_eq!(openings("Tue 09:00-13:00, 13:00-18:00", moscow, "2026-11-24"), ["24 09:00..24 18:00"]);
    assert_eq!(openings("Tue 20:00-24:00; Wed 00:00-03:00", moscow, "2026-11-24"), ["24 20:00..25 03:00"]);
}

#[test]
fn a_span_past_midnight_belongs_to_the_day_on_which_it_begins() {
    let moscow = Tz::Europe__Moscow;
    assert_eq!(openings("Tue 20:00-02:00", moscow, "2026-11-24"), ["24 20:00..25 02:00"]);
    assert_eq!(
        openings("Tue 20:00-02:00", moscow, "2026-11-25"),
        ["24 20:00..25 02:00"],
        "it runs into the next date"
    );
    assert_eq!(openings("Tue 20:00-02:00", moscow, "2026-11-26"), Vec::<String>::new());
}

#[test]
fn an_exception_replaces_the_weekly_spans_of_its_date_and_no_others() {
    let moscow = Tz::Europe__Moscow;
    let nights = week("Mon-Sun 20:00-02:00");
    let short = except(nights.clone(), "2026-11-24", "10:00-12:00, 22:00-23:00");
    assert_eq!(
        shown(&short, moscow, "2026-11-24"),
        ["23 20:00..24 02:00", "24 10:00..24 12:00", "24 22:00..24 23:00"],
        "the night of the day before is its own"
    );
    let off = except(nights, "2026-11-24", "");
    assert!(off.is_day_off(date("2026-11-24")) && !off.is_day_off(date("2026-11-25")));
    assert_eq!(shown(&off, moscow, "2026-11-25"), ["25 20:00..26 02:00"]);
}

#[test]
fn ones_own_exception_counts_more_than_the_business_s() {
    let business = except(except(week("Mon-Fri 09:00-18:00"), "2026-11-24", ""), "2026-11-25", "");
    let own = Exceptions::from([(
        date("2026-11-24"),
        Exception { hours: "10:00-11:00".parse().unwrap(), note: None },
    )]);
    let schedule = Schedule::within(&business, None, &own);
    assert_eq!(shown(&schedule, Tz::Europe__Moscow, "2026-11-24"), ["24 10:00..24 11:00"]);
    assert!(schedule.is_day_off(date("2026-11-25")));
    let weekend = "Sat-Sun 10:00-12:00".parse().unwrap();
    let schedule = Schedule::within(&business, Some(&weekend), &own);
    assert_eq!(shown(&schedule, Tz::Europe__Moscow, "2026-11-26"), Vec::<String>::new());
}

#[test]
fn an_opening_is_followed_back_to_its_begin_through_exceptions() {
    let moscow = Tz::Europe__Moscow;
    let mut days = week("Mon-Sat 00:00-24:00");
    for sunday in ["2026-11-08", "2026-11-15", "2026-11-22"] {
        days = except(days, sunday, "00:00-24:00");
    }
    assert_eq!(shown(&days, moscow, "2026-11-26")[0].split("..").next(), Some("02 00:00"), "three weeks ago");
    let always = except(week("Mon-Sun 10:00-10:00"), "2026-11-10", "");
    assert_eq!(shown(&always, moscow, "2026-11-24")[0].split("..").next(), Some("11 10:00"));
    assert_eq!(shown(&always, moscow, "2026-11-10"), ["01 10:00..10 10:00"], "open since the anchor");
}

#[test]
fn an_opening_on_the_day_of_a_clock_change_keeps_its_wall_clock_edges() {
    let sunday = week("Sun 00:00-06:00");
    let length = |on: &str| sunday.openings(Tz::Europe__Berlin, date(on)..=date(on))[0].length().num_hours();
    assert_eq!(length("2026-03-29"), 5);
    assert_eq!(length("2026-10-25"), 7);
}

/// The oracle knows nothing of gaps and repetitions: an opening lasts from the first to the last minute at which the wall clock is
/// within it.
#[test]
fn an_opening_lasts_from_the_first_to_the_last_minute_that_the_wall_clock_is_within_it() {
    let minute = TimeDelta::minutes(1);
    for (zone, date) in CHANGES {
        let date: NaiveDate = date.parse().unwrap();
        let begin = crate::time::day(zone, date - Days::new(1)).start();
        let clock: Vec<_> =
            (0..4 * 1440).map(|n| (begin + minute * n).with_timezone(&zone).naive_local()).collect();
        for (from, length) in
            (0..DAY).step_by(15).flat_map(|from| [15, 60, 150, 540].map(|length| (from, length)))
        {
            let (opens, closes) = (wall(date, from), wall(date, from + length));
            let within = |at: &chrono::NaiveDateTime| opens <= *at && *at < closes;
            let at = |n: usize| begin + minute * i32::try_from(n).unwrap();
            let expected: Vec<Span> = match (clock.iter().position(within), clock.iter().rposition(within)) {
                (Some(first), Some(last)) => Span::new(at(first), at(last + 1)).into_iter().collect(),
                _ => Vec::new(),
            };
            let clock = |minute: u32| format!("{:02}:{:02}", minute % DAY / 60, minute % 60);
            let hours = format!("{} {}-{}", date.weekday(), clock(from), clock(from + length));
            let found = week(&hours).openings(zone, date..=date);
            assert_eq!(found, expected, "{zone} {date}: {hours}");
        }
    }
}

/// Changes of the clock: forth and back, by an hour and by half of one, at night and at midnight.
const CHANGES: [(Tz, &str); 11] = [
    (Tz::Europe__Berlin, "2026-03-29"),
    (Tz::Europe__Berlin, "2026-10-25"),
    (Tz::America__New_York, "2026-11-01"),
    (Tz::America__Havana, "2026-03-08"),
    (Tz::America__Havana, "2026-11-01"),
    (Tz::Australia__Lord_Howe, "2026-04-05"),
    (Tz::Australia__Lord_Howe, "2026-10-04"),
    (Tz::Africa__Cairo, "2026-04-24"),
    (Tz::Africa__Cairo, "2026-10-29"),
    (Tz::Asia__Beirut, "2026-03-29"),
    (Tz::Asia__Beirut, "2026-10-24"),
];

#[test]
fn some_days_of_a_week_get_other_hours_and_a_night_may_not_run_into_the_next_day() {
    let week: WeeklyHours = "Mon-Fri 10:00-19:00".parse().unwrap();
    let with = |days: &[chrono::Weekday], hours: &str| {
        week.with(days, &hours.parse().unwrap())
            .map(|week| week.to_string())
            .map_err(|error| error.to_string())
    };
    use chrono::Weekday::{Fri, Mon, Sat, Sun};
    assert_eq!(with(&[Fri, Sat], "12:00-16:00").unwrap(), "Mon-Thu 10:00-19:00; Fri-Sat 12:00-16:00");
    assert_eq!(with(&[Mon], "").unwrap(), "Tue-Fri 10:00-19:00");
    assert_eq!(with(&[Sun], "20:00-10:00").unwrap(), "Mon-Fri 10:00-19:00; Sun 20:00-10:00", "they touch");
    assert_eq!(with(&[Sun], "20:00-10:30").unwrap_err(), "the hours of Sun overlap");
}
