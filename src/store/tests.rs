//! What the database does by itself, and what the statements rely on.

use chrono::TimeDelta;
use domain::{
    Actor, BookingId, Busy, Catalog, ChatId, Comment, Currency, Exceptions, HoldId, Instant, Money, Occupant,
    Policy, Resource, ResourceId, Schedule, Service, ServiceId, Slot, Span, Specialist, Status,
};

use crate::blocks::Blocked;
use crate::booking_changes::Move;
use crate::booking_history::BookingChange;
use crate::bookings::NewBooking;
use crate::holds::NewHold;
use crate::offers::{Besides, Wanted};
use crate::{Error, Store, Tx};

#[path = "booking_edits_tests.rs"]
mod booking_edits;

struct World {
    store: Store,
    _folder: tempfile::TempDir,
}

fn now() -> Instant {
    "2026-11-24T06:00:00Z".parse().unwrap()
}

fn span(hour: i64, length: i64) -> Span {
    let start = now() + TimeDelta::hours(hour);
    Span::new(start, start + TimeDelta::minutes(length)).unwrap()
}

/// A visit with ten minutes after it.
fn slot(hour: i64, length: i64) -> Slot {
    let visit = span(hour, length);
    Slot { visit, occupied: visit.widened(TimeDelta::zero(), TimeDelta::minutes(10)), resources: Vec::new() }
}

fn using(slot: Slot, resources: &[i64]) -> Slot {
    Slot { resources: resources.iter().map(|id| ResourceId::from(*id)).collect(), ..slot }
}

/// A haircut (1), a group of two (2), a service that needs one of two rooms (3); Анна (1) and Борис (2) do all of them.
fn salon() -> Catalog {
    let service = |id: i64, name: &str| {
        let price = Money { minor: 100, currency: Currency::RUB };
        Service {
            buffer_after: TimeDelta::minutes(10),
            ..Service::new(id.into(), name, TimeDelta::hours(1), price)
        }
    };
    let specialist = |name: &str| Specialist {
        id: 0.into(),
        name: name.into(),
        services: [1, 2, 3].map(|id| ServiceId::from(id).into()).to_vec(),
        hours: Some("Mon-Fri 09:00-18:00".parse().unwrap()),
        exceptions: Exceptions::new(),
        active: true,
    };
    let rooms = vec![ResourceId::from(1), ResourceId::from(2)];
    Catalog {
        schedule: Schedule::default(),
        categories: Vec::new(),
        resources: vec![
            Resource { id: 1.into(), name: "А".into() },
            Resource { id: 2.into(), name: "Б".into() },
        ],
        services: vec![
            service(1, "Стрижка"),
            Service { seats: 2, ..service(2, "Йога") },
            Service { resources: rooms, ..service(3, "Массаж") },
        ],
        specialists: vec![specialist("Анна"), specialist("Борис")],
        photos: Default::default(),
    }
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        store.writer.replace_catalog(&salon()).unwrap();
        World { store, _folder: folder }
    }

    fn tx(&self) -> &Tx {
        &self.store.writer
    }

    fn book(&self, specialist: i64, slot: Slot) -> Result<BookingId, Error> {
        self.book_service(1, specialist, slot)
    }

    fn book_service(&self, service: i64, specialist: i64, slot: Slot) -> Result<BookingId, Error> {
        let client = self.tx().client_of(ChatId::from(10), now()).unwrap().id;
        let new = NewBooking {
            client,
            services: &[service.into()],
            specialist: specialist.into(),
            anybody: false,
            slot: &slot,
            status: Status::Confirmed,
            price: Money { minor: 100, currency: Currency::RUB },
            comment: None,
            decide_by: None,
        };
        self.tx().book(&new, Actor::Client, now())
    }

    fn hold(&self, chat: ChatId, service: i64, specialist: i64, slot: &Slot) -> Result<HoldId, Error> {
        let (service, specialist) = (service.into(), specialist.into());
        self.tx().hold(&NewHold { chat, service, specialist, slot, moves: None })
    }

    fn busy(&self, besides: Besides) -> Vec<Span> {
        spans(&self.tx().busy(1.into(), span(0, 1440), besides).unwrap())
    }

    /// Writes as a stranger would: straight into the tables.
    fn sql(&self, sql: &str) -> Result<usize, rusqlite::Error> {
        self.tx().connection().execute(sql, [])
    }
}

