//! The catalogue as a document: services, specialists, hours.

mod price;

use std::collections::HashMap;
use std::path::Path;

use chrono::TimeDelta;
use domain::{Confirmation, Currency, Service, ServiceId, Specialist, WeeklyHours};
use serde::Deserialize;
use toml::Spanned;

use self::price::Price;
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
        price: price::money(&entry.price, currency)?,
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

#[cfg(test)]
mod tests;
