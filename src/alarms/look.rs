//! What is found in one look.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chat::{BotName, Lang};
use chrono::TimeDelta;
use domain::alarm::{Copies, Hearing, Mishap, Readings, Refusal, Space};
use domain::{Alarm, ChatId, Policy};

use store::{Readers, Trouble, Tx};
use telegram::ApiError;
use tokio::time::Instant;

use crate::clock::Clock;
use crate::examiner::{Examiner, InForce};
use crate::pulse::Pulse;
use crate::{backup, space};

/// A disk with less than this is full, whatever it says of itself.
const NOTHING: u64 = 1_000_000;
/// A wall clock that differs by more has jumped; a second is never this long.
const JUMP: TimeDelta = TimeDelta::minutes(5);

/// Looks, and knows what it saw before.
pub(super) struct Looker {
    pulse: Arc<Pulse>,
    readers: Readers,
    clock: Clock,
    examiner: Arc<Examiner>,
    /// Since when Telegram has answered the admin bot, and both bots.
    admin_heard: Option<Instant>,
    both_heard: Option<Instant>,
    clocks: Clocks,
}

/// What was found.
pub(super) struct Seen {
    pub(super) readings: Readings,
    /// What owners know already.
    pub(super) standing: Vec<Alarm>,
    /// Who administers, to be told where the database takes nothing any more.
    pub(super) owners: Vec<(ChatId, Lang)>,
}

/// What the database tells.
struct Told {
    standing: Vec<Alarm>,
    owners: Vec<(ChatId, Lang)>,
    outbox: Option<TimeDelta>,
    failures: i64,
    first_admin: Option<domain::Instant>,
}

impl Looker {
    pub(super) fn new(pulse: Arc<Pulse>, readers: Readers, clock: Clock, examiner: Arc<Examiner>) -> Looker {
        let clocks = Clocks::new(clock());
        let (admin_heard, both_heard) = (None, None);
        Looker { pulse, readers, clock, examiner, admin_heard, both_heard, clocks }
    }

    /// Notes whether Telegram answers: from one look to the next it may have been gone and come back.
    pub(super) fn listen(&mut self) {
        let heard = |bot| {
            let intake = self.pulse.intake(bot);
            intake.polled.is_some() && intake.failed.is_none()
        };
        let (admin, client) = (heard(BotName::Admin), heard(BotName::Client));
        let since = |is: bool, before: Option<Instant>| is.then(|| before.unwrap_or_else(Instant::now));
        self.admin_heard = since(admin, self.admin_heard);
        self.both_heard = since(admin && client, self.both_heard);
    }

    /// Why nothing is committed, as people would say it: a disk may be full without saying so.
    pub(super) fn mishap(&self, trouble: Trouble) -> Mishap {
        match trouble {
            Trouble::Full => Mishap::Full,
            Trouble::ReadOnly => Mishap::ReadOnly,
            Trouble::Damaged => Mishap::Damaged,
            Trouble::Other => match space::of(&self.examiner.in_force().database) {
                Some(Space { free, .. }) if free < NOTHING => Mishap::Full,
                _ => Mishap::Other,
            },
        }
    }

    /// Everything that can be seen now; nothing if the database cannot be read.
    pub(super) async fn look(&mut self) -> Option<Seen> {
        let now = (self.clock)();
        let jump = self.clocks.compare(now);
        if jump.abs() > JUMP {
            // What has waited by the wall clock has not, so Telegram is given time as after an outage.
            (self.admin_heard, self.both_heard) = (None, None);
        }
        let (readers, in_force) = (self.readers.clone(), self.examiner.in_force());
        let read = tokio::task::spawn_blocking(move || {
            let InForce { file, database, backups } = in_force;
            let told = Tx::reading(&readers, |tx| told(tx, &file, now));
            (told, newest(&backups), space::of(&database), space::of_another(&backups, &database))
        });
        let (told, newest, disk, backup_disk) = read.await.ok()?;
        let Told { standing, owners, outbox, failures, first_admin } = match told {
            Ok(told) => told,
            Err(error) => {
                tracing::warn!(%error, "the database could not be read to see how the service does");
                return None;
            }
        };
        let waited = first_admin.map_or(TimeDelta::zero(), |first| now - first);
        let copies = match newest {
            Ok(Some(at)) => Copies::Newest(now - at),
            Ok(None) => Copies::None { waited },
            Err(_) => Copies::Unknown,
        };
        let readings = Readings {
            stuck: self.pulse.lasting_trouble().map(|trouble| self.mishap(trouble)),
            telegram: lasting(self.both_heard),
            outbox,
            client_bot: self.hearing(),
            disk,
            backup_disk,
            copies,
            sound: self.pulse.sound(),
            failures,
            jump,
            steady: delta(self.clocks.steady.elapsed()),
        };
        Some(Seen { readings, standing, owners })
    }

