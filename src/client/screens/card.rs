//! The live card of a booking (C6).

use chat::texts::escape;
use chat::{
    Action, Args, BotName, Button, Card, Failure, Outgoing, Place, Priority, Reaction, Screen, Show, Target,
};
use domain::{BookingId, Status};
use store::bookings::BookingView;

use crate::card::REASONS;
use crate::cx::Cx;
use crate::screens::{menu, reminder, zone};
use crate::state::{Seen, State};
use crate::{asked, waitlist};

/// Draws the card.
pub(crate) fn show(cx: &Cx<'_>, view: &BookingView, place: Place) -> Outgoing {
    place_on_card(cx, view, place, Screen::text(text(cx, view)).buttons(buttons(cx, view)))
}

/// The card under a headline, which says what happened.
pub(crate) fn under(cx: &Cx<'_>, view: &BookingView, headline: &str, place: Place) -> Outgoing {
    let screen = Screen::text(format!("{headline}\n\n{}", text(cx, view)));
    place_on_card(cx, view, place, screen.buttons(buttons(cx, view)))
}

/// What the card offers.
pub(crate) fn buttons(cx: &Cx<'_>, view: &BookingView) -> Vec<Vec<Button>> {
    let button = |key, verb| cx.button(key, Action::new(verb));
    let to_come = view.booking.status.is_active() && view.booking.visit.start() > cx.turn.now;
    if !to_come {
        return vec![vec![button("button-again", "again")], vec![button("button-menu", "menu")]];
    }
    let last = vec![button("button-calendar", "calendar"), button("button-menu", "menu")];
    if let Some(mut rows) = asked::rows(cx, view) {
        rows.push(last);
        return rows;
    }
    let comment = if view.booking.comment.is_some() { "button-edit-comment" } else { "button-comment" };
    let come = reminder::come_row(cx, view);
    let earlier = if view.waits_for_earlier { "button-earlier-off" } else { "button-earlier" };
    let earlier = waitlist::may_move(cx, view).then(|| button(earlier, "earlier"));
    let rows = vec![
        vec![button("button-move", "move"), button("button-cancel-booking", "cancel")],
        vec![button(comment, "comment")],
        earlier.into_iter().collect(),
        if view.series.is_none() { vec![button("button-repeat", "repeat")] } else { Vec::new() },
        last,
    ];
    come.into_iter().chain(rows).collect()
}

/// The dialogue is over; the card of a booking takes its place.
pub(crate) fn instead_of_dialogue(
    cx: &Cx<'_>,
    id: BookingId,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let Some(view) = cx.turn.tx.booking(id)?.filter(|view| view.client.id == cx.client.id) else {
        return menu::show(cx, place);
    };
    Ok(Reaction::end().and(becomes_card(cx, Card::Dialogue, id)).and(show(cx, &view, place)))
}

/// The message of another card becomes the live card of a booking. The message that was the card before says so: what it told may not be true any
/// more.
pub(crate) fn becomes_card(cx: &Cx<'_>, from: Card, id: BookingId) -> Outgoing {
    let to = Card::Booking(id);
    Outgoing::Rename { bot: BotName::Client, chat: cx.chat, from, to, former: Some(former(cx, id)) }
}

fn former(cx: &Cx<'_>, id: BookingId) -> String {
    cx.say_with("card-below", Args::new().text("number", id.to_string()))
}

/// Asks why the booking is called off.
pub(crate) fn ask_reason(cx: &Cx<'_>, seen: Seen, place: Place) -> Reaction<State> {
    let rows = vec![vec![cx.button("button-back", Action::new("back"))]];
    cx.go(State::Reason(seen), place, Screen::text(cx.say("ask-reason")).buttons(rows))
}

