//! A visit that comes back every week (C13).

use domain::{Money, Service, Status};
use insta::assert_snapshot;

use crate::booking_flow::reach_review;
use crate::moving::booked;
use crate::world::{ANNA, BORIS, CLARA, OLGA, PIN, World};

/// Boris has the time that Anna would have in a week.
fn takes(world: &mut World, person: i64, day: &str, time: &str) {
    let mut talk = world.client(person);
    talk.says("/start");
    for words in ["📅 Записаться", "Стрижка", "Мария", "›", day, time] {
        talk.presses(words);
    }
    if talk.sees().contains("Даю согласие") {
        talk.presses("Даю согласие");
        talk.says("Борис");
        talk.says("89123456780");
    } else {
        talk.presses("Борис");
        talk.presses("+7 912");
    }
    talk.presses("Подтвердить");
}

fn active(world: &World) -> usize {
    let tx = world.engine().writer();
    (1..)
        .map_while(|id: i64| tx.booking(id.into()).unwrap())
        .filter(|view| view.booking.status.is_active())
        .count()
}

#[test]
fn a_booking_comes_back_every_week() {
    let mut world = booked();
    let mut olga = world.admin(OLGA);
    for words in ["/start", PIN, PIN] {
        olga.says(words);
    }
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Повторять каждую неделю"), @"
    + Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    На сколько недель вперёд повторить эту запись?
      [Ещё 2 недели] [Ещё 3 недели]
      [Ещё 4 недели] [Ещё 6 недель]
      [Ещё 8 недель]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Ещё 3 недели"), @"
    ~ Это время свободно на все даты:

    ✅ вт 1 декабря, 15:00
    ✅ вт 8 декабря, 15:00
    ✅ вт 15 декабря, 15:00
      [Дальше ›]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Дальше"), @"
    ~ Записать вас на эти даты?

    Стрижка, Мария
    вт 1 декабря, 15:00
    вт 8 декабря, 15:00
    вт 15 декабря, 15:00

    3 визита, 4 500 ₽
      [Подтвердить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Подтвердить"), @"
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 13:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [📅 В календарь] [Меню]
    ~ ✅ Вы записаны на эти даты:
    вт 1 декабря, 15:00
    вт 8 декабря, 15:00
    вт 15 декабря, 15:00

    Каждую запись можно открыть, перенести или отменить отдельно.
      [🗒 Мои записи] [Меню]
    ");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    🔁 Клиент повторил запись № 1
    Стрижка · Мария
    вт 1 декабря, 15:00
    вт 8 декабря, 15:00
    вт 15 декабря, 15:00
      [Открыть запись]
    ");
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Мои записи"), @"
    ~ Ваши записи
    Нажмите, чтобы открыть.
      [✅ завтра, вт 24 ноября, 15:00 · Стрижка]
      [✅ вт 1 декабря, 15:00 · Стрижка]
      [✅ вт 8 декабря, 15:00 · Стрижка]
      [✅ вт 15 декабря, 15:00 · Стрижка]
      [Меню]
    ");
    assert!(anna.presses("1 декабря").contains("Запись № 2"));
    assert!(anna.says("/start").contains("Здравствуйте"));
    assert!(anna.presses("📅 Записаться").contains("На что"), "a series is one of the bookings that may be");
}

#[test]
fn each_date_that_cannot_be_is_reported_and_skipped_or_moved() {
    for (choice, count) in [("Пропустить эти даты", 2), ("Взять другое время", 3)]
    {
        let mut world = booked();
        takes(&mut world, BORIS, "8", "15:00");
        let mut anna = world.client(ANNA);
        anna.presses("Повторять каждую неделю");
        let report = anna.presses("Ещё 3 недели");
        assert!(report.contains("✖️ вт 8 декабря — занято, можно в 16:00"), "{report}");
        let review = anna.presses(choice);
        assert!(review.contains(&format!("{count} визит")), "{review}");
        anna.presses("Подтвердить");
        assert_eq!(active(&world), 2 + count);
    }
}

#[test]
fn a_date_that_is_taken_before_the_last_press_is_named_and_nothing_is_booked() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    for words in ["Повторять каждую неделю", "Ещё 2 недели", "Дальше"] {
        anna.presses(words);
    }
    takes(&mut world, BORIS, "8", "15:00");
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Подтвердить"), @"
    ~ К сожалению, вт 8 декабря, 15:00 только что заняли, поэтому пока мы вас не записали. Посмотрите, пожалуйста, ещё раз:

    Не на все даты можно записаться в это время:

    ✅ вт 1 декабря, 15:00
    ✖️ вт 8 декабря — занято, можно в 16:00
      [Взять другое время]
      [Пропустить эти даты]
      [‹ Назад] [Отмена]
    ");
    assert_eq!(active(&world), 2);
}

