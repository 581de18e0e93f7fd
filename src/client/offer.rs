//! What can be booked, asked of the database for a client.

use chat::Failure;
use domain::{Instant, Offer, Service, ServiceId, Specialist, Visit};
use store::offers::{Besides, Wanted};

use crate::cx::Cx;
use crate::state::{Held, Wish};

/// How many starts are named when the wanted one is gone (C6).
pub(crate) const NEAREST: usize = 3;

/// What a wish comes to now; `None` if a service, or the specialist for it, is no longer offered.
pub(crate) fn of(cx: &Cx<'_>, wish: &Wish) -> Result<Option<Offer>, Failure> {
    as_asked_at(cx, wish, cx.turn.now)
}

/// What a wish came to at an instant, by what is occupied now. The client's own hold is not in the way, nor is a booking that is to be moved.
pub(crate) fn as_asked_at(cx: &Cx<'_>, wish: &Wish, at: Instant) -> Result<Option<Offer>, Failure> {
    let besides = Besides { hold_of: Some(cx.chat), booking: wish.moving.map(|seen| seen.booking) };
    let wanted = Wanted { services: &wish.services, specialist: wish.specialist, besides };
    Ok(cx.turn.tx.offer(cx.turn.policy, wanted, at)?)
}

/// What the visit is that was chosen: with its specialist's own price and duration. `None` if it is no longer offered.
pub(crate) fn visit(cx: &Cx<'_>, held: &Held) -> Result<Option<Visit>, Failure> {
    let Some(services) = services(cx, &held.wish.services)? else { return Ok(None) };
    let specialist = cx.turn.tx.specialist(held.specialist)?;
    Ok(specialist.and_then(|specialist| Visit::of(&services, &specialist, &cx.turn.policy.booking)))
}

/// Everybody who would do all of these services in one visit, and what it would be with them.
pub(crate) fn performers(cx: &Cx<'_>, services: &[ServiceId]) -> Result<Vec<(Specialist, Visit)>, Failure> {
    let (Some(first), Some(wanted)) = (services.first(), self::services(cx, services)?) else {
        return Ok(Vec::new());
    };
    let visit = |one: &Specialist| Visit::of(&wanted, one, &cx.turn.policy.booking);
    let everybody = cx.turn.tx.specialists_for(*first)?;
    Ok(everybody.into_iter().filter_map(|one| visit(&one).map(|visit| (one, visit))).collect())
}

/// The services of these numbers; `None` if one of them is no longer offered.
pub(crate) fn services(cx: &Cx<'_>, ids: &[ServiceId]) -> Result<Option<Vec<Service>>, Failure> {
    let mut services = Vec::new();
    for id in ids {
        match cx.turn.tx.service(*id)?.filter(|service| service.active) {
            Some(service) => services.push(service),
            None => return Ok(None),
        }
    }
    Ok(Some(services))
}

/// What services are called together: "Стрижка + Окрашивание".
pub(crate) fn names(services: &[Service]) -> String {
    services.iter().map(|service| service.name.as_str()).collect::<Vec<_>>().join(" + ")
}
