//! What admins set right of a booking, two of them at once, and what the client hears of it (A4).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_card::make_specialist;
use crate::admin_flow::{enter_first, with_admins};
use crate::world::{ANNA, BORIS, CLIENT, OLEG, OLGA, PIN, World};

/// Anna's haircut with Вера on Tuesday at noon, confirmed by itself; both admins have its card.
fn with_haircut() -> World {
    let mut world = with_admins();
    book(&mut world, ANNA, "Вера", "12:00");
    world
}

fn book(world: &mut World, person: i64, specialist: &str, time: &str) {
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
fn books_a_colouring_too(world: &mut World) {
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

fn begin(world: &mut World, admin: i64, what: &str) -> String {
    let mut talk = world.admin(admin);
    talk.presses("Изменить");
    talk.presses(what)
}

/// The newest messages that the client bot has sent a person, the newest last.
fn told(world: &World, person: i64, count: usize) -> String {
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
      [Отменить запись]
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
      [Отменить запись]
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
      [Отменить запись]
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
      [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(told(&world, ANNA, 1), @"
    Мы изменили вашу запись № 1 (вт 24 ноября, 12:00).
    Было: Стрижка, Вера, 1 500 ₽
    Стало: Стрижка, Вера, 1 200 ₽
    Если это вам не подходит, откройте запись — её можно перенести или отменить.
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

#[test]
fn a_service_that_the_specialist_does_not_perform_asks_who_will() {
    let mut world = with_haircut();
    assert_snapshot!(begin(&mut world, OLGA, "Услуги"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + Запись № 1 · вт 24 ноября, 12:00
    Сейчас: Стрижка

    Какую услугу оказываем? Время начала не изменится.
      [✓ Стрижка · 1 ч · 1 500 ₽]
      [Окрашивание · 2 ч · 4 500 ₽]
      [☑️ Несколько услуг]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Окрашивание"), @"
    ~ Вера этого не делает. Выберите, кто примет клиента.

    Запись № 1 · вт 24 ноября, 12:00
    Сейчас: Вера

    Кто примет клиента? Время начала не изменится.
      [Мария · свободно]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Мария"), @"
    ~ Запись № 1 · вт 24 ноября, 12:00
    Было: Стрижка · Вера
    1 ч, до 13:00 · 1 500 ₽
    Станет: Окрашивание · Мария
    2 ч, до 14:00 · 4 500 ₽

    Клиент получит сообщение.
      [Сохранить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Сохранить"), @"
    ! Сохранено
    ~ Запись № 1 — в сообщении ниже.
    ~ ✅ Подтверждена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 12:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: пн 23 ноября, 09:00
      [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(told(&world, ANNA, 1), @"
    Мы изменили вашу запись № 1 (вт 24 ноября, 12:00).
    Было: Стрижка, Вера, 1 500 ₽
    Стало: Окрашивание, Мария, 4 500 ₽
    Если это вам не подходит, откройте запись — её можно перенести или отменить.
    ");
    assert_snapshot!(world.client(ANNA).sees(), @"
    Мы изменили вашу запись № 1 (вт 24 ноября, 12:00).
    Было: Стрижка, Вера, 1 500 ₽
    Стало: Окрашивание, Мария, 4 500 ₽
    Если это вам не подходит, откройте запись — её можно перенести или отменить.
    ");
    assert_snapshot!(world.admin(OLEG).presses("История"), @"
    ~ История записи № 1

    пн 23 ноября, 09:00 · другой администратор
    Стрижка → Окрашивание
    Вера → Мария
    1 500 ₽ → 4 500 ₽

    пн 23 ноября, 09:00 · клиент
    Создана: Стрижка · Вера · вт 24 ноября, 12:00 · 1 500 ₽
      [‹ Назад к записи]
    ");
}

#[test]
fn several_services_are_ticked() {
    let mut world = with_haircut();
    begin(&mut world, OLGA, "Мастер");
    world.admin(OLGA).presses("Мария");
    world.admin(OLGA).presses("Сохранить");
    begin(&mut world, OLGA, "Услуги");
    assert_snapshot!(world.admin(OLGA).presses("Несколько услуг"), @"
    ~ Запись № 1 · вт 24 ноября, 12:00
    Сейчас: Стрижка

    Отметьте услуги и нажмите «Готово». Время начала не изменится.
      [✓ Стрижка · 1 ч · 1 500 ₽]
      [Окрашивание · 2 ч · 4 500 ₽]
      [Готово (1)]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Окрашивание"), @"
    ~ Запись № 1 · вт 24 ноября, 12:00
    Сейчас: Стрижка

    Отметьте услуги и нажмите «Готово». Время начала не изменится.
      [✓ Стрижка · 1 ч · 1 500 ₽]
      [✓ Окрашивание · 2 ч · 4 500 ₽]
      [Готово (2)]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Готово"), @"
    ~ Запись № 1 · вт 24 ноября, 12:00
    Было: Стрижка · Мария
    1 ч, до 13:00 · 1 500 ₽
    Станет: Стрижка + Окрашивание · Мария
    3 ч, до 15:00 · 6 000 ₽

    ⚠️ Визит закончится в 15:00, а мастер работает до 14:00.

    Клиент получит сообщение.
      [Всё равно сохранить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Назад"), @"
    ~ Запись № 1 · вт 24 ноября, 12:00
    Сейчас: Стрижка

    Отметьте услуги и нажмите «Готово». Время начала не изменится.
      [✓ Стрижка · 1 ч · 1 500 ₽]
      [✓ Окрашивание · 2 ч · 4 500 ₽]
      [Готово (2)]
      [‹ Назад] [Отмена]
    ");
    world.admin(OLGA).presses("Готово");
    assert!(world.admin(OLGA).presses("Всё равно сохранить").contains("Стрижка + Окрашивание · Мария"));
}

#[test]
fn an_occupied_specialist_is_refused_with_what_is_in_the_way() {
    let mut world = with_haircut();
    book(&mut world, BORIS, "Мария", "12:00");
    let mut olga = world.admin(OLGA);
    olga.says("/tomorrow");
    olga.presses("Вера");
    olga.presses("Изменить");
    assert_snapshot!(olga.presses("Мастер"), @"
    ~ Записи: завтра, вт 24 ноября
    2 записи, свободно 16 ч
    Нажмите на запись, чтобы открыть её.
    + Запись № 1 · вт 24 ноября, 12:00
    Сейчас: Вера

    Кто примет клиента? Время начала не изменится.
      [Мария · занято]
      [✓ Вера]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Мария"), @"
    ~ ❌ Мастер в это время занят
    • запись № 2, 12:00–13:00

    Запись № 1 · вт 24 ноября, 12:00
    Сейчас: Вера

    Кто примет клиента? Время начала не изменится.
      [Мария · занято]
      [✓ Вера]
      [‹ Назад] [Отмена]
    ");
    let booking = world.engine().writer().booking(1.into()).unwrap().unwrap().booking;
    assert_eq!((booking.specialist.get(), booking.version), (2, 1));
}

#[test]
fn what_breaks_the_hours_is_named_before_it_is_saved() {
    let mut world = with_admins();
    book(&mut world, ANNA, "Мария", "13:00");
    begin(&mut world, OLGA, "Услуги");
    assert_snapshot!(world.admin(OLGA).presses("Окрашивание"), @"
    ~ Запись № 1 · вт 24 ноября, 13:00
    Было: Стрижка · Мария
    1 ч, до 14:00 · 1 500 ₽
    Станет: Окрашивание · Мария
    2 ч, до 15:00 · 4 500 ₽

    ⚠️ Визит закончится в 15:00, а мастер работает до 14:00.

    Клиент получит сообщение.
      [Всё равно сохранить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Всё равно сохранить"), @"
    ! Сохранено
    ~ Запись № 1 — в сообщении ниже.
    ~ ✅ Подтверждена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 13:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: пн 23 ноября, 09:00
      [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn an_own_price_is_kept_or_given_up_as_the_admin_says() {
    let mut world = with_admins();
    book(&mut world, ANNA, "Мария", "12:00");
    begin(&mut world, OLGA, "Цена");
    world.admin(OLGA).says("1000");
    world.admin(OLGA).presses("Сохранить");
    begin(&mut world, OLGA, "Услуги");
    assert_snapshot!(world.admin(OLGA).presses("Окрашивание"), @"
    ~ Запись № 1 · вт 24 ноября, 12:00
    Было: Стрижка · Мария
    1 ч, до 13:00 · 1 000 ₽
    Станет: Окрашивание · Мария
    2 ч, до 14:00 · 4 500 ₽

    Клиент получит сообщение.
    Какую цену поставить?
      [По прайсу: 4 500 ₽]
      [Оставить 1 000 ₽]
      [‹ Назад] [Отмена]
    ");
    world.admin(OLGA).presses("Оставить");
    let price = world.engine().writer().booking(1.into()).unwrap().unwrap().booking.price;
    assert_eq!(price.minor, 100_000);
}

#[test]
fn the_second_of_two_admins_keeps_what_they_wrote_and_sees_what_changed_and_by_whom() {
    let mut world = with_haircut();
    begin(&mut world, OLEG, "Комментарий");
    begin(&mut world, OLGA, "Мастер");
    world.admin(OLGA).presses("Мария");
    world.admin(OLGA).presses("Сохранить");
    assert_snapshot!(world.admin(OLEG).says("Аллергия на аммиак"), @"
    ~ Запись № 1 · вт 24 ноября, 12:00

    Напишите новый комментарий. Клиент видит его в своей записи.
    + Запись № 1 · вт 24 ноября, 12:00

    ⚠️ Пока вы смотрели, запись изменилась
    Было: Вера
    Стало: Мария
    Изменил другой администратор: пн 23 ноября, 09:00

    Ваше изменение ещё не сохранено:
    Комментарий: Аллергия на аммиак
      [Всё равно сохранить моё]
      [‹ Назад] [Отмена]
    ");
    // Somebody is quicker once more, before Oleg has pressed.
    begin(&mut world, OLGA, "Цена");
    world.admin(OLGA).says("1300");
    world.admin(OLGA).presses("Сохранить");
    assert_snapshot!(world.admin(OLEG).presses("Всё равно сохранить"), @"
    ! Запись изменили раньше вас
    ~ Запись № 1 · вт 24 ноября, 12:00

    ⚠️ Пока вы смотрели, запись изменилась
    Было: Вера
    Стало: Мария
    Изменил другой администратор: пн 23 ноября, 09:00
    Было: 1 500 ₽
    Стало: 1 300 ₽
    Изменил другой администратор: пн 23 ноября, 09:00

    Ваше изменение ещё не сохранено:
    Комментарий: Аллергия на аммиак
      [Всё равно сохранить моё]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLEG).presses("Всё равно сохранить"), @"
    ! Сохранено
    ~ Запись № 1 — в сообщении ниже.
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 12:00
    1 ч · 1 300 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    💬 Аллергия на аммиак
    Изменили вы: пн 23 ноября, 09:00
      [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    let booking = world.engine().writer().booking(1.into()).unwrap().unwrap().booking;
    assert_eq!((booking.specialist.get(), booking.price.minor), (1, 130_000), "nothing is overwritten");
}

#[test]
fn a_name_that_was_changed_on_another_booking_meanwhile_is_not_overwritten() {
    let mut world = with_haircut();
    begin(&mut world, OLEG, "Имя");
    books_a_colouring_too(&mut world);
    // The newest card is that of the colouring.
    begin(&mut world, OLGA, "Имя");
    world.admin(OLGA).says("Анна Петрова");
    assert_snapshot!(world.admin(OLEG).says("Анна Сидорова"), @"
    ~ Запись № 1 · вт 24 ноября, 12:00
    Сейчас: Анна Иванова

    Как зовут клиента?
    Имя изменится в карточке клиента — во всех его записях (1).
    + Запись № 1 · вт 24 ноября, 12:00

    ⚠️ Пока вы смотрели, запись изменилась
    Было: Анна Иванова
    Стало: Анна Петрова
    Изменил другой администратор: пн 23 ноября, 09:00

    Ваше изменение ещё не сохранено:
    Имя: Анна Сидорова
      [Всё равно сохранить моё]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLEG).presses("Всё равно сохранить"), @"
    ! Сохранено
    ~ Запись № 1 — в сообщении ниже.
    ~ ⏳ Ждёт подтверждения
    Подтвердите до вт 24 ноября, 09:00
    Запись № 2
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Сидорова
    📞 +7 912 345-67-89 — введён вручную
    Изменил другой администратор: пн 23 ноября, 09:00
      [Подтвердить] [Отклонить]
      [✏️ Изменить…] [📜 История]
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Вера
    🕒 вт 24 ноября, 12:00
    1 ч · 1 500 ₽
    👤 Анна Сидорова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: пн 23 ноября, 09:00
      [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn a_price_that_was_changed_meanwhile_is_looked_over_anew() {
    let mut world = with_haircut();
    begin(&mut world, OLEG, "Цена");
    world.admin(OLEG).says("900");
    begin(&mut world, OLGA, "Цена");
    world.admin(OLGA).says("1100");
    world.admin(OLGA).presses("Сохранить");
    assert_snapshot!(world.admin(OLEG).presses("Сохранить"), @"
    ! Запись изменили раньше вас
    ~ Запись № 1 · вт 24 ноября, 12:00

    ⚠️ Пока вы смотрели, запись изменилась
    Было: 1 500 ₽
    Стало: 1 100 ₽
    Изменил другой администратор: пн 23 ноября, 09:00

    Ваше изменение ещё не сохранено:
    Цена: 900 ₽
      [Всё равно сохранить моё]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLEG).presses("Всё равно сохранить"), @"
    ~ Запись № 1 · вт 24 ноября, 12:00
    Было: 1 100 ₽
    Станет: 900 ₽

    Клиент получит сообщение.
      [Сохранить]
      [‹ Назад] [Отмена]
    ");
    world.admin(OLEG).presses("Назад");
    assert_snapshot!(world.admin(OLEG).presses("Назад"), @"
    ~ Запись № 1 — в сообщении ниже.
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Вера
    🕒 вт 24 ноября, 12:00
    1 ч · 1 100 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменил другой администратор: пн 23 ноября, 09:00
      [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn to_whom_a_booking_is_given_hears_of_it_and_the_former_one_keeps_no_card() {
    let mut world = with_admins();
    make_specialist(&mut world, OLEG, 2);
    make_specialist(&mut world, ANNA, 1);
    // Anna is Мария, and works here too.
    enter_first(&mut world, ANNA);
    book(&mut world, BORIS, "Вера", "12:00");
    assert!(world.admin(OLEG).sees().contains("Новая запись"));
    begin(&mut world, OLGA, "Мастер");
    world.admin(OLGA).presses("Мария");
    world.admin(OLGA).presses("Сохранить");
    assert_snapshot!(world.admin(OLEG).sees(), @"Запись № 1 теперь у другого мастера.");
    assert_snapshot!(world.admin(ANNA).sees(), @"
    🔔 Эту запись передали вам

    ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 12:00
    1 ч · 1 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменил другой администратор: пн 23 ноября, 09:00
      [Отменить запись]
      [📜 История]
    ");
    let message = world.admin(OLEG).last_message();
    assert_snapshot!(world.admin(OLEG).forges(message, "b1.2.cancel-sure"), @"! Эта кнопка уже не действует");
}

#[test]
fn a_lock_or_a_booking_that_is_over_in_the_middle_of_an_edit_loses_nothing_and_changes_nothing() {
    let mut world = with_haircut();
    begin(&mut world, OLGA, "Услуги");
    world.pass(TimeDelta::minutes(16));
    world.admin(OLGA).presses("Окрашивание");
    assert!(world.admin(OLGA).says(PIN).contains("Какую услугу оказываем?"));
    world.client(ANNA).presses("Отменить запись");
    world.client(ANNA).presses("Да, отменить");
    world.admin(OLGA).presses("Окрашивание");
    world.admin(OLGA).presses("Мария");
    assert_snapshot!(world.admin(OLGA).presses("Сохранить"), @"
    ! Запись изменили раньше вас
    ~ Запись № 1 · вт 24 ноября, 12:00

    ⚠️ Пока вы смотрели, запись изменилась
    Было: подтверждена
    Стало: отменена
    Изменил клиент: пн 23 ноября, 09:16

    Ваше изменение ещё не сохранено:
    Окрашивание · Мария

    Теперь изменить это уже нельзя.
      [‹ Назад] [Отмена]
    ");
    assert_eq!(world.engine().writer().booking(1.into()).unwrap().unwrap().booking.version, 2);
}

#[test]
fn forged_presses_of_an_edit_change_nothing() {
    let mut world = with_haircut();
    begin(&mut world, OLGA, "Услуги");
    let message = world.admin(OLGA).last_message();
    let revision = world.admin(OLGA).data("Окрашивание");
    let revision = revision.split('.').next().unwrap().to_owned();
    for action in [
        "service.99",
        "service.-1",
        "page.99",
        "ready",
        "save",
        "save.7",
        "specialist.1",
        "again",
        "none",
        "x",
    ] {
        world.admin(OLGA).forges(message, &format!("{revision}.{action}"));
    }
    let booking = world.engine().writer().booking(1.into()).unwrap().unwrap().booking;
    assert_eq!(booking.version, 1);
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 0);
}
