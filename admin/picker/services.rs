//! What is to be done: one tap for one service, check marks for several.

use chat::{Action, Button, Failure, Page, Place, Reaction, Screen};
use domain::fold::fold;
use domain::{Service, ServiceId, Specialist, Visit};

use super::{Pick, Stage, Task, heading, specialist};
use crate::cx::{Cx, under};
use crate::state::State;

/// Services on one screen.
const LIST: usize = 10;
/// So many services make a visit at most.
const MOST: usize = 10;

pub(super) fn ask(
    cx: &Cx<'_>,
    pick: &Pick,
    (several, page): (bool, i64),
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let all = listed(cx, pick, several)?;
    let page = Page::of(&all, page, LIST);
    let mut rows: Vec<Vec<Button>> =
        page.items.iter().map(|service| vec![entry(cx, pick, service, several, page.number)]).collect();
    rows.push(page.arrows(|page| Action::new("page").with(page)));
    match several {
        true => rows.push(vec![cx.button("button-next", Action::new("next"))]),
        false if all.iter().filter(|service| !service.is_group()).count() > 1 => {
            rows.push(vec![cx.button("button-several", Action::new("several"))]);
        }
        false => {}
    }
    rows.push(cx.back_and_cancel());
    let none = Pick { services: Vec::new(), ..pick.clone() };
    let mut lines = heading::lines(cx, if several { pick } else { &none })?;
    lines.push(match all.is_empty() {
        true => cx.say("pick-no-services"),
        false if several => cx.say("choose-services"),
        false => cx.say("pick-service"),
    });
    let screen = Screen::text(under(headline, lines.join("\n"))).buttons(rows);
    Ok(pick.at(Stage::Services { several, page: page.number }).go(cx, place, screen))
}

/// What may be chosen: who asks why something is not offered may name what is switched off, too.
fn listed(cx: &Cx<'_>, pick: &Pick, several: bool) -> Result<Vec<Service>, Failure> {
    let mut all = match pick.task {
        Task::Why { .. } => cx.turn.tx.listed_services()?,
        Task::Book { .. } | Task::Move { .. } => cx.turn.tx.services()?,
    };
    if let Some(own) = cx.only() {
        let own = cx.turn.tx.specialist(own)?;
        all.retain(|service| own.as_ref().is_some_and(|own| own.performs(service.id).is_some()));
    }
    all.retain(|service| !several || !service.is_group());
    Ok(all)
}

fn entry(cx: &Cx<'_>, pick: &Pick, service: &Service, several: bool, page: i64) -> Button {
    let label = format!("{} · {}", service.name, cx.format().money(service.price));
    let label = if service.active { label } else { format!("🚫 {}", service.name) };
    let id = service.id.get();
    match (several, pick.services.contains(&service.id)) {
        (false, _) => Button::new(label, Action::new("service").with(id)),
        (true, true) => Button::new(format!("✅ {label}"), Action::new("tick").with(id).with(page)),
        (true, false) => Button::new(label, Action::new("tick").with(id).with(page)),
    }
}

pub(super) fn pressed(
    cx: &Cx<'_>,
    pick: &Pick,
    (several, page): (bool, i64),
    action: &Action,
) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    match (several, action.verb(), action.numbers()) {
        (_, "page", [page]) => ask(cx, pick, (several, *page), place, None),
        (false, "service", [id]) => chosen(cx, pick, vec![(*id).into()], place),
        (false, "several", []) => {
            let pick = Pick { services: Vec::new(), ..pick.clone() };
            ask(cx, &pick, (true, 0), place, None)
        }
        (true, "tick", [id, page]) => tick(cx, pick, (*id).into(), *page),
        (true, "next", []) if pick.services.is_empty() => Ok(Reaction::toast(cx.label("tick-one"))),
        (true, "next", []) => chosen(cx, pick, pick.services.clone(), place),
        _ => ask(cx, pick, (several, page), place, None),
    }
}

/// Sets a check mark or takes it away. What nobody does in one visit is not added.
fn tick(cx: &Cx<'_>, pick: &Pick, service: ServiceId, page: i64) -> Result<Reaction<State>, Failure> {
    let mut services = pick.services.clone();
    match services.iter().position(|one| *one == service) {
        Some(place) => drop(services.remove(place)),
        None if services.len() == MOST => return Ok(Reaction::toast(cx.label("too-many-services"))),
        None => {
            services.push(service);
            if performers(cx, &services)?.is_empty() {
                return Ok(Reaction::toast(cx.label("pick-not-together")));
            }
        }
    }
    ask(cx, &Pick { services, ..pick.clone() }, (true, page), Place::InPlace, None)
}

/// A service by its name or a part of it.
pub(super) fn written(
    cx: &Cx<'_>,
    pick: &Pick,
    several: bool,
    text: &str,
) -> Result<Reaction<State>, Failure> {
    let all = listed(cx, pick, several)?;
    let names: Vec<&str> = all.iter().map(|service| service.name.as_str()).collect();
    match the_one(&names, text) {
        Some(found) if several => {
            let mut services = pick.services.clone();
            if !services.contains(&all[found].id) && services.len() < MOST {
                services.push(all[found].id);
            }
            match performers(cx, &services)?.is_empty() {
                true => Ok(cx.hint("pick-not-together")),
                false => ask(cx, &Pick { services, ..pick.clone() }, (true, 0), Place::Below, None),
            }
        }
        Some(found) => chosen(cx, pick, vec![all[found].id], Place::Below),
        None => Ok(cx.hint("pick-hint-service")),
    }
}

/// What is wanted is clear: on to the specialist, unless there is nothing to choose.
fn chosen(
    cx: &Cx<'_>,
    pick: &Pick,
    services: Vec<ServiceId>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let performers = performers(cx, &services)?;
    let pick = Pick { services, choice: None, ..pick.clone() };
    let asks_why = matches!(pick.task, Task::Why { .. });
    if performers.is_empty() && !asks_why {
        let headline = Some(cx.say("pick-nobody"));
        return ask(cx, &pick, (false, 0), place, headline);
    }
    match (cx.only(), performers.as_slice()) {
        (Some(own), _) => specialist::chosen(cx, &pick, Some(own), place),
        (None, [(only, _)]) if !asks_why => specialist::chosen(cx, &pick, Some(only.id), place),
        _ => pick.at(Stage::Specialist { page: 0 }).show(cx, place, None),
    }
}

/// Everybody who would do all of these services in one visit, and what it would be with them.
pub(super) fn performers(cx: &Cx<'_>, ids: &[ServiceId]) -> Result<Vec<(Specialist, Visit)>, Failure> {
    let mut services = Vec::new();
    for id in ids {
        services.extend(cx.turn.tx.service(*id)?);
    }
    let Some(first) = ids.first() else { return Ok(Vec::new()) };
    let visit = |one: &Specialist| Visit::of(&services, one, &cx.turn.policy.booking);
    let everybody = cx.turn.tx.specialists_for(*first)?;
    Ok(everybody.into_iter().filter_map(|one| visit(&one).map(|visit| (one, visit))).collect())
}

/// The one name that a text means: the same words, or the only one with them in it.
pub(super) fn the_one(names: &[&str], text: &str) -> Option<usize> {
    let wanted = fold(text);
    if wanted.chars().count() < 2 {
        return None;
    }
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    folded.iter().position(|name| *name == wanted).or_else(|| {
        let mut having = (0..folded.len()).filter(|place| folded[*place].contains(&wanted));
        having.next().filter(|_| having.next().is_none())
    })
}
