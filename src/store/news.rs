//! Which news an admin gets (A12), and what waits for the end of their quiet hours.

use chrono::{NaiveDate, NaiveTime, TimeDelta, Timelike as _};
use domain::{BookingId, ChatId, Instant, News, NewsRules};
use rusqlite::Row;

use crate::column::{code, millis, parsed};
use crate::error::{Error, Result};
use crate::tx::Tx;

/// What an admin has chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdminNews {
    /// Which news they get, and when.
    pub rules: NewsRules,
    /// The date of the last digest.
    pub digested_on: Option<NaiveDate>,
    /// How often they have chosen; 0 if never.
    pub version: i64,
}

/// What happened to a booking, for admins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It was made.
    Booked,
    /// It was called off.
    Cancelled,
    /// It was moved; the former start is named.
    Moved,
    /// Its client was not content.
    Reviewed,
    /// It comes back; the further starts are named.
    Repeated,
    /// Its client called it off with the further dates of its series; they are named.
    SeriesCancelled,
}

impl What {
    const ALL: [What; 6] =
        [What::Booked, What::Cancelled, What::Moved, What::Reviewed, What::Repeated, What::SeriesCancelled];

    /// Whether an admin who does not want such news hears nothing of it.
    pub fn news(self) -> News {
        match self {
            What::Booked | What::Repeated => News::Booked,
            What::Cancelled | What::SeriesCancelled => News::Cancelled,
            What::Moved => News::Moved,
            What::Reviewed => News::Reviewed,
        }
    }

    fn code(self) -> &'static str {
        match self {
            What::Booked => "booked",
            What::Cancelled => "cancelled",
            What::Moved => "moved",
            What::Reviewed => "reviewed",
            What::Repeated => "repeated",
            What::SeriesCancelled => "series_cancelled",
        }
    }

    fn from_code(code: &str) -> Option<What> {
        What::ALL.into_iter().find(|what| what.code() == code)
    }
}

/// News that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldNews {
    /// Of which booking.
    pub booking: BookingId,
    /// What happened.
    pub what: What,
    /// Former or further starts.
    pub starts: Vec<Instant>,
}

impl Tx {
    /// What an admin has chosen.
    pub fn admin_news(&self, admin: ChatId) -> Result<AdminNews> {
        let found = self.row("SELECT * FROM admin_news WHERE admin = ?1", [admin.get()], admin_news)?;
        Ok(found.unwrap_or_default())
    }

    /// Keeps what an admin chose. `seen` is the version that they saw.
    ///
    /// # Errors
    /// [`Error::Changed`] when it is another by now: a press came twice.
    pub fn set_admin_news(&self, admin: ChatId, rules: &NewsRules, seen: i64) -> Result<()> {
        let off: Vec<&str> = rules.off.iter().map(|news| news.code()).collect();
        let minutes = rules.digest_at.num_seconds_from_midnight() / 60;
        let changed = self.write(
            "INSERT INTO admin_news (admin, off, quiet, digest_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (admin) DO UPDATE SET off = excluded.off, quiet = excluded.quiet,
                digest_at = excluded.digest_at, version = version + 1 WHERE version = ?5",
            (admin.get(), off.join(" "), rules.quiet.map(|quiet| quiet.to_string()), minutes, seen),
        )?;
        if changed == 1 { Ok(()) } else { Err(Error::Changed) }
    }

    /// Notes the date of the last digest, or that the next one may come on any date.
    pub fn set_digested_on(&self, admin: ChatId, date: Option<NaiveDate>) -> Result<()> {
        self.write(
            // A row that is made here is as if there were none: nothing was chosen.
            "INSERT INTO admin_news (admin, digested_on, version) VALUES (?1, ?2, 0)
             ON CONFLICT (admin) DO UPDATE SET digested_on = excluded.digested_on",
            (admin.get(), date.map(|date| date.to_string())),
        )?;
        Ok(())
    }

    /// Keeps news until the end of an admin's quiet hours. Of what happens to one booking in a night the last is told, and what is new stays
    /// new.
    pub fn hold_news(&self, admin: ChatId, news: &HeldNews) -> Result<()> {
        let (admin, booking) = (admin.get(), news.booking.get());
        match news.what {
            What::Moved if self.holds_news_of(admin, booking)? => return Ok(()),
            What::Cancelled | What::SeriesCancelled => {
                self.write(
                    "DELETE FROM held_news WHERE admin = ?1 AND booking_id = ?2 AND what IN ('booked', 'moved')",
                    (admin, booking),
                )?;
            }
            _ => {}
        }
        let starts: Vec<String> = news.starts.iter().map(|at| millis(*at).to_string()).collect();
        self.write(
            "INSERT INTO held_news (admin, booking_id, what, starts) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (admin, booking_id, what) DO UPDATE SET starts = excluded.starts",
            (admin, booking, news.what.code(), starts.join(" ")),
        )?;
        Ok(())
    }

    fn holds_news_of(&self, admin: i64, booking: i64) -> Result<bool> {
        let found = self.row(
            "SELECT 1 FROM held_news WHERE admin = ?1 AND booking_id = ?2 AND what IN ('booked', 'moved')",
            (admin, booking),
            |_| Ok(()),
        )?;
        Ok(found.is_some())
    }

