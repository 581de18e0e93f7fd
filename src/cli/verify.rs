//! `zapis verify`: whether a backup is one to rely on.

use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use chrono::SecondsFormat;

use super::out;
use crate::backup::{self, Keys, Unusable};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The backup, encrypted or not
    file: PathBuf,
    /// The secret key; without it only the checksum of an encrypted one is looked at
    #[arg(long, value_name = "KEYFILE")]
    key: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let Arguments { file, key } = arguments;
    let keys = key.as_deref().map(Keys::read).transpose().map_err(|reason| anyhow!(reason))?;
    let opened = match backup::open(file, keys.as_ref(), &std::env::temp_dir()) {
        Err(Unusable::Sealed) if backup::has_right_sum(file)? => {
            return out::line(&format!(
                "{}: encrypted; its checksum is right, and what is in it --key would show",
                file.display()
            ));
        }
        opened => opened.with_context(|| file.display().to_string())?,
    };
    let manifest = &opened.manifest;
    out::line(&format!(
        "{}: good; made {} by zapis {}; {} bookings, {} clients",
        file.display(),
        manifest.created_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        manifest.zapis,
        manifest.count("booking"),
        manifest.count("client"),
    ))
}
