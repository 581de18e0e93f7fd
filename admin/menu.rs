//! The main menu: doors to all other flows, as far as the admin may open them.

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use domain::Right;

use crate::cx::{Cx, under};
use crate::flow::{self, Flow};
use crate::state::State;
use crate::{list, setup};

/// The buttons of the menu that lead to other flows, two in a row where they are short.
const ROOMS: [&[&str]; 6] =
    [&["new"], &["find", "clients"], &["hours", "team"], &["cat"], &["why"], &["settings"]];

pub(crate) const FLOW: Flow = Flow { verbs: &[("menu", Right::Own), ("lock", Right::Own)], act };

/// The menu. It shows only what the admin may press; before anything can be booked, the way to there alone.
pub(crate) fn show(cx: &Cx<'_>, place: Place, headline: Option<String>) -> Result<Reaction<State>, Failure> {
    if setup::is_new(cx)? {
        return Ok(setup::welcome(cx, place, headline));
    }
    let mut rows: Vec<Vec<Button>> = vec![setup::door(cx)?.into_iter().collect()];
    rows.extend(list::doors(cx)?);
    for room in ROOMS {
        let doors = room.iter().filter(|verb| flow::offers(cx, verb));
        rows.push(doors.map(|verb| cx.button(&format!("admin-room-{verb}"), Action::new(verb))).collect());
    }
    rows.push(vec![cx.button("admin-button-lock", Action::new("lock"))]);
    let business = Args::new().text("business", &cx.turn.policy.business.name);
    let text = under(headline, cx.say_with("admin-menu", business));
    Ok(cx.end(place, Screen::text(text).buttons(rows)))
}

/// What a typed command is, as the press it stands for.
pub(crate) fn command(name: &str) -> Option<Action> {
    Some(Action::new(match name {
        "start" | "menu" | "cancel" => "menu",
        "today" => "today",
        "tomorrow" => "tomorrow",
        "waiting" => "waiting",
        "lock" => "lock",
        _ => return None,
    }))
}

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers()) {
        ("menu", []) => show(cx, place, None),
        ("lock", []) => lock(cx, place),
        _ => flow::refuse(cx, "press-unknown"),
    }
}

/// Ends the session.
pub(crate) fn lock(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    cx.turn.tx.lock_session(cx.chat())?;
    let rows = vec![vec![cx.button("button-menu", Action::new("menu"))]];
    Ok(cx.end(place, Screen::text(cx.say("admin-locked")).buttons(rows)))
}
