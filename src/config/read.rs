//! What each key means, its default and its bounds. A message names the key and the mend.

use std::collections::HashSet;
use std::fmt::Display;
use std::ops::{Range, RangeInclusive};
use std::path::PathBuf;
use std::time;

use chrono::TimeDelta;
use chrono_tz::{TZ_VARIANTS, Tz};
use domain::policy::{AdminRules, BookingRules, Business, Locale, Privacy};
use domain::{ChatId, Currency, Policy, ReminderRules, ReviewRules};

use super::duration::Duration;
use super::file::{self, File, Key};
use super::{Config, Settings, Telegram, info};
use crate::document::Problem;

const SECOND: TimeDelta = TimeDelta::seconds(1);
const MINUTE: TimeDelta = TimeDelta::minutes(1);
const HOUR: TimeDelta = TimeDelta::hours(1);
const DAY: TimeDelta = TimeDelta::days(1);
/// More than this is a nuisance.
const MOST_REMINDERS: usize = 5;
const YEAR: TimeDelta = TimeDelta::days(366);

/// A value of the file, or its default, with its place.
struct Found<T> {
    value: T,
    place: Option<Range<usize>>,
}

impl<T: Display + PartialOrd> Found<T> {
    fn of(key: Key<T>, default: T) -> Found<T> {
        match key {
            Some(key) => Found { place: Some(key.span()), value: key.into_inner() },
            None => Found { place: None, value: default },
        }
    }

    fn problem(&self, reason: impl Display) -> Problem {
        Problem { place: self.place.clone(), reason: reason.to_string() }
    }

    fn within(self, name: &str, bounds: RangeInclusive<T>) -> Result<T, Problem> {
        if bounds.contains(&self.value) {
            return Ok(self.value);
        }
        let (least, most) = (bounds.start(), bounds.end());
        Err(self.problem(format!("{name} = {} is out of bounds; write {least} to {most}", self.value)))
    }
}

/// Gives a checked file its meaning.
pub(super) fn config(file: File) -> Result<Config, Problem> {
    let File {
        business,
        telegram,
        database,
        booking,
        privacy,
        reminders,
        review,
        waitlist,
        dialogue,
        admin,
        log,
    } = file;
    let (policy, settings) = (Policy::default(), Settings::default());
    let test = telegram.test;
    Ok(Config {
        policy: Policy {
            business: self::business(business, policy.business)?,
            booking: self::booking(booking, BookingRules::default())?,
            privacy: Privacy {
                version: text("privacy.version", privacy.version, 1..=40)?.unwrap_or(policy.privacy.version),
                url: address("privacy.url", privacy.url, "https://example.org/privacy")?,
            },
            reminders: self::reminders(reminders, policy.reminders)?,
            review: self::review(review, policy.review)?,
            waitlist_offer: duration(
                "waitlist.offer",
                waitlist.offer,
                policy.waitlist_offer,
                MINUTE..=HOUR * 6,
            )?,
            dialogue_ttl: duration("dialogue.ttl", dialogue.ttl, policy.dialogue_ttl, SECOND..=DAY * 7)?,
            admin: self::admin(admin, &policy.admin)?,
            test,
        },
        settings: Settings {
            telegram: self::telegram(telegram, settings.telegram)?,
            database: match text("database.path", database.path, 1..=1000)? {
                Some(path) => PathBuf::from(path),
                None => settings.database,
            },
            log_level: match log.level {
                Some(level) => crate::logging::level(level.get_ref())
                    .map_err(|error| Problem::at(level.span(), format!("log.level: {error}")))?,
                None => settings.log_level,
            },
        },
    })
}

fn business(file: file::Business, default: Business) -> Result<Business, Problem> {
    Ok(Business {
        name: text("business.name", file.name, 1..=100)?.unwrap_or(default.name),
        zone: match file.timezone {
            Some(name) => zone(name.get_ref()).map_err(|reason| Problem::at(name.span(), reason))?,
            None => default.zone,
        },
        locale: match file.locale {
            Some(locale) => match locale.get_ref().as_str() {
                "ru" => Locale::Ru,
                "en" => Locale::En,
                other => {
                    let reason =
                        format!("business.locale: \"{other}\" is not spoken here; write \"ru\" or \"en\"");
                    return Err(Problem::at(locale.span(), reason));
                }
            },
            None => default.locale,
        },
        currency: match file.currency {
            Some(code) => Currency::parse(code.get_ref())
                .map_err(|error| Problem::at(code.span(), format!("business.currency: {error}")))?,
            None => default.currency,
        },
        address: text("business.address", file.address, 1..=300)?,
        phone: text("business.phone", file.phone, 1..=40)?,
        location: info::location(file.location)?,
        questions: info::questions(file.questions)?,
        region: match file.region {
            Some(code)
                if code.get_ref().len() == 2 && code.get_ref().bytes().all(|b| b.is_ascii_uppercase()) =>
            {
                code.into_inner()
            }
            Some(code) => {
                let reason = format!(
                    "business.region: \"{}\" is no country; write its two capital letters, such as \"RU\"",
                    code.get_ref()
                );
                return Err(Problem::at(code.span(), reason));
            }
            None => default.region,
        },
    })
}

