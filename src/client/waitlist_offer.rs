//! A press on an offer of the waitlist (C9). Anyone can forge one: the offer must be the client's own, and open.

use chat::{Action, BotName, Card, Failure, Outgoing, Place, Reaction};
use domain::{
    Actor, BookingId, Confirmation, Fact, Instant, Refusal, Service, Slot, Status, Visit, WaitlistOfferId,
};
use store::booking_changes::Move;
use store::bookings::{BookingView, NewBooking};
use store::waitlist::{Ended, WaitlistEntry};
use store::waitlist_offers::{OfferState, WaitlistOffer};

use crate::cx::Cx;
use crate::screens::{card, limits, menu, waitlist as list, waitlist_offer as screens};
use crate::state::{State, Wish};
use crate::{choose, pending, services, waitlist_line as line};

pub(crate) fn pressed(cx: &Cx<'_>, id: WaitlistOfferId, action: &Action) -> Result<Reaction<State>, Failure> {
    match action.verb() {
        "menu" => return menu::show(cx, Place::Below),
        "book" => return services::begin(cx, Place::Below),
        "waitlist" => return list::show(cx, Place::Below),
        _ => {}
    }
    let Some((offer, entry)) = own(cx, id)? else { return Ok(Reaction::toast(cx.label("stale"))) };
    if offer.state != OfferState::Open {
        let toast = cx.label("offer-late-toast");
        return Ok(Reaction::toast(toast).and(screens::ended(cx, &offer, offer.state)));
    }
    match action.verb() {
        "take" => take(cx, &entry, &offer),
        "decline" => decline(cx, &offer),
        "leave" => leave(cx, &entry, &offer),
        _ => Ok(Reaction::silence()),
    }
}

fn own(cx: &Cx<'_>, id: WaitlistOfferId) -> Result<Option<(WaitlistOffer, WaitlistEntry)>, Failure> {
    let Some(offer) = cx.turn.tx.waitlist_offer(id)? else { return Ok(None) };
    let entry = cx.turn.tx.waitlist_entry(offer.entry)?.filter(|entry| entry.client == cx.client.id);
    Ok(entry.map(|entry| (offer, entry)))
}

fn decline(cx: &Cx<'_>, offer: &WaitlistOffer) -> Result<Reaction<State>, Failure> {
    cx.turn.tx.to_the_end_of_the_line(offer.entry)?;
    line::close(cx.turn, offer, OfferState::Declined)?;
    Ok(Reaction::silence().and(screens::ended(cx, offer, OfferState::Declined)))
}

fn leave(cx: &Cx<'_>, entry: &WaitlistEntry, offer: &WaitlistOffer) -> Result<Reaction<State>, Failure> {
    line::close(cx.turn, offer, OfferState::Declined)?;
    cx.turn.tx.end_waiting(entry.id, Ended::Left)?;
    let reaction = Reaction::silence().and(screens::left(cx, offer));
    Ok(match line::booked(cx.turn, entry)? {
        // The card said that they wait.
        Some(view) => reaction.and(card::show(cx, &view, Place::IfShown)),
        None => reaction,
    })
}

/// Takes the time: books it, moves the booking to it, or goes on to what is not known yet.
fn take(cx: &Cx<'_>, entry: &WaitlistEntry, offer: &WaitlistOffer) -> Result<Reaction<State>, Failure> {
    let booked = line::booked(cx.turn, entry)?;
    if booked.is_none()
        && let Some(told) = limits::reached(cx, Place::Below)?
    {
        // The time stays held: they may call another visit off.
        return Ok(told);
    }
    let Some(visit) = visit(cx, entry, offer)? else { return withdrawn(cx, offer) };
    let price = line::price(booked.as_ref(), offer.specialist, visit.price);
    if price != offer.price {
        cx.turn.tx.reprice_offer(offer.id, price)?;
        let offer = WaitlistOffer { price, ..offer.clone() };
        let toast = cx.label("offer-price-toast");
        return Ok(Reaction::toast(toast).and(screens::offered(cx, entry, &offer, &visit)?));
    }
    // From here on the time is theirs alone: nothing comes between in a transaction.
    cx.turn.tx.release_hold_of_offer(offer.id)?;
    let Ok(slot) = check(cx, entry, offer)? else { return withdrawn(cx, offer) };
    match booked {
        Some(view) => move_to(cx, &view, entry, offer, &visit, &slot),
        None if is_known(cx) => book(cx, entry, offer, &visit, &slot),
        None => go_on(cx, entry, offer),
    }
}

/// What the visit is now; `None` if it is no longer offered, or not by this specialist.
fn visit(cx: &Cx<'_>, entry: &WaitlistEntry, offer: &WaitlistOffer) -> Result<Option<Visit>, Failure> {
    let services = entry.services.iter().map(|id| cx.turn.tx.service(*id));
    let services: Option<Vec<Service>> = services.collect::<Result<_, _>>()?;
    let specialist = cx.turn.tx.specialist(offer.specialist)?;
    let (Some(services), Some(specialist)) = (services, specialist) else { return Ok(None) };
    Ok(Visit::of(&services, &specialist, &cx.turn.policy.booking))
}

