//! Who performs what, in which time and for how much.

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use domain::{Right, Service, ServiceId, Specialist, SpecialistId};
use store::catalog_edit::Versioned;

use super::list as lists;
use super::part::Part;
use super::{services, specialist_edit};
use crate::cx::{Cx, under};
use crate::state::State;

/// So many services are told of one specialist: with the longest names they stay below 4096 characters.
const TOLD: usize = 25;

/// What a specialist performs, a line each; with an own time or price, that one.
pub(super) fn lines(cx: &Cx<'_>, specialist: &Specialist) -> Result<Vec<String>, Failure> {
    let all = services::in_order(cx)?;
    let performed: Vec<&Service> =
        all.iter().filter(|service| specialist.performs(service.id).is_some()).collect();
    if performed.is_empty() {
        return Ok(vec![cx.say("cat-performs-nothing")]);
    }
    let mut lines = vec![cx.say("cat-performs")];
    lines.extend(performed.iter().take(TOLD).map(|service| {
        let terms = terms(cx, service, Some(specialist));
        cx.say_with("cat-item", Args::new().text("name", format!("{} · {terms}", service.name)))
    }));
    let more = performed.len().saturating_sub(TOLD);
    if more > 0 {
        let more = i64::try_from(more).unwrap_or(i64::MAX);
        lines.push(cx.say_with("cat-effect-more", Args::new().number("count", more)));
    }
    Ok(lines)
}

/// "60 мин, 1 500 ₽", with somebody or in general.
fn terms(cx: &Cx<'_>, service: &Service, with: Option<&Specialist>) -> String {
    let own = with.and_then(|specialist| specialist.performs(service.id));
    let duration = own.and_then(|own| own.duration).unwrap_or(service.duration);
    let price = own.and_then(|own| own.price).unwrap_or(service.price);
    format!("{}, {}", cx.format().duration(duration), cx.format().money(price))
}

/// All services, with a mark at those that a specialist performs.
pub(super) fn list(
    cx: &Cx<'_>,
    id: SpecialistId,
    page: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(seen) = cx.turn.tx.specialist_to_edit(id)? else { return super::gone(cx, place) };
    let all = services::in_order(cx)?;
    let objects = all.iter().map(|service| mark(cx, &seen, service, &service.name)).collect();
    let below = vec![vec![cx.button("button-back", Action::new("cat-person").with(id.get()))]];
    let key = if all.is_empty() { "cat-skills-none" } else { "cat-skills" };
    let text = under(headline, cx.say_with(key, Args::new().text("name", &seen.value.name)));
    let turn_to = |page| Action::new("cat-skills").with(id.get()).with(page);
    lists::show(cx, place, text, (objects, page), turn_to, below)
}

/// Everybody, with a mark at those who perform a service.
pub(super) fn who(cx: &Cx<'_>, id: ServiceId, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let Some(service) = cx.turn.tx.service_to_edit(id)? else { return super::gone(cx, place) };
    let mut objects = Vec::new();
    for specialist in cx.turn.tx.listed_specialists()? {
        if let Some(seen) = cx.turn.tx.specialist_to_edit(specialist.id)? {
            objects.push(mark(cx, &seen, &service.value, &specialist.name));
        }
    }
    let below = vec![vec![cx.button("button-back", Action::new("cat-service").with(id.get()))]];
    let key = if objects.is_empty() { "cat-who-none" } else { "cat-who" };
    let text = cx.say_with(key, Args::new().text("name", &service.value.name));
    let turn_to = |page| Action::new("cat-who").with(id.get()).with(page);
    lists::show(cx, place, text, (objects, page), turn_to, below)
}

/// A button with a check mark: one that is not set sets it, one that is set leads to its terms.
fn mark(cx: &Cx<'_>, seen: &Versioned<Specialist>, service: &Service, name: &str) -> Button {
    let (id, part) = (seen.value.id, Part::Performs(service.id));
    match seen.value.performs(service.id) {
        Some(_) => {
            let label = format!("☑ {name} · {}", terms(cx, service, Some(&seen.value)));
            Button::new(label, Action::new("cat-skill").with(id.get()).with(service.id.get()))
        }
        None => Button::new(format!("☐ {name}"), specialist_edit::apply(id, seen.version, part, 0, 1)),
    }
}

/// A specialist and a service: in which time and for how much.
pub(super) fn card(
    cx: &Cx<'_>,
    id: SpecialistId,
    service: ServiceId,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(seen) = cx.turn.tx.specialist_to_edit(id)? else { return super::gone(cx, place) };
    let Some(of) = cx.turn.tx.service_to_edit(service)? else { return super::gone(cx, place) };
    if seen.value.performs(service).is_none() {
        return list(cx, id, 0, place, headline);
    }
    let mut lines =
        vec![cx.say_with(
            "cat-title",
            Args::new().text("name", format!("{} · {}", seen.value.name, of.value.name)),
        )];
    for part in [Part::Duration(service), Part::Price(service)] {
        if let Some(now) = part.now(&seen.value) {
            let args = Args::new().text("what", cx.say(part.key())).text("value", part.say(cx, now)?);
            lines.push(cx.say_with("cat-line", args));
        }
    }
    let about = |verb| Action::new(verb).with(id.get()).with(service.get());
    let mut terms = vec![cx.button("cat-field-duration", about("cat-skill-edit"))];
    if cx.may(Right::Prices) {
        terms.push(cx.button("cat-field-price", about("cat-fee-edit")));
    }
    let (kind, number) = Part::Performs(service).numbers();
    let off = Action::new("cat-person-try").with(id.get()).with(kind).with(number).with(0);
    let rows = vec![
        terms,
        vec![cx.button("cat-button-skill-off", off)],
        vec![cx.button("cat-button-all-skills", Action::new("cat-skills").with(id.get()).with(0))],
        vec![cx.button("cat-button-of-service", Action::new("cat-service").with(service.get()))],
        vec![cx.button("button-back", Action::new("cat-person").with(id.get()))],
    ];
    Ok(cx.end(place, Screen::text(under(headline, lines.join("\n"))).buttons(rows)))
}
