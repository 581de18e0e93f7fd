//! Numbers for Prometheus (P8): what has happened since the start is counted here, what stands just now is read when somebody asks.
//!
//! No label holds anything that somebody sent: bots, kinds, methods and outcomes are words of the program's own, a handful of each.
//!
//! | module | what lives there |
//! |---|---|
//! | `gauges` | how things stand, as of one reading |
//! | `process` | what the system says of the process |
//! | `text` | all of it in the format of Prometheus |

mod gauges;
mod process;
mod text;

use std::time::Duration;

use chat::BotName;
use engine::Outcome;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

pub(crate) use text::{CONTENT_TYPE, exposition};

/// Seconds of what is over in a moment: a turn, a call.
const MOMENTS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// Seconds of what may have to wait: a message for its place under Telegram's limits, or for Telegram to be back.
const WAITS: [f64; 12] = [0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 300.0, 1800.0];

/// Names and values of so many labels.
type Labels<const N: usize> = [(&'static str, &'static str); N];
type Counters<const N: usize> = Family<Labels<N>, Counter>;
type Histograms = Family<Labels<1>, Histogram, fn() -> Histogram>;

/// What has happened since the start.
pub(crate) struct Metrics {
    registry: Registry,
    updates: Counters<1>,
    messages: Counters<1>,
    presses: Counters<1>,
    update_seconds: Histograms,
    turns: Counter,
    turn_inputs: Counter,
    turn_seconds: Histogram,
    polls: Counters<2>,
    calls: Counters<3>,
    call_seconds: Histograms,
    outbox_results: Counters<2>,
    delivery_seconds: Histograms,
    dead_letters: Counters<2>,
    errors: Counters<1>,
    reloads: Counters<1>,
}

impl Metrics {
    /// Nothing has happened yet. What there is for each bot begins at nought, so that its first increase is seen.
    pub(crate) fn new() -> Metrics {
        let moments: fn() -> Histogram = || Histogram::new(MOMENTS);
        let waits: fn() -> Histogram = || Histogram::new(WAITS);
        let metrics = Metrics {
            registry: Registry::with_prefix("zapis"),
            updates: Family::default(),
            messages: Family::default(),
            presses: Family::default(),
            update_seconds: Family::new_with_constructor(moments),
            turns: Counter::default(),
            turn_inputs: Counter::default(),
            turn_seconds: Histogram::new(MOMENTS),
            polls: Family::default(),
            calls: Family::default(),
            call_seconds: Family::new_with_constructor(moments),
            outbox_results: Family::default(),
            delivery_seconds: Family::new_with_constructor(waits),
            dead_letters: Family::default(),
            errors: Family::default(),
            reloads: Family::default(),
        };
        metrics.begin_at_nought().registered()
    }

    fn begin_at_nought(self) -> Metrics {
        for bot in BotName::ALL {
            let label = ("bot", bot.code());
            for family in [&self.updates, &self.messages, &self.presses] {
                drop(family.get_or_create(&[label]));
            }
            for family in [&self.update_seconds, &self.delivery_seconds] {
                drop(family.get_or_create(&[label]));
            }
            for outcome in ["answered", "failed"] {
                drop(self.polls.get_or_create(&[label, ("outcome", outcome)]));
            }
            for outcome in ["done", "retry", "unreachable", "rejected"] {
                drop(self.outbox_results.get_or_create(&[label, ("outcome", outcome)]));
            }
            for kind in ["message", "press", "outgoing", "job"] {
                drop(self.dead_letters.get_or_create(&[label, ("kind", kind)]));
            }
        }
        for kind in ["turn", "input", "job", "outgoing", "poll"] {
            drop(self.errors.get_or_create(&[("kind", kind)]));
        }
        for result in ["taken", "same", "mended", "refused"] {
            drop(self.reloads.get_or_create(&[("result", result)]));
        }
        self
    }

