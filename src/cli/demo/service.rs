//! The service of the demo: the same as ever, on a clock that can be put ahead, and started again whenever the page asks for it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use domain::Instant;
use sim::{Command, Order};
use store::Store;
use tokio::sync::{mpsc, oneshot};

use crate::config::Config;
use crate::secrets::{Sources, Tokens};
use crate::{Parts, clock};

/// The wall clock, put ahead by so many milliseconds.
#[derive(Clone, Default)]
pub(super) struct DemoClock(Arc<AtomicI64>);

impl DemoClock {
    pub(super) fn now(&self) -> Instant {
        clock::now() + TimeDelta::milliseconds(self.0.load(Ordering::Relaxed))
    }

    fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap_or_default(), Ordering::Relaxed);
    }

    /// The same clock as a function.
    pub(super) fn shared(&self) -> clock::Clock {
        let clock = self.clone();
        Arc::new(move || clock.now())
    }
}

/// All that a service is started from, as often as it is.
pub(super) struct Service {
    pub(super) config: Config,
    pub(super) tokens: Tokens,
    pub(super) database: PathBuf,
    pub(super) clock: DemoClock,
}

impl Service {
    /// Runs the service until `stopped`. A restart ends one run as a signal would and begins another on what it left in the database.
    pub(super) async fn run(
        &self,
        mut commands: mpsc::UnboundedReceiver<Command>,
        stopped: impl Future<Output = ()>,
    ) -> anyhow::Result<()> {
        tokio::pin!(stopped);
        loop {
            let (stop, stopping) = oneshot::channel::<()>();
            // Dropped unsent it means the same.
            let service = crate::run(self.parts()?, async { drop(stopping.await) });
            tokio::pin!(service);
            let restart = loop {
                tokio::select! {
                    ended = &mut service => return Ok(ended?),
                    () = &mut stopped => break None,
                    Some(command) = commands.recv() => match command.order {
                        Order::Advance(by) => {
                            self.clock.advance(by);
                            // The page may be closed by now.
                            let _ = command.done.send(());
                        }
                        Order::Restart => break Some(command.done),
                    },
                }
            };
            drop(stop);
            service.await?;
            match restart {
                Some(done) => drop(done.send(())),
                None => return Ok(()),
            }
        }
    }

    /// Everything anew, as in a new process.
    fn parts(&self) -> anyhow::Result<Parts> {
        let store = Store::open(&self.database)?;
        let pepper = Sources::none().pepper(&self.database)?;
        let (config, tokens) = (self.config.clone(), self.tokens.clone());
        Ok(Parts { config, tokens, pepper, store, clock: self.clock.shared(), alarms: false, reload: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_put_ahead_goes_on_from_there_for_all_who_share_it() {
        let clock = DemoClock::default();
        let shared = clock.shared();
        let before = clock.now();
        clock.advance(Duration::from_secs(24 * 3600));
        assert!(shared() - before >= TimeDelta::days(1) && shared() - before < TimeDelta::hours(25));
    }
}
