//! What a change does, before it is made; and what is said when somebody was quicker.

use chat::{Action, Args, Failure, Place, Reaction, Screen};
use chrono::Days;
use domain::{ServiceId, SpecialistId, time};
use store::Tx;
use store::bookings::BookingView;
use store::offers::{Besides, Wanted};

use crate::cx::Cx;
use crate::state::State;

/// The free starts of so many days are counted.
const DAYS: u64 = 7;

/// A change as it would be.
pub(super) struct Preview {
    /// Of what: its name.
    pub(super) title: String,
    /// What of it.
    pub(super) what: String,
    /// What that is now.
    pub(super) was: String,
    /// What it would be.
    pub(super) new: String,
    /// What follows from it, line by line.
    pub(super) effects: Vec<String>,
    /// The button that makes the change: its label and what it asks for.
    pub(super) apply: (&'static str, Action),
    /// Where the change was chosen.
    pub(super) back: Action,
}

pub(super) fn show(cx: &Cx<'_>, place: Place, preview: Preview) -> Result<Reaction<State>, Failure> {
    let Preview { title, what, was, new, effects, apply: (label, apply), back } = preview;
    let args = Args::new().text("title", title).text("what", what).text("was", was).text("new", new);
    let mut text = cx.say_with("cat-preview", args);
    if !effects.is_empty() {
        text = format!("{text}\n\n{}", effects.join("\n"));
    }
    let rows = vec![vec![cx.button(label, apply)], vec![cx.button("button-back", back)]];
    Ok(cx.end(place, Screen::text(text).buttons(rows)))
}

/// How many free starts there are in the next days, now and after a change; nothing, if that makes no difference.
pub(super) fn starts(
    cx: &Cx<'_>,
    service: ServiceId,
    with: Option<SpecialistId>,
    change: impl FnOnce(&Tx) -> Result<(), store::Error>,
) -> Result<Option<String>, Failure> {
    let count = || -> Result<i64, Failure> {
        let wanted = Wanted { services: &[service], specialist: with, besides: Besides::default() };
        let Some(offer) = cx.turn.tx.offer(cx.turn.policy, wanted, cx.turn.now)? else { return Ok(0) };
        let today = time::date(cx.turn.policy.business.zone, cx.turn.now);
        Ok(i64::try_from(offer.starts(&(today..=today + Days::new(DAYS - 1))).len())?)
    };
    let was = count()?;
    let new = cx.turn.tx.what_if(|| {
        change(cx.turn.tx)?;
        count()
    })?;
    let args = Args::new().number("was", was).number("new", new);
    Ok((was != new).then(|| cx.say_with("cat-effect-starts", args)))
}

/// That bookings stay as they were made; nothing, if there are none.
pub(super) fn kept(cx: &Cx<'_>, bookings: &[BookingView]) -> Option<String> {
    let count = i64::try_from(bookings.len()).unwrap_or(i64::MAX);
    (count > 0).then(|| cx.say_with("cat-effect-kept", Args::new().number("count", count)))
}

/// By which word the texts know who changed something last; the deeds are those about it, as `cat-service-*`.
pub(super) fn who(cx: &Cx<'_>, deeds: &str, subject: i64) -> Result<&'static str, Failure> {
    Ok(match cx.turn.tx.last_deed_on(deeds, subject)? {
        Some(line) if line.admin == cx.chat() => "you",
        Some(_) => "admin",
        None => "system",
    })
}

/// What is said to the second of two: what it was, what it is now, and by whom. What they wanted is not saved.
pub(super) fn conflict(
    cx: &Cx<'_>,
    (deeds, subject): (&str, i64),
    what: &str,
    was: &str,
    now: &str,
    mine: &str,
) -> Result<String, Failure> {
    let args = Args::new().text("who", who(cx, deeds, subject)?);
    if was == now {
        // Something else of it was changed.
        return Ok(cx.say_with("cat-changed-meanwhile", args));
    }
    let args = args.text("what", what).text("was", was).text("now", now).text("mine", mine);
    Ok(cx.say_with("cat-conflict", args))
}
