//! My bookings: past ones, another comment, a reason, the same once more (C7).

use chrono::TimeDelta;
use domain::{Money, Status};
use insta::assert_snapshot;

use crate::booking_flow::reach_review;
use crate::moving::booked;
use crate::world::{ANNA, BORIS, OLGA, PIN, World};

#[test]
fn a_booking_is_called_off_with_a_reason_that_the_admins_read() {
    let mut world = booked();
    let mut olga = world.admin(OLGA);
    for words in ["/start", PIN, PIN] {
        olga.says(words);
    }
    let mut anna = world.client(ANNA);
    anna.presses("Отменить запись");
    assert_snapshot!(anna.presses("Другая причина"), @"
    + Напишите в двух словах, почему отменяете запись, — и я сразу её отменю.
      [‹ Назад]
    ");
    assert_snapshot!(anna.says("Уезжаю <завтра>"), @"
    ~ Запись № 1 — в сообщении ниже.
    ~ Запись № 1 — в сообщении ниже.
    + ❌ Запись отменена

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
    Причина: Уезжаю <завтра>
      [Записаться снова]
      [Меню]
    ");
    assert_eq!(anna.live_messages(), 1);
    assert!(world.admin(OLGA).sees().contains("Уезжаю <завтра>"));
}

#[test]
fn a_reason_on_a_button_takes_one_press() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    anna.presses("Отменить запись");
    let seen = anna.presses("Болею");
    assert!(seen.contains("Запись отменена") && seen.contains("Причина: Болею"), "{seen}");
}

#[test]
fn who_thinks_better_of_it_keeps_the_booking() {
    for words in ["Назад", "отмена", "стоп"] {
        let mut world = booked();
        let mut anna = world.client(ANNA);
        anna.presses("Отменить запись");
        anna.presses("Другая причина");
        let seen = if words == "Назад" { anna.presses(words) } else { anna.says(words) };
        assert!(seen.contains("✅ Вы записаны"), "{words}: {seen}");
    }
}

#[test]
fn the_comment_is_changed_and_taken_away_again() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Добавить комментарий"), @"
    + Напишите комментарий к записи, до 500 знаков.
      [‹ Назад]
    ");
    assert!(anna.says(&"я".repeat(501)).contains("слишком длинный"));
    assert_snapshot!(anna.says("Приду с собакой"), @"
    ~ Запись № 1 — в сообщении ниже.
    ~ Запись № 1 — в сообщении ниже.
    + ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
    💬 Приду с собакой
    Отменить или перенести можно до вт 24 ноября, 13:00.
      [Перенести] [Отменить запись]
      [Изменить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    assert_snapshot!(anna.presses("Изменить комментарий"), @"
    + Напишите комментарий к записи, до 500 знаков.

    💬 Приду с собакой
      [Без комментария]
      [‹ Назад]
    ");
    anna.presses("Без комментария");
    assert!(!anna.sees().contains("💬"), "{}", anna.sees());
    world.jump("2026-11-24T12:00:00Z".parse().unwrap());
    let seen = world.client(ANNA).presses("Добавить комментарий");
    assert!(seen.contains("Визит уже начался"), "{seen}");
}

#[test]
fn past_bookings_have_a_list_of_their_own() {
    let mut world = booked();
    assert!(!world.client(ANNA).says("/bookings").contains("Прошлые"), "there are none");
    world.jump("2026-11-25T06:00:00Z".parse().unwrap());
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.says("/bookings"), @"
    ~ Ваши записи
    Нажмите, чтобы открыть.
    + Предстоящих записей нет.
      [Прошлые записи]
      [📅 Записаться] [Меню]
    + Как всё прошло?
    Стрижка, Мария
    🕒 вт 24 ноября, 15:00

    Поставьте, пожалуйста, оценку.
      [★★★★★ Отлично]
      [★★★★ Хорошо]
      [★★★ Нормально]
      [★★ Плохо]
      [★ Очень плохо]
      [Меню]
    ");
    assert_snapshot!(anna.presses("Прошлые записи"), @"
    ~ Прошлые записи
    Нажмите, чтобы открыть или записаться снова.
      [✔️ вт 24 ноября, 15:00 · Стрижка]
      [‹ Назад] [Меню]
    ");
    assert_snapshot!(anna.presses("Стрижка"), @"
    ~ Запись № 1 — в сообщении ниже.
    + ✔️ Визит прошёл

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
      [Записаться снова]
      [Меню]
    ");
}

#[test]
fn the_same_is_booked_again_with_two_presses() {
    let mut world = booked();
    world.jump("2026-11-25T06:00:00Z".parse().unwrap());
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.says("/start"), @"
    + Салон «Ромашка»
    Здравствуйте! Запишу вас за минуту — выберите, что нужно.
      [📅 Записаться]
      [🔁 Как в прошлый раз: Стрижка, Мария]
      [🗒 Мои записи] [Мои данные]
      [Цены] [Контакты]
      [О нас] [Язык · Language]
    + Как всё прошло?
    Стрижка, Мария
    🕒 вт 24 ноября, 15:00

    Поставьте, пожалуйста, оценку.
      [★★★★★ Отлично]
      [★★★★ Хорошо]
      [★★★ Нормально]
      [★★ Плохо]
      [★ Очень плохо]
      [Меню]
    ");
    assert_snapshot!(anna.presses("Как в прошлый раз"), @"
    ~ Всё верно?

    Стрижка, Мария
    🕒 вт 1 декабря, 15:00
    1 ч, 1 500 ₽
    👤 Анна, +7 912 345-67-89

    Держим это время для вас до 09:10.
      [Подтвердить]
      [Добавить комментарий]
      [Другое время]
      [‹ Назад] [Отмена]
    ");
    assert!(anna.presses("Подтвердить").contains("Вы записаны"));
    let again = world.engine().writer().booking(2.into()).unwrap().unwrap().booking;
    assert_eq!(again.visit.start().to_rfc3339(), "2026-12-01T12:00:00+00:00", "the same time, a week later");
}

#[test]
fn when_the_same_time_is_taken_the_soonest_is_proposed_and_another_can_be_chosen() {
    let mut world = booked();
    let mut catalog = world.engine().writer().catalog().unwrap();
    for specialist in &mut catalog.specialists {
        specialist.hours = Some("Wed-Fri 10:00-14:00".parse().unwrap());
    }
    world.engine().writer().replace_catalog(&catalog).unwrap();
    let mut anna = world.client(ANNA);
    anna.presses("Меню");
    let seen = anna.presses("Как в прошлый раз");
    assert!(seen.contains("ср 25 ноября, 10:00"), "{seen}");
    assert!(anna.presses("Другое время").contains("Во сколько"));
    assert_snapshot!(anna.presses("11:00"), @"
    ~ Всё верно?

    Стрижка, Мария
    🕒 ср 25 ноября, 11:00
    1 ч, 1 500 ₽
    👤 Анна, +7 912 345-67-89

    Держим это время для вас до 09:10.
      [Подтвердить]
      [Добавить комментарий]
      [Другое время]
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn what_is_no_longer_offered_is_not_proposed() {
    let mut world = booked();
    let mut catalog = world.engine().writer().catalog().unwrap();
    catalog.specialists.retain(|specialist| specialist.name != "Мария");
    world.engine().writer().replace_catalog(&catalog).unwrap();
    let mut anna = world.client(ANNA);
    assert!(!anna.says("/start").contains("Как в прошлый раз"), "Мария has left");
}

#[test]
fn a_price_that_changed_before_the_last_press_is_told() {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    let mut catalog = world.engine().writer().catalog().unwrap();
    catalog.services[0].price = Money { minor: 180_000, ..catalog.services[0].price };
    world.engine().writer().replace_catalog(&catalog).unwrap();
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Подтвердить"), @"
    ~ Пока вы оформляли запись, цена или длительность изменились. Посмотрите, пожалуйста, ещё раз.

    Всё верно?

    Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:00
    1 ч, 1 800 ₽
    👤 Анна, +7 912 345-67-89

    Держим это время для вас до 09:10.
      [Подтвердить]
      [Добавить комментарий]
      [Другое время]
      [‹ Назад] [Отмена]
    ");
    assert!(anna.presses("Подтвердить").contains("1\u{a0}800\u{a0}₽"));
}

#[test]
fn what_was_told_is_not_asked_again_when_the_time_was_taken() {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    world.pass(TimeDelta::minutes(11));
    reach_review(&mut world, BORIS);
    world.client(BORIS).presses("Подтвердить");
    let mut anna = world.client(ANNA);
    assert!(anna.presses("Подтвердить").contains("записаться уже нельзя"));
    let seen = anna.presses("16:00");
    assert!(seen.contains("Всё верно?") && seen.contains("👤 Анна"), "{seen}");
    anna.presses("Подтвердить");
    let booking = world.engine().writer().booking(2.into()).unwrap().unwrap().booking;
    assert_eq!(booking.status, Status::Confirmed);
}
