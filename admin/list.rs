//! The bookings of a day, those that wait, and the calendar that leads to a day (A3).

use std::collections::BTreeSet;

use chat::calendar::{self, Month};
use chat::{Action, Button, Failure, Place, Reaction, Screen};
use chrono::{Datelike, Days, NaiveDate};
use domain::{Right, Status, time};
use store::bookings::BookingView;

use crate::card;
use crate::cx::Cx;
use crate::flow::{self, Flow};
use crate::state::State;

/// So many bookings on a page.
const PAGE: u32 = 6;
/// So many days of the past may be looked at.
const PAST: Days = Days::new(31);
/// What of a name stands on a button; beyond it Telegram would cut off the mark at the end.
const NAME: usize = 16;

pub(crate) const FLOW: Flow = Flow {
    verbs: &[
        ("today", Right::Bookings),
        ("tomorrow", Right::Bookings),
        ("date", Right::Bookings),
        ("waiting", Right::Bookings),
        (calendar::MONTH, Right::Bookings),
        (calendar::DAY, Right::Bookings),
        ("open", Right::Bookings),
    ],
    act,
};

/// The buttons of the menu that lead here.
pub(crate) fn doors(cx: &Cx<'_>) -> Result<Vec<Vec<Button>>, Failure> {
    if !cx.may(Right::Bookings) {
        return Ok(Vec::new());
    }
    let waiting = cx.turn.tx.count_waiting(cx.only())?;
    let waiting = cx.label_with("admin-button-waiting", chat::Args::new().number("count", waiting));
    Ok(vec![
        vec![
            cx.button("admin-button-today", Action::new("today")),
            cx.button("admin-button-tomorrow", Action::new("tomorrow")),
        ],
        vec![cx.button("admin-button-date", Action::new("date"))],
        vec![Button::new(waiting, Action::new("waiting"))],
    ])
}

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    let today = time::date(cx.turn.policy.business.zone, cx.turn.now);
    let date = |number: &i64| calendar::day_of(*number).unwrap_or(today);
    match (action.verb(), action.numbers()) {
        ("today", []) => of_day(cx, today, 0, place),
        ("tomorrow", []) => of_day(cx, today + Days::new(1), 0, place),
        ("date", []) => Ok(ask_date(cx, today, place)),
        ("waiting", []) => waiting(cx, 0, place),
        ("waiting", [page]) => waiting(cx, *page, place),
        (calendar::MONTH, [number]) => Ok(ask_date(cx, date(number), place)),
        (calendar::DAY, [number]) => of_day(cx, date(number), 0, place),
        (calendar::DAY, [number, page]) => of_day(cx, date(number), *page, place),
        ("open", [id]) => card::open(cx, (*id).into()),
        _ => flow::refuse(cx, "press-unknown"),
    }
}

/// The bookings of a local date.
pub(crate) fn of_day(
    cx: &Cx<'_>,
    date: NaiveDate,
    page: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let span = time::day(cx.turn.policy.business.zone, date);
    let (page, found) = page_of(page, |skip| cx.turn.tx.bookings_within(span, cx.only(), skip, PAGE + 1))?;
    let format = cx.format();
    let at = |view: &BookingView| format.time(view.booking.visit.start());
    let turn_to = |page| Action::new(calendar::DAY).with(calendar::day_number(date)).with(page);
    let mut rows = rows(&found, page, at, turn_to);
    let today = time::date(format.zone, cx.turn.now);
    if date == today && !found.is_empty() && flow::offers(cx, "late") {
        rows.push(vec![cx.button("late-button", Action::new("late"))]);
    }
    let back = match date == today || date == today + Days::new(1) {
        true => Action::new("menu"),
        false => Action::new(calendar::MONTH).with(calendar::day_number(calendar::first_of(date))),
    };
    rows.push(vec![cx.button("button-back", back)]);
    let key = if found.is_empty() { "admin-day-empty" } else { "admin-day" };
    let args = chat::Args::new().text("date", format.date(date, cx.turn.now));
    Ok(cx.end(place, Screen::text(cx.say_with(key, args)).buttons(rows)))
}

