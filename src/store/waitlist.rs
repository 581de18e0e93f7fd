//! Who waits for what.

use domain::{BookingId, ClientId, Instant, PartOfDay, ServiceId, SpecialistId, WaitlistId, Wanting};
use rusqlite::Row;

use crate::column::{code, instant, millis};
use crate::error::{Error, Result};
use crate::tx::Tx;

/// An entry of the waitlist (C9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitlistEntry {
    /// Its number.
    pub id: WaitlistId,
    /// Who waits.
    pub client: ClientId,
    /// For what, in order.
    pub services: Vec<ServiceId>,
    /// With whom; none means anybody.
    pub specialist: Option<SpecialistId>,
    /// When they would come.
    pub wanting: Wanting,
    /// The booking that they would move, of those who wait for something earlier.
    pub booking: Option<BookingId>,
    /// The place in the line; the lowest is asked first.
    pub place: i64,
    /// Since when.
    pub created_at: Instant,
    /// Why it is over; none while it waits.
    pub ended: Option<Ended>,
}

/// Why somebody no longer waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// They no longer wanted to.
    Left,
    /// They have what they waited for.
    Booked,
    /// There is nothing left to wait for.
    Over,
    /// No message reaches them.
    Unreachable,
}

impl Ended {
    const ALL: [Ended; 4] = [Ended::Left, Ended::Booked, Ended::Over, Ended::Unreachable];

    /// The stable code of the database.
    pub fn code(self) -> &'static str {
        match self {
            Ended::Left => "left",
            Ended::Booked => "booked",
            Ended::Over => "over",
            Ended::Unreachable => "unreachable",
        }
    }
}

/// A wish for certain days, to be put on the waitlist.
#[derive(Clone, Copy, Debug)]
pub struct NewWaitlistEntry<'a> {
    /// Whose.
    pub client: ClientId,
    /// For what, in order.
    pub services: &'a [ServiceId],
    /// With whom; none means anybody.
    pub specialist: Option<SpecialistId>,
    /// The first and the last date.
    pub dates: (chrono::NaiveDate, chrono::NaiveDate),
    /// The part of the day.
    pub part: PartOfDay,
}

/// The entry, with what counts of the booking that would be moved, and what follows in the statement.
macro_rules! view {
    ($rest:literal) => {
        concat!(
            "SELECT waitlist.*, booking.starts_at AS booked_start,
                iif(booking.id IS NULL, waitlist.specialist_id, iif(booking.anybody, NULL, booking.specialist_id)) AS wanted
             FROM waitlist LEFT JOIN booking ON booking.id = waitlist.booking_id ",
            $rest
        )
    };
}

impl Tx {
    /// Puts a wish at the end of the line. `seen` are the starts that are free now, about which the client is not to be asked.
    pub fn join_waitlist(
        &self,
        new: &NewWaitlistEntry<'_>,
        seen: &[Instant],
        now: Instant,
    ) -> Result<WaitlistId> {
        let (first, last) = new.dates;
        self.write(
            "INSERT INTO waitlist (client_id, specialist_id, first_day, last_day, part, created_at, place)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(place), 0) + 1 FROM waitlist WHERE ended IS NULL))",
            (
                new.client.get(),
                new.specialist.map(SpecialistId::get),
                first.to_string(),
                last.to_string(),
                new.part.code(),
                millis(now),
            ),
        )?;
        let id = WaitlistId::from(self.last_id());
        for (place, service) in (0_i64..).zip(new.services) {
            self.write(
                "INSERT INTO waitlist_service (waitlist_id, place, service_id) VALUES (?1, ?2, ?3)",
                (id.get(), place, service.get()),
            )?;
        }
        self.have_seen(id, seen)?;
        Ok(id)
    }

    /// Has the client of a booking wait for something earlier, at the end of the line.
    pub fn wait_for_earlier(&self, booking: BookingId, now: Instant) -> Result<WaitlistId> {
        self.write(
            "INSERT INTO waitlist (client_id, booking_id, created_at, place)
             SELECT client_id, id, ?2, (SELECT coalesce(max(place), 0) + 1 FROM waitlist WHERE ended IS NULL)
             FROM booking WHERE id = ?1",
            (booking.get(), millis(now)),
        )?;
        Ok(WaitlistId::from(self.last_id()))
    }

    /// Notes starts that are free now, about which the client is not to be asked.
    pub fn have_seen(&self, id: WaitlistId, seen: &[Instant]) -> Result<()> {
        for start in seen {
            self.write(
                "INSERT INTO waitlist_seen (waitlist_id, starts_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                (id.get(), millis(*start)),
            )?;
        }
        Ok(())
    }

    /// An entry by number, over or not.
    pub fn waitlist_entry(&self, id: WaitlistId) -> Result<Option<WaitlistEntry>> {
        Ok(self.entries(view!("WHERE waitlist.id = ?1"), [id.get()])?.into_iter().next())
    }

