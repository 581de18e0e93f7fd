//! Whether a client comes: what they were reminded of, and what they said (C8).

use chrono::TimeDelta;
use domain::{BookingId, Instant};
use rusqlite::Row;

use crate::column::{duration_or_none, instant, instant_or_none, millis, minutes};
use crate::error::Result;
use crate::tx::Tx;

/// What is known of a client's coming to a booked visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    /// The offset of the last reminder that was sent.
    pub reminded: Option<TimeDelta>,
    /// When the client said that they will come.
    pub coming_at: Option<Instant>,
}

impl Tx {
    /// Notes which reminder was sent.
    pub fn set_reminded(&self, booking: BookingId, offset: TimeDelta) -> Result<()> {
        self.write(
            "INSERT INTO attendance (booking_id, reminded) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET reminded = excluded.reminded",
            (booking.get(), minutes(offset)),
        )?;
        Ok(())
    }

    /// Notes that the client said that they will come. Whether that is new.
    pub fn set_coming(&self, booking: BookingId, now: Instant) -> Result<bool> {
        let changed = self.write(
            "INSERT INTO attendance (booking_id, coming_at) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET coming_at = excluded.coming_at WHERE coming_at IS NULL",
            (booking.get(), millis(now)),
        )?;
        Ok(changed == 1)
    }

    /// The visit is at another time: nothing that was said of the former one counts.
    pub fn forget_attendance(&self, booking: BookingId) -> Result<()> {
        self.write("DELETE FROM attendance WHERE booking_id = ?1", [booking.get()])?;
        Ok(())
    }

    /// The confirmed bookings that are still to come, and since when each of them stands where it does.
    pub fn bookings_to_come(&self, now: Instant) -> Result<Vec<(BookingId, Instant)>> {
        self.rows(
            "SELECT id, (SELECT max(at) FROM booking_event WHERE booking_id = booking.id AND change <> 'edited') AS since
             FROM booking WHERE starts_at > ?1 AND status = 'confirmed'",
            [millis(now)],
            |row| Ok((row.get::<_, i64>("id")?.into(), instant(row, "since")?)),
        )
    }
}

/// The columns of the table, of which a booking may have none.
pub(crate) fn attendance(row: &Row<'_>) -> Result<Attendance> {
    Ok(Attendance {
        reminded: duration_or_none(row, "reminded")?,
        coming_at: instant_or_none(row, "coming_at")?,
    })
}
