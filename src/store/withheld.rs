//! What a restored database waits with until an owner has decided whether it is said: the service that was lost may have said it already.

use domain::{BookingId, ChatId, Instant};
use rusqlite::Row;

use crate::column::{instant, instant_or_none, millis};
use crate::error::{Result, must_be_one};
use crate::outbox::Lane;
use crate::tx::Tx;

/// So many at most are looked at in one list.
const LISTED: u32 = 500;

/// The last restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// When the copy was made: what happened later is not in it.
    pub copied_at: Instant,
    /// When it took the place of another database. No two restores have the same.
    pub restored_at: Instant,
    /// What was decided about what was withheld.
    pub decision: Option<Decision>,
}

/// What an owner decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Sent, or dropped.
    pub sent: bool,
    /// Who.
    pub by: ChatId,
    /// When.
    pub at: Instant,
}

/// What became of what was withheld.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Released {
    /// So many go on their way.
    pub sent: i64,
    /// So many were dropped, because what they are about is past.
    pub past: i64,
}

/// One thing that was withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// The bot that would say it.
    pub bot: String,
    /// To whom.
    pub chat: ChatId,
    /// What.
    pub what: What,
}

/// What was withheld.
#[derive(Clone, PartialEq, Eq)]
pub enum What {
    /// A message, as the engine wrote it.
    Message {
        /// The screen, or the caption of what is attached.
        screen: String,
    },
    /// Something that was due.
    Job {
        /// What kind, as the bot calls it.
        kind: String,
        /// The booking that it is about, if it is about one.
        booking: BookingId,
    },
}

/// Words belong to somebody.
impl std::fmt::Debug for What {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("What(***)")
    }
}

impl Tx {
    /// The last restore, if there ever was one.
    pub fn restored(&self) -> Result<Option<Restored>> {
        self.row("SELECT * FROM restore WHERE id = 1", [], |row| {
            let decided = (row.get::<_, Option<String>>("decision")?, instant_or_none(row, "decided_at")?);
            let decision = match decided {
                (Some(decision), Some(at)) => {
                    let by = row.get::<_, Option<i64>>("decided_by")?.unwrap_or(0).into();
                    Some(Decision { sent: decision == "sent", by, at })
                }
                _ => None,
            };
            let (copied_at, restored_at) = (instant(row, "copied_at")?, instant(row, "restored_at")?);
            Ok(Restored { copied_at, restored_at, decision })
        })
    }

    /// Notes that the owners have heard of the last restore; false if there was none, or they had.
    pub fn tell_of_restore(&self) -> Result<bool> {
        Ok(self.write("UPDATE restore SET told = 1 WHERE id = 1 AND told = 0", [])? == 1)
    }

    /// How many messages, and how many other things to say, are withheld.
    pub fn count_withheld(&self) -> Result<(i64, i64)> {
        let found = self.row(
            "SELECT (SELECT count(*) FROM withheld_message), (SELECT count(*) FROM withheld_job)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(found.unwrap_or((0, 0)))
    }

    /// What is withheld: what was due, then the messages, in their order.
    pub fn withheld(&self) -> Result<Vec<Withheld>> {
        let mut found = self.rows(
            "SELECT bot, chat, kind, subject FROM withheld_job ORDER BY due_at LIMIT ?1",
            [LISTED],
            |row| {
                let what =
                    What::Job { kind: row.get("kind")?, booking: row.get::<_, i64>("subject")?.into() };
                withheld(row, what)
            },
        )?;
        found.extend(self.rows(
            "SELECT bot, chat, screen FROM withheld_message ORDER BY id LIMIT ?1",
            [LISTED],
            |row| withheld(row, What::Message { screen: row.get("screen")? }),
        )?);
        Ok(found)
    }

    /// Does what an owner decided about the restore of that instant: all that was withheld goes on its way, or is dropped.
    ///
    /// # Errors
    /// [`Error::Changed`](crate::Error::Changed) if somebody has decided already, or the restore is another.
    pub fn decide_restore(
        &self,
        restored_at: Instant,
        sent: bool,
        by: ChatId,
        now: Instant,
    ) -> Result<Released> {
        let decision = if sent { "sent" } else { "dropped" };
        must_be_one(self.write(
            "UPDATE restore SET decision = ?2, decided_by = ?3, decided_at = ?4
             WHERE id = 1 AND restored_at = ?1 AND decision IS NULL",
            (millis(restored_at), decision, by.get(), millis(now)),
        )?)?;
        let released = if sent { self.release_withheld(now)? } else { Released::default() };
        self.write("DELETE FROM withheld_message", [])?;
        self.write("DELETE FROM withheld_job", [])?;
        Ok(released)
    }

    /// Puts back what was withheld but for what is past: a message that was worth something until then, a reminder of a visit that has begun
    /// or was called off. What has been planned anew since stays as it is.
    fn release_withheld(&self, now: Instant) -> Result<Released> {
        let expired = self.write("DELETE FROM withheld_message WHERE expires_at <= ?1", [millis(now)])?;
        let over = self.write(
            "DELETE FROM withheld_job WHERE kind IN ('remind', 'asked') AND NOT EXISTS (
                SELECT 1 FROM booking WHERE id = subject AND starts_at > ?1 AND status IN ('pending', 'confirmed'))",
            [millis(now)],
        )?;
        let (messages, jobs) = self.count_withheld()?;
        let all = "SELECT id FROM withheld_message ORDER BY id";
        for id in self.rows(all, [], |row| Ok(row.get(0)?))? {
            self.put_back(id)?;
        }
        self.write(
            "INSERT INTO job (bot, key, chat, kind, subject, due_at, within)
             SELECT bot, key, chat, kind, subject, due_at, within FROM withheld_job WHERE true
             ON CONFLICT DO NOTHING",
            [],
        )?;
        Ok(Released { sent: messages + jobs, past: i64::try_from(expired + over).unwrap_or(i64::MAX) })
    }

    fn put_back(&self, id: i64) -> Result<()> {
        self.write(
            "INSERT INTO outbox (bot, chat, card_id, kind, below, screen, buttons, former, priority, not_before, expires_at, created_at)
             SELECT bot, chat, card_id, kind, below, screen, buttons, former, priority, 0, expires_at, created_at
             FROM withheld_message WHERE id = ?1",
            [id],
        )?;
        let row = self.last_id();
        self.write(
            "INSERT INTO attachment (outbox_id, what, content, photo_id)
             SELECT ?2, what, content, photo_id FROM withheld_message WHERE id = ?1 AND what IS NOT NULL",
            (id, row),
        )?;
        Ok(())
    }

    /// Nothing that is withheld from a chat is said there any more.
    pub(crate) fn forget_withheld(&self, lane: Lane<'_>) -> Result<()> {
        let chat = (lane.bot, lane.chat.get());
        self.write("DELETE FROM withheld_message WHERE bot = ?1 AND chat = ?2", chat)?;
        self.write("DELETE FROM withheld_job WHERE bot = ?1 AND chat = ?2", chat)?;
        Ok(())
    }

    /// Of what is withheld from the staff all that may name a client goes: cards and files. Cards are shown anew anyway.
    pub(crate) fn forget_withheld_cards(&self) -> Result<()> {
        self.write(
            "DELETE FROM withheld_message WHERE (card_id IS NOT NULL OR what IS NOT NULL)
               AND bot = 'admin'",
            [],
        )?;
        Ok(())
    }
}

fn withheld(row: &Row<'_>, what: What) -> Result<Withheld> {
    Ok(Withheld { bot: row.get("bot")?, chat: row.get::<_, i64>("chat")?.into(), what })
}
