//! Something of a specialist is changed: chosen or typed, shown with what it does, and written if nobody was quicker.

use chat::{Action, Args, Content, Failure, Place, Reaction, Screen};
use domain::{Fact, Specialist, SpecialistId};
use store::Error;
use store::catalog_edit::Versioned;

use super::field::{Field, NONE};
use super::part::Part;
use super::preview::{self, Preview};
use super::{Step, skills, specialists, step};
use crate::cx::{Cx, under};
use crate::flow;
use crate::state::State;
use crate::stranded::after::After;
use crate::stranded::{self, Choice};

/// Asks for a time or a price of their own: a button, or words.
pub(super) fn ask(
    cx: &Cx<'_>,
    id: SpecialistId,
    part: Part,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some((seen, now)) = found(cx, id, part)? else { return super::gone(cx, place) };
    let mut values = vec![NONE];
    values.extend(part.field().presets());
    let mut rows = step::choices(&values, now, |value| part.say(cx, value))?;
    rows.push(cx.back_and_cancel());
    let args = Args::new()
        .text("title", title(cx, &seen.value, part)?)
        .text("what", cx.say(part.key()))
        .text("now", part.say(cx, now)?);
    let text = format!("{}\n{}", cx.say_with("cat-ask-value", args), cx.say(how(part)));
    let screen = Screen::text(under(headline, text)).buttons(rows);
    Ok(step::go(cx, Step::Own { specialist: id, part }, place, screen))
}

/// A specialist, and the value as it is; `None` if they or the service are no more, or they do not perform it.
fn found(cx: &Cx<'_>, id: SpecialistId, part: Part) -> Result<Option<(Versioned<Specialist>, i64)>, Failure> {
    if let Some(service) = part.service()
        && cx.turn.tx.service_to_edit(service)?.is_none()
    {
        return Ok(None);
    }
    let Some(seen) = cx.turn.tx.specialist_to_edit(id)? else { return Ok(None) };
    let now = part.now(&seen.value);
    Ok(now.map(|now| (seen, now)))
}

/// "Мария", or "Мария · Стрижка".
fn title(cx: &Cx<'_>, specialist: &Specialist, part: Part) -> Result<String, Failure> {
    let service = part.service().map(|id| cx.turn.tx.service(id)).transpose()?.flatten();
    Ok(match service {
        Some(service) => format!("{} · {}", specialist.name, service.name),
        None => specialist.name.clone(),
    })
}

fn how(part: Part) -> &'static str {
    if part.field() == Field::Price { "cat-how-price" } else { "cat-how-duration" }
}

/// A press on the screen that asks for a value.
pub(super) fn chosen(
    cx: &Cx<'_>,
    id: SpecialistId,
    part: Part,
    action: &Action,
) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers()) {
        ("cat-pick", [value]) => preview(cx, id, part, *value, Place::InPlace),
        _ => flow::refuse(cx, "press-unknown"),
    }
}

/// Words instead of a button.
pub(super) fn typed(
    cx: &Cx<'_>,
    id: SpecialistId,
    part: Part,
    content: &Content,
) -> Result<Reaction<State>, Failure> {
    let Content::Text(text) = content else { return Ok(cx.hint(how(part))) };
    let Some(value) = part.field().read(cx, text) else { return Ok(step::not_understood(cx, how(part))) };
    let Some((seen, _)) = found(cx, id, part)? else { return super::gone(cx, Place::Below) };
    match part.put(cx, &seen.value, value) {
        Some(_) => preview(cx, id, part, value, Place::Below),
        None => Ok(step::out_of_bounds(cx, part.field())),
    }
}

/// What a change would do.
pub(super) fn preview(
    cx: &Cx<'_>,
    id: SpecialistId,
    part: Part,
    new: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Some((seen, was)) = found(cx, id, part)? else { return super::gone(cx, place) };
    if was == new {
        return shown(cx, id, part, place, Some(cx.say("cat-same")));
    }
    if let Some(off) = off(&seen, part, new) {
        if !cx.may(off.right()) {
            return shown(cx, id, part, place, Some(cx.say("cat-skill-off-priced")));
        }
        return stranded::open(cx, off, Choice::Keep, &leads(id, part), place);
    }
    let Some(changed) = part.put(cx, &seen.value, new) else { return flow::refuse(cx, "press-unknown") };
    let preview = Preview {
        title: title(cx, &seen.value, part)?,
        what: cx.say(part.key()),
        was: part.say(cx, was)?,
        new: part.say(cx, new)?,
        effects: effects(cx, part, seen.version, &changed)?,
        apply: (label(part), apply(id, seen.version, part, was, new)),
        back: back(id, part),
    };
    preview::show(cx, place, preview)
}

