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
    fn what_is_no_duration_is_told() {
        for text in
            ["", "10", "m", "10 минут", "-5m", "1.5h", "99999999999999999999d", "9223372036854775807d"]
        {
            let error = text.parse::<Duration>().unwrap_err().to_string();
            assert!(error.contains("write \"30s\", \"10m\""), "{error}");
        }
    }
}
