//! Files on their way to Telegram: too large for the database, so the row of the outbox holds their path. They lie beside the database, where
//! whoever may read it may read them, and stay while a row names them: what is kept in the folder of copies may be rotated away meanwhile.

use std::collections::BTreeSet;
use std::fs::{DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use super::with_suffix;
use crate::durable::{flush, remove};
use crate::secrets::{hex, random};

/// The spool of a database.
pub(super) struct Spool(PathBuf);

impl Spool {
    pub(super) fn of(database: &Path) -> Spool {
        Spool(with_suffix(database, ".spool"))
    }

    /// Puts a file into the spool, and gives its path from the root on. It is on the disk when this returns.
    pub(super) fn put(&self, file: &Path) -> std::io::Result<PathBuf> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.0)?;
        let spooled = std::path::absolute(&self.0)?.join(hex(&random::<8>()));
        // On one disk it is a second name of the same bytes.
        if std::fs::hard_link(file, &spooled).is_err() {
            let mut copy = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&spooled)?;
            std::io::copy(&mut File::open(file)?, &mut copy)?;
            copy.sync_all()?;
        }
        flush(&self.0)?;
        Ok(spooled)
    }

    /// Removes what no row names, if no row named it the last time either: a file is there before its row is. Gives what is to be removed the
    /// next time.
    pub(super) fn sweep(
        &self,
        named: &BTreeSet<PathBuf>,
        before: &BTreeSet<PathBuf>,
    ) -> std::io::Result<BTreeSet<PathBuf>> {
        if !self.0.exists() {
            return Ok(BTreeSet::new());
        }
        let mut nameless = BTreeSet::new();
        for entry in std::fs::read_dir(std::path::absolute(&self.0)?)? {
            let file = entry?.path();
            if !named.contains(&file) {
                nameless.insert(file);
            }
        }
        let (old, new) = nameless.into_iter().partition::<BTreeSet<_>, _>(|file| before.contains(file));
        old.iter().try_for_each(|file| remove(file))?;
        Ok(new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_stays_while_a_row_names_it_and_for_a_while_before_it_does() {
        let folder = tempfile::tempdir().unwrap();
        let spool = Spool::of(&folder.path().join("zapis.db"));
        assert_eq!(spool.sweep(&BTreeSet::new(), &BTreeSet::new()).unwrap(), BTreeSet::new());
        let file = folder.path().join("copy.age");
        std::fs::write(&file, "sealed").unwrap();
        let (one, other) = (spool.put(&file).unwrap(), spool.put(&file).unwrap());
        std::fs::remove_file(&file).unwrap();
        assert_eq!(std::fs::read_to_string(&one).unwrap(), "sealed", "rotation takes nothing from it");
        let named = BTreeSet::from([one.clone()]);
        let first = spool.sweep(&named, &BTreeSet::new()).unwrap();
        assert_eq!(first, BTreeSet::from([other.clone()]));
        assert!(other.exists());
        assert_eq!(spool.sweep(&named, &first).unwrap(), BTreeSet::new());
        assert!(one.exists() && !other.exists());
    }
}
