//! The ledger of erasures (P14): whom a restored database must forget again.
//!
//! `/forget` erases a client and, in the same transaction, notes the chat in a small table. A loop writes what stands there into a file beside
//! the database, `zapis.db.erasures`, and then takes it out of the table; if the process dies in between, that is done after the next start. The
//! file outlives a restore of the database and goes with every backup. A line names nobody without the pepper:
//!
//! ```text
//! 3f9c…e1 2026-11-24T12:00:00.000Z      HMAC-SHA256 of the chat, and when it was erased
//! ```
//!
//! At each start everybody in the file is erased who was first seen before their erasure. In a database that was not restored there is
//! nobody to find; who came back after an erasure is another client and stays. Two ledgers are joined by joining their lines.

use std::collections::{HashMap, HashSet};
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::SecondsFormat;
use domain::{ChatId, Instant};
use engine::{Input, Mailbox, Order};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use store::{Readers, Store, beside};
use tokio::sync::watch;

use crate::durable;
use crate::secrets::{Pepper, hex};

/// How often the table is looked at.
const PAUSE: Duration = Duration::from_secs(1);
/// What the key of the ledger is made for: nothing else is ever made of the pepper with it.
const PURPOSE: &[u8] = b"zapis ledger of erasures";

/// The file, and the key of its lines.
#[derive(Clone)]
pub struct Ledger {
    file: PathBuf,
    key: [u8; 32],
}

/// Why the ledger cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}, the ledger of erasures, cannot be used: {reason}; check its owner and rights", file = .file.display())]
pub struct LedgerError {
    /// The file.
    pub file: PathBuf,
    /// What the system says.
    pub reason: String,
}

/// What the ledger says.
pub struct Erased {
    ledger: Ledger,
    /// By the chat's keyed hash: when it was erased last.
    last: HashMap<String, Instant>,
}

impl Ledger {
    /// The ledger of a database.
    pub fn of(database: &Path, pepper: &Pepper) -> Ledger {
        Ledger { file: file_of(database), key: keyed(pepper.bytes(), PURPOSE) }
    }

    /// Reads the file; one that is not there is empty. What is no line, perhaps torn by a power cut, is passed over: it is written again.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub fn read(&self) -> Result<Erased, LedgerError> {
        let text = read(&self.file)?;
        let mut last = HashMap::new();
        for (hash, at) in text.lines().filter_map(|line| line.split_once(' ')) {
            if let Ok(at) = at.trim().parse::<Instant>() {
                let latest = last.entry(hash.to_owned()).or_insert(at);
                *latest = at.max(*latest);
            }
        }
        Ok(Erased { ledger: self.clone(), last })
    }

    /// Adds erasures; they are on the disk when this returns.
    ///
    /// # Errors
    /// The file cannot be written. What was written of it does no harm.
    pub fn add(&self, erasures: &[(ChatId, Instant)]) -> Result<(), LedgerError> {
        let lines: String = erasures
            .iter()
            .map(|(chat, at)| {
                format!("{} {}\n", self.hash(*chat), at.to_rfc3339_opts(SecondsFormat::Millis, true))
            })
            .collect();
        append(&self.file, &lines).map_err(|error| unusable(&self.file, &error))
    }

    fn hash(&self, chat: ChatId) -> String {
        hex(&keyed(&self.key, format!("chat:{chat}").as_bytes()))
    }
}

impl Erased {
    /// Whether somebody was erased after this database first saw them.
    pub fn is_erased(&self, chat: ChatId, first_seen: Instant) -> bool {
        self.last.get(&self.ledger.hash(chat)).is_some_and(|at| first_seen < *at)
    }

    /// When a chat was erased last, if ever.
    pub fn last(&self, chat: ChatId) -> Option<Instant> {
        self.last.get(&self.ledger.hash(chat)).copied()
    }

    /// Whether this erasure, or a later one of the same chat, is written down.
    pub fn holds(&self, chat: ChatId, at: Instant) -> bool {
        self.last.get(&self.ledger.hash(chat)).is_some_and(|last| at <= *last)
    }

    /// Erases all of them once more; to be done before anything leaves.
    pub fn erase_again(self) -> Order {
        Order::new(move |turn| {
            if self.last.is_empty() {
                return Ok(Vec::new());
            }
            client::erase_again(turn, |chat, first_seen| self.is_erased(chat, first_seen))
        })
    }
}

