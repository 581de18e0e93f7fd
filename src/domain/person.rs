//! What a client says of themselves, parsed once at the door into types that cannot be wrong.
//!
//! None of them shows its content through `Debug`, so none reaches a log.

use std::fmt;

use phonenumber::country;

/// The fewest and most characters of a name (C3).
pub const NAME_LENGTH: std::ops::RangeInclusive<usize> = 2..=100;
/// The most characters of a comment (C3).
pub const COMMENT_LENGTH: usize = 500;

/// A client's name: 2–100 characters with at least one letter, on one line.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientName(String);

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Fewer than two characters.
    #[error("too short")]
    TooShort,
    /// More than a hundred characters.
    #[error("too long")]
    TooLong,
    /// No letter in it: digits, signs, emoji.
    #[error("no letters")]
    NoLetters,
    /// A link, a @mention or a command.
    #[error("looks like a link")]
    Link,
}

impl ClientName {
    /// Parses what a person typed: white space is folded, invisible characters fall away.
    pub fn parse(text: &str) -> Result<ClientName, NameError> {
        let name = one_line(text);
        let length = name.chars().count();
        if length < *NAME_LENGTH.start() {
            return Err(NameError::TooShort);
        }
        if length > *NAME_LENGTH.end() {
            return Err(NameError::TooLong);
        }
        if !name.chars().any(char::is_alphabetic) {
            return Err(NameError::NoLetters);
        }
        if name.starts_with(['@', '/']) || name.contains("://") || name.to_lowercase().contains("t.me/") {
            return Err(NameError::Link);
        }
        Ok(ClientName(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A phone number in E.164.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

/// A text that is no phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a phone number")]
pub struct PhoneError;

impl Phone {
    /// Parses what a person typed or shared. Numbers without a country belong to `region`, an ISO 3166 code such as `RU`; Telegram's
    /// contacts come in international form without the `+`.
    pub fn parse(text: &str, region: &str) -> Result<Phone, PhoneError> {
        let text = one_line(text);
        if text.len() > 40 || text.chars().any(char::is_alphabetic) {
            return Err(PhoneError);
        }
        let region: Option<country::Id> = region.parse().ok();
        [phonenumber::parse(region, &text), phonenumber::parse(None, format!("+{text}"))]
            .into_iter()
            .flatten()
            .find(phonenumber::is_valid)
            .map(|number| Phone(number.format().mode(phonenumber::Mode::E164).to_string()))
            .ok_or(PhoneError)
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
        match phonenumber::parse(None, &self.0) {
            Ok(number) => number.format().mode(phonenumber::Mode::International).to_string(),
            Err(_) => self.0.clone(),
        }
    }

    /// `+7•••••••89`: enough to recognise one's own number.
    pub fn masked(&self) -> String {
        let shown = self.0.len() - 2;
        format!("{}{}{}", &self.0[..2], "•".repeat(shown - 2), &self.0[shown..])
    }
}

/// A comment of at most 500 characters, not empty.
#[derive(Clone, PartialEq, Eq)]
pub struct Comment(String);

/// A comment that is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("longer than {COMMENT_LENGTH} characters")]
pub struct CommentTooLong;

impl Comment {
    /// Parses what a person typed; nothing visible in it means no comment.
    pub fn parse(text: &str) -> Result<Option<Comment>, CommentTooLong> {
        let text: String = text.chars().filter(|c| *c == '\n' || is_plain(*c)).collect();
        let text = text.trim();
        match text.chars().count() {
            0 => Ok(None),
            1..=COMMENT_LENGTH => Ok(Some(Comment(text.to_owned()))),
            _ => Err(CommentTooLong),
        }
    }

    /// The comment.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! silent_debug {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        }
    )+};
}

silent_debug!(ClientName, Phone, Comment);

/// Folds white space into single blanks and drops what nobody sees.
fn one_line(text: &str) -> String {
    let visible: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_plain(*c)).collect();
    visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Neither a control character nor one that turns the direction of what follows (a name must not rearrange an admin's screen).
fn is_plain(c: char) -> bool {
    let turns =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !c.is_control() && !turns && !matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Result<String, NameError> {
        ClientName::parse(text).map(|name| name.0)
    }

    #[test]
    fn a_name_is_what_people_are_called() {
        assert_eq!(name("  Анна \n Мария  "), Ok("Анна Мария".into()));
        assert_eq!(name("О'Нил"), Ok("О'Нил".into()));
        assert_eq!(name("李明"), Ok("李明".into()));
        assert_eq!(name(&"я".repeat(100)), Ok("я".repeat(100)));
        assert_eq!(name("\u{202e}Мария\0"), Ok("Мария".into()), "what nobody sees falls away");
        assert_eq!(name("مريم"), Ok("مريم".into()), "right-to-left names are names");
    }

    #[test]
    fn what_is_no_name_is_told_apart() {
        for (text, error) in [
            ("", NameError::TooShort),
            ("\0\u{200b}я", NameError::TooShort),
            ("😀😀😀", NameError::NoLetters),
            ("12345", NameError::NoLetters),
            ("@anna", NameError::Link),
            ("/start", NameError::Link),
            ("https://example.org", NameError::Link),
        ] {
            assert_eq!(name(text), Err(error), "{text:?}");
        }
        assert_eq!(name(&"я".repeat(101)), Err(NameError::TooLong));
    }

    #[test]
    fn phones_are_kept_in_e164_however_they_are_written() {
        for text in ["8 (912) 345-67-89", "+7 912 345 67 89", "79123456789", "9123456789", "8-912-345-67-89"]
        {
            assert_eq!(Phone::parse(text, "RU").unwrap().as_e164(), "+79123456789", "{text:?}");
        }
        assert_eq!(Phone::parse("4915112345678", "RU").unwrap().as_e164(), "+4915112345678");
        assert_eq!(Phone::parse("+375 29 123-45-67", "RU").unwrap().as_e164(), "+375291234567");
        let phone = Phone::parse("89123456789", "RU").unwrap();
        assert_eq!(phone.masked(), "+7••••••••89");
        assert_eq!(phone.display(), "+7 912 345-67-89");
    }

    #[test]
    fn what_is_no_phone_is_refused() {
        for text in
            ["", "112", "12345", "позвоните мне", "8912345678", "+7 000 000 00 00", "😀", &"9".repeat(4096)]
        {
            assert_eq!(Phone::parse(text, "RU"), Err(PhoneError), "{text:?}");
        }
    }

    #[test]
    fn a_comment_has_an_end() {
        assert_eq!(Comment::parse(" \0 ").unwrap(), None);
        assert!(Comment::parse(&"я".repeat(500)).unwrap().is_some());
        assert_eq!(Comment::parse(&"я".repeat(501)), Err(CommentTooLong));
    }

    #[test]
    fn debug_keeps_silent() {
        assert_eq!(format!("{:?}", ClientName::parse("Анна").unwrap()), "ClientName(***)");
        assert_eq!(format!("{:?}", Phone::parse("89123456789", "RU").unwrap()), "Phone(***)");
    }
}
