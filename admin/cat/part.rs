//! What of a specialist can be changed, each value as a number: so that it fits into a button.

use chat::Args;
use domain::catalog_bounds as bounds;
use domain::{Performed, ServiceId, Specialist};
use serde::{Deserialize, Serialize};

use super::field::{self, Field, NONE};
use crate::cx::Cx;

/// Something of a specialist's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 1 is switched on.
    Active,
    /// 1 is that they perform the service.
    Performs(ServiceId),
    /// Their own time for a service in minutes, or as everybody.
    Duration(ServiceId),
    /// Their own price in minor units, or as everybody. It takes a right of its own.
    Price(ServiceId),
}

impl Part {
    /// What a button names by these numbers; never the price, whose buttons are others.
    pub(super) fn of(kind: i64, service: i64) -> Option<Part> {
        match (kind, service) {
            (0, 0) => Some(Part::Active),
            (1, service) => Some(Part::Performs(service.into())),
            (2, service) => Some(Part::Duration(service.into())),
            _ => None,
        }
    }

    /// The numbers by which a button names it.
    pub(super) fn numbers(self) -> (i64, i64) {
        match self {
            Part::Active => (0, 0),
            Part::Performs(service) => (1, service.get()),
            Part::Duration(service) => (2, service.get()),
            Part::Price(service) => (3, service.get()),
        }
    }

    /// The service it is about.
    pub(super) fn service(self) -> Option<ServiceId> {
        match self {
            Part::Active => None,
            Part::Performs(service) | Part::Duration(service) | Part::Price(service) => Some(service),
        }
    }

    /// What it is called.
    pub(super) fn key(self) -> &'static str {
        match self {
            Part::Active => "cat-field-active",
            Part::Performs(_) => "cat-part-performs",
            Part::Duration(_) => "cat-field-duration",
            Part::Price(_) => "cat-field-price",
        }
    }

    /// What it is now; `None` if it is about a service that they do not perform.
    pub(super) fn now(self, specialist: &Specialist) -> Option<i64> {
        let performed = |service| specialist.performs(service);
        match self {
            Part::Active => Some(i64::from(specialist.active)),
            Part::Performs(service) => Some(i64::from(performed(service).is_some())),
            Part::Duration(service) => {
                performed(service).map(|own| own.duration.map_or(NONE, |length| length.num_minutes()))
            }
            Part::Price(service) => performed(service).map(|own| own.price.map_or(NONE, |price| price.minor)),
        }
    }

    /// The specialist with another value; `None` if that lies outside its bounds. Whether there is such a service is looked up by the caller.
    pub(super) fn put(self, cx: &Cx<'_>, specialist: &Specialist, value: i64) -> Option<Specialist> {
        let mut specialist = specialist.clone();
        match (self, value) {
            (Part::Active, 0 | 1) => specialist.active = value == 1,
            (Part::Performs(service), 0) => specialist.services.retain(|own| own.service != service),
            (Part::Performs(service), 1) => specialist.services.push(Performed::from(service)),
            (Part::Duration(service), value) => {
                own(&mut specialist, service)?.duration = match value {
                    NONE => None,
                    value => Some(field::minutes(value, &bounds::DURATION)?),
                }
            }
            (Part::Price(service), value) => {
                own(&mut specialist, service)?.price = match value {
                    NONE => None,
                    value => Some(field::price(cx, value)?),
                }
            }
            _ => return None,
        }
        Some(specialist)
    }

    /// The field of the service that everybody has.
    pub(super) fn field(self) -> Field {
        match self {
            Part::Price(_) => Field::Price,
            Part::Duration(_) => Field::Duration,
            Part::Active | Part::Performs(_) => Field::Active,
        }
    }

    /// A value as people read it.
    pub(super) fn say(self, cx: &Cx<'_>, value: i64) -> Result<String, store::Error> {
        Ok(match (self, value) {
            (Part::Active, 1) => cx.say("cat-on"),
            (Part::Active, _) => cx.say("cat-off"),
            (Part::Performs(_), 1) => cx.say("cat-yes"),
            (Part::Performs(_), _) => cx.say("cat-no"),
            (Part::Duration(service) | Part::Price(service), NONE) => {
                let service = cx.turn.tx.service(service)?;
                let value = match service {
                    Some(service) => self.field().say(cx, self.field().of(&service))?,
                    None => cx.say("cat-none"),
                };
                cx.say_with("cat-default", Args::new().text("value", value))
            }
            (Part::Duration(_), value) => field::length(cx, value),
            (Part::Price(_), value) => field::money(cx, value),
        })
    }
}

fn own(specialist: &mut Specialist, service: ServiceId) -> Option<&mut Performed> {
    specialist.services.iter_mut().find(|own| own.service == service)
}
