//! Service → specialist → day → time (C3). What is no longer offered leads to the step where it still can be chosen.

use chat::calendar::{self, Month};
use chat::{Action, Args, Button, Failure, Page, Place, Reaction, Screen};
use chrono::{NaiveDate, TimeDelta, Timelike};
use domain::{Instant, ServiceId, time};

use crate::cx::Cx;
use crate::offer::{self, NEAREST};
use crate::screens::menu;
use crate::state::{State, Wish};

/// Up to so many times a row is four wide, beyond it six.
const FEW_TIMES: usize = 24;

/// Services and specialists on one screen.
const LIST: usize = 20;
/// Times on one screen: with the other buttons they stay below Telegram's hundred.
const MOST_TIMES: usize = 72;
/// So many bookings of one client in a day are an accident or worse, however many of them were called off: each is news for every admin.
const MOST_IN_A_DAY: i64 = 20;

/// Begins a booking: the list of services, unless the client has booked enough.
pub(crate) fn begin(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    let (text, first) = if has_enough_upcoming(cx)? {
        let most = i64::from(cx.turn.policy.booking.max_active_per_client);
        let text = cx.say_with("too-many-bookings", Args::new().number("count", most));
        (text, cx.button("button-bookings", Action::new("bookings")))
    } else if has_booked_enough_today(cx)? {
        (cx.say("too-many-today"), cx.button("button-contacts", Action::new("contacts")))
    } else {
        return ask_service(cx, place, None);
    };
    let rows = vec![vec![first], vec![cx.button("button-menu", Action::new("menu"))]];
    let screen = Screen::text(text).buttons(rows);
    Ok(Reaction::end().and(cx.show(chat::Card::Dialogue, place, screen)))
}

/// Whether the client may book once more; if not, [`begin`] says why.
pub(crate) fn may_book(cx: &Cx<'_>) -> Result<bool, Failure> {
    Ok(!has_enough_upcoming(cx)? && !has_booked_enough_today(cx)?)
}

fn has_enough_upcoming(cx: &Cx<'_>) -> Result<bool, Failure> {
    let most = cx.turn.policy.booking.max_active_per_client as usize;
    Ok(cx.turn.tx.upcoming_of(cx.client.id, cx.turn.now)?.len() >= most)
}

fn has_booked_enough_today(cx: &Cx<'_>) -> Result<bool, Failure> {
    let since = cx.turn.now - TimeDelta::days(1);
    Ok(cx.turn.tx.count_booked_since(cx.client.id, since)? >= MOST_IN_A_DAY)
}

pub(crate) fn ask_service(
    cx: &Cx<'_>,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    services_page(cx, 0, place, headline)
}

/// The services, a page at a time.
pub(crate) fn services_page(
    cx: &Cx<'_>,
    page: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let services = cx.turn.tx.services()?;
    if services.is_empty() {
        let screen = Screen::text(cx.say("no-services")).buttons(menu::way_on(cx));
        return Ok(Reaction::end().and(cx.show(chat::Card::Dialogue, place, screen)));
    }
    let format = cx.format();
    let page = Page::of(&services, page, LIST);
    let mut rows: Vec<Vec<Button>> = page
        .items
        .iter()
        .map(|service| {
            let label = format!("{} · {}", service.name, format.money(service.price));
            vec![Button::new(label, Action::new("service").with(service.id.get()))]
        })
        .collect();
    rows.push(page.arrows(|page| Action::new("services").with(page)));
    rows.push(cx.back_and_cancel());
    let text = with_headline(headline, cx.say("choose-service"));
    Ok(cx.go(State::Service, place, Screen::text(text).buttons(rows)))
}

/// A service was chosen, by a press or by a deep link: on to the specialist, or past that step if only one performs it.
pub(crate) fn service_chosen(
    cx: &Cx<'_>,
    service: ServiceId,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let offered = cx.turn.tx.service(service)?.is_some_and(|service| service.active);
    let specialists = if offered { cx.turn.tx.specialists_for(service)? } else { Vec::new() };
    match specialists.as_slice() {
        [] => ask_service(cx, place, Some(cx.say("service-gone"))),
        [only] => ask_day(cx, Wish { service, specialist: Some(only.id) }, None, place, None),
        _ => ask_specialist(cx, service, place),
    }
}

pub(crate) fn ask_specialist(
    cx: &Cx<'_>,
    service: ServiceId,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    specialists_page(cx, service, 0, place)
}

