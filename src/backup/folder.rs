//! The folder of copies: names, the link `latest`, what is no longer kept. Nothing else in the folder is touched.

use std::collections::BTreeSet;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use domain::{Instant, Rotation};
use store::beside::give_to_owner;

use super::make::{Alone, UNFINISHED, make_alone, sweep};
use super::{BackupError, Made, SEALED, Source, at, sum};
use crate::config::Backup;
use crate::durable::{flush, remove};

/// The link to the newest copy.
const LATEST: &str = "latest";
const NAME: &str = "zapis-%Y-%m-%dT%H-%M-%SZ.db";

/// Makes a copy in the folder, turns `latest` to it, and removes what is no longer kept. The folder is made if it is not there.
///
/// # Errors
/// There is no new copy, `latest` is what it was, and nothing was removed; or the copy is there and `latest` or what is old could not be
/// changed.
pub fn add(source: &Source, backup: &Backup, zone: Tz, now: Instant) -> Result<Made, BackupError> {
    let folder = &backup.folder;
    let is_new = !folder.exists();
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(at(folder))?;
    let alone = Alone::wait(&source.database)?;
    sweep_unfinished(folder).map_err(at(folder))?;
    let made = make_alone(&alone, source, &folder.join(name_of(now)), now)?;
    // Made by root, it is still the service that sends it.
    let made_here = [folder.clone(), made.file.clone(), sum::beside(&made.file)];
    for path in made_here.iter().skip(usize::from(!is_new)) {
        give_to_owner(path, &source.database).map_err(at(path))?;
    }
    turn_latest(folder, &made.file).map_err(at(&folder.join(LATEST)))?;
    let rotation = Rotation { daily: backup.daily, weekly: backup.weekly, monthly: backup.monthly };
    rotate(folder, rotation, zone, &made.file).map_err(at(folder))?;
    Ok(made)
}

/// The newest copy of a folder and when it was taken, by the link `latest`; none if there is none. Nothing is opened.
pub fn latest(folder: &Path) -> Option<(PathBuf, Instant)> {
    let file = folder.join(std::fs::read_link(folder.join(LATEST)).ok()?);
    let taken = taken_at(file.file_name()?.to_str()?)?;
    file.is_file().then_some((file, taken))
}

/// How a copy is called that was taken then, before it is encrypted.
pub fn name_of(taken: Instant) -> String {
    taken.format(NAME).to_string()
}

/// When a copy of this name was taken; none if it is no name of a copy.
pub fn taken_at(name: &str) -> Option<Instant> {
    let taken =
        NaiveDateTime::parse_from_str(name.strip_suffix(SEALED).unwrap_or(name), NAME).ok()?.and_utc();
    // What is read loosely (a year of five digits, say) is none of ours.
    (name_of(taken) == name.strip_suffix(SEALED).unwrap_or(name)).then_some(taken)
}

/// Turns the link, so that at each instant it leads to a whole copy.
fn turn_latest(folder: &Path, file: &Path) -> std::io::Result<()> {
    let new = folder.join(format!(".{LATEST}{UNFINISHED}"));
    remove(&new)?;
    std::os::unix::fs::symlink(file.file_name().unwrap_or_default(), &new)?;
    std::fs::rename(&new, folder.join(LATEST))?;
    flush(folder)
}

/// Removes copies that are no longer kept, plain and encrypted alike; never the one that was just made, whatever the clock says.
fn rotate(folder: &Path, rotation: Rotation, zone: Tz, new: &Path) -> std::io::Result<()> {
    let copies = names(folder)?.into_iter().filter_map(|name| Some((taken_at(&name)?, folder.join(name))));
    let copies: Vec<(Instant, PathBuf)> = copies.collect();
    let taken: BTreeSet<Instant> = copies.iter().map(|(taken, _)| *taken).collect();
    let kept = rotation.kept(&taken, zone);
    for (_, old) in copies.iter().filter(|(taken, file)| !kept.contains(taken) && file != new) {
        // The checksum first: a copy without one is good, and one without a copy would lie about.
        remove(&sum::beside(old))?;
        remove(old)?;
    }
    flush(folder)
}

/// Removes what a run that was killed has left.
fn sweep_unfinished(folder: &Path) -> std::io::Result<()> {
    for name in names(folder)? {
        let copy = name.strip_prefix('.').and_then(|name| name.split_once(UNFINISHED)).map(|(name, _)| name);
        let Some(copy) = copy else { continue };
        if copy == LATEST || taken_at(copy.strip_suffix(".sha256").unwrap_or(copy)).is_some() {
            sweep(&folder.join(&name))?;
        }
    }
    Ok(())
}

/// The names in a folder, as far as they are Unicode: ours are.
fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let names = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name().into_string()));
    Ok(names.collect::<std::io::Result<Vec<_>>>()?.into_iter().filter_map(Result::ok).collect())
}
