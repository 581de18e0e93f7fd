//! An honest imitation of Telegram: the Bot API over HTTP, people who chat with bots, and a page to be such a person.
//!
//! It knows nothing of the bots that use it. [`Telegram`] is a plain state machine with time as an argument; [`Server`] puts it behind HTTP.
//!
//! | module | what lives there |
//! |---|---|
//! | [`setup`] | bots and people |
//! | [`telegram`] | the state, and the way of a call through it |
//! | [`updates`] | what waits for a bot: kept until acknowledged |
//! | [`chat`] | one person's chat with one bot |
//! | `methods`, `media`, `keyboards`, [`html`] | the Bot API with its limits and its refusals |
//! | [`people`] | what a person does: write, press, share, block |
//! | [`faults`] | Telegram on a bad day |
//! | [`server`], `params`, `page` | HTTP |

pub mod chat;
pub mod faults;
pub mod html;
mod keyboards;
mod media;
mod methods;
mod page;
mod params;
pub mod people;
pub mod server;
pub mod setup;
pub mod telegram;
#[cfg(test)]
mod tests;
pub mod updates;

pub use chat::{Chat, Message};
pub use faults::{Fault, Trouble};
pub use server::Server;
pub use setup::{BotSetup, PersonSetup, Setup};
pub use telegram::{LogEntry, Reply, Telegram};
