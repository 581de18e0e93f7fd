//! What happened in a transaction, told to both bots within that same transaction.

use crate::alarm::Alarm;
use crate::backup_file::BackupFile;
use crate::booking::{Actor, Status};
use crate::id::{BookingId, ChatId, ClientId, SpecialistId};
use crate::setting::Setting;
use crate::staff::StaffChange;
use crate::time::Instant;
use crate::value::Value;

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
    /// A booking has another time, another specialist or other services (C7, A4): it occupies something else now.
    Moved {
        /// The booking.
        booking: BookingId,
        /// When it would have begun.
        from: Instant,
        /// With whom it would have been.
        with: SpecialistId,
        /// Who moved it.
        by: Actor,
    },
    /// A booking has another comment or another price; when, what and with whom is as before.
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
    /// A client is asked whether something else suits them: the time or the specialist that was booked cannot be kept (A7, A17).
    Asked {
        /// What they booked.
        booking: BookingId,
    },
    /// What was asked about a booking is settled without another change of it.
    Answered {
        /// The booking.
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
    /// An owner set something in chat, or made it as in the file again; it holds from the next turn on (A13).
    SettingsChanged {
        /// What.
        setting: Setting,
        /// What it was.
        was: Value,
        /// What it is now.
        is: Value,
        /// Who set it.
        by: ChatId,
    },
    /// A client called a booking off with further dates of its series (C13). It stands for a [`StatusChanged`](Fact::StatusChanged) of each.
    SeriesCancelled {
        /// The booking.
        first: BookingId,
        /// The further ones, in order.
        further: Vec<BookingId>,
    },
    /// A copy has taken the place of the database: what came after it was made is not there (P10).
    Restored,
    /// There is a new copy of the database, and the owners are to be sent it (P10).
    BackupMade(BackupFile),
    /// Something failed for good and was put aside as a dead letter.
    PutAside,
    /// The service needs somebody to look after it (A12).
    AlarmRaised {
        /// Why.
        alarm: Alarm,
        /// The number that tells how bad it is.
        value: i64,
    },
    /// What owners were told of is over.
    AlarmCleared {
        /// What.
        alarm: Alarm,
    },
    /// Somebody's access to the admin bot is another now (A13).
    Staff {
        /// Whose.
        admin: ChatId,
        /// What happened.
        change: StaffChange,
        /// By whose doing: of somebody who came, who had invited them.
        by: ChatId,
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
