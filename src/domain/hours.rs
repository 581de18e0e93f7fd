//! Hours as they are written: those of a week, and those of one date.
//!
//! A span belongs to the day on which it begins and may pass midnight. A break is a gap between two spans.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};

/// Minutes of a day on the wall clock.
pub(crate) const DAY: u32 = 24 * 60;
/// The days of a week, in order.
pub const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// One stretch of work, in minutes of wall clock after the midnight of its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stretch {
    /// The minute at which it opens, before 1440.
    pub(crate) from: u32,
    /// The minute at which it closes: past 1440 it runs into the next date. At most a day after `from`.
    pub(crate) to: u32,
}

/// The hours of one date, in wall-clock time.
///
/// Written as `"09:00-13:00, 14:00-18:00"`; an empty text is a date without work.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct DateHours(Vec<Stretch>);

/// The hours of a week, in wall-clock time.
///
/// Written as `"Mon-Fri 09:00-13:00, 14:00-18:00; Sat 20:00-02:00"`; an empty text is a week without work.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WeeklyHours([DateHours; 7]);

/// Why a text is no hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// Not a day.
    #[error("\"{0}\" is no day; write Mon, Tue, Wed, Thu, Fri, Sat, Sun or a range such as Mon-Fri")]
    Day(String),
    /// Not a stretch of time.
    #[error("\"{0}\" is no time span; write 09:00-18:00")]
    Time(String),
    /// Two stretches lie over each other.
    #[error("the hours of {0} overlap")]
    Overlap(String),
}

impl DateHours {
    /// Whether nobody works.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn stretches(&self) -> &[Stretch] {
        &self.0
    }

    fn minutes(&self) -> u32 {
        self.0.iter().map(|stretch| stretch.to - stretch.from).sum()
    }

    /// Whether two stretches, those of this date or those of `next` one day later, share a minute.
    fn overlaps_itself_or(&self, next: Option<&DateHours>) -> bool {
        let tomorrow = next.into_iter().flat_map(|next| &next.0);
        let later = tomorrow.map(|stretch| Stretch { from: stretch.from + DAY, to: stretch.to + DAY });
        let all: Vec<Stretch> = self.0.iter().copied().chain(later).collect();
        let own = self.0.len();
        all.iter().enumerate().any(|(index, one)| {
            let others = &all[index + 1..];
            index < own && others.iter().any(|other| one.from < other.to && other.from < one.to)
        })
    }
}

impl WeeklyHours {
    /// The hours of a date by its day of the week.
    pub fn of(&self, date: NaiveDate) -> &DateHours {
        self.on(date.weekday())
    }

    /// The same week with other hours on some days.
    ///
    /// # Errors
    /// [`HoursError::Overlap`] when a night runs into the hours of the next day.
    pub fn with(&self, days: &[Weekday], hours: &DateHours) -> Result<WeeklyHours, HoursError> {
        let mut week = self.clone();
        for day in days {
            week.0[day.num_days_from_monday() as usize] = hours.clone();
        }
        week.checked()
    }

    /// The hours of a day.
    pub fn on(&self, day: Weekday) -> &DateHours {
        &self.0[day.num_days_from_monday() as usize]
    }

    fn checked(self) -> Result<WeeklyHours, HoursError> {
        for (day, name) in WEEK.iter().enumerate() {
            // Sunday's night runs into Monday.
            if self.0[day].overlaps_itself_or(Some(&self.0[(day + 1) % 7])) {
                return Err(HoursError::Overlap(name.to_string()));
            }
        }
        Ok(self)
    }

    /// Whether no minute of the week is without work.
    pub(crate) fn never_closes(&self) -> bool {
        self.0.iter().map(DateHours::minutes).sum::<u32>() == 7 * DAY
    }
}

impl FromStr for DateHours {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<DateHours, HoursError> {
        let mut hours = DateHours::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            hours.0.push(stretch(part)?);
        }
        hours.0.sort();
        match hours.overlaps_itself_or(None) {
            true => Err(HoursError::Overlap("the date".to_owned())),
            false => Ok(hours),
        }
    }
}

impl FromStr for WeeklyHours {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<WeeklyHours, HoursError> {
        let mut week = WeeklyHours::default();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (days, times) =
                part.split_once(char::is_whitespace).ok_or_else(|| HoursError::Time(part.to_owned()))?;
            let stretches =
                times.split(',').map(|time| stretch(time.trim())).collect::<Result<Vec<_>, _>>()?;
            for day in days_named(days)? {
                week.0[day].0.extend(&stretches);
            }
        }
        for day in &mut week.0 {
            day.0.sort();
        }
        week.checked()
    }
}

fn days_named(text: &str) -> Result<Vec<usize>, HoursError> {
    let day = |name: &str| {
        let found = WEEK.iter().position(|day| day.to_string().eq_ignore_ascii_case(name));
        found.ok_or_else(|| HoursError::Day(text.to_owned()))
    };
    match text.split_once('-') {
        None => Ok(vec![day(text)?]),
        Some((from, to)) => {
            let (from, to) = (day(from)?, day(to)?);
            Ok((0..=(to + 7 - from) % 7).map(|step| (from + step) % 7).collect())
        }
    }
}

fn stretch(text: &str) -> Result<Stretch, HoursError> {
    let wrong = || HoursError::Time(text.to_owned());
    let two_digits = |text: &str| {
        let number = text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 2;
        number.then(|| text.parse::<u32>().ok())?
    };
    let minute = |text: &str| {
        let (hour, minute) = text.trim().split_once(':')?;
        let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
        (hour * 60 + minute <= DAY && minute < 60).then_some(hour * 60 + minute)
    };
    let (from, to) = text.split_once('-').ok_or_else(wrong)?;
    let (from, to) = (minute(from).ok_or_else(wrong)?, minute(to).ok_or_else(wrong)?);
    match from {
        DAY => Err(wrong()),
        from if from < to => Ok(Stretch { from, to }),
        from => Ok(Stretch { from, to: to + DAY }),
    }
}

impl fmt::Display for DateHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
        let close = |to: u32| clock(if to > DAY { to - DAY } else { to });
        let spans = self.0.iter().map(|stretch| format!("{}-{}", clock(stretch.from), close(stretch.to)));
        f.write_str(&spans.collect::<Vec<_>>().join(", "))
    }
}

impl fmt::Display for WeeklyHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        let mut day = 0;
        while day < 7 {
            let hours = &self.0[day];
            let last = (day..7).take_while(|other| self.0[*other] == *hours).last().unwrap_or(day);
            if !hours.is_empty() {
                let days = match last > day {
                    true => format!("{}-{}", WEEK[day], WEEK[last]),
                    false => WEEK[day].to_string(),
                };
                parts.push(format!("{days} {hours}"));
            }
            day = last + 1;
        }
        f.write_str(&parts.join("; "))
    }
}
