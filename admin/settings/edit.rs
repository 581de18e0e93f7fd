//! One setting: a value is chosen or typed, shown with its effect, and confirmed. Who was slower than another owner is told what it was, what it
//! is now, and by whom.

use chat::{Action, Args, Button, Content, Failure, Place, Reaction, Screen};
use domain::setting::Kind;
use domain::{Fact, Policy, Setting, Value, Wrong};
use serde::{Deserialize, Serialize};

use super::{about, group};
use crate::cx::{Cx, under};
use crate::menu;
use crate::state::State;
use crate::step;

/// A setting as an owner sees it, and what they want of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Which.
    pub setting: Setting,
    /// The version that they see; 0 if nobody has ever set it here.
    pub seen: i64,
    /// The value that they see.
    pub was: String,
    /// What they want.
    pub wanted: Wanted,
}

/// What an owner wants of a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// They have not said yet.
    Open,
    /// This.
    Value(String),
    /// That the file has the say again.
    AsInFile,
}

/// Opens a setting.
pub(super) fn open(
    cx: &Cx<'_>,
    setting: Setting,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let rules = super::rules(cx.turn)?;
    let seen = cx.turn.tx.set_in_chat(setting)?.map_or(0, |set| set.version);
    let was = setting.of(&rules).to_string();
    Edit { setting, seen, was, wanted: Wanted::Open }.show(cx, place, headline)
}

