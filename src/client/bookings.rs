//! One of my bookings is opened.

use chat::{Failure, Place, Reaction};
use domain::BookingId;

use crate::cx::Cx;
use crate::screens::card;
use crate::state::State;

/// The live card of one of them, sent below so that it stays.
pub(crate) fn open(cx: &Cx<'_>, id: BookingId) -> Result<Reaction<State>, Failure> {
    match cx.turn.tx.booking(id)?.filter(|view| view.client.id == cx.client.id) {
        Some(view) => Ok(Reaction::silence().and(card::show(cx, &view, Place::Below))),
        None => Ok(Reaction::toast(cx.label("stale"))),
    }
}
