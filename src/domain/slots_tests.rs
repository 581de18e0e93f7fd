//! Slots against examples.

use chrono::NaiveDateTime;

use super::*;
use crate::busy::Session;
use crate::catalog::{Service, Specialist};
use crate::id::{ServiceId, SpecialistId};
use crate::money::{Currency, Money};
use crate::policy::BookingRules;
use crate::schedule::{Exception, Exceptions};

#[path = "slots_oracle.rs"]
mod oracle;

fn minutes(count: i64) -> TimeDelta {
    TimeDelta::minutes(count)
}

pub(crate) fn service(id: i64, duration: i64) -> Service {
    Service::new(id.into(), "Стрижка", minutes(duration), Money { minor: 150_000, currency: Currency::RUB })
}

/// Somebody who performs services 1 to 5.
pub(crate) fn specialist(id: i64) -> Specialist {
    Specialist {
        id: SpecialistId::from(id),
        name: "Анна".into(),
        services: (1..=5).map(|id| ServiceId::from(id).into()).collect(),
        hours: None,
        exceptions: Exceptions::new(),
        active: true,
    }
}

/// All that a request refers to.
#[derive(Debug)]
struct Case {
    services: Vec<Service>,
    specialist: Specialist,
    rules: BookingRules,
    schedule: Schedule,
    busy: Vec<Taken>,
    resources: BTreeMap<ResourceId, Busy>,
    now: Instant,
    zone: Tz,
}

impl Case {
    /// A Tuesday in Moscow, asked early in the morning.
    fn tuesday(hours: &str, duration: i64) -> Case {
        Case {
            services: vec![service(1, duration)],
            specialist: specialist(1),
            rules: BookingRules::default(),
            schedule: Schedule { hours: hours.parse().unwrap(), exceptions: Exceptions::new() },
            busy: Vec::new(),
            resources: BTreeMap::new(),
            now: "2026-11-24T03:00:00Z".parse().unwrap(),
            zone: Tz::Europe__Moscow,
        }
    }

    fn ask<T>(&self, question: impl FnOnce(Request<'_>) -> T) -> T {
        let visit = Visit::of(&self.services, &self.specialist, &self.rules).unwrap();
        let busy = Busy::new(self.busy.clone());
        question(Request {
            visit: &visit,
            schedule: &self.schedule,
            zone: self.zone,
            busy: &busy,
            resources: &self.resources,
            now: self.now,
        })
    }

    fn check(&self, start: Instant) -> Result<Slot, Refusal> {
        self.ask(|request| request.check(start))
    }

    fn at(&self, time: &str) -> Instant {
        let local: NaiveDateTime = format!("2026-11-24T{time}:00").parse().unwrap();
        time::first_at_or_after(self.zone, local)
    }

    fn span(&self, from: &str, to: &str) -> Span {
        Span::new(self.at(from), self.at(to)).unwrap()
    }

    fn busy(mut self, from: &str, to: &str) -> Case {
        self.busy.push(Taken { span: self.span(from, to), by: Occupant::Booking });
        self
    }

    fn session(mut self, from: &str, to: &str, taken: u32) -> Case {
        let visit = self.span(from, to);
        let session = Session { specialist: self.specialist.id, service: 1.into(), visit, taken };
        self.busy.push(Taken { span: visit, by: Occupant::Session(session) });
        self
    }

    fn resource(mut self, id: i64, from: &str, to: &str) -> Case {
        let taken = Taken { span: self.span(from, to), by: Occupant::Booking };
        self.resources.insert(id.into(), Busy::new(vec![taken]));
        self
    }

    fn times(&self) -> String {
        let date = "2026-11-24".parse().unwrap();
        let times = self.ask(|request| request.slots(date..=date)).into_iter();
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
    assert_eq!(case.check(case.at("10:30")), Err(Refusal::Taken { by: case.busy[0] }));
}

#[test]
fn buffers_may_lie_outside_the_hours_but_not_over_a_neighbour() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 60).busy("11:00", "12:00");
    case.services[0].buffer_before = minutes(15);
    case.services[0].buffer_after = minutes(15);
    assert_eq!(case.times(), "09:00 09:30");
    let slot = case.check(case.at("09:00")).unwrap();
    assert_eq!((slot.visit, slot.occupied), (case.span("09:00", "10:00"), case.span("08:45", "10:15")));
}

