//! Dates, times, durations and money as people say them.

use chrono::{Datelike, NaiveDate, Offset, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;
use domain::{Instant, Money};

use crate::texts::{Args, Lang, Texts};

/// One language and one zone: whoever formats for a person has both.
#[derive(Clone, Copy)]
pub struct Format<'a> {
    /// The words.
    pub texts: &'a Texts,
    /// The person's language.
    pub lang: Lang,
    /// The business's zone (C17).
    pub zone: Tz,
}

impl Format<'_> {
    /// "завтра, вт 24 ноября"; the year is named when it is another than that of `now`.
    pub fn date(&self, date: NaiveDate, now: Instant) -> String {
        let today = now.with_timezone(&self.zone).date_naive();
        let key = match (date - today).num_days() {
            0 => "date-today",
            1 => "date-tomorrow",
            _ if date.year() != today.year() => "date-year",
            _ => "date-plain",
        };
        let args = Args::new().text("weekday", self.weekday(date)).text("date", self.month_day(date));
        self.texts.say(self.lang, key, args.text("year", date.year().to_string()))
    }

    /// "24 ноября"
    pub fn month_day(&self, date: NaiveDate) -> String {
        let args = Args::new().text("day", date.day().to_string()).number("month", i64::from(date.month()));
        self.texts.say(self.lang, "month-day", args)
    }

    /// "вт"
    pub fn weekday(&self, date: NaiveDate) -> String {
        let args = Args::new().number("weekday", i64::from(date.weekday().number_from_monday()));
        self.texts.say(self.lang, "weekday-short", args)
    }

    /// "Tu": for the seven narrow columns of a calendar.
    pub fn weekday_tiny(&self, date: NaiveDate) -> String {
        let args = Args::new().number("weekday", i64::from(date.weekday().number_from_monday()));
        self.texts.say(self.lang, "weekday-tiny", args)
    }

    /// "Ноябрь 2026"
    pub fn month(&self, month: NaiveDate) -> String {
        let name =
            self.texts.say(self.lang, "month-name", Args::new().number("month", i64::from(month.month())));
        format!("{name} {}", month.year())
    }

    /// "15:00"; of an hour that DST repeats the second says so.
    pub fn time(&self, at: Instant) -> String {
        let local = at.with_timezone(&self.zone);
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        let second = match self.zone.from_local_datetime(&local.naive_local()) {
            chrono::LocalResult::Ambiguous(_, later) => later.offset().fix() == local.offset().fix(),
            _ => false,
        };
        if second {
            return self.texts.say(self.lang, "time-repeated", Args::new().text("time", time));
        }
        time
    }

    /// "завтра, вт 24 ноября, 15:00"
    pub fn date_time(&self, at: Instant, now: Instant) -> String {
        let date = self.date(at.with_timezone(&self.zone).date_naive(), now);
        self.texts.say(self.lang, "date-time", Args::new().text("date", date).text("time", self.time(at)))
    }

    /// "завтра, 15:00", later "чт 26 ноября, 15:00": where there is little room.
    pub fn soon(&self, at: Instant, now: Instant) -> String {
        let day = |at: Instant| at.with_timezone(&self.zone).date_naive();
        let key = match (day(at) - day(now)).num_days() {
            0 => "time-today",
            1 => "time-tomorrow",
            _ => return self.lasting(at, now),
        };
        self.texts.say(self.lang, key, Args::new().text("time", self.time(at)))
    }

    /// "вт 24 ноября, 15:00": for what people keep, where "tomorrow" would soon be wrong.
    pub fn lasting(&self, at: Instant, now: Instant) -> String {
        let date = at.with_timezone(&self.zone).date_naive();
        let same_year = date.year() == now.with_timezone(&self.zone).year();
        let args = Args::new().text("weekday", self.weekday(date)).text("date", self.month_day(date));
        let key = if same_year { "date-plain" } else { "date-year" };
        let date = self.texts.say(self.lang, key, args.text("year", date.year().to_string()));
        self.texts.say(self.lang, "date-time", Args::new().text("date", date).text("time", self.time(at)))
    }

    /// "1 ч 30 мин"
    pub fn duration(&self, duration: TimeDelta) -> String {
        let (hours, minutes) = (duration.num_hours(), duration.num_minutes() % 60);
        let key = match (hours, minutes) {
            (0, _) => "duration-minutes",
            (_, 0) => "duration-hours",
            _ => "duration-both",
        };
        self.texts.say(self.lang, key, Args::new().number("hours", hours).number("minutes", minutes))
    }

    /// "за 2 часа" without the preposition: a whole count of days, hours or minutes, as a sentence wants it.
    pub fn count(&self, duration: TimeDelta) -> String {
        let (key, count) = match duration.num_minutes() {
            minutes if minutes >= 2880 && minutes % 1440 == 0 => ("count-days", minutes / 1440),
            minutes if minutes >= 60 && minutes % 60 == 0 => ("count-hours", minutes / 60),
            minutes => ("count-minutes", minutes),
        };
        self.texts.say(self.lang, key, Args::new().number("count", count))
    }

    /// "1 500 ₽", "12,50 €": a thin grouping, decimals only where there are any.
    pub fn money(&self, money: Money) -> String {
        if money.minor == 0 {
            return self.texts.get(self.lang, "money-free");
        }
        let digits = money.currency.minor_digits();
        let unit = 10_u64.pow(digits);
        let amount = money.minor.unsigned_abs();
        let sign = if money.minor < 0 { "−" } else { "" };
        let major = grouped(amount / unit);
        let symbol = symbol(money.currency.code());
        if amount.is_multiple_of(unit) {
            return format!("{sign}{major}\u{a0}{symbol}");
        }
        let point = if self.lang == Lang::Ru { ',' } else { '.' };
        format!("{sign}{major}{point}{:0width$}\u{a0}{symbol}", amount % unit, width = digits as usize)
    }
}

