//! Looks how the service does, for `/status`, `/metrics` and the owners' screen: the pulse, one reading of the database, a few files.
//!
//! It never enters a turn and never waits for Telegram: what waits there is asked for beside, at most once a minute.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chat::BotName;
use chat::condition::{
    Backup, BotCondition, Condition, Configured, DeadLetter, Intake, LastError, Queue, Reloaded, Storage,
};
use domain::{Instant, Policy};
use store::vitals::Vitals;
use store::{Readers, Tx};
use telegram::poller::allowed_updates;
use telegram::{Api, webhook_info};
use tokio::time;

use crate::cli::version::COMMIT;
use crate::clock::Clock;
use crate::config::Config;
use crate::config::changes::Changes;
use crate::config::settings::Mode;
use crate::pulse::Pulse;
use crate::{backup, space};

/// What was found out holds for so long: however often somebody asks, the database is read once in it.
const FRESH: Duration = Duration::from_secs(1);
/// Telegram is asked so often at most what waits there.
const ASK_AGAIN: Duration = Duration::from_secs(60);

/// Looks how the service does.
pub struct Examiner {
    pulse: Arc<Pulse>,
    readers: Readers,
    clock: Clock,
    started_at: Instant,
    /// The bots in the order of [`BotName::ALL`].
    apis: [Api; 2],
    configured: Mutex<State>,
    found: Mutex<Option<(time::Instant, Condition)>>,
    /// When Telegram was last asked what waits there.
    asked: Mutex<Option<time::Instant>>,
}

/// What the configuration says of what is looked at.
pub(crate) struct InForce {
    /// What the file says.
    pub(crate) file: Policy,
    /// The file of the database.
    pub(crate) database: PathBuf,
    /// The folder of its copies.
    pub(crate) backups: PathBuf,
}

/// What is known of the configuration.
struct State {
    at_start: Config,
    running: Config,
    reloads: u64,
    last: Option<Reloaded>,
}

impl Examiner {
    /// Nobody has asked yet. `apis` are the bots in the order of [`BotName::ALL`].
    pub fn new(
        pulse: Arc<Pulse>,
        readers: Readers,
        clock: Clock,
        config: Config,
        apis: [Api; 2],
    ) -> Examiner {
        let state = State { at_start: config.clone(), running: config, reloads: 0, last: None };
        Examiner {
            started_at: clock(),
            pulse,
            readers,
            clock,
            apis,
            configured: Mutex::new(state),
            found: Mutex::new(None),
            asked: Mutex::default(),
        }
    }

    /// What the loops tell.
    pub fn pulse(&self) -> &Pulse {
        &self.pulse
    }

    /// The file of the configuration was read again; `running` is what holds now.
    pub fn reloaded(&self, result: &'static str, running: &Config) {
        self.pulse.metrics().reloaded(result);
        let mut state = held(&self.configured);
        state.reloads += 1;
        state.last = Some(Reloaded { at: (self.clock)(), result });
        state.running = running.clone();
    }

    /// What holds now, whatever was reloaded since the start. Cloned, so that nobody is waited for while the disk is read.
    pub(crate) fn in_force(&self) -> InForce {
        let state = held(&self.configured);
        let (at_start, running) = (&state.at_start.settings, &state.running);
        InForce {
            file: running.policy.clone(),
            database: at_start.database.clone(),
            backups: running.settings.backup.folder.clone(),
        }
    }

    /// How the service does. It reads the database and files, so it belongs on a thread that may wait.
    pub fn examine(&self) -> Condition {
        let mut found = held(&self.found);
        match &*found {
            Some((at, condition)) if at.elapsed() < FRESH => condition.clone(),
            _ => {
                let condition = self.look();
                *found = Some((time::Instant::now(), condition.clone()));
                condition
            }
        }
    }

    /// Has Telegram asked what waits there, unless it was asked a moment ago. Nobody waits for the answer: it is told to the next who asks.
    pub fn ask_telegram(self: &Arc<Examiner>) {
        let is_polling = held(&self.configured).at_start.settings.telegram.mode == Mode::Polling;
        let mut asked = held(&self.asked);
        // Whoever keeps a webhook asks by itself.
        if !is_polling || asked.is_some_and(|asked| asked.elapsed() < ASK_AGAIN) {
            return;
        }
        *asked = Some(time::Instant::now());
        let examiner = Arc::clone(self);
        tokio::spawn(async move {
            for (bot, api) in BotName::ALL.into_iter().zip(&examiner.apis) {
                let updates = webhook_info(api).await.ok().map(|info| info.pending_update_count);
                examiner.pulse.found_waiting(bot, updates);
            }
        });
    }

