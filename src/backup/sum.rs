//! The checksum beside a copy, in the format of `sha256sum`: `sha256sum -c FILE.sha256` looks at it, too.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::with_suffix;
use crate::secrets::hex;

/// Where the checksum of a file stands.
pub(super) fn beside(file: &Path) -> PathBuf {
    with_suffix(file, ".sha256")
}

/// The SHA-256 of a file, in hexadecimal.
pub(super) fn of(file: &Path) -> std::io::Result<String> {
    let mut file = File::open(file)?;
    let (mut sum, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hex(&sum.finalize())),
            length => sum.update(&piece[..length]),
        }
    }
}

/// A line as `sha256sum` writes it.
pub(super) fn line(sum: &str, file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    format!("{sum}  {name}\n")
}

/// The checksum that stands beside a file; none if there is none.
pub(super) fn noted(file: &Path) -> std::io::Result<Option<String>> {
    match std::fs::read_to_string(beside(file)) {
        Ok(text) => Ok(Some(text.split_whitespace().next().unwrap_or_default().to_lowercase())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
