//! The live card of a booking: what it shows, and what an admin decides on it (A4, C6).

use chat::texts::escape;
use chat::{
    Action, Args, BotName, Button, Card, Failure, Outgoing, Place, Priority, Reaction, Screen, Show, Target,
};
use domain::{Actor, BookingId, Change, ChangeRefused, Comment, Fact, Right, Status};
use store::booking_changes::BookingChange;
use store::bookings::BookingView;

use crate::cx::{Cx, under};
use crate::reason::Reason;
use crate::state::State;
use crate::step::Step;
use crate::{flow, menu};

/// The verbs of the card's buttons and the right that each takes.
pub(crate) const VERBS: [(&str, Right); 8] = [
    ("confirm", Right::Decide),
    ("decline", Right::Decide),
    ("decline-sure", Right::Decide),
    ("decline-why", Right::Decide),
    ("cancel", Right::Decide),
    ("cancel-sure", Right::Decide),
    ("cancel-why", Right::Decide),
    ("keep", Right::Bookings),
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

/// Changes the booking as it was seen when the dialogue began, and leads back to its card.
pub(crate) fn change_from_dialogue(
    cx: &Cx<'_>,
    id: BookingId,
    version: i64,
    wanted: Change,
    reason: Option<&Comment>,
) -> Result<Reaction<State>, Failure> {
    let Some(view) = cx.booking(id)? else { return menu::show(cx, Place::Below, None) };
    let mut changed = match view.booking.version == version {
        true => change(cx, &view, wanted, reason, Place::InPlace)?,
        false => changed_already(cx, &view, Place::InPlace)?,
    };
    let back = instead_of_dialogue(cx, id, Place::Below)?;
    // Words have no press to answer, so what its toast would say is said.
    if let Some(toast) = changed.effects.toast.take() {
        changed.effects.outgoing = vec![cx.once(escape(&toast), Priority::Reply)];
    }
    changed.effects.outgoing.extend(back.effects.outgoing);
    Ok(Reaction { next: back.next, effects: changed.effects })
}

/// The card as an answer to the admin who waits for it.
pub(crate) fn show(cx: &Cx<'_>, view: &BookingView, place: Place) -> Result<Outgoing, Failure> {
    let screen = Screen::text(text(cx, view)?).buttons(buttons(cx, view));
    Ok(on_card(cx, view, place, Priority::Reply, screen))
}

/// The card as news, under a headline that says what happened.
pub(crate) fn show_news(cx: &Cx<'_>, view: &BookingView, headline: String) -> Result<Outgoing, Failure> {
    let text = under(Some(headline), text(cx, view)?);
    let screen = Screen::text(text).buttons(buttons(cx, view));
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
    if view.booking.version != version {
        return changed_already(cx, &view, place);
    }
    if !VERBS.iter().any(|(verb, right)| *verb == action.verb() && cx.may(*right)) {
        return flow::refuse(cx, "press-beyond-role");
    }
    let reason = |declines| Step::Reason(Reason { booking: id, version, declines });
    match action.verb() {
        "confirm" => change(cx, &view, Change::Confirm, None, place),
        "decline" => ask(cx, &view, Change::Decline, place),
        "decline-sure" => change(cx, &view, Change::Decline, None, place),
        "decline-why" => reason(true).show(cx, Place::Below, None),
        "cancel" => ask(cx, &view, Change::Cancel, place),
        "cancel-sure" => change(cx, &view, Change::Cancel, None, place),
        "cancel-why" => reason(false).show(cx, Place::Below, None),
        _ => Ok(Reaction::silence().and(show(cx, &view, place)?)),
    }
}

fn on_card(cx: &Cx<'_>, view: &BookingView, place: Place, priority: Priority, screen: Screen) -> Outgoing {
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

fn buttons(cx: &Cx<'_>, view: &BookingView) -> Vec<Vec<Button>> {
    match view.booking.status {
        Status::Pending => vec![vec![
            cx.button("button-confirm", Action::new("confirm")),
            cx.button("admin-button-decline", Action::new("decline")),
        ]],
        Status::Confirmed => vec![vec![cx.button("admin-button-cancel", Action::new("cancel"))]],
        Status::Declined | Status::Cancelled | Status::Expired | Status::Done | Status::NoShow => Vec::new(),
    }
}

/// Asks on the card itself whether it is meant.
fn ask(cx: &Cx<'_>, view: &BookingView, change: Change, place: Place) -> Result<Reaction<State>, Failure> {
    if let Err(refused) = allowed(cx, view, change) {
        return refusal(cx, view, refused, place);
    }
    let (question, yes, sure, why) = match change {
        Change::Decline => ("admin-ask-decline", "admin-button-decline-sure", "decline-sure", "decline-why"),
        _ => ("admin-ask-cancel", "admin-button-cancel-sure", "cancel-sure", "cancel-why"),
    };
    let text = format!("{}\n\n<b>{}</b>", text(cx, view)?, cx.say(question));
    let rows = vec![
        vec![cx.button(yes, Action::new(sure)), cx.button("button-no", Action::new("keep"))],
        vec![cx.button("admin-button-with-reason", Action::new(why))],
    ];
    let screen = Screen::text(text).buttons(rows);
    Ok(Reaction::silence().and(on_card(cx, view, place, Priority::Reply, screen)))
}

/// Changes the booking. All its cards, this one too, are redrawn when both bots hear of it.
fn change(
    cx: &Cx<'_>,
    view: &BookingView,
    change: Change,
    reason: Option<&Comment>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let (tx, booking, by) = (cx.turn.tx, &view.booking, Actor::Admin(cx.chat()));
    let status = match allowed(cx, view, change) {
        Ok(status) => status,
        Err(refused) => return refusal(cx, view, refused, place),
    };
    match tx.set_booking_status(booking.id, booking.version, status, reason, by, cx.turn.now) {
        Ok(()) => {}
        Err(store::Error::Changed) => return changed_already(cx, view, place),
        Err(error) => return Err(error.into()),
    }
    if booking.status == Status::Pending {
        // Nobody has to be told that it was not confirmed in time (C5).
        tx.unschedule(BotName::Client.code(), &format!("pending:{}", booking.id))?;
    }
    let toast = cx.label(&format!("admin-toast-{}", code(status)));
    let reaction = Reaction::toast(toast).because(Fact::StatusChanged { booking: booking.id, status, by });
    if place == Place::InPlace {
        return Ok(reaction);
    }
    match tx.booking(booking.id)? {
        Some(view) => Ok(reaction.and(show(cx, &view, place)?)),
        None => Ok(reaction),
    }
}

fn allowed(cx: &Cx<'_>, view: &BookingView, change: Change) -> Result<Status, ChangeRefused> {
    let notice = cx.turn.policy.booking.cancel_notice;
    view.booking.after(change, Actor::Admin(cx.chat()), cx.turn.now, notice)
}

fn refusal(
    cx: &Cx<'_>,
    view: &BookingView,
    refused: ChangeRefused,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let key = if refused == ChangeRefused::Begun { "admin-refused-begun" } else { "admin-refused" };
    Ok(Reaction::toast(cx.label(key)).and(show(cx, view, place)?))
}

/// Somebody was quicker: what happened and by whom is said, the card shows it, and nothing is overwritten (A4).
fn changed_already(cx: &Cx<'_>, seen: &BookingView, place: Place) -> Result<Reaction<State>, Failure> {
    let id = seen.booking.id;
    let Some(view) = cx.turn.tx.booking(id)? else { return Ok(Reaction::toast(cx.label("admin-stale"))) };
    let event = cx.turn.tx.last_booking_event(id)?;
    let who = event.map_or("system", |event| who(cx, event.by));
    let what = match event.map(|event| event.change) {
        Some(BookingChange::Moved) => "moved".to_owned(),
        Some(BookingChange::Edited) => "edited".to_owned(),
        Some(BookingChange::Status) | None => code(view.booking.status),
    };
    let args = Args::new().text("what", what).text("who", who);
    let toast = cx.label_with("admin-already", args);
    Ok(Reaction::toast(toast).and(show(cx, &view, place)?))
}

fn text(cx: &Cx<'_>, view: &BookingView) -> Result<String, Failure> {
    let booking = &view.booking;
    let format = cx.format();
    let now = cx.turn.now;
    let args = Args::new()
        .text("number", booking.id.to_string())
        .text("service", &view.service)
        .text("specialist", &view.specialist)
        .text("time", format.lasting(booking.visit.start(), now))
        .text("duration", format.duration(booking.visit.length()))
        .text("price", format.money(booking.price));
    let mut lines = vec![cx.say(&format!("admin-status-{}", code(booking.status)))];
    if let Some(until) = booking.decide_by.filter(|_| booking.status == Status::Pending) {
        let until = format.lasting(until, now);
        lines.push(cx.say_with("admin-card-decide-by", Args::new().text("until", until)));
    }
    lines.push(cx.say_with("admin-card", args));
    lines.extend(client(cx, view));
    if let Some(comment) = &booking.comment {
        lines.push(cx.say_with("admin-card-comment", Args::new().text("comment", comment.as_str())));
    }
    lines.extend(coming(cx, view));
    if let Some(reason) = &view.reason {
        lines.push(cx.say_with("admin-card-reason", Args::new().text("reason", reason)));
    }
    lines.extend(last_change(cx, view)?);
    Ok(lines.join("\n"))
}

/// The client's name and phone. A locked session shows no phone (A1).
fn client(cx: &Cx<'_>, view: &BookingView) -> Vec<String> {
    let phone =
        view.client.phone.as_ref().map(|phone| match (cx.is_unlocked(), view.client.phone_verified) {
            (false, _) => cx.say("admin-card-phone-locked"),
            (true, true) => cx.say_with("admin-card-phone", Args::new().text("phone", phone.display())),
            (true, false) => {
                cx.say_with("admin-card-phone-unverified", Args::new().text("phone", phone.display()))
            }
        });
    name(cx, view).into_iter().chain(phone).collect()
}

/// The client's name, or that they have had it erased.
pub(crate) fn name(cx: &Cx<'_>, view: &BookingView) -> Option<String> {
    match (&view.client.name, view.client.erased_at) {
        (Some(name), _) => Some(cx.say_with("admin-card-client", Args::new().text("name", name.as_str()))),
        (None, Some(_)) => Some(cx.say("admin-card-erased")),
        (None, None) => None,
    }
}

/// Whether the client has said that they will come (C8).
fn coming(cx: &Cx<'_>, view: &BookingView) -> Option<String> {
    let said = view.attendance.coming_at.is_some();
    (said && view.booking.status == Status::Confirmed).then(|| cx.say("admin-card-coming"))
}

/// Who changed it last and when; of a booking that nobody has touched there is nothing to say.
fn last_change(cx: &Cx<'_>, view: &BookingView) -> Result<Option<String>, Failure> {
    if view.booking.version == 1 {
        return Ok(None);
    }
    let event = cx.turn.tx.last_booking_event(view.booking.id)?;
    Ok(event.map(|event| {
        let at = cx.format().lasting(event.at, cx.turn.now);
        cx.say_with("admin-card-changed", Args::new().text("who", who(cx, event.by)).text("at", at))
    }))
}

/// By which word the texts know who did it.
fn who(cx: &Cx<'_>, by: Actor) -> &'static str {
    match by {
        Actor::Client => "client",
        Actor::Admin(chat) if chat == cx.chat() => "you",
        Actor::Admin(_) => "admin",
        Actor::System => "system",
    }
}

fn code(status: Status) -> String {
    status.code().replace('_', "-")
}
