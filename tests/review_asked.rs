//! Who is asked about a visit, and when (C10).

use chrono::TimeDelta;
use domain::Status;

use crate::review::{booked, is_asked, note, until, utc};
use crate::world::ANNA;

#[test]
fn who_did_not_come_is_not_asked_and_who_came_is() {
    for (status, is) in [(Status::NoShow, false), (Status::Done, true), (Status::Cancelled, false)] {
        let mut world = booked();
        until(&mut world, "2026-11-24T13:30:00Z");
        note(&mut world, status);
        until(&mut world, "2026-11-24T15:00:00Z");
        assert_eq!(is_asked(&mut world, ANNA), is, "{status:?}");
    }
}

#[test]
fn a_question_waits_for_the_morning_and_for_a_service_that_is_down() {
    let mut world = booked();
    world.stop();
    world.jump(utc("2026-11-24T19:30:00Z"));
    world.begin_again();
    assert!(!is_asked(&mut world, ANNA), "half past ten at night");
    until(&mut world, "2026-11-25T06:00:00Z");
    assert!(is_asked(&mut world, ANNA));
    let mut world = booked();
    world.stop();
    world.jump(utc("2026-11-28T10:00:00Z"));
    world.begin_again();
    until(&mut world, "2026-11-28T11:00:00Z");
    assert!(!is_asked(&mut world, ANNA), "nobody asks four days later");
}

#[test]
fn nobody_is_asked_twice_a_day_nor_where_the_business_does_not_want_it() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.presses("Записаться");
    anna.presses("Стрижка");
    anna.presses("Вера");
    anna.presses("24");
    anna.presses("09:00");
    anna.presses("Анна");
    anna.presses("+7");
    anna.presses("Подтвердить");
    until(&mut world, "2026-11-24T09:00:00Z");
    assert!(world.client(ANNA).sees().contains("Стрижка, Вера"));
    world.client(ANNA).presses("Отлично");
    until(&mut world, "2026-11-24T17:00:00Z");
    assert!(!is_asked(&mut world, ANNA));
    let mut world = booked();
    world.configure(|policy| policy.review.ask = false);
    until(&mut world, "2026-11-24T16:00:00Z");
    assert!(!is_asked(&mut world, ANNA));
}

#[test]
fn another_delay_holds_for_bookings_that_were_made_before() {
    let mut world = booked();
    world.configure(|policy| policy.review.after = TimeDelta::minutes(30));
    until(&mut world, "2026-11-24T13:29:00Z");
    assert!(!is_asked(&mut world, ANNA));
    until(&mut world, "2026-11-24T13:30:00Z");
    assert!(is_asked(&mut world, ANNA));
}
