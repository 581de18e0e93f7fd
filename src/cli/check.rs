//! `zapis check`: validates the configuration, and tells what of it is there: database, tokens, owners, folders.

use std::fmt::Write as _;
use std::os::unix::net::UnixStream;
use std::path::Path;

use domain::{Overrides, Policy, Setting};
use rustix::fs::Access;
use store::{OpenError, Store, Tx};

use super::{ConfigFile, out};
use crate::backup;
use crate::config::{Mode, Settings};
use crate::operator::socket_of;
use crate::secrets::Sources;
use crate::selftest::many;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let config = arguments.config.load()?;
    let (policy, settings) = (&config.policy, &config.settings);
    let database = match settings.database.exists().then(|| Store::read(&settings.database)) {
        // The service would not start on it.
        Some(Err(error @ (OpenError::Newer(_) | OpenError::Foreign(_) | OpenError::Damaged { .. }))) => {
            return Err(error.into());
        }
        other => other,
    };
    let tx = database.as_ref().and_then(|opened| opened.as_ref().ok());
    // What cannot be read is not what is asked about.
    let overrides = tx.and_then(|tx| tx.overrides().ok()).unwrap_or_default();
    let holds = policy.with(&overrides);

    let mut report = Report(format!("{}: ok\n", arguments.config.path().display()));
    let business = &holds.business;
    report.tells("business", format!("{}, {}, {}", business.name, business.zone, business.currency.code()));
    report.tells("database", in_database(&settings.database, database.as_ref()));
    report.tells("service", service(&settings.database));
    match Sources::of_process().tokens() {
        Ok(_) => report.tells("tokens", "both are there".to_owned()),
        Err(error) => {
            report.tells("tokens", format!("! {error}"));
            report.tells("", "(a service may have its own, which cannot be seen from here)".to_owned());
        }
    }
    report.tells("owners", owners(policy, tx));
    report.tells("telegram", telegram(settings));
    let nobody = "not listened for; http.listen sets it";
    report.tells("http", settings.http.map_or(nobody.to_owned(), |address| address.to_string()));
    report.tells("backups", backups(&settings.backup.folder));
    let log = settings.log_files.as_ref().map(|files| folder(&files.folder));
    report.tells("log", log.unwrap_or_else(|| "standard error alone".to_owned()));
    set_in_chat(policy, &overrides).iter().for_each(|line| report.line(line));
    out::print(&report.0)
}

/// What was found, a line each.
struct Report(String);

impl Report {
    fn tells(&mut self, what: &str, found: String) {
        self.line(&format!("  {what:<9} {found}"));
    }

    fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{line}");
    }
}

fn in_database(path: &Path, found: Option<&Result<Tx, OpenError>>) -> String {
    let shown = path.display();
    let tx = match found {
        None => return format!("{shown} is not there yet; the first start makes it"),
        Some(Err(OpenError::Older(_))) => {
            return format!("{shown} is of an earlier version; the next start brings it up to date");
        }
        Some(Err(error)) => return format!("! {error}"),
        Some(Ok(tx)) => tx,
    };
    match tx.catalog() {
        Ok(catalog) if catalog.services.is_empty() => format!("{shown}, nothing can be booked yet"),
        Ok(catalog) => {
            let (services, staff) = (catalog.services.len(), catalog.specialists.len());
            format!("{shown}, {}, {}", many(services, "service"), many(staff, "specialist"))
        }
        Err(error) => format!("! {shown}: {error}"),
    }
}

fn service(database: &Path) -> String {
    match UnixStream::connect(socket_of(database)) {
        Ok(_) => "runs".to_owned(),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            "runs, or has run, as another user".to_owned()
        }
        Err(_) => "does not run".to_owned(),
    }
}

/// Who may be owner.
fn owners(policy: &Policy, tx: Option<&Tx>) -> String {
    let named = policy.admin.ids.len();
    let admins = tx.and_then(|tx| tx.admins().ok()).unwrap_or_default();
    let ready =
        admins.iter().filter(|admin| admin.role == domain::Role::Owner && admin.pin_hash.is_some()).count();
    match (named, ready) {
        (0, 0) => "none yet; `zapis run` prints a link that makes one".to_owned(),
        (named, ready) => format!("{named} in admin.ids, {ready} with a PIN"),
    }
}

fn telegram(settings: &Settings) -> String {
    let telegram = &settings.telegram;
    let way = match &telegram.mode {
        Mode::Polling => format!("asked at {}", telegram.api_url),
        Mode::Webhook { url } => format!("brings updates to {url}"),
    };
    match telegram.proxy {
        Some(_) => format!("{way}, through a proxy"),
        None => way,
    }
}

fn backups(path: &Path) -> String {
    let place = folder(path);
    match backup::latest(path) {
        Some((_, taken)) => format!("{place}, the newest of {}", taken.format("%Y-%m-%d %H:%M UTC")),
        None if place.starts_with('!') => place,
        None => format!("{}, none yet; `zapis backup` makes one", path.display()),
    }
}

/// Whether files can be written to a folder, which may be made when it is needed.
fn folder(path: &Path) -> String {
    let shown = path.display();
    let is_there = path.is_dir();
    let nearest = path.ancestors().find(|above| above.as_os_str().is_empty() || above.exists());
    let nearest = nearest.filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let writable =
        nearest.is_dir() && rustix::fs::access(nearest, Access::WRITE_OK | Access::EXEC_OK).is_ok();
    match (is_there, writable) {
        (true, true) => format!("{shown}"),
        (true, false) => format!("! {shown} cannot be written to by this user"),
        (false, true) => format!("{shown}, made when it is needed"),
        (false, false) => format!("! {shown} is not there and cannot be made by this user"),
    }
}

/// A line for each key that is set in chat: what holds instead of the file, or why that does not.
fn set_in_chat(file: &Policy, overrides: &Overrides) -> Vec<String> {
    let in_force = overrides.in_force(file);
    let line = |setting: Setting| {
        let (code, value) = (setting.code(), overrides.get(setting)?);
        Some(match in_force.contains(&setting) {
            true => format!("{code}: \"{value}\" is set in the admin bot and holds instead of the file"),
            false => format!(
                "{code}: \"{value}\" is set in the admin bot but does not go together with the file, which holds"
            ),
        })
    };
    Setting::ALL.into_iter().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_in_chat_is_told_beside_the_file() {
        let overrides = Overrides::read([("booking.min_notice", "90d"), ("business.name", "Роза")]);
        assert_eq!(
            set_in_chat(&Policy::default(), &overrides),
            [
                "business.name: \"Роза\" is set in the admin bot and holds instead of the file",
                "booking.min_notice: \"90d\" is set in the admin bot but does not go together with the file, which holds",
            ]
        );
    }

    #[test]
    fn a_folder_is_told_as_it_is() {
        let there = tempfile::tempdir().unwrap();
        assert_eq!(folder(there.path()), there.path().display().to_string());
        assert!(folder(&there.path().join("a/b")).ends_with("made when it is needed"));
        let file = there.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(folder(&file.join("below")).starts_with("! "));
    }
}
