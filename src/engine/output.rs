//! What leaves the engine after a commit.

use std::path::PathBuf;
use std::time::Duration;

use chat::{BotName, QueryId, Screen, Work};
use domain::{ChatId, Instant, Location};

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
    /// What whoever keeps an eye on the engine hears of it.
    pub tally: Tally,
}

/// What came of a turn, for whoever keeps an eye on the engine.
#[derive(Debug, Default)]
pub struct Tally {
    /// What failed for good: whose, and what kind of thing it was.
    pub put_aside: Vec<(BotName, &'static str)>,
    /// Rows that had their effect, and how long after they were made.
    pub delivered: Vec<(BotName, Duration)>,
    /// Something was left out because the part of the database that it concerns is damaged.
    pub met_damage: bool,
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
#[derive(Clone, PartialEq, Eq)]
pub enum Call {
    /// Send a new message; an earlier one then loses its buttons.
    Send {
        /// What it shows.
        screen: Screen,
        /// The earlier message.
        retire: Option<i64>,
    },
    /// Send a document.
    Document {
        /// The name of the file.
        name: String,
        /// Its type.
        mime: String,
        /// What is in it.
        bytes: Vec<u8>,
        /// What stands under it.
        caption: String,
    },
    /// Send a document that lies in a file.
    File {
        /// The file, from the root on.
        path: PathBuf,
        /// Its name in the chat.
        name: String,
        /// Its type.
        mime: String,
        /// What stands under it.
        caption: String,
    },
    /// Send a place on the map.
    Venue {
        /// Where.
        at: Location,
        /// What is there.
        title: String,
        /// Its address.
        address: String,
    },
    /// Send a picture.
    Photo {
        /// The picture.
        picture: Picture,
        /// What stands under it.
        caption: String,
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
        /// What it says from then on; nothing, if its words stay.
        former: Option<Screen>,
    },
}

/// What is sent belongs to somebody; a log sees only what is done.
impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Call::Send { .. } => "Send(***)",
            Call::Document { .. } => "Document(***)",
            Call::File { .. } => "File(***)",
            Call::Venue { .. } => "Venue(***)",
            Call::Photo { .. } => "Photo(***)",
            Call::Edit { .. } => "Edit(***)",
            Call::Delete { .. } => "Delete",
            Call::Close { .. } => "Close",
        })
    }
}

/// A picture to send.
#[derive(Clone, PartialEq, Eq)]
pub enum Picture {
    /// Telegram has it, under this name.
    Known(String),
    /// Telegram is to get it.
    New(Vec<u8>),
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
