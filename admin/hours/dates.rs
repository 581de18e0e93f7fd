//! Dates that differ, vacations, blocked time: a step asks for the dates, and for the hours.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chat::calendar::{self, Month};
use chat::when::{self, Bare};
use chat::{Action, Args, Failure, Place, Reaction, Screen};
use chrono::{Days, NaiveDate};
use domain::typed_hours::{self, NotHours};
use domain::{DateHours, Exception, Schedule, SpecialistId, time};
use serde::{Deserialize, Serialize};

use crate::cx::{Cx, under};
use crate::hours::change::Change;
use crate::hours::week::{PRESETS, presets};
use crate::hours::{Step as HoursStep, number, words};
use crate::state::State;
use crate::step::Step;
use crate::stranded::after::After;
use crate::stranded::{self, Choice};

/// A vacation lasts at most so many days, and nothing is planned further ahead.
const FURTHEST: Days = Days::new(366);

/// What the dates are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum For {
    /// Hours of their own.
    Special,
    /// Nobody works: a vacation, days off.
    Away,
    /// Some of the time is blocked.
    Block,
}

/// The dates as far as they are known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// Of one specialist, or of the business.
    pub of: Option<SpecialistId>,
    /// The version of the hours that was seen.
    pub version: i64,
    /// What the dates are for.
    pub wanted: For,
    /// The first date, once it is chosen.
    pub from: Option<NaiveDate>,
    /// The last one, once it is chosen.
    pub to: Option<NaiveDate>,
    /// The month that is shown, by one of its days.
    pub month: Option<NaiveDate>,
}

pub(crate) fn begin(
    cx: &Cx<'_>,
    of: Option<SpecialistId>,
    wanted: For,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let version = cx.turn.tx.hours_version(of)?;
    Dates { of, version, wanted, from: None, to: None, month: None }.show(cx, place, None)
}

/// A specialist is ill today: one press leads to what becomes of today's visits.
pub(crate) fn ill_today(
    cx: &Cx<'_>,
    of: Option<SpecialistId>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let today = today(cx);
    let step = Dates {
        of,
        version: cx.turn.tx.hours_version(of)?,
        wanted: For::Away,
        from: Some(today),
        to: Some(today),
        month: None,
    };
    let note = Some(cx.label("hours-note-ill"));
    step.preview(cx, today..=today, &DateHours::default(), note, place)
}

fn today(cx: &Cx<'_>) -> NaiveDate {
    time::date(cx.turn.policy.business.zone, cx.turn.now)
}

