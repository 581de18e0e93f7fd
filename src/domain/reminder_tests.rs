use chrono::TimeZone as _;
use proptest::prelude::*;

use super::*;

const BERLIN: Tz = Tz::Europe__Berlin;

fn local(text: &str) -> Instant {
    let local: chrono::NaiveDateTime = format!("{text}:00").replace(' ', "T").parse().unwrap();
    BERLIN.from_local_datetime(&local).unwrap().to_utc()
}

fn rules(offsets: &[i64], quiet: &str) -> ReminderRules {
    let offsets = offsets.iter().map(|minutes| TimeDelta::minutes(*minutes)).collect();
    ReminderRules { offsets, quiet: quiet.parse().ok() }
}

/// "offset in minutes: local time" of every reminder.
fn of(rules: &ReminderRules, start: &str, made: &str) -> Vec<String> {
    let said = |reminder: &Reminder| {
        let at = reminder.at.with_timezone(&BERLIN).format("%m-%d %H:%M");
        format!("{}: {at}", reminder.offset.num_minutes())
    };
    rules.of(BERLIN, local(start), local(made)).iter().map(said).collect()
}

#[test]
fn a_reminder_comes_so_long_before_the_visit_unless_it_is_quiet_then() {
    let usual = || rules(&[1440, 120], "22:00-09:00");
    let early = "2026-11-20 12:00";
    let cases: &[(&str, ReminderRules, &str, &str, &[&str])] = &[
        ("in the day", usual(), "2026-11-24 15:00", early, &["1440: 11-23 15:00", "120: 11-24 13:00"]),
        (
            "to the end of the night",
            usual(),
            "2026-11-24 10:30",
            early,
            &["1440: 11-23 10:30", "120: 11-24 09:00"],
        ),
        ("an hour is enough", usual(), "2026-11-24 10:00", early, &["1440: 11-23 10:00", "120: 11-24 09:00"]),
        ("less is not", usual(), "2026-11-24 09:59", early, &["1440: 11-23 09:59", "120: 11-23 21:45"]),
        (
            "early in the morning",
            usual(),
            "2026-11-24 07:00",
            early,
            &["1440: 11-23 09:00", "120: 11-23 21:45"],
        ),
        (
            "late in the evening",
            usual(),
            "2026-11-24 23:30",
            early,
            &["1440: 11-24 09:00", "120: 11-24 21:30"],
        ),
        (
            "two that fall together",
            rules(&[180, 120], "22:00-09:00"),
            "2026-11-24 09:30",
            early,
            &["120: 11-23 21:45"],
        ),
        (
            "in any order",
            rules(&[120, 1440], ""),
            "2026-11-24 09:00",
            early,
            &["1440: 11-23 09:00", "120: 11-24 07:00"],
        ),
        ("without quiet hours", rules(&[120], ""), "2026-11-24 05:00", early, &["120: 11-24 03:00"]),
        ("none wanted", rules(&[], "22:00-09:00"), "2026-11-24 15:00", early, &[]),
        ("quiet at noon", rules(&[120], "12:00-14:00"), "2026-11-24 14:30", early, &["120: 11-24 11:45"]),
    ];
    for (name, rules, start, made, expected) in cases {
        assert_eq!(of(rules, start, made), *expected, "{name}");
    }
}

#[test]
fn what_was_past_when_the_booking_was_made_reminds_of_nothing() {
    let usual = rules(&[1440, 120], "22:00-09:00");
    assert_eq!(
        of(&usual, "2026-11-24 15:00", "2026-11-23 15:00"),
        ["120: 11-24 13:00"],
        "at this very instant"
    );
    assert_eq!(of(&usual, "2026-11-24 15:00", "2026-11-24 13:30"), [""; 0]);
    assert_eq!(
        of(&usual, "2026-11-24 08:00", "2026-11-23 21:50"),
        [""; 0],
        "before the night there is no time any more"
    );
    let long = rules(&[720], "22:00-09:00");
    assert_eq!(of(&long, "2026-11-24 10:30", "2026-11-23 22:15"), ["720: 11-24 09:00"]);
    assert_eq!(
        of(&long, "2026-11-24 10:30", "2026-11-23 22:45"),
        [""; 0],
        "its offset was past, though the night is not"
    );
}

