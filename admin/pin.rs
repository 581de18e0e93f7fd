//! Choosing a PIN, typed twice, and entering it (A1). Everything here happens in a locked session.

use chat::{Args, Content, Event, Failure, Job, MessageId, Place, Priority, Reaction, Screen, Work};
use chrono::TimeDelta;
use domain::pin::{Locked, PinError};
use domain::{ChatId, Pin};

use crate::cx::{Cx, under};
use crate::menu;
use crate::state::{Pending, State};

/// After so long the process that looked at a PIN is taken for dead, and the PIN is asked again.
const PATIENCE: TimeDelta = TimeDelta::seconds(30);

/// What an admin does while the session is locked: whatever it is, the PIN comes first.
pub(crate) fn locked(cx: &Cx<'_>, state: Option<State>, event: Event) -> Result<Reaction<State>, Failure> {
    if cx.admin.unlocked_at.is_some() {
        // Written down, so that a clock that jumps about does not open the session again.
        cx.turn.tx.lock_session(cx.chat())?;
    }
    if let Some(State::Step(step)) = state {
        let is_secret = step.is_secret();
        return Ok(interrupted(cx, Pending::Step(Box::new(step)), is_secret, &event));
    }
    let state = fitting(cx, state);
    let busy = state.as_ref().is_some_and(State::is_busy);
    match event {
        Event::Message { message, content: Content::Text(text), .. } => typed(cx, state, message, &text),
        // A message may be changed into one with a PIN.
        Event::Message { message, content: Content::Edited, .. } if state.is_some() => {
            Ok(cx.deleting(message, Reaction::silence()))
        }
        Event::Message { content: Content::Edited, .. } => Ok(Reaction::silence()),
        // Somebody who takes the slash for a part of it, perhaps while the first try is still looked at.
        Event::Message { message, content: Content::Command { name, .. }, .. } if looks_like_pin(&name) => {
            typed(cx, state, message, &name)
        }
        Event::Message { .. } if busy => {
            Ok(Reaction::silence().and(cx.once(cx.say("admin-pin-wait"), Priority::Reply)))
        }
        _ if busy => Ok(Reaction::toast(cx.label("admin-pin-wait"))),
        Event::Message { content: Content::Command { name, .. }, .. } => {
            let pending = menu::command(&name).map_or(Pending::Menu, |action| Pending::entry(&action));
            Ok(ask(cx, pending, Place::Below, None))
        }
        Event::Message { .. } => Ok(ask(cx, kept(state.as_ref()), Place::Below, None)),
        Event::Press { action, .. } => Ok(ask(cx, Pending::entry(&action), Place::InPlace, None)),
        Event::CardPress { booking, version, action, .. } => {
            let pending = Pending::Card { booking, version, action: action.encode() };
            Ok(ask(cx, pending, Place::Below, None).saying(cx.label("admin-pin-first")))
        }
        Event::Entry { action, .. } => {
            Ok(ask(cx, Pending::entry(&action), Place::Below, None).saying(cx.label("admin-pin-first")))
        }
        Event::Stale { live, .. } if live || state.is_some() => Ok(Reaction::toast(cx.label("admin-stale"))),
        Event::Stale { .. } => Ok(ask(cx, Pending::Menu, Place::Below, None).saying(cx.label("admin-stale"))),
        _ => Ok(Reaction::silence()),
    }
}

