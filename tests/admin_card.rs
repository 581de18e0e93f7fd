//! The card of a booking: decisions with reasons, who came, and who may what (A4, C6, C10).

use chrono::TimeDelta;
use domain::Role;
use insta::assert_snapshot;
use store::admins::Origin;

use crate::admin_flow::{all_of, ask_for_colouring, with_admins};
use crate::world::{ANNA, OLEG, OLGA, PIN, World};

/// Anna has a colouring on Tuesday at three, which an admin has confirmed.
pub fn with_colouring() -> World {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    world.admin(OLGA).presses("Подтвердить");
    world
}

/// It is half past three on Tuesday, and both admins have the card before them.
fn while_she_is_there() -> World {
    let mut world = with_colouring();
    world.pass(TimeDelta::minutes(30 * 60 + 30));
    for admin in [OLGA, OLEG] {
        open_from_the_day(&mut world, admin);
    }
    world
}

/// Somebody of the staff who is a specialist, and is not named in the configuration.
pub fn make_specialist(world: &mut World, admin: i64, specialist: i64) {
    let tx = world.engine().writer();
    tx.put_admin(admin.into(), Role::Specialist, Origin::Invitation, world.now()).unwrap();
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    database.execute("UPDATE admin SET specialist_id = ?2 WHERE chat = ?1", [admin, specialist]).unwrap();
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != admin));
}

/// Opens the card of Anna's booking of today.
pub fn open_from_the_day(world: &mut World, admin: i64) {
    let mut talk = world.admin(admin);
    talk.says("/menu");
    talk.says(PIN);
    talk.says("/today");
    talk.presses("Анна");
}

#[test]
fn a_usual_reason_is_one_press_and_the_client_reads_it() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Отклонить"), @"
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
    assert_snapshot!(olga.presses("Специалист болеет"), @"
    ! Запись отклонена
    ~ ❌ Отклонена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    ✏️ Причина: Специалист болеет
    Изменили вы: пн 23 ноября, 09:00
      [📜 История]
    ");
    assert_snapshot!(all_of(&mut world, ANNA), @"
    К сожалению, запись № 1 (Окрашивание, вт 24 ноября, 15:00) не подтвердили. Выберите, пожалуйста, другое время.
    Причина: Специалист болеет
    ---
    ❌ Запись не подтверждена

    Окрашивание, Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    Запись № 1
    Причина: Специалист болеет
    ");
}

#[test]
fn a_usual_reason_is_told_in_the_language_of_the_client() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let tx = world.engine().writer();
    let client = tx.known_client_of(ANNA.into()).unwrap().unwrap();
    tx.set_client_language(client.id, "en").unwrap();
    world.admin(OLGA).presses("Отклонить");
    world.admin(OLGA).presses("Специалист болеет");
    assert!(all_of(&mut world, ANNA).contains("Reason: The specialist is ill"));
}

