//! Days as lists and pictures show them: how many bookings there are, and a specialist's day with all that lies in it (A3).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use domain::{Busy, Instant, Schedule, ServiceId, Span, Specialist, SpecialistId, WorkingDay};

use crate::blocks::{Block, Blocked};
use crate::bookings::BookingView;
use crate::column::millis;
use crate::error::Result;
use crate::offers::Besides;
use crate::tx::Tx;

/// A day of one specialist has no more bookings than this; of one that had, the rest is not shown.
const MOST: u32 = 300;

/// How many bookings begin within a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Counts {
    /// Those that were not called off.
    pub all: i64,
    /// Of them, those that wait for an admin.
    pub pending: i64,
}

/// How much of a date's working hours is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct FreeTime {
    /// Whether somebody works on this date.
    pub works: bool,
    /// What nobody has taken, the hours of all together.
    pub free: TimeDelta,
}

/// A specialist's working day.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// Whose.
    pub specialist: Specialist,
    /// The date.
    pub date: NaiveDate,
    /// When they work.
    pub day: WorkingDay,
    /// What occupies them, buffers and holds included.
    pub busy: Busy,
    /// The bookings that begin in it, earliest first, those that were called off left out.
    pub bookings: Vec<BookingView>,
    /// How many seats the services of these bookings have.
    pub seats: BTreeMap<ServiceId, u32>,
    /// Blocked time, of theirs and of everybody.
    pub blocks: Vec<Block>,
}

impl Tx {
    /// How many bookings begin within a span; of one specialist, or of all.
    pub fn count_bookings(&self, span: Span, of: Option<SpecialistId>) -> Result<Counts> {
        let counts = self.row(
            "SELECT count(*) AS booked, count(*) FILTER (WHERE status = 'pending') AS pending FROM booking
             WHERE starts_at >= ?1 AND starts_at < ?2 AND (?3 IS NULL OR specialist_id = ?3)
               AND status IN ('pending', 'confirmed', 'done', 'no_show')",
            (millis(span.start()), millis(span.end()), of.map(SpecialistId::get)),
            |row| Ok(Counts { all: row.get("booked")?, pending: row.get("pending")? }),
        )?;
        Ok(counts.unwrap_or_default())
    }

    /// How much of each date's working hours nobody has taken from an instant on; of one specialist, or of all together.
    pub fn free_time(
        &self,
        zone: Tz,
        dates: &[NaiveDate],
        of: Option<SpecialistId>,
        since: Instant,
    ) -> Result<Vec<FreeTime>> {
        let business = self.business_schedule()?;
        let mut found = vec![FreeTime::default(); dates.len()];
        for specialist in self.specialists()?.into_iter().filter(|found| of.is_none_or(|of| of == found.id)) {
            for (date, found) in dates.iter().zip(&mut found) {
                let (day, busy) = self.working_day(&specialist, &business, zone, *date)?;
                found.works |= !day.openings.is_empty();
                found.free += day.free(&busy, since).into_iter().map(Span::length).sum::<TimeDelta>();
            }
        }
        Ok(found)
    }

    /// The days of all who can be booked, and of others who have bookings then; or of one specialist.
    pub fn agendas(&self, zone: Tz, date: NaiveDate, of: Option<SpecialistId>) -> Result<Vec<Agenda>> {
        let business = self.business_schedule()?;
        let mut specialists = match of {
            Some(id) => self.specialist(id)?.into_iter().collect(),
            None => self.specialists()?,
        };
        if of.is_none() {
            let day = domain::time::day(zone, date);
            let sql = "SELECT DISTINCT specialist_id FROM booking WHERE starts_at >= ?1 AND starts_at < ?2
                 AND status IN ('pending', 'confirmed', 'done', 'no_show')";
            let span = (millis(day.start()), millis(day.end()));
            for id in self.rows(sql, span, |row| Ok(SpecialistId::from(row.get::<_, i64>(0)?)))? {
                if !specialists.iter().any(|specialist| specialist.id == id) {
                    specialists.extend(self.specialist(id)?);
                }
            }
        }
        specialists.into_iter().map(|specialist| self.agenda(specialist, &business, zone, date)).collect()
    }

    fn agenda(
        &self,
        specialist: Specialist,
        business: &Schedule,
        zone: Tz,
        date: NaiveDate,
    ) -> Result<Agenda> {
        let (day, busy) = self.working_day(&specialist, business, zone, date)?;
        let bookings = self.bookings_within(day.span, Some(specialist.id), 0, MOST)?;
        let mut seats = BTreeMap::new();
        for service in bookings.iter().map(|view| view.booking.service) {
            if let Entry::Vacant(place) = seats.entry(service) {
                place.insert(self.service(service)?.map_or(1, |found| found.seats));
            }
        }
        let theirs = |block: &Block| match block.of {
            Blocked::Business => true,
            Blocked::Specialist(id) => id == specialist.id,
            Blocked::Resource(_) => false,
        };
        let blocks = self.blocks(day.span)?.into_iter().filter(theirs).collect();
        Ok(Agenda { specialist, date, day, busy, bookings, seats, blocks })
    }

    fn working_day(
        &self,
        specialist: &Specialist,
        business: &Schedule,
        zone: Tz,
        date: NaiveDate,
    ) -> Result<(WorkingDay, Busy)> {
        let schedule = Schedule::within(business, specialist.hours.as_ref(), &specialist.exceptions);
        let day = WorkingDay::of(&schedule, zone, date);
        let busy = self.busy(specialist.id, day.span, Besides::default())?;
        Ok((day, busy))
    }
}
