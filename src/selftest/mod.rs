//! Proves on a scratch database that the promises hold on this machine (`zapis selftest`).
//!
//! Clients go for the same few times through both bots and the real engine. What they do comes in a random order and in random company, each
//! update is delivered twice, and the power fails between a commit and its acknowledgement. Afterwards what the clients were told is held
//! against what stands in the database.
//!
//! | module | what lives there |
//! |---|---|
//! | `shop` | the engine on a database, with a Telegram that only remembers what it was told |
//! | `visitor` | a client who does what the screen asks |
//! | `trial` | clients who go for the same times |
//! | `verdict` | what was promised, and whether it was kept |
//! | `machine` | the disk and the clock |

mod machine;
mod shop;
mod trial;
mod verdict;
mod visitor;

use std::path::{Path, PathBuf};
use std::time::Duration;

use store::OpenError;

/// So many clients at most; more prove nothing more.
pub const MOST_CLIENTS: u16 = 1000;
/// So many times at most: the quarters of a day.
pub const MOST_SLOTS: u16 = 96;

/// What is to be tried.
#[derive(Clone, Debug)]
pub struct Plan {
    /// So many clients.
    pub clients: u16,
    /// Go for so many times.
    pub slots: u16,
    /// What the order of everything follows from.
    pub seed: u64,
    /// Where the scratch databases are; whoever gives it takes it away again.
    pub folder: PathBuf,
}

/// One promise, and whether it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it was.
    pub is_kept: bool,
    /// What was seen, in a sentence with numbers.
    pub seen: String,
}

/// Why nothing could be proved.
#[derive(Debug, thiserror::Error)]
pub enum SelftestError {
    /// No database can be made.
    #[error("{0}")]
    Open(#[from] OpenError),
    /// It does not do what it should.
    #[error("the scratch database: {0}")]
    Store(#[from] store::Error),
    /// A turn could not be committed.
    #[error("the scratch database: {0}")]
    Turn(#[from] engine::TurnFailed),
    /// The folder cannot be used.
    #[error("{}: {reason}; is there room, and may this user write there?", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// One thing leads to another for ever.
    #[error("the bots do not come to rest; this is a mistake in zapis, please report it with the seed")]
    Restless,
}

/// Tries everything. `prepared` is called with each scratch database before anybody comes: a test breaks a rule there.
///
/// # Errors
/// Nothing could be tried, which is not the same as a promise that was broken.
pub fn prove(plan: &Plan, prepared: &dyn Fn(&Path)) -> Result<Vec<Finding>, SelftestError> {
    let watch = machine::Watch::begin();
    let mut findings = vec![machine::disk(&plan.folder)?];
    for kind in [trial::Kind::Holds, trial::Kind::AtOnce] {
        findings.extend(trial::run(plan, kind, prepared)?);
    }
    findings.push(watch.clock());
    Ok(findings)
}

impl Finding {
    fn new(is_kept: bool, seen: String) -> Finding {
        Finding { is_kept, seen }
    }
}

/// So many of something, for people.
pub(crate) fn many(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A duration for people.
fn told(duration: Duration) -> String {
    match duration.as_secs_f64() {
        seconds if seconds >= 1.0 => format!("{seconds:.1} s"),
        seconds => format!("{:.1} ms", seconds * 1000.0),
    }
}
