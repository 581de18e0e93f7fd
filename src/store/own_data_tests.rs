//! No table and no column can come that nobody has asked whose it is.

use std::collections::BTreeSet;

use domain::{ClientId, Instant};

use crate::outbox::Haste;
use crate::own_data::{Record, Value};
use crate::{Store, Tx};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Something of a client's that is told under this key, and erased.
    Own(&'static str),
    /// Something of a client's that is told under this key, and stays: it counts visits, and names nobody.
    Counted(&'static str),
    /// What keeps rows and versions together; it says nothing.
    Nothing,
}
use Holds::{Counted, Nothing, Own};

/// Tables with something of a client's, column by column. A row that is deleted by an erasure is named in [`DELETED`].
const OWN: &[(&str, &[(&str, Holds)])] = &[
    (
        "client",
        &[
            ("id", Nothing),
            ("chat", Own("telegram_id")),
            ("name", Own("name")),
            ("phone", Own("phone")),
            ("phone_verified", Own("phone_from_telegram")),
            ("language", Own("language")),
            ("source", Own("came_from")),
            ("reachable", Own("messages_arrive")),
            ("created_at", Counted("first_seen_at")),
            ("version", Nothing),
            ("consent", Own("consent")),
            ("consent_at", Own("consent_at")),
            ("erased_at", Nothing),
        ],
    ),
    (
        "booking",
        &[
            ("id", Counted("number")),
            ("client_id", Nothing),
            ("service_id", Counted("services")),
            ("specialist_id", Counted("specialist")),
            ("starts_at", Counted("starts_at")),
            ("ends_at", Counted("ends_at")),
            ("occupied_from", Nothing),
            ("occupied_to", Nothing),
            ("status", Counted("status")),
            ("price_minor", Counted("price")),
            ("currency", Counted("price")),
            ("comment", Own("comment")),
            ("reason", Own("reason")),
            ("decide_by", Counted("confirm_by")),
            ("created_at", Counted("made_at")),
            ("version", Nothing),
            ("anybody", Counted("specialist_was_chosen")),
        ],
    ),
    ("booking_service", &[("booking_id", Nothing), ("place", Nothing), ("service_id", Counted("services"))]),
    ("booking_resource", &[("booking_id", Nothing), ("resource_id", Counted("resources"))]),
    (
        "booking_event",
        &[
            ("booking_id", Counted("history")),
            ("version", Nothing),
            ("at", Counted("at")),
            ("actor", Counted("by")),
            // Who of the business it was is the admin's, not the client's.
            ("admin", Nothing),
            ("status", Counted("status")),
            ("change", Counted("change")),
            ("starts_at", Counted("starts_at")),
        ],
    ),
    (
        "review",
        &[
            ("booking_id", Nothing),
            ("asked_at", Counted("review_asked_at")),
            ("stars", Counted("review_stars")),
            ("rated_at", Counted("review_at")),
            ("words", Own("review_words")),
        ],
    ),
    (
        "attendance",
        &[
            ("booking_id", Nothing),
            ("reminded", Own("reminded_minutes_before")),
            ("coming_at", Own("said_coming_at")),
        ],
    ),
    ("calendar_file", &[("booking_id", Own("calendar_file"))]),
];

/// Tables whose rows of a client's are deleted whole.
const DELETED: &[&str] = &["attendance", "calendar_file"];

/// Tables with something of a client's that passes by itself: it is erased, and not told.
const PASSING: &[(&str, &str)] = &[
    ("hold", "a time that is kept for minutes"),
    ("hold_resource", "goes with its hold"),
    ("dialogue", "what is being typed; it ends with the conversation. The counter of buttons stays"),
    ("job", "what is going to be done about a booking"),
    ("card", "which message shows what"),
    ("outbox", "what is on its way to the client, who sees it"),
    ("attachment", "goes with its row of the outbox"),
    ("erasure", "what is on its way to the ledger"),
];

/// Tables with nothing of a client's.
const OTHERS: &[(&str, &str)] = &[
    ("setting", "the installation's own"),
    ("admin", "who works here"),
    ("claim", "the hash of a link for an owner"),
    ("category", "the catalogue"),
    ("service", "the catalogue"),
    ("specialist", "the catalogue; a person, but not a client"),
    ("specialist_service", "the catalogue"),
    ("resource", "the catalogue"),
    ("service_resource", "the catalogue"),
    ("exception", "the hours of the business"),
    ("block", "the hours of the business"),
    ("span", "what is occupied, and by which booking; not by whom"),
    ("receipt", "numbers of Telegram's"),
    ("dead_letter", "written without a word of anybody's"),
    ("photo", "pictures of specialists"),
    ("photo_file", "pictures of specialists"),
];

/// Names of columns that would hold something of a client's: a table with one is not among the others without a second thought.
const TELLING: [&str; 8] = ["client_id", "chat", "name", "phone", "email", "address", "comment", "words"];
/// Others that have such a column all the same.
const THOUGHT_OVER: [&str; 6] = ["admin", "category", "service", "specialist", "resource", "photo_file"];

fn opened() -> (Store, tempfile::TempDir) {
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

/// A client with something in every column, and another who has nothing to do with it.
const ROWS: &str = "
    INSERT INTO client (id, chat, name, phone, phone_verified, language, source, created_at, consent, consent_at)
        VALUES (1, 10, 'Анна', '+79123456789', 1, 'ru', 'vk', 1000, '2', 1500), (2, 20, 'Борис', '+79120000000', 0, 'en', 'tg', 1000, '2', 1500);
    INSERT INTO service (id, name, duration, price_minor, currency, confirmation, position)
        VALUES (1, 'Стрижка', 60, 100, 'RUB', 'automatic', 0), (2, 'Укладка', 60, 100, 'RUB', 'automatic', 0);
    INSERT INTO specialist (id, name, hours, position) VALUES (1, 'Мария', 'Mon-Fri 09:00-18:00', 0);
    INSERT INTO resource (id, name, position) VALUES (1, 'Кресло', 0);
    INSERT INTO booking (id, client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
            price_minor, currency, comment, reason, decide_by, created_at)
        VALUES (1, 1, 1, 1, 3600000, 7200000, 3600000, 7200000, 'done', 250050, 'RUB', 'к окну', 'болею', 2000, 1700),
               (2, 2, 1, 1, 7200000, 9000000, 7200000, 9000000, 'done', 100, 'RUB', 'у двери', 'дела', 2000, 1700);
    INSERT INTO booking_service VALUES (1, 0, 1), (1, 1, 2), (2, 0, 1);
    INSERT INTO booking_resource VALUES (1, 1);
    INSERT INTO booking_event (booking_id, version, at, actor, status, starts_at) VALUES (1, 1, 1700, 'client', 'confirmed', 3600000);
    INSERT INTO review VALUES (1, 7300000, 4, 7400000, 'чисто и тепло'), (2, 9300000, 5, 9400000, 'спасибо');
    INSERT INTO attendance VALUES (1, 120, 1800), (2, 120, 1800);
    INSERT INTO calendar_file VALUES (1), (2);
    INSERT INTO hold (chat, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to)
        VALUES (10, 1, 1, 10800000, 14400000, 10800000, 14400000);
    INSERT INTO job (bot, key, chat, kind, subject, due_at) VALUES
        ('client', 'hold:10', 10, 'hold', 1, 1000), ('client', 'remind:2:60', 20, 'remind', 2, 1000), ('admin', 'x', 10, 'x', 1, 1000);
    INSERT INTO dialogue VALUES ('client', 10, '{\"name\":\"Анна\"}', 1, 7, 1000), ('admin', 10, '{}', 1, 3, 1000);
    INSERT INTO card (id, bot, chat, key, message_id) VALUES
        (1, 'client', 10, 'dialogue', 1), (2, 'client', 10, 'booking:1', 2), (3, 'admin', 30, 'booking:1', 3), (4, 'admin', 30, 'dialogue', 4);
    INSERT INTO admin (chat, role, created_at) VALUES (30, 'owner', 0);
    INSERT INTO outbox (bot, chat, card_id, kind, screen, priority, not_before, created_at, sending) VALUES
        ('client', 10, 2, 'show', 'Анна', 0, 0, 0, 1), ('client', 10, NULL, 'say', 'Анна', 0, 0, 0, 0),
        ('admin', 30, 3, 'show', 'Анна', 0, 0, 0, 1), ('admin', 30, 4, 'show', '10:00 Анна', 0, 0, 0, 0);
    INSERT INTO outbox (bot, chat, kind, message_id, priority, not_before, created_at) VALUES ('client', 10, 'delete', 5, 0, 0, 0);
    INSERT INTO attachment (outbox_id, what, content) VALUES (2, '{}', x'00');
";

fn filled() -> (Store, tempfile::TempDir) {
    let (store, folder) = opened();
    store.writer.connection().execute_batch(ROWS).unwrap();
    (store, folder)
}

fn anna() -> ClientId {
    ClientId::from(1)
}

fn erase(tx: &Tx) {
    let haste = Haste { priority: 1, expires_at: None, now: Instant::from_timestamp(9, 0).unwrap() };
    tx.erase_client(&tx.client(anna()).unwrap().unwrap(), "client", haste).unwrap();
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
    let mut wanted: BTreeSet<&str> = BTreeSet::from(["bookings"]);
    for (_, holds) in OWN.iter().flat_map(|(_, columns)| columns.iter()) {
        if let Own(key) | Counted(key) = holds {
            wanted.insert(key);
        }
    }
    assert_eq!(told, wanted);
    let (_, Value::List(bookings)) = &record.0[record.0.len() - 1] else { panic!("bookings come last") };
    assert_eq!(bookings.len(), 1, "her own");
    assert!(bookings[0].0.contains(&("services", Value::Text("Стрижка + Укладка".into()))));
    assert!(store.writer.own_data(ClientId::from(7)).unwrap().is_none());
}

#[test]
fn all_that_is_told_of_a_client_alone_is_erased_and_the_rest_counts_on() {
    let (store, _folder) = filled();
    let tx = &store.writer;
    let before = tx.own_data(ClientId::from(2)).unwrap();
    erase(tx);
    for (table, holds) in OWN.iter().filter(|(table, _)| !DELETED.contains(table)) {
        let owner = match *table {
            "client" => "id = 1",
            "booking" => "client_id = 1",
            _ => "booking_id = 1",
        };
        for (column, holds) in *holds {
            let sql = format!("SELECT count(*) FROM {table} WHERE {owner} AND coalesce({column}, 0) <> 0");
            let left: i64 = tx.connection().query_row(&sql, [], |row| row.get(0)).unwrap();
            if let Own(_) = holds {
                assert_eq!(left, 0, "{table}.{column}");
            }
        }
    }
    for table in DELETED {
        let sql = format!("SELECT count(*) FROM {table} WHERE booking_id = 1");
        assert_eq!(count(tx, &sql), 0, "{table}");
    }
    assert!(tx.client(anna()).unwrap().unwrap().erased_at.is_some());
    let kept = "SELECT count(*) FROM booking JOIN review ON booking_id = booking.id
                WHERE booking.id = 1 AND price_minor = 250050 AND stars = 4 AND status = 'done'";
    assert_eq!(count(tx, kept), 1);
    assert_eq!(tx.own_data(ClientId::from(2)).unwrap(), before, "the other client's are all there");
}

#[test]
fn nothing_waits_for_a_chat_that_was_erased_but_what_says_nothing() {
    let (store, _folder) = filled();
    let tx = &store.writer;
    erase(tx);
    assert_eq!(count(tx, "SELECT count(*) FROM hold"), 0);
    assert_eq!(count(tx, "SELECT count(*) FROM attachment"), 0);
    assert_eq!(
        count(
            tx,
            "SELECT count(*) FROM outbox WHERE bot = 'client' AND chat = 10 AND kind NOT IN ('delete', 'close')"
        ),
        0
    );
    assert_eq!(
        count(tx, "SELECT count(*) FROM card WHERE bot = 'client' AND chat = 10"),
        1,
        "the dialogue's"
    );
    assert_eq!(count(tx, "SELECT count(*) FROM job"), 2, "the other client's, and an admin's");
    let dialogue = tx.dialogue("client", 10.into()).unwrap().unwrap();
    assert_eq!((dialogue.state, dialogue.revision), (None, 7), "no button of before comes to life again");
    assert!(
        tx.dialogue("admin", 10.into()).unwrap().unwrap().state.is_some(),
        "an admin may be a client too"
    );
}

#[test]
fn what_waits_for_admins_can_be_told_without_the_name() {
    let (store, _folder) = filled();
    let tx = &store.writer;
    assert_eq!(tx.bookings_shown(anna(), "admin").unwrap(), [1.into()]);
    assert_eq!(tx.bookings_of(anna()).unwrap(), [1.into()]);
    tx.send_once("admin", 1.into()).unwrap();
    let [(row, screen)] = &tx.dialogues_on_their_way("admin").unwrap()[..] else { panic!("one list waits") };
    tx.rewrite_row(*row, &screen.replace("Анна", "—")).unwrap();
    assert_eq!(count(tx, "SELECT count(*) FROM outbox WHERE bot = 'admin' AND instr(screen, 'Анна') > 0"), 0);
}

#[test]
fn an_erasure_waits_for_the_ledger_and_is_kept_once() {
    let (store, _folder) = opened();
    let at = |seconds| Instant::from_timestamp(seconds, 0).unwrap();
    store.writer.note_erasure(10.into(), at(1)).unwrap();
    let first = Store::erasures_to_keep(&store.readers).unwrap();
    assert_eq!(first, [(10.into(), at(1))]);
    store.writer.note_erasure(10.into(), at(2)).unwrap();
    store.writer.erasures_are_kept(&first).unwrap();
    let second = Store::erasures_to_keep(&store.readers).unwrap();
    assert_eq!(second, [(10.into(), at(2))], "one that came meanwhile waits on");
    store.writer.erasures_are_kept(&second).unwrap();
    assert_eq!(Store::erasures_to_keep(&store.readers).unwrap(), []);
}

#[test]
fn after_an_erasure_neither_the_database_nor_its_log_holds_what_was_there() {
    let (store, folder) = filled();
    let tx = &store.writer;
    tx.connection().execute_batch("DELETE FROM outbox WHERE bot = 'admin'").unwrap();
    let holds = |word: &str| {
        std::fs::read_dir(folder.path()).unwrap().any(|file| {
            let content = std::fs::read(file.unwrap().path()).unwrap();
            content.windows(word.len()).any(|window| window == word.as_bytes())
        })
    };
    assert!(holds("чисто и тепло"));
    tx.begin().unwrap();
    erase(tx);
    tx.commit().unwrap();
    for word in ["Анна", "+79123456789", "к окну", "болею", "чисто и тепло"] {
        assert!(!holds(word), "{word}");
    }
    assert!(holds("Борис"));
}

fn count(tx: &Tx, sql: &str) -> i64 {
    tx.connection().query_row(sql, [], |row| row.get(0)).unwrap()
}
