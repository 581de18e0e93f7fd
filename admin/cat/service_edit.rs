//! A value of a service is changed: chosen or typed, shown with what it does, and written if nobody was quicker.

use chat::{Action, Args, Button, Content, Failure, Page, Place, Reaction, Screen};
use domain::{Fact, Service, ServiceId};
use store::Error;
use store::catalog_edit::Versioned;

use super::field::{Field, NONE};
use super::part::Part;
use super::preview::{self, Preview};
use super::services::card;
use super::{PAGE, Step, step};
use crate::cx::{Cx, under};
use crate::flow;
use crate::state::State;
use crate::stranded::after::After;
use crate::stranded::{self, Choice};

/// Asks for another value: a button, or words.
pub(super) fn ask(
    cx: &Cx<'_>,
    id: ServiceId,
    field: Field,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    ask_page(cx, id, field, 0, place, headline)
}

fn ask_page(
    cx: &Cx<'_>,
    id: ServiceId,
    field: Field,
    page: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(seen) = cx.turn.tx.service_to_edit(id)? else { return super::gone(cx, place) };
    let now = field.of(&seen.value);
    let mut rows = match field {
        Field::Category => categories(cx, now, page)?,
        _ => step::choices(field.presets(), now, |value| field.say(cx, value))?,
    };
    rows.push(cx.back_and_cancel());
    let args = Args::new()
        .text("title", &seen.value.name)
        .text("what", cx.say(field.key()))
        .text("now", field.say(cx, now)?);
    let text = format!("{}\n{}", cx.say_with("cat-ask-value", args), cx.say(how(field)));
    let screen = Screen::text(under(headline, text)).buttons(rows);
    Ok(step::go(cx, Step::Value { service: id, field }, place, screen))
}

/// What is meant by a value, and how it can be said.
fn how(field: Field) -> &'static str {
    match field {
        Field::Duration => "cat-how-duration",
        Field::Price => "cat-how-price",
        Field::BufferBefore | Field::BufferAfter => "cat-how-buffer",
        Field::Seats => "cat-how-seats",
        Field::MinNotice => "cat-how-notice",
        Field::Horizon => "cat-how-horizon",
        Field::Step => "cat-how-step",
        Field::Confirmation => "cat-how-confirmation",
        Field::Category => "cat-how-category",
        Field::Active => "cat-how-active",
    }
}

/// The categories, a page at a time, and none.
fn categories(cx: &Cx<'_>, now: i64, page: i64) -> Result<Vec<Vec<Button>>, Failure> {
    let all = cx.turn.tx.categories()?;
    let page = Page::of(&all, page, PAGE);
    let ids: Vec<i64> = page.items.iter().map(|category| category.id.get()).collect();
    let mut rows = step::choices(&ids, now, |value| Field::Category.say(cx, value))?;
    rows.push(page.arrows(|page| Action::new("cat-page").with(page)));
    rows.push(vec![cx.button("cat-button-no-category", Action::new("cat-pick").with(0))]);
    Ok(rows)
}

/// A press on the screen that asks for a value.
pub(super) fn chosen(
    cx: &Cx<'_>,
    id: ServiceId,
    field: Field,
    action: &Action,
) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers()) {
        ("cat-pick", [value]) => preview(cx, id, field, *value, Place::InPlace),
        ("cat-page", [page]) if field == Field::Category => {
            ask_page(cx, id, field, *page, Place::InPlace, None)
        }
        ("back", []) => card(cx, id, Place::InPlace, None),
        _ => flow::refuse(cx, "press-unknown"),
    }
}

/// Words instead of a button.
pub(super) fn typed(
    cx: &Cx<'_>,
    id: ServiceId,
    field: Field,
    content: &Content,
) -> Result<Reaction<State>, Failure> {
    let Content::Text(text) = content else { return Ok(cx.hint(how(field))) };
    let Some(value) = field.read(cx, text) else { return Ok(step::not_understood(cx, how(field))) };
    let Some(seen) = cx.turn.tx.service_to_edit(id)? else { return super::gone(cx, Place::Below) };
    match field.put(cx, &seen.value, value) {
        Some(_) => preview(cx, id, field, value, Place::Below),
        None => Ok(step::out_of_bounds(cx, field)),
    }
}

/// What a change would do.
pub(super) fn preview(
    cx: &Cx<'_>,
    id: ServiceId,
    field: Field,
    new: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Some(seen) = cx.turn.tx.service_to_edit(id)? else { return super::gone(cx, place) };
    let was = field.of(&seen.value);
    if was == new {
        return card(cx, id, place, Some(cx.say("cat-same")));
    }
    if (field, new) == (Field::Active, 0) {
        let off = After::ServiceOff { service: id, version: seen.version };
        return stranded::open(cx, off, Choice::Keep, &Action::new("cat-service").with(id.get()), place);
    }
    let Some(changed) = changed(cx, field, &seen, new)? else { return flow::refuse(cx, "press-unknown") };
    let preview = Preview {
        what: cx.say(field.key()),
        was: field.say(cx, was)?,
        new: field.say(cx, new)?,
        effects: effects(cx, field, &seen, &changed)?,
        title: seen.value.name,
        apply: (label(field), apply(id, seen.version, field, was, new)),
        back: match field {
            Field::Active => Action::new("cat-service").with(id.get()),
            Field::Price => Action::new("cat-price-edit").with(id.get()),
            _ => Action::new("cat-service-edit").with(id.get()).with(field.number()),
        },
    };
    preview::show(cx, place, preview)
}

