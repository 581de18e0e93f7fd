//! Who is found, in which order, and how quickly.

use domain::{BookingId, ClientName, Instant, Note, Phone, Sought};
use rusqlite_migration::Migrations;

use crate::open::MIGRATIONS;
use crate::own_data_tests::{anna, filled, opened};
use crate::{Error, Store, Tx};

fn found(tx: &Tx, query: &str) -> Vec<i64> {
    tx.find_clients(query, 10).unwrap().iter().map(|client| client.id.get()).collect()
}

fn put(tx: &Tx, name: &str, phone: &str) {
    tx.connection().execute("INSERT INTO client (created_at) VALUES (0)", []).unwrap();
    let (id, name) = (tx.connection().last_insert_rowid().into(), ClientName::parse(name).unwrap());
    tx.set_client_contact(id, &name, &Phone::from_e164(phone).unwrap(), false).unwrap();
}

#[test]
fn a_client_is_found_by_a_part_of_the_name_by_phone_and_by_number() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    put(tx, "Семёнова Алёна", "+79123456789");
    put(tx, "Алена Petrova-Muñoz", "+78123456789");
    put(tx, "Марианна", "+4915112345678");
    for (query, ids) in [
        ("АЛЁНА", &[2, 1][..]),
        ("алена семен", &[1]),
        ("munoz", &[2]),
        ("анна", &[3]),
        ("нет такой", &[]),
        ("8 (912) 345-67-89", &[1]),
        ("5-67-89", &[2, 1]),
        ("015112345678", &[3]),
        ("№ 2", &[2]),
        ("2", &[2]),
        ("%", &[]),
        ("", &[]),
    ] {
        assert_eq!(found(tx, query), ids, "{query:?}");
    }
    assert_eq!(tx.clients_found(&Sought::parse("а"), 1, 1).unwrap()[0].id.get(), 3, "a page of the list");
}

#[test]
fn who_was_erased_is_found_by_nothing() {
    let (store, _folder) = filled();
    let tx = &store.writer;
    assert_eq!(found(tx, "анн"), [1]);
    let haste =
        crate::outbox::Haste { priority: 1, expires_at: None, now: Instant::from_timestamp(9, 0).unwrap() };
    tx.erase_client(&tx.client(anna()).unwrap().unwrap(), "client", "\"erased\"", haste).unwrap();
    for query in ["анн", "89123456789", "1"] {
        assert_eq!(found(tx, query), [] as [i64; 0], "{query}");
    }
    assert_eq!(tx.recent_clients(5).unwrap().len(), 1, "Boris alone");
}

#[test]
fn names_of_an_older_version_are_folded_when_the_database_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zapis.db");
    let mut connection = rusqlite::Connection::open(&path).unwrap();
    Migrations::from_slice(&MIGRATIONS[..10]).to_latest(&mut connection).unwrap();
    connection
        .execute_batch("INSERT INTO client (chat, name, created_at) VALUES (10, 'Алёна', 0), (11, NULL, 0);")
        .unwrap();
    drop(connection);
    let store = Store::open(&path).unwrap();
    assert_eq!(found(&store.writer, "АЛЕНА"), [1]);
}

#[test]
fn bookings_to_come_stand_before_those_that_were() {
    let (store, _folder) = filled();
    let tx = &store.writer;
    tx.connection()
        .execute_batch(
            "INSERT INTO booking (id, client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
                price_minor, currency, created_at)
             VALUES (3, 1, 1, 1, 90000000, 93600000, 90000000, 93600000, 'confirmed', 1, 'RUB', 0),
                    (4, 1, 1, 1, 97200000, 98000000, 97200000, 98000000, 'confirmed', 1, 'RUB', 0),
                    (5, 1, 1, 1, 99200000, 99900000, 99200000, 99900000, 'cancelled', 1, 'RUB', 0);",
        )
        .unwrap();
    let now = Instant::from_timestamp(80_000, 0).unwrap();
    let of = |query: &str, only: Option<i64>| {
        let found = tx.find_bookings(&Sought::parse(query), only.map(Into::into), now).unwrap();
        found.ids.into_iter().map(BookingId::get).collect::<Vec<_>>()
    };
    assert_eq!(of("анна", None), [3, 4, 5, 1]);
    assert_eq!(of("анна", Some(2)), [] as [i64; 0], "another specialist's");
    assert_eq!(of("3456789", None), [3, 4, 5, 1]);
    assert_eq!(of("2", None), [2], "the booking of that number, and not those of the client");
    assert_eq!(of("№2", Some(2)), [] as [i64; 0]);
}

#[test]
fn a_change_by_the_staff_overwrites_nothing() {
    let (store, _folder) = filled();
    let tx = &store.writer;
    let note = Note::parse("аллергия").unwrap();
    tx.set_client_note(anna(), 1, note.as_ref()).unwrap();
    assert!(matches!(tx.set_client_note(anna(), 1, None), Err(Error::Changed)));
    assert!(matches!(tx.set_client_ban(anna(), 1, None, None), Err(Error::Changed)));
    let (name, phone) =
        (ClientName::parse("Анна Ёжикова").unwrap(), Phone::from_e164("+79123456780").unwrap());
    assert!(matches!(tx.edit_client(anna(), 1, Some(&name), Some(&phone)), Err(Error::Changed)));
    let same = Phone::from_e164("+79123456789").unwrap();
    tx.edit_client(anna(), 2, Some(&name), Some(&same)).unwrap();
    assert!(tx.client(anna()).unwrap().unwrap().phone_verified, "the same phone is still Telegram's");
    tx.edit_client(anna(), 3, Some(&name), Some(&phone)).unwrap();
    let client = tx.client(anna()).unwrap().unwrap();
    assert_eq!((client.phone_verified, client.note, client.version), (false, note, 4));
    assert_eq!(
        (found(tx, "ежик"), found(tx, "67-80")),
        (vec![1], vec![1]),
        "who is called otherwise now is found so"
    );
    tx.set_client_ban(anna(), 4, None, client.ban_reason.as_ref()).unwrap();
    assert_eq!(tx.client(anna()).unwrap().unwrap().ban_reason, None, "no reason without a ban");
}

#[test]
fn names_and_phones_are_read_from_indexes_that_hold_nothing_else() {
    let (store, _folder) = opened();
    for (column, index) in [("name_folded", "client_by_name"), ("phone", "client_by_phone")] {
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT id FROM client WHERE {column} IS NOT NULL AND instr({column}, 'a') ORDER BY {column}, id LIMIT 9"
        );
        let plan: String = store.writer.connection().query_row(&sql, [], |row| row.get("detail")).unwrap();
        assert!(plan.contains(&format!("USING COVERING INDEX {index}")), "{plan}");
    }
}
