//! What happened in a transaction, told to both bots within that same transaction.

use crate::booking::{Actor, Status};
use crate::id::{BookingId, ChatId, ClientId};
use crate::time::Instant;

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
    /// A booking comes back on further dates, each of which is [`Booked`](Fact::Booked) by itself (C13).
    Repeated {
        /// The first one.
        first: BookingId,
        /// The further ones, in order.
        further: Vec<BookingId>,
    },
    /// A booking has another time, or another specialist (C7).
    Moved {
        /// The booking.
        booking: BookingId,
        /// When it would have begun.
        from: Instant,
        /// Who moved it.
        by: Actor,
    },
    /// A booking has another comment; when and with whom is as before.
    Edited {
        /// The booking.
        booking: BookingId,
        /// Who edited it.
        by: Actor,
    },
    /// A client has another name or phone, on all their bookings (A4, A8).
    ClientEdited {
        /// Whose.
        client: ClientId,
        /// Who edited it.
        by: Actor,
    },
    /// The client says that they will come (C8).
    Coming {
        /// To what.
        booking: BookingId,
    },
    /// The client says how a visit was, or says something else of it now (C10).
    Reviewed {
        /// The visit.
        booking: BookingId,
    },
    /// Everything about a client is erased, at their own wish (C12). Their bookings are nobody's from now on.
    Erased {
        /// Who it was.
        client: ClientId,
    },
    /// The staff notes something else of a client, or they may book no more, or again (A8).
    ClientNoted {
        /// Of whom.
        client: ClientId,
    },
    /// Two records turned out to be one person's, and are one now (A8).
    ClientsMerged {
        /// The one that stayed.
        kept: ClientId,
        /// The one that went.
        gone: ClientId,
        /// The bookings that came to the one that stayed.
        bookings: Vec<BookingId>,
    },
    /// Services, specialists or hours are others now (A6, A7).
    CatalogChanged,
    /// Too many wrong PINs: an admin's entry is locked (A1).
    PinLocked {
        /// Whose.
        admin: ChatId,
    },
    /// An admin's PIN was set by somebody with a shell on the machine (P6).
    PinSet {
        /// Whose.
        admin: ChatId,
    },
    /// Somebody became owner by a claim link (A1).
    OwnerClaimed {
        /// Who.
        admin: ChatId,
    },
    /// The configuration says something else now, and it holds (P4).
    ConfigTaken {
        /// What holds from now on: a line for each key, with its former and its new value.
        taken: Vec<String>,
        /// What only holds after a restart.
        after_restart: Vec<String>,
    },
    /// The file of the configuration is not valid; what held before still does (P4).
    ConfigRefused {
        /// File, line and reason.
        reason: String,
    },
    /// The file of the configuration is valid again and says what holds (P4).
    ConfigMended,
}
