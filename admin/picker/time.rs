//! At what time: those that are offered as buttons, any other in the admin's own words.

use chat::calendar;
use chat::when::{self, Bare, When};
use chat::{Action, Args, Button, Failure, Page, Place, Reaction, Screen};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Timelike as _};
use domain::{Instant, Offer, time};

use super::{Pick, Stage, Task, chosen, heading, rules};
use crate::cx::{Cx, under};
use crate::state::State;

/// Times on one screen.
const MOST_TIMES: usize = 60;
/// A row of four on a phone.
const ROW: usize = 4;
/// The hours of so many specialists are told, where anybody will do.
const MOST_HOURS: usize = 5;
/// Who walks in is noted to five minutes.
const WALKS_IN: i64 = 300;
/// Nobody plans further ahead; a date that was typed never lies beyond.
const FARTHEST: TimeDelta = TimeDelta::days(400);
/// Nobody notes down what is further back.
const LATELY: TimeDelta = TimeDelta::days(3);

/// The times of a day. Who asks why sees those that are not offered too, marked.
pub(super) fn ask(
    cx: &Cx<'_>,
    pick: &Pick,
    (day, page): (NaiveDate, i64),
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let begin = time::first_at_or_after(cx.turn.policy.business.zone, day.and_time(NaiveTime::MIN));
    if !is_near(cx, begin) {
        return pick.at(Stage::Day { month: None }).show(cx, place, Some(cx.say("pick-hint-far")));
    }
    let Some(offer) = pick.offer(cx, Some(begin))? else { return chosen::not_at_all(cx, pick, place) };
    let starts = starts(pick, &offer, day);
    let page = Page::of(&starts, page, MOST_TIMES);
    let mut rows = by_part_of_day(cx, page.items);
    rows.push(page.arrows(|page| Action::new("times").with(page)));
    rows.push(vec![cx.button("pick-button-other", Action::new("other"))]);
    rows.push(cx.back_and_cancel());
    let mut lines = heading::lines(cx, pick)?;
    lines.push(cx.format().date(day, cx.turn.now));
    for performer in offer.performers.iter().take(MOST_HOURS) {
        let args = Args::new().text("specialist", &performer.specialist.name);
        lines.push(match rules::hours(cx, &performer.schedule, day) {
            Some(hours) => cx.say_with("pick-hours", args.text("hours", hours)),
            None => cx.say_with("pick-hours-none", args),
        });
    }
    lines.push(match starts.is_empty() {
        true => cx.say("pick-no-time"),
        false if matches!(pick.task, Task::Why { .. }) => cx.say("pick-time-why"),
        false => cx.say("pick-time"),
    });
    let screen = Screen::text(under(headline, lines.join("\n"))).buttons(rows);
    Ok(Pick { day: Some(day), ..pick.at(Stage::Time { day, page: page.number }) }.go(cx, place, screen))
}

/// Whether it is a time that somebody might mean: a number on a button may be forged.
fn is_near(cx: &Cx<'_>, at: Instant) -> bool {
    (cx.turn.now - LATELY..cx.turn.now + FARTHEST).contains(&at)
}

