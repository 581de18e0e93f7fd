//! No table and no column can come that nobody has asked whose it is, and what is stored about a client is told.

use std::collections::BTreeSet;

use domain::ClientId;

use crate::own_data::{Record, Value};
use crate::own_data_tables::Holds::{Counted, Own};
use crate::own_data_tables::{OTHERS, OWN, PASSING, ROWS, TELLING, THOUGHT_OVER};
use crate::{Store, Tx};

pub(crate) fn opened() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::open(&folder.path().join("zapis.db")).unwrap(), folder)
}

fn columns(tx: &Tx, table: &str) -> BTreeSet<String> {
    let sql = "SELECT name FROM pragma_table_info(?1)";
    let mut statement = tx.connection().prepare(sql).unwrap();
    let rows = statement.query_map([table], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

fn tables(tx: &Tx) -> BTreeSet<String> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let mut statement = tx.connection().prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn of_every_table_it_is_known_whether_it_holds_something_of_a_clients() {
    let (store, _folder) = opened();
    let mut known: Vec<&str> = OWN.iter().map(|(table, _)| *table).collect();
    known.extend(PASSING.iter().chain(OTHERS).map(|(table, _)| *table));
    let listed: BTreeSet<String> = known.iter().map(|table| (*table).to_owned()).collect();
    assert_eq!(listed.len(), known.len(), "a table stands in two lists");
    assert_eq!(
        tables(&store.writer),
        listed,
        "a new table belongs in one of the lists, and its data in own_data and erasure"
    );
    for (table, why) in OTHERS.iter().filter(|(table, _)| !THOUGHT_OVER.contains(table)) {
        let found = columns(&store.writer, table);
        assert!(TELLING.iter().all(|column| !found.contains(*column)), "{table}: is it only {why}?");
    }
}

#[test]
fn of_every_column_with_something_of_a_clients_it_is_known_what_becomes_of_it() {
    let (store, _folder) = opened();
    for (table, holds) in OWN {
        let known: BTreeSet<String> = holds.iter().map(|(column, _)| (*column).to_owned()).collect();
        assert_eq!(columns(&store.writer, table), known, "{table}: is the column told, and erased?");
    }
}

pub(crate) fn filled() -> (Store, tempfile::TempDir) {
    let (store, folder) = opened();
    store.writer.connection().execute_batch(ROWS).unwrap();
    (store, folder)
}

pub(crate) fn anna() -> ClientId {
    ClientId::from(1)
}

/// The keys under which something stands.
fn keys_with_a_value(record: &Record, keys: &mut BTreeSet<&'static str>) {
    for (key, value) in &record.0 {
        match value {
            Value::Nothing => continue,
            Value::List(records) => records.iter().for_each(|record| keys_with_a_value(record, keys)),
            _ => {}
        }
        keys.insert(key);
    }
}

#[test]
fn all_that_is_stored_about_a_client_is_told() {
    let (store, _folder) = filled();
    let record = store.writer.own_data(anna()).unwrap().unwrap();
    let mut told = BTreeSet::new();
    keys_with_a_value(&record, &mut told);
    let mut wanted: BTreeSet<&str> =
        BTreeSet::from(["bookings", "consents", "waitlist", "offers", "questions"]);
    for (_, holds) in OWN.iter().flat_map(|(_, columns)| columns.iter()) {
        if let Own(key) | Counted(key) = holds {
            wanted.insert(key);
        }
    }
    assert_eq!(told, wanted);
    let Some(("bookings", Value::List(bookings))) = record.0.last() else { panic!("bookings come last") };
    assert_eq!(bookings.len(), 1, "her own");
    assert!(bookings[0].0.contains(&("services", Value::Text("Стрижка + Укладка".into()))));
    assert!(store.writer.own_data(ClientId::from(7)).unwrap().is_none());
}
