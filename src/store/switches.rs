//! Services and specialists that cannot be booked any more, as it is said in chat. A change names the version it saw.

use domain::{ServiceId, SpecialistId};

use crate::error::{Error, Result};
use crate::tx::Tx;

impl Tx {
    /// Takes a service out of what can be booked.
    ///
    /// # Errors
    /// [`Error::Changed`] when it is at another version by now: nothing is overwritten.
    pub fn switch_service_off(&self, id: ServiceId, version: i64) -> Result<()> {
        let sql = "UPDATE service SET active = 0, version = version + 1 WHERE id = ?1 AND version = ?2";
        must_be_one(self.write(sql, (id.get(), version))?)
    }

    /// Takes a specialist out of those who can be booked.
    ///
    /// # Errors
    /// [`Error::Changed`] when they are at another version by now: nothing is overwritten.
    pub fn switch_specialist_off(&self, id: SpecialistId, version: i64) -> Result<()> {
        let sql = "UPDATE specialist SET active = 0, version = version + 1 WHERE id = ?1 AND version = ?2";
        must_be_one(self.write(sql, (id.get(), version))?)
    }
}

fn must_be_one(changed: usize) -> Result<()> {
    if changed == 1 { Ok(()) } else { Err(Error::Changed) }
}
