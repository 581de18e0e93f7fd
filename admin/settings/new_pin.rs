//! An admin's new PIN (A1): the old one is asked first, as at every entry and within the same tries, then the new one twice. Afterwards the
//! session is over.

use chat::{Action, Args, BotName, Content, Failure, Place, Reaction, Screen, Work, Worked};
use domain::Pin;
use domain::pin::PinError;
use serde::{Deserialize, Serialize};

use crate::cx::{Cx, under};
use crate::pin;
use crate::state::{Pending, State};
use crate::step;

/// Where an admin stands who has entered the old PIN. No digits are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPin {
    /// The hash of the old PIN. One that was set meanwhile by somebody with a shell is not replaced.
    pub against: String,
    /// What is awaited.
    pub stage: Stage,
}

/// What is awaited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The new PIN.
    Choose,
    /// The worker, who stretches it.
    Stretching,
    /// The new PIN once more; its hash.
    Repeat(String),
    /// The worker, who compares the two.
    Comparing(String),
}

/// Locks the session, so that the PIN is asked, and goes on once it is right.
pub(super) fn begin(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    let Some(against) = cx.admin.pin_hash.clone() else { return super::show(cx, place, None) };
    cx.turn.tx.lock_session(cx.chat())?;
    let then = step::Step::Settings(super::Step::NewPin(NewPin { against, stage: Stage::Choose }));
    Ok(pin::ask(cx, Pending::Step(Box::new(then)), place, Some(cx.say("settings-pin-old"))))
}

impl NewPin {
    fn at(&self, stage: Stage) -> State {
        let then = NewPin { against: self.against.clone(), stage };
        State::Step(step::Step::Settings(super::Step::NewPin(then)))
    }

    /// Asks for the PIN. What a worker was at when the session was locked is asked again.
    pub(crate) fn show(&self, cx: &Cx<'_>, place: Place, headline: Option<String>) -> Reaction<State> {
        let (stage, key) = match &self.stage {
            Stage::Choose | Stage::Stretching => (Stage::Choose, "settings-pin-new"),
            Stage::Repeat(candidate) | Stage::Comparing(candidate) => {
                (Stage::Repeat(candidate.clone()), "admin-repeat-pin")
            }
        };
        let rows = vec![vec![cx.button("button-cancel", Action::new("leave"))]];
        let screen = Screen::text(under(headline, cx.say(key))).buttons(rows);
        Reaction::go(self.at(stage)).and(cx.show(place, screen))
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let Content::Text(text) = content else { return Ok(cx.hint("admin-pin-not-digits")) };
        let complaint = |error| match error {
            PinError::NotDigits => "admin-pin-not-digits",
            PinError::TooSimple => "admin-pin-too-simple",
        };
        match &self.stage {
            Stage::Stretching | Stage::Comparing(_) => Ok(cx.hint("admin-pin-wait")),
            Stage::Choose => match Pin::chosen(text) {
                Ok(pin) => pin::order(cx, self.at(Stage::Stretching), Work::HashPin { pin }),
                Err(error) => Ok(cx.hint(complaint(error))),
            },
            Stage::Repeat(candidate) => match Pin::entered(text) {
                Ok(pin) => {
                    let hash = candidate.clone();
                    pin::order(cx, self.at(Stage::Comparing(hash.clone())), Work::VerifyPin { pin, hash })
                }
                Err(error) => Ok(cx.hint(complaint(error))),
            },
        }
    }

    pub(crate) fn worked(&self, cx: &Cx<'_>, worked: Worked) -> Result<Reaction<State>, Failure> {
        if matches!(self.stage, Stage::Choose | Stage::Repeat(_)) {
            return Ok(Reaction::silence());
        }
        cx.turn.tx.unschedule(BotName::Admin.code(), &pin::job_key(cx.chat()))?;
        match (&self.stage, worked) {
            (Stage::Stretching, Worked::PinHashed { hash }) => {
                let next = NewPin { against: self.against.clone(), stage: Stage::Repeat(hash) };
                Ok(next.show(cx, Place::Below, None))
            }
            (Stage::Comparing(candidate), Worked::PinVerified { right: true, .. }) => {
                self.keep(cx, candidate)
            }
            (Stage::Comparing(_), Worked::PinVerified { .. }) => {
                let again = NewPin { against: self.against.clone(), stage: Stage::Choose };
                Ok(again.show(cx, Place::Below, Some(cx.say("admin-pin-differs"))))
            }
            _ => Ok(self.worker_died(cx)),
        }
    }

    /// Through no fault of the admin's it is asked once more.
    pub(crate) fn worker_died(&self, cx: &Cx<'_>) -> Reaction<State> {
        match self.stage {
            Stage::Choose | Stage::Repeat(_) => Reaction::silence(),
            Stage::Stretching | Stage::Comparing(_) => {
                self.show(cx, Place::Below, Some(cx.say("settings-pin-failed")))
            }
        }
    }

    /// The new PIN holds from now on, and every open session is over. Nothing is kept in a session that was locked meanwhile.
    fn keep(&self, cx: &Cx<'_>, candidate: &str) -> Result<Reaction<State>, Failure> {
        if !cx.is_unlocked() {
            return Ok(pin::ask(cx, self.at(Stage::Choose).pending(), Place::Below, None));
        }
        if cx.admin.pin_hash.as_ref() != Some(&self.against) {
            return super::show(cx, Place::Below, Some(cx.say("settings-pin-overtaken")));
        }
        cx.turn.tx.set_pin(cx.chat(), candidate)?;
        cx.journal("pin-changed", None)?;
        let rows = vec![vec![cx.button("button-menu", Action::new("menu"))]];
        let text = cx.say_with("settings-pin-changed", Args::new());
        Ok(cx.end(Place::Below, Screen::text(text).buttons(rows)))
    }
}
