//! Bookings are looked for: by number, name and phone, and by what is typed into the menu (A3).

use domain::Role;
use insta::assert_snapshot;
use store::admins::Origin;

use crate::admin_clients::{anna_booked, booked_by_phone, by_phone};
use crate::admin_flow::with_admins;
use crate::world::{OLEG, OLGA, World};

/// Eight bookings of Марина's, five of which are over, beside Anna's.
fn filled() -> World {
    let mut world = anna_booked();
    let marina = by_phone(&mut world, "Марина Ёлкина", "+79031234567");
    for day in ["24", "25", "26"] {
        booked_by_phone(&mut world, marina, &format!("2026-11-{day}T08:00:00Z"));
        booked_by_phone(&mut world, marina, &format!("2026-11-{day}T14:00:00Z"));
    }
    world.jump("2026-11-25T09:00:00Z".parse().unwrap());
    world.settle();
    world
}

#[test]
fn a_booking_is_found_by_number_name_and_phone() {
    let mut world = anna_booked();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    assert_snapshot!(olga.presses("Найти запись"), @"
    ~ Поиск записи
    Напишите номер записи, имя или телефон клиента.
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("7"), @"+ Ничего не нашёл. Напишите номер записи, часть имени или последние цифры телефона.");
    assert_snapshot!(olga.says("№1"), @"
    ~ Запись № 1 — в сообщении ниже.
    + ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-89 — введён вручную
      [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert!(olga.says("АНН").contains("Запись № 1"));
    assert!(olga.says("8 (912) 345-67-89").contains("Запись № 1"));
    assert!(olga.says("67-89").contains("Запись № 1"));
    assert_snapshot!(olga.says("😀"), @"+ Напишите номер записи, имя или телефон клиента.");
    assert_snapshot!(olga.presses("Назад"), @"
    ~ Салон «Ромашка»
    Какие записи показать?
      [Сегодня] [Завтра]
      [Другая дата]
      [Ждут подтверждения (0)]
      [🔍 Найти запись] [👥 Клиенты]
      [🕘 Расписание]
      [🔑 Сотрудники]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
}

#[test]
fn what_is_to_come_stands_first_and_pages_are_turned() {
    let mut world = filled();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.says(crate::world::PIN);
    olga.says("/menu");
    olga.presses("Найти запись");
    assert_snapshot!(olga.says("а"), @"
    ~ Поиск записи
    Напишите номер записи, имя или телефон клиента.
    + Нашёл 7 записей. Сначала предстоящие.
      [25.11 17:00 Марина Ёлкина · Стрижка · Мария ✅]
      [26.11 11:00 Марина Ёлкина · Стрижка · Мария ✅]
      [26.11 17:00 Марина Ёлкина · Стрижка · Мария ✅]
      [25.11 11:00 Марина Ёлкина · Стрижка · Мария ✅]
      [24.11 17:00 Марина Ёлкина · Стрижка · Мария ✅]
      [24.11 15:00 Анна · Стрижка · Мария ✅]
      [›]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("›"), @"
    ~ Нашёл 7 записей. Сначала предстоящие.
      [24.11 11:00 Марина Ёлкина · Стрижка · Мария ✅]
      [‹]
      [‹ Назад] [Отмена]
    ");
    assert!(olga.presses("24.11 11:00").contains("Запись № 2"));
    assert_snapshot!(olga.presses("Назад"), @"
    ~ Поиск записи
    Напишите номер записи, имя или телефон клиента.
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn a_specialist_finds_own_bookings_alone() {
    let mut world = anna_booked();
    let now = world.now();
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != OLGA));
    world.engine().writer().put_admin(OLGA.into(), Role::Specialist, Origin::Invitation, now).unwrap();
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.says("Анна"), @"+ 🔒 Введите PIN.");
    assert_snapshot!(olga.says("№ 1"), @"
    + PIN — это от 6 до 12 цифр, без букв и пробелов.

    🔒 Введите PIN.
    ");
}

#[test]
fn what_is_typed_into_the_menu_is_looked_for() {
    let mut world = with_admins();
    by_phone(&mut world, "Марина Ёлкина", "+79031234567");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.says("елкина"), @"
    + 👤 Марина Ёлкина
    Клиент № 1
    📞 +7 903 123-45-67 — введён вручную

    Записей ещё не было

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: нет, только по телефону
    Согласие на обработку данных: ещё нет
      [📝 Заметка]
      [Имя] [Телефон]
      [🚫 Закрыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
    assert_snapshot!(olga.says("никто"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + Ничего не нашёл. Напишите номер записи, часть имени или последние цифры телефона.

    Салон «Ромашка»
    Какие записи показать?
      [Сегодня] [Завтра]
      [Другая дата]
      [Ждут подтверждения (0)]
      [🔍 Найти запись] [👥 Клиенты]
      [🕘 Расписание]
      [🔑 Сотрудники]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
    for number in 0..4 {
        by_phone(&mut world, &format!("Марина {number}"), &format!("+7903123450{number}"));
    }
    assert_snapshot!(world.admin(OLGA).says("марина"), @"
    ~ Ничего не нашёл. Напишите номер записи, часть имени или последние цифры телефона.

    Салон «Ромашка»
    Какие записи показать?
    + Вот кого я нашёл. Можно написать точнее.
      [Марина 0 · 45-00]
      [Марина 1 · 45-01]
      [Марина 2 · 45-02]
      [Марина 3 · 45-03]
      [Марина Ёлкина · 45-67]
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn bookings_and_the_clients_they_are_of_stand_together() {
    let mut world = filled();
    let mut oleg = world.admin(OLEG);
    oleg.says(crate::world::PIN);
    assert_snapshot!(oleg.says("8 903 123 45 67"), @"
    ~ Салон «Ромашка»
    Какие записи показать?
    + Нашёл 6 записей. Сначала предстоящие.
      [25.11 17:00 Марина Ёлкина · Стрижка · Мария ✅]
      [26.11 11:00 Марина Ёлкина · Стрижка · Мария ✅]
      [26.11 17:00 Марина Ёлкина · Стрижка · Мария ✅]
      [25.11 11:00 Марина Ёлкина · Стрижка · Мария ✅]
      [24.11 17:00 Марина Ёлкина · Стрижка · Мария ✅]
      [24.11 11:00 Марина Ёлкина · Стрижка · Мария ✅]
      [👤 Марина Ёлкина · 45-67]
      [Меню]
    ");
    assert_snapshot!(oleg.presses("Марина Ёлкина · 45-67"), @"
    + 👤 Марина Ёлкина
    Клиент № 2
    📞 +7 903 123-45-67 — введён вручную

    Состоявшихся визитов пока нет
    Впереди: 3
    Прошли, но не отмечены: 3
    Последний визит: сегодня, ср 25 ноября

    Впервые у нас: пн 23 ноября
    Telegram: нет, только по телефону
    Согласие на обработку данных: ещё нет
      [Записи (6)]
      [📝 Заметка]
      [Имя] [Телефон]
      [🚫 Закрыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
    assert_snapshot!(oleg.says("3"), @"
    ~ Запись № 3 — в сообщении ниже.
    + ✅ Подтверждена
    Запись № 3
    Стрижка · Мария
    🕒 вт 24 ноября, 17:00
    1 ч · 1 500 ₽
    👤 Марина Ёлкина
    📞 +7 903 123-45-67 — введён вручную
      [✔️ Состоялся] [🚫 Не пришёл]
      [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn digits_that_may_be_a_pin_go_unread_and_a_whole_phone_is_looked_for() {
    let mut world = anna_booked();
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.says("271829"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + Я удалил это сообщение: оно похоже на PIN, а доступ уже открыт. Искать по таким цифрам можно кнопкой «Найти запись».

    Салон «Ромашка»
    Какие записи показать?
      [Сегодня] [Завтра]
      [Другая дата]
      [Ждут подтверждения (0)]
      [🔍 Найти запись] [👥 Клиенты]
      [🕘 Расписание]
      [🔑 Сотрудники]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
    assert_snapshot!(olga.says("345-67-89"), @"
    ~ Я удалил это сообщение: оно похоже на PIN, а доступ уже открыт. Искать по таким цифрам можно кнопкой «Найти запись».

    Салон «Ромашка»
    Какие записи показать?
    + Я удалил это сообщение: оно похоже на PIN, а доступ уже открыт. Искать по таким цифрам можно кнопкой «Найти запись».

    Салон «Ромашка»
    Какие записи показать?
      [Сегодня] [Завтра]
      [Другая дата]
      [Ждут подтверждения (0)]
      [🔍 Найти запись] [👥 Клиенты]
      [🕘 Расписание]
      [🔑 Сотрудники]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
    assert_snapshot!(olga.says("9123456789"), @"
    ~ Я удалил это сообщение: оно похоже на PIN, а доступ уже открыт. Искать по таким цифрам можно кнопкой «Найти запись».

    Салон «Ромашка»
    Какие записи показать?
    + Нашёл 1 запись.
      [24.11 15:00 Анна · Стрижка · Мария ✅]
      [👤 Анна · 67-89]
      [Меню]
    ");
    let dialogue = world.engine().writer().dialogue("admin", OLGA.into()).unwrap().unwrap();
    assert_eq!(dialogue.state, None, "what may be a PIN even so is kept nowhere");
}
