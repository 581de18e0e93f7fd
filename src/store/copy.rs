//! A copy of the whole database in one file, with a manifest inside; and what can be wrong with one.
//!
//! The copy is a database like any other, so that it can be read by anything. One more table, `backup_manifest`, tells when it was made, by
//! which version, how many rows it holds, and whom a restored database must forget again.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::SecondsFormat;
use domain::Instant;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::Migrations;

use crate::error::OpenError;
use crate::open::{MIGRATIONS, check_owner, failure};

/// What a copy says of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Manifest {
    /// When the copy was begun.
    pub created_at: Instant,
    /// The version of zapis that made it.
    pub zapis: String,
    /// How many migrations its schema has.
    pub schema: usize,
    /// How many rows each table holds, by its name.
    pub rows: BTreeMap<String, i64>,
    /// The ledger of erasures, as its file says.
    pub erasures: String,
    /// What PINs are stretched with; only in a copy that was made to be encrypted.
    pub pepper: Option<String>,
}

/// What the maker of a copy adds to it.
pub struct Inscription<'a> {
    /// When the copy was begun.
    pub created_at: Instant,
    /// The version of zapis.
    pub zapis: &'a str,
    /// The ledger of erasures, read after the copy was taken.
    pub erasures: &'a str,
    /// What PINs are stretched with, if the copy will be encrypted.
    pub pepper: Option<&'a str>,
}

/// What is wrong with a copy; each message names the mend.
#[derive(Debug, thiserror::Error)]
pub enum Flaw {
    /// It cannot be read at all.
    #[error("it cannot be read ({0}); take an older backup")]
    Unreadable(String),
    /// It is no copy of ours.
    #[error("it is no backup of zapis; `zapis backup` makes one")]
    NoBackup,
    /// It comes from the future.
    #[error("it was made by a newer zapis; install that version first")]
    Newer,
    /// SQLite complains.
    #[error("it is damaged ({0}); take an older backup")]
    Damaged(String),
    /// Tables, indexes or triggers are missing, or there are some that zapis does not make.
    #[error("its tables are not those of zapis ({0}); take another backup")]
    Schema(String),
    /// There are more or fewer rows than when it was made.
    #[error("table {table} holds {found} rows and held {noted} when it was made; take an older backup")]
    Rows {
        /// The table.
        table: String,
        /// How many the manifest tells of.
        noted: i64,
        /// How many there are.
        found: i64,
    },
}

/// A manifest may hold the pepper.
impl std::fmt::Debug for Manifest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Manifest").field("created_at", &self.created_at).finish_non_exhaustive()
    }
}

impl Manifest {
    /// How many rows a table holds.
    pub fn count(&self, table: &str) -> i64 {
        self.rows.get(table).copied().unwrap_or(0)
    }
}

/// How large a copy will be at most, in bytes.
///
/// # Errors
/// The database is not there, or is not ours.
pub fn size(database: &Path) -> Result<u64, OpenError> {
    let source = reader(database)?;
    let number = |pragma| source.pragma_query_value(None, pragma, |row| row.get::<_, u32>(0).map(u64::from));
    let size = number("page_count").and_then(|pages| Ok(pages * number("page_size")?));
    size.map_err(|error| failure(database, &error))
}

/// Copies the database, beside a service that may be running, as it stands at one instant. `to` is an empty file.
///
/// # Errors
/// The database cannot be read, or `to` not be written.
pub fn take(database: &Path, to: &Path) -> Result<(), OpenError> {
    let source = reader(database)?;
    let name = to.to_str().ok_or_else(|| OpenError::Unreachable {
        path: to.to_owned(),
        reason: "its name is not Unicode".to_owned(),
    })?;
    source.execute("VACUUM INTO ?1", [name]).map_err(|error| failure(database, &error))?;
    Ok(())
}

