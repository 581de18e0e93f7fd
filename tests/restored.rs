//! A database is restored from a copy while the world went on: nothing is said twice without being asked, and no button of the lost time does
//! anything to anybody (P10).

use chrono::TimeDelta;
use domain::Instant;
use engine::{Input, Order};
use insta::assert_snapshot;
use store::{restored, swap};

use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::booking_flow::reach_review;
use crate::reminders::{reminders, until};
use crate::world::{ANNA, BORIS, NINA, OLEG, OLGA, World};

/// A copy of the database, and when it was made.
pub struct Copy(std::path::PathBuf, Instant);

pub fn copied(world: &World) -> Copy {
    let at = world.now();
    let file = world.folder().join(format!("copy-{}", at.timestamp_millis()));
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    database.execute("VACUUM INTO ?1", [file.to_str().unwrap()]).unwrap();
    Copy(file, at)
}

/// What the command does between two services; then the service starts.
pub fn restore(world: &mut World, Copy(file, copied_at): &Copy) {
    let (database, now) = (world.folder().join("zapis.db"), world.now());
    world.stop();
    let stage = swap::begin(&database).unwrap();
    std::fs::copy(file, stage.join("zapis.db")).unwrap();
    restored::make_ready(&stage.join("zapis.db"), *copied_at, now).unwrap();
    swap::commit(&database, now).unwrap();
    world.begin_again();
    let told = Order::new(|turn| Ok(admin::restored(turn)?.into_iter().collect()));
    world.enters(vec![Input::Order(told)]);
}

