//! A backup takes the place of the database (P10): looked through before anything is touched, made ready beside it, swapped whole or not at all.
//!
//! ```text
//! FILE ─look through─▶ zapis.db.restoring/ ─bring up to date, set apart─▶ flushed ─rename─▶ swap (`store::swap`) ─▶ zapis.db
//!                                                                                            └─▶ zapis.db.replaced-<time>/
//! ```
//!
//! | module | what lives there |
//! |---|---|
//! | `pepper` | whose pepper PINs are compared with afterwards |
//! | `ledger` | the ledgers of the backup and of this machine become one |
//! | `words` | what the operator is told before and after |
//!
//! What waits in the copy to be said is not said until an owner decides (`store::withheld`).

mod ledger;
mod pepper;
mod words;

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use domain::Instant;
use store::beside::give_to_owner;
use store::restored::{self, Ready, Standing};
use store::{Lock, OpenError, swap};
use zeroize::Zeroizing;

use crate::backup::{self, Keys, Opened, Unusable};
use crate::erasures::LedgerError;
use crate::secrets::{SecretError, Sources};
use crate::space;
use pepper::Pepper;

/// What stays free besides the new database, in bytes.
const RESERVE: u64 = 8 << 20;
const MEGABYTE: u64 = 1_000_000;

/// Why nothing was restored; each message names the mend. What was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// A service runs, or the database's place cannot be used.
    #[error("{0}")]
    Place(#[from] OpenError),
    /// A service runs.
    #[error("{0} is in use by a running zapis; stop it first: systemctl stop zapis")]
    Running(PathBuf),
    /// The name leads elsewhere, and the parts of a database must stand together.
    #[error("{0} is a symbolic link; let database.path name the file itself")]
    Link(PathBuf),
    /// It is no backup to rely on.
    #[error("{file}: {reason}", file = .file.display())]
    Unusable {
        /// The backup.
        file: PathBuf,
        /// What is wrong with it.
        reason: Unusable,
    },
    /// The disk has no room for it.
    #[error("{folder} has {free} MB free and the restore needs {needed} MB; free some space", folder = .folder.display(),
        free = .free / MEGABYTE, needed = .needed.div_ceil(MEGABYTE))]
    NoSpace {
        /// The folder of the database.
        folder: PathBuf,
        /// Bytes that are free there.
        free: u64,
        /// Bytes that are needed.
        needed: u64,
    },
    /// A file cannot be written.
    #[error("{path} cannot be used: {reason}; check its owner and rights, and run this as the user of the service or as root", path = .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The pepper cannot be read.
    #[error("{0}")]
    Secret(#[from] SecretError),
    /// The ledger of erasures cannot be used.
    #[error("{0}")]
    Ledger(#[from] LedgerError),
    /// No restore has replaced anything.
    #[error("no restore has replaced anything beside {0}")]
    NothingReplaced(PathBuf),
}

/// A restore that is ready to be carried out: the backup is whole, nobody uses the database, and there is room. Nothing was changed yet, and
/// nothing is left of it when it is dropped.
pub struct Restore {
    database: PathBuf,
    opened: Opened,
    standing: Result<Option<Standing>, OpenError>,
    pepper: Pepper,
    stage: Stage,
    _lock: Lock,
}

/// What became of it.
pub struct Done {
    copied_at: Instant,
    bookings: i64,
    ready: Ready,
    pepper: Pepper,
    replaced: Option<PathBuf>,
}

/// The folder in which the new database is made; it goes if nothing comes of it.
struct Stage(PathBuf);

impl Drop for Stage {
    fn drop(&mut self) {
        // Best effort: whoever takes the lock next removes it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Restore {
    /// Looks the backup through and everything that stands in the way of it.
    ///
    /// # Errors
    /// It cannot be restored here.
    pub fn prepare(
        file: &Path,
        keys: Option<&Keys>,
        database: &Path,
        secrets: &Sources<'_>,
    ) -> Result<Restore, RestoreError> {
        let lock = take(database)?;
        has_room(file, database, keys.is_some())?;
        let stage = Stage(swap::begin(database).map_err(at(database))?);
        let opened = backup::open(file, keys, &stage.0)
            .map_err(|reason| RestoreError::Unusable { file: file.to_owned(), reason })?;
        let pepper = Pepper::choose(opened.manifest.pepper.as_deref(), secrets, database)?;
        let standing = restored::look(database);
        Ok(Restore { database: database.to_owned(), opened, standing, pepper, stage, _lock: lock })
    }

    /// What will be done.
    pub fn told(&self) -> String {
        words::before(self)
    }

    /// Does it.
    ///
    /// # Errors
    /// It could not be done. Either nothing has happened, or what has begun is finished by the next start.
    pub fn carry_out(self, now: Instant) -> Result<Done, RestoreError> {
        let Restore { database, opened, standing, pepper, stage, _lock } = self;
        let new = swap::inside(&stage.0, &database);
        copy(opened.path(), &new)?;
        let (copied_at, bookings) = (opened.manifest.created_at, opened.manifest.count("booking"));
        let erasures = opened.manifest.erasures.clone();
        // What it was decrypted to is in the way of the swap.
        drop(opened);
        let ready = restored::make_ready(&new, copied_at, now)?;
        pepper.stage(&stage.0, &database)?;
        let unwritten = standing.ok().flatten().map(|standing| standing.erasures).unwrap_or_default();
        ledger::join(&database, &erasures, &pepper, &unwritten, &ready.clients)?;
        for own in [&new, &beside(&database, ".erasures")] {
            if own.exists() {
                give_to_owner(own, &database).map_err(at(own))?;
            }
        }
        let replaced = swap::commit(&database, now).map_err(at(&database))?;
        Ok(Done { copied_at, bookings, ready, pepper, replaced })
    }
}

impl Done {
    /// What was done, and what is to be done next.
    pub fn told(&self) -> String {
        words::after(self)
    }
}

/// What the last restore has replaced takes its place again. Gives that folder's name, and where what stood there now is kept.
///
/// # Errors
/// There is nothing, a service runs, or the files cannot be moved.
pub fn undo(
    database: &Path,
    secrets: &Sources<'_>,
    now: Instant,
) -> Result<(PathBuf, Option<PathBuf>), RestoreError> {
    let _lock = take(database)?;
    let replaced = swap::replaced(database).map_err(at(database))?.pop();
    let replaced = replaced.ok_or_else(|| RestoreError::NothingReplaced(database.to_owned()))?;
    erasures_go_along(database, &replaced, secrets)?;
    let kept = swap::put_back(database, &replaced, now).map_err(at(database))?;
    Ok((replaced, kept))
}

/// Whoever was erased since the restore is in the database that comes back, and must be erased there, too. The ledger may have been written
/// with the pepper that goes.
fn erasures_go_along(database: &Path, replaced: &Path, secrets: &Sources<'_>) -> Result<(), RestoreError> {
    let standing = |database: &Path| restored::look(database).ok().flatten().unwrap_or_default();
    let file = replaced.join("pepper");
    let text = match fs::read_to_string(&file) {
        Ok(text) => Some(Zeroizing::new(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(at(&file)(error)),
    };
    let pepper = Pepper::choose(text.as_ref().map(|text| text.as_str()), secrets, database)?;
    let clients = standing(&swap::inside(replaced, database)).clients;
    ledger::join(database, "", &pepper, &standing(database).erasures, &clients)?;
    let file = beside(database, ".erasures");
    if file.exists() { give_to_owner(&file, database).map_err(at(&file)) } else { Ok(()) }
}

/// Takes the lock, and finishes what was begun before.
fn take(database: &Path) -> Result<Lock, RestoreError> {
    if database.is_symlink() {
        return Err(RestoreError::Link(database.to_owned()));
    }
    let folder = swap::folder_of(database);
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(at(folder))?;
    let lock = Lock::take(database).map_err(|error| match error {
        OpenError::InUse(database) => RestoreError::Running(database),
        other => other.into(),
    })?;
    // Who says no in the end leaves the file of the lock behind, and the service must be able to take it.
    let file = beside(database, ".lock");
    give_to_owner(&file, database).map_err(at(&file))?;
    swap::finish(database).map_err(at(database))?;
    Ok(lock)
}

/// The copy, and as much again for its log while it is brought up to date; an encrypted one is decrypted first.
fn has_room(file: &Path, database: &Path, sealed: bool) -> Result<(), RestoreError> {
    // A file that is not there is told of when it is opened.
    let size = fs::metadata(file).map_or(0, |file| file.len());
    let needed = size * if sealed { 3 } else { 2 } + RESERVE;
    let folder = swap::folder_of(database);
    let free = space::free(folder).map_err(at(folder))?;
    match free < needed {
        true => Err(RestoreError::NoSpace { folder: folder.to_owned(), free, needed }),
        false => Ok(()),
    }
}

/// Copies into a new file for its owner alone.
fn copy(from: &Path, to: &Path) -> Result<(), RestoreError> {
    let mut old = File::open(from).map_err(at(from))?;
    let mut new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(at(to))?;
    std::io::copy(&mut old, &mut new).and_then(|_| new.sync_all()).map_err(at(to))
}

/// `zapis.db` → `zapis.db.lock`
fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// An error with the file that it is about.
fn at(path: &Path) -> impl Fn(std::io::Error) -> RestoreError {
    move |error| RestoreError::File { path: path.to_owned(), reason: error.to_string() }
}

#[cfg(test)]
mod tests;
