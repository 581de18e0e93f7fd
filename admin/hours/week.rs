//! Other hours for some days of the week: the days are ticked, the hours are pressed or typed.

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use chrono::Weekday;
use domain::hours::WEEK;
use domain::typed_hours::{self, NotHours};
use domain::{DateHours, SpecialistId};
use serde::{Deserialize, Serialize};

use crate::cx::{Cx, under};
use crate::hours::change::Change;
use crate::hours::{Step as HoursStep, number, words};
use crate::state::State;
use crate::step::Step;
use crate::stranded::after::After;
use crate::stranded::{self, Choice};

/// Hours that stand on buttons.
pub(crate) const PRESETS: [&str; 4] =
    ["09:00-18:00", "10:00-19:00", "10:00-20:00", "10:00-14:00, 15:00-20:00"];
const WORK: [usize; 5] = [0, 1, 2, 3, 4];
const REST: [usize; 2] = [5, 6];
const ALL: [usize; 7] = [0, 1, 2, 3, 4, 5, 6];

/// Days that are ticked, and the hours that were seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// Of one specialist, or of the business.
    pub of: Option<SpecialistId>,
    /// The version of the hours that was seen.
    pub version: i64,
    /// The ticked days, Monday is 0.
    pub days: Vec<usize>,
}

pub(crate) fn begin(cx: &Cx<'_>, of: Option<SpecialistId>, place: Place) -> Result<Reaction<State>, Failure> {
    let version = cx.turn.tx.hours_version(of)?;
    Week { of, version, days: Vec::new() }.show(cx, place, None)
}

/// The hours of the business are to hold for a specialist.
pub(crate) fn as_business(
    cx: &Cx<'_>,
    of: Option<SpecialistId>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let change = Change::Week { of, version: cx.turn.tx.hours_version(of)?, hours: None };
    preview(cx, change, place)
}

fn preview(cx: &Cx<'_>, change: Change, place: Place) -> Result<Reaction<State>, Failure> {
    let back = Action::new("hours-of").with(number(change.of()));
    stranded::open(cx, After::Hours(change), Choice::Keep, &back, place)
}

impl Week {
    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let week = words::week_of(cx, self.of)?;
        let args =
            Args::new().text("name", words::whose(cx, self.of)?).text("table", words::table(cx, &week));
        let key = if self.days.is_empty() { "hours-ask-days" } else { "hours-ask-hours" };
        let mut rows = self.days_to_tick(cx);
        if !self.days.is_empty() {
            rows.extend(self.hours_to_press(cx));
        }
        rows.push(cx.back_and_cancel());
        let screen = Screen::text(under(headline, cx.say_with(key, args))).buttons(rows);
        Ok(cx.go(Step::Hours(HoursStep::Week(self.clone())), place, screen))
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        let mut step = self.clone();
        match (action.verb(), action.numbers()) {
            ("back", []) => return super::whose::show(cx, self.of, Place::InPlace),
            ("tick", [day]) => match usize::try_from(*day).ok().filter(|day| *day < 7) {
                Some(day) if step.days.contains(&day) => step.days.retain(|other| *other != day),
                Some(day) => step.days.push(day),
                None => {}
            },
            ("days", [0]) => step.days = WORK.to_vec(),
            ("days", [1]) => step.days = REST.to_vec(),
            ("days", [_]) => step.days = ALL.to_vec(),
            ("preset", [place]) => return self.preset(cx, *place),
            ("same", []) => {
                let hours = words::week_of(cx, self.of)?.on(self.day_before()).clone();
                return self.with(cx, &hours, Place::InPlace);
            }
            ("off", []) => return self.with(cx, &DateHours::default(), Place::InPlace),
            _ => return Ok(Reaction::silence()),
        }
        step.days.sort_unstable();
        step.show(cx, Place::InPlace, None)
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, text: &str) -> Result<Reaction<State>, Failure> {
        if self.days.is_empty() {
            return Ok(cx.hint("hours-days-first"));
        }
        match typed_hours::read(text) {
            Ok(hours) => self.with(cx, &hours, Place::Below),
            Err(NotHours::Unclear) => Ok(cx.hint("hours-unclear")),
            Err(NotHours::Overlap) => Ok(cx.hint("hours-overlap")),
        }
    }

    fn preset(&self, cx: &Cx<'_>, place: i64) -> Result<Reaction<State>, Failure> {
        let hours = usize::try_from(place).ok().and_then(|place| PRESETS.get(place));
        match hours.and_then(|hours| hours.parse().ok()) {
            Some(hours) => self.with(cx, &hours, Place::InPlace),
            None => Ok(Reaction::silence()),
        }
    }

    /// Shows what these hours would do.
    fn with(&self, cx: &Cx<'_>, hours: &DateHours, place: Place) -> Result<Reaction<State>, Failure> {
        let days: Vec<Weekday> = self.days.iter().filter_map(|day| WEEK.get(*day)).copied().collect();
        if days.is_empty() {
            return Ok(Reaction::toast(cx.label("hours-days-first")));
        }
        let now = words::week_of(cx, self.of)?;
        match now.with(&days, hours) {
            Ok(week) if week == now && place == Place::InPlace => {
                Ok(Reaction::toast(cx.label("hours-same-already")))
            }
            Ok(week) if week == now => Ok(cx.hint("hours-same-already")),
            Ok(week) => {
                let hours = Some(week.to_string());
                preview(cx, Change::Week { of: self.of, version: self.version, hours }, place)
            }
            // A night runs into the next day's hours.
            Err(_) => Ok(cx.hint("hours-overlap-night")),
        }
    }

    /// The day before the first that is ticked, going back over those that are ticked too.
    fn day_before(&self) -> Weekday {
        let first = self.days.first().copied().unwrap_or(0);
        let before = (1..=7).map(|back| (first + 7 - back) % 7).find(|day| !self.days.contains(day));
        WEEK[before.unwrap_or(first)]
    }

    fn days_to_tick(&self, cx: &Cx<'_>) -> Vec<Vec<Button>> {
        let day = |(day, date): (usize, chrono::NaiveDate)| {
            let name = cx.format().weekday_tiny(date);
            let label = if self.days.contains(&day) { format!("✓{name}") } else { name };
            Button::new(label, Action::new("tick").with(i64::try_from(day).unwrap_or(0)))
        };
        let all: Vec<Button> = (0..7).zip(words::a_week()).map(day).collect();
        let group = |key: &str, which: i64| cx.button(key, Action::new("days").with(which));
        let groups =
            vec![group("hours-button-work", 0), group("hours-button-rest", 1), group("hours-button-all", 2)];
        vec![all, groups]
    }

    fn hours_to_press(&self, cx: &Cx<'_>) -> Vec<Vec<Button>> {
        let mut rows = presets();
        let before = self.day_before().num_days_from_monday() as usize;
        let name = words::a_week().nth(before).map(|date| cx.format().weekday_tiny(date)).unwrap_or_default();
        let same = cx.label_with("hours-button-same", Args::new().text("day", name));
        rows.push(vec![
            Button::new(same, Action::new("same")),
            cx.button("hours-button-off", Action::new("off")),
        ]);
        rows
    }
}

/// Hours on buttons, two in a row where they are short.
pub(crate) fn presets() -> Vec<Vec<Button>> {
    let button = |(place, hours): (i64, &&str)| {
        Button::new(hours.replace('-', "–"), Action::new("preset").with(place))
    };
    let all: Vec<Button> = (0..).zip(&PRESETS).map(button).collect();
    let (short, long) = all.split_at(3);
    vec![short[..2].to_vec(), short[2..].to_vec(), long.to_vec()]
}
