//! Composes the process: opens what it needs, starts every loop, and stops them in order.
//!
//! The architecture, with its map and its invariants, stands in `src/README.md`.

mod alerts;
pub mod backup;
pub mod catalog;
mod claim;
pub mod cli;
pub mod clock;
pub mod config;
pub mod document;
pub mod erasures;
pub mod examiner;
mod greeting;
mod http;
mod intake;
pub mod logging;
mod loops;
mod metrics;
pub mod operator;
pub mod pulse;
pub mod reload;
pub mod restore;
pub mod secrets;
pub mod selftest;
mod watchdog;
pub mod worker;

use std::io::Write as _;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use chat::{BotName, Chance, Texts};
use engine::{Engine, Input, Order, Outlets};
use store::Store;
use telegram::sender::{self, Line, Lines};
use telegram::{Api, Token};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::backup::Copier;
use crate::claim::Claim;
use crate::clock::Clock;
use crate::config::Config;
use crate::erasures::{Ledger, LedgerError};
use crate::examiner::Examiner;
use crate::intake::Intake;
use crate::loops::Loops;
use crate::operator::Desk;
use crate::pulse::Pulse;
use crate::reload::Reload;
use crate::secrets::{Pepper, Tokens, random};
use crate::watchdog::Supervisor;
use crate::worker::Tools;

/// Stopping takes five seconds for the outbox and a moment for the database; on a disk that is full it would never end.
const LONGEST_STOP: Duration = Duration::from_secs(15);

/// All that a running service is made of.
pub struct Parts {
    /// What it goes by.
    pub config: Config,
    /// Who the bots are.
    pub tokens: Tokens,
    /// What PINs are stretched with.
    pub pepper: Pepper,
    /// The open database.
    pub store: Store,
    /// Follows the file of the configuration, if there is one.
    pub reload: Option<Reload>,
    /// What tells the time.
    pub clock: Clock,
    /// Whether owners are told that the machine needs them: the demo's clock and disk are nobody's.
    pub alerts: bool,
}

/// Why a service did not start, or ended by itself.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The database does not do what it should.
    #[error("the database: {0}")]
    Store(#[from] store::Error),
    /// Telegram cannot be called as the configuration says.
    #[error("{0}")]
    Telegram(String),
    /// Nobody can listen where the configuration says.
    #[error("http.listen: {address} cannot be listened on: {reason}; is another program there?")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// What the system says.
        reason: std::io::Error,
    },
    /// No thread for the engine.
    #[error("the engine's thread cannot be started: {0}")]
    Thread(std::io::Error),
    /// The ledger of erasures cannot be read.
    #[error("{0}")]
    Ledger(#[from] LedgerError),
    /// The database takes nothing any more.
    #[error(
        "the service did not stop in time; what was not committed comes again from Telegram after the next start"
    )]
    Stuck,
    /// A part ended though nobody stopped it.
    #[error("{0} ended unexpectedly; the log says why")]
    Ended(&'static str),
}

