//! The live card of a booking: its buttons, and which press leads where (A4, C6).
//!
//! What it tells stands in [`card_text`](crate::card_text), what is decided on it in [`decide`](crate::decide), what is set right in
//! [`edit`](crate::edit).

use chat::{
    Action, Args, BotName, Button, Card, Failure, Outgoing, Place, Priority, Reaction, Screen, Show, Target,
};
use domain::{BookingId, Change, Right, Status};
use store::bookings::BookingView;

pub(crate) use crate::card_text::name;
use crate::card_text::text;
use crate::cx::{Cx, under};
use crate::edit::What;
use crate::state::State;
use crate::{decide, edit, flow, history, meanwhile, menu, moving, stranded};

/// The verbs of the card's buttons and the right that each takes.
pub(crate) const VERBS: [(&str, Right); 23] = [
    ("confirm", Right::Decide),
    ("decline", Right::Decide),
    ("decline-sure", Right::Decide),
    ("decline-because", Right::Decide),
    ("decline-why", Right::Decide),
    ("cancel", Right::Decide),
    ("cancel-sure", Right::Decide),
    ("cancel-because", Right::Decide),
    ("cancel-why", Right::Decide),
    ("done", Right::Decide),
    ("no-show", Right::Decide),
    ("reopen", Right::Decide),
    ("edit", Right::Book),
    ("edit-name", Right::Book),
    ("edit-phone", Right::Book),
    ("edit-service", Right::Book),
    ("edit-specialist", Right::Book),
    ("edit-price", Right::Book),
    ("edit-comment", Right::Book),
    ("history", Right::Bookings),
    ("agreed", Right::Decide),
    ("keep", Right::Bookings),
    ("move", Right::Decide),
];

/// Opens the card of a booking from a list. The list stays above it with its buttons.
pub(crate) fn open(cx: &Cx<'_>, id: BookingId) -> Result<Reaction<State>, Failure> {
    match cx.booking(id)? {
        Some(view) => Ok(Reaction::silence().and(show(cx, &view, Place::Below)?)),
        None => flow::refuse(cx, "press-foreign"),
    }
}

/// The message of the dialogue becomes the card of a booking again; a booking that the admin does not see leads to the menu.
pub(crate) fn instead_of_dialogue(
    cx: &Cx<'_>,
    id: BookingId,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Some(view) = cx.booking(id)? else { return menu::show(cx, place, None) };
    let former = Some(former(cx, id));
    let (bot, chat, from, to) = (BotName::Admin, cx.chat(), Card::Dialogue, Card::Booking(id));
    Ok(Reaction::end().and(Outgoing::Rename { bot, chat, from, to, former }).and(show(cx, &view, place)?))
}

/// The card as an answer to the admin who waits for it.
pub(crate) fn show(cx: &Cx<'_>, view: &BookingView, place: Place) -> Result<Outgoing, Failure> {
    show_under(cx, view, place, None)
}

/// The same under a headline.
pub(crate) fn show_under(
    cx: &Cx<'_>,
    view: &BookingView,
    place: Place,
    headline: Option<String>,
) -> Result<Outgoing, Failure> {
    let screen = Screen::text(under(headline, text(cx, view)?)).buttons(buttons(cx, view)?);
    Ok(on_card(cx, view, place, Priority::Reply, screen))
}

/// The card as news, under a headline that says what happened.
pub(crate) fn show_news(cx: &Cx<'_>, view: &BookingView, headline: String) -> Result<Outgoing, Failure> {
    let text = under(Some(headline), text(cx, view)?);
    let screen = Screen::text(text).buttons(buttons(cx, view)?);
    Ok(on_card(cx, view, Place::Below, Priority::Notice, screen))
}

