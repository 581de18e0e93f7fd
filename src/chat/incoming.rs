//! What reaches a bot, as the bot sees it: already parsed, in a private chat, from a person with an id.

use domain::ChatId;
use serde::{Deserialize, Serialize};

/// Which of the two bots is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BotName {
    /// The bot that clients book with.
    Client,
    /// The PIN-protected bot of the owner and the staff.
    Admin,
}

impl BotName {
    /// Both bots, in the order in which facts are told to them.
    pub const ALL: [BotName; 2] = [BotName::Client, BotName::Admin];

    /// The stable code used in the database and in logs.
    pub fn code(self) -> &'static str {
        match self {
            BotName::Client => "client",
            BotName::Admin => "admin",
        }
    }

    /// Reads a [code](Self::code) back.
    pub fn from_code(code: &str) -> Option<BotName> {
        BotName::ALL.into_iter().find(|bot| bot.code() == code)
    }
}

/// Telegram's number of a message within its chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub i64);

/// Telegram's name of one press, needed to answer it. It lives for minutes and is never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryId(pub String);

/// Who wrote or pressed. In a private chat the chat's number is the person's.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The private chat, and so the Telegram user.
    pub chat: ChatId,
    /// IETF language tag of the person's Telegram, where it tells.
    pub language: Option<String>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(***)")
    }
}

/// One update of Telegram's that concerns a bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// A new message in a private chat.
    Message {
        /// Who wrote it.
        from: Person,
        /// Its number, for deleting what must not stay (a PIN).
        message: MessageId,
        /// What it says.
        content: Content,
    },
    /// A press of an inline button.
    Press {
        /// Who pressed.
        from: Person,
        /// What an answer names.
        query: QueryId,
        /// The message with the button, unless Telegram finds it too old to name.
        message: Option<MessageId>,
        /// The button's data, exactly as it came. A client can forge it.
        data: String,
    },
    /// The person blocked the bot, or came back.
    Reachable {
        /// Who.
        from: Person,
        /// False after blocking.
        reachable: bool,
    },
    /// Somebody called the bot by a command outside a private chat.
    Group {
        /// The group's number.
        chat: ChatId,
    },
    /// Nothing for a bot (channel posts, joins, unknown kinds): taken note of, no effect.
    Nothing,
}

impl Incoming {
    /// The person whose chat the update belongs to, if it is a private one.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Incoming::Message { from, .. }
            | Incoming::Press { from, .. }
            | Incoming::Reachable { from, .. } => Some(from),
            Incoming::Group { .. } | Incoming::Nothing => None,
        }
    }
}

/// What a message says. `Debug` keeps silent about the words.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// Plain words.
    Text(String),
    /// `/name argument`, the name without slash and bot's name, in lower case.
    Command {
        /// For example `start`.
        name: String,
        /// What follows the name, trimmed; empty if nothing does.
        argument: String,
    },
    /// A shared contact.
    Contact {
        /// The number as Telegram sent it.
        phone: String,
        /// Whether the contact is the sender's own.
        own: bool,
    },
    /// A picture.
    Photo {
        /// Telegram's name of it, for this bot alone; of the sizes there are, the largest that is no larger than needed.
        file: String,
    },
    /// An earlier message was changed; bots do not take changes for new words.
    Edited,
    /// A sticker, a voice, a document: something without words.
    Other,
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Content::Text(_) => "Text(***)",
            Content::Command { .. } => "Command(***)",
            Content::Contact { .. } => "Contact(***)",
            Content::Photo { .. } => "Photo(***)",
            Content::Edited => "Edited",
            Content::Other => "Other",
        })
    }
}
