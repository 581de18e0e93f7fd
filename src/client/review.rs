//! Confirming: the hold becomes a booking, or the client hears what came between (C3, C4, C5).

use chat::{Action, Card, Failure, Place, Reaction};
use domain::{Actor, ClientName, Comment, Confirmation, Fact, Instant, Phone, Refusal, Slot, Status, Visit};
use store::bookings::NewBooking;

use crate::cx::Cx;
use crate::screens::{card, details, limits, review, time};
use crate::state::{Draft, Held, State, Wish};
use crate::{choose, offer, pending, services};

pub(crate) fn pressed(cx: &Cx<'_>, draft: Draft, action: &Action) -> Result<Reaction<State>, Failure> {
    match action.verb() {
        "confirm" => confirm(cx, draft),
        "comment" => Ok(details::ask_comment(cx, draft, Place::InPlace)),
        "time" => choose::back_to_time(cx, &draft.held, Some(&draft.told), Place::InPlace),
        _ => Ok(Reaction::silence()),
    }
}

fn confirm(cx: &Cx<'_>, draft: Draft) -> Result<Reaction<State>, Failure> {
    let held = &draft.held;
    if let Some(told) = limits::reached(cx, Place::InPlace)? {
        return Ok(told);
    }
    let wish = held.wish.clone().with(Some(held.specialist));
    let Some(offer) = offer::as_asked_at(cx, &wish, asked_at(cx, held)?)? else {
        cx.release_hold()?;
        return services::chosen(cx, wish.services, Place::InPlace);
    };
    let outcome = match held.start <= cx.turn.now {
        true => Err(Refusal::Past { ago: cx.turn.now - held.start }),
        false => offer.check(held.specialist, held.start),
    };
    match (outcome, offer.visit(held.specialist)) {
        (Ok(_), Some(visit)) if draft.quote.as_ref().is_some_and(|quote| *quote != visit.into()) => {
            // The price list has changed since the client looked: nobody pays what they have not seen.
            let headline = cx.say("review-changed");
            review::show(cx, draft, Place::InPlace, Some(headline))
        }
        (Ok(slot), Some(visit)) => book(cx, &draft, visit, &slot),
        (Ok(_), None) => services::chosen(cx, wish.services, Place::InPlace),
        (Err(refusal), _) => {
            let too_late = matches!(refusal, Refusal::Past { .. } | Refusal::TooSoon { .. });
            let reaction = instead(cx, &draft)?;
            Ok(if too_late { reaction.saying(cx.label("too-late-toast")) } else { reaction })
        }
    }
}

/// Other times for what cannot begin as wanted; name, phone and comment are not asked again.
fn instead(cx: &Cx<'_>, draft: &Draft) -> Result<Reaction<State>, Failure> {
    let wish = Wish { told: Some(draft.told.clone()), ..draft.held.wish.clone() };
    time::just_taken(cx, wish, draft.held.start, Place::InPlace)
}

/// While the hold lasts, the notice counts from the choice; only a start that has passed is refused. Afterwards the time is checked as if
/// it was chosen now.
pub(crate) fn asked_at(cx: &Cx<'_>, held: &Held) -> Result<Instant, Failure> {
    let holds = cx.turn.tx.hold_of(cx.chat)?.is_some_and(|hold| {
        hold.specialist == held.specialist
            && held.wish.services.first() == Some(&hold.service)
            && hold.visit.start() == held.start
    });
    Ok(if holds { held.chosen_at } else { cx.turn.now })
}

fn book(cx: &Cx<'_>, draft: &Draft, visit: &Visit, slot: &Slot) -> Result<Reaction<State>, Failure> {
    let (tx, now) = (cx.turn.tx, cx.turn.now);
    let (Ok(name), Some(phone)) = (ClientName::parse(&draft.told.name), Phone::from_e164(&draft.told.phone))
    else {
        return details::ask_name(cx, draft.held.clone(), Place::InPlace);
    };
    cx.release_hold()?;
    tx.set_client_contact(cx.client.id, &name, &phone, draft.told.verified)?;
    let comment = draft.told.comment.as_deref().and_then(|text| Comment::parse(text).ok().flatten());
    let (status, decide_by) = match visit.confirmation {
        Confirmation::Automatic => (Status::Confirmed, None),
        Confirmation::ByAdmin => (Status::Pending, Some(pending::decide_by(cx, slot))),
    };
    let new = NewBooking {
        client: cx.client.id,
        services: &visit.services,
        specialist: visit.specialist,
        anybody: draft.held.wish.specialist.is_none(),
        slot,
        status,
        price: visit.price,
        comment: comment.as_ref(),
        decide_by,
    };
    let id = match tx.book(&new, Actor::Client, now) {
        Ok(id) => id,
        Err(store::Error::Overlap) => return instead(cx, draft),
        Err(error) => return Err(error.into()),
    };
    pending::wait(cx.turn, cx.chat, id, decide_by)?;
    // The review that was confirmed turns into the live card; the card itself is drawn when the fact is heard.
    let rename = card::becomes_card(cx, Card::Dialogue, id);
    Ok(Reaction::end().and(rename).because(Fact::Booked(id)))
}
