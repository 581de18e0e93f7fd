//! The steps of all flows: where an admin stands when words are asked for, or presses that only this screen has (P3).
//!
//! A step is a dialogue. Its buttons live as long as it does; a command ends it; a lock in the middle asks the PIN and then shows it again.

use chat::{Action, Content, Failure, Place, Reaction, Worked};
use domain::Right;
use serde::{Deserialize, Serialize};

use crate::clients;
use crate::condition::Look;
use crate::cx::Cx;
use crate::edit::Edit;
use crate::find::Find;
use crate::late::Late;
use crate::menu;
use crate::picker::Pick;
use crate::reason::Reason;
use crate::state::State;
use crate::stranded::Stranded;
use crate::team::Naming;
use crate::{cat, hours, settings, setup};

/// A step of one of the flows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Why a booking is declined or called off.
    Reason(Reason),
    /// Something of the catalogue.
    Cat(cat::Step),
    /// What, with whom and when: on the way to a booking, a move or an answer.
    Pick(Box<Pick>),
    /// Clients are looked for, or something about one is asked.
    Clients(clients::Step),
    /// A booking is looked for.
    Find(Find),
    /// What is set right of a booking.
    Edit(Edit),
    /// Days and hours of a schedule.
    Hours(hours::Step),
    /// A change that waits for the word, with what it does.
    Stranded(Box<Stranded>),
    /// How late somebody is.
    Late(Late),
    /// A setting, or a PIN.
    Settings(settings::Step),
    /// A question of the first run.
    Setup(setup::Question),
    /// What colleagues call somebody.
    Team(Naming),
    /// A look at how the service does.
    Condition(Look),
}

/// The same of whichever step it is: each knows how it is shown, pressed and answered.
macro_rules! of_each {
    ($step:expr, $each:ident => $what:expr) => {
        match $step {
            Step::Reason($each) => $what,
            Step::Cat($each) => $what,
            Step::Clients($each) => $what,
            Step::Find($each) => $what,
            Step::Edit($each) => $what,
            Step::Hours($each) => $what,
            Step::Stranded($each) => $what,
            Step::Late($each) => $what,
            Step::Pick($each) => $what,
            Step::Settings($each) => $what,
            Step::Setup($each) => $what,
            Step::Team($each) => $what,
            Step::Condition($each) => $what,
        }
    };
}

impl Step {
    /// What it takes. A role may change while somebody stands here.
    fn right(&self) -> Right {
        match self {
            Step::Reason(_) => Right::Decide,
            Step::Cat(step) => step.right(),
            Step::Pick(pick) => pick.right(),
            Step::Clients(_) => Right::Clients,
            Step::Find(_) => Right::Bookings,
            Step::Edit(step) => step.right(),
            Step::Hours(_) => Right::Schedule,
            Step::Stranded(step) => step.right(),
            Step::Late(_) => Right::Late,
            Step::Settings(step) => step.right(),
            Step::Setup(_) | Step::Condition(_) => Right::Settings,
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
        of_each!(self, step => step.show(cx, place, headline))
    }

    /// A press on the step's own screen.
    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        if !cx.may(self.right()) || action.verb() == "leave" {
            return menu::show(cx, Place::InPlace, None);
        }
        of_each!(self, step => step.pressed(cx, action))
    }

    /// Words, a contact, a picture.
    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        if !cx.may(self.right()) {
            return menu::show(cx, Place::Below, None);
        }
        of_each!(self, step => step.written(cx, content))
    }

    /// Whether a client may be named in what is kept with the step: what was seen of them, what was looked for, what is wanted for them.
    pub(crate) fn may_tell_of_a_client(&self) -> bool {
        match self {
            Step::Reason(_)
            | Step::Pick(_)
            | Step::Clients(_)
            | Step::Find(_)
            | Step::Edit(_)
            | Step::Stranded(_)
            | Step::Late(_) => true,
            Step::Cat(_)
            | Step::Hours(_)
            | Step::Settings(_)
            | Step::Setup(_)
            | Step::Team(_)
            | Step::Condition(_) => false,
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