#[test]
fn a_booking_is_called_off_with_a_reason_or_without() {
    let mut world = with_colouring();
    let mut olga = world.admin(OLGA);
    olga.presses("Отменить запись");
    assert_snapshot!(olga.presses("По вашей просьбе"), @"
    ! Запись отменена
    ~ ❌ Отменена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    ✏️ Причина: По вашей просьбе
    Изменили вы: пн 23 ноября, 09:00
      [📜 История]
    ");
    assert!(all_of(&mut world, ANNA).contains("Причина: По вашей просьбе"));

    let mut world = with_colouring();
    world.admin(OLGA).presses("Отменить запись");
    world.admin(OLGA).presses("Да, отменить");
    assert!(!all_of(&mut world, ANNA).contains("Причина"));
}

#[test]
fn who_came_is_noted_from_the_begin_on_and_a_mistake_is_mended() {
    let mut world = with_colouring();
    let (message, version) = (world.admin(OLGA).last_message(), 2);
    assert_snapshot!(world.admin(OLGA).forges(message, &format!("b1.{version}.done")), @"! Визит ещё не начался");
    let mut world = while_she_is_there();
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.sees(), @"
    ✅ Подтверждена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: пн 23 ноября, 09:00
      [✔️ Состоялся] [🚫 Не пришёл]
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(olga.presses("Не пришёл"), @"
    ! Отмечено: клиент не пришёл
    ~ ❌ Клиент не пришёл
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: вт 24 ноября, 15:30
      [✔️ Состоялся] [↩️ Снять отметку]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(olga.presses("Состоялся"), @"
    ! Отмечено: визит состоялся
    ~ ✔️ Визит состоялся
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: вт 24 ноября, 15:30
      [🚫 Не пришёл] [↩️ Снять отметку]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(olga.presses("Снять отметку"), @"
    ! Отметка снята
    ~ ✅ Подтверждена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: вт 24 ноября, 15:30
      [✔️ Состоялся] [🚫 Не пришёл]
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn a_note_of_long_ago_stays() {
    let mut world = while_she_is_there();
    world.admin(OLGA).presses("Не пришёл");
    let message = world.admin(OLGA).last_message();
    world.pass(TimeDelta::hours(24));
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).says(PIN);
    assert_snapshot!(world.admin(OLGA).forges(message, "b1.3.done"), @"
    ! Прошло больше суток: отметку уже не исправить
    ~ ❌ Клиент не пришёл
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: вт 24 ноября, 15:30
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn after_the_visit_the_client_is_asked_how_it_was_and_late_if_it_was_noted_otherwise() {
    let mut world = while_she_is_there();
    world.admin(OLGA).presses("Состоялся");
    world.pass(TimeDelta::hours(4));
    assert!(world.client(ANNA).sees().contains("Как всё прошло"), "{}", world.client(ANNA).sees());

    let mut world = while_she_is_there();
    world.admin(OLGA).presses("Не пришёл");
    world.pass(TimeDelta::hours(4));
    assert!(!world.client(ANNA).sees().contains("Как всё прошло"));
    open_from_the_day(&mut world, OLGA);
    world.admin(OLGA).presses("Состоялся");
    world.pass(TimeDelta::minutes(1));
    assert!(world.client(ANNA).sees().contains("Как всё прошло"), "{}", world.client(ANNA).sees());
}

#[test]
fn a_press_on_a_notice_in_a_locked_session_is_finished_after_the_pin() {
    let mut world = with_colouring();
    world.pass(TimeDelta::minutes(16));
    assert!(world.admin(OLGA).presses("История").contains("Введите PIN"));
    assert!(world.admin(OLGA).says(PIN).contains("История записи № 1"));
    world.pass(TimeDelta::minutes(16));
    world.admin(OLGA).presses("Назад к записи");
    world.admin(OLGA).says(PIN);
    world.pass(TimeDelta::minutes(16));
    world.admin(OLGA).presses("Изменить");
    assert_snapshot!(world.admin(OLGA).says(PIN), @"
    ~ Запись № 1 — в сообщении ниже.
    + ✅ Подтверждена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: пн 23 ноября, 09:00

    Что изменить?
      [Имя] [Телефон]
      [Услуги] [Мастер]
      [Цена] [Комментарий]
      [‹ Назад к записи]
    ");
}

#[test]
fn a_specialist_decides_about_own_bookings_and_edits_none() {
    let mut world = with_admins();
    // Who performs the colouring is Мария.
    make_specialist(&mut world, OLGA, 1);
    ask_for_colouring(&mut world, ANNA, "15:00");
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
      [📜 История]
    ");
    let message = world.admin(OLGA).last_message();
    assert_snapshot!(world.admin(OLGA).forges(message, "b1.2.edit-price"), @"! Вашей роли это недоступно. Попросите владельца.");
    world.pass(TimeDelta::minutes(30 * 60 + 30));
    open_from_the_day(&mut world, OLGA);
    assert!(world.admin(OLGA).presses("Состоялся").contains("визит состоялся"));
}
