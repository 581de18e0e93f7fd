//! A database is restored from a copy while the world went on: nothing is said twice without being asked, and no button of the lost time does
//! anything to anybody (P10).

use chrono::TimeDelta;
use domain::Instant;
use engine::{Input, Order};
use insta::assert_snapshot;
use sim::{Fault, Trouble};
use store::{restored, swap};

use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::booking_flow::reach_review;
use crate::reminders::{reminders, until};
use crate::team::with_manager;
use crate::world::{ANNA, BORIS, NINA, OLEG, OLGA, PIN, World};

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
    Копия сделана пн 23 ноября, 09:00. В ней нет того, что появилось позже:

    · новых записей, переносов и отмен — посмотрите переписку с клиентами и внесите их заново;
    · изменений в команде — те, кого вы убрали позже, снова в ней, а ссылки-приглашения больше не действуют.

    ✉️ Не отправлено: 1 напоминание. Часть могла уйти до сбоя — тогда люди получат это дважды. Отправить?
      [Отправить всё] [Не отправлять]
      [Показать, что не отправлено]
      [Меню]
    ");
    // Nobody was there for hours: the session is closed.
    world.admin(OLGA).presses("Показать, что не отправлено");
    assert_snapshot!(world.admin(OLGA).says(PIN), @"
    + Не отправлено
    · Анна: напоминание о записи № 1, вт 24 ноября, 15:00
      [Отправить всё] [Не отправлять]
      [Меню]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Отправить всё"), @"
    ~ ✅ Отправляю: 1 сообщение.
      [Меню]
    ");
    assert_eq!(reminders(&world, ANNA), 2);
    assert_snapshot!(world.admin(OLEG).sees(), @"♻️ Неотправленное после восстановления: отправляем. Решение: Telegram ID 201.");
    world.admin(OLEG).says(PIN);
    assert_snapshot!(world.admin(OLEG).presses("Не отправлять"), @"
    ~ Уже решено: отправить (Telegram ID 201, пн 23 ноября, 18:00).
      [Меню]
    ~ Салон «Ромашка»
    Какие записи показать?
    ");
    assert_eq!(reminders(&world, ANNA), 2);
    assert_eq!(count(&world, "SELECT count(*) FROM journal WHERE deed LIKE 'restored-%'"), 1);
    until(&mut world, "2026-11-24T10:00:00Z");
    assert_eq!(reminders(&world, ANNA), 3, "what is due later comes as ever");
}

#[test]
fn what_is_not_to_be_said_is_not_and_the_rest_comes_as_ever() {
    let mut world = reminded();
    world.admin(OLGA).presses("Не отправлять");
    assert_snapshot!(world.admin(OLGA).says(PIN), @"
    + Хорошо, ничего не отправляю. Новые сообщения и напоминания пойдут как обычно.
      [Меню]
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
    world.admin(OLGA).presses("Отправить всё");
    assert_snapshot!(world.admin(OLGA).says(PIN), @"
    + Отправлять уже нечего.
    Устарело и не отправлено: 1.
      [Меню]
    ");
    assert_eq!(reminders(&world, ANNA), before);
}

#[test]
fn only_an_owner_decides_and_a_button_of_another_restore_does_nothing() {
    let mut world = with_manager();
    book(&mut world, ANNA);
    let copy = copied(&world);
    until(&mut world, "2026-11-23T14:00:00Z");
    restore(&mut world, &copy);
    let at = world.engine().writer().restored().unwrap().unwrap().restored_at.timestamp_millis();
    for (person, data) in [
        (NINA, format!("e.restored-send.{at}")),
        (OLGA, format!("e.restored-send.{}", at - 1)),
        (OLGA, format!("e.restored-list.{at}.7")),
        (OLGA, "e.restored-drop".to_owned()),
    ] {
        let now = world.now();
        world.engine().writer().unlock(person.into(), now).unwrap();
        let mut admin = world.admin(person);
        let message = admin.last_message();
        admin.forges(message, &data);
    }
    assert_eq!(reminders(&world, ANNA), 1);
    assert_eq!(count(&world, "SELECT count(*) FROM withheld_job"), 1);
    assert_eq!(count(&world, "SELECT count(*) FROM journal WHERE deed = 'press-beyond-role'"), 1);
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 0);
}

#[test]
fn words_that_waited_in_the_copy_wait_on_and_what_a_card_shows_since_takes_their_place() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let silent =
        Fault { bot: Some("client".into()), method: None, trouble: Trouble::ServerError, times: 1000 };
    world.telegram().faults.add_in_chat(ANNA, silent);
    world.admin(OLGA).presses("Подтвердить");
    let copy = copied(&world);
    world.telegram().faults.clear();
    world.pass(TimeDelta::minutes(5));
    assert!(world.client(ANNA).sees().contains("подтверждена"), "{}", world.client(ANNA).sees());
    restore(&mut world, &copy);
    let withheld = count(&world, "SELECT count(*) FROM withheld_message WHERE bot = 'client'");
    assert_eq!(withheld, 2, "the card and a word about it");
    let calls = world.telegram().log().count();
    world.pass(TimeDelta::minutes(1));
    assert_eq!(world.telegram().log().count(), calls, "nothing leaves");
    assert_snapshot!(world.admin(OLGA).presses("Показать, что не отправлено"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    ~ Не отправлено
    · Анна Иванова: ✅ Вы записаны
    · Анна Иванова: ✅ Запись № 1 подтверждена: Окрашивание, Мария, вт 24 ноября,…
      [Отправить всё] [Не отправлять]
      [Меню]
    ");
    let mut anna = world.client(ANNA);
    for words in ["Перенести", "25", "17:00", "Подтвердить"] {
        anna.presses(words);
    }
    let withheld = count(&world, "SELECT count(*) FROM withheld_message WHERE bot = 'client'");
    assert_eq!(withheld, 1, "her card shows something newer");
    assert_snapshot!(world.admin(OLGA).presses("Отправить всё"), @"
    ~ ✅ Отправляю: 1 сообщение.
      [Меню]
    ");
    let telegram = world.telegram();
    let messages = &telegram.chat("client", ANNA).unwrap().messages;
    assert!(
        messages.iter().any(|message| message.text.contains("25 ноября, 17:00") && message.inline.is_some())
    );
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
    let mut anna = world.client(ANNA);
    anna.says("/start");
    for words in ["Записаться", "Окрашивание", "24", "17:00", "Анна", "+7", "Подтвердить"]
    {
        anna.presses(words);
    }
    assert!(anna.sees().contains("Запись № 112"), "{}", anna.sees());
    assert_eq!(count(&world, "SELECT max(id) FROM booking"), 112, "no number is given again");
    assert_snapshot!(world.client(BORIS).forges(message, &cancel), @"
    ! Эта кнопка уже не действует
    ~ ⏳ Ждёт подтверждения

    Окрашивание, Мария
    🕒 вт 24 ноября, 17:00
    2 ч · 4 500 ₽
    Запись № 2
    Отменить или перенести можно до вт 24 ноября, 15:00.
    ");
    assert_snapshot!(world.client(BORIS).forges(message, "b112.1.cancel"), @"! Эта кнопка уже не действует");
    assert_eq!(count(&world, "SELECT count(*) FROM booking WHERE status = 'cancelled'"), 0);
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 0);
}

#[test]
fn a_card_that_is_newer_than_the_copy_is_refused_kindly_and_shown_as_things_are() {
    let mut world = with_admins();
    book(&mut world, ANNA);
    let copy = copied(&world);
    let mut anna = world.client(ANNA);
    for words in ["Перенести", "24", "17:00", "Подтвердить"] {
        anna.presses(words);
    }
    assert!(anna.sees().contains("17:00"), "{}", anna.sees());
    let (message, cancel) = (anna.last_message(), anna.data("Отменить запись"));
    restore(&mut world, &copy);
    assert_snapshot!(world.client(ANNA).forges(message, &cancel), @"
    ! Запись уже изменилась — вот как сейчас
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 13:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 17:00
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 15:00.
    ");
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
    book(&mut world, BORIS);
    assert!(world.client(BORIS).sees().contains("Вы записаны"));
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 0);
}

#[test]
fn what_waits_for_an_admin_waits_two_hours_more() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let copy = copied(&world);
    world.pass(TimeDelta::hours(25));
    restore(&mut world, &copy);
    assert_snapshot!(world.admin(OLEG).sees(), @"
    ♻️ Данные восстановлены из копии
    Копия сделана пн 23 ноября, 09:00. В ней нет того, что появилось позже:

    · новых записей, переносов и отмен — посмотрите переписку с клиентами и внесите их заново;
    · изменений в команде — те, кого вы убрали позже, снова в ней, а ссылки-приглашения больше не действуют.

    ⏳ Ждёт подтверждения 1 запись. Возможно, решение уже было: проверьте. Ответить можно ещё не меньше двух часов, потом клиенту придёт отказ.
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
