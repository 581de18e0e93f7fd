//! The month calendar (C3). A day without a start cannot be chosen; pressed all the same, it says why.

use chat::calendar::{self, Month};
use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use chrono::NaiveDate;
use domain::Offer;

use crate::cx::Cx;
use crate::offer;
use crate::screens::services::ask_category;
use crate::screens::{moving, with_headline, zone};
use crate::state::{State, Wish};

/// The calendar; without a wanted day, the month of the first free one.
pub(crate) fn ask_day(
    cx: &Cx<'_>,
    wish: Wish,
    shown: Option<NaiveDate>,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(offer) = offer::of(cx, &wish)? else {
        return ask_category(cx, None, place, Some(cx.say("service-gone")));
    };
    let dates = offer.dates();
    let open = offer.open_dates(&dates);
    let first = open.first().copied();
    let shown = shown.or(first).unwrap_or(*dates.start()).clamp(*dates.start(), *dates.end());
    let month = Month { shown, open: &open, bounds: (*dates.start(), *dates.end()) };
    let mut rows = vec![first.and_then(|day| soonest(cx, &offer, day)).into_iter().collect()];
    rows.extend(month.rows(&cx.format()));
    if wish.moving.is_none() {
        rows.push(vec![cx.button("button-join-waitlist", Action::new("waitlist"))]);
    }
    rows.push(cx.back_and_cancel());
    let key = if open.is_empty() { "no-days" } else { "choose-day" };
    let question = cx.say_with(key, Args::new().text("service", offer::names(&offer.services)));
    let question = with_headline(moving::headline(cx, &wish)?, question);
    let text = with_headline(headline, format!("{question}{}", zone::note(cx)));
    let state = State::Day { wish, month: calendar::first_of(shown) };
    Ok(cx.go(state, place, Screen::text(text).buttons(rows)))
}

/// The soonest start, one press away.
fn soonest(cx: &Cx<'_>, offer: &Offer, day: NaiveDate) -> Option<Button> {
    let start = offer.starts(&(day..=day)).first().copied()?;
    let time = cx.format().soon(start, cx.turn.now);
    let label = cx.label_with("button-soonest", Args::new().text("time", time));
    Some(Button::new(label, Action::new("at").with(start.timestamp())))
}
