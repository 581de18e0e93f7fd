//! Specialists in chat: who performs what, and the document that says it all (A6).

use insta::assert_snapshot;

use crate::admin_catalog::opens;
use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::world::{ANNA, OLEG, OLGA, World};

#[test]
fn a_specialist_is_added_and_what_they_do_not_perform_is_unmarked() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Услуги и мастера");
    assert_snapshot!(olga.presses("Мастера"), @"
    ~ Мастера
    Нажмите на мастера, чтобы изменить услуги, имя или фото.
      [Мария]
      [Вера]
      [➕ Новый мастер]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Новый мастер"), @"
    ~ Как зовут мастера? Так имя увидят клиенты.
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("мария"), @"+ «мария» уже есть. Напишите, пожалуйста, по-другому.");
    assert_snapshot!(olga.says("Зоя"), @"
    ~ Как зовут мастера? Так имя увидят клиенты.
    + ✅ Мастер добавлен, часы — по общему расписанию. Снимите отметки с лишних услуг.

    Зоя
    Отметьте услуги этого мастера. Нажмите на отмеченную услугу, чтобы задать своё время или цену.
      [☑ Стрижка · 1 ч, 1 500 ₽]
      [☑ Окрашивание · 2 ч, 4 500 ₽]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Окрашивание"), @"
    ~ Зоя · Окрашивание
    Длительность: 2 ч — как у всех
    Цена: 4 500 ₽ — как у всех
      [Длительность] [Цена]
      [Не выполняет]
      [Все услуги мастера]
      [Карточка услуги]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Не выполняет"), @"
    ~ Зоя больше не выполняет «Окрашивание».

    ✅ Ни одной записи это не заденет.
      [✅ Применить]
      [‹ Назад] [Отмена]
    ");
    olga.presses("Применить");
    assert_snapshot!(olga.presses("Назад"), @"
    ~ Зоя
    Отметьте услуги этого мастера. Нажмите на отмеченную услугу, чтобы задать своё время или цену.
      [☑ Стрижка · 1 ч, 1 500 ₽]
      [☐ Окрашивание]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Окрашивание"), @"
    ~ ✅ Сохранено.

    Зоя · Окрашивание
    Длительность: 2 ч — как у всех
    Цена: 4 500 ₽ — как у всех
      [Длительность] [Цена]
      [Не выполняет]
      [Все услуги мастера]
      [Карточка услуги]
      [‹ Назад]
    ");
}

#[test]
fn somebody_has_a_time_and_a_price_of_their_own() {
    let mut world = with_admins();
    opens(&mut world, "Мастера", "Вера");
    let mut olga = world.admin(OLGA);
    olga.presses("Услуги мастера");
    olga.presses("Стрижка");
    assert_snapshot!(olga.presses("Длительность"), @"
    ~ Вера · Стрижка
    Длительность: сейчас 1 ч — как у всех
    Выберите или напишите, например: 45, 1:30, «полтора часа».
      [15 мин] [30 мин]
      [45 мин] [1 ч]
      [1 ч 30 мин] [2 ч]
      [2 ч 30 мин] [3 ч]
      [✓ 1 ч — как у всех]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("45"), @"
    ~ Вера · Стрижка
    Длительность: сейчас 1 ч — как у всех
    Выберите или напишите, например: 45, 1:30, «полтора часа».
    + Вера · Стрижка
    Длительность: 1 ч — как у всех → 45 мин
      [✅ Применить]
      [‹ Назад]
    ");
    olga.presses("Применить");
    olga.presses("Цена");
    olga.says("1 800");
    assert_snapshot!(olga.presses("Применить"), @"
    ~ ✅ Сохранено.

    Вера · Стрижка
    Длительность: 45 мин
    Цена: 1 800 ₽
      [Длительность] [Цена]
      [Не выполняет]
      [Все услуги мастера]
      [Карточка услуги]
      [‹ Назад]
    ");
    olga.presses("Длительность");
    olga.presses("как у всех");
    assert_snapshot!(olga.presses("Применить"), @"
    ~ ✅ Сохранено.

    Вера · Стрижка
    Длительность: 1 ч — как у всех
    Цена: 1 800 ₽
      [Длительность] [Цена]
      [Не выполняет]
      [Все услуги мастера]
      [Карточка услуги]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Карточка услуги"), @"
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
      [Длительность] [Цена]
      [Перерыв до] [Перерыв после]
      [Мест] [Подтверждение]
      [Крайний срок] [Запись вперёд]
      [Шаг времени] [Мастера]
      [▼ Ниже]
      [⏸ Выключить]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Мастера"), @"
    ~ Стрижка
    Отметьте, кто выполняет. Нажмите на отмеченного мастера, чтобы задать своё время или цену.
      [☑ Мария · 1 ч, 1 500 ₽]
      [☑ Вера · 1 ч, 1 800 ₽]
      [‹ Назад]
    ");
}

#[test]
fn a_specialist_who_is_switched_off_leaves_bookings_that_are_named() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    opens(&mut world, "Мастера", "Мария");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Выключить"), @"
    ~ Больше не записывать к мастеру: Мария

    📊 Свободных окон с 23 ноября по 29 ноября: сейчас 76, станет 0.

    ⚠️ Это коснётся предстоящих записей: 1.
    ✋ Оставим как есть: 1
    Нажмите на запись, чтобы решить о ней отдельно. 📞 — клиенту нужно позвонить.
      [✋ 24.11 15:00 Анна Иванова · Окрашивание ⛔]
      [💬 Всем предложить другое время]
      [👥 Отдать свободным коллегам]
      [✋ Все оставить] [❌ Все отменить]
      [✅ Применить]
      [‹ Назад] [Отмена]
    ");
    olga.presses("15:00");
    assert_snapshot!(olga.presses("Применить"), @"
    ~ ⏳ Ждёт подтверждения
    Подтвердите до вт 24 ноября, 09:00
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    ⏳ Предложили другое время, ждём ответа (спросили пн 23 ноября, 09:00)
      [Подтвердить] [Отклонить]
      [Перенести]
      [🤝 Договорились лично]
      [✏️ Изменить…] [📜 История]
    ~ ✅ Готово, изменение действует.
    💬 1 клиенту отправлен вопрос.
      [⏳ Кто ещё не ответил]
      [‹ Назад]
      [Меню]
    ");
    olga.presses("Назад");
    assert_snapshot!(olga.presses("Назад"), @"
    ~ Мастера
    Нажмите на мастера, чтобы изменить услуги, имя или фото.
      [⏸ Мария]
      [Вера]
      [➕ Новый мастер]
      [‹ Назад]
    ");
    assert!(world.client(ANNA).sees().contains("другое время"), "{}", world.client(ANNA).sees());
}

#[test]
fn what_somebody_does_no_more_asks_what_becomes_of_its_bookings() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    opens(&mut world, "Мастера", "Мария");
    let mut olga = world.admin(OLGA);
    olga.presses("Услуги мастера");
    olga.presses("Окрашивание");
    assert_snapshot!(olga.presses("Не выполняет"), @"
    ~ Мария больше не выполняет «Окрашивание».

    ⚠️ Это коснётся предстоящих записей: 1.
    ✋ Оставим как есть: 1
    Нажмите на запись, чтобы решить о ней отдельно. 📞 — клиенту нужно позвонить.
      [✋ 24.11 15:00 Анна Иванова · Окрашивание ⛔]
      [💬 Всем предложить другое время]
      [👥 Отдать свободным коллегам]
      [✋ Все оставить] [❌ Все отменить]
      [✅ Применить]
      [‹ Назад] [Отмена]
    ");
    world.admin(OLEG).says("/menu");
    let mut oleg = world.admin(OLEG);
    oleg.presses("Услуги и мастера");
    oleg.presses("Мастера");
    oleg.presses("Мария");
    oleg.presses("Имя");
    oleg.says("Мария П.");
    let said = world.admin(OLGA).presses("Применить");
    assert!(!said.contains("Готово"), "{said}");
    let tx = world.engine().writer();
    assert_eq!(tx.specialists().unwrap()[0].services.len(), 2, "nothing is overwritten");
}

#[test]
fn what_was_edited_in_chat_is_exported_and_imported_the_same() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Услуги и мастера");
    olga.presses("Категории");
    for name in ["Волосы", "Ногти"] {
        olga.presses("Новая категория");
        olga.says(name);
        olga.presses("Назад");
    }
    olga.presses("Ногти");
    olga.presses("Выше");
    opens(&mut world, "Услуги", "Стрижка");
    let mut olga = world.admin(OLGA);
    olga.presses("Категория");
    olga.presses("Волосы");
    olga.presses("Применить");
    olga.presses("Мест");
    olga.presses("4");
    olga.presses("Применить");
    olga.presses("Запись вперёд");
    olga.presses("14");
    olga.presses("Применить");
    opens(&mut world, "Услуги", "Окрашивание");
    let mut olga = world.admin(OLGA);
    olga.presses("Выключить");
    olga.presses("Применить");
    opens(&mut world, "Мастера", "Вера");
    let mut olga = world.admin(OLGA);
    olga.presses("Фото");
    olga.sends_photo();
    olga.presses("Услуги мастера");
    olga.presses("Стрижка");
    olga.presses("Цена");
    olga.says("12,50");
    olga.presses("Применить");
    opens(&mut world, "Мастера", "Мария");
    let mut olga = world.admin(OLGA);
    olga.presses("Выключить");
    olga.presses("Применить");

    let tx = world.engine().writer();
    let (before, photos) = (tx.catalog().unwrap(), tx.photos().unwrap());
    let written = zapis::catalog::write(&before);
    assert_snapshot!(written, @r#"
    hours = ""

    [[category]]
    name = "Ногти"

    [[category]]
    name = "Волосы"

    [[service]]
    name = "Стрижка"
    category = "Волосы"
    duration = "1h"
    price = 1500
    seats = 4
    horizon = "14d"

    [[service]]
    name = "Окрашивание"
    duration = "2h"
    price = 4500
    confirmation = "by_admin"
    active = false

    [[specialist]]
    name = "Мария"
    services = [
        "Стрижка",
        "Окрашивание",
    ]
    hours = "Mon-Fri 10:00-14:00, 15:00-20:00"
    active = false

    [[specialist]]
    name = "Вера"
    photo = "specialist-2.png"
    services = [
        { name = "Стрижка", price = "12.50" },
    ]
    hours = "Tue-Sat 09:00-18:00"
    "#);
    let file = std::path::Path::new("salon.toml");
    let read = zapis::catalog::parse(file, &written, domain::Currency::RUB).unwrap();
    tx.replace_catalog(&read).unwrap();
    tx.put_photos(&photos).unwrap();
    assert_eq!(tx.catalog().unwrap(), before);
    assert_eq!(tx.photos().unwrap(), photos);

    // A house that knows nothing of all this.
    let other = World::new();
    let other = other.engine().writer();
    other.replace_catalog(&read).unwrap();
    assert_eq!(zapis::catalog::write(&other.catalog().unwrap()), written);
}
