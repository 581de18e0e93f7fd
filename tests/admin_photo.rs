//! The picture of a specialist, sent to the admin bot (A6, C11).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_catalog::{deeds, opens};
use crate::admin_flow::with_admins;
use crate::world::{ANNA, OLEG, OLGA, World};

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
    world.die_having_taken(|telegram, now| telegram.send_photo(now, "admin", OLGA));
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
