//! Composes the process: starts the engine and every loop, supervises them, and stops them in order.
//!
//! | module | what lives there |
//! |---|---|
//! | `running` | what the loops share, and which loops there are |

mod running;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use chat::{Chance, Texts};
use engine::{Engine, Input, Order, Outlets};
use store::Store;
use tokio::sync::mpsc;

use self::running::{Bots, Running};
use crate::backup::Copier;
use crate::claim::Claim;
use crate::clock::Clock;
use crate::config::Config;
use crate::erasures::{Ledger, LedgerError};
use crate::examiner::Examiner;
use crate::loops::Loops;
use crate::pulse::Pulse;
use crate::reload::Reload;
use crate::secrets::{Pepper, Tokens, random};
use crate::{greeting, http};

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
    pub alarms: bool,
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
        address: SocketAddr,
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
    let Parts { config, tokens, pepper, store, clock, alarms, reload } = parts;
    let Config { policy, settings } = &config;
    let pulse = Arc::new(Pulse::new());
    let bots = Bots::new(settings, &tokens, policy.test, &pulse)?;
    let listener = match settings.http {
        Some(address) => Some(http::bind(address).await?),
        None => None,
    };

    let texts = Texts::load();
    let locale = policy.with(&store.writer.overrides()?).business.locale;
    let client_commands = greeting::commands(&texts, locale, client::commands);
    let admin_commands = greeting::commands(&texts, locale, admin::commands);
    tell_what_is_missing(&store, &pepper)?;
    let claim = Claim::of_start(&store.writer, policy, clock())?;
    let readers = store.readers.clone();
    let ledger = Ledger::of(&settings.database, &pepper);

    let (dispatches, dispatches_out) = mpsc::unbounded_channel();
    let (answers, answers_out) = mpsc::unbounded_channel();
    let (work, work_out) = mpsc::unbounded_channel();
    let outlets = Outlets { dispatches, answers, work, observer: pulse.clone() };
    let engine = Engine::new(
        store,
        texts,
        Arc::new(policy.clone()),
        client::ClientBot,
        admin::AdminBot,
        Chance::new(random()),
    )?;
    let ticking = Arc::clone(&clock);
    let (mailbox, engine) = engine::spawn(engine, first_inputs(&ledger)?, outlets, move || ticking())
        .map_err(RunError::Thread)?;

    let examiner = Examiner::new(pulse.clone(), readers.clone(), clock.clone(), config.clone(), bots.apis());
    let mut running = Running {
        examiner: Arc::new(examiner),
        copier: Arc::new(Copier::new(&settings.database, &pepper, settings.backup.clone())),
        admin_bot: Arc::default(),
        loops: Loops::new(),
        config,
        pepper,
        clock,
        pulse,
        readers,
        mailbox,
        bots,
    };
    // Commands and health are answered before anybody can see that the service runs.
    running.listen_to_the_server(reload);
    let brought = running.take_updates_in(&tokens)?;
    running.answer_over_http(listener, brought);
    running.keep_copies(ledger);
    running.look_after_itself(alarms);
    running.send_and_work(dispatches_out, answers_out, work_out);
    // Aborted when this function ends, whatever stage it is at: nothing depends on it.
    let _greeting = running.greet(client_commands, admin_commands, claim);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "zapis runs");

    let ended = tokio::select! {
        () = stopped => None,
        name = running.loops.ended() => Some(name),
    };
    tracing::info!("stopping");
    let Running { loops, mailbox, .. } = running;
    let closed = tokio::time::timeout(LONGEST_STOP, loops.stop_in_order(mailbox, engine)).await;
    let closed = closed.unwrap_or(Err(RunError::Stuck));
    match ended {
        Some(name) => Err(RunError::Ended(name)),
        None => closed,
    }
}

/// What whoever starts the service should know at once.
fn tell_what_is_missing(store: &Store, pepper: &Pepper) -> Result<(), store::Error> {
    if pepper.is_new() && store.writer.admins()?.iter().any(|admin| admin.pin_hash.is_some()) {
        tracing::error!(
            "the pepper is new, so no PIN of before is right; put the former pepper back and restart"
        );
    }
    if store.writer.services()?.is_empty() {
        tracing::warn!(
            "nothing can be booked yet; the admin bot asks its owner for a service, or write them down and run: zapis catalog import FILE"
        );
    }
    Ok(())
}

/// The first turn, before anything leaves.
fn first_inputs(ledger: &Ledger) -> Result<Vec<Input>, LedgerError> {
    Ok(vec![
        // A database that was restored may know clients who had everything erased since.
        Input::Order(ledger.read()?.erase_again()),
        // The rules may have changed while no service ran.
        Input::Order(Order::new(|turn| {
            admin::started(turn)?;
            client::follow_policy(turn)?;
            Ok(admin::restored(turn)?.into_iter().collect())
        })),
    ])
}
