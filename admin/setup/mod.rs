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

use chat::{Action, Button, Failure, Place, Reaction};
use domain::Right;

use crate::cx::Cx;
use crate::flow::{self, Flow};
use crate::state::State;

pub use question::Question;

pub(crate) const FLOW: Flow = Flow {
    verbs: &[
        ("setup", Right::Settings),
        ("setup-again", Right::Settings),
        ("setup-done", Right::Settings),
        ("setup-test", Right::Settings),
    ],
    act,
};

/// The setting that remembers which question comes next.
pub(crate) const NEXT: &str = "setup";
/// What it says when there is nothing more to ask.
const DONE: &str = "done";

/// The button of the menu that leads here, while the business cannot be booked yet.
pub(crate) fn door(cx: &Cx<'_>) -> Result<Option<Button>, Failure> {
    if !cx.may(Right::Settings) || !is_open(cx)? {
        return Ok(None);
    }
    let key = match cx.turn.tx.setting(NEXT)? {
        None => "admin-button-setup-begin",
        Some(_) => "admin-button-setup-resume",
    };
    Ok(Some(cx.button(key, Action::new("setup"))))
}

/// Whether there is something to ask: nobody has, and there are no services, or somebody has not been asked all.
pub(crate) fn is_open(cx: &Cx<'_>) -> Result<bool, Failure> {
    Ok(match cx.turn.tx.setting(NEXT)? {
        Some(next) => next != DONE,
        None => !cx.turn.tx.has_services()?,
    })
}

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers()) {
        ("setup", []) => match is_open(cx)? {
            true => next(cx)?.show(cx, place, None),
            false => done::show(cx, place, None),
        },
        ("setup-again", []) => match is_in_use(cx)? {
            true => done::show(cx, place, Some(cx.say("admin-setup-in-use"))),
            false => Question::Name.show(cx, place, None),
        },
        ("setup-done", []) => done::show(cx, place, None),
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

/// An answer holds: the next question, or what there is now.
fn go_on(cx: &Cx<'_>, next: Option<Question>, place: Place) -> Result<Reaction<State>, Failure> {
    match next {
        Some(question) => {
            if let Some(code) = question.code() {
                cx.turn.tx.set_setting(NEXT, code)?;
            }
            question.show(cx, place, None)
        }
        None => {
            cx.turn.tx.set_setting(NEXT, DONE)?;
            done::show(cx, place, None)
        }
    }
}
