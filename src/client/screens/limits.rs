//! How much one client may book, and what is said to who has booked that much, or may not book at all (A8).

use std::collections::BTreeSet;

use chat::{Action, Args, Button, Card, Failure, Place, Reaction, Screen};
use chrono::TimeDelta;

use crate::cx::Cx;
use crate::state::State;

/// So many bookings of one client in a day are an accident or worse, however many of them were called off: each is news for every admin.
const MOST_IN_A_DAY: i64 = 20;

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
    let upcoming = upcoming(cx)?;
    let today = cx.turn.tx.count_booked_since(cx.client.id, cx.turn.now - TimeDelta::days(1))?;
    Ok(if upcoming >= most as usize {
        let text = cx.say_with("too-many-bookings", Args::new().number("count", i64::from(most)));
        Some((text, cx.button("button-bookings", Action::new("bookings"))))
    } else if today >= MOST_IN_A_DAY {
        Some((cx.say("too-many-today"), cx.button("button-contacts", Action::new("contacts"))))
    } else {
        None
    })
}

/// How many bookings are still to come. The dates of a series count as one: with each counted, nobody could come every week.
fn upcoming(cx: &Cx<'_>) -> Result<usize, Failure> {
    let upcoming = cx.turn.tx.upcoming_of(cx.client.id, cx.turn.now)?;
    let kept: BTreeSet<_> =
        upcoming.iter().map(|view| view.series.unwrap_or(view.booking.id).get()).collect();
    Ok(kept.len())
}

/// How many bookings the client may still make today.
pub(crate) fn left_today(cx: &Cx<'_>) -> Result<usize, Failure> {
    if cx.client.banned_at.is_some() {
        return Ok(0);
    }
    let today = cx.turn.tx.count_booked_since(cx.client.id, cx.turn.now - TimeDelta::days(1))?;
    Ok(usize::try_from(MOST_IN_A_DAY - today).unwrap_or(0))
}
