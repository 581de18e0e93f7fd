//! A booking and its state machine.
//!
//! ```text
//!            ┌→ Declined
//! Pending ───┼→ Expired                    (nobody confirmed in time)
//!    │       └→ Cancelled
//!    └→ Confirmed ─┬→ Cancelled
//!         ↑        └→ Done | NoShow        (once it has begun)
//!         └────────── Done ⇄ NoShow        (a mistaken note is mended within a day)
//! ```

use chrono::TimeDelta;

use crate::id::{BookingId, ChatId, ClientId, ServiceId, SpecialistId};
use crate::money::Money;
use crate::person::Comment;
use crate::time::{Instant, Span};

/// So long after it was noted whether the client came, the note may be mended.
pub const MENDED_WITHIN: TimeDelta = TimeDelta::hours(24);

/// An appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// Its number, as people say it.
    pub id: BookingId,
    /// Whose.
    pub client: ClientId,
    /// Of what.
    pub service: ServiceId,
    /// With whom.
    pub specialist: SpecialistId,
    /// From the start to the end of the visit.
    pub visit: Span,
    /// Where it stands.
    pub status: Status,
    /// What it costs, as agreed when it was made.
    pub price: Money,
    /// The client's wish.
    pub comment: Option<Comment>,
    /// Until when an admin has to confirm it, while it is pending.
    pub decide_by: Option<Instant>,
    /// Grows with every change; a change names the version it saw.
    pub version: i64,
}

/// Where a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Waits for an admin.
    Pending,
    /// Agreed.
    Confirmed,
    /// Refused by an admin.
    Declined,
    /// Called off, by the client or by an admin.
    Cancelled,
    /// Nobody confirmed it in time.
    Expired,
    /// The visit took place.
    Done,
    /// The client did not come.
    NoShow,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 7] = [
        Status::Pending,
        Status::Confirmed,
        Status::Declined,
        Status::Cancelled,
        Status::Expired,
        Status::Done,
        Status::NoShow,
    ];

    /// The stable code of the database.
    pub fn code(self) -> &'static str {
        match self {
            Status::Pending => "pending",
            Status::Confirmed => "confirmed",
            Status::Declined => "declined",
            Status::Cancelled => "cancelled",
            Status::Expired => "expired",
            Status::Done => "done",
            Status::NoShow => "no_show",
        }
    }

    /// Reads a [code](Self::code) back.
    pub fn from_code(code: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Whether the visit is still to come: its time is taken and it counts among the client's bookings.
    pub fn is_active(self) -> bool {
        matches!(self, Status::Pending | Status::Confirmed)
    }
}

/// Who changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The client whose booking it is.
    Client,
    /// An admin.
    Admin(ChatId),
    /// Time.
    System,
}

/// What somebody wants of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Agree to it.
    Confirm,
    /// Refuse it.
    Decline,
    /// Call it off.
    Cancel,
    /// Give it up, because nobody confirmed it in time.
    Expire,
    /// Note that the visit took place.
    Complete,
    /// Note that the client did not come.
    NoShow,
    /// Take back the note whether they came.
    Reopen,
}

/// What of a booking an admin sets right without calling it off (A4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amendment {
    /// What is done, or by whom; the start stays.
    Visit,
    /// What it costs.
    Price,
    /// The comment.
    Comment,
}

/// Why a change is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefused {
    /// It stands where this change does not lead on.
    #[error("the booking is {}", .0.code())]
    NotPossible(Status),
    /// A client may not cancel so late.
    #[error("less than the cancellation notice is left")]
    TooLate {
        /// The notice that the business asks.
        notice: TimeDelta,
    },
    /// The visit has begun, or is over.
    #[error("the visit has begun")]
    Begun,
    /// The visit has not begun yet.
    #[error("the visit has not begun")]
    NotBegun,
    /// It was noted too long ago whether the client came: sums have been drawn since.
    #[error("noted more than a day ago")]
    NotedLongAgo,
    /// This actor may not.
    #[error("not theirs to change")]
    NotAllowed,
}

