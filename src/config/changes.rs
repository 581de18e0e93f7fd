//! What a configuration says key by key, and what is different in another (P4).

use std::time::Duration;

use chrono::TimeDelta;

use super::Config;
use super::settings::{LogFormat, Mode};
use super::{duration, info};

/// So many characters of a value are told to the owners.
const LONGEST: usize = 300;

/// A key with its value, as the file would have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Such as `booking.step`.
    pub key: &'static str,
    /// Such as `"30m"`.
    pub value: String,
    /// Whether a change of it only holds after a restart.
    pub needs_restart: bool,
}

/// What changes from one configuration to another: a line for each key.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// What holds at once.
    pub taken: Vec<String>,
    /// What holds after a restart.
    pub after_restart: Vec<String>,
}

impl Changes {
    /// From `old` to `new`.
    pub fn between(old: &Config, new: &Config) -> Changes {
        let mut changes = Changes::default();
        for (old, new) in entries(old).into_iter().zip(entries(new)) {
            if old.value == new.value {
                continue;
            }
            let line = format!("{}: {} → {}", new.key, short(&old.value), short(&new.value));
            let list = if new.needs_restart { &mut changes.after_restart } else { &mut changes.taken };
            list.push(line);
        }
        changes
    }

    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.after_restart.is_empty()
    }
}

/// Every key of the file with its value, in the order of the sample.
pub fn entries(config: &Config) -> Vec<Entry> {
    let (policy, settings) = (&config.policy, &config.settings);
    let (business, booking, texts) = (&policy.business, &policy.booking, &policy.texts);
    let ids: Vec<String> = policy.admin.ids.iter().map(ToString::to_string).collect();
    let offsets: Vec<String> = policy.reminders.offsets.iter().map(|offset| length(*offset)).collect();
    let poll_timeout = TimeDelta::from_std(settings.telegram.poll_timeout).unwrap_or_default();
    let (mode, webhook_url) = match &settings.telegram.mode {
        Mode::Polling => ("polling", None),
        Mode::Webhook { url } => ("webhook", Some(url.as_str())),
    };
    let (backup, files) = (&settings.backup, settings.log_files.as_ref());
    let format = match settings.log_format {
        LogFormat::Text => "text",
        LogFormat::Json => "json",
    };
    vec![
        live("business.name", quoted(&business.name)),
        live("business.timezone", quoted(business.zone.name())),
        live("business.locale", quoted(business.locale.code())),
        live("business.currency", quoted(business.currency.code())),
        live("business.address", optional(business.address.as_deref())),
        live("business.phone", optional(business.phone.as_deref())),
        live("business.location", info::written_location(business.location)),
        live("business.questions", info::written_questions(&business.questions)),
        live("business.region", quoted(&business.region)),
        live("texts.greeting", info::written_text(texts.greeting.as_deref())),
        live("texts.booked", info::written_text(texts.booked.as_deref())),
        live("texts.reminder", info::written_text(texts.reminder.as_deref())),
        at_start("telegram.api_url", address(Some(&settings.telegram.api_url))),
        at_start("telegram.proxy", address(settings.telegram.proxy.as_deref())),
        at_start("telegram.mode", quoted(mode)),
        at_start("telegram.webhook_url", address(webhook_url)),
        at_start("telegram.poll_timeout", length(poll_timeout)),
        live("telegram.rate", settings.telegram.rate.to_string()),
        live("telegram.chat_rate", settings.telegram.chat_rate.to_string()),
        live("telegram.test", policy.test.to_string()),
        at_start("database.path", quoted(&settings.database.display().to_string())),
        live("booking.step", length(booking.step)),
        live("booking.min_notice", length(booking.min_notice)),
        live("booking.horizon", length(booking.horizon)),
        live("booking.hold", length(booking.hold)),
        live("booking.pending_timeout", length(booking.pending_timeout)),
        live("booking.cancel_notice", length(booking.cancel_notice)),
        live("booking.max_active_per_client", booking.max_active_per_client.to_string()),
        live("privacy.version", quoted(&policy.privacy.version)),
        live("privacy.url", optional(policy.privacy.url.as_deref())),
        live("privacy.operator", optional(policy.privacy.operator.as_deref())),
        live("privacy.contact", optional(policy.privacy.contact.as_deref())),
        live("privacy.keep", policy.privacy.keep.map_or_else(|| optional(None), length)),
        live("reminders.offsets", format!("[{}]", offsets.join(", "))),
        live(
            "reminders.quiet",
            quoted(&policy.reminders.quiet.map(|quiet| quiet.to_string()).unwrap_or_default()),
        ),
        live("review.ask", policy.review.ask.to_string()),
        live("review.after", length(policy.review.after)),
        live("waitlist.offer", length(policy.waitlist_offer)),
        live("dialogue.ttl", length(policy.dialogue_ttl)),
        live("admin.ids", format!("[{}]", ids.join(", "))),
        live("admin.session_idle", length(policy.admin.session_idle)),
        live("admin.session_max", length(policy.admin.session_max)),
        live("backup.folder", quoted(&backup.folder.display().to_string())),
        live("backup.daily", backup.daily.to_string()),
        live("backup.weekly", backup.weekly.to_string()),
        live("backup.monthly", backup.monthly.to_string()),
        live("backup.recipient", optional(backup.recipient.as_ref().map(ToString::to_string).as_deref())),
        live("backup.send", backup.send.to_string()),
        live("log.level", quoted(&settings.log_level.to_string().to_lowercase())),
        at_start("log.format", quoted(format)),
        at_start(
            "log.folder",
            quoted(&files.map(|files| files.folder.display().to_string()).unwrap_or_default()),
        ),
        at_start("log.size", files.map_or(10, |files| files.size / 1_000_000).to_string()),
        at_start("log.count", files.map_or(5, |files| files.count).to_string()),
        at_start("http.listen", optional(settings.http.map(|listen| listen.to_string()).as_deref())),
    ]
}

