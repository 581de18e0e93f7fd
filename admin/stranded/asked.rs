//! What clients were asked: who has not answered yet, and what the booking's card says of it.

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use domain::Fact;
use store::bookings::BookingView;
use store::proposals::{Answer, Asked};

use crate::cx::Cx;
use crate::state::State;
use crate::stranded::screen::{is_reached, label};

/// So many bookings on a page.
const PAGE: u32 = 6;

/// The bookings about which a client was asked and has not answered.
pub(crate) fn list(cx: &Cx<'_>, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let load = |skip| cx.turn.tx.bookings_asked(cx.turn.now, skip, PAGE + 1);
    let skip = u32::try_from(page).ok().and_then(|page| page.checked_mul(PAGE)).unwrap_or(0);
    let (skip, found) = match load(skip)? {
        found if found.is_empty() => (0, load(0)?),
        found => (skip, found),
    };
    let mut rows: Vec<Vec<Button>> =
        found.iter().take(PAGE as usize).map(|view| vec![button(cx, view)]).collect();
    let more = found.len() > PAGE as usize;
    rows.push(chat::pages::arrows(i64::from(skip / PAGE), more, |page| {
        Action::new("hours-asked").with(page)
    }));
    rows.push(vec![cx.button("button-back", Action::new("hours"))]);
    let key = if found.is_empty() { "hours-asked-none" } else { "hours-asked" };
    Ok(cx.end(place, Screen::text(cx.say(key)).buttons(rows)))
}

fn button(cx: &Cx<'_>, view: &BookingView) -> Button {
    let mark = if is_reached(view) { "⏳" } else { "📞" };
    Button::new(format!("{mark} {}", label(cx, view)), Action::new("open").with(view.booking.id.get()))
}

/// What the card says of it, while it matters: that an answer is awaited, or that the new time suits.
pub(crate) fn line(cx: &Cx<'_>, view: &BookingView) -> Option<String> {
    let matters = view.booking.status.is_active() && view.booking.visit.start() > cx.turn.now;
    let asked = view.asked.as_ref().filter(|_| matters)?;
    let (key, at) = match asked.answer {
        None if !is_reached(view) => ("asked-card-call", asked.at),
        None if asked.asked == Asked::Another => ("asked-card-another", asked.at),
        None => ("asked-card-open", asked.at),
        Some((Answer::Fits, at)) if asked.version == view.booking.version => ("asked-card-fits", at),
        Some((Answer::Agreed, at)) if asked.version == view.booking.version => ("asked-card-agreed", at),
        Some(_) => return None,
    };
    Some(cx.say_with(key, Args::new().text("at", cx.format().lasting(at, cx.turn.now))))
}

/// The button with which an admin says that it is settled with the client.
pub(crate) fn row(cx: &Cx<'_>, view: &BookingView) -> Vec<Button> {
    let is_asked = view.open_question(cx.turn.now).is_some() && view.booking.status.is_active();
    is_asked.then(|| cx.button("asked-button-agreed", Action::new("agreed"))).into_iter().collect()
}

/// It was settled with the client by word of mouth.
pub(crate) fn agreed(cx: &Cx<'_>, view: &BookingView) -> Result<Reaction<State>, Failure> {
    let booking = view.booking.id;
    let is_open = view.open_question(cx.turn.now).is_some();
    if !(is_open && cx.turn.tx.settle(booking, Answer::Agreed, cx.turn.now)?) {
        return Ok(Reaction::toast(cx.label("asked-settled")));
    }
    cx.journal("asked-agreed", Some(booking.get()))?;
    Ok(Reaction::toast(cx.label("asked-noted")).because(Fact::Answered { booking }))
}
