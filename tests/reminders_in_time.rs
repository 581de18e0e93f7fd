//! Reminders of a visit through restarts, pauses, nights, changes of the clocks and of the rules (C8).

use std::time::Duration;

use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::Policy;
use store::Store;

use crate::process::Salon;
use crate::reminders::{booked, move_to, reminders, until, utc};
use crate::world::{ANNA, World};

#[test]
fn a_restart_neither_loses_a_reminder_nor_sends_one_again() {
    let mut world = booked();
    world.restart();
    until(&mut world, "2026-11-23T12:00:00Z");
    assert_eq!(reminders(&world, ANNA), 1);
    world.restart();
    until(&mut world, "2026-11-24T09:59:00Z");
    world.restart();
    until(&mut world, "2026-11-24T12:00:00Z");
    assert_eq!(reminders(&world, ANNA), 2);
}

#[test]
fn a_reminder_whose_process_died_before_it_left_is_sent_once() {
    let mut world = booked();
    world.jump(utc("2026-11-23T12:00:00Z"));
    world.die_committed();
    assert_eq!(reminders(&world, ANNA), 0);
    world.begin_again();
    assert_eq!(reminders(&world, ANNA), 1);
    world.restart();
    assert_eq!(reminders(&world, ANNA), 1);
}

#[test]
fn a_reminder_that_could_not_leave_wakes_nobody_and_does_not_say_tomorrow_when_it_is_today() {
    let mut world = booked();
    move_to(&mut world, "2026-11-24T06:00:00Z");
    world.jump(utc("2026-11-23T18:45:00Z"));
    world.die_committed();
    world.jump(utc("2026-11-23T19:00:00Z"));
    world.begin_again();
    assert_eq!(reminders(&world, ANNA), 0, "ten in the evening");
    let mut world = booked();
    world.configure(|policy| policy.reminders.quiet = None);
    world.jump(utc("2026-11-23T12:00:00Z"));
    world.die_committed();
    world.jump(utc("2026-11-23T21:00:00Z"));
    world.begin_again();
    assert_eq!(reminders(&world, ANNA), 0, "midnight");
    until(&mut world, "2026-11-24T10:00:00Z");
    assert_eq!(reminders(&world, ANNA), 1);
}

#[test]
fn after_a_long_pause_one_reminder_comes_while_it_is_of_use() {
    for (back, sent) in
        [("2026-11-24T09:00:00Z", 2), ("2026-11-24T11:45:00Z", 1), ("2026-11-24T11:46:00Z", 0)]
    {
        let mut world = booked();
        world.stop();
        world.jump(utc(back));
        world.begin_again();
        until(&mut world, "2026-11-24T13:00:00Z");
        assert_eq!(reminders(&world, ANNA), sent, "back at {back}");
    }
}

#[test]
fn who_comes_back_at_night_reminds_in_the_morning() {
    let mut world = booked();
    world.stop();
    world.jump(utc("2026-11-23T20:00:00Z"));
    world.begin_again();
    assert_eq!(reminders(&world, ANNA), 0, "it is eleven at night");
    until(&mut world, "2026-11-24T06:00:00Z");
    assert!(world.client(ANNA).sees().contains("сегодня в 15:00, через 6 часов"));
}

