//! Copies that are whole, and copies that are not.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::copy::{Flaw, Inscription, Manifest, check, inscribe, size, take};
use crate::{OpenError, Store};

fn store(folder: &Path) -> Store {
    let store = Store::open(&folder.join("zapis.db")).unwrap();
    store.writer.set_setting("key", "value").unwrap();
    store
}

/// A copy of the database in `folder`.
fn copy(folder: &Path) -> PathBuf {
    let file = folder.join("copy.db");
    std::fs::write(&file, "").unwrap();
    take(&folder.join("zapis.db"), &file).unwrap();
    let created_at = "2026-11-21T03:00:00Z".parse().unwrap();
    let pepper = Some("a pepper of good length");
    inscribe(&file, &Inscription { created_at, zapis: "0.1.0", erasures: "3f9c 2026\n", pepper }).unwrap();
    file
}

/// What is found wrong with a copy after something was done to it.
fn flaw(harm: impl FnOnce(&Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let _store = store(folder.path());
    let file = copy(folder.path());
    harm(&file);
    check(&file).unwrap_err().to_string()
}

fn sql(text: &str) -> impl FnOnce(&Path) {
    move |file| Connection::open(file).unwrap().execute_batch(text).unwrap()
}

#[test]
fn a_copy_tells_what_it_is_and_holds_what_the_database_held() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let file = copy(folder.path());
    let Manifest { created_at, zapis, schema, rows, erasures, pepper } = check(&file).unwrap();
    assert_eq!(created_at.to_rfc3339(), "2026-11-21T03:00:00+00:00");
    assert_eq!((zapis.as_str(), erasures.as_str()), ("0.1.0", "3f9c 2026\n"));
    assert_eq!(pepper.as_deref(), Some("a pepper of good length"));
    assert_eq!(schema, crate::open::MIGRATIONS.len());
    assert!(rows["setting"] >= 1 && rows["booking"] == 0 && !rows.contains_key("backup_manifest"));
    let copied = Connection::open(&file).unwrap();
    let value: String =
        copied.query_row("SELECT value FROM setting WHERE key = 'key'", [], |row| row.get(0)).unwrap();
    assert_eq!(value, "value");
    assert!(size(&folder.path().join("zapis.db")).unwrap() > 0);
    // One file and nothing beside it: what reads it needs no log and no shared memory.
    assert_eq!(std::fs::read(&file).unwrap()[18..20], [1, 1]);
    assert_eq!(store.writer.setting("key").unwrap().as_deref(), Some("value"), "the service goes on");
}

#[test]
fn a_copy_taken_while_something_is_written_is_as_of_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.writer.begin().unwrap();
    store.writer.set_setting("key", "other").unwrap();
    let file = copy(folder.path());
    store.writer.commit().unwrap();
    check(&file).unwrap();
    let value: String = Connection::open(&file)
        .unwrap()
        .query_row("SELECT value FROM setting WHERE key = 'key'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(value, "value");
}

#[test]
fn a_copy_of_an_older_schema_is_a_good_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zapis.db");
    let mut old = Connection::open(&path).unwrap();
    rusqlite_migration::Migrations::from_slice(crate::open::MIGRATIONS).to_version(&mut old, 5).unwrap();
    drop(old);
    assert_eq!(check(&copy(folder.path())).unwrap().schema, 5);
}

#[test]
fn what_is_no_copy_is_told() {
    assert!(flaw(|file| std::fs::write(file, "").unwrap()).contains("no backup of zapis"));
    assert!(flaw(sql("DROP TABLE backup_manifest")).contains("no backup of zapis"));
    assert!(flaw(sql("PRAGMA application_id = 7")).contains("no backup of zapis"));
    assert!(flaw(|file| std::fs::remove_file(file).unwrap()).contains("cannot be read"));
    assert!(flaw(|file| std::fs::write(file, "words ".repeat(100)).unwrap()).contains("damaged"));
}

#[test]
fn a_copy_that_lost_something_is_told() {
    let rows = flaw(sql("DELETE FROM setting WHERE key = 'key'"));
    assert!(rows.starts_with("table setting holds"), "{rows}");
    let torn = flaw(|file| {
        let bytes = std::fs::read(file).unwrap();
        std::fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
    });
    assert!(torn.contains("damaged"), "{torn}");
    assert!(flaw(sql("DELETE FROM backup_manifest WHERE key = 'rows'")).contains("manifest is not whole"));
}

#[test]
fn a_copy_with_other_tables_than_ours_is_told() {
    let strange = flaw(sql("CREATE TRIGGER evil AFTER INSERT ON client BEGIN DELETE FROM client; END"));
    assert!(strange.contains("trigger evil is not known"), "{strange}");
    assert!(flaw(sql("DROP TABLE review")).contains("is missing"));
    assert!(flaw(sql("PRAGMA user_version = 999")).contains("newer zapis"));
}

#[test]
fn a_copy_of_a_database_that_litestream_copies_too_is_good() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let tables = "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);
        CREATE TABLE _litestream_lock (id INTEGER);
        INSERT INTO _litestream_seq VALUES (1, 7)";
    store.writer.connection().execute_batch(tables).unwrap();
    let manifest = check(&copy(folder.path())).unwrap();
    assert_eq!(manifest.count("_litestream_seq"), 1);
    let strange =
        flaw(sql("CREATE TRIGGER _litestream_seq AFTER INSERT ON client BEGIN DELETE FROM client; END"));
    assert!(
        strange.contains("trigger _litestream_seq is not known"),
        "nothing else passes by that name: {strange}"
    );
}

#[test]
fn a_row_that_refers_to_nothing_is_told() {
    let stray = flaw(sql("PRAGMA foreign_keys = OFF; INSERT INTO calendar_file (booking_id) VALUES (77);
        UPDATE backup_manifest SET value = json_set(value, '$.calendar_file', 1) WHERE key = 'rows'"));
    assert!(stray.contains("table calendar_file refers to nothing"), "{stray}");
}

#[test]
fn a_manifest_shows_no_pepper() {
    let folder = tempfile::tempdir().unwrap();
    let _store = store(folder.path());
    let shown = format!("{:?}", check(&copy(folder.path())).unwrap());
    assert!(!shown.contains("pepper of"), "{shown}");
    assert!(matches!(check(Path::new("/nowhere")), Err(Flaw::Unreadable(_))));
}

#[test]
fn a_database_that_is_half_in_its_place_is_not_copied() {
    let folder = tempfile::tempdir().unwrap();
    let _store = store(folder.path());
    let database = folder.path().join("zapis.db");
    assert!(size(&database).is_ok());
    std::fs::create_dir(folder.path().join("zapis.db.placing")).unwrap();
    assert!(matches!(size(&database), Err(OpenError::HalfRestored(_))));
}
