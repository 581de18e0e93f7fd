//! The main menu, and what the buttons of menu and lists lead to. They name all that they need, so they work in every open session.

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen, calendar};
use domain::time;

use crate::cx::{Cx, under};
use crate::state::State;
use crate::{card, list};

/// The menu.
pub(crate) fn show(cx: &Cx<'_>, place: Place, headline: Option<String>) -> Result<Reaction<State>, Failure> {
    let waiting = cx.turn.tx.count_waiting()?;
    let business = Args::new().text("business", &cx.turn.policy.business.name);
    let waiting = cx.label_with("admin-button-waiting", Args::new().number("count", waiting));
    let rows = vec![
        vec![
            cx.button("admin-button-today", Action::new("today")),
            cx.button("admin-button-tomorrow", Action::new("tomorrow")),
        ],
        vec![cx.button("admin-button-date", Action::new("date"))],
        vec![Button::new(waiting, Action::new("waiting"))],
        vec![cx.button("admin-button-lock", Action::new("lock"))],
    ];
    let text = under(headline, cx.say_with("admin-menu", business));
    Ok(cx.end(place, Screen::text(text).buttons(rows)))
}

/// What a typed command is, as the press it stands for.
pub(crate) fn command(name: &str) -> Option<Action> {
    Some(Action::new(match name {
        "start" | "menu" => "menu",
        "today" => "today",
        "tomorrow" => "tomorrow",
        "waiting" => "waiting",
        "lock" => "lock",
        _ => return None,
    }))
}

/// Does what a button asks for, or a command that stands for one.
pub(crate) fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    let today = time::date(cx.turn.policy.business.zone, cx.turn.now);
    match (action.verb(), action.numbers()) {
        ("menu", []) => show(cx, place, None),
        ("today", []) => list::of_day(cx, today, 0, place),
        ("tomorrow", []) => list::of_day(cx, today + chrono::Days::new(1), 0, place),
        ("date", []) => Ok(list::ask_date(cx, today, place)),
        ("waiting", []) => list::waiting(cx, 0, place),
        ("waiting", [page]) => list::waiting(cx, *page, place),
        (calendar::MONTH, [number]) => {
            Ok(list::ask_date(cx, calendar::day_of(*number).unwrap_or(today), place))
        }
        (calendar::DAY, [number]) => list::of_day(cx, calendar::day_of(*number).unwrap_or(today), 0, place),
        (calendar::DAY, [number, page]) => {
            list::of_day(cx, calendar::day_of(*number).unwrap_or(today), *page, place)
        }
        ("open", [id]) => card::open(cx, (*id).into()),
        ("lock", []) => lock(cx, place),
        (calendar::NOTHING, _) => Ok(Reaction::silence()),
        // A forged press: our screens have no such button.
        _ => Ok(Reaction::toast(cx.label("admin-stale"))),
    }
}

/// Ends the session.
fn lock(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    cx.turn.tx.lock_session(cx.chat())?;
    let rows = vec![vec![cx.button("button-menu", Action::new("menu"))]];
    Ok(cx.end(place, Screen::text(cx.say("admin-locked")).buttons(rows)))
}
