//! What leaves a chat, and in which order.

use chrono::TimeDelta;
use domain::{ChatId, Instant};

use crate::outbox::{Haste, Lane, Order, Queued, Shown};
use crate::{Store, Tx};

const REPLY: i64 = 0;
const NOTICE: i64 = 1;

fn opened() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::open(&folder.path().join("zapis.db")).unwrap(), folder)
}

fn now() -> Instant {
    "2026-11-24T06:00:00Z".parse().unwrap()
}

fn haste(priority: i64) -> Haste {
    Haste { priority, expires_at: None, now: now() }
}

fn lane() -> Lane<'static> {
    Lane { bot: "client", chat: ChatId::from(5) }
}

fn shown(screen: &str, buttons: bool) -> Shown<'_> {
    Shown { screen, buttons, former: None }
}

fn words(row: &Queued) -> String {
    match &row.order {
        Order::Show { screen, .. } | Order::Say { screen, .. } => screen.clone(),
        Order::Delete { message } => format!("delete {message}"),
        Order::Close { message, .. } => format!("close {message}"),
    }
}

/// All that leaves from now on, one after the other.
fn drained(tx: &Tx) -> Vec<String> {
    let next = || tx.take_sendable(now(), 1).unwrap().pop();
    let sent = |row: Queued| {
        tx.sent(row.id, None).unwrap();
        words(&row)
    };
    std::iter::from_fn(next).map(sent).collect()
}

#[test]
fn lanes_send_one_row_at_a_time_and_screens_of_a_card_fall_together() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    let lane = Lane { bot: "client", chat: ChatId::from(5) };
    let haste = Haste { priority: 0, expires_at: None, now: now() };
    tx.put_show(lane, "dialogue", false, shown("one", true), haste).unwrap();
    let first = tx.take_sendable(now(), 10).unwrap();
    assert_eq!(first[0].order, Order::Show { screen: "one".into(), below: false, message: None });
    tx.put_show(lane, "dialogue", false, shown("two", true), haste).unwrap();
    tx.put_show(lane, "dialogue", false, shown("three", true), haste).unwrap();
    assert_eq!(tx.take_sendable(now(), 10).unwrap(), [], "the lane is busy");
    tx.sent(first[0].id, Some(77)).unwrap();
    let second = tx.take_sendable(now(), 10).unwrap();
    assert_eq!(second[0].order, Order::Show { screen: "three".into(), below: false, message: Some(77) });
    tx.postpone(second[0].id, now(), TimeDelta::seconds(3), None).unwrap();
    assert_eq!(tx.take_sendable(now(), 10).unwrap(), []);
    assert_eq!(tx.next_outbox_try().unwrap(), Some(now() + TimeDelta::seconds(3)));
    let yesterday = now() - TimeDelta::days(1);
    tx.clamp_outbox(yesterday, TimeDelta::minutes(61)).unwrap();
    assert_eq!(
        tx.take_sendable(yesterday, 10).unwrap().len(),
        1,
        "a clock that jumped back does not stop the lane"
    );
}

#[test]
fn a_row_that_is_no_longer_worth_sending_is_dropped() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    let lane = Lane { bot: "client", chat: ChatId::from(5) };
    let until =
        |minutes| Haste { priority: 0, expires_at: Some(now() + TimeDelta::minutes(minutes)), now: now() };
    tx.put_say(lane, "hint", until(30)).unwrap();
    tx.put_say(lane, "news", until(90)).unwrap();
    assert_eq!(tx.drop_expired_rows(now() + TimeDelta::minutes(30)).unwrap(), 1);
    let left = tx.take_sendable(now() + TimeDelta::minutes(30), 10).unwrap();
    assert_eq!(left[0].order, Order::Say { screen: "news".into(), attached: None });
}

#[test]
fn the_same_words_wait_once_and_at_their_newest_place() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    tx.put_say(lane(), "hint", haste(REPLY)).unwrap();
    tx.put_show(lane(), "dialogue", false, shown("screen", true), haste(REPLY)).unwrap();
    for _ in 0..100 {
        tx.put_say(lane(), "hint", haste(REPLY)).unwrap();
    }
    tx.put_say(Lane { bot: "admin", ..lane() }, "hint", haste(REPLY)).unwrap();
    assert_eq!(tx.outbox_depth().unwrap(), 3);
    assert_eq!(drained(tx), ["screen", "hint", "hint"]);
}

#[test]
fn a_lane_has_one_head_whatever_comes_and_goes() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    for words in ["a", "b", "c", "d"] {
        tx.put_say(lane(), words, haste(REPLY)).unwrap();
    }
    assert_eq!(tx.take_sendable(now(), 10).unwrap().iter().map(words).collect::<Vec<_>>(), ["a"]);
    assert_eq!(tx.take_sendable(now(), 10).unwrap(), [], "it is on its way");
    tx.resume_outbox().unwrap();
    assert_eq!(drained(tx), ["a", "b", "c", "d"]);
    tx.put_say(lane(), "e", haste(REPLY)).unwrap();
    tx.drop_lane(lane()).unwrap();
    tx.put_say(lane(), "f", haste(REPLY)).unwrap();
    assert_eq!(drained(tx), ["f"]);
}

