//! `zapis check`: validates the configuration.

use super::ConfigFile;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    arguments.config.load()?;
    println!("{}: ok", arguments.config.path().display());
    Ok(())
}
