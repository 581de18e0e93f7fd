//! Who is asked next (C9): the job that goes along the line, the end of an offer, and what else frees a time or takes the reason to wait.
//!
//! Nothing is looked for in the turn in which a time becomes free: it only has the job come at once. The job takes a few of the line in each turn
//! and looks again from time to time by itself, for what nobody tells: a day that came within the horizon, blocked time that was taken away,
//! a hold that ended.

use chat::{BotName, Failure, Outgoing, Reaction, Turn};
use chrono::TimeDelta;
use domain::{Actor, ChatId, ClientId, Fact, Instant, Offer, SpecialistId, WaitlistOfferId, waitlist};
use store::Tx;
use store::bookings::BookingView;
use store::holds::NewHold;
use store::jobs::StoredJob;
use store::offers::{Besides, Wanted};
use store::waitlist::{Ended, WaitlistEntry};
use store::waitlist_offers::{NewWaitlistOffer, OfferState, WaitlistOffer};

use crate::cx::Cx;
use crate::screens::{limits, waitlist_offer as screens};
use crate::state::State;

/// The kind of the job that goes along the line, and its key: there is one.
pub(crate) const LINE: &str = "waitlist";
/// The kind of the job that ends an offer.
pub(crate) const OFFER: &str = "waitlist-offer";

/// So many are looked at in one turn; the rest in the next.
const IN_A_TURN: u32 = 20;
/// How often is looked without a reason.
const AGAIN: TimeDelta = TimeDelta::minutes(10);

/// Something may be free: the line is asked as soon as may be, from its begin.
pub(crate) fn wake(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    match turn.tx.anybody_waits()? {
        true => schedule(turn, turn.now, 0),
        false => Ok(()),
    }
}

/// `after` is the place in the line from which is gone on.
fn schedule(turn: Turn<'_, Tx>, due_at: Instant, after: i64) -> Result<(), Failure> {
    Ok(turn.tx.schedule(&StoredJob {
        bot: BotName::Client.code().to_owned(),
        key: LINE.to_owned(),
        // It concerns nobody's dialogue.
        chat: ChatId::from(0),
        kind: LINE.to_owned(),
        subject: after,
        due_at,
        within: Some(due_at - turn.now),
    })?)
}

/// Goes along the line, a part of it at a time.
pub(crate) fn go_along(turn: Turn<'_, Tx>, after: i64) -> Result<Reaction<State>, Failure> {
    let mut reaction = Reaction::silence();
    let (policy, zone) = (turn.policy, turn.policy.business.zone);
    let rests = waitlist::rests_until(policy.reminders.quiet, zone, turn.now, policy.waitlist_offer);
    if let Some(until) = rests {
        schedule(turn, until, 0)?;
        return Ok(reaction);
    }
    let line = turn.tx.line(after, IN_A_TURN)?;
    for entry in &line {
        reaction.effects.outgoing.extend(ask(turn, entry)?);
    }
    match line.last().filter(|_| line.len() == IN_A_TURN as usize) {
        Some(last) => schedule(turn, turn.now, last.place)?,
        None if turn.tx.anybody_waits()? => schedule(turn, turn.now + AGAIN, 0)?,
        None => {}
    }
    Ok(reaction)
}

