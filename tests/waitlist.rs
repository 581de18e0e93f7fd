//! The waitlist: joining it, an offer to one after the other, and something earlier (C9).

use chrono::TimeDelta;
use domain::{Instant, Policy};
use insta::assert_snapshot;

use crate::booking_flow::reach_review;
use crate::world::{ANNA, BORIS, CLARA, OLEG, World};

/// A start every hour, so that a visit that is called off frees one start and not three.
fn hourly() -> World {
    World::with(hourly_policy())
}

fn hourly_policy() -> Policy {
    let mut policy = Policy::default();
    policy.booking.step = TimeDelta::hours(1);
    policy
}

/// Books Maria on Tuesday at 15:00.
fn books(world: &mut World, person: i64) {
    reach_review(world, person);
    assert!(world.client(person).presses("Подтвердить").contains("Вы записаны"));
}

/// Calls the visit off whose card stands last in the chat.
fn calls_off(world: &mut World, person: i64) {
    let mut talk = world.client(person);
    talk.presses("Отменить запись");
    assert!(talk.presses("Да, отменить").contains("Запись отменена"));
}

/// Opens the calendar of Maria.
fn opens_calendar(world: &mut World, person: i64) {
    let mut talk = world.client(person);
    talk.says("/start");
    for button in ["Записаться", "Стрижка", "Мария"] {
        talk.presses(button);
    }
}

/// Waits for Maria on Tuesday afternoon.
fn joins(world: &mut World, person: i64) {
    opens_calendar(world, person);
    let mut talk = world.client(person);
    for button in ["Встать в лист", "Выбрать день", "24", "День", "Встать в лист"] {
        talk.presses(button);
    }
    assert!(talk.sees().contains("Вы в листе ожидания"), "{}", talk.sees());
}

/// Tells name and phone once and for all.
fn is_known(world: &mut World, person: i64) {
    books(world, person);
    calls_off(world, person);
}

fn has_offer(world: &mut World, person: i64) -> bool {
    world.client(person).sees().contains("Освободилось время")
}

#[test]
fn a_client_joins_the_waitlist_and_leaves_it() {
    let mut world = hourly();
    opens_calendar(&mut world, ANNA);
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Встать в лист ожидания"), @"");
    assert_snapshot!(anna.presses("Выбрать день"), @"");
    assert_snapshot!(anna.presses("Назад"), @"");
    assert_snapshot!(anna.presses("На следующей неделе"), @"");
    assert_snapshot!(anna.presses("Вечер"), @"");
    assert!(anna.presses("Назад").contains("В какое время"));
    anna.presses("Вечер");
    assert_snapshot!(anna.presses("Встать в лист ожидания"), @"");
    assert_snapshot!(anna.presses("Лист ожидания"), @"");
    assert_snapshot!(anna.presses("Стрижка"), @"");
    assert_snapshot!(anna.presses("Больше не ждать"), @"");
}

#[test]
fn a_client_joins_in_english() {
    let mut world = hourly();
    let mut clara = world.client(CLARA);
    clara.says("/start");
    clara.presses("Book");
    clara.presses("Стрижка");
    clara.presses("Anyone");
    assert_snapshot!(clara.presses("Join the waitlist"), @"");
    assert_snapshot!(clara.presses("Any day"), @"");
    assert_snapshot!(clara.presses("Morning"), @"");
    assert_snapshot!(clara.presses("Join the waitlist"), @"");
    assert!(clara.says("hello").contains("Hello") || clara.sees().contains("What else"));
}

#[test]
fn a_freed_time_is_offered_to_the_first_and_when_they_let_it_pass_to_the_next() {
    let mut world = hourly();
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    joins(&mut world, OLEG);
    assert!(!has_offer(&mut world, BORIS), "nothing is free yet");
    calls_off(&mut world, ANNA);
    assert_snapshot!(world.client(BORIS).sees(), @"");
    assert!(!has_offer(&mut world, OLEG), "one at a time");
    opens_calendar(&mut world, CLARA);
    let mut clara = world.client(CLARA);
    clara.presses("24");
    assert!(!clara.sees().contains("15:00"), "it is held: {}", clara.sees());
    world.pass(TimeDelta::minutes(15));
    assert_snapshot!(world.client(BORIS).sees(), @"");
    assert!(has_offer(&mut world, OLEG), "{}", world.client(OLEG).sees());
    assert_snapshot!(world.client(OLEG).presses("Записаться"), @"");
    let mut oleg = world.client(OLEG);
    oleg.says("Олег");
    oleg.says("+7 912 345-67-80");
    assert!(oleg.presses("Подтвердить").contains("Вы записаны"));
    assert!(oleg.presses("Меню").contains("Чем ещё помочь"));
    assert!(!oleg.presses("Мои записи").contains("Лист ожидания"), "who has booked waits no longer");
    world.pass(TimeDelta::hours(1));
    assert!(!has_offer(&mut world, BORIS), "it is gone");
}

