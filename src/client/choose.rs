//! A press on specialist, day or time, and the hold on the chosen time (C3, C4).

use chat::calendar;
use chat::{Action, BotName, Failure, Place, Reaction};
use chrono::NaiveDate;
use domain::{Instant, Slot, SpecialistId, time};
use store::holds::NewHold;
use store::jobs::StoredJob;

use crate::cx::{Cx, hold_key};
use crate::screens::day::ask_day;
use crate::screens::services::ask_category;
use crate::screens::specialist::ask_specialist;
use crate::screens::time::{ask_time, just_taken};
use crate::screens::{self, review};
use crate::state::{Draft, Held, State, Wish};
use crate::{offer, services, waitlist, why};

pub(crate) fn pressed(cx: &Cx<'_>, state: State, action: &Action) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    match (state, action.verb(), action.numbers()) {
        (State::Specialist { wish }, "specialists", [page]) => ask_specialist(cx, wish, *page, place),
        (State::Specialist { wish }, "anybody", []) => ask_day(cx, wish.with(None), None, place, None),
        (State::Specialist { wish }, "specialist", [id]) => {
            ask_day(cx, wish.with(Some((*id).into())), None, place, None)
        }
        (State::Day { wish, .. }, calendar::MONTH, [number]) => {
            ask_day(cx, wish, calendar::day_of(*number), place, None)
        }
        (State::Day { wish, .. }, calendar::DAY, [number]) => match calendar::day_of(*number) {
            Some(day) => ask_time(cx, wish, day, 0, place, None),
            None => Ok(Reaction::silence()),
        },
        (State::Day { wish, .. }, "waitlist", []) => waitlist::begin(cx, wish),
        (State::Day { wish, .. }, calendar::WHY, [number]) => why_not(cx, &wish, calendar::day_of(*number)),
        (State::Time { wish, day }, "times", [page]) => ask_time(cx, wish, day, *page, place, None),
        (State::Day { wish, .. } | State::Time { wish, .. }, "at", [seconds]) => {
            match time::instant_of(*seconds) {
                Some(start) => time_chosen(cx, wish, start, place),
                None => Ok(Reaction::silence()),
            }
        }
        // A forged press: our screens have no such button on this step.
        _ => Ok(Reaction::silence()),
    }
}

fn why_not(cx: &Cx<'_>, wish: &Wish, day: Option<NaiveDate>) -> Result<Reaction<State>, Failure> {
    match (offer::of(cx, wish)?, day) {
        (Some(offer), Some(day)) => Ok(Reaction::toast(why::of_day_shortly(cx, &offer, wish, day))),
        _ => Ok(Reaction::silence()),
    }
}

pub(crate) fn back(cx: &Cx<'_>, state: &State, place: Place) -> Result<Reaction<State>, Failure> {
    match state {
        State::Time { wish, day } => ask_day(cx, wish.clone(), Some(*day), place, None),
        State::Day { wish, .. } if offer::performers(cx, &wish.services)?.len() > 1 => {
            ask_specialist(cx, wish.clone(), 0, place)
        }
        State::Day { wish, .. } | State::Specialist { wish } => match wish.moving {
            Some(seen) => screens::card::instead_of_dialogue(cx, seen.booking, place),
            None => services::back_to(cx, &wish.services, place),
        },
        _ => ask_category(cx, None, place, None),
    }
}

/// Holds the chosen time and goes on, or says what happened to it.
pub(crate) fn time_chosen(
    cx: &Cx<'_>,
    wish: Wish,
    start: Instant,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Some(offer) = offer::of(cx, &wish)? else {
        return ask_category(cx, None, place, Some(cx.say("service-gone")));
    };
    let Some((specialist, slot)) = offer.choose(start) else { return just_taken(cx, wish, start, place) };
    if !keep(cx, &wish, specialist, &slot)? {
        return just_taken(cx, wish, start, place);
    }
    after_time(cx, Held { wish, specialist, start, chosen_at: cx.turn.now }, place)
}

/// Holds a time for the client (C4); false if it was taken.
fn keep(cx: &Cx<'_>, wish: &Wish, specialist: SpecialistId, slot: &Slot) -> Result<bool, Failure> {
    let Some(service) = wish.services.first().copied() else { return Ok(false) };
    let moves = wish.moving.map(|seen| seen.booking);
    match cx.turn.tx.hold(&NewHold { chat: cx.chat, service, specialist, slot, moves }) {
        Ok(hold) => schedule_end(cx, hold.get())?,
        Err(store::Error::Overlap) => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    Ok(true)
}

/// What comes after the time: the question for a name, unless all is told already.
fn after_time(cx: &Cx<'_>, mut held: Held, place: Place) -> Result<Reaction<State>, Failure> {
    if held.wish.moving.is_some() {
        return screens::moving::review(cx, held, place, None);
    }
    match held.wish.told.take() {
        Some(told) => review::show(cx, Draft { held, told, quote: None }, place, None),
        None => screens::consent::ask(cx, held, place),
    }
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

/// Back from what comes after the time: it is free for others again.
pub(crate) fn back_to_time(
    cx: &Cx<'_>,
    held: &Held,
    told: Option<&crate::state::Told>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let day = time::date(cx.turn.policy.business.zone, held.start);
    let wish = Wish { told: told.cloned(), ..held.wish.clone() };
    ask_time(cx, wish, day, 0, place, None)
}

/// The hold's time is over. The client may still confirm, if the time is free by then; the screen says so.
pub(crate) fn hold_ended(cx: &Cx<'_>, state: Option<State>, hold: i64) -> Result<Reaction<State>, Failure> {
    if cx.turn.tx.hold_of(cx.chat)?.is_none_or(|found| found.id.get() != hold) {
        return Ok(Reaction::silence());
    }
    cx.turn.tx.release_hold(cx.chat)?;
    match state {
        Some(
            state @ (State::Consent { .. } | State::Name { .. } | State::Review(_) | State::Move { .. }),
        ) => screens::again(cx, state, Place::InPlace),
        Some(state) if state.held().is_some() => Ok(cx.hint("hold-ended")),
        _ => Ok(Reaction::silence()),
    }
}
