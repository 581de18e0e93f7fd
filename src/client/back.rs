//! One step back, by a press or a word.

use chat::{Failure, Place, Reaction};

use crate::cx::Cx;
use crate::screens::{self, card, details as details_screens, own_data};
use crate::state::State;
use crate::{choose, details, feedback, series, services, waitlist};

/// One step back; from the first one to the menu, or to the card of the booking that was to be changed.
pub(crate) fn from(cx: &Cx<'_>, state: &State) -> Result<Reaction<State>, Failure> {
    let place = if state.asks_contact() { Place::Below } else { Place::InPlace };
    match state {
        State::Category { .. } | State::Service { .. } => services::back(cx, state, place),
        State::Specialist { .. } | State::Day { .. } | State::Time { .. } => choose::back(cx, state, place),
        State::Consent { held } | State::Name { held } | State::Move { held } => {
            choose::back_to_time(cx, held, None, place)
        }
        State::Phone { .. } | State::Comment(_) => details::back(cx, state, place),
        State::Review(draft) => details_screens::ask_phone(cx, &draft.held, &draft.told.name, place),
        State::Waitlist(joining) => waitlist::back(cx, joining, place),
        State::Reason(seen) | State::NewComment(seen) => card::instead_of_dialogue(cx, seen.booking, place),
        State::Language { then } => screens::again(cx, (**then).clone(), place),
        State::Repeat(seen) => card::instead_of_dialogue(cx, seen.booking, place),
        State::SeriesReport { seen, .. } => series::ask_weeks(cx, *seen, place),
        State::SeriesReview { seen, .. } => series::ask_weeks(cx, *seen, place),
        State::Forget { .. } => Ok(own_data::show(cx, place)),
        State::ReviewWords { booking } => feedback::back(cx, *booking, place),
    }
}
