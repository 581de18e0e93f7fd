//! The change itself, if the booking and the value that it replaces are still as they were seen.

use chat::{Failure, Place, Reaction};
use domain::{Actor, ClientName, Comment, Fact, Money, Phone, ServiceId, SpecialistId};
use store::booking_edits::NewVisit;
use store::booking_history::Field;
use store::bookings::BookingView;

use crate::card;
use crate::cx::Cx;
use crate::edit::check::fits;
use crate::edit::conflict::{self, replaced};
use crate::edit::review::own_price;
use crate::edit::{At, Edit, Wanted, What, Words, offered};
use crate::state::State;

/// Changes what is wanted, if the booking is still as it was seen, and leads back to its card.
pub(super) fn save(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: Wanted,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let stale =
        view.booking.version != edit.version || replaced(view, &wanted).is_some_and(|now| now != edit.seen);
    if stale {
        return conflict::tell(cx, edit, view, wanted, place);
    }
    if !may(view, &wanted) {
        let back = card::instead_of_dialogue(cx, edit.booking, place)?;
        return Ok(back.saying(cx.label("admin-refused")));
    }
    let outcome = match &wanted {
        Wanted::Visit { services, specialist, keeps_price } => {
            visit(cx, view, (services, *specialist), *keeps_price)?
        }
        _ => small(cx, view, &wanted)?,
    };
    match outcome {
        Outcome::Done(fact) => {
            note(cx, view, &wanted)?;
            let back = card::instead_of_dialogue(cx, edit.booking, place)?;
            Ok(back.saying(cx.label("edit-saved")).because(fact))
        }
        Outcome::Changed => conflict::tell(cx, edit, view, wanted, place),
        Outcome::LookAgain(why) => edit.go_on(At::Review { wanted, warned: Vec::new() }).show(cx, place, why),
    }
}

/// What becomes of a change.
enum Outcome {
    Done(Fact),
    /// The database holds another version than was read in this turn: it cannot be, and nothing is overwritten if it is.
    Changed,
    /// What was looked over is not so any more.
    LookAgain(Option<String>),
}

impl Outcome {
    fn of(done: store::Result<()>, fact: Fact) -> Result<Outcome, Failure> {
        match done {
            Ok(()) => Ok(Outcome::Done(fact)),
            Err(store::Error::Changed) => Ok(Outcome::Changed),
            Err(error) => Err(error.into()),
        }
    }
}

fn small(cx: &Cx<'_>, view: &BookingView, wanted: &Wanted) -> Result<Outcome, Failure> {
    let (tx, now, by) = (cx.turn.tx, cx.turn.now, Actor::Admin(cx.chat()));
    let (booking, client) = (&view.booking, &view.client);
    let noted = |field| tx.note_contact_edit(booking.id, booking.version, field, by, now);
    let (done, is_contact) = match wanted {
        Wanted::Name(Words(name)) => match ClientName::parse(name) {
            Ok(name) => {
                let named = tx.edit_client(client.id, client.version, Some(&name), client.phone.as_ref());
                (named.and_then(|()| noted(Field::Name)), true)
            }
            Err(_) => return Ok(Outcome::LookAgain(None)),
        },
        Wanted::Phone(Words(phone)) => match Phone::from_e164(phone) {
            Some(phone) => {
                let set = tx.edit_client(client.id, client.version, client.name.as_ref(), Some(&phone));
                (set.and_then(|()| noted(Field::Phone)), true)
            }
            None => return Ok(Outcome::LookAgain(None)),
        },
        Wanted::Price(minor) => {
            let price = Money { minor: *minor, ..booking.price };
            (tx.set_booking_price(booking.id, booking.version, price, by, now), false)
        }
        Wanted::Comment(Words(comment)) => {
            let comment = Comment::parse(comment).ok().flatten();
            (tx.set_booking_comment(booking.id, booking.version, comment.as_ref(), by, now), false)
        }
        Wanted::Visit { .. } | Wanted::Decline(_) | Wanted::Cancel(_) => return Ok(Outcome::LookAgain(None)),
    };
    let fact = match is_contact {
        true => Fact::ClientEdited { client: client.id, by },
        false => Fact::Edited { booking: booking.id, by },
    };
    Outcome::of(done, fact)
}

/// Asks the one predicate again and changes the visit.
fn visit(
    cx: &Cx<'_>,
    view: &BookingView,
    (services, specialist): (&[ServiceId], SpecialistId),
    keeps_price: Option<bool>,
) -> Result<Outcome, Failure> {
    let Ok(fitting) = fits(cx, view, services, specialist)? else { return Ok(Outcome::LookAgain(None)) };
    let (booking, by) = (&view.booking, Actor::Admin(cx.chat()));
    let price = match keeps_price {
        Some(true) => booking.price,
        // The catalogue changed while it was looked over: which price shall count has to be asked.
        None if own_price(cx, view)? && booking.price != fitting.visit.price => {
            return Ok(Outcome::LookAgain(None));
        }
        _ => fitting.visit.price,
    };
    let new = NewVisit { services, specialist, slot: &fitting.permitted.slot, price };
    match cx.turn.tx.set_booking_visit(booking.id, booking.version, &new, by, cx.turn.now) {
        Err(store::Error::Overlap) => Ok(Outcome::LookAgain(Some(cx.say("edit-not-possible")))),
        done => Outcome::of(
            done,
            Fact::Moved { booking: booking.id, from: booking.visit.start(), with: booking.specialist, by },
        ),
    }
}

/// The journal keeps who did it.
fn note(cx: &Cx<'_>, view: &BookingView, wanted: &Wanted) -> Result<(), Failure> {
    let (booking, client) = (view.booking.id.get(), view.client.id.get());
    let (deed, subject) = match wanted {
        Wanted::Name(_) => ("client-name", client),
        Wanted::Phone(_) => ("client-phone", client),
        Wanted::Comment(_) => ("booking-comment", booking),
        Wanted::Price(_) => ("booking-price", booking),
        _ => ("booking-visit", booking),
    };
    cx.journal(deed, Some(subject))
}

/// Whether the booking still stands where this can be set right.
pub(super) fn may(view: &BookingView, wanted: &Wanted) -> bool {
    let what = match wanted {
        Wanted::Name(_) => What::Name,
        Wanted::Phone(_) => What::Phone,
        Wanted::Comment(_) => What::Comment,
        Wanted::Price(_) => What::Price,
        Wanted::Visit { .. } => What::Services,
        // Whether it may be called off is decided when it is.
        Wanted::Decline(_) | Wanted::Cancel(_) => return view.booking.status.is_active(),
    };
    offered(view).contains(&what)
}
