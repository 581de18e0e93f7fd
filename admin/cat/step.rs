//! Where an admin stands in the catalogue when something typed or sent is waited for.

use chat::{Action, Args, Button, Content, Failure, Place, Reaction, Screen};
use domain::{PhotoId, Right, ServiceId, SpecialistId};
use serde::{Deserialize, Serialize};

use super::field::{Field, NONE};
use super::naming::Naming;
use super::part::Part;
use super::service_new::NewService;
use super::{photo, service_edit, services, skills, specialist_edit, specialists};
use crate::cx::Cx;
use crate::menu;
use crate::state::State;

/// A step of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A name.
    Name(Naming),
    /// A value of a service.
    Value {
        /// Which service.
        service: ServiceId,
        /// Which value.
        field: Field,
    },
    /// A value of a specialist's own.
    Own {
        /// Whose.
        specialist: SpecialistId,
        /// Which.
        part: Part,
    },
    /// A service that is to be.
    New(NewService),
    /// The picture of a specialist.
    Photo {
        /// Whose.
        specialist: SpecialistId,
    },
    /// A picture is on its way.
    Fetching {
        /// Whose.
        specialist: SpecialistId,
        /// The one there was when it was sent.
        seen: Option<PhotoId>,
        /// Telegram's name of the new one.
        file: String,
    },
}

impl Step {
    /// What it takes.
    pub(crate) fn right(&self) -> Right {
        match self {
            Step::Value { field: Field::Price, .. }
            | Step::Own { part: Part::Price(_), .. }
            | Step::New(_) => Right::Prices,
            _ => Right::Catalog,
        }
    }

    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        match self {
            Step::Name(naming) => naming.show(cx, place, headline),
            Step::Value { service, field } => service_edit::ask(cx, *service, *field, place, headline),
            Step::Own { specialist, part } => specialist_edit::ask(cx, *specialist, *part, place, headline),
            Step::New(new) => new.show(cx, place, headline),
            // What was on its way when something came between is asked for again.
            Step::Photo { specialist } | Step::Fetching { specialist, .. } => {
                photo::ask(cx, *specialist, place, headline)
            }
        }
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        if action.verb() == "back" {
            return self.back(cx, Place::InPlace);
        }
        match self {
            Step::Name(_) => crate::flow::refuse(cx, "press-unknown"),
            Step::Value { service, field } => service_edit::chosen(cx, *service, *field, action),
            Step::Own { specialist, part } => specialist_edit::chosen(cx, *specialist, *part, action),
            Step::New(new) => new.pressed(cx, action),
            Step::Photo { specialist } | Step::Fetching { specialist, .. } => {
                photo::pressed(cx, *specialist, action)
            }
        }
    }

    /// Words, a picture. The label of a button that is typed is no answer, but the button.
    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let is = |key: &str| matches!(content, Content::Text(text) if cx.turn.texts.is_label(key, text));
        if is("button-back") {
            return self.back(cx, Place::Below);
        }
        if is("button-cancel") {
            return menu::show(cx, Place::Below, None);
        }
        match self {
            Step::Name(naming) => naming.written(cx, content),
            Step::Value { service, field } => service_edit::typed(cx, *service, *field, content),
            Step::Own { specialist, part } => specialist_edit::typed(cx, *specialist, *part, content),
            Step::New(new) => new.written(cx, content),
            Step::Photo { specialist } => photo::sent(cx, *specialist, content),
            Step::Fetching { .. } => Ok(cx.hint("cat-photo-wait")),
        }
    }

    fn back(&self, cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
        match self {
            Step::Name(naming) => naming.back(cx, place),
            Step::Value { service, .. } => services::card(cx, *service, place, None),
            Step::Own { specialist, part } => match part.service() {
                Some(service) => skills::card(cx, *specialist, service, place, None),
                None => specialists::card(cx, *specialist, place, None),
            },
            Step::New(new) => new.back(cx, place),
            Step::Photo { specialist } | Step::Fetching { specialist, .. } => {
                photo::forget(cx)?;
                specialists::card(cx, *specialist, place, None)
            }
        }
    }
}

/// The dialogue goes on with a step of the catalogue.
pub(super) fn go(cx: &Cx<'_>, step: Step, place: Place, screen: Screen) -> Reaction<State> {
    cx.go(crate::step::Step::Cat(step), place, screen)
}

/// Buttons of values, two in a row; the present one is marked, and "as everybody" has a row of its own.
pub(super) fn choices(
    values: &[i64],
    now: i64,
    say: impl Fn(i64) -> Result<String, store::Error>,
) -> Result<Vec<Vec<Button>>, store::Error> {
    let button = |value: i64| {
        let label = say(value)?;
        let label = if value == now { format!("✓ {label}") } else { label };
        Ok(Button::new(label, Action::new("cat-pick").with(value)))
    };
    let own: Vec<i64> = values.iter().copied().filter(|value| *value != NONE).collect();
    let mut rows = own
        .chunks(2)
        .map(|row| row.iter().map(|value| button(*value)).collect())
        .collect::<Result<Vec<Vec<Button>>, store::Error>>()?;
    if values.contains(&NONE) {
        rows.push(vec![button(NONE)?]);
    }
    Ok(rows)
}

/// What was typed is no such value: how it can be said.
pub(super) fn not_understood(cx: &Cx<'_>, how: &str) -> Reaction<State> {
    cx.hint_with("cat-not-understood", Args::new().text("how", cx.say(how)))
}

/// What was typed is understood, but lies outside the bounds.
pub(super) fn out_of_bounds(cx: &Cx<'_>, field: Field) -> Reaction<State> {
    let (least, most) = field.bounds(cx);
    cx.hint_with("cat-out-of-bounds", Args::new().text("least", least).text("most", most))
}
