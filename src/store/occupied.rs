//! Who or what occupies a stretch of time, by name: for admins who are told why a time is taken (A5, A16).

use domain::{BookingId, Instant, ResourceId, Span, SpecialistId};
use rusqlite::Row;

use crate::blocks::{Block, Blocked};
use crate::column::{instant_or_none, millis, span};
use crate::error::Result;
use crate::offers::Besides;
use crate::tx::Tx;

/// Whose time is occupied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A specialist's.
    Specialist(SpecialistId),
    /// A resource's.
    Resource(ResourceId),
}

/// What occupies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occupying {
    /// A booking; several of them may be one session.
    Booking {
        /// Its number.
        id: BookingId,
        /// From the start to the end of the visit.
        visit: Span,
    },
    /// A time that is kept for somebody.
    Hold {
        /// From the start to the end of the visit.
        visit: Span,
        /// Until when, if that is known.
        until: Option<Instant>,
    },
    /// Blocked time.
    Block(Block),
}

impl Tx {
    /// What shares an instant with a span: bookings and holds by their end, then blocked time.
    pub fn occupying(&self, of: Whose, within: Span, besides: Besides) -> Result<Vec<Occupying>> {
        let id = match of {
            Whose::Specialist(id) => id.get(),
            Whose::Resource(id) => id.get(),
        };
        let values = (id, millis(within.start()), millis(within.end()), besides.booking.map(BookingId::get));
        let mut found = match of {
            Whose::Specialist(_) => self.rows(
                "SELECT span.booking_id, visit_from, visit_to,
                    coalesce((SELECT until FROM waitlist_offer WHERE waitlist_offer.id = hold.offer_id),
                             (SELECT due_at FROM job WHERE bot = 'client' AND key = 'hold:' || hold.chat)) AS until
                 FROM span LEFT JOIN hold ON hold.id = span.hold_id
                 WHERE span.resource_id IS NULL AND span.specialist_id = ?1 AND span.ends_at > ?2 AND span.starts_at < ?3
                   AND (?4 IS NULL OR span.booking_id IS NOT ?4)
                 ORDER BY span.ends_at",
                values,
                occupying,
            )?,
            Whose::Resource(_) => self.rows(
                "SELECT span.booking_id, visit_from, visit_to,
                    coalesce((SELECT until FROM waitlist_offer WHERE waitlist_offer.id = hold.offer_id),
                             (SELECT due_at FROM job WHERE bot = 'client' AND key = 'hold:' || hold.chat)) AS until
                 FROM span LEFT JOIN hold ON hold.id = span.hold_id
                 WHERE span.resource_id = ?1 AND span.ends_at > ?2 AND span.starts_at < ?3
                   AND (?4 IS NULL OR span.booking_id IS NOT ?4)
                 ORDER BY span.ends_at",
                values,
                occupying,
            )?,
        };
        let blocks = self.blocks(within)?.into_iter().filter(|block| match (of, block.of) {
            (Whose::Specialist(_), Blocked::Business) => true,
            (Whose::Specialist(id), Blocked::Specialist(blocked)) => blocked == id,
            (Whose::Resource(id), Blocked::Resource(blocked)) => blocked == id,
            _ => false,
        });
        found.extend(blocks.map(Occupying::Block));
        Ok(found)
    }
}

fn occupying(row: &Row<'_>) -> Result<Occupying> {
    let visit = span(row, "visit_from", "visit_to")?;
    Ok(match row.get::<_, Option<i64>>("booking_id")? {
        Some(id) => Occupying::Booking { id: id.into(), visit },
        None => Occupying::Hold { visit, until: instant_or_none(row, "until")? },
    })
}