/// Writes the manifest into a copy that was just taken. It is on the disk once the file has been flushed.
///
/// # Errors
/// The copy cannot be read or written.
pub fn inscribe(copy: &Path, inscription: &Inscription<'_>) -> Result<(), OpenError> {
    let write = || -> rusqlite::Result<()> {
        let connection = Connection::open(copy)?;
        // Whoever dies in here leaves an unfinished copy behind, which nobody will take for a good one.
        connection.pragma_update(None, "journal_mode", "MEMORY")?;
        connection.pragma_update(None, "synchronous", "OFF")?;
        let rows = serde_json::to_string(&rows(&connection)?)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        let schema: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        connection.execute_batch("CREATE TABLE backup_manifest (key TEXT PRIMARY KEY, value ANY) STRICT")?;
        let put = |key: &str, value: Value| {
            connection.execute("INSERT INTO backup_manifest (key, value) VALUES (?1, ?2)", (key, value))
        };
        let created_at = inscription.created_at.to_rfc3339_opts(SecondsFormat::Millis, true);
        put("created_at", created_at.into())?;
        put("zapis", inscription.zapis.to_owned().into())?;
        put("schema", schema.into())?;
        put("rows", rows.into())?;
        put("erasures", inscription.erasures.to_owned().into())?;
        if let Some(pepper) = inscription.pepper {
            put("pepper", pepper.to_owned().into())?;
        }
        Ok(())
    };
    write().map_err(|error| failure(copy, &error))
}

/// Whether a file is a copy of ours, whole or not; a database that is in use is none.
pub fn is_copy(file: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(file, flags)
        .and_then(|connection| connection.prepare("SELECT key FROM backup_manifest").map(drop))
        .is_ok()
}

/// Looks whether a copy is whole: what SQLite finds wrong with it, whether its tables are ours, whether it holds as many rows as it held.
///
/// # Errors
/// What is wrong with it.
pub fn check(copy: &Path) -> Result<Manifest, Flaw> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(copy, flags).map_err(|error| unreadable(&error))?;
    connection.pragma_update(None, "trusted_schema", "OFF").map_err(|error| unreadable(&error))?;
    connection.pragma_update(None, "cell_size_check", "ON").map_err(|error| unreadable(&error))?;
    check_owner(&connection, copy).map_err(|error| match error {
        OpenError::Foreign(_) => Flaw::NoBackup,
        OpenError::Damaged { reason, .. } => Flaw::Damaged(reason),
        OpenError::Unreachable { reason, .. } => Flaw::Unreadable(reason),
        other => Flaw::Unreadable(other.to_string()),
    })?;
    sound(&connection)?;
    let manifest = manifest(&connection)?;
    same_schema(&connection, manifest.schema)?;
    same_rows(&manifest, &rows(&connection).map_err(|error| unreadable(&error))?)?;
    Ok(manifest)
}

fn reader(database: &Path) -> Result<Connection, OpenError> {
    if crate::swap::is_begun(database) {
        return Err(OpenError::HalfRestored(database.to_owned()));
    }
    let open = || -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(database, flags)?;
        connection.pragma_update(None, "busy_timeout", 5000)?;
        connection.pragma_update(None, "trusted_schema", "OFF")?;
        connection.pragma_update(None, "cell_size_check", "ON")?;
        Ok(connection)
    };
    let connection = open().map_err(|error| failure(database, &error))?;
    check_owner(&connection, database)?;
    let version: u32 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(|error| failure(database, &error))?;
    // One of an older version is copied as it is: that is what one wants before an update.
    if version as usize > MIGRATIONS.len() {
        Err(OpenError::Newer(database.to_owned()))
    } else {
        Ok(connection)
    }
}

fn sound(connection: &Connection) -> Result<(), Flaw> {
    let answer: rusqlite::Result<String> =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0));
    match answer {
        Ok(answer) if answer == "ok" => {}
        Ok(complaint) => return Err(Flaw::Damaged(complaint)),
        Err(error) => return Err(unreadable(&error)),
    }
    let stray = connection
        .prepare("PRAGMA foreign_key_check")
        .and_then(|mut check| check.query([])?.next()?.map(|row| row.get::<_, String>(0)).transpose());
    match stray.map_err(|error| unreadable(&error))? {
        Some(table) => Err(Flaw::Damaged(format!("a row of table {table} refers to nothing"))),
        None => Ok(()),
    }
}

