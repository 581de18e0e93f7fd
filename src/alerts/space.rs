//! How much space a disk has.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use domain::alarm::Space;

/// The space of the disk on which something stands, as it is for a user without privileges; none if nobody can tell.
pub(crate) fn of(path: &Path) -> Option<Space> {
    let found = rustix::fs::statvfs(path).ok()?;
    let taken = found.f_blocks.checked_sub(found.f_bfree)?;
    let total = (taken + found.f_bavail) * found.f_frsize;
    // Some file systems count nothing.
    (total > 0).then_some(Space { free: found.f_bavail * found.f_frsize, total })
}

/// The same, if it is another disk than that of `besides`.
pub(super) fn of_another(path: &Path, besides: &Path) -> Option<Space> {
    let device = |path: &Path| path.metadata().ok().map(|found| found.dev());
    if device(path)? == device(besides)? { None } else { of(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_has_no_more_free_than_it_has() {
        let folder = tempfile::tempdir().unwrap();
        let Space { free, total } = of(folder.path()).unwrap();
        assert!(free <= total && total > 0);
        assert_eq!(of(&folder.path().join("none")), None);
        assert_eq!(of_another(folder.path(), folder.path()), None);
    }
}
