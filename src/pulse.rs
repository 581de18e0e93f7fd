//! How the service does, as its loops tell it. Whoever asks (the HTTP listener, `zapis health`, the watchdog, the alerts) reads it here.
//!
//! Deadlines are monotonic: a wall clock that jumps makes nobody ill.

use std::fmt::Display;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chat::BotName;
use engine::{Observer, Turned};
use store::Trouble;
use tokio::time::Instant;

/// A service whose last commit is older than this is stuck: it turns at least once a second.
const STUCK: Duration = Duration::from_secs(30);
/// A turn that failed is repeated for so long before anybody is told.
const PATIENCE: Duration = Duration::from_secs(15);
/// A poll is answered or given up well within this.
const DEAF: Duration = Duration::from_secs(90);

/// How a bot gets its updates.
#[derive(Clone, Debug)]
pub struct Intake {
    /// When Telegram last answered; never, perhaps.
    pub polled: Option<Instant>,
    /// When it last did not, and why. None once it has answered again.
    pub failed: Option<(Instant, String)>,
}

/// How the service does.
pub struct Pulse {
    state: Mutex<State>,
}

struct State {
    started: Instant,
    committed: Option<Instant>,
    failures: u32,
    /// Why turns fail, and since when.
    trouble: Option<(Instant, Trouble)>,
    sound: Option<bool>,
    client: Intake,
    admin: Intake,
}

impl Pulse {
    /// Nothing has happened yet.
    pub fn new() -> Pulse {
        let none = Intake { polled: None, failed: None };
        let started = Instant::now();
        Pulse {
            state: Mutex::new(State {
                started,
                committed: None,
                failures: 0,
                trouble: None,
                sound: None,
                client: none.clone(),
                admin: none,
            }),
        }
    }

    /// Since when the service runs.
    pub fn started(&self) -> Instant {
        self.state().started
    }

    /// How a bot gets its updates.
    pub fn intake(&self, bot: BotName) -> Intake {
        self.state().intake(bot).clone()
    }

    /// Whether turns are committed: what must hold, or the process is better started anew.
    pub fn turns(&self) -> bool {
        let state = self.state();
        state.committed.unwrap_or(state.started).elapsed() < STUCK
    }

    /// Whether a bot asks for its updates. An outage of Telegram is no illness of ours: a poller that waits before it tries again is well.
    pub fn listens(&self, bot: BotName) -> bool {
        let state = self.state();
        let intake = state.intake(bot);
        let failed = intake.failed.as_ref().map(|(at, _)| *at);
        [intake.polled, failed].into_iter().flatten().max().unwrap_or(state.started).elapsed() < DEAF
    }

    /// Why turns fail, if the last one did.
    pub fn trouble(&self) -> Option<Trouble> {
        self.state().trouble.map(|(_, trouble)| trouble)
    }

    /// Why nothing has been committed for a while, if that is so.
    pub fn stuck(&self) -> Option<Trouble> {
        let (since, trouble) = self.state().trouble?;
        (since.elapsed() >= PATIENCE).then_some(trouble)
    }

    /// Whether the database is sound, as far as anybody has looked.
    pub fn sound(&self) -> Option<bool> {
        self.state().sound
    }

    /// The database was looked through.
    pub fn checked(&self, sound: bool) {
        self.state().sound = Some(sound);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Pulse {
    fn default() -> Pulse {
        Pulse::new()
    }
}

impl State {
    fn intake(&self, bot: BotName) -> &Intake {
        match bot {
            BotName::Client => &self.client,
            BotName::Admin => &self.admin,
        }
    }

    fn intake_mut(&mut self, bot: BotName) -> &mut Intake {
        match bot {
            BotName::Client => &mut self.client,
            BotName::Admin => &mut self.admin,
        }
    }
}

impl Observer for Pulse {
    fn committed(&self, _turn: Turned) {
        let mut state = self.state();
        state.committed = Some(Instant::now());
        state.failures = 0;
        state.trouble = None;
    }

    fn turn_failed(&self, failures: u32) {
        self.state().failures = failures.saturating_add(1);
    }

    fn troubled(&self, trouble: Trouble) {
        let mut state = self.state();
        let since = state.trouble.map_or_else(Instant::now, |(since, _)| since);
        state.trouble = Some((since, trouble));
        if trouble == Trouble::Damaged {
            state.sound = Some(false);
        }
    }

    fn met_damage(&self) {
        self.checked(false);
    }

    fn polled(&self, bot: BotName, _updates: usize) {
        *self.state().intake_mut(bot) = Intake { polled: Some(Instant::now()), failed: None };
    }

    fn not_polled(&self, bot: BotName, why: &dyn Display) {
        self.state().intake_mut(bot).failed = Some((Instant::now(), why.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bot_whose_telegram_is_down_listens_all_the_same() {
        let pulse = Pulse::new();
        pulse.not_polled(BotName::Client, &"no route");
        assert!(pulse.listens(BotName::Client) && pulse.intake(BotName::Client).failed.is_some());
        pulse.polled(BotName::Client, 3);
        assert!(pulse.intake(BotName::Client).failed.is_none());
    }

    #[test]
    fn trouble_lasts_until_a_commit_and_damage_until_somebody_has_looked() {
        let pulse = Pulse::new();
        assert_eq!((pulse.trouble(), pulse.sound()), (None, None));
        pulse.troubled(Trouble::Damaged);
        assert_eq!((pulse.trouble(), pulse.stuck()), (Some(Trouble::Damaged), None), "it may pass");
        pulse.committed(Turned { inputs: 0, took: Duration::ZERO });
        assert_eq!((pulse.trouble(), pulse.sound()), (None, Some(false)));
        pulse.checked(true);
        assert_eq!(pulse.sound(), Some(true));
    }
}
