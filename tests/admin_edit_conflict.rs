//! Two admins at one booking, a lock or the end of the booking in the middle of an edit, and who no longer sees it (A4).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_card::make_specialist;
use crate::admin_edit::{begin, book, books_a_colouring_too, with_haircut};
use crate::admin_flow::{enter_first, with_admins};
use crate::world::{ANNA, BORIS, OLEG, OLGA, PIN};

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
      [Перенести] [Отменить запись]
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
      [Перенести]
      [✏️ Изменить…] [📜 История]
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Вера
    🕒 вт 24 ноября, 12:00
    1 ч · 1 500 ₽
    👤 Анна Сидорова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
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
      [Перенести] [Отменить запись]
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
      [Перенести] [Отменить запись]
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
