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
pub(crate) fn of_another(path: &Path, besides: &Path) -> Option<Space> {
    if is_same_disk(path, besides)? { None } else { of(path) }
}

/// Whether both stand on one disk; none if one of them is not there.
pub(crate) fn is_same_disk(one: &Path, other: &Path) -> Option<bool> {
    let device = |path: &Path| path.metadata().ok().map(|found| found.dev());
    Some(device(one)? == device(other)?)
}

/// Bytes that a user without privileges may write to the disk of a folder.
///
/// # Errors
/// The folder is not there, or the system does not tell.
pub(crate) fn free(folder: &Path) -> std::io::Result<u64> {
    let found = rustix::fs::statvfs(folder)?;
    Ok(found.f_bavail.saturating_mul(found.f_frsize))
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
