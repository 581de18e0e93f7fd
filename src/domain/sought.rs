//! What somebody means who types a name, a phone or a number to find a client or a booking by.

use crate::fold::fold;
use crate::person::one_line;

/// The most characters of what is looked for: no name and no phone is longer.
const LONGEST: usize = 100;
/// So many words of a name count.
const WORDS: usize = 4;
/// So many digits at least are the end of a phone; fewer would fit everybody.
const TAIL: usize = 4;

/// What is looked for.
#[derive(Clone, PartialEq, Eq)]
pub enum Sought {
    /// Whose name has all of these in it, folded, in whatever order; one to four.
    Name(Vec<String>),
    /// What has this number, and whose phone ends with one of these runs of digits.
    Digits {
        /// A number of a client or a booking, if it can be one.
        number: Option<i64>,
        /// The digits as typed, and those without the zero or the eight that is dialled before a number at home; none if they are few.
        tails: Option<[String; 2]>,
    },
    /// Nothing that anybody could be found by.
    Nothing,
}

impl Sought {
    /// Reads what was typed. Letters make a name, digits with or without signs between them a phone or a number, `№` before them a number.
    pub fn parse(text: &str) -> Sought {
        let text = one_line(text);
        if text.chars().count() > LONGEST {
            return Sought::Nothing;
        }
        if let Some(rest) = text.strip_prefix(['№', '#']) {
            return match number(rest.trim()) {
                Some(number) => Sought::Digits { number: Some(number), tails: None },
                None => Sought::Nothing,
            };
        }
        if text.chars().any(char::is_alphabetic) {
            let words: Vec<String> = fold(&text).split(' ').map(str::to_owned).take(WORDS).collect();
            return if words.iter().all(String::is_empty) { Sought::Nothing } else { Sought::Name(words) };
        }
        digits(&text)
    }
}

/// What is looked for is a person's.
impl std::fmt::Debug for Sought {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sought(***)")
    }
}

fn digits(text: &str) -> Sought {
    let sign = |c: char| matches!(c, '+' | '-' | '(' | ')' | '.' | ' ' | '\u{2010}'..='\u{2015}');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() || text.chars().any(|c| !c.is_ascii_digit() && !sign(c)) {
        return Sought::Nothing;
    }
    let tails = (digits.len() >= TAIL).then(|| {
        let dialled = if text.starts_with('+') { &digits } else { without_prefix(&digits) };
        [digits.clone(), dialled.to_owned()]
    });
    match (number(text), tails) {
        (None, None) => Sought::Nothing,
        (number, tails) => Sought::Digits { number, tails },
    }
}

/// Without what is dialled at home before the number itself: eight in Russia, zero elsewhere, both in Belarus.
fn without_prefix(digits: &str) -> &str {
    match digits.len() {
        ..10 => digits,
        10 => digits.trim_start_matches('0'),
        11.. => digits.strip_prefix('8').unwrap_or(digits).trim_start_matches('0'),
    }
}

/// A number in the one spelling we show, of at most nine digits.
fn number(text: &str) -> Option<i64> {
    let plain = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether somebody with this phone would be found.
    fn finds(typed: &str, phone: &str) -> bool {
        let Sought::Digits { tails: Some(tails), .. } = Sought::parse(typed) else { return false };
        tails.iter().any(|tail| phone.ends_with(tail.as_str()))
    }

    #[test]
    fn a_phone_is_found_however_it_is_written() {
        for typed in [
            "9123456789",
            "89123456789",
            "8 (912) 345-67-89",
            "+7 912 345 67 89",
            "7-912-345-67-89",
            "5-67-89",
            "6789",
            "8‑912–345‑67‑89",
        ] {
            assert!(finds(typed, "+79123456789"), "{typed}");
        }
        assert!(finds("0151 12345678", "+4915112345678"));
        assert!(finds("8 029 123-45-67", "+375291234567"));
        assert!(finds("8 (812) 345-67-89", "+78123456789") && finds("812 345 67 89", "+78123456789"));
        assert!(!finds("8123456789", "+79123456789"), "a city code is no prefix");
        for typed in ["789", "89123456780", "+8 912 345 67 89", "1234", "позвоните"] {
            assert!(!finds(typed, "+79123456789"), "{typed}");
        }
    }

    #[test]
    fn a_name_is_words_in_any_order_and_a_number_is_a_number() {
        let words = |words: &[&str]| Sought::Name(words.iter().map(|word| (*word).to_owned()).collect());
        assert!(Sought::parse("  ИВАНОВА Алёна ") == words(&["иванова", "алена"]));
        assert!(Sought::parse("а б в г д") == words(&["а", "б", "в", "г"]));
        let number = |number| Sought::Digits { number: Some(number), tails: None };
        assert!(
            Sought::parse("12") == number(12)
                && Sought::parse("№ 12") == number(12)
                && Sought::parse("#7") == number(7)
        );
        for nothing in ["", "🌸", "№", "№ Анна", "0", "012", "1/2", "%", &"я".repeat(101), &"9".repeat(4096)]
        {
            assert!(Sought::parse(nothing) == Sought::Nothing, "{nothing:?}");
        }
        assert_eq!(format!("{:?}", Sought::parse("Анна")), "Sought(***)");
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd_to_look_for(text in ".{0,120}") {
            if let Sought::Name(words) = Sought::parse(&text) {
                prop_assert!((1..=WORDS).contains(&words.len()) && words.iter().all(|word| !word.is_empty()));
            }
        }
    }
}
