//! `zapis backup`: a copy of the database, beside a service that may be running.

use std::path::PathBuf;

use anyhow::Context as _;
use store::Store;
use zeroize::Zeroizing;

use super::{ConfigFile, out};
use crate::backup::{self, Made, Source};
use crate::clock;
use crate::config::Config;
use crate::secrets::Sources;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Where to; without it into backup.folder, where old ones go and `latest` is the newest
    file: Option<PathBuf>,
    /// Do not encrypt it, although backup.recipient is set: names and phones can be read
    #[arg(long, requires = "file")]
    plain: bool,
    /// Make a pair of keys instead; the secret one goes to standard output
    #[arg(long, conflicts_with_all = ["file", "plain", "config"])]
    new_key: bool,
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    if arguments.new_key {
        return new_key();
    }
    let config = arguments.config.load()?;
    let source = source(&config, arguments.plain)?;
    let made = match &arguments.file {
        Some(file) => backup::make(&source, file, clock::now())?,
        None => backup::add(&source, &config.settings.backup, zone(&config), clock::now())?,
    };
    out::line(&told(&made))
}

fn source(config: &Config, plain: bool) -> anyhow::Result<Source> {
    let (database, backup) = (&config.settings.database, &config.settings.backup);
    let recipient = backup.recipient.clone().filter(|_| !plain);
    let secrets = Sources::of_process();
    let pepper = match recipient {
        None => None,
        // Asking for it makes it where it is nowhere, which is the service's to do.
        Some(_) if !secrets.has_pepper(database)? => {
            out::aside(
                "zapis: the pepper is not here, so it is not in the backup; set ZAPIS_PEPPER, or keep it in another place",
            );
            None
        }
        Some(_) => {
            let pepper = secrets.pepper(database)?;
            Some(Zeroizing::new(
                std::str::from_utf8(pepper.bytes()).context("the pepper is no text")?.to_owned(),
            ))
        }
    };
    Ok(Source { database: database.clone(), pepper, recipient })
}

/// The zone of the business, as it is set in chat or in the file. A database of an older version cannot be asked.
fn zone(config: &Config) -> chrono_tz::Tz {
    let overrides = Store::read(&config.settings.database).ok().and_then(|tx| tx.overrides().ok());
    match overrides {
        Some(overrides) => config.policy.with(&overrides).business.zone,
        None => config.policy.business.zone,
    }
}

fn told(made: &Made) -> String {
    let Made { file, bytes, manifest } = made;
    let (bookings, clients) = (manifest.count("booking"), manifest.count("client"));
    format!("{}: {bookings} bookings, {clients} clients, {} KB", file.display(), bytes.div_ceil(1000))
}

fn new_key() -> anyhow::Result<()> {
    let (text, public) = backup::new_key();
    out::print(&text)?;
    out::aside(&format!(
        "Standard output got the secret key, with which backups are opened. Whoever has it reads all of them, and without it nobody does.
Keep it where this machine is not: in a password manager, or on paper in a drawer. Do not leave it here.
Put the public key into config.toml, under [backup]:
recipient = \"{public}\""
    ));
    Ok(())
}
