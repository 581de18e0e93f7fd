//! Why a day has no time, and the nearest that has one (A16).

use chat::Args;
use chrono::NaiveDate;
use domain::{DayRefusal, Offer};

use crate::cx::Cx;
use crate::state::Wish;

/// For a text above the calendar.
pub(crate) fn of_day(cx: &Cx<'_>, offer: &Offer, wish: &Wish, day: NaiveDate) -> String {
    let (key, args) = reason(cx, offer, wish, day);
    let reason = capitalised(&cx.say_with(key, args));
    match nearest(cx, offer, day) {
        Some(time) => format!("{reason} {}", cx.say_with("why-nearest", Args::new().text("time", time))),
        None => reason,
    }
}

/// The same for the answer to a press.
pub(crate) fn of_day_shortly(cx: &Cx<'_>, offer: &Offer, wish: &Wish, day: NaiveDate) -> String {
    let (key, args) = reason(cx, offer, wish, day);
    let reason = capitalised(&cx.label_with(key, args));
    match nearest(cx, offer, day) {
        Some(time) => format!("{reason} {}", cx.label_with("why-nearest", Args::new().text("time", time))),
        None => reason,
    }
}

/// A sentence may begin with "tomorrow".
fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

fn nearest(cx: &Cx<'_>, offer: &Offer, day: NaiveDate) -> Option<String> {
    offer.nearest_to(day).map(|start| cx.format().date_time(start, cx.turn.now))
}

fn reason<'a>(cx: &Cx<'_>, offer: &Offer, wish: &Wish, day: NaiveDate) -> (&'static str, Args<'a>) {
    let format = cx.format();
    let args = Args::new().text("date", format.date(day, cx.turn.now));
    let somebody = wish.specialist.and_then(|_| offer.performers.first());
    match (offer.why_not(day), somebody) {
        (DayRefusal::Past, _) => ("why-past", args),
        (DayRefusal::TooFar { latest }, _) => ("why-too-far", args.text("latest", format.month_day(latest))),
        (DayRefusal::TooSoon { notice }, _) => ("why-too-soon", args.text("notice", format.count(notice))),
        (DayRefusal::Full, _) => ("why-full", args),
        (DayRefusal::Closed, Some(one)) => ("why-off", args.text("specialist", &one.specialist.name)),
        (DayRefusal::Closed, None) => ("why-closed", args),
    }
}
