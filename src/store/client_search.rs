//! Clients and bookings are found by a part of a name, by the end of a phone, by number (A3, A8).
//!
//! Names are compared folded. A part of a name may stand anywhere in it, so all names are read, from an index that holds nothing else: twenty
//! thousand in a few milliseconds, and what an erasure takes out of it is overwritten like the row itself.

use domain::{BookingId, ClientId, Instant, Sought, SpecialistId, Status};
use rusqlite::Connection;

use crate::bookings::BookingView;
use crate::clients::Client;
use crate::column::{code, instant};
use crate::error::Result;
use crate::tx::Tx;

/// The bookings of so many clients are looked through; who means one of more than these can say more of the name.
const MOST_CLIENTS: u32 = 1_000;
/// The clients of so many newest bookings are recent.
const RECENT: u32 = 300;

/// Bookings that were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundBookings {
    /// Their numbers: one that was asked for by its number, then those to come, the soonest first, then the rest, the latest first.
    pub ids: Vec<BookingId>,
    /// Whether so many clients fit that not all of them were looked at.
    pub too_many: bool,
}

impl Tx {
    /// Clients whom a typed name, phone or number means, at most `limit`: the one of that number first, then by name. Whoever was erased is not
    /// found.
    pub fn find_clients(&self, query: &str, limit: u32) -> Result<Vec<Client>> {
        self.clients_found(&Sought::parse(query), 0, limit)
    }

    /// The same of what was read already, after skipping `skip`.
    pub fn clients_found(&self, sought: &Sought, skip: u32, limit: u32) -> Result<Vec<Client>> {
        let ids = self.client_ids(sought, skip.saturating_add(limit))?;
        self.clients_of(ids.into_iter().skip(skip as usize))
    }

    /// The clients of the newest bookings, each once; at most `limit`.
    pub fn recent_clients(&self, limit: u32) -> Result<Vec<Client>> {
        let sql = "SELECT client_id FROM booking WHERE id > 0 ORDER BY id DESC LIMIT ?1";
        let mut seen: Vec<ClientId> = Vec::new();
        for id in self.rows(sql, [RECENT], |row| Ok(row.get::<_, i64>(0)?.into()))? {
            if !seen.contains(&id) {
                seen.push(id);
            }
        }
        let known =
            self.clients_of(seen.into_iter())?.into_iter().filter(|client| client.erased_at.is_none());
        Ok(known.take(limit as usize).collect())
    }

    /// Bookings of clients whom a typed name or phone means, or that have this number; of one specialist, or of all.
    pub fn find_bookings(
        &self,
        sought: &Sought,
        of: Option<SpecialistId>,
        now: Instant,
    ) -> Result<FoundBookings> {
        let clients = match sought {
            Sought::Digits { tails, .. } => {
                self.client_ids(&Sought::Digits { number: None, tails: tails.clone() }, MOST_CLIENTS)?
            }
            sought => self.client_ids(sought, MOST_CLIENTS)?,
        };
        let too_many = clients.len() >= MOST_CLIENTS as usize;
        let by_number = match sought {
            Sought::Digits { number: Some(number), .. } => self.seen_booking((*number).into(), of)?,
            _ => None,
        };
        let found = self.in_order(&clients, of, now)?.into_iter().filter(|id| Some(*id) != by_number);
        Ok(FoundBookings { ids: by_number.into_iter().chain(found).collect(), too_many })
    }

    /// All bookings of a client: those to come, the soonest first, then the rest, the latest first.
    pub fn bookings_in_order(&self, client: ClientId, now: Instant) -> Result<Vec<BookingId>> {
        self.in_order(&[client], None, now)
    }

    fn in_order(
        &self,
        clients: &[ClientId],
        of: Option<SpecialistId>,
        now: Instant,
    ) -> Result<Vec<BookingId>> {
        let (mut to_come, mut rest) = (Vec::new(), Vec::new());
        for client in clients {
            for (start, is_active, id) in self.starts_of(*client, of)? {
                if is_active && start > now { to_come.push((start, id)) } else { rest.push((start, id)) }
            }
        }
        to_come.sort_unstable();
        rest.sort_unstable_by(|one, other| other.cmp(one));
        Ok(to_come.into_iter().chain(rest).map(|(_, id)| id).collect())
    }

