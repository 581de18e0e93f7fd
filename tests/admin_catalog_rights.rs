//! Who may change what of the catalogue, and what comes of odd words and forged presses (A1, A6).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_catalog::opens;
use crate::admin_flow::with_admins;
use crate::world::{OLGA, PIN, World};

#[test]
fn a_manager_changes_everything_but_prices() {
    let mut world = with_admins();
    becomes_manager(&mut world);
    assert_snapshot!(opens(&mut world, "Услуги", "Стрижка"), @"
    ~ Стрижка
    Категория: нет
    Длительность: 1 ч
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
      [Длительность]
      [Перерыв до] [Перерыв после]
      [Мест] [Подтверждение]
      [Крайний срок] [Запись вперёд]
      [Шаг времени] [Мастера]
      [▼ Ниже]
      [⏸ Выключить]
      [‹ Назад]
    ");
    let mut olga = world.admin(OLGA);
    let message = olga.last_message();
    for forged in
        ["e.cat-price-edit.1", "e.cat-price-try.1.5", "e.cat-price-set.1.1.150000.5", "e.cat-service-new"]
    {
        assert_eq!(olga.forges(message, forged), "! Вашей роли это недоступно. Попросите владельца.");
    }
    assert_snapshot!(olga.forges(message, "e.cat-service-set.1.1.2.150000.5"), @"! Эта кнопка уже не действует");
    for forged in ["e.cat-fee-edit.1.1", "e.cat-fee-try.1.1.5", "e.cat-fee-set.1.1.1.-1.5"] {
        assert_eq!(olga.forges(message, forged), "! Вашей роли это недоступно. Попросите владельца.");
    }
    assert_snapshot!(olga.forges(message, "e.cat-person-set.1.1.3.1.-1.5"), @"! Эта кнопка уже не действует");
    let service = &world.engine().writer().services().unwrap()[0];
    assert_eq!(service.price.minor, 150_000);
}

/// Вера takes 1 800 ₽ for a haircut, and the card of that is open.
fn with_own_price() -> World {
    let mut world = with_admins();
    opens(&mut world, "Мастера", "Вера");
    let mut olga = world.admin(OLGA);
    for words in ["Услуги мастера", "Стрижка", "Цена"] {
        olga.presses(words);
    }
    olga.says("1 800");
    olga.presses("Применить");
    world
}

fn becomes_manager(world: &mut World) {
    let now = world.now();
    let tx = world.engine().writer();
    tx.put_admin(OLGA.into(), domain::Role::Manager, store::admins::Origin::Invitation, now).unwrap();
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != OLGA));
}

/// What Вера takes for a haircut of her own, if she performs it.
fn own_price(world: &World) -> Option<Option<i64>> {
    let vera = world.engine().writer().specialist_to_edit(2.into()).unwrap().unwrap().value;
    vera.performs(1.into()).map(|own| own.price.map(|price| price.minor))
}

