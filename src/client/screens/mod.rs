//! What a client sees. The decisions behind the screens are in the modules beside this one.

pub(crate) mod bookings;
pub(crate) mod card;
pub(crate) mod consent;
pub(crate) mod day;
pub(crate) mod details;
pub(crate) mod feedback;
pub(crate) mod info;
pub(crate) mod limits;
pub(crate) mod menu;
pub(crate) mod moving;
pub(crate) mod own_data;
pub(crate) mod reminder;
pub(crate) mod review;
pub(crate) mod series;
pub(crate) mod services;
pub(crate) mod specialist;
pub(crate) mod time;
pub(crate) mod waitlist;
pub(crate) mod waitlist_offer;
pub(crate) mod zone;

use chat::{Failure, Place, Reaction};

use crate::cx::Cx;
use crate::state::State;

/// A headline above a text, if there is one.
pub(crate) fn with_headline(headline: Option<String>, text: String) -> String {
    match headline {
        Some(headline) => format!("{headline}\n\n{text}"),
        None => text,
    }
}

/// The step where the client stands, shown once more: with the words of another language, or after something on it has changed.
pub(crate) fn again(cx: &Cx<'_>, state: State, place: Place) -> Result<Reaction<State>, Failure> {
    match state {
        State::Category { several } => services::ask_category(cx, several, place, None),
        State::Service { shelf, several } => services::ask_service(cx, shelf, several, 0, place, None),
        State::Specialist { wish } => specialist::ask_specialist(cx, wish, 0, place),
        State::Day { wish, month } => day::ask_day(cx, wish, Some(month), place, None),
        State::Time { wish, day } => time::ask_time(cx, wish, day, 0, place, None),
        State::Consent { held } => consent::ask(cx, held, place),
        State::Name { held } => details::ask_name(cx, held, place),
        State::Phone { held, name, asked: true } => Ok(details::ask_contact(cx, held, name)),
        State::Phone { held, name, asked: false } => details::ask_phone(cx, &held, &name, place),
        State::Review(draft) => review::show(cx, draft, place, None),
        State::Comment(draft) => Ok(details::ask_comment(cx, draft, place)),
        State::Move { held } => moving::review(cx, held, place, None),
        State::Reason(seen) => Ok(card::ask_reason(cx, seen, place)),
        State::NewComment(seen) => card::ask_comment(cx, seen, place),
        State::Waitlist(joining) => crate::waitlist::ask(cx, joining, place),
        State::ReviewWords { booking } => {
            Ok(cx.go(State::ReviewWords { booking }, place, feedback::ask_words(cx)))
        }
        State::Repeat(seen) | State::SeriesReview { seen, .. } => crate::series::ask_weeks(cx, seen, place),
        State::SeriesReport { seen, weeks } => crate::series::report(cx, seen, weeks, place, None),
        State::Forget { .. } => own_data::ask_forget(cx, place),
        State::Language { then } => Ok(menu::ask_language(cx, *then, place)),
    }
}
