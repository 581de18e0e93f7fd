//! What a client wants done in one go: one service or several, with one specialist.

use chrono::TimeDelta;

use crate::catalog::{Confirmation, Service, Specialist};
use crate::id::{ResourceId, ServiceId, SpecialistId};
use crate::money::Money;
use crate::policy::BookingRules;

/// The longest visit.
pub const LONGEST: TimeDelta = TimeDelta::days(1);
/// No configuration makes a list of starts endless.
const SHORTEST_STEP: TimeDelta = TimeDelta::minutes(1);

/// One service or several with one specialist, and the rules that hold for the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// What is done, in order.
    pub services: Vec<ServiceId>,
    /// Who does it.
    pub specialist: SpecialistId,
    /// How long it lasts, in elapsed time: with this specialist.
    pub duration: TimeDelta,
    /// What it costs: with this specialist.
    pub price: Money,
    /// Occupied before: the buffer of the first service. Those between services fall away.
    pub buffer_before: TimeDelta,
    /// Occupied after: the buffer of the last service.
    pub buffer_after: TimeDelta,
    /// Clients of one session; 1 is a visit of one's own.
    pub seats: u32,
    /// An admin's, if one of the services asks for it.
    pub confirmation: Confirmation,
    /// Starts are offered every so often: as the first service says, with which the visit begins.
    pub step: TimeDelta,
    /// The longest that one of the services asks.
    pub min_notice: TimeDelta,
    /// The shortest of all.
    pub horizon: TimeDelta,
    /// The visit needs one out of each of these.
    pub needs: Vec<Vec<ResourceId>>,
}

impl Visit {
    /// The visit that these services make with this specialist.
    ///
    /// `None` if it cannot be: no service or one that is not performed or not active, a group's session together with another service, prices
    /// in different currencies, or more than a [day](LONGEST).
    pub fn of(services: &[Service], specialist: &Specialist, rules: &BookingRules) -> Option<Visit> {
        let (first, last) = (services.first()?, services.last()?);
        let active = specialist.active && services.iter().all(|service| service.active);
        if !active || (services.len() > 1 && services.iter().any(Service::is_group)) {
            return None;
        }
        let mut duration = TimeDelta::zero();
        let mut price = Money { minor: 0, currency: first.price.currency };
        let mut needs: Vec<Vec<ResourceId>> = Vec::new();
        for service in services {
            let own = specialist.performs(service.id)?;
            duration += own.duration.unwrap_or(service.duration);
            price = price.plus(own.price.unwrap_or(service.price))?;
            if !service.resources.is_empty() && !needs.contains(&service.resources) {
                needs.push(service.resources.clone());
            }
        }
        let notices = services.iter().map(|service| service.min_notice.unwrap_or(rules.min_notice));
        let horizons = services.iter().map(|service| service.horizon.unwrap_or(rules.horizon));
        let by_admin = services.iter().any(|service| service.confirmation == Confirmation::ByAdmin);
        (duration <= LONGEST).then(|| Visit {
            services: services.iter().map(|service| service.id).collect(),
            specialist: specialist.id,
            duration,
            price,
            buffer_before: first.buffer_before,
            buffer_after: last.buffer_after,
            seats: first.seats,
            confirmation: if by_admin { Confirmation::ByAdmin } else { Confirmation::Automatic },
            step: first.step.unwrap_or(rules.step).max(SHORTEST_STEP),
            min_notice: notices.max().unwrap_or(rules.min_notice),
            horizon: horizons.min().unwrap_or(rules.horizon),
            needs,
        })
    }

