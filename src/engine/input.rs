//! What enters the engine.

use std::sync::Arc;

use chat::{BotName, Incoming, Worked};
use chrono::TimeDelta;
use domain::{ChatId, Policy};

/// One thing that happened. It can be handled again as it is: a turn that failed whole is repeated.
#[derive(Clone, Debug)]
pub enum Input {
    /// An update of Telegram's.
    Update {
        /// Which bot received it.
        bot: BotName,
        /// Telegram's `update_id`, unique within the bot.
        id: i64,
        /// What it says.
        incoming: Incoming,
    },
    /// What became of a [`Dispatch`](crate::Dispatch).
    Sent {
        /// The row of the outbox.
        row: i64,
        /// The bot.
        bot: BotName,
        /// The chat.
        chat: ChatId,
        /// What became of it.
        outcome: Outcome,
    },
    /// Slow work is done.
    Worked {
        /// The bot that had ordered it.
        bot: BotName,
        /// The chat it was for.
        chat: ChatId,
        /// The result.
        worked: Worked,
    },
    /// The configuration says something else now.
    Policy(Arc<Policy>),
}

/// What became of a call to Telegram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It had its effect. `message` is the number of the message that shows the card now, if it is another than before.
    Done {
        /// The new message.
        message: Option<i64>,
    },
    /// It had no effect, or nobody knows; to be tried again after a while.
    Retry {
        /// The while.
        after: TimeDelta,
    },
    /// The person blocked the bot or never wrote to it.
    Unreachable,
    /// Telegram will never accept it.
    Rejected {
        /// Telegram's description, which quotes nothing a person wrote.
        reason: String,
    },
}
