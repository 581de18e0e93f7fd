//! The questions of the first run, in their order, and where an answer leads.

use chat::{Action, Button, Content, Failure, Place, Reaction, Screen};
use serde::{Deserialize, Serialize};

use super::{about, work};
use crate::cx::{Cx, under};
use crate::menu;
use crate::state::State;
use crate::step::Step;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// What the business is called.
    Name,
    /// What time it is there.
    Zone,
    /// The zone by its name.
    OtherZone,
    /// On which days it is open.
    Days,
    /// From when until when.
    Hours {
        /// On which days, by their place among the usual ones.
        days: usize,
    },
    /// What the first service is called.
    Service,
    /// How long it takes.
    Duration {
        /// What it is called.
        name: String,
    },
    /// What it costs.
    Price {
        /// What it is called.
        name: String,
        /// How long it takes, in minutes.
        minutes: i64,
    },
    /// Who performs it.
    Specialist,
}

impl Question {
    /// The questions at which somebody who left goes on: before them everything is answered.
    const RESUMED: [(Question, &str); 5] = [
        (Question::Name, "name"),
        (Question::Zone, "zone"),
        (Question::Days, "days"),
        (Question::Service, "service"),
        (Question::Specialist, "specialist"),
    ];

    pub(super) fn code(&self) -> Option<&'static str> {
        Question::RESUMED.iter().find(|(question, _)| question == self).map(|(_, code)| *code)
    }

    pub(super) fn from_code(code: &str) -> Option<Question> {
        Question::RESUMED.into_iter().find(|(_, known)| *known == code).map(|(question, _)| question)
    }

    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let (text, mut rows) = match self {
            Question::Name => about::ask_name(cx),
            Question::Zone => about::ask_zone(cx),
            Question::OtherZone => (cx.say("admin-setup-zone-type"), Vec::new()),
            Question::Days => work::ask_days(cx),
            Question::Hours { .. } => work::ask_hours(cx),
            Question::Service => (cx.say("admin-setup-service"), Vec::new()),
            Question::Duration { name } => work::ask_duration(cx, name),
            Question::Price { name, .. } => work::ask_price(cx, name),
            Question::Specialist => (cx.say("admin-setup-specialist"), Vec::new()),
        };
        rows.push(self.last_row(cx));
        let screen = Screen::text(under(headline, text)).buttons(rows);
        Ok(cx.go(Step::Setup(self.clone()), place, screen))
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        let number = match (action.verb(), action.numbers()) {
            ("back", []) => return self.back(cx),
            ("choose", [number]) => usize::try_from(*number).ok(),
            _ => None,
        };
        let answered = match (self, number) {
            (Question::Name, Some(0)) => Some(about::keep_name(cx)?),
            (Question::Zone, Some(about::OTHER)) => {
                Some(Question::OtherZone.show(cx, Place::InPlace, None)?)
            }
            (Question::Zone, Some(number)) => about::zone_chosen(cx, number)?,
            (Question::Days, Some(number)) => work::days_chosen(cx, number)?,
            (Question::Hours { days }, Some(number)) => work::hours_chosen(cx, *days, number)?,
            (Question::Duration { name }, Some(number)) => work::duration_chosen(cx, name, number)?,
            (Question::Price { name, minutes }, Some(0)) => Some(work::free(cx, name, *minutes)?),
            _ => None,
        };
        Ok(answered.unwrap_or_else(|| Reaction::toast(cx.label("admin-stale"))))
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let Content::Text(text) = content else {
            return self.show(cx, Place::Below, Some(cx.say("admin-unknown")));
        };
        match self {
            Question::Name => about::name_typed(cx, text),
            Question::Zone | Question::OtherZone => about::zone_typed(cx, text),
            Question::Days => Ok(cx.hint("admin-setup-days-first")),
            Question::Hours { days } => work::hours_typed(cx, *days, text),
            Question::Service => work::service_typed(cx, text),
            Question::Duration { name } => work::duration_typed(cx, name, text),
            Question::Price { name, minutes } => work::price_typed(cx, name, *minutes, text),
            Question::Specialist => work::specialist_typed(cx, text),
        }
    }

    /// The question before; before the first one is the menu.
    fn back(&self, cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
        let before = match self {
            Question::Name => return menu::show(cx, Place::InPlace, None),
            Question::Zone => Question::Name,
            Question::OtherZone | Question::Days => Question::Zone,
            Question::Hours { .. } => Question::Days,
            // Those after it have been answered for good: a service is there, or is about to be.
            Question::Service => Question::Days,
            Question::Duration { .. } => Question::Service,
            Question::Price { name, .. } => Question::Duration { name: name.clone() },
            Question::Specialist => return menu::show(cx, Place::InPlace, None),
        };
        before.show(cx, Place::InPlace, None)
    }

    fn last_row(&self, cx: &Cx<'_>) -> Vec<Button> {
        vec![
            cx.button("button-back", Action::new("back")),
            cx.button("admin-button-setup-later", Action::new("leave")),
        ]
    }
}

/// A button that chooses the answer at this place.
pub(super) fn choice(label: impl Into<String>, place: usize) -> Button {
    Button::new(label, Action::new("choose").with(i64::try_from(place).unwrap_or(i64::MAX)))
}
