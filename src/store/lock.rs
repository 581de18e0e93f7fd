//! One process per database: a lock file beside it, held for as long as the process lives.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::beside::options;
use crate::error::OpenError;

/// The lock on a database. The system frees it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "held, not read: closing the file frees the lock")] File);

impl Lock {
    /// Takes the lock of this database, or says who is in the way.
    pub fn take(database: &Path) -> Result<Lock, OpenError> {
        let path = beside(database, "lock");
        let unreachable = |error: std::io::Error| OpenError::Unreachable {
            path: database.to_owned(),
            reason: error.to_string(),
        };
        let file = options().create(true).truncate(false).write(true).open(&path).map_err(unreachable)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse(database.to_owned())),
            Err(TryLockError::Error(error)) => Err(unreachable(error)),
        }
    }
}

/// `zapis.db` → `zapis.db.lock`
fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_has_one_master() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("zapis.db");
        let first = Lock::take(&database).unwrap();
        let second = Lock::take(&database).unwrap_err().to_string();
        assert!(second.ends_with("zapis.db is in use by another zapis; stop that one first"), "{second}");
        drop(first);
        assert!(Lock::take(&database).is_ok());
    }
}