/// The one predicate, as asked when the time was offered: only a start that has passed since is refused.
fn check(
    cx: &Cx<'_>,
    entry: &WaitlistEntry,
    offer: &WaitlistOffer,
) -> Result<Result<Slot, Refusal>, Failure> {
    if offer.start <= cx.turn.now {
        return Ok(Err(Refusal::Past { ago: cx.turn.now - offer.start }));
    }
    let found = line::offer_for(cx.turn, entry, Some(offer.specialist), offer.made_at)?;
    Ok(found.map_or(Err(Refusal::NotPerformed), |found| found.check(offer.specialist, offer.start)))
}

/// Whether one press is enough: all is known that a booking wants.
fn is_known(cx: &Cx<'_>) -> bool {
    let has_agreed = cx.client.consent.as_ref() == Some(&cx.turn.policy.privacy.version);
    has_agreed && cx.client.name.is_some() && cx.client.phone.is_some()
}

fn withdrawn(cx: &Cx<'_>, offer: &WaitlistOffer) -> Result<Reaction<State>, Failure> {
    line::close(cx.turn, offer, OfferState::Withdrawn)?;
    let toast = cx.label("offer-withdrawn-toast");
    Ok(Reaction::toast(toast).and(screens::ended(cx, offer, OfferState::Withdrawn)))
}

fn book(
    cx: &Cx<'_>,
    entry: &WaitlistEntry,
    offer: &WaitlistOffer,
    visit: &Visit,
    slot: &Slot,
) -> Result<Reaction<State>, Failure> {
    let (status, decide_by) = standing(cx, visit, slot);
    let new = NewBooking {
        client: cx.client.id,
        services: &entry.services,
        specialist: offer.specialist,
        anybody: entry.specialist.is_none(),
        slot,
        status,
        price: offer.price,
        comment: None,
        decide_by,
    };
    let id = match cx.turn.tx.book(&new, Actor::Client, cx.turn.now) {
        Ok(id) => id,
        Err(store::Error::Overlap) => return withdrawn(cx, offer),
        Err(error) => return Err(error.into()),
    };
    pending::wait(cx.turn, cx.chat, id, decide_by)?;
    taken(cx, entry, offer, id, Fact::Booked(id))
}

fn move_to(
    cx: &Cx<'_>,
    view: &BookingView,
    entry: &WaitlistEntry,
    offer: &WaitlistOffer,
    visit: &Visit,
    slot: &Slot,
) -> Result<Reaction<State>, Failure> {
    let booking = &view.booking;
    let notice = cx.turn.policy.booking.cancel_notice;
    if booking.may_move(Actor::Client, cx.turn.now, notice).is_err() {
        return withdrawn(cx, offer);
    }
    let (status, decide_by) = standing(cx, visit, slot);
    let to = Move { specialist: offer.specialist, slot, price: offer.price, status, decide_by };
    match cx.turn.tx.move_booking(booking.id, booking.version, &to, Actor::Client, cx.turn.now) {
        Ok(()) => {}
        Err(store::Error::Overlap) => return withdrawn(cx, offer),
        Err(error) => return Err(error.into()),
    }
    pending::wait(cx.turn, cx.chat, booking.id, decide_by)?;
    let fact = Fact::Moved {
        booking: booking.id,
        from: booking.visit.start(),
        with: booking.specialist,
        by: Actor::Client,
    };
    taken(cx, entry, offer, booking.id, fact)
}

/// The offer's message becomes the live card, which is drawn when the fact is heard. A dialogue that is open goes on.
fn taken(
    cx: &Cx<'_>,
    entry: &WaitlistEntry,
    offer: &WaitlistOffer,
    booking: BookingId,
    fact: Fact,
) -> Result<Reaction<State>, Failure> {
    line::close(cx.turn, offer, OfferState::Accepted)?;
    cx.turn.tx.end_waiting(entry.id, Ended::Booked)?;
    let rename = card::becomes_card(cx, Card::WaitlistOffer(offer.id), booking);
    Ok(Reaction::silence().and(rename).because(fact))
}

/// The time goes over into the dialogue, which asks what is not known yet and books in the end. Until then they wait on.
fn go_on(cx: &Cx<'_>, entry: &WaitlistEntry, offer: &WaitlistOffer) -> Result<Reaction<State>, Failure> {
    line::close(cx.turn, offer, OfferState::Accepted)?;
    cx.turn.tx.to_the_end_of_the_line(entry.id)?;
    let wish = Wish::of(entry.services.clone()).with(Some(offer.specialist));
    let mut reaction = choose::time_chosen(cx, wish, offer.start, Place::InPlace)?;
    let (from, to) = (Card::WaitlistOffer(offer.id), Card::Dialogue);
    let rename = Outgoing::Rename { bot: BotName::Client, chat: cx.chat, from, to, former: None };
    reaction.effects.outgoing.insert(0, rename);
    Ok(reaction)
}

/// Confirmed at once, or waiting for an admin until an instant (C5).
fn standing(cx: &Cx<'_>, visit: &Visit, slot: &Slot) -> (Status, Option<Instant>) {
    match visit.confirmation {
        Confirmation::Automatic => (Status::Confirmed, None),
        Confirmation::ByAdmin => (Status::Pending, Some(pending::decide_by(cx, slot))),
    }
}
