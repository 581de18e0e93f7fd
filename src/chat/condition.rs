//! How the service does, as one value: the JSON of `/status`, the numbers of `/metrics`, the owners' screen (P8, A15).
//!
//! Nothing personal is in it. What could not be found out is `None`. The names of its fields are what `/status` says, so they stay as they are;
//! new ones may come.

use domain::Instant;
use serde::Serialize;

use crate::incoming::BotName;

/// How the service does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// Its version, such as `0.1.0`.
    pub version: String,
    /// What it was built from; `unknown` where the build did not say.
    pub commit: String,
    /// When this was looked at.
    pub at: Instant,
    /// Since when it runs.
    pub started_at: Instant,
    /// The same by a clock that does not jump.
    pub uptime_seconds: u64,
    /// Whether it does what it is for.
    pub ready: bool,
    /// Why not, in sentences for an operator; empty if it does.
    pub troubles: Vec<String>,
    /// How updates come.
    pub updates: Intake,
    /// The client bot's.
    pub client: BotCondition,
    /// The admin bot's.
    pub admin: BotCondition,
    /// What the database keeps waiting; none if it cannot be read.
    pub queue: Option<Queue>,
    /// The database as a file.
    pub database: Storage,
    /// The last backup; none if there is none.
    pub backup: Option<Backup>,
    /// The configuration.
    pub configuration: Configured,
}

/// How updates come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Intake {
    /// `polling` or `webhook`.
    pub mode: &'static str,
    /// The public address, of a webhook.
    pub webhook_url: Option<String>,
    /// Which kinds Telegram is asked for.
    pub allowed: Vec<String>,
}

/// One bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BotCondition {
    /// Whether it asks for its updates, or has a webhook.
    pub listens: bool,
    /// So long ago Telegram last answered.
    pub polled_seconds_ago: Option<u64>,
    /// Whether its last try failed.
    pub failing: bool,
    /// What failed last, also when it goes well again.
    pub last_error: Option<LastError>,
    /// So many updates waited at Telegram when it was last asked, at most a minute or so ago.
    pub pending_updates: Option<u64>,
}

/// What failed last when a bot asked for its updates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LastError {
    /// So long ago.
    pub seconds_ago: u64,
    /// Why.
    pub reason: String,
}

/// What the database keeps waiting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Queue {
    /// Rows of the outbox that wait or are on their way.
    pub outbox: u64,
    /// How many of them are on their way.
    pub in_flight: u64,
    /// The age of the oldest one.
    pub oldest_seconds: Option<u64>,
    /// Jobs that should have been done by now.
    pub jobs_late: u64,
    /// How late the latest of them is.
    pub latest_job_seconds: Option<u64>,
    /// Times that are kept while somebody types or decides.
    pub holds: u64,
    /// Dialogues in the middle of something.
    pub dialogues: u64,
    /// Admins who need no PIN just now.
    pub sessions: u64,
    /// What failed for good and is kept.
    pub dead_letters: u64,
    /// The last of it.
    pub last_dead_letter: Option<DeadLetter>,
}

/// Something that failed for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeadLetter {
    /// When.
    pub at: Instant,
    /// Whose it was.
    pub bot: BotName,
    /// What kind of thing it was.
    pub kind: String,
}

/// The database as a file, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Storage {
    /// Whether it is undamaged, as far as anybody has looked.
    pub sound: Option<bool>,
    /// The database.
    pub bytes: Option<u64>,
    /// Its write-ahead log.
    pub wal_bytes: Option<u64>,
    /// What is free on its disk.
    pub disk_free_bytes: Option<u64>,
    /// The size of that disk.
    pub disk_bytes: Option<u64>,
}

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Backup {
    /// When it was made.
    pub at: Instant,
    /// How old it is.
    pub age_seconds: u64,
}

/// The configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Configured {
    /// How often the file was read again since the start.
    pub reloads: u64,
    /// What became of it the last time.
    pub last: Option<Reloaded>,
    /// Keys whose change holds only after a restart, each with what it is and what it will be.
    pub needs_restart: Vec<String>,
}

/// What became of the file when it was read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reloaded {
    /// When.
    pub at: Instant,
    /// `taken`, `same`, `mended` or `refused`.
    pub result: &'static str,
}
