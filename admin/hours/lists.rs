//! The dates that differ and the blocked time that are to come.

use chat::{Action, Args, Button, Failure, Page, Place, Reaction, Screen, calendar};
use chrono::{Days, NaiveDate};
use domain::{BlockId, Exception, SpecialistId, time};
use store::blocks::{Block, Blocked};

use crate::cx::Cx;
use crate::hours::change::Change;
use crate::hours::{number, words};
use crate::state::State;
use crate::stranded::after::After;
use crate::stranded::{self, Choice};

/// So many on a page.
const PAGE: usize = 8;
/// So many stand in the text of the schedule.
const SHOWN: usize = 4;

/// Dates in a row with the same hours and the same note.
pub(crate) struct Run {
    /// The first.
    pub(crate) from: NaiveDate,
    /// The last.
    pub(crate) to: NaiveDate,
    /// Their hours.
    pub(crate) exception: Exception,
}

/// The dates that differ from a date on, of a specialist or of the business itself.
pub(crate) fn runs(cx: &Cx<'_>, of: Option<SpecialistId>, since: NaiveDate) -> Result<Vec<Run>, Failure> {
    let exceptions = match of {
        Some(id) => cx.turn.tx.specialist(id)?.map(|found| found.exceptions).unwrap_or_default(),
        None => cx.turn.tx.business_schedule()?.exceptions,
    };
    let mut runs: Vec<Run> = Vec::new();
    for (date, exception) in exceptions.range(since..) {
        match runs.last_mut() {
            Some(run) if run.to + Days::new(1) == *date && run.exception == *exception => run.to = *date,
            _ => runs.push(Run { from: *date, to: *date, exception: exception.clone() }),
        }
    }
    Ok(runs)
}

/// The blocked time of a specialist, or of everybody.
pub(crate) fn blocks_of(cx: &Cx<'_>, of: Option<SpecialistId>) -> Result<Vec<Block>, Failure> {
    Ok(words::blocks(cx)?.into_iter().filter(|block| words::is_of(block, of)).collect())
}

pub(crate) fn first_lines(cx: &Cx<'_>, runs: &[Run]) -> String {
    lines(runs, |run| line(cx, run))
}

pub(crate) fn first_block_lines(cx: &Cx<'_>, blocks: &[Block]) -> String {
    lines(blocks, |block| block_line(cx, block))
}

/// The dates that differ; each can be taken back.
pub(crate) fn dates(
    cx: &Cx<'_>,
    of: Option<SpecialistId>,
    page: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let today = time::date(cx.turn.policy.business.zone, cx.turn.now);
    let runs = runs(cx, of, today)?;
    let page = Page::of(&runs, page, PAGE);
    let open = |run: &Run| Action::new("hours-date").with(number(of)).with(calendar::day_number(run.from));
    let mut rows: Vec<Vec<Button>> =
        page.items.iter().map(|run| vec![Button::new(line(cx, run), open(run))]).collect();
    rows.push(page.arrows(|page| Action::new("hours-dates").with(number(of)).with(page)));
    rows.push(vec![cx.button("button-back", Action::new("hours-of").with(number(of)))]);
    let key = if runs.is_empty() { "hours-dates-none" } else { "hours-dates" };
    let args = Args::new().text("name", words::whose(cx, of)?);
    Ok(cx.end(place, Screen::text(cx.say_with(key, args)).buttons(rows)))
}

/// The hours of the week are to hold again on dates that differ.
pub(crate) fn date(
    cx: &Cx<'_>,
    of: Option<SpecialistId>,
    day: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let today = time::date(cx.turn.policy.business.zone, cx.turn.now);
    let found = runs(cx, of, today)?.into_iter().find(|run| calendar::day_number(run.from) == day);
    let Some(run) = found else { return Ok(dates(cx, of, 0, place)?.saying(cx.label("admin-stale"))) };
    let version = cx.turn.tx.hours_version(of)?;
    let change = Change::Dates { of, version, from: run.from, to: run.to, hours: None, note: None };
    let back = Action::new("hours-dates").with(number(of)).with(0);
    stranded::open(cx, After::Hours(change), Choice::Keep, &back, place)
}

/// The blocked time; each can be given back.
pub(crate) fn blocks(
    cx: &Cx<'_>,
    of: Option<SpecialistId>,
    page: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let blocks = blocks_of(cx, of)?;
    let page = Page::of(&blocks, page, PAGE);
    let open = |block: &Block| Action::new("hours-unblock").with(block.id.get());
    let mut rows: Vec<Vec<Button>> =
        page.items.iter().map(|block| vec![Button::new(block_line(cx, block), open(block))]).collect();
    rows.push(page.arrows(|page| Action::new("hours-blocks").with(number(of)).with(page)));
    rows.push(vec![cx.button("button-back", Action::new("hours-of").with(number(of)))]);
    let key = if blocks.is_empty() { "hours-blocks-none" } else { "hours-blocks" };
    let args = Args::new().text("name", words::whose(cx, of)?);
    Ok(cx.end(place, Screen::text(cx.say_with(key, args)).buttons(rows)))
}

/// Blocked time is to be given back.
pub(crate) fn unblock(cx: &Cx<'_>, block: BlockId, place: Place) -> Result<Reaction<State>, Failure> {
    let Some(found) = words::blocks(cx)?.into_iter().find(|found| found.id == block) else {
        return Ok(Reaction::toast(cx.label("hours-unblocked-already")));
    };
    let of = match found.of {
        Blocked::Specialist(id) => Some(id),
        Blocked::Business | Blocked::Resource(_) => None,
    };
    let back = Action::new("hours-blocks").with(number(of)).with(0);
    stranded::open(
        cx,
        After::Hours(Change::Unblock { of, block, from: found.span.start() }),
        Choice::Keep,
        &back,
        place,
    )
}

/// The first few, and how many more there are.
fn lines<T>(all: &[T], line: impl Fn(&T) -> String) -> String {
    let mut lines: Vec<String> = all.iter().take(SHOWN).map(line).collect();
    if all.len() > SHOWN {
        lines.push(format!("… +{}", all.len() - SHOWN));
    }
    lines.join("\n")
}

/// "вт 24 ноября — пн 30 ноября: выходной (отпуск)"
fn line(cx: &Cx<'_>, run: &Run) -> String {
    let hours = words::hours(cx, &run.exception.hours);
    noted(format!("{}: {hours}", words::dates(cx, run.from, run.to)), run.exception.note.as_deref())
}

fn block_line(cx: &Cx<'_>, block: &Block) -> String {
    noted(words::span(cx, block.span.start(), block.span.end()), block.note.as_deref())
}

fn noted(text: String, note: Option<&str>) -> String {
    match note {
        Some(note) => format!("{text} ({note})"),
        None => text,
    }
}
