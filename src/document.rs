//! A TOML file that a person wrote, and errors that name file, line and reason in one line.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

/// What is wrong with a file.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}{}: {reason}", .file.display(), .line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct DocumentError {
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1, where one is to blame.
    pub line: Option<usize>,
    /// What is wrong, and how to mend it.
    pub reason: String,
}

/// What is wrong at a place of a text.
#[derive(Debug)]
pub struct Problem {
    /// The place, in bytes.
    pub place: Option<Range<usize>>,
    /// What is wrong, and how to mend it.
    pub reason: String,
}

impl Problem {
    /// Something wrong at a place.
    pub fn at(place: Range<usize>, reason: impl ToString) -> Problem {
        Problem { place: Some(place), reason: reason.to_string() }
    }

    /// Something missing, which has no place.
    pub fn missing(reason: impl ToString) -> Problem {
        Problem { place: None, reason: reason.to_string() }
    }
}

/// Reads a file and makes something of it. `keys` are all there are, such as `booking.step`: they tell where a stray one belongs.
///
/// # Errors
/// The file cannot be read, is no TOML, or says what `make` refuses.
pub fn read<D: DeserializeOwned, T>(
    file: &Path,
    keys: &[&str],
    make: impl FnOnce(D) -> Result<T, Problem>,
) -> Result<T, DocumentError> {
    parse(file, &text(file)?, keys, make)
}

/// The text of a file.
///
/// # Errors
/// The file cannot be read.
pub fn text(file: &Path) -> Result<String, DocumentError> {
    std::fs::read_to_string(file).map_err(|error| {
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
            std::io::ErrorKind::InvalidData => "this is no text; save it as UTF-8".to_owned(),
            _ => format!("cannot be read: {error}"),
        };
        DocumentError { file: file.to_owned(), line: None, reason }
    })
}

/// Makes something of the text of a file; see [`read`].
///
/// # Errors
/// The text is no TOML, or says what `make` refuses.
pub fn parse<D: DeserializeOwned, T>(
    file: &Path,
    text: &str,
    keys: &[&str],
    make: impl FnOnce(D) -> Result<T, Problem>,
) -> Result<T, DocumentError> {
    // Editors of Windows put a mark at the begin, which is no part of the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let made = toml::from_str::<D>(text).map_err(|error| of_toml(text, keys, &error)).and_then(make);
    made.map_err(|Problem { place, reason }| {
        let line = place.map(|place| line(text, place.start));
        DocumentError { file: file.to_owned(), line, reason }
    })
}

fn of_toml(text: &str, keys: &[&str], error: &toml::de::Error) -> Problem {
    let said = error.message().lines().map(str::trim).collect::<Vec<_>>().join("; ");
    if let (Some(unknown), Some(place)) = (Unknown::read(&said), error.span()) {
        let table = table_at(text, place.start);
        return Problem::at(place, unknown.told(table.as_deref(), keys));
    }
    let said = [
        ("missing field", "missing key"),
        ("expected i64", "expected a whole number"),
        ("expected f64", "expected a number"),
    ]
    .into_iter()
    .fold(said, |said, (rusts, ours)| said.replace(rusts, ours));
    let Some(place) = error.span() else { return Problem::missing(said) };
    let whole_line = text.lines().nth(line(text, place.start) - 1).unwrap_or_default();
    let key = whole_line.split_once('=').map(|(key, _)| key.trim()).filter(|key| {
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
    });
    match key {
        // Messages about keys name the key themselves.
        Some(key) if !said.contains(" key") => Problem::at(place, format!("{key}: {said}")),
        _ => Problem::at(place, said),
    }
}

/// A key that is not known, and those that are.
struct Unknown<'a> {
    key: &'a str,
    known: Vec<&'a str>,
}