#[test]
fn an_answer_and_a_deletion_do_not_wait_behind_news() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    for words in ["news", "more news"] {
        tx.put_say(lane(), words, haste(NOTICE)).unwrap();
    }
    tx.put_show(lane(), "booking:1", true, shown("a booking", true), haste(NOTICE)).unwrap();
    tx.put_delete(lane(), 9, haste(REPLY)).unwrap();
    tx.put_show(lane(), "dialogue", true, shown("prompt", true), haste(REPLY)).unwrap();
    assert_eq!(drained(tx), ["delete 9", "prompt", "news", "more news", "a booking"]);
}

#[test]
fn screens_of_a_card_keep_their_order_and_one_somebody_waits_for_makes_its_card_urgent() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    tx.put_say(lane(), "news", haste(NOTICE)).unwrap();
    tx.put_show(lane(), "booking:1", false, shown("booked", true), haste(NOTICE)).unwrap();
    tx.put_show(lane(), "booking:1", false, shown("confirmed", true), haste(REPLY)).unwrap();
    tx.put_show(lane(), "booking:1", false, shown("moved", true), haste(NOTICE)).unwrap();
    assert_eq!(drained(tx), ["moved", "news"]);
}

#[test]
fn what_was_tried_stays_first_so_that_its_pause_holds_for_the_chat() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    tx.put_say(lane(), "news", haste(NOTICE)).unwrap();
    let row = tx.take_sendable(now(), 1).unwrap().remove(0);
    tx.postpone(row.id, now(), TimeDelta::seconds(7), None).unwrap();
    tx.put_say(lane(), "answer", haste(REPLY)).unwrap();
    assert_eq!(tx.take_sendable(now(), 10).unwrap(), []);
    let later = now() + TimeDelta::seconds(7);
    assert_eq!(tx.take_sendable(later, 10).unwrap().iter().map(words).collect::<Vec<_>>(), ["news"]);
}

#[test]
fn only_a_message_that_shows_buttons_is_asked_to_lose_them() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    let next = || {
        let row = tx.take_sendable(now(), 1).unwrap().remove(0);
        tx.sent(row.id, matches!(row.order, Order::Show { message: None, .. }).then_some(70 + row.id))
            .unwrap();
        row.order
    };
    tx.put_show(lane(), "dialogue", true, shown("buttons", true), haste(REPLY)).unwrap();
    tx.put_show(lane(), "dialogue", true, shown("bare", false), haste(REPLY)).unwrap();
    next();
    tx.put_show(lane(), "dialogue", true, shown("after", true), haste(REPLY)).unwrap();
    assert_eq!(next(), Order::Show { screen: "after".into(), below: true, message: None });
    tx.put_show(lane(), "dialogue", false, shown("bare again", false), haste(REPLY)).unwrap();
    assert_eq!(next(), Order::Show { screen: "bare again".into(), below: false, message: Some(73) });
    tx.put_show(lane(), "booking:1", true, shown("booked", false), haste(REPLY)).unwrap();
    next();
    tx.rename_card(lane(), "booking:1", "dialogue", None, haste(REPLY)).unwrap();
    tx.adopt_message(lane(), "dialogue", 40, haste(REPLY)).unwrap();
    assert_eq!(drained(tx), [""; 0]);
    tx.adopt_message(lane(), "dialogue", 41, haste(REPLY)).unwrap();
    assert_eq!(drained(tx), ["close 40"], "it was pressed, so it has buttons");
}

#[test]
fn a_card_sent_below_leaves_its_former_message_saying_so() {
    let (store, _folder) = opened();
    let show = |below: bool, text: &str| {
        let what = Shown { screen: text, buttons: false, former: below.then_some("moved") };
        store.writer.put_show(lane(), "booking:1", below, what, haste(REPLY)).unwrap();
    };
    let send = |message| {
        let row = store.writer.take_sendable(now(), 10).unwrap().remove(0);
        store.writer.sent(row.id, message).unwrap();
        row.order
    };
    show(false, "first");
    send(Some(7));
    show(true, "second");
    let Order::Show { message: None, .. } = send(Some(8)) else {
        panic!("it is not asked to lose buttons as well")
    };
    assert_eq!(send(None), Order::Close { message: 7, former: Some("moved".into()) });
    assert_eq!(store.writer.outbox_depth().unwrap(), 0);
    store.writer.put_show(lane(), "dialogue", false, shown("third", false), haste(REPLY)).unwrap();
    send(Some(9));
    store.writer.rename_card(lane(), "dialogue", "booking:1", Some("moved"), haste(REPLY)).unwrap();
    assert_eq!(send(None), Order::Close { message: 8, former: Some("moved".into()) });
    assert_eq!(store.writer.card_message(lane(), "booking:1").unwrap(), (Some(9), false));
}

#[test]
fn a_screen_that_may_expire_takes_the_place_of_nothing_that_must_arrive() {
    let (store, _folder) = opened();
    let tx = &store.writer;
    tx.put_show(lane(), "booking:1", false, shown("moved", true), haste(REPLY)).unwrap();
    let reminder = Haste { expires_at: Some(now() + TimeDelta::hours(1)), ..haste(NOTICE) };
    tx.put_show(lane(), "booking:1", true, shown("reminder", true), reminder).unwrap();
    tx.drop_expired_rows(now() + TimeDelta::hours(2)).unwrap();
    assert_eq!(drained(tx), ["moved"]);
}
