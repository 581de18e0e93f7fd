//! The log, without anything personal (P7): to standard error and, for the service, to files; each by a thread of its own.
//!
//! Only the rooms of this program write to it. Libraries stay silent at every level: at `debug` an HTTP client shows addresses, and those of
//! the Bot API contain the token.
//!
//! | module | what lives there |
//! |---|---|
//! | `line` | how a line looks: for people, for programs, for systemd's journal |
//! | `files` | files that are rotated by size, compressed and bounded, whatever the disk does |
//! | `repeats` | a fault that repeats is told as a number |
//! | `teller` | what the log has to say about itself |

mod files;
mod line;
mod repeats;
mod teller;

use std::io::Write;
use std::str::FromStr;
use std::sync::Arc;

use tracing::Level;
use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Registry, reload};

use self::files::Files;
use self::line::Place;
use self::repeats::Repeats;
use self::teller::Teller;
use crate::config::{LogFiles, LogFormat};

/// Whose words are logged.
const ROOMS: [&str; 9] = ["zapis", "admin", "chat", "client", "domain", "engine", "sim", "store", "telegram"];
/// So many lines wait at most; the program never waits for the log, so what is more is lost, and counted.
const WAITING: usize = 8192;

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
    // In this order: the last words are said before the writers end.
    _teller: Teller,
    _writers: Vec<WorkerGuard>,
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

/// Starts the log of a command: for people, to standard error. Keep it until the end.
pub fn start(level: Level) -> Log {
    start_service(level, LogFormat::Text, None)
}

/// Starts the log of the service. Keep it until the end.
pub fn start_service(level: Level, format: LogFormat, files: Option<&LogFiles>) -> Log {
    let (teller, words) = teller::channel();
    let (stderr, guard) = writer(std::io::stderr(), "log-stderr");
    let (mut counters, mut guards) = (vec![stderr.error_counter()], vec![guard]);
    let mut layers = vec![line::layer(format, Place::of_stderr(), stderr)];
    if let Some(settings) = files {
        let (files, guard) = writer(Files::new(settings.clone(), words), "log-files");
        counters.push(files.error_counter());
        guards.push(guard);
        layers.push(line::layer(format, Place::File, files));
    }
    let (rooms, handle) = reload::Layer::new(rooms(level));
    let repeats = Arc::new(Repeats::default());
    let log = tracing_subscriber::registry().with(rooms).with(repeats::Filter(repeats.clone())).with(layers);
    // A second start in one process keeps the first log.
    let _ = log.try_init();
    silence_panics();
    Log { level: LogLevel(handle), _teller: teller.start(repeats, counters), _writers: guards }
}

/// From now on a panic tells its place alone: what it says may quote data, and the place is enough to find it.
pub fn silence_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        if tracing::dispatcher::has_been_set() {
            tracing::error!(place, "a panic");
        } else {
            // Nobody may be there to read it.
            let _ = writeln!(std::io::stderr(), "zapis: a panic at {place}");
        }
    }));
}

fn writer(to: impl Write + Send + 'static, name: &str) -> (NonBlocking, WorkerGuard) {
    NonBlockingBuilder::default().buffered_lines_limit(WAITING).lossy(true).thread_name(name).finish(to)
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
