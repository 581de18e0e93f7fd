//! Opening the database: settings that are read back, migrations, and a pool of readers.

use std::cmp::Ordering;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use crate::error::OpenError;
use crate::lock::Lock;
use crate::tx::Tx;

/// Read-only connections, for work outside the turn.
pub type Readers = r2d2::Pool<SqliteConnectionManager>;

/// An open database: the one writer, the readers, and the lock that keeps others away.
pub struct Store {
    /// The only connection that writes.
    pub writer: Tx,
    /// Connections that read.
    pub readers: Readers,
    /// Kept for as long as the writer is.
    pub lock: Lock,
}

/// Every migration there ever was, in order. The list only grows.
pub(crate) const MIGRATIONS: &[M<'_>] = &[
    M::up(include_str!("migrations/001_first.sql")),
    M::up(include_str!("migrations/002_domain.sql")),
    M::up(include_str!("migrations/003_outbox.sql")),
    M::up(include_str!("migrations/004_moves.sql")),
    M::up(include_str!("migrations/005_after_booking.sql")),
    M::up(include_str!("migrations/006_waitlist.sql")),
    M::up(include_str!("migrations/008_pictures.sql")),
    M::up(include_str!("migrations/009_series.sql")),
    M::up(include_str!("migrations/007_own_data.sql")),
    M::up(include_str!("migrations/010_staff.sql")),
    M::up(include_str!("migrations/011_team.sql")),
    M::up(include_str!("migrations/012_settings.sql")),
    M::up(include_str!("migrations/013_clients.sql")),
    M::up(include_str!("migrations/014_catalog_in_chat.sql")),
    M::up(include_str!("migrations/015_proposals.sql")),
    M::up(include_str!("migrations/016_card.sql")),
    M::up(include_str!("migrations/017_restore.sql")),
    M::up(include_str!("migrations/018_consent.sql")),
    M::up(include_str!("migrations/019_alarms.sql")),
];

/// SQLite versions before this one can corrupt a WAL database on reset.
const OLDEST_SQLITE: i32 = 3_051_003;

/// The number that marks a database as one of ours ("Zapi"). The third migration writes it.
const APPLICATION: i64 = 0x5a61_7069;

/// What is set on every connection, and what it must read afterwards.
const SETTINGS: [(&str, &str, &str); 9] = [
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("busy_timeout", "5000", "5000"),
    ("foreign_keys", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("cell_size_check", "ON", "1"),
    ("secure_delete", "ON", "1"),
    ("journal_size_limit", "16777216", "16777216"),
    ("mmap_size", "0", "0"),
];

impl Store {
    /// Takes the lock, opens the database, makes it if it is not there, and brings it up to date.
    pub fn open(path: &Path) -> Result<Store, OpenError> {
        assert!(
            rusqlite::version_number() >= OLDEST_SQLITE,
            "the bundled SQLite is older than the WAL-reset fix"
        );
        let lock = Lock::take(path)?;
        crate::swap::finish(path).map_err(|error| crate::swap::unfinished(path, &error))?;
        make_private(path)?;
        let mut connection = Connection::open(path).map_err(|error| failure(path, &error))?;
        check_owner(&connection, path)?;
        set(&connection, path)?;
        migrate(&mut connection, path)?;
        // A backup that was put in place by hand is a backup no more: the next one writes its own, and the pepper may stand in this one.
        let is_none = "DROP TABLE IF EXISTS backup_manifest";
        connection.execute_batch(is_none).map_err(|error| failure(path, &error))?;
        crate::client_search::fold_names(&connection).map_err(|error| failure(path, &error))?;
        connection.set_prepared_statement_cache_capacity(128);
        Ok(Store { writer: Tx::new(connection), readers: readers(path)?, lock })
    }
}

impl Store {
    /// Opens a database for reading alone, beside a service that may be running: no lock is taken and nothing is brought up to date.
    pub fn read(path: &Path) -> Result<Tx, OpenError> {
        // Where nobody may look it is as if it were there; opening it says why it cannot be read.
        if path.try_exists().is_ok_and(|exists| !exists) {
            return Err(OpenError::Absent(path.to_owned()));
        }
        if crate::swap::is_begun(path) {
            return Err(OpenError::HalfRestored(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|error| failure(path, &error))?;
        connection.pragma_update(None, "busy_timeout", 5000).map_err(|error| failure(path, &error))?;
        check_owner(&connection, path)?;
        let version: rusqlite::Result<u32> =
            connection.pragma_query_value(None, "user_version", |row| row.get(0));
        match (version.map_err(|error| failure(path, &error))? as usize).cmp(&MIGRATIONS.len()) {
            Ordering::Less => Err(OpenError::Older(path.to_owned())),
            Ordering::Equal => Ok(Tx::new(connection)),
            Ordering::Greater => Err(OpenError::Newer(path.to_owned())),
        }
    }
}

/// The version of the SQLite that is built in.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// Looks through the whole database for damage. Takes long on a large one; run it on a reader.
///
/// # Errors
/// The first line of SQLite's complaint.
pub fn quick_check(connection: &Connection) -> Result<(), String> {
    let answer: Result<String, _> = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    match answer {
        Ok(answer) if answer == "ok" => Ok(()),
        Ok(answer) => Err(answer),
        Err(error) => Err(error.to_string()),
    }
}

impl Store {
    /// Looks for damage, on a connection of the readers.
    ///
    /// # Errors
    /// What SQLite complains of.
    pub fn check(readers: &Readers) -> Result<(), String> {
        let connection = readers.get().map_err(|error| error.to_string())?;
        quick_check(&connection)
    }
}

/// Makes the file readable for its owner alone before SQLite opens it: names and phones stand in it. A file that is there already, restored
/// from a backup perhaps, is closed to others too, with the log and the shared memory beside it; new ones of those take over its mode.
fn make_private(path: &Path) -> Result<(), OpenError> {
    use std::os::unix::fs::OpenOptionsExt as _;
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => {
            return Err(OpenError::Unreachable { path: path.to_owned(), reason: error.to_string() });
        }
    }
    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        // A file of somebody else's, who lets this user write, is left as it is.
        let _ = close_to_others(Path::new(&file));
    }
    Ok(())
}

fn close_to_others(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode & 0o700))
}

