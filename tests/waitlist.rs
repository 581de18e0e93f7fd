//! The waitlist: joining it, an offer to one after the other, and something earlier (C9).

use chrono::TimeDelta;
use domain::Policy;
use insta::assert_snapshot;

use crate::booking_flow::reach_review;
use crate::world::{ANNA, BORIS, CLARA, OLEG, OLGA, World};

/// A start every hour, so that a visit that is called off frees one start and not three.
pub fn hourly() -> World {
    World::with(hourly_policy())
}

pub fn hourly_policy() -> Policy {
    let mut policy = Policy::default();
    policy.booking.step = TimeDelta::hours(1);
    policy
}

/// Books Maria on Tuesday at 15:00.
pub fn books(world: &mut World, person: i64) {
    reach_review(world, person);
    assert!(world.client(person).presses("Подтвердить").contains("Вы записаны"));
}

/// Agrees to the notice, tells name and phone, and confirms.
pub fn tells(world: &mut World, person: i64) {
    let mut talk = world.client(person);
    talk.presses("Даю согласие");
    talk.says("Анна");
    talk.says("8 912 345-67-89");
    assert!(talk.presses("Подтвердить").contains("Вы записаны"));
}

/// Calls the visit off whose card stands last in the chat.
pub fn calls_off(world: &mut World, person: i64) {
    let mut talk = world.client(person);
    talk.presses("Отменить запись");
    assert!(talk.presses("Да, отменить").contains("Запись отменена"));
}

/// Opens the calendar of Maria.
pub fn opens_calendar(world: &mut World, person: i64) {
    world.client(person).says("/start");
    presses(world, person, &["📅 Записаться", "Стрижка", "Мария"]);
}

/// Waits for Maria on Tuesday afternoon.
pub fn joins(world: &mut World, person: i64) {
    opens_calendar(world, person);
    presses(world, person, &["Встать в лист", "Выбрать день", "24", "День", "Встать в лист"]);
    let talk = world.client(person);
    assert!(talk.sees().contains("Вы в листе ожидания"), "{}", talk.sees());
}

/// Tells name and phone once and for all.
pub fn is_known(world: &mut World, person: i64) {
    books(world, person);
    calls_off(world, person);
}

pub fn has_offer(world: &mut World, person: i64) -> bool {
    world.client(person).sees().contains("Освободилось время")
}

/// Presses one button after the other.
pub fn presses(world: &mut World, person: i64, buttons: &[&str]) {
    for button in buttons {
        world.client(person).presses(button);
    }
}

