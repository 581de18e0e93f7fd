//! The live card of a booking (C6).

use chat::{Action, Args, BotName, Card, Outgoing, Place, Priority, Screen, Show, Target};
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::waitlist;

/// Draws the card.
pub(crate) fn show(cx: &Cx<'_>, view: &BookingView, place: Place) -> Outgoing {
    let mut buttons = Vec::new();
    if view.booking.status.is_active() && view.booking.visit.start() > cx.turn.now {
        buttons.push(vec![cx.button("button-cancel-booking", Action::new("cancel"))]);
    }
    if waitlist::may_move(cx, view) {
        let key = if view.waits_for_earlier { "button-earlier-off" } else { "button-earlier" };
        buttons.push(vec![cx.button(key, Action::new("earlier"))]);
    }
    if view.booking.status.is_active() {
        buttons.push(vec![cx.button("button-menu", Action::new("menu"))]);
    } else {
        let (book, menu) = (Action::new("book"), Action::new("menu"));
        buttons.push(vec![cx.button("button-book", book), cx.button("button-menu", menu)]);
    }
    place_on_card(cx, view, place, Screen::text(text(cx, view)).buttons(buttons))
}

/// A screen on the card of a booking.
pub(crate) fn place_on_card(cx: &Cx<'_>, view: &BookingView, place: Place, screen: Screen) -> Outgoing {
    let booking = &view.booking;
    Outgoing::Show(Show {
        bot: BotName::Client,
        chat: cx.chat,
        card: Card::Booking(booking.id),
        place,
        screen,
        target: Some(Target::Booking { id: booking.id, version: booking.version }),
        priority: Priority::Reply,
        expires_at: None,
    })
}

/// What the card says.
pub(crate) fn text(cx: &Cx<'_>, view: &BookingView) -> String {
    let booking = &view.booking;
    let format = cx.format();
    let status = cx.say(&format!("status-{}", booking.status.code().replace('_', "-")));
    let args = Args::new()
        .text("number", booking.id.to_string())
        .text("service", &view.service)
        .text("specialist", &view.specialist)
        .text("time", format.lasting(booking.visit.start(), cx.turn.now))
        .text("duration", format.duration(booking.visit.length()))
        .text("price", format.money(booking.price));
    let mut lines = vec![status, String::new(), cx.say_with("card", args)];
    if let Some(comment) = &booking.comment {
        lines.push(cx.say_with("comment-line", Args::new().text("comment", comment.as_str())));
    }
    if booking.status.is_active() && booking.visit.start() > cx.turn.now {
        lines.extend(how_to_come(cx, view));
        lines.extend(view.waits_for_earlier.then(|| cx.say("card-earlier")));
    }
    lines.join("\n")
}

/// Where to come, whom to call, and until when it can be called off.
fn how_to_come(cx: &Cx<'_>, view: &BookingView) -> Vec<String> {
    let business = &cx.turn.policy.business;
    let address = business.address.as_ref();
    let address =
        address.map(|address| cx.say_with("contacts-address", Args::new().text("address", address)));
    let phone = business.phone.as_ref();
    let phone = phone.map(|phone| cx.say_with("contacts-phone", Args::new().text("phone", phone)));
    let until = view.booking.visit.start() - cx.turn.policy.booking.cancel_notice;
    let until = (until > cx.turn.now).then(|| {
        let until = cx.format().lasting(until, cx.turn.now);
        cx.say_with("card-cancel-until", Args::new().text("until", until))
    });
    address.into_iter().chain(phone).chain(until).collect()
}

/// The card with the question whether to call the booking off.
pub(crate) fn question(cx: &Cx<'_>, view: &BookingView) -> Outgoing {
    let question = format!("{}\n\n<b>{}</b>", text(cx, view), cx.say("ask-cancel"));
    let screen = Screen::text(question).buttons(vec![vec![
        cx.button("button-cancel-sure", Action::new("cancel-sure")),
        cx.button("button-no", Action::new("keep")),
    ]]);
    place_on_card(cx, view, Place::InPlace, screen)
}
