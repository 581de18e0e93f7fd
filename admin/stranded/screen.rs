//! What the admin sees before a change applies.

use chat::{Action, Args, Button, Failure, Page, Place, Reaction, Screen};
use chrono::Datelike as _;
use domain::{Misfit, time};
use store::bookings::BookingView;
use store::stranded::Upcoming;

use crate::cx::{Cx, under};
use crate::list_rows;
use crate::state::State;
use crate::step::Step;
use crate::stranded::after::After;
use crate::stranded::look::Look;
use crate::stranded::{Choice, Stranded};

/// So many bookings on a page.
const PAGE: usize = 6;

pub(crate) fn show(
    cx: &Cx<'_>,
    step: Stranded,
    look: &Look,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let mut parts = vec![step.after.words(cx)?];
    parts.extend(effect(cx, look));
    parts.push(counts(cx, &step, look));
    let bookings = look.in_order();
    let page = Page::of(&bookings, step.page, PAGE);
    let mut rows = Vec::new();
    for booking in page.items {
        rows.push(vec![button(cx, &step, booking, look)?]);
    }
    rows.push(page.arrows(|page| Action::new("page").with(page)));
    if !bookings.is_empty() {
        rows.extend(for_all(cx));
    }
    rows.push(vec![cx.button("stranded-button-apply", Action::new("apply"))]);
    rows.push(cx.back_and_cancel());
    let screen = Screen::text(under(headline, parts.join("\n\n"))).buttons(rows);
    Ok(cx.go(Step::Stranded(Box::new(step)), place, screen))
}

/// "Free starts from 24 to 30 November: 52 before, 40 after."
fn effect(cx: &Cx<'_>, look: &Look) -> Option<String> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let format = cx.format();
    let args = Args::new()
        .text("from", format.month_day(*look.dates.start()))
        .text("to", format.month_day(*look.dates.end()))
        .number("before", count(look.free.0))
        .number("after", count(look.free.1));
    (look.free.0 != look.free.1).then(|| cx.say_with("stranded-effect", args))
}

/// How many bookings do not fit, and how many of them have which fate.
fn counts(cx: &Cx<'_>, step: &Stranded, look: &Look) -> String {
    if look.stranded.is_empty() {
        return cx.say("stranded-none");
    }
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let some = if let After::Hours(_) = step.after { "stranded-some" } else { "cat-effect-left" };
    let mut lines = vec![cx.say_with(some, Args::new().number("count", count(look.stranded.len())))];
    for (choice, key) in Choice::ALL.into_iter().zip(FATES) {
        let found = look.stranded.keys().filter(|id| step.of(**id) == choice).count();
        if found > 0 {
            lines.push(cx.say_with(key, Args::new().number("count", count(found))));
        }
    }
    lines.push(cx.say("stranded-how"));
    lines.join("\n")
}

const FATES: [&str; 4] = ["stranded-keep", "stranded-ask", "stranded-colleague", "stranded-cancel"];

/// "💬 24.11 15:00 Анна · Стрижка · Мария", with what is in its way.
fn button(cx: &Cx<'_>, step: &Stranded, booking: &Upcoming, look: &Look) -> Result<Button, Failure> {
    let Some(view) = cx.turn.tx.booking(booking.id)? else {
        return Ok(Button::new(format!("№ {}", booking.id), Action::new(chat::calendar::NOTHING)));
    };
    let why = match look.stranded.get(&booking.id).map(|found| found.misfit) {
        Some(Misfit::Blocked) => "🚫",
        Some(Misfit::NotPerformed) => "⛔",
        Some(Misfit::Closed) | None => "🕘",
    };
    let choice = step.of(booking.id);
    let fate = match choice {
        Choice::Ask | Choice::Colleague if !is_reached(&view) => "📞",
        choice => choice.mark(),
    };
    let label = format!("{fate} {} {why}", label(cx, &view));
    Ok(Button::new(label, Action::new("fate").with(booking.id.get())))
}

/// "24.11 15:00 Анна · Стрижка"
pub(crate) fn label(cx: &Cx<'_>, view: &BookingView) -> String {
    let start = view.booking.visit.start();
    let date = time::date(cx.format().zone, start);
    let client = view.client.name.as_ref().map_or("—", |name| name.as_str());
    let [client, service] = [client, &view.service].map(list_rows::shortened);
    format!("{:02}.{:02} {} {client} · {service}", date.day(), date.month(), cx.format().time(start))
}

/// Whether a message reaches the client.
pub(crate) fn is_reached(view: &BookingView) -> bool {
    view.client.chat.is_some() && view.client.reachable
}

fn for_all(cx: &Cx<'_>) -> Vec<Vec<Button>> {
    let all = |key: &str, number: i64| cx.button(key, Action::new("all").with(number));
    vec![
        vec![all("stranded-button-ask", 1)],
        vec![all("stranded-button-colleague", 2)],
        vec![all("stranded-button-keep", 0), all("stranded-button-cancel", 3)],
    ]
}
