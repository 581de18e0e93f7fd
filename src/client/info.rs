//! What clients may want to know (C11): who works here, where it is, what others have asked. Entries of the menu, and no dialogue.

use chat::{Action, Attachment, BotName, Failure, Outgoing, Place, Priority, Reaction};
use domain::{Service, ServiceId, Specialist, SpecialistId};

use crate::cx::Cx;
use crate::screens::{day, info, limits, menu};
use crate::state::{State, Wish};

/// A press on an entry that tells something of the business; nothing if it is another's.
pub(crate) fn pressed(cx: &Cx<'_>, action: &Action) -> Result<Option<Reaction<State>>, Failure> {
    let reaction = match (action.verb(), action.numbers()) {
        ("about", []) => info::about(cx)?,
        ("map", []) => on_the_map(cx)?,
        ("specialists", [page]) => specialists(cx, *page)?,
        ("about-specialist", [id]) => specialist(cx, (*id).into(), true)?,
        // Back from what they do: the picture stands above already.
        ("about-specialist", [id, _]) => specialist(cx, (*id).into(), false)?,
        ("book-with", [id]) => book_with(cx, (*id).into(), 0)?,
        ("book-with", [id, page]) => book_with(cx, (*id).into(), *page)?,
        ("book-with-for", [id, service]) => book_with_for(cx, (*id).into(), (*service).into())?,
        // They may have been taken out since the button was shown.
        ("questions" | "answer", [_]) if cx.turn.policy.business.questions.is_empty() => info::about(cx)?,
        ("questions", [page]) => info::questions(cx, *page),
        ("answer", [number]) => info::answer(cx, *number),
        _ => return Ok(None),
    };
    Ok(Some(reaction))
}

/// The place is sent below: Telegram opens it in the person's own maps.
fn on_the_map(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    let business = &cx.turn.policy.business;
    let Some(at) = business.location else { return menu::contacts(cx, Place::InPlace) };
    let address = business.address.clone().unwrap_or_else(|| at.to_string());
    let venue = Attachment::Venue { at, title: business.name.clone(), address };
    Ok(Reaction::silence().and(attach(cx, venue)))
}

fn specialists(cx: &Cx<'_>, page: i64) -> Result<Reaction<State>, Failure> {
    let all = cx.turn.tx.specialists()?;
    if all.is_empty() { info::about(cx) } else { Ok(info::specialists(cx, &all, page)) }
}

/// Somebody who works here: the picture, if there is one and it is wanted, and below it what they do.
fn specialist(cx: &Cx<'_>, id: SpecialistId, pictured: bool) -> Result<Reaction<State>, Failure> {
    let Some(found) = active(cx, id)? else { return specialists(cx, 0) };
    let performed = performed(cx, &found)?;
    let photo = if pictured { cx.turn.tx.photo_of(id)? } else { None };
    Ok(match photo {
        Some(photo) => {
            let picture = attach(cx, Attachment::Photo { photo, caption: String::new() });
            let mut reaction = info::specialist(cx, &found, &performed, Place::Below);
            reaction.effects.outgoing.insert(0, picture);
            reaction
        }
        None => info::specialist(cx, &found, &performed, Place::InPlace),
    })
}

/// Begins a booking with somebody: what they do is offered, unless it is one thing alone.
fn book_with(cx: &Cx<'_>, id: SpecialistId, page: i64) -> Result<Reaction<State>, Failure> {
    let Some(found) = active(cx, id)? else { return specialists(cx, 0) };
    match performed(cx, &found)?.as_slice() {
        [] => specialist(cx, id, false),
        [only] => book_with_for(cx, id, only.id),
        several => match limits::reached(cx, Place::InPlace)? {
            Some(told) => Ok(told),
            None => Ok(info::services_of(cx, &found, several, page)),
        },
    }
}

fn book_with_for(cx: &Cx<'_>, id: SpecialistId, service: ServiceId) -> Result<Reaction<State>, Failure> {
    match limits::reached(cx, Place::InPlace)? {
        Some(told) => Ok(told),
        None => day::ask_day(cx, Wish::of(vec![service]).with(Some(id)), None, Place::InPlace, None),
    }
}

fn active(cx: &Cx<'_>, id: SpecialistId) -> Result<Option<Specialist>, Failure> {
    Ok(cx.turn.tx.specialist(id)?.filter(|found| found.active))
}

/// What somebody does now, in their own time and for their own price.
fn performed(cx: &Cx<'_>, specialist: &Specialist) -> Result<Vec<Service>, Failure> {
    let own = |service: Service| {
        let performed = specialist.performs(service.id)?;
        let duration = performed.duration.unwrap_or(service.duration);
        let price = performed.price.unwrap_or(service.price);
        Some(Service { duration, price, ..service })
    };
    Ok(cx.turn.tx.services()?.into_iter().filter_map(own).collect())
}

fn attach(cx: &Cx<'_>, attachment: Attachment) -> Outgoing {
    let (bot, chat) = (BotName::Client, cx.chat);
    Outgoing::Attach { bot, chat, attachment, priority: Priority::Reply, expires_at: None }
}
