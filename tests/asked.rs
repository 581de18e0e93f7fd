//! A client is asked, because what they booked cannot be kept: what they answer, and when (A7).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_flow::with_admins;
use crate::admin_hours::schedule_of;
use crate::stranded::{away_on_tuesday, haircut, ill_on_tuesday, start_of};
use crate::world::{ANNA, BORIS, CLARA, OLEG, OLGA};

#[test]
fn who_is_asked_chooses_another_time_though_the_notice_is_over() {
    let (mut world, _) = ill_on_tuesday();
    world.admin(OLGA).presses("Применить");
    world.jump("2026-11-24T10:30:00Z".parse().unwrap());
    let mut anna = world.client(ANNA);
    assert!(anna.presses("Выбрать другое время").contains("Переносим запись"));
    anna.presses("25");
    anna.presses("12:00");
    assert_snapshot!(anna.presses("Подтвердить"), @"
    ! Запись перенесена
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 ср 25 ноября, 12:00
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до ср 25 ноября, 10:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ~ Запись № 1 — в сообщении ниже.
    ");
    assert_eq!(start_of(&world, 1), "confirmed 1 2026-11-25 09:00:00 UTC");
    assert_eq!(world.engine().writer().count_asked(world.now()).unwrap(), 1, "Борис has not answered");
}

#[test]
fn who_is_asked_may_call_it_off_and_a_second_press_does_nothing() {
    let (mut world, _) = ill_on_tuesday();
    world.admin(OLGA).presses("Применить");
    world.jump("2026-11-24T11:00:00Z".parse().unwrap());
    let mut anna = world.client(ANNA);
    let (message, data) = (anna.last_message(), anna.data("Отменить запись"));
    anna.presses("Отменить запись");
    anna.presses("Да, отменить");
    assert_eq!(start_of(&world, 1), "cancelled 1 2026-11-24 12:00:00 UTC");
    assert_snapshot!(world.client(ANNA).forges(message, &data), @"! Запись уже изменилась — вот как сейчас");
    assert!(world.admin(OLGA).sees().contains("Клиент отменил запись"));
}

#[test]
fn in_the_quiet_hours_only_what_is_near_is_asked() {
    let mut world = with_admins();
    haircut(&mut world, ANNA, "Мария", "24", "10:00");
    haircut(&mut world, BORIS, "Мария", "25", "18:00");
    world.jump("2026-11-23T19:30:00Z".parse().unwrap());
    world.settle();
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).says(crate::world::PIN);
    schedule_of(&mut world, "Мария");
    let mut olga = world.admin(OLGA);
    olga.presses("Отпуск или выходные");
    olga.says("24.11-25.11");
    olga.presses("Применить");
    assert!(world.client(ANNA).sees().contains("не сможет вас принять"), "tomorrow at ten is near");
    assert!(!world.client(BORIS).sees().contains("не сможет вас принять"));
    world.jump("2026-11-24T06:01:00Z".parse().unwrap());
    world.settle();
    assert!(world.client(BORIS).sees().contains("не сможет вас принять"), "the quiet hours are over");
}

#[test]
fn an_admin_who_moves_it_takes_the_question_back_and_a_late_answer_is_told_so() {
    let (mut world, _) = ill_on_tuesday();
    world.admin(OLGA).presses("Отдать");
    world.admin(OLGA).presses("Применить");
    let (message, data) = (world.client(ANNA).last_message(), world.client(ANNA).data("Подходит"));
    world.client(ANNA).presses("Подходит");
    assert_snapshot!(world.client(ANNA).forges(message, &data), @"! На этот вопрос уже есть ответ");
    let (message, data) = (world.client(BORIS).last_message(), world.client(BORIS).data("Выбрать"));
    let forged = data.replace("move", "fits");
    assert_snapshot!(world.client(BORIS).forges(message, &forged), @"! На этот вопрос уже есть ответ");
    let mut oleg = world.admin(OLEG);
    oleg.says("/tomorrow");
    oleg.presses("18:00");
    oleg.presses("Отменить запись");
    oleg.presses("Да, отменить");
    assert_eq!(world.engine().writer().count_asked(world.now()).unwrap(), 0);
    assert!(world.client(BORIS).forges(message, &data).contains("!"), "a press on what is over is answered");
}

#[test]
fn a_comment_does_not_end_the_question_and_an_erasure_does() {
    let (mut world, _) = ill_on_tuesday();
    world.admin(OLGA).presses("Применить");
    let (tx, now) = (world.engine().writer(), world.now());
    let comment = domain::Comment::parse("к окну").unwrap();
    tx.set_booking_comment(1.into(), 1, comment.as_ref(), domain::Actor::Client, now).unwrap();
    let fact = domain::Fact::Edited { booking: 1.into(), by: domain::Actor::Client };
    world.gives(engine::Input::Fact(fact));
    let mut anna = world.client(ANNA);
    assert!(anna.sees().contains("Выбрать другое время"));
    anna.says("/forget");
    anna.presses("Да, удалить всё");
    assert!(world.engine().writer().proposal(1.into()).unwrap().is_none());
}

