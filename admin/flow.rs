//! The flows of the admin bot, and the one place where a button's right is checked.
//!
//! A flow names the verbs of its entry buttons, each with the right that it takes. Entries name all they need in numbers, so they work in every
//! open session; what waits for words is a [`Step`](crate::step::Step).

use chat::{Action, Failure, Place, Reaction, calendar};
use domain::Right;

use crate::cx::Cx;
use crate::state::State;
use crate::{
    backup, cat, clients, condition, find, hours, late, list, manual, menu, restored, settings, setup, team,
    why,
};

/// What an entry button does.
pub(crate) type Act = fn(&Cx<'_>, &Action, Place) -> Result<Reaction<State>, Failure>;

/// A room of the admin bot.
pub(crate) struct Flow {
    /// The verbs of its buttons and what each takes.
    pub(crate) verbs: &'static [(&'static str, Right)],
    /// Does what one of them asks for.
    pub(crate) act: Act,
}

/// All of them.
const FLOWS: &[Flow] = &[
    menu::FLOW,
    list::FLOW,
    find::FLOW,
    manual::FLOW,
    why::FLOW,
    clients::FLOW,
    cat::FLOW,
    hours::FLOW,
    late::FLOW,
    settings::FLOW,
    setup::FLOW,
    restored::FLOW,
    condition::FLOW,
    team::FLOW,
    backup::FLOW,
];

/// Does what a button asks for, or a command that stands for one, if the admin may.
pub(crate) fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    match find(action.verb()) {
        _ if action.verb() == calendar::NOTHING => Ok(Reaction::silence()),
        Some((right, act)) if cx.may(right) => act(cx, action, place),
        Some(_) => refuse(cx, "press-beyond-role"),
        // A forged press: our screens have no such button.
        None => refuse(cx, "press-unknown"),
    }
}

/// Whether there is such an entry and the admin may press it: a screen shows no other.
pub(crate) fn offers(cx: &Cx<'_>, verb: &str) -> bool {
    find(verb).is_some_and(|(right, _)| cx.may(right))
}

/// What was pressed is not theirs, or is not there: they are told, and the journal keeps it.
pub(crate) fn refuse(cx: &Cx<'_>, why: &'static str) -> Result<Reaction<State>, Failure> {
    cx.journal_once(why)?;
    let key = if why == "press-beyond-role" { "admin-beyond-role" } else { "admin-stale" };
    Ok(Reaction::toast(cx.label(key)))
}

/// All entries and what each takes.
pub(crate) fn verbs() -> impl Iterator<Item = (&'static str, Right)> {
    FLOWS.iter().flat_map(|flow| flow.verbs).copied()
}

fn find(verb: &str) -> Option<(Right, Act)> {
    FLOWS.iter().find_map(|flow| {
        let (_, right) = flow.verbs.iter().find(|(known, _)| *known == verb)?;
        Some((*right, flow.act))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_verb_belongs_to_one_flow_and_can_be_a_button() {
        let mut verbs: Vec<&str> = FLOWS.iter().flat_map(|flow| flow.verbs).map(|(verb, _)| *verb).collect();
        assert!(verbs.iter().all(|verb| Action::decode(verb).is_some()), "{verbs:?}");
        let all = verbs.len();
        verbs.sort_unstable();
        verbs.dedup();
        assert_eq!(verbs.len(), all, "a verb stands in two flows");
    }
}
