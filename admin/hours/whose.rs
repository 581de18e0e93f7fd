//! Whose schedule, and what it is.

use chat::{Action, Args, Button, Failure, Page, Place, Reaction, Screen};
use domain::{SpecialistId, time};

use crate::cx::Cx;
use crate::hours::{lists, number, words};
use crate::state::State;

/// So many specialists on a page.
const PAGE: usize = 8;

/// The business and everybody who can be booked.
pub(crate) fn list(cx: &Cx<'_>, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let specialists = cx.turn.tx.specialists()?;
    let page = Page::of(&specialists, page, PAGE);
    let of = |who: i64| Action::new("hours-of").with(who);
    let mut rows = vec![vec![cx.button("hours-everybody", of(0))]];
    rows.extend(page.items.iter().map(|found| vec![Button::new(&found.name, of(found.id.get()))]));
    rows.push(page.arrows(|page| Action::new("hours").with(page)));
    let asked = cx.turn.tx.count_asked(cx.turn.now)?;
    if asked > 0 {
        let label = cx.label_with("hours-button-asked-count", Args::new().number("count", asked));
        rows.push(vec![Button::new(label, Action::new("hours-asked"))]);
    }
    rows.push(vec![cx.button("late-button", Action::new("late"))]);
    rows.push(vec![cx.button("button-back", Action::new("menu"))]);
    Ok(cx.end(place, Screen::text(cx.say("hours-whose")).buttons(rows)))
}

/// The week, what differs from it, and what can be done about it.
pub(crate) fn show(cx: &Cx<'_>, of: Option<SpecialistId>, place: Place) -> Result<Reaction<State>, Failure> {
    let tx = cx.turn.tx;
    let own = match of {
        Some(id) => tx.specialist(id)?.is_some_and(|found| found.hours.is_some()),
        None => true,
    };
    let key = match (of, own) {
        (None, _) => "hours-week-business",
        (Some(_), true) => "hours-week",
        (Some(_), false) => "hours-week-as-business",
    };
    let name = words::whose(cx, of)?;
    let table = words::table(cx, &words::week_of(cx, of)?);
    let mut parts = vec![cx.say_with(key, Args::new().text("name", name).text("table", table))];
    let today = time::date(cx.turn.policy.business.zone, cx.turn.now);
    let (runs, blocks) = (lists::runs(cx, of, today)?, lists::blocks_of(cx, of)?);
    if !runs.is_empty() {
        parts.push(cx.say_with("hours-dates-head", Args::new().text("dates", lists::first_lines(cx, &runs))));
    }
    if !blocks.is_empty() {
        let lines = lists::first_block_lines(cx, &blocks);
        parts.push(cx.say_with("hours-blocks-head", Args::new().text("blocks", lines)));
    }
    let with = |verb| Action::new(verb).with(number(of));
    let mut rows = vec![vec![cx.button("hours-button-edit", with("hours-edit"))]];
    if of.is_some() && own {
        rows.push(vec![cx.button("hours-button-own", with("hours-own"))]);
    }
    rows.push(vec![cx.button("hours-button-new", with("hours-new"))]);
    rows.push(vec![cx.button("hours-button-away", with("hours-away"))]);
    rows.push(vec![cx.button("hours-button-block", with("hours-block"))]);
    if of.is_some() {
        rows.push(vec![cx.button("hours-button-ill", with("hours-ill"))]);
    }
    let counted = |key: &str, count: usize, verb: &'static str| {
        let args = Args::new().number("count", i64::try_from(count).unwrap_or(i64::MAX));
        (count > 0).then(|| vec![Button::new(cx.label_with(key, args), with(verb).with(0))])
    };
    rows.extend(counted("hours-button-dates", runs.len(), "hours-dates"));
    rows.extend(counted("hours-button-blocks", blocks.len(), "hours-blocks"));
    rows.push(vec![cx.button("button-back", Action::new("hours"))]);
    Ok(cx.end(place, Screen::text(parts.join("\n\n")).buttons(rows)))
}