fn count(world: &World, sql: &str) -> i64 {
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    database.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn book(world: &mut World, person: i64) {
    reach_review(world, person);
    world.client(person).presses("Подтвердить");
}

/// Anna is booked on Tuesday at 15:00 and was reminded on Monday; then the database is lost, and there is a copy of the time before.
fn reminded() -> World {
    let mut world = with_admins();
    book(&mut world, ANNA);
    let copy = copied(&world);
    until(&mut world, "2026-11-23T14:00:00Z");
    assert_eq!(reminders(&world, ANNA), 1);
    restore(&mut world, &copy);
    world
}

#[test]
fn an_owner_decides_once_for_all_whether_what_waited_is_said() {
    let mut world = reminded();
    world.pass(TimeDelta::hours(1));
    assert_eq!(reminders(&world, ANNA), 1, "she was reminded by the service that was lost");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    ♻️ Данные восстановлены из копии
    Копия сделана пн 23 ноября, 09:00. Всего, что было позже, в ней нет:

    · новые записи, переносы и отмены — посмотрите переписку с клиентами и внесите их заново;
    · доступ сотрудников — кого вы убрали позже, снова в команде, а ссылки-приглашения больше не действуют.

    ✉️ Не отправлено: 1 напоминание. Часть могла уйти до сбоя — тогда люди получат это дважды. Отправить?
      [Отправить всё] [Не отправлять]
      [Показать, что не отправлено]
      [Меню]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Показать, что не отправлено"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    ~ 🔒 Введите PIN.
    ");
    assert_snapshot!(world.admin(OLGA).presses("Отправить всё"), @"");
    assert_eq!(reminders(&world, ANNA), 2);
    assert_snapshot!(world.admin(OLEG).sees(), @"");
    let telegram_of_oleg = {
        let telegram = world.telegram();
        let chat = telegram.chat("admin", OLEG).unwrap();
        let found = chat.messages.iter().rev().find(|message| message.text.contains("восстановлены"));
        found.map(|message| (message.id, message.inline.clone())).unwrap()
    };
    drop(telegram_of_oleg);
    let at = world.engine().writer().restored().unwrap().unwrap().restored_at.timestamp_millis();
    let mut oleg = world.admin(OLEG);
    let message = oleg.last_message();
    assert_snapshot!(oleg.forges(message, &format!("e.restored-drop.{at}")), @"");
    assert_eq!(reminders(&world, ANNA), 2);
    assert_eq!(count(&world, "SELECT count(*) FROM journal WHERE deed LIKE 'restored-%'"), 1);
    until(&mut world, "2026-11-24T10:00:00Z");
    assert_eq!(reminders(&world, ANNA), 3, "what is due later comes as ever");
}

#[test]
fn what_is_not_to_be_said_is_not_and_the_rest_comes_as_ever() {
    let mut world = reminded();
    assert_snapshot!(world.admin(OLGA).presses("Не отправлять"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    ~ 🔒 Введите PIN.
    ");
    world.pass(TimeDelta::hours(1));
    assert_eq!(reminders(&world, ANNA), 1);
    until(&mut world, "2026-11-24T10:00:00Z");
    assert_eq!(reminders(&world, ANNA), 2);
}

#[test]
fn what_is_past_when_the_owner_decides_is_dropped_with_a_word() {
    let mut world = reminded();
    until(&mut world, "2026-11-24T13:00:00Z");
    let before = reminders(&world, ANNA);
    assert_snapshot!(world.admin(OLGA).presses("Отправить всё"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    ~ 🔒 Введите PIN.
    ");
    assert_eq!(reminders(&world, ANNA), before);
}

#[test]
fn only_an_owner_decides_and_a_button_of_another_restore_does_nothing() {
    let mut world = reminded();
    let at = world.engine().writer().restored().unwrap().unwrap().restored_at.timestamp_millis();
    let mut olga = world.admin(OLGA);
    let message = olga.last_message();
    assert_snapshot!(olga.forges(message, &format!("e.restored-send.{}", at - 1)), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    ~ 🔒 Введите PIN.
    ");
    world.admin(NINA).forges(message, &format!("e.restored-send.{at}"));
    assert_eq!(reminders(&world, ANNA), 1);
    assert_eq!(count(&world, "SELECT count(*) FROM withheld_job"), 1);
}

#[test]
fn words_that_waited_in_the_copy_wait_on_and_what_a_card_shows_since_takes_their_place() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let block = sim::Fault {
        bot: Some("client".into()),
        method: None,
        trouble: sim::Trouble::TooMany(600),
        times: 1,
    };
    world.telegram().faults.add_in_chat(ANNA, block);
    let now = world.now();
    let view = world.engine().writer().booking(1.into()).unwrap().unwrap();
    world.admin(OLGA).presses("Подтвердить");
    let copy = copied(&world);
    assert!(count(&world, "SELECT count(*) FROM outbox WHERE bot = 'client'") > 0, "{now} {view:?}");
    world.pass(TimeDelta::minutes(20));
    assert!(world.client(ANNA).sees().contains("Вы записаны"));
    let sends = |world: &World| world.telegram().log().count();
    restore(&mut world, &copy);
    assert_eq!(count(&world, "SELECT count(*) FROM withheld_message"), 1);
    let before = sends(&world);
    world.pass(TimeDelta::minutes(5));
    assert_eq!(sends(&world), before, "nothing leaves");
    assert_snapshot!(world.admin(OLGA).presses("Показать, что не отправлено"), @"");
    let mut anna = world.client(ANNA);
    anna.presses("Перенести");
    anna.presses("24");
    anna.presses("17:00");
    anna.presses("Перенести");
    assert_eq!(count(&world, "SELECT count(*) FROM withheld_message"), 0, "her card shows something newer");
    assert_snapshot!(world.admin(OLGA).presses("Отправить всё"), @"");
    assert!(world.client(ANNA).sees().contains("17:00"), "{}", world.client(ANNA).sees());
}

#[test]
fn a_card_of_a_booking_that_was_lost_does_nothing_to_that_of_somebody_else() {
    let mut world = with_admins();
    book(&mut world, ANNA);
    let copy = copied(&world);
    world.pass(TimeDelta::minutes(1));
    ask_for_colouring(&mut world, BORIS, "17:00");
    let boris = world.client(BORIS);
    let (message, cancel) = (boris.last_message(), boris.data("Отменить запись"));
    assert!(cancel.starts_with("b2."), "{cancel}");
    restore(&mut world, &copy);
    ask_for_colouring(&mut world, ANNA, "17:00");
    assert!(world.client(ANNA).sees().contains("Запись № 1"), "{}", world.client(ANNA).sees());
    assert_eq!(count(&world, "SELECT max(id) FROM booking"), 112, "no number is given again");
    assert_snapshot!(world.client(BORIS).forges(message, &cancel), @"");
    assert_snapshot!(world.client(BORIS).forges(message, "b112.1.cancel"), @"");
    assert_eq!(count(&world, "SELECT count(*) FROM booking WHERE status = 'cancelled'"), 0);
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 0);
}

#[test]
fn a_card_that_is_newer_than_the_copy_is_refused_kindly_and_shown_as_things_are() {
    let mut world = with_admins();
    book(&mut world, ANNA);
    let copy = copied(&world);
    let mut anna = world.client(ANNA);
    anna.presses("Перенести");
    anna.presses("24");
    anna.presses("17:00");
    anna.presses("Перенести");
    assert!(anna.sees().contains("17:00"), "{}", anna.sees());
    let (message, cancel) = (anna.last_message(), anna.data("Отменить запись"));
    restore(&mut world, &copy);
    assert_snapshot!(world.client(ANNA).forges(message, &cancel), @"");
    assert!(world.client(ANNA).sees().contains("15:00"), "{}", world.client(ANNA).sees());
    assert_eq!(count(&world, "SELECT count(*) FROM booking WHERE status = 'confirmed'"), 1);
}

#[test]
fn a_conversation_of_the_lost_time_ends_kindly() {
    let mut world = with_admins();
    reach_review(&mut world, ANNA);
    let copy = copied(&world);
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.presses("Записаться");
    anna.presses("Окрашивание");
    let (message, day) = (anna.last_message(), anna.data("24"));
    restore(&mut world, &copy);
    assert_eq!(
        count(&world, "SELECT count(*) FROM hold"),
        0,
        "nobody holds a time that nobody is about to take"
    );
    assert_snapshot!(world.client(ANNA).forges(message, &day), @"
    ! Эта кнопка уже не действует
    ~ Окрашивание
    На какой день? Точки — это дни без свободного времени.
    + Салон «Ромашка»
    Чем ещё помочь?
      [📅 Записаться]
      [🗒 Мои записи] [Мои данные]
      [Цены] [Контакты]
      [О нас] [Язык · Language]
    ");
    book(&mut world, ANNA);
    assert!(world.client(ANNA).sees().contains("Вы записаны"));
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 0);
}

#[test]
fn what_waits_for_an_admin_waits_two_hours_more() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let copy = copied(&world);
    world.pass(TimeDelta::hours(20));
    restore(&mut world, &copy);
    assert_snapshot!(world.admin(OLEG).sees(), @"
    ♻️ Данные восстановлены из копии
    Копия сделана пн 23 ноября, 09:00. Всего, что было позже, в ней нет:

    · новые записи, переносы и отмены — посмотрите переписку с клиентами и внесите их заново;
    · доступ сотрудников — кого вы убрали позже, снова в команде, а ссылки-приглашения больше не действуют.

    ⏳ Ждёт подтверждения 1 запись. Решите в ближайшие два часа: потом клиентам придёт отказ.
      [Ждут подтверждения]
      [Меню]
    ");
    world.pass(TimeDelta::minutes(119));
    assert_eq!(count(&world, "SELECT count(*) FROM booking WHERE status = 'pending'"), 1);
    world.pass(TimeDelta::minutes(2));
    assert_eq!(count(&world, "SELECT count(*) FROM booking WHERE status = 'expired'"), 1);
}

#[test]
fn who_was_erased_is_said_nothing_that_waited() {
    let mut world = with_admins();
    book(&mut world, ANNA);
    let copy = copied(&world);
    until(&mut world, "2026-11-23T14:00:00Z");
    crate::forget::forget(&mut world, ANNA);
    crate::forget::keep(&mut world);
    restore(&mut world, &copy);
    let again = crate::forget::ledger(&world).read().unwrap().erase_again();
    world.enters(vec![Input::Order(again)]);
    assert_eq!(count(&world, "SELECT count(*) FROM withheld_job"), 0);
    assert_eq!(count(&world, "SELECT count(*) FROM withheld_message WHERE bot = 'client'"), 0);
    assert_eq!(count(&world, "SELECT count(*) FROM client WHERE chat = 101"), 0);
}
