//! What changes of a booking, and its history. A change names the version it saw: nothing is overwritten.

use domain::slots::Slot;
use domain::{Actor, BookingId, ChatId, ClientId, Comment, Instant, Money, SpecialistId, Status};
use rusqlite::Row;

use crate::clients::must_be_one;
use crate::column::{code, instant, instant_or_none, millis};
use crate::error::Result;
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

/// What a line of a booking's history tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookingChange {
    /// It was made, or stands elsewhere.
    Status,
    /// It has another time or another specialist.
    Moved,
    /// Its comment is another.
    Edited,
}

impl BookingChange {
    const ALL: [BookingChange; 3] = [BookingChange::Status, BookingChange::Moved, BookingChange::Edited];

    /// The stable code of the database.
    pub fn code(self) -> &'static str {
        match self {
            BookingChange::Status => "status",
            BookingChange::Moved => "moved",
            BookingChange::Edited => "edited",
        }
    }
}

/// One line of a booking's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookingEvent {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: Actor,
    /// What changed.
    pub change: BookingChange,
    /// What it was from then on.
    pub status: Status,
    /// When the visit begins from then on; not known of the oldest bookings.
    pub start: Option<Instant>,
}

impl Tx {
    /// Changes the status of a booking that is still at `version`.
    ///
    /// # Errors
    /// [`Error::Changed`] when it is at another version by now: nothing is overwritten.
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
    /// [`Error::Changed`] when it is at another version by now; [`Error::Overlap`] when the new time is occupied. The booking then stays where
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
        let changed = self.write(
            "UPDATE booking SET comment = ?3, version = version + 1 WHERE id = ?1 AND version = ?2",
            (id.get(), version, comment.map(Comment::as_str)),
        )?;
        must_be_one(changed)?;
        self.note_change(id, version + 1, BookingChange::Edited, by, now)
    }

    /// Who changed a booking last, and what.
    pub fn last_booking_event(&self, id: BookingId) -> Result<Option<BookingEvent>> {
        self.row(
            "SELECT * FROM booking_event WHERE booking_id = ?1 ORDER BY version DESC LIMIT 1",
            [id.get()],
            booking_event,
        )
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

    /// Notes what a booking is from this version on.
    pub(crate) fn note_change(
        &self,
        id: BookingId,
        version: i64,
        change: BookingChange,
        by: Actor,
        now: Instant,
    ) -> Result<()> {
        let (actor, admin) = match by {
            Actor::Client => ("client", None),
            Actor::Admin(chat) => ("admin", Some(chat.get())),
            Actor::System => ("system", None),
        };
        self.write(
            "INSERT INTO booking_event (booking_id, version, at, actor, admin, change, status, starts_at)
             SELECT id, ?2, ?3, ?4, ?5, ?6, status, starts_at FROM booking WHERE id = ?1",
            (id.get(), version, millis(now), actor, admin, change.code()),
        )?;
        Ok(())
    }
}

fn booking_event(row: &Row<'_>) -> Result<BookingEvent> {
    let admin: Option<i64> = row.get("admin")?;
    let actor: String = row.get("actor")?;
    let by = match (actor.as_str(), admin) {
        ("client", _) => Actor::Client,
        ("admin", Some(admin)) => Actor::Admin(ChatId::from(admin)),
        _ => Actor::System,
    };
    let change = |text: &str| BookingChange::ALL.into_iter().find(|change| change.code() == text);
    Ok(BookingEvent {
        at: instant(row, "at")?,
        by,
        change: code(row, "change", change)?,
        status: code(row, "status", Status::from_code)?,
        start: instant_or_none(row, "starts_at")?,
    })
}
