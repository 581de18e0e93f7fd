//! Name → phone → comment. What is known is offered and not asked again (C3).

use chat::{Action, Args, Button, Failure, Keyboard, Place, Reaction, Screen};

use domain::SpecialistId;

use crate::cx::Cx;
use crate::offer;
use crate::state::{Draft, Held, State};

/// Asks for the name, or offers the known one.
pub(crate) fn ask_name(cx: &Cx<'_>, held: Held, place: Place) -> Result<Reaction<State>, Failure> {
    let mut text = format!("{}\n{}\n\n", chosen(cx, &held)?, kept(cx, &held)?);
    let mut rows = Vec::new();
    match &cx.client.name {
        Some(name) => {
            text.push_str(&cx.say("ask-name-known"));
            rows.push(vec![Button::new(name.as_str(), Action::new("known"))]);
        }
        None => text.push_str(&cx.say("ask-name")),
    }
    rows.push(cx.back_and_cancel());
    Ok(cx.go(State::Name { held }, place, Screen::text(text).buttons(rows)))
}

/// What was chosen so far.
pub(crate) fn chosen(cx: &Cx<'_>, held: &Held) -> Result<String, Failure> {
    let format = cx.format();
    let mut services = Vec::new();
    for id in &held.wish.services {
        services.extend(cx.turn.tx.service(*id)?);
    }
    let args = Args::new()
        .text("service", offer::names(&services))
        .text("specialist", specialist_name(cx, held.specialist)?)
        .text("time", format.date_time(held.start, cx.turn.now));
    Ok(cx.say_with("chosen", args))
}

/// For how long the time is kept.
pub(crate) fn kept(cx: &Cx<'_>, held: &Held) -> Result<String, Failure> {
    Ok(match cx.turn.tx.hold_of(cx.chat)? {
        Some(_) => {
            let until = held.chosen_at + cx.turn.policy.booking.hold;
            cx.say_with("held-until", Args::new().text("until", cx.format().time(until)))
        }
        None => cx.say("hold-ended"),
    })
}

/// Offers the known number, or asks for one.
pub(crate) fn ask_phone(
    cx: &Cx<'_>,
    held: &Held,
    name: &str,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Some(phone) = &cx.client.phone else {
        return Ok(ask_contact(cx, held.clone(), name.to_owned()));
    };
    let rows = vec![
        vec![Button::new(phone.display(), Action::new("known"))],
        vec![cx.button("button-other-phone", Action::new("other"))],
        cx.back_and_cancel(),
    ];
    let state = State::Phone { held: held.clone(), name: name.to_owned(), asked: false };
    Ok(cx.go(state, place, Screen::text(cx.say("ask-phone-known")).buttons(rows)))
}

pub(crate) fn ask_contact(cx: &Cx<'_>, held: Held, name: String) -> Reaction<State> {
    let keyboard = Keyboard::AskContact {
        share: cx.label("button-share-phone"),
        others: vec![cx.label("button-back"), cx.label("button-cancel")],
    };
    let state = State::Phone { held, name, asked: true };
    cx.go(state, Place::Below, Screen::text(cx.say("ask-phone")).keyboard(keyboard))
}

/// Asks for a comment.
pub(crate) fn ask_comment(cx: &Cx<'_>, draft: Draft, place: Place) -> Reaction<State> {
    let mut rows = Vec::new();
    if draft.told.comment.is_some() {
        rows.push(vec![cx.button("button-no-comment", Action::new("none"))]);
    }
    rows.push(cx.back_and_cancel());
    let screen = Screen::text(cx.say("ask-comment")).buttons(rows);
    cx.go(State::Comment(draft), place, screen)
}

fn specialist_name(cx: &Cx<'_>, id: SpecialistId) -> Result<String, Failure> {
    Ok(cx.turn.tx.specialist(id)?.map(|specialist| specialist.name).unwrap_or_default())
}
