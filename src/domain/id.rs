//! Numbers that cannot be mixed up.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// The bare number, for the database and for buttons.
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                $name(number)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A category of services.
    CategoryId;
    /// A service.
    ServiceId;
    /// A specialist: who performs a service.
    SpecialistId;
    /// A resource: a room, a chair, a bay.
    ResourceId;
    /// A client, whether known by Telegram or only by phone.
    ClientId;
    /// A booking; people see it as its number.
    BookingId;
    /// A hold: a slot kept while its client types.
    HoldId;
    /// A stretch of blocked time.
    BlockId;
    /// A picture that is kept to be sent.
    PhotoId;
    /// An entry of the waitlist.
    WaitlistId;
    /// A freed time that was offered to somebody who waits.
    WaitlistOfferId;
    /// A link by which a colleague comes in.
    InvitationId;
    /// A private chat of Telegram's, which is the number of the person in it.
    ChatId;
}
