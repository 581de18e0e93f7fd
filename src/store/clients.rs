//! Clients: who books.

use domain::{ChatId, ClientId, ClientName, Instant, Phone};
use rusqlite::Row;

use crate::column::{instant_or_none, millis, parsed};
use crate::error::{Result, must_be_one};
use crate::tx::Tx;

/// A client as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Their number.
    pub id: ClientId,
    /// Their private chat; none for clients known only by phone.
    pub chat: Option<ChatId>,
    /// Their name, once told.
    pub name: Option<ClientName>,
    /// Their phone, once told.
    pub phone: Option<Phone>,
    /// Whether the phone is the one Telegram knows them by.
    pub phone_verified: bool,
    /// The language they switched to; none follows Telegram's.
    pub language: Option<String>,
    /// Whether messages reach them.
    pub reachable: bool,
    /// Which version of the privacy notice they have accepted (C2).
    pub consent: Option<String>,
    /// When they had everything about them erased (C12). There is no chat, no name and no phone then.
    pub erased_at: Option<Instant>,
    /// Grows with every change; a change by an admin names the version it saw.
    pub version: i64,
}

impl Tx {
    /// The client of a chat, made on first sight. Nothing personal is stored by it.
    pub fn client_of(&self, chat: ChatId, now: Instant) -> Result<Client> {
        self.write(
            "INSERT INTO client (chat, created_at) VALUES (?1, ?2) ON CONFLICT (chat) DO NOTHING",
            (chat.get(), millis(now)),
        )?;
        self.known_client_of(chat)?.ok_or_else(|| rusqlite::Error::QueryReturnedNoRows.into())
    }

    /// The client of a chat, if there is one already.
    pub fn known_client_of(&self, chat: ChatId) -> Result<Option<Client>> {
        self.row("SELECT * FROM client WHERE chat = ?1", [chat.get()], client)
    }

    /// A client by number.
    pub fn client(&self, id: ClientId) -> Result<Option<Client>> {
        self.row("SELECT * FROM client WHERE id = ?1", [id.get()], client)
    }

    /// Keeps a client's name and phone.
    pub fn set_client_contact(
        &self,
        id: ClientId,
        name: &ClientName,
        phone: &Phone,
        verified: bool,
    ) -> Result<()> {
        self.write(
            "UPDATE client SET name = ?2, phone = ?3, phone_verified = ?4, version = version + 1 WHERE id = ?1",
            (id.get(), name.as_str(), phone.as_e164(), verified),
        )?;
        Ok(())
    }

    /// Gives a client who is still at `version` another name, on all their bookings.
    ///
    /// # Errors
    /// [`Error::Changed`](crate::Error::Changed) when they are at another version by now, or erased: nothing is overwritten.
    pub fn set_client_name(&self, id: ClientId, version: i64, name: &ClientName) -> Result<()> {
        must_be_one(self.write(
            "UPDATE client SET name = ?3, version = version + 1 WHERE id = ?1 AND version = ?2 AND erased_at IS NULL",
            (id.get(), version, name.as_str()),
        )?)
    }

    /// Gives a client who is still at `version` another phone, on all their bookings. What an admin typed is not verified.
    ///
    /// # Errors
    /// [`Error::Changed`](crate::Error::Changed) when they are at another version by now, or erased: nothing is overwritten.
    pub fn set_client_phone(&self, id: ClientId, version: i64, phone: &Phone, verified: bool) -> Result<()> {
        must_be_one(self.write(
            "UPDATE client SET phone = ?3, phone_verified = ?4, version = version + 1
             WHERE id = ?1 AND version = ?2 AND erased_at IS NULL",
            (id.get(), version, phone.as_e164(), verified),
        )?)
    }

    /// Keeps the language a client switched to.
    pub fn set_client_language(&self, id: ClientId, language: &str) -> Result<()> {
        self.write(
            "UPDATE client SET language = ?2, version = version + 1 WHERE id = ?1",
            (id.get(), language),
        )?;
        Ok(())
    }

    /// Keeps that a client has accepted a version of the privacy notice (C2).
    pub fn set_client_consent(&self, id: ClientId, version: &str, now: Instant) -> Result<()> {
        self.write(
            "UPDATE client SET consent = ?2, consent_at = ?3, version = version + 1 WHERE id = ?1",
            (id.get(), version, millis(now)),
        )?;
        Ok(())
    }

    /// Keeps where a client came from; the first source stays (C1).
    pub fn set_client_source(&self, id: ClientId, source: &str) -> Result<()> {
        self.write("UPDATE client SET source = ?2 WHERE id = ?1 AND source IS NULL", (id.get(), source))?;
        Ok(())
    }

    /// Keeps whether messages reach a chat.
    pub fn set_client_reachable(&self, chat: ChatId, reachable: bool) -> Result<()> {
        self.write("UPDATE client SET reachable = ?2 WHERE chat = ?1", (chat.get(), reachable))?;
        Ok(())
    }
}

fn client(row: &Row<'_>) -> Result<Client> {
    Ok(Client {
        id: ClientId::from(row.get::<_, i64>("id")?),
        chat: row.get::<_, Option<i64>>("chat")?.map(ChatId::from),
        name: parsed(row, "name", |text| ClientName::parse(text).ok())?,
        phone: parsed(row, "phone", Phone::from_e164)?,
        phone_verified: row.get("phone_verified")?,
        language: row.get("language")?,
        reachable: row.get("reachable")?,
        consent: row.get("consent")?,
        erased_at: instant_or_none(row, "erased_at")?,
        version: row.get("version")?,
    })
}
