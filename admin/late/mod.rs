//! A specialist is late (A17): the rest of the day is shifted as far as it has to, in one transaction, and each client whom that touches is asked.
//!
//! Entry and step are here, `plan` says what a delay does.

mod plan;

use chat::amounts::{self, Bare};
use chat::{Action, Args, Button, Content, Failure, Page, Place, Reaction, Screen, Texts, calendar};
use chrono::{Datelike as _, TimeDelta};
use domain::{Actor, BookingId, Instant, Right, SpecialistId, time};
use serde::{Deserialize, Serialize};
use store::proposals::Asked;

use crate::cx::{Cx, under};
use crate::flow::{self, Flow};
use crate::late::plan::{Plan, Visit};
use crate::state::State;
use crate::step::Step;
use crate::stranded::settle::{Report, moved};
use crate::{list_rows, menu};

pub(crate) const FLOW: Flow = Flow { verbs: &[("late", Right::Late)], act };

/// Delays on buttons, in minutes.
const DELAYS: [i64; 5] = [10, 15, 20, 30, 45];
/// Who is later than so many minutes is not late but away.
const LONGEST: i64 = 240;
/// So many visits on a page.
const PAGE: usize = 6;

/// How late somebody is, and what was shown to follow from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// Who.
    pub specialist: SpecialistId,
    /// By how many minutes, once it is told.
    pub delay: Option<i64>,
    /// The bookings that would begin later, with their versions and by how many minutes.
    pub seen: Vec<(BookingId, i64, i64)>,
    /// The page of visits that is shown.
    #[serde(default)]
    pub page: i64,
}

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    match (action.numbers(), cx.only()) {
        ([], Some(own)) => begin(cx, own, place),
        ([], None) => whose(cx, place),
        ([id], only) if only.is_none_or(|only| only.get() == *id) => begin(cx, (*id).into(), place),
        ([_], Some(_)) => flow::refuse(cx, "press-foreign"),
        _ => flow::refuse(cx, "press-unknown"),
    }
}

/// Who is late: those with visits to come today.
fn whose(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    let mut busy = Vec::new();
    for specialist in cx.turn.tx.specialists()? {
        if !Plan::of(cx, specialist.id, TimeDelta::zero())?.visits.is_empty() {
            busy.push(specialist);
        }
    }
    if let [only] = &busy[..] {
        return begin(cx, only.id, place);
    }
    let late = |id: SpecialistId| Action::new("late").with(id.get());
    let mut rows: Vec<Vec<Button>> =
        busy.iter().map(|found| vec![Button::new(&found.name, late(found.id))]).collect();
    rows.push(vec![cx.button("button-back", Action::new("today"))]);
    let key = if busy.is_empty() { "late-nobody" } else { "late-who" };
    Ok(cx.end(place, Screen::text(cx.say(key)).buttons(rows)))
}

fn begin(cx: &Cx<'_>, specialist: SpecialistId, place: Place) -> Result<Reaction<State>, Failure> {
    Late { specialist, delay: None, seen: Vec::new(), page: 0 }.show(cx, place, None)
}

