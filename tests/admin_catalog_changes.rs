//! Changes of the catalogue in chat: what they leave behind, two admins at once, categories (A6).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_catalog::{deeds, opens};
use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::world::{ANNA, OLEG, OLGA};

#[test]
fn a_service_that_is_switched_off_names_the_bookings_that_it_leaves() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    opens(&mut world, "Услуги", "Окрашивание");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Выключить"), @"
    ~ Окрашивание
    Состояние: включено → выключено

    Новых записей не будет. Осталась 1 предстоящая:
    • № 1, вт 24 ноября, 15:00 · Окрашивание · Мария
    Она останется в силе; отменить её можно в её карточке.
      [⏸ Выключить, записи оставить]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Выключить"), @"
    ~ ✅ Сохранено.

    Окрашивание
    ⏸ Выключена: новых записей на неё нет.
    Категория: нет
    Длительность: 2 ч
    Цена: 4 500 ₽
    Перерыв до: нет
    Перерыв после: нет
    Мест: 1
    Подтверждение: администратором
    Крайний срок: за 1 час до начала — как у всех
    Запись вперёд: на 60 дней — как у всех
    Шаг времени: 30 мин — как у всех
    Мастера: Мария
      [Название] [Категория]
      [Длительность] [Цена]
      [Перерыв до] [Перерыв после]
      [Мест] [Подтверждение]
      [Крайний срок] [Запись вперёд]
      [Шаг времени] [Мастера]
      [▲ Выше]
      [▶️ Включить]
      [‹ Назад]
    ");
    let mut anna = world.client(ANNA);
    anna.says("/start");
    let offered = anna.presses("Записаться");
    assert!(!offered.contains("Окрашивание"), "{offered}");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Включить"), @"
    ~ Окрашивание
    Состояние: выключено → включено

    Снова можно будет записаться.
      [▶️ Включить]
      [‹ Назад]
    ");
    olga.presses("Включить");
    assert_eq!(deeds(&world), ["cat-service-on", "cat-service-off"]);
}

