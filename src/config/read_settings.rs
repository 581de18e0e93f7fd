//! What the keys mean that the process goes by, their defaults and their bounds.

use std::path::PathBuf;
use std::time;

use age::x25519::Recipient;
use chrono::TimeDelta;

use super::file::{self, Key};
use super::read::{Found, SECOND, address, duration, text};
use super::settings::{Backup, LogFiles, LogFormat, Mode, Settings, Telegram};
use crate::document::Problem;

pub(super) fn settings(
    telegram: file::Telegram,
    database: file::Database,
    backup: file::Backup,
    log: file::Log,
    http: file::Http,
) -> Result<Settings, Problem> {
    let default = Settings::default();
    let mode_place = telegram.mode.as_ref().map(toml::Spanned::span);
    let settings = Settings {
        telegram: self::telegram(telegram, default.telegram)?,
        database: match text("database.path", database.path, 1..=1000)? {
            Some(path) => PathBuf::from(path),
            None => default.database,
        },
        backup: self::backup(backup, default.backup)?,
        log_level: match log.level {
            Some(level) => crate::logging::level(level.get_ref())
                .map_err(|error| Problem::at(level.span(), format!("log.level: {error}")))?,
            None => default.log_level,
        },
        log_format: one_of(
            "log.format",
            log.format,
            &[("text", LogFormat::Text), ("json", LogFormat::Json)],
            default.log_format,
        )?,
        log_files: log_files(log.folder, log.size, log.count, default.log_files)?,
        http: match http.listen {
            Some(listen) => Some(listen.get_ref().trim().parse().map_err(|_| {
                let reason = "http.listen: write an address with a port, such as \"127.0.0.1:9464\"";
                Problem::at(listen.span(), reason.to_owned())
            })?),
            None => default.http,
        },
    };
    if matches!(settings.telegram.mode, Mode::Webhook { .. }) && settings.http.is_none() {
        let reason = "telegram.mode = \"webhook\" needs http.listen, where the proxy of your server leads to";
        return Err(Problem { place: mode_place, reason: reason.to_owned() });
    }
    Ok(settings)
}

fn telegram(file: file::Telegram, default: Telegram) -> Result<Telegram, Problem> {
    // Telegram holds an empty answer back for 50 seconds at most.
    let longest_poll = SECOND..=SECOND * 50;
    let default_poll = TimeDelta::from_std(default.poll_timeout).unwrap_or(SECOND);
    let poll_timeout = duration("telegram.poll_timeout", file.poll_timeout, default_poll, longest_poll)?;
    let mode_place = file.mode.as_ref().map(toml::Spanned::span);
    let is_webhook = one_of("telegram.mode", file.mode, &[("polling", false), ("webhook", true)], false)?;
    let mode = match (is_webhook, webhook_url(file.webhook_url)?) {
        (false, _) => Mode::Polling,
        (true, Some(url)) => Mode::Webhook { url },
        (true, None) => {
            let reason =
                "telegram.mode = \"webhook\" needs telegram.webhook_url, the public address of your proxy";
            return Err(Problem { place: mode_place, reason: reason.to_owned() });
        }
    };
    Ok(Telegram {
        api_url: address("telegram.api_url", file.api_url, "https://api.telegram.org")?
            .unwrap_or(default.api_url),
        proxy: address("telegram.proxy", file.proxy, "http://127.0.0.1:3128")?,
        mode,
        poll_timeout: poll_timeout.to_std().unwrap_or(time::Duration::from_secs(30)),
        rate: rate("telegram.rate", file.rate, default.rate, 1000.0)?,
        chat_rate: rate("telegram.chat_rate", file.chat_rate, default.chat_rate, 100.0)?,
    })
}

/// The public address below which each bot has a path of its own, without a slash at its end. Without encryption it leads nowhere but to a
/// server of the Bot API on this machine, which brings updates that way.
fn webhook_url(key: Key<String>) -> Result<Option<String>, Problem> {
    let place = key.as_ref().map(toml::Spanned::span);
    let Some(url) = address("telegram.webhook_url", key, "https://bots.example.org/zapis")? else {
        return Ok(None);
    };
    let here = ["127.0.0.1", "localhost", "[::1]"];
    let is_here = |rest: &str| {
        here.iter().any(|host| {
            rest.strip_prefix(host).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        })
    };
    let rest = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => Some(rest),
        (_, Some(rest)) if is_here(rest) => Some(rest),
        _ => None,
    };
    // A piece that begins with a colon would be a placeholder to whoever answers there.
    let plain = |rest: &str| {
        rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_~/:[]".contains(&byte))
            && !rest.contains("/:")
    };
    match rest {
        Some(rest) if plain(rest) => Ok(Some(url.trim_end_matches('/').to_owned())),
        Some(_) => {
            let reason = "telegram.webhook_url: write letters, digits, \"-\", \"_\", \".\" and \"/\" alone";
            Err(Problem { place, reason: reason.to_owned() })
        }
        None => {
            let reason = "telegram.webhook_url: write an address that begins with https://; Telegram brings nothing over http";
            Err(Problem { place, reason: reason.to_owned() })
        }
    }
}

