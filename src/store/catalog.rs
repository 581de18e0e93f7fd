//! Services and specialists.

use std::collections::HashMap;

use domain::{Confirmation, Service, ServiceId, Specialist, SpecialistId, WeeklyHours};
use rusqlite::Row;

use crate::column::{code, duration, duration_or_none, minutes, price};
use crate::error::{Error, Result};
use crate::tx::Tx;

impl Tx {
    /// All services that can be booked, in the order of the price list.
    pub fn services(&self) -> Result<Vec<Service>> {
        self.rows("SELECT * FROM service WHERE active ORDER BY position, id", [], service)
    }

    /// A service by number, active or not.
    pub fn service(&self, id: ServiceId) -> Result<Option<Service>> {
        self.row("SELECT * FROM service WHERE id = ?1", [id.get()], service)
    }

    /// Everybody who performs a service now, in their order.
    pub fn specialists_for(&self, service: ServiceId) -> Result<Vec<Specialist>> {
        let mut found = self.rows(
            "SELECT specialist.* FROM specialist_service JOIN specialist ON specialist.id = specialist_id
             WHERE service_id = ?1 AND active ORDER BY position, specialist.id",
            [service.get()],
            specialist,
        )?;
        for specialist in &mut found {
            specialist.services = self.services_of(specialist.id)?;
        }
        Ok(found)
    }

    /// A specialist by number, active or not.
    pub fn specialist(&self, id: SpecialistId) -> Result<Option<Specialist>> {
        let found = self.row("SELECT * FROM specialist WHERE id = ?1", [id.get()], specialist)?;
        match found {
            Some(found) => Ok(Some(Specialist { services: self.services_of(id)?, ..found })),
            None => Ok(None),
        }
    }

    /// Brings the catalogue to what a document says. What is known by its name keeps its number; what the document does not name is no
    /// longer offered, but bookings of it stay. Numbers in the arguments are ignored, except that a specialist's `services` name the
    /// services by their place in `services`, counted from 0.
    pub fn replace_catalog(&self, services: &[Service], specialists: &[Specialist]) -> Result<()> {
        self.write("UPDATE service SET active = 0, version = version + 1 WHERE active", [])?;
        self.write("UPDATE specialist SET active = 0, version = version + 1 WHERE active", [])?;
        let mut numbers = HashMap::new();
        for (position, service) in (0_i64..).zip(services) {
            numbers.insert(ServiceId::from(position), self.put_service(service, position)?);
        }
        for (position, specialist) in (0_i64..).zip(specialists) {
            let id = self.put_specialist(specialist, position)?;
            self.write("DELETE FROM specialist_service WHERE specialist_id = ?1", [id])?;
            for service in specialist.services.iter().filter_map(|place| numbers.get(place)) {
                self.write(
                    "INSERT INTO specialist_service (specialist_id, service_id) VALUES (?1, ?2)",
                    (id, service),
                )?;
            }
        }
        Ok(())
    }

    fn put_service(&self, service: &Service, position: i64) -> Result<i64> {
        let sql = "INSERT INTO service (name, duration, price_minor, currency, buffer_before, buffer_after, confirmation,
                        step, min_notice, horizon, active, position)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT (name) DO UPDATE SET duration = excluded.duration, price_minor = excluded.price_minor,
                currency = excluded.currency, buffer_before = excluded.buffer_before,
                buffer_after = excluded.buffer_after, confirmation = excluded.confirmation, step = excluded.step,
                min_notice = excluded.min_notice, horizon = excluded.horizon, active = excluded.active,
                position = excluded.position
             RETURNING id";
        let values = (
            &service.name,
            minutes(service.duration),
            service.price.minor,
            service.price.currency.code(),
            minutes(service.buffer_before),
            minutes(service.buffer_after),
            service.confirmation.code(),
            service.step.map(minutes),
            service.min_notice.map(minutes),
            service.horizon.map(minutes),
            service.active,
            position,
        );
        self.row(sql, values, |row| Ok(row.get(0)?))?.ok_or(Error::Changed)
    }

    fn put_specialist(&self, specialist: &Specialist, position: i64) -> Result<i64> {
        let sql = "INSERT INTO specialist (name, hours, active, position) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (name) DO UPDATE SET hours = excluded.hours, active = excluded.active,
                position = excluded.position
             RETURNING id";
        let values = (&specialist.name, specialist.hours.to_string(), specialist.active, position);
        self.row(sql, values, |row| Ok(row.get(0)?))?.ok_or(Error::Changed)
    }

    fn services_of(&self, id: SpecialistId) -> Result<Vec<ServiceId>> {
        let sql = "SELECT service_id FROM specialist_service WHERE specialist_id = ?1 ORDER BY service_id";
        self.rows(sql, [id.get()], |row| Ok(ServiceId::from(row.get::<_, i64>(0)?)))
    }
}

fn service(row: &Row<'_>) -> Result<Service> {
    Ok(Service {
        id: ServiceId::from(row.get::<_, i64>("id")?),
        category: row.get::<_, Option<i64>>("category_id")?.map(Into::into),
        name: row.get("name")?,
        duration: duration(row, "duration")?,
        price: price(row)?,
        buffer_before: duration(row, "buffer_before")?,
        buffer_after: duration(row, "buffer_after")?,
        confirmation: code(row, "confirmation", Confirmation::from_code)?,
        step: duration_or_none(row, "step")?,
        min_notice: duration_or_none(row, "min_notice")?,
        horizon: duration_or_none(row, "horizon")?,
        active: row.get("active")?,
    })
}

/// Without the services: they stand in a table of their own.
fn specialist(row: &Row<'_>) -> Result<Specialist> {
    Ok(Specialist {
        id: SpecialistId::from(row.get::<_, i64>("id")?),
        name: row.get("name")?,
        services: Vec::new(),
        hours: code(row, "hours", |text| text.parse::<WeeklyHours>().ok())?,
        active: row.get("active")?,
    })
}
