//! All that is stored about a client, as they may ask for it (C12).
//!
//! It is a tree of named values, so that whoever shows it needs to know no table. A table that holds something about a client joins with a few
//! lines here, a few in [`erasure`](crate::erasure), and its name in `own_data_tests`, which fail until it is there.

use domain::{BookingId, ClientId, Instant, Money, WaitlistId};
use rusqlite::Row;

use crate::column::{instant, instant_or_none, price};
use crate::error::Result;
use crate::tx::Tx;

/// So many lines of a booking's history are told, the newest: a comment can be edited without end, a file cannot grow so.
const HISTORY: u32 = 500;

/// Named values, in the order in which they are shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Record(pub Vec<(&'static str, Value)>);

/// A value of a [`Record`].
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing is stored.
    Nothing,
    /// Words.
    Text(String),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// One of our codes. Which words say it depends on the key under which it stands.
    Code(String),
    /// An instant.
    At(Instant),
    /// An amount.
    Price(Money),
    /// More of the same kind.
    List(Vec<Record>),
}

/// It all belongs to somebody.
impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Record(***)")
    }
}

impl Tx {
    /// All that is stored about a client; none if there is no such client.
    pub fn own_data(&self, client: ClientId) -> Result<Option<Record>> {
        let Some(mut record) = self.row("SELECT * FROM client WHERE id = ?1", [client.get()], person)? else {
            return Ok(None);
        };
        record.0.push(("consents", Value::List(self.own_consents(client)?)));
        record.0.push(("waitlist", Value::List(self.own_waitlist(client)?)));
        record.0.push(("bookings", Value::List(self.own_bookings(client)?)));
        Ok(Some(record))
    }

    fn own_consents(&self, client: ClientId) -> Result<Vec<Record>> {
        self.rows("SELECT at, version FROM consent WHERE client_id = ?1 ORDER BY at", [client.get()], |row| {
            Ok(Record(vec![("agreed_version", text(row, "version")?), ("agreed_at", at(row, "at")?)]))
        })
    }

    fn own_bookings(&self, client: ClientId) -> Result<Vec<Record>> {
        let mut bookings = self.rows(
            "SELECT booking.*, specialist.name AS specialist,
                (SELECT group_concat(service.name, ' + ' ORDER BY place)
                 FROM booking_service JOIN service ON service.id = booking_service.service_id
                 WHERE booking_service.booking_id = booking.id) AS services,
                (SELECT group_concat(resource.name, ' + ' ORDER BY resource.id)
                 FROM booking_resource JOIN resource ON resource.id = booking_resource.resource_id
                 WHERE booking_resource.booking_id = booking.id) AS resources,
                reminded, coming_at, calendar_file.booking_id IS NOT NULL AS in_calendar, asked_at, stars, rated_at, words
             FROM booking JOIN specialist ON specialist.id = specialist_id
                LEFT JOIN attendance ON attendance.booking_id = booking.id
                LEFT JOIN calendar_file ON calendar_file.booking_id = booking.id
                LEFT JOIN review ON review.booking_id = booking.id
             WHERE client_id = ?1 ORDER BY booking.starts_at",
            [client.get()],
            |row| Ok((BookingId::from(row.get::<_, i64>("id")?), booking(row)?)),
        )?;
        for (id, record) in &mut bookings {
            record.0.push(("questions", Value::List(self.own_questions(*id)?)));
            record.0.push(("history", Value::List(self.own_history(*id)?)));
        }
        Ok(bookings.into_iter().map(|(_, record)| record).collect())
    }

    fn own_questions(&self, booking: BookingId) -> Result<Vec<Record>> {
        self.rows(
            "SELECT proposal.*, specialist.name AS specialist FROM proposal JOIN specialist ON specialist.id = former_with
             WHERE booking_id = ?1 ORDER BY proposal.id",
            [booking.get()],
            |row| {
                Ok(Record(vec![
                    ("asked_at", at(row, "asked_at")?),
                    ("question", code(row, "kind")?),
                    ("former_start", at(row, "former_at")?),
                    ("former_specialist", text(row, "specialist")?),
                    ("answer", code(row, "answer")?),
                    ("answered_at", at(row, "answered_at")?),
                ]))
            },
        )
    }

    fn own_history(&self, booking: BookingId) -> Result<Vec<Record>> {
        let mut lines = self.rows(
            "SELECT booking_event.*, coalesce(field, change) AS what, specialist.name AS specialist,
                (SELECT group_concat(service.name, ' + ' ORDER BY key)
                 FROM json_each(booking_event.services) JOIN service ON service.id = value) AS names
             FROM booking_event LEFT JOIN specialist ON specialist.id = specialist_id
             WHERE booking_id = ?1 ORDER BY version DESC LIMIT ?2",
            (booking.get(), HISTORY),
            |row| {
                Ok(Record(vec![
                    ("at", Value::At(instant(row, "at")?)),
                    ("by", code(row, "actor")?),
                    ("change", code(row, "what")?),
                    ("status", code(row, "status")?),
                    ("starts_at", at(row, "starts_at")?),
                    ("services", text(row, "names")?),
                    ("specialist", text(row, "specialist")?),
                    ("price", price_or_nothing(row)?),
                ]))
            },
        )?;
        lines.reverse();
        Ok(lines)
    }
}

