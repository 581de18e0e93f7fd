//! The client's own data: a file with all of it, or none of it any more (C12).

use chat::{Action, Args, Card, Failure, Place, Reaction, Screen};

use crate::cx::Cx;
use crate::state::State;

/// What can be done with the own data.
pub(crate) fn show(cx: &Cx<'_>, place: Place) -> Reaction<State> {
    let screen = Screen::text(cx.say("own-data")).buttons(vec![
        vec![cx.button("button-own-data-file", Action::new("own-data-file"))],
        vec![cx.button("button-forget", Action::new("forget"))],
        vec![cx.button("button-privacy", Action::new("privacy"))],
        vec![cx.button("button-back", Action::new("menu"))],
    ]);
    Reaction::end().and(cx.show(Card::Dialogue, place, screen))
}

/// Says what an erasure takes along and what stays, and asks whether it is meant.
pub(crate) fn ask_forget(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let upcoming = cx.turn.tx.upcoming_of(cx.client.id, cx.turn.now)?;
    let count = i64::try_from(upcoming.len()).unwrap_or(i64::MAX);
    let bookings = (count > 0).then(|| cx.say_with("forget-bookings", Args::new().number("count", count)));
    let parts = [Some(cx.say("forget")), bookings, Some(cx.say("forget-stays"))];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    let screen = Screen::text(text).buttons(vec![
        vec![cx.button("button-forget-sure", Action::new("forget-sure"))],
        vec![cx.button("button-no", Action::new("keep"))],
    ]);
    let upcoming = upcoming.iter().map(|view| view.booking.id).collect();
    Ok(cx.go(State::Forget { upcoming }, place, screen))
}

/// Everything is erased, and so many bookings with it. Whoever goes on from here begins anew.
pub(crate) fn forgotten(cx: &Cx<'_>, cancelled: usize) -> Reaction<State> {
    let count = i64::try_from(cancelled).unwrap_or(i64::MAX);
    let bookings = (count > 0).then(|| cx.say_with("forgotten-bookings", Args::new().number("count", count)));
    let parts = [Some(cx.say("forgotten")), bookings, Some(cx.say("forgotten-chat"))];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    let rows = vec![vec![cx.button("button-menu", Action::new("menu"))]];
    Reaction::end().and(cx.show(Card::Dialogue, Place::InPlace, Screen::text(text).buttons(rows)))
}