fn append(path: &Path, lines: &str) -> std::io::Result<()> {
    let is_new = !path.exists();
    let mut file = beside::options().read(true).append(true).create(true).mode(0o600).open(path)?;
    if file.seek(SeekFrom::End(0))? > 0 {
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            // A line that a power cut tore: the next one begins on its own.
            file.write_all(b"\n")?;
        }
    }
    file.write_all(lines.as_bytes())?;
    file.sync_all()?;
    if is_new { durable::flush(durable::parent(path)) } else { Ok(()) }
}

/// The text of the file; one that is not there is empty. A link is none of ours: what it leads to would go with the next backup.
fn read(file: &Path) -> Result<String, LedgerError> {
    let mut bytes = Vec::new();
    match beside::options().read(true).open(file).and_then(|mut file| file.read_to_end(&mut bytes)) {
        Ok(_) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(unusable(file, &error)),
    }
}

fn unusable(file: &Path, error: &std::io::Error) -> LedgerError {
    LedgerError { file: file.to_owned(), reason: error.to_string() }
}

/// What the ledger of a database says, as far as its lines are whole: it may be written to while it is read.
///
/// # Errors
/// The file is there and cannot be read.
pub fn text(database: &Path) -> Result<String, LedgerError> {
    let mut text = read(&file_of(database))?;
    text.truncate(text.rfind('\n').map_or(0, |end| end + 1));
    Ok(text)
}

/// `zapis.db` → `zapis.db.erasures`
fn file_of(database: &Path) -> PathBuf {
    let mut file = database.as_os_str().to_owned();
    file.push(".erasures");
    file.into()
}

/// Writes into the ledger what the table holds, until it is `stopped`. What is left then is written after the next start.
pub async fn run(ledger: Ledger, readers: Readers, mailbox: Mailbox, mut stopped: watch::Receiver<bool>) {
    let mut told = false;
    loop {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stopped.changed() => return,
        }
        let (to, from) = (ledger.clone(), readers.clone());
        let kept = tokio::task::spawn_blocking(move || keep(&to, &from)).await;
        match kept.unwrap_or_else(|_| Err("it panicked".to_owned())) {
            Ok(None) => {}
            Ok(Some(order)) => match mailbox.commit(vec![Input::Order(order)]).await {
                Ok(()) => told = false,
                Err(_) => return,
            },
            Err(reason) if !told => {
                told = true;
                tracing::error!(reason, "an erasure is not in the ledger yet; it is tried again");
            }
            Err(_) => {}
        }
    }
}

/// Writes into the ledger what the table holds. Gives the order that takes it out of the table, if there was anything.
///
/// # Errors
/// The table cannot be read, or the ledger cannot be written.
pub fn keep(ledger: &Ledger, readers: &Readers) -> Result<Option<Order>, String> {
    let erasures = Store::erasures_to_keep(readers)?;
    if erasures.is_empty() {
        return Ok(None);
    }
    let known = ledger.read().map_err(|error| error.to_string())?;
    let new: Vec<_> = erasures.iter().copied().filter(|(chat, at)| !known.holds(*chat, *at)).collect();
    ledger.add(&new).map_err(|error| error.to_string())?;
    Ok(Some(Order::new(move |turn| {
        turn.tx.erasures_are_kept(&erasures)?;
        Ok(Vec::new())
    })))
}

fn keyed(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(text);
    mac.finalize().into_bytes().into()
}

/// Adds the lines of another ledger to that of a database; they are on the disk when this returns. Lines that stand there already are not
/// added again, and neither is what is no line.
///
/// # Errors
/// The file cannot be read or written.
pub fn join(database: &Path, lines: &str) -> Result<(), LedgerError> {
    let known = text(database)?;
    let known: HashSet<&str> = known.lines().collect();
    let new: Vec<&str> = lines.lines().filter(|line| !known.contains(line)).filter(is_line).collect();
    if new.is_empty() {
        return Ok(());
    }
    let file = file_of(database);
    append(&file, &(new.join("\n") + "\n")).map_err(|error| unusable(&file, &error))
}

