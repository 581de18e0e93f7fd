//! Help that teaches: the commands by what one wants to do, and for each an example and what it means for a service that runs.

use std::fmt::Write as _;

use clap::Command;
use clap::builder::styling::Style;

/// What one wants to do, and the commands for it.
const GROUPS: [(&str, &[&str]); 5] = [
    ("Try it and run it", &["demo", "check", "run"]),
    ("Services, bookings, people", &["catalog", "slots", "export", "pin", "privacy"]),
    ("Keep it safe", &["backup", "verify", "restore"]),
    ("See that it works", &["health", "selftest"]),
    ("For your shell", &["completions"]),
];

/// The first three that anybody needs.
const FIRST: [(&str, &str); 3] = [
    ("zapis demo", "both bots in your browser, nothing to set up"),
    ("zapis check && zapis run", "the service, once config.toml and the tokens are there"),
    ("zapis catalog import salon.toml", "your services, specialists and hours from a file"),
];

/// What every command ends with.
const EXIT_CODES: &str = "0 well · 1 something you can mend, told in one line · 2 wrong usage";

/// What the help of a command says below its options.
struct Page {
    command: &'static str,
    examples: &'static [&'static str],
    beside: &'static str,
}

const PAGES: [Page; 16] = [
    Page {
        command: "demo",
        examples: &["zapis demo", "zapis demo --port 9000 --dir ~/zapis-demo"],
        beside: "It has a database of its own and is in nobody's way.",
    },
    Page {
        command: "run",
        examples: &["zapis run", "zapis run --config /etc/zapis/config.toml"],
        beside: "A second one on the same database is refused.",
    },
    Page {
        command: "check",
        examples: &["zapis check", "zapis check --config new.toml"],
        beside: "It only reads. A file that is not in use yet can be checked too.",
    },
    Page {
        command: "catalog import",
        examples: &["zapis catalog import salon.toml"],
        beside: "The service takes it on at once; bookings stay as they are.",
    },
    Page {
        command: "catalog export",
        examples: &["zapis catalog export > salon.toml", "zapis catalog export --photos photos > salon.toml"],
        beside: "It only reads; what was changed in chat is in it.",
    },
    Page {
        command: "pin set",
        examples: &["zapis pin set 123456789"],
        beside: "The service takes it on at once, ends their session and tells the owners.",
    },
    Page {
        command: "pin claim",
        examples: &["zapis pin claim"],
        beside: "The link works at once, and the one before no longer does.",
    },
    Page {
        command: "privacy",
        examples: &["zapis privacy > privacy.html", "zapis privacy --lang en --markdown"],
        beside: "It only reads. The bot answers /privacy with the same, unless privacy.url names a page.",
    },
    Page {
        command: "slots",
        examples: &[
            "zapis slots --service Haircut --from 2026-12-01 --to 2026-12-07",
            "zapis slots --service Haircut --from 2026-12-01 --to 2026-12-01 --explain",
        ],
        beside: "It only reads, and sees what clients see.",
    },
    Page {
        command: "export bookings",
        examples: &[
            "zapis export bookings --from 2026-11-01 --to 2026-11-30 > november.csv",
            "zapis export bookings --from 2026-11-01 --to 2026-11-30 --excel > november.csv",
        ],
        beside: "It only reads, page by page, and keeps nobody waiting.",
    },
    Page {
        command: "backup",
        examples: &["zapis backup", "zapis backup /mnt/usb/salon.db", "zapis backup --new-key > zapis.key"],
        beside: "It goes on working; the copy is as of one instant.",
    },
    Page {
        command: "verify",
        examples: &["zapis verify backups/latest", "zapis verify copy.db.age --key zapis.key"],
        beside: "It looks at the copy alone.",
    },
    Page {
        command: "restore",
        examples: &[
            "zapis restore backups/latest",
            "zapis restore copy.db.age --key zapis.key",
            "zapis restore --undo",
        ],
        beside: "It is refused: stop the service first.",
    },
    Page {
        command: "health",
        examples: &["zapis health", "zapis health --config /etc/zapis/config.toml"],
        beside: "It is asked how it does. Without a service the answer is 1.",
    },
    Page {
        command: "selftest",
        examples: &["zapis selftest", "zapis selftest --clients 300 --config /etc/zapis/config.toml"],
        beside: "It has a scratch database of its own and touches nothing else.",
    },
    Page {
        command: "completions",
        examples: &[
            "zapis completions bash > ~/.local/share/bash-completion/completions/zapis",
            "zapis completions fish > ~/.config/fish/completions/zapis.fish",
        ],
        beside: "That makes no difference.",
    },
];

