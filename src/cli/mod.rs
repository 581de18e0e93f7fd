//! The commands, one file each. Exit codes: 0 well, 1 what the user can mend (one line on standard error), 2 wrong usage.

mod backup;
mod catalog;
mod check;
mod completions;
mod demo;
mod export;
mod health;
mod help;
mod out;
mod pin;
mod privacy;
mod restore;
mod run;
mod selftest;
mod slots;
mod verify;
pub(crate) mod version;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use tracing::Level;

use crate::config::Config;
use crate::operator::Request;

/// What still runs in the background when a command is done has so long.
const LAST_MOMENT: Duration = Duration::from_secs(1);

/// Bookings in Telegram for a small service business, from its own small server.
#[derive(Parser)]
#[command(version = version::SHORT, long_version = version::LONG.as_str())]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Try both bots on a built-in imitation of Telegram: no account, no token, no network
    Demo(demo::Arguments),
    /// Run the service
    Run(run::Arguments),
    /// Say whether the configuration is right, and what of it is there
    Check(check::Arguments),
    /// Services, specialists and hours as one document
    #[command(subcommand)]
    Catalog(catalog::Command),
    /// An admin's PIN, or a link that makes an owner
    #[command(subcommand)]
    Pin(pin::Command),
    /// A page about personal data that clients can be shown
    Privacy(privacy::Arguments),
    /// Whether the running service does well
    Health(health::Arguments),
    /// When a service can be booked, and why not otherwise
    Slots(slots::Arguments),
    /// Bookings as a table (CSV)
    #[command(subcommand)]
    Export(export::Command),
    /// Race clients for the same times on a scratch database and say what that proved
    Selftest(selftest::Arguments),
    /// Write what a shell needs to complete commands and options
    Completions(completions::Arguments),
    /// Copy the database, while the service runs or not
    Backup(backup::Arguments),
    /// Look whether a backup is whole
    Verify(verify::Arguments),
    /// Put a backup in the database's place, while no service runs
    Restore(restore::Arguments),
}

/// Where the configuration is; the same for every command that needs it.
#[derive(clap::Args)]
struct ConfigFile {
    /// The configuration; ZAPIS_CONFIG names another default
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl ConfigFile {
    fn path(&self) -> PathBuf {
        let named = || std::env::var_os("ZAPIS_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from);
        self.config.clone().or_else(named).unwrap_or_else(|| PathBuf::from("config.toml"))
    }

    fn load(&self) -> anyhow::Result<Config> {
        let path = self.path();
        if !path.exists() {
            bail!(
                "{}: there is no such file; copy the sample config.toml there, or name another with --config or ZAPIS_CONFIG",
                path.display()
            );
        }
        Ok(crate::config::load(&path)?)
    }
}

/// A date as it is typed after an option.
fn date(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "write year, month and day, such as 2026-12-01".to_owned())
}

/// Does what the arguments of the process say.
pub fn main() -> ExitCode {
    crate::logging::silence_panics();
    let commands = help::taught(Arguments::command());
    let arguments = Arguments::from_arg_matches(&commands.clone().get_matches());
    let done = match arguments.unwrap_or_else(|error| error.exit()).command {
        Command::Demo(arguments) => demo::run(arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Catalog(command) => catalog::run(&command),
        Command::Pin(command) => pin::run(&command),
        Command::Privacy(arguments) => privacy::run(&arguments),
        Command::Health(arguments) => health::run(&arguments),
        Command::Slots(arguments) => slots::run(&arguments),
        Command::Export(command) => export::run(&command),
        Command::Selftest(arguments) => selftest::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, commands),
        Command::Backup(arguments) => backup::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Restore(arguments) => restore::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<out::NobodyReads>() => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody may hear it; the exit code says it too.
            let _ = writeln!(std::io::stderr(), "zapis: {}", in_one_line(&error));
            ExitCode::FAILURE
        }
    }
}

/// An error and its causes; a cause that the error tells itself is not told again.
fn in_one_line(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !line.contains(&cause) {
            line += if line.is_empty() { "" } else { ": " };
            line += &cause;
        }
    }
    line.replace('\n', " ")
}

/// Has a running service carry out what is wanted, or does it here, and prints what there is to say.
fn ask(config: &Config, request: Request) -> anyhow::Result<()> {
    let _log = crate::logging::start(log_level(Level::WARN)?);
    out::line(&crate::operator::ask(config, request)?)
}

/// The level of the log: `ZAPIS_LOG` comes before the configuration.
fn log_level(configured: Level) -> anyhow::Result<Level> {
    match log_level_of_environment() {
        Some(level) => crate::logging::level(&level).context("ZAPIS_LOG"),
        None => Ok(configured),
    }
}

fn log_level_of_environment() -> Option<String> {
    std::env::var("ZAPIS_LOG").ok().filter(|level| !level.trim().is_empty())
}

/// Does what waits; the engine has a thread of its own.
fn block_on(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("the runtime cannot be started")?;
    let done = runtime.block_on(work);
    // A thread that waits for the disk must not keep the process.
    runtime.shutdown_timeout(LAST_MOMENT);
    done
}

/// Waits for SIGTERM or SIGINT. Must be called inside the runtime; the signals are caught from then on.
fn signals() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("signals cannot be received")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("signals cannot be received")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;
    use clap::CommandFactory as _;

    use super::in_one_line;

    #[test]
    fn the_arguments_are_sound() {
        super::Arguments::command().debug_assert();
    }

    #[test]
    fn no_reason_is_told_twice() {
        let error = anyhow!("it is damaged").context("it is damaged; take another").context("a.db");
        assert_eq!(in_one_line(&error), "a.db: it is damaged; take another");
        assert_eq!(in_one_line(&anyhow!("no disk").context("a.db")), "a.db: no disk");
    }
}