fn spans(busy: &Busy) -> Vec<Span> {
    let mut spans: Vec<Span> = busy.over(span(-100, 100_000)).map(|taken| taken.span).collect();
    spans.sort();
    spans
}

#[test]
fn the_database_refuses_an_overlap_whoever_writes_it() {
    let world = World::new();
    world.book(1, slot(3, 60)).unwrap();
    assert!(matches!(world.book(1, slot(3, 30)), Err(Error::Overlap)));
    world.book(2, slot(3, 60)).unwrap();
    world.hold(ChatId::from(5), 1, 1, &slot(5, 60)).unwrap();
    assert!(matches!(world.book(1, slot(5, 10)), Err(Error::Overlap)), "a hold occupies too");
    let past_the_application = "INSERT INTO booking (client_id, service_id, specialist_id, starts_at, ends_at, occupied_from,
            occupied_to, status, price_minor, currency, created_at)
        SELECT client_id, service_id, specialist_id, starts_at + 1, ends_at + 1, occupied_from + 1, occupied_to + 1, 'confirmed',
            0, 'RUB', 0 FROM booking WHERE id = 1";
    assert!(world.sql(past_the_application).unwrap_err().to_string().contains("overlap"));
    let moved = world.sql("UPDATE booking SET specialist_id = 1 WHERE id = 2").unwrap_err();
    assert!(moved.to_string().contains("overlap"), "moving over another is refused as well");
    let stretched = world.sql("UPDATE hold SET occupied_from = occupied_from - 7200000");
    assert!(stretched.unwrap_err().to_string().contains("replaced"));
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
fn a_session_takes_clients_until_it_is_full_and_nothing_else() {
    let world = World::new();
    let first = world.book_service(2, 1, slot(3, 60)).unwrap();
    assert!(matches!(world.book_service(1, 1, slot(3, 60)), Err(Error::Overlap)), "another service");
    assert!(
        matches!(world.book_service(2, 1, slot(4, 60)), Err(Error::Overlap)),
        "another start, over its end"
    );
    assert!(matches!(world.book_service(2, 1, slot(3, 90)), Err(Error::Overlap)), "another end");
    world.hold(ChatId::from(5), 2, 1, &slot(3, 60)).unwrap();
    assert!(matches!(world.book_service(2, 1, slot(3, 60)), Err(Error::Overlap)), "a hold takes a seat");
    world.book_service(2, 2, slot(3, 60)).unwrap();
    let busy = world.tx().busy(1.into(), span(0, 1440), Besides::default()).unwrap();
    let taken = busy.over(span(3, 1)).next().unwrap();
    assert!(
        matches!(taken.by, Occupant::Session(session) if session.taken == 2 && session.visit == span(3, 60))
    );
    world.tx().set_booking_status(first, 1, Status::Cancelled, None, Actor::Client, now()).unwrap();
    world.book_service(2, 1, slot(3, 60)).unwrap();
    let revived = world.sql("UPDATE booking SET status = 'confirmed' WHERE id = 1").unwrap_err();
    assert!(revived.to_string().contains("overlap"), "its seat is gone");
    let crowd = "UPDATE booking SET specialist_id = 1 WHERE specialist_id = 2";
    assert!(
        world.sql(crowd).unwrap_err().to_string().contains("overlap"),
        "nobody moves into a full session"
    );
}

