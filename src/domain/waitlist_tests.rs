use std::collections::BTreeMap;

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::busy::{Busy, Occupant, Taken};
use crate::catalog::{Service, Specialist};
use crate::money::{Currency, Money};
use crate::offer::Performer;
use crate::policy::BookingRules;
use crate::schedule::{Exceptions, Schedule};
use crate::time::Span;
use crate::visit::Visit;

const MOSCOW: Tz = Tz::Europe__Moscow;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn days(from: &str, to: &str, part: PartOfDay) -> Wanting {
    Wanting::Days { dates: date(from)..=date(to), part }
}

/// Two specialists who do one service of an hour from ten to eight, asked on Monday at nine; these local times of Tuesday are taken, with each.
fn offer(taken: &[&str]) -> Offer {
    let price = Money { minor: 100, currency: Currency::RUB };
    let service = Service::new(1.into(), "Стрижка", TimeDelta::hours(1), price);
    let busy = |times: &[&str]| {
        let spans = times.iter().map(|time| {
            let start = at(&format!("2026-11-24T{time}:00+03:00"));
            let span = Span::new(start, start + TimeDelta::hours(1)).unwrap();
            Taken { span, by: Occupant::Booking }
        });
        Busy::new(spans.collect())
    };
    let performer = |id: i64| {
        let specialist = Specialist {
            id: id.into(),
            name: id.to_string(),
            services: vec![service.id.into()],
            hours: None,
            exceptions: Exceptions::new(),
            active: true,
        };
        Performer {
            visit: Visit::of(std::slice::from_ref(&service), &specialist, &BookingRules::default()).unwrap(),
            schedule: Schedule {
                hours: "Mon-Fri 10:00-20:00".parse().unwrap(),
                exceptions: Exceptions::new(),
            },
            busy: busy(taken),
            last_given: None,
            specialist,
        }
    };
    Offer {
        services: vec![service.clone()],
        performers: vec![performer(1), performer(2)],
        resources: BTreeMap::new(),
        zone: MOSCOW,
        now: at("2026-11-23T09:00:00+03:00"),
    }
}

#[test]
fn a_part_of_the_day_is_told_by_the_local_hour_of_the_start() {
    for (time, part) in [
        ("00:00", PartOfDay::Morning),
        ("11:59", PartOfDay::Morning),
        ("12:00", PartOfDay::Day),
        ("16:59", PartOfDay::Day),
        ("17:00", PartOfDay::Evening),
        ("23:30", PartOfDay::Evening),
    ] {
        let start = at(&format!("2026-11-24T{time}:00+03:00"));
        let held: Vec<PartOfDay> =
            PartOfDay::ALL.into_iter().filter(|part| part.holds(MOSCOW, start)).collect();
        assert_eq!(held, [PartOfDay::Any, part], "{time}");
    }
    for part in PartOfDay::ALL {
        assert_eq!(PartOfDay::from_code(part.code()), Some(part));
    }
}

#[test]
fn a_start_suits_by_its_local_date_and_its_part_of_the_day() {
    let evening = days("2026-11-24", "2026-11-25", PartOfDay::Evening);
    for (start, suits) in [
        ("2026-11-24T17:00:00+03:00", true),
        ("2026-11-25T19:30:00+03:00", true),
        ("2026-11-24T16:30:00+03:00", false),
        ("2026-11-23T18:00:00+03:00", false),
        ("2026-11-26T18:00:00+03:00", false),
    ] {
        assert_eq!(evening.suits(MOSCOW, at(start)), suits, "{start}");
    }
    let night = days("2026-11-24", "2026-11-24", PartOfDay::Any);
    assert!(night.suits(MOSCOW, at("2026-11-23T21:30:00Z")), "half past midnight in Moscow");
    let earlier = Wanting::Earlier { than: at("2026-11-24T12:00:00Z") };
    assert!(earlier.suits(MOSCOW, at("2026-11-24T11:30:00Z")));
    assert!(!earlier.suits(MOSCOW, at("2026-11-24T12:00:00Z")));
}

#[test]
fn waiting_ends_with_its_last_date_and_with_the_booked_visit() {
    let any = days("2026-11-23", "2026-11-24", PartOfDay::Any);
    assert!(!any.is_over(MOSCOW, at("2026-11-24T23:59:00+03:00")));
    assert!(any.is_over(MOSCOW, at("2026-11-25T00:00:00+03:00")));
    let earlier = Wanting::Earlier { than: at("2026-11-24T12:00:00Z") };
    assert!(!earlier.is_over(MOSCOW, at("2026-11-24T11:59:00Z")));
    assert!(earlier.is_over(MOSCOW, at("2026-11-24T12:00:00Z")));
}

