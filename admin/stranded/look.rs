//! What would be so after a change: it is made, looked at, and taken back.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chat::Failure;
use chrono::{Days, NaiveDate};
use domain::{BookingId, Specialist, SpecialistId, time};
use store::offers::{Besides, Wanted};
use store::stranded::{self, Upcoming};

use crate::cx::Cx;
use crate::stranded::after::After;

/// So many days are looked at to count free starts.
const WEEK: Days = Days::new(6);

/// What a change does.
pub(crate) struct Look {
    /// The bookings that cannot be kept after it, and that it touches.
    pub(crate) stranded: BTreeMap<BookingId, stranded::Stranded>,
    /// The dates for which starts were counted.
    pub(crate) dates: RangeInclusive<NaiveDate>,
    /// How many starts were free on them, and how many will be.
    pub(crate) free: (usize, usize),
}

impl Look {
    /// The stranded bookings with their versions, by number.
    pub(crate) fn versions(&self) -> Vec<(BookingId, i64)> {
        self.stranded.iter().map(|(id, found)| (*id, found.booking.version)).collect()
    }

    /// The stranded bookings, earliest first.
    pub(crate) fn in_order(&self) -> Vec<Upcoming> {
        let mut all: Vec<Upcoming> = self.stranded.values().map(|found| found.booking).collect();
        all.sort_by_key(|booking| (booking.visit, booking.id));
        all
    }
}

/// Looks at what a change does; none if somebody has changed the same meanwhile.
pub(crate) fn at(cx: &Cx<'_>, after: &After) -> Result<Option<Look>, Failure> {
    let (tx, zone, now) = (cx.turn.tx, cx.turn.policy.business.zone, cx.turn.now);
    let today = time::date(zone, now);
    let since = after.since(zone).map_or(today, |since| since.max(today));
    let dates = since..=since + WEEK;
    let before = (tx.misfits(after.of(), zone, now)?, free_starts(cx, after.of(), &dates)?);
    let then = tx.what_if(|| -> Result<_, Failure> {
        if !after.apply(cx)? {
            return Ok(None);
        }
        Ok(Some((tx.misfits(after.of(), zone, now)?, free_starts(cx, after.of(), &dates)?)))
    })?;
    let Some((misfits, free)) = then else { return Ok(None) };
    let mut stranded = BTreeMap::new();
    for (id, found) in misfits {
        let is_touched = match before.0.get(&id) {
            Some(before) => touches(cx, after, before, &found)?,
            None => true,
        };
        if is_touched {
            stranded.insert(id, found);
        }
    }
    Ok(Some(Look { stranded, dates, free: (before.1, free) }))
}

/// Whether a change makes it worse for a booking that did not fit before either. One that somebody chose to keep outside the hours of a date is no
/// doing of a change elsewhere, but it cannot be kept either when that date is taken off.
fn touches(
    cx: &Cx<'_>,
    after: &After,
    before: &stranded::Stranded,
    then: &stranded::Stranded,
) -> Result<bool, Failure> {
    Ok(match after {
        After::Hours(_) => then.ground.is_less_than(&before.ground),
        After::SpecialistOff { .. } => true,
        After::ServiceOff { service, .. } | After::SkillOff { service, .. } => {
            cx.turn.tx.booking_services(then.booking.id)?.contains(service)
        }
    })
}

/// How many starts are free with a specialist, or with all, for the shortest that each does.
fn free_starts(
    cx: &Cx<'_>,
    of: Option<SpecialistId>,
    dates: &RangeInclusive<NaiveDate>,
) -> Result<usize, Failure> {
    let mut free = 0;
    for specialist in cx.turn.tx.specialists()?.iter().filter(|found| of.is_none_or(|of| of == found.id)) {
        let Some(service) = shortest(cx, specialist)? else { continue };
        let wanted =
            Wanted { services: &[service], specialist: Some(specialist.id), besides: Besides::default() };
        if let Some(offer) = cx.turn.tx.offer(cx.turn.policy, wanted, cx.turn.now)? {
            free += offer.starts(dates).len();
        }
    }
    Ok(free)
}

fn shortest(cx: &Cx<'_>, specialist: &Specialist) -> Result<Option<domain::ServiceId>, Failure> {
    let services = cx.turn.tx.services()?;
    let lasts = |service: &domain::Service| {
        let own = specialist.performs(service.id)?;
        Some((own.duration.unwrap_or(service.duration), service.id))
    };
    Ok(services.iter().filter_map(lasts).min().map(|(_, service)| service))
}
