//! Who performs services: the list and the card of a specialist.

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use domain::{Fact, Specialist, SpecialistId};

use super::list as lists;
use super::part::Part;
use super::skills;
use crate::cx::{Cx, under};
use crate::state::State;

pub(super) fn list(
    cx: &Cx<'_>,
    page: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let all = cx.turn.tx.listed_specialists()?;
    let objects = all.iter().map(|specialist| {
        let label = match specialist.active {
            true => specialist.name.clone(),
            false => cx.label_with("cat-switched-off", Args::new().text("name", &specialist.name)),
        };
        Button::new(label, Action::new("cat-person").with(specialist.id.get()))
    });
    let below = vec![
        vec![cx.button("cat-button-person-new", Action::new("cat-person-new"))],
        vec![cx.button("button-back", Action::new("cat"))],
    ];
    let text = cx.say(if all.is_empty() { "cat-staff-none" } else { "cat-staff" });
    let turn_to = |page| Action::new("cat-staff").with(page);
    lists::show(cx, place, under(headline, text), (objects.collect(), page), turn_to, below)
}

/// One specialist: what they perform, and what can be changed.
pub(super) fn card(
    cx: &Cx<'_>,
    id: SpecialistId,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(seen) = cx.turn.tx.specialist_to_edit(id)? else { return super::gone(cx, place) };
    let specialist = seen.value;
    let mut lines = vec![cx.say_with("cat-title", Args::new().text("name", &specialist.name))];
    if !specialist.active {
        lines.push(cx.say("cat-person-off"));
    }
    lines.push(cx.say(if cx.turn.tx.photo_of(id)?.is_some() { "cat-photo-yes" } else { "cat-photo-no" }));
    lines.push(cx.say(if specialist.hours.is_some() { "cat-hours-own" } else { "cat-hours-business" }));
    lines.push(String::new());
    lines.extend(skills::lines(cx, &specialist)?);
    let screen = Screen::text(under(headline, lines.join("\n"))).buttons(buttons(cx, &specialist)?);
    Ok(cx.end(place, screen))
}

fn buttons(cx: &Cx<'_>, specialist: &Specialist) -> Result<Vec<Vec<Button>>, Failure> {
    let id = specialist.id.get();
    let (switch, to) = if specialist.active { ("cat-button-off", 0) } else { ("cat-button-on", 1) };
    let (kind, none) = Part::Active.numbers();
    let switch = cx.button(switch, Action::new("cat-person-try").with(id).with(kind).with(none).with(to));
    let all: Vec<SpecialistId> = cx.turn.tx.listed_specialists()?.iter().map(|other| other.id).collect();
    Ok(vec![
        vec![cx.button("cat-button-skills", Action::new("cat-skills").with(id).with(0))],
        vec![
            cx.button("cat-button-rename-person", Action::new("cat-person-name").with(id)),
            cx.button("cat-button-photo", Action::new("cat-photo").with(id)),
        ],
        lists::arrows(cx, "cat-person-move", id, lists::place_of(&all, &specialist.id)),
        vec![switch],
        vec![cx.button("button-back", Action::new("cat-staff").with(0))],
    ])
}

pub(super) fn shift(
    cx: &Cx<'_>,
    id: SpecialistId,
    way: (i64, i64),
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let all: Vec<SpecialistId> = cx.turn.tx.listed_specialists()?.iter().map(|other| other.id).collect();
    let Some(order) = lists::moved(&all, &id, way) else { return card(cx, id, place, None) };
    cx.turn.tx.order_specialists(&order)?;
    cx.journal("cat-specialist-moved", Some(id.get()))?;
    Ok(card(cx, id, place, None)?.because(Fact::CatalogChanged))
}
