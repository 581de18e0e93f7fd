//! The value of a setting: read from what a person typed, kept as the file would have it.

use std::fmt;
use std::ops::RangeInclusive;

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::duration::Duration;
use crate::money::Currency;
use crate::person;
use crate::policy::Locale;
use crate::quiet::Quiet;
use crate::setting::{Kind, Setting};
use crate::time;

/// What a setting is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text; or none.
    Text(Option<String>),
    /// A time zone.
    Zone(Tz),
    /// A language.
    Locale(Locale),
    /// A currency.
    Currency(Currency),
    /// A length of time.
    Length(TimeDelta),
    /// Several of them, in the order in which they were written.
    Lengths(Vec<TimeDelta>),
    /// A part of every day; or none.
    Quiet(Option<Quiet>),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Count(u32),
}

/// Why a setting cannot be set to something, for the person who wants it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Too short or too long a text.
    #[error("write {least} to {most} characters")]
    Text {
        /// The fewest.
        least: usize,
        /// The most.
        most: usize,
    },
    /// No such time zone.
    #[error("no such time zone; perhaps {likely}")]
    Zone {
        /// One that is meant, perhaps.
        likely: Tz,
    },
    /// Not one of those there are.
    #[error("not one of those there are")]
    Choice,
    /// No length of time.
    #[error("no duration")]
    Length,
    /// A length out of its bounds.
    #[error("out of bounds")]
    Bounds {
        /// The shortest.
        least: TimeDelta,
        /// The longest.
        most: TimeDelta,
    },
    /// A length with seconds.
    #[error("not whole minutes")]
    WholeMinutes,
    /// Too many lengths.
    #[error("more than {most}")]
    TooMany {
        /// The most.
        most: usize,
    },
    /// The same length twice.
    #[error("one of them twice")]
    Twice,
    /// No part of a day.
    #[error("no span of hours")]
    Quiet,
    /// No number, or one out of its bounds.
    #[error("write {least} to {most}")]
    Count {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
}

impl Setting {
    /// Reads what a person typed, or what [`Value`] wrote.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(self, text: &str) -> Result<Value, Wrong> {
        match self.kind() {
            Kind::Text { length, lines } => parse_text(text, length, lines).map(Value::Text),
            Kind::Zone => time::zone_named(text).map(Value::Zone).map_err(|likely| Wrong::Zone { likely }),
            Kind::Locale => Locale::from_code(text.trim()).map(Value::Locale).ok_or(Wrong::Choice),
            Kind::Currency => {
                let code = text.trim().to_uppercase();
                Currency::parse(&code).map(Value::Currency).map_err(|_| Wrong::Choice)
            }
            Kind::Length { bounds, whole_minutes } => {
                parse_length(text, &bounds, whole_minutes).map(Value::Length)
            }
            Kind::Lengths { bounds, most } => parse_lengths(text, &bounds, most).map(Value::Lengths),
            Kind::Quiet if text.trim().is_empty() => Ok(Value::Quiet(None)),
            Kind::Quiet => text.parse().map(|quiet| Value::Quiet(Some(quiet))).map_err(|_| Wrong::Quiet),
            Kind::Flag => text.trim().parse().map(Value::Flag).map_err(|_| Wrong::Choice),
            Kind::Count(bounds) => {
                let (least, most) = (*bounds.start(), *bounds.end());
                let count = text.trim().parse().ok().filter(|count| bounds.contains(count));
                count.map(Value::Count).ok_or(Wrong::Count { least, most })
            }
        }
    }
}

fn parse_text(text: &str, length: RangeInclusive<usize>, lines: bool) -> Result<Option<String>, Wrong> {
    let text = if lines { person::lines(text) } else { person::one_line(text) };
    match length.contains(&text.chars().count()) {
        true => Ok(Some(text).filter(|text| !text.is_empty())),
        false => Err(Wrong::Text { least: *length.start(), most: *length.end() }),
    }
}

fn parse_length(
    text: &str,
    bounds: &RangeInclusive<TimeDelta>,
    whole_minutes: bool,
) -> Result<TimeDelta, Wrong> {
    let Duration(length) = Duration::typed(text).ok_or(Wrong::Length)?;
    if !bounds.contains(&length) {
        return Err(Wrong::Bounds { least: *bounds.start(), most: *bounds.end() });
    }
    if whole_minutes && length.num_seconds() % 60 != 0 {
        return Err(Wrong::WholeMinutes);
    }
    Ok(length)
}

fn parse_lengths(
    text: &str,
    bounds: &RangeInclusive<TimeDelta>,
    most: usize,
) -> Result<Vec<TimeDelta>, Wrong> {
    let mut lengths = Vec::new();
    for part in text.split([',', ';']).filter(|part| !part.trim().is_empty()) {
        let length = parse_length(part, bounds, true)?;
        if lengths.contains(&length) {
            return Err(Wrong::Twice);
        }
        lengths.push(length);
    }
    if lengths.len() > most { Err(Wrong::TooMany { most }) } else { Ok(lengths) }
}

