//! Files that zapis keeps beside a database: opened so that a link of the same name leads nowhere.
//!
//! Commands may be run by root in a folder of the service's user. Whoever has become that user could put a link there, and have root write to,
//! or give away, a file of the system's.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use rustix::fs::OFlags;

use crate::swap::folder_of;

/// How a file beside the database is opened: not at all if it is a link.
pub fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.custom_flags(OFlags::NOFOLLOW.bits().cast_signed());
    options
}

/// Whoever restores or makes a backup may be root, and the service somebody else: what is new belongs to whom the database's folder belongs. Of a
/// link it is the link itself, and never what it leads to.
///
/// # Errors
/// The system does not let it.
pub fn give_to_owner(path: &Path, database: &Path) -> io::Result<()> {
    let (owner, file) = (std::fs::metadata(folder_of(database))?, path.symlink_metadata()?);
    if (owner.uid(), owner.gid()) == (file.uid(), file.gid()) || !is_root() {
        return Ok(());
    }
    std::os::unix::fs::lchown(path, Some(owner.uid()), Some(owner.gid()))
}

/// What this process makes belongs to root.
fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{chown, symlink};

    use super::*;
    use crate::lock::Lock;

    #[test]
    fn a_link_beside_the_database_leads_nobody_to_a_file_of_the_systems() {
        let (folder, system) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (database, secret) = (folder.path().join("zapis.db"), system.path().join("shadow"));
        for exists in [false, true] {
            if exists {
                std::fs::write(&secret, "secret").unwrap();
            }
            let link = folder.path().join("zapis.db.lock");
            let _ = std::fs::remove_file(&link);
            symlink(&secret, &link).unwrap();
            assert!(Lock::take(&database).is_err());
            assert_eq!(secret.exists(), exists, "nothing is made there");
        }
        if is_root() {
            chown(folder.path(), Some(12_345), Some(12_345)).unwrap();
            give_to_owner(&folder.path().join("zapis.db.lock"), &database).unwrap();
            assert_eq!(secret.metadata().unwrap().uid(), 0, "it is still root's");
            let file = folder.path().join("file");
            std::fs::write(&file, "").unwrap();
            give_to_owner(&file, &database).unwrap();
            assert_eq!(file.metadata().unwrap().uid(), 12_345);
        }
    }
}
