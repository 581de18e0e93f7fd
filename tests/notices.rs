//! Which news each admin gets and when, the morning digest (A12).

use chrono::TimeDelta;
use domain::{Actor, Currency, Fact, Money, Role, Slot, Span, Status};
use engine::{Input, Order};
use insta::assert_snapshot;
use store::admins::Origin;
use store::bookings::NewBooking;

use crate::admin_flow::{ask_for_colouring, enter_first, with_admins};
use crate::moving::booked;
use crate::team::with_specialist;
use crate::world::{ANNA, BORIS, CLARA, NINA, OLEG, OLGA, PIN, World};

fn at(world: &mut World, time: &str) {
    let until = time.parse::<domain::Instant>().unwrap();
    let left = until - world.now();
    world.pass(left);
}

/// Opens the screen of one's own notices.
pub fn notices(world: &mut World, admin: i64) -> crate::talk::Talk<'_> {
    let mut talk = world.admin(admin);
    if talk.says("/start").contains("PIN") {
        talk.says(PIN);
    }
    talk.presses("Настройки");
    talk.presses("Мои уведомления");
    talk
}

fn quiet(world: &mut World, admin: i64) {
    let mut talk = notices(world, admin);
    talk.presses("Тихие часы");
    talk.presses("22:00–09:00");
}

