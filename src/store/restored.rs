//! A copy is made ready to take the place of the database: brought up to date, and what it must not do by itself is set apart.

use std::path::Path;

use domain::{ChatId, Instant};
use rusqlite::{Connection, OpenFlags};

use crate::column::millis;
use crate::erasure::FirstSeen;
use crate::error::{OpenError, Result};
use crate::open::{check_owner, failure, migrate, set};
use crate::tx::Tx;

/// What else is done to a copy; see there.
const SET_APART: &str = include_str!("set_apart.sql");

/// What a copy that is ready holds.
pub struct Ready {
    /// Messages that wait for an owner's decision.
    pub messages: i64,
    /// Reminders and other things to say that wait for it.
    pub jobs: i64,
    /// Whether somebody has a PIN.
    pub has_pins: bool,
    /// All clients who have a chat.
    pub clients: Vec<FirstSeen>,
}

/// What stands where a copy is to be put.
#[derive(Debug, Default)]
pub struct Standing {
    /// How many bookings there are.
    pub bookings: i64,
    /// When it last took something from Telegram.
    pub last_update: Option<Instant>,
    /// Erasures that do not stand in the ledger yet.
    pub erasures: Vec<(ChatId, Instant)>,
    /// All clients who have a chat.
    pub clients: Vec<FirstSeen>,
}

/// Makes a copy ready, on which nobody else works. Afterwards it is one file, without a log beside it.
///
/// # Errors
/// It cannot be read or written, or is of a newer version.
pub fn make_ready(
    copy: &Path,
    copied_at: Instant,
    restored_at: Instant,
) -> std::result::Result<Ready, OpenError> {
    let mut connection = Connection::open(copy).map_err(|error| failure(copy, &error))?;
    check_owner(&connection, copy)?;
    set(&connection, copy)?;
    migrate(&mut connection, copy)?;
    crate::client_search::fold_names(&connection).map_err(|error| failure(copy, &error))?;
    set_apart(&mut connection, copied_at, restored_at).map_err(|error| failure(copy, &error))?;
    let tx = Tx::new(connection);
    let ready = || -> Result<Ready> {
        let (messages, jobs) = tx.count_withheld()?;
        let has_pins = tx.admins()?.iter().any(|admin| admin.pin_hash.is_some());
        let ready = Ready { messages, jobs, has_pins, clients: tx.first_seen()? };
        tx.checkpoint_fully()?;
        Ok(ready)
    };
    ready().map_err(|error| OpenError::Unreachable { path: copy.to_owned(), reason: error.to_string() })
}

fn set_apart(connection: &mut Connection, copied_at: Instant, restored_at: Instant) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute("DELETE FROM restore", [])?;
    let new = "INSERT INTO restore (id, copied_at, restored_at) VALUES (1, ?1, ?2)";
    transaction.execute(new, (millis(copied_at), millis(restored_at)))?;
    transaction.execute_batch(SET_APART)?;
    transaction.commit()
}

/// Looks at what stands at the database's place, without changing it. None: nothing does.
///
/// # Errors
/// It is there and cannot be read.
pub fn look(database: &Path) -> std::result::Result<Option<Standing>, OpenError> {
    if !database.exists() {
        return Ok(None);
    }
    let read = || -> rusqlite::Result<Standing> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(database, flags)?;
        let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
        if one("SELECT count(*) FROM sqlite_schema WHERE name = 'booking'")? == Some(0) {
            return Ok(Standing::default());
        }
        let at = |millis: i64| chrono::DateTime::from_timestamp_millis(millis).unwrap_or_default();
        let bookings = one("SELECT count(*) FROM booking")?.unwrap_or(0);
        let last_update = one("SELECT max(at) FROM receipt")?.map(at);
        // A database of before there were erasures has no such table.
        let erasures = connection.prepare("SELECT chat, at FROM erasure").and_then(|mut all| {
            all.query_map([], |row| Ok((row.get::<_, i64>(0)?.into(), at(row.get(1)?))))?.collect()
        });
        let clients = connection.prepare("SELECT id, chat, created_at FROM client WHERE chat > 0").and_then(
            |mut all| {
                let seen = |row: &rusqlite::Row<'_>| {
                    let (client, chat) = (row.get::<_, i64>(0)?.into(), row.get::<_, i64>(1)?.into());
                    Ok(FirstSeen { client, chat, at: at(row.get(2)?) })
                };
                all.query_map([], seen)?.collect()
            },
        );
        let (erasures, clients) = (erasures.unwrap_or_default(), clients.unwrap_or_default());
        Ok(Standing { bookings, last_update, erasures, clients })
    };
    read().map(Some).map_err(|error| failure(database, &error))
}

#[cfg(test)]
#[path = "restored_tests.rs"]
mod tests;
