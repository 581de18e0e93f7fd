//! `zapis catalog import`: services, specialists and hours from one document; idempotent.

use std::path::PathBuf;

use store::{Store, Tx};

use super::ConfigFile;
use crate::catalog::Catalog;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Bring the catalogue to what a document says; what it does not name is no longer offered
    Import {
        /// The document; src/cli/demo/salon.toml is a sample
        file: PathBuf,
        #[command(flatten)]
        config: ConfigFile,
    },
}

pub(super) fn run(command: &Command) -> anyhow::Result<()> {
    let Command::Import { file, config } = command;
    let config = config.load()?;
    let catalog = crate::catalog::load(file, config.policy.business.currency)?;
    let store = Store::open(&config.settings.database)?;
    put(&store.writer, &catalog)?;
    store.writer.checkpoint_fully()?;
    let Catalog { services, specialists } = catalog;
    println!("{}: {} services, {} specialists", file.display(), services.len(), specialists.len());
    Ok(())
}

/// Puts a catalogue into the database in a transaction of its own.
pub(super) fn put(tx: &Tx, catalog: &Catalog) -> Result<(), store::Error> {
    tx.begin()?;
    let put = tx.replace_catalog(&catalog.services, &catalog.specialists);
    match put {
        Ok(()) => tx.commit(),
        Err(error) => {
            tx.roll_back()?;
            Err(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use domain::Currency;

    use super::*;

    #[test]
    fn importing_twice_changes_nothing_and_numbers_stay() {
        let folder = tempfile::tempdir().unwrap();
        let tx = Store::open(&folder.path().join("zapis.db")).unwrap().writer;
        let text = include_str!("demo/salon.toml");
        let salon = crate::catalog::parse(Path::new("salon.toml"), text, Currency::RUB).unwrap();
        put(&tx, &salon).unwrap();
        let first = tx.services().unwrap();
        put(&tx, &salon).unwrap();
        assert_eq!(tx.services().unwrap(), first);
        assert_eq!(first.len(), salon.services.len());
        let performers = tx.specialists_for(first[0].id).unwrap();
        assert!(!performers.is_empty(), "somebody performs the first service");
    }
}
