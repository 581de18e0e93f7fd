//! The admin's side, as the conversation on the screen (A3, A4, C5, C6).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::world::{ANNA, BORIS, OLEG, OLGA, PIN, World};

/// A world in which both admins have chosen a PIN and are unlocked.
pub fn with_admins() -> World {
    let mut world = World::new();
    for admin in [OLGA, OLEG] {
        enter_first(&mut world, admin);
    }
    world
}

pub fn enter_first(world: &mut World, admin: i64) {
    let mut talk = world.admin(admin);
    talk.says("/start");
    talk.says(PIN);
    talk.says(PIN);
}

/// Anna asks for a colouring, which an admin confirms.
pub fn ask_for_colouring(world: &mut World, person: i64, time: &str) {
    let mut anna = world.client(person);
    anna.says("/start");
    anna.presses("Записаться");
    anna.presses("Окрашивание");
    anna.presses("24");
    anna.presses(time);
    anna.presses("Даю согласие");
    anna.says("Анна Иванова");
    anna.says("89123456789");
    anna.presses("Подтвердить");
}

#[test]
fn an_admin_confirms_and_the_clients_card_changes_by_itself() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert_snapshot!(world.client(ANNA).sees(), @"
    ⏳ Ждёт подтверждения

    Окрашивание, Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 13:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    🔔 Новая запись

    ⏳ Ждёт подтверждения
    Подтвердите до вт 24 ноября, 09:00
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
      [Подтвердить] [Отклонить]
      [Перенести]
      [✏️ Изменить…] [📜 История]
    ");
    let before = world.client(ANNA).then(|_, _, _, _| {});
    assert_eq!(before, "");
    assert_snapshot!(world.admin(OLGA).presses("Подтвердить"), @"
    ! Запись подтверждена
    ~ ✅ Подтверждена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(all_of(&mut world, ANNA), @"
    ✅ Запись № 1 подтверждена: Окрашивание, Мария, вт 24 ноября, 15:00. Ждём вас!
    ---
    ✅ Вы записаны

    Окрашивание, Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 13:00.
    ");
    assert_snapshot!(world.admin(OLEG).sees(), @"
    ✅ Подтверждена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменил другой администратор: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

/// Everything the client bot shows a person now.
pub fn all_of(world: &mut World, person: i64) -> String {
    let telegram = world.telegram();
    let chat = telegram.chat("client", person).unwrap();
    let said = chat.messages.iter().filter(|message| message.from_bot).rev().take(2);
    said.map(|message| message.text.clone()).collect::<Vec<_>>().join("\n---\n")
}

#[test]
fn an_admin_declines_and_the_time_is_free() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert_snapshot!(world.admin(OLGA).presses("Отклонить"), @"
    ~ ⏳ Ждёт подтверждения
    Подтвердите до вт 24 ноября, 09:00
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную

    Точно отклонить запись? Клиент получит сообщение.
      [Да, отклонить] [Нет, оставить]
      [Это время уже занято]
      [Специалист болеет]
      [Не смогли до вас дозвониться]
      [✏️ Указать причину]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Да, отклонить"), @"
    ! Запись отклонена
    ~ ❌ Отклонена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: пн 23 ноября, 09:00
      [📜 История]
    ");
    assert!(all_of(&mut world, ANNA).contains("не подтвердили"));
    ask_for_colouring(&mut world, BORIS, "15:00");
    assert!(world.client(BORIS).sees().contains("Ждёт подтверждения"));
}

#[test]
fn the_second_of_two_admins_is_told_what_changed_and_by_whom() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let (message, data) = (world.admin(OLEG).last_message(), world.admin(OLEG).data("Подтвердить"));
    world.admin(OLGA).presses("Подтвердить");
    assert_snapshot!(world.admin(OLEG).forges(message, &data), @"
    ! Уже подтверждена другим администратором
    ~ ⚠️ Пока вы смотрели, запись изменилась
    Было: ждёт подтверждения
    Стало: подтверждена
    Изменил другой администратор: пн 23 ноября, 09:00

    ✅ Подтверждена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменил другой администратор: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn a_client_cancels_and_the_admins_are_told() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    world.admin(OLGA).presses("Подтвердить");
    world.client(ANNA).presses("Отменить запись");
    world.client(ANNA).presses("Да, отменить");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    🔔 Клиент отменил запись

    ❌ Отменена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменил клиент: пн 23 ноября, 09:00
      [📜 История]
    ");
}

#[test]
fn a_booking_that_nobody_confirms_is_given_up_and_told() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    world.pass(TimeDelta::hours(25));
    assert_snapshot!(all_of(&mut world, ANNA), @"
    Запись № 1 (Окрашивание, вт 24 ноября, 15:00) не успели подтвердить, и время освободилось. Попробуйте, пожалуйста, ещё раз.
    ---
    ⌛ Запись не подтвердили вовремя

    Окрашивание, Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    Запись № 1
    ");
    assert!(world.engine().writer().bookings_waiting(None, 0, 10).unwrap().is_empty());
    assert!(
        world.admin(OLGA).sees().contains("Никто не подтвердил") || world.admin(OLGA).live_messages() > 0
    );
}

#[test]
fn bookings_of_a_day_are_listed_and_opened() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    assert_snapshot!(olga.sees(), @"
    Салон «Ромашка»
    Какие записи показать?
      [Сегодня] [Завтра]
      [📅 Неделя] [Другая дата]
      [Ждут подтверждения (1)]
      [➕ Записать клиента]
      [🔍 Найти запись] [👥 Клиенты]
      [🕘 Расписание] [🔑 Сотрудники]
      [💈 Услуги и мастера]
      [❓ Почему нет времени]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
    assert_snapshot!(olga.presses("Завтра"), @"
    ~ Записи: завтра, вт 24 ноября
    1 запись, 1 ждёт подтверждения, свободно 16 ч
    Нажмите на запись, чтобы открыть её.
      [⏳ 15:00 Анна Иванова · Мария · Окраши…]
      [‹ пн 23] [ср 25 ›]
      [👤 Все мастера] [Все записи]
      [🖼 Картинкой] [📅 Неделя]
      [➕ Записать клиента]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("15:00"), @"
    ~ Запись № 1 — в сообщении ниже.
    + ⏳ Ждёт подтверждения
    Подтвердите до вт 24 ноября, 09:00
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
      [Подтвердить] [Отклонить]
      [Перенести]
      [✏️ Изменить…] [📜 История]
    ");
    olga.says("/start");
    assert_snapshot!(olga.presses("Другая дата"), @"
    ~ На какой день показать записи?
      [‹] [Ноябрь 2026] [›]
      [пн] [вт] [ср] [чт] [пт] [сб] [вс]
      [·] [·] [·] [·] [·] [·] [1]
      [2] [3] [4] [5] [6] [7] [8]
      [9] [10] [11] [12] [13] [14] [15]
      [16] [17] [18] [19] [20] [21] [22]
      [23] [24] [25] [26] [27] [28] [29]
      [30] [·] [·] [·] [·] [·] [·]
      [‹ Назад]
    ");
    assert!(olga.presses("24").contains("Анна"));
    olga.says("/start");
    assert!(olga.presses("Ждут").contains("Анна"));
}
