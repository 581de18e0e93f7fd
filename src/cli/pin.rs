//! `zapis pin`: an admin's PIN from the command line, and a link that makes an owner.

use std::io::{BufRead as _, IsTerminal as _};

use anyhow::{Context as _, bail};
use zeroize::Zeroizing;

use super::ConfigFile;
use crate::operator::Request;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Set the PIN of an admin; it is read from standard input
    Set {
        /// Their Telegram id
        #[arg(value_parser = telegram_id)]
        id: i64,
        #[command(flatten)]
        config: ConfigFile,
    },
    /// Print a link that makes whoever opens it first an owner, within a day
    Claim {
        #[command(flatten)]
        config: ConfigFile,
    },
}

pub(super) fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Set { id, config } => {
            let config = config.load()?;
            super::ask(&config, Request::SetPin { admin: *id, pin: typed()? })
        }
        Command::Claim { config } => super::ask(&config.load()?, Request::Claim),
    }
}

fn telegram_id(text: &str) -> Result<i64, String> {
    text.parse()
        .map_err(|_| "it is a number, such as 123456789; @userinfobot tells everybody their own".to_owned())
}

/// The PIN: typed twice and unseen at a terminal, or one line from elsewhere.
fn typed() -> anyhow::Result<Zeroizing<String>> {
    if std::io::stdin().is_terminal() {
        let ask = |prompt| rpassword::prompt_password(prompt).map(Zeroizing::new);
        let first = ask("New PIN, 6 to 12 digits: ").context("the terminal cannot be read")?;
        let second = ask("Once more: ").context("the terminal cannot be read")?;
        if *first != *second {
            bail!("the two are not the same; nothing was changed");
        }
        return Ok(first);
    }
    let mut line = Zeroizing::new(String::new());
    std::io::stdin().lock().read_line(&mut line).context("standard input cannot be read")?;
    let pin = Zeroizing::new(line.trim().to_owned());
    if pin.is_empty() {
        bail!("there is no PIN on standard input; write it there, as one line");
    }
    Ok(pin)
}
