//! The steps of all flows: where an admin stands when words are asked for, or presses that only this screen has (P3).
//!
//! A step is a dialogue. Its buttons live as long as it does; a command ends it; a lock in the middle asks the PIN and then shows it again.

use chat::{Action, Content, Failure, Place, Reaction};
use domain::Right;
use serde::{Deserialize, Serialize};

use crate::clients;
use crate::cx::Cx;
use crate::find::Find;
use crate::menu;
use crate::reason::Reason;
use crate::state::State;

/// A step of one of the flows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Why a booking is declined or called off.
    Reason(Reason),
    /// Clients are looked for, or something about one is asked.
    Clients(clients::Step),
    /// A booking is looked for.
    Find(Find),
}

impl Step {
    /// What it takes. A role may change while somebody stands here.
    fn right(&self) -> Right {
        match self {
            Step::Reason(_) => Right::Decide,
            Step::Clients(_) => Right::Clients,
            Step::Find(_) => Right::Bookings,
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
            Step::Clients(step) => step.show(cx, place, headline),
            Step::Find(step) => step.show(cx, place, headline),
        }
    }

    /// A press on the step's own screen.
    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        if !cx.may(self.right()) || action.verb() == "leave" {
            return menu::show(cx, Place::InPlace, None);
        }
        match self {
            Step::Reason(step) => step.pressed(cx, action),
            Step::Clients(step) => step.pressed(cx, action),
            Step::Find(step) => step.pressed(cx, action),
        }
    }

    /// Words, a contact, a picture.
    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        if !cx.may(self.right()) {
            return menu::show(cx, Place::Below, None);
        }
        match self {
            Step::Reason(step) => step.written(cx, content),
            Step::Clients(step) => step.written(cx, content),
            Step::Find(step) => step.written(cx, content),
        }
    }
}
