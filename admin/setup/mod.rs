//! The first run (A2): from an empty database to a business that can be booked, in five questions.
//!
//! Each answer holds at once and can be changed later where it belongs. What has been answered is remembered, so who leaves goes on there.
//!
//! | module | what lives there |
//! |---|---|
//! | `question` | what is asked, and what an answer does |
//! | `about` | name and zone of the business |
//! | `work` | hours, the first service, the first specialist |
//! | `done` | what there is now, the link for clients, a booking to try it |

mod about;
mod done;
mod question;
mod work;

use chat::{Action, Button, Failure, Place, Reaction, Screen};
use domain::Right;

use crate::cx::{Cx, under};
use crate::flow::{self, Flow};
use crate::menu;
use crate::state::State;

pub use question::Question;

pub(crate) const FLOW: Flow = Flow {
    verbs: &[
        ("setup", Right::Settings),
        ("setup-again", Right::Settings),
        ("setup-later", Right::Settings),
        ("setup-test", Right::Settings),
    ],
    act,
};

/// The setting that remembers which question comes next.
const NEXT: &str = "setup";
/// What it says when there is nothing more to ask.
const DONE: &str = "done";

/// Whether nothing can be booked, and this admin could be asked and was not.
pub(crate) fn is_new(cx: &Cx<'_>) -> Result<bool, Failure> {
    let is_empty = || Ok::<_, Failure>(cx.turn.tx.setting(NEXT)?.is_none() && !cx.turn.tx.has_services()?);
    Ok(cx.may(Right::Settings) && is_empty()?)
}

/// The first screen of all.
pub(crate) fn welcome(cx: &Cx<'_>, place: Place, headline: Option<String>) -> Reaction<State> {
    let rows = vec![
        vec![cx.button("admin-button-setup-begin", Action::new("setup"))],
        vec![cx.button("admin-button-setup-later", Action::new("setup-later"))],
    ];
    cx.end(place, Screen::text(under(headline, cx.say("admin-setup-welcome"))).buttons(rows))
}

/// The button of the menu that leads here, while somebody has begun and has not answered all.
pub(crate) fn door(cx: &Cx<'_>) -> Result<Option<Button>, Failure> {
    let has_begun = cx.turn.tx.setting(NEXT)?.is_some_and(|next| next != DONE);
    let resume = || cx.button("admin-button-setup-resume", Action::new("setup"));
    Ok((cx.may(Right::Settings) && has_begun).then(resume))
}

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers()) {
        ("setup", []) => match door(cx)?.is_some() || is_new(cx)? {
            true => go_on(cx, Some(next(cx)?), place),
            false => done::show(cx, place, None),
        },
        ("setup-later", []) => {
            remember(cx, &Question::Name)?;
            menu::show(cx, place, None)
        }
        ("setup-again", []) => match is_in_use(cx)? {
            true => done::show(cx, place, Some(cx.say("admin-setup-in-use"))),
            false => Question::Name.show(cx, place, None),
        },
        ("setup-test", []) => done::book(cx, place),
        _ => flow::refuse(cx, "press-unknown"),
    }
}

/// Whether somebody has booked: from then on hours and zone are changed where it is seen whom that would touch.
fn is_in_use(cx: &Cx<'_>) -> Result<bool, Failure> {
    Ok(!cx.turn.tx.bookings_to_come(cx.turn.now)?.is_empty())
}

/// Where somebody who comes back goes on.
fn next(cx: &Cx<'_>) -> Result<Question, Failure> {
    let next = cx.turn.tx.setting(NEXT)?;
    Ok(next.and_then(|code| Question::from_code(&code)).unwrap_or(Question::Name))
}

/// Keeps where to go on, if it is a question at which somebody can.
fn remember(cx: &Cx<'_>, question: &Question) -> Result<(), Failure> {
    if let Some(code) = question.code() {
        cx.turn.tx.set_setting(NEXT, code)?;
    }
    Ok(())
}

/// An answer holds: the next question, or what there is now.
fn go_on(cx: &Cx<'_>, next: Option<Question>, place: Place) -> Result<Reaction<State>, Failure> {
    match next {
        Some(question) => {
            remember(cx, &question)?;
            question.show(cx, place, None)
        }
        None => {
            cx.turn.tx.set_setting(NEXT, DONE)?;
            done::show(cx, place, None)
        }
    }
}
