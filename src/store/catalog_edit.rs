//! The catalogue as an admin edits it, a piece at a time (A6). Each change names the version that the admin saw.

use domain::{Category, CategoryId, Performed, Service, ServiceId, Specialist, SpecialistId, catalog_bounds};
use rusqlite::Row;

use crate::catalog::{service, specialist};
use crate::column::minutes;
use crate::error::{Error, Result};
use crate::tx::Tx;

/// Something that can be edited, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versioned<T> {
    /// What it says.
    pub value: T,
    /// What a change has to name.
    pub version: i64,
}

impl Tx {
    /// All services of the catalogue, those that are switched off too, in the order of the price list.
    pub fn listed_services(&self) -> Result<Vec<Service>> {
        let sql = "SELECT * FROM service WHERE listed ORDER BY position, id";
        self.with_resources(self.rows(sql, [], service)?)
    }

    /// Everybody in the catalogue, those who are switched off too, in their order.
    pub fn listed_specialists(&self) -> Result<Vec<Specialist>> {
        let sql = "SELECT * FROM specialist WHERE listed ORDER BY position, id";
        self.rows(sql, [], specialist)?.into_iter().map(|specialist| self.whole(specialist)).collect()
    }

    /// A service of the catalogue, to be edited.
    pub fn service_to_edit(&self, id: ServiceId) -> Result<Option<Versioned<Service>>> {
        let sql = "SELECT version FROM service WHERE id = ?1 AND listed";
        let version = self.row(sql, [id.get()], first)?;
        Ok(self.service(id)?.zip(version).map(|(value, version)| Versioned { value, version }))
    }

    /// Somebody in the catalogue, to be edited.
    pub fn specialist_to_edit(&self, id: SpecialistId) -> Result<Option<Versioned<Specialist>>> {
        let sql = "SELECT version FROM specialist WHERE id = ?1 AND listed";
        let version = self.row(sql, [id.get()], first)?;
        Ok(self.specialist(id)?.zip(version).map(|(value, version)| Versioned { value, version }))
    }

    /// A category, to be edited.
    pub fn category_to_edit(&self, id: CategoryId) -> Result<Option<Versioned<Category>>> {
        self.row("SELECT * FROM category WHERE id = ?1", [id.get()], |row| {
            let value = Category { id, name: row.get("name")? };
            Ok(Versioned { value, version: row.get("version")? })
        })
    }

    /// Puts a service at the end of the price list; its number is given by the database.
    ///
    /// # Errors
    /// [`Error::Taken`] when another service has this name.
    pub fn add_service(&self, service: &Service) -> Result<ServiceId> {
        let others = "SELECT name FROM service WHERE listed";
        free(&service.name, &self.rows(others, [], name)?)?;
        let sql = "SELECT coalesce(max(position), -1) + 1 FROM service";
        let position = self.row(sql, [], first)?.unwrap_or(0);
        let id = self.put_service(service, service.category.map(CategoryId::get), position)?;
        // One that a document has dropped comes back under its name, but not as it was.
        self.write("DELETE FROM specialist_service WHERE service_id = ?1", [id])?;
        self.write("DELETE FROM service_resource WHERE service_id = ?1", [id])?;
        Ok(id.into())
    }

    /// Writes a service as it says now, its resources excepted.
    ///
    /// # Errors
    /// [`Error::Changed`] when it is not as it was seen, [`Error::Taken`] when another service has this name.
    pub fn change_service(&self, seen: i64, service: &Service) -> Result<()> {
        let others = "SELECT name FROM service WHERE id <> ?1 AND (listed OR name = ?2)";
        free(&service.name, &self.rows(others, (service.id.get(), &service.name), name)?)?;
        let changed = self.write(
            "UPDATE service SET name = ?3, category_id = ?4, duration = ?5, price_minor = ?6, currency = ?7,
                buffer_before = ?8, buffer_after = ?9, seats = ?10, confirmation = ?11, step = ?12, min_notice = ?13,
                horizon = ?14, active = ?15, version = version + 1
             WHERE id = ?1 AND version = ?2 AND listed",
            (
                service.id.get(),
                seen,
                &service.name,
                service.category.map(CategoryId::get),
                minutes(service.duration),
                service.price.minor,
                service.price.currency.code(),
                minutes(service.buffer_before),
                minutes(service.buffer_after),
                service.seats,
                service.confirmation.code(),
                service.step.map(minutes),
                service.min_notice.map(minutes),
                service.horizon.map(minutes),
                service.active,
            ),
        )?;
        one(changed)
    }

    /// Puts somebody at the end of the list, with the hours of the business.
    ///
    /// # Errors
    /// [`Error::Taken`] when somebody else has this name.
    pub fn add_specialist(&self, name: &str, services: &[Performed]) -> Result<SpecialistId> {
        let others = "SELECT name FROM specialist WHERE listed";
        free(name, &self.rows(others, [], self::name)?)?;
        let position = "SELECT coalesce(max(position), -1) + 1 FROM specialist";
        let position = self.row(position, [], first)?.unwrap_or(0);
        // Whom a document has dropped comes back under the name, but not as they were.
        let back = "UPDATE specialist SET hours = '', own_hours = 0, active = 1, listed = 1, position = ?2, photo_id = NULL,
                photo_name = NULL, version = version + 1
             WHERE name = ?1 RETURNING id";
        let new = "INSERT INTO specialist (name, hours, own_hours, position) VALUES (?1, '', 0, ?2)";
        let id = match self.row(back, (name, position), first)? {
            Some(id) => id,
            None => {
                self.write(new, (name, position))?;
                self.last_id()
            }
        };
        self.write("DELETE FROM exception WHERE specialist_id = ?1", [id])?;
        self.perform(id, services)?;
        Ok(id.into())
    }

