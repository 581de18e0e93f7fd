//! The configuration: text → [`Config`], with everything checked once at the door (P4).
//!
//! | module | what lives there |
//! |---|---|
//! | `file` | the keys of the file |
//! | `read`, `read_settings` | their meaning and their bounds: what the bots go by, what the process goes by |
//! | [`settings`] | what the process goes by |
//! | [`changes`] | what differs between two of them |
//! | [`watch`] | what the file holds, whenever that has changed |

pub mod changes;
mod file;
mod info;
mod read;
mod read_settings;
pub mod settings;
pub mod watch;

use std::path::Path;

use domain::Policy;
pub use domain::duration;

pub use self::settings::{Backup, LogFiles, LogFormat, Mode, Settings, Telegram};
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
        let Settings { database, backup, log_files, .. } = &mut config.settings;
        *database = folder.join(&*database);
        backup.folder = folder.join(&backup.folder);
        if let Some(files) = log_files {
            files.folder = folder.join(&files.folder);
        }
    }
    config
}

#[cfg(test)]
mod tests;
