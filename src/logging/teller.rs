//! What the log has to say about itself: what was held back, what was lost, and that its files cannot be written.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel as words};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::time::Instant;
use tracing_appender::non_blocking::ErrorCounter;

use super::repeats::Repeats;

/// How often it is looked whether there is something to say.
const PAUSE: Duration = Duration::from_secs(5);

/// What the files have to say.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// They cannot be written, and why.
    Trouble(String),
    /// They can be written again; so many lines are not in them.
    Mended(u64),
    /// The log ends.
    End,
}

/// A teller that has not begun.
pub(super) struct Silent {
    said: Sender<Word>,
    heard: Receiver<Word>,
}

/// The thread that tells. Dropping it has it say its last words.
pub(super) struct Teller {
    said: Sender<Word>,
    thread: Option<JoinHandle<()>>,
}

/// A teller, and where the files say what they have to say.
pub(super) fn channel() -> (Silent, Sender<Word>) {
    let (said, heard) = words();
    (Silent { said: said.clone(), heard }, said)
}

impl Silent {
    /// Begins. `counters` tell how many lines each writer has lost.
    pub(super) fn start(self, repeats: Arc<Repeats>, counters: Vec<ErrorCounter>) -> Teller {
        let Silent { said, heard } = self;
        let telling = std::thread::Builder::new().name("log-teller".to_owned());
        // Without it the log lacks its summaries alone.
        let thread = telling.spawn(move || tell(&heard, &repeats, &counters)).ok();
        Teller { said, thread }
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.said.send(Word::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn tell(heard: &Receiver<Word>, repeats: &Repeats, counters: &[ErrorCounter]) {
    let mut lost = 0;
    loop {
        let word = heard.recv_timeout(PAUSE);
        let ends = matches!(word, Ok(Word::End) | Err(RecvTimeoutError::Disconnected));
        match word {
            Ok(Word::Trouble(reason)) => tracing::error!(
                reason,
                "the files of the log cannot be written; the service goes on without them and tries again"
            ),
            Ok(Word::Mended(lines)) => {
                tracing::warn!(
                    lines,
                    "the files of the log are written again; so many lines are not in them"
                );
            }
            Ok(Word::End) | Err(_) => {}
        }
        repeats.over(Instant::now(), ends).iter().for_each(super::repeats::Summary::tell);
        let dropped = counters.iter().map(ErrorCounter::dropped_lines).sum();
        if dropped > lost {
            tracing::warn!(
                lines = dropped - lost,
                "more was to be logged than can be written; so many lines are lost"
            );
            lost = dropped;
        }
        if ends {
            return;
        }
    }
}