#[test]
fn who_is_known_books_an_offer_with_one_press() {
    let mut world = hourly();
    is_known(&mut world, BORIS);
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    calls_off(&mut world, ANNA);
    assert_snapshot!(world.client(BORIS).presses("Записаться"), @"");
}

#[test]
fn a_declined_time_goes_to_the_next_at_once_and_the_same_one_does_not_come_back() {
    let mut world = hourly();
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    joins(&mut world, OLEG);
    calls_off(&mut world, ANNA);
    assert_snapshot!(world.client(BORIS).presses("Не подойдёт"), @"");
    assert!(has_offer(&mut world, OLEG));
    let said = world.client(OLEG).presses("Больше не ждать");
    assert_snapshot!(said, @"");
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
fn an_offer_outlives_a_restart_and_so_does_its_end() {
    let mut world = hourly();
    is_known(&mut world, BORIS);
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    joins(&mut world, OLEG);
    calls_off(&mut world, ANNA);
    assert!(has_offer(&mut world, BORIS));
    world.restart();
    opens_calendar(&mut world, CLARA);
    assert!(!world.client(CLARA).presses("24").contains("15:00"), "it is still held");
    world.jump(world.now() + TimeDelta::minutes(16));
    world.restart();
    assert!(world.client(BORIS).sees().contains("уже не держим"), "{}", world.client(BORIS).sees());
    assert!(has_offer(&mut world, OLEG));
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
    joins(&mut world, CLARA_IN_RUSSIAN);
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
    assert!(!has_offer(&mut world, CLARA_IN_RUSSIAN));
}

/// An admin is a client too.
const CLARA_IN_RUSSIAN: i64 = crate::world::OLGA;

#[test]
fn who_waits_for_something_earlier_moves_with_one_press() {
    let mut world = hourly();
    books(&mut world, ANNA);
    let mut boris = world.client(BORIS);
    boris.says("/start");
    for button in ["Записаться", "Стрижка", "Мария", "24", "17:00"] {
        boris.presses(button);
    }
    boris.says("Борис");
    boris.says("89123456780");
    boris.presses("Подтвердить");
    assert_snapshot!(boris.presses("Сообщить, если освободится раньше"), @"");
    assert!(boris.presses("Больше не сообщать").contains("Сообщить, если"));
    boris.presses("Сообщить, если");
    calls_off(&mut world, ANNA);
    assert_snapshot!(world.client(BORIS).sees(), @"");
    assert_snapshot!(world.client(BORIS).presses("Перенести запись"), @"");
    opens_calendar(&mut world, ANNA);
    let day = world.client(ANNA).presses("24");
    assert!(day.contains("17:00") && !day.contains("15:00"), "{day}");
}

#[test]
fn a_press_on_an_offer_that_is_over_forged_or_another_s_changes_nothing_and_is_answered() {
    let mut world = hourly();
    is_known(&mut world, BORIS);
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    calls_off(&mut world, ANNA);
    let (data, message) = (world.client(BORIS).data("Записаться"), world.client(BORIS).last_message());
    let mut clara = world.client(CLARA);
    clara.says("/start");
    let foreign = clara.last_message();
    assert_eq!(clara.forges(foreign, &data), "! This screen is out of date");
    assert_eq!(clara.forges(foreign, "w999.take"), "! This screen is out of date");
    world.pass(TimeDelta::minutes(15));
    assert_snapshot!(world.client(BORIS).forges(message, &data), @"");
    assert!(!world.client(BORIS).says("/bookings").contains("24 ноября, 15:00"));
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 0);
}

