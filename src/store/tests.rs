//! What the database does by itself, and what the statements rely on.

use chrono::TimeDelta;
use domain::slots::Slot;
use domain::{Actor, BookingId, ChatId, Currency, Instant, Money, Service, Span, Specialist, Status};

use crate::bookings::NewBooking;
use crate::outbox::{Haste, Lane, Order};
use crate::{Error, Store, Tx};

struct World {
    store: Store,
    _folder: tempfile::TempDir,
}

fn now() -> Instant {
    "2026-11-24T06:00:00Z".parse().unwrap()
}

fn slot(hour: i64, length: i64) -> Slot {
    let start = now() + TimeDelta::hours(hour);
    let visit = Span::new(start, start + TimeDelta::minutes(length)).unwrap();
    Slot { visit, occupied: visit.widened(TimeDelta::zero(), TimeDelta::minutes(10)) }
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        let service = Service {
            id: 0.into(),
            category: None,
            name: "Стрижка".into(),
            duration: TimeDelta::hours(1),
            price: Money { minor: 100, currency: Currency::RUB },
            buffer_before: TimeDelta::zero(),
            buffer_after: TimeDelta::minutes(10),
            confirmation: domain::Confirmation::Automatic,
            step: None,
            min_notice: None,
            horizon: None,
            active: true,
        };
        let specialist = |name: &str| Specialist {
            id: 0.into(),
            name: name.into(),
            services: vec![0.into()],
            hours: "Mon-Fri 09:00-18:00".parse().unwrap(),
            active: true,
        };
        store.writer.replace_catalog(&[service], &[specialist("Анна"), specialist("Борис")]).unwrap();
        World { store, _folder: folder }
    }

    fn tx(&self) -> &Tx {
        &self.store.writer
    }

    fn book(&self, specialist: i64, slot: Slot) -> Result<BookingId, Error> {
        let client = self.tx().client_of(ChatId::from(10), now()).unwrap().id;
        let new = NewBooking {
            client,
            service: 1.into(),
            specialist: specialist.into(),
            slot,
            status: Status::Confirmed,
            price: Money { minor: 100, currency: Currency::RUB },
            comment: None,
            decide_by: None,
        };
        self.tx().book(&new, Actor::Client, now())
    }

    /// Writes as a stranger would: straight into the tables.
    fn sql(&self, sql: &str) -> Result<usize, rusqlite::Error> {
        self.tx().connection().execute(sql, [])
    }
}

#[test]
fn the_database_refuses_an_overlap_whoever_writes_it() {
    let world = World::new();
    world.book(1, slot(3, 60)).unwrap();
    assert!(matches!(world.book(1, slot(3, 30)), Err(Error::Overlap)));
    world.book(2, slot(3, 60)).unwrap();
    world.tx().hold(ChatId::from(5), 1.into(), 1.into(), slot(5, 60)).unwrap();
    assert!(matches!(world.book(1, slot(5, 10)), Err(Error::Overlap)), "a hold occupies too");
    let past_the_application = "INSERT INTO booking (client_id, service_id, specialist_id, starts_at, ends_at, occupied_from,
            occupied_to, status, price_minor, currency, created_at)
        SELECT client_id, service_id, specialist_id, starts_at + 1, ends_at + 1, occupied_from + 1, occupied_to + 1, 'confirmed',
            0, 'RUB', 0 FROM booking WHERE id = 1";
    assert!(world.sql(past_the_application).unwrap_err().to_string().contains("overlap"));
    let moved = world.sql("UPDATE booking SET specialist_id = 1 WHERE id = 2").unwrap_err();
    assert!(moved.to_string().contains("overlap"), "moving over another is refused as well");
    let stretched = world.sql("UPDATE hold SET occupied_from = occupied_from - 7200000");
    assert!(stretched.unwrap_err().to_string().contains("overlap"));
    assert!(world.sql("UPDATE span SET ends_at = ends_at - 1").is_err());
    assert!(world.sql("INSERT INTO span (specialist_id, starts_at, ends_at) VALUES (1, 0, 1)").is_err());
}

#[test]
fn buffers_count_and_neighbours_may_touch() {
    let world = World::new();
    world.book(1, slot(3, 50)).unwrap();
    world.book(1, slot(4, 50)).unwrap();
    assert!(matches!(world.book(1, slot(2, 51)), Err(Error::Overlap)), "ten minutes after it belong to it");
}

