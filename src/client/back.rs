//! One step back, by a press or a word.

use chat::{Failure, Place, Reaction};

use crate::cx::Cx;
use crate::screens::{details as details_screens, menu};
use crate::state::State;
use crate::{choose, details, feedback, waitlist};

/// One step back; from the first one to the menu.
pub(crate) fn from(cx: &Cx<'_>, state: &State) -> Result<Reaction<State>, Failure> {
    let place = if state.asks_contact() { Place::Below } else { Place::InPlace };
    match state {
        State::Service => menu::show(cx, place),
        State::Specialist { .. } | State::Day { .. } | State::Time { .. } => choose::back(cx, state, place),
        State::Name { held } => choose::back_to_time(cx, held, place),
        State::Phone { .. } | State::Comment(_) => details::back(cx, state, place),
        State::ReviewWords { booking } => feedback::back(cx, *booking, place),
        State::Waitlist(joining) => waitlist::back(cx, joining, place),
        State::Review(draft) => details_screens::ask_phone(cx, &draft.held, &draft.contact.name, place),
    }
}
