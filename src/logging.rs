//! The log: to standard error, by a thread of its own, without anything personal (P7).
//!
//! Only the rooms of this program write to it. Libraries stay silent at every level: at `debug` an HTTP client shows addresses, and those of
//! the Bot API contain the token.

use std::str::FromStr;

use tracing::Level;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Registry, reload};

/// Whose words are logged.
const ROOMS: [&str; 9] = ["zapis", "admin", "chat", "client", "domain", "engine", "sim", "store", "telegram"];

/// A text that is no level.
#[derive(Debug, thiserror::Error)]
#[error("\"{0}\" is no level of the log; write error, warn, info, debug or trace")]
pub struct LevelError(String);

/// Reads a level as `ZAPIS_LOG` and `log.level` have it.
pub fn level(text: &str) -> Result<Level, LevelError> {
    // `Level` reads numbers too, which nobody would understand in a configuration.
    let word = text.trim();
    let known = word.chars().all(char::is_alphabetic).then(|| Level::from_str(word).ok()).flatten();
    known.ok_or_else(|| LevelError(text.to_owned()))
}

/// The running log. Dropping it writes what waits.
#[must_use = "dropping it ends the log"]
pub struct Log {
    /// How much is logged.
    pub level: LogLevel,
    _guard: WorkerGuard,
}

/// How much is logged; it can be changed while the process runs.
#[derive(Clone)]
pub struct LogLevel(reload::Handle<Targets, Registry>);

impl LogLevel {
    /// Logs so much from now on.
    pub fn set(&self, level: Level) {
        // An error means that the log is gone, and the process with it.
        let _ = self.0.reload(rooms(level));
    }
}

fn rooms(level: Level) -> Targets {
    Targets::new().with_targets(ROOMS.map(|room| (room, level)))
}

/// Starts the log. Keep it until the end.
pub fn start(level: Level) -> Log {
    let (writer, guard) = tracing_appender::non_blocking(std::io::stderr());
    let lines = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(false);
    let (rooms, handle) = reload::Layer::new(rooms(level));
    // A second start in one process keeps the first log.
    let _ = tracing_subscriber::registry().with(rooms).with(lines).try_init();
    std::panic::set_hook(Box::new(|panic| {
        // What a panic says may quote data; its place is enough to find it.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
    Log { level: LogLevel(handle), _guard: guard }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_one_of_five_words() {
        assert_eq!(level(" Debug\n").unwrap(), Level::DEBUG);
        for wrong in ["", "5", "loud", "zapis=debug"] {
            assert!(level(wrong).unwrap_err().to_string().contains("write error, warn, info"), "{wrong:?}");
        }
    }
}