#[test]
fn notice_and_horizon_are_measured_in_instants() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 60);
    case.now = case.at("09:31");
    assert_eq!(case.times(), "11:00 11:30 12:00", "an hour from 09:31 is 10:31");
    let earliest = case.at("10:31");
    assert_eq!(case.check(case.at("10:30")), Err(Refusal::TooSoon { earliest }));
    assert_eq!(case.check(case.at("09:30")), Err(Refusal::Past { ago: minutes(1) }));
    case.services[0].horizon = Some(TimeDelta::hours(2));
    assert_eq!(case.times(), "11:00 11:30");
    assert_eq!(case.check(case.at("12:00")), Err(Refusal::TooFar { latest: case.at("11:31") }));
}

#[test]
fn a_forged_start_between_two_steps_is_refused() {
    let case = Case::tuesday("Tue 09:00-13:00", 60);
    let off_step = Refusal::OffStep { step: minutes(30), opening: case.at("09:00") };
    assert_eq!(case.check(case.at("09:10")), Err(off_step));
}

#[test]
fn outside_the_hours_the_openings_around_are_named() {
    let mut case = Case::tuesday("Tue 09:00-13:00, 14:00-18:00", 60);
    let late = Refusal::EndsTooLate { ends: case.at("13:30"), closes: case.at("13:00") };
    assert_eq!(case.check(case.at("12:30")), Err(late));
    let closed = |closed: Option<&str>, opens: Option<&str>| Refusal::Closed {
        closed: closed.map(|at| case.at(at)),
        opens: opens.map(|at| case.at(at)),
    };
    assert_eq!(case.check(case.at("08:00")), Err(closed(None, Some("09:00"))));
    assert_eq!(case.check(case.at("13:00")), Err(closed(Some("13:00"), Some("14:00"))));
    assert_eq!(case.check(case.at("20:00")), Err(closed(Some("18:00"), None)));
    let date = "2026-11-24".parse().unwrap();
    case.schedule.exceptions.insert(date, Exception::default());
    assert_eq!(case.check(case.at("10:00")), Err(Refusal::DayOff { date }));
    assert_eq!(case.times(), "");
}

#[test]
fn of_two_neighbours_that_touch_the_second_is_seen_too() {
    let case = Case::tuesday("Tue 09:00-13:00", 60).busy("09:00", "10:00").busy("10:00", "11:00");
    assert_eq!(case.check(case.at("10:00")), Err(Refusal::Taken { by: case.busy[1] }));
    assert_eq!(case.times(), "11:00 11:30 12:00");
}

#[test]
fn blocked_time_over_a_booking_hides_neither() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 30).busy("11:00", "11:30");
    case.busy.push(Taken { span: case.span("09:00", "11:10"), by: Occupant::Block });
    assert_eq!(case.times(), "11:30 12:00 12:30");
}

#[test]
fn a_service_may_have_rules_of_its_own() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 60);
    case.now = case.at("08:00");
    case.services[0].step = Some(minutes(60));
    assert_eq!(case.times(), "09:00 10:00 11:00 12:00");
    case.services[0].min_notice = Some(TimeDelta::hours(3));
    assert_eq!(case.times(), "11:00 12:00");
    case.services[0].horizon = Some(TimeDelta::hours(3));
    assert_eq!(case.times(), "11:00");
}

#[test]
fn several_services_are_one_visit_that_fits_as_a_whole() {
    let mut case = Case::tuesday("Tue 09:00-12:00", 60).busy("11:30", "12:00");
    case.services.push(Service { buffer_after: minutes(10), ..service(2, 45) });
    assert_eq!(case.times(), "09:00 09:30", "105 minutes and ten after them");
    assert_eq!(case.check(case.at("09:30")).unwrap().occupied, case.span("09:30", "11:25"));
}

