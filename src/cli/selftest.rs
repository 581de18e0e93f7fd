//! `zapis selftest`: races clients for the same times on a scratch database and says what that proved.

use std::path::PathBuf;

use anyhow::{Context as _, bail};

use super::{ConfigFile, out};
use crate::selftest::{self, MOST_CLIENTS, MOST_SLOTS, Plan};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// How many clients race
    #[arg(long, value_name = "COUNT", default_value_t = 60, value_parser = clap::value_parser!(u16).range(2..=i64::from(MOST_CLIENTS)))]
    clients: u16,
    /// How many starts they race for
    #[arg(long, value_name = "COUNT", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_SLOTS)))]
    slots: u16,
    /// Repeat a former run by its number
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Try the disk of this configuration's database, not the temporary folder's
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut scratch = tempfile::Builder::new();
    scratch.prefix("zapis-selftest-");
    let scratch = match &arguments.config {
        None => scratch.tempdir().context("no temporary folder can be made"),
        Some(file) => {
            let config = ConfigFile { config: Some(file.clone()) }.load()?;
            let database = std::path::absolute(&config.settings.database)?;
            let folder = database.parent().unwrap_or(&database);
            scratch.tempdir_in(folder).with_context(|| format!("{} cannot be written to", folder.display()))
        }
    }?;
    let seed = arguments.seed.unwrap_or_else(|| fastrand::u64(..1_000_000));
    let Arguments { clients, slots, .. } = *arguments;
    let begun = tokio::time::Instant::now();
    let findings =
        selftest::prove(&Plan { clients, slots, seed, folder: scratch.path().to_owned() }, &|_| {})?;
    let took = begun.elapsed().as_secs_f64();
    for finding in &findings {
        out::line(&format!("{} {}", if finding.is_kept { "ok  " } else { "FAIL" }, finding.seen))?;
    }
    let broken = findings.iter().filter(|finding| !finding.is_kept).count();
    match broken {
        0 => out::line(&format!("All of it holds on this machine. It took {took:.1} s; seed {seed}.")),
        _ => bail!("{broken} of {} promises do not hold here (seed {seed})", findings.len()),
    }
}
