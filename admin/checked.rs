//! What the worker says of a PIN, and what follows (A1).

use chat::texts::escape;
use chat::{Action, Args, BotName, Failure, Next, Place, Priority, Reaction, Screen, Worked};
use domain::Fact;

use crate::cx::Cx;
use crate::pin;
use crate::state::{Pending, State};
use crate::{card, digest, flow, menu};

/// A worker is done with the PIN of this chat.
pub(crate) fn worked(cx: &Cx<'_>, state: Option<State>, worked: Worked) -> Result<Reaction<State>, Failure> {
    if let Some(State::Step(step)) = &state {
        return step.worked(cx, worked);
    }
    let Some(state) = pin::fitting(cx, state).filter(State::is_busy) else { return Ok(Reaction::silence()) };
    cx.turn.tx.unschedule(BotName::Admin.code(), &pin::job_key(cx.chat()))?;
    match (state, worked) {
        (State::Stretching { pending }, Worked::PinHashed { hash }) => {
            Ok(pin::ask_repeat(cx, hash, pending, None))
        }
        (State::Comparing { candidate, pending }, Worked::PinVerified { right: true, .. }) => {
            cx.turn.tx.set_pin(cx.chat(), &candidate)?;
            digest::follow(cx.turn)?;
            unlock(cx, pending, Some(cx.say("admin-pin-set")))
        }
        (State::Comparing { pending, .. }, Worked::PinVerified { .. }) => {
            Ok(pin::ask(cx, pending, Place::Below, Some(cx.say("admin-pin-differs"))))
        }
        (State::Checking { against, pending }, Worked::PinVerified { right, renewed })
            if cx.admin.pin_hash.as_ref() == Some(&against) =>
        {
            verified(cx, pending, right, renewed)
        }
        (state, _) => Ok(pin::again(cx, &state)),
    }
}

fn verified(
    cx: &Cx<'_>,
    pending: Pending,
    right: bool,
    renewed: Option<String>,
) -> Result<Reaction<State>, Failure> {
    if !right {
        return Ok(wrong(cx, pending));
    }
    let (tx, chat) = (cx.turn.tx, cx.chat());
    tx.set_pin_tries(chat, &cx.admin.tries.right())?;
    if let Some(hash) = renewed {
        tx.renew_pin_hash(chat, &hash)?;
    }
    unlock(cx, pending, None)
}

/// The try is counted already; what is left is to say what follows from it.
fn wrong(cx: &Cx<'_>, pending: Pending) -> Reaction<State> {
    let tries = cx.admin.tries.at(cx.turn.now);
    let text = match tries.check(cx.turn.now) {
        Err(locked) => cx.say_with("admin-pin-wrong-locked", Args::new().text("wait", pin::wait(cx, locked))),
        Ok(()) if tries.locks() => cx.say("admin-pin-wrong-last"),
        Ok(()) => cx.say_with("admin-pin-wrong", Args::new().number("left", i64::from(tries.left()))),
    };
    let reaction = Reaction::go(State::EnterPin { pending }).and(cx.show(Place::Below, Screen::text(text)));
    match tries.locks() {
        true => reaction.because(Fact::PinLocked { admin: cx.chat() }),
        false => reaction,
    }
}

/// Opens the session and finishes what the PIN had interrupted.
fn unlock(cx: &Cx<'_>, pending: Pending, headline: Option<String>) -> Result<Reaction<State>, Failure> {
    cx.turn.tx.unlock(cx.chat(), cx.turn.now)?;
    let cx = &cx.reread()?;
    let Some(mut reaction) = finish(cx, &pending)? else { return menu::show(cx, Place::Below, headline) };
    if reaction.next == Next::Stay {
        // The PIN dialogue is over, whatever follows it.
        reaction.next = Next::End;
    }
    // The press that wanted this was answered long ago, so what its toast would say is said below.
    if let Some(toast) = reaction.effects.toast.take() {
        reaction.effects.outgoing.push(cx.once(escape(&toast), Priority::Reply));
    }
    if let Some(headline) = headline {
        reaction.effects.outgoing.insert(0, cx.once(headline, Priority::Reply));
    }
    Ok(reaction)
}

/// What was pressed before the PIN came between; none if that was nothing but the menu.
fn finish(cx: &Cx<'_>, pending: &Pending) -> Result<Option<Reaction<State>>, Failure> {
    let reaction = match pending {
        Pending::Menu => None,
        Pending::Entry(action) => {
            Action::decode(action).map(|action| flow::act(cx, &action, Place::Below)).transpose()?
        }
        Pending::Card { booking, version, action } => Action::decode(action)
            .map(|action| card::pressed(cx, *booking, *version, &action, Place::Below))
            .transpose()?,
        Pending::Step(step) => Some(step.show(cx, Place::Below, None)?),
    };
    Ok(reaction)
}