#[test]
fn a_client_joins_the_waitlist_and_leaves_it() {
    let mut world = hourly();
    opens_calendar(&mut world, ANNA);
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Встать в лист ожидания"), @"
    ~ Стрижка, Мария
    Какие дни вам подойдут?
      [Любой день]
      [На этой неделе]
      [На следующей неделе]
      [Выбрать день]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Выбрать день"), @"
    ~ Стрижка, Мария
    Какой день вам подойдёт?
      [·] [Ноябрь 2026] [›]
      [пн] [вт] [ср] [чт] [пт] [сб] [вс]
      [23] [24] [25] [26] [27] [·] [·]
      [30] [·] [·] [·] [·] [·] [·]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Назад"), @"
    ~ Стрижка, Мария
    Какие дни вам подойдут?
      [Любой день]
      [На этой неделе]
      [На следующей неделе]
      [Выбрать день]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("На следующей неделе"), @"
    ~ Стрижка, Мария
    пн 30 ноября — вс 6 декабря
    В какое время вам удобно?
      [Любое время]
      [Утро, до 12:00]
      [День, с 12:00 до 17:00]
      [Вечер, с 17:00]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Вечер"), @"
    ~ Стрижка, Мария
    пн 30 ноября — вс 6 декабря
    Вечер, с 17:00

    На эти дни есть и свободное время — загляните в календарь.
    Когда время освободится, напишем вам и подержим его 15 минут.
      [Встать в лист ожидания]
      [‹ Назад] [Отмена]
    ");
    assert!(anna.presses("Назад").contains("В какое время"));
    anna.presses("Вечер");
    assert_snapshot!(anna.presses("Встать в лист ожидания"), @"
    ~ ✅ Вы в листе ожидания
    Напишем, как только время освободится.

    Стрижка, Мария
    пн 30 ноября — вс 6 декабря
    Вечер, с 17:00
      [Лист ожидания] [Меню]
    ");
    assert_snapshot!(anna.presses("Лист ожидания"), @"
    ~ Лист ожидания
    Нажмите, чтобы посмотреть или больше не ждать.
      [Стрижка · 30 ноября – 6 декабря]
      [‹ Назад] [Меню]
    ");
    assert_snapshot!(anna.presses("Стрижка"), @"
    ~ Стрижка, Мария
    пн 30 ноября — вс 6 декабря
    Вечер, с 17:00
      [Больше не ждать]
      [‹ Назад] [Меню]
    ");
    assert_snapshot!(anna.presses("Больше не ждать"), @"
    ! Хорошо, больше не ждём
    ~ Сейчас вас нет в листе ожидания.
      [📅 Записаться] [Меню]
    ");
}

#[test]
fn a_client_joins_in_english() {
    let mut world = hourly();
    let mut clara = world.client(CLARA);
    clara.says("/start");
    clara.presses("Book");
    clara.presses("Стрижка");
    clara.presses("Anyone");
    assert_snapshot!(clara.presses("Join the waitlist"), @"
    ~ Стрижка, anyone available
    Which days would suit you?
      [Any day]
      [This week]
      [Next week]
      [Pick a day]
      [‹ Back] [Cancel]
    ");
    assert_snapshot!(clara.presses("Any day"), @"
    ~ Стрижка, anyone available
    Mon 23 November — Fri 22 January
    What time of day suits you?
      [Any time]
      [Morning, before 12:00]
      [Afternoon, 12:00 to 17:00]
      [Evening, from 17:00]
      [‹ Back] [Cancel]
    ");
    assert_snapshot!(clara.presses("Morning"), @"
    ~ Стрижка, anyone available
    Mon 23 November — Fri 22 January
    Morning, before 12:00

    There is free time on these days too — have a look at the calendar.
    When a time opens, we will write to you and hold it for 15 minutes.
      [Join the waitlist]
      [‹ Back] [Cancel]
    ");
    assert_snapshot!(clara.presses("Join the waitlist"), @"
    ~ ✅ You are on the waitlist
    We will write as soon as a time opens.

    Стрижка, anyone available
    Mon 23 November — Fri 22 January
    Morning, before 12:00
      [Waitlist] [Menu]
    ");
    assert!(clara.says("hello").contains("Hello") || clara.sees().contains("What else"));
}

#[test]
fn a_client_waits_for_three_things_at_most() {
    let mut world = hourly();
    for part in ["Утро", "День", "Вечер"] {
        opens_calendar(&mut world, ANNA);
        let mut anna = world.client(ANNA);
        for button in ["Встать в лист", "Любой день", part, "Встать в лист"] {
            anna.presses(button);
        }
    }
    opens_calendar(&mut world, ANNA);
    assert_snapshot!(world.client(ANNA).presses("Встать в лист"), @"
    ~ У вас уже есть 3 места в листе ожидания — больше пока нельзя. Уберите одно из них, если хотите ждать другое время.
      [Лист ожидания] [Меню]
    ");
}

#[test]
fn a_freed_time_is_offered_to_the_first_and_when_they_let_it_pass_to_the_next() {
    let mut world = hourly();
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    joins(&mut world, OLEG);
    assert!(!has_offer(&mut world, BORIS), "nothing is free yet");
    calls_off(&mut world, ANNA);
    assert_snapshot!(world.client(BORIS).sees(), @"
    🔔 Освободилось время: завтра, вт 24 ноября, 15:00

    Стрижка, Мария
    1 ч, 1 500 ₽

    Держим это время для вас до 09:15.
      [Записаться]
      [Не подойдёт]
      [Больше не ждать]
    ");
    assert!(!has_offer(&mut world, OLEG), "one at a time");
    opens_calendar(&mut world, OLGA);
    let day = world.client(OLGA).presses("24");
    assert!(!day.contains("15:00"), "it is held: {day}");
    world.pass(TimeDelta::minutes(15));
    assert_snapshot!(world.client(BORIS).sees(), @"
    Время вт 24 ноября, 15:00 мы уже не держим. Вы остаётесь в листе ожидания: напишем, если освободится другое.
      [Лист ожидания]
      [📅 Записаться] [Меню]
    ");
    assert!(has_offer(&mut world, OLEG), "{}", world.client(OLEG).sees());
    assert_snapshot!(world.client(OLEG).presses("Записаться"), @"
    ~ ✅ Вы в листе ожидания
    Напишем, как только время освободится.

    Стрижка, Мария
    вт 24 ноября
    День, с 12:00 до 17:00
    ~ Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:00
    Держим это время для вас до 09:25.

    Прежде чем записать вас
    Чтобы записать вас и напомнить о визите, Салон «Ромашка» сохранит ваше имя, телефон и записи. Другим мы их не передаём, а по вашей просьбе удалим. Вы согласны?
    Что хранится и зачем: /privacy
      [Даю согласие]
      [‹ Назад] [Отмена]
    ");
    tells(&mut world, OLEG);
    let mut oleg = world.client(OLEG);
    assert!(oleg.presses("Меню").contains("Чем ещё помочь"));
    assert!(!oleg.presses("Мои записи").contains("Лист ожидания"), "who has booked waits no longer");
    world.pass(TimeDelta::hours(1));
    assert!(!has_offer(&mut world, BORIS), "it is gone");
}

#[test]
fn a_declined_time_goes_to_the_next_at_once_and_the_same_one_does_not_come_back() {
    let mut world = hourly();
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    joins(&mut world, OLEG);
    calls_off(&mut world, ANNA);
    assert_snapshot!(world.client(BORIS).presses("Не подойдёт"), @"
    ~ Хорошо, предложим вт 24 ноября, 15:00 другим. Вы остаётесь в листе ожидания: напишем, если освободится другое.
      [Лист ожидания]
      [📅 Записаться] [Меню]
    ");
    assert!(has_offer(&mut world, OLEG));
    let said = world.client(OLEG).presses("Больше не ждать");
    assert_snapshot!(said, @"
    ~ Хорошо, больше не ждём. Встать в лист ожидания снова можно в любой момент.
      [Лист ожидания]
      [📅 Записаться] [Меню]
    ");
    world.pass(TimeDelta::hours(2));
    assert!(!has_offer(&mut world, BORIS) && !has_offer(&mut world, OLEG));
    assert!(world.client(BORIS).says("/bookings").contains("Лист ожидания"), "Boris waits on");
    assert!(!world.client(OLEG).says("/bookings").contains("Лист ожидания"));
}

#[test]
fn nobody_is_asked_in_the_quiet_hours() {
    let mut world = hourly();
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    world.jump("2026-11-23T18:50:00Z".parse().unwrap());
    world.settle();
    calls_off(&mut world, ANNA);
    assert!(!has_offer(&mut world, BORIS), "the offer would reach into the night");
    world.jump("2026-11-24T05:58:00Z".parse().unwrap());
    world.settle();
    assert!(!has_offer(&mut world, BORIS), "it is still quiet");
    world.pass(TimeDelta::minutes(2));
    assert!(has_offer(&mut world, BORIS));
}

#[test]
fn two_freed_times_are_offered_to_two_people_at_once() {
    let mut world = hourly();
    books(&mut world, ANNA);
    let mut anna = world.client(ANNA);
    anna.presses("Меню");
    for button in ["Записаться", "Стрижка", "Мария", "24", "16:00"] {
        anna.presses(button);
    }
    anna.says("Анна");
    anna.says("89123456789");
    anna.presses("Подтвердить");
    joins(&mut world, BORIS);
    joins(&mut world, OLEG);
    joins(&mut world, OLGA);
    let mut anna = world.client(ANNA);
    anna.presses("Отменить запись");
    anna.presses("Да, отменить");
    anna.says("/bookings");
    anna.presses("15:00");
    anna.presses("Отменить запись");
    anna.presses("Да, отменить");
    let offered = |world: &mut World, person| {
        let seen = world.client(person).sees();
        seen.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(offered(&mut world, BORIS), "🔔 Освободилось время: завтра, вт 24 ноября, 16:00");
    assert_eq!(offered(&mut world, OLEG), "🔔 Освободилось время: завтра, вт 24 ноября, 15:00");
    assert!(!has_offer(&mut world, OLGA));
}
