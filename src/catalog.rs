//! The catalogue as a document: services, specialists, hours.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;

use chrono::TimeDelta;
use domain::{Confirmation, Currency, Money, Service, ServiceId, Specialist, WeeklyHours};
use serde::Deserialize;
use toml::Spanned;

use crate::config::duration::Duration;
use crate::document::{self, DocumentError, Problem};

/// What can be booked and with whom. The numbers in it are places in the lists, counted from 0: the database gives the real ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    /// In the order of the price list.
    pub services: Vec<Service>,
    /// In their order.
    pub specialists: Vec<Specialist>,
}

/// Reads a document. Prices are in `currency`.
///
/// # Errors
/// File, line and reason, in one line.
pub fn load(file: &Path, currency: Currency) -> Result<Catalog, DocumentError> {
    document::read(file, |document| catalog(document, currency))
}

/// Reads the text of a document; see [`load`].
///
/// # Errors
/// File, line and reason, in one line.
pub fn parse(file: &Path, text: &str, currency: Currency) -> Result<Catalog, DocumentError> {
    document::parse(file, text, |document| catalog(document, currency))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    service: Vec<ServiceEntry>,
    #[serde(default)]
    specialist: Vec<SpecialistEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceEntry {
    name: Spanned<String>,
    duration: Spanned<Duration>,
    price: Spanned<Price>,
    buffer_before: Option<Spanned<Duration>>,
    buffer_after: Option<Spanned<Duration>>,
    confirmation: Option<Spanned<String>>,
    step: Option<Spanned<Duration>>,
    min_notice: Option<Spanned<Duration>>,
    horizon: Option<Spanned<Duration>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpecialistEntry {
    name: Spanned<String>,
    services: Option<Vec<Spanned<String>>>,
    hours: Spanned<String>,
}

fn catalog(document: Document, currency: Currency) -> Result<Catalog, Problem> {
    if document.service.is_empty() {
        return Err(Problem::missing("there is no [[service]]; name at least one"));
    }
    let mut services = Vec::new();
    let mut places = HashMap::new();
    for (place, entry) in (0_i64..).zip(document.service) {
        let name = name(&entry.name)?;
        if places.insert(name.clone(), ServiceId::from(place)).is_some() {
            return Err(Problem::at(entry.name.span(), format!("the service \"{name}\" stands there twice")));
        }
        services.push(service(place.into(), name, &entry, currency)?);
    }
    let mut specialists: Vec<Specialist> = Vec::new();
    for (place, entry) in (0_i64..).zip(document.specialist) {
        let name = name(&entry.name)?;
        if specialists.iter().any(|known| known.name == name) {
            return Err(Problem::at(
                entry.name.span(),
                format!("the specialist \"{name}\" stands there twice"),
            ));
        }
        let hours: WeeklyHours = entry
            .hours
            .get_ref()
            .parse()
            .map_err(|error| Problem::at(entry.hours.span(), format!("hours: {error}")))?;
        let services = performed(entry.services, &places, services.len())?;
        specialists.push(Specialist { id: place.into(), name, services, hours, active: true });
    }
    Ok(Catalog { services, specialists })
}

fn service(
    id: ServiceId,
    name: String,
    entry: &ServiceEntry,
    currency: Currency,
) -> Result<Service, Problem> {
    let (minute, day, year) = (TimeDelta::minutes(1), TimeDelta::days(1), TimeDelta::days(366));
    let nothing = TimeDelta::zero();
    let confirmation = match &entry.confirmation {
        None => Confirmation::Automatic,
        Some(code) => Confirmation::from_code(code.get_ref())
            .ok_or_else(|| Problem::at(code.span(), "confirmation: write \"automatic\" or \"by_admin\""))?,
    };
    let optional = |key: &str, found: &Option<Spanned<Duration>>, least, most| {
        found.as_ref().map(|found| minutes(key, found, least, most)).transpose()
    };
    Ok(Service {
        id,
        category: None,
        name,
        duration: minutes("duration", &entry.duration, minute, day)?,
        price: price(&entry.price, currency)?,
        buffer_before: optional("buffer_before", &entry.buffer_before, nothing, day)?.unwrap_or(nothing),
        buffer_after: optional("buffer_after", &entry.buffer_after, nothing, day)?.unwrap_or(nothing),
        confirmation,
        step: optional("step", &entry.step, minute * 5, day)?,
        min_notice: optional("min_notice", &entry.min_notice, nothing, year)?,
        horizon: optional("horizon", &entry.horizon, TimeDelta::hours(1), year)?,
        active: true,
    })
}

/// The services somebody performs: the named ones, or all.
fn performed(
    named: Option<Vec<Spanned<String>>>,
    places: &HashMap<String, ServiceId>,
    count: usize,
) -> Result<Vec<ServiceId>, Problem> {
    let Some(named) = named else {
        return Ok((0_i64..).take(count).map(ServiceId::from).collect());
    };
    let mut found = Vec::new();
    for service in named {
        let place = places.get(service.get_ref().trim()).ok_or_else(|| {
            let reason = format!("services: there is no [[service]] with the name \"{}\"", service.get_ref());
            Problem::at(service.span(), reason)
        })?;
        if found.contains(place) {
            let reason = format!("services: \"{}\" stands there twice", service.get_ref());
            return Err(Problem::at(service.span(), reason));
        }
        found.push(*place);
    }
    Ok(found)
}

fn name(found: &Spanned<String>) -> Result<String, Problem> {
    let name = found.get_ref().trim();
    match (1..=60).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        true => Ok(name.to_owned()),
        false => Err(Problem::at(found.span(), "name: write 1 to 60 characters on one line")),
    }
}

/// The database counts the times of a service in minutes.
fn minutes(
    key: &str,
    found: &Spanned<Duration>,
    least: TimeDelta,
    most: TimeDelta,
) -> Result<TimeDelta, Problem> {
    let Duration(length) = *found.get_ref();
    if length.num_seconds() % 60 != 0 || !(least..=most).contains(&length) {
        let reason =
            format!("{key}: write whole minutes from \"{}\" to \"{}\"", Duration(least), Duration(most));
        return Err(Problem::at(found.span(), reason));
    }
    Ok(length)
}

/// A price as it is written: `1500` or `"12.50"`.
enum Price {
    Whole(i64),
    Decimal(String),
}

impl<'de> Deserialize<'de> for Price {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Price, D::Error> {
        struct Written;

        impl serde::de::Visitor<'_> for Written {
            type Value = Price;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number such as 1500 or a text such as \"12.50\"")
            }

            fn visit_i64<E: serde::de::Error>(self, amount: i64) -> Result<Price, E> {
                Ok(Price::Whole(amount))
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Price, E> {
                Ok(Price::Decimal(text.trim().to_owned()))
            }
        }

        deserializer.deserialize_any(Written)
    }
}

