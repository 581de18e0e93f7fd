//! `zapis run`: the service.

use std::sync::Arc;

use store::Store;

use super::ConfigFile;
use crate::secrets::Sources;
use crate::{Parts, clock, logging};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let config = arguments.config.load()?;
    let _log = logging::start(super::log_level(config.settings.log_level)?);
    let sources = Sources::of_process();
    let tokens = sources.tokens()?;
    let store = Store::open(&config.settings.database)?;
    // After the database: its lock keeps another process from making a pepper at the same time.
    let pepper = sources.pepper(&config.settings.database)?;
    super::block_on(async {
        let stopped = super::signals()?;
        Ok(crate::run(Parts { config, tokens, pepper, store, clock: Arc::new(clock::now) }, stopped).await?)
    })
}
