//! The live card of a booking (C6).

use chat::{Action, Args, BotName, Card, Outgoing, Place, Priority, Screen, Show, Target};
use store::bookings::BookingView;

use crate::cx::Cx;

/// Draws the card.
pub(crate) fn show(cx: &Cx<'_>, view: &BookingView, place: Place) -> Outgoing {
    let mut buttons = Vec::new();
    if view.booking.status.is_active() && view.booking.visit.start() > cx.turn.now {
        buttons.push(vec![cx.button("button-cancel-booking", Action::new("cancel"))]);
    }
    buttons.push(vec![cx.button("button-menu", Action::new("menu"))]);
    place_on_card(cx, view, place, Screen::text(text(cx, view)).buttons(buttons))
}

fn place_on_card(cx: &Cx<'_>, view: &BookingView, place: Place, screen: Screen) -> Outgoing {
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

fn text(cx: &Cx<'_>, view: &BookingView) -> String {
    let booking = &view.booking;
    let format = cx.format();
    let status = cx.say(&format!("status-{}", booking.status.code().replace('_', "-")));
    let args = Args::new()
        .text("number", booking.id.to_string())
        .text("service", &view.service)
        .text("specialist", &view.specialist)
        .text("time", format.date_time(booking.visit.start(), cx.turn.now))
        .text("duration", format.duration(booking.visit.length()))
        .text("price", format.money(booking.price));
    let mut lines = vec![status, String::new(), cx.say_with("card", args)];
    if let Some(comment) = &booking.comment {
        lines.push(cx.say_with("comment-line", Args::new().text("comment", comment.as_str())));
    }
    lines.join("\n")
}

/// The card with the question whether to call the booking off.
pub(crate) fn question(cx: &Cx<'_>, view: &BookingView) -> Outgoing {
    let question = format!("{}\n\n<b>{}</b>", text(cx, view), cx.say("ask-cancel"));
    let screen = Screen::text(question).buttons(vec![vec![
        cx.button("button-cancel-sure", Action::new("cancel-sure")),
        cx.button("button-keep", Action::new("keep")),
    ]]);
    place_on_card(cx, view, Place::InPlace, screen)
}
