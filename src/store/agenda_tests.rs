//! Days as lists and pictures show them, and reading outside the turn.

use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::{
    Actor, Catalog, Comment, Currency, Exceptions, Instant, Money, Service, ServiceId, Slot, Span,
    Specialist, SpecialistId, Status,
};

use crate::agenda::{Counts, FreeTime};
use crate::blocks::Blocked;
use crate::bookings::NewBooking;
use crate::{Error, Store, Tx};

const ZONE: Tz = Tz::Europe__Moscow;

struct World {
    store: Store,
    folder: tempfile::TempDir,
}

/// A Tuesday, nine in the morning in Moscow.
fn now() -> Instant {
    "2026-11-24T06:00:00Z".parse().unwrap()
}

fn span(hour: i64, minutes: i64) -> Span {
    let start = now() + TimeDelta::hours(hour);
    Span::new(start, start + TimeDelta::minutes(minutes)).unwrap()
}

fn date() -> chrono::NaiveDate {
    "2026-11-24".parse().unwrap()
}

impl World {
    /// A haircut and a group; Анна works from nine to six, Борис on Saturdays alone.
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        let price = Money { minor: 100, currency: Currency::RUB };
        let service = |id: i64, name: &str| Service::new(id.into(), name, TimeDelta::hours(1), price);
        let specialist = |name: &str, hours: &str| Specialist {
            id: 0.into(),
            name: name.into(),
            services: [1, 2].map(|id| ServiceId::from(id).into()).to_vec(),
            hours: Some(hours.parse().unwrap()),
            exceptions: Exceptions::new(),
            active: true,
        };
        let catalog = Catalog {
            services: vec![service(1, "Стрижка"), Service { seats: 8, ..service(2, "Йога") }],
            specialists: vec![
                specialist("Анна", "Mon-Fri 09:00-18:00"),
                specialist("Борис", "Sat 10:00-14:00"),
            ],
            ..Catalog::default()
        };
        store.writer.replace_catalog(&catalog).unwrap();
        World { store, folder }
    }

    fn tx(&self) -> &Tx {
        &self.store.writer
    }

    fn book(&self, specialist: i64, hour: i64, status: Status) {
        let tx = self.tx();
        let client = tx.client_of(5.into(), now()).unwrap().id;
        let visit = span(hour, 60);
        let occupied = visit.widened(TimeDelta::zero(), TimeDelta::minutes(10));
        let slot = Slot { visit, occupied, resources: Vec::new() };
        let (specialist, price) = (specialist.into(), Money { minor: 100, currency: Currency::RUB });
        let new = NewBooking {
            client,
            services: &[1.into()],
            specialist,
            anybody: false,
            slot: &slot,
            status: if status == Status::Pending { Status::Pending } else { Status::Confirmed },
            price,
            comment: None::<&Comment>,
            decide_by: None,
        };
        let id = tx.book(&new, Actor::Client, now()).unwrap();
        if !status.is_active() {
            tx.set_booking_status(id, 1, status, None, Actor::System, now()).unwrap();
        }
    }
}

#[test]
fn bookings_are_counted_and_those_that_were_called_off_are_not() {
    let world = World::new();
    world.book(1, 1, Status::Pending);
    world.book(1, 3, Status::Confirmed);
    world.book(1, 5, Status::NoShow);
    world.book(1, 7, Status::Cancelled);
    world.book(2, 1, Status::Confirmed);
    let day = domain::time::day(ZONE, date());
    let count = |of: Option<SpecialistId>| world.tx().count_bookings(day, of).unwrap();
    assert_eq!(count(None), Counts { all: 4, pending: 1 });
    assert_eq!(count(Some(2.into())), Counts { all: 1, pending: 0 });
    let standing =
        |statuses: &[Status]| world.tx().bookings_standing(day, None, statuses, 0, 9).unwrap().len();
    assert_eq!(standing(&[Status::Cancelled, Status::Declined, Status::Expired]), 1);
    assert_eq!((standing(&[Status::Pending]), standing(&Status::ALL)), (1, 5));
}

#[test]
fn free_time_is_what_nobody_has_taken_of_the_hours_that_are_left() {
    let world = World::new();
    world.book(1, 1, Status::Confirmed);
    world.tx().block(Blocked::Business, span(3, 60), Some("обед")).unwrap();
    let free = |of: Option<i64>, since: Instant| {
        world.tx().free_time(ZONE, &[date()], of.map(Into::into), since).unwrap()[0]
    };
    let hours = |minutes| FreeTime { works: true, free: TimeDelta::minutes(minutes) };
    assert_eq!(free(None, now()), hours(9 * 60 - 70 - 60), "the visit with its buffer, and the block");
    assert_eq!(free(None, now() + TimeDelta::hours(7)), hours(2 * 60));
    assert_eq!(free(None, now() + TimeDelta::hours(20)), hours(0));
    assert_eq!(free(Some(2), now()), FreeTime::default(), "Борис does not work on Tuesdays");
}

#[test]
fn a_day_holds_all_that_lies_in_it_and_whoever_is_booked_though_switched_off() {
    let world = World::new();
    world.book(1, 1, Status::Confirmed);
    world.book(2, 2, Status::Confirmed);
    world.book(2, 4, Status::Cancelled);
    world.tx().block(Blocked::Specialist(2.into()), span(6, 60), Some("врач")).unwrap();
    let agendas = world.tx().agendas(ZONE, date(), None).unwrap();
    let shown: Vec<_> = agendas
        .iter()
        .map(|agenda| {
            let openings = agenda.day.openings.len();
            (agenda.specialist.name.as_str(), openings, agenda.bookings.len(), agenda.blocks.len())
        })
        .collect();
    assert_eq!(shown, [("Анна", 1, 1, 0), ("Борис", 0, 1, 1)]);
    let mut catalog = world.tx().catalog().unwrap();
    catalog.specialists.retain(|specialist| specialist.name == "Анна");
    world.tx().replace_catalog(&catalog).unwrap();
    assert_eq!(world.tx().agendas(ZONE, date(), None).unwrap().len(), 2, "a booking is not forgotten");
    let tomorrow = date() + chrono::Days::new(1);
    assert_eq!(world.tx().agendas(ZONE, tomorrow, None).unwrap().len(), 1);
    assert_eq!(world.tx().agendas(ZONE, date(), Some(1.into())).unwrap().len(), 1);
}

#[test]
fn what_is_read_outside_the_turn_is_of_one_instant_and_ends_with_the_reading() {
    let world = World::new();
    let readers = &world.store.readers;
    world.tx().set_setting("key", "old").unwrap();
    let seen = Tx::reading(readers, |tx| {
        let before = tx.setting("key")?;
        world.tx().set_setting("key", "new")?;
        Ok((before, tx.setting("key")?))
    });
    assert_eq!(seen.unwrap(), (Some("old".to_owned()), Some("old".to_owned())));
    assert!(matches!(Tx::reading(readers, |tx| tx.set_setting("key", "x")), Err(Error::Sqlite(_))));
    // A reading that dies gives its connection back with no transaction open, so the log can be emptied.
    let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        Tx::reading(readers, |tx| -> crate::Result<()> { panic!("{:?}", tx.setting("key")) })
    }));
    assert!(died.is_err());
    world.tx().checkpoint_fully().unwrap();
    let log = world.folder.path().join("zapis.db-wal");
    assert_eq!(std::fs::metadata(log).unwrap().len(), 0);
}
