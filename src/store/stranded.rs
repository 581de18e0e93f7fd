//! Which bookings to come cannot be kept as things stand (A7): the rows, put together for `domain`.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use chrono_tz::Tz;
use domain::stranded::{Frame, Ground};
use domain::{BookingId, Instant, Misfit, Schedule, Span, SpecialistId};
use rusqlite::Row;

use crate::blocks::{Block, Blocked};
use crate::column::{millis, span};
use crate::error::Result;
use crate::tx::Tx;

/// A booking to come, with no more than decides whether it can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upcoming {
    /// Its number.
    pub id: BookingId,
    /// Its version.
    pub version: i64,
    /// With whom.
    pub specialist: SpecialistId,
    /// From the start to the end of the visit.
    pub visit: Span,
    /// The visit with its buffers.
    pub occupied: Span,
    /// Whether the specialist does all of it, and can be booked.
    performed: bool,
}

/// A booking to come that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stranded {
    /// The booking.
    pub booking: Upcoming,
    /// Why.
    pub misfit: Misfit,
    /// What is there of hours and blocked time where it lies.
    pub ground: Ground,
}

impl Tx {
    /// The bookings that begin after `now`, of one specialist or of all, earliest first.
    pub fn upcoming(&self, of: Option<SpecialistId>, now: Instant) -> Result<Vec<Upcoming>> {
        self.rows(
            "SELECT booking.*, active AND NOT EXISTS (
                SELECT 1 FROM booking_service JOIN service ON service.id = booking_service.service_id
                WHERE booking_id = booking.id AND (NOT service.active OR NOT EXISTS (
                    SELECT 1 FROM specialist_service
                    WHERE specialist_service.specialist_id = booking.specialist_id AND specialist_service.service_id = service.id))
             ) AS performed
             FROM booking JOIN specialist ON specialist.id = specialist_id
             WHERE starts_at > ?1 AND (?2 IS NULL OR specialist_id = ?2) AND status IN ('pending', 'confirmed')
             ORDER BY starts_at, booking.id",
            (millis(now), of.map(SpecialistId::get)),
            upcoming,
        )
    }

    /// The bookings to come that cannot be kept, of one specialist or of all, by number.
    pub fn misfits(
        &self,
        of: Option<SpecialistId>,
        zone: Tz,
        now: Instant,
    ) -> Result<BTreeMap<BookingId, Stranded>> {
        let upcoming = self.upcoming(of, now)?;
        let Some(within) = upcoming.iter().map(|found| found.occupied).reduce(Span::joined) else {
            return Ok(BTreeMap::new());
        };
        let (blocks, business) = (self.blocks(within)?, self.business_schedule()?);
        let mut known: HashMap<SpecialistId, (Schedule, Vec<Span>)> = HashMap::new();
        let mut misfits = BTreeMap::new();
        for found in upcoming {
            let (schedule, blocks) = match known.entry(found.specialist) {
                Entry::Occupied(entry) => entry.into_mut(),
                Entry::Vacant(entry) => entry.insert((
                    self.schedule_of(found.specialist, &business)?,
                    blocks_of(&blocks, found.specialist),
                )),
            };
            let frame = Frame { schedule, zone, blocks };
            let misfit = match found.performed {
                false => Some(Misfit::NotPerformed),
                true => frame.misfit(found.visit, found.occupied),
            };
            if let Some(misfit) = misfit {
                let ground = frame.ground(found.visit, found.occupied);
                misfits.insert(found.id, Stranded { booking: found, misfit, ground });
            }
        }
        Ok(misfits)
    }

    fn schedule_of(&self, specialist: SpecialistId, business: &Schedule) -> Result<Schedule> {
        Ok(match self.specialist(specialist)? {
            Some(found) => Schedule::within(business, found.hours.as_ref(), &found.exceptions),
            None => Schedule::default(),
        })
    }
}

fn blocks_of(blocks: &[Block], specialist: SpecialistId) -> Vec<Span> {
    let is_theirs = |block: &&Block| match block.of {
        Blocked::Business => true,
        Blocked::Specialist(of) => of == specialist,
        Blocked::Resource(_) => false,
    };
    blocks.iter().filter(is_theirs).map(|block| block.span).collect()
}

fn upcoming(row: &Row<'_>) -> Result<Upcoming> {
    Ok(Upcoming {
        id: row.get::<_, i64>("id")?.into(),
        version: row.get("version")?,
        specialist: row.get::<_, i64>("specialist_id")?.into(),
        visit: span(row, "starts_at", "ends_at")?,
        occupied: span(row, "occupied_from", "occupied_to")?,
        performed: row.get("performed")?,
    })
}
