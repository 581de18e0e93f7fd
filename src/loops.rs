//! The loops that a service is made of: started together, supervised, and stopped in order.

use std::thread::JoinHandle;

use engine::Mailbox;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::RunError;

/// The loops of the process, none of which ends unless it is stopped.
pub(crate) struct Loops {
    tasks: JoinSet<&'static str>,
    stop: watch::Sender<bool>,
}

impl Loops {
    /// None yet.
    pub(crate) fn new() -> Loops {
        Loops { tasks: JoinSet::new(), stop: watch::Sender::new(false) }
    }

    /// Says when it is time to stop.
    pub(crate) fn stopped(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }

    /// Starts one more.
    pub(crate) fn start(&mut self, name: &'static str, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(async move {
            work.await;
            name
        });
    }

    /// Waits until a loop ends by itself, and names it.
    pub(crate) async fn ended(&mut self) -> &'static str {
        match self.tasks.join_next().await {
            Some(Ok(name)) => name,
            // A panic; its place is in the log.
            Some(Err(_)) | None => "a loop",
        }
    }

    /// Stops pollers, worker and sender, each of which finishes what it has begun; then the engine, which ends when nobody can write to it
    /// any more; then the answerer, which ends with the engine.
    pub(crate) async fn stop_in_order(
        mut self,
        mailbox: Mailbox,
        engine: JoinHandle<Result<(), store::Error>>,
    ) -> Result<(), RunError> {
        drop(mailbox);
        // An error means that no loop is left to be told.
        let _ = self.stop.send(true);
        let engine = tokio::task::spawn_blocking(move || engine.join());
        while self.tasks.join_next().await.is_some() {}
        match engine.await {
            Ok(Ok(closed)) => Ok(closed?),
            Ok(Err(_)) | Err(_) => Err(RunError::Ended("the engine")),
        }
    }
}
