//! The history of a booking, and what somebody hears who was slower (A4).

use insta::assert_snapshot;

use crate::admin_card::with_colouring;
use crate::admin_flow::{all_of, ask_for_colouring, with_admins};
use crate::world::{ANNA, OLEG, OLGA};

#[test]
fn the_history_tells_every_change_and_turns_over() {
    let mut world = with_colouring();
    let mut anna = world.client(ANNA);
    anna.presses("Добавить комментарий");
    anna.says("Приду с собакой");
    assert_snapshot!(world.admin(OLEG).presses("История"), @"
    ~ История записи № 1

    пн 23 ноября, 09:00 · клиент
    Изменён комментарий

    пн 23 ноября, 09:00 · другой администратор
    ждёт подтверждения → подтверждена

    пн 23 ноября, 09:00 · клиент
    Создана: Окрашивание · Мария · вт 24 ноября, 15:00 · 4 500 ₽
      [‹ Назад к записи]
    ");
    assert_snapshot!(world.admin(OLEG).presses("Назад к записи"), @"
    ~ ✅ Подтверждена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    💬 Приду с собакой
    Изменил клиент: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    for time in ["16:00", "17:00", "18:00", "16:00"] {
        let mut anna = world.client(ANNA);
        anna.presses("Перенести");
        anna.presses("24");
        anna.presses(time);
        anna.presses("Подтвердить");
    }
    assert_snapshot!(world.admin(OLEG).presses("История"), @"
    ~ История записи № 1

    пн 23 ноября, 09:00 · клиент
    вт 24 ноября, 18:00 → вт 24 ноября, 16:00

    пн 23 ноября, 09:00 · клиент
    вт 24 ноября, 17:00 → вт 24 ноября, 18:00

    пн 23 ноября, 09:00 · клиент
    вт 24 ноября, 16:00 → вт 24 ноября, 17:00

    пн 23 ноября, 09:00 · клиент
    подтверждена → ждёт подтверждения
    вт 24 ноября, 15:00 → вт 24 ноября, 16:00

    пн 23 ноября, 09:00 · клиент
    Изменён комментарий

    пн 23 ноября, 09:00 · другой администратор
    ждёт подтверждения → подтверждена
      [›]
      [‹ Назад к записи]
    ");
    assert_snapshot!(world.admin(OLEG).presses("›"), @"
    ~ История записи № 1

    пн 23 ноября, 09:00 · клиент
    Создана: Окрашивание · Мария · вт 24 ноября, 15:00 · 4 500 ₽
      [‹]
      [‹ Назад к записи]
    ");
    let message = world.admin(OLEG).last_message();
    for page in ["-1", "99", "9223372036854775807"] {
        let forged = format!("b1.7.history.{page}");
        world.admin(OLEG).forges(message, &forged);
        assert!(world.admin(OLEG).sees().contains("→ вт 24 ноября, 16:00"), "{page} is the first");
    }
}

#[test]
fn who_presses_on_what_is_otherwise_by_now_is_told_what_it_was_what_it_is_and_by_whom() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let message = world.admin(OLEG).last_message();
    world.admin(OLGA).presses("Отклонить");
    world.admin(OLGA).presses("Специалист болеет");
    assert_snapshot!(world.admin(OLEG).forges(message, "b1.1.confirm"), @"
    ! Уже отклонена другим администратором
    ~ ⚠️ Пока вы смотрели, запись изменилась
    Было: ждёт подтверждения
    Стало: отклонена
    Изменил другой администратор: пн 23 ноября, 09:00

    ❌ Отклонена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    ✏️ Причина: Специалист болеет
    Изменил другой администратор: пн 23 ноября, 09:00
      [📜 История]
    ");
    assert_snapshot!(world.admin(OLGA).forges(message, "b1.1.confirm"), @"! Уже отклонена вами");
}

#[test]
fn a_reason_that_was_written_too_late_is_not_lost() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    world.admin(OLEG).presses("Отклонить");
    world.admin(OLEG).presses("Указать причину");
    let mut anna = world.client(ANNA);
    anna.presses("Добавить комментарий");
    anna.says("Приду с собакой");
    assert_snapshot!(world.admin(OLEG).says("Мастер в отпуске"), @"
    ~ Почему отклоняем запись № 1? Напишите — клиент прочитает это.
    + Запись № 1 · вт 24 ноября, 15:00

    ⚠️ Пока вы смотрели, запись изменилась
    Изменён комментарий
    Изменил клиент: пн 23 ноября, 09:00

    Ваше изменение ещё не сохранено:
    Отклонить. Причина: Мастер в отпуске
      [Всё равно сохранить моё]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLEG).presses("Всё равно"), @"
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
    💬 Приду с собакой
    ✏️ Причина: Мастер в отпуске
    Изменили вы: пн 23 ноября, 09:00
      [📜 История]
    ");
    assert!(all_of(&mut world, ANNA).contains("Мастер в отпуске"));
}
