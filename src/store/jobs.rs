//! What is to be done later.

use chrono::{DateTime, TimeDelta};
use domain::{ChatId, Instant};
use rusqlite::Row;

use crate::column::{instant, millis};
use crate::error::Result;
use crate::tx::Tx;

/// A job as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredJob {
    /// Whose.
    pub bot: String,
    /// Unique within the bot.
    pub key: String,
    /// Whose dialogue it concerns.
    pub chat: ChatId,
    /// What kind, as the bot calls it.
    pub kind: String,
    /// The number of what it is about.
    pub subject: i64,
    /// When.
    pub due_at: Instant,
    /// For what ends a while after its begin: that while.
    pub within: Option<TimeDelta>,
}

impl Tx {
    /// Keeps a job; an earlier one with the same key is replaced.
    pub fn schedule(&self, job: &StoredJob) -> Result<()> {
        self.write(
            "INSERT INTO job (bot, key, chat, kind, subject, due_at, within) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (bot, key) DO UPDATE SET chat = excluded.chat, kind = excluded.kind,
                subject = excluded.subject, due_at = excluded.due_at, within = excluded.within, tries = 0",
            (
                &job.bot,
                &job.key,
                job.chat.get(),
                &job.kind,
                job.subject,
                millis(job.due_at),
                job.within.map(|within| within.num_milliseconds()),
            ),
        )?;
        Ok(())
    }

    /// Notes that a job failed and puts it off: by `pause` after the first time, by twice as much after each further one. Gives how often
    /// it has failed by now.
    pub fn put_off(&self, bot: &str, key: &str, now: Instant, pause: TimeDelta) -> Result<i64> {
        let tries = self.row(
            "UPDATE job SET tries = tries + 1, due_at = ?3 + (?4 << min(tries, 10)) WHERE bot = ?1 AND key = ?2
             RETURNING tries",
            (bot, key, millis(now), pause.num_milliseconds()),
            |row| Ok(row.get(0)?),
        )?;
        Ok(tries.unwrap_or(0))
    }

    /// Drops a job; none is no error.
    pub fn unschedule(&self, bot: &str, key: &str) -> Result<()> {
        self.write("DELETE FROM job WHERE bot = ?1 AND key = ?2", (bot, key))?;
        Ok(())
    }

    /// Drops all jobs whose key begins so.
    pub fn unschedule_all(&self, bot: &str, prefix: &str) -> Result<()> {
        // No character comes after the last one, so this is a range of the primary key.
        self.write(
            "DELETE FROM job WHERE bot = ?1 AND key >= ?2 AND key < ?2 || char(0x10ffff)",
            (bot, prefix),
        )?;
        Ok(())
    }

    /// Whether a job whose key begins so is kept, due or not.
    pub fn is_scheduled(&self, bot: &str, prefix: &str) -> Result<bool> {
        let found = self.row(
            "SELECT 1 FROM job WHERE bot = ?1 AND key >= ?2 AND key < ?2 || char(0x10ffff) LIMIT 1",
            (bot, prefix),
            |_| Ok(()),
        )?;
        Ok(found.is_some())
    }

    /// Whether there is such a job, due or not.
    pub fn has_job(&self, bot: &str, key: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM job WHERE bot = ?1 AND key = ?2";
        Ok(self.row(sql, (bot, key), |_| Ok(()))?.is_some())
    }

    /// Whether a job whose key begins so is due.
    pub fn is_due(&self, bot: &str, prefix: &str, now: Instant) -> Result<bool> {
        let found = self.row(
            "SELECT 1 FROM job WHERE bot = ?1 AND key >= ?2 AND key < ?2 || char(0x10ffff) AND due_at <= ?3",
            (bot, prefix, millis(now)),
            |_| Ok(()),
        )?;
        Ok(found.is_some())
    }

    /// After the wall clock jumped back: what ends a while after its begin is due that while from now at the latest.
    pub fn clamp_jobs(&self, now: Instant) -> Result<()> {
        self.write(
            "UPDATE job SET due_at = ?1 + within WHERE within IS NOT NULL AND due_at - within > ?1",
            [millis(now)],
        )?;
        Ok(())
    }

    /// Jobs that are due, earliest first. They stay until they are [dropped](Self::unschedule).
    pub fn due_jobs(&self, now: Instant, limit: u32) -> Result<Vec<StoredJob>> {
        self.rows(
            "SELECT * FROM job WHERE due_at <= ?1 ORDER BY due_at, bot, key LIMIT ?2",
            (millis(now), limit),
            job,
        )
    }

    /// When something is due next without anybody's doing: a job, a dialogue's end.
    pub fn next_due(&self) -> Result<Option<Instant>> {
        let job: Option<i64> =
            self.row("SELECT min(due_at) FROM job", [], |row| Ok(row.get(0)?)).map(Option::flatten)?;
        let due = [job, self.next_dialogue_expiry()?].into_iter().flatten().min();
        Ok(due.and_then(DateTime::from_timestamp_millis))
    }
}

fn job(row: &Row<'_>) -> Result<StoredJob> {
    Ok(StoredJob {
        bot: row.get("bot")?,
        key: row.get("key")?,
        chat: ChatId::from(row.get::<_, i64>("chat")?),
        kind: row.get("kind")?,
        subject: row.get("subject")?,
        due_at: instant(row, "due_at")?,
        within: row.get::<_, Option<i64>>("within")?.map(TimeDelta::milliseconds),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    #[test]
    fn the_jobs_of_one_booking_are_dropped_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        let tx = &store.writer;
        for key in ["remind:1:120", "remind:1:1440", "remind:11:120", "review:1"] {
            let (bot, kind) = ("client".to_owned(), "remind".to_owned());
            let (key, chat, due_at) = (key.to_owned(), ChatId::from(5), Instant::UNIX_EPOCH);
            tx.schedule(&StoredJob { bot, key, chat, kind, subject: 1, due_at, within: None }).unwrap();
        }
        let before = Instant::UNIX_EPOCH - TimeDelta::milliseconds(1);
        assert!(!tx.is_due("client", "remind:1:", before).unwrap());
        assert!(tx.is_due("client", "remind:1:", Instant::UNIX_EPOCH).unwrap());
        tx.unschedule_all("client", "remind:1:").unwrap();
        let left: Vec<String> =
            tx.due_jobs(Instant::UNIX_EPOCH, 9).unwrap().into_iter().map(|job| job.key).collect();
        assert_eq!(left, ["remind:11:120", "review:1"]);
    }
}