#[test]
fn a_session_is_joined_until_it_is_full_and_nothing_else_fits_over_it() {
    let group = |taken| {
        let mut case = Case::tuesday("Tue 09:00-13:00", 60).session("10:00", "11:00", taken);
        case.services[0].seats = 8;
        case
    };
    assert_eq!(group(7).times(), "09:00 10:00 11:00 11:30 12:00");
    let full = group(8);
    assert_eq!(full.times(), "09:00 11:00 11:30 12:00");
    assert_eq!(full.check(full.at("10:00")), Err(Refusal::Full { seats: 8 }));
    assert_eq!(full.check(full.at("10:30")), Err(Refusal::Taken { by: full.busy[0] }));
    let mut alone = group(1);
    alone.services[0].seats = 1;
    assert_eq!(alone.times(), "09:00 11:00 11:30 12:00", "a visit of one's own joins nobody");
}

#[test]
fn who_joins_a_session_takes_it_as_it_was_begun() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 90).session("10:00", "11:00", 1);
    case.services[0].seats = 2;
    case.services[0].buffer_after = minutes(30);
    let slot = case.check(case.at("10:00")).unwrap();
    assert_eq!((slot.visit, slot.occupied), (case.span("10:00", "11:00"), case.span("10:00", "11:00")));
}

#[test]
fn a_visit_takes_one_free_resource_out_of_each_it_needs() {
    let needs = |resources: &[i64]| resources.iter().map(|id| ResourceId::from(*id)).collect::<Vec<_>>();
    let mut case =
        Case::tuesday("Tue 09:00-11:00", 60).resource(1, "09:00", "10:00").resource(2, "09:30", "10:30");
    case.services[0].resources = needs(&[1, 2]);
    assert_eq!(case.times(), "10:00");
    assert_eq!(case.check(case.at("10:00")).unwrap().resources, needs(&[1]));
    let by = Some(Taken { span: case.span("09:30", "10:30"), by: Occupant::Booking });
    assert_eq!(case.check(case.at("09:30")), Err(Refusal::NoResource { resource: 2.into(), by }));
    case.services.push(Service { resources: needs(&[1]), ..service(2, 15) });
    case.services[0].resources = needs(&[1, 3]);
    case.schedule.hours = "Tue 09:00-12:00".parse().unwrap();
    assert_eq!(case.check(case.at("10:00")).unwrap().resources, needs(&[3, 1]), "each gets one, none twice");
    case.services[0].resources = needs(&[1]);
    case.services[1].resources = needs(&[1, 1]);
    assert_eq!(case.check(case.at("10:00")), Err(Refusal::NoResource { resource: 1.into(), by: None }));
}

#[test]
fn who_joins_a_session_uses_its_resource() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 60).session("10:00", "11:00", 1);
    case.services[0].seats = 8;
    case.services[0].resources = vec![1.into(), 2.into()];
    case.resources.insert(2.into(), Busy::new(case.busy.clone()));
    assert_eq!(case.check(case.at("10:00")).unwrap().resources, [2.into()]);
}

#[test]
fn a_place_that_never_closes_offers_the_same_starts_whatever_is_asked() {
    let mut case = Case::tuesday("Mon-Sun 00:00-24:00", 60);
    case.rules.step = minutes(50);
    let (monday, tuesday): (NaiveDate, NaiveDate) =
        ("2026-11-23".parse().unwrap(), "2026-11-24".parse().unwrap());
    let both = case.ask(|request| request.slots(monday..=tuesday));
    assert_eq!(both, case.ask(|request| request.slots(tuesday..=tuesday)));
    assert!(both.iter().all(|start| case.check(*start).is_ok()) && !both.is_empty());
}

#[test]
fn every_start_that_the_steps_make_is_explained() {
    let case = Case::tuesday("Tue 05:30-08:30", 60).busy("07:00", "07:30");
    let date = "2026-11-24".parse().unwrap();
    let explained = case.ask(|request| request.explain(date..=date));
    let told: Vec<String> = explained
        .iter()
        .map(|(start, outcome)| {
            let why = match outcome {
                Ok(_) => "free",
                Err(Refusal::Past { .. }) => "past",
                Err(Refusal::TooSoon { .. }) => "too soon",
                Err(Refusal::Taken { .. }) => "taken",
                Err(Refusal::EndsTooLate { .. }) => "ends too late",
                Err(_) => "?",
            };
            format!("{} {why}", start.with_timezone(&case.zone).format("%H:%M"))
        })
        .collect();
    assert_eq!(
        told,
        ["05:30 past", "06:00 past", "06:30 too soon", "07:00 taken", "07:30 free", "08:00 ends too late"]
    );
}