#[test]
fn a_changed_price_is_shown_before_it_is_agreed_to() {
    let mut world = hourly();
    is_known(&mut world, BORIS);
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    calls_off(&mut world, ANNA);
    let mut catalog = world.engine().writer().catalog().unwrap();
    catalog.services[0].price.minor = 200_000;
    world.engine().writer().replace_catalog(&catalog).unwrap();
    assert_snapshot!(world.client(BORIS).presses("Записаться"), @"");
    assert!(world.client(BORIS).presses("Записаться").contains("1 ч · 2 000 ₽"));
}

#[test]
fn an_offer_of_a_specialist_who_is_gone_is_withdrawn() {
    let mut world = hourly();
    is_known(&mut world, BORIS);
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    calls_off(&mut world, ANNA);
    let mut catalog = world.engine().writer().catalog().unwrap();
    catalog.specialists.retain(|specialist| specialist.name != "Мария");
    world.engine().writer().replace_catalog(&catalog).unwrap();
    assert_snapshot!(world.client(BORIS).presses("Записаться"), @"");
}

#[test]
fn an_import_that_opens_hours_is_news_for_those_who_wait() {
    let mut world = hourly();
    opens_calendar(&mut world, BORIS);
    let mut boris = world.client(BORIS);
    for button in ["Встать в лист", "На этой неделе", "Вечер", "Встать в лист"] {
        boris.presses(button);
    }
    let mut catalog = world.engine().writer().catalog().unwrap();
    let maria = &mut catalog.specialists[0];
    maria.hours = Some("Mon-Fri 10:00-14:00, 15:00-21:00".parse().unwrap());
    world.engine().writer().replace_catalog(&catalog).unwrap();
    world.gives(engine::Input::Fact(domain::Fact::CatalogChanged));
    assert!(world.client(BORIS).sees().contains("сегодня, пн 23 ноября, 20:00"), "{}", world.client(BORIS).sees());
}

#[test]
fn what_nobody_tells_is_found_by_the_sweep() {
    let mut world = hourly();
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    let tx = world.engine().writer();
    let view = tx.booking(1.into()).unwrap().unwrap();
    let (status, by) = (domain::Status::Cancelled, domain::Actor::System);
    tx.set_booking_status(view.booking.id, view.booking.version, status, None, by, world.now()).unwrap();
    world.pass(TimeDelta::minutes(11));
    assert!(has_offer(&mut world, BORIS));
}

#[test]
fn who_blocked_the_bot_is_passed_over() {
    let mut world = hourly();
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    joins(&mut world, OLEG);
    let now = world.now();
    world.telegram().block(now, "client", BORIS, true);
    calls_off(&mut world, ANNA);
    assert!(has_offer(&mut world, OLEG));
    let boris = world.engine().writer().client_of(BORIS.into(), now).unwrap();
    assert!(world.engine().writer().waiting_of(boris.id).unwrap().is_empty());
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
    assert_snapshot!(world.client(ANNA).presses("Встать в лист"), @"");
}

#[test]
fn an_offer_ends_in_its_time_though_the_clock_jumps_back() {
    let mut world = hourly();
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    joins(&mut world, OLEG);
    calls_off(&mut world, ANNA);
    let back: Instant = world.now() - TimeDelta::minutes(30);
    world.jump(back);
    world.settle();
    world.pass(TimeDelta::minutes(15));
    assert!(has_offer(&mut world, OLEG), "{}", world.client(BORIS).sees());
}

#[test]
fn an_entry_is_asked_three_times_a_day_at_most() {
    let mut world = hourly();
    opens_calendar(&mut world, BORIS);
    let mut boris = world.client(BORIS);
    for button in ["Встать в лист", "На следующей неделе", "Любое время", "Встать в лист"] {
        boris.presses(button);
    }
    let mut catalog = world.engine().writer().catalog().unwrap();
    catalog.specialists[0].hours = Some("Mon-Sun 10:00-20:00".parse().unwrap());
    world.engine().writer().replace_catalog(&catalog).unwrap();
    world.gives(engine::Input::Fact(domain::Fact::CatalogChanged));
    for _ in 0..3 {
        assert!(has_offer(&mut world, BORIS));
        world.client(BORIS).presses("Не подойдёт");
    }
    assert!(!has_offer(&mut world, BORIS));
    world.pass(TimeDelta::hours(3));
    assert!(!has_offer(&mut world, BORIS));
}
