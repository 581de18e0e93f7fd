//! Two records of one person become one (A8).

use chrono::TimeDelta;
use domain::{Actor, BookingId, Fact, Note, Status};
use engine::{Input, Order};
use insta::assert_snapshot;

use crate::admin_clients::{anna_booked, booked_by_phone, by_phone};
use crate::admin_flow::with_admins;
use crate::booking_flow::choose_tuesday;
use crate::world::{ANNA, BORIS, OLEG, OLGA, World};

/// Anna has booked in the bot, and the staff has booked for her by phone under another name.
fn two() -> World {
    let mut world = anna_booked();
    let other = by_phone(&mut world, "Аня", "+79031234567");
    booked_by_phone(&mut world, other, "2026-11-25T12:00:00Z");
    let tx = world.engine().writer();
    tx.set_client_note(other, 1, Note::parse("С собакой").unwrap().as_ref()).unwrap();
    world
}

/// Olga has chosen both, beginning with the one that will go.
fn chosen(world: &mut World) -> String {
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Клиенты");
    olga.says("Аня");
    olga.presses("Объединить");
    olga.says("67-89")
}

#[test]
fn two_records_become_one_and_nothing_is_lost() {
    let mut world = two();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Клиенты");
    olga.says("Аня");
    assert_snapshot!(olga.presses("Объединить"), @"
    ~ Клиенты
    Напишите имя, телефон или номер клиента — найду. Недавние — на кнопках.
    + С кем объединить клиента № 2?
    Напишите имя, телефон или номер второй записи об этом человеке.
      [Аня · 45-67]
      [Анна · 67-89]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("Аня"), @"+ Это тот же самый клиент. Найдите вторую запись о нём.");
    assert_snapshot!(olga.says("67-89"), @"
    ~ С кем объединить клиента № 2?
    Напишите имя, телефон или номер второй записи об этом человеке.
    + Клиенты № 1 и № 2 — один человек?

    № 1: Анна
    📞 +7 912 345-67-89
    Telegram есть · записей: 1, впереди: 1

    № 2: Аня
    📞 +7 903 123-45-67
    Telegram нет · записей: 1, впереди: 1 · есть заметка

    Останется № 1: Анна
    📞 +7 912 345-67-89
    Записи, отзывы, лист ожидания и заметки № 2 перейдут к № 1, а № 2 исчезнет. Разделить их потом нельзя.
      [Имя: Аня]
      [Телефон: +7 903 123-45-67]
      [✅ Объединить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Имя: Аня"), @"
    ~ Клиенты № 1 и № 2 — один человек?

    № 1: Анна
    📞 +7 912 345-67-89
    Telegram есть · записей: 1, впереди: 1

    № 2: Аня
    📞 +7 903 123-45-67
    Telegram нет · записей: 1, впереди: 1 · есть заметка

    Останется № 1: Аня
    📞 +7 912 345-67-89
    Записи, отзывы, лист ожидания и заметки № 2 перейдут к № 1, а № 2 исчезнет. Разделить их потом нельзя.
      [Имя: Анна]
      [Телефон: +7 903 123-45-67]
      [✅ Объединить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("✅ Объединить"), @"
    ! Объединено
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Аня
    📞 +7 912 345-67-89 — введён вручную
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ~ Клиента № 2 объединили с клиентом № 1.
      [Открыть карточку]
    ~ 👤 Аня
    Клиент № 1
    📞 +7 912 345-67-89 — введён вручную

    Состоявшихся визитов пока нет
    Впереди: 2

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: сообщения доходят
    Язык: русский
    Согласие на обработку данных: есть

    📝 С собакой
      [Записи (2)]
      [📝 Заметка]
      [Имя] [Телефон]
      [🚫 Закрыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
    assert_snapshot!(world.client(ANNA).sees(), @"
    📒 Нашли вашу запись, сделанную без Telegram. Она теперь в «Моих записях»:
    Стрижка, Мария, ср 25 ноября, 15:00
    ");
    let tx = world.engine().writer();
    assert!(tx.client(2.into()).unwrap().is_none());
    assert_eq!(tx.bookings_of(1.into()).unwrap(), [BookingId::from(1), BookingId::from(2)]);
    // She is reminded of what was booked by phone, and told all of it.
    let mut anna = world.client(ANNA);
    anna.says("/mydata");
    let told = anna.reads_document();
    assert!(told.contains("С собакой") && told.matches("\"number\"").count() == 2, "{told}");
    world.jump("2026-11-24T11:59:00Z".parse().unwrap());
    world.pass(TimeDelta::minutes(2));
    assert!(world.client(ANNA).sees().contains("ср 25 ноября, 15:00"), "{}", world.client(ANNA).sees());
}

#[test]
fn the_cards_of_all_admins_change() {
    let mut world = two();
    assert!(world.admin(OLEG).sees().contains("Аня"));
    let mut oleg = world.admin(OLEG);
    oleg.says("/menu");
    oleg.presses("Клиенты");
    oleg.says("Аня");
    chosen(&mut world);
    world.admin(OLGA).presses("✅ Объединить");
    assert_snapshot!(world.admin(OLEG).sees(), @"
    Клиента № 2 объединили с клиентом № 1.
      [Открыть карточку]
    ");
    assert_snapshot!(world.admin(OLEG).presses("Открыть карточку"), @"
    + 👤 Анна
    Клиент № 1
    📞 +7 912 345-67-89 — введён вручную

    Состоявшихся визитов пока нет
    Впереди: 2

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: сообщения доходят
    Язык: русский
    Согласие на обработку данных: есть

    📝 С собакой
      [Записи (2)]
      [📝 Заметка]
      [Имя] [Телефон]
      [🚫 Закрыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
}

#[test]
fn what_changed_meanwhile_is_looked_at_again() {
    let mut world = two();
    chosen(&mut world);
    let tx = world.engine().writer();
    let version = tx.client(1.into()).unwrap().unwrap().version;
    tx.set_client_ban(1.into(), version, Some(world.now()), None).unwrap();
    assert_snapshot!(world.admin(OLGA).presses("✅ Объединить"), @"
    ~ ⚠️ Пока вы смотрели, данные изменились. Проверьте ещё раз.

    Клиенты № 1 и № 2 — один человек?

    № 1: Анна
    📞 +7 912 345-67-89
    Telegram есть · записей: 1, впереди: 1

    № 2: Аня
    📞 +7 903 123-45-67
    Telegram нет · записей: 1, впереди: 1 · есть заметка

    Останется № 1: Анна
    📞 +7 912 345-67-89
    🚫 Запись останется закрытой.
    Записи, отзывы, лист ожидания и заметки № 2 перейдут к № 1, а № 2 исчезнет. Разделить их потом нельзя.
      [Имя: Аня]
      [Телефон: +7 903 123-45-67]
      [✅ Объединить]
      [‹ Назад] [Отмена]
    ");
    assert!(world.engine().writer().client(2.into()).unwrap().is_some());
    assert!(world.admin(OLGA).presses("✅ Объединить").contains("Объединено"));
}

#[test]
fn two_people_in_telegram_are_never_one() {
    let mut world = anna_booked();
    world.client(BORIS).says("/start");
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Клиенты");
    olga.says("Анна");
    olga.presses("Объединить");
    assert_snapshot!(olga.says("№2"), @"+ У обоих есть Telegram: это два разных аккаунта. Каждый видит свои записи и данные сам, поэтому объединить их нельзя.");
    assert_snapshot!(olga.presses("Назад"), @"
    ~ Клиент № 1 — в сообщении ниже.
    ~ 👤 Анна
    Клиент № 1
    📞 +7 912 345-67-89 — введён вручную

    Состоявшихся визитов пока нет
    Впереди: 1

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: сообщения доходят
    Язык: русский
    Согласие на обработку данных: есть
      [Записи (1)]
      [📝 Заметка]
      [Имя] [Телефон]
      [🚫 Закрыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
}

#[test]
fn who_was_booked_by_phone_is_joined_when_telegram_vouches_for_the_number() {
    let mut world = with_admins();
    let other = by_phone(&mut world, "Анюта", &format!("+79125550{ANNA}"));
    booked_by_phone(&mut world, other, "2026-11-25T12:00:00Z");
    assert!(world.admin(OLEG).sees().contains("Анюта"));
    choose_tuesday(&mut world, ANNA);
    world.client(ANNA).says("Анна");
    assert_snapshot!(world.client(ANNA).shares_contact(), @"
    + Хорошо.
    + Всё верно?

    Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:00
    1 ч, 1 500 ₽
    👤 Анна, +7 912 555-01-01

    Держим это время для вас до 09:10.
      [Подтвердить]
      [Добавить комментарий]
      [Другое время]
      [‹ Назад] [Отмена]
    + 📒 Нашли вашу запись, сделанную без Telegram. Она теперь в «Моих записях»:
    Стрижка, Мария, ср 25 ноября, 15:00
    keyboard:
    ");
    let tx = world.engine().writer();
    let client = tx.known_client_of(ANNA.into()).unwrap().unwrap();
    assert!(client.phone_verified);
    assert!(tx.client(other).unwrap().is_none());
    assert!(world.client(ANNA).presses("Подтвердить").contains("Вы записаны"));
    assert_snapshot!(world.admin(OLEG).says("Анна"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + Нашёл 2 записи. Сначала предстоящие.
      [✅ 24.11 15:00 Анна · Мария · Стрижка]
      [✅ 25.11 15:00 Анна · Мария · Стрижка]
      [👤 Анна · 01-01]
      [Меню]
    ");
}

#[test]
fn a_number_that_was_typed_or_is_somebody_elses_joins_nothing() {
    let mut world = with_admins();
    let other = by_phone(&mut world, "Анюта", &format!("+79125550{ANNA}"));
    choose_tuesday(&mut world, ANNA);
    world.client(ANNA).says("Анна");
    world.client(ANNA).says(&format!("+79125550{ANNA}"));
    world.client(ANNA).says("/start");
    choose_tuesday(&mut world, BORIS);
    world.client(BORIS).says("Борис");
    world.client(BORIS).shares_foreign_contact(&format!("79125550{ANNA}"));
    assert!(world.engine().writer().client(other).unwrap().is_some());
}

#[test]
fn of_two_records_with_one_number_none_is_joined() {
    let mut world = with_admins();
    for name in ["Анюта", "Дочь Анюты"] {
        by_phone(&mut world, name, &format!("+79125550{ANNA}"));
    }
    choose_tuesday(&mut world, ANNA);
    world.client(ANNA).says("Анна");
    world.client(ANNA).shares_contact();
    assert_eq!(world.engine().writer().find_clients("анюта", 9).unwrap().len(), 1);
    assert_eq!(world.engine().writer().find_clients("анюты", 9).unwrap().len(), 1);
}

#[test]
fn a_ban_of_the_record_by_phone_comes_along() {
    let mut world = with_admins();
    let other = by_phone(&mut world, "Анюта", &format!("+79125550{ANNA}"));
    world.engine().writer().set_client_ban(other, 1, Some(world.now()), None).unwrap();
    choose_tuesday(&mut world, ANNA);
    world.client(ANNA).says("Анна");
    world.client(ANNA).shares_contact();
    assert_snapshot!(world.client(ANNA).presses("Подтвердить"), @"
    ~ К сожалению, записаться здесь сейчас нельзя. Свяжитесь, пожалуйста, с нами — контакты ниже.
      [Контакты]
      [Меню]
    ");
}

#[test]
fn after_a_merge_an_erasure_takes_all_of_both() {
    let mut world = two();
    chosen(&mut world);
    world.admin(OLGA).presses("✅ Объединить");
    world.enters(vec![Input::Order(Order::new(|turn| {
        let booking = turn.tx.booking(BookingId::from(2))?.unwrap().booking;
        let (by, status) = (Actor::Admin(OLGA.into()), Status::Cancelled);
        turn.tx.set_booking_status(booking.id, booking.version, status, None, by, turn.now)?;
        Ok(vec![Fact::StatusChanged { booking: booking.id, status, by }])
    }))]);
    let mut anna = world.client(ANNA);
    anna.says("/forget");
    anna.presses("Да, удалить всё");
    let tx = world.engine().writer();
    for query in ["аня", "анна", "+79031234567", "67-89"] {
        assert!(tx.find_clients(query, 9).unwrap().is_empty(), "{query}");
    }
    for id in [1, 2] {
        assert!(tx.booking(id.into()).unwrap().unwrap().client.erased_at.is_some());
    }
}
