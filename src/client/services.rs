//! A press where services are chosen: a category, one service, or several with check marks (C3).

use chat::{Action, Failure, Place, Reaction};
use domain::ServiceId;

use crate::cx::Cx;
use crate::offer;
use crate::screens::services::{ask_category, ask_service};
use crate::screens::{day, limits, menu, specialist};
use crate::state::{Shelf, State, Wish};

/// So many services make a visit at most.
pub(crate) const MOST_SERVICES: usize = 10;

/// Begins a booking, unless the client has booked enough.
pub(crate) fn begin(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    match limits::reached(cx, place)? {
        Some(told) => Ok(told),
        None => ask_category(cx, None, place, None),
    }
}

pub(crate) fn pressed(cx: &Cx<'_>, state: State, action: &Action) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    match (state, action.verb(), action.numbers()) {
        (State::Category { several }, "shelf", [0]) => ask_service(cx, Shelf::Rest, several, 0, place, None),
        (State::Category { several }, "shelf", [id]) => {
            ask_service(cx, Shelf::Of((*id).into()), several, 0, place, None)
        }
        (State::Service { shelf, several }, "services", [page]) => {
            ask_service(cx, shelf, several, *page, place, None)
        }
        (State::Service { several: None, .. }, "service", [id]) => chosen(cx, vec![(*id).into()], place),
        (State::Service { shelf, several: None }, "several", []) => {
            ask_service(cx, shelf, Some(Vec::new()), 0, place, None)
        }
        (State::Service { shelf, several: Some(ticked) }, "tick", [id, page]) => {
            tick(cx, shelf, ticked, (*id).into(), *page)
        }
        (
            State::Category { several: Some(ticked) } | State::Service { several: Some(ticked), .. },
            "next",
            [],
        ) => match ticked.is_empty() {
            true => Ok(Reaction::toast(cx.label("tick-one"))),
            false => chosen(cx, ticked, place),
        },
        // A forged press: our screens have no such button on this step.
        _ => Ok(Reaction::silence()),
    }
}

/// Sets a check mark or takes it away. What cannot be one visit with the others is not added, and the client hears why.
fn tick(
    cx: &Cx<'_>,
    shelf: Shelf,
    mut ticked: Vec<ServiceId>,
    service: ServiceId,
    page: i64,
) -> Result<Reaction<State>, Failure> {
    match ticked.iter().position(|one| *one == service) {
        Some(place) => drop(ticked.remove(place)),
        None => {
            if ticked.len() == MOST_SERVICES {
                return Ok(Reaction::toast(cx.label("too-many-services")));
            }
            ticked.push(service);
            if offer::performers(cx, &ticked)?.is_empty() {
                return Ok(Reaction::toast(cx.label("not-together")));
            }
        }
    }
    ask_service(cx, shelf, Some(ticked), page, Place::InPlace, None)
}

/// What is wanted is clear: on to the specialist, or past that step if only one does it all.
pub(crate) fn chosen(
    cx: &Cx<'_>,
    services: Vec<ServiceId>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let performers = offer::performers(cx, &services)?;
    match performers.as_slice() {
        [] => ask_category(cx, None, place, Some(cx.say("service-gone"))),
        [(only, _)] => day::ask_day(cx, Wish::of(services).with(Some(only.id)), None, place, None),
        _ => specialist::ask_specialist(cx, Wish::of(services), 0, place),
    }
}

/// One step back among the services; from the first one to the menu.
pub(crate) fn back(cx: &Cx<'_>, state: &State, place: Place) -> Result<Reaction<State>, Failure> {
    match state {
        State::Service { shelf: Shelf::All, several: Some(_) } => {
            ask_service(cx, Shelf::All, None, 0, place, None)
        }
        State::Service { shelf: Shelf::Of(_) | Shelf::Rest, several } => {
            ask_category(cx, several.clone(), place, None)
        }
        State::Category { several: Some(_) } => ask_category(cx, None, place, None),
        _ => menu::show(cx, place),
    }
}

/// Back from what comes after: to the list where these services were chosen.
pub(crate) fn back_to(cx: &Cx<'_>, services: &[ServiceId], place: Place) -> Result<Reaction<State>, Failure> {
    match services {
        [_] | [] => ask_category(cx, None, place, None),
        _ => match offer::performers(cx, services)?.is_empty() {
            true => ask_category(cx, None, place, Some(cx.say("service-gone"))),
            false => ask_category(cx, Some(services.to_vec()), place, None),
        },
    }
}
