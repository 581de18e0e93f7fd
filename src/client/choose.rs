//! Service → specialist → day → time, and the hold on the chosen time (C3, C4).

use std::collections::BTreeSet;

use chat::calendar::{self, Month};
use chat::{Action, Args, BotName, Button, Failure, Place, Reaction, Screen};
use chrono::{NaiveDate, Timelike};
use domain::{Instant, ServiceId, SpecialistId, time};
use store::jobs::StoredJob;

use crate::cx::{Cx, hold_key};
use crate::offer::Offer;
use crate::state::{Held, State, Wish};
use crate::{details, menu, review};

/// Up to so many times a row is four wide, beyond it six.
const FEW_TIMES: usize = 24;

/// Begins a booking: the list of services.
pub(crate) fn begin(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    let most = cx.turn.policy.booking.max_active_per_client;
    let active = cx.turn.tx.upcoming_of(cx.client.id, cx.turn.now)?.len();
    if active >= most as usize {
        let text = cx.say_with("too-many-bookings", Args::new().number("count", i64::from(most)));
        let rows = vec![
            vec![cx.button("button-bookings", Action::new("bookings"))],
            vec![cx.button("button-menu", Action::new("menu"))],
        ];
        let screen = Screen::text(text).buttons(rows);
        return Ok(Reaction::end().and(cx.show(chat::Card::Dialogue, place, screen)));
    }
    ask_service(cx, place, None)
}

fn ask_service(cx: &Cx<'_>, place: Place, headline: Option<String>) -> Result<Reaction<State>, Failure> {
    let services = cx.turn.tx.services()?;
    if services.is_empty() {
        let screen = Screen::text(cx.say("no-services")).buttons(menu::way_on(cx));
        return Ok(Reaction::end().and(cx.show(chat::Card::Dialogue, place, screen)));
    }
    let format = cx.format();
    let mut rows: Vec<Vec<Button>> = services
        .iter()
        .map(|service| {
            let label = format!("{} · {}", service.name, format.money(service.price));
            vec![Button::new(label, Action::new("service").with(service.id.get()))]
        })
        .collect();
    rows.push(cx.back_and_cancel());
    let text = with_headline(headline, cx.say("choose-service"));
    Ok(cx.go(State::Service, place, Screen::text(text).buttons(rows)))
}

pub(crate) fn pressed(cx: &Cx<'_>, state: State, action: &Action) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    match (state, action.verb(), action.numbers()) {
        (State::Service, "service", [id]) => service_chosen(cx, (*id).into(), place),
        (State::Specialist { service }, "anybody", []) => {
            ask_day(cx, Wish { service, specialist: None }, None, place, None)
        }
        (State::Specialist { service }, "specialist", [id]) => {
            ask_day(cx, Wish { service, specialist: Some((*id).into()) }, None, place, None)
        }
        (State::Day { wish, .. }, calendar::MONTH, [number]) => {
            ask_day(cx, wish, calendar::day_of(*number), place, None)
        }
        (State::Day { wish, .. }, calendar::DAY, [number]) => match calendar::day_of(*number) {
            Some(day) => ask_time(cx, wish, day, place, None),
            None => Ok(Reaction::silence()),
        },
        (State::Time { wish, .. }, "at", [seconds]) => match Instant::from_timestamp(*seconds, 0) {
            Some(start) => time_chosen(cx, wish, start),
            None => Ok(Reaction::silence()),
        },
        // A forged press: our screens have no such button on this step.
        _ => Ok(Reaction::silence()),
    }
}

