//! Whose pepper PINs are compared with after a restore: the one with which those of the backup were stretched, if it is known.

use std::path::Path;

use store::beside::give_to_owner;
use zeroize::Zeroizing;

use super::{RestoreError, at};
use crate::durable;
use crate::secrets::{self, Sources};

/// What becomes of the pepper.
pub(super) enum Pepper {
    /// It comes from a credential or the environment, which always wins.
    Outside {
        /// The one that counts.
        here: secrets::Pepper,
        /// Whether the backup brings another one, with which its PINs were stretched.
        other: bool,
    },
    /// The file that is here stays: the backup brings the same, or none.
    Here(secrets::Pepper),
    /// The backup's is put in place.
    Brought {
        /// The one that counts.
        new: secrets::Pepper,
        /// The text of its file.
        text: Zeroizing<String>,
        /// The one that is here, if there is one: it is kept with the database that is replaced.
        former: Option<secrets::Pepper>,
    },
    /// There is none anywhere; the next start makes one.
    Nowhere,
}

impl Pepper {
    pub(super) fn choose(
        brought: Option<&str>,
        secrets: &Sources<'_>,
        database: &Path,
    ) -> Result<Pepper, RestoreError> {
        let here = secrets.found_pepper(database)?;
        Ok(match (here, brought.map(str::trim)) {
            (Some((here, true)), brought) => {
                let other = brought.is_some_and(|brought| brought.as_bytes() != here.bytes());
                Pepper::Outside { here, other }
            }
            (Some((here, _)), None) => Pepper::Here(here),
            (Some((here, _)), Some(brought)) if brought.as_bytes() == here.bytes() => Pepper::Here(here),
            (here, Some(brought)) => Pepper::Brought {
                new: secrets::Pepper::parse(brought, "the backup")?,
                text: Zeroizing::new(brought.to_owned()),
                former: here.map(|(here, _)| here),
            },
            (None, None) => Pepper::Nowhere,
        })
    }

    /// The one that counts from now on.
    pub(super) fn valid(&self) -> Option<&secrets::Pepper> {
        match self {
            Pepper::Outside { here, .. } | Pepper::Here(here) => Some(here),
            Pepper::Brought { new, .. } => Some(new),
            Pepper::Nowhere => None,
        }
    }

    /// The one that counted here until now.
    pub(super) fn former(&self) -> Option<&secrets::Pepper> {
        match self {
            Pepper::Outside { here, .. } | Pepper::Here(here) => Some(here),
            Pepper::Brought { former, .. } => former.as_ref(),
            Pepper::Nowhere => None,
        }
    }

    /// Writes the file that goes in place with the database.
    pub(super) fn stage(&self, stage: &Path, database: &Path) -> Result<(), RestoreError> {
        let Pepper::Brought { text, .. } = self else { return Ok(()) };
        let file = stage.join("pepper");
        durable::put_new(&file, text).map_err(at(&file))?;
        give_to_owner(&file, database).map_err(at(&file))
    }
}