#[test]
fn one_date_is_called_off_or_it_and_all_later_ones() {
    for (button, left) in [("Да, отменить", 3), ("Отменить и все следующие", 1)]
    {
        let mut world = booked();
        let mut anna = world.client(ANNA);
        for words in
            ["Повторять каждую неделю", "Ещё 3 недели", "Дальше", "Подтвердить", "Мои записи", "1 декабря"]
        {
            anna.presses(words);
        }
        anna.presses("Отменить запись");
        anna.presses(button);
        assert_eq!(active(&world), left, "{button}");
    }
}

#[test]
fn a_series_is_called_off_on_each_step_and_led_back() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    for words in ["Повторять каждую неделю", "Ещё 3 недели", "Дальше"] {
        anna.presses(words);
    }
    assert!(anna.presses("Назад").contains("На сколько недель"));
    assert!(anna.presses("Назад").contains("✅ Вы записаны"));
    anna.presses("Повторять каждую неделю");
    assert!(anna.says("отмена").contains("✅ Вы записаны"));
    assert_eq!(active(&world), 1);
}

#[test]
fn two_who_go_for_the_last_seats_of_a_group_get_what_there_is() {
    let mut world = World::new();
    let mut catalog = world.engine().writer().catalog().unwrap();
    let price = Money { minor: 50_000, currency: domain::Currency::RUB };
    let mut class = Service::new(3.into(), "Йога", chrono::TimeDelta::hours(1), price);
    class.seats = 2;
    catalog.services.push(class);
    catalog.specialists[0].services.push(domain::ServiceId::from(3).into());
    world.engine().writer().replace_catalog(&catalog).unwrap();
    for person in [ANNA, BORIS] {
        let mut talk = world.client(person);
        talk.says("/start");
        for words in ["📅 Записаться", "Йога", "24", "15:00", "Даю согласие"] {
            talk.presses(words);
        }
        talk.says("Анна");
        talk.says("89123456789");
        talk.presses("Подтвердить");
        for words in ["Повторять каждую неделю", "Ещё 2 недели", "Дальше"]
        {
            talk.presses(words);
        }
    }
    world.client(ANNA).presses("Подтвердить");
    assert!(
        world.client(BORIS).presses("Подтвердить").contains("Вы записаны на эти даты"),
        "two seats for two"
    );
    let mut clara = world.client(CLARA);
    clara.says("/start");
    for words in ["📅 Book", "Йога", "25", "15:00", "I agree"] {
        clara.presses(words);
    }
    clara.says("Clara");
    clara.says("+447911123456");
    clara.presses("Confirm");
    clara.presses("Move");
    let times = clara.presses("24");
    assert!(!times.contains("[15:00]"), "both seats are taken: {times}");
    let december = world.engine().writer().booking(3.into()).unwrap().unwrap().booking;
    assert_eq!(
        (december.status, december.visit.start().to_rfc3339().as_str()),
        (Status::Confirmed, "2026-12-01T12:00:00+00:00")
    );
}

#[test]
fn a_series_in_english() {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    world.client(ANNA).presses("Подтвердить");
    world.client(ANNA).says("/language");
    world.client(ANNA).presses("English");
    let mut anna = world.client(ANNA);
    anna.says("/bookings");
    anna.presses("Tue 24");
    anna.presses("Repeat every week");
    anna.presses("2 more weeks");
    assert_snapshot!(anna.presses("Next"), @"
    ~ Book these dates?

    Стрижка, Мария
    Tue 1 December, 15:00
    Tue 8 December, 15:00

    2 visits, 3 000 ₽
    🌍 Times are Moscow time (UTC+3)
      [Confirm]
      [‹ Back] [Cancel]
    ");
}

#[test]
fn a_price_that_changed_before_the_last_press_is_told() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    for words in ["Повторять каждую неделю", "Ещё 2 недели", "Дальше"] {
        anna.presses(words);
    }
    let mut catalog = world.engine().writer().catalog().unwrap();
    catalog.services[0].price = Money { minor: 200_000, ..catalog.services[0].price };
    world.engine().writer().replace_catalog(&catalog).unwrap();
    let mut anna = world.client(ANNA);
    let seen = anna.presses("Подтвердить");
    assert!(seen.contains("изменились") && seen.contains("4\u{a0}000\u{a0}₽"), "{seen}");
    assert_eq!(active(&world), 1);
    world.client(ANNA).presses("Подтвердить");
    assert_eq!(active(&world), 3);
}

#[test]
fn a_date_that_is_moved_to_another_week_counts_by_itself() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    for words in
        ["Повторять каждую неделю", "Ещё 2 недели", "Дальше", "Подтвердить", "Мои записи", "1 декабря"]
    {
        anna.presses(words);
    }
    for words in ["Перенести", "25", "12:00", "Подтвердить"] {
        anna.presses(words);
    }
    let series = |id: i64| world.engine().writer().booking(id.into()).unwrap().unwrap().series;
    assert_eq!((series(1), series(2), series(3)), (Some(1.into()), None, Some(1.into())));
}
