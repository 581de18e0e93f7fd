//! What admins may break against examples; that they never break more stands as a property in `slots_oracle.rs`.

use chrono::TimeDelta;

use super::*;
use crate::offer::tests::{at, occupy, offer};
use crate::schedule::Exception;

fn codes(broken: &[Refusal]) -> Vec<&'static str> {
    broken.iter().map(Refusal::code).collect()
}

/// What the first of two specialists, who works from 09:00 to 11:00, would break at a start; `!` before what nobody may.
fn broken_by(offer: &Offer, start: Instant) -> String {
    let request = offer.request_of(1.into()).unwrap();
    match request.check_with_override(start) {
        Ok(permitted) => codes(&permitted.broken).join(" "),
        Err(broken) => format!("! {}", codes(&broken).join(" ")),
    }
}

#[test]
fn every_soft_rule_that_a_start_breaks_is_named_and_may_be_broken() {
    let mut offer = offer([60, 60]);
    assert_eq!(broken_by(&offer, at("09:30")), "");
    assert_eq!(broken_by(&offer, at("09:10")), "off_step");
    assert_eq!(broken_by(&offer, at("10:40")), "ends_too_late off_step");
    assert_eq!(broken_by(&offer, at("12:00")), "closed");
    assert_eq!(broken_by(&offer, at("06:20")), "too_soon closed");
    assert_eq!(broken_by(&offer, at("09:00") + TimeDelta::days(70)), "too_far");
    let date = "2026-11-24".parse().unwrap();
    offer.performers[0].schedule.exceptions.insert(date, Exception::default());
    assert_eq!(broken_by(&offer, at("09:30")), "day_off");
}

#[test]
fn who_walked_in_within_a_day_may_be_noted_and_nobody_before() {
    let mut offer = offer([60, 60]);
    offer.now = at("10:00");
    assert_eq!(broken_by(&offer, at("10:00")), "past");
    assert_eq!(broken_by(&offer, at("09:00")), "past");
    assert_eq!(broken_by(&offer, at("10:00") - TimeDelta::minutes(1439)), "past closed");
    assert_eq!(broken_by(&offer, at("10:00") - TimeDelta::days(1)), "! past closed");
}

#[test]
fn all_that_occupies_a_start_is_named_beside_the_soft_rules() {
    let mut offer = offer([60, 60]);
    occupy(&mut offer.performers[0], "09:30", "10:00");
    assert_eq!(broken_by(&offer, at("09:10")), "! off_step taken");
    let mut request = offer.request_of(1.into()).unwrap();
    let others = crate::Busy::new(
        [("09:30", "10:00"), ("10:00", "10:30")]
            .map(|(from, to)| crate::Taken {
                span: crate::Span::new(at(from), at(to)).unwrap(),
                by: crate::Occupant::Booking,
            })
            .to_vec(),
    );
    request.busy = &others;
    let broken = request.broken(at("09:45"));
    assert_eq!(codes(&broken), ["off_step", "taken", "taken"]);
    assert!(
        matches!(broken[1], Refusal::Taken { by } if by.span.start() == at("09:30")),
        "the earliest first"
    );
}

#[test]
fn of_anybody_who_breaks_the_fewest_rules_takes_the_start() {
    let mut offer = offer([60, 90]);
    let with = |offer: &Offer, time| {
        offer
            .choose_with_override(at(time))
            .map(|(id, permitted)| (id.get(), codes(&permitted.broken).join(" ")))
    };
    assert_eq!(with(&offer, "10:00"), Some((1, String::new())), "the second would not end in time");
    assert_eq!(with(&offer, "10:30"), Some((1, "ends_too_late".to_owned())));
    occupy(&mut offer.performers[0], "10:30", "11:00");
    assert_eq!(with(&offer, "10:00"), Some((2, "ends_too_late".to_owned())));
    occupy(&mut offer.performers[1], "10:30", "11:00");
    assert_eq!(with(&offer, "10:00"), None);
}
