//! What a bot hears and says, without knowing Telegram, the database or the clock.
//!
//! | module | what lives there |
//! |---|---|
//! | [`incoming`] | what reaches a bot: texts, commands, contacts, presses |
//! | [`press`] | what a button carries: the codec of `callback_data`, at most 64 bytes |
//! | [`screen`] | what a bot shows: text and keyboard |
//! | [`outgoing`] | where a screen goes: cards, placement, priority, expiry |
//! | [`attachment`] | what goes with a message: a document, a place, a picture |
//! | [`bot`] | [`Bot`], the one trait both bots implement, and what a turn gives and takes |
//! | [`condition`] | how the service does, for whoever asks |
//! | [`chance`] | tokens that nobody can guess, drawn from a seed |
//! | [`texts`] | the Fluent files, Russian and English |
//! | [`bidi`] | words from right to left among those from left to right |
//! | [`mod@format`] | dates, times, money as people say them |
//! | [`calendar`] | the month calendar both bots show |
//! | [`when`] | days and times as people type them |
//! | [`amounts`] | lengths of time and prices as people type them |
//! | [`pages`] | lists that are too long for one screen |

pub mod amounts;
pub mod attachment;
pub mod bidi;
pub mod bot;
pub mod calendar;
pub mod chance;
pub mod condition;
pub mod format;
pub mod incoming;
pub mod outgoing;
pub mod pages;
pub mod press;
pub mod screen;
pub mod texts;
pub mod when;

pub use attachment::Attachment;
pub use bot::{Bot, Effects, Event, Failure, Job, Next, NoCopy, Reaction, Turn, Unfetched, Work, Worked};
pub use chance::Chance;
pub use condition::Condition;
pub use incoming::{BotName, Content, Incoming, MessageId, Person, QueryId};
pub use outgoing::{Card, Outgoing, Place, Priority, Show};
pub use pages::Page;
pub use press::{Action, Press, Target};
pub use screen::{Button, Keyboard, Screen};
pub use texts::{Args, Lang, Texts};
