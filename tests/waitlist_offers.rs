//! What becomes of an offer of the waitlist, and who is not asked (C9).

use chrono::TimeDelta;
use domain::Instant;
use insta::assert_snapshot;

use crate::waitlist::{books, calls_off, has_offer, hourly, is_known, joins, opens_calendar, presses};
use crate::world::{ANNA, BORIS, CLARA, OLEG, OLGA, World};

#[test]
fn who_is_known_books_an_offer_with_one_press() {
    let mut world = hourly();
    is_known(&mut world, BORIS);
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    calls_off(&mut world, ANNA);
    assert_snapshot!(world.client(BORIS).presses("Записаться"), @"
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 3
    Отменить можно до вт 24 ноября, 13:00.
      [Отменить запись]
      [Сообщить, если освободится раньше]
      [Меню]
    ");
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
    opens_calendar(&mut world, OLGA);
    assert!(!world.client(OLGA).presses("24").contains("15:00"), "it is still held");
    world.jump(world.now() + TimeDelta::minutes(16));
    world.restart();
    assert!(world.client(BORIS).sees().contains("уже не держим"), "{}", world.client(BORIS).sees());
    assert!(has_offer(&mut world, OLEG));
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
    assert_snapshot!(world.client(BORIS).forges(message, &data), @"! Это время мы уже не держим");
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
    assert_snapshot!(world.client(BORIS).presses("Записаться"), @"
    ! Цена изменилась — посмотрите, пожалуйста, и нажмите ещё раз
    ~ 🔔 Освободилось время: завтра, вт 24 ноября, 15:00

    Стрижка, Мария
    1 ч, 2 000 ₽

    Держим это время для вас до 09:15.
      [Записаться]
      [Не подойдёт]
      [Больше не ждать]
    ");
    assert_snapshot!(world.client(BORIS).presses("Записаться"), @"
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 2 000 ₽
    Запись № 3
    Отменить можно до вт 24 ноября, 13:00.
      [Отменить запись]
      [Сообщить, если освободится раньше]
      [Меню]
    ");
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
    assert_snapshot!(world.client(BORIS).presses("Записаться"), @"
    ! К сожалению, записаться на это время уже нельзя
    ~ На вт 24 ноября, 15:00 записаться уже нельзя.
      [Лист ожидания]
      [📅 Записаться] [Меню]
    ");
}

#[test]
fn an_import_that_opens_hours_is_news_for_those_who_wait() {
    let mut world = hourly();
    opens_calendar(&mut world, BORIS);
    let mut boris = world.client(BORIS);
    for button in ["Встать в лист", "На этой неделе", "Вечер", "Встать в лист"]
    {
        boris.presses(button);
    }
    let mut catalog = world.engine().writer().catalog().unwrap();
    let maria = &mut catalog.specialists[0];
    maria.hours = Some("Mon-Fri 10:00-14:00, 15:00-21:00".parse().unwrap());
    world.engine().writer().replace_catalog(&catalog).unwrap();
    world.gives(engine::Input::Fact(domain::Fact::CatalogChanged));
    assert!(
        world.client(BORIS).sees().contains("сегодня, пн 23 ноября, 20:00"),
        "{}",
        world.client(BORIS).sees()
    );
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
fn an_offer_ends_in_its_time_though_the_clock_jumps_back() {
    let mut world = hourly();
    world.jump("2026-11-23T09:00:00Z".parse().unwrap());
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
    for button in ["Встать в лист", "На следующей неделе", "Любое время", "Встать в лист"]
    {
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
