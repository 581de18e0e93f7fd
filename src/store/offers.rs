//! What can be booked: the rows of the database, put together for the one predicate in `domain`.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use domain::busy::Session;
use domain::offer::Performer;
use domain::{
    BookingId, Busy, ChatId, Instant, Occupant, Offer, Policy, ResourceId, Schedule, Service, ServiceId,
    Span, Specialist, SpecialistId, Taken, Visit,
};
use rusqlite::Row;

use crate::column::{instant_or_none, millis, span};
use crate::error::Result;
use crate::tx::Tx;

/// What is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// What, in order.
    pub services: &'a [ServiceId],
    /// With whom; none means anybody.
    pub specialist: Option<SpecialistId>,
    /// What is not in the way.
    pub besides: Besides,
}

/// What is one's own and not in one's way.
#[derive(Clone, Copy, Debug, Default)]
pub struct Besides {
    /// The hold of this chat's dialogue.
    pub hold_of: Option<ChatId>,
    /// This booking, which is to be moved.
    pub booking: Option<BookingId>,
}

impl Tx {
    /// Everybody who would do what is wanted, as asked at `now`; `None` if it is not offered, or nobody would.
    pub fn offer(&self, policy: &Policy, wanted: Wanted<'_>, now: Instant) -> Result<Option<Offer>> {
        self.offer_reaching(policy, wanted, now, None)
    }

    /// The same with all that occupies the time around `start`, however far off it is: an admin may look beyond the horizon (A5).
    pub fn offer_at(
        &self,
        policy: &Policy,
        wanted: Wanted<'_>,
        now: Instant,
        start: Instant,
    ) -> Result<Option<Offer>> {
        self.offer_reaching(policy, wanted, now, Some(start))
    }

    fn offer_reaching(
        &self,
        policy: &Policy,
        wanted: Wanted<'_>,
        now: Instant,
        start: Option<Instant>,
    ) -> Result<Option<Offer>> {
        let mut services: Vec<Service> = Vec::new();
        for id in wanted.services {
            match self.service(*id)?.filter(|service| service.active) {
                Some(service) => services.push(service),
                None => return Ok(None),
            }
        }
        let Some(first) = services.first() else { return Ok(None) };
        let business = self.business_schedule()?;
        let mut performers = Vec::new();
        for specialist in self.specialists_for(first.id)? {
            let is_wanted = wanted.specialist.is_none_or(|wanted| wanted == specialist.id);
            let visit = Visit::of(&services, &specialist, &policy.booking);
            if let Some(visit) = visit.filter(|_| is_wanted) {
                let within = reach(&visit, now, start);
                performers.push(self.performer(specialist, visit, &business, wanted.besides, within)?);
            }
        }
        let all = performers.iter().filter_map(|found| reach(&found.visit, now, start));
        let Some(within) = all.reduce(Span::joined) else {
            return Ok(None);
        };
        let mut resources = BTreeMap::new();
        for resource in services.iter().flat_map(|service| &service.resources) {
            if !resources.contains_key(resource) {
                resources.insert(*resource, self.busy_resource(*resource, within, wanted.besides)?);
            }
        }
        Ok(Some(Offer { services, performers, resources, zone: policy.business.zone, now }))
    }

    fn performer(
        &self,
        specialist: Specialist,
        visit: Visit,
        business: &Schedule,
        besides: Besides,
        within: Option<Span>,
    ) -> Result<Performer> {
        let busy = match within {
            Some(within) => self.busy(specialist.id, within, besides)?,
            None => Busy::default(),
        };
        Ok(Performer {
            schedule: Schedule::within(business, specialist.hours.as_ref(), &specialist.exceptions),
            last_given: self.last_given(specialist.id)?,
            specialist,
            visit,
            busy,
        })
    }