/// Calls per second: none for no limit, or a number that still lets something through.
fn rate(name: &str, key: Key<f64>, default: f64, most: f64) -> Result<f64, Problem> {
    let found = Found::of(key, default);
    match found.value {
        0.0 => Ok(0.0),
        some if (0.01..=most).contains(&some) => Ok(some),
        other => Err(found
            .problem(format!("{name} = {other} is out of bounds; write 0.01 to {most}, or 0 for no limit"))),
    }
}

fn backup(file: file::Backup, default: Backup) -> Result<Backup, Problem> {
    let kept = |name: &str, key: Key<i64>, default: u32, least: i64| {
        let count = Found::of(key, i64::from(default)).within(name, least..=1000)?;
        Ok::<u32, Problem>(u32::try_from(count).unwrap_or(default))
    };
    Ok(Backup {
        folder: match text("backup.folder", file.folder, 1..=1000)? {
            Some(folder) => PathBuf::from(folder),
            None => default.folder,
        },
        daily: kept("backup.daily", file.daily, default.daily, 1)?,
        weekly: kept("backup.weekly", file.weekly, default.weekly, 0)?,
        monthly: kept("backup.monthly", file.monthly, default.monthly, 0)?,
        send: send(file.send, file.recipient.is_some(), default.send)?,
        recipient: recipient(file.recipient)?,
    })
}

/// A public key of age. What was written instead is not repeated: it may be the secret one.
fn recipient(key: Key<String>) -> Result<Option<Recipient>, Problem> {
    let Some(key) = key else { return Ok(None) };
    let reason =
        "backup.recipient: write a public key, which begins with age1; `zapis backup --new-key` makes one";
    let parsed = key.get_ref().trim().parse();
    parsed.map(Some).map_err(|_| Problem::at(key.span(), reason.to_owned()))
}

/// Nothing is sent through Telegram that Telegram could read.
fn send(key: Key<bool>, has_recipient: bool, default: bool) -> Result<bool, Problem> {
    match key {
        Some(key) if *key.get_ref() && !has_recipient => {
            let reason = "backup.send needs backup.recipient, because only encrypted copies are sent; `zapis backup --new-key` makes a key";
            Err(Problem::at(key.span(), reason.to_owned()))
        }
        key => Ok(key.map_or(default, toml::Spanned::into_inner)),
    }
}

fn log_files(
    folder: Key<String>,
    size: Key<i64>,
    count: Key<i64>,
    default: Option<LogFiles>,
) -> Result<Option<LogFiles>, Problem> {
    let default = default.unwrap_or(LogFiles { folder: PathBuf::from("logs"), size: 10_000_000, count: 5 });
    let megabytes = i64::try_from(default.size / 1_000_000).unwrap_or(10);
    let size = Found::of(size, megabytes).within("log.size", 1..=1000)?;
    let count = Found::of(count, i64::from(default.count)).within("log.count", 1..=100)?;
    let folder = match folder {
        Some(empty) if empty.get_ref().trim().is_empty() => return Ok(None),
        folder => text("log.folder", folder, 1..=1000)?.map_or(default.folder, PathBuf::from),
    };
    Ok(Some(LogFiles {
        folder,
        size: u64::try_from(size).unwrap_or(10) * 1_000_000,
        count: u32::try_from(count).unwrap_or(default.count),
    }))
}

/// One of a few words, each with what it means.
fn one_of<T: Copy>(name: &str, key: Key<String>, words: &[(&str, T)], default: T) -> Result<T, Problem> {
    let Some(key) = key else { return Ok(default) };
    let word = key.get_ref().trim();
    words.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning).ok_or_else(|| {
        let known: Vec<String> = words.iter().map(|(known, _)| format!("\"{known}\"")).collect();
        Problem::at(key.span(), format!("{name}: write {}", known.join(" or ")))
    })
}
