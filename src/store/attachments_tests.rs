//! What goes with a message, and the names under which Telegram keeps pictures.

use chrono::TimeDelta;
use domain::{ChatId, Instant, PhotoId};

use crate::attachments::{Attached, Attaching};
use crate::outbox::{Haste, Lane, Order, Queued};
use crate::{Error, Store, Tx};

fn opened() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::open(&folder.path().join("zapis.db")).unwrap(), folder)
}

fn now() -> Instant {
    "2026-11-24T06:00:00Z".parse().unwrap()
}

const HASTE: Haste = Haste { priority: 0, expires_at: None, now: Instant::UNIX_EPOCH };

fn lane(bot: &str) -> Lane<'_> {
    Lane { bot, chat: ChatId::from(5) }
}

fn document(content: &[u8]) -> Attaching<'_> {
    Attaching { what: "document", content: Some(content), photo: None }
}

fn taken(tx: &Tx) -> Option<(i64, Attached)> {
    let Queued { id, order, .. } = tx.take_sendable(now(), 1).unwrap().pop()?;
    match order {
        Order::Say { attached: Some(attached), .. } => Some((id, attached)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_document_waits_with_its_bytes_and_goes_with_its_row() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    tx.put_attached(lane("client"), "caption", document(b"old"), HASTE).unwrap();
    tx.put_say(lane("client"), "caption", HASTE).unwrap();
    tx.put_attached(lane("client"), "caption", document(b"new"), HASTE).unwrap();
    assert_eq!(tx.outbox_depth().unwrap(), 2, "the same document waits once, and words are no document");
    let words = tx.take_sendable(now(), 1).unwrap().remove(0);
    assert_eq!(words.order, Order::Say { screen: "caption".into(), attached: None });
    tx.sent(words.id, Some(7)).unwrap();
    let (row, attached) = taken(tx).unwrap();
    assert_eq!(attached, Attached { what: "document".into(), content: Some(b"new".to_vec()), file: None });
    tx.postpone(row, now(), TimeDelta::zero(), None).unwrap();
    assert_eq!(taken(tx).unwrap().0, row, "it is still there for the next try");
    tx.sent(row, Some(8)).unwrap();
    let left: i64 =
        tx.connection().query_row("SELECT count(*) FROM attachment", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn a_document_that_is_too_large_is_refused_and_nothing_of_it_stays() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    for size in [0, (1 << 20) + 1] {
        let refused = tx.put_attached(lane("client"), "", document(&vec![b'x'; size]), HASTE);
        assert!(matches!(refused, Err(Error::Size { .. })), "{size}");
    }
    tx.put_attached(lane("client"), "", document(&vec![b'x'; 1 << 20]), HASTE).unwrap();
    assert_eq!(tx.outbox_depth().unwrap(), 1);
}

#[test]
fn the_name_of_a_picture_serves_one_bot_and_can_be_forgotten() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    tx.connection().execute("INSERT INTO photo (id, content) VALUES (3, x'FFD8FF')", []).unwrap();
    let picture = Attaching { what: "photo", content: None, photo: Some(PhotoId::from(3)) };
    let next = |bot: &str| {
        tx.put_attached(lane(bot), "", picture, HASTE).unwrap();
        let (row, attached) = taken(tx).unwrap();
        let known = attached.file.clone();
        assert_eq!(attached.content.is_some(), known.is_none(), "the bytes or the name");
        (row, known)
    };
    let (row, known) = next("client");
    assert_eq!(known, None);
    tx.keep_file(row, "client's").unwrap();
    tx.sent(row, Some(1)).unwrap();
    assert_eq!(next("admin").1, None, "it is none of the other bot's");
    let (row, known) = next("client");
    assert_eq!(known.as_deref(), Some("client's"));
    assert!(tx.forget_file(row).unwrap());
    assert!(!tx.forget_file(row).unwrap());
    tx.drop_row(row).unwrap();
    assert_eq!(next("client").1, None);
}