/// The same commands with help that teaches.
pub(super) fn taught(mut command: Command) -> Command {
    for page in &PAGES {
        command = with_page(command, page, page.command);
    }
    let template = top(&command);
    command.help_template(template)
}

/// Puts a page below the command that it is of; `path` leads there.
fn with_page(command: Command, page: &Page, path: &str) -> Command {
    let (name, rest) = path.split_once(' ').unwrap_or((path, ""));
    if command.find_subcommand(name).is_none() {
        return command;
    }
    command.mut_subcommand(name, |found| match rest {
        "" => found.after_help(below(page)),
        rest => with_page(found, page, rest),
    })
}

fn below(page: &Page) -> String {
    let heading = heading();
    let mut text = format!("{heading}Examples:{heading:#}\n");
    for example in page.examples {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {example}");
    }
    let _ = write!(
        text,
        "\n{heading}While the service runs:{heading:#}\n  {}\n\n{heading}Exit codes:{heading:#}\n  {EXIT_CODES}",
        page.beside
    );
    text
}

/// The whole of `zapis --help`, from the commands as they are.
fn top(command: &Command) -> String {
    let heading = heading();
    let mut text = format!("{{about-with-newline}}\n{heading}Usage:{heading:#} {{usage}}\n");
    for (want, names) in GROUPS {
        let found: Vec<&Command> = names.iter().filter_map(|name| command.find_subcommand(name)).collect();
        if found.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{heading}{want}:{heading:#}");
        for found in found {
            let about = found.get_about().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, "  {:<12} {about}", found.get_name());
        }
    }
    let _ = writeln!(text, "\n{heading}Options:{heading:#}\n{{options}}\n\n{heading}Begin with:{heading:#}");
    for (line, what) in FIRST {
        let _ = writeln!(text, "  {line:<32} {what}");
    }
    let _ = write!(
        text,
        "\n`zapis COMMAND --help` tells more of a command, with examples.\n{heading}Exit codes:{heading:#} {EXIT_CODES}\n"
    );
    text
}

fn heading() -> Style {
    Style::new().bold().underline()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    /// Every command that does something, by its path, with all it says for help.
    fn leaves() -> Vec<(String, String)> {
        fn below(command: &Command, path: &str, found: &mut Vec<(String, String)>) {
            let has_more = command.has_subcommands();
            for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
                below(inner, format!("{path} {}", inner.get_name()).trim(), found);
            }
            if !has_more {
                found.push((path.to_owned(), command.clone().render_long_help().to_string()));
            }
        }
        let mut found = Vec::new();
        below(&taught(super::super::Arguments::command()), "", &mut found);
        found
    }

    #[test]
    fn every_command_stands_in_a_group_and_has_a_page() {
        let command = super::super::Arguments::command();
        for found in command.get_subcommands().map(Command::get_name) {
            let times = GROUPS.iter().filter(|(_, names)| names.contains(&found)).count();
            assert_eq!(times, 1, "{found}");
        }
        for (path, help) in leaves() {
            assert!(PAGES.iter().any(|page| page.command == path), "{path} has no page");
            assert!(help.contains("Examples:") && help.contains("Exit codes:"), "{path}: {help}");
        }
    }

    #[test]
    fn no_line_of_any_help_is_wider_than_a_terminal() {
        let top = taught(super::super::Arguments::command()).render_long_help().to_string();
        for (path, help) in leaves().into_iter().chain([(String::new(), top)]) {
            for line in help.lines() {
                assert!(line.chars().count() <= 100, "{path}: {line}");
            }
        }
    }

    #[test]
    fn every_example_is_one_that_is_understood() {
        let commands = taught(super::super::Arguments::command());
        for page in &PAGES {
            for example in page.examples {
                let words = example.split([';', '|', '&', '>']).next().unwrap_or_default();
                if commands.find_subcommand(page.command.split(' ').next().unwrap_or_default()).is_some() {
                    let read = commands.clone().try_get_matches_from(words.split_whitespace());
                    assert!(read.is_ok(), "{example}: {}", read.unwrap_err());
                }
            }
        }
    }
}
