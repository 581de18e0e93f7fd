//! Visits that come back every week (C13).

use domain::{Actor, BookingId, Instant};

use crate::bookings::{BookingView, NewBooking};
use crate::error::Result;
use crate::tx::Tx;

impl Tx {
    /// Makes the further dates of a booking's series: all of them or none. Gives them in order.
    ///
    /// # Errors
    /// [`Error::Overlap`](crate::Error::Overlap) when the time of one is occupied. Nothing is booked then.
    pub fn book_series(
        &self,
        first: BookingId,
        dates: &[NewBooking<'_>],
        by: Actor,
        now: Instant,
    ) -> Result<Vec<BookingId>> {
        self.all_or_nothing(|| {
            let mut made = Vec::new();
            for date in dates {
                made.push(self.book(date, by, now)?);
            }
            for id in made.iter().chain([&first]) {
                self.write("UPDATE booking SET series_id = ?2 WHERE id = ?1", (id.get(), first.get()))?;
            }
            Ok(made)
        })
    }

    /// The dates of a booking's series that are still to come and begin after it, earliest first.
    pub fn later_of_series(&self, view: &BookingView) -> Result<Vec<BookingView>> {
        let Some(series) = view.series else { return Ok(Vec::new()) };
        self.of_series(series, view.booking.visit.start())
    }
}