fn price(found: &Spanned<Price>, currency: Currency) -> Result<Money, Problem> {
    let money = match found.get_ref() {
        Price::Whole(amount) => Money::whole(*amount, currency),
        Price::Decimal(text) => decimal(text, currency),
    };
    money.filter(|money| money.minor >= 0).ok_or_else(|| {
        let reason = match currency.minor_digits() {
            0 => format!("price: {} has no decimals; write a whole number from 0 on", currency.code()),
            digits => format!("price: write a number from 0 on, with at most {digits} decimals"),
        };
        Problem::at(found.span(), reason)
    })
}

/// `"12.50"` → 1250 minor units; never by way of a binary fraction.
fn decimal(text: &str, currency: Currency) -> Option<Money> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let wanted = usize::try_from(currency.minor_digits()).ok()?;
    if whole.is_empty() || !digits(whole) || !digits(decimals) || decimals.len() > wanted {
        return None;
    }
    let minor = format!("{whole}{decimals:0<wanted$}").parse().ok()?;
    Some(Money { minor, currency })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
[[service]]
name = "Haircut"
duration = "60m"
price = 1500

[[service]]
name = "Colouring"
duration = "2h"
price = "12.50"
buffer_before = "5m"
buffer_after = "15m"
confirmation = "by_admin"
step = "1h"
min_notice = "1d"
horizon = "30d"

