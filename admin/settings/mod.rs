//! Settings (A13): what an owner sets in chat, and what everybody chooses for themselves.
//!
//! | module | what lives there |
//! |---|---|
//! | `about` | how a setting and its value are told: name, effect, presets |
//! | `group` | the settings of one group with their values and origins |
//! | [`edit`] | one setting: chosen or typed, shown with its effect, confirmed |
//! | [`own`] | one's own news, quiet hours, digest, language |
//! | [`new_pin`] | one's own PIN |
//! | `file` | what became of the file of the configuration, and what of it does not hold |

mod about;
pub mod edit;
pub(crate) mod file;
mod group;
pub mod new_pin;
pub mod own;

use chat::{Action, Button, Content, Failure, Place, Reaction, Screen, Turn, Worked};
use domain::{Fact, Policy, Right, Setting, Value};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::backup;
use crate::cx::{Cx, under};
use crate::flow::{self, Flow};
use crate::state::State;

pub(crate) use about::shown;

pub(crate) const FLOW: Flow = Flow {
    verbs: &[
        ("settings", Right::Own),
        ("settings-group", Right::Settings),
        ("settings-open", Right::Settings),
        ("settings-file", Right::Settings),
        ("settings-news", Right::Own),
        ("settings-news-set", Right::Own),
        ("settings-quiet", Right::Own),
        ("settings-quiet-set", Right::Own),
        ("settings-digest", Right::Own),
        ("settings-digest-set", Right::Own),
        ("settings-language", Right::Own),
        ("settings-language-set", Right::Own),
        ("settings-pin", Right::Own),
    ],
    act,
};

/// A step of the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// One setting of the business.
    Edit(edit::Edit),
    /// A time of one's own that is typed.
    Own(own::Typed),
    /// A new PIN.
    NewPin(new_pin::NewPin),
}

impl Step {
    pub(crate) fn right(&self) -> Right {
        match self {
            Step::Edit(_) => Right::Settings,
            Step::Own(_) | Step::NewPin(_) => Right::Own,
        }
    }

    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        match self {
            Step::Edit(step) => step.show(cx, place, headline),
            Step::Own(step) => Ok(step.show(cx, place, headline)),
            Step::NewPin(step) => Ok(step.show(cx, place, headline)),
        }
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        match self {
            Step::Edit(step) => step.pressed(cx, action),
            Step::Own(step) => step.pressed(cx),
            Step::NewPin(_) => show(cx, Place::InPlace, None),
        }
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        match self {
            Step::Edit(step) => step.written(cx, content),
            Step::Own(step) => step.written(cx, content),
            Step::NewPin(step) => step.written(cx, content),
        }
    }

    /// Whether what is typed is a PIN: it is deleted (A1).
    pub(crate) fn is_secret(&self) -> bool {
        matches!(self, Step::NewPin(_))
    }

    /// A worker is done with what the step had ordered.
    pub(crate) fn worked(&self, cx: &Cx<'_>, worked: Worked) -> Result<Reaction<State>, Failure> {
        match self {
            Step::NewPin(step) => step.worked(cx, worked),
            Step::Edit(_) | Step::Own(_) => Ok(Reaction::silence()),
        }
    }

    /// The worker did not answer in time.
    pub(crate) fn worker_died(&self, cx: &Cx<'_>) -> Reaction<State> {
        match self {
            Step::NewPin(step) => step.worker_died(cx),
            Step::Edit(_) | Step::Own(_) => Reaction::silence(),
        }
    }
}

/// The first screen: groups for owners, and one's own.
pub(crate) fn show(cx: &Cx<'_>, place: Place, headline: Option<String>) -> Result<Reaction<State>, Failure> {
    let own = |key: &str, verb| cx.button(key, Action::new(verb));
    let mut rows: Vec<Vec<Button>> = Vec::new();
    if cx.may(Right::Settings) {
        rows.extend(group::doors(cx));
    }
    rows.push(vec![own("settings-button-news", "settings-news")]);
    rows.push(vec![
        own("settings-button-language", "settings-language"),
        own("settings-button-pin", "settings-pin"),
    ]);
    if cx.may(Right::Settings) {
        rows.push(vec![own("settings-button-file", "settings-file")]);
        rows.push(vec![own("condition-button", "condition")]);
        rows.push(vec![own("backup-button", backup::VERB)]);
    }
    rows.push(vec![cx.button("button-back", Action::new("menu"))]);
    let key = if cx.may(Right::Settings) { "settings-menu" } else { "settings-menu-own" };
    Ok(cx.end(place, Screen::text(under(headline, cx.say(key))).buttons(rows)))
}

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers()) {
        ("settings", []) => show(cx, place, None),
        ("settings-group", [number]) => group::show(cx, *number, place, None),
        ("settings-open", [number]) => match Setting::from_number(*number) {
            Some(setting) => edit::open(cx, setting, place, None),
            None => flow::refuse(cx, "press-unknown"),
        },
        ("settings-file", []) => file::show(cx, place),
        ("settings-pin", []) => new_pin::begin(cx, place),
        _ => own::act(cx, action, place),
    }
}

/// The rules in force with all that was set in this very turn: the turn itself goes by those of its begin.
fn rules(turn: Turn<'_, Tx>) -> Result<Policy, Failure> {
    Ok(turn.file.with(&turn.tx.overrides()?))
}

/// The other owners hear who set what.
pub(crate) fn news(cx: &Cx<'_>, setting: Setting, was: &Value, is: &Value, who: &str) -> String {
    let args = chat::Args::new()
        .text("setting", about::name(cx, setting))
        .text("was", shown(cx, was))
        .text("is", shown(cx, is))
        .text("who", who);
    cx.say_with("settings-news-changed", args)
}

/// What the setting of that number is called, for the journal.
pub(crate) fn called(cx: &Cx<'_>, number: i64) -> Option<String> {
    Setting::from_number(number).map(|setting| about::name(cx, setting))
}

/// Whether a fact is one that the file's last result tells of; it is noted.
pub(crate) fn note(turn: Turn<'_, Tx>, fact: &Fact) -> Result<(), Failure> {
    file::note(turn, fact)
}