/// The bookings that wait for confirmation, whatever their day.
pub(crate) fn waiting(cx: &Cx<'_>, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let (page, found) = page_of(page, |skip| cx.turn.tx.bookings_waiting(cx.only(), skip, PAGE + 1))?;
    let format = cx.format();
    let at = |view: &BookingView| {
        let start = view.booking.visit.start();
        let date = time::date(format.zone, start);
        format!("{:02}.{:02} {}", date.day(), date.month(), format.time(start))
    };
    let mut rows = rows(&found, page, at, |page| Action::new("waiting").with(page));
    rows.push(vec![cx.button("button-back", Action::new("menu"))]);
    let key = if found.is_empty() { "admin-waiting-empty" } else { "admin-waiting" };
    Ok(cx.end(place, Screen::text(cx.say(key)).buttons(rows)))
}

/// The month calendar: every day of the past month and of the horizon may be pressed.
pub(crate) fn ask_date(cx: &Cx<'_>, shown: NaiveDate, place: Place) -> Reaction<State> {
    let format = cx.format();
    let today = time::date(format.zone, cx.turn.now);
    let last = time::date(format.zone, cx.turn.now + cx.turn.policy.booking.horizon);
    let bounds = (today - PAST, last);
    let open: BTreeSet<NaiveDate> = bounds.0.iter_days().take_while(|day| *day <= last).collect();
    let month = Month { shown: shown.clamp(bounds.0, bounds.1), open: &open, bounds };
    let mut rows = month.rows(&format);
    rows.push(vec![cx.button("button-back", Action::new("menu"))]);
    cx.end(place, Screen::text(cx.say("admin-ask-date")).buttons(rows))
}

/// The page that was asked for, with one booking more than it shows if there is another page; the first, if it is empty by now.
fn page_of(
    page: i64,
    load: impl Fn(u32) -> store::Result<Vec<BookingView>>,
) -> Result<(i64, Vec<BookingView>), Failure> {
    let skip = u32::try_from(page).ok().and_then(|page| page.checked_mul(PAGE)).unwrap_or(0);
    let found = load(skip)?;
    if found.is_empty() && skip > 0 {
        return Ok((0, load(0)?));
    }
    Ok((i64::from(skip / PAGE), found))
}

fn rows(
    found: &[BookingView],
    page: i64,
    at: impl Fn(&BookingView) -> String,
    turn_to: impl Fn(i64) -> Action,
) -> Vec<Vec<Button>> {
    let mut rows: Vec<Vec<Button>> = found
        .iter()
        .take(PAGE as usize)
        .map(|view| {
            let open = Action::new("open").with(view.booking.id.get());
            vec![Button::new(label(view, &at(view)), open)]
        })
        .collect();
    rows.push(chat::pages::arrows(page, found.len() > PAGE as usize, turn_to));
    rows
}

/// "12:30 Анна · Стрижка · Мария ⏳"
pub(crate) fn label(view: &BookingView, at: &str) -> String {
    let client = view.client.name.as_ref().map_or("—", |name| name.as_str());
    let [client, service, specialist] = [client, &view.service, &view.specialist].map(shortened);
    format!("{at} {client} · {service} · {specialist} {}", mark(view.booking.status))
}

/// A name as it fits beside others on a button.
pub(crate) fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let kept: String = name.chars().take(NAME - 1).collect();
    format!("{}…", kept.trim_end())
}

fn mark(status: Status) -> &'static str {
    match status {
        Status::Pending => "⏳",
        Status::Confirmed => "✅",
        Status::Done => "✔️",
        Status::Declined | Status::Cancelled | Status::Expired | Status::NoShow => "❌",
    }
}
