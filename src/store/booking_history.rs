//! The history of a booking: a line for each of its versions, append-only and without personal values.
//!
//! A line says what the booking was from then on, so two lines beside each other say what was and what is.

use domain::{Actor, BookingId, ChatId, Instant, Money, ServiceId, SpecialistId, Status};
use rusqlite::Row;

use crate::column::{code, instant, instant_or_none, millis, parsed, price};
use crate::error::Result;
use crate::tx::Tx;

/// What a line of a booking's history tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookingChange {
    /// It was made, or stands elsewhere.
    Status,
    /// It has another time, perhaps with another specialist.
    Moved,
    /// Something of it was set right: the [`Field`] says what.
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

/// What was set right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What is done, by whom, or both; perhaps for another price.
    Visit,
    /// What it costs.
    Price,
    /// The comment. What it says is in no line.
    Comment,
    /// The client's name. What it is stands in no line.
    Name,
    /// The client's phone. What it is stands in no line.
    Phone,
}

impl Field {
    const ALL: [Field; 5] = [Field::Visit, Field::Price, Field::Comment, Field::Name, Field::Phone];

    /// The stable code of the database.
    pub fn code(self) -> &'static str {
        match self {
            Field::Visit => "visit",
            Field::Price => "price",
            Field::Comment => "comment",
            Field::Name => "name",
            Field::Phone => "phone",
        }
    }

    fn from_code(text: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.code() == text)
    }
}

/// One line of a booking's history. Of the oldest bookings not everything is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingEvent {
    /// Which version of the booking it made.
    pub version: i64,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: Actor,
    /// What changed.
    pub change: BookingChange,
    /// What was set right, if something was.
    pub field: Option<Field>,
    /// Where it stood from then on.
    pub status: Status,
    /// When the visit began from then on.
    pub start: Option<Instant>,
    /// What was to be done from then on, in order.
    pub services: Option<Vec<ServiceId>>,
    /// With whom from then on.
    pub specialist: Option<SpecialistId>,
    /// What it cost from then on.
    pub price: Option<Money>,
}

impl Tx {
    /// Who changed a booking last, and what.
    pub fn last_booking_event(&self, id: BookingId) -> Result<Option<BookingEvent>> {
        Ok(self.booking_history(id, 0, 1)?.pop())
    }

    /// When its status changed last.
    pub fn last_status_change(&self, id: BookingId) -> Result<Option<Instant>> {
        let sql = "SELECT at FROM booking_event WHERE booking_id = ?1 AND change = 'status' ORDER BY version DESC LIMIT 1";
        self.row(sql, [id.get()], |row| instant(row, "at"))
    }

    /// The lines of a booking's history, newest first; at most `limit`, after skipping `skip`.
    pub fn booking_history(&self, id: BookingId, skip: u32, limit: u32) -> Result<Vec<BookingEvent>> {
        self.rows(
            "SELECT * FROM booking_event WHERE booking_id = ?1 ORDER BY version DESC LIMIT ?3 OFFSET ?2",
            (id.get(), skip, limit),
            booking_event,
        )
    }

    /// The line that made `version`, and the newest ones after it, oldest first: what happened since somebody saw the booking. At most `limit`
    /// lines besides the first.
    pub fn booking_events_since(&self, id: BookingId, version: i64, limit: u32) -> Result<Vec<BookingEvent>> {
        let seen = "SELECT * FROM booking_event WHERE booking_id = ?1 AND version = ?2";
        let later = "SELECT * FROM booking_event WHERE booking_id = ?1 AND version > ?2 ORDER BY version DESC LIMIT ?3";
        let mut events = self.rows(later, (id.get(), version, limit), booking_event)?;
        // Two that stand beside each other tell a change; with too many between, the oldest is what was seen.
        events.extend(self.row(seen, (id.get(), version), booking_event)?);
        events.reverse();
        Ok(events)
    }

    /// Whether all that its client sees of a booking is as it was at `version`: since then nothing but their name or phone was set right. Never so of a
    /// version that was not.
    pub fn is_as_client_saw(&self, id: BookingId, version: i64) -> Result<bool> {
        let sql = "SELECT count(*) = 0 FROM booking_event AS later WHERE booking_id = ?1 AND version > ?2
                AND (field IS NULL OR field NOT IN ('name', 'phone'))
             HAVING EXISTS (SELECT 1 FROM booking_event WHERE booking_id = ?1 AND version = ?2)";
        Ok(self.row(sql, (id.get(), version), |row| Ok(row.get(0)?))?.unwrap_or(false))
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
        self.note(id, version, (change, None), by, now)
    }

    /// Notes that something was set right, and what the booking is from this version on.
    pub(crate) fn note_edit(
        &self,
        id: BookingId,
        version: i64,
        field: Field,
        by: Actor,
        now: Instant,
    ) -> Result<()> {
        self.note(id, version, (BookingChange::Edited, Some(field)), by, now)
    }

    fn note(
        &self,
        id: BookingId,
        version: i64,
        (change, field): (BookingChange, Option<Field>),
        by: Actor,
        now: Instant,
    ) -> Result<()> {
        let (actor, admin) = match by {
            Actor::Client => ("client", None),
            Actor::Admin(chat) => ("admin", Some(chat.get())),
            Actor::System => ("system", None),
        };
        self.write(
            "INSERT INTO booking_event (booking_id, version, at, actor, admin, change, field, status, starts_at, services,
                specialist_id, price_minor, currency)
             SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, status, starts_at,
                (SELECT json_group_array(service_id ORDER BY place) FROM booking_service WHERE booking_id = booking.id),
                specialist_id, price_minor, currency
             FROM booking WHERE id = ?1",
            (id.get(), version, millis(now), actor, admin, change.code(), field.map(Field::code)),
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
    let known_price = row.get::<_, Option<i64>>("price_minor")?.is_some();
    Ok(BookingEvent {
        version: row.get("version")?,
        at: instant(row, "at")?,
        by,
        change: code(row, "change", change)?,
        field: parsed(row, "field", Field::from_code)?,
        status: code(row, "status", Status::from_code)?,
        start: instant_or_none(row, "starts_at")?,
        services: parsed(row, "services", numbers)?,
        specialist: row.get::<_, Option<i64>>("specialist_id")?.map(Into::into),
        price: known_price.then(|| price(row)).transpose()?,
    })
}

/// `[3,1]`
fn numbers(json: &str) -> Option<Vec<ServiceId>> {
    let inside = json.strip_prefix('[')?.strip_suffix(']')?;
    let numbers = inside.split(',').filter(|number| !number.is_empty());
    numbers.map(|number| number.parse::<i64>().ok().map(Into::into)).collect()
}
