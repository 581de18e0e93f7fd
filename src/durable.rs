//! Files that last: what has its name is whole and on the disk, also when the machine dies right after.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// The folder in which a file stands.
pub(crate) fn parent(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a name that was given or taken away last: it stands in the folder, which has to be flushed itself.
pub(crate) fn flush(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Removes a file that may not be there.
pub(crate) fn remove(file: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Writes a line into a file that was not there, readable by its owner alone, whole or not at all: it gets its name once it is on the disk,
/// and the name is never taken from another file.
pub(crate) fn put_new(file: &Path, line: &str) -> std::io::Result<()> {
    let unfinished = file.with_extension("unfinished");
    remove(&unfinished)?;
    let mut new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
    writeln!(new, "{line}")?;
    new.sync_all()?;
    let named = std::fs::hard_link(&unfinished, file);
    std::fs::remove_file(&unfinished)?;
    named?;
    flush(parent(file))
}
