//! An encrypted copy of the database on its way to an owner.

use crate::time::Instant;

/// Telegram takes no larger file from a bot, in bytes.
pub const LARGEST_UPLOAD: u64 = 50_000_000;

/// A copy that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFile {
    /// The file of the spool from which it is sent; none, if it is larger than [`LARGEST_UPLOAD`].
    pub spooled: Option<String>,
    /// How it is called in the folder of copies.
    pub name: String,
    /// How large it is.
    pub bytes: u64,
    /// When it was taken.
    pub taken: Instant,
}
