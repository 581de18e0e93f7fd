//! A booking is moved, by the client and beside others (C7).

use chrono::TimeDelta;
use domain::{Actor, Status};
use insta::assert_snapshot;

use crate::admin_flow::ask_for_colouring;
use crate::booking_flow::{choose_tuesday, reach_review};
use crate::world::{ANNA, BORIS, OLGA, PIN, World};

/// Anna has a haircut with Мария tomorrow at three.
pub fn booked() -> World {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    world.client(ANNA).presses("Подтвердить");
    world
}

fn status(world: &World, id: i64) -> Status {
    world.engine().writer().booking(id.into()).unwrap().unwrap().booking.status
}

#[test]
fn a_booking_is_moved_and_its_card_and_the_admins_say_so() {
    let mut world = booked();
    let mut olga = world.admin(OLGA);
    for words in ["/start", PIN, PIN] {
        olga.says(words);
    }
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Перенести"), @"
    + Переносим запись
    Сейчас: завтра, вт 24 ноября, 15:00. Это время пока остаётся за вами.

    Стрижка
    На какой день? Точки — это дни без свободного времени.
      [⚡ Ближайшее: сегодня, 10:00]
      [·] [Ноябрь 2026] [›]
      [пн] [вт] [ср] [чт] [пт] [сб] [вс]
      [23] [24] [25] [26] [27] [·] [·]
      [30] [·] [·] [·] [·] [·] [·]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("24"), @"
    ~ Переносим запись
    Сейчас: завтра, вт 24 ноября, 15:00. Это время пока остаётся за вами.

    Стрижка
    завтра, вт 24 ноября
    Во сколько вам удобно?
      [— Утро —]
      [10:00] [10:30] [11:00] [11:30]
      [— День —]
      [12:00] [12:30] [13:00] [15:00]
      [15:30] [16:00] [16:30]
      [— Вечер —]
      [17:00] [17:30] [18:00] [18:30]
      [19:00]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("15:30"), @"
    ~ Перенести запись?
    Было: завтра, вт 24 ноября, 15:00
    Станет:
    Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:30
    1 ч, 1 500 ₽

    Держим это время для вас до 09:10.
      [Подтвердить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Подтвердить"), @"
    ! Запись перенесена
    ~ Запись № 1 — в сообщении ниже.
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:30
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 13:30.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    assert_eq!(anna.live_messages(), 1, "the card further up has no buttons any more");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    🔔 Клиент перенёс запись
    Было: вт 24 ноября, 15:00

    ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:30
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-89 — введён вручную
    Изменил клиент: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn the_old_time_stays_theirs_until_the_new_one_is_taken() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    anna.presses("Перенести");
    anna.presses("25");
    anna.presses("12:00");
    for (day, time) in [("24", "15:00"), ("25", "12:00")] {
        let mut boris = world.client(BORIS);
        boris.says("/start");
        boris.presses("Записаться");
        boris.presses("Стрижка");
        boris.presses("Мария");
        assert!(!boris.presses(day).contains(time), "both times are theirs");
    }
    let mut anna = world.client(ANNA);
    anna.presses("Подтвердить");
    choose_tuesday(&mut world, BORIS);
    assert!(world.client(BORIS).sees().contains("Как вас зовут"), "the old time is free");
}

#[test]
fn a_move_is_called_off_on_each_step_and_leaves_the_booking_as_it_was() {
    for presses in [vec!["Перенести"], vec!["Перенести", "25"], vec!["Перенести", "25", "12:00"]]
    {
        for last in ["Отмена", "отмена"] {
            let mut world = booked();
            let mut anna = world.client(ANNA);
            for words in &presses {
                anna.presses(words);
            }
            let seen = if last == "Отмена" { anna.presses(last) } else { anna.says(last) };
            assert!(seen.contains("✅ Вы записаны") && seen.contains("вт 24 ноября, 15:00"), "{seen}");
            assert_eq!(anna.live_messages(), 1, "{presses:?}");
            assert_eq!(world.engine().writer().hold_of(ANNA.into()).unwrap(), None);
        }
    }
}

#[test]
fn back_leads_from_a_move_to_the_card_step_by_step() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    for words in ["Перенести", "25", "12:00"] {
        anna.presses(words);
    }
    assert!(anna.presses("Назад").contains("Во сколько"));
    assert!(anna.presses("Назад").contains("На какой день"));
    assert!(anna.presses("Назад").contains("К кому"), "another specialist may do it");
    assert!(anna.presses("Назад").contains("✅ Вы записаны"));
}

