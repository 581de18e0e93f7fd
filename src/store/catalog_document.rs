//! The whole catalogue at once: what a document says is put in, and what is there is given back.

use std::collections::HashMap;

use domain::{Catalog, Exceptions, Resource, Service, Specialist};

use crate::catalog::HOURS;
use crate::column::minutes;
use crate::error::{Error, Result};
use crate::tx::Tx;

impl Tx {
    /// All that the catalogue knows; what is switched off says so.
    pub fn catalog(&self) -> Result<Catalog> {
        let named = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
        let resources =
            self.rows("SELECT id, name FROM resource WHERE active ORDER BY position, id", [], named)?;
        Ok(Catalog {
            schedule: self.business_schedule()?,
            categories: self.categories()?,
            resources: resources.into_iter().map(|(id, name)| Resource { id: id.into(), name }).collect(),
            services: self.listed_services()?,
            specialists: self.listed_specialists()?,
            photos: self.photo_names()?,
        })
    }

    /// Brings the catalogue to what a document says. What is known by its name keeps its number; what the document does not name is no
    /// longer offered, but its bookings stay. Numbers in the document only tie its parts together.
    pub fn replace_catalog(&self, catalog: &Catalog) -> Result<()> {
        self.write("UPDATE service SET active = 0, listed = 0, category_id = NULL", [])?;
        self.write("UPDATE specialist SET active = 0, listed = 0", [])?;
        self.write("UPDATE resource SET active = 0", [])?;
        self.write("DELETE FROM exception", [])?;
        self.set_setting(HOURS, &catalog.schedule.hours.to_string())?;
        self.count_business_hours_up()?;
        self.put_exceptions(None, &catalog.schedule.exceptions)?;
        let mut categories = HashMap::new();
        for (position, category) in (0_i64..).zip(&catalog.categories) {
            let sql = "INSERT INTO category (name, position) VALUES (?1, ?2)
                ON CONFLICT (name) DO UPDATE SET position = excluded.position, version = version + 1 RETURNING id";
            categories.insert(category.id, self.put_row(sql, (&category.name, position))?);
        }
        for category in self.categories()? {
            // No service is in it by now.
            if !categories.values().any(|id| *id == category.id.get()) {
                self.write("DELETE FROM category WHERE id = ?1", [category.id.get()])?;
            }
        }
        let mut resources = HashMap::new();
        for (position, resource) in (0_i64..).zip(&catalog.resources) {
            let sql = "INSERT INTO resource (name, position) VALUES (?1, ?2)
                ON CONFLICT (name) DO UPDATE SET active = 1, position = excluded.position, version = version + 1
                RETURNING id";
            resources.insert(resource.id, self.put_row(sql, (&resource.name, position))?);
        }
        let mut services = HashMap::new();
        for (position, service) in (0_i64..).zip(&catalog.services) {
            let category = service.category.and_then(|id| categories.get(&id)).copied();
            let id = self.put_service(service, category, position)?;
            services.insert(service.id, id);
            self.write("DELETE FROM service_resource WHERE service_id = ?1", [id])?;
            for resource in service.resources.iter().filter_map(|id| resources.get(id)) {
                let sql = "INSERT INTO service_resource (service_id, resource_id) VALUES (?1, ?2)";
                self.write(sql, (id, resource))?;
            }
        }
        for (position, specialist) in (0_i64..).zip(&catalog.specialists) {
            let photo = catalog.photos.get(&specialist.id);
            self.put_specialist(specialist, &services, position, photo)?;
        }
        Ok(())
    }

    pub(crate) fn put_service(&self, service: &Service, category: Option<i64>, position: i64) -> Result<i64> {
        let sql = "INSERT INTO service (name, duration, price_minor, currency, buffer_before, buffer_after, confirmation,
                        step, min_notice, horizon, active, position, seats, category_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
             ON CONFLICT (name) DO UPDATE SET duration = excluded.duration, price_minor = excluded.price_minor,
                currency = excluded.currency, buffer_before = excluded.buffer_before,
                buffer_after = excluded.buffer_after, confirmation = excluded.confirmation, step = excluded.step,
                min_notice = excluded.min_notice, horizon = excluded.horizon, active = excluded.active, listed = 1,
                position = excluded.position, seats = excluded.seats, category_id = excluded.category_id,
                version = version + 1
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
            service.seats,
            category,
        );
        self.put_row(sql, values)
    }

    fn put_specialist(
        &self,
        specialist: &Specialist,
        services: &HashMap<domain::ServiceId, i64>,
        position: i64,
        photo: Option<&String>,
    ) -> Result<()> {
        // Another picture of the same name comes with `put_photos`; until then the former one is shown.
        let sql =
            "INSERT INTO specialist (name, hours, own_hours, active, position, photo_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (name) DO UPDATE SET hours = excluded.hours, own_hours = excluded.own_hours,
                active = excluded.active, listed = 1, position = excluded.position, version = version + 1,
                photo_id = iif(photo_name IS excluded.photo_name, photo_id, NULL), photo_name = excluded.photo_name
             RETURNING id";
        let hours = specialist.hours.as_ref().map(ToString::to_string);
        let own = hours.is_some();
        let values = (&specialist.name, hours.unwrap_or_default(), own, specialist.active, position, photo);
        let id = self.put_row(sql, values)?;
        self.write("DELETE FROM specialist_service WHERE specialist_id = ?1", [id])?;
        for performed in &specialist.services {
            let Some(service) = services.get(&performed.service) else { continue };
            let own = (performed.duration.map(minutes), performed.price.map(|price| price.minor));
            self.write(
                "INSERT INTO specialist_service (specialist_id, service_id, duration, price_minor) VALUES (?1, ?2, ?3, ?4)",
                (id, service, own.0, own.1),
            )?;
        }
        self.put_exceptions(Some(id), &specialist.exceptions)
    }

    fn put_exceptions(&self, of: Option<i64>, exceptions: &Exceptions) -> Result<()> {
        for (date, exception) in exceptions {
            self.write(
                "INSERT INTO exception (specialist_id, date, hours, note) VALUES (?1, ?2, ?3, ?4)",
                (of, date.to_string(), exception.hours.to_string(), &exception.note),
            )?;
        }
        Ok(())
    }

    /// Writes a row and gives its number.
    fn put_row(&self, sql: &'static str, values: impl rusqlite::Params) -> Result<i64> {
        self.row(sql, values, |row| Ok(row.get(0)?))?.ok_or(Error::Changed)
    }
}