fn booking(file: file::Booking, default: BookingRules) -> Result<BookingRules, Problem> {
    let step_place = file.step.as_ref().map(toml::Spanned::span);
    let horizon_place = file.horizon.as_ref().map(toml::Spanned::span);
    let rules = BookingRules {
        step: duration("booking.step", file.step, default.step, MINUTE * 5..=DAY)?,
        min_notice: duration(
            "booking.min_notice",
            file.min_notice,
            default.min_notice,
            TimeDelta::zero()..=YEAR,
        )?,
        horizon: duration("booking.horizon", file.horizon, default.horizon, HOUR..=YEAR)?,
        hold: duration("booking.hold", file.hold, default.hold, TimeDelta::zero()..=DAY)?,
        pending_timeout: duration(
            "booking.pending_timeout",
            file.pending_timeout,
            default.pending_timeout,
            SECOND..=DAY * 30,
        )?,
        cancel_notice: duration(
            "booking.cancel_notice",
            file.cancel_notice,
            default.cancel_notice,
            TimeDelta::zero()..=YEAR,
        )?,
        max_active_per_client: {
            let found = Found::of(file.max_active_per_client, i64::from(default.max_active_per_client));
            let count = found.within("booking.max_active_per_client", 1..=1000)?;
            u32::try_from(count).unwrap_or(default.max_active_per_client)
        },
    };
    if rules.step.num_seconds() % 60 != 0 {
        return Err(Problem { place: step_place, reason: "booking.step: write whole minutes".to_owned() });
    }
    if rules.horizon <= rules.min_notice {
        let reason =
            "booking.horizon must be longer than booking.min_notice, or nothing can be booked".to_owned();
        return Err(Problem { place: horizon_place, reason });
    }
    Ok(rules)
}

fn reminders(file: file::Reminders, default: ReminderRules) -> Result<ReminderRules, Problem> {
    Ok(ReminderRules {
        offsets: match file.offsets {
            Some(offsets) => self::offsets(offsets)?,
            None => default.offsets,
        },
        quiet: match file.quiet {
            Some(text) if text.get_ref().trim().is_empty() => None,
            Some(text) => Some(text.get_ref().parse().map_err(|error| {
                let reason = format!("reminders.quiet: {error}, or \"\" for none");
                Problem::at(text.span(), reason)
            })?),
            None => default.quiet,
        },
    })
}

fn offsets(offsets: toml::Spanned<Vec<toml::Spanned<Duration>>>) -> Result<Vec<TimeDelta>, Problem> {
    let place = offsets.span();
    let offsets = offsets.into_inner();
    if offsets.len() > MOST_REMINDERS {
        let reason = format!(
            "reminders.offsets: {} are too many; write at most {MOST_REMINDERS}, or [] for none",
            offsets.len()
        );
        return Err(Problem::at(place, reason));
    }
    let mut seen = HashSet::new();
    let checked = |offset: toml::Spanned<Duration>| {
        let place = offset.span();
        let length = duration("reminders.offsets", Some(offset), TimeDelta::zero(), MINUTE * 30..=DAY * 60)?;
        if length.num_seconds() % 60 != 0 {
            return Err(Problem::at(place, "reminders.offsets: write whole minutes".to_owned()));
        }
        match seen.insert(length) {
            true => Ok(length),
            false => {
                let reason =
                    format!("reminders.offsets: {} stands there twice; name it once", Duration(length));
                Err(Problem::at(place, reason))
            }
        }
    };
    offsets.into_iter().map(checked).collect()
}

fn review(file: file::Review, default: ReviewRules) -> Result<ReviewRules, Problem> {
    let bounds = TimeDelta::zero()..=DAY * 2;
    Ok(ReviewRules {
        ask: file.ask.unwrap_or(default.ask),
        after: duration("review.after", file.after, default.after, bounds)?,
    })
}

