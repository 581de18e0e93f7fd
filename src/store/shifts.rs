//! The rest of a specialist's day is shifted (A17): what is in its way, and the shift itself.

use domain::slots::Slot;
use domain::{Actor, BookingId, Instant, ResourceId, Span, SpecialistId};

use crate::blocks::Blocked;
use crate::booking_changes::Move;
use crate::column::{millis, span};
use crate::error::Result;
use crate::tx::Tx;

/// A booking that is shifted, as it was seen.
#[derive(Clone, Debug)]
pub struct Shift {
    /// The booking.
    pub booking: BookingId,
    /// Its version.
    pub version: i64,
    /// Its new time, with its buffers and its resources.
    pub slot: Slot,
}

impl Tx {
    /// The resources that a booked visit uses.
    pub fn booking_resources(&self, id: BookingId) -> Result<Vec<ResourceId>> {
        let sql = "SELECT resource_id FROM booking_resource WHERE booking_id = ?1 ORDER BY resource_id";
        self.rows(sql, [id.get()], |row| Ok(row.get::<_, i64>(0)?.into()))
    }

    /// What occupies a specialist, or one of these resources, within a span, but for these bookings.
    pub fn obstacles(
        &self,
        specialist: SpecialistId,
        resources: &[ResourceId],
        within: Span,
        besides: &[BookingId],
    ) -> Result<Vec<Span>> {
        let (from, to) = (millis(within.start()), millis(within.end()));
        let row = |row: &rusqlite::Row<'_>| {
            let booking = row.get::<_, Option<i64>>("booking_id")?.map(BookingId::from);
            Ok((booking, span(row, "starts_at", "ends_at")?))
        };
        let mut found = self.rows(
            "SELECT booking_id, starts_at, ends_at FROM span
             WHERE resource_id IS NULL AND specialist_id = ?1 AND ends_at > ?2 AND starts_at < ?3",
            (specialist.get(), from, to),
            row,
        )?;
        for resource in resources {
            found.extend(self.rows(
                "SELECT booking_id, starts_at, ends_at FROM span WHERE resource_id = ?1 AND ends_at > ?2 AND starts_at < ?3",
                (resource.get(), from, to),
                row,
            )?);
        }
        let is_other = |booking: &Option<BookingId>| booking.is_none_or(|id| !besides.contains(&id));
        let taken = found.into_iter().filter(|(booking, _)| is_other(booking)).map(|(_, span)| span);
        let blocks = self.blocks(within)?.into_iter().filter(|block| match block.of {
            Blocked::Business => true,
            Blocked::Specialist(of) => of == specialist,
            Blocked::Resource(of) => resources.contains(&of),
        });
        Ok(taken.chain(blocks.map(|block| block.span)).collect())
    }

    /// Shifts bookings, all of them or none. The times of all are given back first: seats of one session leave it together.
    ///
    /// # Errors
    /// [`Error::Changed`](crate::Error::Changed) when one is at another version by now, [`Error::Overlap`](crate::Error::Overlap) when
    /// something lies where one is to be. Nothing has moved then.
    pub fn shift(&self, shifts: &[Shift], by: Actor, now: Instant) -> Result<()> {
        self.all_or_nothing(|| {
            let mut moves = Vec::new();
            for shift in shifts {
                let view = self.booking(shift.booking)?.filter(|view| view.booking.version == shift.version);
                let booking = view.ok_or(crate::Error::Changed)?.booking;
                self.write("UPDATE booking SET status = 'cancelled' WHERE id = ?1", [booking.id.get()])?;
                moves.push((booking, &shift.slot));
            }
            for (booking, slot) in moves {
                let (specialist, price) = (booking.specialist, booking.price);
                let (status, decide_by) = (booking.status, booking.decide_by);
                let to = Move { specialist, slot, price, status, decide_by };
                self.move_booking(booking.id, booking.version, &to, by, now)?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::Error;
    use crate::own_data_tests::filled;

    fn at(minutes: i64) -> Instant {
        Instant::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn to(booking: i64, version: i64, from: i64, until: i64) -> Shift {
        let visit = Span::new(at(from), at(until)).unwrap();
        let slot = Slot { visit, occupied: visit, resources: Vec::new() };
        Shift { booking: booking.into(), version, slot }
    }

    #[test]
    fn bookings_are_shifted_together_or_not_at_all() {
        let (store, _folder) = filled();
        let tx = &store.writer;
        let now = at(0);
        let starts = || [1, 2].map(|id| tx.booking(id.into()).unwrap().unwrap().booking.visit.start());
        let before = starts();
        // 01:00 and 02:00; the first would lie over the second if that stayed.
        let both = [to(1, 1, 80, 140), to(2, 1, 140, 170)];
        let stale = [both[0].clone(), Shift { version: 7, ..both[1].clone() }];
        assert!(matches!(tx.shift(&stale, Actor::System, now), Err(Error::Changed)));
        let over = [both[0].clone(), to(2, 1, 130, 160)];
        assert!(matches!(tx.shift(&over, Actor::System, now), Err(Error::Overlap)));
        assert_eq!(starts(), before, "nothing has moved");
        tx.shift(&both, Actor::System, now).unwrap();
        assert_eq!(starts(), [at(80), at(140)]);
        let versions = [1, 2].map(|id| tx.booking(id.into()).unwrap().unwrap().booking.version);
        assert_eq!(versions, [2, 2]);
    }

    #[test]
    fn what_is_in_the_way_does_not_count_what_is_shifted_itself() {
        let (store, _folder) = filled();
        let tx = &store.writer;
        let day = Span::new(at(0), at(6 * 60)).unwrap();
        let block = Span::new(at(150), at(160)).unwrap();
        tx.block(Blocked::Business, block, None).unwrap();
        let found = tx.obstacles(1.into(), &[1.into()], day, &[1.into(), 2.into()]).unwrap();
        assert_eq!(found.len(), 3, "two holds and the block: {found:?}");
        assert_eq!(tx.obstacles(1.into(), &[1.into()], day, &[1.into()]).unwrap().len(), 4);
        assert_eq!(tx.booking_resources(1.into()).unwrap(), [1.into()]);
    }
}
