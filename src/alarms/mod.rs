//! Tells the owners that the service needs somebody to look after it, once per cause, and once that it is over (A12).
//!
//! | module | what lives there |
//! |---|---|
//! | `look` | what is found in one look |
//! | `around` | what is told without the database, because it takes nothing |
//! | [`soundness`] | the search for damage |
//!
//! What raises and ends an alarm is `domain::alarm`; who hears of it, when and in which words, is the admin bot's.

mod around;
mod look;
pub(crate) mod soundness;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::alarm::{Changes, judge};
use domain::{Alarm, Fact};
use engine::{Input, Mailbox, Order};
use store::Readers;
use telegram::sender::Line;
use tokio::sync::watch;
use tokio::time::{Instant, interval, timeout};

use self::around::Around;
use self::look::Looker;
use crate::clock::Clock;
use crate::examiner::{Examiner, InForce};
use crate::pulse::Pulse;

/// Whether anything is committed is looked at so often.
const TICK: Duration = Duration::from_secs(5);
/// Everything else is looked at so often, for the first time a little after the start.
const LOOK: Duration = Duration::from_secs(60);
/// While owners believe that nothing can be written down, it is tried so often whether something can.
const LOOK_AGAIN: Duration = Duration::from_secs(15);
/// A turn that is not committed within this has met trouble.
const LONGEST_TURN: Duration = Duration::from_secs(10);

/// What is needed to look and to tell.
pub(crate) struct Watch {
    /// How the loops do.
    pub(crate) pulse: Arc<Pulse>,
    /// The database, to be read.
    pub(crate) readers: Readers,
    /// The way into the engine.
    pub(crate) mailbox: Mailbox,
    /// The clock that may jump.
    pub(crate) clock: Clock,
    /// What knows the configuration that holds now: who the owners are, where the copies are.
    pub(crate) examiner: Arc<Examiner>,
    /// The admin bot.
    pub(crate) line: Line,
}

/// Looks and tells until the process stops.
pub(crate) async fn run(watch: Watch, mut stop: watch::Receiver<bool>) {
    let Watch { pulse, readers, mailbox, clock, examiner, line } = watch;
    let InForce { file, database, .. } = examiner.in_force();
    let around = Around::new(line, &file, &database, Arc::clone(&clock));
    let looker = Looker::new(Arc::clone(&pulse), readers, clock, examiner);
    let mut watcher = Watcher { pulse, mailbox, looker, around, next: Instant::now() + LOOK_AGAIN };
    let watching = async {
        let mut ticks = interval(TICK);
        loop {
            ticks.tick().await;
            watcher.tick().await;
        }
    };
    tokio::select! {
        () = watching => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}

struct Watcher {
    pulse: Arc<Pulse>,
    mailbox: Mailbox,
    looker: Looker,
    around: Around,
    next: Instant,
}

impl Watcher {
    async fn tick(&mut self) {
        self.looker.listen();
        if let Some(trouble) = self.pulse.lasting_trouble() {
            self.around.tell(self.looker.mishap(trouble)).await;
            self.next = Instant::now() + LOOK_AGAIN;
        } else if Instant::now() >= self.next {
            self.look().await;
            let pause = if self.around.is_standing() { LOOK_AGAIN } else { LOOK };
            self.next = Instant::now() + pause;
        }
    }

    async fn look(&mut self) {
        let Some(seen) = self.looker.look().await else { return };
        self.around.remember(seen.owners);
        let mut standing: BTreeSet<Alarm> = seen.standing.into_iter().collect();
        if self.around.is_standing() {
            standing.insert(Alarm::Stuck);
        }
        let changes = judge(&seen.readings, &standing);
        if changes == Changes::default() {
            return;
        }
        let over = changes.cleared.contains(&Alarm::Stuck);
        if self.commit(&changes).await {
            for (alarm, value) in &changes.raised {
                tracing::warn!(alarm = alarm.code(), value, "the owners are told");
            }
            for alarm in &changes.cleared {
                tracing::info!(alarm = alarm.code(), "it is over; the owners are told");
            }
            if over {
                self.around.is_over();
            }
        } else if let Some(trouble) = self.pulse.trouble() {
            self.around.tell(self.looker.mishap(trouble)).await;
        }
    }

    /// Has the owners told in a turn. One that cannot be committed in time is not to tell them hours later.
    async fn commit(&self, Changes { raised, cleared }: &Changes) -> bool {
        let raised = raised.iter().map(|(alarm, value)| Fact::AlarmRaised { alarm: *alarm, value: *value });
        let cleared = cleared.iter().map(|alarm| Fact::AlarmCleared { alarm: *alarm });
        let facts: Vec<Fact> = raised.chain(cleared).collect();
        let withdrawn = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&withdrawn);
        let order = Order::new(move |_| match seen.load(Ordering::Acquire) {
            true => Ok(Vec::new()),
            false => Ok(facts.clone()),
        });
        let done = timeout(LONGEST_TURN, self.mailbox.commit(vec![Input::Order(order)])).await;
        withdrawn.store(true, Ordering::Release);
        matches!(done, Ok(Ok(())))
    }
}
