//! A client books, as the conversation on the screen (C1, C3).

use insta::assert_snapshot;

use crate::world::{ANNA, CLARA, World};

/// Chooses Maria on Tuesday at 15:00 and stops at the name.
pub fn choose_tuesday(world: &mut World, person: i64) {
    let mut talk = world.client(person);
    talk.says("/start");
    talk.presses("Записаться");
    talk.presses("Стрижка");
    talk.presses("Мария");
    talk.presses("24");
    talk.presses("15:00");
    talk.presses("Даю согласие");
}

/// Goes all the way to the review.
pub fn reach_review(world: &mut World, person: i64) {
    choose_tuesday(world, person);
    let mut talk = world.client(person);
    talk.says("Анна");
    talk.says("8 912 345-67-89");
}

#[test]
fn a_client_books_in_russian() {
    let mut world = World::new();
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.says("/start"), @"
    + Салон «Ромашка»
    Здравствуйте! Запишу вас за минуту — выберите, что нужно.
      [📅 Записаться]
      [🗒 Мои записи] [Мои данные]
      [Цены] [Контакты]
      [О нас] [Язык · Language]
    ");
    assert_snapshot!(anna.presses("Записаться"), @"
    ~ На что вас записать?
      [Стрижка · 1 500 ₽]
      [Окрашивание · 4 500 ₽]
      [Несколько услуг сразу]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Стрижка"), @"
    ~ Стрижка
    К кому вас записать?
      [Не важно, к кому]
      [Мария]
      [Вера]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Мария"), @"
    ~ Стрижка
    На какой день? Точки — это дни без свободного времени.
      [⚡ Ближайшее: сегодня, 10:00]
      [·] [Ноябрь 2026] [›]
      [пн] [вт] [ср] [чт] [пт] [сб] [вс]
      [23] [24] [25] [26] [27] [·] [·]
      [30] [·] [·] [·] [·] [·] [·]
      [Встать в лист ожидания]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("24"), @"
    ~ Стрижка
    завтра, вт 24 ноября
    Во сколько вам удобно?
      [— Утро —]
      [10:00] [10:30] [11:00] [11:30]
      [— День —]
      [12:00] [12:30] [13:00] [15:00]
      [15:30] [16:00] [16:30]
      [— Вечер —]
      [17:00] [17:30] [18:00] [18:30]
      [19:00]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("15:00"), @"
    ~ Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:00
    Держим это время для вас до 09:10.

    Прежде чем записать вас
    Чтобы записать вас и напомнить о визите, Салон «Ромашка» сохранит ваше имя, телефон и записи. Другим мы их не передаём, а по вашей просьбе удалим. Вы согласны?
    Что хранится и зачем: /privacy
      [Даю согласие]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Даю согласие"), @"
    ~ Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:00
    Держим это время для вас до 09:10.

    Как вас зовут? Напишите имя.
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.says("Анна Иванова"), @"
    ~ Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:00
    Держим это время для вас до 09:10.

    Как вас зовут? Напишите имя.
    + Оставьте номер телефона — нажмите кнопку внизу или напишите его сюда.
    keyboard: 📱 Поделиться номером | ‹ Назад | Отмена
    ");
    assert_snapshot!(anna.shares_contact(), @"
    + Хорошо.
    + Всё верно?

    Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:00
    1 ч, 1 500 ₽
    👤 Анна Иванова, +7 912 555-01-01

    Держим это время для вас до 09:10.
      [Подтвердить]
      [Добавить комментарий]
      [Другое время]
      [‹ Назад] [Отмена]
    keyboard:
    ");
    assert_snapshot!(anna.presses("Добавить комментарий"), @"
    ~ Напишите комментарий к записи, до 500 знаков.
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.says("Приду с <b>собакой</b> & зонтом"), @"
    ~ Напишите комментарий к записи, до 500 знаков.
    + Всё верно?

    Стрижка, Мария
    🕒 завтра, вт 24 ноября, 15:00
    1 ч, 1 500 ₽
    👤 Анна Иванова, +7 912 555-01-01
    💬 Приду с <b>собакой</b> & зонтом

    Держим это время для вас до 09:10.
      [Подтвердить]
      [Изменить комментарий]
      [Другое время]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Подтвердить"), @"
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
    💬 Приду с <b>собакой</b> & зонтом
    Отменить или перенести можно до вт 24 ноября, 13:00.
      [Перенести] [Отменить запись]
      [Изменить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    assert_eq!(anna.live_messages(), 1, "one message has live buttons");
}

#[test]
fn a_client_books_in_english() {
    let mut world = World::new();
    let mut clara = world.client(CLARA);
    assert_snapshot!(clara.says("/start"), @"
    + Салон «Ромашка»
    Hello! Booking takes a minute — choose what you need.
      [📅 Book]
      [🗒 My bookings] [My data]
      [Prices] [Contacts]
      [About us] [Language · Язык]
    ");
    assert_snapshot!(clara.presses("Book"), @"
    ~ What would you like to book?
      [Стрижка · 1 500 ₽]
      [Окрашивание · 4 500 ₽]
      [Several services at once]
      [‹ Back] [Cancel]
    ");
    assert_snapshot!(clara.presses("Стрижка"), @"
    ~ Стрижка
    Who would you like to see?
      [Anyone available]
      [Мария]
      [Вера]
      [‹ Back] [Cancel]
    ");
    assert_snapshot!(clara.presses("Anyone available"), @"
    ~ Стрижка
    Which day? A dot means nothing is free.
    🌍 Times are Moscow time (UTC+3)
      [⚡ Soonest: today, 10:00]
      [·] [November 2026] [›]
      [Mo] [Tu] [We] [Th] [Fr] [Sa] [Su]
      [23] [24] [25] [26] [27] [28] [·]
      [30] [·] [·] [·] [·] [·] [·]
      [Join the waitlist]
      [‹ Back] [Cancel]
    ");
    assert_snapshot!(clara.presses("25"), @"
    ~ Стрижка
    Wed 25 November
    What time suits you?
    🌍 Times are Moscow time (UTC+3)
      [— Morning —]
      [09:00] [09:30] [10:00] [10:30]
      [11:00] [11:30]
      [— Afternoon —]
      [12:00] [12:30] [13:00] [13:30]
      [14:00] [14:30] [15:00] [15:30]
      [16:00] [16:30]
      [— Evening —]
      [17:00] [17:30] [18:00] [18:30]
      [19:00]
      [‹ Back] [Cancel]
    ");
    assert_snapshot!(clara.presses("12:00"), @"
    ~ Стрижка, Мария
    🕒 Wed 25 November, 12:00
    We are holding this time for you until 09:10.

    Before we book you in
    To book you in and remind you of your visit, Салон «Ромашка» will keep your name, phone number and bookings. We do not pass them on, and we delete them if you ask us to. Do you agree?
    What is stored and why: /privacy
      [I agree]
      [‹ Back] [Cancel]
    ");
    assert_snapshot!(clara.presses("I agree"), @"
    ~ Стрижка, Мария
    🕒 Wed 25 November, 12:00
    We are holding this time for you until 09:10.

    What is your name? Please type it.
      [‹ Back] [Cancel]
    ");
    assert_snapshot!(clara.says("Clara"), @"
    ~ Стрижка, Мария
    🕒 Wed 25 November, 12:00
    We are holding this time for you until 09:10.

    What is your name? Please type it.
    + Please leave your phone number: press the button below or type it here.
    keyboard: 📱 Share my number | ‹ Back | Cancel
    ");
    assert_snapshot!(clara.says("+44 20 7946 0958"), @"
    + All right.
    + Is everything correct?

    Стрижка, Мария
    🕒 Wed 25 November, 12:00
    1 h, 1 500 ₽
    👤 Clara, +44 20 7946 0958
    🌍 Times are Moscow time (UTC+3)

    We are holding this time for you until 09:10.
      [Confirm]
      [Add a comment]
      [Another time]
      [‹ Back] [Cancel]
    keyboard:
    ");
    assert_snapshot!(clara.presses("Confirm"), @"
    ~ ✅ You are booked

    Стрижка, Мария
    🕒 Wed 25 November, 12:00
    1 h · 1 500 ₽
    Booking No. 1
    🌍 Times are Moscow time (UTC+3)
    You can cancel or move it until Wed 25 November, 10:00.
      [Move] [Cancel the booking]
      [Add a comment]
      [Tell me about earlier times]
      [🔁 Repeat every week]
      [📅 Add to calendar] [Menu]
    ");
}

#[test]
fn a_known_client_is_not_asked_again() {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    world.client(ANNA).presses("Подтвердить");
    let mut anna = world.client(ANNA);
    anna.presses("Меню");
    anna.presses("Записаться");
    anna.presses("Стрижка");
    anna.presses("Мария");
    anna.presses("25");
    assert_snapshot!(anna.presses("12:00"), @"
    ~ Стрижка, Мария
    🕒 ср 25 ноября, 12:00
    Держим это время для вас до 09:10.

    На чьё имя записать? Нажмите или напишите другое.
      [Анна]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Анна"), @"
    ~ По какому номеру с вами связаться?
      [+7 912 345-67-89]
      [Другой номер]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("+7 912 345-67-89"), @"
    ~ Всё верно?

    Стрижка, Мария
    🕒 ср 25 ноября, 12:00
    1 ч, 1 500 ₽
    👤 Анна, +7 912 345-67-89

    Держим это время для вас до 09:10.
      [Подтвердить]
      [Добавить комментарий]
      [Другое время]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Подтвердить"), @"
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 ср 25 ноября, 12:00
    1 ч · 1 500 ₽
    Запись № 2
    Отменить или перенести можно до ср 25 ноября, 10:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
}