#[test]
fn a_service_in_berlin_reminds_by_its_own_clocks_when_they_change() {
    let mut policy = Policy::default();
    policy.business.zone = Tz::Europe__Berlin;
    let mut world = World::with(policy);
    // On Friday evening; clocks go back in the night to Sunday.
    world.jump(utc("2026-10-23T16:00:00Z"));
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.presses("Записаться");
    anna.presses("Стрижка");
    anna.presses("Мария");
    anna.presses("26");
    anna.presses("10:00");
    anna.presses("Даю согласие");
    anna.says("Анна");
    anna.says("89123456789");
    anna.presses("Подтвердить");
    // Sunday at 15:00; at that hour of Saturday there are 25 hours left.
    move_to(&mut world, "2026-10-25T14:00:00Z");
    until(&mut world, "2026-10-24T13:59:00Z");
    assert_eq!(reminders(&world, ANNA), 0);
    until(&mut world, "2026-10-24T14:00:00Z");
    assert!(world.client(ANNA).sees().contains("завтра в 15:00"));
    // Monday at 10:00: two hours before is in the quiet hours by the new clocks, not by the old ones.
    move_to(&mut world, "2026-10-26T09:00:00Z");
    until_day_of(&mut world, "2026-10-25T09:00:00Z");
    until_day_of(&mut world, "2026-10-26T07:59:00Z");
    assert_eq!(reminders(&world, ANNA), 2, "a day before, on Sunday at 10:00");
    until(&mut world, "2026-10-26T08:00:00Z");
    assert!(world.client(ANNA).sees().contains("сегодня в 10:00, через 1 час"));
    move_to(&mut world, "2027-03-28T08:00:00Z");
    until_day_of(&mut world, "2027-03-27T07:59:00Z");
    assert_eq!(reminders(&world, ANNA), 3);
    until(&mut world, "2027-03-27T08:00:00Z");
    assert!(world.client(ANNA).sees().contains("завтра в 10:00"), "at nine, when the day has 23 hours");
}

/// Days go by in which nothing is due.
fn until_day_of(world: &mut World, at: &str) {
    world.jump(utc(at));
    world.settle();
}

#[test]
fn other_rules_hold_for_bookings_that_were_made_before() {
    let mut world = booked();
    world.configure(|policy| policy.reminders.offsets = vec![TimeDelta::hours(20), TimeDelta::hours(3)]);
    until(&mut world, "2026-11-23T15:59:00Z");
    assert_eq!(reminders(&world, ANNA), 0, "a day before is no rule any more");
    until(&mut world, "2026-11-23T16:00:00Z");
    assert_eq!(reminders(&world, ANNA), 1);
    world.stop();
    world.configure(|policy| policy.reminders.offsets = vec![TimeDelta::hours(20), TimeDelta::hours(1)]);
    world.begin_again();
    until(&mut world, "2026-11-24T10:59:00Z");
    assert_eq!(reminders(&world, ANNA), 1, "what was sent is not sent again");
    until(&mut world, "2026-11-24T11:00:00Z");
    assert_eq!(reminders(&world, ANNA), 2, "a change while no service ran holds as well");
    world.configure(|policy| policy.reminders.offsets = Vec::new());
    assert!(world.client(ANNA).presses("Приду").contains("Спасибо"));
}

#[test]
fn a_reminder_days_ahead_names_the_date() {
    let mut world = booked();
    world.configure(|policy| policy.reminders.offsets = vec![TimeDelta::hours(48)]);
    move_to(&mut world, "2026-11-26T12:00:00Z");
    until(&mut world, "2026-11-24T12:00:00Z");
    assert!(world.client(ANNA).sees().contains("ждём вас чт 26 ноября в 15:00.\n"));
    until(&mut world, "2026-11-26T12:00:00Z");
    assert_eq!(reminders(&world, ANNA), 1);
}

#[test]
fn what_was_sent_before_the_night_is_not_sent_again_when_there_is_no_night_any_more() {
    let mut world = booked();
    until(&mut world, "2026-11-23T12:00:00Z");
    move_to(&mut world, "2026-11-24T06:00:00Z");
    until(&mut world, "2026-11-23T18:45:00Z");
    assert!(world.client(ANNA).sees().contains("завтра в 09:00, через 11"));
    world.configure(|policy| policy.reminders.quiet = None);
    until(&mut world, "2026-11-24T06:00:00Z");
    assert_eq!(reminders(&world, ANNA), 2, "each once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_starts_plans_by_what_its_file_says() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "[reminders]\noffsets = [\"5h\"]").await;
    salon.start(None);
    let planned_by = || Store::read(&salon.path("zapis.db")).ok()?.setting("follow_up").ok()?;
    for _ in 0..200 {
        if planned_by().is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(planned_by().is_some_and(|rules| rules.contains("18000")), "five hours, in seconds");
    assert!(salon.running.stop().await.success());
}
