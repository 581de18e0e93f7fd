//! A press on service, specialist, day or time, and the hold on the chosen time (C3, C4).

use chat::calendar;
use chat::{Action, BotName, Failure, Place, Reaction};
use domain::{Instant, time};
use store::holds::NewHold;
use store::jobs::StoredJob;

use crate::cx::{Cx, hold_key};
use crate::screens::choose::{
    ask_day, ask_service, ask_specialist, ask_time, just_taken, service_chosen, services_page,
    specialists_page, times_page,
};
use crate::screens::{details, review};
use crate::state::{Held, State, Wish};
use crate::{offer, waitlist};

pub(crate) fn pressed(cx: &Cx<'_>, state: State, action: &Action) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    match (state, action.verb(), action.numbers()) {
        (State::Service, "services", [page]) => services_page(cx, *page, place, None),
        (State::Specialist { service }, "specialists", [page]) => specialists_page(cx, service, *page, place),
        (State::Time { wish, day }, "times", [page]) => times_page(cx, wish, day, *page, place, None),
        (State::Service, "service", [id]) => service_chosen(cx, (*id).into(), place),
        (State::Specialist { service }, "anybody", []) => {
            ask_day(cx, Wish { service, specialist: None }, None, place, None)
        }
        (State::Specialist { service }, "specialist", [id]) => {
            ask_day(cx, Wish { service, specialist: Some((*id).into()) }, None, place, None)
        }
        (State::Day { wish, .. }, calendar::MONTH, [number]) => {
            ask_day(cx, wish, calendar::day_of(*number), place, None)
        }
        (State::Day { wish, .. }, calendar::DAY, [number]) => match calendar::day_of(*number) {
            Some(day) => ask_time(cx, wish, day, place, None),
            None => Ok(Reaction::silence()),
        },
        (State::Day { wish, .. }, "waitlist", []) => waitlist::begin(cx, wish),
        (State::Time { wish, .. }, "at", [seconds]) => match time::instant_of(*seconds) {
            Some(start) => time_chosen(cx, wish, start),
            None => Ok(Reaction::silence()),
        },
        // A forged press: our screens have no such button on this step.
        _ => Ok(Reaction::silence()),
    }
}

pub(crate) fn back(cx: &Cx<'_>, state: &State, place: Place) -> Result<Reaction<State>, Failure> {
    match state {
        State::Day { wish, .. } if cx.turn.tx.specialists_for(wish.service)?.len() > 1 => {
            ask_specialist(cx, wish.service, place)
        }
        State::Time { wish, day } => ask_day(cx, *wish, Some(*day), place, None),
        _ => ask_service(cx, place, None),
    }
}

/// Holds the chosen time and asks for the name, or says what happened to it.
pub(crate) fn time_chosen(cx: &Cx<'_>, wish: Wish, start: Instant) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    let Some(offer) = offer::of(cx, wish)? else {
        return ask_service(cx, place, Some(cx.say("service-gone")));
    };
    let Some((specialist, slot)) = offer.choose(start) else { return just_taken(cx, wish, start, place) };
    let new = NewHold { chat: cx.chat, service: wish.service, specialist, slot: &slot, moves: None };
    match cx.turn.tx.hold(&new) {
        Ok(hold) => schedule_end(cx, hold.get())?,
        Err(store::Error::Overlap) => return just_taken(cx, wish, start, place),
        Err(error) => return Err(error.into()),
    }
    details::ask_name(cx, Held { wish, specialist, start, chosen_at: cx.turn.now }, place)
}

/// The end of a hold is a job: typing does not prolong it (C4).
fn schedule_end(cx: &Cx<'_>, hold: i64) -> Result<(), Failure> {
    let length = cx.turn.policy.booking.hold;
    cx.turn.tx.schedule(&StoredJob {
        bot: BotName::Client.code().to_owned(),
        key: hold_key(cx.chat),
        chat: cx.chat,
        kind: "hold".to_owned(),
        subject: hold,
        due_at: cx.turn.now + length,
        within: Some(length),
    })?;
    Ok(())
}

/// Back from the name: the time is free for others again.
pub(crate) fn back_to_time(cx: &Cx<'_>, held: &Held, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let day = time::date(cx.turn.policy.business.zone, held.start);
    ask_time(cx, held.wish, day, place, None)
}

/// The hold's time is over. The client may still confirm, if the time is free by then; the screen says so.
pub(crate) fn hold_ended(cx: &Cx<'_>, state: Option<State>, hold: i64) -> Result<Reaction<State>, Failure> {
    if cx.turn.tx.hold_of(cx.chat)?.is_none_or(|found| found.id.get() != hold) {
        return Ok(Reaction::silence());
    }
    cx.turn.tx.release_hold(cx.chat)?;
    match state {
        Some(State::Name { held }) => details::ask_name(cx, held, Place::InPlace),
        Some(State::Review(draft)) => review::show(cx, draft, Place::InPlace),
        Some(state) if state.held().is_some() => Ok(cx.hint("hold-ended")),
        _ => Ok(Reaction::silence()),
    }
}