#[test]
fn a_manager_takes_no_own_price_away_with_the_skill() {
    let mut world = with_own_price();
    becomes_manager(&mut world);
    assert_snapshot!(world.admin(OLGA).presses("Не выполняет"), @"
    ~ ⚠️ У мастера здесь своя цена, а цены меняет только владелец. Попросите его снять эту услугу.

    Вера · Стрижка
    Длительность: 1 ч — как у всех
    Цена: 1 800 ₽
      [Длительность]
      [Не выполняет]
      [Все услуги мастера]
      [Карточка услуги]
      [‹ Назад]
    ");
    assert_eq!(own_price(&world), Some(Some(180_000)));
    let message = world.admin(OLGA).last_message();
    let version = world.engine().writer().specialist_to_edit(2.into()).unwrap().unwrap().version;
    let forged = format!("e.cat-person-set.2.{version}.1.1.1.0");
    assert_eq!(world.admin(OLGA).forges(message, &forged), "! Эта кнопка уже не действует");
    assert_eq!(own_price(&world), Some(Some(180_000)));
    opens(&mut world, "Мастера", "Мария");
    for words in ["Услуги мастера", "Стрижка", "Не выполняет", "Применить"]
    {
        world.admin(OLGA).presses(words);
    }
    let maria = world.engine().writer().specialist(1.into()).unwrap().unwrap();
    assert!(maria.performs(1.into()).is_none(), "without an own price it is the manager's to take away");
}

#[test]
fn an_owner_takes_it_away_knowing_it_unless_they_are_a_manager_by_then() {
    let mut world = with_own_price();
    assert_snapshot!(world.admin(OLGA).presses("Не выполняет"), @"
    ~ Вера больше не выполняет «Стрижка».
    ⚠️ Свои условия мастера для этой услуги (длительность, цена) сотрутся.

    📊 Свободных окон с 23 ноября по 29 ноября: сейчас 85, станет 0.

    ✅ Ни одной записи это не заденет.
      [✅ Применить]
      [‹ Назад] [Отмена]
    ");
    becomes_manager(&mut world);
    world.admin(OLGA).presses("Применить");
    assert_eq!(own_price(&world), Some(Some(180_000)));
    let mut world = with_own_price();
    world.admin(OLGA).presses("Не выполняет");
    world.admin(OLGA).presses("Применить");
    assert_eq!(own_price(&world), None);
}

#[test]
fn whoever_loses_the_right_in_the_middle_cannot_finish() {
    let mut world = with_admins();
    opens(&mut world, "Услуги", "Стрижка");
    world.admin(OLGA).presses("Цена");
    becomes_manager(&mut world);
    let said = world.admin(OLGA).says("1");
    assert!(!said.contains("Применить"), "{said}");
    assert_eq!(world.engine().writer().services().unwrap()[0].price.minor, 150_000);
}

#[test]
fn odd_words_and_forged_presses_do_no_harm() {
    let mut world = with_admins();
    opens(&mut world, "Услуги", "Стрижка");
    let mut olga = world.admin(OLGA);
    olga.presses("Название");
    assert_snapshot!(olga.says(&"я".repeat(4096)), @"+ Напишите название словами, до 60 символов.");
    assert_snapshot!(olga.says("\u{202e}\u{200b}"), @"+ Напишите название словами, до 60 символов.");
    assert_snapshot!(olga.sends_photo(), @"+ Напишите название словами, до 60 символов.");
    assert_snapshot!(olga.says("\u{202e}<i>Каре</i> & 💇"), @"
    ~ Сейчас: Стрижка
    Напишите, как должно быть.
    + ✅ Сохранено.

    <i>Каре</i> & 💇
    Категория: нет
    Длительность: 1 ч
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
    let message = olga.last_message();
    for forged in [
        "e.cat-service.99",
        "e.cat-service-set.99.1.1.60.90",
        "e.cat-person.0",
        "e.cat-category.-5",
        "e.cat-skill.1.77",
    ] {
        let said = olga.forges(message, forged);
        assert!(said.contains("уже нет") || said.is_empty(), "{forged}: {said}");
    }
    olga.says("/menu");
    olga.presses("Услуги и мастера");
    let message = olga.last_message();
    for forged in [
        "e.cat-service-set.1.2.1.60.0",
        "e.cat-service-set.1.2.1.60.9223372036854775807",
        "e.cat-service-set.1.2.0.0.88",
        "e.cat-service-set.1.2.10.1.2",
        "e.cat-service-edit.1.-1",
        "e.cat-service-try.1.11.1",
        "e.cat-person-try.1.9.9.9",
        "e.cat-person-set.1.1.2.1.-1.-2",
        "e.cat-service",
        "e.cat-pick.5",
    ] {
        assert_eq!(olga.forges(message, forged), "! Эта кнопка уже не действует", "{forged}");
    }
    let service = &world.engine().writer().services().unwrap()[0];
    assert_eq!((service.name.as_str(), service.duration), ("<i>Каре</i> & 💇", TimeDelta::minutes(60)));
}

#[test]
fn a_lock_in_the_middle_asks_the_pin_and_goes_on_there() {
    let mut world = with_admins();
    opens(&mut world, "Услуги", "Стрижка");
    world.admin(OLGA).presses("Длительность");
    world.pass(TimeDelta::minutes(16));
    world.admin(OLGA).says("90");
    assert_snapshot!(world.admin(OLGA).says(PIN), @"
    + Стрижка
    Длительность: сейчас 1 ч
    Выберите или напишите, например: 45, 1:30, «полтора часа».
      [15 мин] [30 мин]
      [45 мин] [✓ 1 ч]
      [1 ч 30 мин] [2 ч]
      [2 ч 30 мин] [3 ч]
      [‹ Назад] [Отмена]
    ");
    world.restart();
    assert!(world.admin(OLGA).says("90").contains("Применить"));
}