    fn hearing(&self) -> Hearing {
        let client = self.pulse.intake(BotName::Client);
        match (client.failed, self.admin_heard) {
            (None, _) if client.polled.is_some() => Hearing::Heard,
            (Some((_, why)), Some(admin)) => {
                let deaf = client.polled.unwrap_or_else(|| self.pulse.started()).elapsed();
                Hearing::Refused { why: refusal(&why), lasting: delta(deaf.min(admin.elapsed())) }
            }
            _ => Hearing::Unknown,
        }
    }
}

/// When the newest copy was made; none if there is none.
///
/// # Errors
/// The folder is there and cannot be read.
fn newest(folder: &Path) -> std::io::Result<Option<domain::Instant>> {
    match std::fs::read_dir(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(backup::latest(folder).map(|(_, taken)| taken)),
    }
}

/// The wall clock beside one that does not jump.
struct Clocks {
    /// What both showed at the last look.
    then: Instant,
    shown: domain::Instant,
    /// When the wall clock last jumped, or the first look.
    steady: Instant,
}

impl Clocks {
    fn new(shown: domain::Instant) -> Clocks {
        Clocks { then: Instant::now(), shown, steady: Instant::now() }
    }

    /// By how much the wall clock went ahead since the last look.
    fn compare(&mut self, shown: domain::Instant) -> TimeDelta {
        let jump = (shown - self.shown) - delta(self.then.elapsed());
        (self.then, self.shown) = (Instant::now(), shown);
        if jump.abs() > JUMP {
            self.steady = Instant::now();
        }
        jump
    }
}

fn told(tx: &Tx, policy: &Policy, now: domain::Instant) -> store::Result<Told> {
    Ok(Told {
        standing: tx.alarms()?.into_iter().map(|(alarm, _)| alarm).collect(),
        owners: admin::owners(tx, policy)?,
        outbox: tx.oldest_waiting(now)?,
        failures: tx.dead_letters_from(now - TimeDelta::hours(1))?,
        first_admin: tx.first_admin_at()?,
    })
}

fn refusal(why: &str) -> Refusal {
    match why {
        why if why == ApiError::Unauthorized.to_string() => Refusal::Token,
        why if why == ApiError::Conflict.to_string() => Refusal::Another,
        _ => Refusal::Other,
    }
}

fn lasting(since: Option<Instant>) -> TimeDelta {
    since.map_or(TimeDelta::zero(), |since| delta(since.elapsed()))
}

fn delta(duration: Duration) -> TimeDelta {
    TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jump_of_the_wall_clock_is_seen_once_in_either_direction() {
        let noon: domain::Instant = "2026-11-23T12:00:00Z".parse().unwrap();
        let mut clocks = Clocks::new(noon);
        let second = TimeDelta::seconds(1);
        assert!(clocks.compare(noon).abs() < second);
        let ahead = clocks.compare(noon + TimeDelta::hours(3));
        assert!((ahead - TimeDelta::hours(3)).abs() < second, "{ahead}");
        assert!(clocks.compare(noon + TimeDelta::hours(3)).abs() < second);
        assert!((clocks.compare(noon) + TimeDelta::hours(3)).abs() < second);
    }

    #[tokio::test]
    async fn copies_are_looked_for_where_the_configuration_keeps_them_now() {
        let folder = tempfile::tempdir().unwrap();
        let store = store::Store::open(&folder.path().join("zapis.db")).unwrap();
        let (pulse, clock): (_, Clock) = (Arc::new(Pulse::new()), Arc::new(crate::clock::now));
        let mut config = crate::config::Config::default();
        config.settings.database = folder.path().join("zapis.db");
        config.settings.backup.folder = folder.path().join("before");
        let token = telegram::Token::parse("123456789:AAFabcdefghijklmnopqrstuvwxyz012345").unwrap();
        let api = || telegram::Api::new("http://127.0.0.1:9", &token, None).unwrap();
        let readers = store.readers.clone();
        let examiner =
            Examiner::new(pulse.clone(), readers.clone(), clock.clone(), config.clone(), [api(), api()]);
        let examiner = Arc::new(examiner);
        let mut looker = Looker::new(pulse, readers, clock, Arc::clone(&examiner));
        let none = looker.look().await.unwrap().readings.copies;
        assert!(matches!(none, Copies::None { .. }), "{none:?}");

        let now = folder.path().join("now");
        std::fs::create_dir(&now).unwrap();
        let name = "zapis-2026-11-21T03-00-00Z.db";
        std::fs::write(now.join(name), "a copy").unwrap();
        std::os::unix::fs::symlink(name, now.join("latest")).unwrap();
        config.settings.backup.folder = now;
        examiner.reloaded("taken", &config);
        let newest = looker.look().await.unwrap().readings.copies;
        assert!(matches!(newest, Copies::Newest(_)), "{newest:?}");
    }

    #[test]
    fn why_telegram_refuses_is_known_by_its_words() {
        assert_eq!(refusal(&ApiError::Unauthorized.to_string()), Refusal::Token);
        assert_eq!(refusal(&ApiError::Conflict.to_string()), Refusal::Another);
        assert_eq!(refusal("Telegram answers with status 502"), Refusal::Other);
    }
}
