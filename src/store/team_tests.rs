//! Who works here: what is written over what, and what is left of whom.

use domain::{ChatId, PinTries, Role, StaffName};

use crate::admins::Origin;
use crate::outbox::{Haste, Lane, Order, Shown};
use crate::team::Place;
use crate::{Error, Store};

const OLGA: i64 = 1;
const NINA: i64 = 2;

fn noon() -> domain::Instant {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

fn name(text: &str) -> StaffName {
    StaffName::parse(text).unwrap()
}

fn manager() -> Place {
    Place { role: Role::Manager, specialist: None }
}

/// Ольга has invited Нина, who has come.
fn with_nina() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("zapis.db")).unwrap();
    let tx = &store.writer;
    tx.put_admin(OLGA.into(), Role::Owner, Origin::Claim, noon()).unwrap();
    let id = tx.invite("a hash", &manager(), &name("Нина"), OLGA.into(), noon()).unwrap();
    let invited = tx.invitation_of("a hash").unwrap().unwrap();
    assert_eq!(invited.id, id);
    assert!(tx.drop_invitation(id).unwrap());
    assert!(!tx.drop_invitation(id).unwrap(), "it is used once");
    tx.employ(NINA.into(), &invited, noon()).unwrap();
    (store, folder)
}

#[test]
fn a_change_names_the_version_it_saw_and_overwrites_nothing() {
    let (store, _folder) = with_nina();
    let (tx, nina, olga) = (&store.writer, ChatId::from(NINA), ChatId::from(OLGA));
    let owner = Place { role: Role::Owner, specialist: None };
    tx.set_place(nina, 1, &owner, olga).unwrap();
    assert!(matches!(tx.set_place(nina, 1, &manager(), olga), Err(Error::Changed)));
    assert!(matches!(tx.set_staff_name(nina, 1, &name("Н."), olga), Err(Error::Changed)));
    assert!(matches!(tx.revoke(nina, 1, olga, noon()), Err(Error::Changed)));
    let found = tx.admin(nina).unwrap().unwrap();
    assert_eq!((found.role, found.version, found.changed_by), (Role::Owner, 2, Some(olga)));
    assert_eq!(found.name, Some(name("Нина")));
}

#[test]
fn who_is_gone_is_no_admin_and_keeps_a_name_and_who_comes_back_begins_anew() {
    let (store, _folder) = with_nina();
    let (tx, nina, olga) = (&store.writer, ChatId::from(NINA), ChatId::from(OLGA));
    tx.set_pin(nina, "a PIN's hash").unwrap();
    tx.unlock(nina, noon()).unwrap();
    let tries = PinTries::default().tried(noon());
    tx.set_pin_tries(nina, &tries).unwrap();
    tx.revoke(nina, 1, olga, noon()).unwrap();
    assert_eq!(tx.admin(nina).unwrap(), None);
    assert_eq!(tx.admins().unwrap().len(), 1);
    assert_eq!(tx.staff_name(nina).unwrap(), Some(name("Нина")), "for what she did");
    assert!(matches!(tx.set_place(nina, 2, &manager(), olga), Err(Error::Changed)));

    tx.invite("another", &manager(), &name("Нина П."), olga, noon()).unwrap();
    let invited = tx.invitation_of("another").unwrap().unwrap();
    tx.employ(nina, &invited, noon()).unwrap();
    let back = tx.admin(nina).unwrap().unwrap();
    assert_eq!((back.pin_hash, back.unlocked_at, back.name), (None, None, Some(name("Нина П."))));
    assert_eq!(back.tries, tries, "an invitation is no way around the limits");
    assert!(back.version > 2, "no button of before fits");
}

#[test]
fn the_last_owner_counts_only_while_there_is_access() {
    let (store, _folder) = with_nina();
    let tx = &store.writer;
    assert!(tx.has_owner().unwrap());
    tx.revoke(OLGA.into(), 1, NINA.into(), noon()).unwrap();
    assert!(!tx.has_owner().unwrap(), "then the start prints a link again");
}

#[test]
fn a_chat_that_is_cleared_shows_nothing_and_gets_nothing_more() {
    let (store, _folder) = with_nina();
    let tx = &store.writer;
    let haste = Haste { priority: 1, expires_at: None, now: noon() };
    let lane = |chat: i64| Lane { bot: "admin", chat: chat.into() };
    let shown = Shown { screen: "Анна", buttons: false, former: None };
    for chat in [OLGA, NINA] {
        for key in ["dialogue", "booking:1"] {
            tx.put_show(lane(chat), key, true, shown, haste).unwrap();
            let row = tx.take_sendable(noon(), 10).unwrap().remove(0);
            tx.sent(row.id, Some(row.id)).unwrap();
        }
    }
    for chat in [OLGA, NINA] {
        tx.put_show(lane(chat), "booking:1", false, shown, haste).unwrap();
        tx.put_say(lane(chat), "Анна", haste).unwrap();
    }
    tx.step_dialogue("admin", NINA.into(), Some("{}"), 1, noon()).unwrap();
    tx.clear_staff_chat(lane(NINA), "gone", haste).unwrap();
    assert_eq!(tx.dialogue("admin", NINA.into()).unwrap().unwrap().state, None);
    assert!(!tx.has_cards(lane(NINA)).unwrap() && tx.has_cards(lane(OLGA)).unwrap());
    let mut said = Vec::new();
    loop {
        let rows = tx.take_sendable(noon(), 10).unwrap();
        let Some(row) = rows.iter().find(|row| row.chat == ChatId::from(NINA)) else { break };
        assert!(matches!(&row.order, Order::Close { former: Some(text), .. } if text == "gone"), "{row:?}");
        said.push(row.id);
        rows.iter().for_each(|row| tx.drop_row(row.id).unwrap());
    }
    assert_eq!(said.len(), 2, "the dialogue's message and the card's");
}
