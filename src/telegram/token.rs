//! A bot's token, which nothing shows.

use std::fmt;

/// A bot's token. It shows as `***`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// A text that is no token.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "not a bot token; BotFather gives one such as 123456789:AAF… (digits, a colon, 35 letters or digits)"
)]
pub struct TokenError;

impl Token {
    /// Checks the shape: digits, a colon, and at least 30 letters, digits, dashes or underscores. White space around it is trimmed.
    pub fn parse(text: &str) -> Result<Token, TokenError> {
        let text = text.trim();
        let (id, secret) = text.split_once(':').ok_or(TokenError)?;
        let good = !id.is_empty()
            && id.len() <= 20
            && id.bytes().all(|byte| byte.is_ascii_digit())
            && (30..=64).contains(&secret.len())
            && secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if good { Ok(Token(text.to_owned())) } else { Err(TokenError) }
    }

    /// Its bytes, for a keyed hash; they are never shown.
    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// For the address of a call, which is never shown.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_by_its_shape_and_never_shown() {
        let token = Token::parse(" 123456789:AAFabcdefghijklmnopqrstuvwxyz012345\n").unwrap();
        assert_eq!(format!("{token:?}"), "Token(***)");
        for wrong in [
            "",
            "123456789",
            "abc:AAFabcdefghijklmnopqrstuvwxyz012345",
            "123:short",
            "1:AAFabcdefghijklmnopqrstuvwxyz 01234",
        ] {
            assert_eq!(Token::parse(wrong), Err(TokenError), "{wrong:?}");
        }
    }
}
