//! `zapis privacy`: a page about personal data that a business can show its clients, made of what is configured.

use chat::texts::escape;
use chat::{Lang, Texts};
use client::privacy::{Part, notice};
use domain::Policy;
use store::Store;

use super::{ConfigFile, out};
use crate::config::Backup;

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1c1c1e;background:#fff}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.15rem;margin-top:1.75rem}
@media(prefers-color-scheme:dark){body{color:#f2f2f7;background:#1c1c1e}}";

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The language, ru or en; without it, that of the business
    #[arg(long, value_name = "LANG", value_parser = language)]
    lang: Option<Lang>,
    /// As Markdown and not as an HTML page
    #[arg(long)]
    markdown: bool,
    #[command(flatten)]
    config: ConfigFile,
}

fn language(code: &str) -> Result<Lang, String> {
    Lang::from_code(code).ok_or_else(|| "write ru or en".to_owned())
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let config = arguments.config.load()?;
    let policy = in_force(&config.policy, &config.settings.database);
    let lang = arguments.lang.unwrap_or_else(|| policy.business.locale.into());
    let parts = notice(&Texts::load(), lang, &policy, Some(days(&config.settings.backup)));
    out::print(&if arguments.markdown { markdown(&parts) } else { page(lang, &parts) })?;
    out::aside(
        "Read it before you show it: it says what this program does. What you do with data beside it, copies of the database that you keep elsewhere among it, and what the law of your country asks for, is yours to add.",
    );
    Ok(())
}

/// With what is set in chat, if there is a database yet.
fn in_force(file: &Policy, database: &std::path::Path) -> Policy {
    let set = database.exists().then(|| Store::read(database).ok()?.overrides().ok()).flatten();
    set.map_or_else(|| file.clone(), |overrides| file.with(&overrides))
}

/// How old the oldest copy becomes.
fn days(backup: &Backup) -> i64 {
    i64::from(backup.daily).max(i64::from(backup.weekly) * 7).max(i64::from(backup.monthly) * 31)
}

fn markdown(parts: &[Part]) -> String {
    let part = |(index, Part { heading, text }): (usize, &Part)| {
        let sign = if index == 0 { "#" } else { "##" };
        let lines: Vec<String> = text.lines().map(|line| line.replacen("• ", "- ", 1)).collect();
        // Two blanks at the end keep lines apart that are no items.
        format!("{sign} {heading}\n\n{}\n", lines.join("  \n").replace("  \n  \n", "\n\n"))
    };
    parts.iter().enumerate().map(part).collect::<Vec<_>>().join("\n")
}

/// One file that needs nothing else and runs no script.
fn page(lang: Lang, parts: &[Part]) -> String {
    let title = parts.first().map(|part| part.heading.as_str()).unwrap_or_default();
    let body: String = parts.iter().enumerate().map(section).collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escape(lang.code())
    )
}

fn section((index, Part { heading, text }): (usize, &Part)) -> String {
    let level = if index == 0 { 1 } else { 2 };
    let mut html = format!("<h{level}>{heading}</h{level}>\n");
    let mut in_list = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let item = line.strip_prefix("• ");
        if item.is_some() != in_list {
            html += if in_list { "</ul>\n" } else { "<ul>\n" };
            in_list = !in_list;
        }
        html += &item.map_or_else(|| format!("<p>{line}</p>\n"), |item| format!("<li>{item}</li>\n"));
    }
    if in_list { html + "</ul>\n" } else { html }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(lang: Lang) -> Vec<Part> {
        let mut policy = Policy::default();
        policy.business.name = "Роза & <Ко>".to_owned();
        policy.privacy.operator = Some("ИП Иванова М. П.".to_owned());
        policy.privacy.keep = Some(chrono::TimeDelta::days(1095));
        let backup = Backup { daily: 7, weekly: 4, monthly: 6, ..crate::config::Settings::default().backup };
        notice(&Texts::load(), lang, &policy, Some(days(&backup)))
    }

    #[test]
    fn the_page_says_it_all_and_what_was_written_becomes_no_markup() {
        for lang in Lang::ALL {
            let page = page(lang, &parts(lang));
            assert!(page.contains("<h1>Роза &amp; &lt;Ко&gt;"), "{page}");
            for wanted in ["ИП Иванова М. П.", "1095", "186", "/mydata", "/forget", "<li>"] {
                assert!(page.contains(wanted), "{wanted}: {page}");
            }
            for unwanted in ["privacy-", "{", "• "] {
                assert!(!page.replace(STYLE, "").contains(unwanted), "{unwanted}: {page}");
            }
            assert_eq!(page.matches("<ul>").count(), page.matches("</ul>").count());
        }
    }

    #[test]
    fn markdown_has_the_same_parts() {
        let text = markdown(&parts(Lang::En));
        assert!(text.starts_with("# Роза &amp; &lt;Ко&gt;: your data\n\nVersion 1\n"), "{text}");
        assert_eq!(text.matches("\n## ").count(), 6);
        assert!(text.contains("\n- bookings: service"), "{text}");
    }
}
