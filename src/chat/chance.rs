//! Randomness as an argument: a turn draws it from a seed that came from outside, so that a test can say what is drawn.

use std::cell::Cell;

use sha2::{Digest as _, Sha256};

/// Letters that Telegram allows in a deep link; 64 of them, so a byte picks one without a bias.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A source of tokens that nobody can guess who does not know the seed.
///
/// It lives as long as the process and is never written down: what it gave before a restart it does not give again.
pub struct Chance {
    seed: [u8; 32],
    drawn: Cell<u64>,
}

impl Chance {
    /// A source from a seed. Outside of tests the seed is the system's randomness.
    pub fn new(seed: [u8; 32]) -> Chance {
        Chance { seed, drawn: Cell::new(0) }
    }

    /// A token of 32 letters (192 bits), fit for a deep link. A turn that is repeated draws another.
    pub fn token(&self) -> String {
        let drawn = self.drawn.get();
        self.drawn.set(drawn + 1);
        let mut hash = Sha256::new();
        hash.update(self.seed);
        hash.update(drawn.to_le_bytes());
        hash.finalize().iter().map(|byte| char::from(LETTERS[usize::from(byte % 64)])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_follow_from_the_seed_alone_and_none_comes_twice() {
        let (one, same, other) = (Chance::new([1; 32]), Chance::new([1; 32]), Chance::new([2; 32]));
        let tokens: Vec<String> = (0..100).map(|_| one.token()).collect();
        assert!(tokens.iter().all(|token| token.len() == 32 && token.is_ascii()));
        assert_eq!(tokens.iter().collect::<std::collections::BTreeSet<_>>().len(), 100);
        assert_eq!(same.token(), tokens[0]);
        assert_ne!(other.token(), tokens[0]);
    }
}