impl Tx {
    fn own_waitlist(&self, client: ClientId) -> Result<Vec<Record>> {
        let mut entries = self.rows(
            "SELECT waitlist.*, specialist.name AS specialist,
                (SELECT group_concat(service.name, ' + ' ORDER BY place)
                 FROM waitlist_service JOIN service ON service.id = waitlist_service.service_id
                 WHERE waitlist_id = waitlist.id) AS services
             FROM waitlist LEFT JOIN specialist ON specialist.id = waitlist.specialist_id
             WHERE client_id = ?1 ORDER BY waitlist.id",
            [client.get()],
            |row| Ok((WaitlistId::from(row.get::<_, i64>("id")?), waitlist_entry(row)?)),
        )?;
        for (id, record) in &mut entries {
            record.0.push(("offers", Value::List(self.own_offers(*id)?)));
        }
        Ok(entries.into_iter().map(|(_, record)| record).collect())
    }

    fn own_offers(&self, entry: WaitlistId) -> Result<Vec<Record>> {
        self.rows(
            "SELECT waitlist_offer.*, specialist.name AS specialist
             FROM waitlist_offer JOIN specialist ON specialist.id = specialist_id WHERE waitlist_id = ?1 ORDER BY made_at",
            [entry.get()],
            |row| {
                Ok(Record(vec![
                    ("offered_at", at(row, "made_at")?),
                    ("starts_at", at(row, "starts_at")?),
                    ("specialist", text(row, "specialist")?),
                    ("price", Value::Price(price(row)?)),
                    ("held_until", at(row, "until")?),
                    ("offer_state", code(row, "state")?),
                ]))
            },
        )
    }
}

/// The row of the client itself.
fn person(row: &Row<'_>) -> Result<Record> {
    Ok(Record(vec![
        ("name", text(row, "name")?),
        ("phone", text(row, "phone")?),
        ("phone_from_telegram", flag(row, "phone_verified")?),
        ("telegram_id", number(row, "chat")?),
        ("language", code(row, "language")?),
        ("came_from", text(row, "source")?),
        ("first_seen_at", at(row, "created_at")?),
        ("last_seen_at", at(row, "seen_at")?),
        ("consent", text(row, "consent")?),
        ("consent_at", at(row, "consent_at")?),
        ("messages_arrive", flag(row, "reachable")?),
        ("staff_note", text(row, "note")?),
        ("may_not_book_since", at(row, "banned_at")?),
        ("may_not_book_why", text(row, "ban_reason")?),
    ]))
}

fn booking(row: &Row<'_>) -> Result<Record> {
    Ok(Record(vec![
        ("number", number(row, "id")?),
        ("services", text(row, "services")?),
        ("specialist", text(row, "specialist")?),
        ("specialist_was_chosen", Value::Flag(!row.get::<_, bool>("anybody")?)),
        ("resources", text(row, "resources")?),
        ("starts_at", at(row, "starts_at")?),
        ("ends_at", at(row, "ends_at")?),
        ("status", code(row, "status")?),
        ("price", Value::Price(price(row)?)),
        ("comment", text(row, "comment")?),
        ("reason", text(row, "reason")?),
        ("made_at", at(row, "created_at")?),
        ("confirm_by", at(row, "decide_by")?),
        ("reminded_minutes_before", number(row, "reminded")?),
        ("said_coming_at", at(row, "coming_at")?),
        ("calendar_file", flag(row, "in_calendar")?),
        ("review_asked_at", at(row, "asked_at")?),
        ("review_stars", number(row, "stars")?),
        ("review_at", at(row, "rated_at")?),
        ("review_words", text(row, "words")?),
    ]))
}

fn waitlist_entry(row: &Row<'_>) -> Result<Record> {
    Ok(Record(vec![
        ("services", text(row, "services")?),
        ("specialist", text(row, "specialist")?),
        ("first_day", text(row, "first_day")?),
        ("last_day", text(row, "last_day")?),
        ("part_of_day", code(row, "part")?),
        ("earlier_than_booking", number(row, "booking_id")?),
        ("waiting_since", at(row, "created_at")?),
        ("ended", code(row, "ended")?),
    ]))
}

/// What an old line of a history does not know.
fn price_or_nothing(row: &Row<'_>) -> Result<Value> {
    let is_known = row.get::<_, Option<i64>>("price_minor")?.is_some();
    if is_known { Ok(Value::Price(price(row)?)) } else { Ok(Value::Nothing) }
}

fn code(row: &Row<'_>, column: &'static str) -> Result<Value> {
    Ok(row.get::<_, Option<String>>(column)?.map_or(Value::Nothing, Value::Code))
}

fn text(row: &Row<'_>, column: &'static str) -> Result<Value> {
    Ok(row.get::<_, Option<String>>(column)?.map_or(Value::Nothing, Value::Text))
}

fn number(row: &Row<'_>, column: &'static str) -> Result<Value> {
    Ok(row.get::<_, Option<i64>>(column)?.map_or(Value::Nothing, Value::Number))
}

fn flag(row: &Row<'_>, column: &'static str) -> Result<Value> {
    Ok(Value::Flag(row.get(column)?))
}

fn at(row: &Row<'_>, column: &'static str) -> Result<Value> {
    Ok(instant_or_none(row, column)?.map_or(Value::Nothing, Value::At))
}
