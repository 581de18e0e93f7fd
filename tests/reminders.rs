//! Reminders of a visit, through everything that can come between (C8).

use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::{Actor, BookingId, Fact, Instant, Policy, Slot, Span, Status};
use engine::{Input, Order};
use insta::assert_snapshot;
use store::booking_changes::Move;

use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::booking_flow::reach_review;
use crate::world::{ANNA, CLARA, CLIENT, OLGA, PIN, World};

/// Anna is booked with Maria on Tuesday at 15:00: reminded on Monday at 15:00 and on Tuesday at 13:00.
fn booked() -> World {
    let mut world = World::new();
    book(&mut world);
    world
}

fn book(world: &mut World) {
    reach_review(world, ANNA);
    world.client(ANNA).presses("Подтвердить");
}

fn utc(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Time passes until this instant, minute by minute.
fn until(world: &mut World, at: &str) {
    let left = utc(at) - world.now();
    world.pass(left);
}

/// How often the client was sent a reminder, in either language.
fn reminders(world: &World, person: i64) -> usize {
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
      [Меню]
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
      [Меню]
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
      [Отменить запись]
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
      [Меню]
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
    🔔 A reminder: we expect you tomorrow at 15:00.

    ✅ You are booked

    Стрижка, Мария
    🕒 Tue 24 November, 15:00
    1 h · 1 500 ₽
    Booking No. 1
    🌍 Times are Moscow time (UTC+3)
    You can cancel or move it until Tue 24 November, 13:00.
      [👍 I'll come]
      [Move] [Cancel the booking]
      [Menu]
    ");
    until(&mut world, "2026-11-24T10:00:00Z");
    assert_snapshot!(world.client(CLARA).sees(), @"
    🔔 A reminder: we expect you today at 15:00, in 2 hours.

    ✅ You are booked

    Стрижка, Мария
    🕒 Tue 24 November, 15:00
    1 h · 1 500 ₽
    Booking No. 1
    🌍 Times are Moscow time (UTC+3)
      [👍 I'll come]
      [Move] [Cancel the booking]
      [Menu]
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
      [Menu]
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
    Причину можно назвать той же кнопкой.
      [Да, отменить] [Нет, оставить]
      [Болею] [Изменились планы]
      [Другая причина] [Перенести]
    ");
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
fn move_to(world: &mut World, start: &str) {
    let start = utc(start);
    let order = Order::new(move |turn| {
        let booking = turn.tx.booking(BookingId::from(1))?.unwrap().booking;
        let visit = Span::new(start, start + TimeDelta::hours(1)).unwrap();
        let slot = Slot { visit, occupied: visit, resources: Vec::new() };
        let (specialist, price) = (booking.specialist, booking.price);
        let to = Move { specialist, slot: &slot, price, status: Status::Confirmed, decide_by: None };
        let by = Actor::Admin(OLGA.into());
        turn.tx.move_booking(booking.id, booking.version, &to, by, turn.now)?;
        Ok(vec![Fact::Moved { booking: booking.id, from: booking.visit.start(), by }])
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
    assert_snapshot!(world.client(ANNA).sees(), @"
    🔔 Напоминаем: ждём вас завтра в 15:00.

    ✅ Вы записаны

    Стрижка, Мария
    🕒 ср 25 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до ср 25 ноября, 13:00.
      [👍 Приду]
      [Перенести] [Отменить запись]
      [Меню]
    ");
    until(&mut world, "2026-11-25T12:00:00Z");
    assert_eq!(reminders(&world, ANNA), 3);
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
    assert_snapshot!(world.client(ANNA).sees(), @"
    🔔 Напоминаем: ждём вас сегодня в 15:00, через 6 часов.

    ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 13:00.
      [👍 Приду]
      [Перенести] [Отменить запись]
      [Меню]
    ");
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
    until(&mut world, "2026-10-25T08:59:00Z");
    assert_eq!(reminders(&world, ANNA), 0);
    until(&mut world, "2026-10-25T09:00:00Z");
    assert!(world.client(ANNA).sees().contains("завтра в 10:00"), "ten o'clock of the day with 25 hours");
    until(&mut world, "2026-10-26T07:59:00Z");
    assert_eq!(reminders(&world, ANNA), 1, "eight o'clock is quiet");
    until(&mut world, "2026-10-26T08:00:00Z");
    assert!(world.client(ANNA).sees().contains("сегодня в 10:00, через 1 час"));
    move_to(&mut world, "2027-03-28T08:00:00Z");
    until_day_of(&mut world, "2027-03-27T07:30:00Z");
    assert_eq!(reminders(&world, ANNA), 2);
    until(&mut world, "2027-03-27T08:00:00Z");
    assert_snapshot!(world.client(ANNA).sees(), @"
    🔔 Напоминаем: ждём вас завтра в 10:00.

    ✅ Вы записаны

    Стрижка, Мария
    🕒 вс 28 марта, 10:00
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до вс 28 марта, 08:00.
      [👍 Приду]
      [Перенести] [Отменить запись]
      [Меню]
    ");
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
fn what_was_sent_before_the_night_is_not_sent_again_when_there_is_no_night_any_more() {
    let mut world = booked();
    until(&mut world, "2026-11-23T12:00:00Z");
    move_to(&mut world, "2026-11-24T06:00:00Z");
    until(&mut world, "2026-11-23T18:45:00Z");
    assert_snapshot!(world.client(ANNA).sees(), @"
    🔔 Напоминаем: ждём вас завтра в 09:00, через 11 ч 15 мин.

    ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 09:00
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 07:00.
      [👍 Приду]
      [Перенести] [Отменить запись]
      [Меню]
    ");
    world.configure(|policy| policy.reminders.quiet = None);
    until(&mut world, "2026-11-24T06:00:00Z");
    assert_eq!(reminders(&world, ANNA), 2, "each once");
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
