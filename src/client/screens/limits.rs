//! How much one client may book, and what is said to who has booked that much, or may not book at all (A8).

use chat::{Action, Args, Button, Card, Failure, Place, Reaction, Screen};
use chrono::TimeDelta;
use domain::policy::MOST_BOOKINGS_IN_A_DAY;

use crate::cx::Cx;
use crate::state::State;

/// Whether the client may book once more.
pub(crate) fn may_book(cx: &Cx<'_>) -> Result<bool, Failure> {
    Ok(limit(cx)?.is_none())
}

/// What a client hears who may not book once more; nothing, if they may.
pub(crate) fn reached(cx: &Cx<'_>, place: Place) -> Result<Option<Reaction<State>>, Failure> {
    let Some((text, first)) = limit(cx)? else { return Ok(None) };
    cx.release_hold()?;
    let rows = vec![vec![first], vec![cx.button("button-menu", Action::new("menu"))]];
    let screen = Screen::text(text).buttons(rows);
    Ok(Some(Reaction::end().and(cx.show(Card::Dialogue, place, screen))))
}

/// The limit that is reached, in words, and where to go from there.
fn limit(cx: &Cx<'_>) -> Result<Option<(String, Button)>, Failure> {
    if cx.client.banned_at.is_some() {
        return Ok(Some((cx.say("banned"), cx.button("button-contacts", Action::new("contacts")))));
    }
    let most = cx.turn.policy.booking.max_active_per_client;
    let upcoming = cx.turn.tx.count_kept(cx.client.id, cx.turn.now)?;
    let today = cx.turn.tx.count_booked_since(cx.client.id, cx.turn.now - TimeDelta::days(1))?;
    Ok(if upcoming >= most as usize {
        let text = cx.say_with("too-many-bookings", Args::new().number("count", i64::from(most)));
        Some((text, cx.button("button-bookings", Action::new("bookings"))))
    } else if today >= MOST_BOOKINGS_IN_A_DAY {
        Some((cx.say("too-many-today"), cx.button("button-contacts", Action::new("contacts"))))
    } else {
        None
    })
}

/// How many bookings the client may still make today.
pub(crate) fn left_today(cx: &Cx<'_>) -> Result<usize, Failure> {
    if cx.client.banned_at.is_some() {
        return Ok(0);
    }
    let today = cx.turn.tx.count_booked_since(cx.client.id, cx.turn.now - TimeDelta::days(1))?;
    Ok(usize::try_from(MOST_BOOKINGS_IN_A_DAY - today).unwrap_or(0))
}
