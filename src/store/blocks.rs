//! Blocked time (A7).

use domain::{BlockId, ResourceId, Span, SpecialistId};

use crate::column::{millis, span};
use crate::error::Result;
use crate::tx::Tx;

/// Who is blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// Everybody.
    Business,
    /// One specialist.
    Specialist(SpecialistId),
    /// One resource.
    Resource(ResourceId),
}

/// A stretch of time in which nothing can be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its number.
    pub id: BlockId,
    /// Of whom.
    pub of: Blocked,
    /// From when until when.
    pub span: Span,
    /// Why, for those who administer.
    pub note: Option<String>,
}

impl Tx {
    /// Blocks time from now on. Bookings that lie there stay; nothing new comes over it.
    pub fn block(&self, of: Blocked, span: Span, note: Option<&str>) -> Result<BlockId> {
        let (specialist, resource) = match of {
            Blocked::Business => (None, None),
            Blocked::Specialist(id) => (Some(id.get()), None),
            Blocked::Resource(id) => (None, Some(id.get())),
        };
        self.write(
            "INSERT INTO block (specialist_id, resource_id, starts_at, ends_at, note) VALUES (?1, ?2, ?3, ?4, ?5)",
            (specialist, resource, millis(span.start()), millis(span.end()), note),
        )?;
        Ok(self.last_id().into())
    }

    /// Gives blocked time back; says whether it was blocked.
    pub fn unblock(&self, id: BlockId) -> Result<bool> {
        Ok(self.write("DELETE FROM block WHERE id = ?1", [id.get()])? == 1)
    }

    /// The blocked time within a span, by its end.
    pub fn blocks(&self, within: Span) -> Result<Vec<Block>> {
        self.rows(
            "SELECT * FROM block WHERE ends_at > ?1 AND starts_at < ?2 ORDER BY ends_at, starts_at",
            (millis(within.start()), millis(within.end())),
            |row| {
                let specialist: Option<i64> = row.get("specialist_id")?;
                let resource: Option<i64> = row.get("resource_id")?;
                let of = match (specialist, resource) {
                    (Some(id), _) => Blocked::Specialist(id.into()),
                    (None, Some(id)) => Blocked::Resource(id.into()),
                    (None, None) => Blocked::Business,
                };
                let id = row.get::<_, i64>("id")?.into();
                Ok(Block { id, of, span: span(row, "starts_at", "ends_at")?, note: row.get("note")? })
            },
        )
    }
}