/// Looks whose database it is before anything is written to it. One of before the application had a number is known by its tables, and one
/// without tables is taken.
pub(crate) fn check_owner(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    let owner: i64 = connection
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .map_err(|error| failure(path, &error))?;
    let (tables, ours): (i64, i64) = connection
        .query_row(
            "SELECT count(*), count(*) FILTER (WHERE name IN ('outbox', 'dialogue', 'dead_letter')) FROM sqlite_schema",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .map_err(|error| failure(path, &error))?;
    match owner {
        APPLICATION => Ok(()),
        0 if tables == 0 || ours == 3 => Ok(()),
        _ => Err(OpenError::Foreign(path.to_owned())),
    }
}

pub(crate) fn set(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    for (setting, wanted, reads) in SETTINGS {
        connection.pragma_update(None, setting, wanted).map_err(|error| failure(path, &error))?;
        let found: rusqlite::types::Value = connection
            .pragma_query_value(None, setting, |row| row.get(0))
            .map_err(|error| failure(path, &error))?;
        let found = match found {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            _ => String::new(),
        };
        if found != reads {
            return Err(OpenError::Setting { setting, wanted, found });
        }
    }
    Ok(())
}

pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), OpenError> {
    use rusqlite_migration::{Error, MigrationDefinitionError};
    Migrations::from_slice(MIGRATIONS).to_latest(connection).map_err(|error| match error {
        Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
            OpenError::Newer(path.to_owned())
        }
        Error::RusqliteError { err, .. } => failure(path, &err),
        other => OpenError::Damaged { path: path.to_owned(), reason: other.to_string() },
    })
}

fn readers(path: &Path) -> Result<Readers, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let manager = SqliteConnectionManager::file(path).with_flags(flags).with_init(|connection| {
        connection.pragma_update(None, "busy_timeout", 5000)?;
        connection.pragma_update(None, "trusted_schema", "OFF")?;
        connection.pragma_update(None, "query_only", "ON")
    });
    r2d2::Pool::builder()
        .max_size(4)
        .min_idle(Some(0))
        .build(manager)
        .map_err(|error| OpenError::Unreachable { path: path.to_owned(), reason: error.to_string() })
}

