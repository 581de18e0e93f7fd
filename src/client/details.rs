//! Name → phone → comment. What is known is offered and not asked again (C3).

use chat::{Action, Args, Button, Failure, Keyboard, Place, Reaction, Screen};
use domain::person::NameError;
use domain::{ClientName, Comment, Phone};

use crate::cx::Cx;
use crate::state::{Contact, Draft, Held, State};
use crate::{choose, review};

/// Asks for the name, or offers the known one.
pub(crate) fn ask_name(cx: &Cx<'_>, held: Held, place: Place) -> Result<Reaction<State>, Failure> {
    let mut text = format!("{}\n\n", chosen(cx, &held)?);
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

/// What was chosen so far, and for how long the time is kept.
pub(crate) fn chosen(cx: &Cx<'_>, held: &Held) -> Result<String, Failure> {
    let format = cx.format();
    let service = cx.turn.tx.service(held.wish.service)?.map(|service| service.name).unwrap_or_default();
    let args = Args::new()
        .text("service", service)
        .text("specialist", choose::specialist_name(cx, held.specialist)?)
        .text("time", format.date_time(held.start, cx.turn.now));
    let visit = cx.say_with("chosen", args);
    let hold = cx.turn.tx.hold_of(cx.chat)?;
    let note = match hold {
        Some(_) => {
            let until = held.chosen_at + cx.turn.policy.booking.hold;
            cx.say_with("held-until", Args::new().text("until", format.time(until)))
        }
        None => cx.say("hold-ended"),
    };
    Ok(format!("{visit}\n{note}"))
}

pub(crate) fn pressed(cx: &Cx<'_>, state: State, action: &Action) -> Result<Reaction<State>, Failure> {
    match (state, action.verb()) {
        (State::Name { held }, "known") => match &cx.client.name {
            Some(name) => ask_phone(cx, &held, name.as_str(), Place::InPlace),
            None => Ok(Reaction::silence()),
        },
        (State::Phone { held, name, .. }, "known") => match &cx.client.phone {
            Some(phone) => {
                let verified = cx.client.phone_verified;
                let contact = Contact { name, phone: phone.as_e164().to_owned(), verified };
                review::show(cx, Draft { held, contact, comment: None }, Place::InPlace)
            }
            None => Ok(Reaction::silence()),
        },
        (State::Phone { held, name, .. }, "other") => Ok(ask_contact(cx, held, name)),
        (State::Comment(draft), "none") => review::show(cx, Draft { comment: None, ..draft }, Place::InPlace),
        _ => Ok(Reaction::silence()),
    }
}

pub(crate) fn back(cx: &Cx<'_>, state: &State, place: Place) -> Result<Reaction<State>, Failure> {
    match state {
        State::Comment(draft) => review::show(cx, draft.clone(), place),
        State::Phone { held, .. } => ask_name(cx, *held, place),
        _ => Ok(Reaction::silence()),
    }
}

/// A name was typed.
pub(crate) fn name_typed(cx: &Cx<'_>, held: &Held, text: &str) -> Result<Reaction<State>, Failure> {
    match ClientName::parse(text) {
        Ok(name) => ask_phone(cx, held, name.as_str(), Place::Below),
        Err(NameError::TooShort) => Ok(cx.hint("name-too-short")),
        Err(NameError::TooLong) => Ok(cx.hint("name-too-long")),
        Err(NameError::NoLetters) => Ok(cx.hint("name-no-letters")),
        Err(NameError::Link) => Ok(cx.hint("name-link")),
    }
}

/// Offers the known number, or asks for one.
pub(crate) fn ask_phone(
    cx: &Cx<'_>,
    held: &Held,
    name: &str,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Some(phone) = &cx.client.phone else { return Ok(ask_contact(cx, *held, name.to_owned())) };
    let rows = vec![
        vec![Button::new(phone.display(), Action::new("known"))],
        vec![cx.button("button-other-phone", Action::new("other"))],
        cx.back_and_cancel(),
    ];
    let state = State::Phone { held: *held, name: name.to_owned(), asked: false };
    Ok(cx.go(state, place, Screen::text(cx.say("ask-phone-known")).buttons(rows)))
}

fn ask_contact(cx: &Cx<'_>, held: Held, name: String) -> Reaction<State> {
    let keyboard = Keyboard::AskContact {
        share: cx.label("button-share-phone"),
        others: vec![cx.label("button-back"), cx.label("button-cancel")],
    };
    let state = State::Phone { held, name, asked: true };
    cx.go(state, Place::Below, Screen::text(cx.say("ask-phone")).keyboard(keyboard))
}

/// A number was typed: nobody vouches for it.
pub(crate) fn phone_typed(
    cx: &Cx<'_>,
    held: Held,
    name: String,
    text: &str,
) -> Result<Reaction<State>, Failure> {
    match Phone::parse(text, &cx.turn.policy.business.region) {
        Ok(phone) => phone_known(cx, held, name, &phone, false),
        Err(_) => Ok(cx.hint("phone-wrong")),
    }
}

/// A contact was shared; only the person's own is vouched for by Telegram.
pub(crate) fn phone_shared(
    cx: &Cx<'_>,
    held: Held,
    name: String,
    phone: &str,
    own: bool,
) -> Result<Reaction<State>, Failure> {
    match Phone::shared(phone) {
        Ok(phone) => phone_known(cx, held, name, &phone, own),
        Err(_) => Ok(cx.hint("phone-wrong")),
    }
}

fn phone_known(
    cx: &Cx<'_>,
    held: Held,
    name: String,
    phone: &Phone,
    verified: bool,
) -> Result<Reaction<State>, Failure> {
    let contact = Contact { name, phone: phone.as_e164().to_owned(), verified };
    review::show(cx, Draft { held, contact, comment: None }, Place::Below)
}

/// Asks for a comment.
pub(crate) fn ask_comment(cx: &Cx<'_>, draft: Draft) -> Reaction<State> {
    let mut rows = Vec::new();
    if draft.comment.is_some() {
        rows.push(vec![cx.button("button-no-comment", Action::new("none"))]);
    }
    rows.push(cx.back_and_cancel());
    let screen = Screen::text(cx.say("ask-comment")).buttons(rows);
    cx.go(State::Comment(draft), Place::InPlace, screen)
}

/// A comment was typed.
pub(crate) fn comment_typed(cx: &Cx<'_>, draft: Draft, text: &str) -> Result<Reaction<State>, Failure> {
    match Comment::parse(text) {
        Ok(comment) => {
            let comment = comment.map(|comment| comment.as_str().to_owned());
            review::show(cx, Draft { comment, ..draft }, Place::Below)
        }
        Err(_) => Ok(cx.hint("comment-too-long")),
    }
}
