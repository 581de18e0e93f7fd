//! What admins did, and what they were refused: append-only, without personal values.

use domain::{ChatId, Instant};
use rusqlite::Row;

use crate::column::{instant, millis};
use crate::error::Result;
use crate::tx::Tx;

/// So many lines are kept: the newest. At a thousand a week that is two years.
const KEPT: i64 = 100_000;

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

impl JournalLine {
    /// Whether it is something that was refused, and not done.
    pub fn is_refusal(&self) -> bool {
        self.deed.starts_with("press-")
    }
}

impl Tx {
    /// Notes what an admin did.
    pub fn note_deed(&self, admin: ChatId, deed: &str, subject: Option<i64>, now: Instant) -> Result<()> {
        self.write(
            "INSERT INTO journal (at, admin, deed, subject) VALUES (?1, ?2, ?3, ?4)",
            (millis(now), admin.get(), deed, subject),
        )?;
        self.write("DELETE FROM journal WHERE id <= ?1", [self.last_id() - KEPT])?;
        Ok(())
    }

    /// The lines before the one of that number, or the newest of all, newest first; at most `limit`.
    pub fn journal(&self, before: Option<i64>, limit: u32) -> Result<Vec<JournalLine>> {
        let sql = "SELECT * FROM journal WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
        self.rows(sql, (before.unwrap_or(i64::MAX), limit), line)
    }

    /// The newest line about something, of the deeds that begin with these words, as `cat-service-*`.
    pub fn last_deed_on(&self, deeds: &str, subject: i64) -> Result<Option<JournalLine>> {
        let sql = "SELECT * FROM journal WHERE subject = ?1 AND deed GLOB ?2 ORDER BY id DESC LIMIT 1";
        self.row(sql, (subject, deeds), line)
    }

    /// What was done, or what was refused, newest first; `limit` lines after the first `skip`.
    pub fn journal_page(&self, refused: bool, skip: u32, limit: u32) -> Result<Vec<JournalLine>> {
        let sql = "SELECT * FROM journal WHERE refused = ?1 ORDER BY id DESC LIMIT ?3 OFFSET ?2";
        self.rows(sql, (refused, skip, limit), line)
    }

    /// All lines of one admin's, likewise.
    pub fn journal_of(&self, admin: ChatId, skip: u32, limit: u32) -> Result<Vec<JournalLine>> {
        let sql = "SELECT * FROM journal WHERE admin = ?1 ORDER BY id DESC LIMIT ?3 OFFSET ?2";
        self.rows(sql, (admin.get(), skip, limit), line)
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
