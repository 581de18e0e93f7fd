//! A reminder is due, and what the client answers (C8). It is the booking's live card, sent below under a headline, so its buttons are checked
//! like those of every card.

use chat::{BotName, Failure, Job, Reaction};
use chrono::TimeDelta;
use domain::{BookingId, Fact, Status, time};
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::follow_up::{reminders_of, schedule};
use crate::screens;
use crate::state::State;

/// A reminder is due, on time or after the service was down. The note that it was sent is made in the turn that sends it.
pub(crate) fn due(cx: &Cx<'_>, job: &Job) -> Result<Reaction<State>, Failure> {
    let (tx, now, policy) = (cx.turn.tx, cx.turn.now, cx.turn.policy);
    let booking = BookingId::from(job.subject);
    let view = tx.booking(booking)?.filter(|view| view.client.id == cx.client.id);
    let (Some(view), Some(offset)) = (view, offset_of(&job.key)) else { return Ok(Reaction::silence()) };
    let is_wanted = view.booking.status == Status::Confirmed
        && cx.client.reachable
        && policy.reminders.offsets.contains(&offset);
    // After the service was down several may be due at once: the one nearest to the visit speaks for all.
    if !is_wanted || tx.is_due(BotName::Client.code(), &reminders_of(booking), now)? {
        return Ok(Reaction::silence());
    }
    let start = view.booking.visit.start();
    match policy.reminders.due(policy.business.zone, start, now) {
        None => Ok(Reaction::silence()),
        Some(at) if at > now => {
            schedule(cx.turn, cx.chat, "remind", job.key.clone(), booking, at)?;
            Ok(Reaction::silence())
        }
        Some(_) => {
            tx.set_reminded(booking, offset)?;
            Ok(tx.booking(booking)?.map_or_else(Reaction::silence, |view| remind(cx, &view)))
        }
    }
}

fn offset_of(key: &str) -> Option<TimeDelta> {
    key.rsplit(':').next()?.parse().ok().map(TimeDelta::minutes)
}

/// Words such as "tomorrow" are true until the day ends; a reminder that Telegram takes no sooner is dropped.
fn remind(cx: &Cx<'_>, view: &BookingView) -> Reaction<State> {
    let (now, policy) = (cx.turn.now, cx.turn.policy);
    let zone = policy.business.zone;
    let worth_until = policy.reminders.worth_until(zone, view.booking.visit.start(), now);
    let day = time::day(zone, time::date(zone, now));
    Reaction::silence().and(screens::reminder::show(cx, view, worth_until.min(day.end())))
}

/// "I'll come."
pub(crate) fn come(cx: &Cx<'_>, view: &BookingView) -> Result<Reaction<State>, Failure> {
    let booking = &view.booking;
    let is_confirmed = booking.status == Status::Confirmed;
    if !is_confirmed || booking.visit.start() <= cx.turn.now {
        let toast = cx.label(if is_confirmed { "cancel-begun" } else { "stale" });
        return Ok(Reaction::toast(toast).and(screens::card::show(cx, view, chat::Place::InPlace)));
    }
    let is_new = cx.turn.tx.set_coming(booking.id, cx.turn.now)?;
    let Some(view) = cx.turn.tx.booking(booking.id)? else { return Ok(Reaction::silence()) };
    let toast = cx.label(if is_new { "reminder-noted" } else { "reminder-noted-already" });
    let reaction = Reaction::toast(toast).and(screens::reminder::thanks(cx, &view));
    Ok(if is_new { reaction.because(Fact::Coming { booking: view.booking.id }) } else { reaction })
}