/// A value as far as it fits into a line; a long text is told by its begin and its length.
fn short(value: &str) -> String {
    let length = value.chars().count();
    if length <= LONGEST {
        return value.to_owned();
    }
    let begin: String = value.chars().take(LONGEST).collect();
    format!("{begin}… ({length})")
}

fn live(key: &'static str, value: String) -> Entry {
    Entry { key, value, needs_restart: false }
}

fn at_start(key: &'static str, value: String) -> Entry {
    Entry { key, value, needs_restart: true }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn optional(text: Option<&str>) -> String {
    text.map_or_else(|| "–".to_owned(), quoted)
}

/// An address of the web without the name and the password that may stand in it.
fn address(address: Option<&str>) -> String {
    let shown = address.map(|address| match (address.split_once("://"), address.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://***@{place}"),
        _ => address.to_owned(),
    });
    optional(shown.as_deref())
}

fn length(length: TimeDelta) -> String {
    let seconds = length.to_std().unwrap_or(Duration::ZERO);
    quoted(&duration::Duration(TimeDelta::from_std(seconds).unwrap_or_default()).to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::config::parse;

    fn of(text: &str) -> Config {
        parse(Path::new("config.toml"), text).unwrap()
    }

    #[test]
    fn every_key_of_the_sample_is_listed() {
        let sample = include_str!("../../config.toml");
        let on: Vec<&str> = sample.lines().map(|line| line.strip_prefix("#= ").unwrap_or(line)).collect();
        let table: toml::Table = on.join("\n").parse().unwrap();
        let keys = |(table, keys): (&String, &toml::Value)| -> Vec<String> {
            keys.as_table().unwrap().keys().map(|key| format!("{table}.{key}")).collect()
        };
        let sample: BTreeSet<String> = table.iter().flat_map(keys).collect();
        let listed: BTreeSet<String> = entries(&of("")).iter().map(|entry| entry.key.to_owned()).collect();
        assert_eq!(listed, sample);
    }

    #[test]
    fn a_key_that_needs_a_restart_says_so_in_the_sample() {
        let sample = include_str!("../../config.toml");
        for entry in entries(&of("")) {
            let (table, key) = entry.key.split_once('.').unwrap();
            let section = sample.split(&format!("[{table}]\n")).nth(1).unwrap();
            let lines: Vec<&str> = section.lines().take_while(|line| !line.starts_with('[')).collect();
            let written = |line: &&str| {
                let line = line.trim_start_matches("#= ");
                line.starts_with(&format!("{key} = ")) || line == format!("[[{}]]", entry.key)
            };
            let place = lines.iter().position(written).unwrap_or_else(|| panic!("{}", entry.key));
            let comment = lines[..place].iter().rev().find(|line| line.starts_with("# ")).unwrap();
            assert_eq!(comment.contains("restart"), entry.needs_restart, "{}: {comment}", entry.key);
        }
    }

    #[test]
    fn what_differs_is_told_key_by_key() {
        let new = "[booking]\nstep = \"15m\"\n[telegram]\nproxy = \"http://me:secret@10.0.0.1:3128\"\n[admin]\nids = [5, 6]";
        let changes = Changes::between(&of(""), &of(new));
        assert_eq!(changes.taken, ["booking.step: \"30m\" → \"15m\"", "admin.ids: [] → [5, 6]"]);
        assert_eq!(changes.after_restart, ["telegram.proxy: – → \"http://***@10.0.0.1:3128\""]);
        assert!(Changes::between(&of(new), &of(new)).is_empty());
    }

    #[test]
    fn each_entry_is_what_the_file_would_have() {
        let text = "[business]\naddress = \"А\"\nphone = \"1\"\nlocation = [1, -2.5]\nquestions = [{ question = \"a\\\\b\", answer = \"c\\n\\\"d\\\"\" }]\n[texts]\ngreeting = \"a\\nb\"\nbooked = \"c\"\nreminder = \"d\"\n[privacy]\nurl = \"http://p\"\noperator = \"o\"\ncontact = \"c\"\nkeep = \"1095d\"\n[telegram]\nproxy = \"http://p\"\nmode = \"webhook\"\nwebhook_url = \"https://b\"\n[backup]\nrecipient = \"age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\"\n[http]\nlisten = \"127.0.0.1:1\"";
        let mut tables = String::new();
        for Entry { key, value, .. } in entries(&of(text)) {
            let (table, key) = key.split_once('.').unwrap();
            tables += &format!("[{table}]\n{key} = {value}\n");
            assert!(tables.parse::<toml::Table>().is_ok(), "{tables}");
            tables.clear();
        }
    }
}
