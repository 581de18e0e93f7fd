use std::path::Path;

use domain::{ChatId, Instant};
use store::Store;
use store::erasure::FirstSeen;

use super::pepper::Pepper;
use super::{Stage, ledger};
use crate::erasures::Ledger;
use crate::secrets::Sources;

const HERE: &str = "the pepper of this machine";
const BROUGHT: &str = "the pepper of the backup";

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn choose(folder: &Path, brought: Option<&str>, outside: Option<&str>) -> Pepper {
    let variable = |name: &str| outside.filter(|_| name == "ZAPIS_PEPPER").map(str::to_owned);
    let secrets = Sources { credentials: None, variable: &variable };
    Pepper::choose(brought, &secrets, &folder.join("zapis.db")).unwrap()
}

#[test]
fn the_pepper_of_the_backup_counts_but_for_one_from_outside() {
    let folder = tempfile::tempdir().unwrap();
    let choose = |brought, outside| choose(folder.path(), brought, outside);
    assert!(matches!(choose(None, None), Pepper::Nowhere));
    assert!(matches!(choose(Some(BROUGHT), None), Pepper::Brought { former: None, .. }));
    std::fs::write(folder.path().join("pepper"), HERE).unwrap();
    assert!(matches!(choose(None, None), Pepper::Here(_)));
    assert!(matches!(choose(Some(HERE), None), Pepper::Here(_)));
    assert!(matches!(choose(Some(BROUGHT), None), Pepper::Brought { former: Some(_), .. }));
    assert!(matches!(choose(Some(BROUGHT), Some(BROUGHT)), Pepper::Outside { other: false, .. }));
    assert!(matches!(choose(Some(BROUGHT), Some(HERE)), Pepper::Outside { other: true, .. }));
    assert!(matches!(choose(None, Some(HERE)), Pepper::Outside { other: false, .. }));
    let stage = Stage(folder.path().join("stage"));
    std::fs::create_dir(&stage.0).unwrap();
    choose(Some(BROUGHT), None).stage(&stage.0, &folder.path().join("zapis.db")).unwrap();
    assert_eq!(std::fs::read_to_string(stage.0.join("pepper")).unwrap().trim(), BROUGHT);
}

#[test]
fn ledgers_are_joined_also_under_another_pepper_and_nothing_stands_there_twice() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("zapis.db");
    std::fs::write(folder.path().join("pepper"), HERE).unwrap();
    let pepper = choose(folder.path(), Some(BROUGHT), None);
    let (here, brought) = (pepper.former().unwrap(), pepper.valid().unwrap());
    let elsewhere = tempfile::tempdir().unwrap();
    let of_backup = Ledger::of(&elsewhere.path().join("zapis.db"), brought);
    of_backup.add(&[(10.into(), at("2026-11-01T00:00:00Z"))]).unwrap();
    let lines = crate::erasures::text(&elsewhere.path().join("zapis.db")).unwrap();
    // After the backup was made this machine has erased another client, and a third one is not in its ledger yet.
    Ledger::of(&database, here).add(&[(11.into(), at("2026-11-02T00:00:00Z"))]).unwrap();
    let unwritten: [(ChatId, Instant); 1] = [(12.into(), at("2026-11-03T00:00:00Z"))];
    let seen =
        |chat: i64| FirstSeen { client: chat.into(), chat: chat.into(), at: at("2026-10-01T00:00:00Z") };
    let clients = [10, 11, 12, 13].map(seen);
    let mut before = String::new();
    for _ in 0..2 {
        ledger::join(&database, &format!("{lines}no line\n"), &pepper, &unwritten, &clients).unwrap();
        let erased = Ledger::of(&database, brought).read().unwrap();
        let known = clients.map(|client| erased.is_erased(client.chat, client.at));
        assert_eq!(known, [true, true, true, false]);
        let now = crate::erasures::text(&database).unwrap();
        assert!(before.is_empty() || before == now, "a second restore adds nothing");
        before = now;
    }
    assert!(!before.contains("no line"), "{before}");
}

#[test]
fn who_was_erased_since_a_restore_is_erased_also_in_what_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("zapis.db");
    let replaced = folder.path().join("zapis.db.replaced-2026-11-21T03-00-00Z");
    std::fs::create_dir(&replaced).unwrap();
    let (seen, erased) = (at("2026-10-01T00:00:00Z"), at("2026-11-22T00:00:00Z"));
    let former = Store::open(&replaced.join("zapis.db")).unwrap();
    for chat in [10, 11, 12] {
        former.writer.client_of(chat.into(), seen).unwrap();
    }
    drop(former);
    std::fs::write(replaced.join("pepper"), HERE).unwrap();
    std::fs::write(folder.path().join("pepper"), BROUGHT).unwrap();
    // One erasure stands in the ledger of the pepper that goes, the other in the database alone.
    Ledger::of(&database, &crate::secrets::Pepper::of(BROUGHT)).add(&[(10.into(), erased)]).unwrap();
    let store = Store::open(&database).unwrap();
    store.writer.note_erasure(11.into(), erased).unwrap();
    drop(store);
    super::undo(&database, &Sources::none(), at("2026-11-23T00:00:00Z")).unwrap();
    assert_eq!(std::fs::read_to_string(folder.path().join("pepper")).unwrap(), HERE);
    let ledger = Ledger::of(&database, &crate::secrets::Pepper::of(HERE)).read().unwrap();
    assert_eq!([10, 11, 12].map(|chat| ledger.is_erased(chat.into(), seen)), [true, true, false]);
}
