//! `zapis run`: the service.

use std::sync::Arc;

use store::Store;

use super::ConfigFile;
use crate::config::{self, watch};
use crate::reload::Reload;
use crate::secrets::Sources;
use crate::{Parts, clock, logging};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let file = arguments.config.path();
    // Looked at once: what is saved from now on is found by the watch. What comes through a pipe can be read only once and does not change.
    let held = file.is_file().then(|| watch::look(&file));
    let config = match &held {
        Some(held) => config::of(&file, held)?,
        None => arguments.config.load()?,
    };
    let settings = &config.settings;
    let level = super::log_level(settings.log_level)?;
    let log = logging::start_service(level, settings.log_format, settings.log_files.as_ref());
    let level = super::log_level_of_environment().is_none().then(|| log.level.clone());
    let reload = held.map(|held| Reload { file, held, level });
    let sources = Sources::of_process();
    let tokens = sources.tokens()?;
    let store = Store::open(&config.settings.database)?;
    // After the database: its lock keeps another process from making a pepper at the same time.
    let pepper = sources.pepper(&config.settings.database)?;
    super::block_on(async {
        let stopped = super::signals()?;
        let clock = Arc::new(clock::now);
        Ok(crate::run(Parts { config, tokens, pepper, store, clock, alarms: true, reload }, stopped).await?)
    })
}
