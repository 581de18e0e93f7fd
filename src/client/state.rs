//! Where a client stands between two messages (P3).

use chrono::NaiveDate;
use domain::{BookingId, Instant, ServiceId, SpecialistId};
use serde::{Deserialize, Serialize};

pub use crate::waitlist::{Joining, Step};

/// A step of the booking dialogue, with all that was chosen so far.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Chooses a service.
    Service,
    /// Chooses a specialist.
    Specialist {
        /// The service.
        service: ServiceId,
    },
    /// Chooses a day.
    Day {
        /// What and with whom.
        wish: Wish,
        /// The month that is shown, by its first day.
        month: NaiveDate,
    },
    /// Chooses a time.
    Time {
        /// What and with whom.
        wish: Wish,
        /// The day.
        day: NaiveDate,
    },
    /// Tells a name.
    Name {
        /// The time that is held.
        held: Held,
    },
    /// Tells a phone number.
    Phone {
        /// The time that is held.
        held: Held,
        /// The name.
        name: String,
        /// Whether the keyboard that shares the contact is there; otherwise the known number is offered.
        asked: bool,
    },
    /// Looks the booking over.
    Review(Draft),
    /// Writes a comment.
    Comment(Draft),
    /// Says what to wait for (C9).
    Waitlist(Joining),
    /// Writes a few words about a visit that is over.
    ReviewWords {
        /// The visit.
        booking: BookingId,
    },
}

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The service.
    pub service: ServiceId,
    /// The specialist; none means that anybody will do.
    pub specialist: Option<SpecialistId>,
}

/// A time that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// What was wanted, for the way back.
    pub wish: Wish,
    /// Who it will be.
    pub specialist: SpecialistId,
    /// When the visit begins.
    pub start: Instant,
    /// When it was chosen: while the hold lasts, the rules of that instant count.
    pub chosen_at: Instant,
}

/// Name and phone. No `Debug`: they belong to the client.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// The phone, in E.164.
    pub phone: String,
    /// Whether Telegram vouches for the number.
    pub verified: bool,
}

/// A booking that only wants the word.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The time.
    pub held: Held,
    /// Who.
    pub contact: Contact,
    /// A wish in words.
    pub comment: Option<String>,
}

impl State {
    /// Whether the keyboard that shares the contact is there.
    pub fn asks_contact(&self) -> bool {
        matches!(self, State::Phone { asked: true, .. })
    }

    /// The time that was chosen, once one was.
    pub fn held(&self) -> Option<&Held> {
        match self {
            State::Name { held } | State::Phone { held, .. } => Some(held),
            State::Review(draft) | State::Comment(draft) => Some(&draft.held),
            State::Service
            | State::Specialist { .. }
            | State::Day { .. }
            | State::Time { .. }
            | State::Waitlist(_)
            | State::ReviewWords { .. } => None,
        }
    }
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("State(***)")
    }
}