    fn look(&self) -> Condition {
        let now = (self.clock)();
        let InForce { file, database, backups } = self.in_force();
        let illnesses = self.pulse.illnesses();
        let queue = Tx::reading(&self.readers, |tx| {
            Ok(queue(tx.vitals(now)?, admin::open_sessions(tx, &file, now)?, now))
        });
        Condition {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            commit: COMMIT.unwrap_or("unknown").to_owned(),
            at: now,
            started_at: self.started_at,
            uptime_seconds: self.pulse.started().elapsed().as_secs(),
            ready: illnesses.is_empty(),
            troubles: illnesses.iter().map(ToString::to_string).collect(),
            updates: self.updates(),
            client: self.bot(BotName::Client),
            admin: self.bot(BotName::Admin),
            queue: queue.inspect_err(|error| tracing::warn!(%error, "the database cannot be read")).ok(),
            database: storage(&database, self.pulse.sound()),
            backup: backup::latest(&backups)
                .map(|(_, at)| Backup { at, age_seconds: seconds_between(at, now) }),
            configuration: self.configuration(),
        }
    }

    /// How updates have come since the start: a change of it holds only after the next.
    fn updates(&self) -> Intake {
        let (mode, webhook_url) = match &held(&self.configured).at_start.settings.telegram.mode {
            Mode::Polling => ("polling", None),
            Mode::Webhook { url } => ("webhook", Some(url.clone())),
        };
        Intake { mode, webhook_url, allowed: allowed_updates() }
    }

    fn bot(&self, bot: BotName) -> BotCondition {
        let intake = self.pulse.intake(bot);
        let (waiting, trouble) = intake.waiting.unzip();
        let since = |at: time::Instant| at.elapsed().as_secs();
        let failed = intake.last_failed.map(|(at, reason)| LastError { seconds_ago: since(at), reason });
        // What Telegram could not bring it tells when it is asked about the webhook.
        let unbrought = trouble.flatten().zip(intake.polled);
        let unbrought = unbrought.map(|(reason, at)| LastError { seconds_ago: since(at), reason });
        BotCondition {
            listens: self.pulse.listens(bot),
            polled_seconds_ago: intake.polled.map(since),
            failing: intake.failed.is_some() || unbrought.is_some(),
            last_error: unbrought.or(failed),
            pending_updates: waiting.map(u64::from),
        }
    }

    fn configuration(&self) -> Configured {
        let state = held(&self.configured);
        Configured {
            reloads: state.reloads,
            last: state.last.clone(),
            needs_restart: Changes::between(&state.at_start, &state.running).after_restart,
        }
    }
}

/// A panic elsewhere leaves nothing half-written here.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn queue(vitals: Vitals, sessions: u64, now: Instant) -> Queue {
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    let last = vitals.last_dead_letter;
    Queue {
        outbox: count(vitals.outbox),
        in_flight: count(vitals.in_flight),
        oldest_seconds: vitals.oldest.map(|at| seconds_between(at, now)),
        jobs_late: count(vitals.jobs_late),
        latest_job_seconds: vitals.latest_job.map(|at| seconds_between(at, now)),
        holds: count(vitals.holds),
        dialogues: count(vitals.dialogues),
        sessions,
        dead_letters: count(vitals.dead_letters),
        last_dead_letter: last.and_then(|last| {
            Some(DeadLetter { at: last.at, bot: BotName::from_code(&last.bot)?, kind: last.kind })
        }),
    }
}

/// A clock that jumped back makes nothing younger than nought.
fn seconds_between(then: Instant, now: Instant) -> u64 {
    (now - then).to_std().unwrap_or_default().as_secs()
}

fn storage(database: &Path, sound: Option<bool>) -> Storage {
    let size = |path: &Path| std::fs::metadata(path).ok().map(|file| file.len());
    let mut wal = database.as_os_str().to_owned();
    wal.push("-wal");
    let disk = space::of(database);
    Storage {
        sound,
        bytes: size(database),
        wal_bytes: Some(size(&PathBuf::from(wal)).unwrap_or(0)),
        disk_free_bytes: disk.map(|disk| disk.free),
        disk_bytes: disk.map(|disk| disk.total),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_measured_and_what_is_not_there_is_not_known() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("zapis.db");
        assert_eq!(storage(&database, None).bytes, None);
        std::fs::write(&database, "1234").unwrap();
        std::fs::write(folder.path().join("zapis.db-wal"), "12").unwrap();
        let storage = storage(&database, Some(true));
        assert_eq!((storage.bytes, storage.wal_bytes), (Some(4), Some(2)));
        assert!(storage.disk_free_bytes.unwrap() <= storage.disk_bytes.unwrap());
    }
}
