//! How the service does, as its loops tell it.
//!
//! | question | who asks |
//! |---|---|
//! | [`Pulse::illnesses`]: does it do what it is for? [`Pulse::verdict`] is the same in a line | `/readyz`, `/status`, `zapis health` |
//! | [`Pulse::last_commit`], [`Pulse::listens`]: is it alive, or better started anew? | the watchdog, which has patience of its own |
//! | [`Pulse::trouble`]: what is wrong with the machine, by the last turn? [`Pulse::lasting_trouble`]: and was, for a while? | the alarms |
//! | [`Pulse::sound`]: has anybody met damage in the database? | the alarms, `/status` |
//!
//! Deadlines are monotonic: a wall clock that jumps makes nobody ill.

use std::fmt::{self, Display};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chat::BotName;
use engine::{Observer, Outcome, Turned};
use store::Trouble;
use tokio::time::Instant;

use crate::metrics::Metrics;

/// A service whose last commit is older than this is ill: it turns at least once a second. Sooner still if turns fail.
const SLOW: Duration = Duration::from_secs(10);
const FAILING: Duration = Duration::from_secs(3);
/// A turn that failed is repeated for so long before anybody is told.
const PATIENCE: Duration = Duration::from_secs(15);
/// A poll is answered or given up well within this.
const DEAF: Duration = Duration::from_secs(90);

/// How a bot gets its updates.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// When Telegram last answered; never, perhaps.
    pub polled: Option<Instant>,
    /// When it last did not, and why. None once it has answered again.
    pub failed: Option<(Instant, String)>,
    /// Until when the next poll waits after one that failed.
    pub pause: Option<Instant>,
    /// When it last did not, and why, whatever came after.
    pub last_failed: Option<(Instant, String)>,
    /// So many updates wait at Telegram, as far as it told, and why it could not bring the last one to a webhook, if it could not.
    pub waiting: Option<(u32, Option<String>)>,
}

/// Why the service does not do what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Illness {
    /// No turn was committed for so long, and why the last one failed, if it did.
    NotCommitted(Duration, Option<Trouble>),
    /// A bot neither asks for its updates nor has them brought.
    Deaf(BotName),
}

impl Display for Illness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Illness::NotCommitted(since, why) => {
                let why = match why {
                    Some(Trouble::Full) => "the disk is full",
                    Some(Trouble::ReadOnly) => "the disk can only be read",
                    Some(Trouble::Damaged) => "the database is damaged",
                    Some(Trouble::Other) | None => "the log says why",
                };
                write!(f, "nothing has been committed for {} s: {why}", since.as_secs())
            }
            Illness::Deaf(bot) => write!(f, "the {} bot gets no updates; the log says why", bot.code()),
        }
    }
}