    /// What a client waits for now, in the order in which they joined.
    pub fn waiting_of(&self, client: ClientId) -> Result<Vec<WaitlistEntry>> {
        self.entries(
            view!("WHERE waitlist.client_id = ?1 AND ended IS NULL ORDER BY waitlist.id"),
            [client.get()],
        )
    }

    /// All that a client has ever waited for.
    pub fn waitlist_of(&self, client: ClientId) -> Result<Vec<WaitlistEntry>> {
        self.entries(view!("WHERE waitlist.client_id = ?1 ORDER BY waitlist.id"), [client.get()])
    }

    /// The entry that waits for something earlier than a booking.
    pub fn waiting_for_earlier(&self, booking: BookingId) -> Result<Option<WaitlistEntry>> {
        let found =
            self.entries(view!("WHERE waitlist.booking_id = ?1 AND ended IS NULL"), [booking.get()])?;
        Ok(found.into_iter().next())
    }

    /// Those who wait and have no offer before them, in the order of the line; at most `limit`, from after this place on.
    pub fn line(&self, after: i64, limit: u32) -> Result<Vec<WaitlistEntry>> {
        self.entries(
            view!(
                "WHERE ended IS NULL AND place > ?1
                   AND NOT EXISTS (SELECT 1 FROM waitlist_offer WHERE waitlist_id = waitlist.id AND state = 'open')
                 ORDER BY place LIMIT ?2"
            ),
            (after, limit),
        )
    }

    /// Whether anybody waits.
    pub fn anybody_waits(&self) -> Result<bool> {
        let sql = "SELECT 1 FROM waitlist WHERE ended IS NULL LIMIT 1";
        Ok(self.row(sql, [], |_| Ok(()))?.is_some())
    }

    /// Puts an entry at the end of the line.
    pub fn to_the_end_of_the_line(&self, id: WaitlistId) -> Result<()> {
        self.write(
            "UPDATE waitlist SET place = (SELECT max(place) + 1 FROM waitlist WHERE ended IS NULL)
             WHERE id = ?1 AND ended IS NULL",
            [id.get()],
        )?;
        Ok(())
    }

    /// Ends an entry; one that is over stays as it is. An offer that is open for it is to be closed before.
    pub fn end_waiting(&self, id: WaitlistId, why: Ended) -> Result<()> {
        self.write("UPDATE waitlist SET ended = ?2 WHERE id = ?1 AND ended IS NULL", (id.get(), why.code()))?;
        // What was free when they joined matters no more.
        self.write("DELETE FROM waitlist_seen WHERE waitlist_id = ?1", [id.get()])?;
        Ok(())
    }

    /// Erases all that a client has waited for, with what was offered to them; what was held for them is free (C12).
    pub fn erase_waitlist_of(&self, client: ClientId) -> Result<()> {
        self.write("DELETE FROM waitlist WHERE client_id = ?1", [client.get()])?;
        Ok(())
    }

    fn entries(&self, sql: &'static str, values: impl rusqlite::Params) -> Result<Vec<WaitlistEntry>> {
        let mut found = self.rows(sql, values, entry)?;
        for entry in &mut found {
            entry.services = match entry.booking {
                Some(booking) => self.booking_services(booking)?,
                None => self.rows(
                    "SELECT service_id FROM waitlist_service WHERE waitlist_id = ?1 ORDER BY place",
                    [entry.id.get()],
                    |row| Ok(row.get::<_, i64>(0)?.into()),
                )?,
            };
        }
        Ok(found)
    }
}

/// Without the services: they stand in tables of their own.
fn entry(row: &Row<'_>) -> Result<WaitlistEntry> {
    let booking = row.get::<_, Option<i64>>("booking_id")?.map(BookingId::from);
    let date = |column| code(row, column, |text| text.parse().ok());
    let wanting = match booking {
        Some(_) => Wanting::Earlier { than: instant(row, "booked_start")? },
        None => Wanting::Days {
            dates: date("first_day")?..=date("last_day")?,
            part: code(row, "part", PartOfDay::from_code)?,
        },
    };
    let ended = match row.get::<_, Option<String>>("ended")? {
        Some(text) => {
            let known = Ended::ALL.into_iter().find(|ended| ended.code() == text);
            Some(known.ok_or(Error::Unreadable { column: "ended" })?)
        }
        None => None,
    };
    Ok(WaitlistEntry {
        id: row.get::<_, i64>("id")?.into(),
        client: row.get::<_, i64>("client_id")?.into(),
        services: Vec::new(),
        specialist: row.get::<_, Option<i64>>("wanted")?.map(SpecialistId::from),
        wanting,
        booking,
        place: row.get("place")?,
        created_at: instant(row, "created_at")?,
        ended,
    })
}
