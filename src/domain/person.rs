//! What a client says of themselves, parsed once at the door into types that cannot be wrong.
//!
//! None of them shows its content through `Debug`, so none reaches a log.

use std::fmt;

pub use crate::phone::{Phone, PhoneError};

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
        if is_link(&name) {
            return Err(NameError::Link);
        }
        Ok(ClientName(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What Telegram would make a link of, in the admins' chat too.
fn is_link(name: &str) -> bool {
    let folded = name.to_lowercase();
    let domain = |word: &str| {
        let (host, end) = word.rsplit_once('.').unwrap_or(("", ""));
        let is = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
        // "J.Smith" and "А.П.Чехов" are names.
        host.len() > 1 && end.len() > 1 && host.chars().all(is) && end.bytes().all(|b| b.is_ascii_lowercase())
    };
    name.starts_with('/')
        || ["@", "://", "www.", "t.me/"].into_iter().any(|sign| folded.contains(sign))
        || name.split([' ', ',', ';', '(', ')', '/']).any(domain)
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
        let text = lines(text);
        match text.chars().count() {
            0 => Ok(None),
            1..=COMMENT_LENGTH => Ok(Some(Comment(text))),
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

silent_debug!(ClientName, Comment);

/// Drops what nobody sees, but for the ends of lines.
pub(crate) fn lines(text: &str) -> String {
    let spaced = text.chars().map(|c| if c == '\t' { ' ' } else { c });
    let visible: String = spaced.filter(|c| *c == '\n' || is_plain(*c)).collect();
    visible.trim().to_owned()
}

/// Folds white space into single blanks and drops what nobody sees.
pub(crate) fn one_line(text: &str) -> String {
    let visible: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_plain(*c)).collect();
    visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Neither a control character, nor one that turns the direction of what follows (a name must not rearrange an admin's screen), nor one
/// that shows nothing. Joiners stay: Persian names and many emoji need them.
fn is_plain(c: char) -> bool {
    !c.is_control() && !turns_direction(c) && !is_blank(c)
}

/// Whether a character shows nothing and turns the direction of what stands beside it.
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Shows nothing at all. The Hangul and Khmer fillers count as letters in Unicode, which is how people make "empty" nicknames.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{2060}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            ("WWW.example.org", NameError::Link),
            ("Пишите @anna", NameError::Link),
        ] {
            assert_eq!(name(text), Err(error), "{text:?}");
        }
        assert_eq!(name(&"я".repeat(101)), Err(NameError::TooLong));
    }

    #[test]
    fn a_name_of_invisible_letters_is_no_name() {
        for text in ["\u{3164}\u{3164}", "\u{115f}\u{1160}", "\u{ffa0}\u{ffa0}", "\u{ad}\u{ad}я"] {
            assert_eq!(name(text), Err(NameError::TooShort), "{text:?}");
        }
    }

    #[test]
    fn a_comment_has_an_end() {
        assert_eq!(Comment::parse(" \0 ").unwrap(), None);
        assert!(Comment::parse(&"я".repeat(500)).unwrap().is_some());
        assert_eq!(Comment::parse(&"я".repeat(501)), Err(CommentTooLong));
        assert_eq!(Comment::parse("код:\t12\nэтаж 3").unwrap().unwrap().as_str(), "код: 12\nэтаж 3");
    }

    proptest! {
        /// The database's text is parsed again when it is read.
        #[test]
        fn what_was_accepted_once_is_read_back_the_same(text in ".{0,120}") {
            if let Ok(parsed) = ClientName::parse(&text) {
                prop_assert_eq!(ClientName::parse(parsed.as_str()), Ok(parsed.clone()));
            }
            if let Ok(Some(parsed)) = Comment::parse(&text) {
                prop_assert_eq!(Comment::parse(parsed.as_str()), Ok(Some(parsed.clone())));
            }
        }
    }

    #[test]
    fn debug_keeps_silent() {
        assert_eq!(format!("{:?}", ClientName::parse("Анна").unwrap()), "ClientName(***)");
    }
}
