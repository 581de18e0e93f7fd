//! An admin moves a booking: to another time, to another specialist (A4).

use chat::{Action, Args, BotName, Button, Failure, Place, Reaction, Screen};
use domain::{Actor, Fact, Money, Right, Status};
use store::booking_changes::Move;
use store::bookings::BookingView;

use crate::cx::{Cx, under};
use crate::picker::chosen::{self, Settled};
use crate::picker::{Pick, Stage, Task};
use crate::state::State;
use crate::{card, flow, meanwhile};

/// Begins the move of a booking as it was seen. A dialogue that was open ends.
pub(crate) fn begin(cx: &Cx<'_>, view: &BookingView) -> Result<Reaction<State>, Failure> {
    let booking = &view.booking;
    if booking.may_move(Actor::Admin(cx.chat()), cx.turn.now, cx.turn.policy.booking.cancel_notice).is_err() {
        return Ok(Reaction::toast(cx.label("admin-refused")));
    }
    let start = booking.visit.start();
    let task = Task::Move {
        booking: booking.id,
        version: booking.version,
        was: (start, booking.specialist),
        list_price: false,
    };
    let with = Some(booking.specialist);
    let services = cx.turn.tx.booking_services(booking.id)?;
    let pick = Pick { services, specialist: with, ..Pick::new(task, Stage::Day { month: None }) };
    // Whoever was booked may be gone; others may be there.
    let pick = match pick.offer(cx, None)? {
        Some(_) => pick,
        None => Pick { specialist: cx.only(), ..pick },
    };
    match pick.offer(cx, None)? {
        Some(_) => pick.show(cx, Place::Below, None),
        None => Ok(Reaction::toast(cx.label("pick-nobody"))),
    }
}

/// Where the booking goes, with the question whether it shall. A soft rule that it breaks is named, and the button says so.
pub(crate) fn look(
    cx: &Cx<'_>,
    pick: &Pick,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(view) = seen(cx, pick)? else { return flow::refuse(cx, "press-foreign") };
    let Ok(settled) = chosen::settle(cx, pick)? else {
        return pick.at(Stage::Taken).show(cx, place, headline);
    };
    let was = cx.format().date_time(view.booking.visit.start(), cx.turn.now);
    let number = view.booking.id.to_string();
    let args = Args::new().text("number", number).text("time", was).text("specialist", &view.specialist);
    let mut lines = vec![cx.say_with("move-look", args)];
    lines.extend(chosen::lines(cx, pick, &settled, Some(price(pick, &view, &settled)))?);
    if view.booking.status == Status::Pending {
        lines.push(cx.say("move-confirms"));
    }
    lines.push(cx.say(match view.client.chat.is_some() && view.client.reachable {
        true => "new-is-told",
        false => "new-is-not-told",
    }));
    lines.extend(chosen::warning(cx, pick, &settled)?);
    let confirm = match settled.permitted.broken.is_empty() {
        true => "button-confirm",
        false => "move-button-all-the-same",
    };
    let rows = vec![
        vec![cx.button(confirm, Action::new("confirm"))],
        other_price(cx, pick, &view, &settled).into_iter().collect(),
        vec![cx.button("pick-button-other", Action::new("other"))],
        cx.back_and_cancel(),
    ];
    let screen = Screen::text(under(headline, lines.join("\n"))).buttons(rows);
    Ok(chosen::looked_at(pick, &settled).go(cx, place, screen))
}

/// What was agreed holds, unless the admin takes the price of the list.
fn price(pick: &Pick, view: &BookingView, settled: &Settled) -> Money {
    let list = settled.visit().map(|visit| visit.price);
    match (&pick.task, list) {
        (Task::Move { list_price: true, .. }, Some(list)) => list,
        _ => view.booking.price,
    }
}

