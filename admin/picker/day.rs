//! On which day: what is offered is a number in the calendar, and any other time is behind a button.

use chat::calendar::Month;
use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use chrono::NaiveDate;
use domain::Offer;

use super::{Pick, Stage, Task, chosen, heading, specialist};
use crate::cx::{Cx, under};
use crate::state::State;

pub(super) fn ask(
    cx: &Cx<'_>,
    pick: &Pick,
    month: Option<NaiveDate>,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(offer) = pick.offer(cx, None)? else { return chosen::not_at_all(cx, pick, place) };
    let dates = offer.dates();
    let open = offer.open_dates(&dates);
    let first = open.first().copied();
    let shown = month.or(first).unwrap_or(*dates.start()).clamp(*dates.start(), *dates.end());
    let calendar = Month { shown, open: &open, bounds: (*dates.start(), *dates.end()) };
    let asks_why = matches!(pick.task, Task::Why { .. });
    let mut rows: Vec<Vec<Button>> = Vec::new();
    if !asks_why {
        rows.extend(first.and_then(|day| soonest(cx, &offer, day)).map(|button| vec![button]));
    }
    if matches!(pick.task, Task::Book { .. }) {
        rows.push(vec![cx.button("pick-button-now", Action::new("now"))]);
    }
    rows.extend(calendar.rows(&cx.format()));
    if matches!(pick.task, Task::Move { .. }) && specialist::is_a_question(cx, pick)? {
        rows.push(vec![cx.button("pick-button-specialist", Action::new("specialists"))]);
    }
    rows.push(vec![cx.button("pick-button-other", Action::new("other"))]);
    rows.push(cx.back_and_cancel());
    let mut lines = heading::lines(cx, pick)?;
    lines.push(match open.is_empty() {
        true => cx.say("pick-no-day"),
        false if asks_why => cx.say("pick-day-why"),
        false => cx.say("pick-day"),
    });
    let screen = Screen::text(under(headline, lines.join("\n"))).buttons(rows);
    Ok(pick.at(Stage::Day { month: Some(shown) }).go(cx, place, screen))
}

/// The soonest start, one press away.
fn soonest(cx: &Cx<'_>, offer: &Offer, day: NaiveDate) -> Option<Button> {
    let start = offer.starts(&(day..=day)).first().copied()?;
    let time = cx.format().soon(start, cx.turn.now);
    let label = cx.label_with("button-soonest", Args::new().text("time", time));
    Some(Button::new(label, Action::new("at").with(start.timestamp())))
}
