//! One database takes the place of another, whole or not at all, whenever the machine dies.
//!
//! What is to come is gathered in a folder beside the database, and the name of that folder tells how far it is:
//!
//! ```text
//! zapis.db.restoring/   is being made; whatever is in it counts for nothing
//! zapis.db.restored/    is whole. From this name on there is no way back: what stands at the place goes into zapis.db.replaced-<time>/,
//!                       the database together with its log, which would be the end of any other database
//! zapis.db.placing/     the place is empty; what is in the folder is moved there
//! ```
//!
//! Each step can be taken again, so whoever has the lock next takes those that are left: every start does. The time in the name is that of
//! the new database's file, so that it is the same in each try.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use domain::Instant;

use crate::beside::give_to_owner;
use crate::error::OpenError;

/// What SQLite keeps beside a database: only together they are one.
const PARTS: [&str; 3] = ["", "-wal", "-shm"];
/// What goes along with the database if there is another one of it.
const PEPPER: &str = "pepper";

/// Makes an empty folder for what is to come; one that was left unfinished goes. The lock must be held.
///
/// # Errors
/// The system does not let it.
pub fn begin(database: &Path) -> io::Result<PathBuf> {
    let folder = beside(database, "restoring");
    remove(&folder)?;
    make_folder(&folder, database)?;
    Ok(folder)
}

/// What is in the folder of [`begin`] is whole: it takes the place of what stands there, which is kept in the folder that is given, if there
/// was anything.
///
/// # Errors
/// The system does not let it. Unless [`is_begun`], nothing has happened.
pub fn commit(database: &Path, now: Instant) -> io::Result<Option<PathBuf>> {
    let folder = beside(database, "restoring");
    begin_swap(database, &folder, now)
}

/// What a restore has replaced takes its place again.
///
/// # Errors
/// The system does not let it.
pub fn put_back(database: &Path, replaced: &Path, now: Instant) -> io::Result<Option<PathBuf>> {
    begin_swap(database, replaced, now)
}

/// What the restores of this database have replaced, the latest last.
///
/// # Errors
/// The folder cannot be read.
pub fn replaced(database: &Path) -> io::Result<Vec<PathBuf>> {
    let prefix = beside(database, "replaced-");
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder_of(database))? {
        let path = folder_of(database).join(entry?.file_name());
        let is_one = path.as_os_str().as_encoded_bytes().starts_with(prefix.as_os_str().as_encoded_bytes());
        if is_one && inside(&path, database).exists() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a database is on its way to its place, and the place is not to be looked at.
pub fn is_begun(database: &Path) -> bool {
    beside(database, "restored").exists() || beside(database, "placing").exists()
}

/// Takes what steps are left of a swap that was interrupted, and removes what was never finished. Gives the folder with what was replaced, if
/// that was among it. The lock must be held.
///
/// # Errors
/// The system does not let it.
pub fn finish(database: &Path) -> io::Result<Option<PathBuf>> {
    remove(&beside(database, "restoring"))?;
    let (coming, placing) = (beside(database, "restored"), beside(database, "placing"));
    let mut replaced = None;
    if coming.exists() {
        replaced = put_aside(database, &coming)?;
        fs::rename(&coming, &placing)?;
        sync(folder_of(database))?;
    }
    if placing.exists() {
        put_in_place(database, &placing)?;
    }
    Ok(replaced)
}

pub(crate) fn unfinished(database: &Path, error: &io::Error) -> OpenError {
    let reason = format!("a restore was interrupted and cannot be finished ({error})");
    OpenError::Unreachable { path: database.to_owned(), reason }
}

fn begin_swap(database: &Path, from: &Path, now: Instant) -> io::Result<Option<PathBuf>> {
    let new = File::options().write(true).open(inside(from, database))?;
    let mut at = now;
    // Two in one second would share a folder.
    while replaced_at(database, at).exists() {
        at += chrono::TimeDelta::seconds(1);
    }
    new.set_modified(at.into())?;
    for entry in fs::read_dir(from)? {
        File::open(entry?.path())?.sync_all()?;
    }
    sync(from)?;
    fs::rename(from, beside(database, "restored"))?;
    sync(folder_of(database))?;
    finish(database)
}

/// What stands at the place goes into a folder of its own, the parts of a database together.
fn put_aside(database: &Path, coming: &Path) -> io::Result<Option<PathBuf>> {
    let at: DateTime<Utc> = fs::metadata(inside(coming, database))?.modified()?.into();
    let aside = replaced_at(database, at);
    if !aside.exists() {
        make_folder(&aside, database)?;
    }
    for part in PARTS {
        let name = with_end(&name_of(database), part);
        move_if_there(&folder_of(database).join(&name), &aside.join(&name))?;
    }
    if coming.join(PEPPER).exists() {
        move_if_there(&database.with_file_name(PEPPER), &aside.join(PEPPER))?;
    }
    sync(&aside)?;
    sync(folder_of(database))?;
    // There was nothing at the place.
    match fs::remove_dir(&aside) {
        Ok(()) => Ok(None),
        Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(Some(aside)),
        Err(error) => Err(error),
    }
}

fn put_in_place(database: &Path, placing: &Path) -> io::Result<()> {
    for entry in fs::read_dir(placing)? {
        let name = entry?.file_name();
        fs::rename(placing.join(&name), folder_of(database).join(&name))?;
    }
    sync(folder_of(database))?;
    fs::remove_dir(placing)?;
    sync(folder_of(database))
}

fn make_folder(folder: &Path, database: &Path) -> io::Result<()> {
    fs::DirBuilder::new().mode(0o700).create(folder)?;
    give_to_owner(folder, database)?;
    sync(folder_of(database))
}

fn move_if_there(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

fn replaced_at(database: &Path, at: DateTime<Utc>) -> PathBuf {
    beside(database, &at.format("replaced-%Y-%m-%dT%H-%M-%SZ").to_string())
}

/// The file of the database in a folder of the swap.
pub fn inside(folder: &Path, database: &Path) -> PathBuf {
    folder.join(name_of(database))
}

fn name_of(database: &Path) -> OsString {
    database.file_name().map(OsString::from).unwrap_or_default()
}

fn with_end(name: &OsString, end: &str) -> OsString {
    let mut name = name.clone();
    name.push(end);
    name
}

/// `zapis.db` → `zapis.db.restored`
fn beside(database: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(with_end(&database.as_os_str().to_owned(), &format!(".{suffix}")))
}

/// The folder of the database.
pub fn folder_of(database: &Path) -> &Path {
    database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
#[path = "swap_tests.rs"]
mod tests;