fn admin(file: file::Admin, default: &AdminRules) -> Result<AdminRules, Problem> {
    let mut seen = HashSet::new();
    let mut ids = Vec::new();
    for id in file.ids {
        let (number, place) = (*id.get_ref(), id.span());
        if number <= 0 {
            let reason = format!("admin.ids: {number} is no person's Telegram id; those are above 0");
            return Err(Problem::at(place, reason));
        }
        if !seen.insert(number) {
            return Err(Problem::at(place, format!("admin.ids: {number} stands there twice; name it once")));
        }
        ids.push(ChatId::from(number));
    }
    let idle_place = file.session_idle.as_ref().map(toml::Spanned::span);
    let rules = AdminRules {
        ids,
        session_idle: duration("admin.session_idle", file.session_idle, default.session_idle, SECOND..=DAY)?,
        session_max: duration("admin.session_max", file.session_max, default.session_max, SECOND..=DAY * 30)?,
    };
    if rules.session_idle > rules.session_max {
        let reason = "admin.session_idle must not be longer than admin.session_max".to_owned();
        return Err(Problem { place: idle_place, reason });
    }
    Ok(rules)
}

fn telegram(file: file::Telegram, default: Telegram) -> Result<Telegram, Problem> {
    // Telegram holds an empty answer back for 50 seconds at most.
    let longest_poll = SECOND..=SECOND * 50;
    let default_poll = TimeDelta::from_std(default.poll_timeout).unwrap_or(SECOND);
    let poll_timeout = duration("telegram.poll_timeout", file.poll_timeout, default_poll, longest_poll)?;
    Ok(Telegram {
        api_url: address("telegram.api_url", file.api_url, "https://api.telegram.org")?
            .unwrap_or(default.api_url),
        proxy: address("telegram.proxy", file.proxy, "http://127.0.0.1:3128")?,
        poll_timeout: poll_timeout.to_std().unwrap_or(time::Duration::from_secs(30)),
        rate: rate("telegram.rate", file.rate, default.rate, 1000.0)?,
        chat_rate: rate("telegram.chat_rate", file.chat_rate, default.chat_rate, 100.0)?,
    })
}

/// Calls per second: none for no limit, or a number that still lets something through.
fn rate(name: &str, key: Key<f64>, default: f64, most: f64) -> Result<f64, Problem> {
    let found = Found::of(key, default);
    match found.value {
        0.0 => Ok(0.0),
        some if (0.01..=most).contains(&some) => Ok(some),
        other => Err(found
            .problem(format!("{name} = {other} is out of bounds; write 0.01 to {most}, or 0 for no limit"))),
    }
}

fn duration(
    name: &str,
    key: Key<Duration>,
    default: TimeDelta,
    bounds: RangeInclusive<TimeDelta>,
) -> Result<TimeDelta, Problem> {
    let bounds = Duration(*bounds.start())..=Duration(*bounds.end());
    Ok(Found::of(key, Duration(default)).within(name, bounds)?.0)
}

/// A text on one line, without white space around it.
fn text(name: &str, key: Key<String>, length: RangeInclusive<usize>) -> Result<Option<String>, Problem> {
    let Some(key) = key else { return Ok(None) };
    let value = key.get_ref().trim();
    if !length.contains(&value.chars().count()) || value.chars().any(char::is_control) {
        let (least, most) = (length.start(), length.end());
        let reason = format!("{name}: write {least} to {most} characters on one line");
        return Err(Problem::at(key.span(), reason));
    }
    Ok(Some(value.to_owned()))
}

/// An address of the web. It is not repeated in the message: it may contain a password.
fn address(name: &str, key: Key<String>, example: &str) -> Result<Option<String>, Problem> {
    let Some(key) = key else { return Ok(None) };
    let value = key.get_ref().trim();
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    match rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace)) {
        true => Ok(Some(value.to_owned())),
        false => Err(Problem::at(
            key.span(),
            format!("{name}: write an address such as \"{example}\" (http or https)"),
        )),
    }
}

/// A zone by name; one that does not exist is answered with a likely one.
fn zone(name: &str) -> Result<Tz, String> {
    name.parse().map_err(|_| {
        let wanted = name.trim().replace(' ', "_").to_lowercase();
        let city = wanted.rsplit('/').next().unwrap_or_default();
        let likely = TZ_VARIANTS.iter().map(|zone| zone.name()).find(|name| {
            name.contains('/') && name.rsplit('/').next().is_some_and(|last| last.to_lowercase() == city)
        });
        let likely = likely.unwrap_or("Europe/Moscow");
        format!("business.timezone: \"{name}\" is no time zone; write a name such as \"{likely}\"")
    })
}