#[test]
fn a_resource_serves_one_visit_at_a_time_whoever_performs_it() {
    let world = World::new();
    let first = world.book_service(3, 1, using(slot(3, 60), &[1])).unwrap();
    assert!(matches!(world.book_service(3, 2, using(slot(3, 60), &[1])), Err(Error::Overlap)));
    world.sql("DELETE FROM booking_event WHERE booking_id = 2").unwrap();
    world.sql("DELETE FROM booking WHERE id = 2").unwrap();
    world.hold(ChatId::from(5), 3, 2, &using(slot(3, 60), &[2])).unwrap();
    let stolen = world.sql("UPDATE booking_resource SET resource_id = 2").is_err();
    assert!(stolen, "a resource is replaced, not changed");
    let busy =
        |id: i64| spans(&world.tx().busy_resource(id.into(), span(0, 1440), Besides::default()).unwrap());
    assert_eq!((busy(1), busy(2)), (vec![slot(3, 60).occupied], vec![slot(3, 60).occupied]));
    world.tx().release_hold(ChatId::from(5)).unwrap();
    world.tx().set_booking_status(first, 1, Status::Cancelled, None, Actor::Client, now()).unwrap();
    assert_eq!((busy(1), busy(2)), (vec![], vec![]), "both are free again");
}

#[test]
fn blocked_time_refuses_what_is_new_and_leaves_what_was_there() {
    let world = World::new();
    let before = world.book(1, slot(3, 60)).unwrap();
    let block = world.tx().block(Blocked::Specialist(1.into()), span(3, 300), Some("обед")).unwrap();
    assert!(matches!(world.book(1, slot(5, 60)), Err(Error::Overlap)));
    world.book(2, slot(5, 60)).unwrap();
    world.tx().set_booking_status(before, 1, Status::NoShow, None, Actor::System, now()).unwrap();
    assert_eq!(world.busy(Besides::default()), [slot(3, 60).occupied, span(3, 300)], "both are seen");
    world.tx().block(Blocked::Resource(1.into()), span(10, 60), None).unwrap();
    assert!(matches!(world.book_service(3, 1, using(slot(10, 60), &[1])), Err(Error::Overlap)));
    assert!(world.tx().unblock(block).unwrap() && !world.tx().unblock(block).unwrap());
    world.tx().block(Blocked::Business, span(20, 60), None).unwrap();
    assert!(matches!(world.book(2, slot(20, 60)), Err(Error::Overlap)), "everybody's");
    let of: Vec<Blocked> = world.tx().blocks(span(0, 1440)).unwrap().iter().map(|block| block.of).collect();
    assert_eq!(of, [Blocked::Resource(1.into()), Blocked::Business]);
}

#[test]
fn what_the_domain_offers_the_database_takes() {
    let world = World::new();
    let policy = Policy::default();
    // Visits of 70 minutes that start at half hours: six fit into nine hours, and two people work.
    for (service, date, expected) in [(1, "2026-11-25", 12), (2, "2026-11-26", 24), (3, "2026-11-27", 12)] {
        let date: chrono::NaiveDate = date.parse().unwrap();
        let services = [ServiceId::from(service)];
        let wanted = Wanted { services: &services, specialist: None, besides: Besides::default() };
        let mut booked = 0;
        loop {
            let offer = world.tx().offer(&policy, wanted, now()).unwrap().unwrap();
            let Some(start) = offer.starts(&(date..=date)).first().copied() else { break };
            let (specialist, slot) = offer.choose(start).unwrap();
            world.book_service(service, specialist.get(), slot).unwrap();
            booked += 1;
        }
        assert_eq!(booked, expected, "service {service}");
    }
}

