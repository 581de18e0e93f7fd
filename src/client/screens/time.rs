//! The times of a day, grouped (C3); and what is said of a time that cannot be had (C6).

use chat::calendar;
use chat::{Action, Args, Button, Failure, Page, Place, Reaction, Screen};
use chrono::{NaiveDate, Timelike};
use domain::{Instant, time};

use crate::cx::Cx;
use crate::offer::{self, NEAREST};
use crate::screens::day::ask_day;
use crate::screens::services::ask_category;
use crate::screens::{moving, with_headline, zone};
use crate::state::{State, Wish};
use crate::why;

/// Up to so many times a row is four wide, beyond it six.
const FEW_TIMES: usize = 24;
/// Times on one screen: with the other buttons they stay below Telegram's hundred.
const MOST_TIMES: usize = 72;

/// The times of a day, a page at a time where there are very many. A day without any leads back to the calendar, which says why.
pub(crate) fn ask_time(
    cx: &Cx<'_>,
    wish: Wish,
    day: NaiveDate,
    page: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(offer) = offer::of(cx, &wish)? else {
        return ask_category(cx, None, place, Some(cx.say("service-gone")));
    };
    let starts = if offer.dates().contains(&day) { offer.starts(&(day..=day)) } else { Vec::new() };
    if starts.is_empty() {
        let headline = headline.unwrap_or_else(|| why::of_day(cx, &offer, &wish, day));
        return ask_day(cx, wish, Some(day), place, Some(headline));
    }
    let page = Page::of(&starts, page, MOST_TIMES);
    let mut rows = times_by_part_of_day(cx, page.items);
    rows.push(page.arrows(|page| Action::new("times").with(page)));
    rows.push(cx.back_and_cancel());
    let date = cx.format().date(day, cx.turn.now);
    let args = Args::new().text("date", date).text("service", offer::names(&offer.services));
    let question = with_headline(moving::headline(cx, &wish)?, cx.say_with("choose-time", args));
    let text = with_headline(headline, format!("{question}{}", zone::note(cx)));
    Ok(cx.go(State::Time { wish, day }, place, Screen::text(text).buttons(rows)))
}

fn times_by_part_of_day(cx: &Cx<'_>, starts: &[Instant]) -> Vec<Vec<Button>> {
    let format = cx.format();
    let width = if starts.len() > FEW_TIMES { 6 } else { 4 };
    let mut rows = Vec::new();
    for (key, hours) in [("part-morning", 0..12), ("part-day", 12..17), ("part-evening", 17..24)] {
        let within = |start: &&Instant| hours.contains(&start.with_timezone(&format.zone).hour());
        let part: Vec<Button> =
            starts.iter().filter(within).map(|start| at(format.time(*start), *start)).collect();
        if !part.is_empty() {
            rows.push(vec![cx.button(key, Action::new(calendar::NOTHING))]);
            rows.extend(part.chunks(width).map(<[Button]>::to_vec));
        }
    }
    rows
}

fn at(label: String, start: Instant) -> Button {
    Button::new(label, Action::new("at").with(start.timestamp()))
}

/// "Just taken", with the nearest three (C6).
pub(crate) fn just_taken(
    cx: &Cx<'_>,
    wish: Wish,
    start: Instant,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    Ok(nearest(cx, wish, start, place, "taken-nearest", "taken")?.saying(cx.label("taken-toast")))
}

/// A time that was typed and is not offered: the nearest three.
pub(crate) fn not_offered(
    cx: &Cx<'_>,
    wish: Wish,
    start: Instant,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    nearest(cx, wish, start, place, "not-offered-nearest", "not-offered")
}

/// The nearest starts to one that cannot be had; the calendar, if there are none around it.
fn nearest(
    cx: &Cx<'_>,
    wish: Wish,
    start: Instant,
    place: Place,
    words: &str,
    words_alone: &str,
) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let format = cx.format();
    let time = || Args::new().text("time", format.date_time(start, cx.turn.now));
    let day = time::date(format.zone, start);
    let offer = offer::of(cx, &wish)?;
    let nearest = offer.as_ref().map(|offer| offer.nearest(start, NEAREST)).unwrap_or_default();
    if nearest.is_empty() {
        let headline = cx.say_with(words_alone, time());
        return ask_day(cx, wish, Some(day), place, Some(headline));
    }
    let mut rows: Vec<Vec<Button>> =
        nearest.iter().map(|start| vec![at(format.date_time(*start, cx.turn.now), *start)]).collect();
    rows.push(cx.back_and_cancel());
    let text = cx.say_with(words, time());
    Ok(cx.go(State::Time { wish, day }, place, Screen::text(text).buttons(rows)))
}
