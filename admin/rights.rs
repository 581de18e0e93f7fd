//! All actions of the admin bot and the right that each takes, for whoever looks at the whole: a test presses each of them in each role.

use domain::Right;

use crate::{card, flow};

/// Where a button stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// On any screen outside of a step: it works whenever the session is open.
    Entry,
    /// On the card of a booking.
    Card,
}

/// Every button outside of a step: its verb, where it stands, what it takes. The rights of steps stand in [`step`](crate::step).
pub fn buttons() -> Vec<(&'static str, On, Right)> {
    let entries = flow::verbs().map(|(verb, right)| (verb, On::Entry, right));
    let card = card::VERBS.into_iter().map(|(verb, right)| (verb, On::Card, right));
    entries.chain(card).collect()
}
