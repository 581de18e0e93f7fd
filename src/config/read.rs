//! What each key means, its default and its bounds. A message names the key and the mend.

use std::collections::HashSet;
use std::fmt::Display;
use std::ops::{Range, RangeInclusive};

use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::duration::Duration;
use domain::policy::{AdminRules, BookingRules, Business, Locale, OwnTexts, Privacy};
use domain::setting::Kind;
use domain::{ChatId, Currency, Policy, ReminderRules, ReviewRules, Setting, time as zones};

use super::file::{self, File, Key};
use super::{Config, info, read_settings};
use crate::document::Problem;

pub(super) const SECOND: TimeDelta = TimeDelta::seconds(1);
const DAY: TimeDelta = TimeDelta::days(1);

/// A value of the file, or its default, with its place.
pub(super) struct Found<T> {
    pub(super) value: T,
    place: Option<Range<usize>>,
}

impl<T: Display + PartialOrd> Found<T> {
    pub(super) fn of(key: Key<T>, default: T) -> Found<T> {
        match key {
            Some(key) => Found { place: Some(key.span()), value: key.into_inner() },
            None => Found { place: None, value: default },
        }
    }

    pub(super) fn problem(&self, reason: impl Display) -> Problem {
        Problem { place: self.place.clone(), reason: reason.to_string() }
    }

    pub(super) fn within(self, name: &str, bounds: RangeInclusive<T>) -> Result<T, Problem> {
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
        texts,
        telegram,
        database,
        booking,
        privacy,
        reminders,
        review,
        waitlist,
        dialogue,
        admin,
        backup,
        log,
        http,
    } = file;
    let policy = Policy::default();
    let test = telegram.test;
    Ok(Config {
        policy: Policy {
            business: self::business(business, policy.business)?,
            texts: OwnTexts {
                greeting: info::own_words(Setting::Greeting, texts.greeting)?,
                booked: info::own_words(Setting::Booked, texts.booked)?,
                reminder: info::own_words(Setting::Reminder, texts.reminder)?,
            },
            booking: self::booking(booking, BookingRules::default())?,
            privacy: Privacy {
                version: text("privacy.version", privacy.version, 1..=40)?.unwrap_or(policy.privacy.version),
                url: address("privacy.url", privacy.url, "https://example.org/privacy")?,
                operator: text("privacy.operator", privacy.operator, 1..=200)?,
                contact: text("privacy.contact", privacy.contact, 1..=200)?,
                keep: match privacy.keep {
                    // Long enough that nobody is erased between two visits, short enough for an instant.
                    Some(_) => Some(duration("privacy.keep", privacy.keep, DAY, DAY * 30..=DAY * 3660)?),
                    None => None,
                },
            },
            reminders: self::reminders(reminders, policy.reminders)?,
            review: self::review(review, policy.review)?,
            waitlist_offer: length(Setting::WaitlistOffer, waitlist.offer, policy.waitlist_offer)?,
            dialogue_ttl: duration("dialogue.ttl", dialogue.ttl, policy.dialogue_ttl, SECOND..=DAY * 7)?,
            admin: self::admin(admin, &policy.admin)?,
            test,
        },
        settings: read_settings::settings(telegram, database, backup, log, http)?,
    })
}

fn business(file: file::Business, default: Business) -> Result<Business, Problem> {
    Ok(Business {
        name: text("business.name", file.name, 1..=Setting::Name.longest())?.unwrap_or(default.name),
        zone: match file.timezone {
            Some(name) => zone(name.get_ref()).map_err(|reason| Problem::at(name.span(), reason))?,
            None => default.zone,
        },
        locale: match file.locale {
            Some(code) => Locale::from_code(code.get_ref()).ok_or_else(|| {
                let other = code.get_ref();
                let reason =
                    format!("business.locale: \"{other}\" is not spoken here; write \"ru\" or \"en\"");
                Problem::at(code.span(), reason)
            })?,
            None => default.locale,
        },
        currency: match file.currency {
            Some(code) => Currency::parse(code.get_ref())
                .map_err(|error| Problem::at(code.span(), format!("business.currency: {error}")))?,
            None => default.currency,
        },
        address: text("business.address", file.address, 1..=Setting::Address.longest())?,
        phone: text("business.phone", file.phone, 1..=Setting::Phone.longest())?,
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
        step: length(Setting::Step, file.step, default.step)?,
        min_notice: length(Setting::MinNotice, file.min_notice, default.min_notice)?,
        horizon: length(Setting::Horizon, file.horizon, default.horizon)?,
        hold: length(Setting::Hold, file.hold, default.hold)?,
        pending_timeout: length(Setting::PendingTimeout, file.pending_timeout, default.pending_timeout)?,
        cancel_notice: length(Setting::CancelNotice, file.cancel_notice, default.cancel_notice)?,
        max_active_per_client: {
            let found = Found::of(file.max_active_per_client, i64::from(default.max_active_per_client));
            let bounds = match Setting::MaxActive.kind() {
                Kind::Count(bounds) => i64::from(*bounds.start())..=i64::from(*bounds.end()),
                _ => 0..=0,
            };
            let count = found.within("booking.max_active_per_client", bounds)?;
            u32::try_from(count).unwrap_or(default.max_active_per_client)
        },
    };
    if rules.step.num_seconds() % 60 != 0 {
        return Err(Problem { place: step_place, reason: "booking.step: write whole minutes".to_owned() });
    }
    if !rules.is_bookable() {
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
    let count = offsets.len();
    if let Kind::Lengths { most, .. } = Setting::Offsets.kind()
        && count > most
    {
        let reason = format!("reminders.offsets: {count} are too many; write at most {most}, or [] for none");
        return Err(Problem::at(place, reason));
    }
    let mut seen = HashSet::new();
    let checked = |offset: toml::Spanned<Duration>| {
        let place = offset.span();
        let length = self::length(Setting::Offsets, Some(offset), TimeDelta::zero())?;
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
    Ok(ReviewRules {
        ask: file.ask.unwrap_or(default.ask),
        after: length(Setting::ReviewAfter, file.after, default.after)?,
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
        session_idle: length(Setting::SessionIdle, file.session_idle, default.session_idle)?,
        session_max: duration("admin.session_max", file.session_max, default.session_max, SECOND..=DAY * 30)?,
    };
    if rules.session_idle > rules.session_max {
        let reason = "admin.session_idle must not be longer than admin.session_max".to_owned();
        return Err(Problem { place: idle_place, reason });
    }
    Ok(rules)
}

/// A length that can also be set in chat: its bounds are the same there.
fn length(setting: Setting, key: Key<Duration>, default: TimeDelta) -> Result<TimeDelta, Problem> {
    duration(setting.code(), key, default, setting.lengths())
}

pub(super) fn duration(
    name: &str,
    key: Key<Duration>,
    default: TimeDelta,
    bounds: RangeInclusive<TimeDelta>,
) -> Result<TimeDelta, Problem> {
    let bounds = Duration(*bounds.start())..=Duration(*bounds.end());
    Ok(Found::of(key, Duration(default)).within(name, bounds)?.0)
}

/// A text on one line, without white space around it.
pub(super) fn text(
    name: &str,
    key: Key<String>,
    length: RangeInclusive<usize>,
) -> Result<Option<String>, Problem> {
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
pub(super) fn address(name: &str, key: Key<String>, example: &str) -> Result<Option<String>, Problem> {
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
        let likely = zones::likely_zone(name);
        format!("business.timezone: \"{name}\" is no time zone; write a name such as \"{likely}\"")
    })
}
