//! A fault that repeats is told as a number: the first few lines of a minute as they are, the others as one.

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tracing::callsite::Identifier;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// So many lines of one kind are written in a window.
const TOLD: u64 = 5;
/// How long one kind of line is counted before it is summed up.
const WINDOW: Duration = Duration::from_secs(60);
/// So many kinds are told apart by their words. Beyond them the place in the code is the kind, and of those there are only so many.
const KINDS: usize = 256;

/// What makes two lines one kind: where they come from, and the texts in them. Numbers are not looked at: the third failure is the same fault
/// as the second.
type Kind = (Identifier, u64);

/// The faults of the last minute. Only warnings and errors are counted.
#[derive(Default)]
pub(super) struct Repeats(Mutex<HashMap<Kind, Seen>>);

struct Seen {
    since: Instant,
    times: u64,
    metadata: &'static Metadata<'static>,
    message: String,
}

/// One kind of line that was held back.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Summary {
    level: Level,
    times: u64,
    seconds: u64,
    from: &'static str,
    what: String,
}

impl Repeats {
    /// Whether this line is written.
    fn passes(&self, event: &Event<'_>, now: Instant) -> bool {
        let metadata = event.metadata();
        if *metadata.level() > Level::WARN || metadata.target() == module_path!() {
            return true;
        }
        let mut texts = Texts::default();
        event.record(&mut texts);
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let whole = (metadata.callsite(), texts.hash.finish());
        let kind =
            if seen.len() < KINDS || seen.contains_key(&whole) { whole } else { (metadata.callsite(), 0) };
        let new = || Seen { since: now, times: 0, metadata, message: texts.message };
        let this = seen.entry(kind).or_insert_with(new);
        this.times += 1;
        this.times <= TOLD
    }

    /// Ends the windows that are over, or all of them, and gives what was held back in them.
    pub(super) fn over(&self, now: Instant, all: bool) -> Vec<Summary> {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = seen.extract_if(|_, seen| all || now.duration_since(seen.since) >= WINDOW);
        let mut summaries: Vec<Summary> = ended
            .filter(|(_, seen)| seen.times > TOLD)
            .map(|(_, Seen { since, times, metadata, message })| Summary {
                level: *metadata.level(),
                times: times - TOLD,
                seconds: now.duration_since(since).as_secs(),
                from: metadata.target(),
                what: message,
            })
            .collect();
        summaries.sort_by_key(|summary| std::cmp::Reverse(summary.times));
        summaries
    }
}

impl Summary {
    /// Writes it into the log.
    pub(super) fn tell(&self) {
        let Summary { times, seconds, from, what, .. } = self;
        if self.level == Level::ERROR {
            tracing::error!(times, what, from, "{times} more times in the last {seconds} s");
        } else {
            tracing::warn!(times, what, from, "{times} more times in the last {seconds} s");
        }
    }
}

/// Holds back what repeats, before any place of the log.
pub(super) struct Filter(pub(super) Arc<Repeats>);

impl<S: Subscriber> Layer<S> for Filter {
    fn event_enabled(&self, event: &Event<'_>, _: Context<'_, S>) -> bool {
        self.0.passes(event, Instant::now())
    }
}

/// The texts of a line.
#[derive(Default)]
struct Texts {
    hash: DefaultHasher,
    message: String,
}

impl Visit for Texts {
    fn record_f64(&mut self, _: &Field, _: f64) {}
    fn record_i64(&mut self, _: &Field, _: i64) {}
    fn record_u64(&mut self, _: &Field, _: u64) {}

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let mut text = String::new();
        // Writing into a text cannot fail.
        let _ = write!(text, "{value:?}");
        (field.name(), &text).hash(&mut self.hash);
        if field.name() == "message" {
            self.message = text;
        }
    }
}

#[cfg(test)]
mod tests {
    use tracing_subscriber::layer::SubscriberExt as _;

    use super::*;

    /// Counts what gets through.
    #[derive(Clone, Default)]
    struct Count(Arc<Mutex<usize>>);

    impl<S: Subscriber> Layer<S> for Count {
        fn on_event(&self, _: &Event<'_>, _: Context<'_, S>) {
            *self.0.lock().unwrap() += 1;
        }
    }

    fn through(repeats: &Arc<Repeats>, work: impl FnOnce()) -> usize {
        let count = Count::default();
        let log = tracing_subscriber::registry().with(Filter(repeats.clone())).with(count.clone());
        tracing::subscriber::with_default(log, work);
        *count.0.lock().unwrap()
    }

    #[test]
    fn a_fault_that_repeats_is_told_five_times_and_then_as_a_number() {
        let repeats = Arc::new(Repeats::default());
        let written = through(&repeats, || {
            for failures in 0..245 {
                tracing::error!(failures, error = "no network", "no updates");
            }
        });
        assert_eq!(written, 5);
        let now = Instant::now();
        assert_eq!(repeats.over(now, false), [], "the minute is not over");
        let [summary] = repeats.over(now + WINDOW, false).try_into().unwrap();
        assert_eq!((summary.times, summary.what.as_str(), summary.level), (240, "no updates", Level::ERROR));
        assert!(summary.seconds >= 60);
        assert_eq!(
            through(&repeats, || for _ in 0..20 {
                summary.tell()
            }),
            20,
            "a summary is never held back"
        );
        assert_eq!(repeats.over(now + WINDOW * 2, false), [], "it is told once");
    }

    #[test]
    fn another_fault_is_not_held_back_and_no_word_of_another_level() {
        let repeats = Arc::new(Repeats::default());
        let written = through(&repeats, || {
            for round in 0..100 {
                tracing::info!(round, "all is well");
                tracing::warn!(error = if round % 2 == 0 { "one" } else { "other" }, "a fault");
            }
        });
        assert_eq!(written, 100 + 2 * 5);
        assert_eq!(repeats.over(Instant::now(), true).len(), 2, "at the end nothing is kept back");
    }

    #[test]
    fn faults_that_are_all_different_take_no_more_room_than_there_is() {
        let repeats = Arc::new(Repeats::default());
        let written = through(&repeats, || {
            for round in 0..10_000 {
                tracing::warn!(reason = format!("{round}"), "a fault");
            }
        });
        assert_eq!(written, KINDS + 5);
        assert_eq!(repeats.0.lock().unwrap().len(), KINDS + 1);
    }
}
