//! The price list, and the card of a service.

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use domain::{Fact, Right, Service, ServiceId};

use super::field::Field;
use super::list as lists;
use crate::cx::{Cx, under};
use crate::flow;
use crate::state::State;

/// All services as the price list has them: by category, then those without one.
pub(super) fn in_order(cx: &Cx<'_>) -> Result<Vec<Service>, Failure> {
    let categories = cx.turn.tx.categories()?;
    let mut services = cx.turn.tx.listed_services()?;
    services.sort_by_key(|service| {
        let place = categories.iter().position(|category| Some(category.id) == service.category);
        place.unwrap_or(categories.len())
    });
    Ok(services)
}

pub(super) fn list(
    cx: &Cx<'_>,
    page: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let all = in_order(cx)?;
    let objects = all.iter().map(|service| {
        let label = match service.active {
            true => format!("{} · {}", service.name, cx.format().money(service.price)),
            false => cx.label_with("cat-switched-off", Args::new().text("name", &service.name)),
        };
        Button::new(label, Action::new("cat-service").with(service.id.get()))
    });
    let mut below = Vec::new();
    if flow::offers(cx, "cat-service-new") {
        below.push(vec![cx.button("cat-button-service-new", Action::new("cat-service-new"))]);
    }
    below.push(vec![cx.button("button-back", Action::new("cat"))]);
    let text = cx.say(if all.is_empty() { "cat-services-none" } else { "cat-services" });
    let turn_to = |page| Action::new("cat-services").with(page);
    lists::show(cx, place, under(headline, text), (objects.collect(), page), turn_to, below)
}

/// One service, with every value it has.
pub(super) fn card(
    cx: &Cx<'_>,
    id: ServiceId,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(seen) = cx.turn.tx.service_to_edit(id)? else { return super::gone(cx, place) };
    let service = seen.value;
    let mut lines = vec![cx.say_with("cat-title", Args::new().text("name", &service.name))];
    if !service.active {
        lines.push(cx.say("cat-service-off"));
    }
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Active) {
        lines.push(line(cx, field.key(), &field.say(cx, field.of(&service))?));
    }
    lines.push(line(cx, "cat-field-who", &performers(cx, id)?));
    lines.extend(resources(cx, &service)?);
    let screen = Screen::text(under(headline, lines.join("\n"))).buttons(buttons(cx, &service)?);
    Ok(cx.end(place, screen))
}

fn line(cx: &Cx<'_>, what: &str, value: &str) -> String {
    cx.say_with("cat-line", Args::new().text("what", cx.say(what)).text("value", value))
}

/// Who performs a service, by name.
fn performers(cx: &Cx<'_>, id: ServiceId) -> Result<String, Failure> {
    let all = cx.turn.tx.specialists_for(id)?;
    let names: Vec<&str> = all.iter().map(|specialist| specialist.name.as_str()).collect();
    Ok(if names.is_empty() { cx.say("cat-nobody") } else { names.join(", ") })
}

/// What it needs: to be seen here, and changed in the file of the catalogue.
fn resources(cx: &Cx<'_>, service: &Service) -> Result<Option<String>, Failure> {
    if service.resources.is_empty() {
        return Ok(None);
    }
    let all = cx.turn.tx.catalog()?.resources;
    let needed = all.iter().filter(|resource| service.resources.contains(&resource.id));
    let names: Vec<&str> = needed.map(|resource| resource.name.as_str()).collect();
    Ok(Some(cx.say_with("cat-resources", Args::new().text("names", names.join(", ")))))
}

fn buttons(cx: &Cx<'_>, service: &Service) -> Result<Vec<Vec<Button>>, Failure> {
    let id = service.id.get();
    let edit =
        |field: Field| cx.button(field.key(), Action::new("cat-service-edit").with(id).with(field.number()));
    let mut price = vec![edit(Field::Duration)];
    if cx.may(Right::Prices) {
        price.push(cx.button("cat-field-price", Action::new("cat-price-edit").with(id)));
    }
    let (switch, to) = if service.active { ("cat-button-off", 0) } else { ("cat-button-on", 1) };
    let switch =
        cx.button(switch, Action::new("cat-service-try").with(id).with(Field::Active.number()).with(to));
    let beside: Vec<ServiceId> = in_order(cx)?
        .into_iter()
        .filter(|other| other.category == service.category)
        .map(|other| other.id)
        .collect();
    Ok(vec![
        vec![cx.button("cat-button-rename", Action::new("cat-service-name").with(id)), edit(Field::Category)],
        price,
        vec![edit(Field::BufferBefore), edit(Field::BufferAfter)],
        vec![edit(Field::Seats), edit(Field::Confirmation)],
        vec![edit(Field::MinNotice), edit(Field::Horizon)],
        vec![edit(Field::Step), cx.button("cat-field-who", Action::new("cat-who").with(id).with(0))],
        lists::arrows(cx, "cat-service-move", id, lists::place_of(&beside, &service.id)),
        vec![switch],
        vec![cx.button("button-back", Action::new("cat-services").with(0))],
    ])
}

pub(super) fn shift(
    cx: &Cx<'_>,
    id: ServiceId,
    way: (i64, i64),
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let all = in_order(cx)?;
    let Some(service) = all.iter().find(|service| service.id == id) else { return super::gone(cx, place) };
    let beside: Vec<ServiceId> =
        all.iter().filter(|other| other.category == service.category).map(|other| other.id).collect();
    let Some(mut moved) = lists::moved(&beside, &id, way).map(Vec::into_iter) else {
        return card(cx, id, place, None);
    };
    let order: Vec<ServiceId> = all
        .iter()
        .filter_map(|other| if other.category == service.category { moved.next() } else { Some(other.id) })
        .collect();
    cx.turn.tx.order_services(&order)?;
    cx.journal("cat-service-moved", Some(id.get()))?;
    Ok(card(cx, id, place, None)?.because(Fact::CatalogChanged))
}
