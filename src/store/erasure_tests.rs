//! What an erasure takes along, and what it leaves.

use domain::{ClientId, Instant};

use crate::outbox::Haste;
use crate::own_data_tables::Holds::Own;
use crate::own_data_tables::{DELETED, OWN};
use crate::own_data_tests::{anna, filled, opened};
use crate::{Store, Tx};

fn erase(tx: &Tx) {
    let haste = Haste { priority: 1, expires_at: None, now: Instant::from_timestamp(9, 0).unwrap() };
    tx.erase_client(&tx.client(anna()).unwrap().unwrap(), "client", "\"erased\"", haste).unwrap();
}

#[test]
fn all_that_is_told_of_a_client_alone_is_erased_and_the_rest_counts_on() {
    let (store, _folder) = filled();
    let tx = &store.writer;
    let before = tx.own_data(ClientId::from(2)).unwrap();
    erase(tx);
    for (table, holds) in OWN.iter().filter(|(table, _)| !DELETED.iter().any(|(deleted, _)| deleted == table))
    {
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
    for (table, hers) in DELETED {
        let sql = format!("SELECT count(*) FROM {table} WHERE {hers}");
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
    for word in
        ["Анна", "анна", "+79123456789", "к окну", "болею", "чисто и тепло", "любит тишину", "не приходит"]
    {
        assert!(!holds(word), "{word}");
    }
    assert!(holds("Борис"));
}

fn count(tx: &Tx, sql: &str) -> i64 {
    tx.connection().query_row(sql, [], |row| row.get(0)).unwrap()
}
