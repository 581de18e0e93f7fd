use domain::{ClientId, Instant};

use super::*;
use crate::own_data::Value;
use crate::own_data_tests::{anna, filled};
use crate::{Error, Store};

/// Anna with her chat, and a record that the staff made for her, with a booking, a note and a place on the waitlist.
fn two() -> (Store, tempfile::TempDir, Merge) {
    let (store, folder) = filled();
    store
        .writer
        .connection()
        .execute_batch(
            "INSERT INTO client (id, name, name_folded, phone, source, created_at, note, banned_at, ban_reason)
                VALUES (3, 'Аня', 'аня', '+79123456789', 'звонок', 0, 'с собакой', 1500, 'шумит');
             INSERT INTO booking (id, client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
                price_minor, currency, created_at)
                VALUES (3, 3, 1, 1, 90000000, 93600000, 90000000, 93600000, 'confirmed', 500, 'RUB', 0);
             INSERT INTO waitlist (id, client_id, specialist_id, first_day, last_day, part, place, created_at)
                VALUES (4, 3, 1, '2026-11-24', '2026-11-30', 'any', 4, 1900);",
        )
        .unwrap();
    let client = |id: i64| store.writer.client(ClientId::from(id)).unwrap().unwrap();
    let merge = Merge::of(client(3), client(1)).unwrap();
    (store, folder, merge)
}

#[test]
fn every_table_that_names_a_client_comes_along() {
    let (store, _folder, _) = two();
    let mut naming = store
        .writer
        .connection()
        .prepare(
            "SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.\"table\" = 'client'
             ORDER BY 1",
        )
        .unwrap();
    let naming: Vec<String> =
        naming.query_map([], |row| row.get(0)).unwrap().map(|name| name.unwrap()).collect();
    // What the other record agreed to goes with its row: the consent is never inherited.
    let come_along = ["booking", "consent", "waitlist"];
    assert_eq!(naming, come_along, "a table that names a client belongs in merge_clients");
}

#[test]
fn all_of_the_other_record_is_told_and_erased_with_the_one_that_stays() {
    let (store, _folder, merge) = two();
    let tx = &store.writer;
    assert_eq!((merge.kept.id.get(), merge.gone.id.get()), (1, 3), "the one with a chat stays");
    assert_eq!(tx.merge_clients(&merge).unwrap(), [3.into()]);
    assert!(tx.client(3.into()).unwrap().is_none());
    let client = tx.client(anna()).unwrap().unwrap();
    assert_eq!(client.name.as_ref().unwrap().as_str(), "Анна");
    assert!(client.phone_verified);
    assert_eq!(client.note.as_ref().unwrap().as_str(), "любит тишину\nс собакой");
    assert_eq!(client.ban_reason.as_ref().unwrap().as_str(), "не приходит\nшумит");
    assert_eq!(client.banned_at, Instant::from_timestamp_millis(1500), "banned since the first");
    assert_eq!(client.created_at, Instant::from_timestamp_millis(1000).unwrap(), "no older than before");
    assert_eq!(client.source.as_deref(), Some("vk"));
    assert_eq!(client.consent.as_deref(), Some("2"));
    let record = tx.own_data(anna()).unwrap().unwrap();
    let count = |key: &str| match record.0.iter().find(|(found, _)| *found == key) {
        Some((_, Value::List(records))) => records.len(),
        _ => 0,
    };
    assert_eq!((count("bookings"), count("waitlist")), (2, 3));
    assert_eq!(tx.find_clients("аня", 9).unwrap().len(), 0, "the other name is gone");
}

#[test]
fn a_version_that_is_not_the_one_that_was_seen_changes_nothing() {
    for other in [1, 3] {
        let (store, _folder, merge) = two();
        let tx = &store.writer;
        tx.set_client_language(ClientId::from(other), "en").unwrap();
        assert!(matches!(tx.merge_clients(&merge), Err(Error::Changed)));
        assert_eq!(tx.bookings_of(3.into()).unwrap(), [3.into()], "of {other}");
    }
}

#[test]
fn two_chats_an_erased_record_and_one_and_the_same_are_not_joined() {
    let (store, _folder, merge) = two();
    let boris = store.writer.client(2.into()).unwrap().unwrap();
    let refused = |one: &Client, other: &Client| Merge::of(one.clone(), other.clone()).unwrap_err();
    assert_eq!(refused(&merge.kept, &boris), Unmergeable::TwoChats);
    assert_eq!(refused(&merge.kept, &merge.kept), Unmergeable::Same);
    let erased = Client { erased_at: Some(Instant::UNIX_EPOCH), chat: None, ..boris };
    assert_eq!(refused(&merge.gone, &erased), Unmergeable::Erased);
    let younger = Client { id: 9.into(), ..merge.gone.clone() };
    assert_eq!(Merge::of(younger, merge.gone.clone()).unwrap().kept.id.get(), 3, "the older stays");
}

#[test]
fn the_phone_that_stays_keeps_who_vouches_for_it() {
    let (_store, _folder, merge) = two();
    let other = Phone::from_e164("+79120000001");
    let typed = Merge { gone: Client { phone: other.clone(), ..merge.gone.clone() }, ..merge.clone() };
    assert_eq!(typed.phone().map(|(_, verified)| verified), Some(true), "her own stays");
    let taken = Merge { takes_phone: true, takes_name: true, ..typed };
    assert_eq!(taken.phone(), Some((other.as_ref().unwrap(), false)));
    assert_eq!(taken.name().unwrap().as_str(), "Аня");
}
