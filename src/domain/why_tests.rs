//! Days without a start, by example: Tuesdays from 09:00 to 11:00 in Moscow, asked on Tuesday 2026-11-24 at 06:00.

use super::*;
use crate::busy::{Busy, Taken};
use crate::offer::tests::{at, occupy, offer};
use crate::time::Span;

fn why(offer: &Offer, day: &str) -> DayRefusal {
    offer.why_not(day.parse().unwrap())
}

#[test]
fn each_reason_is_told_for_the_day_it_holds_for() {
    let offer = offer([60, 60]);
    assert_eq!(why(&offer, "2026-11-23"), DayRefusal::Past);
    assert_eq!(why(&offer, "2026-11-25"), DayRefusal::Closed, "Wednesday");
    let latest = "2027-01-23".parse().unwrap();
    assert_eq!(why(&offer, "2027-01-26"), DayRefusal::TooFar { latest });
}

#[test]
fn a_day_is_booked_out_if_one_of_them_would_work_but_is_taken() {
    let mut offer = offer([60, 60]);
    occupy(&mut offer.performers[0], "09:00", "11:00");
    assert!(!offer.open_dates(&("2026-11-24".parse().unwrap()..="2026-11-24".parse().unwrap())).is_empty());
    occupy(&mut offer.performers[1], "09:00", "11:00");
    assert_eq!(why(&offer, "2026-11-24"), DayRefusal::Full);
}

#[test]
fn blocked_time_is_closed_and_not_booked_out() {
    let mut offer = offer([60, 60]);
    let span = Span::new(at("00:00"), at("23:00")).unwrap();
    for performer in &mut offer.performers {
        performer.busy = Busy::new(vec![Taken { span, by: Occupant::Block }]);
    }
    assert_eq!(why(&offer, "2026-11-24"), DayRefusal::Closed);
}

#[test]
fn what_is_too_soon_names_the_notice_and_what_has_passed_is_past() {
    let mut offer = offer([60, 60]);
    offer.now = at("09:30");
    assert_eq!(why(&offer, "2026-11-24"), DayRefusal::TooSoon { notice: TimeDelta::hours(1) });
    offer.now = at("10:30");
    assert_eq!(why(&offer, "2026-11-24"), DayRefusal::Past);
    occupy(&mut offer.performers[0], "09:00", "11:00");
    offer.now = at("08:30");
    assert_eq!(why(&offer, "2026-11-24"), DayRefusal::Full, "the other is free from 09:30 on");
}

#[test]
fn a_visit_longer_than_the_opening_finds_it_closed() {
    assert_eq!(why(&offer([180, 180]), "2026-11-24"), DayRefusal::Closed);
}

#[test]
fn the_nearest_start_lies_after_the_day_or_else_before_it() {
    let offer = offer([60, 60]);
    assert_eq!(offer.nearest_to("2026-11-23".parse().unwrap()), Some(at("09:00")));
    let last = offer.nearest_to("2027-02-01".parse().unwrap()).unwrap();
    assert_eq!(last.to_rfc3339(), "2027-01-19T06:00:00+00:00");
}
