//! `zapis catalog`: services, specialists and hours as one document. Importing twice changes nothing, and an export can be imported.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use domain::Catalog;
use store::{Store, Tx};

use super::{ConfigFile, out};
use crate::document;
use crate::operator::Request;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Bring the catalogue to what a document says; what it does not name is no longer offered
    Import {
        /// The document; three samples to begin with come with Zapis
        file: PathBuf,
        #[command(flatten)]
        config: ConfigFile,
    },
    /// Write the catalogue as a document to standard output
    Export {
        /// Write the pictures that the document names into this folder as well
        #[arg(long, value_name = "DIR")]
        photos: Option<PathBuf>,
        #[command(flatten)]
        config: ConfigFile,
    },
}

pub(super) fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Import { file, config } => import(file, config),
        Command::Export { photos, config } => {
            let tx = Store::read(&config.load()?.settings.database)?;
            if let Some(folder) = photos {
                crate::catalog::save_pictures(&tx.photos()?, folder)
                    .with_context(|| format!("the pictures cannot be written to {}", folder.display()))?;
            }
            out::print(&crate::catalog::write(&tx.catalog()?))
        }
    }
}

fn import(file: &Path, config: &ConfigFile) -> anyhow::Result<()> {
    let config = config.load()?;
    // Looked at here first: what is wrong with it needs no service to be told.
    let text = document::text(file)?;
    crate::catalog::parse(file, &text, config.policy.business.currency)?;
    // The service that runs may stand in another folder.
    let folder = std::path::absolute(file)?.parent().unwrap_or(Path::new("/")).to_owned();
    crate::catalog::pictures(file, &text, &folder)?;
    super::ask(&config, Request::ImportCatalog { file: file.to_owned(), text, folder })
}

/// Puts a catalogue into the database in a transaction of its own.
pub(super) fn put(tx: &Tx, catalog: &Catalog) -> Result<(), store::Error> {
    tx.begin()?;
    match tx.replace_catalog(catalog) {
        Ok(()) => tx.commit(),
        Err(error) => {
            tx.roll_back()?;
            Err(error)
        }
    }
}