/// A press on the card. The card has no dialogue, so the question before a destructive act is an action of its own.
pub(crate) fn pressed(
    cx: &Cx<'_>,
    id: BookingId,
    version: i64,
    action: &Action,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Some(view) = cx.booking(id)? else { return flow::refuse(cx, "press-foreign") };
    if !VERBS.iter().any(|(verb, right)| *verb == action.verb() && cx.may(*right)) {
        return flow::refuse(cx, "press-beyond-role");
    }
    if view.booking.version != version {
        return meanwhile::tell(cx, &view, version, place);
    }
    match (action.verb(), action.numbers()) {
        ("confirm", []) => decide::change(cx, &view, Change::Confirm, None, place),
        ("decline", []) => decide::ask(cx, &view, Change::Decline, place),
        ("decline-sure", []) => decide::change(cx, &view, Change::Decline, None, place),
        ("decline-because", [number]) => decide::because(cx, &view, Change::Decline, *number, place),
        ("decline-why", []) => decide::ask_why(cx, &view, Change::Decline),
        ("cancel", []) => decide::ask(cx, &view, Change::Cancel, place),
        ("cancel-sure", []) => decide::change(cx, &view, Change::Cancel, None, place),
        ("cancel-because", [number]) => decide::because(cx, &view, Change::Cancel, *number, place),
        ("cancel-why", []) => decide::ask_why(cx, &view, Change::Cancel),
        ("move", []) => moving::begin(cx, &view),
        ("done", []) => decide::change(cx, &view, Change::Complete, None, place),
        ("no-show", []) => decide::change(cx, &view, Change::NoShow, None, place),
        ("reopen", []) => decide::change(cx, &view, Change::Reopen, None, place),
        ("edit", []) => edit::choose(cx, &view, place),
        ("edit-name", []) => edit::begin(cx, &view, What::Name),
        ("edit-phone", []) => edit::begin(cx, &view, What::Phone),
        ("edit-service", []) => edit::begin(cx, &view, What::Services),
        ("edit-specialist", []) => edit::begin(cx, &view, What::Specialist),
        ("edit-price", []) => edit::begin(cx, &view, What::Price),
        ("edit-comment", []) => edit::begin(cx, &view, What::Comment),
        ("agreed", []) => stranded::asked::agreed(cx, &view),
        ("history", []) => history::show(cx, &view, 0, place),
        ("history", [page]) => history::show(cx, &view, *page, place),
        _ => Ok(Reaction::silence().and(show(cx, &view, place)?)),
    }
}

/// A screen on the card of a booking.
pub(crate) fn on_card(
    cx: &Cx<'_>,
    view: &BookingView,
    place: Place,
    priority: Priority,
    screen: Screen,
) -> Outgoing {
    let (id, version) = (view.booking.id, view.booking.version);
    let former = former(cx, id);
    Outgoing::Show(Show {
        bot: BotName::Admin,
        chat: cx.chat(),
        card: Card::Booking(id),
        place,
        screen,
        former: Some(former),
        target: Some(Target::Booking { id, version }),
        priority,
        expires_at: None,
    })
}

/// What a message says that was the card before.
fn former(cx: &Cx<'_>, id: BookingId) -> String {
    cx.say_with("admin-card-below", Args::new().text("number", id.to_string()))
}

/// What may be done with the booking now, the nearest first, and below it what is always there.
fn buttons(cx: &Cx<'_>, view: &BookingView) -> Result<Vec<Vec<Button>>, Failure> {
    let button = |key, verb| cx.button(key, Action::new(verb));
    let begun = view.booking.visit.start() <= cx.turn.now;
    let done = button("card-button-done", "done");
    let no_show = button("card-button-no-show", "no-show");
    let reopen = button("card-button-reopen", "reopen");
    let cancel = button("admin-button-cancel", "cancel");
    let moved = button("button-move", "move");
    let mut rows = match view.booking.status {
        Status::Pending => vec![
            vec![button("button-confirm", "confirm"), button("admin-button-decline", "decline")],
            vec![moved],
        ],
        Status::Confirmed if begun => vec![vec![done, no_show], vec![moved, cancel]],
        Status::Confirmed => vec![vec![moved, cancel]],
        Status::Done if decide::may_mend(cx, view)? => vec![vec![no_show, reopen]],
        Status::NoShow if decide::may_mend(cx, view)? => vec![vec![done, reopen]],
        _ => Vec::new(),
    };
    rows.push(stranded::asked::row(cx, view));
    if !cx.may(Right::Decide) {
        rows.clear();
    }
    let editable = cx.may(Right::Book) && !edit::offered(view).is_empty();
    let edit = editable.then(|| button("card-button-edit", "edit"));
    rows.push(edit.into_iter().chain([button("card-button-history", "history")]).collect());
    Ok(rows)
}
