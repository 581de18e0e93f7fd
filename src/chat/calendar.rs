//! The month calendar both bots show: a row of weekdays, a row per week, and arrows to the months beside it.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};

use crate::format::Format;
use crate::press::Action;
use crate::screen::Button;

/// The verb of a day's press; its number is [`day_number`] of the date.
pub const DAY: &str = "day";
/// The verb of a press that shows another month; its number is that of the month's first day.
pub const MONTH: &str = "month";
/// The verb of a day without a slot: it leads nowhere (C3), but may say why. Its number is [`day_number`] of the date.
pub const WHY: &str = "why";
/// The verb of a cell that does nothing.
pub const NOTHING: &str = "nothing";

/// One month and the days that may be pressed.
pub struct Month<'a> {
    /// Any day of the month.
    pub shown: NaiveDate,
    /// Days that may be chosen.
    pub open: &'a BTreeSet<NaiveDate>,
    /// First and last day that could ever be chosen: they bound the arrows.
    pub bounds: (NaiveDate, NaiveDate),
}

impl Month<'_> {
    /// The rows of buttons.
    pub fn rows(&self, format: &Format<'_>) -> Vec<Vec<Button>> {
        let first = first_of(self.shown);
        let mut rows = vec![self.heading(format, first)];
        let monday = first - chrono::Days::new(u64::from(first.weekday().num_days_from_monday()));
        rows.push(monday.iter_days().take(7).map(|day| nothing(format.weekday_tiny(day))).collect());
        let last = first + Months::new(1);
        let mut day = monday;
        while day < last {
            let next = day + chrono::Days::new(7);
            // A week that is over holds nothing to press.
            if next > self.bounds.0 {
                rows.push(day.iter_days().take(7).map(|day| self.cell(day, first)).collect());
            }
            day = next;
        }
        rows
    }

    fn heading(&self, format: &Format<'_>, first: NaiveDate) -> Vec<Button> {
        let arrow = |label: &str, month: NaiveDate, there: bool| match there {
            true => Button::new(label, Action::new(MONTH).with(day_number(month))),
            false => nothing("·"),
        };
        let (earliest, latest) = self.bounds;
        vec![
            arrow("‹", first - Months::new(1), first > earliest),
            nothing(format.month(first)),
            arrow("›", first + Months::new(1), first + Months::new(1) <= latest),
        ]
    }

    fn cell(&self, day: NaiveDate, first: NaiveDate) -> Button {
        let (earliest, latest) = self.bounds;
        if day.month() != first.month() || day < earliest {
            return nothing("·");
        }
        match self.open.contains(&day) {
            true => Button::new(day.day().to_string(), Action::new(DAY).with(day_number(day))),
            false if day <= latest => Button::new("·", Action::new(WHY).with(day_number(day))),
            false => nothing("·"),
        }
    }
}

/// The first day of the date's month.
pub fn first_of(date: NaiveDate) -> NaiveDate {
    date - chrono::Days::new(u64::from(date.day0()))
}

/// 2026-11-24 → 20261124
pub fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

/// Reads a [`day_number`] back; `None` for a number that is no date.
pub fn day_of(number: i64) -> Option<NaiveDate> {
    let year = i32::try_from(number / 10_000).ok().filter(|year| (2000..=2200).contains(year))?;
    let (month, day) = (number / 100 % 100, number % 100);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

fn nothing(label: impl Into<String>) -> Button {
    Button::new(label, Action::new(NOTHING))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::{Lang, Texts};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_shows_open_days_as_numbers_and_the_others_as_dots() {
        let texts = Texts::load();
        let format = Format { texts: &texts, lang: Lang::Ru, zone: chrono_tz::Tz::Europe__Moscow };
        let open = BTreeSet::from([date("2026-11-24"), date("2026-11-30"), date("2026-12-01")]);
        let month = Month {
            shown: date("2026-11-15"),
            open: &open,
            bounds: (date("2026-11-21"), date("2027-01-20")),
        };
        let rows = month.rows(&format);
        let text: Vec<String> = rows
            .iter()
            .map(|row| row.iter().map(|button| button.label.as_str()).collect::<Vec<_>>().join(" "))
            .collect();
        insta::assert_snapshot!(text.join("\n"), @r"
        · Ноябрь 2026 ›
        пн вт ср чт пт сб вс
        · · · · · · ·
        · 24 · · · · ·
        30 · · · · · ·
        ");
    }

    #[test]
    fn a_forged_number_is_no_date() {
        assert_eq!(day_of(day_number(date("2028-02-29"))), Some(date("2028-02-29")));
        for number in [-1, 0, 20_260_230, 20_261_301, i64::MAX, i64::MIN] {
            assert_eq!(day_of(number), None);
        }
    }
}
