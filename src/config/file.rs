//! The file as it is written: every key with its place, none with its meaning.

use domain::duration::Duration;
use serde::Deserialize;

/// A key that may be left out, with its place in the file.
pub(super) type Key<T> = Option<toml::Spanned<T>>;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct File {
    pub business: Business,
    pub texts: Texts,
    pub telegram: Telegram,
    pub database: Database,
    pub booking: Booking,
    pub privacy: Privacy,
    pub reminders: Reminders,
    pub review: Review,
    pub waitlist: Waitlist,
    pub dialogue: Dialogue,
    pub admin: Admin,
    pub backup: Backup,
    pub log: Log,
    pub http: Http,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Business {
    pub name: Key<String>,
    pub timezone: Key<String>,
    pub locale: Key<String>,
    pub currency: Key<String>,
    pub address: Key<String>,
    pub phone: Key<String>,
    pub location: Key<Vec<f64>>,
    pub questions: Vec<Question>,
    pub region: Key<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Texts {
    pub greeting: Key<String>,
    pub booked: Key<String>,
    pub reminder: Key<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    pub question: toml::Spanned<String>,
    pub answer: toml::Spanned<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Telegram {
    pub api_url: Key<String>,
    pub proxy: Key<String>,
    pub mode: Key<String>,
    pub webhook_url: Key<String>,
    pub poll_timeout: Key<Duration>,
    pub rate: Key<f64>,
    pub chat_rate: Key<f64>,
    pub test: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Database {
    pub path: Key<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Booking {
    pub step: Key<Duration>,
    pub min_notice: Key<Duration>,
    pub horizon: Key<Duration>,
    pub hold: Key<Duration>,
    pub pending_timeout: Key<Duration>,
    pub cancel_notice: Key<Duration>,
    pub max_active_per_client: Key<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Privacy {
    pub version: Key<String>,
    pub url: Key<String>,
    pub operator: Key<String>,
    pub contact: Key<String>,
    pub keep: Key<Duration>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Reminders {
    pub offsets: Key<Vec<toml::Spanned<Duration>>>,
    pub quiet: Key<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Review {
    pub ask: Option<bool>,
    pub after: Key<Duration>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Waitlist {
    pub offer: Key<Duration>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Dialogue {
    pub ttl: Key<Duration>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Admin {
    pub ids: Vec<toml::Spanned<i64>>,
    pub session_idle: Key<Duration>,
    pub session_max: Key<Duration>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Backup {
    pub folder: Key<String>,
    pub daily: Key<i64>,
    pub weekly: Key<i64>,
    pub monthly: Key<i64>,
    pub recipient: Key<String>,
    pub send: Key<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Log {
    pub level: Key<String>,
    pub format: Key<String>,
    pub folder: Key<String>,
    pub size: Key<i64>,
    pub count: Key<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Http {
    pub listen: Key<String>,
}
