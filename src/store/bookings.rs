//! Bookings: made, and read back with the names that people see.

use domain::slots::Slot;
use domain::{
    Actor, Booking, BookingId, ClientId, Comment, Instant, Money, ServiceId, Span, SpecialistId, Status,
};
use rusqlite::Row;

use crate::attendance::{Attendance, attendance};
use crate::booking_history::BookingChange;
use crate::clients::Client;
use crate::column::{code, instant_or_none, millis, parsed, price, span};
use crate::error::{Error, Result};
use crate::proposals::Proposal;
use crate::tx::Tx;

/// A booking to be made.
#[derive(Debug)]
pub struct NewBooking<'a> {
    /// Whose.
    pub client: ClientId,
    /// Of what, in order; at least one.
    pub services: &'a [ServiceId],
    /// With whom.
    pub specialist: SpecialistId,
    /// Whether the client wanted anybody: then it counts as this specialist's turn.
    pub anybody: bool,
    /// When, with its buffers and its resources.
    pub slot: &'a Slot,
    /// Pending or confirmed.
    pub status: Status,
    /// What it costs.
    pub price: Money,
    /// The client's wish.
    pub comment: Option<&'a Comment>,
    /// Until when an admin has to confirm it.
    pub decide_by: Option<Instant>,
}

/// A booking with the names that people see.
#[derive(Clone, Debug)]
pub struct BookingView {
    /// The booking.
    pub booking: Booking,
    /// Whose.
    pub client: Client,
    /// What, as it is called now; several services are joined by a plus.
    pub service: String,
    /// With whom, as they are called now.
    pub specialist: String,
    /// The reason given with a cancellation or a refusal.
    pub reason: Option<String>,
    /// What is known of the client's coming.
    pub attendance: Attendance,
    /// Whether the client wants to hear of something earlier (C9).
    pub waits_for_earlier: bool,
    /// The first booking of the series it is a date of (C13).
    pub series: Option<BookingId>,
    /// What the client was asked about it last (A7, A17).
    pub asked: Option<Proposal>,
}

/// The booking with its names, and what follows in the statement.
macro_rules! view {
    ($rest:literal) => {
        concat!(
            "SELECT booking.*, specialist.name AS specialist, reminded, coming_at,
                (SELECT group_concat(service.name, ' + ' ORDER BY place)
                 FROM booking_service JOIN service ON service.id = booking_service.service_id
                 WHERE booking_id = booking.id) AS service,
                EXISTS (SELECT 1 FROM waitlist WHERE waitlist.booking_id = booking.id AND ended IS NULL) AS waits_for_earlier
             FROM booking JOIN specialist ON specialist.id = specialist_id
             LEFT JOIN attendance ON attendance.booking_id = booking.id ",
            $rest
        )
    };
}

impl BookingView {
    /// What the client is asked about it and has not answered. From the start of the visit on there is nothing to answer.
    pub fn open_question(&self, now: Instant) -> Option<&Proposal> {
        let is_to_come = self.booking.visit.start() > now;
        self.asked.as_ref().filter(|asked| is_to_come && asked.is_open())
    }
}

impl Tx {
    /// Makes a booking.
    ///
    /// # Errors
    /// [`Error::Overlap`] when the time is occupied, by whomever it was written.
    pub fn book(&self, new: &NewBooking<'_>, by: Actor, now: Instant) -> Result<BookingId> {
        self.all_or_nothing(|| self.insert_booking(new, by, now))
    }

