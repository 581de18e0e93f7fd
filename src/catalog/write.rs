//! The document that says what is there: read again, it gives the same catalogue.

use std::fmt::Write as _;

use chrono::TimeDelta;
use domain::{Catalog, Category, Confirmation, Exceptions, Money, Performed, Service, Specialist};

use super::dates;
use crate::config::duration::Duration;

/// Writes a catalogue as a document.
pub fn write(catalog: &Catalog) -> String {
    let mut entries = vec![pairs(vec![("hours", quoted(&catalog.schedule.hours.to_string()))])];
    entries.extend(exceptions("exception", &catalog.schedule.exceptions));
    for resource in &catalog.resources {
        entries.push(entry("resource", vec![("name", quoted(&resource.name))]));
    }
    if !follows_from_the_services(catalog) {
        let named = |category: &Category| entry("category", vec![("name", quoted(&category.name))]);
        entries.extend(catalog.categories.iter().map(named));
    }
    entries.extend(catalog.services.iter().map(|found| service(catalog, found)));
    for found in &catalog.specialists {
        entries.push(specialist(catalog, found));
        entries.extend(exceptions("specialist.exception", &found.exceptions));
    }
    entries.join("\n")
}

/// Whether the services name all categories, and in their order.
fn follows_from_the_services(catalog: &Catalog) -> bool {
    let mut named = Vec::new();
    for category in catalog.services.iter().filter_map(|service| service.category) {
        if !named.contains(&category) {
            named.push(category);
        }
    }
    catalog.categories.iter().map(|category| category.id).eq(named)
}

fn service(catalog: &Catalog, service: &Service) -> String {
    let nothing = TimeDelta::zero();
    let category = catalog.categories.iter().find(|category| Some(category.id) == service.category);
    let some = |length: TimeDelta| Some(length).filter(|length| *length != nothing).map(duration);
    let used = catalog.resources.iter().filter(|resource| service.resources.contains(&resource.id));
    let resources: Vec<String> = used.map(|resource| quoted(&resource.name)).collect();
    let by_admin = service.confirmation == Confirmation::ByAdmin;
    let keys = [
        ("name", Some(quoted(&service.name))),
        ("category", category.map(|category| quoted(&category.name))),
        ("duration", Some(duration(service.duration))),
        ("price", Some(price(service.price))),
        ("buffer_before", some(service.buffer_before)),
        ("buffer_after", some(service.buffer_after)),
        ("seats", service.is_group().then(|| service.seats.to_string())),
        ("confirmation", by_admin.then(|| quoted(service.confirmation.code()))),
        ("step", service.step.map(duration)),
        ("min_notice", service.min_notice.map(duration)),
        ("horizon", service.horizon.map(duration)),
        ("resources", (!resources.is_empty()).then(|| format!("[{}]", resources.join(", ")))),
        ("active", (!service.active).then(|| "false".to_owned())),
    ];
    entry("service", keys.into_iter().filter_map(|(key, value)| Some((key, value?))).collect())
}

fn specialist(catalog: &Catalog, specialist: &Specialist) -> String {
    let mut services = String::from("[\n");
    for service in &catalog.services {
        if let Some(performed) = specialist.performs(service.id) {
            // Writing to a string cannot fail.
            let _ = writeln!(services, "    {},", on_terms(&service.name, performed));
        }
    }
    services.push(']');
    let mut keys = vec![("name", quoted(&specialist.name))];
    keys.extend(catalog.photos.get(&specialist.id).map(|file| ("photo", quoted(file))));
    keys.push(("services", services));
    keys.extend(specialist.hours.as_ref().map(|hours| ("hours", quoted(&hours.to_string()))));
    keys.extend((!specialist.active).then(|| ("active", "false".to_owned())));
    entry("specialist", keys)
}

fn on_terms(name: &str, performed: &Performed) -> String {
    if performed.duration.is_none() && performed.price.is_none() {
        return quoted(name);
    }
    let own_duration = performed.duration.map(|length| format!(", duration = {}", duration(length)));
    let own_price = performed.price.map(|money| format!(", price = {}", price(money)));
    let terms = [own_duration, own_price].into_iter().flatten().collect::<String>();
    format!("{{ name = {}{terms} }}", quoted(name))
}

fn exceptions(table: &str, exceptions: &Exceptions) -> Vec<String> {
    let grouped = dates::grouped(exceptions).into_iter();
    let written = grouped.map(|(dates, exception)| {
        let mut keys = vec![("dates", quoted(&dates))];
        if !exception.hours.is_empty() {
            keys.push(("hours", quoted(&exception.hours.to_string())));
        }
        keys.extend(exception.note.as_ref().map(|note| ("note", quoted(note))));
        entry(table, keys)
    });
    written.collect()
}

fn entry(table: &str, keys: Vec<(&str, String)>) -> String {
    format!("[[{table}]]\n{}", pairs(keys))
}

fn pairs(keys: Vec<(&str, String)>) -> String {
    keys.into_iter().map(|(key, value)| format!("{key} = {value}\n")).collect()
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn duration(length: TimeDelta) -> String {
    quoted(&Duration(length).to_string())
}

/// `1500`, or `"12.50"` where there are decimals.
fn price(money: Money) -> String {
    let digits = money.currency.minor_digits();
    let whole = 10_i64.pow(digits);
    match money.minor % whole {
        0 => (money.minor / whole).to_string(),
        rest => quoted(&format!("{}.{rest:0width$}", money.minor / whole, width = digits as usize)),
    }
}