/// Runs the service until `stopped`, then stops polling, gives the outbox five seconds and closes the database.
///
/// # Errors
/// It could not start, or one of its loops ended by itself: whoever supervises the process starts it again.
pub async fn run(parts: Parts, stopped: impl Future<Output = ()>) -> Result<(), RunError> {
    let Parts { config, tokens, pepper, store, clock, alerts, reload } = parts;
    let Config { policy, settings } = config.clone();
    let pulse = Arc::new(Pulse::new());
    let configured = policy.clone();
    let api = |bot, token: &Token| {
        let telegram = &settings.telegram;
        let api =
            Api::new(&telegram.api_url, token, telegram.proxy.as_deref()).map_err(RunError::Telegram)?;
        Ok::<Api, RunError>(api.watched(bot, pulse.clone()))
    };
    let (client, admin) = (api(BotName::Client, &tokens.client)?, api(BotName::Admin, &tokens.admin)?);
    let (rate, chat_rate) = (settings.telegram.rate, settings.telegram.chat_rate);
    let line = |api: &Api| Line::new(api.clone(), rate, chat_rate, policy.test);
    let lines = Lines { client: line(&client), admin: line(&admin) };

    let texts = Texts::load();
    let locale = policy.with(&store.writer.overrides()?).business.locale;
    let client_commands = greeting::commands(&texts, locale, client::commands);
    let admin_commands = greeting::commands(&texts, locale, admin::commands);
    if pepper.is_new() && store.writer.admins()?.iter().any(|admin| admin.pin_hash.is_some()) {
        tracing::error!(
            "the pepper is new, so no PIN of before is right; put the former pepper back and restart"
        );
    }
    let claim = Claim::of_start(&store.writer, &policy, clock())?;
    if store.writer.services()?.is_empty() {
        tracing::warn!(
            "nothing can be booked yet; the admin bot asks its owner for a service, or write them down and run: zapis catalog import FILE"
        );
    }
    let readers = store.readers.clone();
    let apis = [client.clone(), admin.clone()];
    let examiner = Examiner::new(pulse.clone(), readers.clone(), clock.clone(), config.clone(), apis.clone());
    let examiner = Arc::new(examiner);

    let (dispatches, dispatches_out) = mpsc::unbounded_channel();
    let (answers, answers_out) = mpsc::unbounded_channel();
    let (work, work_out) = mpsc::unbounded_channel();
    let outlets = Outlets { dispatches, answers, work, observer: pulse.clone() };
    let engine = Engine::new(
        store,
        texts,
        Arc::new(policy),
        client::ClientBot,
        admin::AdminBot,
        Chance::new(random()),
    )?;
    let ledger = Ledger::of(&settings.database, &pepper);
    let first = vec![
        // A database that was restored may know clients who had everything erased since.
        Input::Order(ledger.read()?.erase_again()),
        // The rules may have changed while no service ran.
        Input::Order(Order::new(|turn| {
            admin::started(turn)?;
            client::follow_policy(turn)?;
            Ok(admin::restored(turn)?.into_iter().collect())
        })),
    ];
    let ticking = Arc::clone(&clock);
    let (mailbox, engine) =
        engine::spawn(engine, first, outlets, move || ticking()).map_err(RunError::Thread)?;

    // Filled in once Telegram has told who the admin bot is.
    let admin_bot: Arc<OnceLock<String>> = Arc::default();
    let mut loops = Loops::new();
    let intake = Intake { settings: &settings.telegram, pepper: &pepper, mailbox: &mailbox, pulse: &pulse };
    let brought = intake.start(
        &mut loops,
        [(BotName::Client, &client, &tokens.client), (BotName::Admin, &admin, &tokens.admin)],
    )?;
    let sending = sender::run(lines.clone(), mailbox.clone(), dispatches_out, loops.stopped());
    let copier = Arc::new(Copier::new(&settings.database, &pepper, settings.backup.clone()));
    let tools = Tools {
        pepper: pepper.clone(),
        readers: readers.clone(),
        texts: Texts::load(),
        examiner: Some(Arc::clone(&examiner)),
        copier: Some(Arc::clone(&copier)),
    };
    let working = worker::run(tools, apis, mailbox.clone(), work_out, loops.stopped());
    if let Some(reload) = reload {
        loops.start(
            "the watcher",
            reload::run(
                reload,
                config,
                mailbox.clone(),
                lines.clone(),
                (Arc::clone(&examiner), Arc::clone(&copier)),
                loops.stopped(),
            ),
        );
    }
    match operator::bind(&settings.database) {
        Ok(socket) => {
            let (mailbox, admin_bot) = (mailbox.clone(), Arc::clone(&admin_bot));
            let desk = Desk { pepper: pepper.clone(), mailbox, admin_bot, pulse: pulse.clone() };
            loops.start("the socket for commands", operator::serve(socket, desk, loops.stopped()));
        }
        Err(error) => {
            tracing::warn!(%error, "there is no socket beside the database; commands that write need the service stopped")
        }
    }
    loops.start(
        "the ledger of erasures",
        erasures::run(ledger, readers.clone(), mailbox.clone(), loops.stopped()),
    );
    loops.start(
        "the copies for the owners",
        backup::run(copier, readers.clone(), mailbox.clone(), loops.stopped()),
    );
    if let Some(supervisor) = Supervisor::of_process() {
        loops.start("the watchdog", watchdog::run(supervisor, pulse.clone(), loops.stopped()));
    }
    if alerts {
        let watch = alerts::Watch {
            pulse: pulse.clone(),
            readers: readers.clone(),
            mailbox: mailbox.clone(),
            clock,
            policy: configured,
            database: settings.database.clone(),
            backups: settings.backup.folder.clone(),
            line: lines.admin.clone(),
        };
        loops.start("the alerts", alerts::run(watch, loops.stopped()));
    }
    let sound = pulse.clone();
    if let Some(address) = settings.http {
        let listener = http::bind(address).await?;
        let routes = http::routes(examiner, brought);
        let serving = http::serve(listener, routes, mailbox.clone(), loops.stopped());
        loops.start("the HTTP listener", serving);
    }
    loops.start("the sender", sending);
    loops.start("the worker", working);
    loops.start("the answerer of presses", sender::answer(lines, answers_out));

    // Aborted when this function ends, whatever stage it is at: nothing depends on it.
    let mut background = JoinSet::new();
    let (names, names_out) = mpsc::unbounded_channel();
    loops.start("the names of the bots", greeting::remember(names_out, mailbox.clone(), loops.stopped()));
    let client_name = names.clone();
    background.spawn(greeting::greet(BotName::Client, client, client_commands, move |name| {
        // Nobody listens any more when the process stops.
        let _ = client_name.send((BotName::Client, name.to_owned()));
    }));
    background.spawn(greeting::greet(BotName::Admin, admin, admin_commands, move |name| {
        let _ = names.send((BotName::Admin, name.to_owned()));
        if let Some(claim) = claim {
            let link = claim.link(name);
            // Where nobody can read it `zapis pin claim` makes another.
            let _ = writeln!(
                std::io::stdout(),
                "There is no owner yet. Whoever opens this link first becomes the owner:\n{link}"
            );
        }
        // Set once: this is the only place.
        let _ = admin_bot.set(name.to_owned());
    }));
    background.spawn(alerts::soundness::run(readers, sound));
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "zapis runs");

    let ended = tokio::select! {
        () = stopped => None,
        name = loops.ended() => Some(name),
    };
    tracing::info!("stopping");
    let closed = tokio::time::timeout(LONGEST_STOP, loops.stop_in_order(mailbox, engine)).await;
    let closed = closed.unwrap_or(Err(RunError::Stuck));
    match ended {
        Some(name) => Err(RunError::Ended(name)),
        None => closed,
    }
}
