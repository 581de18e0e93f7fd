//! A copy looked through before anybody relies on it: for `zapis verify` and for `zapis restore`.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use store::copy::{self, Flaw, Manifest};
use tempfile::NamedTempFile;

use super::seal::{Keys, unseal};
use super::sum;

/// How an age file begins.
const SEAL: &[u8] = b"age-encryption.org/v1\n";

/// How the name of a file begins and ends that was decrypted for a moment.
const PREFIX: &str = ".zapis-";
const SUFFIX: &str = ".unsealed";

/// A copy that is whole.
#[derive(Debug)]
pub struct Opened {
    /// What it says of itself.
    pub manifest: Manifest,
    plain: Plain,
}

#[derive(Debug)]
enum Plain {
    /// The copy itself.
    Own(PathBuf),
    /// What it was decrypted to; goes with this.
    Unsealed(NamedTempFile),
}

/// Why a copy is none to rely on; each message names the mend.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// It is not there, or not for this user.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// It is another file than the one whose checksum was written down.
    #[error(
        "it is not what was written: the checksum beside it is another; copy it again or take another backup"
    )]
    Sum,
    /// It is encrypted, and there is no key.
    #[error("it is encrypted; name the file with the secret key with --key")]
    Sealed,
    /// It is encrypted to another key.
    #[error("it is encrypted to another key than the one in --key; find the key that belongs to it")]
    OtherKey,
    /// It was changed or cut off.
    #[error("it cannot be decrypted ({0}); copy it again or take another backup")]
    Unsealed(String),
    /// There is no place to decrypt it to.
    #[error("it cannot be decrypted here: {0}; free some space, or let TMPDIR name another folder")]
    Scratch(String),
    /// What is in it is not whole.
    #[error("{0}")]
    Flaw(#[from] Flaw),
}

impl Opened {
    /// The copy as a SQLite database. It must not be written to, and it may go with this.
    pub fn path(&self) -> &Path {
        self.plain.path()
    }
}

impl Plain {
    fn path(&self) -> &Path {
        match self {
            Plain::Own(path) => path,
            Plain::Unsealed(file) => file.path(),
        }
    }
}

/// Looks a copy through: the checksum beside it, the seal, the database, the rows. An encrypted one is decrypted with `keys` into a file in
/// `scratch`, readable for this user alone, which goes with what is returned.
///
/// # Errors
/// What is wrong with it.
pub fn open(file: &Path, keys: Option<&Keys>, scratch: &Path) -> Result<Opened, Unusable> {
    has_right_sum(file)?;
    let plain = match (is_sealed(file)?, keys) {
        (false, _) => Plain::Own(file.to_owned()),
        (true, None) => return Err(Unusable::Sealed),
        (true, Some(keys)) => Plain::Unsealed(unsealed(file, keys, scratch)?),
    };
    let manifest = copy::check(plain.path())?;
    Ok(Opened { manifest, plain })
}

/// Compares a copy with the checksum beside it; false if there is none.
///
/// # Errors
/// It is another one, or the file cannot be read.
pub fn has_right_sum(file: &Path) -> Result<bool, Unusable> {
    let unreadable = |error: std::io::Error| Unusable::Unreadable(error.to_string());
    // `latest` is a link, and the checksum stands beside what it leads to.
    let file = file.canonicalize().map_err(unreadable)?;
    let Some(noted) = sum::noted(&file).map_err(unreadable)? else { return Ok(false) };
    if sum::of(&file).map_err(unreadable)? == noted { Ok(true) } else { Err(Unusable::Sum) }
}

/// Whether a file is encrypted by age.
pub(super) fn is_sealed(file: &Path) -> Result<bool, Unusable> {
    let mut begin = Vec::new();
    File::open(file)
        .and_then(|file| file.take(SEAL.len() as u64).read_to_end(&mut begin))
        .map_err(|error| Unusable::Unreadable(error.to_string()))?;
    Ok(begin == SEAL)
}

/// The file is locked for as long as it is used, so that it is known for left behind by a process that was killed.
fn unsealed(file: &Path, keys: &Keys, scratch: &Path) -> Result<NamedTempFile, Unusable> {
    sweep(scratch);
    let plain =
        tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(scratch).and_then(|plain| {
            plain.as_file().lock()?;
            Ok(plain)
        });
    let mut plain = plain.map_err(|error| Unusable::Scratch(error.to_string()))?;
    unseal(file, plain.as_file_mut(), keys)?;
    Ok(plain)
}

/// Removes what others have decrypted and left behind. Whatever stands in the way, the next one tries again.
fn sweep(scratch: &Path) {
    for file in std::fs::read_dir(scratch).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let is_one = name.starts_with(PREFIX)
            && name.ends_with(SUFFIX)
            && file.symlink_metadata().is_ok_and(|file| file.is_file());
        let is_left = || File::open(&file).is_ok_and(|file| file.try_lock().is_ok());
        if is_one && is_left() {
            let _ = std::fs::remove_file(&file);
        }
    }
}
