//! An admin books for a client who calls or walks in (A5).

use chrono::TimeDelta;
use domain::Role;
use insta::assert_snapshot;
use store::admins::Origin;

use crate::admin_flow::with_admins;
use crate::world::{ANNA, BORIS, OLEG, OLGA, PIN, World};

/// Anna has booked a cut with Мария on Tuesday at ten, and Olga sees the menu.
pub fn with_anna() -> World {
    let mut world = with_admins();
    book_a_cut(&mut world, ANNA, "Анна Иванова", "10:00");
    world.admin(OLGA).says("/menu");
    world
}

/// A client books a cut with Мария on Tuesday.
pub fn book_a_cut(world: &mut World, person: i64, name: &str, time: &str) {
    let mut client = world.client(person);
    client.says("/start");
    client.presses("Записаться");
    client.presses("Стрижка");
    client.presses("Мария");
    client.presses("24");
    client.presses(time);
    client.presses("Даю согласие");
    client.says(name);
    client.shares_contact();
    client.presses("Подтвердить");
}

#[test]
fn a_known_client_is_booked_in_seven_presses_and_told() {
    let mut world = with_anna();
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Записать клиента"), @"
    ~ Новая запись
    Кто клиент? Напишите часть имени, телефон или номер — или пришлите контакт.
      [Анна Иванова · …0101]
      [➕ Новый клиент]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Анна"), @"
    ~ Новая запись: Анна Иванова
    Какая услуга? Нажмите или напишите часть названия.
      [Стрижка · 1 500 ₽]
      [Окрашивание · 4 500 ₽]
      [Несколько услуг сразу]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Стрижка"), @"
    ~ Новая запись: Анна Иванова
    Стрижка
    К кому?
      [Кто свободен]
      [Мария]
      [Вера]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Мария"), @"
    ~ Новая запись: Анна Иванова
    Стрижка · Мария
    На какой день? Числа — дни, когда есть свободное время.
    Можно и написать: завтра в 15.
      [⚡ Ближайшее: сегодня, 10:00]
      [🚶 Прямо сейчас]
      [·] [Ноябрь 2026] [›]
      [пн] [вт] [ср] [чт] [пт] [сб] [вс]
      [23] [24] [25] [26] [27] [·] [·]
      [30] [·] [·] [·] [·] [·] [·]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("25"), @"
    ~ Новая запись: Анна Иванова
    Стрижка · Мария
    ср 25 ноября
    Мария: 10:00–14:00, 15:00–20:00
    Во сколько? Можно написать и любое другое время: 16:30.
      [— Утро —]
      [10:00] [10:30] [11:00] [11:30]
      [— День —]
      [12:00] [12:30] [13:00] [15:00]
      [15:30] [16:00] [16:30]
      [— Вечер —]
      [17:00] [17:30] [18:00] [18:30]
      [19:00]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("11:00"), @"
    ~ Всё верно?
    👤 Анна Иванова, +7 912 555-01-01
    Стрижка · Мария
    🕒 ср 25 ноября, 11:00
    1 ч, 1 500 ₽
    Клиент получит сообщение.
      [Подтвердить]
      [💰 Цена] [💬 Комментарий]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Подтвердить"), @"
    ~ ✅ Подтверждена
    Запись № 2
    Стрижка · Мария
    🕒 ср 25 ноября, 11:00
    1 ч · 1 500 ₽
    👤 Анна Иванова
    📞 +7 912 555-01-01 — из Telegram
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(world.client(ANNA).sees(), @"
    📅 Мы записали вас
    Если время не подходит, выберите другое или отмените запись кнопкой ниже.

    ✅ Вы записаны

    Стрижка, Мария
    🕒 ср 25 ноября, 11:00
    1 ч · 1 500 ₽
    Запись № 2
    Отменить или перенести можно до ср 25 ноября, 09:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    assert_snapshot!(world.admin(OLEG).sees(), @"
    🔔 Новая запись
    Внёс другой администратор.

    ✅ Подтверждена
    Запись № 2
    Стрижка · Мария
    🕒 ср 25 ноября, 11:00
    1 ч · 1 500 ₽
    👤 Анна Иванова
    📞 +7 912 555-01-01 — из Telegram
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn a_client_is_found_by_a_part_of_the_name_by_phone_and_by_contact() {
    let mut world = with_anna();
    book_a_cut(&mut world, BORIS, "Борис Иванов", "15:00");
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Записать клиента");
    assert_snapshot!(olga.says("ИВАНОВ"), @"
    ~ Новая запись
    Кто клиент? Напишите часть имени, телефон или номер — или пришлите контакт.
    + Новая запись
    Кто из них?
      [Анна Иванова · …0101]
      [Борис Иванов · …0102]
      [➕ Новый: ИВАНОВ]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("анна"), @"
    ~ Новая запись
    Кто из них?
    + Новая запись: Анна Иванова
    Какая услуга? Нажмите или напишите часть названия.
      [Стрижка · 1 500 ₽]
      [Окрашивание · 4 500 ₽]
      [Несколько услуг сразу]
      [‹ Назад] [Отмена]
    ");
    olga.presses("Назад");
    assert!(olga.says("555-01-02").contains("Новая запись: Борис Иванов"));
    olga.presses("Назад");
    assert!(olga.shares_foreign_contact("+79125550101").contains("Новая запись: Анна Иванова"));
    olga.presses("Назад");
    assert_snapshot!(olga.says("Зинаида <b>"), @"
    ~ Новая запись
    Кто клиент? Напишите часть имени, телефон или номер — или пришлите контакт.
    + Новая запись
    Никого не нашлось: «Зинаида <b>».
      [➕ Новый: Зинаида <b>]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says(&"я".repeat(4096)), @"
    ~ Новая запись
    Никого не нашлось: «Зинаида <b>».
    + Новая запись
    Никого не нашлось: «яяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя».
      [➕ Новый: яяяяяяяяяяяяяяяяяяяяя…]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.sends_photo(), @"+ Напишите словами или нажмите кнопку.");
}

#[test]
fn who_walks_in_is_booked_for_right_now_and_without_a_phone() {
    let mut world = with_admins();
    world.pass(TimeDelta::minutes(123));
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.says(PIN);
    olga.presses("Записать клиента");
    assert_snapshot!(olga.says("Пётр"), @"
    ~ Новая запись
    Кто клиент? Напишите часть имени, телефон или номер — или пришлите контакт.
    + Новая запись
    Никого не нашлось: «Пётр».
      [➕ Новый: Пётр]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Новый: Пётр"), @"
    ~ Пётр: какой телефон? Напишите или пришлите контакт.
      [Без телефона]
      [‹ Назад] [Отмена]
    ");
    olga.presses("Без телефона");
    olga.presses("Стрижка");
    olga.presses("Кто свободен");
    assert_snapshot!(olga.presses("Прямо сейчас"), @"
    ~ Всё верно?
    👤 Пётр
    Стрижка · Мария
    🕒 сегодня, пн 23 ноября, 11:00
    1 ч, 1 500 ₽
    Сообщение клиенту не придёт: у него нет чата с ботом.

    ⚠️ Клиентам это время не предлагается:
    • Это время прошло: сейчас 11:03.
      [Всё равно записать]
      [💰 Цена] [💬 Комментарий]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Всё равно записать"), @"
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 пн 23 ноября, 11:00
    1 ч · 1 500 ₽
    👤 Пётр
      [✔️ Состоялся] [🚫 Не пришёл]
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn a_new_client_is_kept_with_a_phone_and_a_shared_phone_is_asked_about() {
    let mut world = with_anna();
    let mut olga = world.admin(OLGA);
    olga.presses("Записать клиента");
    assert_snapshot!(olga.shares_foreign_contact("+79039990000"), @"
    ~ Новая запись
    Кто клиент? Напишите часть имени, телефон или номер — или пришлите контакт.
    + Как зовут клиента?
      [‹ Назад] [Отмена]
    ");
    assert!(olga.says("+").contains("В имени должно быть"));
    assert!(olga.says("Вера Павловна").contains("Новая запись: Вера Павловна"));
    olga.presses("Назад");
    olga.presses("Новый клиент");
    assert_snapshot!(olga.says("Олег Иванов"), @"
    ~ Как зовут клиента?
    + Олег Иванов: какой телефон? Напишите или пришлите контакт.
      [Без телефона]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("шесть"), @"+ Не получается прочитать номер. Напишите его, пожалуйста, полностью, например: +7 912 345-67-89.");
    assert_snapshot!(olga.says("8 912 555-01-01"), @"
    ~ Олег Иванов: какой телефон? Напишите или пришлите контакт.
    + Этот номер уже есть у другого клиента. Кого записать?
      [Анна Иванова · …0101]
      [➕ Новый: Олег Иванов]
      [‹ Назад] [Отмена]
    ");
    assert!(olga.presses("Новый: Олег").contains("Новая запись: Олег Иванов"));
    assert!(world.engine().writer().find_clients("Олег", 5).unwrap().is_empty(), "not before it is booked");
}

#[test]
fn every_question_leads_back_to_the_one_before_and_a_lock_goes_on_there() {
    let mut world = with_anna();
    let mut olga = world.admin(OLGA);
    olga.presses("Записать клиента");
    olga.presses("Анна");
    olga.presses("Стрижка");
    olga.presses("Мария");
    olga.presses("25");
    olga.presses("11:00");
    let mut seen = Vec::new();
    for _ in 0..6 {
        let screen = olga.presses("Назад");
        seen.push(screen.lines().take(4).collect::<Vec<_>>().join(" / "));
    }
    assert_snapshot!(seen.join("\n"), @"
    ~ Новая запись: Анна Иванова / Стрижка · Мария / ср 25 ноября / Мария: 10:00–14:00, 15:00–20:00
    ~ Новая запись: Анна Иванова / Стрижка · Мария / На какой день? Числа — дни, когда есть свободное время. / Можно и написать: завтра в 15.
    ~ Новая запись: Анна Иванова / Стрижка / К кому? /   [Кто свободен]
    ~ Новая запись: Анна Иванова / Какая услуга? Нажмите или напишите часть названия. /   [Стрижка · 1 500 ₽] /   [Окрашивание · 4 500 ₽]
    ~ Новая запись / Кто клиент? Напишите часть имени, телефон или номер — или пришлите контакт. /   [Анна Иванова · …0101] /   [➕ Новый клиент]
    ~ Салон «Ромашка» / Какие записи показать? /   [Сегодня] [Завтра] /   [📅 Неделя] [Другая дата]
    ");
    olga.presses("Записать клиента");
    olga.presses("Анна");
    world.pass(TimeDelta::minutes(16));
    let mut olga = world.admin(OLGA);
    olga.presses("Стрижка");
    assert_snapshot!(olga.says(PIN), @"
    + Новая запись: Анна Иванова
    Какая услуга? Нажмите или напишите часть названия.
      [Стрижка · 1 500 ₽]
      [Окрашивание · 4 500 ₽]
      [Несколько услуг сразу]
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn specialists_book_for_nobody_however_they_press() {
    let mut world = with_anna();
    let now = world.now();
    let tx = world.engine().writer();
    tx.put_admin(OLGA.into(), Role::Specialist, Origin::Invitation, now).unwrap();
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != OLGA));
    let mut olga = world.admin(OLGA);
    assert!(!olga.says("/menu").contains("Записать клиента"));
    let message = olga.last_message();
    assert_snapshot!(olga.forges(message, "e.new"), @"! Вашей роли это недоступно. Попросите владельца.");
    assert_snapshot!(olga.forges(message, "e.new.99999999"), @"! Вашей роли это недоступно. Попросите владельца.");
}

#[test]
fn a_press_that_nobody_could_have_made_books_nothing() {
    let mut world = with_anna();
    let mut olga = world.admin(OLGA);
    let message = olga.last_message();
    assert!(olga.forges(message, "e.new.99999999").contains("Кто клиент?"));
    olga.presses("Анна");
    let data = olga.data("Стрижка");
    for (from, to) in [
        ("service.1", "service.77"),
        ("service.1", "at.1"),
        ("service.1", "confirm"),
        ("service.1", "client.9"),
        ("service.1", "day.22001231"),
        ("service.1", "at.7258118400"),
    ] {
        let message = olga.last_message();
        let data = data.replace(from, to);
        let told = olga.forges(message, &data);
        assert!(!told.contains("Подтверждена"), "{told}");
    }
    let day = domain::time::day(world.policy().business.zone, "2026-11-25".parse().unwrap());
    assert_eq!(world.engine().writer().bookings_within(day, None, 0, 10).unwrap().len(), 0);
}
