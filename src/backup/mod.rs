//! Copies of the database (P10): made while the service runs, looked through before they count, kept by a rule, and opened again.
//!
//! ```text
//! backups/zapis-2026-11-21T03-00-00Z.db          a SQLite database with the table backup_manifest (`store::copy`)
//! backups/zapis-2026-11-21T03-00-00Z.db.sha256   its checksum, as sha256sum writes it
//! backups/zapis-2026-11-21T03-00-00Z.db.age      the same, encrypted; instead of the first
//! backups/latest                                 a link to the newest
//! ```
//!
//! | module | what lives there |
//! |---|---|
//! | `make` | a copy from the database to its name, whole or not at all |
//! | `folder` | names, the link `latest`, what is no longer kept |
//! | `open` | a copy looked through, for `verify` and `restore` |
//! | `seal` | encryption to a key (age) |
//! | `sum` | the checksum beside a copy |
//! | `copier` | copies that a running service makes and sends to its owners |
//! | `spool` | files on their way to Telegram |

mod copier;
mod folder;
mod make;
mod open;
mod seal;
mod spool;
mod sum;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use copier::{Copier, run, sending};
pub use folder::{add, latest, name_of, taken_at};
pub use make::{Made, Source, make};
pub use open::{Opened, Unusable, has_right_sum, open};
pub use seal::{Keys, new_key};
pub use store::copy::{Flaw, Manifest};

use crate::erasures::LedgerError;

/// How the name of an encrypted copy ends.
pub const SEALED: &str = ".age";

/// Why there is no new copy; each message names the mend. What was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database cannot be read.
    #[error("{0}")]
    Database(#[from] store::OpenError),
    /// The ledger of erasures cannot be read.
    #[error("{0}")]
    Ledger(#[from] LedgerError),
    /// The disk has no room for it.
    #[error(
        "{folder} has {free} MB free and a backup needs {needed} MB; free some space or let backup.folder name another disk",
        folder = .folder.display(), free = .free / MEGABYTE, needed = .needed.div_ceil(MEGABYTE)
    )]
    NoSpace {
        /// Where it was to be written.
        folder: PathBuf,
        /// Bytes that are free there.
        free: u64,
        /// Bytes that are needed.
        needed: u64,
    },
    /// The copy is not whole.
    #[error(
        "the copy of {database} was thrown away: {flaw}; the database itself may be damaged, see `zapis check` and restore a backup",
        database = .database.display()
    )]
    Flawed {
        /// What was copied.
        database: PathBuf,
        /// What is wrong.
        flaw: Flaw,
    },
    /// The name is none that a file can have.
    #[error("{0} is no name for a backup; name a file in a folder that exists")]
    NoName(PathBuf),
    /// Something else bears that name.
    #[error("{0} is there and is no backup; name another file, or remove that one")]
    Occupied(PathBuf),
    /// A file cannot be written.
    #[error("{path} cannot be written: {reason}; check that the folder exists and is writable for this user", path = .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
}

const MEGABYTE: u64 = 1_000_000;

/// An error with the file that it is about.
fn at(path: &Path) -> impl Fn(std::io::Error) -> BackupError {
    move |error| BackupError::File { path: path.to_owned(), reason: error.to_string() }
}

/// `zapis.db` → `zapis.db.sha256`
fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
