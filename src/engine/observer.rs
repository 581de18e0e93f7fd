//! Who keeps an eye on the loops: health, metrics, the watchdog.

use std::fmt::Display;
use std::time::Duration;

use chat::BotName;
use store::Trouble;

use crate::input::Outcome;

/// A turn that was committed.
#[derive(Clone, Copy, Debug)]
pub struct Turned {
    /// So many inputs were in it.
    pub inputs: usize,
    /// From its begin to the end of its commit.
    pub took: Duration,
}

/// Is told what the loops do. It is called from their midst, so it neither waits nor fails; a method that is left out hears nothing.
///
/// Kinds and outcomes are words of the program's own, a handful of each: nothing that somebody sent is ever told.
pub trait Observer: Send + Sync {
    /// A turn was committed.
    fn committed(&self, _turn: Turned) {}
    /// A turn failed and will be repeated; so many of its tries failed before.
    fn turn_failed(&self, _failures: u32) {}
    /// An update of this kind (a message, a press) is committed, so long after it arrived here. One that came twice is told twice.
    fn taken_in(&self, _bot: BotName, _kind: &'static str, _took: Duration) {}
    /// What became of a row of the outbox is committed.
    fn sent(&self, _bot: BotName, _outcome: &Outcome) {}
    /// A row of the outbox had its effect, so long after it was made.
    fn delivered(&self, _bot: BotName, _took: Duration) {}
    /// Something of this kind failed for good and is a dead letter.
    fn put_aside(&self, _bot: BotName, _kind: &'static str) {}
    /// A call to Telegram is over, its wait for a place under the limits not counted.
    fn called(&self, _bot: BotName, _method: &'static str, _outcome: &'static str, _took: Duration) {}
    /// A turn failed because of this, and not because of its inputs.
    fn troubled(&self, _trouble: Trouble) {}
    /// A turn was committed without an input that concerns a damaged part of the database.
    fn met_damage(&self) {}
    /// Telegram has answered a poll, or it knows our webhook, or it has brought something there; so many updates came with it, and they
    /// are committed.
    fn polled(&self, _bot: BotName, _updates: usize) {}
    /// Telegram could not be polled, or asked for the webhook, for this reason. It is tried again a little later.
    fn not_polled(&self, _bot: BotName, _why: &dyn Display) {}
    /// After a failed poll the poller waits so long before the next, perhaps because Telegram asked it to.
    fn pausing(&self, _bot: BotName, _pause: Duration) {}
    /// So many updates wait at Telegram for the webhook, and this is why the last one could not be brought, if it could not.
    fn waits_at_telegram(&self, _bot: BotName, _updates: u32, _trouble: Option<&str>) {}
}

/// Nobody looks.
impl Observer for () {}