[[specialist]]
name = "Anna"
services = ["Colouring"]
hours = "Mon-Fri 09:00-13:00, 14:00-18:00"

[[specialist]]
name = "Boris"
hours = "Sat 20:00-02:00"
"#;

    fn of(text: &str) -> Result<Catalog, String> {
        parse(Path::new("salon.toml"), text, Currency::RUB).map_err(|error| error.to_string())
    }

    #[test]
    fn a_document_is_read_with_its_defaults() {
        let Catalog { services, specialists } = of(GOOD).unwrap();
        assert_eq!(services[0].price.minor, 150_000);
        assert_eq!(services[0].confirmation, Confirmation::Automatic);
        assert_eq!((services[0].buffer_after, services[0].step), (TimeDelta::zero(), None));
        assert_eq!(services[1].price.minor, 1250);
        assert_eq!(services[1].confirmation, Confirmation::ByAdmin);
        assert_eq!(services[1].buffer_after, TimeDelta::minutes(15));
        assert_eq!(services[1].min_notice, Some(TimeDelta::hours(24)));
        assert_eq!(specialists[0].services, [ServiceId::from(1)]);
        assert_eq!(specialists[0].hours.to_string(), "Mon-Fri 09:00-13:00, 14:00-18:00");
        assert_eq!(specialists[1].services, [ServiceId::from(0), ServiceId::from(1)], "all, unless named");
    }

    #[test]
    fn a_mistake_is_told_with_line_and_mend() {
        let cases = [
            ("duration = \"60m\"", "", "salon.toml:2: missing key `duration`"),
            (
                "duration = \"60m\"",
                "duration = \"90s\"",
                "salon.toml:4: duration: write whole minutes from \"1m\"",
            ),
            ("duration = \"60m\"", "duration = 60", "salon.toml:4: duration: invalid type"),
            ("price = 1500", "price = 15.5", "expected a whole number such as 1500 or a text"),
            ("price = 1500", "price = -1", "salon.toml:5: price: write a number from 0 on"),
            ("price = 1500", "price = 9223372036854775807", "salon.toml:5: price: write a number"),
            ("price = \"12.50\"", "price = \"12.505\"", "with at most 2 decimals"),
            ("price = \"12.50\"", "price = \"12,50\"", "with at most 2 decimals"),
            ("\"by_admin\"", "\"admin\"", "salon.toml:13: confirmation: write \"automatic\" or \"by_admin\""),
            (
                "\"Colouring\"\nduration",
                "\"Haircut\"\nduration",
                "salon.toml:8: the service \"Haircut\" stands",
            ),
            ("[\"Colouring\"]", "[\"Painting\"]", "salon.toml:20: services: there is no [[service]]"),
            ("Mon-Fri", "Mo-Fri", "salon.toml:21: hours: \"Mo-Fri\" is no day"),
            ("name = \"Boris\"", "name = \"Anna\"", "the specialist \"Anna\" stands there twice"),
            ("name = \"Haircut\"", "name = \" \"", "salon.toml:3: name: write 1 to 60 characters"),
            ("[[specialist]]", "[[master]]", "unknown key `master`"),
        ];
        for (from, to, said) in cases {
            assert!(GOOD.contains(from), "{from}");
            let error = of(&GOOD.replacen(from, to, 1)).unwrap_err();
            assert!(error.contains(said) && !error.contains('\n'), "{to:?} → {error}");
        }
        assert!(of("").unwrap_err().contains("there is no [[service]]"));
    }

    #[test]
    fn a_currency_without_a_minor_unit_has_no_decimals() {
        let yen = |text: &str| decimal(text, Currency::parse("JPY").unwrap()).map(|money| money.minor);
        assert_eq!(yen("1500"), Some(1500));
        assert_eq!(yen("15.5"), None);
        let roubles = |text: &str| decimal(text, Currency::RUB).map(|money| money.minor);
        assert_eq!(
            (roubles("0.5"), roubles(".5"), roubles("1."), roubles("")),
            (Some(50), None, Some(100), None)
        );
    }
}