    /// The names under which all of it is told. The registry adds `_total` to counters and a full stop to the words.
    fn registered(mut self) -> Metrics {
        let all = &mut self.registry;
        all.register(
            "updates",
            "Updates of Telegram that were committed, those that came twice included",
            self.updates.clone(),
        );
        all.register("messages", "Messages among the updates", self.messages.clone());
        all.register("presses", "Presses of buttons among the updates", self.presses.clone());
        all.register(
            "update_seconds",
            "From the arrival of an update to its commit",
            self.update_seconds.clone(),
        );
        all.register("turns", "Turns of the engine that were committed", self.turns.clone());
        all.register(
            "turn_inputs",
            "What these turns were about: updates, results of sends, finished work",
            self.turn_inputs.clone(),
        );
        all.register("turn_seconds", "From the begin of a turn to its commit", self.turn_seconds.clone());
        all.register("polls", "Asking Telegram for updates, by whether it answered", self.polls.clone());
        all.register("telegram_calls", "Calls to Telegram by method, and what it said", self.calls.clone());
        all.register(
            "telegram_call_seconds",
            "How long a call took, by method; GetUpdates waits for updates to come",
            self.call_seconds.clone(),
        );
        all.register(
            "outbox_results",
            "Tries to send a row of the outbox, by what became of it",
            self.outbox_results.clone(),
        );
        all.register(
            "delivery_seconds",
            "From the making of a row of the outbox to its effect at Telegram",
            self.delivery_seconds.clone(),
        );
        all.register(
            "dead_letters",
            "What failed for good, by what kind of thing it was",
            self.dead_letters.clone(),
        );
        all.register(
            "errors",
            "Failures: turns that were repeated, inputs, jobs and messages given up, polls without an answer",
            self.errors.clone(),
        );
        all.register(
            "config_reloads",
            "The configuration was read again, by what became of it",
            self.reloads.clone(),
        );
        self
    }

    pub(crate) fn committed(&self, inputs: usize, took: Duration) {
        self.turns.inc();
        self.turn_inputs.inc_by(inputs as u64);
        self.turn_seconds.observe(took.as_secs_f64());
    }

    pub(crate) fn turn_failed(&self) {
        self.errors.get_or_create(&[("kind", "turn")]).inc();
    }

    pub(crate) fn taken_in(&self, bot: BotName, kind: &str, took: Duration) {
        let bot = [("bot", bot.code())];
        self.updates.get_or_create(&bot).inc();
        self.update_seconds.get_or_create(&bot).observe(took.as_secs_f64());
        match kind {
            "message" => drop(self.messages.get_or_create(&bot).inc()),
            "press" => drop(self.presses.get_or_create(&bot).inc()),
            _ => {}
        }
    }

    pub(crate) fn sent(&self, bot: BotName, outcome: &Outcome) {
        let outcome = match outcome {
            Outcome::Done { .. } => "done",
            Outcome::Retry { .. } => "retry",
            Outcome::Unreachable => "unreachable",
            Outcome::Rejected { .. } => "rejected",
        };
        self.outbox_results.get_or_create(&[("bot", bot.code()), ("outcome", outcome)]).inc();
    }

    pub(crate) fn delivered(&self, bot: BotName, took: Duration) {
        self.delivery_seconds.get_or_create(&[("bot", bot.code())]).observe(took.as_secs_f64());
    }

    pub(crate) fn put_aside(&self, bot: BotName, kind: &'static str) {
        self.dead_letters.get_or_create(&[("bot", bot.code()), ("kind", kind)]).inc();
        let of = match kind {
            "job" | "expired" => "job",
            "outgoing" => "outgoing",
            _ => "input",
        };
        self.errors.get_or_create(&[("kind", of)]).inc();
    }

    pub(crate) fn called(&self, bot: BotName, method: &'static str, outcome: &'static str, took: Duration) {
        let labels = [("bot", bot.code()), ("method", method), ("outcome", outcome)];
        self.calls.get_or_create(&labels).inc();
        self.call_seconds.get_or_create(&[("method", method)]).observe(took.as_secs_f64());
    }

    pub(crate) fn polled(&self, bot: BotName, answered: bool) {
        let outcome = if answered { "answered" } else { "failed" };
        self.polls.get_or_create(&[("bot", bot.code()), ("outcome", outcome)]).inc();
        if !answered {
            self.errors.get_or_create(&[("kind", "poll")]).inc();
        }
    }

    pub(crate) fn reloaded(&self, result: &'static str) {
        self.reloads.get_or_create(&[("result", result)]).inc();
    }
}