#[test]
fn a_booking_called_off_frees_its_time_and_one_revived_takes_it_again() {
    let world = World::new();
    let first = world.book(1, slot(3, 60)).unwrap();
    world.tx().set_booking_status(first, 1, Status::Cancelled, None, Actor::Client, now()).unwrap();
    world.book(1, slot(3, 60)).unwrap();
    let revived = world.sql("UPDATE booking SET status = 'confirmed' WHERE id = 1").unwrap_err();
    assert!(revived.to_string().contains("overlap"));
}

#[test]
fn the_second_of_two_changes_is_refused_and_nothing_is_overwritten() {
    let world = World::new();
    let id = world.book(1, slot(3, 60)).unwrap();
    let admin = Actor::Admin(ChatId::from(7));
    world.tx().set_booking_status(id, 1, Status::Cancelled, Some("болезнь"), admin, now()).unwrap();
    let second = world.tx().set_booking_status(id, 1, Status::Done, None, Actor::System, now());
    assert!(matches!(second, Err(Error::Changed)));
    let last = world.tx().last_booking_event(id).unwrap().unwrap();
    assert_eq!((last.by, last.status), (admin, Status::Cancelled));
    assert_eq!(world.tx().booking(id).unwrap().unwrap().reason.as_deref(), Some("болезнь"));
    assert!(world.sql("UPDATE booking_event SET at = 0").is_err(), "history is append-only");
}

#[test]
fn a_hold_is_one_per_chat_and_the_own_hold_is_not_in_the_way() {
    let world = World::new();
    let chat = ChatId::from(5);
    world.tx().hold(chat, 1.into(), 1.into(), slot(3, 60)).unwrap();
    world.tx().hold(chat, 1.into(), 1.into(), slot(5, 60)).unwrap();
    let day = Span::new(now(), now() + TimeDelta::days(1)).unwrap();
    assert_eq!(world.tx().busy(1.into(), day, None).unwrap(), [slot(5, 60).occupied]);
    assert_eq!(world.tx().busy(1.into(), day, Some(chat)).unwrap(), []);
    assert_eq!(world.tx().busy(1.into(), day, Some(ChatId::from(6))).unwrap().len(), 1);
    world.book(1, slot(8, 60)).unwrap();
    assert_eq!(world.tx().busy(1.into(), day, Some(chat)).unwrap(), [slot(8, 60).occupied]);
    world.tx().release_hold(chat).unwrap();
    assert_eq!(
        world.tx().busy(1.into(), day, Some(chat)).unwrap(),
        [slot(8, 60).occupied],
        "with no hold of one's own too"
    );
}

#[test]
fn an_update_is_received_once_whatever_its_number() {
    let world = World::new();
    for update in [900, 7, i64::MAX] {
        assert!(world.tx().receive("client", update, now()).unwrap());
        assert!(!world.tx().receive("client", update, now()).unwrap());
        assert!(world.tx().receive("admin", update, now()).unwrap());
    }
    assert_eq!(world.tx().prune_receipts(now() + TimeDelta::hours(1), 4).unwrap(), 4);
}

#[test]
fn lanes_send_one_row_at_a_time_and_screens_of_a_card_fall_together() {
    let world = World::new();
    let tx = world.tx();
    let lane = Lane { bot: "client", chat: ChatId::from(5) };
    let haste = Haste { priority: 0, expires_at: None, now: now() };
    tx.put_show(lane, "dialogue", false, "one", haste).unwrap();
    let first = tx.take_sendable(now(), 10).unwrap();
    assert_eq!(first[0].order, Order::Show { screen: "one".into(), below: false, message: None });
    tx.put_show(lane, "dialogue", false, "two", haste).unwrap();
    tx.put_show(lane, "dialogue", false, "three", haste).unwrap();
    assert_eq!(tx.take_sendable(now(), 10).unwrap(), [], "the lane is busy");
    tx.sent(first[0].id, Some(77)).unwrap();
    let second = tx.take_sendable(now(), 10).unwrap();
    assert_eq!(second[0].order, Order::Show { screen: "three".into(), below: false, message: Some(77) });
    tx.postpone(second[0].id, now() + TimeDelta::seconds(3)).unwrap();
    assert_eq!(tx.take_sendable(now(), 10).unwrap(), []);
    assert_eq!(tx.next_due().unwrap(), Some(now() + TimeDelta::seconds(3)));
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
    let world = World::new();
    let tx = world.tx();
    let lane = Lane { bot: "client", chat: ChatId::from(5) };
    let until =
        |minutes| Haste { priority: 0, expires_at: Some(now() + TimeDelta::minutes(minutes)), now: now() };
    tx.put_say(lane, "hint", until(30)).unwrap();
    tx.put_say(lane, "news", until(90)).unwrap();
    assert_eq!(tx.drop_expired_rows(now() + TimeDelta::minutes(30)).unwrap(), 1);
    let left = tx.take_sendable(now() + TimeDelta::minutes(30), 10).unwrap();
    assert_eq!(left[0].order, Order::Say { screen: "news".into() });
}

