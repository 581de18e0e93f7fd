//! Where a client stands between two messages (P3).

use chrono::NaiveDate;
use domain::{BookingId, CategoryId, Instant, ServiceId, SpecialistId, Visit};
use serde::{Deserialize, Serialize};

pub use crate::waitlist::{Joining, Step};

/// A step of a dialogue, with all that was chosen so far.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Chooses a category.
    Category {
        /// The services with a check mark; none while one tap is enough.
        several: Option<Vec<ServiceId>>,
    },
    /// Chooses a service, or several.
    Service {
        /// Which services are shown.
        shelf: Shelf,
        /// The services with a check mark; none while one tap is enough.
        several: Option<Vec<ServiceId>>,
    },
    /// Chooses a specialist.
    Specialist {
        /// What.
        wish: Wish,
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
    /// Reads the privacy notice (C2).
    Consent {
        /// The time that is held.
        held: Held,
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
    /// Looks over where a booking is moved to.
    Move {
        /// The new time that is held.
        held: Held,
    },
    /// Writes why a booking is called off.
    Reason(Seen),
    /// Writes another comment for a booking.
    NewComment(Seen),
    /// Chooses a language in the middle of something.
    Language {
        /// What goes on afterwards.
        then: Box<State>,
    },
    /// Says for how many weeks a booking comes back (C13).
    Repeat(Seen),
    /// Looks over what becomes of each date.
    SeriesReport {
        /// The first booking.
        seen: Seen,
        /// For so many more weeks.
        weeks: u32,
    },
    /// Looks over the dates that are to be booked.
    SeriesReview {
        /// The first booking.
        seen: Seen,
        /// For so many weeks it was asked.
        weeks: u32,
        /// The starts.
        starts: Vec<Instant>,
        /// What the review said each visit costs and takes.
        quote: Quote,
    },
    /// Considers whether everything about them is to be erased.
    Forget {
        /// The bookings that were said to be called off with it.
        upcoming: Vec<BookingId>,
    },
    /// Says what to wait for (C9).
    Waitlist(Joining),
    /// Writes a few words about a visit that is over.
    ReviewWords {
        /// The visit.
        booking: BookingId,
    },
}

/// Which services are shown together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    /// All there are: they need no categories.
    All,
    /// Those of a category.
    Of(CategoryId),
    /// Those without one, beside others that have one.
    Rest,
}

/// What is wanted.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The services of the visit, in order.
    pub services: Vec<ServiceId>,
    /// The specialist; none means that anybody will do.
    pub specialist: Option<SpecialistId>,
    /// The booking that is to be moved, and not another made.
    pub moving: Option<Seen>,
    /// What was told already, for a client who chooses another time in the end.
    pub told: Option<Told>,
}

/// A booking as the client saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The booking.
    pub booking: BookingId,
    /// Its version then: what has changed since is not overwritten.
    pub version: i64,
}

/// A time that was chosen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// Name, phone and comment. No `Debug`: they belong to the client.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The name.
    pub name: String,
    /// The phone, in E.164.
    pub phone: String,
    /// Whether Telegram vouches for the number.
    pub verified: bool,
    /// A wish in words.
    pub comment: Option<String>,
}

/// A booking that only wants the word.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The time.
    pub held: Held,
    /// Who, and their wish in words.
    pub told: Told,
    /// What the review said it costs and takes.
    pub quote: Option<Quote>,
}

/// What a visit costs and takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The price in minor units.
    pub minor: i64,
    /// Their currency.
    pub currency: String,
    /// The minutes.
    pub minutes: i64,
}

impl From<&Visit> for Quote {
    fn from(visit: &Visit) -> Quote {
        let currency = visit.price.currency.code().to_owned();
        Quote { minor: visit.price.minor, currency, minutes: visit.duration.num_minutes() }
    }
}

impl Wish {
    /// These services, with nobody chosen yet.
    pub fn of(services: Vec<ServiceId>) -> Wish {
        Wish { services, specialist: None, moving: None, told: None }
    }

    /// The same with a specialist, or with anybody.
    #[must_use]
    pub fn with(self, specialist: Option<SpecialistId>) -> Wish {
        Wish { specialist, ..self }
    }
}

impl State {
    /// Whether the keyboard that shares the contact is there.
    pub fn asks_contact(&self) -> bool {
        matches!(self, State::Phone { asked: true, .. })
    }

    /// The time that was chosen, once one was.
    pub fn held(&self) -> Option<&Held> {
        match self {
            State::Consent { held }
            | State::Name { held }
            | State::Phone { held, .. }
            | State::Move { held } => Some(held),
            State::Review(draft) | State::Comment(draft) => Some(&draft.held),
            State::Language { then } => then.held(),
            State::Category { .. }
            | State::Service { .. }
            | State::Specialist { .. }
            | State::Day { .. }
            | State::Time { .. }
            | State::Reason(_)
            | State::Repeat(_)
            | State::SeriesReport { .. }
            | State::SeriesReview { .. }
            | State::NewComment(_)
            | State::Forget { .. }
            | State::Waitlist(_)
            | State::ReviewWords { .. } => None,
        }
    }

    /// The booking that is to be changed, if that is what the dialogue is about.
    pub fn booking(&self) -> Option<Seen> {
        match self {
            State::Specialist { wish } | State::Day { wish, .. } | State::Time { wish, .. } => wish.moving,
            State::Move { held } => held.wish.moving,
            State::Reason(seen)
            | State::NewComment(seen)
            | State::Repeat(seen)
            | State::SeriesReport { seen, .. }
            | State::SeriesReview { seen, .. } => Some(*seen),
            State::Language { then } => then.booking(),
            State::Category { .. }
            | State::Service { .. }
            | State::Consent { .. }
            | State::Name { .. }
            | State::Phone { .. }
            | State::Review(_)
            | State::Comment(_)
            | State::Forget { .. }
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
