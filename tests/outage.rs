//! Hours and days in which something outside does not do what it should: Telegram, the clock, a page of the database.

use chrono::TimeDelta;
use store::Store;

use crate::admin_flow::with_admins;
use crate::alarms::heard;
use crate::booking_flow::reach_review;
use crate::reminders::{booked, reminders, until, utc};
use crate::world::{ANNA, BORIS, CLIENT, OLGA, World};

/// How many messages the client bot has sent to somebody.
fn sent(world: &World, person: i64) -> usize {
    let telegram = world.telegram();
    let messages = telegram.chat(CLIENT, person).into_iter().flat_map(|chat| &chat.messages);
    messages.filter(|message| message.from_bot).count()
}

#[test]
fn after_a_day_without_telegram_nobody_is_flooded_and_what_is_still_of_use_comes() {
    let mut world = booked();
    let (anna, boris) = (sent(&world, ANNA), sent(&world, BORIS));
    world.telegram().faults.cut(true);
    // What is older than a day Telegram keeps no longer.
    until(&mut world, "2026-11-24T06:00:00Z");
    for _ in 0..5 {
        let now = world.now();
        world.telegram().send_text(now, CLIENT, BORIS, "/start");
        world.pass(TimeDelta::hours(1));
    }
    assert_eq!((sent(&world, ANNA), sent(&world, BORIS)), (anna, boris));
    world.telegram().faults.cut(false);
    until(&mut world, "2026-11-24T11:02:00Z");
    assert_eq!(reminders(&world, ANNA), 1, "tomorrow has become today; in an hour is still of use");
    assert!(world.client(ANNA).sees().contains("сегодня в 15:00, через"));
    assert_eq!(sent(&world, ANNA) - anna, 1);
    assert_eq!(sent(&world, BORIS) - boris, 1, "five times the same screen is one");
    assert!(world.client(BORIS).presses("Записаться").contains("На что вас записать"));
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 0);
}

#[test]
fn a_row_that_waited_through_an_outage_is_not_given_up() {
    let mut world = booked();
    until(&mut world, "2026-11-23T11:59:00Z");
    world.telegram().faults.cut(true);
    until(&mut world, "2026-11-23T16:00:00Z");
    world.telegram().faults.cut(false);
    world.pass(TimeDelta::minutes(2));
    assert_eq!(reminders(&world, ANNA), 1);
    assert!(world.client(ANNA).sees().contains("завтра в 15:00"));
}

#[test]
fn a_clock_that_is_wrong_for_hours_neither_keeps_a_time_from_others_nor_doubles_a_reminder() {
    let mut world = booked();
    let mut boris = world.client(BORIS);
    boris.says("/start");
    for words in ["Записаться", "Стрижка", "Мария", "24", "16:00"] {
        boris.presses(words);
    }
    let at = world.now();
    world.jump(at - TimeDelta::hours(5));
    world.pass(TimeDelta::minutes(11));
    let kept = world.engine().writer().is_scheduled("client", "hold:").unwrap();
    assert!(!kept, "a hold of ten minutes is over after eleven, whatever the clock shows");
    // Forward by a day: the reminder of the day before comes too soon, and not a second time when the clock is right again.
    world.jump(utc("2026-11-23T12:30:00Z"));
    world.settle();
    assert_eq!(reminders(&world, ANNA), 1);
    world.jump(at);
    world.settle();
    until(&mut world, "2026-11-23T13:00:00Z");
    assert_eq!(reminders(&world, ANNA), 1, "not twice");
    until(&mut world, "2026-11-24T12:00:00Z");
    assert_eq!(reminders(&world, ANNA), 2, "and the other in its time");
}

/// Overwrites the page at which a table begins, as a failing disk would.
pub fn damage(database: &std::path::Path, table: &str) {
    use std::os::unix::fs::FileExt as _;
    let connection = rusqlite::Connection::open(database).unwrap();
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let page: i64 = connection.query_row(root, [table], |row| row.get(0)).unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(connection);
    let file = std::fs::OpenOptions::new().write(true).open(database).unwrap();
    file.write_all_at(&[0xaa; 4096], u64::try_from((page - 1) * 4096).unwrap()).unwrap();
}

#[test]
fn a_damaged_page_stops_nobody_but_who_needs_it_and_the_owner_hears_of_it() {
    let mut world = with_admins();
    reach_review(&mut world, ANNA);
    world.client(ANNA).presses("Подтвердить");
    world.stop();
    let database = world.folder().join("zapis.db");
    damage(&database, "calendar_file");
    world.begin_again();
    assert!(Store::check(world.engine().readers()).is_err(), "the check finds it");
    assert!(world.client(ANNA).presses("В календарь").contains("Не получилось"));
    reach_review(&mut world, BORIS);
    assert!(world.client(BORIS).presses("Подтвердить").contains("Вы записаны"), "the others go on");
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 1);
    assert!(heard(&world, OLGA, "Действие клиента не выполнено"));
}
