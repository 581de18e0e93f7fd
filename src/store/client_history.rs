//! What a client has had, in numbers (A8).

use domain::{ClientId, Instant, Money};

use crate::column::{instant_or_none, millis, price};
use crate::error::Result;
use crate::tx::Tx;

/// A client's bookings, counted by what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientHistory {
    /// Visits that took place.
    pub done: i64,
    /// Visits to come, confirmed or not.
    pub upcoming: i64,
    /// Confirmed visits that are over, and nobody has said whether they took place.
    pub unmarked: i64,
    /// Visits that were called off, by whomever.
    pub cancelled: i64,
    /// Visits to which the client did not come.
    pub no_shows: i64,
    /// The prices of the visits that took place, added up; one sum for each currency.
    pub paid: Vec<Money>,
    /// When the last visit began that took place, or that nobody has said anything else of.
    pub last_visit: Option<Instant>,
}

impl ClientHistory {
    /// All bookings that are counted here.
    pub fn bookings(&self) -> i64 {
        self.done + self.upcoming + self.unmarked + self.cancelled + self.no_shows
    }
}

impl Tx {
    /// What a client has had and will have, as of `now`.
    pub fn client_history(&self, client: ClientId, now: Instant) -> Result<ClientHistory> {
        let counted = self.row(
            "SELECT count(*) FILTER (WHERE status = 'done') AS done,
                count(*) FILTER (WHERE status IN ('pending', 'confirmed') AND starts_at > ?2) AS upcoming,
                count(*) FILTER (WHERE status = 'confirmed' AND starts_at <= ?2) AS unmarked,
                count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
                count(*) FILTER (WHERE status = 'no_show') AS no_shows,
                max(starts_at) FILTER (WHERE status = 'done' OR (status = 'confirmed' AND starts_at <= ?2)) AS last_visit
             FROM booking WHERE client_id = ?1",
            (client.get(), millis(now)),
            |row| {
                Ok(ClientHistory {
                    done: row.get("done")?,
                    upcoming: row.get("upcoming")?,
                    unmarked: row.get("unmarked")?,
                    cancelled: row.get("cancelled")?,
                    no_shows: row.get("no_shows")?,
                    paid: Vec::new(),
                    last_visit: instant_or_none(row, "last_visit")?,
                })
            },
        )?;
        let paid = self.rows(
            "SELECT currency, sum(price_minor) AS price_minor FROM booking WHERE client_id = ?1 AND status = 'done' GROUP BY currency",
            [client.get()],
            price,
        )?;
        Ok(ClientHistory { paid, ..counted.unwrap_or_default() })
    }
}
