//! Who keeps an eye on the loops: health, metrics, the watchdog.

use std::time::Duration;

use chat::BotName;
use store::Trouble;

/// A turn that was committed.
#[derive(Clone, Copy, Debug)]
pub struct Turned {
    /// So many inputs were in it.
    pub inputs: usize,
    /// From its begin to the end of its commit.
    pub took: Duration,
}

/// Is told what the loops do. It is called from their midst, so it neither waits nor fails; a method that is left out hears nothing.
pub trait Observer: Send + Sync {
    /// A turn was committed.
    fn committed(&self, _turn: Turned) {}
    /// A turn failed and will be repeated; so many of its tries failed before.
    fn turn_failed(&self, _failures: u32) {}
    /// A turn failed because of this.
    fn troubled(&self, _trouble: Trouble) {}
    /// A turn was committed without an input that concerns a damaged part of the database.
    fn met_damage(&self) {}
    /// Telegram has answered a poll; so many updates came with it, and they are committed.
    fn polled(&self, _bot: BotName, _updates: usize) {}
    /// Telegram could not be polled, for this reason. The poller waits a little and tries again.
    fn not_polled(&self, _bot: BotName, _why: &dyn std::fmt::Display) {}
}

/// Nobody looks.
impl Observer for () {}
