//! What somebody with a shell on the machine wants done: it reaches a running service through a socket beside the database and enters its
//! engine as an input. With no service running, the command takes the lock and makes the same turn itself.
//!
//! | module | what lives there |
//! |---|---|
//! | `order` | a request as something the engine can carry out |
//! | `socket` | the service's end |
//! | `ask` | the command's end |
//! | `health` | whether a service runs and does well, over HTTP or the socket |

mod ask;
mod health;
mod order;
mod socket;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use ask::ask;
pub use health::health;
pub use socket::{Desk, bind, serve};

/// The longest request: a catalogue.
const LONGEST: u64 = 4 * 1024 * 1024;

/// What is wanted. Tagged from outside, so that reading it makes no copy of a PIN.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Request {
    /// A PIN for an admin.
    SetPin {
        /// Their Telegram id.
        admin: i64,
        /// The PIN as it was typed.
        pin: Zeroizing<String>,
    },
    /// A link that makes whoever opens it an owner.
    Claim,
    /// Whether the service does well.
    Health,
    /// The catalogue as a document has it.
    ImportCatalog {
        /// Its name, for messages.
        file: PathBuf,
        /// What it says.
        text: String,
        /// Where the pictures are that it names.
        folder: PathBuf,
    },
}

impl Request {
    /// What it is about, for the log.
    fn name(&self) -> &'static str {
        match self {
            Request::SetPin { .. } => "pin set",
            Request::Claim => "pin claim",
            Request::Health => "health",
            Request::ImportCatalog { .. } => "catalog import",
        }
    }
}

/// What became of it, in a line for whoever asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It was done.
    Done(String),
    /// It was not, and nothing changed.
    Refused(String),
}

/// The socket of a database.
pub fn socket_of(database: &Path) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(".sock");
    path.into()
}
