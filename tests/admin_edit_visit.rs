//! Other services or another specialist at the same start: what fits, what is warned of, what is refused (A4).

use insta::assert_snapshot;

use crate::admin_edit::{begin, book, told, with_haircut};
use crate::admin_flow::with_admins;
use crate::world::{ANNA, BORIS, OLEG, OLGA};

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
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    assert_snapshot!(told(&world, ANNA, 1), @"
    Мы изменили вашу запись № 1 (вт 24 ноября, 12:00).
    Было: Стрижка, Вера, 1 500 ₽
    Стало: Окрашивание, Мария, 4 500 ₽
    Если это вам не подходит, перенесите или отмените запись кнопкой ниже.

    ✅ Вы записаны

    Окрашивание, Мария
    🕒 вт 24 ноября, 12:00
    2 ч · 4 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 10:00.
    ");
    assert_snapshot!(world.client(ANNA).sees(), @"
    Мы изменили вашу запись № 1 (вт 24 ноября, 12:00).
    Было: Стрижка, Вера, 1 500 ₽
    Стало: Окрашивание, Мария, 4 500 ₽
    Если это вам не подходит, перенесите или отмените запись кнопкой ниже.

    ✅ Вы записаны

    Окрашивание, Мария
    🕒 вт 24 ноября, 12:00
    2 ч · 4 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 10:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
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

    ⚠️ Клиентам это время не предлагается:
    • Визит закончился бы в 15:00, а Мария работает до 14:00.

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
    ~ ❌ В это время так не получится
    • Занято записью № 2: 12:00–13:00.

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
fn a_time_that_a_client_is_choosing_or_that_is_blocked_is_nobodys_to_give() {
    let mut world = with_haircut();
    let mut boris = world.client(BORIS);
    for words in ["/start", "Записаться", "Стрижка", "Мария", "24", "12:00"] {
        if words.starts_with('/') {
            boris.says(words)
        } else {
            boris.presses(words)
        };
    }
    begin(&mut world, OLGA, "Мастер");
    assert_snapshot!(world.admin(OLGA).presses("Мария"), @"
    ~ ❌ В это время так не получится
    • Кто-то сейчас записывается на 12:00–13:00: время держится за ним до 09:10.

    Запись № 1 · вт 24 ноября, 12:00
    Сейчас: Вера

    Кто примет клиента? Время начала не изменится.
      [Мария · занято]
      [✓ Вера]
      [‹ Назад] [Отмена]
    ");
    world.client(BORIS).presses("Отмена");
    assert!(world.admin(OLGA).presses("Мария").contains("[Сохранить]"), "it is free again");
    // Somebody takes the time while Olga looks the change over.
    book(&mut world, BORIS, "Мария", "12:00");
    assert!(world.admin(OLGA).presses("Сохранить").contains("Занято записью № 2: 12:00–13:00"));
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

    ⚠️ Клиентам это время не предлагается:
    • Визит закончился бы в 15:00, а Мария работает до 14:00.

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
      [Перенести] [Отменить запись]
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
