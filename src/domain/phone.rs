//! Phone numbers, kept in E.164. The world's numbering plans are those of the crate `phonenumber`.

use std::fmt;

use phonenumber::{Mode, PhoneNumber, country};

use crate::person::one_line;

/// A phone number in E.164.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

/// A text that is no phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a phone number")]
pub struct PhoneError;

impl Phone {
    /// Parses what a person typed. Numbers without a country belong to `region`, an ISO 3166 code such as `RU`; what makes no number
    /// there is tried as an international one whose `+` was left out.
    pub fn parse(text: &str, region: &str) -> Result<Phone, PhoneError> {
        let text = dialled(text)?;
        let id: Option<country::Id> = region.parse().ok();
        let found = valid(phonenumber::parse(id, &text).ok())
            .or_else(|| seven(within_seven(&text, region)?))
            .or_else(|| international(&text));
        Phone::of(found)
    }

    /// Parses the number of a contact that Telegram shared: always international, with or without its `+`. [`parse`](Self::parse) would
    /// take the Vietnamese `84912345678` for a Russian number dialled with 8.
    pub fn shared(text: &str) -> Result<Phone, PhoneError> {
        Phone::of(international(&dialled(text)?))
    }

    /// Takes back what [`as_e164`](Self::as_e164) gave and the database kept.
    pub fn from_e164(text: &str) -> Option<Phone> {
        let digits = text.strip_prefix('+')?;
        ((7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| Phone(text.to_owned()))
    }

    /// `+79123456789`
    pub fn as_e164(&self) -> &str {
        &self.0
    }

    /// `+7 912 345-67-89`, as the number's country writes it.
    pub fn display(&self) -> String {
        match international(&self.0).filter(|number| e164(number) == self.0) {
            Some(number) => number.format().mode(Mode::International).to_string(),
            None => self.0.clone(),
        }
    }

    /// Whether it may be a number of this country, an ISO 3166 code; some countries share their code.
    pub fn may_be_of(&self, region: &str) -> bool {
        let country = international(&self.0).and_then(|number| number.country().id());
        country.is_none_or(|country| country.as_ref() == region)
    }

    /// `+7•••••••89`: enough to recognise one's own number.
    pub fn masked(&self) -> String {
        let shown = self.0.len() - 2;
        format!("{}{}{}", &self.0[..2], "•".repeat(shown - 2), &self.0[shown..])
    }

    /// What the database could not give back is no phone (E.164 ends at 15 digits, a few numbering plans do not).
    fn of(number: Option<PhoneNumber>) -> Result<Phone, PhoneError> {
        number.and_then(|number| Phone::from_e164(&e164(&number))).ok_or(PhoneError)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(***)")
    }
}

/// What might be dialled. `phonenumber` reads vanity numbers such as `0800 PIZZA`; a sentence must not become a number.
fn dialled(text: &str) -> Result<String, PhoneError> {
    let text = one_line(text);
    match text.len() > 40 || text.chars().any(char::is_alphabetic) {
        true => Err(PhoneError),
        false => Ok(text),
    }
}

fn international(text: &str) -> Option<PhoneNumber> {
    let with_plus = format!("+{}", text.trim_start_matches('+'));
    valid(phonenumber::parse(None, &with_plus).ok()).or_else(|| seven(within_seven(&with_plus, "")?))
}

/// The ten digits of a number under +7, which Russia and Kazakhstan share, however they are dialled there.
fn within_seven(text: &str, region: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let at_home = matches!(region, "RU" | "KZ") && !text.starts_with('+');
    match (digits.len(), digits.as_bytes().first()) {
        (11, Some(b'7')) => Some(digits[1..].to_owned()),
        (11, Some(b'8')) if at_home => Some(digits[1..].to_owned()),
        (10, _) if at_home => Some(digits),
        _ => None,
    }
}

/// A number under +7, whatever it begins with.
///
/// `phonenumber` takes a leading 8 for the trunk prefix, up to twice, and so loses Petersburg (812), Kazan (843), Sochi (862) and 8-800
/// (whisperfish/rust-phonenumber#76). With two more of them in front it strips those and leaves the number.
fn seven(national: String) -> Option<PhoneNumber> {
    let whole = format!("+7{national}");
    [whole.clone(), format!("+788{national}")]
        .into_iter()
        .filter_map(|text| valid(phonenumber::parse(None, text).ok()))
        .find(|number| e164(number) == whole)
}

fn valid(number: Option<PhoneNumber>) -> Option<PhoneNumber> {
    number.filter(phonenumber::is_valid)
}

fn e164(number: &PhoneNumber) -> String {
    number.format().mode(Mode::E164).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(text: &str, region: &str) -> Option<String> {
        Phone::parse(text, region).ok().map(|phone| phone.0)
    }

    #[test]
    fn phones_are_kept_in_e164_however_they_are_written() {
        for text in ["8 (912) 345-67-89", "+7 912 345 67 89", "79123456789", "9123456789", "8-912-345-67-89"]
        {
            assert_eq!(typed(text, "RU").as_deref(), Some("+79123456789"), "{text:?}");
        }
        assert_eq!(typed("4915112345678", "RU").as_deref(), Some("+4915112345678"));
        assert_eq!(typed("+375 29 123-45-67", "RU").as_deref(), Some("+375291234567"));
        assert_eq!(typed("8 029 123-45-67", "BY").as_deref(), Some("+375291234567"));
        assert_eq!(typed("701 234 56 78", "KZ").as_deref(), Some("+77012345678"));
    }

    #[test]
    fn a_city_code_that_begins_with_eight_is_no_trunk_prefix() {
        for text in ["+7 812 345-67-89", "8 (812) 345-67-89", "78123456789", "812 345 67 89"] {
            assert_eq!(typed(text, "RU").as_deref(), Some("+78123456789"), "{text:?}");
        }
        assert_eq!(typed("8 800 555-35-35", "RU").as_deref(), Some("+78005553535"));
        assert_eq!(typed("+7 843 212-34-56", "DE").as_deref(), Some("+78432123456"));
        assert_eq!(Phone::from_e164("+78432123456").unwrap().display(), "+7 843 212-34-56");
    }

    #[test]
    fn a_shared_contact_is_international_wherever_the_business_is() {
        let shared = |text: &str| Phone::shared(text).ok().map(|phone| phone.0);
        assert_eq!(shared("84912345678").as_deref(), Some("+84912345678"));
        assert_eq!(typed("84912345678", "RU").as_deref(), Some("+74912345678"), "typed, it is Ryazan");
        assert_eq!(shared("79123456789").as_deref(), Some("+79123456789"));
        assert_eq!(shared("+78123456789").as_deref(), Some("+78123456789"));
        assert_eq!(shared("9123456789"), None);
    }

    #[test]
    fn a_phone_is_shown_whole_or_masked() {
        let phone = Phone::parse("89123456789", "RU").unwrap();
        assert_eq!(phone.masked(), "+7••••••••89");
        assert_eq!(phone.display(), "+7 912 345-67-89");
        assert_eq!(format!("{phone:?}"), "Phone(***)");
    }

    #[test]
    fn what_is_no_phone_is_refused() {
        for text in
            ["", "112", "12345", "позвоните мне", "8912345678", "+7 000 000 00 00", "😀", &"9".repeat(4096)]
        {
            assert_eq!(typed(text, "RU"), None, "{text:?}");
        }
    }

    proptest! {
        /// The database's text is parsed again when it is read.
        #[test]
        fn what_was_accepted_once_is_read_back_the_same(
            text in "[+0-9 ()\\-;=.,*#/]{0,24}",
            region in prop::sample::select(vec!["RU", "KZ", "BY", "DE", "US", "IT", "BR", "NZ", "", "?"]),
        ) {
            if let Ok(phone) = Phone::parse(&text, region) {
                prop_assert_eq!(Phone::from_e164(phone.as_e164()), Some(phone.clone()));
                let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
                prop_assert_eq!(digits(&phone.display()), digits(phone.as_e164()));
            }
        }
    }
}
