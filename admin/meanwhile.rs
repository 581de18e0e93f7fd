//! Somebody was quicker (A4): what a booking was, what it is now, and by whom. Nothing is overwritten.

use chat::{Args, Failure, Place, Reaction};
use domain::{Actor, BookingId};
use store::booking_history::{BookingChange, BookingEvent, Field};
use store::bookings::BookingView;

use crate::card;
use crate::card_text::{by_whom, code};
use crate::cx::Cx;
use crate::state::State;

/// So many of the newest changes are told; who wants all of them reads the history.
const TOLD: u32 = 4;
/// What is longer is cut: a message has an end.
const LONGEST: usize = 150;

/// A press on the card as it was at `version`: what happened since is said, and the card shows it.
pub(crate) fn tell(
    cx: &Cx<'_>,
    seen: &BookingView,
    version: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let id = seen.booking.id;
    let Some(view) = cx.booking(id)? else { return Ok(Reaction::toast(cx.label("admin-stale"))) };
    let event = cx.turn.tx.last_booking_event(id)?;
    let by = event.as_ref().map_or(Actor::System, |event| event.by);
    let what = match event.map(|event| event.change) {
        Some(BookingChange::Moved) => "moved".to_owned(),
        Some(BookingChange::Edited) => "edited".to_owned(),
        Some(BookingChange::Status) | None => code(view.booking.status),
    };
    let toast = cx.label_with("admin-already", cx.signed(Args::new().text("what", what), by)?);
    let headline = since(cx, id, version)?;
    Ok(Reaction::toast(toast).and(card::show_under(cx, &view, place, headline)?))
}

/// What others have changed of a booking since it was at `version`; nothing, if nobody but the admin has.
pub(crate) fn since(cx: &Cx<'_>, id: BookingId, version: i64) -> Result<Option<String>, Failure> {
    let events = cx.turn.tx.booking_events_since(id, version, TOLD)?;
    let own = |event: &BookingEvent| event.by == Actor::Admin(cx.chat());
    if events.iter().skip(1).all(own) {
        return Ok(None);
    }
    let mut lines = vec![cx.say("card-meanwhile")];
    for pair in events.windows(2) {
        // With too much between them the two would tell somebody else's changes too.
        if let [before, event] = pair
            && event.version == before.version + 1
        {
            lines.extend(told(cx, before, event)?);
        }
    }
    Ok(Some(lines.join("\n")))
}

/// One change: what was, what is, who and when.
fn told(cx: &Cx<'_>, before: &BookingEvent, event: &BookingEvent) -> Result<Vec<String>, Failure> {
    let changes = difference(cx, before, event)?;
    let side = |side: fn(&(String, String)) -> &String| {
        changes.iter().map(|change| side(change).as_str()).collect::<Vec<_>>().join(" · ")
    };
    let mut lines = match changes.is_empty() {
        true => vec![cx.say_with("card-changed-what", Args::new().text("what", what(event)))],
        false => vec![
            cx.say_with("card-was", Args::new().text("was", side(|change| &change.0))),
            cx.say_with("card-now", Args::new().text("now", side(|change| &change.1))),
        ],
    };
    lines.push(by_whom(cx, event.by, event.at)?);
    Ok(lines)
}

/// By which word the texts know what a line of the history tells without values.
pub(crate) fn what(event: &BookingEvent) -> &'static str {
    match (event.field, event.change) {
        (Some(Field::Comment), _) => "comment",
        (Some(Field::Name), _) => "name",
        (Some(Field::Phone), _) => "phone",
        (Some(Field::Price), _) => "price",
        (Some(Field::Visit), _) => "visit",
        (None, BookingChange::Moved) => "moved",
        (None, _) => "edited",
    }
}

/// What differs between two lines of a history that stand beside each other, as plain words: what was, what is.
pub(crate) fn difference(
    cx: &Cx<'_>,
    before: &BookingEvent,
    event: &BookingEvent,
) -> Result<Vec<(String, String)>, Failure> {
    let words = |event: &BookingEvent| -> Result<[Option<String>; 5], Failure> {
        let status = cx.label_with("card-status", Args::new().text("status", code(event.status)));
        let start = event.start.map(|start| cx.format().lasting(start, cx.turn.now));
        let price = event.price.map(|price| cx.format().money(price));
        Ok([Some(status), services(cx, event)?, specialist(cx, event)?, start, price])
    };
    let (was, now) = (words(before)?, words(event)?);
    let both = was.into_iter().zip(now).filter_map(|(was, now)| Some((was?, now?)));
    Ok(both.filter(|(was, now)| was != now).collect())
}

/// What was to be done from then on, if that is known.
pub(crate) fn services(cx: &Cx<'_>, event: &BookingEvent) -> Result<Option<String>, Failure> {
    let Some(ids) = &event.services else { return Ok(None) };
    let mut names = Vec::new();
    for id in ids {
        names.extend(cx.turn.tx.service(*id)?.map(|service| service.name));
    }
    Ok(Some(shortened(&names.join(" + "))))
}

/// With whom from then on, if that is known.
pub(crate) fn specialist(cx: &Cx<'_>, event: &BookingEvent) -> Result<Option<String>, Failure> {
    let found = event.specialist.map(|id| cx.turn.tx.specialist(id)).transpose()?.flatten();
    Ok(found.map(|specialist| specialist.name))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