/// What stands on the button that makes the change.
fn label(part: Part) -> &'static str {
    if part == Part::Active { "cat-button-on" } else { "cat-button-apply" }
}

/// What is switched off is so by the screen that looks after its bookings.
fn off(seen: &Versioned<Specialist>, part: Part, new: i64) -> Option<After> {
    let (specialist, version) = (seen.value.id, seen.version);
    match (part, new) {
        (Part::Active, 0) => Some(After::SpecialistOff { specialist, version }),
        (Part::Performs(service), 0) => {
            let own_price = seen.value.performs(service).is_some_and(|own| own.price.is_some());
            Some(After::SkillOff { specialist, service, version, own_price })
        }
        _ => None,
    }
}

fn back(of: SpecialistId, part: Part) -> Action {
    let id = of.get();
    match part {
        Part::Active | Part::Performs(_) => leads(of, part),
        Part::Duration(service) => Action::new("cat-skill-edit").with(id).with(service.get()),
        Part::Price(service) => Action::new("cat-fee-edit").with(id).with(service.get()),
    }
}

/// What the button asks for that makes a change.
pub(super) fn apply(id: SpecialistId, version: i64, part: Part, was: i64, new: i64) -> Action {
    let (kind, service) = part.numbers();
    let set = match part {
        Part::Price(_) => Action::new("cat-fee-set").with(id.get()).with(version),
        _ => Action::new("cat-person-set").with(id.get()).with(version).with(kind),
    };
    set.with(service).with(was).with(new)
}

fn effects(cx: &Cx<'_>, part: Part, version: i64, changed: &Specialist) -> Result<Vec<String>, Failure> {
    let bookings = cx.turn.tx.to_come_with(part.service(), Some(changed.id), cx.turn.now)?;
    let mut effects: Vec<String> = match part {
        Part::Active => return Ok(vec![cx.say("cat-effect-on")]),
        _ => preview::kept(cx, &bookings).into_iter().collect(),
    };
    if let Part::Performs(service) | Part::Duration(service) = part {
        let change = |tx: &store::Tx| tx.change_specialist(version, changed);
        effects.extend(preview::starts(cx, service, Some(changed.id), change)?);
    }
    Ok(effects)
}

/// Makes the change that was shown.
pub(super) fn set(
    cx: &Cx<'_>,
    id: SpecialistId,
    version: i64,
    part: Part,
    (old, new): (i64, i64),
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Some((seen, now)) = found(cx, id, part)? else { return super::gone(cx, place) };
    if seen.version != version && now == new {
        // A doubled press, or somebody wanted the same.
        return shown(cx, id, part, place, None);
    }
    let wanted = part.put(cx, &seen.value, new).filter(|_| now != new && off(&seen, part, new).is_none());
    let Some(changed) = wanted else {
        return flow::refuse(cx, "press-unknown");
    };
    match cx.turn.tx.change_specialist(version, &changed) {
        Ok(()) => {}
        Err(Error::Changed) => {
            let say = |value| part.say(cx, value);
            let (was, now, mine) = (say(old)?, say(now)?, say(new)?);
            let object = ("cat-specialist-*", id.get());
            let said = preview::conflict(cx, object, &cx.say(part.key()), &was, &now, &mine)?;
            return shown(cx, id, part, place, Some(said));
        }
        Err(error) => return Err(error.into()),
    }
    let deed = match part {
        Part::Active => "cat-specialist-on",
        Part::Price(_) => "cat-specialist-price",
        _ => "cat-specialist-changed",
    };
    cx.journal(deed, Some(id.get()))?;
    Ok(shown(cx, id, part, place, Some(cx.say("cat-saved")))?.because(Fact::CatalogChanged))
}

/// The entry of the screen on which the value stands.
fn leads(id: SpecialistId, part: Part) -> Action {
    match part.service() {
        Some(service) => Action::new("cat-skill").with(id.get()).with(service.get()),
        None => Action::new("cat-person").with(id.get()),
    }
}

/// The screen on which the value stands.
fn shown(
    cx: &Cx<'_>,
    id: SpecialistId,
    part: Part,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    match part {
        Part::Active => specialists::card(cx, id, place, headline),
        Part::Performs(service) | Part::Duration(service) | Part::Price(service) => {
            skills::card(cx, id, service, place, headline)
        }
    }
}
