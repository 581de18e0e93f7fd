//! Of what owners were told that it needs them, and what that is judged by (A12).

use chrono::{DateTime, TimeDelta};
use domain::{Alarm, ChatId, Instant};

use crate::column::millis;
use crate::error::Result;
use crate::tx::Tx;

impl Tx {
    /// Notes an alarm; false if it stands already.
    pub fn raise_alarm(&self, alarm: Alarm, value: i64, now: Instant) -> Result<bool> {
        let raised = self.write(
            "INSERT INTO alarm (cause, value, raised_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            (alarm.code(), value, millis(now)),
        )?;
        Ok(raised == 1)
    }

    /// The alarms that stand, each with its number. What another version knew is passed over.
    pub fn alarms(&self) -> Result<Vec<(Alarm, i64)>> {
        let found = self
            .rows("SELECT cause, value FROM alarm", [], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
        Ok(found.into_iter().filter_map(|(cause, value)| Some((Alarm::from_code(&cause)?, value))).collect())
    }

    /// Notes that an admin was told of an alarm that stands; false if they know already.
    pub fn tell_alarm(&self, alarm: Alarm, admin: ChatId) -> Result<bool> {
        let told = self.write(
            "INSERT INTO alarm_told (cause, admin) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            (alarm.code(), admin.get()),
        )?;
        Ok(told == 1)
    }

    /// Whether an admin was told of an alarm that stands.
    pub fn knows_alarm(&self, alarm: Alarm, admin: ChatId) -> Result<bool> {
        let sql = "SELECT 1 FROM alarm_told WHERE cause = ?1 AND admin = ?2";
        Ok(self.row(sql, (alarm.code(), admin.get()), |_| Ok(()))?.is_some())
    }

    /// The alarm is over, and who was told of it is no longer kept.
    pub fn clear_alarm(&self, alarm: Alarm) -> Result<()> {
        self.write("DELETE FROM alarm WHERE cause = ?1", [alarm.code()])?;
        Ok(())
    }

    /// How long the oldest message has waited that is next in its chat, or is on its way; none if none waits.
    pub fn oldest_waiting(&self, now: Instant) -> Result<Option<TimeDelta>> {
        let sql = "SELECT min(created_at) FROM outbox WHERE head = 1";
        let oldest: Option<i64> = self.row(sql, [], |row| Ok(row.get(0)?))?.flatten();
        Ok(oldest.and_then(DateTime::from_timestamp_millis).map(|at| now - at))
    }

    /// How much was put aside as dead since an instant.
    pub fn dead_letters_from(&self, since: Instant) -> Result<i64> {
        let sql = "SELECT count(*) FROM dead_letter WHERE at > ?1";
        Ok(self.row(sql, [millis(since)], |row| Ok(row.get(0)?))?.unwrap_or(0))
    }

    /// Since when somebody administers this business; none if nobody does yet.
    pub fn first_admin_at(&self) -> Result<Option<Instant>> {
        let sql = "SELECT min(created_at) FROM admin";
        let first: Option<i64> = self.row(sql, [], |row| Ok(row.get(0)?))?.flatten();
        Ok(first.and_then(DateTime::from_timestamp_millis))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    #[test]
    fn an_alarm_stands_once_and_who_was_told_goes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        let (tx, now, olga) = (&store.writer, Instant::UNIX_EPOCH, ChatId::from(7));
        assert!(tx.raise_alarm(Alarm::Disk, 400, now).unwrap());
        assert!(!tx.raise_alarm(Alarm::Disk, 300, now).unwrap());
        assert!(tx.tell_alarm(Alarm::Disk, olga).unwrap() && !tx.tell_alarm(Alarm::Disk, olga).unwrap());
        assert_eq!(tx.alarms().unwrap(), [(Alarm::Disk, 400)]);
        assert!(tx.knows_alarm(Alarm::Disk, olga).unwrap());
        tx.clear_alarm(Alarm::Disk).unwrap();
        assert!(tx.alarms().unwrap().is_empty() && !tx.knows_alarm(Alarm::Disk, olga).unwrap());
    }

    #[test]
    fn only_what_failed_of_late_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        let (tx, now) = (&store.writer, Instant::UNIX_EPOCH + TimeDelta::days(1));
        tx.bury("client", "message", "no", now - TimeDelta::hours(2)).unwrap();
        tx.bury("client", "message", "no", now).unwrap();
        assert_eq!(tx.dead_letters_from(now - TimeDelta::hours(1)).unwrap(), 1);
        assert_eq!(tx.oldest_waiting(now).unwrap(), None);
    }
}
