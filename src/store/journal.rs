//! What admins did, and what they were refused: append-only, without personal values.

use domain::{ChatId, Instant};
use rusqlite::Row;

use crate::column::{instant, millis};
use crate::error::Result;
use crate::tx::Tx;

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalLine {
    /// Its number; later lines have greater ones.
    pub id: i64,
    /// When.
    pub at: Instant,
    /// Who.
    pub admin: ChatId,
    /// What, as a stable code in lower-case letters and dashes.
    pub deed: String,
    /// The number of what it was done to.
    pub subject: Option<i64>,
}

impl Tx {
    /// Notes what an admin did.
    pub fn note_deed(&self, admin: ChatId, deed: &str, subject: Option<i64>, now: Instant) -> Result<()> {
        self.write(
            "INSERT INTO journal (at, admin, deed, subject) VALUES (?1, ?2, ?3, ?4)",
            (millis(now), admin.get(), deed, subject),
        )?;
        Ok(())
    }

    /// The lines before the one of that number, or the newest of all, newest first; at most `limit`.
    pub fn journal(&self, before: Option<i64>, limit: u32) -> Result<Vec<JournalLine>> {
        let sql = "SELECT * FROM journal WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
        self.rows(sql, (before.unwrap_or(i64::MAX), limit), line)
    }

    /// Who did something to an object last, if somebody did since an instant.
    pub fn last_deed_on(&self, deed: &str, subject: i64, since: Instant) -> Result<Option<JournalLine>> {
        let sql =
            "SELECT * FROM journal WHERE subject = ?1 AND deed = ?2 AND at >= ?3 ORDER BY id DESC LIMIT 1";
        self.row(sql, (subject, deed, millis(since)), line)
    }

    /// The newest line of an admin's.
    pub fn last_deed(&self, admin: ChatId) -> Result<Option<JournalLine>> {
        self.row("SELECT * FROM journal WHERE admin = ?1 ORDER BY id DESC LIMIT 1", [admin.get()], line)
    }
}

fn line(row: &Row<'_>) -> Result<JournalLine> {
    Ok(JournalLine {
        id: row.get("id")?,
        at: instant(row, "at")?,
        admin: ChatId::from(row.get::<_, i64>("admin")?),
        deed: row.get("deed")?,
        subject: row.get("subject")?,
    })
}
