//! A booking that waits for an admin: until when, and what follows if nobody confirms it (C5).

use chat::{BotName, Failure, Turn};
use domain::{BookingId, ChatId, Instant, Slot};
use store::Tx;
use store::jobs::StoredJob;

use crate::cx::Cx;

/// Until when an admin has to confirm a visit: never after it has begun.
pub(crate) fn decide_by(cx: &Cx<'_>, slot: &Slot) -> Instant {
    (cx.turn.now + cx.turn.policy.booking.pending_timeout).min(slot.visit.start())
}

/// Gives the booking up at that time, or no longer, if there is none.
pub(crate) fn wait(
    turn: Turn<'_, Tx>,
    chat: ChatId,
    booking: BookingId,
    decide_by: Option<Instant>,
) -> Result<(), Failure> {
    let (bot, key) = (BotName::Client.code(), key(booking));
    match decide_by {
        None => turn.tx.unschedule(bot, &key)?,
        Some(due_at) => turn.tx.schedule(&StoredJob {
            bot: bot.to_owned(),
            key,
            chat,
            kind: "pending".to_owned(),
            subject: booking.get(),
            due_at,
            within: None,
        })?,
    }
    Ok(())
}

/// The job that gives a booking up.
pub(crate) fn key(booking: BookingId) -> String {
    format!("pending:{booking}")
}
