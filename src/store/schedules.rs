//! Hours as they are changed in chat: of a week, of dates, of the business or of one specialist (A7). A change names the version it saw.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use domain::{DateHours, SpecialistId, WeeklyHours};

use crate::catalog::HOURS;
use crate::error::{Error, Result};
use crate::tx::Tx;

/// The setting that counts how often the hours of the business have changed.
const VERSION: &str = "hours_version";

impl Tx {
    /// The version of the hours of a specialist, or of the business.
    pub fn hours_version(&self, of: Option<SpecialistId>) -> Result<i64> {
        match of {
            None => Ok(self.setting(VERSION)?.and_then(|text| text.parse().ok()).unwrap_or(1)),
            Some(id) => {
                let found = self
                    .row("SELECT version FROM specialist WHERE id = ?1", [id.get()], |row| Ok(row.get(0)?))?;
                found.ok_or(Error::Changed)
            }
        }
    }

    /// Changes the hours of a week; of a specialist, none means that those of the business hold.
    ///
    /// # Errors
    /// [`Error::Changed`] when the hours are at another version by now: nothing is overwritten.
    pub fn set_week(
        &self,
        of: Option<SpecialistId>,
        version: i64,
        hours: Option<&WeeklyHours>,
    ) -> Result<()> {
        self.count_up(of, version)?;
        let text = hours.map(ToString::to_string).unwrap_or_default();
        match of {
            None => self.set_setting(HOURS, &text),
            Some(id) => {
                let sql = "UPDATE specialist SET hours = ?2, own_hours = ?3 WHERE id = ?1";
                self.write(sql, (id.get(), text, hours.is_some()))?;
                Ok(())
            }
        }
    }

    /// Gives some dates hours of their own, with a note for those who administer; without hours the weekly ones hold again.
    ///
    /// # Errors
    /// [`Error::Changed`] when the hours are at another version by now: nothing is overwritten.
    pub fn set_dates(
        &self,
        of: Option<SpecialistId>,
        version: i64,
        dates: &RangeInclusive<NaiveDate>,
        hours: Option<&DateHours>,
        note: Option<&str>,
    ) -> Result<()> {
        self.count_up(of, version)?;
        let whose = of.map_or(0, SpecialistId::get);
        self.write(
            "DELETE FROM exception WHERE coalesce(specialist_id, 0) = ?1 AND date BETWEEN ?2 AND ?3",
            (whose, dates.start().to_string(), dates.end().to_string()),
        )?;
        let Some(hours) = hours.map(ToString::to_string) else { return Ok(()) };
        for date in dates.start().iter_days().take_while(|date| date <= dates.end()) {
            self.write(
                "INSERT INTO exception (specialist_id, date, hours, note) VALUES (?1, ?2, ?3, ?4)",
                (of.map(SpecialistId::get), date.to_string(), &hours, note),
            )?;
        }
        Ok(())
    }

    /// The hours of the business have changed, whoever changed them.
    pub(crate) fn count_business_hours_up(&self) -> Result<()> {
        let next = self.hours_version(None)? + 1;
        self.set_setting(VERSION, &next.to_string())
    }

    fn count_up(&self, of: Option<SpecialistId>, version: i64) -> Result<()> {
        match of {
            None if self.hours_version(None)? == version => self.count_business_hours_up(),
            None => Err(Error::Changed),
            Some(id) => {
                let sql = "UPDATE specialist SET version = version + 1 WHERE id = ?1 AND version = ?2";
                let changed = self.write(sql, (id.get(), version))?;
                if changed == 1 { Ok(()) } else { Err(Error::Changed) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::own_data_tests::filled;

    #[test]
    fn a_change_of_hours_names_the_version_that_it_saw() {
        let (store, _folder) = filled();
        let tx = &store.writer;
        let week: WeeklyHours = "Mon 10:00-12:00".parse().unwrap();
        for of in [None, Some(SpecialistId::from(1))] {
            let seen = tx.hours_version(of).unwrap();
            tx.set_week(of, seen, Some(&week)).unwrap();
            assert!(matches!(tx.set_week(of, seen, None), Err(Error::Changed)));
            let day: NaiveDate = "2026-11-24".parse().unwrap();
            let stale = tx.set_dates(of, seen, &(day..=day), Some(&DateHours::default()), None);
            assert!(matches!(stale, Err(Error::Changed)), "dates and weeks are one schedule");
        }
        assert!(matches!(tx.hours_version(Some(9.into())), Err(Error::Changed)), "nobody");
    }

    #[test]
    fn dates_are_written_over_and_given_back_one_by_one() {
        let (store, _folder) = filled();
        let tx = &store.writer;
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let set = |from: &str, to: &str, hours: Option<&str>| {
            let hours: Option<DateHours> = hours.map(|hours| hours.parse().unwrap());
            let seen = tx.hours_version(None).unwrap();
            tx.set_dates(None, seen, &(day(from)..=day(to)), hours.as_ref(), Some("ремонт")).unwrap();
        };
        set("2026-12-01", "2026-12-05", Some(""));
        set("2026-12-03", "2026-12-03", Some("10:00-12:00"));
        set("2026-12-05", "2026-12-06", None);
        let exceptions = tx.business_schedule().unwrap().exceptions;
        let found: Vec<String> =
            exceptions.iter().map(|(date, exception)| format!("{date} {}", exception.hours)).collect();
        assert_eq!(found, ["2026-12-01 ", "2026-12-02 ", "2026-12-03 10:00-12:00", "2026-12-04 "]);
        assert!(tx.specialist(1.into()).unwrap().unwrap().exceptions.is_empty(), "not the specialist's own");
    }
}
