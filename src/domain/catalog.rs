//! Services, who performs them, and what they need.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use crate::hours::WeeklyHours;
use crate::id::{CategoryId, ResourceId, ServiceId, SpecialistId};
use crate::money::Money;
use crate::schedule::{Exceptions, Schedule};

/// All that can be booked, and when: what `zapis catalog` imports and exports as one document (A6, A7).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Catalog {
    /// The hours of whoever has none of their own, and the dates that differ for everybody.
    pub schedule: Schedule,
    /// The headings of the price list, in order.
    pub categories: Vec<Category>,
    /// What services need, in order.
    pub resources: Vec<Resource>,
    /// The services, in the order of the price list.
    pub services: Vec<Service>,
    /// Who performs them, in order.
    pub specialists: Vec<Specialist>,
    /// The files with the pictures of those who have one, as the document names them.
    pub photos: BTreeMap<SpecialistId, String>,
}

/// A heading in the price list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its number.
    pub id: CategoryId,
    /// As clients see it.
    pub name: String,
}

/// A room, a chair, a bay: what serves one visit at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its number.
    pub id: ResourceId,
    /// As admins see it.
    pub name: String,
}

/// Who confirms a booking (C5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// It is confirmed at once.
    Automatic,
    /// An admin confirms it.
    ByAdmin,
}

impl Confirmation {
    /// The stable code of the database and the catalogue file.
    pub fn code(self) -> &'static str {
        match self {
            Confirmation::Automatic => "automatic",
            Confirmation::ByAdmin => "by_admin",
        }
    }

    /// Reads a [code](Self::code) back.
    pub fn from_code(code: &str) -> Option<Confirmation> {
        [Confirmation::Automatic, Confirmation::ByAdmin].into_iter().find(|found| found.code() == code)
    }
}

/// What a client books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its number.
    pub id: ServiceId,
    /// Its heading, if it has one.
    pub category: Option<CategoryId>,
    /// As clients see it.
    pub name: String,
    /// How long it lasts, in elapsed time.
    pub duration: TimeDelta,
    /// What it costs.
    pub price: Money,
    /// Occupied before the visit; it may lie outside the hours.
    pub buffer_before: TimeDelta,
    /// Occupied after the visit; it may lie outside the hours.
    pub buffer_after: TimeDelta,
    /// How many clients come to one visit. With more than one, specialist, service and start are a session that clients join (C13).
    pub seats: u32,
    /// Who confirms it.
    pub confirmation: Confirmation,
    /// Instead of the business's step.
    pub step: Option<TimeDelta>,
    /// Instead of the business's minimum notice.
    pub min_notice: Option<TimeDelta>,
    /// Instead of the business's horizon.
    pub horizon: Option<TimeDelta>,
    /// It needs one of these, whichever is free; none named, it needs none.
    pub resources: Vec<ResourceId>,
    /// Whether it can be booked now.
    pub active: bool,
}

impl Service {
    /// A service with the rules of the business and nothing else: one seat, no buffers, no resource, confirmed at once.
    pub fn new(id: ServiceId, name: impl Into<String>, duration: TimeDelta, price: Money) -> Service {
        Service {
            id,
            category: None,
            name: name.into(),
            duration,
            price,
            buffer_before: TimeDelta::zero(),
            buffer_after: TimeDelta::zero(),
            seats: 1,
            confirmation: Confirmation::Automatic,
            step: None,
            min_notice: None,
            horizon: None,
            resources: Vec::new(),
            active: true,
        }
    }

    /// Whether several clients come to one visit.
    pub fn is_group(&self) -> bool {
        self.seats > 1
    }
}

/// That somebody performs a service, perhaps in a time and for a price of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Performed {
    /// The service.
    pub service: ServiceId,
    /// How long it takes them, if not as long as everybody.
    pub duration: Option<TimeDelta>,
    /// What it costs with them, if not the same as with everybody.
    pub price: Option<Money>,
}

impl From<ServiceId> for Performed {
    fn from(service: ServiceId) -> Performed {
        Performed { service, duration: None, price: None }
    }
}

/// Who performs services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Specialist {
    /// Their number.
    pub id: SpecialistId,
    /// As clients see them.
    pub name: String,
    /// What they perform.
    pub services: Vec<Performed>,
    /// Their own hours, if not those of the business.
    pub hours: Option<WeeklyHours>,
    /// Their own dates that differ.
    pub exceptions: Exceptions,
    /// Whether they can be booked now.
    pub active: bool,
}

impl Specialist {
    /// How they perform a service, if they do.
    pub fn performs(&self, service: ServiceId) -> Option<&Performed> {
        self.services.iter().find(|performed| performed.service == service)
    }
}
