//! Weekly hours: their text, and the openings they make around changes of the clock.

use super::*;

fn openings(hours: &str, zone: Tz, date: &str) -> Vec<String> {
    let date: NaiveDate = date.parse().unwrap();
    let local = |at: crate::Instant| at.with_timezone(&zone).format("%d %H:%M").to_string();
    let found = hours.parse::<WeeklyHours>().unwrap().openings(zone, date..=date);
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
fn an_opening_on_the_day_of_a_clock_change_keeps_its_wall_clock_edges() {
    let hours: WeeklyHours = "Sun 00:00-06:00".parse().unwrap();
    let length = |date: &str| {
        let date: NaiveDate = date.parse().unwrap();
        hours.openings(Tz::Europe__Berlin, date..=date)[0].length().num_hours()
    };
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
            let day = date.weekday().num_days_from_monday();
            let hours = WeeklyHours(vec![DayHours { day, from, to: from + length }]);
            let found = hours.openings(zone, date..=date);
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
