//! What admins type to set a booking right: name, phone, comment, price; and what the client hears of it (A4).

use insta::assert_snapshot;

use crate::admin_flow::with_admins;
use crate::world::{ANNA, CLIENT, OLEG, OLGA, World};

/// Anna's haircut with Вера on Tuesday at noon, confirmed by itself; both admins have its card.
pub fn with_haircut() -> World {
    let mut world = with_admins();
    book(&mut world, ANNA, "Вера", "12:00");
    world
}

pub fn book(world: &mut World, person: i64, specialist: &str, time: &str) {
    let mut client = world.client(person);
    client.says("/start");
    client.presses("Записаться");
    client.presses("Стрижка");
    client.presses(specialist);
    client.presses("24");
    client.presses(time);
    client.presses("Даю согласие");
    client.says("Анна Иванова");
    client.says("89123456789");
    client.presses("Подтвердить");
}

/// Anna, who is known by now, asks for a colouring at three as well.
pub fn books_a_colouring_too(world: &mut World) {
    let mut anna = world.client(ANNA);
    for words in ["/start", "Записаться", "Окрашивание", "24", "15:00", "Анна Иванова", "Подтвердить"]
    {
        if words.starts_with('/') {
            anna.says(words)
        } else {
            anna.presses(words)
        };
        if words == "Анна Иванова" {
            anna.says("89123456789");
        }
    }
}

pub fn begin(world: &mut World, admin: i64, what: &str) -> String {
    let mut talk = world.admin(admin);
    talk.presses("Изменить");
    talk.presses(what)
}

/// The newest messages that the client bot has sent a person, the newest last.
pub fn told(world: &World, person: i64, count: usize) -> String {
    let telegram = world.telegram();
    let chat = telegram.chat(CLIENT, person).unwrap();
    let said: Vec<_> = chat.messages.iter().filter(|message| message.from_bot).collect();
    said[said.len().saturating_sub(count)..]
        .iter()
        .map(|message| message.text.clone())
        .collect::<Vec<_>>()
        .join("\n---\n")
}

#[test]
fn a_name_is_the_clients_and_changes_on_all_their_bookings_silently() {
    let mut world = with_haircut();
    books_a_colouring_too(&mut world);
    let before = world.client(ANNA).last_message();
    assert_snapshot!(world.admin(OLGA).presses("Изменить"), @"
    ~ ⏳ Ждёт подтверждения
    Подтвердите до вт 24 ноября, 09:00
    Запись № 2
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную

    Что изменить?
      [Имя] [Телефон]
      [Услуги] [Мастер]
      [Цена] [Комментарий]
      [‹ Назад к записи]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Имя"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + Запись № 2 · вт 24 ноября, 15:00
    Сейчас: Анна Иванова

    Как зовут клиента?
    Имя изменится в карточке клиента — во всех его записях (2).
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).says("5"), @"+ Имя — от 2 до 100 символов.");
    assert_snapshot!(world.admin(OLGA).says("@anna"), @"+ Это не похоже на имя.");
    assert_snapshot!(world.admin(OLGA).says("Анна-Мария <b>"), @"
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Вера
    🕒 вт 24 ноября, 12:00
    1 ч · 1 500 ₽
    👤 Анна-Мария <b>
    📞 +7 912 345-67-89 — введён вручную
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ~ Запись № 2 — в сообщении ниже.
    ~ Запись № 2 — в сообщении ниже.
    + ⏳ Ждёт подтверждения
    Подтвердите до вт 24 ноября, 09:00
    Запись № 2
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна-Мария <b>
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: пн 23 ноября, 09:00
      [Подтвердить] [Отклонить]
      [Перенести]
      [✏️ Изменить…] [📜 История]
    ");
    let telegram = world.telegram();
    let cards: Vec<_> = telegram
        .chat("admin", OLEG)
        .unwrap()
        .messages
        .iter()
        .filter(|message| message.text.contains("Запись № "))
        .collect();
    assert!(cards.len() >= 2 && cards.iter().all(|card| card.text.contains("Анна-Мария")));
    drop(telegram);
    assert_eq!(world.client(ANNA).last_message(), before, "the client hears nothing");
}