#[test]
fn the_second_of_two_changes_is_refused_and_nothing_is_overwritten() {
    let world = World::new();
    let id = world.book(1, slot(3, 60)).unwrap();
    let admin = Actor::Admin(ChatId::from(7));
    let reason = Comment::parse("болезнь").unwrap();
    world.tx().set_booking_status(id, 1, Status::Cancelled, reason.as_ref(), admin, now()).unwrap();
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
    world.hold(chat, 1, 1, &slot(3, 60)).unwrap();
    world.hold(chat, 1, 1, &slot(5, 60)).unwrap();
    let besides = |chat: i64| Besides { hold_of: Some(chat.into()), booking: None };
    assert_eq!(world.busy(Besides::default()), [slot(5, 60).occupied]);
    assert_eq!(world.busy(besides(5)), []);
    assert_eq!(world.busy(besides(6)).len(), 1);
    let booked = world.book(1, slot(8, 60)).unwrap();
    assert_eq!(world.busy(besides(5)), [slot(8, 60).occupied]);
    world.tx().release_hold(chat).unwrap();
    assert_eq!(world.busy(besides(5)), [slot(8, 60).occupied], "with no hold of one's own too");
    assert_eq!(
        world.busy(Besides { hold_of: None, booking: Some(booked) }),
        [],
        "what is moved is not in its own way"
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
fn a_booking_is_moved_over_its_own_time_and_its_old_time_is_free() {
    let world = World::new();
    let id = world.book(1, slot(3, 60)).unwrap();
    let new = Slot { visit: span(3, 90), occupied: span(3, 90), resources: Vec::new() };
    let hold =
        NewHold { chat: ChatId::from(10), service: 1.into(), specialist: 1.into(), slot: &new, moves: None };
    assert!(
        matches!(world.tx().hold(&hold), Err(Error::Overlap)),
        "the own time is in the way of a new booking"
    );
    world.tx().hold(&NewHold { moves: Some(id), ..hold }).unwrap();
    world.tx().release_hold(ChatId::from(10)).unwrap();
    let price = Money { minor: 200, currency: Currency::RUB };
    let to = Move { specialist: 1.into(), slot: &new, price, status: Status::Confirmed, decide_by: None };
    world.tx().move_booking(id, 1, &to, Actor::Client, now()).unwrap();
    assert_eq!(world.busy(Besides::default()), [span(3, 90)]);
    let event = world.tx().last_booking_event(id).unwrap().unwrap();
    assert_eq!((event.change, event.start), (BookingChange::Moved, Some(now() + TimeDelta::hours(3))));
    assert!(matches!(world.tx().move_booking(id, 1, &to, Actor::Client, now()), Err(Error::Changed)));
}

#[test]
fn a_move_that_is_refused_leaves_the_booking_with_its_time_and_its_room() {
    let world = World::new();
    let id = world.book_service(3, 1, using(slot(3, 60), &[1])).unwrap();
    world.book_service(3, 2, using(slot(5, 60), &[2])).unwrap();
    let price = Money { minor: 100, currency: Currency::RUB };
    let taken = using(slot(5, 60), &[2]);
    let to = Move { specialist: 1.into(), slot: &taken, price, status: Status::Confirmed, decide_by: None };
    assert!(matches!(world.tx().move_booking(id, 1, &to, Actor::Client, now()), Err(Error::Overlap)));
    assert_eq!(world.busy(Besides::default()), [slot(3, 60).occupied]);
    let room = world.tx().busy_resource(1.into(), span(0, 1440), Besides::default()).unwrap();
    assert_eq!(spans(&room), [slot(3, 60).occupied]);
    assert_eq!(world.tx().booking(id).unwrap().unwrap().booking.version, 1);
}

#[test]
fn a_booking_whose_room_is_taken_leaves_nothing_behind() {
    let world = World::new();
    world.book_service(3, 1, using(slot(3, 60), &[1])).unwrap();
    assert!(matches!(world.book_service(3, 2, using(slot(3, 60), &[1])), Err(Error::Overlap)));
    assert!(
        world
            .tx()
            .busy(2.into(), span(0, 1440), Besides::default())
            .unwrap()
            .over(span(0, 1440))
            .next()
            .is_none()
    );
}
