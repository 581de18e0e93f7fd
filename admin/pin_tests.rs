//! A1: who is answered, the PIN, the session.

use chat::{Content, Event, Work, Worked};
use chrono::TimeDelta;
use domain::Status;

use crate::state::State;
use crate::tests::{ANNA, BORIS, World};

const STRANGER: i64 = 9;

fn is_hashing(work: Option<&Work>) -> bool {
    matches!(work, Some(Work::HashPin { .. }))
}

fn is_verifying(work: Option<&Work>, expected: &str) -> bool {
    matches!(work, Some(Work::VerifyPin { hash, .. }) if hash == expected)
}

#[test]
fn a_stranger_hears_nothing_and_leaves_no_row() {
    let mut world = World::new();
    let booking = world.book(3, Status::Pending);
    assert!(world.command(STRANGER, "start", "").is_silence());
    assert!(world.command(STRANGER, "start", "a guess").is_silence());
    assert!(world.type_text(STRANGER, "271828").is_silence());
    assert!(world.press(STRANGER, "today").is_silence());
    assert!(world.press_card(STRANGER, booking, 1, "confirm").is_silence());
    assert!(world.verified(STRANGER, true).is_silence());
    assert_eq!(world.tx().admins().unwrap(), []);
    assert_eq!(world.tx().booking(booking).unwrap().unwrap().booking.version, 1);
    assert!(world.states.is_empty());
}

#[test]
fn the_claim_makes_one_owner_and_works_once() {
    let mut world = World::new();
    world.policy.admin.ids.clear();
    world.claim("long-random", false);
    assert!(world.command(STRANGER, "start", "long-randon").is_silence());
    assert!(world.command(STRANGER, "start", "long-random").text().contains("Придумайте PIN"));
    assert!(world.command(10, "start", "long-random").is_silence());
    world.claim("another", false);
    assert!(world.command(10, "start", "another").is_silence(), "there is an owner by now");
    assert_eq!(world.tx().admins().unwrap().len(), 1);
}

#[test]
fn a_claim_that_the_operator_asked_for_works_for_a_day_beside_an_owner_who_is_told() {
    let mut world = World::new();
    world.unlocked(ANNA);
    world.claim("long-random", true);
    world.now += TimeDelta::days(1);
    assert!(world.command(STRANGER, "start", "long-random").is_silence(), "a day is over");
    world.claim("long-random", true);
    let seen = world.command(STRANGER, "start", "long-random");
    assert!(seen.text().contains("Придумайте PIN"), "{}", seen.text());
    assert!(seen.text().contains(&format!("{ANNA} says: 🔑 Новый владелец")), "{}", seen.text());
    assert!(!seen.text().contains(&format!("{STRANGER} says")), "who came in needs no news of it");
    assert!(world.command(10, "start", "long-random").is_silence(), "it works once");
}

#[test]
fn whom_the_configuration_no_longer_names_hears_nothing_more() {
    let mut world = World::new();
    world.unlocked(ANNA);
    assert!(!world.press(ANNA, "today").is_silence());
    world.policy.admin.ids = vec![10.into()];
    assert!(world.press(ANNA, "today").is_silence());
    assert!(world.type_text(ANNA, "271828").is_silence());
    let booking = world.book(24, domain::Status::Pending);
    assert!(world.hear(&domain::Fact::Booked(booking)).is_silence());
    world.policy.admin.ids.push(ANNA.into());
    assert!(!world.press(ANNA, "today").is_silence(), "named again, they are known again");
}

#[test]
fn the_claim_is_void_while_the_configuration_names_an_owner() {
    let mut world = World::new();
    world.claim("long-random", false);
    assert!(world.command(STRANGER, "start", "long-random").is_silence());
}

#[test]
fn the_first_entry_chooses_a_pin_twice_and_its_digits_stay_nowhere() {
    let mut world = World::new();
    world.command(ANNA, "start", "");
    for (typed, answer) in [("12345", "от 6 до 12 цифр"), ("123456", "угадают"), ("привет", "от 6 до 12")]
    {
        let seen = world.type_text(ANNA, typed);
        assert!(seen.text().contains(answer), "{}", seen.text());
        assert_eq!((seen.deleted, seen.work.is_none()), (vec![77], true));
    }
    let first = world.type_text(ANNA, "271828");
    assert!(is_hashing(first.work.as_ref()) && first.deleted == [77] && first.lines.is_empty());
    let again = world.event(ANNA, Event::Worked(Worked::PinHashed { hash: "candidate".into() }));
    assert_eq!(again.text(), "1 below: Введите этот PIN ещё раз.");
    let second = world.type_text(ANNA, "271828");
    assert!(is_verifying(second.work.as_ref(), "candidate") && second.deleted == [77]);
    let stored = serde_json::to_string(&world.states).unwrap();
    assert!(!stored.contains("271828"), "{stored}");
    let done = world.verified(ANNA, true);
    assert!(done.text().starts_with("1 below: ✅ PIN сохранён."), "{}", done.text());
    assert!(world.press(ANNA, "today").text().contains("Записей пока нет"));
    let admin = world.tx().admin(ANNA.into()).unwrap().unwrap();
    assert_eq!(admin.pin_hash.as_deref(), Some("candidate"));
    assert!(!world.tx().has_job("admin", "pin:1").unwrap(), "the job is gone");
}