/// The question about the price, where the list says something else by now and the admin may decide on it.
fn other_price(cx: &Cx<'_>, pick: &Pick, view: &BookingView, settled: &Settled) -> Option<Button> {
    let list = settled.visit()?.price;
    if list == view.booking.price || !cx.may(Right::Book) {
        return None;
    }
    let takes_list = matches!(pick.task, Task::Move { list_price: true, .. });
    let (key, other) = match takes_list {
        true => ("move-button-agreed-price", view.booking.price),
        false => ("new-button-list-price", list),
    };
    let label = cx.label_with(key, Args::new().text("price", cx.format().money(other)));
    Some(Button::new(label, Action::new("price")))
}

pub(crate) fn pressed(cx: &Cx<'_>, pick: &Pick, action: &Action) -> Result<Reaction<State>, Failure> {
    match (action.verb(), pick.task.clone()) {
        ("confirm", _) => confirm(cx, pick),
        ("price", Task::Move { booking, version, was, list_price }) if cx.may(Right::Book) => {
            let task = Task::Move { booking, version, was, list_price: !list_price };
            Pick { task, ..pick.clone() }.show(cx, Place::InPlace, None)
        }
        _ => pick.show(cx, Place::InPlace, None),
    }
}

/// The booking that is moved, if the admin still sees it.
fn seen(cx: &Cx<'_>, pick: &Pick) -> Result<Option<BookingView>, Failure> {
    match &pick.task {
        Task::Move { booking, .. } => cx.booking(*booking),
        Task::Book { .. } | Task::Why { .. } => Ok(None),
    }
}

fn confirm(cx: &Cx<'_>, pick: &Pick) -> Result<Reaction<State>, Failure> {
    let (Some(view), Task::Move { version, was, list_price, .. }) = (seen(cx, pick)?, pick.task.clone())
    else {
        return flow::refuse(cx, "press-foreign");
    };
    let booking = &view.booking;
    let (by, notice) = (Actor::Admin(cx.chat()), cx.turn.policy.booking.cancel_notice);
    if booking.may_move(by, cx.turn.now, notice).is_err() {
        let headline = cx.label("admin-refused");
        return Ok(card::instead_of_dialogue(cx, booking.id, Place::InPlace)?.saying(headline));
    }
    if booking.version != version {
        // Nothing is overwritten. What was chosen is not lost: who wants it all the same confirms once more, having read what came between.
        let task = Task::Move { booking: booking.id, version: booking.version, was, list_price };
        let headline = meanwhile::since(cx, booking.id, version)?;
        return look(cx, &Pick { task, ..pick.clone() }, Place::InPlace, headline);
    }
    let Ok(settled) = chosen::settle(cx, pick)? else { return chosen::just_taken(cx, pick) };
    if !chosen::is_as_shown(pick, &settled) {
        return look(cx, pick, Place::InPlace, Some(cx.say("pick-changed")));
    }
    let slot = &settled.permitted.slot;
    if (slot.visit, settled.with) == (booking.visit, booking.specialist) {
        return Ok(Reaction::toast(cx.label("move-same")));
    }
    carry_out(cx, pick, &view, &settled)
}

/// The admin is here, so nobody has to confirm it afterwards (C5).
fn carry_out(
    cx: &Cx<'_>,
    pick: &Pick,
    view: &BookingView,
    settled: &Settled,
) -> Result<Reaction<State>, Failure> {
    let (tx, booking, by) = (cx.turn.tx, &view.booking, Actor::Admin(cx.chat()));
    let to = Move {
        specialist: settled.with,
        slot: &settled.permitted.slot,
        price: price(pick, view, settled),
        status: Status::Confirmed,
        decide_by: None,
    };
    match tx.move_booking(booking.id, booking.version, &to, by, cx.turn.now) {
        Ok(()) => {}
        Err(store::Error::Overlap) => return chosen::just_taken(cx, pick),
        Err(error) => return Err(error.into()),
    }
    tx.unschedule(BotName::Client.code(), &format!("pending:{}", booking.id))?;
    cx.journal("booking-moved", Some(booking.id.get()))?;
    let fact = Fact::Moved { booking: booking.id, from: booking.visit.start(), with: booking.specialist, by };
    let back = card::instead_of_dialogue(cx, booking.id, Place::InPlace)?;
    Ok(back.because(fact).saying(cx.label("moved-toast")))
}
