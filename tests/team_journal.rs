//! The journal: who did what, and what was refused (A14).

use insta::assert_snapshot;

use crate::team::with_manager;
use crate::world::{NINA, OLGA, PIN};

#[test]
fn the_journal_tells_who_did_what_and_when() {
    let mut world = with_manager();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Сотрудники");
    olga.presses("Нина");
    olga.presses("Закрыть доступ сейчас");
    olga.presses("Имя");
    olga.says("Нина Петровна");
    let now = world.now();
    for (deed, subject) in [("booking-confirmed", 7), ("hours-week", 0), ("late", 2)] {
        world.engine().writer().note_deed(NINA.into(), deed, Some(subject), now).unwrap();
    }
    world.admin(NINA).says("/menu");
    world.admin(NINA).says(PIN);
    let message = world.admin(NINA).last_message();
    world.admin(NINA).forges(message, "e.team");
    world.admin(NINA).forges(message, "e.open.77");
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).presses("Сотрудники");
    assert_snapshot!(world.admin(OLGA).presses("Журнал"), @"
    ~ Журнал

    пн 23 ноября, 09:00 · Нина Петровна
    Задержка: Вера

    пн 23 ноября, 09:00 · Нина Петровна
    Часы работы: для всех

    пн 23 ноября, 09:00 · Нина Петровна
    Запись № 7 подтверждена

    пн 23 ноября, 09:00 · Вы
    Имя сотрудника: Нина Петровна

    пн 23 ноября, 09:00 · Вы
    Доступ закрыт: Нина Петровна

    пн 23 ноября, 09:00 · Нина Петровна
    Вход по приглашению

    пн 23 ноября, 09:00 · Вы
    Приглашение № 1
      [⛔ Отказы]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Отказы"), @"
    ~ Отказы
    Нажатия, которые не сработали. Одно-два — обычно старая кнопка, много подряд — повод спросить.

    пн 23 ноября, 09:00 · Нина Петровна
    Чужое или уже удалённое

    пн 23 ноября, 09:00 · Нина Петровна
    Роль этого не позволяет
      [📜 Журнал]
      [‹ Назад]
    ");
    world.admin(OLGA).presses("Назад");
    world.admin(OLGA).presses("Нина");
    assert_snapshot!(world.admin(OLGA).presses("Действия"), @"
    ~ Действия: Нина Петровна

    пн 23 ноября, 09:00
    Чужое или уже удалённое

    пн 23 ноября, 09:00
    Роль этого не позволяет

    пн 23 ноября, 09:00
    Задержка: Вера

    пн 23 ноября, 09:00
    Часы работы: для всех

    пн 23 ноября, 09:00
    Запись № 7 подтверждена

    пн 23 ноября, 09:00
    Вход по приглашению
      [‹ Назад]
    ");
}

#[test]
fn the_journal_has_pages_and_a_deed_without_a_word_is_told_by_its_code() {
    let mut world = with_manager();
    let now = world.now();
    for number in 0..25 {
        world.engine().writer().note_deed(OLGA.into(), "cat-painted", Some(number), now).unwrap();
    }
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).presses("Сотрудники");
    let seen = world.admin(OLGA).presses("Журнал");
    assert!(seen.contains("«cat-painted» 24") && !seen.contains("Новее"), "{seen}");
    assert!(world.admin(OLGA).presses("Раньше").contains("«cat-painted» 14"));
    assert!(world.admin(OLGA).presses("Раньше").contains("Вход по приглашению"));
    assert!(world.admin(OLGA).presses("Новее").contains("«cat-painted» 14"));
    let message = world.admin(OLGA).last_message();
    for page in ["-1", "99", "9223372036854775807"] {
        world.admin(OLGA).forges(message, &format!("e.team-log.0.{page}"));
        let seen = world.admin(OLGA).sees();
        assert!(seen.contains("«cat-painted» 24"), "{page}: {seen}");
    }
}

#[test]
fn a_flood_of_refusals_does_not_wash_the_journal_away() {
    let mut world = with_manager();
    let message = world.admin(NINA).last_message();
    for round in 0..200 {
        let data = if round % 2 == 0 { "e.team" } else { "e.open.77" };
        world.admin(NINA).forges(message, data);
    }
    let lines = world.engine().writer().journal(None, 1_000).unwrap();
    assert!(lines.len() < 30, "{} lines", lines.len());
    world.pass(chrono::TimeDelta::minutes(61));
    world.admin(NINA).says("/menu");
    world.admin(NINA).says(PIN);
    let message = world.admin(NINA).last_message();
    world.admin(NINA).forges(message, "e.team");
    let later = world.engine().writer().journal(None, 1_000).unwrap();
    assert!(later.len() > lines.len(), "an hour later they are noted again");
}

#[test]
fn the_journal_keeps_the_newest_hundred_thousand_lines() {
    let world = with_manager();
    let (tx, now) = (world.engine().writer(), world.now());
    let first = tx.journal(None, 1).unwrap()[0].id;
    tx.begin().unwrap();
    for number in 0..100_010 {
        tx.note_deed(OLGA.into(), "booking-moved", Some(number), now).unwrap();
    }
    tx.commit().unwrap();
    let oldest = tx.journal(Some(first + 100), 1_000).unwrap();
    assert_eq!(oldest.last().map(|line| line.id), Some(first + 11));
}
