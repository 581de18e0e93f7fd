//! `zapis restore`: a backup takes the place of the database.

use std::io::{BufRead as _, IsTerminal as _};
use std::path::PathBuf;

use anyhow::{Context as _, anyhow, bail};

use super::{ConfigFile, out};
use crate::backup::Keys;
use crate::clock;
use crate::restore::{self, Restore};
use crate::secrets::Sources;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The backup, encrypted or not
    #[arg(required_unless_present = "undo")]
    file: Option<PathBuf>,
    /// The file with the secret key of an encrypted backup
    #[arg(long, value_name = "KEYFILE")]
    key: Option<PathBuf>,
    /// Put back what the last restore has replaced
    #[arg(long, conflicts_with_all = ["file", "key"])]
    undo: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let config = arguments.config.load()?;
    let database = &config.settings.database;
    let Some(file) = &arguments.file else {
        agree(arguments.yes, "What the last restore has replaced takes its place again.")?;
        let (from, kept) = restore::undo(database, &Sources::of_process(), clock::now())?;
        out::line(&format!("{} is in use again as {}.", from.display(), database.display()))?;
        if let Some(kept) = kept {
            out::line(&format!("What stood there is in {}.", kept.display()))?;
        }
        return Ok(());
    };
    let keys = arguments.key.as_deref().map(Keys::read).transpose().map_err(|reason| anyhow!(reason))?;
    let restore = Restore::prepare(file, keys.as_ref(), database, &Sources::of_process())?;
    out::line(&restore.told())?;
    agree(arguments.yes, "")?;
    out::line(&restore.carry_out(clock::now())?.told())
}

/// Asks at a terminal; where nobody can answer, `--yes` has said it.
fn agree(yes: bool, what: &str) -> anyhow::Result<()> {
    if yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        bail!("nothing was changed; say --yes to do it without being asked");
    }
    if !what.is_empty() {
        out::line(what)?;
    }
    out::print("Go on? Type yes: ")?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("the terminal cannot be read")?;
    match line.trim() {
        "yes" | "да" => Ok(()),
        _ => bail!("nothing was changed"),
    }
}
