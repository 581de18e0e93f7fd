//! Slots kept while their clients type.

use domain::slots::Slot;
use domain::{BookingId, ChatId, HoldId, ServiceId, Span, SpecialistId};
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
    /// The booking that is to be moved here.
    pub moves: Option<BookingId>,
}

/// A slot to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewHold<'a> {
    /// For whom.
    pub chat: ChatId,
    /// For what: the first service of the visit.
    pub service: ServiceId,
    /// With whom.
    pub specialist: SpecialistId,
    /// When, with its buffers and its resources.
    pub slot: &'a Slot,
    /// The booking that is to be moved here: its own time is not in the way.
    pub moves: Option<BookingId>,
}

impl Tx {
    /// Keeps a slot for a chat; a hold the chat had before is given back first. Whoever holds also schedules the end.
    ///
    /// # Errors
    /// [`Error::Overlap`](crate::Error::Overlap) when the time is occupied.
    pub fn hold(&self, new: &NewHold<'_>) -> Result<HoldId> {
        self.release_hold(new.chat)?;
        self.all_or_nothing(|| self.insert_hold(new))
    }

    fn insert_hold(&self, new: &NewHold<'_>) -> Result<HoldId> {
        self.write(
            "INSERT INTO hold (chat, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, moves)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            (
                new.chat.get(),
                new.service.get(),
                new.specialist.get(),
                millis(new.slot.visit.start()),
                millis(new.slot.visit.end()),
                millis(new.slot.occupied.start()),
                millis(new.slot.occupied.end()),
                new.moves.map(BookingId::get),
            ),
        )?;
        let id = HoldId::from(self.last_id());
        for resource in &new.slot.resources {
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
        moves: row.get::<_, Option<i64>>("moves")?.map(BookingId::from),
    })
}