fn manifest(connection: &Connection) -> Result<Manifest, Flaw> {
    let read = || -> rusqlite::Result<BTreeMap<String, Value>> {
        let mut all = connection.prepare("SELECT key, value FROM backup_manifest")?;
        all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    };
    let mut values = read().map_err(|_| Flaw::NoBackup)?;
    let mut text = |key: &str| match values.remove(key) {
        Some(Value::Text(text)) => Some(text),
        Some(Value::Integer(number)) => Some(number.to_string()),
        _ => None,
    };
    let mut whole = || {
        Some(Manifest {
            created_at: text("created_at")?.parse().ok()?,
            zapis: text("zapis")?,
            schema: text("schema")?.parse().ok()?,
            rows: serde_json::from_str(&text("rows")?).ok()?,
            erasures: text("erasures")?,
            pepper: text("pepper"),
        })
    };
    whole().ok_or_else(|| Flaw::Damaged("its manifest is not whole".to_owned()))
}

/// Compares names and not definitions: SQLite words those anew when it changes a table, in each of its versions differently.
fn same_schema(connection: &Connection, schema: usize) -> Result<(), Flaw> {
    let version: u32 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(|error| unreadable(&error))?;
    if version as usize > MIGRATIONS.len() {
        return Err(Flaw::Newer);
    }
    if version as usize != schema {
        return Err(Flaw::Schema(format!("{version} migrations instead of {schema}")));
    }
    let ours = || -> Result<Vec<String>, rusqlite_migration::Error> {
        let mut fresh = Connection::open_in_memory()?;
        Migrations::from_slice(MIGRATIONS).to_version(&mut fresh, schema)?;
        Ok(names(&fresh)?)
    };
    let ours = ours().map_err(|error| Flaw::Schema(error.to_string()))?;
    let theirs = names(connection).map_err(|error| unreadable(&error))?;
    let missing = ours.iter().find(|name| !theirs.contains(name)).map(|name| format!("{name} is missing"));
    let strange =
        || theirs.iter().find(|name| !ours.contains(name)).map(|name| format!("{name} is not known"));
    missing.or_else(strange).map_or(Ok(()), |difference| Err(Flaw::Schema(difference)))
}

/// Tables, indexes and triggers, without those that SQLite and the maker of a copy add, and Litestream, which keeps two small tables of its own in
/// what it copies.
fn names(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut all = connection.prepare(
        "SELECT type || ' ' || name FROM sqlite_schema
         WHERE substr(name, 1, 7) <> 'sqlite_' AND tbl_name <> 'backup_manifest'
             AND NOT (type = 'table' AND name IN ('_litestream_seq', '_litestream_lock'))",
    )?;
    all.query_map([], |row| row.get(0))?.collect()
}

fn same_rows(manifest: &Manifest, found: &BTreeMap<String, i64>) -> Result<(), Flaw> {
    for (table, &found) in found {
        let noted = manifest.count(table);
        if noted != found {
            return Err(Flaw::Rows { table: table.clone(), noted, found });
        }
    }
    Ok(())
}

fn rows(connection: &Connection) -> rusqlite::Result<BTreeMap<String, i64>> {
    let mut all = connection.prepare(
        "SELECT name FROM sqlite_schema
         WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' AND name <> 'backup_manifest'",
    )?;
    let tables: Vec<String> = all.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let count = |table: String| {
        // The name of a table cannot be bound. It comes from the schema itself, and what would end the quotes is doubled.
        let sql = format!("SELECT count(*) FROM \"{}\"", table.replace('"', "\"\""));
        Ok((table, connection.query_row(&sql, [], |row| row.get(0))?))
    };
    tables.into_iter().map(count).collect()
}

fn unreadable(error: &rusqlite::Error) -> Flaw {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error.sqlite_error_code() {
        Some(DatabaseCorrupt | NotADatabase) => Flaw::Damaged(error.to_string()),
        _ => Flaw::Unreadable(error.to_string()),
    }
}
