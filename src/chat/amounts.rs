//! Lengths of time and prices as people type them: "1 ч 30 мин", "полтора часа", "1 500 ₽".
//!
//! Only what is understood whole counts. Whether it lies within the bounds of what was asked is another question.

use chrono::TimeDelta;
use domain::{Currency, Money};

use crate::format::symbol;
use crate::texts::{Lang, Texts};

/// Nobody needs more characters.
const LONGEST: usize = 40;
/// Minutes of each unit, in the order of the list of their words; a month is thirty days.
const UNITS: [i64; 5] = [1, 60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60];
const MINUTE: usize = 0;
const HOUR: usize = 1;

/// What a number means that stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bare {
    /// So many minutes.
    Minutes,
    /// So many hours.
    Hours,
    /// So many days.
    Days,
}

/// Reads a length of time; `None` if it is none, or not one of whole minutes.
pub fn length(texts: &Texts, text: &str, bare: Bare) -> Option<TimeDelta> {
    let folded = text.trim().to_lowercase();
    if folded.chars().count() > LONGEST {
        return None;
    }
    let mut sum = Sum { minutes: 0, smallest: None };
    // In hundredths, so that "1,5" is exact.
    let mut number: Option<i64> = None;
    for token in tokens(&folded)? {
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            match token.split_once(':') {
                Some((hours, minutes)) if number.is_none() => sum.clock(hours, minutes)?,
                None if number.is_none() => number = Some(hundredths(token)?),
                _ => return None,
            }
        } else if is(texts, "amount-half-hour", token) && number.is_none() {
            sum.add(30 * 100, MINUTE)?;
        } else if is(texts, "amount-one-and-half", token) && number.is_none() {
            number = Some(150);
        } else if is(texts, "amount-half", token) && number.is_none() {
            number = Some(50);
        } else if !is(texts, "amount-filler", token) {
            sum.add(number.take().unwrap_or(100), group(texts, "amount-units", token)?)?;
        }
    }
    if let Some(number) = number {
        let unit = match (sum.smallest, bare) {
            (None, Bare::Minutes) | (Some(HOUR), _) => MINUTE,
            (None, Bare::Hours) => HOUR,
            (None, Bare::Days) => HOUR + 1,
            (Some(_), _) => return None,
        };
        sum.add(number, unit)?;
    }
    sum.smallest.and_then(|_| TimeDelta::try_minutes(sum.minutes))
}

/// Reads a price; `None` if it is none, or in another currency.
pub fn price(texts: &Texts, text: &str, currency: Currency) -> Option<Money> {
    let folded = text.trim().to_lowercase();
    if folded.chars().count() > LONGEST {
        return None;
    }
    if is(texts, "amount-free", &folded) {
        return Some(Money { minor: 0, currency });
    }
    let is_ours = |word: &str| {
        let word = word.trim_end_matches('.');
        let named = currency == Currency::RUB && is(texts, "amount-roubles", word);
        named || word == symbol(currency.code()).to_lowercase() || word == currency.code().to_lowercase()
    };
    let digit = |c: char| c.is_ascii_digit();
    let (from, to) = (folded.find(digit)?, folded.rfind(digit)? + 1);
    let around = [folded[..from].trim(), folded[to..].trim()];
    if !around.into_iter().all(|word| word.is_empty() || is_ours(word)) {
        return None;
    }
    Money::parse(&ungrouped(&folded[from..to])?.replace(',', "."), currency)
}

/// "1 500" → "1500": blanks stand only before three digits.
fn ungrouped(digits: &str) -> Option<String> {
    let mut groups = digits.split(char::is_whitespace);
    let mut whole = groups.next()?.to_owned();
    for group in groups {
        let grouped = group.find([',', '.']).unwrap_or(group.len()) == 3 && whole.len() <= 12;
        if !grouped || whole.contains([',', '.']) {
            return None;
        }
        whole.push_str(group);
    }
    Some(whole)
}

/// The units come from great to small, each once.
struct Sum {
    minutes: i64,
    smallest: Option<usize>,
}

impl Sum {
    fn add(&mut self, hundredths: i64, unit: usize) -> Option<()> {
        if self.smallest.is_some_and(|smallest| smallest <= unit) {
            return None;
        }
        self.smallest = Some(unit);
        let minutes = hundredths.checked_mul(UNITS[unit]).filter(|all| all % 100 == 0)? / 100;
        self.minutes = self.minutes.checked_add(minutes)?;
        Some(())
    }

    /// "1:30"
    fn clock(&mut self, hours: &str, minutes: &str) -> Option<()> {
        let minutes = whole(minutes).filter(|found| minutes.len() == 2 && *found < 60)?;
        self.add(whole(hours)?.checked_mul(100)?, HOUR)?;
        self.add(minutes * 100, MINUTE)
    }
}