    /// The service of which the visit is a session that clients join, if it is one.
    pub fn group(&self) -> Option<ServiceId> {
        self.services.first().copied().filter(|_| self.seats > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Performed;
    use crate::money::Currency;
    use crate::schedule::Exceptions;

    fn rub(minor: i64) -> Money {
        Money { minor, currency: Currency::RUB }
    }

    fn minutes(count: i64) -> TimeDelta {
        TimeDelta::minutes(count)
    }

    fn service(id: i64, length: i64) -> Service {
        Service::new(id.into(), id.to_string(), minutes(length), rub(100 * id))
    }

    fn anna(services: Vec<Performed>) -> Specialist {
        let exceptions = Exceptions::new();
        Specialist { id: 1.into(), name: "Анна".into(), services, hours: None, exceptions, active: true }
    }

    #[test]
    fn in_a_visit_of_several_services_the_buffers_between_them_fall_away() {
        let buffered = |id| Service {
            buffer_before: minutes(id * 10),
            buffer_after: minutes(id * 5),
            ..service(id, 30)
        };
        let all = anna(vec![ServiceId::from(1).into(), ServiceId::from(2).into(), ServiceId::from(3).into()]);
        let visit =
            Visit::of(&[buffered(1), buffered(2), buffered(3)], &all, &BookingRules::default()).unwrap();
        assert_eq!((visit.buffer_before, visit.buffer_after), (minutes(10), minutes(15)));
        assert_eq!((visit.duration, visit.price), (minutes(90), rub(600)));
    }

    #[test]
    fn a_specialist_s_own_duration_and_price_count() {
        let own = Performed { service: 1.into(), duration: Some(minutes(45)), price: Some(rub(7)) };
        let visit = Visit::of(&[service(1, 30)], &anna(vec![own]), &BookingRules::default()).unwrap();
        assert_eq!((visit.duration, visit.price), (minutes(45), rub(7)));
    }

    #[test]
    fn the_strictest_rule_of_its_services_holds_for_a_visit() {
        let mut strict = service(2, 30);
        strict.min_notice = Some(minutes(600));
        strict.horizon = Some(minutes(6000));
        strict.confirmation = Confirmation::ByAdmin;
        strict.step = Some(minutes(5));
        let all = anna(vec![ServiceId::from(1).into(), ServiceId::from(2).into()]);
        let rules = BookingRules::default();
        let visit = Visit::of(&[service(1, 30), strict], &all, &rules).unwrap();
        assert_eq!((visit.min_notice, visit.horizon), (minutes(600), minutes(6000)));
        assert_eq!((visit.confirmation, visit.step), (Confirmation::ByAdmin, rules.step));
    }

    #[test]
    fn a_resource_is_needed_once_for_services_that_share_it_and_once_for_each_other() {
        let with = |id, resources: &[i64]| Service {
            resources: resources.iter().map(|id| ResourceId::from(*id)).collect(),
            ..service(id, 30)
        };
        let all = anna((1..=4).map(|id| ServiceId::from(id).into()).collect());
        let services = [with(1, &[1, 2]), with(2, &[1, 2]), with(3, &[3]), with(4, &[])];
        let visit = Visit::of(&services, &all, &BookingRules::default()).unwrap();
        assert_eq!(visit.needs, [vec![1.into(), 2.into()], vec![3.into()]]);
    }

    #[test]
    fn what_cannot_be_one_visit_is_none() {
        let rules = BookingRules::default();
        let all = anna(vec![ServiceId::from(1).into(), ServiceId::from(2).into()]);
        let group = Service { seats: 8, ..service(2, 60) };
        assert!(Visit::of(&[], &all, &rules).is_none());
        assert!(Visit::of(&[service(3, 30)], &all, &rules).is_none(), "not performed");
        assert!(Visit::of(&[Service { active: false, ..service(1, 30) }], &all, &rules).is_none());
        assert!(Visit::of(&[service(1, 30)], &Specialist { active: false, ..all.clone() }, &rules).is_none());
        assert!(Visit::of(&[service(1, 800), service(2, 700)], &all, &rules).is_none(), "more than a day");
        assert!(Visit::of(&[service(1, 30), group.clone()], &all, &rules).is_none());
        assert_eq!(Visit::of(&[group], &all, &rules).unwrap().group(), Some(2.into()));
        let dollars = Service {
            price: Money { minor: 1, currency: Currency::parse("USD").unwrap() },
            ..service(2, 30)
        };
        assert!(Visit::of(&[service(1, 30), dollars], &all, &rules).is_none());
    }
}
