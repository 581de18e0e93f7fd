//! Days and times as people type them: "завтра в 15", "25 ноября", "tomorrow at 3 pm".
//!
//! Only what is understood whole counts: a word that is not about time makes the text something else.

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime};

use crate::texts::{Lang, Texts};

/// A day, a time, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct When {
    /// The day.
    pub day: Option<NaiveDate>,
    /// The time of the clock.
    pub time: Option<NaiveTime>,
}

/// What a number that stands alone means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bare {
    /// A day of the month with this first day.
    Day(NaiveDate),
    /// An hour.
    Hour,
}

/// Reads a text; `None` if it is not about time alone.
pub fn read(texts: &Texts, text: &str, today: NaiveDate, bare: Bare) -> Option<When> {
    let folded = text.to_lowercase();
    let words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '!' | '?'))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() || words.len() > 8 {
        return None;
    }
    let mut reader = Reader { texts, today, bare, found: When::default(), number: None, after_at: false };
    for word in words {
        reader.take(word)?;
    }
    reader.settle_number()?;
    Some(reader.found).filter(|found| *found != When::default())
}

struct Reader<'a> {
    texts: &'a Texts,
    today: NaiveDate,
    bare: Bare,
    found: When,
    /// A number whose meaning the next word may tell, and whether "at" stood before it.
    number: Option<(u32, bool)>,
    after_at: bool,
}

impl Reader<'_> {
    /// `None`: this is not about time.
    fn take(&mut self, word: &str) -> Option<()> {
        if let Some((number, _)) = self.number {
            if let Some(month) = self.group("when-months", word) {
                self.number = None;
                return self.set_day(self.day_in(number, month)?);
            }
            if self.is("when-hours", word) {
                return Some(());
            }
            if let Some(time) = self.half(number, word) {
                self.number = None;
                return self.set_time(time);
            }
            self.settle_number()?;
        }
        if self.is("when-at", word) {
            self.after_at = true;
            return Some(());
        }
        let ahead = |days| self.today + Days::new(days);
        for (key, day) in
            [("when-today", ahead(0)), ("when-tomorrow", ahead(1)), ("when-day-after", ahead(2))]
        {
            if self.is(key, word) {
                return self.set_day(day);
            }
        }
        if let Some(weekday) = self.group("when-weekdays", word) {
            let until = (7 + weekday - self.today.weekday().num_days_from_monday()) % 7;
            return self.set_day(ahead(u64::from(until)));
        }
        if let Some((hour, minute)) = word.split_once(':').or_else(|| word.split_once('-')) {
            return self.set_time(NaiveTime::from_hms_opt(whole(hour)?, minutes(minute)?, 0)?);
        }
        if let Some((left, right)) = word.split_once('.').or_else(|| word.split_once('/')) {
            return self.dotted(left, right);
        }
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        let number = whole(digits)?;
        let suffix = &word[digits.len()..];
        match self.half(number, suffix) {
            Some(time) => self.set_time(time),
            None if suffix.is_empty() || self.is("when-hours", suffix) => {
                let certain = self.after_at || !suffix.is_empty();
                self.number = Some((number, certain));
                Some(())
            }
            None => None,
        }
    }

    /// "24.11" is a day, "15.30" a time; what could be both is a day, unless "at" stood before it.
    fn dotted(&mut self, left: &str, right: &str) -> Option<()> {
        let (left, month) = (whole(left)?, whole(right)?);
        if !self.after_at && (1..=12).contains(&month) && left >= 1 {
            return self.set_day(self.day_in(left, month - 1)?);
        }
        self.set_time(NaiveTime::from_hms_opt(left, minutes(right)?, 0)?)
    }

    /// "3 дня", "9 утра", "3pm".
    fn half(&self, number: u32, word: &str) -> Option<NaiveTime> {
        let hour = match number {
            1..=12 if self.is("when-afternoon", word) => number % 12 + 12,
            1..=12 if self.is("when-morning", word) => number % 12,
            _ => return None,
        };
        NaiveTime::from_hms_opt(hour, 0, 0)
    }

    /// A number after which nothing tells what it is.
    fn settle_number(&mut self) -> Option<()> {
        let Some((number, certain)) = self.number.take() else { return Some(()) };
        match self.bare {
            Bare::Day(month) if !certain && self.found.day.is_none() => {
                self.set_day(month.with_day(1)?.with_day(number)?)
            }
            _ => self.set_time(NaiveTime::from_hms_opt(number, 0, 0)?),
        }
    }

    /// The next date with this day and month, counted from 0.
    fn day_in(&self, day: u32, month: u32) -> Option<NaiveDate> {
        let in_year = |year| NaiveDate::from_ymd_opt(year, month + 1, day);
        let year = self.today.year();
        in_year(year).filter(|date| *date >= self.today).or_else(|| in_year(year + 1))
    }

    fn set_day(&mut self, day: NaiveDate) -> Option<()> {
        self.after_at = false;
        self.found.day.replace(day).is_none().then_some(())
    }

    fn set_time(&mut self, time: NaiveTime) -> Option<()> {
        self.after_at = false;
        self.found.time.replace(time).is_none().then_some(())
    }

    fn is(&self, key: &str, word: &str) -> bool {
        self.group(key, word).is_some()
    }

    /// Which group of a list has the word: groups are parted by commas, the forms of one word by spaces.
    fn group(&self, key: &str, word: &str) -> Option<u32> {
        Lang::ALL.into_iter().find_map(|lang| {
            let list = self.texts.get(lang, key);
            let found = list.split(',').position(|group| group.split_whitespace().any(|form| form == word));
            found.and_then(|place| u32::try_from(place).ok())
        })
    }
}

