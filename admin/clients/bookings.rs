//! The bookings of a client: those to come first, then the rest, the latest first.

use chat::{Action, Args, Failure, Place, Reaction, Screen};
use domain::ClientId;

use super::{gone, known};
use crate::cx::Cx;
use crate::find;
use crate::state::State;

/// A page of them. Each opens its card below.
pub(crate) fn show(cx: &Cx<'_>, id: ClientId, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    if known(cx, id)?.is_none() {
        return Ok(gone(cx));
    }
    let ids = cx.turn.tx.bookings_in_order(id, cx.turn.now)?;
    let turn_to = |page| Action::new("clients-bookings").with(id.get()).with(page);
    let (mut rows, _) = find::rows(cx, &ids, page, turn_to)?;
    rows.push(vec![cx.button("button-menu", Action::new("menu"))]);
    let number = Args::new().text("number", id.to_string());
    let key = if ids.is_empty() { "clients-no-bookings" } else { "clients-bookings" };
    Ok(cx.end(place, Screen::text(cx.say_with(key, number)).buttons(rows)))
}
