//! Slots kept: while their clients type, and while somebody on the waitlist thinks an offer over.

use domain::slots::Slot;
use domain::{BookingId, ChatId, HoldId, ServiceId, Span, SpecialistId, WaitlistOfferId};
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
    /// Keeps a slot for a chat's dialogue; a hold that it had before is given back first. Whoever holds also schedules the end.
    ///
    /// # Errors
    /// [`Error::Overlap`](crate::Error::Overlap) when the time is occupied.
    pub fn hold(&self, new: &NewHold<'_>) -> Result<HoldId> {
        self.release_hold(new.chat)?;
        self.all_or_nothing(|| self.insert_hold(new, None))
    }

    pub(crate) fn insert_hold(&self, new: &NewHold<'_>, offer: Option<WaitlistOfferId>) -> Result<HoldId> {
        self.write(
            "INSERT INTO hold (chat, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, moves,
                offer_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            (
                new.chat.get(),
                new.service.get(),
                new.specialist.get(),
                millis(new.slot.visit.start()),
                millis(new.slot.visit.end()),
                millis(new.slot.occupied.start()),
                millis(new.slot.occupied.end()),
                new.moves.map(BookingId::get),
                offer.map(WaitlistOfferId::get),
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

    /// The hold of a chat's dialogue.
    pub fn hold_of(&self, chat: ChatId) -> Result<Option<Hold>> {
        self.row("SELECT * FROM hold WHERE chat = ?1 AND offer_id IS NULL", [chat.get()], hold)
    }

    /// Gives the slot of the chat's dialogue back; no hold is no error.
    pub fn release_hold(&self, chat: ChatId) -> Result<()> {
        self.write("DELETE FROM hold WHERE chat = ?1 AND offer_id IS NULL", [chat.get()])?;
        Ok(())
    }

    /// Gives all slots of a chat back, its dialogue's and those of offers.
    pub fn release_all_holds(&self, chat: ChatId) -> Result<()> {
        self.write("DELETE FROM hold WHERE chat = ?1", [chat.get()])?;
        Ok(())
    }

    /// Gives the slot of an offer back; no hold is no error.
    pub fn release_hold_of_offer(&self, offer: WaitlistOfferId) -> Result<()> {
        self.write("DELETE FROM hold WHERE offer_id = ?1", [offer.get()])?;
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
