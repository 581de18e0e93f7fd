//! Services and specialists.

use chrono::TimeDelta;

use crate::id::{CategoryId, ServiceId, SpecialistId};
use crate::money::Money;
use crate::schedule::WeeklyHours;

/// A heading in the price list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its number.
    pub id: CategoryId,
    /// As clients see it.
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
    /// Its heading, if there are headings.
    pub category: Option<CategoryId>,
    /// As clients see it.
    pub name: String,
    /// How long the visit lasts, in elapsed time.
    pub duration: TimeDelta,
    /// What it costs.
    pub price: Money,
    /// Occupied before the visit; it may lie outside the hours.
    pub buffer_before: TimeDelta,
    /// Occupied after the visit; it may lie outside the hours.
    pub buffer_after: TimeDelta,
    /// Who confirms it.
    pub confirmation: Confirmation,
    /// Instead of the business's step.
    pub step: Option<TimeDelta>,
    /// Instead of the business's minimum notice.
    pub min_notice: Option<TimeDelta>,
    /// Instead of the business's horizon.
    pub horizon: Option<TimeDelta>,
    /// Whether it can be booked now.
    pub active: bool,
}

/// Who performs services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Specialist {
    /// Their number.
    pub id: SpecialistId,
    /// As clients see them.
    pub name: String,
    /// What they perform.
    pub services: Vec<ServiceId>,
    /// When they work.
    pub hours: WeeklyHours,
    /// Whether they can be booked now.
    pub active: bool,
}

impl Specialist {
    /// Whether a client may book this service with them now.
    pub fn performs(&self, service: &Service) -> bool {
        self.active && service.active && self.services.contains(&service.id)
    }
}