/// Numbers and words; `None` if there is anything else.
fn tokens(text: &str) -> Option<Vec<&str>> {
    let number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ':');
    let mut found = Vec::new();
    for word in text.split_whitespace() {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let end = match first {
                first if first.is_ascii_digit() => rest.find(|c| !number(c)),
                first if first.is_alphabetic() => rest.find(|c: char| !c.is_alphabetic() && c != '-'),
                _ => return None,
            };
            let (token, after) = rest.split_at(end.unwrap_or(rest.len()));
            found.push(token.trim_end_matches([',', '.']));
            // "мин." and "1 ч., 30 мин."
            rest = after.trim_start_matches([',', '.']);
        }
    }
    Some(found)
}

/// "1,5" → 150
fn hundredths(token: &str) -> Option<i64> {
    let (units, decimals) = token.split_once([',', '.']).unwrap_or((token, ""));
    if decimals.len() > 2 {
        return None;
    }
    let decimals = if decimals.is_empty() { 0 } else { whole(&format!("{decimals:0<2}"))? };
    Some(whole(units)? * 100 + decimals)
}

fn whole(digits: &str) -> Option<i64> {
    let good = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| digits.parse().ok())?
}

fn is(texts: &Texts, key: &str, word: &str) -> bool {
    group(texts, key, word).is_some()
}

/// Which group of a list has the word: groups are parted by commas, the forms of one word by spaces.
fn group(texts: &Texts, key: &str, word: &str) -> Option<usize> {
    Lang::ALL.into_iter().find_map(|lang| {
        let list = texts.get(lang, key);
        list.split(',').position(|group| group.split_whitespace().any(|form| form == word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(text: &str, bare: Bare) -> Option<i64> {
        length(&Texts::load(), text, bare).map(|length| length.num_minutes())
    }

    #[test]
    fn lengths_are_read_as_people_write_them() {
        for (text, read) in [
            ("90", Some(90)),
            ("90 мин", Some(90)),
            ("90мин.", Some(90)),
            ("90 минут", Some(90)),
            ("1:30", Some(90)),
            ("1 ч 30 мин", Some(90)),
            ("1ч30м", Some(90)),
            ("1 час 30", Some(90)),
            ("час", Some(60)),
            ("Полтора часа", Some(90)),
            ("полчаса", Some(30)),
            ("час и 15 минут", Some(75)),
            ("1,5 часа", Some(90)),
            ("1.25 ч", Some(75)),
            ("2 часа", Some(120)),
            ("1h 30m", Some(90)),
            ("an hour", Some(60)),
            ("half an hour", Some(30)),
            ("45 minutes", Some(45)),
            ("2 дня", Some(2880)),
            ("неделя", Some(10_080)),
            ("0", Some(0)),
            ("30 мин 1 ч", None),
            ("1 ч 2 ч", None),
            ("1:5", None),
            ("1:60", None),
            ("1,33 мин", None),
            ("-30", None),
            ("30 лет", None),
            ("30 30", None),
            ("", None),
            ("и", None),
            ("<b>30</b>", None),
            ("999999999999999999999", None),
            ("👍", None),
        ] {
            assert_eq!(minutes(text, Bare::Minutes), read, "{text:?}");
        }
        assert_eq!((minutes("2", Bare::Hours), minutes("30", Bare::Days)), (Some(120), Some(43_200)));
        assert_eq!(minutes(&"1".repeat(4096), Bare::Minutes), None);
    }

    #[test]
    fn prices_are_read_as_people_write_them() {
        let minor = |text: &str, code: &str| {
            price(&Texts::load(), text, Currency::parse(code).unwrap()).map(|price| price.minor)
        };
        for (text, read) in [
            ("1500", Some(150_000)),
            ("1 500 ₽", Some(150_000)),
            ("1\u{a0}500\u{202f}000 руб.", Some(150_000_000)),
            ("1500р", Some(150_000)),
            ("12.50", Some(1250)),
            ("12,5", Some(1250)),
            ("1500 RUB", Some(150_000)),
            ("бесплатно", Some(0)),
            ("0", Some(0)),
            ("$15", None),
            ("1500 $", None),
            ("15 00", None),
            ("1,500", None),
            ("-5", None),
            ("1500 и чаевые", None),
            ("от 1500", None),
            ("", None),
            ("₽", None),
            ("1e9", None),
            ("٣", None),
        ] {
            assert_eq!(minor(text, "RUB"), read, "{text:?}");
        }
        assert_eq!(
            (minor("$15.20", "USD"), minor("1500", "JPY"), minor("1.5", "JPY")),
            (Some(1520), Some(1500), None)
        );
        assert_eq!(minor(&"9".repeat(4096), "RUB"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in ".{0,40}", parts in "[0-9 :.,чмhm₽р]{0,20}") {
            let texts = Texts::load();
            for text in [text, parts] {
                let _ = length(&texts, &text, Bare::Hours);
                let _ = price(&texts, &text, Currency::RUB);
            }
        }
    }
}