impl Dates {
    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let name = words::whose(cx, self.of)?;
        let args = Args::new().text("name", name);
        let (text, mut rows) = match (self.wanted, self.from, self.to) {
            (wanted, None, _) => {
                let key = match wanted {
                    For::Special => "hours-ask-date",
                    For::Away => "hours-ask-from",
                    For::Block => "hours-ask-block-date",
                };
                (cx.say_with(key, args), self.calendar(cx, today(cx)))
            }
            (For::Away, Some(from), _) => {
                let mut rows = vec![vec![cx.button("hours-button-one-day", Action::new("one-day"))]];
                rows.extend(self.calendar(cx, from));
                (cx.say_with("hours-ask-to", args.text("from", words::dates(cx, from, from))), rows)
            }
            (For::Special, Some(from), to) => {
                let dates = words::dates(cx, from, to.unwrap_or(from));
                let mut rows = presets();
                rows.push(vec![cx.button("hours-button-off", Action::new("off"))]);
                let was = words::by_schedule(cx, self.of, from)?;
                (cx.say_with("hours-ask-special", args.text("dates", dates).text("was", was)), rows)
            }
            (For::Block, Some(from), _) => {
                let was = words::by_schedule(cx, self.of, from)?;
                let args = args.text("dates", words::dates(cx, from, from)).text("was", was);
                (cx.say_with("hours-ask-block", args), Vec::new())
            }
        };
        rows.push(cx.back_and_cancel());
        let screen = Screen::text(under(headline, text)).buttons(rows);
        Ok(cx.go(Step::Hours(HoursStep::Dates(self.clone())), place, screen))
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        let place = Place::InPlace;
        match (action.verb(), action.numbers(), self.from) {
            ("back", [], None) => super::whose::show(cx, self.of, place),
            ("back", [], Some(_)) => Dates { from: None, to: None, ..self.clone() }.show(cx, place, None),
            (calendar::MONTH, [month], _) => {
                Dates { month: calendar::day_of(*month), ..self.clone() }.show(cx, place, None)
            }
            (calendar::DAY, [day], _) => match calendar::day_of(*day) {
                Some(day) => self.day(cx, day, place),
                None => Ok(Reaction::silence()),
            },
            ("one-day", [], Some(from)) => self.day(cx, from, place),
            ("off", [], Some(_)) => self.hours(cx, &DateHours::default(), place),
            ("preset", [number], Some(_)) => {
                let hours = usize::try_from(*number).ok().and_then(|number| PRESETS.get(number));
                match hours.and_then(|hours| hours.parse().ok()) {
                    Some(hours) => self.hours(cx, &hours, place),
                    None => Ok(Reaction::silence()),
                }
            }
            _ => Ok(Reaction::silence()),
        }
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, text: &str) -> Result<Reaction<State>, Failure> {
        let place = Place::Below;
        if self.from.is_some() && self.wanted != For::Away {
            return match typed_hours::read(text) {
                Ok(hours) => self.hours(cx, &hours, place),
                Err(NotHours::Unclear) => Ok(cx.hint("hours-unclear")),
                Err(NotHours::Overlap) => Ok(cx.hint("hours-overlap")),
            };
        }
        let day = |text: &str| {
            let found = when::read(cx.turn.texts, text, today(cx), Bare::Day(today(cx)))?;
            found.day.filter(|_| found.time.is_none())
        };
        if let Some(one) = day(text) {
            return self.day(cx, one, place);
        }
        let both = text.split_once(['–', '—', '-']).and_then(|(from, to)| Some((day(from)?, day(to)?)));
        match both {
            Some((from, to)) if self.wanted != For::Block && self.from.is_none() => {
                self.between(cx, from, to, place)
            }
            _ => Ok(cx.hint("hours-unclear-date")),
        }
    }

    /// A date was chosen: the first, or the last.
    fn day(&self, cx: &Cx<'_>, day: NaiveDate, place: Place) -> Result<Reaction<State>, Failure> {
        match (self.wanted, self.from) {
            (For::Away, Some(from)) => self.between(cx, from, day, place),
            (For::Special, None) => self.between(cx, day, day, place),
            _ if !self.is_in_reach(cx, day) => Ok(cx.hint("hours-unclear-date")),
            _ => Dates { from: Some(day), month: None, ..self.clone() }.show(cx, place, None),
        }
    }

    fn between(
        &self,
        cx: &Cx<'_>,
        from: NaiveDate,
        to: NaiveDate,
        place: Place,
    ) -> Result<Reaction<State>, Failure> {
        if from > to || !self.is_in_reach(cx, from) || !self.is_in_reach(cx, to) {
            return Ok(cx.hint("hours-unclear-date"));
        }
        let step = Dates { from: Some(from), to: Some(to), month: None, ..self.clone() };
        match self.wanted {
            For::Away => step.preview(cx, from..=to, &DateHours::default(), None, place),
            For::Special | For::Block => step.show(cx, place, None),
        }
    }

    fn is_in_reach(&self, cx: &Cx<'_>, day: NaiveDate) -> bool {
        (today(cx)..=today(cx) + FURTHEST).contains(&day)
    }

    /// The hours of the dates were told, or those that are to be blocked.
    fn hours(&self, cx: &Cx<'_>, hours: &DateHours, place: Place) -> Result<Reaction<State>, Failure> {
        let Some(from) = self.from else { return Ok(Reaction::silence()) };
        match self.wanted {
            For::Block => self.block(cx, from, hours, place),
            For::Special | For::Away => self.preview(cx, from..=self.to.unwrap_or(from), hours, None, place),
        }
    }

    fn block(
        &self,
        cx: &Cx<'_>,
        date: NaiveDate,
        hours: &DateHours,
        place: Place,
    ) -> Result<Reaction<State>, Failure> {
        let exceptions = [(date, Exception { hours: hours.clone(), note: None })].into();
        let only = Schedule { exceptions, ..Schedule::default() };
        let spans = only.openings(cx.turn.policy.business.zone, date..=date);
        let [span] = spans[..] else { return Ok(cx.hint("hours-one-span")) };
        if span.end() <= cx.turn.now {
            return Ok(cx.hint("hours-span-past"));
        }
        let change = Change::Block { of: self.of, from: span.start(), to: span.end(), note: None };
        stranded::open(cx, After::Hours(change), Choice::Keep, &self.back(), place)
    }

    /// Who is away can keep no visit, so their clients are asked unless something else is chosen.
    fn preview(
        &self,
        cx: &Cx<'_>,
        dates: RangeInclusive<NaiveDate>,
        hours: &DateHours,
        note: Option<String>,
        place: Place,
    ) -> Result<Reaction<State>, Failure> {
        let (of, version, hours_text) = (self.of, self.version, Some(hours.to_string()));
        let (from, to) = dates.into_inner();
        let change = Change::Dates { of, version, from, to, hours: hours_text, note };
        let choice = if hours.is_empty() { Choice::Ask } else { Choice::Keep };
        stranded::open(cx, After::Hours(change), choice, &self.back(), place)
    }

    fn back(&self) -> Action {
        Action::new("hours-of").with(number(self.of))
    }

    fn calendar(&self, cx: &Cx<'_>, first: NaiveDate) -> Vec<Vec<chat::Button>> {
        let bounds = (first, today(cx) + FURTHEST);
        let open: BTreeSet<NaiveDate> = first.iter_days().take_while(|day| *day <= bounds.1).collect();
        let shown = self.month.unwrap_or(first).clamp(bounds.0, bounds.1);
        Month { shown, open: &open, bounds }.rows(&cx.format())
    }
}