/// Those who perform a service, a page at a time; that anybody will do can be said on each.
pub(crate) fn specialists_page(
    cx: &Cx<'_>,
    service: ServiceId,
    page: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let specialists = cx.turn.tx.specialists_for(service)?;
    let page = Page::of(&specialists, page, LIST);
    let mut rows = vec![vec![cx.button("button-anybody", Action::new("anybody"))]];
    for specialist in page.items {
        let own_price = specialist.performs(service).and_then(|performed| performed.price);
        let label = match own_price {
            Some(price) => format!("{} · {}", specialist.name, cx.format().money(price)),
            None => specialist.name.clone(),
        };
        rows.push(vec![Button::new(label, Action::new("specialist").with(specialist.id.get()))]);
    }
    rows.push(page.arrows(|page| Action::new("specialists").with(page)));
    rows.push(cx.back_and_cancel());
    let name = cx.turn.tx.service(service)?.map(|service| service.name).unwrap_or_default();
    let text = cx.say_with("choose-specialist", Args::new().text("service", name));
    let screen = Screen::text(text).buttons(rows);
    Ok(cx.go(State::Specialist { service }, place, screen))
}

/// The month calendar; without a wanted day, the month of the first free one.
pub(crate) fn ask_day(
    cx: &Cx<'_>,
    wish: Wish,
    shown: Option<NaiveDate>,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(offer) = offer::of(cx, wish)? else {
        return ask_service(cx, place, Some(cx.say("service-gone")));
    };
    let dates = offer.dates();
    let open = offer.open_dates(&dates);
    let shown = shown.or(open.first().copied()).unwrap_or(*dates.start()).clamp(*dates.start(), *dates.end());
    let month = Month { shown, open: &open, bounds: (*dates.start(), *dates.end()) };
    let mut rows = month.rows(&cx.format());
    rows.push(vec![cx.button("button-join-waitlist", Action::new("waitlist"))]);
    rows.push(cx.back_and_cancel());
    let key = if open.is_empty() { "no-days" } else { "choose-day" };
    let text =
        with_headline(headline, cx.say_with(key, Args::new().text("service", &offer.services[0].name)));
    let state = State::Day { wish, month: calendar::first_of(shown) };
    Ok(cx.go(state, place, Screen::text(text).buttons(rows)))
}

/// The times of a day, grouped; a day that was taken meanwhile leads back to the calendar.
pub(crate) fn ask_time(
    cx: &Cx<'_>,
    wish: Wish,
    day: NaiveDate,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    times_page(cx, wish, day, 0, place, headline)
}

/// The times of a day, a page at a time where there are very many.
pub(crate) fn times_page(
    cx: &Cx<'_>,
    wish: Wish,
    day: NaiveDate,
    page: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(offer) = offer::of(cx, wish)? else {
        return ask_service(cx, place, Some(cx.say("service-gone")));
    };
    let starts = if offer.dates().contains(&day) { offer.starts(&(day..=day)) } else { Vec::new() };
    if starts.is_empty() {
        let headline = headline.unwrap_or_else(|| cx.say("day-full"));
        return ask_day(cx, wish, Some(day), place, Some(headline));
    }
    let page = Page::of(&starts, page, MOST_TIMES);
    let mut rows = times_by_part_of_day(cx, page.items);
    rows.push(page.arrows(|page| Action::new("times").with(page)));
    rows.push(cx.back_and_cancel());
    let date = cx.format().date(day, cx.turn.now);
    let text = with_headline(
        headline,
        cx.say_with("choose-time", Args::new().text("date", date).text("service", &offer.services[0].name)),
    );
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
    cx.release_hold()?;
    let format = cx.format();
    let time = format.date_time(start, cx.turn.now);
    let day = time::date(format.zone, start);
    let offer = offer::of(cx, wish)?;
    let nearest = offer.as_ref().map(|offer| offer.nearest(start, NEAREST)).unwrap_or_default();
    let toast = cx.label("taken-toast");
    if nearest.is_empty() {
        let headline = cx.say_with("taken", Args::new().text("time", time));
        return Ok(ask_day(cx, wish, Some(day), place, Some(headline))?.saying(toast));
    }
    let mut rows: Vec<Vec<Button>> =
        nearest.iter().map(|start| vec![at(format.date_time(*start, cx.turn.now), *start)]).collect();
    rows.push(cx.back_and_cancel());
    let text = cx.say_with("taken-nearest", Args::new().text("time", time));
    Ok(cx.go(State::Time { wish, day }, place, Screen::text(text).buttons(rows)).saying(toast))
}

fn with_headline(headline: Option<String>, text: String) -> String {
    match headline {
        Some(headline) => format!("{headline}\n\n{text}"),
        None => text,
    }
}
