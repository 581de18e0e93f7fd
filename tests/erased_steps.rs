//! Admins in the middle of something when a client has everything erased: nothing that is kept of their step names the client (C12, P14).

use chrono::TimeDelta;
use engine::Input;
use insta::assert_snapshot;

use crate::admin_edit::{begin, book, with_haircut};
use crate::admin_hours::schedule_of;
use crate::forget::{forget, keep, ledger};
use crate::world::{ANNA, BORIS, OLEG, OLGA, PIN, World};

/// All that is kept of the steps of the admins.
fn kept(world: &World) -> String {
    let dialogues = world.engine().writer().open_dialogues("admin").unwrap();
    dialogues.into_iter().filter_map(|dialogue| dialogue.state).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_step_that_could_tell_of_the_client_ends_and_says_why() {
    let mut world = with_haircut();
    begin(&mut world, OLEG, "Имя");
    assert!(kept(&world).contains("Анна Иванова"), "what was seen is kept, so that nothing is overwritten");
    forget(&mut world, ANNA);
    assert_eq!(kept(&world), "");
    assert_snapshot!(world.admin(OLEG).says("Аня"), @"
    ~ Данные клиента удалены, поэтому этот шаг закрыт. Ничего не изменилось.
    + Ничего не нашёл. Напишите номер записи, часть имени или последние цифры телефона.

    Салон «Ромашка»
    Какие записи показать?
      [Сегодня] [Завтра]
      [📅 Неделя] [Другая дата]
      [Ждут подтверждения (0)]
      [➕ Записать клиента]
      [🔍 Найти запись] [👥 Клиенты]
      [🕘 Расписание] [🔑 Сотрудники]
      [💈 Услуги и мастера]
      [❓ Почему нет времени]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
}

#[test]
fn a_step_behind_the_pin_is_forgotten_too() {
    let mut world = with_haircut();
    begin(&mut world, OLGA, "Имя");
    world.pass(TimeDelta::minutes(16));
    assert_snapshot!(world.admin(OLGA).presses("Назад"), @"~ 🔒 Введите PIN.");
    assert!(kept(&world).contains("Анна Иванова"));
    forget(&mut world, ANNA);
    assert!(!kept(&world).contains("Анна"), "{}", kept(&world));
    assert_snapshot!(world.admin(OLGA).says(PIN), @"
    + Салон «Ромашка»
    Какие записи показать?
      [Сегодня] [Завтра]
      [📅 Неделя] [Другая дата]
      [Ждут подтверждения (0)]
      [➕ Записать клиента]
      [🔍 Найти запись] [👥 Клиенты]
      [🕘 Расписание] [🔑 Сотрудники]
      [💈 Услуги и мастера]
      [❓ Почему нет времени]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
}

#[test]
fn words_that_were_looked_for_go_and_a_step_about_no_client_stays() {
    let mut world = with_haircut();
    book(&mut world, BORIS, "Мария", "15:00");
    let mut oleg = world.admin(OLEG);
    oleg.says("/menu");
    oleg.presses("Клиенты");
    oleg.says("Анна Ив");
    assert!(kept(&world).contains("Анна Ив"), "what was looked for is kept");
    schedule_of(&mut world, "Мария");
    world.admin(OLGA).presses("Отпуск или выходные");
    forget(&mut world, ANNA);
    assert!(!kept(&world).contains("Анна"), "{}", kept(&world));
    assert!(world.admin(OLGA).presses("24").contains("Только этот день"));
}

#[test]
fn what_a_backup_kept_of_a_step_is_forgotten_with_the_client() {
    let mut world = with_haircut();
    begin(&mut world, OLEG, "Имя");
    let (database, backup) = (world.folder().join("zapis.db"), world.folder().join("backup"));
    world.engine().writer().checkpoint_fully().unwrap();
    std::fs::copy(&database, &backup).unwrap();
    world.pass(TimeDelta::minutes(1));
    forget(&mut world, ANNA);
    keep(&mut world);
    world.stop();
    for file in ["zapis.db-wal", "zapis.db-shm"] {
        let _ = std::fs::remove_file(world.folder().join(file));
    }
    std::fs::copy(&backup, &database).unwrap();
    world.begin_again();
    assert!(kept(&world).contains("Анна Иванова"), "the backup knows her");
    let again = ledger(&world).read().unwrap().erase_again();
    world.enters(vec![Input::Order(again)]);
    assert_eq!(kept(&world), "");
    let menu = world.admin(OLEG).presses("Меню");
    assert!(menu.contains("Какие записи показать?"), "{menu}");
}
