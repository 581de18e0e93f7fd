//! The bookings of a day, with ways to the days beside it, to the week, to a picture (A3).

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen, calendar};
use chrono::{Days, NaiveDate, TimeDelta};
use domain::time;
use store::agenda::{Counts, FreeTime};
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::day_picture::Asked;
use crate::flow;
use crate::list_rows::{PAGE, Rows};
use crate::shown::{self, Period, Shown, Standing};
use crate::state::State;

/// The bookings of a local date.
pub(crate) fn show(
    cx: &Cx<'_>,
    date: NaiveDate,
    page: i64,
    shown: Shown,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let (tx, format) = (cx.turn.tx, cx.format());
    let span = time::day(format.zone, date);
    let statuses = shown.standing.statuses();
    let bookings = |skip| tx.bookings_standing(span, shown.who, statuses, skip, PAGE + 1);
    let found = Rows::load(page, bookings)?;
    let at = |view: &BookingView| format.time(view.booking.visit.start());
    let turn_to = |page| {
        let day = Action::new(calendar::DAY).with(calendar::day_number(date)).with(page);
        day.with(shown.who_number()).with(shown.standing_number())
    };
    let names = shown.who.is_none() && tx.specialists()?.len() > 1;
    let mut rows = found.buttons(cx, at, names, turn_to);
    if date == time::date(format.zone, cx.turn.now) && !found.found.is_empty() && flow::offers(cx, "late") {
        rows.push(vec![cx.button("late-button", Action::new("late"))]);
    }
    rows.extend(ways(cx, date, shown)?);
    let text = text(cx, date, shown, found.found.is_empty())?;
    Ok(cx.end(place, Screen::text(text).buttons(rows)))
}

fn text(cx: &Cx<'_>, date: NaiveDate, shown: Shown, nothing: bool) -> Result<String, Failure> {
    let (tx, now, format) = (cx.turn.tx, cx.turn.now, cx.format());
    let counts = tx.count_bookings(time::day(format.zone, date), shown.who)?;
    let free = tx.free_time(format.zone, &[date], shown.who, now)?.into_iter().next().unwrap_or_default();
    let headline = cx.say_with("list-day", Args::new().text("date", format.date(date, now)));
    let line = match (counts.all, nothing) {
        (0, _) if shown.standing == Standing::Kept => empty(cx, date, shown, free),
        (0, true) => cx.say("list-none-such"),
        (_, true) => format!("{}\n{}", summary(cx, counts, free.free), cx.say("list-none-such")),
        (0, false) => cx.say("list-press"),
        (_, false) => format!("{}\n{}", summary(cx, counts, free.free), cx.say("list-press")),
    };
    Ok(format!("{headline}\n{line}"))
}

/// What is said of a day without a booking: it was so, nobody works, or there is still room.
fn empty(cx: &Cx<'_>, date: NaiveDate, shown: Shown, free: FreeTime) -> String {
    let today = time::date(cx.format().zone, cx.turn.now);
    match (free.works, free.free) {
        _ if date < today => cx.say("list-empty-past"),
        (false, _) if shown.who.is_some() => cx.say("list-empty-off-one"),
        (false, _) => cx.say("list-empty-off"),
        (true, none) if none <= TimeDelta::zero() => cx.say("list-empty"),
        (true, free) => cx.say_with("list-empty-free", Args::new().text("free", cx.format().duration(free))),
    }
}

/// "5 записей, 2 ждут подтверждения, свободно 3 ч"
pub(crate) fn summary(cx: &Cx<'_>, counts: Counts, free: TimeDelta) -> String {
    let mut parts = vec![match counts.all {
        0 => cx.say("list-count-none"),
        count => cx.say_with("list-count", Args::new().number("count", count)),
    }];
    if counts.pending > 0 {
        parts.push(cx.say_with("list-count-pending", Args::new().number("count", counts.pending)));
    }
    if free > TimeDelta::zero() {
        parts.push(cx.say_with("list-count-free", Args::new().text("free", cx.format().duration(free))));
    }
    parts.join(", ")
}

/// Where one can go from here.
fn ways(cx: &Cx<'_>, date: NaiveDate, shown: Shown) -> Result<Vec<Vec<Button>>, Failure> {
    let format = cx.format();
    let today = time::date(format.zone, cx.turn.now);
    let beside = |date: NaiveDate, label: String| Button::new(label, Period::Day(date).action(shown));
    let arrow = |date: NaiveDate| format!("{} {}", format.weekday(date), chrono::Datelike::day(&date));
    let (before, after) = (date - Days::new(1), date + Days::new(1));
    let mut rows = vec![
        vec![beside(before, format!("‹ {}", arrow(before))), beside(after, format!("{} ›", arrow(after)))],
        shown::buttons(cx, Period::Day(date), shown)?,
        vec![
            cx.button("list-picture", Asked::Day(date, shown.who).action()),
            cx.button("list-week", Period::Week(date).action(shown)),
        ],
    ];
    if date >= today && flow::offers(cx, "new") {
        rows.push(vec![cx.button("admin-room-new", Action::new("new").with(calendar::day_number(date)))]);
    }
    let back = match date == today || date == today + Days::new(1) {
        true => Action::new("menu"),
        false => Action::new(calendar::MONTH).with(calendar::day_number(calendar::first_of(date))),
    };
    rows.push(vec![cx.button("button-back", back)]);
    Ok(rows)
}