impl Booking {
    /// The status after a change.
    ///
    /// `cancel_notice` is the time that must be left when a client cancels (C7); admins are not bound by it.
    pub fn after(
        &self,
        change: Change,
        by: Actor,
        now: Instant,
        cancel_notice: TimeDelta,
    ) -> Result<Status, ChangeRefused> {
        use Status::{Cancelled, Confirmed, Declined, Done, Expired, NoShow, Pending};
        let next = match (self.status, change) {
            (Pending, Change::Confirm) => Confirmed,
            (Pending, Change::Decline) => Declined,
            (Pending, Change::Expire) => Expired,
            (Pending | Confirmed, Change::Cancel) => Cancelled,
            (Confirmed, Change::Complete) => Done,
            (Confirmed, Change::NoShow) => NoShow,
            // What was noted is mended by [`mended`](Self::mended), which knows when.
            (status, _) => return Err(ChangeRefused::NotPossible(status)),
        };
        let begun = self.visit.start() <= now;
        match (change, by) {
            (Change::Cancel, Actor::Client) => self.in_time(now, cancel_notice).map(|()| next),
            (Change::Cancel, Actor::Admin(_)) => Ok(next),
            (Change::Confirm, Actor::Admin(_)) if begun => Err(ChangeRefused::Begun),
            (Change::Confirm | Change::Decline, Actor::Admin(_)) => Ok(next),
            (Change::Complete | Change::NoShow, Actor::Admin(_)) if !begun => Err(ChangeRefused::NotBegun),
            (Change::Complete | Change::NoShow, Actor::Admin(_)) => Ok(next),
            (Change::Expire, Actor::System) => Ok(next),
            _ => Err(ChangeRefused::NotAllowed),
        }
    }

    /// The status after an admin has mended what was noted of the client's coming at `noted`: the other note, or none.
    pub fn mended(&self, change: Change, noted: Instant, now: Instant) -> Result<Status, ChangeRefused> {
        let next = match (self.status, change) {
            (Status::NoShow, Change::Complete) => Status::Done,
            (Status::Done, Change::NoShow) => Status::NoShow,
            (Status::Done | Status::NoShow, Change::Reopen) => Status::Confirmed,
            (status, _) => return Err(ChangeRefused::NotPossible(status)),
        };
        // A clock that jumped back makes no note older than it is.
        if now - noted < MENDED_WITHIN { Ok(next) } else { Err(ChangeRefused::NotedLongAgo) }
    }

    /// Whether an admin may set something of it right. What took place keeps its services, and may turn out to have cost something else.
    pub fn may_amend(&self, what: Amendment) -> Result<(), ChangeRefused> {
        let took_place = matches!(self.status, Status::Done | Status::NoShow);
        match what {
            _ if self.status.is_active() => Ok(()),
            Amendment::Price | Amendment::Comment if took_place => Ok(()),
            _ => Err(ChangeRefused::NotPossible(self.status)),
        }
    }

    /// Whether it may be moved to another time or another specialist. A client is bound by the same notice as for a cancellation (C7).
    pub fn may_move(&self, by: Actor, now: Instant, cancel_notice: TimeDelta) -> Result<(), ChangeRefused> {
        match by {
            _ if !self.status.is_active() => Err(ChangeRefused::NotPossible(self.status)),
            Actor::Client => self.in_time(now, cancel_notice),
            Actor::Admin(_) => Ok(()),
            Actor::System => Err(ChangeRefused::NotAllowed),
        }
    }

    /// Whether its comment may still be changed: until the visit begins.
    pub fn may_edit(&self, now: Instant) -> Result<(), ChangeRefused> {
        match self.status.is_active() {
            false => Err(ChangeRefused::NotPossible(self.status)),
            true if self.visit.start() <= now => Err(ChangeRefused::Begun),
            true => Ok(()),
        }
    }

    fn in_time(&self, now: Instant, notice: TimeDelta) -> Result<(), ChangeRefused> {
        match self.visit.start() - now {
            left if left <= TimeDelta::zero() => Err(ChangeRefused::Begun),
            left if left < notice => Err(ChangeRefused::TooLate { notice }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
#[path = "booking_tests.rs"]
mod tests;