/// The hash and the instant, and nothing else: what a backup says may be from anybody.
fn is_line(line: &&str) -> bool {
    line.split_once(' ').is_some_and(|(hash, at)| {
        hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) && at.parse::<Instant>().is_ok()
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn ledger(folder: &Path) -> Ledger {
        Ledger::of(&folder.join("zapis.db"), &Pepper::of("a pepper of sixteen"))
    }

    #[test]
    fn the_hash_is_the_one_that_the_world_agrees_upon() {
        // RFC 4231, test case 2.
        let hash = hex(&keyed(b"Jefe", b"what do ya want for nothing?"));
        assert_eq!(hash, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn who_was_erased_is_known_again_and_who_came_back_since_is_somebody_else() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(folder.path());
        assert!(
            !ledger.read().unwrap().is_erased(10.into(), at("2026-11-01T00:00:00Z")),
            "there is no file yet"
        );
        ledger
            .add(&[(10.into(), at("2026-11-20T00:00:00Z")), (11.into(), at("2026-11-21T00:00:00Z"))])
            .unwrap();
        ledger.add(&[(10.into(), at("2026-11-22T00:00:00Z"))]).unwrap();
        ledger.add(&[(10.into(), at("2026-11-20T00:00:00Z"))]).unwrap();
        let erased = ledger.read().unwrap();
        assert!(erased.is_erased(10.into(), at("2026-11-21T00:00:00Z")));
        assert!(!erased.is_erased(10.into(), at("2026-11-22T00:00:00Z")));
        assert!(erased.is_erased(11.into(), at("2026-11-01T00:00:00Z")));
        assert!(!erased.is_erased(12.into(), at("2026-11-01T00:00:00Z")));
    }

    #[test]
    fn the_ledger_names_nobody_and_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(folder.path());
        ledger.add(&[(123_456_789.into(), at("2026-11-20T00:00:00Z"))]).unwrap();
        let file = folder.path().join("zapis.db.erasures");
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(!text.contains("123456789") && text.ends_with(" 2026-11-20T00:00:00.000Z\n"), "{text}");
        let other = Ledger::of(&folder.path().join("zapis.db"), &Pepper::of("another pepper of sixteen"));
        assert!(!other.read().unwrap().is_erased(123_456_789.into(), at("2026-11-01T00:00:00Z")));
    }

    #[test]
    fn what_a_backup_brings_is_a_line_or_nothing_and_a_link_is_no_ledger() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let database = folder.path().join("zapis.db");
        let line = format!("{} 2026-11-20T00:00:00.000Z", "3f".repeat(32));
        join(&database, &format!("root::0:0: 2026-11-20T00:00:00.000Z\n{line}\n")).unwrap();
        assert_eq!(text(&database).unwrap(), line.clone() + "\n");
        let file = folder.path().join("zapis.db.erasures");
        std::fs::remove_file(&file).unwrap();
        let secret = elsewhere.path().join("passwd");
        std::fs::write(&secret, "root\n").unwrap();
        std::os::unix::fs::symlink(&secret, &file).unwrap();
        assert!(text(&database).is_err() && join(&database, &line).is_err());
        assert!(ledger(folder.path()).add(&[(10.into(), at("2026-11-20T00:00:00Z"))]).is_err());
        assert_eq!(std::fs::read_to_string(&secret).unwrap(), "root\n");
    }

    #[test]
    fn a_line_that_was_torn_harms_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(folder.path());
        let erasure = (ChatId::from(10), at("2026-11-20T00:00:00Z"));
        ledger.add(&[erasure]).unwrap();
        let file = folder.path().join("zapis.db.erasures");
        let whole = std::fs::read(&file).unwrap();
        for length in [whole.len() - 1, whole.len() / 2, 1] {
            std::fs::write(&file, &whole[..length]).unwrap();
            ledger.add(&[(11.into(), erasure.1)]).unwrap();
            let erased = ledger.read().unwrap();
            assert!(erased.is_erased(11.into(), at("2026-11-01T00:00:00Z")), "{length}");
            ledger.add(&[erasure]).unwrap();
            assert!(ledger.read().unwrap().is_erased(10.into(), at("2026-11-01T00:00:00Z")), "{length}");
        }
    }
}
