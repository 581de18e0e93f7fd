//! Services, specialists, resources: as handlers ask for them. The whole of it as a document stands in `catalog_document`.

use std::collections::HashMap;

use domain::{
    Category, Confirmation, Exception, Exceptions, Money, Performed, ResourceId, Schedule, Service,
    ServiceId, Specialist, SpecialistId, WeeklyHours,
};
use rusqlite::Row;

use crate::column::{code, duration, duration_or_none, price};
use crate::error::{Error, Result};
use crate::tx::Tx;

/// The setting with the hours of the business.
pub(crate) const HOURS: &str = "hours";

impl Tx {
    /// All services that can be booked, in the order of the price list.
    pub fn services(&self) -> Result<Vec<Service>> {
        self.with_resources(self.rows(
            "SELECT * FROM service WHERE active ORDER BY position, id",
            [],
            service,
        )?)
    }

    /// The same services with what each of them needs.
    pub(crate) fn with_resources(&self, mut services: Vec<Service>) -> Result<Vec<Service>> {
        let mut resources: HashMap<i64, Vec<ResourceId>> = HashMap::new();
        let all = "SELECT service_id, resource_id FROM service_resource ORDER BY service_id, resource_id";
        for (service, resource) in self.rows(all, [], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))? {
            resources.entry(service).or_default().push(resource.into());
        }
        for service in &mut services {
            service.resources = resources.remove(&service.id.get()).unwrap_or_default();
        }
        Ok(services)
    }

    /// The headings of the price list, in order.
    pub fn categories(&self) -> Result<Vec<Category>> {
        self.rows("SELECT id, name FROM category ORDER BY position, id", [], |row| {
            Ok(Category { id: row.get::<_, i64>("id")?.into(), name: row.get("name")? })
        })
    }

    /// A service by number, active or not.
    pub fn service(&self, id: ServiceId) -> Result<Option<Service>> {
        let found = self.row("SELECT * FROM service WHERE id = ?1", [id.get()], service)?;
        let of_service =
            "SELECT resource_id FROM service_resource WHERE service_id = ?1 ORDER BY resource_id";
        let resources = || self.rows(of_service, [id.get()], |row| Ok(row.get::<_, i64>(0)?.into()));
        found.map(|service| Ok(Service { resources: resources()?, ..service })).transpose()
    }

    /// Everybody who performs a service now, in their order.
    pub fn specialists_for(&self, service: ServiceId) -> Result<Vec<Specialist>> {
        let found = self.rows(
            "SELECT specialist.* FROM specialist_service JOIN specialist ON specialist.id = specialist_id
             WHERE service_id = ?1 AND active ORDER BY position, specialist.id",
            [service.get()],
            specialist,
        )?;
        found.into_iter().map(|specialist| self.whole(specialist)).collect()
    }

    /// Everybody who can be booked, in their order.
    pub fn specialists(&self) -> Result<Vec<Specialist>> {
        let all = "SELECT * FROM specialist WHERE active ORDER BY position, id";
        self.rows(all, [], specialist)?.into_iter().map(|specialist| self.whole(specialist)).collect()
    }

    /// A specialist by number, active or not.
    pub fn specialist(&self, id: SpecialistId) -> Result<Option<Specialist>> {
        let found = self.row("SELECT * FROM specialist WHERE id = ?1", [id.get()], specialist)?;
        found.map(|specialist| self.whole(specialist)).transpose()
    }

    /// The hours of the business and the dates that differ for everybody.
    pub fn business_schedule(&self) -> Result<Schedule> {
        let hours = match self.setting(HOURS)? {
            Some(text) => text.parse().map_err(|_| Error::Unreadable { column: "value" })?,
            None => WeeklyHours::default(),
        };
        Ok(Schedule { hours, exceptions: self.exceptions(None)? })
    }

    pub(crate) fn exceptions(&self, of: Option<SpecialistId>) -> Result<Exceptions> {
        let sql =
            "SELECT date, hours, note FROM exception WHERE coalesce(specialist_id, 0) = ?1 ORDER BY date";
        let found = self.rows(sql, [of.map_or(0, SpecialistId::get)], |row| {
            let hours = code(row, "hours", |text| text.parse().ok())?;
            Ok((code(row, "date", |text| text.parse().ok())?, Exception { hours, note: row.get("note")? }))
        })?;
        Ok(found.into_iter().collect())
    }

    /// A specialist with what stands in other tables.
    pub(crate) fn whole(&self, specialist: Specialist) -> Result<Specialist> {
        let sql = "SELECT specialist_service.*, currency FROM specialist_service JOIN service ON service.id = service_id
                   WHERE specialist_id = ?1 ORDER BY service_id";
        let services = self.rows(sql, [specialist.id.get()], performed)?;
        let exceptions = self.exceptions(Some(specialist.id))?;
        Ok(Specialist { services, exceptions, ..specialist })
    }
}

pub(crate) fn service(row: &Row<'_>) -> Result<Service> {
    Ok(Service {
        id: ServiceId::from(row.get::<_, i64>("id")?),
        category: row.get::<_, Option<i64>>("category_id")?.map(Into::into),
        name: row.get("name")?,
        duration: duration(row, "duration")?,
        price: price(row)?,
        buffer_before: duration(row, "buffer_before")?,
        buffer_after: duration(row, "buffer_after")?,
        seats: row.get("seats")?,
        confirmation: code(row, "confirmation", Confirmation::from_code)?,
        step: duration_or_none(row, "step")?,
        min_notice: duration_or_none(row, "min_notice")?,
        horizon: duration_or_none(row, "horizon")?,
        resources: Vec::new(),
        active: row.get("active")?,
    })
}

fn performed(row: &Row<'_>) -> Result<Performed> {
    let own_price = match row.get::<_, Option<i64>>("price_minor")? {
        Some(minor) => {
            let currency = code(row, "currency", |text| domain::Currency::parse(text).ok())?;
            Some(Money { minor, currency })
        }
        None => None,
    };
    Ok(Performed {
        service: ServiceId::from(row.get::<_, i64>("service_id")?),
        duration: duration_or_none(row, "duration")?,
        price: own_price,
    })
}

/// Without the services and the exceptions: they stand in tables of their own.
pub(crate) fn specialist(row: &Row<'_>) -> Result<Specialist> {
    let hours = code(row, "hours", |text| text.parse::<WeeklyHours>().ok())?;
    Ok(Specialist {
        id: SpecialistId::from(row.get::<_, i64>("id")?),
        name: row.get("name")?,
        services: Vec::new(),
        hours: row.get::<_, bool>("own_hours")?.then_some(hours),
        exceptions: Exceptions::new(),
        active: row.get("active")?,
    })
}
