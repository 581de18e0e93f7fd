//! My bookings: the ones still to come, and on a list of their own the ones that are over (C7).

use chat::{Action, Button, Card, Failure, Page, Place, Reaction, Screen, pages};
use domain::Status;
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::screens::{menu, waitlist};
use crate::state::State;

/// So many bookings stand on a page.
const SHOWN: u32 = 6;

/// The bookings to come, a page at a time.
pub(crate) fn show(cx: &Cx<'_>, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let upcoming = cx.turn.tx.upcoming_of(cx.client.id, cx.turn.now)?;
    let has_past = !cx.turn.tx.past_of(cx.client.id, cx.turn.now, 0, 1)?.is_empty();
    let to_past = has_past.then(|| cx.button("button-past", Action::new("past")));
    if upcoming.is_empty() {
        let mut rows = vec![waitlist::way_to(cx)?, to_past.into_iter().collect()];
        rows.extend(menu::way_on(cx));
        return Ok(list(cx, place, cx.say("no-bookings"), rows));
    }
    let page = Page::of(&upcoming, page, SHOWN as usize);
    let mut rows: Vec<Vec<Button>> = page.items.iter().map(|view| vec![entry(cx, view)]).collect();
    rows.push(page.arrows(|page| Action::new("bookings").with(page)));
    rows.push(waitlist::way_to(cx)?);
    rows.push(to_past.into_iter().chain([cx.button("button-menu", Action::new("menu"))]).collect());
    Ok(list(cx, place, cx.say("bookings"), rows))
}

/// The bookings that are over or were called off, the latest first, a page at a time.
pub(crate) fn past(cx: &Cx<'_>, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let page = u32::try_from(page).ok().filter(|page| *page < 1_000).unwrap_or(0);
    // One more than is shown tells whether another page follows.
    let found = cx.turn.tx.past_of(cx.client.id, cx.turn.now, page * SHOWN, SHOWN + 1)?;
    let shown = found.len().min(SHOWN as usize);
    let mut rows: Vec<Vec<Button>> = found[..shown].iter().map(|view| vec![entry(cx, view)]).collect();
    rows.push(pages::arrows(page.into(), found.len() > shown, |page| Action::new("past").with(page)));
    rows.push(vec![
        cx.button("button-back", Action::new("bookings")),
        cx.button("button-menu", Action::new("menu")),
    ]);
    let words = if shown == 0 { "no-past-bookings" } else { "past-bookings" };
    Ok(list(cx, place, cx.say(words), rows))
}

fn list(cx: &Cx<'_>, place: Place, text: String, rows: Vec<Vec<Button>>) -> Reaction<State> {
    Reaction::end().and(cx.show(Card::Dialogue, place, Screen::text(text).buttons(rows)))
}

fn entry(cx: &Cx<'_>, view: &BookingView) -> Button {
    let mark = match view.booking.status {
        Status::Pending => "⏳",
        Status::Confirmed if view.booking.visit.end() <= cx.turn.now => "✔️",
        Status::Confirmed => "✅",
        Status::Done => "✔️",
        Status::Declined | Status::Cancelled | Status::Expired | Status::NoShow => "✖️",
    };
    let time = cx.format().date_time(view.booking.visit.start(), cx.turn.now);
    let label = format!("{mark} {time} · {}", view.service);
    Button::new(label, Action::new("card").with(view.booking.id.get()))
}
