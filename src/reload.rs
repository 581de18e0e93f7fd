//! Takes a change of the configuration while the service runs (P4). A file that is not valid changes nothing; the log and the owners hear why.

use std::path::PathBuf;
use std::sync::Arc;

use domain::Fact;
use engine::{Input, Mailbox, Stopped};
use telegram::sender::Lines;
use tokio::sync::watch::Receiver;

use crate::config::changes::Changes;
use crate::config::watch::{Held, Watch};
use crate::config::{self, Config};
use crate::logging::LogLevel;

/// What follows the file.
pub struct Reload {
    /// The file.
    pub file: PathBuf,
    /// What it held when it was read at the start.
    pub held: Held,
    /// The level of the log, unless the environment has the say.
    pub level: Option<LogLevel>,
}

/// Follows the file until the process stops.
pub async fn run(
    reload: Reload,
    mut running: Config,
    mailbox: Mailbox,
    lines: Lines,
    mut stop: Receiver<bool>,
) {
    let mut watch = Watch::new(&reload.file, reload.held.clone());
    loop {
        let held = tokio::select! {
            held = watch.changed() => held,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        let taken = match read(&reload.file, &held) {
            Ok(new) => reload.take(&mut running, new, &mailbox, &lines).await,
            Err(reason) => {
                // It quotes the file alone, in which no secret stands.
                tracing::error!(reason, "the configuration is not valid; what held before still does");
                mailbox.commit(vec![Input::Fact(Fact::ConfigRefused { reason })]).await
            }
        };
        if taken.is_err() {
            return;
        }
    }
}

fn read(file: &std::path::Path, held: &Held) -> Result<Config, String> {
    let name = file.display();
    match held {
        Held::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => config::parse(file, text).map_err(|error| error.to_string()),
            Err(_) => Err(format!("{name}: this is no text; save it as UTF-8")),
        },
        Held::Gone => Err(format!("{name}: the file is gone; put it back")),
        Held::Unreadable(reason) => Err(format!("{name}: cannot be read: {reason}")),
    }
}

impl Reload {
    /// Goes by a new configuration, as far as that is possible without a restart.
    async fn take(
        &self,
        running: &mut Config,
        new: Config,
        mailbox: &Mailbox,
        lines: &Lines,
    ) -> Result<(), Stopped> {
        let changes = Changes::between(running, &new);
        if changes.is_empty() {
            tracing::info!("the configuration was saved; nothing in it is different");
            return Ok(());
        }
        for change in &changes.taken {
            tracing::info!(change, "the configuration changed");
        }
        for change in &changes.after_restart {
            tracing::warn!(change, "the configuration changed; this holds after a restart");
        }
        let Changes { taken, after_restart } = changes;
        let fact = Fact::ConfigTaken { taken, after_restart };
        mailbox.commit(vec![Input::Policy(Arc::new(new.policy.clone())), Input::Fact(fact)]).await?;
        lines.change(new.settings.telegram.rate, new.settings.telegram.chat_rate, new.policy.test);
        if let Some(level) = &self.level {
            level.set(new.settings.log_level);
        }
        *running = new;
        Ok(())
    }
}
