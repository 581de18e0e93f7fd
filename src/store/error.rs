//! What can go wrong with the database. No message carries a value of a row.

use std::path::PathBuf;

/// The result of everything that touches the database.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure of a statement.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused two things at the same time with one specialist.
    #[error("the time is already occupied")]
    Overlap,
    /// Somebody else changed the row meanwhile (optimistic locking).
    #[error("the row was changed meanwhile")]
    Changed,
    /// Something else of the same kind has this name.
    #[error("the name is taken")]
    Taken,
    /// An attachment has no byte, or more than the outbox takes.
    #[error("an attachment of {bytes} bytes; the outbox takes 1 to {most}")]
    Size {
        /// How many it has.
        bytes: usize,
        /// How many the outbox takes.
        most: usize,
    },
    /// A row says what the program does not understand.
    #[error("column {column} holds what this version does not understand")]
    Unreadable {
        /// The column.
        column: &'static str,
    },
    /// All connections that read are taken, or none can be opened.
    #[error("no connection to read with")]
    NoReader,
    /// SQLite itself.
    #[error("SQLite: {}", describe(.0))]
    Sqlite(rusqlite::Error),
}

impl Error {
    /// What is wrong with the machine, if it is the machine and not the input.
    pub fn trouble(&self) -> Option<Trouble> {
        use rusqlite::ErrorCode::{
            DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase, OutOfMemory, ReadOnly,
            SystemIoFailure,
        };
        let Error::Sqlite(error) = self else { return None };
        match error.sqlite_error_code()? {
            DiskFull => Some(Trouble::Full),
            ReadOnly => Some(Trouble::ReadOnly),
            DatabaseCorrupt | NotADatabase => Some(Trouble::Damaged),
            DatabaseBusy | DatabaseLocked | OutOfMemory | SystemIoFailure => Some(Trouble::Other),
            _ => None,
        }
    }
}

/// What is wrong with the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The disk is full. The same input succeeds once there is space.
    Full,
    /// The disk can only be read.
    ReadOnly,
    /// The database is damaged. What does not touch the damaged part succeeds; what does never will.
    Damaged,
    /// The disk fails, there is no memory, somebody else holds the database.
    Other,
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        match &error {
            rusqlite::Error::SqliteFailure(_, Some(message)) if message == "overlap" => Error::Overlap,
            _ => Error::Sqlite(error),
        }
    }
}

/// What an optimistic update has to find: the one row at the version it names.
pub(crate) fn must_be_one(changed: usize) -> Result<()> {
    if changed == 1 { Ok(()) } else { Err(Error::Changed) }
}

/// The code and the constraint, never a value: a conversion error of rusqlite's may quote one.
fn describe(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(code, message) => {
            format!("{code}: {}", message.as_deref().unwrap_or("no detail"))
        }
        rusqlite::Error::QueryReturnedNoRows => "a row is missing".to_owned(),
        rusqlite::Error::InvalidColumnType(_, column, _) => format!("column {column} has another type"),
        _ => "the statement and its values do not fit".to_owned(),
    }
}

/// Why a database cannot be opened; each message names the mend.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it.
    #[error("{0} is in use by another zapis; stop that one first")]
    InUse(PathBuf),
    /// The file or its folder cannot be used.
    #[error("{path} cannot be opened: {reason}; check that the folder exists and is writable for this user")]
    Unreachable {
        /// The database.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// It is not a database, or a damaged one.
    #[error("{path} is not a readable SQLite database ({reason}); restore a backup or move the file aside")]
    Damaged {
        /// The database.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// The disk does not do what it should.
    #[error("{path} cannot be opened: {reason}; see whether the disk is full (df) or failing (dmesg)")]
    Disk {
        /// The database.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// It is another program's.
    #[error("{0} belongs to another program; let database.path name a file of its own")]
    Foreign(PathBuf),
    /// It comes from the future.
    #[error("{0} was written by a newer zapis; install that version or restore an older backup")]
    Newer(PathBuf),
    /// It has not been brought up to date yet.
    #[error("{0} is of an older zapis; start zapis once, which brings it up to date")]
    Older(PathBuf),
    /// Another database is being put in its place.
    #[error("a restore of {0} was interrupted; `zapis run` finishes it, and so does `zapis restore`")]
    HalfRestored(PathBuf),
    /// It was never made.
    #[error(
        "{0} is not there yet; start zapis once, which makes it, or let database.path name the right file"
    )]
    Absent(PathBuf),
    /// A setting did not take.
    #[error("SQLite kept {setting} at {found} instead of {wanted}; the file system may not support it")]
    Setting {
        /// The pragma.
        setting: &'static str,
        /// What it should be.
        wanted: &'static str,
        /// What it is.
        found: String,
    },
}
