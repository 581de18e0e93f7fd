//! `zapis selftest` proves something: it ends well, and it fails when a rule is broken (P6).

use std::path::Path;
use std::process::Command;

use rusqlite::Connection;
use zapis::selftest::{Finding, Plan, prove};

/// What is found with a few clients, in a database that somebody changed before they came.
fn found(change: &'static str) -> Vec<Finding> {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan { clients: 14, slots: 3, seed: 7, folder: folder.path().to_owned() };
    let changed = |database: &Path| Connection::open(database).unwrap().execute_batch(change).unwrap();
    prove(&plan, &changed).unwrap()
}

fn broken(change: &'static str) -> String {
    let broken: Vec<String> =
        found(change).into_iter().filter(|finding| !finding.is_kept).map(|finding| finding.seen).collect();
    broken.join("\n")
}

#[test]
fn the_whole_program_holds_what_it_promises() {
    let findings = found("");
    let seen: Vec<&str> = findings.iter().map(|finding| finding.seen.as_str()).collect();
    assert!(findings.iter().all(|finding| finding.is_kept), "{seen:#?}");
    assert_eq!(findings.len(), 11, "{seen:#?}");
    assert!(
        !seen.iter().any(|seen| seen.contains("the power failed 0 times")),
        "the power fails in both trials: {seen:#?}"
    );
}

#[test]
fn a_database_that_does_not_keep_what_is_occupied_is_found_out() {
    // Without it neither the question to the database nor its refusal sees a booking.
    let broken = broken("DROP TRIGGER booking_occupies");
    assert!(
        broken.lines().any(|seen| seen.contains(" sold twice") && !seen.contains(" 0 sold twice")),
        "{broken}"
    );
}

#[test]
fn an_update_that_takes_effect_twice_is_found_out() {
    let forgets = "CREATE TRIGGER forgets AFTER INSERT ON receipt BEGIN DELETE FROM receipt; END";
    let broken = broken(forgets);
    assert!(
        broken.lines().any(|seen| seen.contains("came twice") && !seen.contains(" 0 effects")),
        "{broken}"
    );
}

#[test]
fn a_card_that_nobody_is_shown_is_found_out() {
    let loses = "CREATE TRIGGER loses AFTER INSERT ON outbox WHEN NEW.card_id IN (SELECT id FROM card WHERE key LIKE 'booking:%')
                 BEGIN DELETE FROM outbox WHERE id = NEW.id; END";
    let broken = broken(loses);
    assert!(broken.contains("heard nothing"), "{broken}");
}

#[test]
fn the_command_leaves_nothing_behind_and_tells_its_seed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("config.toml"), "").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_zapis"))
        .args(["selftest", "--clients", "12", "--slots", "2", "--seed", "5", "--config", "config.toml"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success() && told.contains("seed 5"), "{told}");
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["config.toml"]);
}
