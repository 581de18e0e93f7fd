//! What follows a booking in time: reminders before the visit (C8), a question after it (C10).
//!
//! Their jobs belong to the booking's own transaction: whatever happens to a booking, they are planned anew from what it is then. A job names
//! the booking and the rule and no more; what it comes to is decided when it is due, by what is so then.
//!
//! Where the rules are others than those by which was planned, after a reload or a start, the jobs of all visits to come are planned anew in one
//! turn. That is rare, and a few thousand visits take a part of a second.

use chat::{BotName, Failure, Turn};
use chrono::TimeDelta;
use domain::{BookingId, ChatId, Fact, Instant, Status};
use store::Tx;
use store::bookings::BookingView;
use store::jobs::StoredJob;

use crate::{retention, waitlist_line};

/// The kind of the job that follows other rules, and its key: there is one.
pub(crate) const FOLLOW: &str = "follow-policy";
/// The setting that tells by which rules was planned.
const PLANNED_BY: &str = "follow_up";

/// Plans what follows from what happened.
pub(crate) fn hear(turn: Turn<'_, Tx>, fact: &Fact) -> Result<(), Failure> {
    match fact {
        Fact::Booked(booking) | Fact::StatusChanged { booking, .. } => plan(turn, *booking, turn.now),
        Fact::Moved { booking, from, .. } => moved(turn, *booking, *from),
        // Who was known by phone alone can be reminded now.
        Fact::ClientsMerged { bookings, .. } => {
            bookings.iter().try_for_each(|booking| plan(turn, *booking, turn.now))
        }
        Fact::ConfigTaken { .. } => follow_policy(turn),
        Fact::SettingsChanged { .. } => follow_soon(turn),
        _ => Ok(()),
    }
}

/// What was set in chat holds from the next turn on: there the rules are followed.
fn follow_soon(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    Ok(turn.tx.schedule(&StoredJob {
        bot: BotName::Client.code().to_owned(),
        key: FOLLOW.to_owned(),
        // It concerns nobody's dialogue.
        chat: ChatId::from(0),
        kind: FOLLOW.to_owned(),
        subject: 0,
        due_at: turn.now,
        within: Some(TimeDelta::zero()),
    })?)
}

/// Plans all visits to come anew if the rules are others than before, and has the waitlist asked: other rules let other starts be booked. It also
/// sees to it that somebody looks who is kept no longer. To
/// be called once after the start.
///
/// # Errors
/// The database does not do what it should.
pub fn follow_policy(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    waitlist_line::wake(turn)?;
    retention::plan(turn)?;
    let policy = turn.policy;
    let rules = format!("{:?} {:?} {}", policy.reminders, policy.review.after, policy.business.zone);
    if turn.tx.setting(PLANNED_BY)?.as_ref() == Some(&rules) {
        return Ok(());
    }
    for (booking, since) in turn.tx.bookings_to_come(turn.now)? {
        plan(turn, booking, since)?;
    }
    Ok(turn.tx.set_setting(PLANNED_BY, &rules)?)
}

/// What was said of another time does not count for this one.
fn moved(turn: Turn<'_, Tx>, booking: BookingId, from: Instant) -> Result<(), Failure> {
    if turn.tx.booking(booking)?.is_some_and(|view| view.booking.visit.start() != from) {
        turn.tx.forget_attendance(booking)?;
    }
    plan(turn, booking, turn.now)
}

/// Replaces the jobs of a booking by those that follow from what it is. `made` is since when it stands so.
fn plan(turn: Turn<'_, Tx>, booking: BookingId, made: Instant) -> Result<(), Failure> {
    turn.tx.unschedule_all(BotName::Client.code(), &reminders_of(booking))?;
    turn.tx.unschedule(BotName::Client.code(), &review_key(booking))?;
    let Some(view) = turn.tx.booking(booking)? else { return Ok(()) };
    // Who is known by phone alone cannot be written to.
    let Some(chat) = view.client.chat else { return Ok(()) };
    if view.booking.status == Status::Confirmed {
        plan_reminders(turn, &view, chat, made)?;
    }
    if matches!(view.booking.status, Status::Confirmed | Status::Done) {
        plan_review(turn, &view, chat)?;
    }
    Ok(())
}

fn plan_reminders(
    turn: Turn<'_, Tx>,
    view: &BookingView,
    chat: ChatId,
    made: Instant,
) -> Result<(), Failure> {
    let (policy, booking) = (turn.policy, &view.booking);
    let reminded = view.attendance.reminded;
    for reminder in policy.reminders.of(policy.business.zone, booking.visit.start(), made) {
        let is_new = reminded.is_none_or(|reminded| reminder.offset < reminded);
        if is_new && reminder.at > turn.now {
            let key = format!("{}{}", reminders_of(booking.id), reminder.offset.num_minutes());
            schedule(turn, chat, "remind", key, booking.id, reminder.at)?;
        }
    }
    Ok(())
}

/// Planned even while nobody is to be asked: that may change until then.
fn plan_review(turn: Turn<'_, Tx>, view: &BookingView, chat: ChatId) -> Result<(), Failure> {
    let (policy, booking) = (turn.policy, &view.booking);
    let at = policy.review.at(booking.visit, policy.reminders.quiet, policy.business.zone);
    let Some(at) = at else { return Ok(()) };
    // Who came after all, although it was noted otherwise, is asked late rather than never.
    let was_missed = booking.status == Status::Done && turn.tx.review(booking.id)?.is_none();
    if at <= turn.now && !was_missed {
        return Ok(());
    }
    schedule(turn, chat, "review", review_key(booking.id), booking.id, at.max(turn.now))
}

/// Keeps a job about a booking.
pub(crate) fn schedule(
    turn: Turn<'_, Tx>,
    chat: ChatId,
    kind: &str,
    key: String,
    booking: BookingId,
    due_at: Instant,
) -> Result<(), Failure> {
    let (bot, kind, subject) = (BotName::Client.code().to_owned(), kind.to_owned(), booking.get());
    Ok(turn.tx.schedule(&StoredJob { bot, key, chat, kind, subject, due_at, within: None })?)
}

/// How the keys of a booking's reminders begin; the offset in minutes follows.
pub(crate) fn reminders_of(booking: BookingId) -> String {
    format!("remind:{booking}:")
}

fn review_key(booking: BookingId) -> String {
    format!("review:{booking}")
}
