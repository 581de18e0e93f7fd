//! Bots and people, as whoever starts the imitation wants them.

use serde::{Deserialize, Serialize};

/// What exists at the start.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The bots.
    pub bots: Vec<BotSetup>,
    /// The people.
    pub people: Vec<PersonSetup>,
    /// Whether Telegram's limits (30 messages a second, about one per chat) are enforced.
    pub limits: bool,
}

/// A bot.
#[derive(Clone, Debug)]
pub struct BotSetup {
    /// Its token.
    pub token: String,
    /// Its name in links.
    pub username: String,
    /// Its name above the chat.
    pub name: String,
    /// A note that the page shows beside its chat.
    pub hint: Option<String>,
    /// Who is shown in its chat on the page: the first of them who speaks the page's language, or the first of all.
    pub shown: Vec<i64>,
}

/// A person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PersonSetup {
    /// Telegram's number.
    pub id: i64,
    /// First name.
    pub first_name: String,
    /// The language of their Telegram.
    pub language: String,
    /// The phone their account belongs to, digits only, as Telegram sends it.
    pub phone: String,
}
