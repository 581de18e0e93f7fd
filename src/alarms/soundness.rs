//! The search for damage in the database: after the start and once a day, beside everything else.

use std::sync::Arc;
use std::time::Duration;

use store::{Readers, Store};
use tokio::sync::watch;

use crate::pulse::Pulse;

/// So often.
const PAUSE: Duration = Duration::from_secs(24 * 3600);

/// Looks until the process stops, which waits for no look.
pub(crate) async fn run(readers: Readers, pulse: Arc<Pulse>, mut stop: watch::Receiver<bool>) {
    tokio::select! {
        () = search(readers, pulse) => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}

async fn search(readers: Readers, pulse: Arc<Pulse>) {
    loop {
        let readers = readers.clone();
        match tokio::task::spawn_blocking(move || Store::check(&readers)).await {
            Ok(Ok(())) => {
                tracing::debug!("the database is sound");
                pulse.checked(true);
            }
            Ok(Err(complaint)) => {
                tracing::error!(complaint, "the database is damaged; stop the service and restore a backup");
                pulse.checked(false);
            }
            // A panic; its place is in the log.
            Err(_) => {}
        }
        tokio::time::sleep(PAUSE).await;
    }
}
