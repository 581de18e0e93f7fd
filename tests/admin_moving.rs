//! An admin moves a booking (A4).

use domain::{Currency, Money, Performed, Role};
use insta::assert_snapshot;
use store::admins::Origin;

use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::manual_booking::book_a_cut;
use crate::world::{ANNA, BORIS, OLEG, OLGA, World, salon};

/// Anna has booked a cut with Мария on Tuesday at ten; its card stands before both admins.
fn with_anna() -> World {
    let mut world = with_admins();
    book_a_cut(&mut world, ANNA, "Анна Иванова", "10:00");
    world
}

/// Olga is a specialist of the salon, and sees no bookings but her own.
pub fn olga_is(world: &mut World, place: usize) {
    let (now, tx) = (world.now(), world.engine().writer());
    let specialist = tx.specialists().unwrap()[place].id;
    tx.put_admin(OLGA.into(), Role::Specialist, Origin::Invitation, now).unwrap();
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    let sql = "UPDATE admin SET specialist_id = ?2 WHERE chat = ?1";
    database.execute(sql, [OLGA, specialist.get()]).unwrap();
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != OLGA));
}

#[test]
fn a_booking_is_moved_and_the_client_is_told() {
    let mut world = with_anna();
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Перенести"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + Переносим запись № 1
    Сейчас: вт 24 ноября, 10:00
    Стрижка · Мария
    На какой день? Числа — дни, когда есть свободное время.
    Можно и написать: завтра в 15.
      [⚡ Ближайшее: сегодня, 10:00]
      [·] [Ноябрь 2026] [›]
      [пн] [вт] [ср] [чт] [пт] [сб] [вс]
      [23] [24] [25] [26] [27] [·] [·]
      [30] [·] [·] [·] [·] [·] [·]
      [👤 Другой мастер]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("26"), @"
    ~ Переносим запись № 1
    Сейчас: вт 24 ноября, 10:00
    Стрижка · Мария
    чт 26 ноября
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
    assert_snapshot!(olga.presses("12:30"), @"
    ~ Перенести запись № 1?
    Было: завтра, вт 24 ноября, 10:00 · Мария
    Станет:
    Стрижка · Мария
    🕒 чт 26 ноября, 12:30
    1 ч, 1 500 ₽
    Клиент получит сообщение.
      [Подтвердить]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Подтвердить"), @"
    ! Запись перенесена
    ~ Запись № 1 — в сообщении ниже.
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 чт 26 ноября, 12:30
    1 ч · 1 500 ₽
    👤 Анна Иванова
    📞 +7 912 555-01-01 — из Telegram
    Изменили вы: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(world.client(ANNA).sees(), @"
    🔁 Мы перенесли вашу запись
    Было: вт 24 ноября, 10:00
    Если новое время не подходит, выберите другое или отмените запись кнопкой ниже.

    ✅ Вы записаны

    Стрижка, Мария
    🕒 чт 26 ноября, 12:30
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до чт 26 ноября, 10:30.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    assert_snapshot!(world.admin(OLEG).sees(), @"
    ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 чт 26 ноября, 12:30
    1 ч · 1 500 ₽
    👤 Анна Иванова
    📞 +7 912 555-01-01 — из Telegram
    Изменил другой администратор: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(world.client(ANNA).presses("Перенести"), @"
    + Переносим запись
    Сейчас: чт 26 ноября, 12:30. Это время пока остаётся за вами.

    Стрижка
    На какой день? Точки — это дни без свободного времени.
      [⚡ Ближайшее: сегодня, 10:00]
      [·] [Ноябрь 2026] [›]
      [пн] [вт] [ср] [чт] [пт] [сб] [вс]
      [23] [24] [25] [26] [27] [·] [·]
      [30] [·] [·] [·] [·] [·] [·]
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn its_own_time_is_not_in_the_way_and_that_of_others_is() {
    let mut world = with_anna();
    book_a_cut(&mut world, BORIS, "Борис", "11:00");
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Завтра");
    olga.presses("10:00 Анна");
    olga.presses("Перенести");
    assert_snapshot!(olga.says("завтра в 10:30"), @"
    ~ Переносим запись № 1
    Сейчас: вт 24 ноября, 10:00
    Стрижка · Мария
    На какой день? Числа — дни, когда есть свободное время.
    Можно и написать: завтра в 15.
    + Переносим запись № 1
    Сейчас: вт 24 ноября, 10:00
    Стрижка · Мария
    На завтра, вт 24 ноября, 10:30 записать нельзя:
    • Занято записью № 2: 11:00–12:00.
    Ближайшее свободное время:
      [завтра, 12:00]
      [завтра, 12:30]
      [завтра, 13:00]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("завтра в 9:30"), @"
    ~ Переносим запись № 1
    Сейчас: вт 24 ноября, 10:00
    Стрижка · Мария
    На завтра, вт 24 ноября, 10:30 записать нельзя:
    • Занято записью № 2: 11:00–12:00.
    Ближайшее свободное время:
    + Перенести запись № 1?
    Было: завтра, вт 24 ноября, 10:00 · Мария
    Станет:
    Стрижка · Мария
    🕒 завтра, вт 24 ноября, 09:30
    1 ч, 1 500 ₽
    Клиент получит сообщение.

    ⚠️ Клиентам это время не предлагается:
    • Мария в это время не работает: завтра, вт 24 ноября — 10:00–14:00, 15:00–20:00.
      [Всё равно перенести]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    assert!(olga.presses("Всё равно перенести").contains("вт 24 ноября, 09:30"));
    olga.presses("Перенести");
    olga.says("завтра в 9:30");
    assert_snapshot!(olga.presses("Всё равно перенести"), @"! Запись и так на это время");
}

#[test]
fn who_is_slower_is_told_what_it_was_what_it_is_and_by_whom_and_may_go_on() {
    let mut world = with_anna();
    world.admin(OLGA).presses("Перенести");
    world.admin(OLGA).says("25.11 16:00");
    world.admin(OLEG).presses("Перенести");
    world.admin(OLEG).says("26.11 12:00");
    world.admin(OLEG).presses("Подтвердить");
    assert_snapshot!(world.admin(OLGA).presses("Подтвердить"), @"
    ~ ⚠️ Пока вы смотрели, запись изменилась
    Было: вт 24 ноября, 10:00
    Стало: чт 26 ноября, 12:00
    Изменил другой администратор: пн 23 ноября, 09:00

    Перенести запись № 1?
    Было: чт 26 ноября, 12:00 · Мария
    Станет:
    Стрижка · Мария
    🕒 ср 25 ноября, 16:00
    1 ч, 1 500 ₽
    Клиент получит сообщение.
      [Подтвердить]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Подтвердить"), @"
    ! Запись перенесена
    ~ Запись № 1 — в сообщении ниже.
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 ср 25 ноября, 16:00
    1 ч · 1 500 ₽
    👤 Анна Иванова
    📞 +7 912 555-01-01 — из Telegram
    Изменили вы: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn a_booking_that_was_called_off_meanwhile_is_not_moved() {
    let mut world = with_anna();
    world.admin(OLGA).presses("Перенести");
    world.admin(OLGA).says("25.11 16:00");
    world.client(ANNA).presses("Отменить запись");
    world.client(ANNA).presses("Да, отменить");
    assert_snapshot!(world.admin(OLGA).presses("Подтвердить"), @"
    ! Так изменить эту запись уже нельзя
    ~ ❌ Отменена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 10:00
    1 ч · 1 500 ₽
    👤 Анна Иванова
    📞 +7 912 555-01-01 — из Telegram
    Изменил клиент: пн 23 ноября, 09:00
      [📜 История]
    ~ Запись № 1 — в сообщении ниже.
    ");
}

#[test]
fn with_another_specialist_the_agreed_price_stays_unless_the_admin_takes_the_list() {
    let mut world = with_anna();
    let mut catalog = salon();
    let own_price = Some(Money { minor: 120_000, currency: Currency::RUB });
    catalog.specialists[1].services[0] = Performed { price: own_price, ..catalog.specialists[1].services[0] };
    world.engine().writer().replace_catalog(&catalog).unwrap();
    let mut olga = world.admin(OLGA);
    olga.presses("Перенести");
    assert_snapshot!(olga.presses("Другой мастер"), @"
    ~ Переносим запись № 1
    Сейчас: вт 24 ноября, 10:00
    Стрижка
    К кому?
      [Кто свободен]
      [Мария]
      [Вера · 1 200 ₽]
      [‹ Назад] [Отмена]
    ");
    olga.presses("Вера");
    assert_snapshot!(olga.says("завтра в 13"), @"
    ~ Переносим запись № 1
    Сейчас: вт 24 ноября, 10:00
    Стрижка · Вера
    На какой день? Числа — дни, когда есть свободное время.
    Можно и написать: завтра в 15.
    + Перенести запись № 1?
    Было: завтра, вт 24 ноября, 10:00 · Мария
    Станет:
    Стрижка · Вера
    🕒 завтра, вт 24 ноября, 13:00
    1 ч, 1 500 ₽
    По прайсу было бы 1 200 ₽.
    Клиент получит сообщение.
      [Подтвердить]
      [По прайсу: 1 200 ₽]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("По прайсу"), @"
    ~ Перенести запись № 1?
    Было: завтра, вт 24 ноября, 10:00 · Мария
    Станет:
    Стрижка · Вера
    🕒 завтра, вт 24 ноября, 13:00
    1 ч, 1 200 ₽
    Клиент получит сообщение.
      [Подтвердить]
      [Прежняя цена: 1 500 ₽]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Подтвердить"), @"
    ! Запись перенесена
    ~ Запись № 1 — в сообщении ниже.
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Вера
    🕒 вт 24 ноября, 13:00
    1 ч · 1 200 ₽
    👤 Анна Иванова
    📞 +7 912 555-01-01 — из Telegram
    Изменили вы: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn a_booking_that_waits_is_confirmed_with_the_move() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let mut olga = world.admin(OLGA);
    olga.presses("Перенести");
    assert_snapshot!(olga.says("25.11 15:30"), @"
    ~ Переносим запись № 1
    Сейчас: вт 24 ноября, 15:00
    Окрашивание · Мария
    На какой день? Числа — дни, когда есть свободное время.
    Можно и написать: завтра в 15.
    + Перенести запись № 1?
    Было: завтра, вт 24 ноября, 15:00 · Мария
    Станет:
    Окрашивание · Мария
    🕒 ср 25 ноября, 15:30
    2 ч, 4 500 ₽
    Сейчас запись ждёт подтверждения. С переносом она подтвердится.
    Клиент получит сообщение.
      [Подтвердить]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    assert!(olga.presses("Подтвердить").contains("✅ Подтверждена"));
    world.pass(chrono::TimeDelta::hours(25));
    assert!(world.client(ANNA).says("/bookings").contains("15:30"), "nobody gave it up");
}

#[test]
fn specialists_move_their_own_bookings_within_their_own_time() {
    let mut world = with_anna();
    olga_is(&mut world, 0);
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Перенести"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + Переносим запись № 1
    Сейчас: вт 24 ноября, 10:00
    Стрижка · Мария
    На какой день? Числа — дни, когда есть свободное время.
    Можно и написать: завтра в 15.
      [⚡ Ближайшее: сегодня, 10:00]
      [·] [Ноябрь 2026] [›]
      [пн] [вт] [ср] [чт] [пт] [сб] [вс]
      [23] [24] [25] [26] [27] [·] [·]
      [30] [·] [·] [·] [·] [·] [·]
      [🕒 Другое время…]
      [‹ Назад] [Отмена]
    ");
    let data = olga.data("Другое время").replace("other", "with.2");
    let message = olga.last_message();
    olga.forges(message, &data);
    olga.says("25.11 15:30");
    assert!(olga.presses("Подтвердить").contains("Стрижка · Мария"));
}
