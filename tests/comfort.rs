//! Consent, language, zones (C1, C2, C17).

use domain::Policy;
use insta::assert_snapshot;

use crate::booking_flow::{choose_tuesday, reach_review};
use crate::world::{ANNA, BORIS, CLARA, World};

#[test]
fn nothing_personal_is_stored_before_the_notice_is_accepted() {
    let mut policy = Policy::default();
    policy.privacy.url = Some("https://example.org/privacy".into());
    let mut world = World::with(policy);
    let mut anna = world.client(ANNA);
    anna.says("/start");
    for words in ["Записаться", "Стрижка", "Мария", "24"] {
        anna.presses(words);
    }
    assert_snapshot!(anna.presses("15:00"), @"
    ~ Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:00
    Держим это время для вас до 09:10.

    Прежде чем записать вас
    Чтобы записать вас и напомнить о визите, Салон «Ромашка» сохранит ваше имя, телефон и записи. Другим мы их не передаём, а по вашей просьбе удалим. Вы согласны?
    Подробнее: https://example.org/privacy
      [Даю согласие]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.says("Анна"), @"+ Чтобы продолжить, нажмите «Даю согласие».");
    let client = world.engine().writer().client_of(ANNA.into(), world.now()).unwrap();
    assert_eq!((client.name, client.consent), (None, None));
    world.client(ANNA).presses("Даю согласие");
    let client = world.engine().writer().client_of(ANNA.into(), world.now()).unwrap();
    assert_eq!(client.consent.as_deref(), Some("1"));
}

#[test]
fn a_new_notice_is_put_before_everybody_again() {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    world.client(ANNA).presses("Подтвердить");
    world.configure(|policy| policy.privacy.version = "2".into());
    let mut anna = world.client(ANNA);
    anna.presses("Меню");
    let seen = anna.presses("Как в прошлый раз");
    assert!(seen.contains("Прежде чем записать вас"), "{seen}");
}

#[test]
fn the_language_is_switched_in_the_middle_and_the_booking_goes_on() {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.says("/language"), @"
    ~ Всё верно?

    Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:00
    1 ч, 1 500 ₽
    👤 Анна, +7 912 345-67-89

    Держим это время для вас до 09:10.
    + На каком языке вам удобнее?
      [Русский]
      [English]
      [‹ Назад]
    ");
    assert_snapshot!(anna.presses("English"), @"
    ! Language: English
    ~ Is everything correct?

    Стрижка, Мария
    🕒 tomorrow, Tue 24 November, 15:00
    1 h, 1 500 ₽
    👤 Анна, +7 912 345-67-89
    🌍 Times are Moscow time (UTC+3)

    We are holding this time for you until 09:10.
      [Confirm]
      [Add a comment]
      [Another time]
      [‹ Back] [Cancel]
    ");
    assert!(anna.presses("Confirm").contains("You are booked"));
    anna.says("/language");
    let seen = anna.presses("Русский");
    assert!(seen.contains("Вы записаны"), "the card speaks the new language too: {seen}");
}

#[test]
fn the_zone_is_named_for_a_foreign_phone_or_language_alone() {
    let mut world = World::new();
    choose_tuesday(&mut world, ANNA);
    let mut anna = world.client(ANNA);
    anna.says("Анна");
    assert!(!anna.says("89123456789").contains("🌍"), "a Russian number in a Russian business");
    let mut boris = World::new();
    choose_tuesday(&mut boris, BORIS);
    boris.client(BORIS).says("Борис");
    boris.client(BORIS).says("+49 30 901820");
    let card = boris.client(BORIS).presses("Подтвердить");
    assert_snapshot!(card, @"
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
    🌍 Время — московское (UTC+3)
    Отменить или перенести можно до вт 24 ноября, 13:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    let mut clara = World::new();
    let mut clara = clara.client(CLARA);
    clara.says("/start");
    clara.presses("Book");
    clara.presses("Стрижка");
    assert!(clara.presses("Мария").contains("🌍 Times are Moscow time (UTC+3)"));
}

#[test]
fn who_comes_back_after_blocking_sees_how_things_stand() {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    world.client(ANNA).presses("Подтвердить");
    world.client(ANNA).then(|telegram, now, bot, person| telegram.block(now, bot, person, true));
    let (id, by) = (domain::BookingId::from(1), domain::Actor::Admin(crate::world::OLGA.into()));
    let status = domain::Status::Cancelled;
    world.engine().writer().set_booking_status(id, 1, status, None, by, world.now()).unwrap();
    world.gives(engine::Input::Fact(domain::Fact::StatusChanged { booking: id, status, by }));
    let back = world.client(ANNA).then(|telegram, now, bot, person| telegram.block(now, bot, person, false));
    assert!(back.contains("❌ Запись отменена"), "{back}");
    let mut anna = world.client(ANNA);
    assert!(anna.says("/start").contains("Здравствуйте"));
    assert!(anna.presses("Мои записи").contains("Предстоящих записей нет"));
}
