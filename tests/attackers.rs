//! People who want in, or further in than they may (A1): silence for strangers, limits for guessers, refusals for forgers.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::Role;
use sim::PersonSetup;

use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::dump::{dump, unchanged};
use crate::team::{invites, with_manager};
use crate::world::{ANNA, NINA, OLEG, OLGA, PIN, World};

/// How often PINs have been looked at when `what` is done.
fn looked_at(world: &mut World, what: impl FnOnce(&mut World)) -> usize {
    let before = world.worked();
    what(world);
    world.worked() - before
}

#[test]
fn fifty_strangers_cost_nothing_and_hold_nobody_up() {
    let mut world = with_admins();
    let token = invites(&mut world, OLGA, &["Менеджер"], "Нина");
    world.admin(OLGA).says("/lock");
    let strangers = 1_001..1_051;
    for id in strangers.clone() {
        let person = PersonSetup {
            id,
            first_name: "Кто-то".into(),
            language: "ru".into(),
            phone: format!("7900{id}"),
        };
        world.telegram().add_person(person);
    }
    let before = dump(&world);
    let receipts = receipts(&world);
    let (cut, now) = (token[..token.len() - 1].to_owned(), world.now());
    for id in strangers.clone() {
        let mut telegram = world.telegram();
        for text in ["/start", PIN, "271829", &format!("/start {cut}"), "/menu", "привет", &"я".repeat(4096)]
        {
            telegram.send_text(now, "admin", id, text);
        }
        telegram.send_photo(now, "admin", id);
        telegram.share_contact(now, "admin", id);
        for data in ["e.today", "b1.1.confirm", "d1.x", "w1.take", "e.team-off-sure.201.1", ""] {
            telegram.press_data(now, "admin", id, 1, data).unwrap();
        }
    }
    // In the midst of it the owner comes in, and nothing was looked at but her PIN.
    let owner = |world: &mut World| drop(world.admin(OLGA).says(PIN));
    assert_eq!(looked_at(&mut world, owner), 1);
    assert!(world.admin(OLGA).sees().contains("Сегодня"), "{}", world.admin(OLGA).sees());
    let after = dump(&world);
    let mine = |row: &&String| row.contains("chat=Integer(201)") || row.contains("chat=Integer(202)");
    let different: BTreeSet<&String> = before.symmetric_difference(&after).filter(|row| !mine(row)).collect();
    assert!(different.is_empty(), "{different:#?}");
    assert_eq!(self::receipts(&world) - receipts, 1, "of the owner's message alone");
    for id in strangers {
        assert_eq!(world.admin(id).sees(), "", "{id} was answered");
        assert_eq!(world.admin(id).unanswered(), 0, "but their buttons stop waiting");
    }
}

