//! The catalogue as a document (A6, A7): services, specialists, resources, hours and the dates that differ.
//!
//! | module | what lives there |
//! |---|---|
//! | `file` | the keys of the document |
//! | `read` | their meaning and their bounds |
//! | `write` | the document that says what is there |
//! | `price` | `1500` or `"12.50"` |
//! | `dates` | `"2027-01-01..2027-01-08"` |
//! | `pictures` | the pictures that it names, beside it |
//! | `samples` | documents to begin with |

mod dates;
mod file;
mod pictures;
mod price;
mod read;
mod write;

use std::path::Path;

use domain::{Catalog, Currency};

use crate::document::{self, DocumentError};

pub use pictures::{Pictures, save as save_pictures};
pub use write::write;

/// A hair and beauty salon: the sample of the demo.
pub const SALON: &str = include_str!("samples/salon.toml");
/// A tutor with lessons alone and in groups.
pub const TUTOR: &str = include_str!("samples/tutor.toml");
/// A car wash with bays.
pub const CAR_WASH: &str = include_str!("samples/car_wash.toml");

/// Reads a document. Prices are in `currency`. The numbers in the catalogue only tie its parts together: the database gives the real ones.
///
/// # Errors
/// File, line and reason, in one line.
pub fn load(file: &Path, currency: Currency) -> Result<Catalog, DocumentError> {
    document::read(file, &file::KEYS, |document| read::catalog(document, currency))
}

/// Reads the text of a document; see [`load`].
///
/// # Errors
/// File, line and reason, in one line.
pub fn parse(file: &Path, text: &str, currency: Currency) -> Result<Catalog, DocumentError> {
    document::parse(file, text, &file::KEYS, |document| read::catalog(document, currency))
}

/// The pictures that the text of a document names, read from `folder`.
///
/// # Errors
/// File, line and reason, in one line.
pub fn pictures(file: &Path, text: &str, folder: &Path) -> Result<Pictures, DocumentError> {
    document::parse(file, text, &file::KEYS, |document| pictures::read(&document, folder))
}

#[cfg(test)]
mod tests;
