//! A booking is moved: the same visit at another time, or with another specialist (C7).

use chat::{Action, Card, Failure, Place, Reaction};
use domain::{Actor, Confirmation, Fact, Refusal, Slot, Status, Visit};
use store::booking_changes::Move;
use store::bookings::BookingView;

use crate::card::is_as_seen;
use crate::cx::Cx;
use crate::screens::services::ask_category;
use crate::screens::{card, day, moving, time};
use crate::state::{Held, Seen, State, Wish};
use crate::{asked, offer, pending, review};

/// So many moves of one client in a day are no change of plans: each is news for every admin.
const MOST_MOVES_IN_A_DAY: i64 = 10;

/// Begins the move of a booking whose card was pressed. A dialogue that was open ends.
pub(crate) fn begin(cx: &Cx<'_>, view: &BookingView) -> Result<Reaction<State>, Failure> {
    if view.open_question(cx.turn.now).is_none() && has_moved_enough(cx)? {
        return Ok(Reaction::toast(cx.label("moved-enough")));
    }
    cx.release_hold()?;
    let booking = &view.booking;
    let wish = Wish {
        services: cx.turn.tx.booking_services(booking.id)?,
        specialist: Some(booking.specialist),
        moving: Some(Seen { booking: booking.id, version: booking.version }),
        told: None,
    };
    let anybody = wish.clone().with(None);
    // Whoever was booked may be gone; others may be there.
    let wish = if offer::of(cx, &wish)?.is_some() { wish } else { anybody };
    match offer::of(cx, &wish)? {
        Some(_) => day::ask_day(cx, wish, None, Place::Below, None),
        None => Ok(Reaction::toast(cx.label("move-not-offered"))),
    }
}

pub(crate) fn pressed(cx: &Cx<'_>, held: Held, action: &Action) -> Result<Reaction<State>, Failure> {
    match action.verb() {
        "confirm" => confirm(cx, held),
        _ => Ok(Reaction::silence()),
    }
}

fn has_moved_enough(cx: &Cx<'_>) -> Result<bool, Failure> {
    let since = cx.turn.now - chrono::TimeDelta::days(1);
    Ok(cx.turn.tx.count_moves_since(cx.client.id, since)? >= MOST_MOVES_IN_A_DAY)
}

fn confirm(cx: &Cx<'_>, held: Held) -> Result<Reaction<State>, Failure> {
    let Some(seen) = held.wish.moving else { return Ok(Reaction::silence()) };
    let Some(view) = cx.turn.tx.booking(seen.booking)?.filter(|view| view.client.id == cx.client.id) else {
        return Ok(Reaction::toast(cx.label("stale")));
    };
    let notice = asked::notice(cx, &view);
    if let Err(refused) = view.booking.may_move(Actor::Client, cx.turn.now, notice) {
        let toast = crate::card::refusal(cx, refused);
        return Ok(card::instead_of_dialogue(cx, seen.booking, Place::InPlace)?.saying(toast));
    }
    if !is_as_seen(cx, &view, seen.version)? {
        // Somebody has changed it meanwhile: what it is now is shown, and nothing is overwritten.
        let toast = cx.label("card-changed");
        return Ok(card::instead_of_dialogue(cx, seen.booking, Place::InPlace)?.saying(toast));
    }
    let wish = held.wish.clone().with(Some(held.specialist));
    let Some(offer) = offer::as_asked_at(cx, &wish, review::asked_at(cx, &held)?)? else {
        cx.release_hold()?;
        return ask_category(cx, None, Place::InPlace, Some(cx.say("service-gone")));
    };
    let slot = match held.start <= cx.turn.now {
        true => Err(Refusal::Past { ago: cx.turn.now - held.start }),
        false => offer.check(held.specialist, held.start),
    };
    match (slot, offer.visit(held.specialist)) {
        (Ok(slot), Some(visit)) => carry_out(cx, &view, &held, visit, &slot),
        _ => time::just_taken(cx, held.wish, held.start, Place::InPlace),
    }
}

fn carry_out(
    cx: &Cx<'_>,
    view: &BookingView,
    held: &Held,
    visit: &Visit,
    slot: &Slot,
) -> Result<Reaction<State>, Failure> {
    let (tx, booking) = (cx.turn.tx, &view.booking);
    cx.release_hold()?;
    let (status, decide_by) = match visit.confirmation {
        Confirmation::ByAdmin => (Status::Pending, Some(pending::decide_by(cx, slot))),
        Confirmation::Automatic => (Status::Confirmed, None),
    };
    let to = Move {
        specialist: held.specialist,
        slot,
        price: moving::price(view, held, visit.price),
        status,
        decide_by,
    };
    match tx.move_booking(booking.id, booking.version, &to, Actor::Client, cx.turn.now) {
        Ok(()) => {}
        Err(store::Error::Overlap) => {
            return time::just_taken(cx, held.wish.clone(), held.start, Place::InPlace);
        }
        Err(error) => return Err(error.into()),
    }
    pending::wait(cx.turn, cx.chat, booking.id, decide_by)?;
    // The question becomes the live card, the one further up says so.
    let rename = card::becomes_card(cx, Card::Dialogue, booking.id);
    let fact = Fact::Moved {
        booking: booking.id,
        from: booking.visit.start(),
        with: booking.specialist,
        by: Actor::Client,
    };
    Ok(Reaction::end().and(rename).because(fact).saying(cx.label("moved-toast")))
}