pub(crate) fn failure(path: &Path, error: &rusqlite::Error) -> OpenError {
    use rusqlite::ErrorCode::{CannotOpen, DatabaseCorrupt, DiskFull, NotADatabase, SystemIoFailure};
    let path: PathBuf = path.to_owned();
    let reason = error.to_string();
    match error.sqlite_error_code() {
        Some(NotADatabase | DatabaseCorrupt) => OpenError::Damaged { path, reason },
        Some(DiskFull | SystemIoFailure) => OpenError::Disk { path, reason },
        Some(CannotOpen) => {
            OpenError::Unreachable { path, reason: "the file cannot be read or made".to_owned() }
        }
        _ => OpenError::Unreachable { path, reason },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Trouble;

    #[test]
    fn a_new_database_is_made_checked_and_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zapis.db");
        drop(Store::open(&path).unwrap());
        let store = Store::open(&path).unwrap();
        assert_eq!(Store::check(&store.readers), Ok(()));
    }

    #[test]
    fn only_its_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        store.writer.set_setting("key", "value").unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
            let private = file.metadata().unwrap().permissions().mode() & 0o077 == 0;
            assert!(private || file.file_name() == "zapis.db.lock", "{:?}", file.file_name());
        }
    }

    #[test]
    fn a_database_that_others_could_read_is_closed_to_them() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zapis.db");
        drop(Store::open(&path).unwrap());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        drop(Store::open(&path).unwrap());
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn the_database_of_another_program_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        for (number, mark) in [(0, "CREATE TABLE note (text)"), (1, "PRAGMA application_id = 7")] {
            let path = folder.path().join(format!("{number}.db"));
            Connection::open(&path).unwrap().execute_batch(mark).unwrap();
            let before = std::fs::read(&path).unwrap();
            let error = Store::open(&path).err().unwrap().to_string();
            assert!(error.contains("belongs to another program"), "{error}");
            assert_eq!(std::fs::read(&path).unwrap(), before);
        }
    }

    #[test]
    fn a_database_bears_our_mark() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        let mark: i64 =
            store.writer.connection().pragma_query_value(None, "application_id", |row| row.get(0)).unwrap();
        assert_eq!(mark, APPLICATION);
    }

    #[test]
    fn readers_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        let reader = store.readers.get().unwrap();
        assert!(reader.execute("DELETE FROM client", []).is_err());
    }

    #[test]
    fn what_is_no_database_is_told_with_the_mend() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zapis.db");
        std::fs::write(&path, "not a database, but long enough to be taken for the header of one").unwrap();
        let error = Store::open(&path).err().unwrap().to_string();
        assert!(error.contains("is not a readable SQLite database"), "{error}");
        let error = Store::open(&folder.path().join("no/such/zapis.db")).err().unwrap().to_string();
        assert!(error.contains("check that the folder exists"), "{error}");
    }

    #[test]
    fn a_disk_that_takes_nothing_is_told_from_an_input_that_cannot_be() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        let trouble = |pragma, value: i64| {
            store.writer.connection().pragma_update(None, pragma, value).unwrap();
            let failed = store.writer.set_setting("key", &"long".repeat(5_000)).unwrap_err();
            failed.trouble()
        };
        assert_eq!(trouble("max_page_count", 1), Some(Trouble::Full));
        assert_eq!(trouble("query_only", 1), Some(Trouble::ReadOnly));
        store.writer.connection().pragma_update(None, "query_only", 0).unwrap();
        assert_eq!(crate::Error::Overlap.trouble(), None);
        assert!(store.writer.set_setting("key", "short").is_ok(), "and then it goes on");
    }

    #[test]
    fn a_database_from_the_future_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zapis.db");
        Store::open(&path).unwrap().writer.connection().pragma_update(None, "user_version", 999).unwrap();
        let error = Store::open(&path).err().unwrap().to_string();
        assert!(error.contains("was written by a newer zapis"), "{error}");
    }

    #[test]
    fn it_is_read_beside_the_service_and_only_if_it_is_of_this_version() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zapis.db");
        let absent = Store::read(&path).err().unwrap().to_string();
        assert!(absent.ends_with(
            "is not there yet; start zapis once, which makes it, or let database.path name the right file"
        ));
        let store = Store::open(&path).unwrap();
        store.writer.set_setting("key", "value").unwrap();
        let reader = Store::read(&path).unwrap();
        assert_eq!(reader.setting("key").unwrap().as_deref(), Some("value"));
        assert!(reader.set_setting("key", "other").is_err());
        store.writer.connection().pragma_update(None, "user_version", 1).unwrap();
        assert!(Store::read(&path).err().unwrap().to_string().contains("start zapis once"));
    }

    #[test]
    fn the_migrations_are_sound() {
        Migrations::from_slice(MIGRATIONS).validate().unwrap();
    }
}