/// As the file would have it, without quotation marks.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) => f.write_str(text.as_deref().unwrap_or_default()),
            Value::Zone(zone) => f.write_str(zone.name()),
            Value::Locale(locale) => f.write_str(locale.code()),
            Value::Currency(currency) => f.write_str(currency.code()),
            Value::Length(length) => Duration(*length).fmt(f),
            Value::Lengths(lengths) => {
                let lengths: Vec<String> =
                    lengths.iter().map(|length| Duration(*length).to_string()).collect();
                f.write_str(&lengths.join(", "))
            }
            Value::Quiet(quiet) => quiet.map_or(Ok(()), |quiet| quiet.fmt(f)),
            Value::Flag(flag) => flag.fmt(f),
            Value::Count(count) => count.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A value that a setting can have, made of whole numbers and a text.
    fn value(setting: Setting, number: i64, text: &str) -> Option<Value> {
        let length = |bounds: &RangeInclusive<TimeDelta>, number: i64| {
            let (least, most) = (bounds.start().num_minutes(), bounds.end().num_minutes());
            TimeDelta::minutes(least + number.rem_euclid(most - least + 1)).max(*bounds.start())
        };
        let pick = |count: usize| usize::try_from(number.rem_euclid(count as i64)).unwrap();
        Some(match setting.kind() {
            Kind::Text { .. } => setting.parse(text).ok()?,
            Kind::Zone => Value::Zone(chrono_tz::TZ_VARIANTS[pick(chrono_tz::TZ_VARIANTS.len())]),
            Kind::Locale => Value::Locale([Locale::Ru, Locale::En][pick(2)]),
            Kind::Currency => Value::Currency(Currency::all().nth(pick(3))?),
            Kind::Length { bounds, .. } => Value::Length(length(&bounds, number)),
            Kind::Lengths { bounds, most } => {
                let count = i64::try_from(pick(most + 1)).unwrap();
                Value::Lengths((0..count).map(|index| length(&bounds, number / 7 + index)).collect())
            }
            Kind::Quiet => {
                let time = |minute: i64| format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
                let from = number.rem_euclid(1440);
                let quiet = format!("{}-{}", time(from), time(from + 1 + number.rem_euclid(1439)));
                Value::Quiet(quiet.parse().ok())
            }
            Kind::Flag => Value::Flag(number % 2 == 0),
            Kind::Count(bounds) => {
                Value::Count(bounds.start() + u32::try_from(number.rem_euclid(1000)).unwrap())
            }
        })
    }

    proptest! {
        #[test]
        fn a_value_survives_its_coding(number in 0..i64::MAX / 2, text in "[ -~а-я\n]{0,120}") {
            for setting in Setting::ALL {
                if let Some(value) = value(setting, number, &text) {
                    prop_assert_eq!(setting.parse(&value.to_string()), Ok(value), "{}", setting.code());
                }
            }
        }

        #[test]
        fn no_text_breaks_the_reading_and_what_is_read_lies_within_the_bounds(text in ".{0,700}") {
            for setting in Setting::ALL {
                match (setting.parse(&text), setting.kind()) {
                    (Ok(Value::Text(read)), Kind::Text { length, .. }) => {
                        prop_assert!(length.contains(&read.unwrap_or_default().chars().count()));
                    }
                    (Ok(Value::Length(read)), Kind::Length { bounds, .. }) => prop_assert!(bounds.contains(&read)),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn what_people_type_is_understood() {
        let minutes = |setting: Setting, text: &str| match setting.parse(text) {
            Ok(Value::Length(length)) => length.num_minutes(),
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(minutes(Setting::Step, "15 минут"), 15);
        assert_eq!(minutes(Setting::CancelNotice, " 3 Ч "), 180);
        assert_eq!(minutes(Setting::Horizon, "60 days"), 60 * 1440);
        let offsets = Ok(Value::Lengths(vec![TimeDelta::hours(24), TimeDelta::hours(2)]));
        assert_eq!(Setting::Offsets.parse("24 часа, 2ч"), offsets);
        assert_eq!(Setting::Zone.parse("europe/berlin"), Ok(Value::Zone(Tz::Europe__Berlin)));
        assert_eq!(Setting::Zone.parse("New York"), Ok(Value::Zone(Tz::America__New_York)));
        assert_eq!(Setting::Currency.parse("eur").map(|value| value.to_string()), Ok("EUR".to_owned()));
        assert_eq!(Setting::Quiet.parse(""), Ok(Value::Quiet(None)));
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        let day = TimeDelta::days(1);
        let step = Wrong::Bounds { least: TimeDelta::minutes(5), most: day };
        for (setting, text, wrong) in [
            (Setting::Step, "4m", step.clone()),
            (Setting::Step, "25h", step),
            (Setting::Step, "5m1s", Wrong::WholeMinutes),
            (Setting::Step, "скоро", Wrong::Length),
            (Setting::Name, " \u{200b}\n", Wrong::Text { least: 1, most: 100 }),
            (Setting::Offsets, "1d, 24h", Wrong::Twice),
            (Setting::Offsets, "1h,2h,3h,4h,5h,6h", Wrong::TooMany { most: 5 }),
            (Setting::Quiet, "22-9", Wrong::Quiet),
            (Setting::MaxActive, "0", Wrong::Count { least: 1, most: 1000 }),
            (Setting::Zone, "Нигде", Wrong::Zone { likely: Tz::Europe__Moscow }),
            (Setting::Locale, "de", Wrong::Choice),
        ] {
            assert_eq!(setting.parse(text), Err(wrong), "{text}");
        }
    }
}
