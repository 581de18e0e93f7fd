//! The schedule in chat (A7): the hours of the business and of each specialist, dates that differ, vacations, blocked time.
//!
//! | module | what lives there |
//! |---|---|
//! | [`change`] | a change, as it waits for the word; what it does is shown by [`crate::stranded`] |
//! | `words` | hours as people read them |
//! | `whose` | whose schedule, and its week |
//! | [`week`] | other hours for some days of the week |
//! | [`dates`] | dates that differ, vacations, blocked time: a step asks for the dates and the hours |
//! | `lists` | the dates that differ and the blocked time that are to come |

pub mod change;
pub mod dates;
mod lists;
pub mod week;
mod whose;
pub(crate) mod words;

use chat::{Action, Content, Failure, Place, Reaction};
use domain::{Right, SpecialistId};
use serde::{Deserialize, Serialize};

use crate::cx::Cx;
use crate::flow::{self, Flow};
use crate::state::State;
use crate::stranded;

pub(crate) const FLOW: Flow = Flow {
    verbs: &[
        ("hours", Right::Schedule),
        ("hours-of", Right::Schedule),
        ("hours-edit", Right::Schedule),
        ("hours-own", Right::Schedule),
        ("hours-new", Right::Schedule),
        ("hours-away", Right::Schedule),
        ("hours-ill", Right::Schedule),
        ("hours-dates", Right::Schedule),
        ("hours-date", Right::Schedule),
        ("hours-block", Right::Schedule),
        ("hours-blocks", Right::Schedule),
        ("hours-unblock", Right::Schedule),
        ("hours-asked", Right::Schedule),
    ],
    act,
};

/// A step of this flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Days of the week, and their hours.
    Week(week::Week),
    /// Dates, and their hours.
    Dates(dates::Dates),
}

impl Step {
    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        match self {
            Step::Week(step) => step.show(cx, place, headline),
            Step::Dates(step) => step.show(cx, place, headline),
        }
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        match self {
            Step::Week(step) => step.pressed(cx, action),
            Step::Dates(step) => step.pressed(cx, action),
        }
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let Content::Text(text) = content else { return Ok(cx.hint("hours-words")) };
        match self {
            Step::Week(step) => step.written(cx, text),
            Step::Dates(step) => step.written(cx, text),
        }
    }
}

/// The number of whose schedule it is on a button: 0 is the business's.
pub(crate) fn number(of: Option<SpecialistId>) -> i64 {
    of.map_or(0, SpecialistId::get)
}

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    let (verb, numbers) = (action.verb(), action.numbers());
    match (verb, numbers) {
        ("hours", []) => return whose::list(cx, 0, place),
        ("hours", [page]) => return whose::list(cx, *page, place),
        ("hours-asked", []) => return stranded::asked::list(cx, 0, place),
        ("hours-asked", [page]) => return stranded::asked::list(cx, *page, place),
        ("hours-unblock", [id]) => return lists::unblock(cx, (*id).into(), place),
        _ => {}
    }
    let Some((who, more)) = numbers.split_first() else { return flow::refuse(cx, "press-unknown") };
    let of = (*who != 0).then(|| SpecialistId::from(*who));
    if let Some(id) = of
        && cx.turn.tx.specialist(id)?.is_none_or(|found| !found.active)
    {
        return Ok(whose::list(cx, 0, place)?.saying(cx.label("admin-stale")));
    }
    match (verb, more) {
        ("hours-of", []) => whose::show(cx, of, place),
        ("hours-edit", []) => week::begin(cx, of, place),
        ("hours-own", []) => week::as_business(cx, of, place),
        ("hours-new", []) => dates::begin(cx, of, dates::For::Special, place),
        ("hours-away", []) => dates::begin(cx, of, dates::For::Away, place),
        ("hours-block", []) => dates::begin(cx, of, dates::For::Block, place),
        ("hours-ill", []) => dates::ill_today(cx, of, place),
        ("hours-dates", [page]) => lists::dates(cx, of, *page, place),
        ("hours-date", [day]) => lists::date(cx, of, *day, place),
        ("hours-blocks", [page]) => lists::blocks(cx, of, *page, place),
        _ => flow::refuse(cx, "press-unknown"),
    }
}
