//! The consent, a name, a phone or a comment: pressed, typed or shared (C2, C3).

use chat::{Action, Failure, Place, Reaction};
use domain::person::NameError;
use domain::{ClientName, Comment, Phone};

use crate::cx::Cx;
use crate::joining;
use crate::screens::details::{ask_contact, ask_name, ask_phone};
use crate::screens::review;
use crate::state::{Draft, Held, State, Told};

pub(crate) fn pressed(cx: &Cx<'_>, state: State, action: &Action) -> Result<Reaction<State>, Failure> {
    match (state, action.verb()) {
        (State::Consent { held }, "agree") => {
            let version = &cx.turn.policy.privacy.version;
            cx.turn.tx.set_client_consent(cx.client.id, version, cx.turn.now)?;
            ask_name(cx, held, Place::InPlace)
        }
        (State::Name { held }, "known") => match &cx.client.name {
            Some(name) => ask_phone(cx, &held, name.as_str(), Place::InPlace),
            None => Ok(Reaction::silence()),
        },
        (State::Phone { held, name, .. }, "known") => match &cx.client.phone {
            Some(phone) => {
                let verified = cx.client.phone_verified;
                let told = Told { name, phone: phone.as_e164().to_owned(), verified, comment: None };
                review::show(cx, Draft { held, told, quote: None }, Place::InPlace, None)
            }
            None => Ok(Reaction::silence()),
        },
        (State::Phone { held, name, .. }, "other") => Ok(ask_contact(cx, held, name)),
        (State::Comment(draft), "none") => review::show(cx, with_comment(draft, None), Place::InPlace, None),
        _ => Ok(Reaction::silence()),
    }
}

pub(crate) fn back(cx: &Cx<'_>, state: &State, place: Place) -> Result<Reaction<State>, Failure> {
    match state {
        State::Comment(draft) => review::show(cx, draft.clone(), place, None),
        State::Phone { held, .. } => ask_name(cx, held.clone(), place),
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
        Ok(phone) if own => {
            let joined = joining::join(cx, &phone)?;
            let reaction = phone_known(cx, held, name, &phone, true)?;
            Ok(joined.into_iter().fold(reaction, Reaction::because))
        }
        Ok(phone) => phone_known(cx, held, name, &phone, false),
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
    let told = Told { name, phone: phone.as_e164().to_owned(), verified, comment: None };
    review::show(cx, Draft { held, told, quote: None }, Place::Below, None)
}

/// A comment was typed.
pub(crate) fn comment_typed(cx: &Cx<'_>, draft: Draft, text: &str) -> Result<Reaction<State>, Failure> {
    match Comment::parse(text) {
        Ok(comment) => {
            let comment = comment.map(|comment| comment.as_str().to_owned());
            review::show(cx, with_comment(draft, comment), Place::Below, None)
        }
        Err(_) => Ok(cx.hint("comment-too-long")),
    }
}

fn with_comment(draft: Draft, comment: Option<String>) -> Draft {
    Draft { told: Told { comment, ..draft.told }, ..draft }
}
