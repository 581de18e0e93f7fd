//! Confirming: the hold becomes a booking, or the client hears what came between (C3, C4, C5).

use chat::{Action, BotName, Card, Failure, Outgoing, Place, Reaction};
use domain::{Actor, ClientName, Comment, Confirmation, Fact, Instant, Phone, Refusal, Slot, Status, Visit};
use store::bookings::NewBooking;
use store::jobs::StoredJob;

use crate::cx::Cx;
use crate::offer;
use crate::screens::{choose, details};
use crate::state::{Draft, Held, State, Wish};

pub(crate) fn pressed(cx: &Cx<'_>, draft: Draft, action: &Action) -> Result<Reaction<State>, Failure> {
    match action.verb() {
        "confirm" => confirm(cx, &draft),
        "comment" => Ok(details::ask_comment(cx, draft)),
        _ => Ok(Reaction::silence()),
    }
}

fn confirm(cx: &Cx<'_>, draft: &Draft) -> Result<Reaction<State>, Failure> {
    let held = &draft.held;
    if !choose::may_book(cx)? {
        cx.release_hold()?;
        return choose::begin(cx, Place::InPlace);
    }
    let wish = Wish { specialist: Some(held.specialist), ..held.wish };
    let Some(offer) = offer::as_asked_at(cx, wish, asked_at(cx, held)?)? else {
        cx.release_hold()?;
        return choose::service_chosen(cx, held.wish.service, Place::InPlace);
    };
    let outcome = match held.start <= cx.turn.now {
        true => Err(Refusal::Past),
        false => offer.check(held.specialist, held.start),
    };
    match outcome {
        Ok(slot) => match offer.visit(held.specialist) {
            Some(visit) => book(cx, draft, visit, &slot),
            None => choose::service_chosen(cx, held.wish.service, Place::InPlace),
        },
        Err(Refusal::Past | Refusal::TooSoon { .. }) => {
            let toast = cx.label("too-late-toast");
            Ok(choose::just_taken(cx, held.wish, held.start, Place::InPlace)?.saying(toast))
        }
        Err(_) => choose::just_taken(cx, held.wish, held.start, Place::InPlace),
    }
}

/// While the hold lasts, the notice counts from the choice; only a start that has passed is refused. Afterwards the time is checked as if
/// it was chosen now.
fn asked_at(cx: &Cx<'_>, held: &Held) -> Result<Instant, Failure> {
    let holds = cx.turn.tx.hold_of(cx.chat)?.is_some_and(|hold| {
        hold.specialist == held.specialist
            && hold.service == held.wish.service
            && hold.visit.start() == held.start
    });
    Ok(if holds { held.chosen_at } else { cx.turn.now })
}

fn book(cx: &Cx<'_>, draft: &Draft, visit: &Visit, slot: &Slot) -> Result<Reaction<State>, Failure> {
    let (tx, now) = (cx.turn.tx, cx.turn.now);
    let (Ok(name), Some(phone)) =
        (ClientName::parse(&draft.contact.name), Phone::from_e164(&draft.contact.phone))
    else {
        return details::ask_name(cx, draft.held, Place::InPlace);
    };
    cx.release_hold()?;
    tx.set_client_contact(cx.client.id, &name, &phone, draft.contact.verified)?;
    let comment = draft.comment.as_deref().and_then(|text| Comment::parse(text).ok().flatten());
    let (status, decide_by) = match visit.confirmation {
        Confirmation::Automatic => (Status::Confirmed, None),
        Confirmation::ByAdmin => {
            let in_time = now + cx.turn.policy.booking.pending_timeout;
            (Status::Pending, Some(in_time.min(slot.visit.start())))
        }
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
        Err(store::Error::Overlap) => {
            return choose::just_taken(cx, draft.held.wish, draft.held.start, Place::InPlace);
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(due_at) = decide_by {
        tx.schedule(&StoredJob {
            bot: BotName::Client.code().to_owned(),
            key: format!("pending:{id}"),
            chat: cx.chat,
            kind: "pending".to_owned(),
            subject: id.get(),
            due_at,
            within: None,
        })?;
    }
    // The review that was confirmed turns into the live card; the card itself is drawn when the fact is heard.
    let to = Card::Booking(id);
    let rename = Outgoing::Rename { bot: BotName::Client, chat: cx.chat, from: Card::Dialogue, to };
    Ok(Reaction::end().and(rename).because(Fact::Booked(id)))
}