#[test]
fn who_does_not_want_a_kind_of_news_gets_no_message_but_keeps_live_cards() {
    let mut world = with_admins();
    let mut olga = notices(&mut world, OLGA);
    assert_snapshot!(olga.sees(), @"
    🔔 Мои уведомления
    Нажмите, чтобы включить или выключить. Карточки записей, которые уже у вас на экране, меняются в любом случае, а о неверных PIN, новых владельцах и о том, что грозит потерей данных, вы узнаете всегда.
      [✅ Новые записи]
      [✅ Отмены]
      [✅ Переносы]
      [✅ Низкие оценки]
      [✅ Утренняя сводка]
      [✅ Сбои, сервер, файл настроек]
      [🌙 Тихие часы: нет]
      [☀️ Сводка в 08:00]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Новые записи"), @"
    ! ✅ Сохранено
    ~ 🔔 Мои уведомления
    Нажмите, чтобы включить или выключить. Карточки записей, которые уже у вас на экране, меняются в любом случае, а о неверных PIN, новых владельцах и о том, что грозит потерей данных, вы узнаете всегда.
      [⬜ Новые записи]
      [✅ Отмены]
      [✅ Переносы]
      [✅ Низкие оценки]
      [✅ Утренняя сводка]
      [✅ Сбои, сервер, файл настроек]
      [🌙 Тихие часы: нет]
      [☀️ Сводка в 08:00]
      [‹ Назад]
    ");
    let before = world.admin(OLGA).sees();
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert_eq!(world.admin(OLGA).sees(), before);
    assert!(world.admin(OLEG).sees().contains("Новая запись"));
    notices(&mut world, OLGA).presses("Новые записи");
    ask_for_colouring(&mut world, BORIS, "17:00");
    assert!(world.admin(OLGA).sees().contains("Новая запись"));
}

#[test]
fn what_an_admin_books_themselves_is_news_to_the_others_alone() {
    let mut world = with_admins();
    let before = world.admin(OLGA).sees();
    world.gives(Input::Order(Order::new(|turn| {
        let client = turn.tx.client_of(ANNA.into(), turn.now)?.id;
        let start = turn.now + TimeDelta::hours(6);
        let visit = Span::new(start, start + TimeDelta::hours(1)).unwrap();
        let new = NewBooking {
            client,
            services: &[1.into()],
            specialist: 1.into(),
            anybody: false,
            slot: &Slot { visit, occupied: visit, resources: Vec::new() },
            status: Status::Confirmed,
            price: Money { minor: 150_000, currency: Currency::RUB },
            comment: None,
            decide_by: None,
        };
        Ok(vec![Fact::Booked(turn.tx.book(&new, Actor::Admin(OLGA.into()), turn.now)?)])
    })));
    assert_eq!(world.admin(OLGA).sees(), before);
    assert!(world.admin(OLEG).sees().contains("Новая запись"));
}

#[test]
fn news_of_the_night_come_in_the_morning_as_things_stand_then() {
    let mut world = with_admins();
    quiet(&mut world, OLGA);
    at(&mut world, "2026-11-23T20:30:00Z");
    let before = world.admin(OLGA).sees();
    // Until the morning it can still be confirmed.
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert_eq!(world.admin(OLGA).sees(), before);
    assert!(world.admin(OLEG).sees().contains("Новая запись"));
    world.admin(OLEG).presses("Подтвердить");
    world.admin(OLEG).says(PIN);
    at(&mut world, "2026-11-24T06:00:00Z");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    🔔 Новая запись

    ✅ Подтверждена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 номер виден после ввода PIN
    Изменил другой администратор: пн 23 ноября, 23:30
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn what_would_expire_before_the_morning_comes_at_once() {
    let mut world = with_admins();
    quiet(&mut world, OLGA);
    world.configure(|policy| policy.booking.pending_timeout = TimeDelta::hours(4));
    at(&mut world, "2026-11-23T20:30:00Z");
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert!(world.admin(OLGA).sees().contains("Новая запись"));
}

#[test]
fn of_what_was_settled_in_the_night_nobody_hears_in_the_morning() {
    let mut world = with_admins();
    quiet(&mut world, OLGA);
    at(&mut world, "2026-11-23T20:30:00Z");
    ask_for_colouring(&mut world, ANNA, "15:00");
    world.admin(OLEG).presses("Отклонить");
    world.admin(OLEG).says(PIN);
    world.admin(OLEG).presses("Да, отклонить");
    at(&mut world, "2026-11-24T06:01:00Z");
    assert!(!world.admin(OLGA).sees().contains("Отклонена"), "{}", world.admin(OLGA).sees());
}

#[test]
fn quiet_hours_and_the_digest_are_typed_or_chosen() {
    let mut world = with_admins();
    let mut olga = notices(&mut world, OLGA);
    assert_snapshot!(olga.presses("Тихие часы"), @"
    ~ 🌙 Тихие часы
    Сейчас: нет
    Новости придут, когда тихие часы закончатся. Сразу — только то, что не может ждать, например записи, которые потом подтверждать будет поздно.
      [21:00–09:00] [22:00–08:00]
      [22:00–09:00] [23:00–08:00]
      [✏️ Другое время]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Другое время"), @"
    ~ Напишите, с какого и до какого часа вам не писать, например «22:00-09:00».
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("ночью"), @"+ Не понимаю. Напишите два разных времени, например «22:00-09:00».");
    assert!(olga.says("23:30-07:00").contains("Тихие часы: 23:30–07:00"));
    assert_snapshot!(olga.presses("Сводка в"), @"
    ~ ☀️ Утренняя сводка
    Сейчас: в 08:00
    Записи на день, что ждёт подтверждения и где есть свободное время.
      [07:00] [08:00]
      [09:00] [09:30]
      [10:00]
      [✏️ Другое время]
      [‹ Назад]
    ");
    olga.presses("Другое время");
    assert!(olga.says("25:00").contains("Не понимаю"));
    assert!(olga.says("06:45").contains("Сводка в 06:45"));
    olga.presses("Тихие часы");
    assert!(olga.presses("Без тихих").contains("Тихие часы: нет"));
    assert!(olga.presses_twice("Переносы").contains("⬜ Переносы"), "a doubled press is one");
}

#[test]
fn every_morning_a_digest_says_what_the_day_will_bring() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    world.admin(OLGA).presses("Подтвердить");
    ask_for_colouring(&mut world, BORIS, "10:00");
    at(&mut world, "2026-11-24T05:00:00Z");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    ☀️ Доброе утро! Сегодня вт, 24 ноября
    2 записи: с 10:00 до 17:00
    ⏳ Ждёт подтверждения 1 запись
    Свободно:
    Мария 12:00–14:00, 17:00–20:00
    Вера 09:00–18:00
      [Записи на сегодня]
      [Ждут подтверждения]
    ");
    let shown = world.admin(OLGA).sees();
    world.pass(TimeDelta::hours(3));
    assert_eq!(world.admin(OLGA).sees(), shown, "once");
    world.admin(OLGA).presses("Записи на сегодня");
    assert!(world.admin(OLGA).says(PIN).contains("Анна"), "the press is finished after the PIN");
}

#[test]
fn a_day_of_work_without_bookings_is_said_and_a_day_off_is_not() {
    let mut world = with_admins();
    at(&mut world, "2026-11-25T05:00:00Z");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    ☀️ Доброе утро! Сегодня ср, 25 ноября
    Записей пока нет.
    Свободно:
    Мария 10:00–14:00, 15:00–20:00
    Вера 09:00–18:00
      [Записи на сегодня]
    ");
    at(&mut world, "2026-11-28T05:00:00Z");
    let saturday = world.admin(OLGA).sees();
    at(&mut world, "2026-11-29T12:00:00Z");
    assert_eq!(world.admin(OLGA).sees(), saturday, "nobody works on Sunday");
}

#[test]
fn a_specialist_gets_news_and_a_digest_of_their_own_alone() {
    let mut world = with_admins();
    let now = world.now();
    world.engine().writer().put_admin(CLARA.into(), Role::Specialist, Origin::Claim, now).unwrap();
    // There is no screen for it here: whoever invites a specialist says who they are.
    let beside = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    beside.execute("UPDATE admin SET specialist_id = 2 WHERE chat = ?1", [CLARA]).unwrap();
    enter_first(&mut world, CLARA);
    let before = world.admin(CLARA).sees();
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert_eq!(world.admin(CLARA).sees(), before, "it is Maria's");
    at(&mut world, "2026-11-24T05:00:00Z");
    assert_snapshot!(world.admin(CLARA).sees(), @"
    ☀️ Good morning! Today is Tue, 24 November
    No bookings so far.
    Free:
    09:00–18:00
      [Bookings of today]
    ");
}

#[test]
fn a_digest_is_neither_lost_nor_doubled_when_the_service_is_down_or_the_clock_jumps() {
    let mut world = with_admins();
    let digests = |world: &World| {
        let telegram = world.telegram();
        let chat = telegram.chat("admin", OLGA).unwrap();
        chat.messages.iter().filter(|message| message.text.contains("Доброе утро")).count()
    };
    at(&mut world, "2026-11-24T04:59:00Z");
    world.stop();
    world.jump("2026-11-24T06:30:00Z".parse().unwrap());
    world.begin_again();
    assert_eq!(digests(&world), 1, "an hour and a half late it is still of use");
    world.stop();
    world.jump("2026-11-25T16:00:00Z".parse().unwrap());
    world.begin_again();
    assert_eq!(digests(&world), 1, "in the evening it is not");
    world.jump("2027-11-25T05:00:00Z".parse().unwrap());
    world.settle();
    let far = digests(&world);
    world.jump("2026-11-26T04:00:00Z".parse().unwrap());
    world.settle();
    world.pass(TimeDelta::hours(50));
    assert_eq!(
        digests(&world),
        far + 2,
        "after a jump back it comes again, once a day, from the next morning on"
    );
}

#[test]
fn a_series_that_is_called_off_is_told_once() {
    let mut world = booked();
    enter_first(&mut world, OLGA);
    let mut anna = world.client(ANNA);
    for words in ["Повторять каждую неделю", "Ещё 3 недели", "Дальше", "Подтвердить"]
    {
        anna.presses(words);
    }
    let messages = |world: &World| {
        let telegram = world.telegram();
        telegram.chat("admin", OLGA).unwrap().messages.iter().filter(|message| message.from_bot).count()
    };
    let before = messages(&world);
    world.client(ANNA).presses("Отменить запись");
    world.client(ANNA).presses("Отменить и все следующие");
    assert_eq!(messages(&world), before + 1);
    assert_snapshot!(world.admin(OLGA).sees(), @"
    ❌ Клиент отменил повторяющуюся запись
    Стрижка · Мария, начиная с записи № 1
    вт 24 ноября, 15:00
    вт 1 декабря, 15:00
    вт 8 декабря, 15:00
    вт 15 декабря, 15:00
      [Открыть запись]
    ");
}

#[test]
fn a_specialist_hears_what_colleagues_do_to_their_bookings_and_the_others_see_it_on_the_card() {
    let mut world = with_specialist();
    let mut boris = world.client(BORIS);
    boris.says("/start");
    for words in ["Записаться", "Стрижка", "Вера", "24", "12:00", "Даю согласие"]
    {
        boris.presses(words);
    }
    boris.says("Борис");
    boris.says("89031234567");
    boris.presses("Подтвердить");
    let olegs = world.admin(OLEG).last_message();
    for words in ["Перенести", "26", "10:00", "Подтвердить"] {
        world.admin(OLGA).presses(words);
    }
    assert_snapshot!(world.admin(NINA).sees(), @"
    🔔 Запись к вам перенесена коллегой
    Было: вт 24 ноября, 12:00

    ✅ Подтверждена
    Запись № 1
    Стрижка · Вера
    🕒 чт 26 ноября, 10:00
    1 ч · 1 500 ₽
    👤 Борис
    📞 +7 903 123-45-67 — введён вручную
    Изменил другой администратор: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [📜 История]
    ");
    let on_olegs = (world.admin(OLEG).last_message(), world.admin(OLEG).sees());
    assert!(on_olegs.0 == olegs && on_olegs.1.contains("чт 26 ноября"), "{}", on_olegs.1);
    for words in ["Перенести", "27", "10:00", "Подтвердить"] {
        world.admin(NINA).presses(words);
    }
    let seen = world.admin(NINA).last_message();
    assert!(!world.admin(NINA).sees().contains("🔔"), "her own doing: {}", world.admin(NINA).sees());
    for words in ["Отменить запись", "Да, отменить"] {
        world.admin(OLGA).presses(words);
    }
    assert_ne!(world.admin(NINA).last_message(), seen);
    assert_snapshot!(world.admin(NINA).sees(), @"
    🔔 Запись к вам отменена коллегой

    ❌ Отменена
    Запись № 1
    Стрижка · Вера
    🕒 пт 27 ноября, 10:00
    1 ч · 1 500 ₽
    👤 Борис
    📞 +7 903 123-45-67 — введён вручную
    Изменил другой администратор: пн 23 ноября, 09:00
      [📜 История]
    ");
    assert_eq!(world.admin(OLEG).last_message(), olegs);
}
