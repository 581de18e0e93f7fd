//! Where each person stands in a conversation (P3).

use domain::{ChatId, Instant};
use rusqlite::Row;

use crate::column::{instant, millis};
use crate::error::Result;
use crate::tx::Tx;

/// A dialogue as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialogue {
    /// The chat.
    pub chat: ChatId,
    /// The state in the bot's own words; none when no dialogue is open.
    pub state: Option<String>,
    /// The shape of the state.
    pub state_version: i64,
    /// Grows with every step and is never used twice, not even by the next dialogue.
    pub revision: i64,
    /// When it ends if nobody says a word.
    pub expires_at: Instant,
}

impl Tx {
    /// The dialogue of a chat.
    pub fn dialogue(&self, bot: &str, chat: ChatId) -> Result<Option<Dialogue>> {
        self.row("SELECT * FROM dialogue WHERE bot = ?1 AND chat = ?2", (bot, chat.get()), dialogue)
    }

    /// Writes the next step, or with no state the end, and gives the revision that its buttons carry.
    pub fn step_dialogue(
        &self,
        bot: &str,
        chat: ChatId,
        state: Option<&str>,
        state_version: i64,
        expires_at: Instant,
    ) -> Result<i64> {
        let revision = self.row(
            "INSERT INTO dialogue (bot, chat, state, state_version, revision, expires_at) VALUES (?1, ?2, ?3, ?4, 1, ?5)
             ON CONFLICT (bot, chat) DO UPDATE SET state = excluded.state, state_version = excluded.state_version,
                revision = revision + 1, expires_at = excluded.expires_at
             RETURNING revision",
            (bot, chat.get(), state, state_version, millis(expires_at)),
            |row| Ok(row.get(0)?),
        )?;
        revision.ok_or_else(|| rusqlite::Error::QueryReturnedNoRows.into())
    }

    /// Gives a dialogue more time: somebody is there.
    pub fn keep_dialogue(&self, bot: &str, chat: ChatId, expires_at: Instant) -> Result<()> {
        self.write(
            "UPDATE dialogue SET expires_at = ?3 WHERE bot = ?1 AND chat = ?2 AND state IS NOT NULL",
            (bot, chat.get(), millis(expires_at)),
        )?;
        Ok(())
    }

    /// All open dialogues of a bot.
    pub fn open_dialogues(&self, bot: &str) -> Result<Vec<Dialogue>> {
        self.rows("SELECT * FROM dialogue WHERE bot = ?1 AND state IS NOT NULL", [bot], dialogue)
    }

    /// An open dialogue stands elsewhere from now on, or is over, though nobody took a step in it: buttons of before it stay as they were counted.
    pub fn rewrite_dialogue(&self, bot: &str, chat: ChatId, state: Option<&str>) -> Result<()> {
        self.write(
            "UPDATE dialogue SET state = ?3 WHERE bot = ?1 AND chat = ?2 AND state IS NOT NULL",
            (bot, chat.get(), state),
        )?;
        Ok(())
    }

    /// Open dialogues that were left alone past their time, as bot and chat. A wall clock that jumped back prolongs none beyond
    /// `latest`, the instant at which one that begins now would end.
    pub fn expired_dialogues(
        &self,
        now: Instant,
        latest: Instant,
        limit: u32,
    ) -> Result<Vec<(String, ChatId)>> {
        self.write(
            "UPDATE dialogue SET expires_at = ?1 WHERE state IS NOT NULL AND expires_at > ?1",
            [millis(latest)],
        )?;
        self.rows(
            "SELECT bot, chat FROM dialogue WHERE state IS NOT NULL AND expires_at <= ?1 ORDER BY expires_at LIMIT ?2",
            (millis(now), limit),
            |row| Ok((row.get(0)?, ChatId::from(row.get::<_, i64>(1)?))),
        )
    }

    /// When the next dialogue expires, in milliseconds since 1970.
    pub(crate) fn next_dialogue_expiry(&self) -> Result<Option<i64>> {
        self.row("SELECT min(expires_at) FROM dialogue WHERE state IS NOT NULL", [], |row| Ok(row.get(0)?))
            .map(Option::flatten)
    }
}

fn dialogue(row: &Row<'_>) -> Result<Dialogue> {
    Ok(Dialogue {
        chat: ChatId::from(row.get::<_, i64>("chat")?),
        state: row.get("state")?,
        state_version: row.get("state_version")?,
        revision: row.get("revision")?,
        expires_at: instant(row, "expires_at")?,
    })
}
