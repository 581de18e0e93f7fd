//! `zapis check`: validates the configuration, and tells what of it does not hold because it is set in chat.

use domain::{Overrides, Policy, Setting};
use store::Store;

use super::ConfigFile;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let config = arguments.config.load()?;
    println!("{}: ok", arguments.config.path().display());
    // A file can be checked where there is no database yet, and one that cannot be read is not what is asked about.
    if config.settings.database.exists()
        && let Ok(tx) = Store::read(&config.settings.database)
        && let Ok(overrides) = tx.overrides()
    {
        set_in_chat(&config.policy, &overrides).iter().for_each(|line| println!("{line}"));
    }
    Ok(())
}

/// A line for each key that is set in chat: what holds instead of the file, or why that does not.
fn set_in_chat(file: &Policy, overrides: &Overrides) -> Vec<String> {
    let in_force = overrides.in_force(file);
    let line = |setting: Setting| {
        let (code, value) = (setting.code(), overrides.get(setting)?);
        Some(match in_force.contains(&setting) {
            true => format!("{code}: \"{value}\" is set in the admin bot and holds instead of the file"),
            false => format!(
                "{code}: \"{value}\" is set in the admin bot but does not go together with the file, which holds"
            ),
        })
    };
    Setting::ALL.into_iter().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_in_chat_is_told_beside_the_file() {
        let overrides = Overrides::read([("booking.min_notice", "90d"), ("business.name", "Роза")]);
        assert_eq!(
            set_in_chat(&Policy::default(), &overrides),
            [
                "business.name: \"Роза\" is set in the admin bot and holds instead of the file",
                "booking.min_notice: \"90d\" is set in the admin bot but does not go together with the file, which holds",
            ]
        );
    }
}