    /// Writes the name of a specialist, what they perform, and whether they are switched on; hours have their own way.
    ///
    /// # Errors
    /// [`Error::Changed`] when they are not as they were seen, [`Error::Taken`] when somebody else has this name.
    pub fn change_specialist(&self, seen: i64, specialist: &Specialist) -> Result<()> {
        let id = specialist.id.get();
        let others = "SELECT name FROM specialist WHERE id <> ?1 AND (listed OR name = ?2)";
        free(&specialist.name, &self.rows(others, (id, &specialist.name), name)?)?;
        let sql = "UPDATE specialist SET name = ?3, active = ?4, version = version + 1
             WHERE id = ?1 AND version = ?2 AND listed";
        one(self.write(sql, (id, seen, &specialist.name, specialist.active))?)?;
        self.perform(id, &specialist.services)
    }

    fn perform(&self, specialist: i64, services: &[Performed]) -> Result<()> {
        self.write("DELETE FROM specialist_service WHERE specialist_id = ?1", [specialist])?;
        for performed in services {
            let own = (performed.duration.map(minutes), performed.price.map(|price| price.minor));
            self.write(
                "INSERT INTO specialist_service (specialist_id, service_id, duration, price_minor) VALUES (?1, ?2, ?3, ?4)",
                (specialist, performed.service.get(), own.0, own.1),
            )?;
        }
        Ok(())
    }

    /// Puts a category at the end.
    ///
    /// # Errors
    /// [`Error::Taken`] when another one has this name.
    pub fn add_category(&self, name: &str) -> Result<CategoryId> {
        free(name, &self.rows("SELECT name FROM category", [], self::name)?)?;
        let sql = "INSERT INTO category (name, position)
             VALUES (?1, (SELECT coalesce(max(position), -1) + 1 FROM category)) RETURNING id";
        let id: i64 = self.row(sql, [name], first)?.ok_or(Error::Changed)?;
        Ok(id.into())
    }

    /// Gives a category another name.
    ///
    /// # Errors
    /// [`Error::Changed`] when it is not as it was seen, [`Error::Taken`] when another one has this name.
    pub fn rename_category(&self, id: CategoryId, seen: i64, name: &str) -> Result<()> {
        free(name, &self.rows("SELECT name FROM category WHERE id <> ?1", [id.get()], self::name)?)?;
        let sql = "UPDATE category SET name = ?3, version = version + 1 WHERE id = ?1 AND version = ?2";
        one(self.write(sql, (id.get(), seen, name))?)
    }

    /// Takes away a category in which there is no service.
    ///
    /// # Errors
    /// [`Error::Changed`] when it is not as it was seen, or not empty.
    pub fn delete_category(&self, id: CategoryId, seen: i64) -> Result<()> {
        let sql = "DELETE FROM category WHERE id = ?1 AND version = ?2
             AND NOT EXISTS (SELECT 1 FROM service WHERE category_id = ?1)";
        one(self.write(sql, (id.get(), seen))?)
    }

    /// Puts the services in this order; what is not named comes after them.
    pub fn order_services(&self, order: &[ServiceId]) -> Result<()> {
        self.write("UPDATE service SET position = position + ?1", [count(order)])?;
        for (position, id) in (0_i64..).zip(order) {
            self.write("UPDATE service SET position = ?2 WHERE id = ?1", (id.get(), position))?;
        }
        Ok(())
    }

    /// Puts the specialists in this order.
    pub fn order_specialists(&self, order: &[SpecialistId]) -> Result<()> {
        self.write("UPDATE specialist SET position = position + ?1", [count(order)])?;
        for (position, id) in (0_i64..).zip(order) {
            self.write("UPDATE specialist SET position = ?2 WHERE id = ?1", (id.get(), position))?;
        }
        Ok(())
    }

    /// Puts the categories in this order.
    pub fn order_categories(&self, order: &[CategoryId]) -> Result<()> {
        self.write("UPDATE category SET position = position + ?1", [count(order)])?;
        for (position, id) in (0_i64..).zip(order) {
            self.write("UPDATE category SET position = ?2 WHERE id = ?1", (id.get(), position))?;
        }
        Ok(())
    }
}

fn count<T>(order: &[T]) -> i64 {
    i64::try_from(order.len()).unwrap_or(i64::MAX)
}

/// The database tells names apart by each letter; people do not.
fn free(name: &str, others: &[String]) -> Result<()> {
    match others.iter().any(|other| catalog_bounds::same_name(name, other)) {
        true => Err(Error::Taken),
        false => Ok(()),
    }
}

fn one(changed: usize) -> Result<()> {
    if changed == 1 { Ok(()) } else { Err(Error::Changed) }
}

fn name(row: &Row<'_>) -> Result<String> {
    Ok(row.get("name")?)
}

fn first(row: &Row<'_>) -> Result<i64> {
    Ok(row.get(0)?)
}
