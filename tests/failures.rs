//! The table of failures on the operations page: each line has a test that makes it fail.

use std::path::Path;

/// The first cell of a line, and where it is tried.
const TRIED: &[(&str, &[(&str, &str)])] = &[
    ("Disk nearly full", &[("src/domain/alarm_tests.rs", "each_cause_has_its_bound")]),
    (
        "Disk full",
        &[
            (
                "tests/disk_trouble.rs",
                "on_a_full_disk_nothing_is_lost_the_owner_hears_of_it_and_the_service_goes_on_by_itself",
            ),
            ("tests/disk_trouble.rs", "a_start_on_a_full_disk_names_the_mend"),
        ],
    ),
    (
        "Disk read-only",
        &[
            ("tests/disk_trouble.rs", "a_start_on_a_disk_that_can_only_be_read_names_the_mend"),
            ("src/store/open.rs", "a_disk_that_takes_nothing_is_told_from_an_input_that_cannot_be"),
        ],
    ),
    (
        "Damaged database",
        &[
            ("tests/outage.rs", "a_damaged_page_stops_nobody_but_who_needs_it_and_the_owner_hears_of_it"),
            (
                "tests/disk_trouble.rs",
                "a_database_with_a_damaged_page_is_found_after_the_start_and_the_others_go_on",
            ),
        ],
    ),
    (
        "Clock jumps",
        &[
            (
                "tests/outage.rs",
                "a_clock_that_is_wrong_for_hours_neither_keeps_a_time_from_others_nor_doubles_a_reminder",
            ),
            ("src/alarms/look.rs", "a_jump_of_the_wall_clock_is_seen_once_in_either_direction"),
        ],
    ),
    (
        "No DNS",
        &[(
            "tests/network_trouble.rs",
            "where_the_name_of_telegram_leads_nowhere_the_service_waits_and_says_so_once",
        )],
    ),
    (
        "Telegram down",
        &[(
            "tests/outage.rs",
            "after_a_day_without_telegram_nobody_is_flooded_and_what_is_still_of_use_comes",
        )],
    ),
    (
        "Proxy down or wrong",
        &[(
            "tests/network_trouble.rs",
            "a_proxy_is_used_and_one_that_is_down_or_asks_for_a_password_is_waited_for_and_named",
        )],
    ),
    (
        "Token revoked",
        &[(
            "tests/network_trouble.rs",
            "a_token_that_was_revoked_silences_that_bot_alone_and_the_log_says_what_to_do",
        )],
    ),
    (
        "Another program with the token",
        &[(
            "tests/network_trouble.rs",
            "a_second_instance_with_the_same_token_is_named_and_when_it_is_gone_nothing_was_lost",
        )],
    ),
    (
        "Messages do not leave",
        &[(
            "src/domain/alarm_tests.rs",
            "what_waits_because_telegram_is_down_is_no_alarm_and_has_a_while_to_leave_afterwards",
        )],
    ),
    (
        "Broken configuration",
        &[("tests/reload.rs", "a_change_holds_at_once_and_the_owner_is_told_what_changed_or_why_not")],
    ),
    (
        "Power cut, kill -9",
        &[(
            "tests/crashes.rs",
            "killed_twenty_times_under_load_no_booking_is_lost_or_doubled_and_nobody_hears_silence",
        )],
    ),
    (
        "Memory limit",
        &[(
            "tests/crashes.rs",
            "killed_between_any_two_steps_every_update_takes_effect_once_and_every_message_arrives",
        )],
    ),
    ("Pepper lost", &[("tests/disk_trouble.rs", "a_service_whose_pepper_is_gone_starts_and_says_so")]),
    ("Database of a newer version", &[("src/store/open.rs", "a_database_from_the_future_is_left_alone")]),
    (
        "A second zapis on the database",
        &[("tests/refusals.rs", "a_second_service_on_the_same_database_is_refused")],
    ),
    ("No fresh backup", &[("src/domain/alarm_tests.rs", "each_cause_has_its_bound")]),
    (
        "The program fails",
        &[("tests/dead_letters.rs", "owners_hear_of_what_failed_at_once_and_then_at_most_once_in_an_hour")],
    ),
];

#[test]
fn every_failure_of_the_operations_page_is_tried() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("systemd/README.md")).unwrap();
    let (_, section) = page.split_once("## When something fails").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let lines = section.lines().filter_map(|line| line.strip_prefix("| "));
    let named: Vec<&str> = lines.skip(1).filter_map(|line| line.split(" | ").next()).collect();
    let tried: Vec<&str> = TRIED.iter().map(|(failure, _)| *failure).collect();
    assert_eq!(named, tried);
    for (file, test) in TRIED.iter().flat_map(|(_, tests)| *tests) {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        assert!(text.contains(&format!("fn {test}(")), "{file} has no test {test}");
    }
}