impl Edit {
    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let screen = match self.value(cx) {
            None => self.card(cx, headline)?,
            Some(value) => self.preview(cx, &value, headline)?,
        };
        Ok(cx.go(step::Step::Settings(super::Step::Edit(self.clone())), place, screen))
    }

    /// What is wanted, as a value.
    fn value(&self, cx: &Cx<'_>) -> Option<Value> {
        match &self.wanted {
            Wanted::Open => None,
            Wanted::Value(text) => self.setting.parse(text).ok(),
            Wanted::AsInFile => Some(self.setting.of(cx.turn.file)),
        }
    }

    /// The setting as it is, and what it could be.
    fn card(&self, cx: &Cx<'_>, headline: Option<String>) -> Result<Screen, Failure> {
        let overrides = cx.turn.tx.overrides()?;
        let rules = cx.turn.file.with(&overrides);
        let value = self.setting.of(&rules);
        let args = Args::new()
            .text("name", about::name(cx, self.setting))
            .text("value", about::shown(cx, &value))
            .text("origin", group::origin(self.setting, cx.turn.file, &overrides));
        let mut parts = vec![cx.say_with("settings-card", args), about::effect(cx, self.setting, &value)];
        let mut rows = Vec::new();
        if self.is_fixed(cx)? {
            parts.push(cx.say("settings-currency-fixed"));
        } else {
            parts.push(self.ask(cx));
            let pick = |(number, value): (i64, Value)| {
                let label = match value {
                    Value::Text(None) => cx.label("settings-button-without"),
                    value => about::tiny(cx, &value),
                };
                Button::new(label, Action::new("pick").with(number))
            };
            let presets = (0_i64..).zip(about::presets(self.setting, &rules));
            rows = group::in_rows(presets.map(pick).collect());
            if overrides.get(self.setting).is_some() {
                let file = about::tiny(cx, &self.setting.of(cx.turn.file));
                let label = cx.label_with("settings-button-file-value", Args::new().text("value", file));
                rows.push(vec![Button::new(label, Action::new("file"))]);
            }
        }
        rows.push(cx.back_and_cancel());
        Ok(Screen::text(under(headline, parts.join("\n\n"))).buttons(rows))
    }

    /// How the value is typed.
    fn ask(&self, cx: &Cx<'_>) -> String {
        let most = i64::try_from(self.setting.longest()).unwrap_or_default();
        match self.setting.kind() {
            Kind::Text { .. } => cx.say_with("settings-ask-text", Args::new().number("most", most)),
            Kind::Zone => cx.say("settings-ask-zone"),
            Kind::Locale | Kind::Flag | Kind::Currency => cx.say("settings-ask-choice"),
            Kind::Length { .. } => cx.say("settings-ask-length"),
            Kind::Lengths { .. } => cx.say("settings-ask-lengths"),
            Kind::Quiet => cx.say("settings-ask-quiet"),
            Kind::Count(_) => cx.say("settings-ask-count"),
        }
    }

    /// What will be, and what it means.
    fn preview(&self, cx: &Cx<'_>, value: &Value, headline: Option<String>) -> Result<Screen, Failure> {
        let was = self.setting.parse(&self.was).unwrap_or_else(|_| value.clone());
        let args = Args::new()
            .text("name", about::name(cx, self.setting))
            .text("was", about::shown(cx, &was))
            .text("is", about::shown(cx, value));
        let text = format!(
            "{}\n\n{}",
            cx.say_with("settings-preview", args),
            about::effect(cx, self.setting, value)
        );
        let rows = vec![vec![cx.button("button-confirm", Action::new("confirm"))], cx.back_and_cancel()];
        Ok(Screen::text(under(headline, text)).buttons(rows))
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        let place = Place::InPlace;
        match (action.verb(), action.numbers(), &self.wanted) {
            ("back", [], Wanted::Open) => group::of(cx, self.setting, place, None),
            ("back", [], _) => open(cx, self.setting, place, None),
            ("pick", [number], Wanted::Open) => {
                let presets = about::presets(self.setting, &super::rules(cx.turn)?);
                match usize::try_from(*number).ok().and_then(|number| presets.get(number)) {
                    Some(value) => self.wants(cx, Wanted::Value(value.to_string()), place),
                    None => Ok(Reaction::toast(cx.label("admin-stale"))),
                }
            }
            ("file", [], Wanted::Open) => self.wants(cx, Wanted::AsInFile, place),
            ("confirm", [], _) => self.confirm(cx),
            _ => Ok(Reaction::toast(cx.label("admin-stale"))),
        }
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let Content::Text(text) = content else { return Ok(cx.hint("settings-in-words")) };
        if cx.turn.texts.is_label("button-back", text) {
            return group::of(cx, self.setting, Place::Below, None);
        }
        if cx.turn.texts.is_label("button-cancel", text) {
            return menu::show(cx, Place::Below, None);
        }
        match self.setting.parse(text) {
            // What nobody sees is no value; whoever wants none has a button for it.
            Ok(Value::Text(None)) => Ok(cx.hint("settings-in-words")),
            Ok(value) => self.wants(cx, Wanted::Value(value.to_string()), Place::Below),
            Err(wrong) => Ok(self.complain(cx, &wrong)),
        }
    }

    /// Shows what it would mean, if it can be.
    fn wants(&self, cx: &Cx<'_>, wanted: Wanted, place: Place) -> Result<Reaction<State>, Failure> {
        let edit = Edit { wanted, ..self.clone() };
        match edit.obstacle(cx)? {
            Some(key) if place == Place::Below => Ok(cx.hint(key)),
            Some(key) => self.show(cx, place, Some(cx.say(key))),
            None => edit.show(cx, place, None),
        }
    }

    /// Why what is wanted cannot be, though its own bounds allow it.
    fn obstacle(&self, cx: &Cx<'_>) -> Result<Option<&'static str>, Failure> {
        let value = match self.wanted {
            Wanted::AsInFile => None,
            _ => self.value(cx),
        };
        if self.is_fixed(cx)? {
            return Ok(Some("settings-currency-fixed"));
        }
        let goes_together = |overrides: &domain::Overrides, file: &Policy| {
            let in_force = overrides.in_force(file);
            overrides.get(self.setting).is_none() || in_force.contains(&self.setting)
        };
        let overrides = cx.turn.tx.overrides()?.with(self.setting, value);
        Ok(match self.setting {
            _ if goes_together(&overrides, cx.turn.file) => None,
            Setting::SessionIdle => Some("settings-idle-too-long"),
            _ => Some("settings-nothing-bookable"),
        })
    }

    /// The currency of prices that are there cannot become another.
    fn is_fixed(&self, cx: &Cx<'_>) -> Result<bool, Failure> {
        Ok(self.setting == Setting::Currency && cx.turn.tx.has_services()?)
    }

    fn confirm(&self, cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
        let Some(is) = self.value(cx) else { return open(cx, self.setting, Place::InPlace, None) };
        if let Some(key) = self.obstacle(cx)? {
            return open(cx, self.setting, Place::InPlace, Some(cx.say(key)));
        }
        let was = self.setting.of(&super::rules(cx.turn)?);
        let value = Some(&is).filter(|_| self.wanted != Wanted::AsInFile);
        match cx.turn.tx.set_override(self.setting, value, self.seen, cx.chat(), cx.turn.now) {
            Ok(()) => {}
            Err(store::Error::Changed) => return self.overtaken(cx, &was),
            Err(error) => return Err(error.into()),
        }
        cx.journal("settings-changed", Some(self.setting.number()))?;
        let fact = Fact::SettingsChanged { setting: self.setting, was, is, by: cx.chat() };
        let told = group::of(cx, self.setting, Place::InPlace, Some(cx.say("settings-saved")))?;
        Ok(told.saying(cx.label("settings-saved")).because(fact))
    }

    /// Somebody was quicker: nothing is overwritten.
    fn overtaken(&self, cx: &Cx<'_>, now: &Value) -> Result<Reaction<State>, Failure> {
        let who = match cx.turn.tx.set_in_chat(self.setting)?.map(|set| set.by) {
            Some(by) if by != cx.chat() => cx.called(by)?,
            _ => "you".to_owned(),
        };
        let was = self.setting.parse(&self.was).map_or_else(|_| String::new(), |was| about::shown(cx, &was));
        let args = Args::new().text("who", who).text("was", was).text("is", about::shown(cx, now));
        let headline = cx.say_with("settings-overtaken", args);
        open(cx, self.setting, Place::InPlace, Some(headline))
    }

    /// What is wrong, with the values of the rule.
    fn complain(&self, cx: &Cx<'_>, wrong: &Wrong) -> Reaction<State> {
        let count = |length: &chrono::TimeDelta| cx.format().count(*length);
        let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        match wrong {
            Wrong::Text { least, most } => cx.hint_with(
                "settings-wrong-text",
                Args::new().number("least", number(*least)).number("most", number(*most)),
            ),
            Wrong::Zone { likely } => {
                cx.hint_with("settings-wrong-zone", Args::new().text("likely", likely.name()))
            }
            Wrong::Choice => cx.hint("settings-wrong-choice"),
            Wrong::Length if matches!(self.setting.kind(), Kind::Lengths { .. }) => {
                cx.hint("settings-wrong-lengths")
            }
            Wrong::Length => cx.hint("settings-wrong-length"),
            Wrong::Bounds { least, most } => cx.hint_with(
                "settings-wrong-bounds",
                Args::new().text("least", count(least)).text("most", count(most)),
            ),
            Wrong::WholeMinutes => cx.hint("settings-wrong-minutes"),
            Wrong::TooMany { most } => {
                cx.hint_with("settings-wrong-many", Args::new().number("most", number(*most)))
            }
            Wrong::Twice => cx.hint("settings-wrong-twice"),
            Wrong::Quiet => cx.hint("settings-wrong-quiet"),
            Wrong::Count { least, most } => cx.hint_with(
                "settings-wrong-count",
                Args::new().number("least", i64::from(*least)).number("most", i64::from(*most)),
            ),
        }
    }
}
