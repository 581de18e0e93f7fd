//! The only crate that knows SQL.
//!
//! One connection writes: [`Tx`], owned by the engine. Readers take connections from [`Store::readers`]. Every aggregate has a file:
//!
//! | module | tables |
//! |---|---|
//! | [`catalog`] | category, service, specialist |
//! | [`clients`] | client |
//! | [`bookings`] | booking, booking_event |
//! | [`holds`] | hold, span (read only: triggers write it) |
//! | [`admins`] | admin, claim |
//! | [`dialogues`] | dialogue |
//! | [`outbox`] | outbox, card |
//! | [`jobs`] | job |
//! | [`receipts`] | receipt, dead_letter |

pub mod admins;
pub mod bookings;
pub mod catalog;
pub mod clients;
mod column;
pub mod dialogues;
mod error;
pub mod holds;
pub mod jobs;
mod lock;
mod open;
pub mod outbox;
pub mod receipts;
#[cfg(test)]
mod tests;
mod tx;

pub use error::{Error, OpenError, Result};
pub use lock::Lock;
pub use open::{Readers, Store};
pub use tx::Tx;
