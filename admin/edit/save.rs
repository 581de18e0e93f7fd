//! The change itself; and when somebody was quicker, what they did and what was wanted, so that one press tries again.

use chat::{Action, Args, Failure, Place, Reaction};
use domain::{Actor, Change, ClientName, Comment, Fact, Money, Phone};
use store::booking_edits::NewVisit;
use store::booking_history::Field;
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::edit::check::fits;
use crate::edit::review::{names, own_price, specialist_name};
use crate::edit::{At, Edit, Wanted, What, Words, offered};
use crate::state::State;
use crate::{card, decide, meanwhile};

/// Changes what is wanted, if the booking is still as it was seen, and leads back to its card.
pub(super) fn save(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: Wanted,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let stale = view.booking.version != edit.version || replaced(view, &wanted).is_some_and(|now| now != edit.seen);
    if stale {
        return conflict_of(cx, edit, view, wanted, place);
    }
    if !offered(view).contains(&what(&wanted)) {
        let back = card::instead_of_dialogue(cx, edit.booking, place)?;
        return Ok(back.saying(cx.label("admin-refused")));
    }
    let outcome = match &wanted {
        Wanted::Visit { .. } => match visit(cx, view, &wanted)? {
            Ok(fact) => Ok(fact),
            Err(why) => {
                let at = At::Review { wanted: wanted.clone(), warned: Vec::new() };
                return edit.go_on(at).show(cx, place, why);
            }
        },
        _ => small(cx, view, &wanted)?,
    };
    match outcome {
        Ok(fact) => {
            let back = card::instead_of_dialogue(cx, edit.booking, place)?;
            Ok(back.saying(cx.label("edit-saved")).because(fact))
        }
        Err(Changed) => conflict_of(cx, edit, view, wanted, place),
    }
}

/// The database holds another version than was read in this very turn: it cannot be, and nothing is overwritten if it is.
struct Changed;

fn small(cx: &Cx<'_>, view: &BookingView, wanted: &Wanted) -> Result<Result<Fact, Changed>, Failure> {
    let (tx, now, by) = (cx.turn.tx, cx.turn.now, Actor::Admin(cx.chat()));
    let (booking, client) = (&view.booking, &view.client);
    let edited = Fact::Edited { booking: booking.id, by };
    let of_client = Fact::ClientEdited { client: client.id, by };
    let done = match wanted {
        Wanted::Name(Words(name)) => {
            let Ok(name) = ClientName::parse(name) else { return Ok(Err(Changed)) };
            tx.set_client_name(client.id, client.version, &name)
                .and_then(|()| tx.note_contact_edit(booking.id, booking.version, Field::Name, by, now))
                .map(|()| of_client)
        }
        Wanted::Phone(Words(phone)) => {
            let Some(phone) = Phone::from_e164(phone) else { return Ok(Err(Changed)) };
            tx.set_client_phone(client.id, client.version, &phone, false)
                .and_then(|()| tx.note_contact_edit(booking.id, booking.version, Field::Phone, by, now))
                .map(|()| of_client)
        }
        Wanted::Comment(Words(comment)) => {
            let comment = Comment::parse(comment).ok().flatten();
            tx.set_booking_comment(booking.id, booking.version, comment.as_ref(), by, now).map(|()| edited)
        }
        Wanted::Price(minor) => {
            let price = Money { minor: *minor, ..booking.price };
            tx.set_booking_price(booking.id, booking.version, price, by, now).map(|()| edited)
        }
        _ => return Ok(Err(Changed)),
    };
    match done {
        Ok(fact) => {
            note(cx, view, wanted)?;
            Ok(Ok(fact))
        }
        Err(store::Error::Changed) => Ok(Err(Changed)),
        Err(error) => Err(error.into()),
    }
}

