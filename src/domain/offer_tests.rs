//! Offers against examples.

use chrono::TimeDelta;

use super::*;
use crate::busy::{Occupant, Taken};
use crate::money::{Currency, Money};
use crate::policy::BookingRules;
use crate::schedule::Exceptions;
use crate::time::Span;

/// Two who would do it, on a Tuesday in Moscow, asked early in the morning.
pub(crate) fn offer(durations: [i64; 2]) -> Offer {
    let price = Money { minor: 1, currency: Currency::RUB };
    let service = Service::new(1.into(), "Стрижка", TimeDelta::minutes(60), price);
    let performer = |(id, minutes): (i64, i64)| {
        let mut performed = crate::catalog::Performed::from(service.id);
        performed.duration = Some(TimeDelta::minutes(minutes));
        let specialist = Specialist {
            id: id.into(),
            name: id.to_string(),
            services: vec![performed],
            hours: None,
            exceptions: Exceptions::new(),
            active: true,
        };
        Performer {
            visit: Visit::of(std::slice::from_ref(&service), &specialist, &BookingRules::default()).unwrap(),
            specialist,
            schedule: Schedule { hours: "Tue 09:00-11:00".parse().unwrap(), ..Schedule::default() },
            busy: Busy::default(),
            last_given: None,
        }
    };
    Offer {
        performers: (1..).zip(durations).map(performer).collect(),
        services: vec![service.clone()],
        resources: BTreeMap::new(),
        zone: Tz::Europe__Moscow,
        now: "2026-11-24T03:00:00Z".parse().unwrap(),
    }
}

pub(crate) fn at(time: &str) -> Instant {
    format!("2026-11-24T{time}:00+03:00").parse().unwrap()
}

pub(crate) fn occupy(performer: &mut Performer, from: &str, to: &str) {
    let span = Span::new(at(from), at(to)).unwrap();
    performer.busy = Busy::new(vec![Taken { span, by: Occupant::Booking }]);
}

#[test]
fn what_anybody_offers_is_offered_once() {
    let offer = offer([60, 90]);
    let date = "2026-11-24".parse().unwrap();
    assert_eq!(offer.starts(&(date..=date)), [at("09:00"), at("09:30"), at("10:00")]);
    assert_eq!(offer.open_dates(&offer.dates()).len(), 9, "nine Tuesdays in sixty days");
}

#[test]
fn the_nearest_starts_are_named_in_order_of_time() {
    let mut offer = offer([60, 60]);
    offer.performers.truncate(1);
    occupy(&mut offer.performers[0], "09:30", "10:00");
    assert_eq!(offer.nearest(at("09:30"), 2), [at("10:00"), at("09:00") + TimeDelta::days(7)]);
}

#[test]
fn anybody_means_the_one_with_the_least_work_that_day() {
    let mut offer = offer([60, 60]);
    occupy(&mut offer.performers[0], "10:00", "10:30");
    assert_eq!(offer.choose(at("09:00")).unwrap().0, 2.into());
    occupy(&mut offer.performers[1], "09:00", "10:00");
    assert_eq!(offer.choose(at("09:00")).unwrap().0, 1.into(), "the only one who can");
    assert_eq!(offer.choose(at("10:30")), None);
}

#[test]
fn among_equals_everybody_has_their_turn() {
    let mut offer = offer([60, 60]);
    let mut given = [0, 0];
    for minute in 0..10 {
        let (id, _) = offer.choose(at("09:00")).unwrap();
        let chosen = offer.performers.iter().position(|performer| performer.specialist.id == id).unwrap();
        given[chosen] += 1;
        offer.performers[chosen].last_given = Some(offer.now + TimeDelta::minutes(minute));
    }
    assert_eq!(given, [5, 5]);
}

#[test]
fn anybody_for_a_session_is_who_has_begun_one() {
    let mut offer = offer([60, 60]);
    offer.performers.iter_mut().for_each(|performer| performer.visit.seats = 8);
    let visit = Span::new(at("09:00"), at("10:00")).unwrap();
    let session = crate::busy::Session { specialist: 2.into(), service: 1.into(), visit, taken: 1 };
    offer.performers[1].busy = Busy::new(vec![Taken { span: visit, by: Occupant::Session(session) }]);
    assert_eq!(offer.choose(at("09:00")).unwrap().0, 2.into(), "though she has more work");
}
