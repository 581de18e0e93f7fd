//! What becomes of a chosen time and of a booking: holds, cards, the menu beside them (C1, C4, C6, C7, C14).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::booking_flow::{choose_tuesday, reach_review};
use crate::world::{ANNA, BORIS, World};

#[test]
fn a_held_time_is_not_offered_and_a_late_press_names_the_nearest_three() {
    let mut world = World::new();
    let mut boris = world.client(BORIS);
    boris.says("/start");
    boris.presses("Записаться");
    boris.presses("Стрижка");
    boris.presses("Мария");
    boris.presses("24");
    choose_tuesday(&mut world, ANNA);
    let mut boris = world.client(BORIS);
    assert_snapshot!(boris.presses("15:00"), @"
    ! Это время только что заняли
    ~ К сожалению, на завтра, вт 24 ноября, 15:00 записаться уже нельзя. Вот ближайшее свободное время:
      [завтра, вт 24 ноября, 13:00]
      [завтра, вт 24 ноября, 16:00]
      [завтра, вт 24 ноября, 16:30]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(boris.presses("16:00"), @"
    ~ Стрижка, Мария
    🕒 завтра, вт 24 ноября, 16:00
    Держим это время для вас до 09:10.

    Прежде чем записать вас
    Чтобы записать вас и напомнить о визите, Салон «Ромашка» сохранит ваше имя, телефон и записи. Другим мы их не передаём, а по вашей просьбе удалим. Вы согласны?
    Что хранится и зачем: /privacy
      [Даю согласие]
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn an_ended_hold_is_told_and_the_time_can_still_be_taken_if_it_is_free() {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    world.pass(TimeDelta::minutes(11));
    assert_snapshot!(world.client(ANNA).sees(), @"
    Всё верно?

    Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:00
    1 ч, 1 500 ₽
    👤 Анна, +7 912 345-67-89

    Мы больше не держим это время. Подтвердите запись: если оно ещё свободно, оно ваше.
      [Подтвердить]
      [Добавить комментарий]
      [Другое время]
      [‹ Назад] [Отмена]
    ");
    assert!(world.client(ANNA).presses("Подтвердить").contains("Вы записаны"));
}

#[test]
fn an_ended_hold_leaves_the_time_to_others() {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    world.pass(TimeDelta::minutes(11));
    reach_review(&mut world, BORIS);
    assert!(world.client(BORIS).presses("Подтвердить").contains("Вы записаны"));
    assert_snapshot!(world.client(ANNA).presses("Подтвердить"), @"
    ! Это время только что заняли
    ~ К сожалению, на завтра, вт 24 ноября, 15:00 записаться уже нельзя. Вот ближайшее свободное время:
      [завтра, вт 24 ноября, 13:00]
      [завтра, вт 24 ноября, 16:00]
      [завтра, вт 24 ноября, 16:30]
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn typing_does_not_prolong_a_hold() {
    let mut world = World::new();
    choose_tuesday(&mut world, ANNA);
    for _ in 0..4 {
        world.pass(TimeDelta::minutes(3));
        world.client(ANNA).says("😀");
    }
    choose_tuesday(&mut world, BORIS);
    assert!(world.client(BORIS).sees().contains("Как вас зовут"), "Boris can have it");
}

#[test]
fn a_dialogue_left_alone_is_closed_and_its_time_is_free() {
    let mut world = World::new();
    world.client(ANNA).says("/start");
    choose_tuesday(&mut world, ANNA);
    world.client(ANNA).says("Анна");
    let seen = world.client(ANNA).then(|_, _, _, _| {});
    assert_eq!(seen, "", "nothing happens by itself yet");
    world.pass(TimeDelta::minutes(31));
    assert_snapshot!(world.client(ANNA).sees(), @"
    Вы давно не отвечали, поэтому пока прервёмся: выбранное время снова свободно. Начните снова, когда будет удобно.
      [📅 Записаться] [Меню]
    ");
    assert!(world.client(ANNA).says("Анна").contains("Чем ещё помочь"), "the next message starts clean");
}

#[test]
fn a_start_that_passed_meanwhile_is_refused() {
    let mut policy = domain::Policy::default();
    policy.booking.min_notice = TimeDelta::zero();
    policy.booking.hold = TimeDelta::hours(3);
    policy.dialogue_ttl = TimeDelta::hours(3);
    let mut world = World::with(policy);
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.presses("Записаться");
    anna.presses("Стрижка");
    anna.presses("Мария");
    anna.presses("23");
    anna.presses("10:00");
    anna.presses("Даю согласие");
    anna.says("Анна");
    anna.says("89123456789");
    world.pass(TimeDelta::minutes(61));
    assert_snapshot!(world.client(ANNA).presses("Подтвердить"), @"
    ! На это время уже нельзя записаться
    ~ К сожалению, на сегодня, пн 23 ноября, 10:00 записаться уже нельзя. Вот ближайшее свободное время:
      [сегодня, пн 23 ноября, 10:30]
      [сегодня, пн 23 ноября, 11:00]
      [сегодня, пн 23 ноября, 11:30]
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn a_client_cancels_in_time_and_not_later() {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    let mut anna = world.client(ANNA);
    anna.presses("Подтвердить");
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
    assert!(anna.presses("Нет, оставить").contains("Вы записаны"));
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
    reach_review(&mut world, BORIS);
    world.client(BORIS).presses("Подтвердить");
    world.jump("2026-11-24T10:30:00Z".parse().unwrap());
    world.settle();
    assert_snapshot!(world.client(BORIS).presses("Отменить запись"), @"
    ! Отменить или перенести запись можно не позже чем за 2 часа до визита. Позвоните нам, пожалуйста.
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 2
      [👍 Приду]
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
}

#[test]
fn no_more_bookings_than_the_business_allows() {
    let mut policy = domain::Policy::default();
    policy.booking.max_active_per_client = 1;
    let mut world = World::with(policy);
    reach_review(&mut world, ANNA);
    let mut anna = world.client(ANNA);
    anna.presses("Подтвердить");
    anna.presses("Меню");
    assert_snapshot!(anna.presses("Записаться"), @"
    ~ У вас уже есть предстоящая запись — больше пока нельзя. Отмените её, если хотите записаться на другое время.
      [🗒 Мои записи]
      [Меню]
    ");
    assert_snapshot!(anna.presses("Мои записи"), @"
    ~ Ваши записи
    Нажмите, чтобы открыть.
      [✅ завтра, вт 24 ноября, 15:00 · Стрижка]
      [Меню]
    ");
}

#[test]
fn the_menu_shows_prices_contacts_and_languages() {
    let mut world = World::new();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    assert_snapshot!(anna.presses("Цены"), @"
    ~ Услуги и цены

    Стрижка
    1 500 ₽ · 1 ч
    Окрашивание
    4 500 ₽ · 2 ч
      [📅 Записаться] [Меню]
    ");
    anna.presses("Меню");
    assert_snapshot!(anna.presses("Контакты"), @"
    ~ Салон «Ромашка»
    Адрес и телефон пока не указаны.
      [📅 Записаться] [Меню]
    ");
    anna.presses("Меню");
    assert_snapshot!(anna.presses("Язык"), @"
    ~ На каком языке вам удобнее?
      [Русский]
      [English]
      [‹ Назад]
    ");
    assert_snapshot!(anna.presses("English"), @"
    ! Language: English
    ~ Салон «Ромашка»
    What else can we do for you?
      [📅 Book]
      [🗒 My bookings] [My data]
      [Prices] [Contacts]
      [About us] [Language · Язык]
    ");
    assert!(anna.says("/start").contains("Hello"), "the language is kept");
}

#[test]
fn a_deep_link_opens_a_service_and_remembers_the_source() {
    let mut world = World::new();
    assert!(world.client(ANNA).says("/start s_1").contains("К кому вас записать"));
    assert!(world.client(ANNA).says("/start s_999").contains("На эту услугу сейчас не записываем"));
    assert!(world.client(BORIS).says("/start instagram").contains("Здравствуйте"));
}