/// The session ended while an admin stood on a step of a flow. What they do now waits: first the PIN, then the step is shown again.
///
/// What may be a PIN goes: all that is written on a step that `is_secret`, and what looks like one on any other.
fn interrupted(cx: &Cx<'_>, step: Pending, is_secret: bool, event: &Event) -> Reaction<State> {
    match event {
        Event::Message { message, content: Content::Text(text), .. } if is_secret || looks_like_pin(text) => {
            cx.deleting(*message, ask(cx, step, Place::Below, None))
        }
        Event::Message { message, content: Content::Command { name, .. }, .. } if looks_like_pin(name) => {
            cx.deleting(*message, ask(cx, step, Place::Below, None))
        }
        // A message may be changed into one with a PIN.
        Event::Message { message, content: Content::Edited, .. } => {
            cx.deleting(*message, Reaction::silence())
        }
        Event::Message { content: Content::Command { name, .. }, .. } => {
            let pending = menu::command(name).map_or(step, |action| Pending::entry(&action));
            ask(cx, pending, Place::Below, None)
        }
        Event::Message { .. } => ask(cx, step, Place::Below, None),
        Event::Press { .. } => ask(cx, step, Place::InPlace, None),
        Event::CardPress { booking, version, action, .. } => {
            let pending = Pending::Card { booking: *booking, version: *version, action: action.encode() };
            ask(cx, pending, Place::Below, None).saying(cx.label("admin-pin-first"))
        }
        Event::Entry { action, .. } => {
            ask(cx, Pending::entry(action), Place::Below, None).saying(cx.label("admin-pin-first"))
        }
        Event::Stale { .. } => Reaction::toast(cx.label("admin-stale")),
        _ => Reaction::silence(),
    }
}

/// The worker did not answer in time: the process died meanwhile.
pub(crate) fn due(cx: &Cx<'_>, state: Option<State>, job: &Job) -> Result<Reaction<State>, Failure> {
    if let Some(State::Step(step)) = &state {
        return Ok(step.worker_died(cx));
    }
    match fitting(cx, state) {
        Some(state) if job.kind == "pin" && state.is_busy() => Ok(again(cx, &state)),
        _ => Ok(Reaction::silence()),
    }
}

/// Asks for the PIN once more, through no fault of the admin's.
pub(crate) fn again(cx: &Cx<'_>, state: &State) -> Reaction<State> {
    ask(cx, state.pending(), Place::Below, Some(cx.say("admin-pin-failed")))
}

/// Asks for the PIN, or on the first entry lets one be chosen.
pub(crate) fn ask(cx: &Cx<'_>, pending: Pending, place: Place, headline: Option<String>) -> Reaction<State> {
    let (state, key) = match cx.admin.pin_hash {
        Some(_) => (State::EnterPin { pending }, "admin-enter-pin"),
        None => (State::ChoosePin { pending }, "admin-choose-pin"),
    };
    go(cx, state, place, headline, key)
}

/// Asks for the second entry of a new PIN.
pub(crate) fn ask_repeat(
    cx: &Cx<'_>,
    candidate: String,
    pending: Pending,
    headline: Option<String>,
) -> Reaction<State> {
    go(cx, State::RepeatPin { candidate, pending }, Place::Below, headline, "admin-repeat-pin")
}

/// A stored step that still fits the admin: a PIN set or removed meanwhile, from the command line, makes it void.
pub(crate) fn fitting(cx: &Cx<'_>, state: Option<State>) -> Option<State> {
    state.filter(|state| !matches!(state, State::Step(_)) && state.has_pin() == cx.admin.pin_hash.is_some())
}

/// Whether a text could be a PIN, perhaps with blanks or dashes between the digits. It is deleted wherever it is typed.
pub(crate) fn looks_like_pin(text: &str) -> bool {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    Pin::entered(&digits).is_ok()
}

/// How long nobody may try, in whole minutes, as a sentence wants it.
pub(crate) fn wait(cx: &Cx<'_>, locked: Locked) -> String {
    let seconds = (locked.until - cx.turn.now).num_seconds().max(1);
    cx.format().count(TimeDelta::minutes((seconds + 59) / 60))
}

/// The job that asks again if the process dies while a PIN is looked at.
pub(crate) fn job_key(chat: ChatId) -> String {
    format!("pin:{chat}")
}

