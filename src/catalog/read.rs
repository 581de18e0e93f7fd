//! What each key means, its default and its bounds. A message names the key and the mend.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use chrono::TimeDelta;
use domain::catalog_bounds as bounds;
use domain::{
    Catalog, Category, CategoryId, Confirmation, Currency, Performed, Resource, ResourceId, Schedule,
    Service, ServiceId, Specialist, WeeklyHours,
};
use toml::Spanned;

use super::file::{self, Document, Performs};
use super::{dates, pictures, price};
use crate::config::duration::Duration;
use crate::document::Problem;

/// Names and the numbers that stand for them in this document.
type Names<Id> = HashMap<String, Id>;

pub(super) fn catalog(document: Document, currency: Currency) -> Result<Catalog, Problem> {
    if document.service.is_empty() {
        return Err(Problem::missing("there is no [[service]]; name at least one"));
    }
    let schedule = Schedule {
        hours: weekly(document.hours.as_ref())?.unwrap_or_default(),
        exceptions: dates::read(document.exception)?,
    };
    let mut catalog = Catalog { schedule, ..Catalog::default() };
    let mut resources: Names<ResourceId> = HashMap::new();
    for (place, entry) in (1_i64..).zip(document.resource) {
        let name = new_name(&entry.name, "resource", &resources)?;
        resources.insert(name.clone(), place.into());
        catalog.resources.push(Resource { id: place.into(), name });
    }
    for entry in &document.category {
        let known = catalog.categories.len();
        category(&mut catalog.categories, &entry.name)?;
        if catalog.categories.len() == known {
            let reason = format!("the category \"{}\" stands there twice", entry.name.get_ref());
            return Err(Problem::at(entry.name.span(), reason));
        }
    }
    let mut services: Names<ServiceId> = HashMap::new();
    for (place, entry) in (1_i64..).zip(document.service) {
        let name = new_name(&entry.name, "service", &services)?;
        services.insert(name.clone(), place.into());
        let category =
            entry.category.as_ref().map(|name| category(&mut catalog.categories, name)).transpose()?;
        let resources = resources_of(&entry.resources, &resources)?;
        let read = service(place.into(), name, &entry, currency)?;
        catalog.services.push(Service { category, resources, ..read });
    }
    let mut specialists: Names<()> = HashMap::new();
    for (place, entry) in (1_i64..).zip(document.specialist) {
        let name = new_name(&entry.name, "specialist", &specialists)?;
        specialists.insert(name.clone(), ());
        let hours = weekly(entry.hours.as_ref())?;
        if hours.is_none() && document.hours.is_none() {
            let reason =
                format!("\"{name}\" has no hours; write them here, or for everybody at the top of the file");
            return Err(Problem::at(entry.name.span(), reason));
        }
        if let Some(photo) = &entry.photo {
            catalog.photos.insert(place.into(), pictures::name(photo)?);
        }
        let services = performed(entry.services, &services, &catalog.services, currency)?;
        let exceptions = dates::read(entry.exception)?;
        catalog.specialists.push(Specialist {
            id: place.into(),
            name,
            services,
            hours,
            exceptions,
            active: entry.active.unwrap_or(true),
        });
    }
    Ok(catalog)
}

fn weekly(hours: Option<&Spanned<String>>) -> Result<Option<WeeklyHours>, Problem> {
    let read = |hours: &Spanned<String>| {
        hours.get_ref().parse().map_err(|error| Problem::at(hours.span(), format!("hours: {error}")))
    };
    hours.map(read).transpose()
}

/// A category is known by its name; where it is not listed, the first service that names it makes it.
fn category(known: &mut Vec<Category>, found: &Spanned<String>) -> Result<CategoryId, Problem> {
    let name = name("category", found)?;
    if let Some(known) = known.iter().find(|known| known.name == name) {
        return Ok(known.id);
    }
    let id = CategoryId::from(known.last().map_or(1, |last| last.id.get() + 1));
    known.push(Category { id, name });
    Ok(id)
}

