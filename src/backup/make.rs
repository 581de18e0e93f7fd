//! A copy from the database to its name, whole or not at all.
//!
//! ```text
//! database ─VACUUM INTO─▶ unfinished file ─▶ + ledger, manifest ─▶ looked through ─▶ [encrypted] ─▶ flushed ─▶ renamed ─▶ checksum
//! ```
//!
//! Whoever is killed on the way leaves what was there before, and unfinished files, which the next one throws away.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use age::x25519::Recipient;
use domain::Instant;
use store::beside::{self, give_to_owner};
use store::copy::{self, Inscription, Manifest};
use zeroize::Zeroizing;

use super::open::is_sealed;
use super::{BackupError, SEALED, at, seal, sum, with_suffix};
use crate::durable::{flush, parent, remove};
use crate::{erasures, space};

/// What stays free besides the copy, in bytes: the database goes on growing meanwhile.
const RESERVE: u64 = 8 << 20;
/// How the name of a file ends that is not finished.
pub(super) const UNFINISHED: &str = ".unfinished";

/// What is copied, and for whom.
#[derive(Clone)]
pub struct Source {
    /// The database.
    pub database: PathBuf,
    /// What PINs are stretched with, as far as it is known here. It goes into encrypted copies alone.
    pub pepper: Option<Zeroizing<String>>,
    /// To whom copies are encrypted; none for not at all.
    pub recipient: Option<Recipient>,
}

/// A new copy.
#[derive(Debug)]
pub struct Made {
    /// Where it is.
    pub file: PathBuf,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// At most one copy of a database is made at a time; the others wait. The system frees the lock when the process ends, however it ends.
pub(super) struct Alone(
    #[expect(dead_code, reason = "held, not read: closing the file frees the lock")] File,
);

impl Alone {
    pub(super) fn wait(database: &Path) -> Result<Alone, BackupError> {
        let path = with_suffix(database, ".backup.lock");
        let file = beside::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(at(&path))?;
        // Whoever makes one by hand as root must not be in the way of the service's user for ever.
        give_to_owner(&path, database).map_err(at(&path))?;
        file.lock().map_err(at(&path))?;
        Ok(Alone(file))
    }
}

/// Makes a copy as `file`; with a recipient its name ends with `.age`. What was there under this name before stays until the new one is whole.
///
/// # Errors
/// There is no new copy; nothing else has changed.
pub fn make(source: &Source, file: &Path, now: Instant) -> Result<Made, BackupError> {
    let alone = Alone::wait(&source.database)?;
    make_alone(&alone, source, file, now)
}

pub(super) fn make_alone(_: &Alone, source: &Source, file: &Path, now: Instant) -> Result<Made, BackupError> {
    let file = named(source, file)?;
    if !may_be_replaced(&file) || is_same(&file, &source.database) {
        return Err(BackupError::Occupied(file));
    }
    let unfinished = unfinished(&file);
    // What will be encrypted stands as plain text only where the database itself does, and never on a disk that is mounted or carried away.
    let beside_database = with_suffix(&source.database, &format!(".copy{UNFINISHED}"));
    // One that was killed has left its plain text there, with the pepper in it. It goes also if nothing is encrypted any more.
    sweep(&beside_database).map_err(at(&beside_database))?;
    let plain = match source.recipient {
        Some(_) => beside_database,
        None => unfinished.clone(),
    };
    let result = room(source, &file, &plain).and_then(|()| {
        let manifest = write_plain(source, &plain, now)?;
        if let Some(recipient) = &source.recipient {
            let sealed = new_file(&unfinished)?;
            seal::seal(&plain, &sealed, recipient).map_err(at(&unfinished))?;
            remove(&plain).map_err(at(&plain))?;
        }
        let bytes = finish(&unfinished, &file)?;
        Ok(Made { file, bytes, manifest })
    });
    if result.is_err() {
        // Best effort: what cannot be removed now is in the way of nobody, and the next one removes it.
        let _ = sweep(&plain).and_then(|()| sweep(&unfinished));
    }
    result
}

/// The file as it will be called.
fn named(source: &Source, file: &Path) -> Result<PathBuf, BackupError> {
    if file.file_name().is_none() || file.is_dir() {
        return Err(BackupError::NoName(file.to_owned()));
    }
    let is_sealed = file.to_string_lossy().ends_with(SEALED);
    Ok(match source.recipient {
        Some(_) if !is_sealed => with_suffix(file, SEALED),
        _ => file.to_owned(),
    })
}

/// A slip of the keyboard must not cost the configuration, the pepper or the database itself: only backups and empty files are replaced.
fn may_be_replaced(file: &Path) -> bool {
    let is_empty = || file.metadata().is_ok_and(|file| file.is_file() && file.len() == 0);
    !file.is_symlink()
        && (!file.exists() || is_empty() || is_sealed(file).unwrap_or(false) || copy::is_copy(file))
}

/// The database itself, by whatever name: put in its place by hand, a copy is one still.
fn is_same(file: &Path, database: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let place = |file: &Path| std::fs::metadata(file).map(|file| (file.dev(), file.ino())).ok();
    place(file).is_some_and(|file| place(database) == Some(file))
}

/// `backups/zapis.db` → `backups/.zapis.db.unfinished`
pub(super) fn unfinished(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}{UNFINISHED}"))
}

