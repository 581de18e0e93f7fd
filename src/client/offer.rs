//! What can be booked: the rows of the database, put together for the one predicate in `domain`.

use std::ops::RangeInclusive;

use chat::Failure;
use chrono::{Days, NaiveDate, TimeDelta};
use domain::{Instant, Request, Service, Span, Specialist, time};

use crate::cx::Cx;
use crate::state::Wish;

/// A service with everybody who would do it, and what occupies each of them.
pub(crate) struct Offer {
    pub(crate) service: Service,
    people: Vec<(Specialist, Vec<Span>)>,
}

impl Offer {
    /// What a wish comes to now; `None` if the service, or the specialist for it, is no longer offered.
    pub(crate) fn of(cx: &Cx<'_>, wish: Wish) -> Result<Option<Offer>, Failure> {
        let tx = cx.turn.tx;
        let Some(service) = tx.service(wish.service)?.filter(|service| service.active) else {
            return Ok(None);
        };
        let horizon = service.horizon.unwrap_or(cx.turn.policy.booking.horizon);
        let within = Span::new(cx.turn.now - TimeDelta::days(1), cx.turn.now + horizon + TimeDelta::days(2));
        let mut people = Vec::new();
        for specialist in tx.specialists_for(service.id)? {
            if wish.specialist.is_none_or(|wanted| wanted == specialist.id) {
                let busy = match within {
                    Some(within) => tx.busy(specialist.id, within, Some(cx.chat))?,
                    None => Vec::new(),
                };
                people.push((specialist, busy));
            }
        }
        Ok((!people.is_empty()).then_some(Offer { service, people }))
    }

    /// The question to `domain`, once per specialist, as it stands at `now`.
    pub(crate) fn requests<'a>(&'a self, cx: &'a Cx<'_>, now: Instant) -> Vec<Request<'a>> {
        let policy = cx.turn.policy;
        let request = |(specialist, busy): &'a (Specialist, Vec<Span>)| Request {
            service: &self.service,
            specialist,
            zone: policy.business.zone,
            rules: &policy.booking,
            busy,
            now,
        };
        self.people.iter().map(request).collect()
    }

    /// The first and the last date on which a start may lie.
    pub(crate) fn dates(&self, cx: &Cx<'_>) -> RangeInclusive<NaiveDate> {
        let policy = cx.turn.policy;
        let horizon = self.service.horizon.unwrap_or(policy.booking.horizon);
        let zone = policy.business.zone;
        time::date(zone, cx.turn.now)..=time::date(zone, cx.turn.now + horizon)
    }

    /// Starts on one day, of anybody in the offer.
    pub(crate) fn starts(&self, cx: &Cx<'_>, day: NaiveDate) -> Vec<Instant> {
        let mut starts: Vec<Instant> =
            self.requests(cx, cx.turn.now).iter().flat_map(|request| request.slots(day..=day)).collect();
        starts.sort();
        starts.dedup();
        starts
    }

    /// The three starts closest to a wanted one, looked for within two weeks around it.
    pub(crate) fn nearest(&self, cx: &Cx<'_>, wanted: Instant) -> Vec<Instant> {
        let around = time::date(cx.turn.policy.business.zone, wanted);
        let dates = self.dates(cx);
        let from = (around - Days::new(7)).max(*dates.start());
        let to = (around + Days::new(14)).min(*dates.end());
        domain::slots::nearest(&self.requests(cx, cx.turn.now), wanted, &(from..=to), 3)
    }
}
