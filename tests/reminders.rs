//! Reminders of a visit, and what people do with it meanwhile (C8).

use chrono::TimeDelta;
use domain::{Actor, BookingId, Fact, Instant, Slot, Span, Status};
use engine::{Input, Order};
use insta::assert_snapshot;
use store::booking_changes::Move;

use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::booking_flow::reach_review;
use crate::world::{ANNA, CLARA, CLIENT, OLGA, PIN, World};

/// Anna is booked with Maria on Tuesday at 15:00: reminded on Monday at 15:00 and on Tuesday at 13:00.
pub fn booked() -> World {
    let mut world = World::new();
    book(&mut world);
    world
}

fn book(world: &mut World) {
    reach_review(world, ANNA);
    world.client(ANNA).presses("Подтвердить");
}

pub fn utc(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Time passes until this instant, minute by minute.
pub fn until(world: &mut World, at: &str) {
    let left = utc(at) - world.now();
    world.pass(left);
}

/// How often the client was sent a reminder, in either language.
pub fn reminders(world: &World, person: i64) -> usize {
    let telegram = world.telegram();
    let sent = telegram.log().filter(|entry| {
        entry.bot == CLIENT && entry.method == "SendMessage" && entry.params["chat_id"] == person
    });
    let texts = sent.map(|entry| entry.params["text"].as_str().unwrap_or_default());
    texts.filter(|text| text.contains("Напоминаем") || text.contains("A reminder")).count()
}

#[test]
fn a_client_is_reminded_a_day_and_two_hours_before_and_says_that_they_will_come() {
    let mut world = with_admins();
    book(&mut world);
    until(&mut world, "2026-11-23T11:59:00Z");
    assert_eq!(reminders(&world, ANNA), 0, "not too soon");
    until(&mut world, "2026-11-23T12:00:00Z");
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.sees(), @"
    🔔 Напоминаем: ждём вас завтра в 15:00.

    ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 13:00.
      [👍 Приду]
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    assert_eq!(anna.live_messages(), 1, "the reminder is the booking's card now");
    assert_snapshot!(anna.presses_twice("Приду"), @"
    ! Отметили, ждём вас!
    ! Уже отметили, ждём вас!
    ~ 👍 Спасибо, что ответили. Ждём вас!

    ✅ Вы записаны

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
    ");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна
    📞 номер виден после ввода PIN
    👍 Клиент ответил, что придёт
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    until(&mut world, "2026-11-24T10:00:00Z");
    assert_snapshot!(world.client(ANNA).sees(), @"
    🔔 Напоминаем: ждём вас сегодня в 15:00, через 2 часа.

    ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    until(&mut world, "2026-11-24T13:30:00Z");
    assert_eq!(reminders(&world, ANNA), 2, "none twice");
}

#[test]
fn a_reminder_speaks_the_clients_language() {
    let mut world = World::new();
    let mut clara = world.client(CLARA);
    clara.says("/start");
    clara.presses("Book");
    clara.presses("Стрижка");
    clara.presses("Мария");
    clara.presses("24");
    clara.presses("15:00");
    clara.presses("I agree");
    clara.says("Clara");
    clara.says("+44 20 7946 0958");
    clara.presses("Confirm");
    until(&mut world, "2026-11-23T12:00:00Z");
    assert_snapshot!(world.client(CLARA).sees(), @"
    🔔 A reminder: we look forward to seeing you tomorrow at 15:00.

    ✅ You are booked

    Стрижка, Мария
    🕒 Tue 24 November, 15:00
    1 h · 1 500 ₽
    Booking No. 1
    🌍 Times are Moscow time (UTC+3)
    You can cancel or move it until Tue 24 November, 13:00.
      [👍 I'll come]
      [Move] [Cancel the booking]
      [Add a comment]
      [Tell me about earlier times]
      [🔁 Repeat every week]
      [📅 Add to calendar] [Menu]
    ");
    until(&mut world, "2026-11-24T10:00:00Z");
    assert_snapshot!(world.client(CLARA).sees(), @"
    🔔 A reminder: we look forward to seeing you today at 15:00, in 2 hours.

    ✅ You are booked

    Стрижка, Мария
    🕒 Tue 24 November, 15:00
    1 h · 1 500 ₽
    Booking No. 1
    🌍 Times are Moscow time (UTC+3)
      [👍 I'll come]
      [Move] [Cancel the booking]
      [Add a comment]
      [Tell me about earlier times]
      [🔁 Repeat every week]
      [📅 Add to calendar] [Menu]
    ");
    assert_snapshot!(world.client(CLARA).presses("I'll come"), @"
    ! Noted, see you!
    ~ 👍 Thank you for letting us know. See you!

    ✅ You are booked

    Стрижка, Мария
    🕒 Tue 24 November, 15:00
    1 h · 1 500 ₽
    Booking No. 1
    🌍 Times are Moscow time (UTC+3)
      [Move] [Cancel the booking]
      [Add a comment]
      [Tell me about earlier times]
      [🔁 Repeat every week]
      [📅 Add to calendar] [Menu]
    ");
}

#[test]
fn a_booking_is_cancelled_from_its_reminder_and_nothing_more_is_said_of_it() {
    let mut world = booked();
    until(&mut world, "2026-11-23T12:00:00Z");
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Отменить запись"), @"
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 13:00.

    Точно отменить запись?
    Можно сразу указать причину.
      [Да, отменить] [Нет, оставить]
      [Болею] [Изменились планы]
      [Другая причина] [Перенести]
    ");
    assert!(anna.presses("Нет, оставить").contains("Приду"), "they may say so all the same");
    anna.presses("Отменить запись");
    assert_snapshot!(anna.presses("Да, отменить"), @"
    ! Запись отменена
    ~ ❌ Запись отменена

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
      [Записаться снова]
      [Меню]
    ");
    until(&mut world, "2026-11-24T18:00:00Z");
    assert_eq!(reminders(&world, ANNA), 1);
}

#[test]
fn who_says_after_the_begin_that_they_will_come_is_told_that_it_is_too_late() {
    let mut world = booked();
    until(&mut world, "2026-11-23T12:00:00Z");
    world.jump(utc("2026-11-24T12:00:00Z"));
    assert_snapshot!(world.client(ANNA).presses("Приду"), @"
    ! Визит уже начался
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
      [Записаться снова]
      [Меню]
    ");
}

#[test]
fn after_an_admin_cancelled_nobody_is_reminded() {
    let mut world = with_admins();
    book(&mut world);
    world.admin(OLGA).presses("Отменить запись");
    world.admin(OLGA).presses("Да, отменить");
    until(&mut world, "2026-11-24T12:00:00Z");
    assert_eq!(reminders(&world, ANNA), 0);
}

#[test]
fn a_booking_that_waits_for_an_admin_is_reminded_of_once_it_is_confirmed() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    until(&mut world, "2026-11-23T12:30:00Z");
    assert_eq!(reminders(&world, ANNA), 0);
    world.admin(OLGA).says(PIN);
    world.admin(OLGA).presses("Ждут");
    world.admin(OLGA).presses("Анна");
    world.admin(OLGA).presses("Подтвердить");
    assert_eq!(reminders(&world, ANNA), 0, "the offset of a day was past then");
    until(&mut world, "2026-11-24T10:00:00Z");
    assert_eq!(reminders(&world, ANNA), 1);
}

/// Booking 1 is moved to a visit of an hour that begins then, as an admin does it.
pub fn move_to(world: &mut World, start: &str) {
    let start = utc(start);
    let order = Order::new(move |turn| {
        let booking = turn.tx.booking(BookingId::from(1))?.unwrap().booking;
        let visit = Span::new(start, start + TimeDelta::hours(1)).unwrap();
        let slot = Slot { visit, occupied: visit, resources: Vec::new() };
        let (specialist, price) = (booking.specialist, booking.price);
        let to = Move { specialist, slot: &slot, price, status: Status::Confirmed, decide_by: None };
        let by = Actor::Admin(OLGA.into());
        turn.tx.move_booking(booking.id, booking.version, &to, by, turn.now)?;
        Ok(vec![Fact::Moved {
            booking: booking.id,
            from: booking.visit.start(),
            with: booking.specialist,
            by,
        }])
    });
    world.enters(vec![Input::Order(order)]);
}

#[test]
fn a_booking_that_was_moved_is_reminded_of_at_its_new_time_alone() {
    let mut world = with_admins();
    book(&mut world);
    until(&mut world, "2026-11-23T12:00:00Z");
    world.client(ANNA).presses("Приду");
    let stale = world.client(ANNA).data("Отменить запись");
    move_to(&mut world, "2026-11-25T12:00:00Z");
    assert!(!world.client(ANNA).sees().contains("Спасибо"), "what was said of the former time is gone");
    let message = world.client(ANNA).last_message();
    assert!(world.client(ANNA).forges(message, &stale).contains("Запись уже изменилась"));
    until(&mut world, "2026-11-24T11:59:00Z");
    assert_eq!(reminders(&world, ANNA), 1, "nothing at the former time");
    until(&mut world, "2026-11-24T12:00:00Z");
    assert!(world.client(ANNA).sees().contains("ждём вас завтра в 15:00"));
    assert!(world.client(ANNA).sees().contains("[👍 Приду]"), "they are asked anew");
    until(&mut world, "2026-11-25T12:00:00Z");
    assert_eq!(reminders(&world, ANNA), 3);
}

#[test]
fn a_client_moves_a_booking_from_its_reminder() {
    let mut world = booked();
    until(&mut world, "2026-11-23T12:00:00Z");
    let mut anna = world.client(ANNA);
    anna.presses("Перенести");
    anna.presses("25");
    anna.presses("16:00");
    let moved = anna.presses("Подтвердить");
    assert!(moved.contains("ср 25 ноября, 16:00") && !moved.contains("Приду"), "{moved}");
    assert_eq!(anna.live_messages(), 1);
    until(&mut world, "2026-11-24T12:59:00Z");
    assert_eq!(reminders(&world, ANNA), 1, "nothing at the former time");
    until(&mut world, "2026-11-24T13:00:00Z");
    assert!(world.client(ANNA).sees().contains("завтра в 16:00"));
}

#[test]
fn a_booking_that_is_moved_to_soon_is_not_reminded_of_at_once() {
    let mut world = booked();
    until(&mut world, "2026-11-23T12:00:00Z");
    move_to(&mut world, "2026-11-23T13:30:00Z");
    until(&mut world, "2026-11-23T14:00:00Z");
    assert_eq!(reminders(&world, ANNA), 1);
}

#[test]
fn who_has_blocked_the_bot_is_not_written_to() {
    let mut world = booked();
    {
        let now = world.now();
        world.telegram().block(now, CLIENT, ANNA, true);
    }
    until(&mut world, "2026-11-23T12:10:00Z");
    assert_eq!(reminders(&world, ANNA), 0);
    assert_eq!(world.engine().writer().outbox_depth().unwrap(), 0);
    {
        let now = world.now();
        world.telegram().block(now, CLIENT, ANNA, false);
    }
    until(&mut world, "2026-11-24T10:00:00Z");
    assert_eq!(reminders(&world, ANNA), 1, "who comes back hears the next one");
}

#[test]
fn a_dialogue_goes_on_beside_a_reminder() {
    let mut world = booked();
    until(&mut world, "2026-11-23T11:59:00Z");
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.presses("Записаться");
    anna.presses("Стрижка");
    until(&mut world, "2026-11-23T12:00:00Z");
    let mut anna = world.client(ANNA);
    assert!(anna.sees().contains("Напоминаем"));
    assert!(anna.presses("Вера").contains("На какой день"));
    assert!(anna.presses("Приду").contains("Спасибо"));
    assert!(anna.presses("25").contains("Во сколько"));
}
