//! A client has everything about them erased (C12), and an erasure is done again after a restore (P14).
//!
//! In one transaction: bookings still to come are called off, all that names the client goes, the admins' cards are shown anew without it, and
//! the erasure is noted for the ledger beside the database. Nobody can be kept from it: the notice of a cancellation does not count here.

use chat::{Action, BotName, Failure, Lang, Place, Priority, Reaction, Screen, Turn};
use domain::{Actor, BookingId, ChatId, Fact, Instant, Status};
use store::Tx;
use store::clients::Client;
use store::outbox::Haste;

use crate::cx::Cx;
use crate::screens::{menu, own_data};
use crate::state::State;

/// The answer to the question. If other bookings would be called off by now than were said, the question is asked anew.
pub(crate) fn pressed(cx: &Cx<'_>, said: &[BookingId], action: &Action) -> Result<Reaction<State>, Failure> {
    match action.verb() {
        "forget-sure" => {
            let upcoming = cx.turn.tx.upcoming_of(cx.client.id, cx.turn.now)?;
            if !upcoming.iter().map(|view| view.booking.id).eq(said.iter().copied()) {
                return Ok(own_data::ask_forget(cx, Place::InPlace)?.saying(cx.label("forget-changed")));
            }
            let facts = erase(cx.turn, &cx.client)?;
            cx.turn.tx.note_erasure(cx.chat, cx.turn.now)?;
            let reaction = own_data::forgotten(cx, upcoming.len());
            Ok(facts.into_iter().fold(reaction, Reaction::because))
        }
        "keep" => Ok(menu::show(cx, Place::InPlace)?.saying(cx.label("forget-kept"))),
        _ => Ok(Reaction::silence()),
    }
}

/// Erases once more what a restored database brought back. `is_erased` knows whether somebody was erased after they were first seen here; who
/// came back since is another client. To be called once before anything else.
///
/// # Errors
/// The database does not do what it should.
pub fn erase_again(
    turn: Turn<'_, Tx>,
    is_erased: impl Fn(ChatId, Instant) -> bool,
) -> Result<Vec<Fact>, Failure> {
    let mut facts = Vec::new();
    for seen in turn.tx.first_seen()? {
        if is_erased(seen.chat, seen.at)
            && let Some(client) = turn.tx.client(seen.client)?
        {
            facts.extend(erase(turn, &client)?);
        }
    }
    Ok(facts)
}

/// Erases all that names a client, and calls off what is still to come.
pub(crate) fn erase(turn: Turn<'_, Tx>, client: &Client) -> Result<Vec<Fact>, Failure> {
    let (tx, now) = (turn.tx, turn.now);
    // First of all: what follows is told of bookings that are nobody's any more.
    let mut facts = vec![Fact::Erased { client: client.id }];
    for view in tx.upcoming_of(client.id, now)? {
        let (booking, status, by) = (&view.booking, Status::Cancelled, Actor::Client);
        tx.set_booking_status(booking.id, booking.version, status, None, by, now)?;
        facts.push(Fact::StatusChanged { booking: booking.id, status, by });
    }
    let kept = client.language.as_deref().and_then(Lang::from_code);
    let lang = kept.unwrap_or_else(|| turn.policy.business.locale.into());
    let former = serde_json::to_string(&Screen::text(turn.texts.get(lang, "forgotten-card")))?;
    // The farewell goes before the cards.
    let haste = Haste { priority: Priority::Notice as i64, expires_at: None, now };
    tx.erase_client(client, BotName::Client.code(), &former, haste)?;
    Ok(facts)
}