/// How the service does.
pub struct Pulse {
    state: Mutex<State>,
    metrics: Metrics,
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
        let state = State {
            started: Instant::now(),
            committed: None,
            failures: 0,
            trouble: None,
            sound: None,
            client: Intake::default(),
            admin: Intake::default(),
        };
        Pulse { state: Mutex::new(state), metrics: Metrics::new() }
    }

    /// Since when the service runs.
    pub fn started(&self) -> Instant {
        self.state().started
    }

    /// How a bot gets its updates.
    pub fn intake(&self, bot: BotName) -> Intake {
        self.state().intake(bot).clone()
    }

    /// When a turn was committed last; never, perhaps.
    pub fn last_commit(&self) -> Option<Instant> {
        self.state().committed
    }

    /// Whether a bot gets its updates: it polls, or its webhook stands. An outage of Telegram is no illness of ours: who waits before trying
    /// again is well.
    pub fn listens(&self, bot: BotName) -> bool {
        self.state().listens(bot)
    }

    /// Why the service does not do what it is for; nothing, if it does.
    pub fn illnesses(&self) -> Vec<Illness> {
        let state = self.state();
        let since = state.uncommitted();
        let late = since >= SLOW || (state.failures > 0 && since >= FAILING);
        let why = state.trouble.map(|(_, why)| why);
        let uncommitted = late.then_some(Illness::NotCommitted(since, why));
        let deaf = BotName::ALL.into_iter().filter(|bot| !state.listens(*bot)).map(Illness::Deaf);
        uncommitted.into_iter().chain(deaf).collect()
    }

    /// The same in a line for whoever asks.
    ///
    /// # Errors
    /// It is not well, and why.
    pub fn verdict(&self) -> Result<String, String> {
        let illnesses = self.illnesses();
        if illnesses.is_empty() {
            let minutes = self.started().elapsed().as_secs() / 60;
            let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
            return Ok(format!("ready: up {days} d {hours} h {minutes} min"));
        }
        Err(illnesses.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    }

    /// What was counted since the start.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// What is wrong with the machine, if the last turn failed by it.
    pub fn trouble(&self) -> Option<Trouble> {
        self.state().trouble.map(|(_, trouble)| trouble)
    }

    /// The same, if no turn has been committed for a while because of it: time to tell somebody.
    pub fn lasting_trouble(&self) -> Option<Trouble> {
        let (since, trouble) = self.state().trouble?;
        (since.elapsed() >= PATIENCE).then_some(trouble)
    }

    /// Whether the database is sound, as far as anybody has looked.
    pub fn sound(&self) -> Option<bool> {
        self.state().sound
    }

    /// Telegram was asked how many updates wait there; none if it did not say.
    pub fn found_waiting(&self, bot: BotName, updates: Option<u32>) {
        self.state().intake_mut(bot).waiting = updates.map(|updates| (updates, None));
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
    fn uncommitted(&self) -> Duration {
        self.committed.unwrap_or(self.started).elapsed()
    }

    fn listens(&self, bot: BotName) -> bool {
        let intake = self.intake(bot);
        let failed = intake.failed.as_ref().map(|(at, _)| *at);
        // A pause that is not over yet counts as now: Telegram may ask for one of many minutes.
        let last = [intake.polled, failed, intake.pause].into_iter().flatten().max().unwrap_or(self.started);
        last.elapsed() < DEAF
    }

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
    fn committed(&self, turn: Turned) {
        self.metrics.committed(turn.inputs, turn.took);
        let mut state = self.state();
        state.committed = Some(Instant::now());
        state.failures = 0;
        state.trouble = None;
    }

    fn turn_failed(&self, failures: u32) {
        self.metrics.turn_failed();
        self.state().failures = failures.saturating_add(1);
    }

    fn taken_in(&self, bot: BotName, kind: &'static str, took: Duration) {
        self.metrics.taken_in(bot, kind, took);
    }

    fn sent(&self, bot: BotName, outcome: &Outcome) {
        self.metrics.sent(bot, outcome);
    }

    fn delivered(&self, bot: BotName, took: Duration) {
        self.metrics.delivered(bot, took);
    }

    fn put_aside(&self, bot: BotName, kind: &'static str) {
        self.metrics.put_aside(bot, kind);
    }

    fn called(&self, bot: BotName, method: &'static str, outcome: &'static str, took: Duration) {
        self.metrics.called(bot, method, outcome, took);
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
        self.metrics.polled(bot, true);
        let mut state = self.state();
        let intake = state.intake_mut(bot);
        (intake.polled, intake.failed, intake.pause) = (Some(Instant::now()), None, None);
    }

    fn not_polled(&self, bot: BotName, why: &dyn Display) {
        self.metrics.polled(bot, false);
        let failed = Some((Instant::now(), why.to_string()));
        let mut state = self.state();
        let intake = state.intake_mut(bot);
        (intake.failed, intake.last_failed) = (failed.clone(), failed);
    }

    fn pausing(&self, bot: BotName, pause: Duration) {
        self.state().intake_mut(bot).pause = Instant::now().checked_add(pause);
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
        let intake = pulse.intake(BotName::Client);
        assert!(intake.failed.is_none() && intake.last_failed.is_some(), "what failed last is still told");
    }

    /// As if the last commit and the last polls were so many seconds ago.
    fn aged(pulse: &Pulse, seconds: u64) {
        let then = Instant::now() - Duration::from_secs(seconds);
        let mut state = pulse.state();
        (state.started, state.committed) = (then, Some(then));
        (state.client.polled, state.admin.polled) = (Some(then), Some(then));
    }

    #[test]
    fn who_asks_hears_of_trouble_sooner_than_the_watchdog() {
        let pulse = Pulse::new();
        pulse.committed(Turned { inputs: 0, took: Duration::ZERO });
        assert!(pulse.verdict().unwrap().starts_with("ready"));
        aged(&pulse, 4);
        assert_eq!(pulse.illnesses(), [], "a long turn is no trouble yet");
        pulse.turn_failed(0);
        pulse.troubled(Trouble::Full);
        assert_eq!(pulse.verdict().unwrap_err(), "nothing has been committed for 4 s: the disk is full");
        pulse.committed(Turned { inputs: 1, took: Duration::ZERO });
        assert_eq!(pulse.illnesses(), []);
        aged(&pulse, 11);
        assert_eq!(pulse.verdict().unwrap_err(), "nothing has been committed for 11 s: the log says why");
        aged(&pulse, 91);
        assert_eq!(pulse.illnesses().len(), 3, "by now nobody asks for updates either");
        pulse.polled(BotName::Client, 0);
        assert_eq!(pulse.illnesses().last(), Some(&Illness::Deaf(BotName::Admin)));
    }

    #[test]
    fn a_poller_that_was_told_to_wait_for_an_hour_is_waited_for() {
        let pulse = Pulse::new();
        let hour = Duration::from_secs(3600);
        pulse.not_polled(BotName::Client, &"Telegram asks to wait 3600 s");
        pulse.pausing(BotName::Client, hour);
        let until = pulse.intake(BotName::Client).pause;
        assert!(until.is_some_and(|until| until.duration_since(Instant::now()) > hour - DEAF));
        assert!(pulse.listens(BotName::Client));
        pulse.polled(BotName::Client, 0);
        assert!(pulse.intake(BotName::Client).pause.is_none(), "the pause is over");
    }

    #[test]
    fn trouble_lasts_until_a_commit_and_damage_until_somebody_has_looked() {
        let pulse = Pulse::new();
        assert_eq!((pulse.trouble(), pulse.sound()), (None, None));
        pulse.troubled(Trouble::Damaged);
        assert_eq!((pulse.trouble(), pulse.lasting_trouble()), (Some(Trouble::Damaged), None), "it may pass");
        pulse.committed(Turned { inputs: 0, took: Duration::ZERO });
        assert_eq!((pulse.trouble(), pulse.sound()), (None, Some(false)));
        pulse.checked(true);
        assert_eq!(pulse.sound(), Some(true));
    }
}