impl Late {
    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        if cx.only().is_some_and(|only| only != self.specialist) {
            return menu::show(cx, place, Some(cx.say("admin-beyond-role")));
        }
        let delay = TimeDelta::minutes(self.delay.unwrap_or(0));
        let plan = Plan::of(cx, self.specialist, delay)?;
        if plan.visits.is_empty() {
            let rows = vec![vec![cx.button("button-back", Action::new("today"))]];
            let args = Args::new().text("name", &plan.name);
            let text = under(headline, cx.say_with("late-nothing", args));
            return Ok(cx.end(place, Screen::text(text).buttons(rows)));
        }
        let step = Late { seen: plan.moved(), ..self.clone() };
        let (text, mut rows) = match self.delay {
            None => (self.ask(cx, &plan), delays()),
            Some(_) => (self.preview(cx, &plan, delay), self.visits(cx, &plan)),
        };
        rows.push(cx.back_and_cancel());
        let screen = Screen::text(under(headline, text)).buttons(rows);
        Ok(cx.go(Step::Late(step), place, screen))
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        match (action.verb(), action.numbers(), self.delay) {
            ("by", [minutes], _) if (1..=LONGEST).contains(minutes) => {
                Late { delay: Some(*minutes), page: 0, ..self.clone() }.show(cx, Place::InPlace, None)
            }
            ("page", [page], Some(_)) => Late { page: *page, ..self.clone() }.show(cx, Place::InPlace, None),
            ("back", [], Some(_)) => Late { delay: None, ..self.clone() }.show(cx, Place::InPlace, None),
            ("back", [], None) => flow::act(cx, &Action::new("today"), Place::InPlace),
            ("apply", [], Some(minutes)) => self.apply(cx, TimeDelta::minutes(minutes)),
            _ => Ok(Reaction::silence()),
        }
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let minutes = match content {
            Content::Text(text) => minutes(cx.turn.texts, text),
            _ => None,
        };
        match minutes {
            Some(_) => Late { delay: minutes, page: 0, ..self.clone() }.show(cx, Place::Below, None),
            None => Ok(cx.hint_with("late-unclear", Args::new().number("most", LONGEST))),
        }
    }

    fn ask(&self, cx: &Cx<'_>, plan: &Plan) -> String {
        let format = cx.format();
        let times = plan.visits.iter().map(|visit| format.time(visit.was.start()));
        let key = if plan.under_way { "late-ask-under-way" } else { "late-ask" };
        let args = Args::new().text("name", &plan.name);
        cx.say_with(key, args.text("times", times.collect::<Vec<_>>().join(", ")))
    }

    /// What the delay does, and what it runs into.
    fn preview(&self, cx: &Cx<'_>, plan: &Plan, delay: TimeDelta) -> String {
        let touched = plan.visits.iter().filter(|visit| visit.is_moved()).count();
        let args = Args::new()
            .text("name", &plan.name)
            .text("delay", cx.format().count(delay))
            .number("count", i64::try_from(touched).unwrap_or(i64::MAX));
        let mut parts = vec![cx.say_with(if touched > 0 { "late-preview" } else { "late-absorbed" }, args)];
        let mut warnings = Vec::new();
        let mut before = delay;
        for visit in &plan.visits {
            // What only follows one that was put behind something says nothing new.
            warnings.extend(self.warnings(cx, visit, visit.later > before));
            before = before.max(visit.later);
        }
        if !warnings.is_empty() {
            parts.push(warnings.join("\n"));
        }
        parts.join("\n\n")
    }

    fn warnings(&self, cx: &Cx<'_>, visit: &Visit, is_behind: bool) -> Vec<String> {
        let format = cx.format();
        let will = visit.was.start() + visit.later;
        let will = match visit.changes_date(cx) || visit.leaves_day {
            true => format.lasting(will, cx.turn.now),
            false => format.time(will),
        };
        let args = || {
            Args::new()
                .text("was", format.time(visit.was.start()))
                .text("will", &will)
                .text("ends", format.time(visit.was.end() + visit.later))
        };
        let mut warnings = Vec::new();
        warnings.extend(is_behind.then(|| cx.say_with("late-warning-behind", args())));
        if visit.leaves_day {
            warnings.push(cx.say_with("late-warning-day", args()));
        } else if visit.leaves_hours {
            warnings.push(cx.say_with("late-warning-hours", args()));
        }
        warnings
    }

    /// A row for each visit, and those that turn the page.
    fn visits(&self, cx: &Cx<'_>, plan: &Plan) -> Vec<Vec<Button>> {
        let page = Page::of(&plan.visits, self.page, PAGE);
        let mut rows: Vec<Vec<Button>> =
            page.items.iter().filter_map(|visit| Some(vec![row(cx, visit)?])).collect();
        rows.push(page.arrows(|page| Action::new("page").with(page)));
        if plan.visits.iter().any(Visit::is_moved) {
            rows.push(vec![cx.button("late-button-apply", Action::new("apply"))]);
        }
        rows
    }

    /// Shifts the rest of the day, if what was shown is still so, and has the clients asked.
    fn apply(&self, cx: &Cx<'_>, delay: TimeDelta) -> Result<Reaction<State>, Failure> {
        let plan = Plan::of(cx, self.specialist, delay)?;
        if plan.moved() != self.seen || cx.only().is_some_and(|only| only != self.specialist) {
            return self.show(cx, Place::InPlace, Some(cx.say("late-changed")));
        }
        let shifts = plan.shifts(cx)?;
        match cx.turn.tx.shift(&shifts, Actor::Admin(cx.chat()), cx.turn.now) {
            Ok(()) => {}
            Err(store::Error::Changed | store::Error::Overlap) => {
                return self.show(cx, Place::InPlace, Some(cx.say("late-changed")));
            }
            Err(error) => return Err(error.into()),
        }
        cx.journal("late", Some(self.specialist.get()))?;
        let mut report = Report::default();
        for view in plan.visits.iter().filter(|visit| visit.is_moved()).flat_map(|visit| &visit.bookings) {
            report.because(moved(cx, view));
            report.ask(cx, view, Asked::Later)?;
        }
        let args = Args::new().text("name", &plan.name).text("delay", cx.format().count(delay));
        Ok(report.show(cx, &cx.say_with("late-done", args), Some(Action::new("today"))))
    }
}