#[test]
fn what_was_let_pass_is_not_offered_again_and_the_next_start_is() {
    let offer = offer(&["10:00", "12:00", "14:00"]);
    let day = days("2026-11-24", "2026-11-24", PartOfDay::Any);
    let mut passed = BTreeSet::new();
    let mut offered = Vec::new();
    for _ in 0..3 {
        let (start, ..) = day.first(&offer, &passed).unwrap();
        offered.push(start.with_timezone(&MOSCOW).format("%H:%M").to_string());
        passed.insert(start);
    }
    assert_eq!(offered, ["11:00", "13:00", "15:00"]);
}

#[test]
fn nothing_is_offered_that_cannot_be_booked() {
    let offer = offer(&[]);
    let none = BTreeSet::new();
    assert!(days("2026-11-28", "2026-11-29", PartOfDay::Any).first(&offer, &none).is_none(), "a weekend");
    assert!(days("2027-03-01", "2027-03-01", PartOfDay::Any).first(&offer, &none).is_none(), "too far");
    let (start, ..) = days("2026-11-20", "2026-11-23", PartOfDay::Any).first(&offer, &none).unwrap();
    assert_eq!(start, at("2026-11-23T10:00:00+03:00"), "dates that have passed do not matter");
}

#[test]
fn nobody_is_asked_in_the_quiet_hours_nor_so_late_that_the_offer_would_reach_into_them() {
    let rests = |time: &str| {
        let now = at(&format!("2026-11-24T{time}:00+03:00"));
        let until = rests_until(Some(Quiet::NIGHT), MOSCOW, now, TimeDelta::minutes(15))?;
        Some(until.with_timezone(&MOSCOW).format("%d %H:%M").to_string())
    };
    for (now, until) in [
        ("08:59", Some("24 09:00")),
        ("09:00", None),
        ("21:45", None),
        ("21:46", Some("25 09:00")),
        ("22:00", Some("25 09:00")),
        ("23:59", Some("25 09:00")),
    ] {
        assert_eq!(rests(now).as_deref(), until, "{now}");
    }
    assert_eq!(rests_until(None, MOSCOW, at("2026-11-24T00:00:00Z"), TimeDelta::hours(1)), None);
}

#[test]
fn weeks_end_on_sunday() {
    let (monday, sunday) = (date("2026-11-23"), date("2026-11-29"));
    assert_eq!((this_week(monday), this_week(sunday)), (monday..=sunday, sunday..=sunday));
    assert_eq!(next_week(monday), date("2026-11-30")..=date("2026-12-06"));
    assert_eq!(next_week(sunday), date("2026-11-30")..=date("2026-12-06"));
}

prop_compose! {
    fn wanting()(earlier: bool, from in 0_u64..10, length in 0_u64..10, part in 0_usize..4, hour in 0_i64..300) -> Wanting {
        let first = date("2026-11-20") + Days::new(from);
        match earlier {
            true => Wanting::Earlier { than: at("2026-11-23T06:00:00Z") + TimeDelta::hours(hour) },
            false => Wanting::Days { dates: first..=first + Days::new(length), part: PartOfDay::ALL[part] },
        }
    }
}

proptest! {
    /// Against the slow way: every start of all dates, one by one.
    #[test]
    fn what_is_offered_first_is_the_earliest_that_suits_is_free_and_is_new(
        wanting in wanting(),
        taken in proptest::sample::subsequence(vec!["10:00", "11:30", "13:00", "14:00", "18:00"], 0..=5),
        seen in proptest::collection::btree_set(0_usize..60, 0..30),
    ) {
        let offer = offer(&taken);
        let all = offer.starts(&offer.dates());
        let passed: BTreeSet<Instant> = seen.iter().filter_map(|index| all.get(*index).copied()).collect();
        let slow = all.iter().find(|start| wanting.suits(MOSCOW, **start) && !passed.contains(start));
        let found = wanting.first(&offer, &passed);
        prop_assert_eq!(found.as_ref().map(|(start, ..)| start), slow);
        if let Some((start, who, slot)) = found {
            prop_assert_eq!(offer.check(who, start), Ok(slot));
        }
    }
}
