//! Clients whom an admin makes: they called or walked in, and no chat leads to them (A5).

use domain::fold::fold;
use domain::{BookingId, ClientId, ClientName, Instant, Phone};

use crate::column::millis;
use crate::error::Result;
use crate::tx::Tx;

impl Tx {
    /// A client who is known by name, and by phone if they told it. What an admin typed is vouched for by nobody.
    ///
    /// When Telegram later vouches for the same phone in a client's own chat, the two records are one person: whoever learns of that merges
    /// them, nothing here does.
    pub fn add_client(&self, name: &ClientName, phone: Option<&Phone>, now: Instant) -> Result<ClientId> {
        self.write(
            "INSERT INTO client (name, name_folded, phone, created_at) VALUES (?1, ?2, ?3, ?4)",
            (name.as_str(), fold(name.as_str()), phone.map(Phone::as_e164), millis(now)),
        )?;
        Ok(self.last_id().into())
    }

    /// How many visits of a client are still to come. The dates of a series count as one: with each counted, nobody could come every week.
    pub fn count_kept(&self, client: ClientId, now: Instant) -> Result<usize> {
        let upcoming = self.upcoming_of(client, now)?;
        let mut kept: Vec<BookingId> =
            upcoming.iter().map(|view| view.series.unwrap_or(view.booking.id)).collect();
        kept.sort_unstable();
        kept.dedup();
        Ok(kept.len())
    }
}
