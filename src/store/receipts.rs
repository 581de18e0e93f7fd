//! Which updates took effect, and which could not.

use domain::Instant;

use crate::column::millis;
use crate::error::Result;
use crate::tx::Tx;

/// Older dead letters are dropped.
const MOST_DEAD_LETTERS: i64 = 1_000;

/// Dead letters of one bot and one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetters {
    /// Which bot.
    pub bot: String,
    /// What kind of thing failed, as the engine calls it.
    pub kind: String,
    /// How many.
    pub count: i64,
    /// The number of the last one.
    pub last: i64,
}

impl Tx {
    /// Notes that an update takes effect in this transaction; false if it already did (P1). Ids are never compared by size: Telegram
    /// restarts them at random after a quiet week.
    pub fn receive(&self, bot: &str, update: i64, now: Instant) -> Result<bool> {
        let fresh = self.write(
            "INSERT INTO receipt (bot, update_id, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            (bot, update, millis(now)),
        )?;
        Ok(fresh == 1)
    }

    /// Drops receipts from before an instant: Telegram keeps updates for a day. At most `limit` at once.
    pub fn prune_receipts(&self, before: Instant, limit: u32) -> Result<usize> {
        self.write(
            "DELETE FROM receipt WHERE (bot, update_id) IN
                (SELECT bot, update_id FROM receipt WHERE at < ?1 ORDER BY at LIMIT ?2)",
            (millis(before), limit),
        )
    }

    /// Keeps what could not be done, for the operator. `detail` is free of personal data.
    pub fn bury(&self, bot: &str, kind: &str, detail: &str, now: Instant) -> Result<()> {
        self.write(
            "INSERT INTO dead_letter (at, bot, kind, detail) VALUES (?1, ?2, ?3, ?4)",
            (millis(now), bot, kind, detail),
        )?;
        self.write("DELETE FROM dead_letter WHERE id <= ?1", [self.last_id() - MOST_DEAD_LETTERS])?;
        Ok(())
    }

    /// The dead letters after the one of that number, by bot and kind.
    pub fn dead_letters_since(&self, last: i64) -> Result<Vec<DeadLetters>> {
        self.rows(
            "SELECT bot, kind, count(*), max(id) FROM dead_letter WHERE id > ?1 GROUP BY bot, kind",
            [last],
            |row| {
                Ok(DeadLetters { bot: row.get(0)?, kind: row.get(1)?, count: row.get(2)?, last: row.get(3)? })
            },
        )
    }

    /// How many dead letters there are.
    pub fn dead_letters(&self) -> Result<i64> {
        Ok(self.row("SELECT count(*) FROM dead_letter", [], |row| Ok(row.get(0)?))?.unwrap_or(0))
    }
}
