//! Why a start is refused.

use chrono::{NaiveDate, TimeDelta};

use crate::busy::Taken;
use crate::id::ResourceId;
use crate::time::Instant;

/// The rule that refuses a start, with its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody performs it, or it is no visit.
    NotPerformed,
    /// The start has passed.
    Past {
        /// How long ago; nothing, if it is now.
        ago: TimeDelta,
    },
    /// Earlier than the minimum notice allows.
    TooSoon {
        /// The earliest start.
        earliest: Instant,
    },
    /// Later than the horizon allows.
    TooFar {
        /// The latest start.
        latest: Instant,
    },
    /// A day off, a vacation: by an exception nobody works on this date.
    DayOff {
        /// The date.
        date: NaiveDate,
    },
    /// Outside the hours.
    Closed {
        /// The end of the opening before, if it lies on the same date.
        closed: Option<Instant>,
        /// The next opening on the same date.
        opens: Option<Instant>,
    },
    /// The visit would not end within the hours.
    EndsTooLate {
        /// When it would end.
        ends: Instant,
        /// When the opening does.
        closes: Instant,
    },
    /// Not one of the starts that are offered.
    OffStep {
        /// Starts are offered so far apart,
        step: TimeDelta,
        /// counted from here.
        opening: Instant,
    },
    /// Something else occupies the specialist.
    Taken {
        /// What, and when.
        by: Taken,
    },
    /// The session has no seat left.
    Full {
        /// Its seats.
        seats: u32,
    },
    /// Of the resources that the visit needs none is free.
    NoResource {
        /// One of them.
        resource: ResourceId,
        /// What occupies it, and when; nothing, if another service of the visit takes it.
        by: Option<Taken>,
    },
    /// The clocks skip this local time.
    Skipped,
}

/// Who walked in earlier today, or late last night, is noted afterwards; what lies further back is a slip.
const WALKED_IN: TimeDelta = TimeDelta::days(1);

impl Refusal {
    /// Whether the rule only says what is offered: an admin may break it after a warning (A5). What is occupied stays occupied.
    pub fn is_soft(&self) -> bool {
        match self {
            Refusal::Past { ago } => *ago < WALKED_IN,
            Refusal::TooSoon { .. }
            | Refusal::TooFar { .. }
            | Refusal::DayOff { .. }
            | Refusal::Closed { .. }
            | Refusal::EndsTooLate { .. }
            | Refusal::OffStep { .. } => true,
            Refusal::NotPerformed
            | Refusal::Taken { .. }
            | Refusal::Full { .. }
            | Refusal::NoResource { .. }
            | Refusal::Skipped => false,
        }
    }

    /// The stable name of the rule, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NotPerformed => "not_performed",
            Refusal::Past { .. } => "past",
            Refusal::TooSoon { .. } => "too_soon",
            Refusal::TooFar { .. } => "too_far",
            Refusal::DayOff { .. } => "day_off",
            Refusal::Closed { .. } => "closed",
            Refusal::EndsTooLate { .. } => "ends_too_late",
            Refusal::OffStep { .. } => "off_step",
            Refusal::Taken { .. } => "taken",
            Refusal::Full { .. } => "full",
            Refusal::NoResource { .. } => "no_resource",
            Refusal::Skipped => "skipped",
        }
    }
}
