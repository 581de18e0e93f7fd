//! The only crate that knows Telegram. It brings updates to the engine and carries out what the engine lets leave.
//!
//! | module | what lives there |
//! |---|---|
//! | [`api`] | one call, and what can go wrong with it |
//! | `network` | what kept a call from its server |
//! | [`fetch`] | a picture that somebody sent |
//! | [`parse`] | an update as Telegram writes it → what a bot hears |
//! | [`render`] | a screen → what Telegram wants to read |
//! | [`outcome`] | an answer of Telegram's → what became of a call |
//! | [`poller`] | long polling that acknowledges only what is committed |
//! | [`sender`] | many chats in flight, order within one |
//! | [`throttle`] | Telegram's limits |
//! | `token` | a bot's token |
//! | [`webhook`] | the webhook at Telegram: set, and looked after |
//! | [`setup`] | what is told to Telegram at the start |
//! | `webhook_info` | what Telegram knows of it, and how much waits there |

pub mod api;
pub mod fetch;
mod network;
pub mod outcome;
pub mod parse;
pub mod poller;
pub mod render;
pub mod sender;
pub mod setup;
pub mod throttle;
mod token;
pub mod webhook;
mod webhook_info;

pub use api::{Api, ApiError, File, Transport};
pub use token::{Token, TokenError};
pub use webhook_info::{WebhookInfo, webhook_info};