#[test]
fn offsets_are_elapsed_time_where_clocks_change() {
    let usual = rules(&[1440, 120], "22:00-09:00");
    let spring = of(&usual, "2026-03-29 15:00", "2026-03-20 12:00");
    assert_eq!(spring, ["1440: 03-28 14:00", "120: 03-29 13:00"]);
    let autumn = of(&usual, "2026-10-25 15:00", "2026-10-20 12:00");
    assert_eq!(autumn, ["1440: 10-24 16:00", "120: 10-25 13:00"]);
    let night = of(&usual, "2026-10-25 09:30", "2026-10-20 12:00");
    assert_eq!(night, ["1440: 10-24 10:30", "120: 10-24 21:45"], "the longer night is quiet to its end");
}

#[test]
fn a_reminder_that_was_held_up_is_sent_while_it_is_of_use_and_nobody_sleeps() {
    let usual = rules(&[1440, 120], "22:00-09:00");
    let due = |start: &str, now: &str| usual.due(BERLIN, local(start), local(now));
    let at = |text: &str| Some(local(text));
    assert_eq!(due("2026-11-24 15:00", "2026-11-24 14:45"), at("2026-11-24 14:45"));
    assert_eq!(due("2026-11-24 15:00", "2026-11-24 14:46"), None);
    assert_eq!(due("2026-11-24 15:00", "2026-11-24 15:01"), None);
    assert_eq!(due("2026-11-24 21:50", "2026-11-23 23:00"), at("2026-11-24 09:00"), "after the night");
    assert_eq!(due("2026-11-24 09:30", "2026-11-23 23:00"), None, "too late then");
}

#[test]
fn what_telegram_does_not_take_is_not_sent_at_night() {
    let usual = rules(&[120], "22:00-09:00");
    let until = |start: &str, now: &str| usual.worth_until(BERLIN, local(start), local(now));
    assert_eq!(until("2026-11-24 15:00", "2026-11-24 13:00"), local("2026-11-24 15:00"));
    assert_eq!(until("2026-11-24 09:30", "2026-11-23 21:45"), local("2026-11-23 22:00"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_reminder_is_at_night_nor_after_the_start_nor_before_the_booking_was_made(
        offsets in proptest::collection::hash_set(30_i64..50_000, 0..6),
        quiet in (0_u32..1440, 0_u32..1440),
        // Around both changes of the clocks in 2026.
        start in prop_oneof![0_i64..20_000, 300_000_i64..320_000],
        ahead in 0_i64..60_000,
    ) {
        let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
        let offsets: Vec<i64> = offsets.into_iter().collect();
        let rules = rules(&offsets, &format!("{}-{}", clock(quiet.0), clock(quiet.1)));
        let start = local("2026-03-20 12:00") + TimeDelta::minutes(start);
        let made = start - TimeDelta::minutes(ahead);
        let reminders = rules.of(BERLIN, start, made);
        prop_assert!(reminders.is_sorted_by(|one, other| one.at < other.at && one.offset > other.offset));
        for Reminder { at, offset } in reminders {
            prop_assert!(at < start && at > made && start - offset > made);
            prop_assert!(rules.quiet.is_none_or(|quiet| quiet.around(BERLIN, at).is_none()));
            let due = rules.due(BERLIN, start, at);
            prop_assert!(due == Some(at) || start - at < LEAST_LEFT, "what is due on time is sent");
        }
        for late in [made, made + TimeDelta::minutes(ahead / 2)] {
            if let Some(at) = rules.due(BERLIN, start, late) {
                prop_assert!(at >= late && start - at >= LEAST_LEFT);
                prop_assert!(rules.quiet.is_none_or(|quiet| quiet.around(BERLIN, at).is_none()));
            }
        }
    }
}