fn whole(digits: &str) -> Option<u32> {
    (1..=2).contains(&digits.len()).then(|| digits.parse().ok())?
}

fn minutes(digits: &str) -> Option<u32> {
    whole(digits).filter(|_| digits.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Asked on Monday, 2026-11-23.
    fn understood(text: &str, bare: Bare) -> String {
        let texts = Texts::load();
        match read(&texts, text, day("2026-11-23"), bare) {
            None => "?".to_owned(),
            Some(When { day, time }) => {
                let day = day.map(|day| day.to_string()).unwrap_or_default();
                let time = time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
                format!("{day} {time}").trim().to_owned()
            }
        }
    }

    #[test]
    fn what_people_type_is_understood_whole_or_not_at_all() {
        for (text, meaning) in [
            ("завтра в 15", "2026-11-24 15:00"),
            ("Завтра, в 15:30", "2026-11-24 15:30"),
            ("сегодня", "2026-11-23"),
            ("послезавтра в 9 утра", "2026-11-25 09:00"),
            ("в среду в 3 дня", "2026-11-25 15:00"),
            ("пн", "2026-11-23"),
            ("в воскресенье в 7 вечера", "2026-11-29 19:00"),
            ("25 ноября в 12.30", "2026-11-25 12:30"),
            ("25.11", "2026-11-25"),
            ("1 января", "2027-01-01"),
            ("в 15 часов", "15:00"),
            ("15:00", "15:00"),
            ("tomorrow at 3 pm", "2026-11-24 15:00"),
            ("Friday 10am", "2026-11-27 10:00"),
            ("on 25 November at 12", "2026-11-25 12:00"),
            ("24", "2026-12-24"),
            ("24 в 15", "2026-12-24 15:00"),
            ("завтра с собакой", "?"),
            ("Мария", "?"),
            ("завтра сегодня", "?"),
            ("в 25", "?"),
            ("31.02", "?"),
            ("31", "2026-12-31"),
            ("15:7", "?"),
            ("+7 912 345-67-89", "?"),
            ("", "?"),
            ("в", "?"),
            ("999999999999", "?"),
        ] {
            assert_eq!(understood(text, Bare::Day(day("2026-12-01"))), meaning, "{text}");
        }
    }

    #[test]
    fn a_bare_number_is_an_hour_where_times_are_chosen() {
        assert_eq!(understood("15", Bare::Hour), "15:00");
        assert_eq!(understood("завтра 15", Bare::Hour), "2026-11-24 15:00");
        assert_eq!(understood("в 9", Bare::Hour), "09:00");
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in ".{0,40}") {
            let _ = read(&Texts::load(), &text, day("2026-11-23"), Bare::Hour);
        }
    }
}
