//! Dates that differ, as they are written: `"2027-01-01"`, or `"2027-01-01..2027-01-08"` with both ends.

use chrono::{Days, NaiveDate};
use domain::{DateHours, Exception, Exceptions};

use super::file;
use crate::document::Problem;

/// The longest stretch of dates.
const LONGEST: i64 = 366;

pub(super) fn read(entries: Vec<file::Exception>) -> Result<Exceptions, Problem> {
    let mut found = Exceptions::new();
    for entry in entries {
        let hours: DateHours = match &entry.hours {
            Some(hours) => hours
                .get_ref()
                .parse()
                .map_err(|error| Problem::at(hours.span(), format!("hours: {error}")))?,
            None => DateHours::default(),
        };
        let note = match &entry.note {
            Some(note)
                if note.get_ref().chars().count() > 100 || note.get_ref().chars().any(char::is_control) =>
            {
                return Err(Problem::at(note.span(), "note: write at most 100 characters on one line"));
            }
            Some(note) => Some(note.get_ref().trim().to_owned()).filter(|note| !note.is_empty()),
            None => None,
        };
        let (first, last) = span(entry.dates.get_ref()).ok_or_else(|| {
            let reason = "dates: write \"2027-01-01\" or \"2027-01-01..2027-01-08\", at most a year";
            Problem::at(entry.dates.span(), reason)
        })?;
        for date in first.iter_days().take_while(|date| *date <= last) {
            if found.insert(date, Exception { hours: hours.clone(), note: note.clone() }).is_some() {
                return Err(Problem::at(entry.dates.span(), format!("dates: {date} stands there twice")));
            }
        }
    }
    Ok(found)
}

fn span(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let date =
        |text: &str| text.trim().parse::<NaiveDate>().ok().filter(|date| domain::time::is_of_our_time(*date));
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (date(first)?, date(last)?);
    (0..LONGEST).contains(&(last - first).num_days()).then_some((first, last))
}

/// Dates that follow each other and differ in the same way, each time as one.
pub(super) fn grouped(exceptions: &Exceptions) -> Vec<(String, &Exception)> {
    let mut groups: Vec<(NaiveDate, NaiveDate, &Exception)> = Vec::new();
    for (date, exception) in exceptions {
        match groups.last_mut() {
            Some((first, last, of))
                if *of == exception
                    && *last + Days::new(1) == *date
                    && (*date - *first).num_days() < LONGEST =>
            {
                *last = *date;
            }
            _ => groups.push((*date, *date, exception)),
        }
    }
    let written = |(first, last, exception): (NaiveDate, NaiveDate, _)| match first == last {
        true => (first.to_string(), exception),
        false => (format!("{first}..{last}"), exception),
    };
    groups.into_iter().map(written).collect()
}
