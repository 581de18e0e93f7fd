//! How the service does, as its loops tell it. Whoever asks (the HTTP listener, `zapis health`, the watchdog, the alerts) reads it here.
//!
//! Deadlines are monotonic: a wall clock that jumps makes nobody ill.

use std::fmt::Display;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chat::BotName;
use engine::{Observer, Turned};
use tokio::time::Instant;

/// A service whose last commit is older than this is stuck: it turns at least once a second.
const STUCK: Duration = Duration::from_secs(30);
/// A poll is answered or given up well within this.
const DEAF: Duration = Duration::from_secs(90);

/// How a bot gets its updates.
#[derive(Clone, Debug)]
pub struct Intake {
    /// When Telegram last answered; never, perhaps.
    pub polled: Option<Instant>,
    /// When it last did not, and why. None once it has answered again.
    pub failed: Option<(Instant, String)>,
    /// In webhook mode: so many updates wait at Telegram, and why it could not bring the last one, if it could not.
    pub waiting: Option<(u32, Option<String>)>,
}

/// How the service does.
pub struct Pulse {
    state: Mutex<State>,
}

struct State {
    started: Instant,
    committed: Option<Instant>,
    failures: u32,
    client: Intake,
    admin: Intake,
}

impl Pulse {
    /// Nothing has happened yet.
    pub fn new() -> Pulse {
        let none = Intake { polled: None, failed: None, waiting: None };
        let started = Instant::now();
        Pulse {
            state: Mutex::new(State {
                started,
                committed: None,
                failures: 0,
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

    /// Whether a bot gets its updates: it polls, or its webhook stands. An outage of Telegram is no illness of ours: who waits before trying
    /// again is well.
    pub fn listens(&self, bot: BotName) -> bool {
        let state = self.state();
        let intake = state.intake(bot);
        let failed = intake.failed.as_ref().map(|(at, _)| *at);
        [intake.polled, failed].into_iter().flatten().max().unwrap_or(state.started).elapsed() < DEAF
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
    }

    fn turn_failed(&self, failures: u32) {
        self.state().failures = failures.saturating_add(1);
    }

    fn polled(&self, bot: BotName, _updates: usize) {
        let mut state = self.state();
        let intake = state.intake_mut(bot);
        (intake.polled, intake.failed) = (Some(Instant::now()), None);
    }

    fn not_polled(&self, bot: BotName, why: &dyn Display) {
        self.state().intake_mut(bot).failed = Some((Instant::now(), why.to_string()));
    }

    fn waits_at_telegram(&self, bot: BotName, updates: u32, trouble: Option<&str>) {
        self.state().intake_mut(bot).waiting = Some((updates, trouble.map(str::to_owned)));
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
}
