//! Slots against examples.

use chrono::NaiveDateTime;

use super::*;
use crate::catalog::Confirmation;
use crate::id::ServiceId;
use crate::money::{Currency, Money};

#[path = "slots_oracle.rs"]
mod oracle;

fn utc(text: &str) -> Instant {
    text.parse().unwrap()
}

fn service(duration: i64) -> Service {
    Service {
        id: ServiceId::from(1),
        category: None,
        name: "Стрижка".into(),
        duration: TimeDelta::minutes(duration),
        price: Money { minor: 150_000, currency: Currency::RUB },
        buffer_before: TimeDelta::zero(),
        buffer_after: TimeDelta::zero(),
        confirmation: Confirmation::Automatic,
        step: None,
        min_notice: None,
        horizon: None,
        active: true,
    }
}

fn specialist(id: i64, hours: &str) -> Specialist {
    Specialist {
        id: SpecialistId::from(id),
        name: "Анна".into(),
        services: vec![ServiceId::from(1)],
        hours: hours.parse().unwrap(),
        active: true,
    }
}

#[derive(Debug)]
struct Case {
    service: Service,
    specialist: Specialist,
    rules: BookingRules,
    busy: Vec<Span>,
    now: Instant,
    zone: Tz,
}

impl Case {
    /// A Tuesday in Moscow, asked early in the morning.
    fn tuesday(hours: &str, duration: i64) -> Case {
        Case {
            service: service(duration),
            specialist: specialist(1, hours),
            rules: BookingRules::default(),
            busy: Vec::new(),
            now: utc("2026-11-24T03:00:00Z"),
            zone: Tz::Europe__Moscow,
        }
    }

    fn request(&self) -> Request<'_> {
        Request {
            service: &self.service,
            specialist: &self.specialist,
            zone: self.zone,
            rules: &self.rules,
            busy: &self.busy,
            now: self.now,
        }
    }

    fn at(&self, time: &str) -> Instant {
        let local: NaiveDateTime = format!("2026-11-24T{time}:00").parse().unwrap();
        time::first_at_or_after(self.zone, local)
    }

    fn busy(mut self, from: &str, to: &str) -> Case {
        self.busy.push(Span::new(self.at(from), self.at(to)).unwrap());
        self
    }

    fn times(&self) -> String {
        let date = "2026-11-24".parse().unwrap();
        let times = self.request().slots(date..=date).into_iter();
        times.map(|at| at.with_timezone(&self.zone).format("%H:%M").to_string()).collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn starts_are_counted_from_each_opening() {
    let case = Case::tuesday("Tue 09:15-11:15, 12:00-13:00", 60);
    assert_eq!(case.times(), "09:15 09:45 10:15 12:00");
}

#[test]
fn what_is_occupied_is_not_offered_and_its_neighbours_are() {
    let case = Case::tuesday("Tue 09:00-13:00", 60).busy("10:00", "11:00");
    assert_eq!(case.times(), "09:00 11:00 11:30 12:00");
    let taken = case.request().check(case.at("10:30"));
    assert_eq!(taken, Err(Refusal::Taken { by: case.busy[0] }));
}

#[test]
fn buffers_may_lie_outside_the_hours_but_not_over_a_neighbour() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 60).busy("11:00", "12:00");
    case.service.buffer_before = TimeDelta::minutes(15);
    case.service.buffer_after = TimeDelta::minutes(15);
    assert_eq!(case.times(), "09:00 09:30");
    let slot = case.request().check(case.at("09:00")).unwrap();
    assert_eq!(slot.occupied.start(), case.at("08:45"));
    assert_eq!(slot.visit.start(), case.at("09:00"));
}

#[test]
fn notice_and_horizon_are_measured_in_instants() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 60);
    case.now = case.at("09:31");
    assert_eq!(case.times(), "11:00 11:30 12:00", "an hour from 09:31 is 10:31");
    let earliest = case.at("10:31");
    assert_eq!(case.request().check(case.at("10:30")), Err(Refusal::TooSoon { earliest }));
    assert_eq!(case.request().check(case.at("09:30")), Err(Refusal::Past));
    case.service.horizon = Some(TimeDelta::hours(2));
    assert_eq!(case.times(), "11:00 11:30");
    assert_eq!(case.request().check(case.at("12:00")), Err(Refusal::TooFar { latest: case.at("11:31") }));
}

#[test]
fn a_forged_start_between_two_steps_is_refused() {
    let case = Case::tuesday("Tue 09:00-13:00", 60);
    assert_eq!(
        case.request().check(case.at("09:10")),
        Err(Refusal::OffStep { step: TimeDelta::minutes(30) })
    );
    assert_eq!(
        case.request().check(case.at("12:30")),
        Err(Refusal::Closed),
        "the visit would end after closing"
    );
    assert_eq!(case.request().check(case.at("20:00")), Err(Refusal::Closed));
}

#[test]
fn of_two_neighbours_that_touch_the_second_is_seen_too() {
    let case = Case::tuesday("Tue 09:00-13:00", 60).busy("09:00", "10:00").busy("10:00", "11:00");
    assert_eq!(case.request().check(case.at("10:00")), Err(Refusal::Taken { by: case.busy[1] }));
    assert_eq!(case.times(), "11:00 11:30 12:00");
}

#[test]
fn a_service_may_have_rules_of_its_own() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 60);
    case.now = case.at("08:00");
    case.service.step = Some(TimeDelta::minutes(60));
    assert_eq!(case.times(), "09:00 10:00 11:00 12:00");
    case.service.min_notice = Some(TimeDelta::hours(3));
    assert_eq!(case.times(), "11:00 12:00");
    case.service.horizon = Some(TimeDelta::hours(3));
    assert_eq!(case.times(), "11:00");
}

#[test]
fn what_is_not_active_is_not_offered() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 60);
    case.service.active = false;
    assert_eq!(case.times(), "");
    assert_eq!(case.request().check(case.at("09:00")), Err(Refusal::NotPerformed));
}

#[test]
fn a_place_that_never_closes_offers_the_same_starts_whatever_is_asked() {
    let mut case = Case::tuesday("Mon-Sun 00:00-24:00", 60);
    case.rules.step = TimeDelta::minutes(50);
    let (monday, tuesday): (NaiveDate, NaiveDate) =
        ("2026-11-23".parse().unwrap(), "2026-11-24".parse().unwrap());
    let both = case.request().slots(monday..=tuesday);
    assert_eq!(both, case.request().slots(tuesday..=tuesday));
    assert!(both.iter().all(|start| case.request().check(*start).is_ok()) && !both.is_empty());
}

#[test]
fn the_nearest_starts_are_named_in_order_of_time() {
    let case = Case::tuesday("Tue 09:00-13:00", 60).busy("10:00", "11:00");
    let date = "2026-11-24".parse().unwrap();
    let found = nearest(&[case.request()], case.at("10:00"), &(date..=date), 3);
    assert_eq!(found, [case.at("09:00"), case.at("11:00"), case.at("11:30")]);
}

#[test]
fn anybody_means_the_one_with_the_least_work_that_day() {
    let case = Case::tuesday("Tue 09:00-13:00", 60);
    let (first, second) = (specialist(1, "Tue 09:00-13:00"), specialist(2, "Tue 09:00-13:00"));
    let busy = [Span::new(case.at("11:00"), case.at("12:00")).unwrap()];
    let one = Request { specialist: &first, busy: &busy, ..case.request() };
    let two = Request { specialist: &second, ..case.request() };
    assert_eq!(choose(&[one, two], case.at("09:00")), Some(second.id));
    assert_eq!(choose(&[one], case.at("11:00")), None);
}
