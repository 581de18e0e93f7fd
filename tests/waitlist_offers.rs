//! What becomes of an offer of the waitlist, and who is not asked (C9).

use chrono::TimeDelta;
use domain::Instant;
use insta::assert_snapshot;

use crate::waitlist::{
    books, calls_off, has_offer, hourly, hourly_policy, is_known, joins, opens_calendar, presses, tells,
};
use crate::world::{ANNA, BORIS, CLARA, OLEG, OLGA};

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
    Отменить или перенести можно до вт 24 ноября, 13:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
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
    assert_eq!(clara.forges(foreign, &data), "! This button no longer works");
    assert_eq!(clara.forges(foreign, "w999.take"), "! This button no longer works");
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
    Отменить или перенести можно до вт 24 ноября, 13:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
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
    ~ Предложение на вт 24 ноября, 15:00 больше не действует.
      [Лист ожидания]
      [📅 Записаться] [Меню]
    ");
}

#[test]
fn an_import_that_opens_hours_is_news_for_those_who_wait() {
    let mut world = hourly();
    opens_calendar(&mut world, BORIS);
    presses(&mut world, BORIS, &["Встать в лист", "На этой неделе", "Вечер", "Встать в лист"]);
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
fn after_a_start_the_line_is_asked_whatever_became_of_its_job() {
    let mut world = hourly();
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    let tx = world.engine().writer();
    tx.unschedule("client", "waitlist").unwrap();
    let view = tx.booking(1.into()).unwrap().unwrap();
    let (status, by) = (domain::Status::Cancelled, domain::Actor::System);
    tx.set_booking_status(view.booking.id, view.booking.version, status, None, by, world.now()).unwrap();
    world.restart();
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
    presses(&mut world, BORIS, &["Встать в лист", "На следующей неделе", "Любое время", "Встать в лист"]);
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

#[test]
fn an_offer_leaves_a_conversation_alone_that_goes_on_beside_it() {
    let mut world = hourly();
    is_known(&mut world, BORIS);
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    opens_calendar(&mut world, BORIS);
    presses(&mut world, BORIS, &["25", "10:00"]);
    calls_off(&mut world, ANNA);
    let taken = world.client(BORIS).presses("Записаться");
    assert!(taken.contains("Вы записаны") && taken.contains("вт 24 ноября, 15:00"), "{taken}");
    let said = world.client(BORIS).says("Борис");
    assert!(said.contains("По какому номеру"), "{said}");
}

#[test]
fn who_begins_to_book_an_offer_and_gives_up_waits_on() {
    let mut world = hourly();
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    calls_off(&mut world, ANNA);
    presses(&mut world, BORIS, &["Записаться", "Отмена"]);
    assert!(world.client(BORIS).presses("Мои записи").contains("Лист ожидания"));
    opens_calendar(&mut world, OLGA);
    assert!(world.client(OLGA).presses("24").contains("15:00"), "the time is free");
}

#[test]
fn who_may_not_book_more_hears_so_and_keeps_the_time_for_a_while() {
    let mut policy = hourly_policy();
    policy.booking.max_active_per_client = 1;
    let mut world = crate::world::World::with(policy);
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    calls_off(&mut world, ANNA);
    let offer = world.client(BORIS).data("Записаться");
    let message = world.client(BORIS).last_message();
    opens_calendar(&mut world, BORIS);
    presses(&mut world, BORIS, &["25", "10:00"]);
    tells(&mut world, BORIS);
    assert_snapshot!(world.client(BORIS).forges(message, &offer), @"
    + У вас уже есть предстоящая запись — больше пока нельзя. Отмените её, если хотите записаться на другое время.
      [🗒 Мои записи]
      [Меню]
    ");
    calls_off(&mut world, BORIS);
    assert!(world.client(BORIS).forges(message, &offer).contains("Вы записаны"));
}

#[test]
fn a_long_line_is_gone_along_in_parts() {
    let mut world = hourly();
    books(&mut world, ANNA);
    let tx = world.engine().writer();
    let sunday: chrono::NaiveDate = "2026-11-29".parse().unwrap();
    for person in 1000..1045 {
        let client = tx.client_of(person.into(), world.now()).unwrap().id;
        let new = store::waitlist::NewWaitlistEntry {
            client,
            services: &[1.into()],
            specialist: None,
            dates: (sunday, sunday),
            part: domain::PartOfDay::Any,
        };
        tx.join_waitlist(&new, &[], world.now()).unwrap();
    }
    joins(&mut world, BORIS);
    calls_off(&mut world, ANNA);
    for _ in 0..3 {
        world.settle();
    }
    assert!(has_offer(&mut world, BORIS));
}