fn receipts(world: &World) -> i64 {
    let connection = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    connection.query_row("SELECT count(*) FROM receipt", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_guesser_gets_few_tries_a_day_whatever_restarts_between() {
    let mut world = with_admins();
    world.admin(OLGA).says("/lock");
    let tried = looked_at(&mut world, |world| {
        for round in 0..24 * 6 {
            world.admin(OLGA).says(&format!("31{round:04}"));
            if round % 7 == 0 {
                world.restart();
            }
            world.jump(world.now() + TimeDelta::minutes(10));
        }
    });
    assert!((5..20).contains(&tried), "{tried} tries in a day");
    let telegram = world.telegram();
    let told = &telegram.chat("admin", OLEG).unwrap().messages;
    assert!(told.iter().any(|message| message.text.contains("неверных PIN")), "the other owner is told");
}

#[test]
fn a_clock_that_jumps_about_gives_a_guesser_no_more() {
    let mut world = with_admins();
    world.admin(OLGA).says("/lock");
    let begin = world.now();
    let tried = looked_at(&mut world, |world| {
        for round in 0..60 {
            world.admin(OLGA).says(&format!("31{round:04}"));
            // Forward and back again, a minute or a week, and a restart on either side.
            let away = [TimeDelta::minutes(1), TimeDelta::days(7), TimeDelta::zero()][round % 3];
            world.jump(if round % 2 == 0 { begin + away } else { begin - away });
            if round % 5 == 0 {
                world.restart();
            }
        }
    });
    // Ten in any hour; a jump forward by a week really looks like a week without tries.
    assert!(tried <= 25, "{tried} tries within a moment");
    world.jump(begin);
    let seen = world.admin(OLGA).says(PIN);
    assert!(seen.contains("Слишком много попыток"), "a jump back does not end the lock: {seen}");
    world.jump(begin + TimeDelta::hours(25));
    assert!(world.admin(OLGA).says(PIN).contains("Сегодня"), "and none makes it last for ever");
}

#[test]
fn a_role_that_is_taken_while_a_step_is_open_ends_the_step() {
    let mut world = with_manager();
    ask_for_colouring(&mut world, ANNA, "15:00");
    world.admin(NINA).presses("Отклонить");
    world.admin(NINA).presses("Указать причину");
    // Not by our screens, which would clear the chat, but behind the back of an open step.
    let admin = world.engine().writer().admin(NINA.into()).unwrap().unwrap();
    let vera = world.engine().writer().specialists().unwrap().into_iter().find(|one| one.name == "Вера");
    let place = store::team::Place { role: Role::Specialist, specialist: vera.map(|one| one.id) };
    world.engine().writer().set_place(NINA.into(), admin.version, &place, OLGA.into()).unwrap();
    let seen = world.admin(NINA).says("Мастер заболел");
    assert!(!seen.contains("Анна"), "the booking is another's now: {seen}");
    assert_eq!(world.engine().writer().booking(1.into()).unwrap().unwrap().booking.version, 1);
}

#[test]
fn an_owner_who_is_one_no_longer_does_nothing_more_in_an_open_step() {
    let mut world = with_manager();
    let admin = world.engine().writer().admin(NINA.into()).unwrap().unwrap();
    let owner = store::team::Place { role: Role::Owner, specialist: None };
    world.engine().writer().set_place(NINA.into(), admin.version, &owner, OLGA.into()).unwrap();
    let mut nina = world.admin(NINA);
    nina.says("/menu");
    nina.presses("Сотрудники");
    nina.presses("Пригласить");
    nina.presses("Менеджер");
    let manager = store::team::Place { role: Role::Manager, specialist: None };
    world.engine().writer().set_place(NINA.into(), admin.version + 1, &manager, OLGA.into()).unwrap();
    let seen = world.admin(NINA).says("Игорь");
    assert!(seen.contains("Какие записи") && !seen.contains("Сотрудники"), "{seen}");
    assert_eq!(world.engine().writer().invitations().unwrap(), []);
}

#[test]
fn forged_buttons_of_other_screens_are_refused_told_and_noted() {
    let mut world = with_manager();
    ask_for_colouring(&mut world, ANNA, "15:00");
    world.admin(NINA).says("/menu");
    // A step of Ольга's, whose buttons Нина makes up.
    world.admin(OLGA).presses("Отклонить");
    world.admin(OLGA).presses("Указать причину");
    let revision = world.engine().writer().dialogue("admin", OLGA.into()).unwrap().unwrap().revision;
    let message = world.admin(NINA).last_message();
    for (data, noted) in [
        (format!("d{revision}.back"), "press-outdated"),
        ("d1.back".to_owned(), "press-outdated"),
        ("w5.take".to_owned(), "press-outdated"),
        ("rubbish".to_owned(), "press-outdated"),
        ("e.team-log.0.0".to_owned(), "press-beyond-role"),
        ("e.no-such-thing".to_owned(), "press-unknown"),
        ("e.today.1.2.3".to_owned(), "press-unknown"),
        ("e.open.4711".to_owned(), "press-foreign"),
        ("b4711.1.confirm".to_owned(), "press-foreign"),
        ("b1.99.confirm".to_owned(), "press-outdated"),
    ] {
        let now = world.now();
        world.engine().writer().note_deed(NINA.into(), "nothing", None, now).unwrap();
        let before = dump(&world);
        let seen = world.admin(NINA).forges(message, &data);
        assert!(seen.starts_with("! "), "{data} is answered in words: {seen:?}");
        let line = world.engine().writer().journal_of(NINA.into(), 0, 1).unwrap().remove(0);
        assert_eq!(line.deed, noted, "{data}");
        if !data.starts_with('b') {
            unchanged(&world, &before, &data);
        }
        assert_eq!(world.admin(NINA).unanswered(), 0, "{data}");
    }
    let booking = world.engine().writer().booking(1.into()).unwrap().unwrap().booking;
    assert_eq!((booking.version, booking.status.code()), (1, "pending"));
}

#[test]
fn a_forged_offer_is_refused_in_a_locked_session_too() {
    let mut world = with_manager();
    world.admin(NINA).says("/lock");
    let message = world.admin(NINA).last_message();
    for data in ["w5.take", "d77.x", "rubbish"] {
        assert_eq!(world.admin(NINA).forges(message, data), "! Эта кнопка уже не действует", "{data}");
    }
    let line = world.engine().writer().journal_of(NINA.into(), 0, 1).unwrap().remove(0);
    assert_eq!(line.deed, "press-outdated");
}