fn go(cx: &Cx<'_>, state: State, place: Place, headline: Option<String>, key: &str) -> Reaction<State> {
    let screen = Screen::text(under(headline, cx.say(key)));
    Reaction::go(state).and(cx.show(place, screen))
}

fn kept(state: Option<&State>) -> Pending {
    state.map_or(Pending::Menu, State::pending)
}

/// A text in a locked session. Inside the PIN dialogue it goes whatever it says: a mistyped PIN is nearly one.
fn typed(
    cx: &Cx<'_>,
    state: Option<State>,
    message: MessageId,
    text: &str,
) -> Result<Reaction<State>, Failure> {
    let gone = state.is_some() || looks_like_pin(text);
    let reaction = match state {
        Some(State::ChoosePin { pending }) => choose(cx, pending, text)?,
        Some(State::RepeatPin { candidate, pending }) => repeat(cx, candidate, pending, text)?,
        Some(State::EnterPin { pending }) => enter(cx, pending, text)?,
        Some(_) => Reaction::silence(),
        // The dialogue was left alone past its time, but its question still stands there.
        None if gone && cx.admin.pin_hash.is_some() => enter(cx, Pending::Menu, text)?,
        None => ask(cx, Pending::Menu, Place::Below, None),
    };
    Ok(if gone { cx.deleting(message, reaction) } else { reaction })
}

fn choose(cx: &Cx<'_>, pending: Pending, text: &str) -> Result<Reaction<State>, Failure> {
    match Pin::chosen(text) {
        Ok(pin) => order(cx, State::Stretching { pending }, Work::HashPin { pin }),
        Err(error) => Ok(ask(cx, pending, Place::Below, Some(complaint(cx, error)))),
    }
}

fn repeat(cx: &Cx<'_>, candidate: String, pending: Pending, text: &str) -> Result<Reaction<State>, Failure> {
    match Pin::entered(text) {
        Ok(pin) => {
            let hash = candidate.clone();
            order(cx, State::Comparing { candidate, pending }, Work::VerifyPin { pin, hash })
        }
        Err(error) => Ok(ask_repeat(cx, candidate, pending, Some(complaint(cx, error)))),
    }
}

/// The try is counted before the PIN is looked at, so that a crash in between gives nothing away.
fn enter(cx: &Cx<'_>, pending: Pending, text: &str) -> Result<Reaction<State>, Failure> {
    let Some(against) = cx.admin.pin_hash.clone() else { return Ok(ask(cx, pending, Place::Below, None)) };
    let (tx, chat, now) = (cx.turn.tx, cx.chat(), cx.turn.now);
    let pin = match Pin::entered(text) {
        Ok(pin) => pin,
        Err(error) => return Ok(ask(cx, pending, Place::Below, Some(complaint(cx, error)))),
    };
    let tries = cx.admin.tries.at(now);
    if let Err(locked) = tries.check(now) {
        tx.set_pin_tries(chat, &tries)?;
        let text = cx.say_with("admin-pin-locked", Args::new().text("wait", wait(cx, locked)));
        return Ok(Reaction::go(State::EnterPin { pending }).and(cx.show(Place::Below, Screen::text(text))));
    }
    tx.set_pin_tries(chat, &tries.tried(now))?;
    let hash = against.clone();
    order(cx, State::Checking { against, pending }, Work::VerifyPin { pin, hash })
}

fn complaint(cx: &Cx<'_>, error: PinError) -> String {
    cx.say(match error {
        PinError::NotDigits => "admin-pin-not-digits",
        PinError::TooSimple => "admin-pin-too-simple",
    })
}

/// Gives a PIN to the worker. It is in memory only, so a job asks again should the process die.
pub(crate) fn order(cx: &Cx<'_>, state: State, work: Work) -> Result<Reaction<State>, Failure> {
    cx.comes_back(job_key(cx.chat()), "pin", cx.chat().get(), PATIENCE)?;
    Ok(Reaction::go(state).working(work))
}
