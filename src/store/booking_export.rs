//! Bookings for a table outside: one row each, a page at a time, so that no reading lasts long.

use domain::{Money, Phone, Span, Status};
use rusqlite::Row;

use crate::column::{code, millis, parsed, price, span};
use crate::error::Result;
use crate::tx::Tx;

/// A booking as a row of a table, with the names of now.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportedBooking {
    /// Its number, as people say it.
    pub id: i64,
    /// From the start to the end of the visit.
    pub visit: Span,
    /// Where it stands.
    pub status: Status,
    /// What; several services are joined by a plus.
    pub service: String,
    /// With whom.
    pub specialist: String,
    /// Who; none if they had it erased.
    pub client: Option<String>,
    /// Their phone, if it is known.
    pub phone: Option<Phone>,
    /// What it costs, as agreed.
    pub price: Money,
    /// Where the client came from, if that is known.
    pub source: Option<String>,
    specialist_id: i64,
}

impl Tx {
    /// The bookings whose visit begins within a span, whatever became of them, earliest first; at most `limit`, those up to `after` left out.
    pub fn exported_bookings(
        &self,
        span: Span,
        after: Option<&ExportedBooking>,
        limit: u32,
    ) -> Result<Vec<ExportedBooking>> {
        let first = (millis(span.start()), i64::MIN, i64::MIN);
        let (start, specialist, id) =
            after.map_or(first, |last| (millis(last.visit.start()), last.specialist_id, last.id));
        self.rows(
            "SELECT booking.id, specialist_id, starts_at, ends_at, status, price_minor, booking.currency,
                specialist.name AS specialist, client.name AS client, client.phone, client.source,
                (SELECT group_concat(service.name, ' + ' ORDER BY place)
                 FROM booking_service JOIN service ON service.id = booking_service.service_id
                 WHERE booking_id = booking.id) AS service
             FROM booking CROSS JOIN specialist ON specialist.id = specialist_id CROSS JOIN client ON client.id = client_id
             WHERE (starts_at, specialist_id, booking.id) > (?1, ?2, ?3) AND starts_at < ?4
             ORDER BY starts_at, specialist_id, booking.id LIMIT ?5",
            (start, specialist, id, millis(span.end()), limit),
            exported,
        )
    }
}

fn exported(row: &Row<'_>) -> Result<ExportedBooking> {
    Ok(ExportedBooking {
        id: row.get("id")?,
        visit: span(row, "starts_at", "ends_at")?,
        status: code(row, "status", Status::from_code)?,
        service: row.get("service")?,
        specialist: row.get("specialist")?,
        client: row.get("client")?,
        phone: parsed(row, "phone", Phone::from_e164)?,
        price: price(row)?,
        source: row.get("source")?,
        specialist_id: row.get("specialist_id")?,
    })
}
