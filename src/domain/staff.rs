//! Who works here, as their colleagues call them, and what happens to somebody's access.

use std::fmt;

use crate::person::one_line;

/// The most characters of a name among colleagues: it stands on buttons and in lines of history.
pub const NAME_LENGTH: usize = 60;

/// What colleagues call somebody: 1–60 characters with at least one letter, on one line.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffName(String);

/// Why a text is no name of a colleague.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StaffNameError {
    /// More than sixty characters.
    #[error("too long")]
    TooLong,
    /// Nothing that could be read out.
    #[error("no letters")]
    NoLetters,
}

impl StaffName {
    /// Parses what somebody typed: white space is folded, invisible characters fall away.
    pub fn parse(text: &str) -> Result<StaffName, StaffNameError> {
        let name = one_line(text);
        if name.chars().count() > NAME_LENGTH {
            return Err(StaffNameError::TooLong);
        }
        match name.chars().any(char::is_alphabetic) {
            true => Ok(StaffName(name)),
            false => Err(StaffNameError::NoLetters),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for StaffName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StaffName(***)")
    }
}

/// What happened to somebody's access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffChange {
    /// They came by an invitation.
    Joined,
    /// They have another role, or are another specialist.
    Role,
    /// They are answered no longer.
    Left,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(text: &str) -> Result<String, StaffNameError> {
        StaffName::parse(text).map(|name| name.0)
    }

    #[test]
    fn a_colleague_is_called_by_a_short_name_on_one_line() {
        assert_eq!(name(" Ольга \n Петровна\u{202e} "), Ok("Ольга Петровна".into()));
        assert_eq!(name("Я"), Ok("Я".into()));
        assert_eq!(name(&"я".repeat(60)), Ok("я".repeat(60)));
        assert_eq!(name(&"я".repeat(61)), Err(StaffNameError::TooLong));
        for text in ["", " \u{200b}", "123", "😀"] {
            assert_eq!(name(text), Err(StaffNameError::NoLetters), "{text:?}");
        }
    }

    proptest! {
        /// The database's text is parsed again when it is read.
        #[test]
        fn what_was_accepted_once_is_read_back_the_same(text in ".{0,70}") {
            if let Ok(parsed) = StaffName::parse(&text) {
                prop_assert_eq!(StaffName::parse(parsed.as_str()), Ok(parsed.clone()));
            }
        }
    }
}
