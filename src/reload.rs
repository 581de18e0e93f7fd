//! Takes a change of the configuration while the service runs (P4). A file that is not valid changes nothing; the log and the owners hear why.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::Fact;
use engine::{Input, Mailbox, Stopped};
use telegram::sender::Lines;
use tokio::sync::watch::Receiver;

use crate::backup::Copier;
use crate::config::changes::Changes;
use crate::config::watch::{Held, Watch};
use crate::config::{self, Config};
use crate::examiner::Examiner;
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
    (examiner, copier): (Arc<Examiner>, Arc<Copier>),
    mut stop: Receiver<bool>,
) {
    let Reload { file, held, level } = reload;
    let mut watch = Watch::new(&file, held);
    let mut refused = false;
    loop {
        let held = tokio::select! {
            held = watch.changed() => held,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        let verdict = judge(&file, &held, &running, refused, level.is_some());
        refused = matches!(verdict, Verdict::Refused(_));
        let result = verdict.name();
        if let Verdict::Same = verdict {
            tracing::info!("the configuration was saved; nothing in it is different");
        } else if follow(verdict, &mut running, &mailbox, &lines, level.as_ref()).await.is_err() {
            return;
        }
        examiner.reloaded(result, &running);
        copier.follow(running.settings.backup.clone());
    }
}

/// What the file leads to, now that it holds something new.
#[derive(Debug, PartialEq)]
enum Verdict {
    /// It says what is in force.
    Same,
    /// It says what is in force, and before it was not valid.
    Mended,
    /// It says something else.
    Changed(Box<Config>, Changes),
    /// It is not valid, and why: file, line and reason.
    Refused(String),
}

impl Verdict {
    /// In a word, for whoever asks how the service does.
    fn name(&self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::Mended => "mended",
            Verdict::Changed(..) => "taken",
            Verdict::Refused(_) => "refused",
        }
    }
}

/// Compares the file with what is in force. An empty file would say that all defaults hold and nobody is owner; while the service runs it is
/// rather what a full disk left of the file. What it says of the log's level changes nothing while the environment has the say.
fn judge(file: &Path, held: &Held, running: &Config, refused: bool, has_level: bool) -> Verdict {
    if matches!(held, Held::Bytes(bytes) if bytes.trim_ascii().is_empty()) {
        let name = file.display();
        return Verdict::Refused(format!(
            "{name}: the file is empty; put its content back, or a comment if the defaults are meant"
        ));
    }
    let mut new = match config::of(file, held) {
        Ok(new) => new,
        Err(error) => return Verdict::Refused(error.to_string()),
    };
    if !has_level {
        new.settings.log_level = running.settings.log_level;
    }
    let changes = Changes::between(running, &new);
    match (changes.is_empty(), refused) {
        (true, false) => Verdict::Same,
        (true, true) => Verdict::Mended,
        (false, _) => Verdict::Changed(Box::new(new), changes),
    }
}

/// Goes by a new configuration as far as that is possible without a restart, and has the owners told.
async fn follow(
    verdict: Verdict,
    running: &mut Config,
    mailbox: &Mailbox,
    lines: &Lines,
    level: Option<&LogLevel>,
) -> Result<(), Stopped> {
    match verdict {
        Verdict::Same => Ok(()),
        Verdict::Mended => {
            tracing::info!("the configuration is valid again; nothing in it is different");
            mailbox.commit(vec![Input::Fact(Fact::ConfigMended)]).await
        }
        Verdict::Refused(reason) => {
            // It quotes the file alone, in which no secret stands.
            tracing::error!(reason, "the configuration is not valid; what held before still does");
            mailbox.commit(vec![Input::Fact(Fact::ConfigRefused { reason })]).await
        }
        Verdict::Changed(new, Changes { taken, after_restart }) => {
            for key in taken.iter().map(|change| key_of(change)) {
                tracing::info!(key, "the configuration changed");
            }
            for key in after_restart.iter().map(|change| key_of(change)) {
                tracing::warn!(key, "the configuration changed; this holds after a restart");
            }
            let fact = Fact::ConfigTaken { taken, after_restart };
            mailbox.commit(vec![Input::Policy(Arc::new(new.policy.clone())), Input::Fact(fact)]).await?;
            lines.change(new.settings.telegram.rate, new.settings.telegram.chat_rate, new.policy.test);
            if let Some(level) = level {
                level.set(new.settings.log_level);
            }
            *running = *new;
            Ok(())
        }
    }
}

/// The key of a change. The log has no values: among them are a name, a phone and the words that clients read.
fn key_of(change: &str) -> &str {
    change.split_once(':').map_or(change, |(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str, running: &Config, refused: bool, has_level: bool) -> Verdict {
        let held = Held::Bytes(text.as_bytes().to_vec());
        judge(Path::new("config.toml"), &held, running, refused, has_level)
    }

    fn of(text: &str) -> Config {
        config::parse(Path::new("config.toml"), text).unwrap()
    }

    #[test]
    fn a_save_without_a_difference_is_told_only_after_a_broken_one() {
        let running = of("");
        assert_eq!(judged("# a comment", &running, false, true), Verdict::Same);
        assert_eq!(judged("# a comment", &running, true, true), Verdict::Mended);
        let Verdict::Refused(reason) = judged("[booking]\nhold = 5", &running, false, true) else {
            panic!("a number is no duration");
        };
        assert!(reason.starts_with("config.toml:2: hold: "), "{reason}");
        let Verdict::Refused(reason) = judged(" \n", &running, false, true) else {
            panic!("an empty file is what a full disk leaves");
        };
        assert!(reason.starts_with("config.toml: the file is empty; "), "{reason}");
        let gone = judge(Path::new("config.toml"), &Held::Gone, &running, false, true);
        assert_eq!(gone, Verdict::Refused("config.toml: the file is gone; put it back".to_owned()));
    }

    #[test]
    fn the_level_of_the_log_is_the_environments_where_it_has_the_say() {
        let text = "[log]\nlevel = \"debug\"";
        assert_eq!(judged(text, &of(""), false, false), Verdict::Same);
        let changed = judged(text, &of(""), false, true);
        assert!(matches!(changed, Verdict::Changed(new, _) if *new == of(text)));
    }
}
