//! What clients say of their visits (C10).

use domain::{BookingId, ClientId, Instant, ReviewWords, Stars};
use rusqlite::Row;

use crate::column::{instant, instant_or_none, millis, parsed};
use crate::error::{Error, Result};
use crate::tx::Tx;

/// The question about a visit, and what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Which visit.
    pub booking: BookingId,
    /// When the client was asked.
    pub asked_at: Instant,
    /// The stars, with the instant at which some were given first.
    pub rated: Option<(Stars, Instant)>,
    /// The words.
    pub words: Option<ReviewWords>,
}

impl Tx {
    /// The question about a visit, once it was asked.
    pub fn review(&self, booking: BookingId) -> Result<Option<Review>> {
        self.row("SELECT * FROM review WHERE booking_id = ?1", [booking.get()], review)
    }

    /// Notes that the client was asked about a visit.
    pub fn note_review_asked(&self, booking: BookingId, now: Instant) -> Result<()> {
        self.write(
            "INSERT INTO review (booking_id, asked_at) VALUES (?1, ?2)",
            (booking.get(), millis(now)),
        )?;
        Ok(())
    }

    /// When a client was asked about a visit last.
    pub fn last_asked(&self, client: ClientId) -> Result<Option<Instant>> {
        let sql = "SELECT max(asked_at) AS at FROM booking JOIN review ON booking_id = booking.id WHERE client_id = ?1";
        Ok(self.row(sql, [client.get()], |row| instant_or_none(row, "at"))?.flatten())
    }

    /// Keeps the stars of a visit that was asked about. When some were given first stays.
    pub fn set_review_stars(&self, booking: BookingId, stars: Stars, now: Instant) -> Result<()> {
        self.write(
            "UPDATE review SET stars = ?2, rated_at = coalesce(rated_at, ?3) WHERE booking_id = ?1",
            (booking.get(), stars.count(), millis(now)),
        )?;
        Ok(())
    }

    /// Keeps the words of a visit that has its stars.
    pub fn set_review_words(&self, booking: BookingId, words: &ReviewWords) -> Result<()> {
        self.write("UPDATE review SET words = ?2 WHERE booking_id = ?1", (booking.get(), words.as_str()))?;
        Ok(())
    }

    /// Forgets the words of all reviews of a client; the stars remain, as anonymous accounting (C12).
    pub fn erase_reviews_of(&self, client: ClientId) -> Result<()> {
        self.write(
            "UPDATE review SET words = NULL WHERE booking_id IN (SELECT id FROM booking WHERE client_id = ?1)",
            [client.get()],
        )?;
        Ok(())
    }
}

fn review(row: &Row<'_>) -> Result<Review> {
    let stars: Option<i64> = row.get("stars")?;
    let unreadable = || Error::Unreadable { column: "stars" };
    let stars = stars.map(|count| Stars::new(count).ok_or_else(unreadable)).transpose()?;
    Ok(Review {
        booking: row.get::<_, i64>("booking_id")?.into(),
        asked_at: instant(row, "asked_at")?,
        rated: stars.zip(instant_or_none(row, "rated_at")?),
        words: parsed(row, "words", |text| ReviewWords::parse(text).ok())?,
    })
}
