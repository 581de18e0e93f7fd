//! A booking on its way to another time (C7). Its own time stays taken until the new one is confirmed.

use chat::{Action, Args, Failure, Place, Reaction, Screen};
use domain::{Confirmation, Status};

use crate::cx::Cx;
use crate::offer;
use crate::screens::{details, with_headline, zone};
use crate::state::{Held, State, Wish};

/// Which booking is moved and from when; nothing, if none is.
pub(crate) fn headline(cx: &Cx<'_>, wish: &Wish) -> Result<Option<String>, Failure> {
    let Some(seen) = wish.moving else { return Ok(None) };
    Ok(cx.turn.tx.booking(seen.booking)?.map(|view| {
        let time = cx.format().date_time(view.booking.visit.start(), cx.turn.now);
        cx.say_with("move-headline", Args::new().text("time", time))
    }))
}

/// Where the booking goes, with the question whether it shall.
pub(crate) fn review(
    cx: &Cx<'_>,
    held: Held,
    place: Place,
    above: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let view = match held.wish.moving {
        Some(seen) => cx.turn.tx.booking(seen.booking)?,
        None => None,
    };
    let mut lines = Vec::new();
    if let Some(view) = &view {
        let time = cx.format().date_time(view.booking.visit.start(), cx.turn.now);
        lines.push(cx.say_with("move-from", Args::new().text("time", time)));
    }
    lines.extend([cx.say("move-to"), details::chosen(cx, &held)?]);
    if let Some(visit) = offer::visit(cx, &held)? {
        let price = view.as_ref().map_or(visit.price, |view| price(view, &held, visit.price));
        let args = Args::new().text("duration", cx.format().duration(visit.duration));
        lines.push(cx.say_with("review-price", args.text("price", cx.format().money(price))));
        let confirmed = view.is_some_and(|view| view.booking.status == Status::Confirmed);
        if confirmed && visit.confirmation == Confirmation::ByAdmin {
            lines.push(cx.say("move-by-admin"));
        }
    }
    lines.extend(zone::line(cx));
    lines.extend([String::new(), details::kept(cx, &held)?]);
    let rows = vec![vec![cx.button("button-confirm", Action::new("confirm"))], cx.back_and_cancel()];
    let text = with_headline(above, lines.join("\n"));
    Ok(cx.go(State::Move { held }, place, Screen::text(text).buttons(rows)))
}

/// With the same specialist the agreed price stays; another one has their own.
pub(crate) fn price(view: &store::bookings::BookingView, held: &Held, now: domain::Money) -> domain::Money {
    if view.booking.specialist == held.specialist { view.booking.price } else { now }
}