#[test]
fn a_phone_is_typed_or_shared_and_stands_as_unverified() {
    let mut world = with_haircut();
    assert_snapshot!(begin(&mut world, OLGA, "Телефон"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + Запись № 1 · вт 24 ноября, 12:00
    Сейчас: +7 912 345-67-89

    Какой у клиента телефон? Напишите номер или пришлите контакт.
    Номер изменится в карточке клиента — во всех его записях (1).
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).says("звоните"), @"+ Это не похоже на номер телефона. Пример: +7 912 345-67-89.");
    assert_snapshot!(world.admin(OLGA).says("8 (903) 123-45-67"), @"
    ~ Запись № 1 — в сообщении ниже.
    ~ Запись № 1 — в сообщении ниже.
    + ✅ Подтверждена
    Запись № 1
    Стрижка · Вера
    🕒 вт 24 ноября, 12:00
    1 ч · 1 500 ₽
    👤 Анна Иванова
    📞 +7 903 123-45-67 — введён вручную
    Изменили вы: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    begin(&mut world, OLGA, "Телефон");
    assert!(
        world.admin(OLGA).shares_foreign_contact("79161112233").contains("+7 916 111-22-33 — введён вручную")
    );
}

#[test]
fn a_comment_is_changed_and_taken_away_and_the_clients_card_follows() {
    let mut world = with_haircut();
    begin(&mut world, OLGA, "Комментарий");
    assert_snapshot!(world.admin(OLGA).says("Аллергия на аммиак"), @"
    ~ Запись № 1 — в сообщении ниже.
    ~ Запись № 1 — в сообщении ниже.
    + ✅ Подтверждена
    Запись № 1
    Стрижка · Вера
    🕒 вт 24 ноября, 12:00
    1 ч · 1 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    💬 Аллергия на аммиак
    Изменили вы: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert!(world.client(ANNA).sees().contains("Аллергия на аммиак"));
    assert_snapshot!(begin(&mut world, OLGA, "Комментарий"), @"
    + Запись № 1 · вт 24 ноября, 12:00
    Сейчас: Аллергия на аммиак

    Напишите новый комментарий. Клиент видит его в своей записи.
      [Убрать комментарий]
      [‹ Назад] [Отмена]
    ");
    world.admin(OLGA).presses("Убрать комментарий");
    assert!(!world.client(ANNA).sees().contains("Аллергия"));
}

#[test]
fn a_price_is_looked_over_and_the_client_is_told() {
    let mut world = with_haircut();
    assert_snapshot!(begin(&mut world, OLGA, "Цена"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + Запись № 1 · вт 24 ноября, 12:00
    Сейчас: 1 500 ₽

    Сколько стоит этот визит? Напишите сумму.
      [Бесплатно]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).says("дорого"), @"+ Это не похоже на цену. Пример: 1500.");
    assert_snapshot!(world.admin(OLGA).says("1 200 ₽"), @"
    ~ Запись № 1 · вт 24 ноября, 12:00
    Сейчас: 1 500 ₽

    Сколько стоит этот визит? Напишите сумму.
    + Запись № 1 · вт 24 ноября, 12:00
    Было: 1 500 ₽
    Станет: 1 200 ₽

    Клиент получит сообщение.
      [Сохранить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Сохранить"), @"
    ! Сохранено
    ~ Запись № 1 — в сообщении ниже.
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Вера
    🕒 вт 24 ноября, 12:00
    1 ч · 1 200 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(told(&world, ANNA, 1), @"
    Мы изменили вашу запись № 1 (вт 24 ноября, 12:00).
    Было: Стрижка, Вера, 1 500 ₽
    Стало: Стрижка, Вера, 1 200 ₽
    Если это вам не подходит, перенесите или отмените запись кнопкой ниже.

    ✅ Вы записаны

    Стрижка, Вера
    🕒 вт 24 ноября, 12:00
    1 ч · 1 200 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 10:00.
    ");
    assert_snapshot!(begin(&mut world, OLGA, "Цена"), @"
    + Запись № 1 · вт 24 ноября, 12:00
    Сейчас: 1 200 ₽

    Сколько стоит этот визит? Напишите сумму.
      [По прайсу: 1 500 ₽]
      [Бесплатно]
      [‹ Назад] [Отмена]
    ");
    world.admin(OLGA).presses("По прайсу");
    world.admin(OLGA).presses("Сохранить");
    assert!(told(&world, ANNA, 1).replace('\u{a0}', " ").contains("Стало: Стрижка, Вера, 1 500 ₽"));
}
