//! Tokens and the pepper: from systemd credentials or the environment, never from the configuration (P4).

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use telegram::Token;

use crate::durable;

/// The shortest pepper that is one.
const SHORTEST_PEPPER: usize = 16;

/// Where secrets are looked for: a folder of credentials first, then the environment.
pub struct Sources<'a> {
    /// `$CREDENTIALS_DIRECTORY`, as systemd sets it.
    pub credentials: Option<PathBuf>,
    /// Reads a variable of the environment.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
}

/// The tokens of both bots.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The client bot's.
    pub client: Token,
    /// The admin bot's.
    pub admin: Token,
}

/// What every PIN is stretched with besides itself. It is not in the database, so a stolen database alone gives no PIN away. It shows as
/// `***`.
#[derive(Clone)]
pub struct Pepper {
    bytes: Vec<u8>,
    new: bool,
}

/// Why there are no secrets; each message names the mend, none shows a secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// A token is nowhere.
    #[error(
        "there is no token for the {bot} bot; take one from BotFather and set {variable}, or under systemd the credential {bot}_token"
    )]
    NoToken {
        /// Whose: the first word of the credential too.
        bot: &'static str,
        /// Where it belongs.
        variable: &'static str,
    },
    /// A token has not the shape of one.
    #[error("{origin}: {error}")]
    BadToken {
        /// Where it was found.
        origin: String,
        /// What is wrong.
        error: telegram::TokenError,
    },
    /// One token for both.
    #[error("both bots have the same token; make a second bot with BotFather and give each its own")]
    SameToken,
    /// A pepper that anybody could guess.
    #[error("{0}: the pepper is shorter than {SHORTEST_PEPPER} characters; write a long random text")]
    WeakPepper(String),
    /// A file of the system's cannot be used.
    #[error("{file} cannot be used: {reason}; check its owner and rights", file = .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system says.
        reason: String,
    },
}

impl Sources<'static> {
    /// This process's own.
    pub fn of_process() -> Sources<'static> {
        Sources {
            credentials: std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from),
            variable: &|name| std::env::var(name).ok(),
        }
    }

    /// None: what is not in a file beside the database is made there.
    pub fn none() -> Sources<'static> {
        Sources { credentials: None, variable: &|_| None }
    }
}

impl Sources<'_> {
    /// The tokens of both bots, trimmed and checked.
    ///
    /// # Errors
    /// One is missing or malformed, or both are the same.
    pub fn tokens(&self) -> Result<Tokens, SecretError> {
        let tokens = Tokens {
            client: self.token("client", "client_token", "ZAPIS_CLIENT_TOKEN")?,
            admin: self.token("admin", "admin_token", "ZAPIS_ADMIN_TOKEN")?,
        };
        match tokens.client == tokens.admin {
            true => Err(SecretError::SameToken),
            false => Ok(tokens),
        }
    }

    /// Whether the pepper is somewhere.
    ///
    /// # Errors
    /// A file with it cannot be read.
    pub fn has_pepper(&self, database: &Path) -> Result<bool, SecretError> {
        Ok(self.find("pepper", "ZAPIS_PEPPER")?.is_some()
            || read(&database.with_file_name("pepper"))?.is_some())
    }

    /// The pepper as it is, and whether it comes from outside and not from the file beside the database; none if it is nowhere.
    ///
    /// # Errors
    /// It is too short, or its file cannot be read.
    pub fn found_pepper(&self, database: &Path) -> Result<Option<(Pepper, bool)>, SecretError> {
        let file = database.with_file_name("pepper");
        let outside = self.find("pepper", "ZAPIS_PEPPER")?.map(|(text, origin)| (text, origin, true));
        let found = match outside {
            Some(found) => Some(found),
            None => read(&file)?.map(|text| (text, file.display().to_string(), false)),
        };
        found.map(|(text, origin, outside)| Ok((Pepper::parse(&text, &origin)?, outside))).transpose()
    }

    /// The pepper. If it is nowhere, it is made once, in the file `pepper` beside the database.
    ///
    /// # Errors
    /// It is too short, or its file cannot be read or made.
    pub fn pepper(&self, database: &Path) -> Result<Pepper, SecretError> {
        let file = database.with_file_name("pepper");
        let (text, origin, new) = match self.find("pepper", "ZAPIS_PEPPER")? {
            Some((text, origin)) => (text, origin, false),
            None => match read(&file)? {
                Some(text) => (text, file.display().to_string(), false),
                None => (make_pepper(&file)?, file.display().to_string(), true),
            },
        };
        Ok(Pepper { new, ..Pepper::parse(&text, &origin)? })
    }

    fn token(
        &self,
        bot: &'static str,
        credential: &str,
        variable: &'static str,
    ) -> Result<Token, SecretError> {
        let (text, origin) =
            self.find(credential, variable)?.ok_or(SecretError::NoToken { bot, variable })?;
        Token::parse(&text).map_err(|error| SecretError::BadToken { origin, error })
    }

    /// A secret without white space around it, and where it was found. An empty one counts as none.
    fn find(&self, credential: &str, variable: &str) -> Result<Option<(String, String)>, SecretError> {
        if let Some(folder) = &self.credentials
            && let Some(text) = read(&folder.join(credential))?
        {
            return Ok(Some((text, format!("credential {credential}"))));
        }
        let text = (self.variable)(variable).map(|text| text.trim().to_owned());
        Ok(text.filter(|text| !text.is_empty()).map(|text| (text, variable.to_owned())))
    }
}