#[test]
fn a_wall_clock_that_jumps_back_prolongs_nothing_that_ends_a_while_after_its_begin() {
    let world = World::new();
    let tx = world.tx();
    let job = |key: &str, within| crate::jobs::StoredJob {
        bot: "client".into(),
        key: key.into(),
        chat: ChatId::from(5),
        kind: "hold".into(),
        subject: 1,
        due_at: now() + TimeDelta::minutes(10),
        within,
    };
    tx.schedule(&job("hold", Some(TimeDelta::minutes(10)))).unwrap();
    tx.schedule(&job("date", None)).unwrap();
    let earlier = now() - TimeDelta::days(1);
    tx.clamp_jobs(earlier).unwrap();
    let due = tx.due_jobs(earlier + TimeDelta::minutes(10), 10).unwrap();
    assert_eq!(due.iter().map(|job| job.key.as_str()).collect::<Vec<_>>(), ["hold"]);
}

#[test]
fn every_query_of_a_turn_uses_an_index() {
    let world = World::new();
    for sql in [
        "SELECT starts_at, ends_at FROM span WHERE specialist_id = ?1 AND ends_at > ?2 AND starts_at < ?3",
        "SELECT * FROM client WHERE chat = ?1",
        "SELECT * FROM booking WHERE client_id = ?1 AND starts_at > ?2 ORDER BY starts_at",
        "SELECT * FROM booking WHERE starts_at >= ?1 AND starts_at < ?2 ORDER BY starts_at, specialist_id",
        "SELECT * FROM booking WHERE status = 'pending' ORDER BY starts_at",
        "SELECT * FROM hold WHERE chat = ?1",
        "SELECT bot, chat FROM dialogue WHERE state IS NOT NULL AND expires_at <= ?1 ORDER BY expires_at",
        "SELECT * FROM job WHERE due_at <= ?1 ORDER BY due_at",
        "UPDATE job SET due_at = ?1 + within WHERE within IS NOT NULL AND due_at - within > ?1",
        "SELECT bot, update_id FROM receipt WHERE at < ?1 ORDER BY at",
        "DELETE FROM outbox WHERE card_id = ?1 AND sending = 0",
        "SELECT 1 FROM outbox AS earlier WHERE earlier.bot = ?1 AND earlier.chat = ?2 AND earlier.id < ?3",
        "SELECT * FROM outbox WHERE sending = 0 ORDER BY priority, id",
        "SELECT min(not_before) FROM outbox WHERE sending = 0 AND attempts > 0",
        "DELETE FROM outbox WHERE expires_at <= ?1 AND sending = 0",
        "UPDATE outbox SET not_before = ?1 WHERE sending = 0 AND attempts > 0 AND not_before > ?2",
        "SELECT 1 FROM card WHERE bot = ?1 AND chat = ?2 AND message_id = ?3",
    ] {
        let plan = plan(world.tx(), sql);
        assert!(
            !plan.contains("SCAN") || plan.contains("USING INDEX") || plan.contains("USING COVERING INDEX"),
            "{sql}\n{plan}"
        );
        assert!(!plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
    }
}

fn plan(tx: &Tx, sql: &str) -> String {
    let mut statement = tx.connection().prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let wanted = statement.parameter_count();
    let rows = statement
        .query_map(rusqlite::params_from_iter(vec![0; wanted]), |row| row.get::<_, String>(3))
        .unwrap();
    rows.map(Result::unwrap).collect::<Vec<_>>().join("\n")
}
