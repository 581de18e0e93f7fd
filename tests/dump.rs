//! All that stands in the database, as a text that can be compared.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

use crate::world::World;

/// What every update leaves behind, whatever it does: its receipt, a line of the journal, and when an admin was last there.
const TABLES: [&str; 2] = ["receipt", "journal"];
const COLUMNS: [&str; 3] = ["unlocked_at", "last_seen", "seen_at"];

/// Every row of every table, but for what is told above, each with the name of its table.
pub fn dump(world: &World) -> BTreeSet<String> {
    let database = world.folder().join("zapis.db");
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let mut statement = connection.prepare(tables).unwrap();
    let names = statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    let kept = names.filter(|name| !TABLES.contains(&name.as_str()));
    kept.flat_map(|name| rows(&connection, &name)).collect()
}

/// Asserts that nothing has changed since.
pub fn unchanged(world: &World, before: &BTreeSet<String>, what: &str) {
    let now = dump(world);
    let different: Vec<&String> = before.symmetric_difference(&now).collect();
    assert!(different.is_empty(), "{what}: something was changed all the same: {different:#?}");
}

fn rows(connection: &Connection, table: &str) -> Vec<String> {
    let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
    let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut rows = statement.query([]).unwrap();
    let mut found = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let cells = columns.iter().enumerate().filter(|(_, name)| !COLUMNS.contains(&name.as_str()));
        let cells = cells.map(|(index, name)| format!("{name}={:?}", row.get::<_, Value>(index).unwrap()));
        found.push(format!("{table}: {}", cells.collect::<Vec<_>>().join(" ")));
    }
    found
}
