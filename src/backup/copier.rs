//! Copies that a running service makes and sends: at an owner's wish, and each new one in the folder if `backup.send` is on. Only encrypted ones
//! ever leave the machine.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chat::NoCopy;
use chrono_tz::Tz;
use domain::backup_file::LARGEST_UPLOAD;
use domain::{BackupFile, Fact, Instant};
use engine::{Input, Mailbox, Order};
use store::{Readers, Tx};
use tokio::sync::watch;
use zeroize::Zeroizing;

use super::open::is_sealed;
use super::spool::Spool;
use super::{SEALED, Source, add, latest};
use crate::config::Backup;
use crate::secrets::Pepper;

/// How often the folder is looked at.
const PAUSE: Duration = Duration::from_secs(5);
/// The spool is swept every so many looks: about once an hour.
const SWEEP: u32 = 720;

/// Makes copies for a running service, as the configuration has it now.
pub struct Copier {
    database: PathBuf,
    pepper: Option<Zeroizing<String>>,
    backup: Mutex<Backup>,
}

impl Copier {
    /// For a database.
    pub fn new(database: &Path, pepper: &Pepper, backup: Backup) -> Copier {
        let pepper = std::str::from_utf8(pepper.bytes()).ok().map(|text| Zeroizing::new(text.to_owned()));
        Copier { database: database.to_owned(), pepper, backup: Mutex::new(backup) }
    }

    /// Goes by another configuration from the next copy on.
    pub fn follow(&self, backup: Backup) {
        *self.backup.lock().unwrap_or_else(PoisonError::into_inner) = backup;
    }

    fn backup(&self) -> Backup {
        self.backup.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Makes a copy in the folder, as `zapis backup` does, and makes it ready to be sent.
    ///
    /// # Errors
    /// There is no key to encrypt it to, or no copy; then the reason names files of this machine at most.
    pub fn copy(&self, zone: Tz, now: Instant) -> Result<BackupFile, NoCopy> {
        let backup = self.backup();
        let Some(recipient) = backup.recipient.clone() else { return Err(NoCopy::NoKey) };
        let source = Source {
            database: self.database.clone(),
            pepper: self.pepper.clone(),
            recipient: Some(recipient),
        };
        let made = add(&source, &backup, zone, now).map_err(|error| {
            tracing::error!(%error, "a copy of the database could not be made");
            NoCopy::Failed { reason: error.to_string() }
        })?;
        self.spooled(&made.file, now).map_err(|reason| NoCopy::Failed { reason: reason.to_string() })
    }

    /// The newest copy in the folder, if the owners are to be sent it and it is not the one that was `sent` last.
    ///
    /// # Errors
    /// It cannot be put into the spool.
    pub fn to_send(&self, sent: Option<&str>) -> std::io::Result<Option<BackupFile>> {
        let backup = self.backup();
        if !backup.send || backup.recipient.is_none() {
            return Ok(None);
        }
        match latest(&backup.folder) {
            Some((file, taken)) if may_leave(&file) && sent != Some(name(&file).as_str()) => {
                self.spooled(&file, taken).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn spooled(&self, file: &Path, taken: Instant) -> std::io::Result<BackupFile> {
        let bytes = file.metadata()?.len();
        let spooled = match bytes <= LARGEST_UPLOAD {
            true => Some(Spool::of(&self.database).put(file)?.to_string_lossy().into_owned()),
            false => None,
        };
        Ok(BackupFile { spooled, name: name(file), bytes, taken })
    }
}

/// What has the owners sent a copy, and notes that it was.
pub fn sending(file: BackupFile) -> Order {
    Order::new(move |turn| {
        turn.tx.note_sent_backup(&file.name)?;
        Ok(vec![Fact::BackupMade(file.clone())])
    })
}

/// Has the owners sent each new copy in the folder, and sweeps the spool, until the process is `stopped`.
pub async fn run(
    copier: Arc<Copier>,
    readers: Readers,
    mailbox: Mailbox,
    mut stopped: watch::Receiver<bool>,
) {
    // What was seen last needs no look into the database; what failed is tried again with the next copy.
    let mut seen: Option<PathBuf> = None;
    let mut nameless = BTreeSet::new();
    for round in 0u32.. {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stopped.changed() => return,
        }
        let newest = latest(&copier.backup().folder).map(|(file, _)| file).filter(|_| copier.backup().send);
        if newest.is_some() && newest != seen {
            seen = newest;
            let (copier, readers) = (Arc::clone(&copier), readers.clone());
            let found = tokio::task::spawn_blocking(move || next(&copier, &readers)).await;
            match found.unwrap_or_else(|_| Err("it panicked".to_owned())) {
                Ok(None) => {}
                Ok(Some(order)) => {
                    if mailbox.commit(vec![Input::Order(order)]).await.is_err() {
                        return;
                    }
                }
                Err(reason) => tracing::error!(reason, "a copy of the database could not be sent"),
            }
        }
        if round % SWEEP == SWEEP - 1 {
            let (database, readers) = (copier.database.clone(), readers.clone());
            let swept = tokio::task::spawn_blocking(move || sweep(&database, &readers, &nameless)).await;
            nameless = swept.unwrap_or_default();
        }
    }
}

fn next(copier: &Copier, readers: &Readers) -> Result<Option<Order>, String> {
    let sent = Tx::reading(readers, Tx::sent_backup).map_err(|error| error.to_string())?;
    let file = copier.to_send(sent.as_deref()).map_err(|error| error.to_string())?;
    Ok(file.map(sending))
}

fn sweep(database: &Path, readers: &Readers, before: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let swept = engine::spooled(readers)
        .map_err(|error| error.to_string())
        .and_then(|named| Spool::of(database).sweep(&named, before).map_err(|error| error.to_string()));
    swept.unwrap_or_else(|reason| {
        tracing::warn!(reason, "files that were sent could not be removed from the spool");
        BTreeSet::new()
    })
}

/// Whether it is encrypted, by its name and by how it begins. A link may lead to what is not, whoever put it into the folder.
fn may_leave(file: &Path) -> bool {
    name(file).ends_with(SEALED) && !file.is_symlink() && is_sealed(file).unwrap_or(false)
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