impl Pepper {
    /// A pepper from its text; `origin` is where it was found, for the message.
    ///
    /// # Errors
    /// It is too short.
    pub fn parse(text: &str, origin: &str) -> Result<Pepper, SecretError> {
        match text.len() >= SHORTEST_PEPPER {
            true => Ok(Pepper { bytes: text.as_bytes().to_vec(), new: false }),
            false => Err(SecretError::WeakPepper(origin.to_owned())),
        }
    }

    /// The bytes to stretch a PIN with.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether it was made just now, so that nothing stretched with it exists yet.
    pub fn is_new(&self) -> bool {
        self.new
    }

    #[cfg(test)]
    pub(crate) fn of(text: &str) -> Pepper {
        Pepper { bytes: text.as_bytes().to_vec(), new: false }
    }
}

impl fmt::Debug for Pepper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pepper(***)")
    }
}

/// `count` random bytes from the system.
///
/// # Panics
/// The system has no randomness to give; nothing secret can be made then.
pub fn random<const COUNT: usize>() -> [u8; COUNT] {
    let mut bytes = [0; COUNT];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(file: &Path) -> Result<Option<String>, SecretError> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unusable(file, &error)),
    }
}

fn make_pepper(file: &Path) -> Result<String, SecretError> {
    let text = hex(&random::<32>());
    durable::put_new(file, &text).map_err(|error| unusable(file, &error))?;
    Ok(text)
}

fn unusable(file: &Path, error: &std::io::Error) -> SecretError {
    SecretError::File { file: file.to_owned(), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    const ONE: &str = "123456789:AAFabcdefghijklmnopqrstuvwxyz012345";
    const TWO: &str = "987654321:AAFabcdefghijklmnopqrstuvwxyz012345";

    fn tokens(client: &str, admin: &str) -> Result<Tokens, String> {
        let variable = |name: &str| match name {
            "ZAPIS_CLIENT_TOKEN" => Some(client.to_owned()),
            "ZAPIS_ADMIN_TOKEN" => Some(admin.to_owned()),
            _ => None,
        };
        Sources { credentials: None, variable: &variable }.tokens().map_err(|error| error.to_string())
    }

    #[test]
    fn tokens_are_trimmed_and_checked_and_never_shown() {
        let good = tokens(&format!("  {ONE}\n"), TWO).unwrap();
        assert_eq!(good.client, Token::parse(ONE).unwrap());
        assert!(!format!("{good:?}").contains("AAF"));
        let error = |client: &str, admin: &str| tokens(client, admin).unwrap_err();
        assert!(error("", TWO).contains("no token for the client bot"), "{}", error("", TWO));
        assert!(error(ONE, " ").contains("set ZAPIS_ADMIN_TOKEN"));
        assert!(error(ONE, &format!("\n{ONE}")).contains("the same token"));
        let malformed = error("123456789:AAF-but-short", TWO);
        assert!(malformed.starts_with("ZAPIS_CLIENT_TOKEN: not a bot token"), "{malformed}");
        assert!(!malformed.contains("but-short"), "{malformed}");
    }

    #[test]
    fn a_credential_comes_before_the_environment() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("client_token"), format!("{TWO}\n")).unwrap();
        let variable = |_: &str| Some(ONE.to_owned());
        let sources = Sources { credentials: Some(folder.path().to_owned()), variable: &variable };
        let tokens = sources.tokens().unwrap();
        assert_eq!(tokens.client, Token::parse(TWO).unwrap());
        assert_eq!(tokens.admin, Token::parse(ONE).unwrap());
    }

    #[test]
    fn a_pepper_is_made_once_for_its_owner_alone_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("zapis.db");
        let made = Sources::none().pepper(&database).unwrap();
        let file = folder.path().join("pepper");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!((made.bytes().len(), made.is_new()), (64, true));
        let found = Sources::none().pepper(&database).unwrap();
        assert_eq!((found.bytes(), found.is_new()), (made.bytes(), false));
        assert!(durable::put_new(&file, "another").is_err(), "a file that is there stays");
        assert_eq!(std::fs::read_to_string(&file).unwrap().trim().as_bytes(), made.bytes());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
        assert_eq!(format!("{made:?}"), "Pepper(***)");
    }

    #[test]
    fn a_pepper_that_was_never_finished_is_made_anew_and_a_short_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("zapis.db");
        std::fs::write(folder.path().join("pepper.unfinished"), "abc").unwrap();
        assert!(Sources::none().pepper(&database).is_ok());
        std::fs::write(folder.path().join("pepper"), "short").unwrap();
        let error = Sources::none().pepper(&database).unwrap_err().to_string();
        assert!(error.contains("shorter than 16 characters") && !error.contains("short\n"), "{error}");
    }

    #[test]
    fn the_text_of_the_file_is_the_same_pepper_in_the_environment() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("zapis.db");
        let made = Sources::none().pepper(&database).unwrap();
        let text = std::fs::read_to_string(folder.path().join("pepper")).unwrap();
        let variable = |name: &str| (name == "ZAPIS_PEPPER").then(|| text.clone());
        let sources = Sources { credentials: None, variable: &variable };
        assert_eq!(sources.pepper(Path::new("/nowhere/zapis.db")).unwrap().bytes(), made.bytes());
    }
}
