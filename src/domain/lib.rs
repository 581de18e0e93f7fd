//! What a booking is and when a slot is free. Pure: no clock, no database, no Telegram.
//!
//! | module | what lives there |
//! |---|---|
//! | [`id`] | numbers that cannot be mixed up |
//! | [`time`] | instants, spans, local times in a zone |
//! | [`money`] | minor units with their currency |
//! | [`person`] | names, phones and comments, parsed once at the door |
//! | [`pin`] | PINs and the rules that lock a guesser out |
//! | [`policy`] | what the configuration says |
//! | [`catalog`] | services and specialists |
//! | [`schedule`] | weekly hours and the openings they make |
//! | [`slots`] | the one predicate for listing and for booking |
//! | [`booking`] | a booking and its state machine |
//! | [`fact`] | what happened, for both bots to hear |

pub mod booking;
pub mod catalog;
pub mod fact;
pub mod id;
pub mod money;
pub mod person;
mod phone;
pub mod pin;
pub mod policy;
pub mod schedule;
pub mod slots;
pub mod time;

pub use booking::{Actor, Booking, Change, ChangeRefused, Status};
pub use catalog::{Category, Confirmation, Service, Specialist};
pub use fact::Fact;
pub use id::{BookingId, CategoryId, ChatId, ClientId, HoldId, ServiceId, SpecialistId};
pub use money::{Currency, Money};
pub use person::{ClientName, Comment, Phone};
pub use pin::{Pin, PinTries};
pub use policy::Policy;
pub use schedule::WeeklyHours;
pub use slots::{Refusal, Request};
pub use time::{Instant, Span};
