//! The same once more: what was booked is proposed at the same time of the week, so that a second press books it (C7).

use chat::{Failure, Place, Reaction};
use chrono::Days;
use domain::{Instant, Offer, SpecialistId, time};
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::screens::{day, limits};
use crate::state::{State, Told, Wish};
use crate::{choose, offer, services};

/// So many weeks are looked through for the same time.
const WEEKS: u64 = 8;

/// As last time.
pub(crate) fn as_last_time(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    match cx.turn.tx.last_kept_of(cx.client.id)? {
        Some(view) => propose(cx, &view, place),
        None => services::begin(cx, place),
    }
}

/// Proposes the same visit at the next such time of the week that is free, else as soon as it can be. What is no longer offered leads to the
/// list of services.
pub(crate) fn propose(cx: &Cx<'_>, view: &BookingView, place: Place) -> Result<Reaction<State>, Failure> {
    if let Some(told) = limits::reached(cx, place)? {
        return Ok(told);
    }
    cx.release_hold()?;
    let services = cx.turn.tx.booking_services(view.booking.id)?;
    let wish = Wish { told: known(cx), ..Wish::of(services) }.with(Some(view.booking.specialist));
    let Some(offer) = offer::of(cx, &wish)? else {
        return services::chosen(cx, wish.services, place);
    };
    match start(&offer, view.booking.specialist, view.booking.visit.start()) {
        Some(start) => choose::time_chosen(cx, wish, start, place),
        None => day::ask_day(cx, wish, None, place, None),
    }
}

/// Name and phone, if both are known and the notice in force was accepted: then nothing is left to ask.
fn known(cx: &Cx<'_>) -> Option<Told> {
    let agreed = cx.client.consent.as_ref() == Some(&cx.turn.policy.privacy.version);
    let (name, phone) = (cx.client.name.as_ref()?, cx.client.phone.as_ref()?);
    agreed.then(|| Told {
        name: name.as_str().to_owned(),
        phone: phone.as_e164().to_owned(),
        verified: cx.client.phone_verified,
        comment: None,
    })
}

/// The same time of the week, next time it is free; else the soonest start.
fn start(offer: &Offer, specialist: SpecialistId, last: Instant) -> Option<Instant> {
    let local = last.with_timezone(&offer.zone).naive_local();
    let passed = time::date(offer.zone, offer.now).signed_duration_since(local.date()).num_weeks();
    let begin = u64::try_from(passed).unwrap_or(0);
    let weeks = (begin..=begin + WEEKS).map(|week| local + Days::new(7 * week));
    let same = weeks.flat_map(|local| time::instants(offer.zone, local)).filter(|start| *start > last);
    let mut free = same.filter(|start| offer.check(specialist, *start).is_ok());
    free.next().or_else(|| {
        let dates = offer.dates();
        let open = offer.open_dates(&dates);
        let day = *open.first()?;
        offer.starts(&(day..=day)).first().copied()
    })
}
