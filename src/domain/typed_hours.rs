//! Hours as people type them: "10-14, 15-20", "с 9:30 до 18", "10.00–14.00 и 15.00–20.00", "вых".
//!
//! Only what is understood whole counts. What is understood is read by [`DateHours`] in the end, so the bounds are those of the catalogue file.

use crate::hours::{DateHours, HoursError};

/// Longer texts are no hours.
const LONGEST: usize = 200;
/// More stretches than so are no day of work.
const MOST: usize = 8;
/// Between the two ends of a stretch.
const UNTIL: [&str; 4] = ["-", "до", "по", "to"];
/// Between stretches, or before them.
const PARTED: [&str; 7] = [",", "с", "и", "and", "from", "потом", "then"];
/// A day without work.
const OFF: [&str; 11] = [
    "вых",
    "выходной",
    "закрыто",
    "не работаю",
    "не работаем",
    "нет",
    "off",
    "day off",
    "closed",
    "нерабочий день",
    "нерабочий",
];
/// A day without a break.
const ALWAYS: [&str; 4] = ["круглосуточно", "24 часа", "24/7", "24 hours"];

/// Why a typed text is no hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotHours {
    /// It says something else.
    #[error("these are no hours")]
    Unclear,
    /// Two stretches lie over each other.
    #[error("the hours overlap")]
    Overlap,
}

/// Reads the hours of a date.
pub fn read(text: &str) -> Result<DateHours, NotHours> {
    let folded = text.trim().trim_end_matches(['.', '!']).to_lowercase();
    if folded.len() > LONGEST || folded.is_empty() {
        return Err(NotHours::Unclear);
    }
    if OFF.contains(&folded.as_str()) || folded == "-" || folded == "—" {
        return Ok(DateHours::default());
    }
    if ALWAYS.contains(&folded.as_str()) {
        return written(&["00:00-24:00".to_owned()]);
    }
    let mut stretches = Vec::new();
    let words = words(&folded);
    let mut rest = words.as_slice();
    while let Some((word, after)) = rest.split_first() {
        if PARTED.contains(&word.as_str()) {
            rest = after;
            continue;
        }
        let [from, until, to, after @ ..] = rest else { return Err(NotHours::Unclear) };
        let (Some(from), Some(to)) = (clock(from), clock(to)) else { return Err(NotHours::Unclear) };
        if !UNTIL.contains(&until.as_str()) {
            return Err(NotHours::Unclear);
        }
        stretches.push(format!("{from}-{to}"));
        rest = after;
    }
    if stretches.is_empty() || stretches.len() > MOST { Err(NotHours::Unclear) } else { written(&stretches) }
}

fn written(stretches: &[String]) -> Result<DateHours, NotHours> {
    stretches.join(", ").parse().map_err(|error| match error {
        HoursError::Overlap(_) => NotHours::Overlap,
        HoursError::Day(_) | HoursError::Time(_) => NotHours::Unclear,
    })
}

/// Numbers with what ties hour and minute together, signs, and words.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let (c, alone) = match c {
            '-' | '–' | '—' | '−' => ('-', true),
            ',' | ';' | '+' | '&' | '\n' => (',', true),
            c => (c, false),
        };
        if c.is_whitespace() {
            open = false;
        } else if alone {
            words.push(c.to_string());
            open = false;
        } else if open && let Some(last) = words.last_mut() {
            last.push(c);
        } else {
            words.push(c.to_string());
            open = true;
        }
    }
    words
}

/// "9", "9:30", "9.30", "0930" as "09:30".
fn clock(word: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let word = word.trim_end_matches('ч').trim_end_matches('h');
    let (hour, minute) = match word.split_once([':', '.']) {
        Some((hour, minute)) => (hour, minute),
        None if word.len() == 4 && digits(word) => word.split_at(2),
        None => (word, "00"),
    };
    if !digits(hour) || !digits(minute) || hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    Some(format!("{hour:0>2}:{minute}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn understood(text: &str) -> String {
        match read(text) {
            Ok(hours) => hours.to_string(),
            Err(NotHours::Unclear) => "?".to_owned(),
            Err(NotHours::Overlap) => "!".to_owned(),
        }
    }

    #[test]
    fn hours_are_understood_however_people_write_them() {
        for (text, meaning) in [
            ("10-14, 15-20", "10:00-14:00, 15:00-20:00"),
            ("10:00–14:00 15:00–20:00", "10:00-14:00, 15:00-20:00"),
            ("10.00 - 14.00; 15.00 - 20.00", "10:00-14:00, 15:00-20:00"),
            ("с 9:30 до 18", "09:30-18:00"),
            ("С 10 до 14 и с 15 до 20", "10:00-14:00, 15:00-20:00"),
            ("from 9 to 17", "09:00-17:00"),
            ("15-20\n10-14", "10:00-14:00, 15:00-20:00"),
            ("0930-1800", "09:30-18:00"),
            ("9ч-18ч", "09:00-18:00"),
            ("22—2", "22:00-02:00"),
            ("20-24", "20:00-24:00"),
            ("вых", ""),
            ("Выходной.", ""),
            ("—", ""),
            ("day off", ""),
            ("круглосуточно", "00:00-24:00"),
        ] {
            assert_eq!(understood(text), meaning, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_whole_is_not_guessed() {
        for text in [
            "",
            "10",
            "10-",
            "-14",
            "10-14-16",
            "10 14",
            "10-25",
            "10:7-14",
            "с утра до вечера",
            "10-14 кроме пятницы",
            "24-25",
            "10:00:00-14:00",
            "завтра 10-14",
            "<b>",
            "10--14",
            "1-2 3-4 5-6 7-8 9-10 11-12 13-14 15-16 17-18",
        ] {
            assert_eq!(understood(text), "?", "{text}");
        }
        assert_eq!(understood("10-14, 13-20"), "!");
        assert_eq!(understood(&"10-14 ".repeat(900)), "?");
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in ".{0,60}") {
            let _ = read(&text);
        }

        #[test]
        fn what_the_catalogue_writes_is_read_back(from in 0..24_u32, long in 1..24_u32, half in prop::bool::ANY) {
            let minute = if half { 30 } else { 0 };
            let text = format!("{from:02}:{minute:02}-{:02}:{minute:02}", (from + long) % 24);
            prop_assert_eq!(read(&text).ok(), text.parse::<DateHours>().ok());
        }
    }
}
