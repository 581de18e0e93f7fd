//! The bounds of what the catalogue says, whoever says it: the file, or an admin in chat (A6).

use std::ops::RangeInclusive;

use chrono::TimeDelta;

use crate::money::Money;
use crate::person;

const NOTHING: TimeDelta = TimeDelta::zero();
const DAY: TimeDelta = TimeDelta::days(1);
const YEAR: TimeDelta = TimeDelta::days(366);

/// How many characters a name has: of a category, a service, a specialist.
pub const NAME: RangeInclusive<usize> = 1..=60;
/// How long a service lasts.
pub const DURATION: RangeInclusive<TimeDelta> = TimeDelta::minutes(1)..=DAY;
/// What is occupied before a visit, or after it.
pub const BUFFER: RangeInclusive<TimeDelta> = NOTHING..=DAY;
/// How often starts are offered.
pub const STEP: RangeInclusive<TimeDelta> = TimeDelta::minutes(5)..=DAY;
/// How long before its start a visit is booked at the latest.
pub const MIN_NOTICE: RangeInclusive<TimeDelta> = NOTHING..=YEAR;
/// How long before its start a visit is booked at the earliest.
pub const HORIZON: RangeInclusive<TimeDelta> = TimeDelta::hours(1)..=YEAR;
/// How many clients come to one visit.
pub const SEATS: RangeInclusive<u32> = 1..=1000;
/// The largest price, in whole units of its currency.
pub const LARGEST_PRICE: i64 = 100_000_000;
/// The largest picture, in bytes.
pub const LARGEST_PICTURE: usize = 5 << 20;

/// A name as a document has it: white space around it falls away. `None` if it is no name.
pub fn name(text: &str) -> Option<String> {
    let name = text.trim();
    let good = NAME.contains(&name.chars().count()) && !name.chars().any(char::is_control);
    good.then(|| name.to_owned())
}

/// A name as somebody types it: what nobody sees, or what turns the direction of a line, falls away too.
pub fn typed_name(text: &str) -> Option<String> {
    name(&person::one_line(text))
}

/// Whether two names would be taken for the same: they differ in nothing but their case.
pub fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// Whether a length of time is one of whole minutes, as the database counts it, and lies within its bounds.
pub fn is_length(length: TimeDelta, bounds: &RangeInclusive<TimeDelta>) -> bool {
    bounds.contains(&length) && length.subsec_nanos() == 0 && length.num_seconds() % 60 == 0
}

/// Whether something can cost so much.
pub fn is_price(price: Money) -> bool {
    let largest = Money::whole(LARGEST_PRICE, price.currency);
    largest.is_some_and(|largest| (0..=largest.minor).contains(&price.minor))
}

/// Whether this is a picture that Telegram shows: JPEG or PNG, known by how it begins.
pub fn is_picture(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xd8\xff") || bytes.starts_with(b"\x89PNG\r\n\x1a\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn a_typed_name_is_what_people_see_of_it() {
        for (text, read) in [
            ("  Стрижка   и укладка ", Some("Стрижка и укладка")),
            ("<b>Стрижка</b>", Some("<b>Стрижка</b>")),
            ("💇", Some("💇")),
            ("\u{202e}акжиртС", Some("акжиртС")),
            ("Стрижка\nи укладка", Some("Стрижка и укладка")),
            ("", None),
            ("\u{200b}\u{3164}", None),
        ] {
            assert_eq!(typed_name(text).as_deref(), read, "{text:?}");
        }
        assert!(typed_name(&"я".repeat(60)).is_some());
        assert!(typed_name(&"я".repeat(61)).is_none());
        assert!(same_name("СТРИЖКА", "стрижка"));
    }

    #[test]
    fn lengths_are_whole_minutes_and_prices_no_larger_than_anybody_means() {
        assert!(is_length(TimeDelta::minutes(1), &DURATION) && is_length(TimeDelta::days(1), &DURATION));
        assert!(!is_length(TimeDelta::seconds(90), &DURATION) && !is_length(NOTHING, &DURATION));
        assert!(!is_length(TimeDelta::milliseconds(60_001), &DURATION));
        let roubles = |minor| is_price(Money { minor, currency: Currency::RUB });
        assert!(roubles(0) && roubles(10_000_000_000));
        assert!(!roubles(-1) && !roubles(10_000_000_001) && !roubles(i64::MAX));
    }

    #[test]
    fn a_picture_is_known_by_how_it_begins() {
        assert!(is_picture(b"\xff\xd8\xff\xe0") && is_picture(b"\x89PNG\r\n\x1a\n..."));
        assert!(!is_picture(b"GIF89a") && !is_picture(b""));
    }
}
