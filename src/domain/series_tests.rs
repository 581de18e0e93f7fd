//! Series against examples.

use std::collections::BTreeMap;

use chrono_tz::Tz;

use super::*;
use crate::busy::{Busy, Occupant, Taken};
use crate::schedule::{Exception, Schedule};
use crate::slots::tests::{service, specialist};
use crate::time::Span;
use crate::visit::Visit;

#[test]
fn a_series_keeps_its_local_time_and_tells_of_each_date() {
    let zone = Tz::Europe__Berlin;
    let rules = crate::policy::BookingRules { horizon: chrono::TimeDelta::days(29), ..Default::default() };
    let visit = Visit::of(&[service(1, 60)], &specialist(1), &rules).unwrap();
    let mut schedule = Schedule { hours: "Sun 00:00-06:00".parse().unwrap(), ..Schedule::default() };
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    schedule.exceptions.insert(date("2026-04-05"), Exception::default());
    let taken: Span =
        Span::new("2026-03-22T01:00:00Z".parse().unwrap(), "2026-03-22T02:00:00Z".parse().unwrap()).unwrap();
    let by = Taken { span: taken, by: Occupant::Booking };
    let request = Request {
        visit: &visit,
        schedule: &schedule,
        zone,
        busy: &Busy::new(vec![by]),
        resources: &BTreeMap::new(),
        now: "2026-03-14T12:00:00Z".parse().unwrap(),
    };
    let series = request.weekly("2026-03-15T01:30:00Z".parse().unwrap(), 6);
    let told: Vec<(String, bool, Option<Refusal>)> = series
        .into_iter()
        .map(|found| (found.date.to_string(), found.start.is_some(), found.outcome.err()))
        .collect();
    let latest = request.now + chrono::TimeDelta::days(29);
    assert_eq!(
        told,
        [
            ("2026-03-15".to_owned(), true, None),
            ("2026-03-22".to_owned(), true, Some(Refusal::Taken { by })),
            ("2026-03-29".to_owned(), false, Some(Refusal::Skipped)),
            ("2026-04-05".to_owned(), true, Some(Refusal::DayOff { date: date("2026-04-05") })),
            ("2026-04-12".to_owned(), true, None),
            ("2026-04-19".to_owned(), true, Some(Refusal::TooFar { latest })),
        ]
    );
    assert_eq!(request.weekly("2026-03-15T01:30:00Z".parse().unwrap(), 0), []);
}