/// 1234567 → "1 234 567", with spaces that do not break.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

/// What stands for a currency beside an amount.
pub(crate) fn symbol(code: &str) -> &str {
    match code {
        "RUB" => "₽",
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "KZT" => "₸",
        "UAH" => "₴",
        "TRY" => "₺",
        "ILS" => "₪",
        "GEL" => "₾",
        "AMD" => "֏",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn both(say: impl Fn(Format<'_>) -> String) -> [String; 2] {
        let texts = Texts::load();
        Lang::ALL.map(|lang| say(Format { texts: &texts, lang, zone: Tz::Europe__Moscow }))
    }

    #[test]
    fn dates_are_said_as_people_say_them() {
        let now = at("2026-11-23T10:00:00Z");
        let say = |text: &'static str| both(|format| format.date_time(at(text), now));
        assert_eq!(
            say("2026-11-24T12:00:00Z"),
            ["завтра, вт 24 ноября, 15:00", "tomorrow, Tue 24 November, 15:00"]
        );
        assert_eq!(say("2026-11-23T21:30:00Z")[0], "завтра, вт 24 ноября, 00:30", "midnight is Moscow's");
        assert_eq!(say("2027-01-09T06:00:00Z")[0], "сб 9 января 2027, 09:00");
    }

    #[test]
    fn an_hour_that_comes_twice_is_told_apart() {
        let texts = Texts::load();
        let berlin = Format { texts: &texts, lang: Lang::En, zone: Tz::Europe__Berlin };
        assert_eq!(berlin.time(at("2026-10-25T00:30:00Z")), "02:30");
        assert_eq!(
            berlin.time(at("2026-10-25T01:30:00Z")),
            "02:30 (the second one, after the clocks go back)"
        );
    }

    #[test]
    fn russian_counts_follow_the_number() {
        let count = |hours| both(|format| format.count(TimeDelta::hours(hours)));
        assert_eq!(count(1), ["1 час", "1 hour"]);
        assert_eq!(count(2), ["2 часа", "2 hours"]);
        assert_eq!(count(11), ["11 часов", "11 hours"]);
        assert_eq!(count(48), ["2 дня", "2 days"]);
        assert_eq!(both(|format| format.count(TimeDelta::minutes(21)))[0], "21 минуту");
    }

    #[test]
    fn money_is_grouped_and_shows_decimals_only_where_there_are_any() {
        let money = |minor, code: &str| {
            let currency = Currency::parse(code).unwrap();
            both(|format| format.money(Money { minor, currency })).map(|text| text.replace('\u{a0}', " "))
        };
        assert_eq!(money(150_000, "RUB"), ["1 500 ₽", "1 500 ₽"]);
        assert_eq!(money(1250, "EUR"), ["12,50 €", "12.50 €"]);
        assert_eq!(money(0, "RUB"), ["бесплатно", "free"]);
    }
}