#[test]
fn two_entries_that_differ_set_no_pin() {
    let mut world = World::new();
    world.command(ANNA, "start", "");
    world.type_text(ANNA, "271828");
    world.event(ANNA, Event::Worked(Worked::PinHashed { hash: "candidate".into() }));
    world.type_text(ANNA, "271829");
    assert!(world.verified(ANNA, false).text().contains("PIN не совпали"));
    assert_eq!(world.tx().admin(ANNA.into()).unwrap().unwrap().pin_hash, None);
    assert!(matches!(world.states[&ANNA], State::ChoosePin { .. }));
}

#[test]
fn five_wrong_tries_lock_and_the_other_owner_is_told() {
    let mut world = World::new();
    world.with_pin(ANNA);
    world.with_pin(BORIS);
    world.command(ANNA, "start", "");
    let mut said = Vec::new();
    for _ in 0..5 {
        assert!(is_verifying(world.type_text(ANNA, "111222").work.as_ref(), "a hash"));
        said.push(world.verified(ANNA, false).text());
    }
    assert_eq!(said[0], "1 below: PIN не подошёл. Осталось 4 попытки.");
    assert_eq!(said[3], "1 below: PIN не подошёл. Осталась 1 попытка.");
    assert!(said[4].starts_with("1 below: PIN не подошёл. Попробовать снова можно через 1 минуту."));
    assert!(said[4].contains("\n2 says: ⚠️"), "{}", said[4]);
    let sixth = world.type_text(ANNA, "271828");
    assert!(sixth.work.is_none() && sixth.deleted == [77]);
    assert!(sixth.text().contains("через 1 минуту"));
    world.now += TimeDelta::minutes(1);
    assert!(is_verifying(world.type_text(ANNA, "271828").work.as_ref(), "a hash"));
    assert!(world.verified(ANNA, true).text().contains("[Сегодня][Завтра]"));
    assert_eq!(world.tx().admin(ANNA.into()).unwrap().unwrap().tries.left(), 5);
}

#[test]
fn an_only_owner_is_told_of_the_lock_in_the_same_chat() {
    let world = World::new();
    world.with_pin(ANNA);
    let text = world.hear(&domain::Fact::PinLocked { admin: ANNA.into() }).text();
    assert!(text.starts_with("1 says: ⚠️ В этом чате"), "{text}");
    world.with_pin(BORIS);
    let text = world.hear(&domain::Fact::PinLocked { admin: ANNA.into() }).text();
    assert!(text.starts_with("2 says: ⚠️ Слишком много"), "{text}");
}

#[test]
fn a_try_counts_before_the_pin_is_looked_at() {
    let mut world = World::new();
    world.with_pin(ANNA);
    world.command(ANNA, "start", "");
    world.type_text(ANNA, "271828");
    assert_eq!(world.tx().admin(ANNA.into()).unwrap().unwrap().tries.left(), 4);
    assert_eq!(world.tx().next_due().unwrap(), Some(world.now + TimeDelta::seconds(30)));
    assert!(world.type_text(ANNA, "314159").work.is_none(), "one at a time");
    assert!(world.pin_job(ANNA).text().contains("Введите PIN"), "the process died meanwhile");
    assert!(world.verified(ANNA, true).is_silence(), "what comes too late opens nothing");
    assert!(world.pin_job(ANNA).is_silence());
}

#[test]
fn a_pin_replaced_while_the_old_one_is_looked_at_opens_nothing() {
    let mut world = World::new();
    world.with_pin(ANNA);
    world.command(ANNA, "start", "");
    world.type_text(ANNA, "271828");
    world.tx().set_pin(ANNA.into(), "a new hash").unwrap();
    assert!(world.verified(ANNA, true).text().contains("Введите PIN"));
    assert_eq!(world.tx().admin(ANNA.into()).unwrap().unwrap().unlocked_at, None);
}

#[test]
fn a_legacy_hash_is_replaced_when_the_pin_was_right() {
    let mut world = World::new();
    world.with_pin(ANNA);
    world.command(ANNA, "start", "");
    world.type_text(ANNA, "271828");
    let renewed = Some("renewed".to_owned());
    world.event(ANNA, Event::Worked(Worked::PinVerified { right: true, renewed }));
    let admin = world.tx().admin(ANNA.into()).unwrap().unwrap();
    assert_eq!((admin.pin_hash.as_deref(), admin.unlocked_at), (Some("renewed"), Some(world.now)));
}

