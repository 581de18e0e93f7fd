//! Which bookings stand in their clients' calendars, and what this installation is called there.

use domain::BookingId;

use crate::error::{Error, Result};
use crate::tx::Tx;

impl Tx {
    /// A name of this installation that tells nothing about it and never changes.
    pub fn installation(&self) -> Result<String> {
        self.setting("installation")?.ok_or(Error::Unreadable { column: "installation" })
    }

    /// The client took the calendar file of a booking.
    pub fn note_calendar_file(&self, booking: BookingId) -> Result<()> {
        self.write(
            "INSERT INTO calendar_file (booking_id) VALUES (?1) ON CONFLICT DO NOTHING",
            [booking.get()],
        )?;
        Ok(())
    }

    /// Whether the client took the calendar file of a booking.
    pub fn has_calendar_file(&self, booking: BookingId) -> Result<bool> {
        let sql = "SELECT 1 FROM calendar_file WHERE booking_id = ?1";
        Ok(self.row(sql, [booking.get()], |_| Ok(()))?.is_some())
    }
}
