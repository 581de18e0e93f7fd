//! `zapis completions`: what a shell needs to complete commands, options and files.

use clap_complete::Shell;

use super::out;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, mut command: clap::Command) -> anyhow::Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "zapis", &mut script);
    out::print(&String::from_utf8_lossy(&script))
}
