//! The history of a booking: who did what and when, every line of it (A4).

use chat::{Action, Args, Failure, Place, Priority, Reaction, Screen, pages};
use store::booking_history::BookingEvent;
use store::bookings::BookingView;

use crate::card::on_card;
use crate::cx::Cx;
use crate::meanwhile::{difference, services, specialist, what};
use crate::state::State;

/// So many changes on a page.
const PAGE: u32 = 6;

/// A page of it on the card itself, the newest change first.
pub(crate) fn show(
    cx: &Cx<'_>,
    view: &BookingView,
    page: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let id = view.booking.id;
    let skip = u32::try_from(page).ok().and_then(|page| page.checked_mul(PAGE)).unwrap_or(0);
    // One line more, because a change is told by two.
    let from = |skip| cx.turn.tx.booking_history(id, skip, PAGE + 1);
    let (page, events) = match from(skip)? {
        none if none.is_empty() => (0, from(0)?),
        found => (skip / PAGE, found),
    };
    let number = Args::new().text("number", id.to_string());
    let mut lines = vec![cx.say_with("card-history", number)];
    for (index, event) in events.iter().enumerate().take(PAGE as usize) {
        lines.push(String::new());
        lines.extend(line(cx, event, events.get(index + 1))?);
    }
    let more = events.len() > PAGE as usize;
    let arrows = pages::arrows(page.into(), more, |page| Action::new("history").with(page));
    let rows = vec![arrows, vec![cx.button("card-button-back", Action::new("keep"))]];
    let screen = Screen::text(lines.join("\n")).buttons(rows);
    Ok(Reaction::silence().and(on_card(cx, view, place, Priority::Reply, screen)))
}

fn line(cx: &Cx<'_>, event: &BookingEvent, before: Option<&BookingEvent>) -> Result<Vec<String>, Failure> {
    let at = cx.format().lasting(event.at, cx.turn.now);
    let mut lines = vec![cx.say_with("card-history-by", cx.signed(Args::new().text("at", at), event.by)?)];
    let Some(before) = before else {
        lines.push(cx.say_with("card-history-made", Args::new().text("what", made(cx, event)?)));
        return Ok(lines);
    };
    let changes = difference(cx, before, event)?;
    if changes.is_empty() {
        lines.push(cx.say_with("card-changed-what", Args::new().text("what", what(event))));
    }
    for (was, now) in changes {
        lines.push(cx.say_with("card-history-change", Args::new().text("was", was).text("now", now)));
    }
    Ok(lines)
}

/// What was booked at first, as far as it is known.
fn made(cx: &Cx<'_>, event: &BookingEvent) -> Result<String, Failure> {
    let parts = [
        services(cx, event)?,
        specialist(cx, event)?,
        event.start.map(|start| cx.format().lasting(start, cx.turn.now)),
        event.price.map(|price| cx.format().money(price)),
    ];
    Ok(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