#[test]
fn in_english_it_reads_as_well() {
    let mut world = with_admins();
    let mut clara = world.client(CLARA);
    clara.says("/start");
    for words in ["Book", "Стрижка", "Мария", "24", "15:00", "agree"] {
        clara.presses(words);
    }
    clara.says("Clara");
    clara.says("8 912 345-67-89");
    clara.presses("Confirm");
    away_on_tuesday(&mut world);
    world.admin(OLGA).presses("Применить");
    assert_snapshot!(world.client(CLARA).sees(), @"
    🙏 Мария cannot see you
    Sorry! Please choose another time. Until you answer, the booking is yours.

    ⏳ We are waiting for your answer

    Стрижка, Мария
    🕒 Tue 24 November, 15:00
    1 h · 1 500 ₽
    Booking No. 1
    🌍 Times are Moscow time (UTC+3)
      [Choose another time]
      [Cancel the booking]
      [📅 Add to calendar] [Menu]
    ");
    world.pass(TimeDelta::minutes(1));
}

#[test]
fn whom_no_message_reaches_is_to_be_called_and_the_answer_is_noted() {
    let mut world = with_admins();
    haircut(&mut world, ANNA, "Мария", "24", "15:00");
    world.engine().writer().set_client_reachable(ANNA.into(), false).unwrap();
    assert_snapshot!(away_on_tuesday(&mut world), @"
    ~ Мария: вт 24 ноября
    Было: 10:00–14:00, 15:00–20:00
    Станет: выходной
    Заметку для своих можно дописать сообщением.

    📊 Свободных окон с 24 ноября по 30 ноября: сейчас 78, станет 64.

    ⚠️ 1 запись не помещается в новое расписание.
    💬 Предложим другое время: 1
    Нажмите на запись, чтобы решить о ней отдельно. 📞 — клиенту нужно позвонить.
      [📞 24.11 15:00 Анна · Стрижка 🕘]
      [💬 Всем предложить другое время]
      [👥 Отдать свободным коллегам]
      [✋ Все оставить] [❌ Все отменить]
      [✅ Применить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Применить"), @"
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-21 — введён вручную
    📞 Сообщения клиенту не доходят — позвоните ему
      [Перенести] [Отменить запись]
      [🤝 Договорились лично]
      [✏️ Изменить…] [📜 История]
    ~ ✅ Готово, изменение действует.
    📞 1 клиенту сообщения не доходят — позвоните:
      [📞 Анна +7 912 345-67-21]
      [‹ Назад]
      [Меню]
    ");
    assert_snapshot!(world.admin(OLGA).presses("📞 Анна"), @"
    ~ Запись № 1 — в сообщении ниже.
    + ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-21 — введён вручную
    📞 Сообщения клиенту не доходят — позвоните ему
      [Перенести] [Отменить запись]
      [🤝 Договорились лично]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Договорились"), @"
    ! Отмечено
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-21 — введён вручную
    🤝 Договорились лично (пн 23 ноября, 09:00)
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert_eq!(world.engine().writer().count_asked(world.now()).unwrap(), 0);
}

#[test]
fn other_services_at_the_same_time_do_not_end_the_question_and_another_specialist_does() {
    let (mut world, _) = ill_on_tuesday();
    world.admin(OLGA).presses("Применить");
    set_right(&mut world, 2, 1);
    let mut anna = world.client(ANNA);
    assert!(anna.sees().contains("Мы изменили вашу запись"), "she is told of it: {}", anna.sees());
    assert!(anna.sees().contains("Мария не сможет вас принять"), "and still asked: {}", anna.sees());
    assert!(anna.presses("Выбрать другое время").contains("Переносим запись"));
    assert_eq!(world.engine().writer().count_asked(world.now()).unwrap(), 2);
    set_right(&mut world, 1, 2);
    assert_eq!(world.engine().writer().count_asked(world.now()).unwrap(), 1, "Вера can keep it");
}

/// An admin changes service and specialist of booking 1; it begins when it did.
fn set_right(world: &mut crate::world::World, service: i64, specialist: i64) {
    let order = engine::Order::new(move |turn| {
        let booking = turn.tx.booking(1.into())?.unwrap().booking;
        let slot = domain::Slot { visit: booking.visit, occupied: booking.visit, resources: Vec::new() };
        let new = store::booking_edits::NewVisit {
            services: &[service.into()],
            specialist: specialist.into(),
            slot: &slot,
            price: booking.price,
        };
        let by = domain::Actor::Admin(OLGA.into());
        turn.tx.set_booking_visit(booking.id, booking.version, &new, by, turn.now)?;
        let (from, with) = (booking.visit.start(), booking.specialist);
        Ok(vec![domain::Fact::Moved { booking: booking.id, from, with, by }])
    });
    world.enters(vec![engine::Input::Order(order)]);
}

#[test]
fn what_nobody_has_answered_is_over_when_the_visit_begins() {
    let (mut world, _) = ill_on_tuesday();
    world.engine().writer().set_client_reachable(BORIS.into(), false).unwrap();
    world.admin(OLGA).presses("Применить");
    let card = |world: &mut crate::world::World, time: &str| {
        let mut olga = world.admin(OLGA);
        for words in ["/menu", crate::world::PIN, "/today"] {
            olga.says(words);
        }
        olga.presses(time)
    };
    world.jump("2026-11-24T11:59:00Z".parse().unwrap());
    world.settle();
    assert!(card(&mut world, "15:00").contains("Договорились лично"));
    world.jump("2026-11-24T15:00:00Z".parse().unwrap());
    world.settle();
    let answer = |id: i64| {
        let found = world.engine().writer().proposal(id.into()).unwrap().unwrap();
        found.answer.map(|(answer, at)| format!("{answer:?} {}", at.format("%H:%M")))
    };
    assert_eq!([1, 2].map(answer), [Some("Void 15:00".to_owned()), Some("Void 15:00".to_owned())]);
    for time in ["15:00", "18:00"] {
        let seen = card(&mut world, time);
        let below = seen.rsplit("Запись № ").next().unwrap();
        assert!(
            !below.contains("Договорились") && !below.contains("ждём") && !below.contains("позвоните"),
            "{seen}"
        );
    }
    assert!(!world.client(ANNA).sees().contains("Выбрать другое время"));
}