/// Asks the one predicate again and changes the visit.
///
/// # Errors
/// Inside: it fits no longer; why, if that is not told by asking again.
fn visit(
    cx: &Cx<'_>,
    view: &BookingView,
    wanted: &Wanted,
) -> Result<Result<Result<Fact, Changed>, Option<String>>, Failure> {
    let Wanted::Visit { services, specialist, keeps_price } = wanted else { return Ok(Err(None)) };
    let Ok(fitting) = fits(cx, view, services, *specialist)? else { return Ok(Err(None)) };
    let (booking, by) = (&view.booking, Actor::Admin(cx.chat()));
    let price = match keeps_price {
        Some(true) => booking.price,
        Some(false) => fitting.visit.price,
        // The catalogue changed while it was looked over: which price shall count has to be asked.
        None if own_price(cx, view)? && booking.price != fitting.visit.price => return Ok(Err(None)),
        None => fitting.visit.price,
    };
    let new = NewVisit { services, specialist: *specialist, slot: &fitting.permitted.slot, price };
    match cx.turn.tx.set_booking_visit(booking.id, booking.version, &new, by, cx.turn.now) {
        Ok(()) => {
            note(cx, view, wanted)?;
            Ok(Ok(Ok(Fact::Moved { booking: booking.id, from: booking.visit.start(), by })))
        }
        Err(store::Error::Changed) => Ok(Ok(Err(Changed))),
        Err(store::Error::Overlap) => Ok(Err(Some(cx.say("edit-taken")))),
        Err(error) => Err(error.into()),
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

fn what(wanted: &Wanted) -> What {
    match wanted {
        Wanted::Name(_) => What::Name,
        Wanted::Phone(_) => What::Phone,
        Wanted::Comment(_) => What::Comment,
        Wanted::Price(_) => What::Price,
        _ => What::Services,
    }
}

/// The value that is replaced, as it is now. Of a client it may have been changed on another booking, which this one's version does not tell.
fn replaced(view: &BookingView, wanted: &Wanted) -> Option<Words> {
    let value = match wanted {
        Wanted::Name(_) => view.client.name.as_ref().map(|name| name.as_str()),
        Wanted::Phone(_) => view.client.phone.as_ref().map(|phone| phone.as_e164()),
        Wanted::Comment(_) => view.booking.comment.as_ref().map(Comment::as_str),
        _ => return None,
    };
    Some(Words::from(value.unwrap_or_default()))
}

/// Somebody has changed the booking since it was at `version`: what they did, and what was wanted.
pub(crate) fn conflict(
    cx: &Cx<'_>,
    view: &BookingView,
    version: i64,
    wanted: Wanted,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let edit = Edit { booking: view.booking.id, version, seen: Words::default(), at: At::Price };
    conflict_of(cx, &edit, view, wanted, place)
}

fn conflict_of(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: Wanted,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    edit.go_on(At::Conflict { wanted: wanted.clone() }).show(cx, place, None).map(|mut reaction| {
        let _ = view;
        reaction.effects.toast = Some(cx.label("edit-conflict-toast"));
        reaction
    })
}

pub(super) fn show_conflict(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: &Wanted,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let mut lines = vec![edit.title(cx, view), String::new()];
    lines.extend(meanwhile::since(cx, edit.booking, edit.version)?);
    lines.extend(other_value(cx, edit, view, wanted)?);
    lines.extend([String::new(), cx.say("edit-conflict-yours"), described(cx, view, wanted)?]);
    let rows = vec![vec![cx.button("edit-button-again", Action::new("again"))]];
    Ok(edit.stand(cx, place, headline, lines.join("\n"), rows))
}

/// A name, a phone or a comment that is another than the one that was seen: no history holds them.
fn other_value(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: &Wanted,
) -> Result<Vec<String>, Failure> {
    let Some(now) = replaced(view, wanted).filter(|now| *now != edit.seen) else { return Ok(Vec::new()) };
    let shown = |words: &Words| match Phone::from_e164(&words.0) {
        Some(phone) => phone.display(),
        None if words.0.is_empty() => "—".to_owned(),
        None => words.0.clone(),
    };
    let mut lines = vec![
        cx.say_with("card-was", Args::new().text("was", shown(&edit.seen))),
        cx.say_with("card-now", Args::new().text("now", shown(&now))),
    ];
    let deed = match wanted {
        Wanted::Name(_) => Some("client-name"),
        Wanted::Phone(_) => Some("client-phone"),
        _ => None,
    };
    if let Some(deed) = deed {
        // The client changes a name and a phone without a line in the journal of the admins.
        let line = cx.turn.tx.last_deed_on(deed, view.client.id.get())?;
        lines.extend(line.map(|line| meanwhile::by_whom(cx, Actor::Admin(line.admin), line.at)));
    }
    Ok(lines)
}

/// What was wanted, in words.
fn described(cx: &Cx<'_>, view: &BookingView, wanted: &Wanted) -> Result<String, Failure> {
    let text = |key, words: &Words| cx.say_with(key, Args::new().text("words", &words.0));
    Ok(match wanted {
        Wanted::Name(words) => text("edit-wanted-name", words),
        Wanted::Phone(Words(phone)) => {
            let shown = Phone::from_e164(phone).map(|phone| phone.display()).unwrap_or_default();
            cx.say_with("edit-wanted-phone", Args::new().text("words", shown))
        }
        Wanted::Comment(Words(comment)) if comment.is_empty() => cx.say("edit-wanted-no-comment"),
        Wanted::Comment(words) => text("edit-wanted-comment", words),
        Wanted::Price(minor) => {
            let price = cx.format().money(Money { minor: *minor, ..view.booking.price });
            cx.say_with("edit-wanted-price", Args::new().text("words", price))
        }
        Wanted::Visit { services, specialist, .. } => {
            let visit = format!("{} · {}", names(cx, services)?, specialist_name(cx, *specialist)?);
            cx.say_with("edit-wanted-visit", Args::new().text("words", visit))
        }
        Wanted::Decline(words) => text("edit-wanted-decline", words),
        Wanted::Cancel(words) => text("edit-wanted-cancel", words),
    })
}

/// The same once more, of the booking as it is now.
pub(super) fn again(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: &Wanted,
) -> Result<Reaction<State>, Failure> {
    let (booking, version) = (view.booking.id, view.booking.version);
    let seen = replaced(view, wanted).unwrap_or_default();
    let decided = |words: &Words, change| {
        let reason = Comment::parse(&words.0).ok().flatten();
        decide::change_from_dialogue(cx, booking, version, change, reason.as_ref())
    };
    let fresh = Edit { version, seen, ..edit.clone() };
    match wanted {
        Wanted::Decline(words) => decided(words, Change::Decline),
        Wanted::Cancel(words) => decided(words, Change::Cancel),
        Wanted::Visit { .. } | Wanted::Price(_) => {
            let at = At::Review { wanted: wanted.clone(), warned: Vec::new() };
            fresh.go_on(at).show(cx, Place::InPlace, None)
        }
        _ => save(cx, &fresh, view, wanted.clone(), Place::InPlace),
    }
}
