//! The one way through: everything that happens enters here, one turn is one transaction, and nothing leaves before the commit.
//!
//! | module | what lives there |
//! |---|---|
//! | `turn` | [`Engine::turn`], a plain function: inputs in, orders out |
//! | [`input`] | what enters |
//! | [`output`] | what leaves after the commit |
//! | [`observer`] | who keeps an eye on it |
//! | `update` | one update of Telegram's: receipt, dialogue, handler |
//! | `step` | one event in one chat, and what a handler decided written down |
//! | `due` | what is due by time: jobs, dialogues left alone, old receipts |
//! | `rules` | the rules in force: the file's, and what is set in chat over them |
//! | `dead_letters` | what failed for good |
//! | `post` | the outbox: stamping screens, taking rows, booking results |
//! | `run` | the thread that turns while the process lives |
//! | [`fail`] | points at which a test kills the process |

mod dead_letters;
mod due;
pub mod fail;
pub mod input;
pub mod observer;
pub mod output;
mod post;
mod rules;
#[cfg(test)]
mod rules_tests;
mod run;
mod step;
#[cfg(test)]
mod test_world;
#[cfg(test)]
mod tests;
mod turn;
mod update;

pub use input::{Input, Order, Outcome};
pub use observer::{Observer, Turned};
pub use output::{Answer, Call, Dispatch, Output, Picture, Tally, WorkOrder};
pub use post::spooled;
pub use run::{Envelope, Mailbox, Outlets, Stopped, WeakMailbox, spawn};
pub use turn::{Engine, TurnFailed};