    /// Takes what waits for an admin, by booking.
    pub fn take_held_news(&self, admin: ChatId) -> Result<Vec<HeldNews>> {
        let sql = "SELECT * FROM held_news WHERE admin = ?1 ORDER BY booking_id, what";
        let held = self.rows(sql, [admin.get()], held_news)?;
        self.write("DELETE FROM held_news WHERE admin = ?1", [admin.get()])?;
        Ok(held)
    }
}

fn admin_news(row: &Row<'_>) -> Result<AdminNews> {
    let off: String = row.get("off")?;
    let minutes: i64 = row.get("digest_at")?;
    Ok(AdminNews {
        rules: NewsRules {
            off: off.split(' ').filter_map(News::from_code).collect(),
            quiet: parsed(row, "quiet", |text| text.parse().ok())?,
            digest_at: NaiveTime::MIN + TimeDelta::minutes(minutes),
        },
        digested_on: parsed(row, "digested_on", |text| text.parse().ok())?,
        version: row.get("version")?,
    })
}

fn held_news(row: &Row<'_>) -> Result<HeldNews> {
    let starts: String = row.get("starts")?;
    let unreadable = || Error::Unreadable { column: "starts" };
    let start = |text: &str| {
        text.parse().ok().and_then(chrono::DateTime::from_timestamp_millis).ok_or_else(unreadable)
    };
    Ok(HeldNews {
        booking: BookingId::from(row.get::<_, i64>("booking_id")?),
        what: code(row, "what", What::from_code)?,
        starts: starts.split(' ').filter(|text| !text.is_empty()).map(start).collect::<Result<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use domain::{Quiet, Role};

    use super::*;
    use crate::Store;
    use crate::admins::Origin;

    fn store() -> (Store, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        store.writer.put_admin(1.into(), Role::Owner, Origin::Claim, Instant::UNIX_EPOCH).unwrap();
        (store, folder)
    }

    #[test]
    fn what_an_admin_chose_is_kept_and_a_doubled_press_changes_nothing() {
        let (store, _folder) = store();
        let (tx, admin) = (&store.writer, ChatId::from(1));
        assert_eq!(tx.admin_news(admin).unwrap(), AdminNews::default());
        tx.set_digested_on(admin, NaiveDate::from_ymd_opt(2026, 11, 24)).unwrap();
        let mut rules = NewsRules { quiet: Some(Quiet::NIGHT), ..NewsRules::default() };
        rules.off.extend([News::Moved, News::Digest]);
        rules.digest_at += TimeDelta::minutes(30);
        tx.set_admin_news(admin, &rules, 0).unwrap();
        assert!(matches!(tx.set_admin_news(admin, &NewsRules::default(), 0), Err(Error::Changed)));
        let found = tx.admin_news(admin).unwrap();
        assert_eq!((found.rules, found.version), (rules, 1));
        assert_eq!(found.digested_on, NaiveDate::from_ymd_opt(2026, 11, 24));
    }

    #[test]
    fn of_a_night_the_last_is_told_and_what_is_new_stays_new() {
        let (store, _folder) = store();
        let (tx, admin) = (&store.writer, ChatId::from(1));
        let rows = "INSERT INTO client (id, created_at) VALUES (1, 0);
             INSERT INTO service (id, name, duration, price_minor, currency, confirmation, position)
                VALUES (1, 'Стрижка', 60, 100, 'RUB', 'automatic', 0);
             INSERT INTO specialist (id, name, hours, position) VALUES (1, 'Анна', 'Mon-Fri 09:00-18:00', 0);
             INSERT INTO booking (id, client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
                price_minor, currency, created_at)
                VALUES (1, 1, 1, 1, 1, 2, 1, 2, 'confirmed', 1, 'RUB', 0), (2, 1, 1, 1, 2, 3, 2, 3, 'confirmed', 1, 'RUB', 0),
                    (3, 1, 1, 1, 3, 4, 3, 4, 'confirmed', 1, 'RUB', 0);";
        tx.connection().execute_batch(rows).unwrap();
        let at = |hour: i64| Instant::UNIX_EPOCH + TimeDelta::hours(hour);
        let hold = |booking: i64, what, starts: &[i64]| {
            let starts = starts.iter().map(|hour| at(*hour)).collect();
            tx.hold_news(admin, &HeldNews { booking: booking.into(), what, starts }).unwrap();
        };
        hold(1, What::Booked, &[]);
        hold(1, What::Moved, &[1]);
        hold(2, What::Moved, &[1]);
        hold(2, What::Moved, &[2]);
        hold(3, What::Moved, &[1]);
        hold(3, What::SeriesCancelled, &[3, 4]);
        hold(3, What::Reviewed, &[]);
        let held = tx.take_held_news(admin).unwrap();
        let told: Vec<_> =
            held.iter().map(|news| (news.booking.get(), news.what, news.starts.len())).collect();
        assert_eq!(
            told,
            [
                (1, What::Booked, 0),
                (2, What::Moved, 1),
                (3, What::Reviewed, 0),
                (3, What::SeriesCancelled, 2)
            ]
        );
        assert_eq!(held[1].starts, [at(1)], "as it was in the evening");
        assert_eq!(tx.take_held_news(admin).unwrap(), []);
    }
}
