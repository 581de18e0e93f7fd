//! An honest imitation of Telegram: the Bot API over HTTP, people who chat with bots, and a page to be such a person.
//!
//! It knows nothing of the bots that use it. [`Telegram`] is a plain state machine with time as an argument; [`Server`] puts it behind HTTP.
//!
//! ```ignore
//! // In one thread, on any clock:
//! telegram.send_text(now, "salon_bot", ANNA, "/start");
//! let updates = telegram.call(now, TOKEN, "getUpdates", &json!({}), &[]);
//! telegram.call(now, TOKEN, "sendMessage", &json!({ "chat_id": ANNA, "text": "Hello" }), &[]);
//! assert_eq!(telegram.chat("salon_bot", ANNA).unwrap().last_of_bot().unwrap().text, "Hello");
//!
//! // Behind HTTP, with a bot that was given `server.url()` as its API:
//! let server = Server::local(0, telegram, clock).await?;
//! server.with(|telegram, now| telegram.press(now, "salon_bot", ANNA, "Book"))?;
//! server.wait_for(second, |telegram| telegram.chat("salon_bot", ANNA)?.last_of_bot().cloned()).await;
//! ```
//!
//! What differs from the real one: a webhook elsewhere than on this machine is refused with 501, `parse_mode` is HTML or nothing, links and phone
//! numbers in a text are not marked by themselves, and what people write is not tidied, so that a bot meets worse than Telegram brings.
//!
//! | module | what lives there |
//! |---|---|
//! | [`setup`] | bots and people |
//! | [`telegram`] | the state, and the way of a call through it |
//! | [`updates`] | what waits for a bot: kept until acknowledged |
//! | `webhook`, `deliver` | what is brought to a bot that asked for it |
//! | [`chat`] | one person's chat with one bot |
//! | `methods`, `messages`, `media`, `text`, [`html`], `keyboards` | the Bot API with its limits and its refusals |
//! | [`people`] | what a person does: write, press, share, block |
//! | [`faults`], `limits` | Telegram on a bad day, and Telegram asked too often |
//! | [`log`] | every call and its outcome |
//! | [`server`], `params` | HTTP |
//! | `page`, [`controls`] | the chat page, and what it offers besides chatting |

pub mod chat;
pub mod controls;
mod deliver;
pub mod faults;
pub mod html;
#[cfg(test)]
mod http_tests;
mod keyboards;
mod limits;
pub mod log;
mod media;
mod messages;
mod methods;
mod page;
#[cfg(test)]
mod page_tests;
mod params;
pub mod people;
#[cfg(test)]
mod press_tests;
pub mod server;
pub mod setup;
pub mod telegram;
#[cfg(test)]
mod tests;
mod text;
pub mod updates;
mod webhook;

pub use chat::{Answer, Chat, Message, Pending};
pub use controls::{Command, Controls, Order, Step, Words};
pub use faults::{Fault, Outcome, Trouble};
pub use log::{LogEntry, PollEntry};
pub use server::Server;
pub use setup::{BotSetup, PersonSetup, Setup};
pub use telegram::{Reply, Telegram, Upload};
