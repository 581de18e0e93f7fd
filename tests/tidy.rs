//! The house keeps its own rules.

use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files with this ending below a folder.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if entry.path().extension().is_some_and(|found| found == ending) {
                found.push(entry.path());
            }
        }
    }
    found
}

fn sources() -> Vec<(PathBuf, String)> {
    let all = ["src", "admin", "tests"].into_iter().flat_map(|folder| files(folder, "rs"));
    all.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// The keys of the Russian files; another test holds the English ones against them.
fn keys() -> Vec<String> {
    let lines = files("src/chat/words/ru", "ftl").into_iter().flat_map(|path| {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    });
    let key = |line: String| {
        let (key, _) = line.split_once(" =")?;
        line.starts_with(|c: char| c.is_ascii_lowercase()).then(|| key.to_owned())
    };
    lines.filter_map(key).collect()
}

#[test]
fn every_word_that_the_code_says_exists() {
    let keys = keys();
    let mut said = 0;
    for (path, text) in sources().iter().filter(|(path, _)| !path.starts_with(root().join("tests"))) {
        let text = text.split("#[cfg(test)]").next().unwrap();
        for call in
            ["say(\"", "say_with(\"", "label(\"", "label_with(\"", "button(\"", "hint(\"", "is_label(\""]
        {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                said += 1;
                assert!(
                    keys.iter().any(|known| known == key),
                    "{}: {key:?} is in no Fluent file",
                    path.display()
                );
            }
        }
    }
    assert!(said > 100, "the test looks for calls that nobody makes: {said}");
}

#[test]
fn every_word_in_the_fluent_files_is_said_somewhere() {
    let code: String = sources().into_iter().map(|(_, text)| text).collect();
    // Made of a prefix and a code.
    let made = [
        "status-",
        "command-",
        "own-",
        "admin-status-",
        "admin-command-",
        "admin-toast-",
        "admin-room-",
        "admin-town-",
        "settings-name-",
        "settings-effect-",
        "deed-",
        "alarm-",
    ];
    for key in keys() {
        let literal = code.contains(&format!("\"{key}\""));
        assert!(literal || made.iter().any(|prefix| key.starts_with(prefix)), "nobody says {key:?}");
    }
}

#[test]
fn every_deed_that_the_code_notes_has_a_word() {
    let keys = keys();
    let mut noted = 0;
    for (path, text) in sources().iter().filter(|(path, _)| !path.starts_with(root().join("tests"))) {
        let text = text.split("#[cfg(test)]").next().unwrap();
        for call in [".journal(", ".journal_once(", "refuse(cx, ", ".note_deed("] {
            let arguments = text.split(call).skip(1).map(|rest| rest.split(';').next().unwrap());
            for rest in arguments.filter(|rest| !rest.starts_with(')')) {
                let Some(deed) = rest.split('"').nth(1) else { continue };
                noted += 1;
                // Some are put together: then there is a word for what it may be.
                let (key, is_whole) = match deed.split_once('{') {
                    Some((begin, _)) => (format!("deed-{begin}"), false),
                    None => (format!("deed-{deed}"), true),
                };
                let has_word =
                    keys.iter().any(|known| known == &key || (!is_whole && known.starts_with(&key)));
                assert!(has_word, "{}: no word {key:?}", path.display());
            }
        }
    }
    assert!(noted > 15, "the test looks for calls that nobody makes: {noted}");
}

#[test]
fn only_the_store_knows_sql_and_only_telegram_knows_teloxide() {
    for (path, text) in sources() {
        let path = path.strip_prefix(root()).unwrap();
        let may = |room: &str| path.starts_with(room) || path.starts_with("tests");
        for (word, room) in [("rusqlite::", "src/store"), ("reqwest::", "src/telegram")] {
            assert!(
                may(room) || path.starts_with("src/sim") || !text.contains(word),
                "{} names {word}",
                path.display()
            );
        }
        assert!(
            may("src/telegram") || path.starts_with("src/sim") || !text.contains("teloxide::"),
            "{}",
            path.display()
        );
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(
            lines <= 400,
            "{} has {lines} lines; is there a room inside that wants its own door?",
            path.display()
        );
    }
}

#[test]
fn every_link_of_the_documentation_leads_somewhere() {
    let mut followed = 0;
    let pages = [
        "README.md",
        "admin/README.md",
        "scripts/README.md",
        "scripts/monitoring/README.md",
        "src/README.md",
        "src/client/README.md",
        "systemd/README.md",
        "systemd/growth.md",
        "systemd/webhook.md",
    ];
    for page in pages.map(|page| root().join(page)) {
        let text = std::fs::read_to_string(&page).unwrap();
        for rest in text.split("](").skip(1) {
            let target = rest.split([')', '#']).next().unwrap();
            if !target.is_empty() && !target.contains("://") {
                followed += 1;
                assert!(page.with_file_name(target).exists(), "{} links to {target}", page.display());
            }
        }
    }
    assert!(followed > 20, "{followed}");
}