#[test]
fn another_specialist_takes_over_at_their_own_price() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    anna.presses("Перенести");
    anna.presses("Назад");
    anna.presses("Вера");
    anna.presses("25");
    anna.presses("09:00");
    assert!(anna.presses("Подтвердить").contains("Стрижка, Вера"));
}

#[test]
fn what_an_admin_must_confirm_waits_again_after_a_move() {
    let mut world = World::new();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let mut olga = world.admin(OLGA);
    for words in ["/start", PIN, PIN] {
        olga.says(words);
    }
    olga.presses("Ждут");
    olga.presses("Анна");
    olga.presses("Подтвердить");
    let mut anna = world.client(ANNA);
    anna.presses("Перенести");
    anna.presses("25");
    assert_snapshot!(anna.presses("10:00"), @"
    ~ Перенести запись?
    Было: завтра, вт 24 ноября, 15:00
    Станет:
    Окрашивание, Мария
    🕒 ср 25 ноября, 10:00
    2 ч, 4 500 ₽
    Новое время подтвердит администратор, и мы сразу напишем вам сюда.

    Держим это время для вас до 09:10.
      [Подтвердить]
      [‹ Назад] [Отмена]
    ");
    anna.presses("Подтвердить");
    assert_eq!(status(&world, 1), Status::Pending);
    world.pass(TimeDelta::hours(25));
    assert_eq!(status(&world, 1), Status::Expired, "nobody confirmed the new time");
}

#[test]
fn what_an_admin_does_meanwhile_is_told_and_not_overwritten() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    anna.presses("Перенести");
    anna.presses("25");
    anna.presses("12:00");
    let tx = world.engine().writer();
    let (admin, now) = (Actor::Admin(OLGA.into()), world.now());
    tx.set_booking_status(1.into(), 1, Status::Cancelled, None, admin, now).unwrap();
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Подтвердить"), @"
    ! Запись уже изменилась — вот как сейчас
    ~ Запись № 1 — в сообщении ниже.
    ~ ❌ Запись отменена

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
      [Записаться снова]
      [Меню]
    ");
    assert_eq!(status(&world, 1), Status::Cancelled);
}

#[test]
fn a_time_that_is_lost_meanwhile_leaves_the_booking_where_it_was() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    anna.presses("Перенести");
    anna.presses("25");
    anna.presses("12:00");
    world.pass(TimeDelta::minutes(11));
    let mut boris = world.client(BORIS);
    for words in ["Записаться", "Стрижка", "Мария", "25", "12:00", "Даю согласие"]
    {
        if words == "Записаться" {
            boris.says("/start");
        }
        boris.presses(words);
    }
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Подтвердить"), @"
    ! Это время только что заняли
    ~ К сожалению, на ср 25 ноября, 12:00 записаться уже нельзя. Вот ближайшее свободное время:
      [ср 25 ноября, 10:30]
      [ср 25 ноября, 11:00]
      [ср 25 ноября, 13:00]
      [‹ Назад] [Отмена]
    ");
    let booking = world.engine().writer().booking(1.into()).unwrap().unwrap().booking;
    assert_eq!(booking.visit.start().to_rfc3339(), "2026-11-24T12:00:00+00:00");
}

#[test]
fn too_late_it_is_explained() {
    let mut world = booked();
    world.jump("2026-11-24T10:30:00Z".parse().unwrap());
    let seen = world.client(ANNA).presses("Перенести");
    assert!(seen.contains("не позже чем за 2 часа до визита"), "{seen}");
}

#[test]
fn who_moves_a_booking_back_and_forth_is_asked_to_call() {
    let mut world = booked();
    for round in 0..10 {
        let mut anna = world.client(ANNA);
        for words in ["Перенести", "25", if round % 2 == 0 { "12:00" } else { "13:00" }, "Подтвердить"]
        {
            anna.presses(words);
        }
    }
    let seen = world.client(ANNA).presses("Перенести");
    assert!(seen.contains("много раз переносили"), "{seen}");
    world.pass(TimeDelta::hours(1));
    world.jump(world.now() + TimeDelta::hours(24));
    assert!(world.client(ANNA).says("/bookings").contains("Ваши записи"));
}
