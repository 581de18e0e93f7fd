//! What the card of a booking tells, line by line (A4). A locked session is shown no phone (A1).

use chat::{Args, Failure};
use domain::{Actor, Instant, Status};
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::stranded;

/// All that the card tells.
pub(crate) fn text(cx: &Cx<'_>, view: &BookingView) -> Result<String, Failure> {
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
    lines.extend(stranded::asked::line(cx, view));
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
    event.map(|event| by_whom(cx, event.by, event.at)).transpose()
}

/// Who changed something, and when.
pub(crate) fn by_whom(cx: &Cx<'_>, by: Actor, at: Instant) -> Result<String, Failure> {
    let at = cx.format().lasting(at, cx.turn.now);
    Ok(cx.say_with("admin-card-changed", cx.signed(Args::new().text("at", at), by)?))
}

/// A status as the keys of the words have it.
pub(crate) fn code(status: Status) -> String {
    status.code().replace('_', "-")
}
