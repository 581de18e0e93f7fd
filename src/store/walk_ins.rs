//! Clients as an admin books them: who was booked last, who is known by phone alone, and how much they have booked (A5).

use domain::{ClientId, ClientName, Instant, Phone};

use crate::clients::Client;
use crate::column::millis;
use crate::error::Result;
use crate::tx::Tx;

/// So many of the newest bookings are looked through for clients.
const LOOKED_THROUGH: u32 = 60;

impl Tx {
    /// The clients of the newest bookings, each once, who have not been erased; at most `limit`.
    pub fn booked_last(&self, limit: usize) -> Result<Vec<Client>> {
        let sql = "SELECT client_id FROM booking ORDER BY id DESC LIMIT ?1";
        let newest = self.rows(sql, [LOOKED_THROUGH], |row| Ok(ClientId::from(row.get::<_, i64>(0)?)))?;
        let mut found: Vec<Client> = Vec::new();
        for id in newest {
            if found.len() < limit && found.iter().all(|client| client.id != id) {
                found.extend(self.client(id)?.filter(|client| client.name.is_some()));
            }
        }
        Ok(found)
    }

    /// A client whom no chat leads to: they called, or walked in. A phone that an admin typed is not verified.
    pub fn add_client(&self, name: &ClientName, phone: Option<&Phone>, now: Instant) -> Result<ClientId> {
        self.write(
            "INSERT INTO client (name, phone, created_at) VALUES (?1, ?2, ?3)",
            (name.as_str(), phone.map(Phone::as_e164), millis(now)),
        )?;
        Ok(self.last_id().into())
    }
}
