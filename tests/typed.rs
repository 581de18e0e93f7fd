//! Words that are typed where buttons stand, and why a day has no time (C14, A16).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::booking_flow::reach_review;
use crate::world::{ANNA, BORIS, CLARA, World};

/// Anna chooses a day for a haircut with Мария. It is Monday, 2026-11-23, 09:00.
fn at_the_day() -> World {
    let mut world = World::new();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.says("записаться");
    anna.says("стрижка");
    anna.says("мария");
    world
}

#[test]
fn service_specialist_day_and_time_can_be_typed() {
    let mut world = at_the_day();
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.says("завтра в 15"), @"
    ~ Стрижка
    На какой день? Точки — это дни без свободного времени.
    + Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:00
    Держим это время для вас до 09:10.

    Прежде чем записать вас
    Чтобы записать вас и напомнить о визите, Салон «Ромашка» сохранит ваше имя, телефон и записи. Другим мы их не передаём, а по вашей просьбе удалим. Вы согласны?
    Что хранится и зачем: /privacy
      [Даю согласие]
      [‹ Назад] [Отмена]
    ");
    anna.says("даю согласие");
    anna.says("Анна");
    anna.says("89123456789");
    assert!(anna.says("подтвердить").contains("Вы записаны"));
}

#[test]
fn a_day_alone_shows_its_times_and_a_time_alone_is_taken_on_that_day() {
    let mut world = at_the_day();
    let mut anna = world.client(ANNA);
    assert!(anna.says("в среду").contains("ср 25 ноября\nВо сколько"));
    assert!(anna.says("16:30").contains("ср 25 ноября, 16:30"));
}

#[test]
fn on_the_day_s_step_a_time_alone_wants_its_day() {
    let mut world = at_the_day();
    assert_snapshot!(world.client(ANNA).says("в 15:00"), @"+ На какой день? Выберите его в календаре или напишите вместе со временем, например: завтра в 15:00.");
}

#[test]
fn a_typed_time_that_is_not_offered_names_the_nearest() {
    let mut world = at_the_day();
    assert_snapshot!(world.client(ANNA).says("завтра в 14:00"), @"
    ~ Стрижка
    На какой день? Точки — это дни без свободного времени.
    + На завтра, вт 24 ноября, 14:00 записаться нельзя. Вот ближайшее свободное время:
      [завтра, вт 24 ноября, 12:30]
      [завтра, вт 24 ноября, 13:00]
      [завтра, вт 24 ноября, 15:00]
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn later_another_time_can_be_typed_and_what_was_told_stays() {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    let seen = world.client(ANNA).says("послезавтра в 12");
    assert!(seen.contains("Всё верно?") && seen.contains("ср 25 ноября, 12:00"), "{seen}");
}

#[test]
fn a_day_without_a_time_says_why_and_names_the_nearest() {
    let mut world = at_the_day();
    let mut anna = world.client(ANNA);
    let headline = |seen: String| seen.lines().find(|line| line.starts_with('+')).unwrap().to_owned();
    assert_snapshot!(headline(anna.says("в субботу")), @"+ Сб 28 ноября — в этот день Мария не работает. Ближайшее свободное время: пн 30 ноября, 10:00.");
    assert_snapshot!(headline(anna.says("1 июля")), @"+ Чт 1 июля 2027 — так далеко запись ещё не открыта: пока можно записаться до 22 января. Ближайшее свободное время: чт 21 января 2027, 10:00.");
    assert_snapshot!(headline(anna.says("сегодня в 23")), @"+ На сегодня, пн 23 ноября, 23:00 записаться нельзя. Вот ближайшее свободное время:");
    world.jump("2026-11-23T16:30:00Z".parse().unwrap());
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.says("записаться");
    anna.says("стрижка");
    anna.says("мария");
    assert_snapshot!(headline(anna.says("сегодня")), @"+ Сегодня, пн 23 ноября — на этот день уже не записаться. Ближайшее свободное время: завтра, вт 24 ноября, 10:00.");
}

#[test]
fn a_day_that_is_booked_out_says_so_when_its_dot_is_pressed() {
    let mut world = World::new();
    let mut catalog = world.engine().writer().catalog().unwrap();
    catalog.specialists.truncate(1);
    catalog.specialists[0].hours = Some("Tue-Wed 15:00-16:00".parse().unwrap());
    world.engine().writer().replace_catalog(&catalog).unwrap();
    reach_review_alone(&mut world, BORIS);
    let mut clara = world.client(CLARA);
    clara.says("/start");
    clara.presses("Book");
    clara.presses("Стрижка");
    let data = clara.data("25").replace("20261125", "20261124").replace(".day.", ".why.");
    let message = clara.last_message();
    assert_snapshot!(clara.forges(message, &data), @"! Tomorrow, Tue 24 November: all times are taken. The nearest free time: Wed 25 November, 15:00.");
}

/// The only specialist is not asked for.
fn reach_review_alone(world: &mut World, person: i64) {
    let mut talk = world.client(person);
    talk.says("/start");
    for words in ["Записаться", "Стрижка", "24", "15:00", "Даю согласие"] {
        talk.presses(words);
    }
    talk.says("Борис");
    talk.says("89123456780");
    talk.presses("Подтвердить");
}

#[test]
fn an_answer_s_change_is_pointed_out() {
    let mut world = at_the_day();
    let seen = world.client(ANNA).then(|telegram, now, bot, person| {
        telegram.edit_text(now, bot, person, 1, "завтра").unwrap();
    });
    assert_snapshot!(seen, @"+ Изменённые сообщения я не замечаю. Напишите, пожалуйста, ещё раз новым сообщением.");
}

#[test]
fn a_month_s_day_is_typed_as_a_number() {
    let mut world = at_the_day();
    assert!(world.client(ANNA).says("27").contains("пт 27 ноября"));
    world.pass(TimeDelta::minutes(1));
    assert!(world.client(ANNA).says("19").contains("пт 27 ноября, 19:00"), "here a number is an hour");
}
