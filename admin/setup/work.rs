//! Hours, the first service and the first specialist: made as they are made later in the catalogue (A6, A7).

use chat::amounts::{self, Bare};
use chat::{Args, Button, Failure, Place, Reaction};
use chrono::{TimeDelta, Weekday};
use domain::{DateHours, Fact, Money, Service, WeeklyHours, catalog_bounds, typed_hours};

use super::question::{Question, choice};
use super::{go_on, is_in_use};
use crate::cx::Cx;
use crate::state::State;

use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

/// On which days most are open, with the words for it.
const DAYS: [(&str, &[Weekday]); 4] = [
    ("admin-days-five", &[Mon, Tue, Wed, Thu, Fri]),
    ("admin-days-six", &[Mon, Tue, Wed, Thu, Fri, Sat]),
    ("admin-days-all", &[Mon, Tue, Wed, Thu, Fri, Sat, Sun]),
    ("admin-days-not-monday", &[Tue, Wed, Thu, Fri, Sat, Sun]),
];
/// From when until when, as the catalogue writes it.
const HOURS: [&str; 6] =
    ["09:00-18:00", "10:00-19:00", "10:00-20:00", "09:00-21:00", "10:00-22:00", "08:00-20:00"];
/// How long services take, in minutes.
const LENGTHS: [i64; 6] = [30, 45, 60, 90, 120, 180];

type Asked = (String, Vec<Vec<Button>>);

pub(super) fn ask_days(cx: &Cx<'_>) -> Asked {
    let label = |(place, (key, _)): (usize, &(&str, _))| choice(cx.label(key), place);
    (cx.say("admin-setup-days"), in_rows(DAYS.iter().enumerate().map(label), 2))
}

pub(super) fn days_chosen(cx: &Cx<'_>, number: usize) -> Result<Option<Reaction<State>>, Failure> {
    let known = DAYS.get(number).map(|_| Question::Hours { days: number });
    known.map(|question| question.show(cx, Place::InPlace, None)).transpose()
}

pub(super) fn ask_hours(cx: &Cx<'_>) -> Asked {
    let labels = HOURS.iter().enumerate().map(|(place, hours)| choice(hours.replace('-', "–"), place));
    (cx.say("admin-setup-hours"), in_rows(labels, 2))
}

pub(super) fn hours_chosen(
    cx: &Cx<'_>,
    days: usize,
    number: usize,
) -> Result<Option<Reaction<State>>, Failure> {
    let hours: Option<DateHours> = HOURS.get(number).and_then(|hours| hours.parse().ok());
    hours.map(|hours| open(cx, days, &hours, Place::InPlace)).transpose()
}

pub(super) fn hours_typed(cx: &Cx<'_>, days: usize, text: &str) -> Result<Reaction<State>, Failure> {
    match typed_hours::read(text) {
        Ok(hours) if !hours.is_empty() => open(cx, days, &hours, Place::Below),
        _ => Ok(cx.hint("admin-setup-hours-bad")),
    }
}

/// The hours of the business, for whoever has none of their own.
fn open(cx: &Cx<'_>, days: usize, hours: &DateHours, place: Place) -> Result<Reaction<State>, Failure> {
    let Some((_, days)) = DAYS.get(days) else { return Question::Days.show(cx, place, None) };
    let Ok(week) = WeeklyHours::default().with(days, hours) else {
        // Hours past midnight run into those of the next day.
        return Ok(cx.hint("admin-setup-hours-bad"));
    };
    let tx = cx.turn.tx;
    let next = match tx.has_services()? {
        // Somebody who answers once more has the rest already.
        true => Question::Specialist,
        false => Question::Service,
    };
    if is_in_use(cx)? {
        return go_on(cx, Some(next), place);
    }
    tx.set_week(None, tx.hours_version(None)?, Some(&week))?;
    cx.journal("hours-week", None)?;
    Ok(go_on(cx, Some(next), place)?.because(Fact::CatalogChanged))
}