/// Asks for another comment.
pub(crate) fn ask_comment(cx: &Cx<'_>, seen: Seen, place: Place) -> Result<Reaction<State>, Failure> {
    let view = cx.turn.tx.booking(seen.booking)?.filter(|view| view.client.id == cx.client.id);
    let Some(view) = view else { return menu::show(cx, place) };
    let mut rows = Vec::new();
    let mut lines = vec![cx.say("ask-comment")];
    if let Some(comment) = &view.booking.comment {
        lines.push(cx.say_with("comment-line", Args::new().text("comment", comment.as_str())));
        rows.push(vec![cx.button("button-no-comment", Action::new("none"))]);
    }
    rows.push(vec![cx.button("button-back", Action::new("back"))]);
    Ok(cx.go(State::NewComment(seen), place, Screen::text(lines.join("\n\n")).buttons(rows)))
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
        former: Some(former(cx, booking.id)),
        target: Some(Target::Booking { id: booking.id, version: booking.version }),
        priority: Priority::Reply,
        expires_at: None,
    })
}

/// What the card says.
pub(crate) fn text(cx: &Cx<'_>, view: &BookingView) -> String {
    let booking = &view.booking;
    let format = cx.format();
    let is_over = booking.status == Status::Confirmed && booking.visit.end() <= cx.turn.now;
    let to_come = booking.status.is_active() && booking.visit.start() > cx.turn.now;
    let question = asked::question(cx, view).filter(|_| to_come);
    let status = match &question {
        Some(_) => cx.say("asked-status"),
        None if is_over => cx.say("status-over"),
        None => cx.say(&format!("status-{}", booking.status.code().replace('_', "-"))),
    };
    let args = Args::new()
        .text("number", booking.id.to_string())
        .text("service", &view.service)
        .text("specialist", &view.specialist)
        .text("time", format.lasting(booking.visit.start(), cx.turn.now))
        .text("duration", format.duration(booking.visit.length()))
        .text("price", format.money(booking.price));
    let mut lines: Vec<String> =
        question.into_iter().flat_map(|question| [question, String::new()]).collect();
    lines.extend([status, String::new(), cx.say_with("card", args)]);
    if let Some(comment) = &booking.comment {
        lines.push(cx.say_with("comment-line", Args::new().text("comment", comment.as_str())));
    }
    if let Some(reason) = &view.reason {
        lines.push(cx.say_with("reason-line", Args::new().text("reason", reason)));
    }
    lines.extend(zone::line(cx));
    if to_come {
        lines.extend(how_to_come(cx, view));
        lines.extend(view.waits_for_earlier.then(|| cx.say("card-earlier")));
        if let Some(own) =
            cx.turn.policy.texts.booked.as_ref().filter(|_| booking.status == Status::Confirmed)
        {
            lines.extend([String::new(), escape(own)]);
        }
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
    let until = (until > cx.turn.now && view.open_question(cx.turn.now).is_none()).then(|| {
        let until = cx.format().lasting(until, cx.turn.now);
        cx.say_with("card-cancel-until", Args::new().text("until", until))
    });
    address.into_iter().chain(phone).chain(until).collect()
}

/// The card with the question whether to call the booking off. A reason may be given with the same press.
pub(crate) fn question(cx: &Cx<'_>, view: &BookingView) -> Outgoing {
    let question = format!("{}\n\n{}", text(cx, view), cx.say("ask-cancel"));
    let reason = |number: usize, key: &str| {
        let number = i64::try_from(number).unwrap_or_default();
        cx.button(key, Action::new("because").with(number))
    };
    let screen = Screen::text(question).buttons(vec![
        vec![
            cx.button("button-cancel-sure", Action::new("cancel-sure")),
            cx.button("button-no", Action::new("keep")),
        ],
        REASONS.iter().enumerate().map(|(number, key)| reason(number, key)).collect(),
        vec![
            cx.button("button-other-reason", Action::new("reason")),
            cx.button("button-move", Action::new("move")),
        ],
        match view.series {
            Some(_) => vec![cx.button("button-cancel-series", Action::new("cancel-series"))],
            None => Vec::new(),
        },
    ]);
    place_on_card(cx, view, Place::InPlace, screen)
}