/// Looks whether there is room for the copy, and for the encrypted one beside it.
fn room(source: &Source, file: &Path, plain: &Path) -> Result<(), BackupError> {
    let size = copy::size(&source.database)?;
    for place in [file, plain] {
        let folder = parent(place);
        let free = space::free(folder).map_err(at(folder))?;
        let both =
            source.recipient.is_some() && space::is_same_disk(parent(file), parent(plain)) != Some(false);
        let needed = if both { 2 * size } else { size } + RESERVE;
        if free < needed {
            return Err(BackupError::NoSpace { folder: folder.to_owned(), free, needed });
        }
    }
    Ok(())
}

fn write_plain(source: &Source, plain: &Path, now: Instant) -> Result<Manifest, BackupError> {
    sweep(plain).map_err(at(plain))?;
    // SQLite writes into an empty file, and the file is readable for this user alone before a byte is in it.
    let file = new_file(plain)?;
    copy::take(&source.database, plain)?;
    // The ledger is read after the copy was taken. An erasure leaves the database's own table only once it is in the ledger, so whoever is in
    // neither was not erased when the copy was taken. Read before, the ledger could miss one that has left the table since.
    let erasures = erasures::text(&source.database)?;
    let pepper = source.pepper.as_ref().filter(|_| source.recipient.is_some());
    let inscription = Inscription {
        created_at: now,
        zapis: env!("CARGO_PKG_VERSION"),
        erasures: &erasures,
        pepper: pepper.map(|pepper| pepper.as_str()),
    };
    copy::inscribe(plain, &inscription)?;
    file.sync_all().map_err(at(plain))?;
    copy::check(plain).map_err(|flaw| BackupError::Flawed { database: source.database.clone(), flaw })
}

/// Gives the finished copy its name and its checksum; returns its size. There is never a checksum of another file beside it: the former goes
/// first, and a copy without one is good.
fn finish(unfinished: &Path, file: &Path) -> Result<u64, BackupError> {
    let bytes = std::fs::metadata(unfinished).map_err(at(unfinished))?.len();
    let sum_file = sum::beside(file);
    let line = sum::line(&sum::of(unfinished).map_err(at(unfinished))?, file);
    let folder = parent(file);
    remove(&sum_file).map_err(at(&sum_file))?;
    flush(folder).map_err(at(folder))?;
    std::fs::rename(unfinished, file).map_err(at(file))?;
    flush(folder).map_err(at(folder))?;
    put(&sum_file, &line).map_err(at(&sum_file))?;
    Ok(bytes)
}

/// Writes a small file, whole or not at all.
fn put(file: &Path, text: &str) -> std::io::Result<()> {
    let unfinished = unfinished(file);
    remove(&unfinished)?;
    let mut new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
    new.write_all(text.as_bytes())?;
    new.sync_all()?;
    std::fs::rename(&unfinished, file)?;
    flush(parent(file))
}

fn new_file(path: &Path) -> Result<File, BackupError> {
    remove(path).map_err(at(path))?;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(at(path))
}

/// Removes an unfinished copy, with what SQLite may have beside it.
pub(super) fn sweep(unfinished: &Path) -> std::io::Result<()> {
    remove(unfinished)?;
    remove(&with_suffix(unfinished, "-journal"))
}
