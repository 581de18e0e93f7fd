//! The copy of the database in the owner's chat: at their wish, and each new one (A15, P10).

use chrono::TimeDelta;
use chrono_tz::Tz;
use engine::Input;
use insta::assert_snapshot;
use zapis::backup::{self, Copier, Keys};
use zapis::config::{Backup, Settings};
use zapis::secrets::Sources;

use crate::admin_flow::with_admins;
use crate::world::{OLEG, OLGA, World};

/// A salon whose copies are encrypted, and the key to open them. `send` is whether each new one is sent.
fn sealed(send: bool) -> (World, Keys) {
    let mut world = with_admins();
    let (text, recipient) = backup::new_key();
    let key = world.folder().join("key");
    std::fs::write(&key, text.as_str()).unwrap();
    let keys = Keys::read(&key).unwrap();
    let folder = world.folder().join("backups");
    let settings = Backup { folder, recipient: Some(recipient), send, ..Settings::default().backup };
    let database = world.folder().join("zapis.db");
    let pepper = Sources::none().pepper(&database).unwrap();
    world.copier = Some(Copier::new(&database, &pepper, settings));
    (world, keys)
}

/// What the running service does every few seconds; true if there was something to send.
fn looks_into_the_folder(world: &mut World) -> bool {
    let sent = world.engine().writer().sent_backup().unwrap();
    let found = world.copier.as_ref().unwrap().to_send(sent.as_deref()).unwrap();
    let is_new = found.is_some();
    if let Some(file) = found {
        world.gives(Input::Order(backup::sending(file)));
    }
    is_new
}

/// Somebody runs `zapis backup`.
fn backs_up(world: &World) {
    world.copier.as_ref().unwrap().copy(Tz::Europe__Moscow, world.now()).unwrap();
}

/// Without the size, which grows with each table that there is.
fn sizeless(said: &str) -> String {
    let words: Vec<&str> = said.split(' ').collect();
    let is_size = |at: usize| words.get(at + 1).is_some_and(|unit| unit.starts_with("КБ"));
    let shown = (0..words.len()).map(|at| if is_size(at) { "…" } else { words[at] });
    shown.collect::<Vec<_>>().join(" ")
}

fn documents(world: &World, admin: i64) -> usize {
    let telegram = world.telegram();
    let messages = telegram.chat("admin", admin).into_iter().flat_map(|chat| &chat.messages);
    messages.filter(|message| message.extra.as_ref().is_some_and(|(kind, _)| kind == "document")).count()
}