    fn insert_booking(&self, new: &NewBooking<'_>, by: Actor, now: Instant) -> Result<BookingId> {
        let first = new.services.first().ok_or(Error::Unreadable { column: "service_id" })?;
        self.write(
            "INSERT INTO booking (client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to,
                status, price_minor, currency, comment, decide_by, created_at, anybody)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            (
                new.client.get(),
                first.get(),
                new.specialist.get(),
                millis(new.slot.visit.start()),
                millis(new.slot.visit.end()),
                millis(new.slot.occupied.start()),
                millis(new.slot.occupied.end()),
                new.status.code(),
                new.price.minor,
                new.price.currency.code(),
                new.comment.map(Comment::as_str),
                new.decide_by.map(millis),
                millis(now),
                new.anybody,
            ),
        )?;
        let id = BookingId::from(self.last_id());
        self.add_services(id, new.services)?;
        self.use_resources(id, new.slot)?;
        self.note_change(id, 1, BookingChange::Status, by, now)?;
        Ok(id)
    }

    /// A booking with its names.
    pub fn booking(&self, id: BookingId) -> Result<Option<BookingView>> {
        self.one(view!("WHERE booking.id = ?1"), [id.get()])
    }

    /// The client's bookings that are still to come, earliest first.
    pub fn upcoming_of(&self, client: ClientId, now: Instant) -> Result<Vec<BookingView>> {
        self.many(
            view!(
                "WHERE client_id = ?1 AND starts_at > ?2 AND booking.status IN ('pending', 'confirmed') ORDER BY starts_at"
            ),
            (client.get(), millis(now)),
        )
    }

    /// The client's bookings that are over or were called off, the latest first; at most `limit`, after skipping `skip`.
    pub fn past_of(&self, client: ClientId, now: Instant, skip: u32, limit: u32) -> Result<Vec<BookingView>> {
        self.many(
            view!(
                "WHERE client_id = ?1 AND (starts_at <= ?2 OR booking.status NOT IN ('pending', 'confirmed'))
                 ORDER BY starts_at DESC LIMIT ?4 OFFSET ?3"
            ),
            (client.get(), millis(now), skip, limit),
        )
    }

    /// The client's newest booking that took place or will: what "as last time" means.
    pub fn last_kept_of(&self, client: ClientId) -> Result<Option<BookingView>> {
        self.one(
            view!(
                "WHERE client_id = ?1 AND booking.status IN ('pending', 'confirmed', 'done')
                 ORDER BY starts_at DESC LIMIT 1"
            ),
            [client.get()],
        )
    }

    /// What is done in a booked visit, in order.
    pub fn booking_services(&self, id: BookingId) -> Result<Vec<ServiceId>> {
        let sql = "SELECT service_id FROM booking_service WHERE booking_id = ?1 ORDER BY place";
        self.rows(sql, [id.get()], |row| Ok(row.get::<_, i64>(0)?.into()))
    }

    /// The bookings that begin within a span, earliest first, those that were called off left out; of one specialist, or of all. At most
    /// `limit`, after skipping `skip`.
    pub fn bookings_within(
        &self,
        span: Span,
        of: Option<SpecialistId>,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<BookingView>> {
        self.many(
            view!(
                "WHERE starts_at >= ?1 AND starts_at < ?2 AND (?5 IS NULL OR specialist_id = ?5)
                   AND booking.status IN ('pending', 'confirmed', 'done', 'no_show')
                 ORDER BY starts_at, specialist_id LIMIT ?4 OFFSET ?3"
            ),
            (millis(span.start()), millis(span.end()), skip, limit, of.map(SpecialistId::get)),
        )
    }

    /// The same of bookings that stand where one of `statuses` says.
    pub fn bookings_standing(
        &self,
        span: Span,
        of: Option<SpecialistId>,
        statuses: &[Status],
        skip: u32,
        limit: u32,
    ) -> Result<Vec<BookingView>> {
        // No code of a status is a part of another's.
        let codes: Vec<&str> = statuses.iter().map(|status| status.code()).collect();
        self.many(
            view!(
                "WHERE starts_at >= ?1 AND starts_at < ?2 AND (?5 IS NULL OR specialist_id = ?5)
                   AND instr(?6, booking.status) > 0
                 ORDER BY starts_at, specialist_id LIMIT ?4 OFFSET ?3"
            ),
            (
                millis(span.start()),
                millis(span.end()),
                skip,
                limit,
                of.map(SpecialistId::get),
                codes.join(","),
            ),
        )
    }

    /// The bookings still to come of a service, of a specialist, or of both, earliest first: what a change of the catalogue leaves behind.
    pub fn to_come_with(
        &self,
        service: Option<ServiceId>,
        specialist: Option<SpecialistId>,
        now: Instant,
    ) -> Result<Vec<BookingView>> {
        self.many(
            view!(
                "WHERE starts_at > ?1 AND booking.status IN ('pending', 'confirmed') AND (?2 IS NULL OR specialist_id = ?2)
                   AND (?3 IS NULL OR EXISTS (SELECT 1 FROM booking_service AS part
                        WHERE part.booking_id = booking.id AND part.service_id = ?3))
                 ORDER BY starts_at"
            ),
            (millis(now), specialist.map(SpecialistId::get), service.map(ServiceId::get)),
        )
    }

    /// The bookings that wait for an admin, earliest first; of one specialist, or of all. At most `limit`, after skipping `skip`.
    pub fn bookings_waiting(
        &self,
        of: Option<SpecialistId>,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<BookingView>> {
        self.many(
            view!(
                "WHERE booking.status = 'pending' AND (?3 IS NULL OR specialist_id = ?3)
                 ORDER BY starts_at LIMIT ?2 OFFSET ?1"
            ),
            (skip, limit, of.map(SpecialistId::get)),
        )
    }

    /// The bookings to come about which a client was asked and has not answered, earliest first; at most `limit`, after skipping `skip`.
    pub fn bookings_asked(&self, now: Instant, skip: u32, limit: u32) -> Result<Vec<BookingView>> {
        self.many(
            view!(
                "WHERE starts_at > ?1 AND booking.status IN ('pending', 'confirmed')
                   AND EXISTS (SELECT 1 FROM proposal WHERE proposal.booking_id = booking.id AND answer IS NULL)
                 ORDER BY starts_at LIMIT ?3 OFFSET ?2"
            ),
            (millis(now), skip, limit),
        )
    }

    /// How many bookings a client has made since an instant, whatever became of them.
    pub fn count_booked_since(&self, client: ClientId, since: Instant) -> Result<i64> {
        let sql = "SELECT count(*) FROM booking WHERE client_id = ?1 AND created_at > ?2";
        Ok(self.row(sql, (client.get(), millis(since)), |row| Ok(row.get(0)?))?.unwrap_or(0))
    }

    /// How many bookings wait for an admin; of one specialist, or of all.
    pub fn count_waiting(&self, of: Option<SpecialistId>) -> Result<i64> {
        let sql =
            "SELECT count(*) FROM booking WHERE status = 'pending' AND (?1 IS NULL OR specialist_id = ?1)";
        Ok(self.row(sql, [of.map(SpecialistId::get)], |row| Ok(row.get(0)?))?.unwrap_or(0))
    }

    pub(crate) fn of_series(&self, series: BookingId, after: Instant) -> Result<Vec<BookingView>> {
        self.many(
            view!(
                "WHERE series_id = ?1 AND starts_at > ?2 AND booking.status IN ('pending', 'confirmed') ORDER BY starts_at"
            ),
            (series.get(), millis(after)),
        )
    }

    fn one(&self, sql: &'static str, values: impl rusqlite::Params) -> Result<Option<BookingView>> {
        Ok(self.many(sql, values)?.into_iter().next())
    }

    fn many(&self, sql: &'static str, values: impl rusqlite::Params) -> Result<Vec<BookingView>> {
        let found = self.rows(sql, values, |row| {
            let names = (row.get("service")?, row.get("specialist")?, row.get("reason")?);
            let series = row.get::<_, Option<i64>>("series_id")?.map(BookingId::from);
            Ok((booking(row)?, names, attendance(row)?, row.get("waits_for_earlier")?, series))
        })?;
        let mut views = Vec::with_capacity(found.len());
        for (booking, (service, specialist, reason), attendance, waits_for_earlier, series) in found {
            let client = self.client(booking.client)?.ok_or(Error::Unreadable { column: "client_id" })?;
            let view = BookingView {
                asked: self.proposal(booking.id)?,
                booking,
                client,
                service,
                specialist,
                reason,
                attendance,
                waits_for_earlier,
                series,
            };
            views.push(view);
        }
        Ok(views)
    }
}

fn booking(row: &Row<'_>) -> Result<Booking> {
    Ok(Booking {
        id: BookingId::from(row.get::<_, i64>("id")?),
        client: ClientId::from(row.get::<_, i64>("client_id")?),
        service: ServiceId::from(row.get::<_, i64>("service_id")?),
        specialist: SpecialistId::from(row.get::<_, i64>("specialist_id")?),
        visit: span(row, "starts_at", "ends_at")?,
        status: code(row, "status", Status::from_code)?,
        price: price(row)?,
        comment: parsed(row, "comment", |text| Comment::parse(text).ok())?.flatten(),
        decide_by: instant_or_none(row, "decide_by")?,
        version: row.get("version")?,
    })
}