/// "15:00 → 15:20 Анна · Стрижка": nothing to press but a name that an erasure takes away. Of a session: how many come.
fn row(cx: &Cx<'_>, visit: &Visit) -> Option<Button> {
    let (first, format) = (visit.bookings.first()?, cx.format());
    let was = format.time(visit.was.start());
    let time = match visit.is_moved() {
        true => format!("{was} → {}", will(cx, visit)),
        false => format!("{was} ✓"),
    };
    let service = list_rows::shortened(&first.service);
    if let [view] = &visit.bookings[..] {
        let client = view.client.name.as_ref().map_or("—", |name| name.as_str());
        let label = format!("{time} {} · {service}", list_rows::shortened(client));
        return Some(Button::new(label, Action::new("fate").with(view.booking.id.get())));
    }
    let count = i64::try_from(visit.bookings.len()).unwrap_or(i64::MAX);
    let count = cx.label_with("list-count", Args::new().number("count", count));
    Some(Button::new(format!("{time} {service} · {count}"), Action::new(calendar::NOTHING)))
}

/// When a visit will begin: "15:20", and on another date "25.11 00:20".
fn will(cx: &Cx<'_>, visit: &Visit) -> String {
    let will: Instant = visit.was.start() + visit.later;
    let date = time::date(cx.format().zone, will);
    match visit.changes_date(cx) {
        true => format!("{:02}.{:02} {}", date.day(), date.month(), cx.format().time(will)),
        false => cx.format().time(will),
    }
}

fn delays() -> Vec<Vec<Button>> {
    let button = |minutes: &i64| Button::new(format!("+{minutes}"), Action::new("by").with(*minutes));
    vec![DELAYS.iter().map(button).collect()]
}

/// "25", "+25", "25 минут", "полчаса".
fn minutes(texts: &Texts, text: &str) -> Option<i64> {
    let text = text.trim();
    let delay = amounts::length(texts, text.strip_prefix('+').unwrap_or(text), Bare::Minutes)?.num_minutes();
    (1..=LONGEST).contains(&delay).then_some(delay)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_delay_is_a_length_within_its_bounds_or_nothing() {
        let texts = Texts::load();
        for text in ["25", " +25 ", "25 мин.", "25 minutes", "25м", "0:25"] {
            assert_eq!(minutes(&texts, text), Some(25), "{text}");
        }
        for (text, read) in [("полчаса", 30), ("+полтора часа", 90), ("1 ч 10 мин", 70), ("4 часа", 240)]
        {
            assert_eq!(minutes(&texts, text), Some(read), "{text}");
        }
        for text in ["", "+", "0", "-5", "241", "25 часов", "4 ч 1 мин", "2 5", "999999999999999999999"]
        {
            assert_eq!(minutes(&texts, text), None, "{text}");
        }
    }
}