/// The starts of a day and whether they are offered.
fn starts(pick: &Pick, offer: &Offer, day: NaiveDate) -> Vec<(Instant, bool)> {
    let offered = match offer.dates().contains(&day) {
        true => offer.starts(&(day..=day)),
        false => Vec::new(),
    };
    if !matches!(pick.task, Task::Why { .. }) {
        return offered.into_iter().map(|start| (start, true)).collect();
    }
    let all = offer.performers.iter().flat_map(|performer| offer.request(performer).explain(day..=day));
    let mut all: Vec<(Instant, bool)> = all.map(|(start, _)| (start, offered.contains(&start))).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn by_part_of_day(cx: &Cx<'_>, starts: &[(Instant, bool)]) -> Vec<Vec<Button>> {
    let format = cx.format();
    let mut rows = Vec::new();
    for (key, hours) in [("part-morning", 0..12), ("part-day", 12..17), ("part-evening", 17..24)] {
        let within =
            |(start, _): &&(Instant, bool)| hours.contains(&start.with_timezone(&format.zone).hour());
        let button = |(start, offered): &(Instant, bool)| {
            let mark = if *offered { "" } else { "✖ " };
            at(format!("{mark}{}", format.time(*start)), *start)
        };
        let part: Vec<Button> = starts.iter().filter(within).map(button).collect();
        if !part.is_empty() {
            rows.push(vec![cx.button(key, Action::new(calendar::NOTHING))]);
            rows.extend(part.chunks(ROW).map(<[Button]>::to_vec));
        }
    }
    rows
}

/// The button of a start.
pub(super) fn at(label: String, start: Instant) -> Button {
    Button::new(label, Action::new("at").with(start.timestamp()))
}

/// Asks for a day and a time in words.
pub(super) fn ask_other(
    cx: &Cx<'_>,
    pick: &Pick,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let mut lines = heading::lines(cx, pick)?;
    lines.push(match pick.day {
        Some(day) => {
            let date = cx.format().date(day, cx.turn.now);
            cx.say_with("pick-other-on", Args::new().text("date", date))
        }
        None => cx.say("pick-other"),
    });
    let screen = Screen::text(under(headline, lines.join("\n"))).buttons(vec![cx.back_and_cancel()]);
    Ok(pick.at(Stage::Other).go(cx, place, screen))
}

pub(super) fn pressed(cx: &Cx<'_>, pick: &Pick, action: &Action) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    let to = |stage: Stage| pick.at(stage).show(cx, place, None);
    match (action.verb(), action.numbers()) {
        (calendar::MONTH, [number]) => to(Stage::Day { month: calendar::day_of(*number) }),
        // A day on which nothing is offered may be what an admin wants.
        (calendar::DAY | calendar::WHY, [number]) => match calendar::day_of(*number) {
            Some(day) => to(Stage::Time { day, page: 0 }),
            None => Ok(Reaction::silence()),
        },
        ("at", [seconds]) => match time::instant_of(*seconds) {
            Some(start) => at_instants(cx, pick, &[start], place),
            None => Ok(Reaction::silence()),
        },
        ("times", [page]) => match pick.stage {
            Stage::Time { day, .. } => to(Stage::Time { day, page: *page }),
            _ => Ok(Reaction::silence()),
        },
        ("now", []) => at_instants(cx, pick, &[just_now(cx)], place),
        ("other", []) => to(Stage::Other),
        ("specialists", []) => to(Stage::Specialist { page: 0 }),
        // A forged press: our screens have no such button here.
        _ => Ok(Reaction::silence()),
    }
}

fn just_now(cx: &Cx<'_>) -> Instant {
    let seconds = cx.turn.now.timestamp();
    DateTime::from_timestamp(seconds - seconds.rem_euclid(WALKS_IN), 0).unwrap_or(cx.turn.now)
}

/// "завтра в 15", "25.11 16:30", or only a day, or only a time where the day is known.
pub(super) fn written(cx: &Cx<'_>, pick: &Pick, text: &str) -> Result<Reaction<State>, Failure> {
    let zone = cx.turn.policy.business.zone;
    let bare = match pick.stage {
        Stage::Day { month: Some(month) } => Bare::Day(calendar::first_of(month)),
        _ => Bare::Hour,
    };
    let today = time::date(zone, cx.turn.now);
    let known = match pick.stage {
        Stage::Time { day, .. } => Some(day),
        Stage::Look | Stage::Taken => pick.choice.as_ref().map(|choice| time::date(zone, choice.start)),
        _ => pick.day,
    };
    match when::read(cx.turn.texts, text, today, bare) {
        Some(When { day: Some(day), time: None }) => {
            pick.at(Stage::Time { day, page: 0 }).show(cx, Place::Below, None)
        }
        Some(When { day, time: Some(at) }) => match day.or(known) {
            Some(day) => {
                let starts: Vec<Instant> = time::instants(zone, day.and_time(at)).collect();
                at_instants(cx, pick, &starts, Place::Below)
            }
            None => Ok(cx.hint("pick-hint-day")),
        },
        _ => Ok(cx.hint("pick-hint-time")),
    }
}

/// The start that a local time means: of two that clocks repeat, the first that can be had.
fn at_instants(
    cx: &Cx<'_>,
    pick: &Pick,
    starts: &[Instant],
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Some(first) = starts.first() else { return Ok(cx.hint("rule-skipped")) };
    if !is_near(cx, *first) {
        return Ok(cx.hint("pick-hint-far"));
    }
    for start in starts {
        let pick = chosen::choosing(pick, *start);
        if chosen::settle(cx, &pick)?.is_ok() {
            return pick.show(cx, place, None);
        }
    }
    chosen::choosing(pick, *first).show(cx, place, None)
}