#[test]
fn the_second_of_two_admins_hears_what_it_was_what_it_is_and_by_whom() {
    let mut world = with_admins();
    opens(&mut world, "Услуги", "Стрижка");
    let mut olga = world.admin(OLGA);
    olga.presses("Длительность");
    olga.says("90");
    let mut oleg = world.admin(OLEG);
    oleg.says("/menu");
    oleg.presses("Услуги и мастера");
    oleg.presses("Услуги");
    oleg.presses("Стрижка");
    oleg.presses("Длительность");
    oleg.presses("45");
    oleg.presses("Применить");
    assert_snapshot!(world.admin(OLGA).presses("Применить"), @"
    ~ ⚠️ Не сохранено: другой администратор успел раньше.
    Длительность — было: 1 ч, сейчас: 45 мин, вы хотели: 1 ч 30 мин.

    Стрижка
    Категория: нет
    Длительность: 45 мин
    Цена: 1 500 ₽
    Перерыв до: нет
    Перерыв после: нет
    Мест: 1
    Подтверждение: сразу
    Крайний срок: за 1 час до начала — как у всех
    Запись вперёд: на 60 дней — как у всех
    Шаг времени: 30 мин — как у всех
    Мастера: Мария, Вера
      [Название] [Категория]
      [Длительность] [Цена]
      [Перерыв до] [Перерыв после]
      [Мест] [Подтверждение]
      [Крайний срок] [Запись вперёд]
      [Шаг времени] [Мастера]
      [▼ Ниже]
      [⏸ Выключить]
      [‹ Назад]
    ");
    let service = &world.engine().writer().services().unwrap()[0];
    assert_eq!(service.duration, TimeDelta::minutes(45));

    // Something else of it.
    let mut olga = world.admin(OLGA);
    olga.presses("Мест");
    olga.presses("4");
    let mut oleg = world.admin(OLEG);
    oleg.presses("Цена");
    oleg.says("900");
    oleg.presses("Применить");
    assert_snapshot!(world.admin(OLGA).presses("Применить"), @"
    ~ ⚠️ Не сохранено: другой администратор успел изменить здесь другое. Вот как сейчас; если ваше изменение ещё нужно, повторите его.

    Стрижка
    Категория: нет
    Длительность: 45 мин
    Цена: 900 ₽
    Перерыв до: нет
    Перерыв после: нет
    Мест: 1
    Подтверждение: сразу
    Крайний срок: за 1 час до начала — как у всех
    Запись вперёд: на 60 дней — как у всех
    Шаг времени: 30 мин — как у всех
    Мастера: Мария, Вера
      [Название] [Категория]
      [Длительность] [Цена]
      [Перерыв до] [Перерыв после]
      [Мест] [Подтверждение]
      [Крайний срок] [Запись вперёд]
      [Шаг времени] [Мастера]
      [▼ Ниже]
      [⏸ Выключить]
      [‹ Назад]
    ");
    let mut olga = world.admin(OLGA);
    olga.presses("Название");
    world.admin(OLEG).presses("Название");
    world.admin(OLEG).says("Стрижка модельная");
    assert_snapshot!(world.admin(OLGA).says("Стрижка мужская"), @"
    ~ Сейчас: Стрижка
    Напишите, как должно быть.
    + ⚠️ Не сохранено: другой администратор успел раньше.
    Название — было: Стрижка, сейчас: Стрижка модельная, вы хотели: Стрижка мужская.

    Стрижка модельная
    Категория: нет
    Длительность: 45 мин
    Цена: 900 ₽
    Перерыв до: нет
    Перерыв после: нет
    Мест: 1
    Подтверждение: сразу
    Крайний срок: за 1 час до начала — как у всех
    Запись вперёд: на 60 дней — как у всех
    Шаг времени: 30 мин — как у всех
    Мастера: Мария, Вера
      [Название] [Категория]
      [Длительность] [Цена]
      [Перерыв до] [Перерыв после]
      [Мест] [Подтверждение]
      [Крайний срок] [Запись вперёд]
      [Шаг времени] [Мастера]
      [▼ Ниже]
      [⏸ Выключить]
      [‹ Назад]
    ");
}

#[test]
fn a_doubled_press_changes_once_and_says_nothing_wrong() {
    let mut world = with_admins();
    opens(&mut world, "Услуги", "Стрижка");
    let mut olga = world.admin(OLGA);
    olga.presses("Длительность");
    olga.says("90");
    assert_snapshot!(olga.presses_twice("Применить"), @"
    ~ Стрижка
    Категория: нет
    Длительность: 1 ч 30 мин
    Цена: 1 500 ₽
    Перерыв до: нет
    Перерыв после: нет
    Мест: 1
    Подтверждение: сразу
    Крайний срок: за 1 час до начала — как у всех
    Запись вперёд: на 60 дней — как у всех
    Шаг времени: 30 мин — как у всех
    Мастера: Мария, Вера
      [Название] [Категория]
      [Длительность] [Цена]
      [Перерыв до] [Перерыв после]
      [Мест] [Подтверждение]
      [Крайний срок] [Запись вперёд]
      [Шаг времени] [Мастера]
      [▼ Ниже]
      [⏸ Выключить]
      [‹ Назад]
    ");
    assert_eq!(olga.unanswered(), 0);
    olga.presses_twice("Ниже");
    let order: Vec<String> =
        world.engine().writer().services().unwrap().into_iter().map(|service| service.name).collect();
    assert_eq!(order, ["Окрашивание", "Стрижка"]);
    assert_eq!(deeds(&world), ["cat-service-moved", "cat-service-changed"]);
}

#[test]
fn categories_are_made_ordered_and_deleted_when_empty() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Услуги и мастера");
    assert_snapshot!(olga.presses("Категории"), @"
    ~ Категории
    Пока их нет, и это не мешает: клиенты видят все услуги одним списком.
      [➕ Новая категория]
      [‹ Назад]
    ");
    olga.presses("Новая категория");
    assert_snapshot!(olga.says("Волосы"), @"
    ~ Как назвать новую категорию? Например: «Волосы».
    + ✅ Категория добавлена. Чтобы перенести в неё услугу, откройте карточку услуги.

    Категория Волосы
    Услуг в ней нет.
      [Название]
      [🗑 Удалить]
      [‹ Назад]
    ");
    olga.presses("Назад");
    olga.presses("Новая категория");
    assert_snapshot!(olga.says("волосы"), @"+ «волосы» уже есть. Напишите, пожалуйста, по-другому.");
    olga.says("Ногти");
    olga.presses("Выше");
    opens(&mut world, "Услуги", "Стрижка");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Категория"), @"
    ~ Стрижка
    Категория: сейчас нет
    Выберите раздел прайса. Новые разделы добавляются в «Категориях».
      [Ногти] [Волосы]
      [Без категории]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Волосы"), @"
    ~ Стрижка
    Категория: нет → Волосы
      [✅ Применить]
      [‹ Назад]
    ");
    olga.presses("Применить");
    olga.presses("Назад");
    olga.presses("Назад");
    assert_snapshot!(olga.presses("Категории"), @"
    ~ Категории
    Так прайс делится на разделы. Нажмите на категорию, чтобы изменить её.
      [Ногти]
      [Волосы]
      [➕ Новая категория]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Волосы"), @"
    ~ Категория Волосы
    • Стрижка
      [Название]
      [▲ Выше]
      [‹ Назад]
    ");
    olga.presses("Назад");
    olga.presses("Ногти");
    assert_snapshot!(olga.presses("Удалить"), @"
    ~ ✅ Категория «Ногти» удалена.

    Категории
    Так прайс делится на разделы. Нажмите на категорию, чтобы изменить её.
      [Волосы]
      [➕ Новая категория]
      [‹ Назад]
    ");
}
