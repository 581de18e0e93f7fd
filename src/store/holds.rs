//! Slots kept while their clients type.

use domain::slots::Slot;
use domain::{ChatId, HoldId, ServiceId, Span, SpecialistId};
use rusqlite::Row;

use crate::column::{millis, span};
use crate::error::Result;
use crate::tx::Tx;

/// A slot kept while its client types (C4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Its number.
    pub id: HoldId,
    /// For whom.
    pub chat: ChatId,
    /// For what.
    pub service: ServiceId,
    /// With whom.
    pub specialist: SpecialistId,
    /// From the start to the end of the visit.
    pub visit: Span,
}

impl Tx {
    /// Keeps a slot for a chat; a hold the chat had before is given back first. Whoever holds also schedules the end.
    ///
    /// # Errors
    /// [`Error::Overlap`](crate::Error::Overlap) when the time is occupied.
    pub fn hold(
        &self,
        chat: ChatId,
        service: ServiceId,
        specialist: SpecialistId,
        slot: &Slot,
    ) -> Result<HoldId> {
        self.release_hold(chat)?;
        self.write(
            "INSERT INTO hold (chat, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            (
                chat.get(),
                service.get(),
                specialist.get(),
                millis(slot.visit.start()),
                millis(slot.visit.end()),
                millis(slot.occupied.start()),
                millis(slot.occupied.end()),
            ),
        )?;
        let id = HoldId::from(self.last_id());
        for resource in &slot.resources {
            self.write(
                "INSERT INTO hold_resource (hold_id, resource_id) VALUES (?1, ?2)",
                (id.get(), resource.get()),
            )?;
        }
        Ok(id)
    }

    /// The hold of a chat.
    pub fn hold_of(&self, chat: ChatId) -> Result<Option<Hold>> {
        self.row("SELECT * FROM hold WHERE chat = ?1", [chat.get()], hold)
    }

    /// Gives the chat's slot back; no hold is no error.
    pub fn release_hold(&self, chat: ChatId) -> Result<()> {
        self.write("DELETE FROM hold WHERE chat = ?1", [chat.get()])?;
        Ok(())
    }
}

fn hold(row: &Row<'_>) -> Result<Hold> {
    Ok(Hold {
        id: HoldId::from(row.get::<_, i64>("id")?),
        chat: ChatId::from(row.get::<_, i64>("chat")?),
        service: ServiceId::from(row.get::<_, i64>("service_id")?),
        specialist: SpecialistId::from(row.get::<_, i64>("specialist_id")?),
        visit: span(row, "starts_at", "ends_at")?,
    })
}
