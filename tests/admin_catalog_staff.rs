//! Specialists in chat: who performs what, their pictures, and the document that says it all (A6).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_catalog::{deeds, opens};
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
    + ✅ Мастер добавлен, часы — как у заведения. Снимите отметки с услуг, которые он не выполняет.

    Зоя
    Отметьте, что выполняет. Нажмите на отмеченную услугу, чтобы задать своё время или цену.
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
    ~ Зоя · Окрашивание
    Выполняет: да → нет

    Предстоящих записей нет, никого не заденет.
      [Не выполняет]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Не выполняет"), @"
    ~ ✅ Сохранено.

    Зоя
    Отметьте, что выполняет. Нажмите на отмеченную услугу, чтобы задать своё время или цену.
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
    assert_snapshot!(olga.presses("Назад"), @"
    ~ Зоя
    📷 Фото пока нет
    🕒 Часы как у заведения — меняются в разделе «Расписание»

    Выполняет:
    • Стрижка · 1 ч, 1 500 ₽
    • Окрашивание · 2 ч, 4 500 ₽
      [Услуги мастера]
      [Имя] [📷 Фото]
      [▲ Выше]
      [⏸ Выключить]
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
    assert_snapshot!(opens(&mut world, "Мастера", "Мария"), @"
    ~ Мария
    📷 Фото пока нет
    🕒 Часы свои — меняются в разделе «Расписание»

    Выполняет:
    • Стрижка · 1 ч, 1 500 ₽
    • Окрашивание · 2 ч, 4 500 ₽
      [Услуги мастера]
      [Имя] [📷 Фото]
      [▼ Ниже]
      [⏸ Выключить]
      [‹ Назад]
    ");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Выключить"), @"
    ~ Мария
    Состояние: включено → выключено

    Новых записей не будет. Осталась 1 предстоящая:
    • № 1, вт 24 ноября, 15:00 · Окрашивание · Мария
    Она останется в силе; отменить её можно в её карточке.
      [⏸ Выключить, записи оставить]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Выключить"), @"
    ~ ✅ Сохранено.

    Мария
    ⏸ Выключено: новых записей к этому мастеру нет.
    📷 Фото пока нет
    🕒 Часы свои — меняются в разделе «Расписание»

    Выполняет:
    • Стрижка · 1 ч, 1 500 ₽
    • Окрашивание · 2 ч, 4 500 ₽
      [Услуги мастера]
      [Имя] [📷 Фото]
      [▼ Ниже]
      [▶️ Включить]
      [‹ Назад]
    ");
    olga.presses("Назад");
    assert_snapshot!(olga.sees(), @"
    Мастера
    Нажмите на мастера, чтобы изменить услуги, имя или фото.
      [⏸ Мария]
      [Вера]
      [➕ Новый мастер]
      [‹ Назад]
    ");
}

#[test]
fn a_photo_is_fetched_kept_and_shown_by_both_bots() {
    let mut world = with_admins();
    opens(&mut world, "Мастера", "Мария");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Фото"), @"
    ~ Пришлите фото: Мария
    Именно как фото, не файлом. Его увидят клиенты.
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("вот она"), @"+ Пришлите, пожалуйста, картинку как фото, а не файлом и не словами.");
    assert_snapshot!(olga.sends_photo(), @"
    ~ Пришлите фото: Мария
    Именно как фото, не файлом. Его увидят клиенты.
    + ✅ Фото сохранено, клиенты его увидят.

    Мария
    📷 Фото есть
    🕒 Часы свои — меняются в разделе «Расписание»

    Выполняет:
    • Стрижка · 1 ч, 1 500 ₽
    • Окрашивание · 2 ч, 4 500 ₽
      [Услуги мастера]
      [Имя] [📷 Фото]
      [▼ Ниже]
      [⏸ Выключить]
      [‹ Назад]
    ");
    olga.presses("Фото");
    assert_snapshot!(olga.presses("Показать фото"), @"
    + 🖼 160 × 120
    Мария
    ");
    assert_snapshot!(olga.presses("Убрать фото"), @"
    ~ ✅ Фото убрано.

    Мария
    📷 Фото пока нет
    🕒 Часы свои — меняются в разделе «Расписание»

    Выполняет:
    • Стрижка · 1 ч, 1 500 ₽
    • Окрашивание · 2 ч, 4 500 ₽
      [Услуги мастера]
      [Имя] [📷 Фото]
      [▼ Ниже]
      [⏸ Выключить]
      [‹ Назад]
    ");
    olga.presses("Фото");
    olga.sends_photo();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.presses("О нас");
    anna.presses("Специалисты");
    let shown = anna.presses("Мария");
    assert!(shown.contains("🖼 160 × 120"), "{shown}");
    assert_eq!(deeds(&world), ["cat-specialist-photo"; 3]);
}

#[test]
fn what_is_no_picture_or_too_large_or_lost_is_told_and_asked_for_again() {
    let mut world = with_admins();
    opens(&mut world, "Мастера", "Мария");
    world.admin(OLGA).presses("Фото");
    let send = |world: &mut World, bytes: Vec<u8>| {
        world.admin(OLGA).then(|telegram, now, bot, person| telegram.send_picture(now, bot, person, bytes))
    };
    assert_snapshot!(send(&mut world, b"GIF89a".to_vec()), @"
    ~ Пришлите фото: Мария
    Именно как фото, не файлом. Его увидят клиенты.
    + Это не JPEG и не PNG. Пришлите, пожалуйста, другую картинку.

    Пришлите фото: Мария
    Именно как фото, не файлом. Его увидят клиенты.
      [‹ Назад] [Отмена]
    ");
    let mut large = b"\xff\xd8\xff".to_vec();
    large.resize((5 << 20) + 1, 0);
    assert_snapshot!(send(&mut world, large), @"
    ~ Это не JPEG и не PNG. Пришлите, пожалуйста, другую картинку.

    Пришлите фото: Мария
    Именно как фото, не файлом. Его увидят клиенты.
    + Фото больше 5 МБ. Пришлите, пожалуйста, поменьше.

    Пришлите фото: Мария
    Именно как фото, не файлом. Его увидят клиенты.
      [‹ Назад] [Отмена]
    ");
    let lost = world.admin(OLGA).then(|telegram, now, bot, person| {
        telegram.send_photo(now, bot, person);
        telegram.forget_files();
    });
    assert_snapshot!(lost, @"
    ~ Фото больше 5 МБ. Пришлите, пожалуйста, поменьше.

    Пришлите фото: Мария
    Именно как фото, не файлом. Его увидят клиенты.
    + Не получилось загрузить фото. Пришлите его, пожалуйста, ещё раз.

    Пришлите фото: Мария
    Именно как фото, не файлом. Его увидят клиенты.
      [‹ Назад] [Отмена]
    ");
    assert!(world.admin(OLGA).sends_photo().contains("Фото сохранено"));
}

#[test]
fn a_process_that_dies_while_a_photo_is_fetched_says_so_afterwards() {
    let mut world = with_admins();
    opens(&mut world, "Мастера", "Мария");
    world.admin(OLGA).presses("Фото");
    world.sends_and_dies(OLGA);
    world.begin_again();
    assert_snapshot!(world.admin(OLGA).sees(), @"
    Загружаю фото…
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).says("ну как?"), @"+ Фото ещё загружается, секунду.");
    world.pass(TimeDelta::minutes(2));
    assert_snapshot!(world.admin(OLGA).sees(), @"
    Не получилось загрузить фото. Пришлите его, пожалуйста, ещё раз.

    Пришлите фото: Мария
    Именно как фото, не файлом. Его увидят клиенты.
      [‹ Назад] [Отмена]
    ");
    assert!(world.admin(OLGA).sends_photo().contains("Фото сохранено"));
}

#[test]
fn two_admins_send_a_photo_and_the_second_hears_of_it() {
    let mut world = with_admins();
    for admin in [OLGA, OLEG] {
        let mut talk = world.admin(admin);
        talk.says("/menu");
        talk.presses("Услуги и мастера");
        talk.presses("Мастера");
        talk.presses("Мария");
        talk.presses("Фото");
    }
    // Both are on their way at once.
    let now = world.now();
    world.telegram().send_photo(now, "admin", OLEG);
    let said = world.admin(OLGA).sends_photo();
    let other = world.admin(OLEG).sees();
    assert!(said.contains("Фото сохранено") != other.contains("Фото сохранено"), "{said}\n{other}");
    assert!(said.contains("его поменяли") || other.contains("его поменяли"), "{said}\n{other}");
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
    olga.presses("Выключить");
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
    olga.presses("Выключить");

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