/// What stands on the button that makes the change.
fn label(field: Field) -> &'static str {
    if field == Field::Active { "cat-button-on" } else { "cat-button-apply" }
}

fn apply(id: ServiceId, version: i64, field: Field, was: i64, new: i64) -> Action {
    let set = Action::new(if field == Field::Price { "cat-price-set" } else { "cat-service-set" });
    let set = set.with(id.get()).with(version);
    let set = if field == Field::Price { set } else { set.with(field.number()) };
    set.with(was).with(new)
}

/// The service with another value; `None` if it can have no such value.
fn changed(
    cx: &Cx<'_>,
    field: Field,
    seen: &Versioned<Service>,
    new: i64,
) -> Result<Option<Service>, Failure> {
    if field == Field::Category && new != 0 && cx.turn.tx.category_to_edit(new.into())?.is_none() {
        return Ok(None);
    }
    Ok(field.put(cx, &seen.value, new))
}

fn effects(
    cx: &Cx<'_>,
    field: Field,
    seen: &Versioned<Service>,
    changed: &Service,
) -> Result<Vec<String>, Failure> {
    let (id, now) = (changed.id, cx.turn.now);
    if field == Field::Category {
        return Ok(Vec::new());
    }
    let bookings = cx.turn.tx.to_come_with(Some(id), None, now)?;
    if field == Field::Active {
        return Ok(vec![cx.say("cat-effect-on")]);
    }
    let mut effects: Vec<String> = preview::kept(cx, &bookings).into_iter().collect();
    effects.extend(own(cx, field, changed)?);
    if field == Field::Seats {
        let count = Args::new().number("count", i64::from(changed.seats));
        effects.push(cx.say_with("cat-effect-seats", count));
    }
    if field == Field::Horizon {
        let until = |service: &Service| {
            let horizon = service.horizon.unwrap_or(cx.turn.policy.booking.horizon);
            cx.format().date(domain::time::date(cx.format().zone, now + horizon), now)
        };
        let args = Args::new().text("was", until(&seen.value)).text("new", until(changed));
        effects.push(cx.say_with("cat-effect-until", args));
    }
    if field.moves_starts() {
        effects.extend(preview::starts(cx, id, None, |tx| tx.change_service(seen.version, changed))?);
    }
    Ok(effects)
}

/// Who has a time or a price of their own, which the change does not touch.
fn own(cx: &Cx<'_>, field: Field, service: &Service) -> Result<Option<String>, Failure> {
    let part = match field {
        Field::Duration => Part::Duration(service.id),
        Field::Price => Part::Price(service.id),
        _ => return Ok(None),
    };
    let mut names = Vec::new();
    for specialist in cx.turn.tx.specialists_for(service.id)? {
        if let Some(value) = part.now(&specialist).filter(|value| *value != NONE) {
            names.push(format!("{} ({})", specialist.name, part.say(cx, value)?));
        }
    }
    let said = || cx.say_with("cat-effect-own", Args::new().text("names", names.join(", ")));
    Ok((!names.is_empty()).then(said))
}

/// Makes the change that was shown.
pub(super) fn set(
    cx: &Cx<'_>,
    id: ServiceId,
    version: i64,
    field: Field,
    (old, new): (i64, i64),
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Some(seen) = cx.turn.tx.service_to_edit(id)? else { return super::gone(cx, place) };
    let now = field.of(&seen.value);
    if seen.version != version && now == new {
        // A doubled press, or somebody wanted the same.
        return card(cx, id, place, None);
    }
    // What is switched off is so by the screen that looks after its bookings.
    let wanted = changed(cx, field, &seen, new)?.filter(|_| (field, new) != (Field::Active, 0));
    let Some(changed) = wanted else { return flow::refuse(cx, "press-unknown") };
    match cx.turn.tx.change_service(version, &changed) {
        Ok(()) => {}
        Err(Error::Changed) => {
            let say = |value| field.say(cx, value);
            let (was, now, mine) = (say(old)?, say(now)?, say(new)?);
            let object = ("cat-service-*", id.get());
            let said = preview::conflict(cx, object, &cx.say(field.key()), &was, &now, &mine)?;
            return card(cx, id, place, Some(said));
        }
        Err(error) => return Err(error.into()),
    }
    let deed = match field {
        Field::Price => "cat-service-price",
        Field::Active => "cat-service-on",
        _ => "cat-service-changed",
    };
    cx.journal(deed, Some(id.get()))?;
    Ok(card(cx, id, place, Some(cx.say("cat-saved")))?.because(Fact::CatalogChanged))
}
