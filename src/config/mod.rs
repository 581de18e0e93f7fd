//! The configuration: text → [`Config`], with everything checked once at the door (P4).
//!
//! | module | what lives there |
//! |---|---|
//! | `file` | the keys of the file |
//! | `read` | their meaning and their bounds |
//! | [`changes`] | what differs between two of them |
//! | [`watch`] | what the file holds, whenever that has changed |

pub mod changes;
mod file;
mod info;
mod read;
pub mod watch;

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::Policy;
pub use domain::duration;
use tracing::Level;

use self::watch::Held;
use crate::document::{self, DocumentError};

/// All that the file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// What the bots go by.
    pub policy: Policy,
    /// What the process goes by.
    pub settings: Settings,
}

/// What the process goes by; handlers never see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// How Telegram is reached.
    pub telegram: Telegram,
    /// The database.
    pub database: PathBuf,
    /// How much is logged.
    pub log_level: Level,
}

/// How Telegram is reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Telegram {
    /// A server that speaks the Bot API.
    pub api_url: String,
    /// A proxy on the way to it.
    pub proxy: Option<String>,
    /// How long the server may hold an empty answer back.
    pub poll_timeout: Duration,
    /// Calls per second of each bot; 0 is no limit (P2).
    pub rate: f64,
    /// Calls per second to one chat; 0 is no limit (P2).
    pub chat_rate: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            telegram: Telegram {
                api_url: "https://api.telegram.org".to_owned(),
                proxy: None,
                poll_timeout: Duration::from_secs(30),
                rate: 30.0,
                chat_rate: 1.0,
            },
            database: PathBuf::from("zapis.db"),
            log_level: Level::INFO,
        }
    }
}

/// Reads the file. A relative path in it is taken from its folder.
///
/// # Errors
/// File, line and reason, in one line.
pub fn load(file: &Path) -> Result<Config, DocumentError> {
    let config = document::read(file, &keys(), read::config)?;
    Ok(placed(config, file))
}

/// Reads the text of a file; see [`load`].
///
/// # Errors
/// File, line and reason, in one line.
pub fn parse(file: &Path, text: &str) -> Result<Config, DocumentError> {
    let config = document::parse(file, text, &keys(), read::config)?;
    Ok(placed(config, file))
}

/// Gives what a file held its meaning; see [`load`].
///
/// # Errors
/// File, line and reason, in one line.
pub fn of(file: &Path, held: &Held) -> Result<Config, DocumentError> {
    let unreadable = |reason: String| DocumentError { file: file.to_owned(), line: None, reason };
    match held {
        Held::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => parse(file, text),
            Err(_) => Err(unreadable("this is no text; save it as UTF-8".to_owned())),
        },
        Held::Gone => Err(unreadable("the file is gone; put it back".to_owned())),
        Held::Unreadable(reason) => Err(unreadable(format!("cannot be read: {reason}"))),
    }
}

/// Every key with its table.
fn keys() -> Vec<&'static str> {
    let all = changes::entries(&Config::default());
    all.into_iter().map(|entry| entry.key).collect()
}

fn placed(mut config: Config, file: &Path) -> Config {
    if let Some(folder) = file.parent() {
        config.settings.database = folder.join(&config.settings.database);
    }
    config
}

#[cfg(test)]
mod tests;
