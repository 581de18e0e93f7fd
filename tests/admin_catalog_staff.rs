//! Specialists in chat: who performs what, their pictures, and the document that says it all (A6).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_catalog::{deeds, opens};
use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::world::{ANNA, CLIENT, OLEG, OLGA, PIN, World};

#[test]
fn a_specialist_is_added_and_what_they_do_not_perform_is_unmarked() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Услуги и мастера");
    assert_snapshot!(olga.presses("Мастера"), @"");
    assert_snapshot!(olga.presses("Новый мастер"), @"");
    assert_snapshot!(olga.says("мария"), @"");
    assert_snapshot!(olga.says("Зоя"), @"");
    assert_snapshot!(olga.presses("Окрашивание"), @"");
    assert_snapshot!(olga.presses("Не выполняет"), @"");
    assert_snapshot!(olga.presses("Не выполняет"), @"");
    assert_snapshot!(olga.presses("Окрашивание"), @"");
    assert_snapshot!(olga.presses("Назад"), @"");
}

#[test]
fn somebody_has_a_time_and_a_price_of_their_own() {
    let mut world = with_admins();
    opens(&mut world, "Мастера", "Вера");
    let mut olga = world.admin(OLGA);
    olga.presses("Услуги мастера");
    olga.presses("Стрижка");
    assert_snapshot!(olga.presses("Длительность"), @"");
    assert_snapshot!(olga.says("45"), @"");
    olga.presses("Применить");
    olga.presses("Цена");
    olga.says("1 800");
    assert_snapshot!(olga.presses("Применить"), @"");
    olga.presses("Длительность");
    olga.presses("как у всех");
    assert_snapshot!(olga.presses("Применить"), @"");
    assert_snapshot!(olga.presses("Карточка услуги"), @"");
    assert_snapshot!(olga.presses("Мастера"), @"");
}

#[test]
fn a_specialist_who_is_switched_off_leaves_bookings_that_are_named() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert_snapshot!(opens(&mut world, "Мастера", "Мария"), @"");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Выключить"), @"");
    assert_snapshot!(olga.presses("Выключить"), @"");
    olga.presses("Назад");
    assert_snapshot!(olga.sees(), @"");
}

#[test]
fn a_photo_is_fetched_kept_and_shown_by_both_bots() {
    let mut world = with_admins();
    opens(&mut world, "Мастера", "Мария");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Фото"), @"");
    assert_snapshot!(olga.says("вот она"), @"");
    assert_snapshot!(olga.sends_photo(), @"");
    olga.presses("Фото");
    assert_snapshot!(olga.presses("Показать фото"), @"");
    assert_snapshot!(olga.presses("Убрать фото"), @"");
    olga.presses("Фото");
    olga.sends_photo();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.presses("О нас");
    anna.presses("Мастера");
    let shown = anna.presses("Мария");
    assert!(shown.contains("🖼 160 × 120"), "{shown}");
    assert_eq!(deeds(&world), ["cat-specialist-photo"; 3]);
    let _ = CLIENT;
}

#[test]
fn what_is_no_picture_or_too_large_or_lost_is_told_and_asked_for_again() {
    let mut world = with_admins();
    opens(&mut world, "Мастера", "Мария");
    world.admin(OLGA).presses("Фото");
    let send = |world: &mut World, bytes: Vec<u8>| {
        world.admin(OLGA).then(|telegram, now, bot, person| telegram.send_picture(now, bot, person, bytes))
    };
    assert_snapshot!(send(&mut world, b"GIF89a".to_vec()), @"");
    let mut large = b"\xff\xd8\xff".to_vec();
    large.resize((5 << 20) + 1, 0);
    assert_snapshot!(send(&mut world, large), @"");
    let lost = world.admin(OLGA).then(|telegram, now, bot, person| {
        telegram.send_photo(now, bot, person);
        telegram.forget_files();
    });
    assert_snapshot!(lost, @"");
    assert!(world.admin(OLGA).sends_photo().contains("Фото сохранено"));
}

#[test]
fn a_process_that_dies_while_a_photo_is_fetched_says_so_afterwards() {
    let mut world = with_admins();
    opens(&mut world, "Мастера", "Мария");
    world.admin(OLGA).presses("Фото");
    world.sends_and_dies(OLGA);
    world.begin_again();
    assert_snapshot!(world.admin(OLGA).sees(), @"");
    assert_snapshot!(world.admin(OLGA).says("ну как?"), @"");
    world.pass(TimeDelta::minutes(2));
    assert_snapshot!(world.admin(OLGA).sees(), @"");
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
    olga.presses("14 дней");
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
    assert_snapshot!(written, @"");
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
    let _ = PIN;
}
