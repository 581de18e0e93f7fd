//! What waits in the database: read outside the turn, when somebody asks how the service does (P8).

use chrono::TimeDelta;
use domain::Instant;

use crate::column::{instant, instant_or_none, millis};
use crate::error::Result;
use crate::tx::Tx;

/// A job is late when it should have been done so long ago: a turn comes every second at least.
const GRACE: TimeDelta = TimeDelta::seconds(5);

/// What waits in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vitals {
    /// Rows of the outbox.
    pub outbox: i64,
    /// How many of them are on their way.
    pub in_flight: i64,
    /// When the oldest of them was made.
    pub oldest: Option<Instant>,
    /// Jobs that should have been done by now.
    pub jobs_late: i64,
    /// When the latest of them was due.
    pub latest_job: Option<Instant>,
    /// Times that are kept.
    pub holds: i64,
    /// Dialogues in the middle of something.
    pub dialogues: i64,
    /// Dead letters that are kept.
    pub dead_letters: i64,
    /// The last of them.
    pub last_dead_letter: Option<LastDeadLetter>,
}

/// Something that failed for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastDeadLetter {
    /// When.
    pub at: Instant,
    /// Which bot's.
    pub bot: String,
    /// What kind of thing it was, as the engine calls it.
    pub kind: String,
}

impl Tx {
    /// What waits at `now`.
    pub fn vitals(&self, now: Instant) -> Result<Vitals> {
        let number = |sql| -> Result<i64> { Ok(self.row(sql, [], |row| Ok(row.get(0)?))?.unwrap_or(0)) };
        let (jobs_late, latest_job) = self.late_jobs(now)?;
        Ok(Vitals {
            outbox: self.outbox_depth()?,
            in_flight: number("SELECT count(*) FROM outbox WHERE sending = 1 AND head = 1")?,
            oldest: self.oldest_in_outbox()?,
            jobs_late,
            latest_job,
            holds: number("SELECT count(*) FROM hold")?,
            dialogues: number("SELECT count(*) FROM dialogue WHERE state IS NOT NULL")?,
            dead_letters: self.dead_letters()?,
            last_dead_letter: self.last_dead_letter()?,
        })
    }

    fn oldest_in_outbox(&self) -> Result<Option<Instant>> {
        let sql = "SELECT created_at FROM outbox WHERE id = (SELECT min(id) FROM outbox)";
        self.row(sql, [], |row| instant(row, "created_at"))
    }

    fn late_jobs(&self, now: Instant) -> Result<(i64, Option<Instant>)> {
        let found = self.row(
            "SELECT count(*) AS late, min(due_at) AS latest FROM job WHERE due_at < ?1",
            [millis(now - GRACE)],
            |row| Ok((row.get("late")?, instant_or_none(row, "latest")?)),
        )?;
        Ok(found.unwrap_or_default())
    }

    fn last_dead_letter(&self) -> Result<Option<LastDeadLetter>> {
        self.row(
            "SELECT at, bot, kind FROM dead_letter WHERE id = (SELECT max(id) FROM dead_letter)",
            [],
            |row| {
                Ok(LastDeadLetter { at: instant(row, "at")?, bot: row.get("bot")?, kind: row.get("kind")? })
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use domain::ChatId;

    use super::*;
    use crate::Store;
    use crate::jobs::StoredJob;
    use crate::outbox::{Haste, Lane};

    #[test]
    fn what_waits_is_counted_and_the_oldest_of_it_known() {
        let folder = tempfile::tempdir().unwrap();
        let tx = Store::open(&folder.path().join("zapis.db")).unwrap().writer;
        let at = |seconds| Instant::UNIX_EPOCH + TimeDelta::seconds(seconds);
        assert_eq!(tx.vitals(at(0)).unwrap(), Vitals::default());
        for (chat, second) in [(1, 10), (1, 20), (2, 30)] {
            let lane = Lane { bot: "client", chat: ChatId::from(chat) };
            let haste = Haste { priority: 0, expires_at: None, now: at(second) };
            tx.put_say(lane, &format!("{{\"text\":\"{second}\"}}"), haste).unwrap();
        }
        tx.take_sendable(at(40), 1).unwrap();
        for (key, due) in [("one", 50), ("two", 60), ("three", 99)] {
            tx.schedule(&StoredJob {
                bot: "client".into(),
                key: key.into(),
                chat: ChatId::from(1),
                kind: "test".into(),
                subject: 0,
                due_at: at(due),
                within: None,
            })
            .unwrap();
        }
        tx.bury("client", "job", "first", at(5)).unwrap();
        tx.bury("admin", "press", "second", at(6)).unwrap();
        let last = LastDeadLetter { at: at(6), bot: "admin".into(), kind: "press".into() };
        let expected = Vitals {
            outbox: 3,
            in_flight: 1,
            oldest: Some(at(10)),
            jobs_late: 2,
            latest_job: Some(at(50)),
            holds: 0,
            dialogues: 0,
            dead_letters: 2,
            last_dead_letter: Some(last),
        };
        assert_eq!(tx.vitals(at(100)).unwrap(), expected, "a job that is due just now is not late");
    }
}