#[test]
fn a_used_session_lasts_and_an_idle_one_asks_the_pin_and_goes_on() {
    let mut world = World::new();
    world.unlocked(ANNA);
    for _ in 0..3 {
        world.now += TimeDelta::minutes(14);
        assert!(world.press(ANNA, "today").text().contains("Записи: сегодня"));
    }
    world.now += TimeDelta::minutes(15);
    assert_eq!(world.press(ANNA, "tomorrow").text(), "1 in place: 🔒 Введите PIN.");
    world.type_text(ANNA, "271828");
    assert!(world.verified(ANNA, true).text().starts_with("1 below: <b>Записи: завтра"));
}

#[test]
fn a_clock_that_jumps_back_ends_the_session_for_good() {
    let mut world = World::new();
    world.unlocked(ANNA);
    world.now -= TimeDelta::seconds(1);
    assert!(world.press(ANNA, "today").text().contains("Введите PIN"));
    world.now += TimeDelta::seconds(1);
    assert!(world.command(ANNA, "today", "").text().contains("Введите PIN"));
}

#[test]
fn lock_ends_the_session_and_nobody_unlocks_in_order_to_lock() {
    let mut world = World::new();
    world.unlocked(ANNA);
    assert!(world.command(ANNA, "lock", "").text().contains("Доступ закрыт"));
    assert!(world.command(ANNA, "lock", "").text().contains("Введите PIN"));
    world.type_text(ANNA, "271828");
    assert!(world.verified(ANNA, true).text().contains("[Сегодня]"));
}

#[test]
fn what_may_be_a_pin_is_deleted_wherever_it_is_typed() {
    let mut world = World::new();
    world.unlocked(ANNA);
    assert_eq!(world.type_text(ANNA, "271 828").deleted, [77]);
    assert_eq!(world.type_text(ANNA, "привет").deleted, [0; 0]);
    world.command(ANNA, "lock", "");
    let typed = world.type_text(ANNA, "271828");
    assert!(typed.deleted == [77] && is_verifying(typed.work.as_ref(), "a hash"));
    world.verified(ANNA, false);
    assert_eq!(world.type_text(ANNA, "2718").deleted, [77], "a mistyped PIN is nearly one");
    assert_eq!(world.message(ANNA, Content::Edited).deleted, [77]);
}

#[test]
fn a_failed_worker_asks_again() {
    let mut world = World::new();
    world.with_pin(ANNA);
    world.command(ANNA, "start", "");
    world.type_text(ANNA, "271828");
    let seen = world.event(ANNA, Event::Worked(Worked::Failed));
    assert_eq!(seen.text(), "1 below: Не удалось проверить PIN. Попробуйте ещё раз.\n\n🔒 Введите PIN.");
}

#[test]
fn digits_after_a_slash_go_while_another_try_is_looked_at() {
    let mut world = World::new();
    world.with_pin(ANNA);
    world.command(ANNA, "start", "");
    world.type_text(ANNA, "271828");
    let seen = world.command(ANNA, "271828", "");
    assert!(seen.deleted == [77] && seen.work.is_none(), "{seen:?}");
    assert_eq!(world.command(ANNA, "today", "").deleted, [0; 0]);
}

#[test]
fn digits_after_a_slash_and_changed_messages_go_from_a_step_whose_session_is_over() {
    let mut world = World::new();
    world.unlocked(ANNA);
    let booking = world.book(26, Status::Pending);
    world.press_card(ANNA, booking, 1, "decline-why");
    world.now += TimeDelta::minutes(15);
    let changed = world.message(ANNA, Content::Edited);
    assert!(changed.deleted == [77] && changed.lines.is_empty(), "{changed:?}");
    let typed = world.command(ANNA, "271828", "");
    assert!(typed.deleted == [77] && typed.text().contains("Введите PIN"), "{typed:?}");
}

#[test]
fn a_link_opens_nothing_when_who_made_it_is_no_owner_now() {
    let mut world = World::new();
    world.unlocked(ANNA);
    let (token, name) = ("long-random", domain::StaffName::parse("Нина").unwrap());
    let place = store::team::Place { role: domain::Role::Owner, specialist: None };
    let hash = crate::access::token_hash(token);
    world.tx().invite(&hash, &place, &name, ANNA.into(), world.now).unwrap();
    world.policy.admin.ids.retain(|id| id.get() != ANNA);
    assert!(world.command(STRANGER, "start", "inv_long-random").is_silence());
    world.policy.admin.ids.push(ANNA.into());
    assert!(world.command(STRANGER, "start", "inv_long-random").text().contains("Придумайте PIN"));
}
