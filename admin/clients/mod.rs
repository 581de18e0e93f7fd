//! Clients (A8): found, their card, what is noted of them, a ban, two records that are one person's.
//!
//! | module | what lives there |
//! |---|---|
//! | `search` | somebody is looked for: to be looked at, or to be merged with another |
//! | `card` | the live card of a client |
//! | `bookings` | the bookings of a client |
//! | `words` | a name, a phone, a note, the reason of a ban: typed |
//! | `ban` | who may not book, and what becomes of what is booked |
//! | `merge` | two records of one person |
//! | `erased` | what is on its way about somebody who had everything erased |

mod ban;
mod bookings;
pub(crate) mod card;
pub(crate) mod erased;
pub mod merge;
pub mod search;
pub mod words;

use chat::{Action, Content, Failure, Place, Reaction};
use domain::{ClientId, Right};
use serde::{Deserialize, Serialize};
use store::clients::Client;

use crate::cx::Cx;
use crate::flow::{self, Flow};
use crate::state::State;
use merge::Merging;
use search::Search;
use words::{What, Words};

pub(crate) const FLOW: Flow = Flow {
    verbs: &[
        ("clients", Right::Clients),
        ("clients-find", Right::Clients),
        ("clients-card", Right::Clients),
        ("clients-bookings", Right::Clients),
        ("clients-name", Right::Clients),
        ("clients-phone", Right::Clients),
        ("clients-note", Right::Clients),
        ("clients-ban", Right::Clients),
        ("clients-unban", Right::Clients),
        ("clients-off", Right::Clients),
        ("clients-keep", Right::Clients),
        ("clients-merge", Right::Clients),
    ],
    act,
};

/// Where an admin stands among the clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Somebody is looked for.
    Search(Search),
    /// Words about somebody are asked for.
    Words(Words),
    /// Two records are about to become one.
    Merge(Merging),
}

impl Step {
    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        match self {
            Step::Search(step) => step.show(cx, place, headline),
            Step::Words(step) => step.show(cx, place, headline),
            Step::Merge(step) => step.show(cx, place, headline),
        }
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        match self {
            Step::Search(step) => step.pressed(cx, action),
            Step::Words(step) => step.pressed(cx, action),
            Step::Merge(step) => step.pressed(cx, action),
        }
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        match self {
            Step::Search(step) => step.written(cx, content),
            Step::Words(step) => step.written(cx, content),
            Step::Merge(_) => Ok(cx.hint("admin-unknown")),
        }
    }
}

/// The card is a message of its own, so what its buttons open stands below; a list that is turned over stays where it is.
fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    let words = |id: &i64, what| Words::begin(cx, (*id).into(), what);
    match (action.verb(), action.numbers()) {
        ("clients", []) => Search::to_look().show(cx, place, None),
        ("clients-find", []) => Search::to_look().show(cx, Place::Below, None),
        ("clients-card", [id]) => card::open(cx, (*id).into()),
        ("clients-bookings", [id]) => bookings::show(cx, (*id).into(), 0, Place::Below),
        ("clients-bookings", [id, page]) => bookings::show(cx, (*id).into(), *page, place),
        ("clients-name", [id]) => words(id, What::Name),
        ("clients-phone", [id]) => words(id, What::Phone),
        ("clients-note", [id]) => words(id, What::Note),
        ("clients-ban", [id]) => words(id, What::Ban),
        ("clients-unban", [id]) => ban::lift(cx, (*id).into()),
        ("clients-off", [id, count, last]) => ban::call_off(cx, (*id).into(), (*count, *last), place),
        ("clients-keep", [id]) => card::instead_of_dialogue(cx, (*id).into(), place),
        ("clients-merge", [id]) => Search::to_merge((*id).into()).show(cx, Place::Below, None),
        _ => flow::refuse(cx, "press-unknown"),
    }
}

/// Somebody who is there and has not had everything erased.
fn known(cx: &Cx<'_>, id: ClientId) -> Result<Option<Client>, Failure> {
    Ok(cx.turn.tx.client(id)?.filter(|client| client.erased_at.is_none()))
}

/// What is said when somebody is there no more: merged with another meanwhile, or erased.
fn gone(cx: &Cx<'_>) -> Reaction<State> {
    Reaction::toast(cx.label("clients-gone"))
}
