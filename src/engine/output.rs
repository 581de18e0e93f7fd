//! What leaves the engine after a commit.

use chat::{BotName, QueryId, Screen, Work};
use domain::{ChatId, Instant};

/// All that a turn lets out.
#[derive(Debug, Default)]
pub struct Output {
    /// Calls to make. Their results come back as [`Input::Sent`](crate::Input::Sent).
    pub dispatches: Vec<Dispatch>,
    /// Presses to answer, at once and only once.
    pub answers: Vec<Answer>,
    /// Slow work to do. Results come back as [`Input::Worked`](crate::Input::Worked).
    pub work: Vec<WorkOrder>,
    /// When the next turn is due even if nothing enters.
    pub next_due: Option<Instant>,
}

/// A row of the outbox on its way to Telegram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatch {
    /// The row.
    pub row: i64,
    /// The bot that says it.
    pub bot: BotName,
    /// The chat.
    pub chat: ChatId,
    /// What to do.
    pub call: Call,
    /// How often it was tried before: the longer, the longer the pause.
    pub attempts: u32,
}

/// What to do at Telegram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Send a new message; an earlier one then loses its buttons.
    Send {
        /// What it shows.
        screen: Screen,
        /// The earlier message.
        retire: Option<i64>,
    },
    /// Edit a message, or send a new one if it is gone.
    Edit {
        /// The message.
        message: i64,
        /// What it shows.
        screen: Screen,
    },
    /// Delete a message.
    Delete {
        /// The message.
        message: i64,
    },
    /// Take the buttons of a message away.
    Close {
        /// The message.
        message: i64,
    },
}

/// The answer to a press. Not durable: Telegram forgets presses within minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The bot that was pressed.
    pub bot: BotName,
    /// The press.
    pub query: QueryId,
    /// A few words, if any.
    pub text: Option<String>,
}

/// Slow work for a worker.
#[derive(Debug)]
pub struct WorkOrder {
    /// The bot that ordered it.
    pub bot: BotName,
    /// The chat it is for.
    pub chat: ChatId,
    /// What to do.
    pub work: Work,
}