    /// What occupies a specialist within a span.
    pub fn busy(&self, specialist: SpecialistId, within: Span, besides: Besides) -> Result<Busy> {
        let mut taken = self.rows(
            "SELECT starts_at, ends_at, visit_from, visit_to, specialist_id, group_id, count(*) AS taken,
                max(booking_id) AS booking_id
             FROM span
             WHERE resource_id IS NULL AND specialist_id = ?1 AND ends_at > ?2 AND starts_at < ?3
               AND (hold_id IS NULL OR hold_id NOT IN (SELECT id FROM hold WHERE chat = ?4 AND offer_id IS NULL))
               AND (?5 IS NULL OR booking_id IS NOT ?5)
             GROUP BY starts_at, ends_at, group_id",
            parameters(specialist.get(), within, besides),
            occupied,
        )?;
        taken.extend(self.rows(
            "SELECT starts_at, ends_at FROM block
             WHERE ends_at > ?2 AND starts_at < ?3 AND resource_id IS NULL
               AND (specialist_id IS NULL OR specialist_id = ?1)",
            (specialist.get(), millis(within.start()), millis(within.end())),
            blocked,
        )?);
        Ok(Busy::new(taken))
    }

    /// What occupies a resource within a span.
    pub fn busy_resource(&self, resource: ResourceId, within: Span, besides: Besides) -> Result<Busy> {
        let mut taken = self.rows(
            "SELECT starts_at, ends_at, visit_from, visit_to, specialist_id, group_id, count(*) AS taken,
                max(booking_id) AS booking_id
             FROM span
             WHERE resource_id = ?1 AND ends_at > ?2 AND starts_at < ?3
               AND (hold_id IS NULL OR hold_id NOT IN (SELECT id FROM hold WHERE chat = ?4 AND offer_id IS NULL))
               AND (?5 IS NULL OR booking_id IS NOT ?5)
             GROUP BY starts_at, ends_at, group_id, specialist_id",
            parameters(resource.get(), within, besides),
            occupied,
        )?;
        taken.extend(self.rows(
            "SELECT starts_at, ends_at FROM block WHERE ends_at > ?2 AND starts_at < ?3 AND resource_id = ?1",
            (resource.get(), millis(within.start()), millis(within.end())),
            blocked,
        )?);
        Ok(Busy::new(taken))
    }

    /// When a client who wanted anybody was given to a specialist last.
    fn last_given(&self, specialist: SpecialistId) -> Result<Option<Instant>> {
        let sql = "SELECT max(created_at) AS at FROM booking WHERE specialist_id = ?1 AND anybody = 1";
        Ok(self.row(sql, [specialist.get()], |row| instant_or_none(row, "at"))?.flatten())
    }
}

/// All that can matter to a visit that is asked for now, and to one that begins at `start`, with the nights around.
fn reach(visit: &Visit, now: Instant, start: Option<Instant>) -> Option<Span> {
    let usual = Span::new(now - TimeDelta::days(1), now + visit.horizon + TimeDelta::days(2))?;
    match start.and_then(|start| Span::new(start - TimeDelta::days(2), start + TimeDelta::days(3))) {
        Some(around) => Some(usual.joined(around)),
        None => Some(usual),
    }
}

fn parameters(id: i64, within: Span, besides: Besides) -> impl rusqlite::Params {
    (
        id,
        millis(within.start()),
        millis(within.end()),
        besides.hold_of.map(ChatId::get),
        besides.booking.map(BookingId::get),
    )
}

fn occupied(row: &Row<'_>) -> Result<Taken> {
    let by = match (row.get::<_, Option<i64>>("group_id")?, row.get::<_, Option<i64>>("booking_id")?) {
        (Some(service), _) => Occupant::Session(Session {
            specialist: row.get::<_, i64>("specialist_id")?.into(),
            service: service.into(),
            visit: span(row, "visit_from", "visit_to")?,
            taken: row.get("taken")?,
        }),
        (None, Some(_)) => Occupant::Booking,
        (None, None) => Occupant::Hold,
    };
    Ok(Taken { span: span(row, "starts_at", "ends_at")?, by })
}

fn blocked(row: &Row<'_>) -> Result<Taken> {
    Ok(Taken { span: span(row, "starts_at", "ends_at")?, by: Occupant::Block })
}
