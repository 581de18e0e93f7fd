//! Something earlier for who holds a booking (C9).

use insta::assert_snapshot;

use crate::waitlist::{books, calls_off, has_offer, hourly, joins, opens_calendar, presses, tells};
use crate::world::{ANNA, BORIS, CLARA, OLEG, World};

/// Books Maria on Tuesday at 17:00.
fn books_five(world: &mut World, person: i64) {
    opens_calendar(world, person);
    presses(world, person, &["24", "17:00"]);
    tells(world, person);
}

#[test]
fn who_waits_for_something_earlier_moves_with_one_press() {
    let mut world = hourly();
    books(&mut world, ANNA);
    books_five(&mut world, BORIS);
    let mut boris = world.client(BORIS);
    assert_snapshot!(boris.presses("Сообщить о времени пораньше"), @"
    ! Хорошо, сообщим. А уже сейчас свободно: вт 24 ноября, 16:00
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 17:00
    1 ч · 1 500 ₽
    Запись № 2
    Отменить или перенести можно до вт 24 ноября, 15:00.
    🔔 Сообщим, если освободится время раньше.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Не сообщать о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    assert!(boris.presses("Не сообщать").contains("Сообщить о времени"));
    boris.presses("Сообщить о времени");
    calls_off(&mut world, ANNA);
    assert_snapshot!(world.client(BORIS).sees(), @"
    🔔 Можно раньше: завтра, вт 24 ноября, 15:00
    вместо вт 24 ноября, 17:00

    Стрижка, Мария
    1 ч, 1 500 ₽

    Держим это время для вас до 09:15.
      [Перенести запись]
      [Не подойдёт]
      [Больше не ждать]
    ");
    assert_snapshot!(world.client(BORIS).presses("Перенести запись"), @"
    ~ Запись № 2 — в сообщении ниже.
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 2
    Отменить или перенести можно до вт 24 ноября, 13:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    opens_calendar(&mut world, ANNA);
    let day = world.client(ANNA).presses("24");
    assert!(day.contains("17:00") && !day.contains("15:00"), "{day}");
}

#[test]
fn a_client_hears_of_something_earlier_in_english() {
    let mut world = hourly();
    books(&mut world, ANNA);
    let mut clara = world.client(CLARA);
    clara.says("/start");
    for button in ["Book", "Стрижка", "Мария", "24", "17:00", "I agree"] {
        clara.presses(button);
    }
    clara.says("Clara");
    clara.says("+44 20 7946 0958");
    clara.presses("Confirm");
    clara.presses("Tell me about earlier times");
    calls_off(&mut world, ANNA);
    assert_snapshot!(world.client(CLARA).sees(), @"
    🔔 You can come earlier: tomorrow, Tue 24 November, 15:00
    instead of Tue 24 November, 17:00

    Стрижка, Мария
    1 h, 1 500 ₽

    We are holding this time for you until 09:15.
      [Move my booking]
      [No, thanks]
      [Stop waiting]
    ");
    assert_snapshot!(world.client(CLARA).presses("No, thanks"), @"
    ~ All right, we will offer Tue 24 November, 15:00 to others. You are still on the waitlist: we will write if another time opens.
      [Waitlist]
      [📅 Book] [Menu]
    ");
}

#[test]
fn a_booking_that_is_called_off_takes_its_offer_with_it() {
    let mut world = hourly();
    books(&mut world, ANNA);
    books_five(&mut world, BORIS);
    world.client(BORIS).presses("Сообщить о времени");
    joins(&mut world, OLEG);
    calls_off(&mut world, ANNA);
    assert!(world.client(BORIS).sees().contains("Можно раньше"));
    world.client(BORIS).says("/bookings");
    presses(&mut world, BORIS, &["17:00"]);
    let gone = {
        let mut boris = world.client(BORIS);
        boris.presses("Отменить запись");
        boris.presses("Да, отменить")
    };
    assert!(gone.contains("~ Предложение на вт 24 ноября, 15:00 больше не действует."), "{gone}");
    assert!(has_offer(&mut world, OLEG), "the next is asked at once");
}

#[test]
fn the_own_booking_is_not_in_the_way_of_an_earlier_start() {
    let mut policy = domain::Policy::default();
    policy.booking.step = chrono::TimeDelta::minutes(30);
    let mut world = World::with(policy);
    books(&mut world, ANNA);
    opens_calendar(&mut world, BORIS);
    presses(&mut world, BORIS, &["24", "16:00"]);
    tells(&mut world, BORIS);
    world.client(BORIS).presses("Сообщить о времени");
    calls_off(&mut world, ANNA);
    assert!(world.client(BORIS).sees().contains("Можно раньше: завтра, вт 24 ноября, 15:00"));
    world.client(BORIS).presses("Не подойдёт");
    assert!(
        world.client(BORIS).sees().contains("15:30"),
        "half of it is his own: {}",
        world.client(BORIS).sees()
    );
    assert!(world.client(BORIS).presses("Перенести запись").contains("🕒 вт 24 ноября, 15:30"));
}
