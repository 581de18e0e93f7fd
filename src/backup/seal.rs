//! Encryption to a public key: age with X25519, so that `age -d -i KEYFILE` opens a backup without zapis.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write as _};
use std::path::Path;
use std::str::FromStr as _;

use age::secrecy::ExposeSecret as _;
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor, Encryptor};
use zeroize::Zeroizing;

use super::open::Unusable;

/// Secret keys with which a backup is opened.
pub struct Keys(Vec<Identity>);

impl Keys {
    /// Reads a file as `zapis backup --new-key` or `age-keygen` writes it: a key a line, besides comments.
    ///
    /// # Errors
    /// It cannot be read, or holds no key. The message shows nothing of it.
    pub fn read(file: &Path) -> Result<Keys, String> {
        let name = file.display();
        let text = std::fs::read_to_string(file)
            .map(Zeroizing::new)
            .map_err(|error| format!("{name}, the file with the key, cannot be read: {error}"))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let keys: Result<Vec<Identity>, _> = lines.map(Identity::from_str).collect();
        match keys {
            Ok(keys) if !keys.is_empty() => Ok(Keys(keys)),
            _ => Err(format!("{name} holds no secret key; one begins with AGE-SECRET-KEY-1")),
        }
    }
}

/// A new pair: the text of a file with the secret key, and the public key for the configuration.
pub fn new_key() -> (Zeroizing<String>, Recipient) {
    let key = Identity::generate();
    let public = key.to_public();
    let text = format!("# public key: {public}\n{}\n", key.to_string().expose_secret());
    (Zeroizing::new(text), public)
}

/// Encrypts a file into another, which is flushed.
pub(super) fn seal(plain: &Path, sealed: &File, recipient: &Recipient) -> std::io::Result<()> {
    let encryptor = Encryptor::with_recipients(std::iter::once(recipient as &dyn age::Recipient))
        .map_err(std::io::Error::other)?;
    let mut writer = encryptor.wrap_output(BufWriter::new(sealed))?;
    std::io::copy(&mut File::open(plain)?, &mut writer)?;
    writer.finish()?.flush()?;
    sealed.sync_all()
}

/// Decrypts a file into another.
pub(super) fn unseal(sealed: &Path, plain: &mut File, keys: &Keys) -> Result<(), Unusable> {
    let file = File::open(sealed).map_err(|error| Unusable::Unreadable(error.to_string()))?;
    let decryptor = Decryptor::new_buffered(BufReader::new(file)).map_err(|error| refused(&error))?;
    let keys = keys.0.iter().map(|key| key as &dyn age::Identity);
    let mut reader = decryptor.decrypt(keys).map_err(|error| refused(&error))?;
    let mut piece = Zeroizing::new(vec![0; 1 << 16]);
    loop {
        // Whatever was changed or cut off shows here: each piece bears its own seal.
        let length = reader.read(&mut piece).map_err(|error| Unusable::Unsealed(error.to_string()))?;
        if length == 0 {
            return plain.flush().map_err(|error| Unusable::Scratch(error.to_string()));
        }
        plain.write_all(&piece[..length]).map_err(|error| Unusable::Scratch(error.to_string()))?;
    }
}

fn refused(error: &DecryptError) -> Unusable {
    match error {
        DecryptError::NoMatchingKeys => Unusable::OtherKey,
        other => Unusable::Unsealed(other.to_string()),
    }
}
