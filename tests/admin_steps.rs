//! Steps of the admin bot: words that are asked for, a lock in the middle, rights that go (A1, A4).

use chrono::TimeDelta;
use domain::Role;
use insta::assert_snapshot;
use store::admins::Origin;

use crate::admin_flow::{all_of, ask_for_colouring, with_admins};
use crate::world::{ANNA, OLGA, PIN};

#[test]
fn a_booking_is_declined_with_a_reason_that_the_client_reads() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let mut olga = world.admin(OLGA);
    olga.presses("Отклонить");
    assert_snapshot!(olga.presses("Указать причину"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + Почему отклоняем запись № 1? Напишите — клиент прочитает это.
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says(&"я".repeat(501)), @"+ Это длиннее 500 символов. Напишите, пожалуйста, короче.");
    assert_snapshot!(olga.sends_photo(), @"+ Напишите причину словами.");
    assert_snapshot!(olga.says("Мастер заболел, извините <b>"), @"
    ~ Запись № 1 — в сообщении ниже.
    ~ Запись № 1 — в сообщении ниже.
    + Запись отклонена
    + ❌ Отклонена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    ✏️ Причина: Мастер заболел, извините <b>
    Изменили вы: пн 23 ноября, 09:00
      [📜 История]
    ");
    let told = all_of(&mut world, ANNA);
    assert!(told.contains("Мастер заболел, извините <b>"), "{told}");
}

#[test]
fn who_thinks_better_of_it_is_back_on_the_card() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let mut olga = world.admin(OLGA);
    olga.presses("Отклонить");
    olga.presses("Указать причину");
    assert_snapshot!(olga.presses("Назад"), @"
    ~ Запись № 1 — в сообщении ниже.
    ~ ⏳ Ждёт подтверждения
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
}

#[test]
fn a_lock_in_the_middle_of_a_step_asks_the_pin_and_goes_on_there() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    world.admin(OLGA).presses("Отклонить");
    world.admin(OLGA).presses("Указать причину");
    world.pass(TimeDelta::minutes(16));
    assert_snapshot!(world.admin(OLGA).says("Мастер заболел"), @"
    ~ Почему отклоняем запись № 1? Напишите — клиент прочитает это.
    + 🔒 Введите PIN.
    ");
    assert_snapshot!(world.admin(OLGA).says(PIN), @"
    + Почему отклоняем запись № 1? Напишите — клиент прочитает это.
      [‹ Назад] [Отмена]
    ");
    assert!(world.admin(OLGA).says("Мастер заболел").contains("Отклонена"));
}

#[test]
fn a_step_that_is_left_alone_is_closed_and_a_command_ends_it() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    world.admin(OLGA).presses("Отклонить");
    world.admin(OLGA).presses("Указать причину");
    assert_snapshot!(world.admin(OLGA).says("/today"), @"
    ~ Почему отклоняем запись № 1? Напишите — клиент прочитает это.
    + Записи: сегодня, пн 23 ноября
    Записей пока нет, свободно 9 ч.
      [‹ вс 22] [вт 24 ›]
      [👤 Все мастера] [Все записи]
      [🖼 Картинкой] [📅 Неделя]
      [➕ Записать клиента]
      [‹ Назад]
    ");
    world.admin(OLGA).presses("Назад");
    world.admin(OLGA).presses("Ждут");
    world.admin(OLGA).presses("15:00");
    world.admin(OLGA).presses("Отклонить");
    world.admin(OLGA).presses("Указать причину");
    world.pass(TimeDelta::minutes(31));
    assert_snapshot!(world.admin(OLGA).sees(), @"
    Я подождал и закрыл этот шаг. Ничего не изменилось.
      [Меню]
    ");
}

#[test]
fn a_specialist_sees_own_bookings_alone() {
    let mut world = with_admins();
    let now = world.now();
    // Вера cuts; the colouring is Мария's.
    let tx = world.engine().writer();
    tx.put_admin(OLGA.into(), Role::Specialist, Origin::Invitation, now).unwrap();
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != OLGA));
    let before = world.admin(OLGA).last_message();
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert_eq!(world.admin(OLGA).last_message(), before, "no news of another's booking");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.says("/menu"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + Салон «Ромашка»
    Какие записи показать?
      [Сегодня] [Завтра]
      [📅 Неделя] [Другая дата]
      [Ждут подтверждения (0)]
      [🔍 Найти запись]
      [❓ Почему нет времени]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
    let message = olga.last_message();
    assert_snapshot!(olga.forges(message, "e.open.1"), @"! Эта кнопка уже не действует");
    assert_snapshot!(olga.forges(message, "b1.1.confirm"), @"! Эта кнопка уже не действует");
    let lines = world.engine().writer().journal(None, 10).unwrap();
    assert_eq!(lines.iter().map(|line| line.deed.as_str()).collect::<Vec<_>>(), ["press-foreign"]);
}

#[test]
fn a_button_under_news_ends_a_step_as_a_command_does() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let mut olga = world.admin(OLGA);
    let message = olga.last_message();
    olga.presses("Отклонить");
    olga.presses("Указать причину");
    assert_snapshot!(olga.forges(message, "e.today"), @"
    ~ Почему отклоняем запись № 1? Напишите — клиент прочитает это.
    + Записи: сегодня, пн 23 ноября
    Записей пока нет, свободно 9 ч.
      [‹ вс 22] [вт 24 ›]
      [👤 Все мастера] [Все записи]
      [🖼 Картинкой] [📅 Неделя]
      [➕ Записать клиента]
      [‹ Назад]
    ");
    assert_snapshot!(olga.says("Мастер заболел"), @"
    ~ Записи: сегодня, пн 23 ноября
    Записей пока нет, свободно 9 ч.
    + Ничего не нашёл. Напишите номер записи, часть имени или последние цифры телефона.

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
}
