//! Clients: who books.

use chrono::TimeDelta;
use domain::fold::fold;
use domain::{ChatId, ClientId, ClientName, Instant, Note, Phone};
use rusqlite::Row;

use crate::column::{instant, instant_or_none, millis, parsed};
use crate::error::{Result, must_be_one};
use crate::tx::Tx;

/// What the journal calls a name that the staff corrected.
pub const RENAMED: &str = "client-name";
/// What the journal calls a phone that the staff corrected.
pub const RENUMBERED: &str = "client-phone";

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
    /// Where they came from (C1).
    pub source: Option<String>,
    /// When they were first seen.
    pub created_at: Instant,
    /// What the staff keeps about them (A8).
    pub note: Option<Note>,
    /// Since when they may not book, if they may not (A8).
    pub banned_at: Option<Instant>,
    /// Why they may not book, in words of the staff's.
    pub ban_reason: Option<Note>,
    /// Counts the changes; a change by the staff names the one it saw.
    pub version: i64,
}

impl Tx {
    /// The client of a chat, made on first sight. Nothing personal is stored by it.
    pub fn client_of(&self, chat: ChatId, now: Instant) -> Result<Client> {
        // An insertion that meets a row uses up a number all the same, and people read the numbers.
        if let Some(known) = self.known_client_of(chat)? {
            return Ok(known);
        }
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
            "UPDATE client SET name = ?2, name_folded = ?3, phone = ?4, phone_verified = ?5, version = version + 1 WHERE id = ?1",
            (id.get(), name.as_str(), fold(name.as_str()), phone.as_e164(), verified),
        )?;
        Ok(())
    }

    /// Corrects a client's name and phone by hand, as the staff saw the client at `version`. Another phone is vouched for by nobody; the same one
    /// stays what it was. Whoever calls this notes it in the journal as [`RENAMED`] or [`RENUMBERED`] and tells it as a fact.
    ///
    /// # Errors
    /// [`Error::Changed`](crate::Error::Changed) when the client is at another version by now: nothing is overwritten.
    pub fn edit_client(
        &self,
        id: ClientId,
        version: i64,
        name: Option<&ClientName>,
        phone: Option<&Phone>,
    ) -> Result<()> {
        let (name, phone) = (name.map(ClientName::as_str), phone.map(Phone::as_e164));
        must_be_one(self.write(
            "UPDATE client SET name = ?3, name_folded = ?4, phone = ?5, phone_verified = (phone IS ?5 AND phone_verified), version = version + 1
             WHERE id = ?1 AND version = ?2 AND erased_at IS NULL",
            (id.get(), version, name, name.map(fold), phone),
        )?)
    }

    /// Keeps what the staff notes about a client, or nothing any more.
    ///
    /// # Errors
    /// [`Error::Changed`](crate::Error::Changed) when the client is at another version by now: nothing is overwritten.
    pub fn set_client_note(&self, id: ClientId, version: i64, note: Option<&Note>) -> Result<()> {
        must_be_one(self.write(
            "UPDATE client SET note = ?3, version = version + 1 WHERE id = ?1 AND version = ?2 AND erased_at IS NULL",
            (id.get(), version, note.map(Note::as_str)),
        )?)
    }

    /// Keeps that a client may not book from now on, and why; or that they may again.
    ///
    /// # Errors
    /// [`Error::Changed`](crate::Error::Changed) when the client is at another version by now: nothing is overwritten.
    pub fn set_client_ban(
        &self,
        id: ClientId,
        version: i64,
        since: Option<Instant>,
        reason: Option<&Note>,
    ) -> Result<()> {
        let reason = since.and(reason).map(Note::as_str);
        must_be_one(self.write(
            "UPDATE client SET banned_at = ?3, ban_reason = ?4, version = version + 1
             WHERE id = ?1 AND version = ?2 AND erased_at IS NULL",
            (id.get(), version, since.map(millis), reason),
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
        self.write(
            "INSERT INTO consent (client_id, at, version) VALUES (?1, ?2, ?3)
             ON CONFLICT (client_id, at) DO UPDATE SET version = excluded.version",
            (id.get(), millis(now), version),
        )?;
        Ok(())
    }

    /// Notes that there was a word or a press of a client's; within `fresh` after the last time nothing is written.
    pub fn note_client_seen(&self, id: ClientId, now: Instant, fresh: TimeDelta) -> Result<()> {
        self.write(
            "UPDATE client SET seen_at = ?2 WHERE id = ?1 AND coalesce(seen_at, 0) < ?3",
            (id.get(), millis(now), millis(now - fresh)),
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
        source: row.get("source")?,
        created_at: instant(row, "created_at")?,
        note: parsed(row, "note", Note::from_stored)?,
        banned_at: instant_or_none(row, "banned_at")?,
        ban_reason: parsed(row, "ban_reason", Note::from_stored)?,
        version: row.get("version")?,
    })
}