/// Offers somebody the first start that suits them, if there is one and they may book it.
fn ask(turn: Turn<'_, Tx>, entry: &WaitlistEntry) -> Result<Option<Outgoing>, Failure> {
    let client = turn.tx.client(entry.client)?.filter(|client| client.reachable);
    let Some(chat) = client.as_ref().and_then(|client| client.chat) else {
        turn.tx.end_waiting(entry.id, Ended::Unreachable)?;
        return Ok(None);
    };
    if client.is_some_and(|client| client.banned_at.is_some()) {
        // They keep their place: a ban may be lifted.
        return Ok(None);
    }
    let booked = booked(turn, entry)?;
    if is_over(turn, entry, booked.as_ref()) {
        turn.tx.end_waiting(entry.id, Ended::Over)?;
        return Ok(None);
    }
    let cx = Cx::new(turn, chat, None)?;
    let asked = turn.tx.count_offers_since(entry.id, turn.now - TimeDelta::days(1))?;
    if asked >= waitlist::MOST_OFFERS_A_DAY || (booked.is_none() && !limits::may_book(&cx)?) {
        return Ok(None);
    }
    let Some(offer) = offer_for(turn, entry, entry.specialist, turn.now)? else { return Ok(None) };
    let found = entry.wanting.first(&offer, &turn.tx.passed_by(entry.id)?);
    let Some((start, specialist, slot)) = found else { return Ok(None) };
    let (Some(visit), Some(service)) = (offer.visit(specialist), entry.services.first()) else {
        return Ok(None);
    };
    let moves = entry.booking;
    let new = NewWaitlistOffer {
        entry: entry.id,
        hold: NewHold { chat, service: *service, specialist, slot: &slot, moves },
        price: price(booked.as_ref(), specialist, visit.price),
        until: (turn.now + turn.policy.waitlist_offer).min(start),
    };
    let id = match turn.tx.offer_waiting(&new, turn.now) {
        Ok(id) => id,
        Err(store::Error::Overlap) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    schedule_end(turn, chat, id, new.until)?;
    let Some(made) = turn.tx.waitlist_offer(id)? else { return Ok(None) };
    Ok(Some(screens::offered(&cx, entry, &made, visit)?))
}

/// The booking that somebody would move who waits for something earlier.
pub(crate) fn booked(turn: Turn<'_, Tx>, entry: &WaitlistEntry) -> Result<Option<BookingView>, Failure> {
    Ok(entry.booking.map(|id| turn.tx.booking(id)).transpose()?.flatten())
}

/// Whether there is nothing left to wait for, nor, with a booking, to move.
fn is_over(turn: Turn<'_, Tx>, entry: &WaitlistEntry, booked: Option<&BookingView>) -> bool {
    let notice = turn.policy.booking.cancel_notice;
    let stuck = |view: &BookingView| view.booking.may_move(Actor::Client, turn.now, notice).is_err();
    entry.wanting.is_over(turn.policy.business.zone, turn.now) || booked.is_some_and(stuck)
}

/// What can be booked of what somebody waits for, as asked at an instant.
pub(crate) fn offer_for(
    turn: Turn<'_, Tx>,
    entry: &WaitlistEntry,
    specialist: Option<SpecialistId>,
    at: Instant,
) -> Result<Option<Offer>, Failure> {
    let besides = Besides { hold_of: None, booking: entry.booking };
    Ok(turn.tx.offer(turn.policy, Wanted { services: &entry.services, specialist, besides }, at)?)
}

/// Who moves a booking to the same specialist keeps the agreed price; another one has their own.
pub(crate) fn price(
    booked: Option<&BookingView>,
    specialist: SpecialistId,
    now: domain::Money,
) -> domain::Money {
    booked.filter(|view| view.booking.specialist == specialist).map_or(now, |view| view.booking.price)
}

fn end_key(offer: WaitlistOfferId) -> String {
    format!("{OFFER}:{offer}")
}

fn schedule_end(
    turn: Turn<'_, Tx>,
    chat: ChatId,
    offer: WaitlistOfferId,
    due_at: Instant,
) -> Result<(), Failure> {
    Ok(turn.tx.schedule(&StoredJob {
        bot: BotName::Client.code().to_owned(),
        key: end_key(offer),
        chat,
        kind: OFFER.to_owned(),
        subject: offer.get(),
        due_at,
        within: Some(due_at - turn.now),
    })?)
}

/// Closes an open offer: its time is free again, and the next is asked.
pub(crate) fn close(turn: Turn<'_, Tx>, offer: &WaitlistOffer, state: OfferState) -> Result<(), Failure> {
    turn.tx.close_offer(offer.id, state)?;
    turn.tx.unschedule(BotName::Client.code(), &end_key(offer.id))?;
    wake(turn)
}

/// Nobody answered in time: the next is asked, and who let it pass waits on.
pub(crate) fn offer_ended(cx: &Cx<'_>, id: i64) -> Result<Reaction<State>, Failure> {
    let turn = cx.turn;
    let offer = turn.tx.waitlist_offer(id.into())?.filter(|offer| offer.state == OfferState::Open);
    let Some(offer) = offer else { return Ok(Reaction::silence()) };
    turn.tx.to_the_end_of_the_line(offer.entry)?;
    close(turn, &offer, OfferState::Expired)?;
    Ok(Reaction::silence().and(screens::ended(cx, &offer, OfferState::Expired)))
}

/// What happened may free a time, or give somebody what they wait for.
pub(crate) fn hear(turn: Turn<'_, Tx>, fact: &Fact) -> Result<Vec<Outgoing>, Failure> {
    match fact {
        Fact::Booked(id) => match turn.tx.booking(*id)? {
            Some(view) => has_booked(turn, &view),
            None => Ok(Vec::new()),
        },
        Fact::StatusChanged { status, .. } if status.is_active() => Ok(Vec::new()),
        Fact::StatusChanged { booking, .. } => {
            let entry = turn.tx.waiting_for_earlier(*booking)?;
            let outgoing = entry.map(|entry| end(turn, &entry, Ended::Over)).transpose()?.flatten();
            wake(turn)?;
            Ok(outgoing.into_iter().collect())
        }
        Fact::Moved { booking, .. } => {
            let entry = turn.tx.waiting_for_earlier(*booking)?;
            let outgoing = entry.map(|entry| withdraw(turn, &entry)).transpose()?.flatten();
            wake(turn)?;
            Ok(outgoing.into_iter().collect())
        }
        Fact::CatalogChanged | Fact::Erased { .. } => {
            wake(turn)?;
            Ok(Vec::new())
        }
        Fact::ClientNoted { client } => {
            let withdrawn = banned(turn, *client)?;
            wake(turn)?;
            Ok(withdrawn)
        }
        _ => Ok(Vec::new()),
    }
}

/// Who has booked what they waited for, by whatever way, waits no longer.
fn has_booked(turn: Turn<'_, Tx>, view: &BookingView) -> Result<Vec<Outgoing>, Failure> {
    let (booking, zone) = (&view.booking, turn.policy.business.zone);
    let services = turn.tx.booking_services(booking.id)?;
    let mut outgoing = Vec::new();
    for entry in turn.tx.waiting_of(booking.client)? {
        let is_it = entry.booking.is_none()
            && entry.services == services
            && entry.specialist.is_none_or(|wanted| wanted == booking.specialist)
            && entry.wanting.suits(zone, booking.visit.start());
        if is_it {
            outgoing.extend(end(turn, &entry, Ended::Booked)?);
        }
    }
    Ok(outgoing)
}

/// Ends an entry, and the offer that is open for it.
pub(crate) fn end(
    turn: Turn<'_, Tx>,
    entry: &WaitlistEntry,
    why: Ended,
) -> Result<Option<Outgoing>, Failure> {
    let outgoing = withdraw(turn, entry)?;
    turn.tx.end_waiting(entry.id, why)?;
    Ok(outgoing)
}

/// Takes the offer back that is open for an entry.
fn withdraw(turn: Turn<'_, Tx>, entry: &WaitlistEntry) -> Result<Option<Outgoing>, Failure> {
    let Some(offer) = turn.tx.open_offer_of(entry.id)? else { return Ok(None) };
    close(turn, &offer, OfferState::Withdrawn)?;
    let chat = turn.tx.client(entry.client)?.filter(|client| client.reachable).and_then(|client| client.chat);
    let Some(chat) = chat else { return Ok(None) };
    Ok(Some(screens::ended(&Cx::new(turn, chat, None)?, &offer, OfferState::Withdrawn)))
}

/// Who may not book is offered nothing, and what was offered goes to whoever is next (A8).
fn banned(turn: Turn<'_, Tx>, client: ClientId) -> Result<Vec<Outgoing>, Failure> {
    if turn.tx.client(client)?.is_none_or(|client| client.banned_at.is_none()) {
        return Ok(Vec::new());
    }
    let mut outgoing = Vec::new();
    for entry in turn.tx.waiting_of(client)? {
        outgoing.extend(withdraw(turn, &entry)?);
    }
    Ok(outgoing)
}

/// No message reaches the client any more: whoever is next is asked.
pub(crate) fn unreachable(turn: Turn<'_, Tx>, client: ClientId) -> Result<(), Failure> {
    for entry in turn.tx.waiting_of(client)? {
        end(turn, &entry, Ended::Unreachable)?;
    }
    Ok(())
}
