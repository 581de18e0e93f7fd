//! What is set right of a booking without calling it off (A4). An edit names the version it saw: nothing is overwritten.

use domain::slots::Slot;
use domain::{Actor, BookingId, Comment, Instant, Money, ServiceId, SpecialistId};

use crate::booking_history::Field;
use crate::column::millis;
use crate::error::{Error, Result, must_be_one};
use crate::tx::Tx;

/// What is done from now on, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct NewVisit<'a> {
    /// What, in order; at least one.
    pub services: &'a [ServiceId],
    /// With whom.
    pub specialist: SpecialistId,
    /// When, with its buffers and its resources.
    pub slot: &'a Slot,
    /// What it costs from then on.
    pub price: Money,
}

impl Tx {
    /// Changes what is done in a booking that is still at `version`, or who does it.
    ///
    /// # Errors
    /// [`Error::Changed`] when it is at another version by now; [`Error::Overlap`] when the time it needs is occupied. The booking then stays as
    /// it was.
    pub fn set_booking_visit(
        &self,
        id: BookingId,
        version: i64,
        visit: &NewVisit<'_>,
        by: Actor,
        now: Instant,
    ) -> Result<()> {
        self.all_or_nothing(|| {
            self.rewrite_visit(id, version, visit)?;
            self.note_edit(id, version + 1, Field::Visit, by, now)
        })
    }

    fn rewrite_visit(&self, id: BookingId, version: i64, visit: &NewVisit<'_>) -> Result<()> {
        let first = visit.services.first().ok_or(Error::Unreadable { column: "service_id" })?;
        self.write("DELETE FROM booking_resource WHERE booking_id = ?1", [id.get()])?;
        self.write("DELETE FROM booking_service WHERE booking_id = ?1", [id.get()])?;
        self.add_services(id, visit.services)?;
        must_be_one(self.write(
            "UPDATE booking SET service_id = ?3, specialist_id = ?4, starts_at = ?5, ends_at = ?6, occupied_from = ?7,
                occupied_to = ?8, price_minor = ?9, currency = ?10, version = version + 1
             WHERE id = ?1 AND version = ?2",
            (
                id.get(),
                version,
                first.get(),
                visit.specialist.get(),
                millis(visit.slot.visit.start()),
                millis(visit.slot.visit.end()),
                millis(visit.slot.occupied.start()),
                millis(visit.slot.occupied.end()),
                visit.price.minor,
                visit.price.currency.code(),
            ),
        )?)?;
        self.use_resources(id, visit.slot)
    }

    pub(crate) fn add_services(&self, id: BookingId, services: &[ServiceId]) -> Result<()> {
        for (place, service) in (0_i64..).zip(services) {
            self.write(
                "INSERT INTO booking_service (booking_id, place, service_id) VALUES (?1, ?2, ?3)",
                (id.get(), place, service.get()),
            )?;
        }
        Ok(())
    }

    /// Changes what a booking costs that is still at `version`.
    ///
    /// # Errors
    /// [`Error::Changed`] when it is at another version by now: nothing is overwritten.
    pub fn set_booking_price(
        &self,
        id: BookingId,
        version: i64,
        price: Money,
        by: Actor,
        now: Instant,
    ) -> Result<()> {
        must_be_one(self.write(
            "UPDATE booking SET price_minor = ?3, currency = ?4, version = version + 1 WHERE id = ?1 AND version = ?2",
            (id.get(), version, price.minor, price.currency.code()),
        )?)?;
        self.note_edit(id, version + 1, Field::Price, by, now)
    }

    /// Changes the comment of a booking that is still at `version`.
    ///
    /// # Errors
    /// [`Error::Changed`] when it is at another version by now: nothing is overwritten.
    pub fn set_booking_comment(
        &self,
        id: BookingId,
        version: i64,
        comment: Option<&Comment>,
        by: Actor,
        now: Instant,
    ) -> Result<()> {
        must_be_one(self.write(
            "UPDATE booking SET comment = ?3, version = version + 1 WHERE id = ?1 AND version = ?2",
            (id.get(), version, comment.map(Comment::as_str)),
        )?)?;
        self.note_edit(id, version + 1, Field::Comment, by, now)
    }

    /// Notes on a booking that is still at `version` that its client got another name or phone there. What the client is asked about it stays asked.
    ///
    /// # Errors
    /// [`Error::Changed`] when it is at another version by now: nothing is overwritten.
    pub fn note_contact_edit(
        &self,
        id: BookingId,
        version: i64,
        field: Field,
        by: Actor,
        now: Instant,
    ) -> Result<()> {
        must_be_one(self.write(
            "UPDATE booking SET version = version + 1 WHERE id = ?1 AND version = ?2",
            (id.get(), version),
        )?)?;
        self.go_on_asking(id, version + 1)?;
        self.note_edit(id, version + 1, field, by, now)
    }
}
