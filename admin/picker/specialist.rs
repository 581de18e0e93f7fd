//! With whom.

use chat::{Action, Button, Failure, Page, Place, Reaction, Screen};
use domain::{Specialist, SpecialistId};

use super::{Pick, Stage, Task, heading, services};
use crate::cx::{Cx, under};
use crate::state::State;

/// Specialists on one screen.
const LIST: usize = 10;

pub(super) fn ask(
    cx: &Cx<'_>,
    pick: &Pick,
    page: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let all = listed(cx, pick)?;
    let page = Page::of(&all, page, LIST);
    let mut rows = vec![vec![cx.button("pick-button-anybody", Action::new("anybody"))]];
    for (specialist, label) in page.items {
        rows.push(vec![Button::new(label.clone(), Action::new("with").with(specialist.id.get()))]);
    }
    rows.push(page.arrows(|page| Action::new("page").with(page)));
    rows.push(cx.back_and_cancel());
    let mut lines = heading::lines(cx, &Pick { specialist: None, ..pick.clone() })?;
    lines.push(cx.say("pick-specialist"));
    let screen = Screen::text(under(headline, lines.join("\n"))).buttons(rows);
    Ok(pick.at(Stage::Specialist { page: page.number }).go(cx, place, screen))
}

/// Who may be chosen, as buttons say it: first who does what is wanted; who asks why something is not offered may name anybody.
fn listed(cx: &Cx<'_>, pick: &Pick) -> Result<Vec<(Specialist, String)>, Failure> {
    let performers = services::performers(cx, &pick.services)?;
    let mut listed: Vec<(Specialist, String)> = performers
        .into_iter()
        .map(|(specialist, visit)| {
            let own_price = pick
                .services
                .iter()
                .any(|id| specialist.performs(*id).is_some_and(|performed| performed.price.is_some()));
            let label = match own_price {
                true => format!("{} · {}", specialist.name, cx.format().money(visit.price)),
                false => specialist.name.clone(),
            };
            (specialist, label)
        })
        .collect();
    if matches!(pick.task, Task::Why { .. }) {
        for other in cx.turn.tx.listed_specialists()? {
            if listed.iter().all(|(known, _)| known.id != other.id) {
                let label = format!("🚫 {}", other.name);
                listed.push((other, label));
            }
        }
    }
    Ok(listed)
}

/// Whether there is anybody to choose between.
pub(super) fn is_a_question(cx: &Cx<'_>, pick: &Pick) -> Result<bool, Failure> {
    Ok(cx.only().is_none() && listed(cx, pick)?.len() > 1)
}

pub(super) fn pressed(cx: &Cx<'_>, pick: &Pick, action: &Action) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    match (action.verb(), action.numbers()) {
        ("anybody", []) => chosen(cx, pick, None, place),
        ("with", [id]) => chosen(cx, pick, Some((*id).into()), place),
        ("page", [page]) => ask(cx, pick, *page, place, None),
        _ => ask(cx, pick, 0, place, None),
    }
}

/// Somebody by name, or a part of it.
pub(super) fn written(cx: &Cx<'_>, pick: &Pick, text: &str) -> Result<Reaction<State>, Failure> {
    if cx.turn.texts.is_label("pick-button-anybody", text) {
        return chosen(cx, pick, None, Place::Below);
    }
    let all = listed(cx, pick)?;
    let names: Vec<&str> = all.iter().map(|(specialist, _)| specialist.name.as_str()).collect();
    match services::the_one(&names, text) {
        Some(found) => chosen(cx, pick, Some(all[found].0.id), Place::Below),
        None => Ok(cx.hint("pick-hint-specialist")),
    }
}

/// On to the day; or to the times of the day from which the admin came.
pub(super) fn chosen(
    cx: &Cx<'_>,
    pick: &Pick,
    with: Option<SpecialistId>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    // Who is bound to one specialist chooses no other, whatever is pressed.
    let specialist = cx.only().or(with);
    let pick = Pick { specialist, choice: None, ..pick.clone() };
    match pick.day {
        Some(day) => pick.at(Stage::Time { day, page: 0 }).show(cx, place, None),
        None => pick.at(Stage::Day { month: None }).show(cx, place, None),
    }
}
