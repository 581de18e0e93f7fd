//! What enters the engine.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chat::{BotName, Failure, Incoming, Turn, Worked};
use chrono::TimeDelta;
use domain::{ChatId, Fact, Policy};
use store::Tx;

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
    /// The configuration says something else now. It holds from the begin of the turn.
    Policy(Arc<Policy>),
    /// Something happened outside that both bots are to hear of.
    Fact(Fact),
    /// Somebody with a shell on the machine wants something done.
    Order(Order),
}

/// What somebody with a shell on the machine wants done: the engine does not know what it is.
#[derive(Clone)]
pub struct Order {
    carry_out: Arc<CarryOut>,
    done: Arc<AtomicBool>,
}

type CarryOut = dyn Fn(Turn<'_, Tx>) -> Result<Vec<Fact>, Failure> + Send + Sync;

impl Order {
    /// What is done in the transaction; it gives the facts that follow. It may be done again: a turn that failed whole is repeated.
    pub fn new(
        carry_out: impl Fn(Turn<'_, Tx>) -> Result<Vec<Fact>, Failure> + Send + Sync + 'static,
    ) -> Order {
        Order { carry_out: Arc::new(carry_out), done: Arc::default() }
    }

    /// Whether it was done with all that follows from it. To be asked after the commit.
    pub fn is_done(&self) -> bool {
        self.done.load(Ordering::Acquire)
    }

    pub(crate) fn carry_out(&self, turn: Turn<'_, Tx>) -> Result<Vec<Fact>, Failure> {
        self.done.store(false, Ordering::Release);
        (self.carry_out)(turn)
    }

    pub(crate) fn done(&self) {
        self.done.store(true, Ordering::Release);
    }
}

impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Order(***)")
    }
}

/// What became of a call to Telegram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It had its effect. `message` is the number of the message that shows the card now, if it is another than before.
    Done {
        /// The new message.
        message: Option<i64>,
        /// How Telegram names the picture that was sent.
        file: Option<String>,
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
