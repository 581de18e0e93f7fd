//! What the process goes by; handlers never see it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use age::x25519::Recipient;
use tracing::Level;

/// What the process goes by.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// How Telegram is reached.
    pub telegram: Telegram,
    /// The database.
    pub database: PathBuf,
    /// Copies of it.
    pub backup: Backup,
    /// How much is logged.
    pub log_level: Level,
    /// How a line of the log looks.
    pub log_format: LogFormat,
    /// Where the log is written besides standard error; none for nowhere.
    pub log_files: Option<LogFiles>,
    /// Where health, metrics and the webhook are asked for; none for nowhere.
    pub http: Option<SocketAddr>,
}

/// How Telegram is reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Telegram {
    /// A server that speaks the Bot API.
    pub api_url: String,
    /// A proxy on the way to it.
    pub proxy: Option<String>,
    /// How updates come.
    pub mode: Mode,
    /// How long the server may hold an empty answer back.
    pub poll_timeout: Duration,
    /// Calls per second of each bot; 0 is no limit (P2).
    pub rate: f64,
    /// Calls per second to one chat; 0 is no limit (P2).
    pub chat_rate: f64,
}

/// How updates come (P9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// We ask for them.
    Polling,
    /// Telegram brings them.
    Webhook {
        /// The public address that leads to our listener; each bot has a path of its own below it.
        url: String,
    },
}

/// Copies of the database (P10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where they are kept.
    pub folder: PathBuf,
    /// So many are kept: the newest of each of so many days.
    pub daily: u32,
    /// The newest of each of so many weeks besides.
    pub weekly: u32,
    /// The newest of each of so many months besides.
    pub monthly: u32,
    /// The public key (age) to which they are encrypted; none for not at all.
    pub recipient: Option<Recipient>,
    /// Whether the owners are sent each one, encrypted.
    pub send: bool,
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: a JSON object a line.
    Json,
}

/// Files of the log (P7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFiles {
    /// Where they are.
    pub folder: PathBuf,
    /// The largest size of one, in bytes.
    pub size: u64,
    /// So many are kept, the current one included.
    pub count: u32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            telegram: Telegram {
                api_url: "https://api.telegram.org".to_owned(),
                proxy: None,
                mode: Mode::Polling,
                poll_timeout: Duration::from_secs(30),
                rate: 30.0,
                chat_rate: 1.0,
            },
            database: PathBuf::from("zapis.db"),
            backup: Backup {
                folder: PathBuf::from("backups"),
                daily: 7,
                weekly: 4,
                monthly: 6,
                recipient: None,
                send: false,
            },
            log_level: Level::INFO,
            log_format: LogFormat::Text,
            log_files: Some(LogFiles { folder: PathBuf::from("logs"), size: 10_000_000, count: 5 }),
            http: None,
        }
    }
}
