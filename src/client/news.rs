//! What a client is told of a booking that others changed (C5, C6, A4).

use chat::{Args, Failure};
use domain::{Actor, Fact, Status};
use store::booking_history::{BookingEvent, Field};
use store::bookings::BookingView;

use crate::cx::Cx;

/// The news, if it is any: what the client did themselves is none, nor is what concerns the admins alone.
pub(crate) fn of(cx: &Cx<'_>, view: &BookingView, fact: &Fact) -> Result<Option<String>, Failure> {
    let start = view.booking.visit.start();
    match fact {
        Fact::StatusChanged { by: Actor::Client, .. } | Fact::Moved { by: Actor::Client, .. } => Ok(None),
        // That a visit took place was noted by mistake, and the note is taken back.
        Fact::StatusChanged { status: Status::Confirmed, .. } if start <= cx.turn.now => Ok(None),
        Fact::StatusChanged { status, .. } => Ok(key(*status).map(|key| with_reason(cx, view, key))),
        Fact::Moved { from, .. } if *from != start => {
            let from = cx.format().lasting(*from, cx.turn.now);
            Ok(Some(cx.say_with("news-moved", Args::new().text("from", from))))
        }
        Fact::Booked(_) if start > cx.turn.now => booked(cx, view),
        Fact::Moved { .. } | Fact::Edited { .. } => edited(cx, view),
        _ => Ok(None),
    }
}

/// An admin has booked for the client, who may not know of it yet.
fn booked(cx: &Cx<'_>, view: &BookingView) -> Result<Option<String>, Failure> {
    let event = cx.turn.tx.last_booking_event(view.booking.id)?;
    let by_admin = event.is_some_and(|event| matches!(event.by, Actor::Admin(_)));
    Ok(by_admin.then(|| cx.say("news-booked")))
}

fn key(status: Status) -> Option<&'static str> {
    match status {
        Status::Confirmed => Some("news-confirmed"),
        Status::Declined => Some("news-declined"),
        Status::Cancelled => Some("news-cancelled"),
        Status::Expired => Some("news-expired"),
        Status::Pending | Status::Done | Status::NoShow => None,
    }
}

fn with_reason(cx: &Cx<'_>, view: &BookingView, key: &str) -> String {
    let reason = view.reason.as_ref();
    let reason = reason.map(|reason| cx.say_with("reason-line", Args::new().text("reason", reason)));
    [Some(told(cx, view, key)), reason].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn told(cx: &Cx<'_>, view: &BookingView, key: &str) -> String {
    let time = cx.format().lasting(view.booking.visit.start(), cx.turn.now);
    let args = Args::new()
        .text("number", view.booking.id.to_string())
        .text("time", time)
        .text("service", &view.service)
        .text("specialist", &view.specialist);
    cx.say_with(key, args)
}

/// An admin changed what is done, by whom or for how much: what it was and what it is. Another comment, name or phone is no news.
fn edited(cx: &Cx<'_>, view: &BookingView) -> Result<Option<String>, Failure> {
    let history = cx.turn.tx.booking_history(view.booking.id, 0, 2)?;
    let [now, before] = &history[..] else { return Ok(None) };
    let concerns = matches!(now.field, Some(Field::Visit | Field::Price));
    if !concerns || !matches!(now.by, Actor::Admin(_)) {
        return Ok(None);
    }
    let args = Args::new()
        .text("number", view.booking.id.to_string())
        .text("time", cx.format().lasting(view.booking.visit.start(), cx.turn.now))
        .text("was", offered(cx, before)?)
        .text("now", offered(cx, now)?);
    let is_to_come = view.booking.status.is_active() && view.booking.visit.start() > cx.turn.now;
    let way_on = is_to_come.then(|| cx.say("news-edited-way"));
    let lines = [Some(cx.say_with("news-edited", args)), way_on];
    Ok(Some(lines.into_iter().flatten().collect::<Vec<_>>().join("\n")))
}

/// "Стрижка + Укладка, Мария, 1 500 ₽": as far as the line of the history knows it.
fn offered(cx: &Cx<'_>, event: &BookingEvent) -> Result<String, Failure> {
    let tx = cx.turn.tx;
    let mut services = Vec::new();
    for id in event.services.iter().flatten() {
        services.extend(tx.service(*id)?.map(|service| service.name));
    }
    let specialist = event.specialist.map(|id| tx.specialist(id)).transpose()?.flatten();
    let parts = [
        (!services.is_empty()).then(|| services.join(" + ")),
        specialist.map(|specialist| specialist.name),
        event.price.map(|price| cx.format().money(price)),
    ];
    Ok(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}
