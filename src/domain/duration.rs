//! Durations as people write them: `"90s"`, `"10m"`, `"1h30m"`, `"24h"`, `"60d"`.

use std::fmt;
use std::str::FromStr;

use chrono::TimeDelta;
use serde::Deserialize;

/// A duration in a file. A day is 24 hours: durations are elapsed time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration(pub TimeDelta);

/// A text that is no duration.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("\"{0}\" is no duration; write \"30s\", \"10m\", \"24h\" or \"60d\"")]
pub struct DurationError(String);

const DAY: i64 = 24 * 3600;
/// The seconds of each unit, and how people write it in both languages. A month is none: nobody knows how long it is.
const UNITS: [(i64, &[&str]); 4] = [
    (1, &["s", "sec", "second", "seconds", "с", "сек", "секунда", "секунду", "секунды", "секунд"]),
    (60, &["m", "min", "minute", "minutes", "м", "мин", "минута", "минуту", "минуты", "минут"]),
    (3600, &["h", "hour", "hours", "ч", "час", "часа", "часов"]),
    (DAY, &["d", "day", "days", "д", "дн", "день", "дня", "дней", "сутки", "суток"]),
];

impl Duration {
    /// Reads what a person types: "15 минут", "1 ч 30 мин", "2 days", and all that a file may have.
    pub fn typed(text: &str) -> Option<Duration> {
        let text = text.trim().to_lowercase();
        let mut rest = text.as_str();
        let mut seconds = 0_i64;
        while !rest.is_empty() {
            let (count, behind) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
            let behind = behind.trim_start();
            let end = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
            let unit = &behind[..end];
            let (length, _) = UNITS.into_iter().find(|(_, words)| words.contains(&unit))?;
            seconds = count.parse::<i64>().ok()?.checked_mul(length)?.checked_add(seconds)?;
            rest = behind[end..].trim_start_matches('.').trim_start();
        }
        (!text.is_empty()).then_some(())?;
        TimeDelta::try_seconds(seconds).map(Duration)
    }
}

impl FromStr for Duration {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Duration, DurationError> {
        let wrong = || DurationError(text.to_owned());
        let mut seconds = 0_i64;
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(wrong());
        }
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let count: i64 = rest[..digits].parse().map_err(|_| wrong())?;
            let unit = rest[digits..].chars().next().ok_or_else(wrong)?;
            let length = match unit {
                's' => 1,
                'm' => 60,
                'h' => 3600,
                'd' => 24 * 3600,
                _ => return Err(wrong()),
            };
            seconds =
                count.checked_mul(length).and_then(|part| seconds.checked_add(part)).ok_or_else(wrong)?;
            rest = rest[digits + unit.len_utf8()..].trim_start();
        }
        TimeDelta::try_seconds(seconds).map(Duration).ok_or_else(wrong)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.num_seconds();
        let (count, unit) = match seconds {
            0 => (0, "m"),
            days if days % (24 * 3600) == 0 && days > 24 * 3600 => (days / (24 * 3600), "d"),
            hours if hours % 3600 == 0 => (hours / 3600, "h"),
            minutes if minutes % 60 == 0 => (minutes / 60, "m"),
            seconds => (seconds, "s"),
        };
        write!(f, "{count}{unit}")
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        struct Text;

        impl serde::de::Visitor<'_> for Text {
            type Value = Duration;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a duration such as \"10m\" or \"24h\"")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Duration, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_read_and_shown_as_people_write_it() {
        for (text, seconds) in [("0m", 0), ("90s", 90), ("10m", 600), ("24h", 86_400), ("60d", 5_184_000)] {
            let duration: Duration = text.parse().unwrap();
            assert_eq!(duration.0.num_seconds(), seconds);
            assert_eq!(duration.to_string(), text);
        }
        assert_eq!("1h 30m".parse::<Duration>().unwrap().to_string(), "90m");
    }

    #[test]
    fn what_people_type_is_understood_as_they_mean_it() {
        let typed = |text: &str| Duration::typed(text).map(|duration| duration.0.num_seconds());
        for (text, seconds) in [
            ("15m", 900),
            ("15 минут", 900),
            ("1 минута", 60),
            ("1 час 30 минут", 5400),
            ("2 Часа", 7200),
            ("1ч. 5мин.", 3900),
            ("3 дня", 3 * DAY),
            ("21 день", 21 * DAY),
            ("5 дн", 5 * DAY),
            ("2 суток", 2 * DAY),
            ("30 секунд", 30),
            ("2 days", 2 * DAY),
            ("1h30m", 5400),
            ("0m", 0),
        ] {
            assert_eq!(typed(text), Some(seconds), "{text}");
        }
        for text in [
            "",
            "15",
            "минут",
            "2 месяца",
            "2 months",
            "-5 минут",
            "1.5 часа",
            "99999999999999999999 д",
            "5 чашек",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_told() {
        for text in
            ["", "10", "m", "10 минут", "-5m", "1.5h", "99999999999999999999d", "9223372036854775807d"]
        {
            let error = text.parse::<Duration>().unwrap_err().to_string();
            assert!(error.contains("write \"30s\", \"10m\""), "{error}");
        }
    }
}
