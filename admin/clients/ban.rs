//! Who may not book (A8). What is booked stays until the admin has it called off; every booking is listed.

use chat::{Action, Args, BotName, Button, Failure, Place, Reaction, Screen};
use domain::{Actor, Change, ClientId, Fact};
use store::bookings::BookingView;

use super::{card, gone, known};
use crate::cx::{Cx, under};
use crate::find;
use crate::state::State;

/// So many of them have a button; the number says how many there are.
const LISTED: usize = 8;

/// Lists what is booked, with the question what becomes of it; nothing, if there is nothing.
pub(crate) fn ask_what_is_booked(
    cx: &Cx<'_>,
    id: ClientId,
    place: Place,
    headline: Option<String>,
) -> Result<Option<Reaction<State>>, Failure> {
    let upcoming = cx.turn.tx.upcoming_of(id, cx.turn.now)?;
    let Some((count, last)) = told(&upcoming) else { return Ok(None) };
    let mut rows: Vec<_> = upcoming.iter().take(LISTED).map(|view| vec![find::button(cx, view)]).collect();
    let off = Action::new("clients-off").with(id.get()).with(count).with(last);
    let label = cx.label_with("clients-button-off", Args::new().number("count", count));
    rows.push(vec![Button::new(label, off)]);
    rows.push(vec![cx.button("clients-button-keep", Action::new("clients-keep").with(id.get()))]);
    let args = Args::new().text("number", id.to_string()).number("count", count);
    let screen = Screen::text(under(headline, cx.say_with("clients-banned-booked", args))).buttons(rows);
    Ok(Some(cx.end(place, screen)))
}

/// How many bookings are named, and the newest of them: whether others are there by now.
fn told(upcoming: &[BookingView]) -> Option<(i64, i64)> {
    let last = upcoming.iter().map(|view| view.booking.id.get()).max()?;
    Some((i64::try_from(upcoming.len()).unwrap_or(i64::MAX), last))
}

/// Calls all off that was listed. If it is not the same any more, it is listed anew.
pub(crate) fn call_off(
    cx: &Cx<'_>,
    id: ClientId,
    listed: (i64, i64),
    place: Place,
) -> Result<Reaction<State>, Failure> {
    if known(cx, id)?.is_none() {
        return Ok(gone(cx));
    }
    let upcoming = cx.turn.tx.upcoming_of(id, cx.turn.now)?;
    if told(&upcoming) != Some(listed) {
        let headline = Some(cx.say("clients-booked-changed"));
        return match ask_what_is_booked(cx, id, place, headline)? {
            Some(asking) => Ok(asking),
            None => card::instead_of_dialogue(cx, id, place),
        };
    }
    let (tx, by, notice) = (cx.turn.tx, Actor::Admin(cx.chat()), cx.turn.policy.booking.cancel_notice);
    let mut facts = Vec::new();
    for view in &upcoming {
        let booking = &view.booking;
        let Ok(status) = booking.after(Change::Cancel, by, cx.turn.now, notice) else { continue };
        tx.set_booking_status(booking.id, booking.version, status, None, by, cx.turn.now)?;
        tx.unschedule(BotName::Client.code(), &format!("pending:{}", booking.id))?;
        facts.push(Fact::StatusChanged { booking: booking.id, status, by });
    }
    cx.journal("client-called-off", Some(id.get()))?;
    let count = i64::try_from(facts.len()).unwrap_or(i64::MAX);
    let toast = cx.label_with("clients-called-off", Args::new().number("count", count));
    let reaction = card::instead_of_dialogue(cx, id, place)?.saying(toast);
    Ok(facts.into_iter().fold(reaction, Reaction::because))
}

/// They may book again.
pub(crate) fn lift(cx: &Cx<'_>, id: ClientId) -> Result<Reaction<State>, Failure> {
    let Some(client) = known(cx, id)? else { return Ok(gone(cx)) };
    if client.banned_at.is_none() {
        return Ok(Reaction::toast(cx.label("clients-unbanned-already")));
    }
    cx.turn.tx.set_client_ban(id, client.version, None, None)?;
    cx.journal("client-unban", Some(id.get()))?;
    let fact = Fact::ClientNoted { client: id };
    Ok(Reaction::toast(cx.label("clients-unbanned")).because(fact))
}
