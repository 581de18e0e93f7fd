//! `zapis health`: whether the running service does well. One line either way, and within five seconds whatever happens.

use super::{ConfigFile, out};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    out::line(&crate::operator::health(&arguments.config.load()?)?)
}
