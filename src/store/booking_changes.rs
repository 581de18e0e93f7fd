//! What changes of a booking: its status, and when it is. A change names the version it saw: nothing is overwritten. What is set right without
//! calling it off stands in [`booking_edits`](crate::booking_edits), what is told of it afterwards in [`booking_history`](crate::booking_history).

use domain::slots::Slot;
use domain::{Actor, BookingId, ClientId, Comment, Instant, Money, SpecialistId, Status};

use crate::booking_history::BookingChange;
use crate::column::millis;
use crate::error::{Result, must_be_one};
use crate::tx::Tx;

/// Where a booking is moved to.
#[derive(Clone, Copy, Debug)]
pub struct Move<'a> {
    /// With whom.
    pub specialist: SpecialistId,
    /// When, with its buffers and its resources.
    pub slot: &'a Slot,
    /// What it costs from then on.
    pub price: Money,
    /// Confirmed, or pending if an admin has to agree to the new time.
    pub status: Status,
    /// Until when an admin has to confirm it.
    pub decide_by: Option<Instant>,
}

impl Tx {
    /// Changes the status of a booking that is still at `version`.
    ///
    /// # Errors
    /// [`Error::Changed`](crate::Error::Changed) when it is at another version by now: nothing is overwritten.
    pub fn set_booking_status(
        &self,
        id: BookingId,
        version: i64,
        status: Status,
        reason: Option<&Comment>,
        by: Actor,
        now: Instant,
    ) -> Result<()> {
        let changed = self.write(
            "UPDATE booking SET status = ?3, reason = ?4, version = version + 1 WHERE id = ?1 AND version = ?2",
            (id.get(), version, status.code(), reason.map(Comment::as_str)),
        )?;
        must_be_one(changed)?;
        self.note_change(id, version + 1, BookingChange::Status, by, now)
    }

    /// Moves a booking that is still at `version`. A date of a series that is moved by more than four days is none of it any more. The hold on its new time is given back before.
    ///
    /// # Errors
    /// [`Error::Changed`](crate::Error::Changed) when it is at another version by now; [`Error::Overlap`](crate::Error::Overlap) when the new time is occupied. The booking then stays where
    /// it was.
    pub fn move_booking(
        &self,
        id: BookingId,
        version: i64,
        to: &Move<'_>,
        by: Actor,
        now: Instant,
    ) -> Result<()> {
        self.all_or_nothing(|| self.rewrite_times(id, version, to, by, now))
    }

    fn rewrite_times(
        &self,
        id: BookingId,
        version: i64,
        to: &Move<'_>,
        by: Actor,
        now: Instant,
    ) -> Result<()> {
        self.write("DELETE FROM booking_resource WHERE booking_id = ?1", [id.get()])?;
        let changed = self.write(
            "UPDATE booking SET specialist_id = ?3, starts_at = ?4, ends_at = ?5, occupied_from = ?6, occupied_to = ?7,
                price_minor = ?8, currency = ?9, status = ?10, decide_by = ?11, version = version + 1,
                series_id = iif(abs(?4 - starts_at) > 345600000, NULL, series_id)
             WHERE id = ?1 AND version = ?2",
            (
                id.get(),
                version,
                to.specialist.get(),
                millis(to.slot.visit.start()),
                millis(to.slot.visit.end()),
                millis(to.slot.occupied.start()),
                millis(to.slot.occupied.end()),
                to.price.minor,
                to.price.currency.code(),
                to.status.code(),
                to.decide_by.map(millis),
            ),
        )?;
        must_be_one(changed)?;
        self.use_resources(id, to.slot)?;
        self.note_change(id, version + 1, BookingChange::Moved, by, now)
    }

    /// How many times a client has moved a booking since an instant.
    pub fn count_moves_since(&self, client: ClientId, since: Instant) -> Result<i64> {
        let sql = "SELECT count(*) FROM booking JOIN booking_event ON booking_id = booking.id
                   WHERE client_id = ?1 AND change = 'moved' AND actor = 'client' AND at > ?2";
        Ok(self.row(sql, (client.get(), millis(since)), |row| Ok(row.get(0)?))?.unwrap_or(0))
    }

    pub(crate) fn use_resources(&self, id: BookingId, slot: &Slot) -> Result<()> {
        for resource in &slot.resources {
            self.write(
                "INSERT INTO booking_resource (booking_id, resource_id) VALUES (?1, ?2)",
                (id.get(), resource.get()),
            )?;
        }
        Ok(())
    }
}
