//! The writing connection, and the transaction of a turn with its savepoints.

use std::cell::Cell;
use std::ops::Deref;
use std::time::Duration;

use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::open::Readers;

/// How long a statement waits for another connection: the same as the setting with which the database is opened.
const BUSY_TIMEOUT: Duration = Duration::from_millis(5_000);

/// The one connection that writes. Handlers get it while a transaction is open; the methods of each aggregate are in its own file.
pub struct Tx {
    connection: Held,
    /// Something was erased, and the log still holds what was before.
    log_to_empty: Cell<bool>,
}

/// One's own connection, or one of the readers'.
enum Held {
    Own(Connection),
    Lent(r2d2::PooledConnection<SqliteConnectionManager>),
}

impl Deref for Held {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match self {
            Held::Own(connection) => connection,
            Held::Lent(connection) => connection,
        }
    }
}

/// What is read ends with it, whatever becomes of the reading: an open transaction would keep the log from being written back.
struct Snapshot(Tx);

impl Drop for Snapshot {
    fn drop(&mut self) {
        let _ = self.0.roll_back();
    }
}

impl Tx {
    pub(crate) fn new(connection: Connection) -> Tx {
        Tx { connection: Held::Own(connection), log_to_empty: Cell::new(false) }
    }

    /// Reads outside the turn, as everything stood at one instant. What writes fails.
    pub fn reading<T>(readers: &Readers, read: impl FnOnce(&Tx) -> Result<T>) -> Result<T> {
        let connection = readers.get().map_err(|_| Error::NoReader)?;
        let snapshot = Snapshot(Tx { connection: Held::Lent(connection), log_to_empty: Cell::new(false) });
        snapshot.0.run("BEGIN")?;
        read(&snapshot.0)
    }

    #[cfg(test)]
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Opens the transaction of a turn.
    pub fn begin(&self) -> Result<()> {
        self.run("BEGIN IMMEDIATE")
    }

    /// Makes the turn last. After a failure the transaction may still be open and can be committed again: see
    /// [`is_open`](Self::is_open).
    pub fn commit(&self) -> Result<()> {
        self.run("COMMIT")?;
        if self.log_to_empty.get() {
            self.log_to_empty.set(!self.checkpoint_if_nobody_reads());
        }
        Ok(())
    }

    /// Takes the whole turn back.
    pub fn roll_back(&self) -> Result<()> {
        if self.is_open() { self.run("ROLLBACK") } else { Ok(()) }
    }

    /// Whether a transaction is open. A full disk or an I/O error may have rolled it back without being asked.
    pub fn is_open(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// Begins what one input does.
    pub fn savepoint(&self) -> Result<()> {
        self.run("SAVEPOINT input")
    }

    /// Keeps what the input did, in the transaction.
    pub fn release(&self) -> Result<()> {
        self.run("RELEASE input")
    }

    /// Takes back what the input did, and nothing else.
    pub fn roll_back_input(&self) -> Result<()> {
        self.run("ROLLBACK TO input")?;
        self.run("RELEASE input")
    }

    /// Does something whole or not at all: after an error nothing of it is left, and the input can go on.
    pub(crate) fn all_or_nothing<T>(&self, what: impl FnOnce() -> Result<T>) -> Result<T> {
        self.run("SAVEPOINT part")?;
        let done = what();
        // A failure that took the whole transaction back left no savepoint.
        if done.is_err() && self.is_open() {
            self.run("ROLLBACK TO part")?;
        }
        if self.is_open() {
            self.run("RELEASE part")?;
        }
        done
    }

    /// Does something, looks at what it would be, and takes it back: the preview of a change.
    pub fn what_if<T, E: From<crate::Error>>(
        &self,
        what: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.run("SAVEPOINT what_if")?;
        let seen = what();
        // A failure that took the whole transaction back left no savepoint.
        if self.is_open() {
            self.run("ROLLBACK TO what_if")?;
            self.run("RELEASE what_if")?;
        }
        seen
    }

    /// Writes the log back and empties it: the last act before the process ends.
    pub fn checkpoint_fully(&self) -> Result<()> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// After the next commit the log is written back and emptied; while somebody reads, after a later one.
    pub(crate) fn empty_log_after_commit(&self) {
        self.log_to_empty.set(true);
    }

    /// Whether the log is empty now. The turn does not wait for who reads, and what is committed stays so, whatever becomes of the log.
    fn checkpoint_if_nobody_reads(&self) -> bool {
        let empty = || -> rusqlite::Result<bool> {
            self.connection.busy_timeout(Duration::ZERO)?;
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| Ok(row.get::<_, i64>(0)? == 0))
        };
        let empty = empty().unwrap_or(false);
        let _ = self.connection.busy_timeout(BUSY_TIMEOUT);
        empty
    }

    /// Reads a setting of the instance.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        use rusqlite::OptionalExtension as _;
        let mut statement = self.connection.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Writes a setting of the instance.
    pub fn set_setting(&self, key: &str, value: &str) -> Result<()> {
        self.write(
            "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
            (key, value),
        )?;
        Ok(())
    }

    /// Runs a statement that changes rows and says how many.
    pub(crate) fn write(&self, sql: &'static str, values: impl rusqlite::Params) -> Result<usize> {
        Ok(self.connection.prepare_cached(sql)?.execute(values)?)
    }

    /// The rows of a query, each read by `read`.
    pub(crate) fn rows<T>(
        &self,
        sql: &'static str,
        values: impl rusqlite::Params,
        read: impl Fn(&rusqlite::Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// The first row of a query, if there is one.
    pub(crate) fn row<T>(
        &self,
        sql: &'static str,
        values: impl rusqlite::Params,
        read: impl Fn(&rusqlite::Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.rows(sql, values, read)?.into_iter().next())
    }

    pub(crate) fn last_id(&self) -> i64 {
        self.connection.last_insert_rowid()
    }

    fn run(&self, sql: &'static str) -> Result<()> {
        self.connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    }
}
