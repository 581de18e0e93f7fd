//! All services and specialists that bookings know, offered or not: for who asks why something is not offered (A16).

use domain::{Service, Specialist};

use crate::error::Result;
use crate::tx::Tx;

impl Tx {
    /// Every service, those that are not offered last.
    pub fn services_of_all_times(&self) -> Result<Vec<Service>> {
        let ids = self.rows("SELECT id FROM service ORDER BY active DESC, position, id", [], number)?;
        let found = ids.into_iter().map(|id| self.service(id.into()));
        Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// Every specialist, those who cannot be booked last.
    pub fn specialists_of_all_times(&self) -> Result<Vec<Specialist>> {
        let ids = self.rows("SELECT id FROM specialist ORDER BY active DESC, position, id", [], number)?;
        let found = ids.into_iter().map(|id| self.specialist(id.into()));
        Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }
}

fn number(row: &rusqlite::Row<'_>) -> Result<i64> {
    Ok(row.get(0)?)
}
