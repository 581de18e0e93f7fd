//! A booking as a file for the client's calendar (C7), RFC 5545.
//!
//! Times are instants in UTC, so the file needs no rules of a zone: a calendar shows the visit at the local time that the clock of the place
//! shows then, on both sides of a change of the clocks, as our own screens do. A visit of the file never repeats, which alone would need the
//! zone. A booking keeps its name (`UID`) for ever, and its version is the file's `SEQUENCE`: a newer file replaces an older one.

use chat::{Args, Attachment, BotName, Effects, Failure, Outgoing, Priority, Reaction, Turn};
use domain::{Fact, Status};
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus, Property};
use store::Tx;
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::state::State;

const MIME: &str = "text/calendar";

/// A press on "add to calendar": from now on the client is sent a new file whenever the visit changes.
pub(crate) fn take(cx: &Cx<'_>, view: &BookingView) -> Result<Reaction<State>, Failure> {
    cx.turn.tx.note_calendar_file(view.booking.id)?;
    Ok(Reaction::silence().and(calendar_file(cx, view, "calendar-file", Priority::Reply)?))
}

/// Something happened to a booking, whoever did it: who has the visit in a calendar gets the file that says so there.
pub(crate) fn hear(turn: Turn<'_, Tx>, fact: &Fact) -> Result<Effects, Failure> {
    let (id, caption) = match fact {
        Fact::Moved { booking, .. } => (*booking, "calendar-file-moved"),
        Fact::StatusChanged { booking, status: Status::Confirmed, .. } => {
            (*booking, "calendar-file-confirmed")
        }
        Fact::StatusChanged {
            booking,
            status: Status::Cancelled | Status::Declined | Status::Expired,
            ..
        } => (*booking, "calendar-file-off"),
        _ => return Ok(Effects::default()),
    };
    if !turn.tx.has_calendar_file(id)? {
        return Ok(Effects::default());
    }
    let Some(view) = turn.tx.booking(id)? else { return Ok(Effects::default()) };
    if view.booking.status == Status::Confirmed && view.booking.visit.start() <= turn.now {
        // What was noted of a visit was taken back; when it is stands in the calendar.
        return Ok(Effects::default());
    }
    let caption = match fact {
        Fact::Moved { from, .. } if *from == view.booking.visit.start() => "calendar-file-changed",
        _ => caption,
    };
    let Some(chat) = view.client.chat.filter(|_| view.client.reachable) else {
        return Ok(Effects::default());
    };
    let cx = Cx::new(turn, chat, None)?;
    let outgoing = vec![calendar_file(&cx, &view, caption, Priority::Notice)?];
    Ok(Effects { outgoing, ..Effects::default() })
}

/// The file of a booking as it is now, on its way to the client. `caption` says what it is for.
pub(crate) fn calendar_file(
    cx: &Cx<'_>,
    view: &BookingView,
    caption: &str,
    priority: Priority,
) -> Result<Outgoing, Failure> {
    let attachment = Attachment::Document {
        name: format!("zapis-{}.ics", view.booking.id),
        mime: MIME.to_owned(),
        bytes: calendar(cx, view)?.to_string().into_bytes(),
        caption: cx.say(caption),
    };
    let (bot, chat) = (BotName::Client, cx.chat);
    Ok(Outgoing::Attach { bot, chat, attachment, priority, expires_at: None })
}

fn calendar(cx: &Cx<'_>, view: &BookingView) -> Result<Calendar, Failure> {
    let booking = &view.booking;
    let (status, method) = match booking.status {
        Status::Pending => (EventStatus::Tentative, "PUBLISH"),
        Status::Confirmed | Status::Done | Status::NoShow => (EventStatus::Confirmed, "PUBLISH"),
        Status::Cancelled | Status::Declined | Status::Expired => (EventStatus::Cancelled, "CANCEL"),
    };
    let business = &cx.turn.policy.business;
    let summary = Args::new().text("service", &view.service).text("business", &business.name);
    let mut event = Event::new();
    event
        .uid(&format!("booking-{}@{}.zapis", booking.id, cx.turn.tx.installation()?))
        .sequence(u32::try_from(booking.version).unwrap_or(u32::MAX))
        .timestamp(cx.turn.now)
        .starts(booking.visit.start())
        .ends(booking.visit.end())
        .status(status)
        .summary(&plain(cx, "calendar-summary", summary))
        .description(&description(cx, view));
    if let Some(address) = &business.address {
        event.location(&format!("{}, {address}", business.name));
    }
    let properties = [("VERSION", "2.0"), ("PRODID", "-//Zapis//Zapis//EN"), ("METHOD", method)];
    let mut calendar = Calendar::empty();
    for (key, value) in properties {
        calendar.append_property(Property::new(key, value));
    }
    Ok(calendar.push(event).done())
}

fn description(cx: &Cx<'_>, view: &BookingView) -> String {
    let booking = &view.booking;
    let what = Args::new().text("service", &view.service).text("specialist", &view.specialist);
    let number = Args::new().text("number", booking.id.to_string());
    let pending = (booking.status == Status::Pending).then(|| cx.label("calendar-pending"));
    let phone = cx.turn.policy.business.phone.as_ref();
    let phone = phone.map(|phone| plain(cx, "contacts-phone", Args::new().text("phone", phone)));
    let format = cx.format();
    let lines = [
        Some(plain(cx, "calendar-what", what)),
        Some(format!("{} · {}", format.duration(booking.visit.length()), format.money(booking.price))),
        Some(plain(cx, "calendar-number", number)),
        pending,
        phone,
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Words for where no HTML is known.
fn plain(cx: &Cx<'_>, key: &str, args: Args<'_>) -> String {
    cx.turn.texts.label(cx.lang, key, args)
}
