//! My bookings: the ones still to come.

use chat::{Action, Button, Card, Failure, Page, Place, Reaction, Screen};
use domain::Status;
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::screens::{menu, waitlist};
use crate::state::State;

/// So many bookings stand on a page.
const SHOWN: usize = 6;

/// The list, a page at a time.
pub(crate) fn show(cx: &Cx<'_>, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let upcoming = cx.turn.tx.upcoming_of(cx.client.id, cx.turn.now)?;
    if upcoming.is_empty() {
        let mut rows = vec![waitlist::way_to(cx)?];
        rows.extend(menu::way_on(cx));
        let screen = Screen::text(cx.say("no-bookings")).buttons(rows);
        return Ok(Reaction::end().and(cx.show(Card::Dialogue, place, screen)));
    }
    let page = Page::of(&upcoming, page, SHOWN);
    let mut rows: Vec<Vec<Button>> = page.items.iter().map(|view| vec![entry(cx, view)]).collect();
    rows.push(page.arrows(|page| Action::new("bookings").with(page)));
    rows.push(waitlist::way_to(cx)?);
    rows.push(vec![cx.button("button-menu", Action::new("menu"))]);
    let screen = Screen::text(cx.say("bookings")).buttons(rows);
    Ok(Reaction::end().and(cx.show(Card::Dialogue, place, screen)))
}

fn entry(cx: &Cx<'_>, view: &BookingView) -> Button {
    let mark = if view.booking.status == Status::Pending { "⏳" } else { "✅" };
    let time = cx.format().date_time(view.booking.visit.start(), cx.turn.now);
    let label = format!("{mark} {time} · {}", view.service);
    Button::new(label, Action::new("card").with(view.booking.id.get()))
}