fn service(
    id: ServiceId,
    name: String,
    entry: &file::Service,
    currency: Currency,
) -> Result<Service, Problem> {
    let nothing = TimeDelta::zero();
    let confirmation = match &entry.confirmation {
        None => Confirmation::Automatic,
        Some(code) => Confirmation::from_code(code.get_ref())
            .ok_or_else(|| Problem::at(code.span(), "confirmation: write \"automatic\" or \"by_admin\""))?,
    };
    let seats = match &entry.seats {
        None => 1,
        Some(seats) => u32::try_from(*seats.get_ref())
            .ok()
            .filter(|seats| bounds::SEATS.contains(seats))
            .ok_or_else(|| {
                let (least, most) = (bounds::SEATS.start(), bounds::SEATS.end());
                Problem::at(seats.span(), format!("seats: write a number from {least} to {most}"))
            })?,
    };
    let optional = |key: &str, found: &Option<Spanned<Duration>>, within| {
        found.as_ref().map(|found| minutes(key, found, within)).transpose()
    };
    Ok(Service {
        buffer_before: optional("buffer_before", &entry.buffer_before, bounds::BUFFER)?.unwrap_or(nothing),
        buffer_after: optional("buffer_after", &entry.buffer_after, bounds::BUFFER)?.unwrap_or(nothing),
        seats,
        confirmation,
        active: entry.active.unwrap_or(true),
        step: optional("step", &entry.step, bounds::STEP)?,
        min_notice: optional("min_notice", &entry.min_notice, bounds::MIN_NOTICE)?,
        horizon: optional("horizon", &entry.horizon, bounds::HORIZON)?,
        ..Service::new(
            id,
            name,
            minutes("duration", &entry.duration, bounds::DURATION)?,
            price::money(&entry.price, currency)?,
        )
    })
}

fn resources_of(named: &[Spanned<String>], known: &Names<ResourceId>) -> Result<Vec<ResourceId>, Problem> {
    let mut found = Vec::new();
    for name in named {
        let id = *known.get(name.get_ref().trim()).ok_or_else(|| {
            let reason = format!("resources: there is no [[resource]] with the name \"{}\"", name.get_ref());
            Problem::at(name.span(), reason)
        })?;
        if found.contains(&id) {
            let reason = format!("resources: \"{}\" stands there twice", name.get_ref());
            return Err(Problem::at(name.span(), reason));
        }
        found.push(id);
    }
    // Which of them is named first says nothing.
    found.sort();
    Ok(found)
}

/// The services somebody performs: the named ones, or all.
fn performed(
    named: Option<Vec<Spanned<Performs>>>,
    known: &Names<ServiceId>,
    all: &[Service],
    currency: Currency,
) -> Result<Vec<Performed>, Problem> {
    let Some(named) = named else {
        return Ok(all.iter().map(|service| service.id.into()).collect());
    };
    let mut found: Vec<Performed> = Vec::new();
    for entry in named {
        let place = entry.span();
        let (name, terms) = match entry.into_inner() {
            Performs::AsEverybody(name) => (name, (None, None)),
            Performs::OnOwnTerms(terms) => (terms.name, (terms.duration, terms.price)),
        };
        let service = *known.get(name.trim()).ok_or_else(|| {
            Problem::at(place.clone(), format!("services: there is no [[service]] with the name \"{name}\""))
        })?;
        if found.iter().any(|performed| performed.service == service) {
            return Err(Problem::at(place, format!("services: \"{name}\" stands there twice")));
        }
        let duration = terms.0.map(|found| minutes("duration", &found, bounds::DURATION)).transpose()?;
        let price = terms.1.map(|found| price::money(&found, currency)).transpose()?;
        found.push(Performed { service, duration, price });
    }
    found.sort_by_key(|performed| performed.service);
    Ok(found)
}

fn new_name<Id>(found: &Spanned<String>, what: &str, known: &Names<Id>) -> Result<String, Problem> {
    let name = name("name", found)?;
    match known.contains_key(&name) {
        true => Err(Problem::at(found.span(), format!("the {what} \"{name}\" stands there twice"))),
        false => Ok(name),
    }
}

fn name(key: &str, found: &Spanned<String>) -> Result<String, Problem> {
    bounds::name(found.get_ref()).ok_or_else(|| {
        let (least, most) = (bounds::NAME.start(), bounds::NAME.end());
        Problem::at(found.span(), format!("{key}: write {least} to {most} characters on one line"))
    })
}

/// The database counts the times of a service in minutes.
fn minutes(
    key: &str,
    found: &Spanned<Duration>,
    within: RangeInclusive<TimeDelta>,
) -> Result<TimeDelta, Problem> {
    let Duration(length) = *found.get_ref();
    if !bounds::is_length(length, &within) {
        let (least, most) = (Duration(*within.start()), Duration(*within.end()));
        let reason = format!("{key}: write whole minutes from \"{least}\" to \"{most}\"");
        return Err(Problem::at(found.span(), reason));
    }
    Ok(length)
}
