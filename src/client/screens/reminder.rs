//! The reminder of a visit: the booking's card under a headline (C8).

use chat::texts::escape;
use chat::{Action, Args, Button, Outgoing, Place, Priority};
use chrono::TimeDelta;
use domain::{Instant, Status, time};
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::screens::card;

/// How long before the visit it is said in how many hours it begins.
const SOON: TimeDelta = TimeDelta::hours(12);

/// The reminder, sent below: from then on it is the booking's card. `until` is the last instant at which it may arrive.
pub(crate) fn show(cx: &Cx<'_>, view: &BookingView, until: Instant) -> Outgoing {
    let mut outgoing = card::under(cx, view, &headline(cx, view), Place::Below);
    if let Outgoing::Show(show) = &mut outgoing {
        if let Some(own) = &cx.turn.policy.texts.reminder {
            show.screen.text.push_str(&format!("\n\n{}", escape(own)));
        }
        show.priority = Priority::Notice;
        show.expires_at = Some(until);
    }
    outgoing
}

/// The same card once the client has said that they will come.
pub(crate) fn thanks(cx: &Cx<'_>, view: &BookingView) -> Outgoing {
    card::under(cx, view, &cx.say("reminder-thanks"), Place::InPlace)
}

/// "I'll come": on the card of who was reminded and has not said so yet. They may press something else first.
pub(crate) fn come_row(cx: &Cx<'_>, view: &BookingView) -> Option<Vec<Button>> {
    let is_to_come = view.booking.status == Status::Confirmed && view.booking.visit.start() > cx.turn.now;
    let is_asked = view.attendance.reminded.is_some() && view.attendance.coming_at.is_none();
    (is_to_come && is_asked).then(|| vec![cx.button("reminder-button-come", Action::new("come"))])
}

/// "tomorrow at 15:00", "today at 15:00, in 2 hours"
fn headline(cx: &Cx<'_>, view: &BookingView) -> String {
    let (format, now, start) = (cx.format(), cx.turn.now, view.booking.visit.start());
    let date = time::date(format.zone, start);
    let day = match (date - time::date(format.zone, now)).num_days() {
        0 => "today",
        1 => "tomorrow",
        _ => "other",
    };
    // The service is never punctual to the second.
    let left = TimeDelta::minutes((start - now + TimeDelta::seconds(30)).num_minutes());
    let is_soon = left <= SOON;
    let args = Args::new()
        .text("day", day)
        .text("date", format.date(date, now))
        .text("time", format.time(start))
        .text("soon", if is_soon { "yes" } else { "no" });
    let whole = left.num_minutes() % 60 == 0 || left < TimeDelta::hours(1);
    cx.say_with("reminder", args.text("left", if whole { format.count(left) } else { format.duration(left) }))
}