pub(crate) fn back(cx: &Cx<'_>, state: &State, place: Place) -> Result<Reaction<State>, Failure> {
    match state {
        State::Day { wish, .. } if cx.turn.tx.specialists_for(wish.service)?.len() > 1 => {
            ask_specialist(cx, wish.service, place)
        }
        State::Time { wish, day } => ask_day(cx, *wish, Some(*day), place, None),
        _ => ask_service(cx, place, None),
    }
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

fn ask_specialist(cx: &Cx<'_>, service: ServiceId, place: Place) -> Result<Reaction<State>, Failure> {
    let mut rows = vec![vec![cx.button("button-anybody", Action::new("anybody"))]];
    for specialist in cx.turn.tx.specialists_for(service)? {
        rows.push(vec![Button::new(&specialist.name, Action::new("specialist").with(specialist.id.get()))]);
    }
    rows.push(cx.back_and_cancel());
    let screen = Screen::text(cx.say("choose-specialist")).buttons(rows);
    Ok(cx.go(State::Specialist { service }, place, screen))
}

/// The month calendar; without a wanted day, the month of the first free one.
fn ask_day(
    cx: &Cx<'_>,
    wish: Wish,
    shown: Option<NaiveDate>,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(offer) = Offer::of(cx, wish)? else {
        return ask_service(cx, place, Some(cx.say("service-gone")));
    };
    let dates = offer.dates(cx);
    let open: BTreeSet<NaiveDate> = domain::slots::open_dates(&offer.requests(cx, cx.turn.now), &dates);
    let shown = shown.or(open.first().copied()).unwrap_or(*dates.start()).clamp(*dates.start(), *dates.end());
    let month = Month { shown, open: &open, bounds: (*dates.start(), *dates.end()) };
    let mut rows = month.rows(&cx.format());
    rows.push(cx.back_and_cancel());
    let key = if open.is_empty() { "no-days" } else { "choose-day" };
    let text = with_headline(headline, cx.say_with(key, Args::new().text("service", &offer.service.name)));
    let state = State::Day { wish, month: calendar::first_of(shown) };
    Ok(cx.go(state, place, Screen::text(text).buttons(rows)))
}

/// The times of a day, grouped; a day that was taken meanwhile leads back to the calendar.
fn ask_time(
    cx: &Cx<'_>,
    wish: Wish,
    day: NaiveDate,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(offer) = Offer::of(cx, wish)? else {
        return ask_service(cx, place, Some(cx.say("service-gone")));
    };
    let starts = if offer.dates(cx).contains(&day) { offer.starts(cx, day) } else { Vec::new() };
    if starts.is_empty() {
        let headline = headline.unwrap_or_else(|| cx.say("day-full"));
        return ask_day(cx, wish, Some(day), place, Some(headline));
    }
    let mut rows = times_by_part_of_day(cx, &starts);
    rows.push(cx.back_and_cancel());
    let date = cx.format().date(day, cx.turn.now);
    let text = with_headline(headline, cx.say_with("choose-time", Args::new().text("date", date)));
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

/// Holds the chosen time and asks for the name, or says what happened to it.
fn time_chosen(cx: &Cx<'_>, wish: Wish, start: Instant) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    let Some(offer) = Offer::of(cx, wish)? else {
        return ask_service(cx, place, Some(cx.say("service-gone")));
    };
    let requests = offer.requests(cx, cx.turn.now);
    let chosen = domain::slots::choose(&requests, start).and_then(|id| {
        let request = requests.iter().find(|request| request.specialist.id == id)?;
        Some((id, request.check(start).ok()?))
    });
    let Some((specialist, slot)) = chosen else { return just_taken(cx, wish, start, place) };
    match cx.turn.tx.hold(cx.chat, wish.service, specialist, slot) {
        Ok(hold) => schedule_end(cx, hold.get())?,
        Err(store::Error::Overlap) => return just_taken(cx, wish, start, place),
        Err(error) => return Err(error.into()),
    }
    details::ask_name(cx, Held { wish, specialist, start, chosen_at: cx.turn.now }, place)
}

/// The end of a hold is a job: typing does not prolong it (C4).
fn schedule_end(cx: &Cx<'_>, hold: i64) -> Result<(), Failure> {
    let length = cx.turn.policy.booking.hold;
    cx.turn.tx.schedule(&StoredJob {
        bot: BotName::Client.code().to_owned(),
        key: hold_key(cx.chat),
        chat: cx.chat,
        kind: "hold".to_owned(),
        subject: hold,
        due_at: cx.turn.now + length,
        within: Some(length),
    })?;
    Ok(())
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
    let offer = Offer::of(cx, wish)?;
    let nearest = offer.as_ref().map(|offer| offer.nearest(cx, start)).unwrap_or_default();
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

/// Back from the name: the time is free for others again.
pub(crate) fn back_to_time(cx: &Cx<'_>, held: &Held, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let day = time::date(cx.turn.policy.business.zone, held.start);
    ask_time(cx, held.wish, day, place, None)
}

/// The hold's time is over. The client may still confirm, if the time is free by then; the screen says so.
pub(crate) fn hold_ended(cx: &Cx<'_>, state: Option<State>, hold: i64) -> Result<Reaction<State>, Failure> {
    if cx.turn.tx.hold_of(cx.chat)?.is_none_or(|found| found.id.get() != hold) {
        return Ok(Reaction::silence());
    }
    cx.turn.tx.release_hold(cx.chat)?;
    match state {
        Some(State::Name { held }) => details::ask_name(cx, held, Place::InPlace),
        Some(State::Review(draft)) => review::show(cx, draft, Place::InPlace),
        Some(state) if state.held().is_some() => Ok(cx.hint("hold-ended")),
        _ => Ok(Reaction::silence()),
    }
}

/// The name of a specialist, for the screens after the choice.
pub(crate) fn specialist_name(cx: &Cx<'_>, id: SpecialistId) -> Result<String, Failure> {
    Ok(cx.turn.tx.specialist(id)?.map(|specialist| specialist.name).unwrap_or_default())
}

fn with_headline(headline: Option<String>, text: String) -> String {
    match headline {
        Some(headline) => format!("{headline}\n\n{text}"),
        None => text,
    }
}
