//! Every statement of this crate, as it stands in the source, and how SQLite would run it.

use std::path::Path;

use crate::{Store, Tx};

/// Tables that hold a handful of rows, of which all are wanted.
const SMALL: [&str; 18] = [
    "admin",
    "attachment",
    "alarm",
    "invitation",
    "category",
    "claim",
    "erasure",
    "photo",
    "policy_override",
    "resource",
    "restore",
    "service",
    "service_resource",
    "setting",
    "specialist",
    "exception",
    "withheld_message",
    "withheld_job",
];
/// What an import does to the whole catalogue need not be quick.
const RARE: &str = "catalog_document.rs";
/// A copy is read and written whole, and its manifest stands in no other database.
const COPY: &str = "copy.rs";
/// What is asked once, at the start or by who looks after the service.
const ONCE: [&str; 2] =
    ["UPDATE outbox SET sending = 0 WHERE sending = 1", "SELECT count(*) FROM dead_letter"];

#[test]
fn every_statement_uses_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("zapis.db")).unwrap();
    let (mut looked_at, mut slow) = (0, Vec::new());
    for (file, sql) in statements().into_iter().filter(|(_, sql)| !ONCE.contains(&sql.as_str())) {
        looked_at += 1;
        let plan = plan(&store.writer, &sql);
        for step in plan.lines().filter(|_| file != RARE) {
            let mut words = step.split_whitespace().skip_while(|word| *word != "SCAN").skip(1);
            let whole_table = !step.contains("INDEX") && words.next().is_some_and(|table| !is_small(table));
            if whole_table {
                slow.push(format!("{file}: {sql}\n{plan}"));
            }
        }
        let sorts = plan.contains("TEMP B-TREE FOR ORDER BY");
        if sorts && !is_small_query(&sql) && file != RARE {
            slow.push(format!("{file}: {sql}\n{plan}"));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n\n"));
    assert!(looked_at > 80, "only {looked_at} statements were found");
}

#[test]
fn what_may_leave_is_found_among_the_heads_of_lanes_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("zapis.db")).unwrap();
    let (_, sql) = statements().into_iter().find(|(_, sql)| sql.contains("AS card_message")).unwrap();
    let plan = plan(&store.writer, &sql);
    assert!(plan.contains("outbox USING INDEX outbox_sendable"), "{plan}");
    assert!(!plan.contains("SUBQUERY"), "nothing is asked for each row: {plan}");
}

fn is_small(table: &str) -> bool {
    // Parts of a statement and its arguments are scanned as well.
    SMALL.contains(&table) || ["CONSTANT", "booking_service", "subquery", "sqlite_schema"].contains(&table)
}

fn is_small_query(sql: &str) -> bool {
    SMALL.iter().any(|table| sql.contains(&format!("FROM {table} ")))
        || sql.contains("FROM specialist_service")
}

/// The statements in the sources, each with its file. What follows the view of a booking, or of an entry of the waitlist, is
/// put together with it.
fn statements() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let file = entry.file_name().into_string().unwrap();
        if !file.ends_with(".rs") || file.ends_with("tests.rs") || file == COPY {
            continue;
        }
        let source = std::fs::read_to_string(entry.path()).unwrap();
        let mut view = String::new();
        let program = source.split("#[cfg(test)]\nmod").next().unwrap();
        for literal in literals(program) {
            let begins = |words: &[&str]| words.iter().any(|word| literal.starts_with(word));
            if begins(&["SELECT booking.*", "SELECT waitlist.*"]) {
                view = literal;
            } else if begins(&["SELECT ", "INSERT ", "UPDATE ", "DELETE "]) {
                found.push((file.clone(), literal));
            } else if begins(&["WHERE "]) {
                found.push((file.clone(), format!("{view} {literal}")));
            }
        }
    }
    found
}

/// The texts in quotes. No statement contains a quote or a backslash.
fn literals(source: &str) -> Vec<String> {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    code.join("\n").split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn plan(tx: &Tx, sql: &str) -> String {
    let statement = tx.connection().prepare(&format!("EXPLAIN QUERY PLAN {sql}"));
    let mut statement = statement.unwrap_or_else(|error| panic!("{error}: {sql}"));
    let wanted = statement.parameter_count();
    let rows = statement
        .query_map(rusqlite::params_from_iter(vec![0; wanted]), |row| row.get::<_, String>(3))
        .unwrap();
    rows.map(Result::unwrap).collect::<Vec<_>>().join("\n")
}
