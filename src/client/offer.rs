//! What can be booked, asked of the database for a client.

use chat::Failure;
use domain::{Instant, Offer, Visit};
use store::offers::{Besides, Wanted};

use crate::cx::Cx;
use crate::state::{Held, Wish};

/// How many starts are named when the wanted one is gone (C6).
pub(crate) const NEAREST: usize = 3;

/// What a wish comes to now; `None` if the service, or the specialist for it, is no longer offered.
pub(crate) fn of(cx: &Cx<'_>, wish: Wish) -> Result<Option<Offer>, Failure> {
    as_asked_at(cx, wish, cx.turn.now)
}

/// What a wish came to at an instant, by what is occupied now.
pub(crate) fn as_asked_at(cx: &Cx<'_>, wish: Wish, at: Instant) -> Result<Option<Offer>, Failure> {
    let besides = Besides { hold_of: Some(cx.chat), booking: None };
    let wanted = Wanted { services: &[wish.service], specialist: wish.specialist, besides };
    Ok(cx.turn.tx.offer(cx.turn.policy, wanted, at)?)
}

/// What the visit is that was chosen: with its specialist's own price and duration. `None` if it is no longer offered.
pub(crate) fn visit(cx: &Cx<'_>, held: &Held) -> Result<Option<Visit>, Failure> {
    let service = cx.turn.tx.service(held.wish.service)?;
    let specialist = cx.turn.tx.specialist(held.specialist)?;
    let (Some(service), Some(specialist)) = (service, specialist) else { return Ok(None) };
    Ok(Visit::of(&[service], &specialist, &cx.turn.policy.booking))
}