impl Unknown<'_> {
    /// Reads what serde says: "unknown field `a`, expected one of `b`, `c`".
    fn read(said: &str) -> Option<Unknown<'_>> {
        let mut quoted = said.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
        Some(Unknown { key: quoted.next()?, known: quoted.collect() })
    }

    fn told(&self, table: Option<&str>, keys: &[&str]) -> String {
        let key = self.key;
        let place = table.map(|table| format!(" in [{table}]")).unwrap_or_default();
        let elsewhere =
            keys.iter().filter_map(|known| known.rsplit_once('.')).find(|(_, known)| *known == key);
        if let Some((table, _)) = elsewhere {
            return format!("unknown key \"{key}\"{place}; it belongs to [{table}]");
        }
        // A key that shares little with any known one was not mistyped.
        let alike = |known: &&str| (strsim::jaro_winkler(key, known) * 1000.0) as u32;
        let likely = self.known.iter().copied().max_by_key(alike).filter(|known| alike(known) > 750);
        match likely {
            Some(likely) => format!("unknown key \"{key}\"{place}; did you mean \"{likely}\"?"),
            None => format!("unknown key \"{key}\"{place}; there are: {}", self.known.join(", ")),
        }
    }
}

/// The table to which a place belongs: the last heading above it.
fn table_at(text: &str, place: usize) -> Option<String> {
    let mut above = text.get(..place).unwrap_or_default().lines().rev();
    let own_line = text.lines().nth(line(text, place) - 1).unwrap_or_default();
    if own_line.trim_start().starts_with('[') {
        return None;
    }
    let heading = above.find(|line| line.trim_start().starts_with('['))?;
    let inner = heading.trim().trim_start_matches('[');
    inner.split_once(']').map(|(name, _)| name.trim().to_owned())
}

fn line(text: &str, place: usize) -> usize {
    text.bytes().take(place).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Cat {
        #[expect(dead_code, reason = "only its shape is looked at")]
        name: String,
    }

    fn error(text: &str) -> String {
        parse::<Cat, Cat>(Path::new("cat.toml"), text, &[], Ok).unwrap_err().to_string()
    }

    #[test]
    fn an_error_names_file_line_and_reason_in_one_line() {
        assert_eq!(error("name = \"Tom\"\n\nage = 3\n"), "cat.toml:3: unknown key \"age\"; there are: name");
        assert_eq!(error("\nname = 3"), "cat.toml:2: name: invalid type: integer `3`, expected a string");
        for broken in ["name", "name = \"Tom", "[[", "\0", "name = \"a\"\nname = \"b\""] {
            let error = error(broken);
            assert!(error.starts_with("cat.toml:") && !error.contains('\n'), "{error}");
        }
    }

    #[test]
    fn a_mistyped_key_is_answered_with_the_likely_one_and_its_table() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "only its shape is looked at")]
        struct House {
            cat: Cat,
        }
        let keys = ["cat.name", "cat.food.hour"];
        let error =
            |text: &str| parse::<House, House>(Path::new("h.toml"), text, &keys, Ok).unwrap_err().to_string();
        assert_eq!(
            error("[cat]\nnmae = \"Tom\""),
            "h.toml:2: unknown key \"nmae\" in [cat]; did you mean \"name\"?"
        );
        assert_eq!(error("[cats]\nname = \"Tom\""), "h.toml:1: unknown key \"cats\"; did you mean \"cat\"?");
        assert_eq!(error("[cat]\nweight = 4"), "h.toml:2: unknown key \"weight\" in [cat]; there are: name");
        assert_eq!(error("name = \"Tom\""), "h.toml:1: unknown key \"name\"; it belongs to [cat]");
        assert_eq!(
            error("[cat]\nhour = 4"),
            "h.toml:2: unknown key \"hour\" in [cat]; it belongs to [cat.food]"
        );
    }

    #[test]
    fn a_mark_of_windows_at_the_begin_is_no_mistake() {
        assert!(parse::<Cat, Cat>(Path::new("cat.toml"), "\u{feff}name = \"Tom\"\r\n", &[], Ok).is_ok());
    }

    #[test]
    fn a_file_that_is_not_there_is_told() {
        let error = read::<Cat, Cat>(Path::new("no/such.toml"), &[], Ok).unwrap_err().to_string();
        assert_eq!(error, "no/such.toml: there is no such file");
    }
}
