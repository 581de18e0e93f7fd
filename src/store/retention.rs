//! Of whom nothing was heard for how long (P14): client with booking and waitlist, a part of them at a time.

use domain::retention::Contact;
use domain::{ClientId, Instant};

use crate::column::{instant, millis};
use crate::error::Result;
use crate::tx::Tx;

/// A client, and when there was last something between them and the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who.
    pub client: ClientId,
    /// When.
    pub contact: Contact,
    /// Whether there are wishes of theirs that have been over for long.
    pub has_old_wishes: bool,
}

impl Tx {
    /// The clients after this number, at most `limit`. A wish is old if it is over and was made before `old`.
    pub fn known_clients(&self, after: ClientId, old: Instant, limit: u32) -> Result<Vec<Known>> {
        self.rows(
            "SELECT id, max(created_at, coalesce(seen_at, 0), coalesce(consent_at, 0),
                coalesce((SELECT max(ends_at) FROM booking WHERE client_id = client.id), 0),
                coalesce((SELECT max(created_at) FROM booking WHERE client_id = client.id), 0),
                coalesce((SELECT max(created_at) FROM waitlist WHERE client_id = client.id), 0)) AS last,
                EXISTS (SELECT 1 FROM waitlist WHERE client_id = client.id AND ended IS NULL) AS waits,
                EXISTS (SELECT 1 FROM waitlist WHERE client_id = client.id AND ended IS NOT NULL AND created_at < ?2) AS has_old_wishes
             FROM client WHERE id > ?1 AND erased_at IS NULL ORDER BY id LIMIT ?3",
            (after.get(), millis(old), limit),
            |row| {
                let contact = Contact { last: instant(row, "last")?, waits: row.get("waits")? };
                let client = ClientId::from(row.get::<_, i64>("id")?);
                Ok(Known { client, contact, has_old_wishes: row.get("has_old_wishes")? })
            },
        )
    }

    /// Erases the wishes of a client that are over and were made before `old`, with what was offered for them.
    pub fn erase_old_wishes(&self, client: ClientId, old: Instant) -> Result<()> {
        self.write(
            "DELETE FROM waitlist WHERE client_id = ?1 AND ended IS NOT NULL AND created_at < ?2",
            (client.get(), millis(old)),
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::own_data_tests::filled;

    #[test]
    fn the_last_contact_is_the_latest_of_all_there_was() {
        let (store, _folder) = filled();
        let tx = &store.writer;
        let at = |millis: i64| Instant::from_timestamp_millis(millis).unwrap();
        let known = |tx: &Tx| tx.known_clients(0.into(), at(1900), 9).unwrap();
        // The ends of their visits.
        let lasts: Vec<Instant> = known(tx).iter().map(|known| known.contact.last).collect();
        assert_eq!(lasts, [at(7_200_000), at(9_000_000)]);
        assert!(known(tx).iter().all(|known| known.contact.waits && !known.has_old_wishes));
        let hour = TimeDelta::hours(1);
        tx.note_client_seen(1.into(), at(8_000_000), hour).unwrap();
        tx.note_client_seen(1.into(), at(9_000_000), hour).unwrap();
        assert_eq!(known(tx)[0].contact.last, at(8_000_000), "of the same hour it is known enough");
        let old = at(1901);
        assert!(tx.known_clients(0.into(), old, 1).unwrap()[0].has_old_wishes);
        tx.erase_old_wishes(1.into(), old).unwrap();
        assert!(!tx.known_clients(0.into(), old, 1).unwrap()[0].has_old_wishes);
        assert!(known(tx)[0].contact.waits, "a wish that waits stays");
        assert_eq!(tx.known_clients(1.into(), old, 9).unwrap().len(), 1, "the ones after her");
    }
}