#[test]
fn an_owner_asks_for_a_copy_and_it_opens_with_their_key_alone() {
    let (mut world, keys) = sealed(false);
    world.admin(OLGA).says("/menu");
    assert_snapshot!(world.admin(OLGA).presses("Настройки"), @"
    ~ ⚙️ Настройки
    Всё, что вы зададите здесь, действует сразу и важнее файла настроек.
      [🏠 О бизнесе] [📅 Запись]
      [⏰ Напоминания и отзывы]
      [💬 Тексты] [🔐 Вход]
      [🔔 Мои уведомления]
      [🌐 Язык] [🔑 Сменить PIN]
      [📄 Файл настроек]
      [🩺 Состояние]
      [💾 Копия базы сейчас]
      [‹ Назад]
    ");
    assert_snapshot!(sizeless(&world.admin(OLGA).presses("Копия базы")), @"
    ! Минуту…
    + 📎 zapis-2026-11-23T06-00-00Z.db.age
    💾 Копия базы · пн 23 ноября, 09:00 · … КБ
    Внутри всё, что нужно для нового сервера. Копия зашифрована: откроет её только ваш секретный ключ.
    ");
    let bytes = world.admin(OLGA).takes_document();
    let file = world.folder().join("from-the-chat.age");
    std::fs::write(&file, &bytes).unwrap();
    assert!(backup::open(&file, None, world.folder()).is_err(), "it is encrypted");
    let opened = backup::open(&file, Some(&keys), world.folder()).unwrap();
    assert!(opened.manifest.pepper.is_some(), "a new server needs the pepper, too");
    assert_eq!(opened.manifest.count("specialist"), 2);
    // It counts as a backup: it lies in the folder, and `latest` leads there.
    let latest = world.folder().join("backups/latest");
    assert_eq!(std::fs::read(latest).unwrap(), bytes);
    assert_eq!(documents(&world, OLEG), 0, "only who asked is sent it");
}

#[test]
fn without_a_key_the_way_to_one_is_told_and_nothing_leaves() {
    let mut world = with_admins();
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).presses("Настройки");
    assert_snapshot!(world.admin(OLGA).presses("Копия базы"), @"
    ! Минуту…
    + 🔑 В Telegram уходят только зашифрованные копии, а ключа пока нет.
    1. На сервере выполните zapis backup --new-key.
    2. Секретный ключ сохраните у себя: без него копию не открыть.
    3. Открытый ключ впишите в config.toml, в раздел [backup], строкой recipient.
    4. Нажмите кнопку ещё раз.
    ");
    assert_eq!(documents(&world, OLGA), 0);
}

#[test]
fn a_copy_that_fails_is_told_with_the_reason() {
    let (mut world, _) = sealed(false);
    std::fs::write(world.folder().join("backups"), "in the way").unwrap();
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).presses("Настройки");
    let said = world.admin(OLGA).presses("Копия базы");
    let place = world.folder().display().to_string();
    assert_snapshot!(said.replace(&place, "/var/lib/zapis"), @"
    ! Минуту…
    + ⚠️ Копия базы не получилась; прежние копии целы.
    /var/lib/zapis/backups cannot be written: File exists (os error 17); check that the folder exists and is writable for this user
    ");
}

#[test]
fn each_owner_is_sent_a_new_copy_once() {
    let (mut world, _) = sealed(true);
    assert!(!looks_into_the_folder(&mut world), "there is none yet");
    backs_up(&world);
    assert!(looks_into_the_folder(&mut world));
    assert_snapshot!(sizeless(&world.admin(OLEG).sees()), @"
    📎 zapis-2026-11-23T06-00-00Z.db.age
    💾 Копия базы · пн 23 ноября, 09:00 · … КБ
    Внутри всё, что нужно для нового сервера. Копия зашифрована: откроет её только ваш секретный ключ.
    ");
    assert_eq!((documents(&world, OLGA), documents(&world, OLEG)), (1, 1));
    assert!(!looks_into_the_folder(&mut world));
    world.restart();
    assert!(!looks_into_the_folder(&mut world));
    world.pass(TimeDelta::minutes(1));
    backs_up(&world);
    assert!(looks_into_the_folder(&mut world));
    assert_eq!((documents(&world, OLGA), documents(&world, OLEG)), (2, 2));
}

#[test]
fn a_copy_that_was_asked_for_in_chat_is_not_sent_again_to_everybody() {
    let (mut world, _) = sealed(true);
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).presses("Настройки");
    world.admin(OLGA).presses("Копия базы");
    assert!(!looks_into_the_folder(&mut world));
    assert_eq!((documents(&world, OLGA), documents(&world, OLEG)), (1, 0));
}

#[test]
fn what_is_larger_than_telegram_takes_stays_on_the_server_and_is_told() {
    let (mut world, _) = sealed(true);
    backs_up(&world);
    let latest = std::fs::canonicalize(world.folder().join("backups/latest")).unwrap();
    std::fs::File::options().write(true).open(latest).unwrap().set_len(61_400_000).unwrap();
    assert!(looks_into_the_folder(&mut world));
    assert_snapshot!(world.admin(OLGA).sees(), @"
    💾 Копия базы · пн 23 ноября, 09:00 · 61 МБ
    Telegram принимает файлы до 50 МБ, поэтому копия осталась на сервере: zapis-2026-11-23T06-00-00Z.db.age. Заберите её оттуда.
    ");
    assert_eq!(documents(&world, OLGA), 0);
}

#[test]
fn what_waits_outlasts_rotation_and_a_restart() {
    let (mut world, keys) = sealed(true);
    backs_up(&world);
    let sent = world.copier.as_ref().unwrap().to_send(None).unwrap().unwrap();
    let now = world.now();
    let order = Input::Order(backup::sending(sent));
    world.engine_mut().turn(now, &[order]).unwrap();
    std::fs::remove_dir_all(world.folder().join("backups")).unwrap();
    world.restart();
    let file = world.folder().join("from-the-chat.age");
    std::fs::write(&file, world.admin(OLGA).takes_document()).unwrap();
    assert!(backup::open(&file, Some(&keys), world.folder()).is_ok());
}

#[test]
fn a_copy_in_whose_making_the_process_died_is_made_after_all() {
    let (mut world, _) = sealed(false);
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).presses("Настройки");
    world.die_having_taken(|telegram, now| {
        telegram.press(now, "admin", OLGA, "💾 Копия базы сейчас").unwrap()
    });
    world.begin_again();
    assert_eq!(documents(&world, OLGA), 0);
    assert_snapshot!(world.admin(OLGA).presses("Копия базы"), @"! Копия уже готовится");
    world.pass(TimeDelta::minutes(10));
    assert_eq!(documents(&world, OLGA), 1);
    world.pass(TimeDelta::minutes(30));
    assert_eq!(documents(&world, OLGA), 1);
}

#[test]
fn a_copy_from_the_chat_that_is_restored_knows_nothing_of_its_own_making() {
    let (mut world, keys) = sealed(true);
    backs_up(&world);
    let waits = world.copier.as_ref().unwrap().to_send(None).unwrap().unwrap();
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).presses("Настройки");
    world.die_having_taken(|telegram, now| {
        telegram.press(now, "admin", OLGA, "💾 Копия базы сейчас").unwrap()
    });
    world.begin_again();
    // Both are under way in what is copied now.
    let now = world.now();
    world.engine_mut().turn(now, &[Input::Order(backup::sending(waits))]).unwrap();
    backs_up(&world);
    let file = world.folder().join("backups/latest");
    let opened = backup::open(&file, Some(&keys), world.folder()).unwrap();
    let restored = world.folder().join("restored.db");
    std::fs::copy(opened.path(), &restored).unwrap();
    store::restored::make_ready(&restored, opened.manifest.created_at, world.now()).unwrap();
    let tx = store::Store::read(&restored).unwrap();
    assert!(!tx.has_job("admin", &format!("backup:{OLGA}")).unwrap(), "it would be made and sent again");
    assert_eq!(tx.attachments().unwrap(), Vec::<String>::new());
}
