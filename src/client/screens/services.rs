//! Categories, and the services of one: a tap chooses one, check marks choose several (C3).

use chat::{Action, Args, Button, Card, Failure, Page, Place, Reaction, Screen};
use domain::{Money, Service, ServiceId};

use crate::cx::Cx;
use crate::offer;
use crate::screens::{menu, with_headline};
use crate::state::{Shelf, State};

/// Services or categories on one screen.
const LIST: usize = 20;

/// What the services lie on, in order: one shelf, or one for each category and one for the rest. Groups are nothing to be joined with others.
fn shelves(cx: &Cx<'_>, several: bool) -> Result<Vec<(Shelf, String)>, Failure> {
    let mut services = cx.turn.tx.services()?;
    services.retain(|service| !several || !service.is_group());
    let mut shelves: Vec<(Shelf, String)> = Vec::new();
    for category in cx.turn.tx.categories()? {
        if services.iter().any(|service| service.category == Some(category.id)) {
            shelves.push((Shelf::Of(category.id), category.name));
        }
    }
    if services.iter().any(|service| service.category.is_none()) {
        shelves.push((Shelf::Rest, cx.label("category-rest")));
    }
    Ok(match shelves.len() {
        0 | 1 => vec![(Shelf::All, String::new())],
        _ => shelves,
    })
}

/// The first step: the categories, or the services where there is nothing to choose between.
pub(crate) fn ask_category(
    cx: &Cx<'_>,
    several: Option<Vec<ServiceId>>,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let shelves = shelves(cx, several.is_some())?;
    if shelves.len() == 1 {
        return ask_service(cx, Shelf::All, several, 0, place, headline);
    }
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for (shelf, name) in shelves {
        let number = if let Shelf::Of(id) = shelf { id.get() } else { 0 };
        rows.push(vec![Button::new(name, Action::new("shelf").with(number))]);
    }
    rows.extend(next(cx, several.as_deref()));
    rows.push(cx.back_and_cancel());
    let mut text = with_headline(headline, cx.say("choose-category"));
    text.push_str(&ticked(cx, several.as_deref())?);
    Ok(cx.go(State::Category { several }, place, Screen::text(text).buttons(rows)))
}

/// The services of a shelf, a page at a time.
pub(crate) fn ask_service(
    cx: &Cx<'_>,
    shelf: Shelf,
    mut several: Option<Vec<ServiceId>>,
    page: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let all = cx.turn.tx.services()?;
    if let Some(ticked) = &mut several {
        // What is no longer offered loses its mark.
        ticked.retain(|id| all.iter().any(|service| service.id == *id));
    }
    let fits = |service: &&Service| lies_on(service, shelf) && (several.is_none() || !service.is_group());
    let services: Vec<&Service> = all.iter().filter(fits).collect();
    if services.is_empty() && shelf != Shelf::All {
        return ask_category(cx, several, place, Some(cx.say("service-gone")));
    }
    if services.is_empty() {
        let screen = Screen::text(cx.say("no-services")).buttons(menu::way_on(cx));
        return Ok(Reaction::end().and(cx.show(Card::Dialogue, place, screen)));
    }
    let page = Page::of(&services, page, LIST);
    let mut rows: Vec<Vec<Button>> =
        page.items.iter().map(|service| vec![entry(cx, service, several.as_deref(), page.number)]).collect();
    rows.push(page.arrows(|page| Action::new("services").with(page)));
    match &several {
        Some(_) => rows.extend(next(cx, several.as_deref())),
        None if can_be_several(&services, &all) => {
            rows.push(vec![cx.button("button-several", Action::new("several"))]);
        }
        None => {}
    }
    rows.push(cx.back_and_cancel());
    let question = if several.is_some() { "choose-services" } else { "choose-service" };
    let mut text = with_headline(headline, cx.say(question));
    text.push_str(&ticked(cx, several.as_deref())?);
    Ok(cx.go(State::Service { shelf, several }, place, Screen::text(text).buttons(rows)))
}

fn lies_on(service: &Service, shelf: Shelf) -> bool {
    match shelf {
        Shelf::All => true,
        Shelf::Of(category) => service.category == Some(category),
        Shelf::Rest => service.category.is_none(),
    }
}

/// A group's session stands alone: here there must be something else, and one more somewhere.
fn can_be_several(here: &[&Service], all: &[Service]) -> bool {
    let joins = |service: &Service| !service.is_group();
    here.iter().any(|service| joins(service)) && all.iter().filter(|service| joins(service)).count() > 1
}

fn entry(cx: &Cx<'_>, service: &Service, several: Option<&[ServiceId]>, page: i64) -> Button {
    let label = format!("{} · {}", service.name, cx.format().money(service.price));
    match several {
        None => Button::new(label, Action::new("service").with(service.id.get())),
        Some(ticked) => {
            let mark = if ticked.contains(&service.id) { "☑" } else { "☐" };
            Button::new(format!("{mark} {label}"), Action::new("tick").with(service.id.get()).with(page))
        }
    }
}

fn next(cx: &Cx<'_>, several: Option<&[ServiceId]>) -> Option<Vec<Button>> {
    several.filter(|ticked| !ticked.is_empty()).map(|_| vec![cx.button("button-next", Action::new("next"))])
}

/// What has a check mark, and what it comes to.
fn ticked(cx: &Cx<'_>, several: Option<&[ServiceId]>) -> Result<String, Failure> {
    let Some(services) = several.filter(|ticked| !ticked.is_empty()) else { return Ok(String::new()) };
    let Some(services) = offer::services(cx, services)? else { return Ok(String::new()) };
    let total = total(&services);
    let mut args = Args::new().text("services", offer::names(&services));
    let duration = services.iter().map(|service| service.duration).sum();
    args = args.text("duration", cx.format().duration(duration));
    let price = total.map(|price| cx.format().money(price)).unwrap_or_default();
    Ok(format!("\n\n{}", cx.say_with("ticked", args.text("price", price))))
}

fn total(services: &[Service]) -> Option<Money> {
    let mut prices = services.iter().map(|service| service.price);
    let first = prices.next()?;
    prices.try_fold(first, Money::plus)
}
