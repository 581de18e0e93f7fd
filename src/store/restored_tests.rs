use super::*;
use crate::own_data_tests::filled;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// A filled database as it is after a restore at noon of a copy of nine o'clock, with `rows` added before.
fn restored(rows: &str) -> (Ready, Connection, tempfile::TempDir) {
    let (store, folder) = filled();
    store.writer.connection().execute_batch(rows).unwrap();
    store.writer.checkpoint_fully().unwrap();
    drop(store);
    let path = folder.path().join("zapis.db");
    let ready = make_ready(&path, at("2026-11-21T09:00:00Z"), at("2026-11-21T12:00:00Z")).unwrap();
    assert!(!folder.path().join("zapis.db-wal").exists(), "it is one file");
    (ready, Connection::open(path).unwrap(), folder)
}

fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(std::result::Result::unwrap).collect()
}

fn number(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Milliseconds of 10:00 and of 13:00 on the day of the restore.
const TEN: i64 = 1_795_255_200_000;
const ONE: i64 = 1_795_266_000_000;

#[test]
fn what_tells_somebody_something_waits_if_it_was_due_and_everything_else_goes_on() {
    assert_eq!((millis(at("2026-11-21T10:00:00Z")), millis(at("2026-11-21T13:00:00Z"))), (TEN, ONE));
    let job = |bot: &str, kind: &str, due: i64| {
        format!(
            "INSERT INTO job (bot, key, chat, kind, subject, due_at) VALUES ('{bot}', '{kind}:{due}', 20, '{kind}', 2, {due});"
        )
    };
    let mut rows = "DELETE FROM job; DELETE FROM withheld_job;".to_owned();
    for (bot, kind) in [
        ("client", "remind"),
        ("client", "review"),
        ("client", "asked"),
        ("client", "asked-over"),
        ("client", "waitlist"),
        ("client", "waitlist-offer"),
        ("client", "hold"),
        ("client", "follow-policy"),
        ("admin", "news"),
        ("admin", "alert"),
        ("admin", "digest"),
        ("admin", "picture"),
        ("admin", "pin"),
    ] {
        rows += &job(bot, kind, TEN);
        rows += &job(bot, kind, ONE);
    }
    let (ready, connection, _folder) = restored(&rows);
    let withheld = texts(&connection, "SELECT kind FROM withheld_job ORDER BY kind");
    assert_eq!(withheld, ["alert", "asked", "news", "remind", "review"]);
    assert_eq!(ready.jobs, 5);
    let due = format!("SELECT kind FROM job WHERE due_at = {TEN} ORDER BY kind");
    assert_eq!(
        texts(&connection, &due),
        ["asked-over", "follow-policy", "pin", "waitlist", "waitlist-offer"]
    );
    let later = format!("SELECT kind FROM job WHERE due_at = {ONE} AND kind NOT IN ('hold', 'picture')");
    assert_eq!(texts(&connection, &later).len(), 11, "what is due later is");
}

#[test]
fn conversations_and_unused_links_are_over_and_no_number_is_given_again() {
    let (ready, connection, _folder) = restored(
        "INSERT INTO claim (id, hash, created_at) VALUES (1, 'x', 0);
         INSERT INTO invitation (hash, role, name, invited_by, created_at) VALUES ('y', 'manager', 'Нина', 30, 0);
         UPDATE booking SET created_at = 1795250000000 WHERE id = 1;
         CREATE TABLE backup_manifest (key TEXT PRIMARY KEY, value ANY) STRICT;",
    );
    assert_eq!(number(&connection, "SELECT count(*) FROM dialogue WHERE state IS NOT NULL"), 0);
    assert_eq!(number(&connection, "SELECT min(revision) FROM dialogue"), 1003);
    assert_eq!(number(&connection, "SELECT count(*) FROM hold WHERE offer_id IS NULL"), 0);
    assert_eq!(number(&connection, "SELECT count(*) FROM hold"), 1, "an offer of the waitlist goes on");
    assert_eq!(
        number(&connection, "SELECT (SELECT count(*) FROM claim) + (SELECT count(*) FROM invitation)"),
        0
    );
    // One of the two bookings was made in the three hours before the copy.
    assert_eq!(number(&connection, "SELECT seq FROM sqlite_sequence WHERE name = 'booking'"), 2 + 100 + 10);
    assert_eq!(number(&connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'backup_manifest'"), 0);
    assert_eq!(number(&connection, "SELECT count(*) FROM outbox WHERE kind IN ('show', 'say')"), 0);
    assert_eq!(number(&connection, "SELECT count(*) FROM outbox WHERE kind = 'delete'"), 1);
    assert!(ready.messages > 0 && ready.clients.len() == 2 && !ready.has_pins);
}

#[test]
fn no_file_of_this_machine_is_sent_because_a_backup_says_so() {
    let file = r#"{ "file": {"path": "/run/credentials/pepper", "name": "p", "mime": "text/plain"}}"#;
    let (_, connection, _folder) =
        restored(&format!("UPDATE attachment SET what = '{file}', content = NULL, photo_id = NULL;"));
    assert_eq!(
        number(&connection, "SELECT count(*) FROM withheld_message WHERE what LIKE '%credentials%'"),
        0
    );
    assert_eq!(number(&connection, "SELECT count(*) FROM attachment"), 0);
}

#[test]
fn what_stands_at_the_place_is_told_without_being_changed() {
    let (store, folder) = filled();
    let path = folder.path().join("zapis.db");
    store.writer.note_erasure(10.into(), at("2026-11-21T09:00:00Z")).unwrap();
    let standing = look(&path).unwrap().unwrap();
    assert_eq!((standing.bookings, standing.erasures.len()), (2, 1));
    assert!(look(&folder.path().join("nothing.db")).unwrap().is_none());
    std::fs::write(folder.path().join("damaged.db"), "not a database, but long enough for the header of one")
        .unwrap();
    assert!(look(&folder.path().join("damaged.db")).is_err());
}