pub(super) fn service_typed(cx: &Cx<'_>, text: &str) -> Result<Reaction<State>, Failure> {
    match catalog_bounds::typed_name(text) {
        Some(name) => Question::Duration { name }.show(cx, Place::Below, None),
        None => Ok(cx.hint("admin-setup-title-bad")),
    }
}

pub(super) fn ask_duration(cx: &Cx<'_>, name: &str) -> Asked {
    let label =
        |(place, minutes): (usize, &i64)| choice(cx.format().duration(TimeDelta::minutes(*minutes)), place);
    let text = cx.say_with("admin-setup-duration", Args::new().text("service", name));
    (text, in_rows(LENGTHS.iter().enumerate().map(label), 3))
}

pub(super) fn duration_chosen(
    cx: &Cx<'_>,
    name: &str,
    number: usize,
) -> Result<Option<Reaction<State>>, Failure> {
    let price = |minutes: &i64| Question::Price { name: name.to_owned(), minutes: *minutes };
    LENGTHS.get(number).map(|minutes| price(minutes).show(cx, Place::InPlace, None)).transpose()
}

pub(super) fn duration_typed(cx: &Cx<'_>, name: &str, text: &str) -> Result<Reaction<State>, Failure> {
    let length = amounts::length(cx.turn.texts, text, Bare::Minutes);
    match length.filter(|length| catalog_bounds::is_length(*length, &catalog_bounds::DURATION)) {
        Some(length) => {
            let minutes = length.num_minutes();
            Question::Price { name: name.to_owned(), minutes }.show(cx, Place::Below, None)
        }
        None => Ok(cx.hint("admin-setup-duration-bad")),
    }
}

pub(super) fn ask_price(cx: &Cx<'_>, name: &str) -> Asked {
    let text = cx.say_with("admin-setup-price", Args::new().text("service", name));
    (text, vec![vec![choice(cx.label("admin-setup-free"), 0)]])
}

pub(super) fn free(cx: &Cx<'_>, name: &str, minutes: i64) -> Result<Reaction<State>, Failure> {
    let nothing = Money { minor: 0, currency: cx.turn.policy.business.currency };
    add_service(cx, name, minutes, nothing, Place::InPlace)
}

pub(super) fn price_typed(
    cx: &Cx<'_>,
    name: &str,
    minutes: i64,
    text: &str,
) -> Result<Reaction<State>, Failure> {
    let price = amounts::price(cx.turn.texts, text, cx.turn.policy.business.currency);
    match price.filter(|price| catalog_bounds::is_price(*price)) {
        Some(price) => add_service(cx, name, minutes, price, Place::Below),
        None => Ok(cx.hint("admin-setup-price-bad")),
    }
}

fn add_service(
    cx: &Cx<'_>,
    name: &str,
    minutes: i64,
    price: Money,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let service = Service::new(0.into(), name, TimeDelta::minutes(minutes), price);
    match cx.turn.tx.add_service(&service) {
        Ok(id) => cx.journal("cat-service-new", Some(id.get()))?,
        // Another press or another owner has brought it in: then it is there.
        Err(store::Error::Taken) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(go_on(cx, Some(Question::Specialist), place)?.because(Fact::CatalogChanged))
}

/// Who performs all that there is.
pub(super) fn specialist_typed(cx: &Cx<'_>, text: &str) -> Result<Reaction<State>, Failure> {
    let Some(name) = catalog_bounds::typed_name(text) else {
        return Ok(cx.hint("admin-setup-title-bad"));
    };
    let services: Vec<_> = cx.turn.tx.services()?.iter().map(|service| service.id.into()).collect();
    match cx.turn.tx.add_specialist(&name, &services) {
        Ok(id) => cx.journal("cat-specialist-new", Some(id.get()))?,
        Err(store::Error::Taken) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(go_on(cx, None, Place::Below)?.because(Fact::CatalogChanged))
}

fn in_rows(buttons: impl Iterator<Item = Button>, width: usize) -> Vec<Vec<Button>> {
    let buttons: Vec<Button> = buttons.collect();
    buttons.chunks(width).map(<[Button]>::to_vec).collect()
}
