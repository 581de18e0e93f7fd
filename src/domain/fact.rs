//! What happened in a transaction, told to both bots within that same transaction.

use crate::booking::{Actor, Status};
use crate::id::{BookingId, ChatId};

/// Something that is so from this transaction on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A booking was made.
    Booked(BookingId),
    /// The status of a booking changed.
    StatusChanged {
        /// The booking.
        booking: BookingId,
        /// What it is now.
        status: Status,
        /// Who changed it.
        by: Actor,
    },
    /// Too many wrong PINs: an admin's entry is locked (A1).
    PinLocked {
        /// Whose.
        admin: ChatId,
    },
}
