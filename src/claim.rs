//! The one-time link that makes somebody an owner (A1).

use domain::{Instant, Policy};
use sha2::{Digest as _, Sha256};
use store::Tx;

use crate::secrets::{hex, random};

/// Letters that Telegram allows in a deep link; 64 of them, so a byte picks one without a bias.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A claim that nobody has used yet. The database knows only its hash.
pub struct Claim(String);

impl Claim {
    /// A new claim, which nobody knows yet.
    pub fn random() -> Claim {
        Claim(random::<32>().iter().map(|byte| char::from(LETTERS[usize::from(byte % 64)])).collect())
    }

    /// Makes the first owner's claim at the start, while there is no owner, neither by configuration nor in the database. An earlier one is
    /// void.
    pub fn of_start(tx: &Tx, policy: &Policy, now: Instant) -> Result<Option<Claim>, store::Error> {
        if !policy.admin.ids.is_empty() || tx.has_owner()? {
            return Ok(None);
        }
        let claim = Claim::random();
        tx.begin()?;
        tx.set_claim(&claim.kept(now, false))?;
        tx.commit()?;
        Ok(Some(claim))
    }

    /// What the database keeps of it.
    pub fn kept(&self, now: Instant, by_operator: bool) -> store::admins::Claim {
        let hash = hex(&Sha256::digest(self.0.as_bytes()));
        store::admins::Claim { hash, created_at: now, by_operator }
    }

    /// The link to the admin bot.
    pub fn link(&self, admin_bot: &str) -> String {
        format!("https://t.me/{admin_bot}?start={}", self.0)
    }

    /// What to write to the admin bot, if its name is not known.
    pub fn command(&self) -> String {
        format!("/start {}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use domain::Role;
    use store::Store;
    use store::admins::Origin;

    use super::*;

    #[test]
    fn a_claim_is_made_only_while_there_is_no_owner_and_only_the_last_one_counts() {
        let folder = tempfile::tempdir().unwrap();
        let tx = Store::open(&folder.path().join("zapis.db")).unwrap().writer;
        let now = Instant::default();
        let mut policy = Policy::default();
        let first = Claim::of_start(&tx, &policy, now).unwrap().unwrap();
        let second = Claim::of_start(&tx, &policy, now).unwrap().unwrap();
        assert_ne!(first.kept(now, false).hash, second.kept(now, false).hash);
        assert_eq!(tx.claim().unwrap(), Some(second.kept(now, false)), "an earlier claim is void");
        assert_eq!(second.0.len(), 32);
        assert_eq!(second.link("my_bot"), format!("https://t.me/my_bot?start={}", second.0));

        policy.admin.ids = vec![5.into()];
        assert!(Claim::of_start(&tx, &policy, now).unwrap().is_none(), "an owner by configuration");
        policy.admin.ids.clear();
        tx.put_admin(6.into(), Role::Owner, Origin::Config, now).unwrap();
        assert!(
            Claim::of_start(&tx, &policy, now).unwrap().is_some(),
            "an owner whom no configuration names any more"
        );
        tx.put_admin(6.into(), Role::Owner, Origin::Claim, now).unwrap();
        assert!(Claim::of_start(&tx, &policy, now).unwrap().is_none(), "an owner in the database");
    }
}
