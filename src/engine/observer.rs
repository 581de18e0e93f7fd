//! Who keeps an eye on the loops: health, metrics, the watchdog.

use std::time::Duration;

use chat::BotName;

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
    /// Telegram has answered a poll, or it knows our webhook, or it has brought something there; so many updates came with it, and they
    /// are committed.
    fn polled(&self, _bot: BotName, _updates: usize) {}
    /// Telegram could not be polled, or asked for the webhook, for this reason. It is tried again a little later.
    fn not_polled(&self, _bot: BotName, _why: &dyn std::fmt::Display) {}
    /// So many updates wait at Telegram for the webhook, and this is why the last one could not be brought, if it could not.
    fn waits_at_telegram(&self, _bot: BotName, _updates: u32, _trouble: Option<&str>) {}
}

/// Nobody looks.
impl Observer for () {}
