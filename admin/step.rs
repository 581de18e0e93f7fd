//! The steps of all flows: where an admin stands when words are asked for, or presses that only this screen has (P3).
//!
//! A step is a dialogue. Its buttons live as long as it does; a command ends it; a lock in the middle asks the PIN and then shows it again.

use chat::{Action, Content, Failure, Place, Reaction, Worked};
use domain::Right;
use serde::{Deserialize, Serialize};

use crate::cx::Cx;
use crate::menu;
use crate::reason::Reason;
use crate::settings;
use crate::state::State;
use crate::team::Naming;

/// A step of one of the flows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Why a booking is declined or called off.
    Reason(Reason),
    /// A setting, or a PIN.
    Settings(settings::Step),
    /// What colleagues call somebody.
    Team(Naming),
}

impl Step {
    /// What it takes. A role may change while somebody stands here.
    fn right(&self) -> Right {
        match self {
            Step::Reason(_) => Right::Decide,
            Step::Settings(step) => step.right(),
            Step::Team(_) => Right::Team,
        }
    }

    /// Shows the step, again or for the first time, under a headline.
    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        if !cx.may(self.right()) {
            return menu::show(cx, place, Some(cx.say("admin-beyond-role")));
        }
        match self {
            Step::Reason(step) => step.show(cx, place, headline),
            Step::Settings(step) => step.show(cx, place, headline),
            Step::Team(step) => step.show(cx, place, headline),
        }
    }

    /// A press on the step's own screen.
    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        if !cx.may(self.right()) || action.verb() == "leave" {
            return menu::show(cx, Place::InPlace, None);
        }
        match self {
            Step::Reason(step) => step.pressed(cx, action),
            Step::Settings(step) => step.pressed(cx, action),
            Step::Team(step) => step.pressed(cx, action),
        }
    }

    /// Words, a contact, a picture.
    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        if !cx.may(self.right()) {
            return menu::show(cx, Place::Below, None);
        }
        match self {
            Step::Reason(step) => step.written(cx, content),
            Step::Settings(step) => step.written(cx, content),
            Step::Team(step) => step.written(cx, content),
        }
    }

    /// Whether what is typed here is a PIN: it is deleted (A1).
    pub(crate) fn is_secret(&self) -> bool {
        matches!(self, Step::Settings(step) if step.is_secret())
    }

    /// A worker is done with what the step had ordered.
    pub(crate) fn worked(&self, cx: &Cx<'_>, worked: Worked) -> Result<Reaction<State>, Failure> {
        match self {
            Step::Settings(step) => step.worked(cx, worked),
            _ => Ok(Reaction::silence()),
        }
    }

    /// The worker did not answer in time: the process died meanwhile.
    pub(crate) fn worker_died(&self, cx: &Cx<'_>) -> Reaction<State> {
        match self {
            Step::Settings(step) => step.worker_died(cx),
            _ => Reaction::silence(),
        }
    }
}