    /// These bookings with their names, in this order; numbers of none are passed over.
    pub fn bookings_numbered(&self, ids: &[BookingId]) -> Result<Vec<BookingView>> {
        ids.iter().filter_map(|id| self.booking(*id).transpose()).collect()
    }

    fn client_ids(&self, sought: &Sought, limit: u32) -> Result<Vec<ClientId>> {
        let id = |row: &rusqlite::Row<'_>| Ok(ClientId::from(row.get::<_, i64>(0)?));
        match sought {
            Sought::Name(words) => {
                let word = |place: usize| words.get(place).map_or("", String::as_str);
                // Every name has an empty word in it.
                self.rows(
                    "SELECT id FROM client WHERE name_folded IS NOT NULL AND instr(name_folded, ?1) > 0 AND instr(name_folded, ?2) > 0
                        AND instr(name_folded, ?3) > 0 AND instr(name_folded, ?4) > 0
                     ORDER BY name_folded, id LIMIT ?5",
                    (word(0), word(1), word(2), word(3), limit),
                    id,
                )
            }
            Sought::Digits { number, tails } => {
                let mut found: Vec<ClientId> = Vec::new();
                if let Some(number) = number {
                    let sql = "SELECT id FROM client WHERE id = ?1 AND erased_at IS NULL";
                    found.extend(self.row(sql, [number], id)?);
                }
                if let Some([typed, dialled]) = tails {
                    let by_phone = self.rows(
                        "SELECT id FROM client WHERE phone IS NOT NULL AND (substr(phone, -length(?1)) = ?1 OR substr(phone, -length(?2)) = ?2)
                         ORDER BY phone, id LIMIT ?3",
                        (typed, dialled, limit),
                        id,
                    )?;
                    let number = found.first().copied();
                    found.extend(by_phone.into_iter().filter(|id| Some(*id) != number));
                }
                found.truncate(limit as usize);
                Ok(found)
            }
            Sought::Nothing => Ok(Vec::new()),
        }
    }

    fn clients_of(&self, ids: impl Iterator<Item = ClientId>) -> Result<Vec<Client>> {
        ids.filter_map(|id| self.client(id).transpose()).collect()
    }

    /// When the visits of a client begin, and whether they are still meant to.
    fn starts_of(
        &self,
        client: ClientId,
        of: Option<SpecialistId>,
    ) -> Result<Vec<(Instant, bool, BookingId)>> {
        self.rows(
            "SELECT id, starts_at, status FROM booking WHERE client_id = ?1 AND (?2 IS NULL OR specialist_id = ?2)",
            (client.get(), of.map(SpecialistId::get)),
            |row| {
                let status = code(row, "status", Status::from_code)?;
                Ok((instant(row, "starts_at")?, status.is_active(), row.get::<_, i64>("id")?.into()))
            },
        )
    }

    fn seen_booking(&self, id: BookingId, of: Option<SpecialistId>) -> Result<Option<BookingId>> {
        let sql = "SELECT id FROM booking WHERE id = ?1 AND (?2 IS NULL OR specialist_id = ?2)";
        self.row(sql, (id.get(), of.map(SpecialistId::get)), |row| Ok(row.get::<_, i64>(0)?.into()))
    }
}

/// Folds the names that are not folded yet: those of an older version.
pub(crate) fn fold_names(connection: &Connection) -> rusqlite::Result<()> {
    let mut unfolded =
        connection.prepare("SELECT id, name FROM client WHERE name IS NOT NULL AND name_folded IS NULL")?;
    let names: Vec<(i64, String)> =
        unfolded.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    if names.is_empty() {
        return Ok(());
    }
    let transaction = connection.unchecked_transaction()?;
    for (id, name) in names {
        transaction
            .execute("UPDATE client SET name_folded = ?2 WHERE id = ?1", (id, domain::fold::fold(&name)))?;
    }
    transaction.commit()
}
