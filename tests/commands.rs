//! The commands as whoever types them meets them: help, version, completions, exit codes, tables (P6).

use std::path::Path;
use std::process::{Command, Output, Stdio};

use domain::{Phone, Status};
use insta::assert_snapshot;

use crate::lists::{MARIA, VERA, booked};
use crate::world::World;

fn zapis(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zapis"));
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

/// The exit code, and all that was said.
fn said(mut command: Command) -> (i32, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

/// A configuration beside a world's database.
fn configured(world: &World, text: &str) -> String {
    let config = world.folder().join("config.toml");
    std::fs::write(&config, text).unwrap();
    config.display().to_string()
}

#[test]
fn help_groups_the_commands_by_what_one_wants() {
    let (code, help) = said(zapis(&["--help"]));
    assert_eq!(code, 0);
    assert_snapshot!(help, @"
    Bookings in Telegram for a small service business, from its own small server

    Usage: zapis <COMMAND>

    Try it and run it:
      demo         Try both bots on a built-in imitation of Telegram: no account, no token, no network
      check        Say whether the configuration is right, and what of it is there
      run          Run the service

    Services, bookings, people:
      catalog      Services, specialists and hours as one document
      slots        When a service can be booked, and why not otherwise
      export       Bookings as a table (CSV)
      pin          An admin's PIN, or a link that makes an owner
      privacy      A page about personal data that clients can be shown

    Keep it safe:
      backup       Copy the database, while the service runs or not
      verify       Look whether a backup is whole
      restore      Put a backup in the database's place, while no service runs

    See that it works:
      health       Whether the running service does well
      selftest     Race clients for the same times on a scratch database and say what that proved

    For your shell:
      completions  Write what a shell needs to complete commands and options

    Options:
      -h, --help     Print help
      -V, --version  Print version

    Begin with:
      zapis demo                       both bots in your browser, nothing to set up
      zapis check && zapis run         the service, once config.toml and the tokens are there
      zapis catalog import salon.toml  your services, specialists and hours from a file

    `zapis COMMAND --help` tells more of a command, with examples.
    Exit codes: 0 well · 1 something you can mend, told in one line · 2 wrong usage
    ");
}

#[test]
fn the_help_of_a_command_has_examples_and_what_it_means_for_a_service_that_runs() {
    let (code, help) = said(zapis(&["export", "bookings", "--help"]));
    assert_eq!(code, 0);
    assert_snapshot!(help, @"
    Every booking of some days, whatever became of it, as CSV on standard output

    Usage: zapis export bookings [OPTIONS] --from <DATE> --to <DATE>

    Options:
          --from <DATE>    The first date, such as 2026-12-01
          --to <DATE>      The last date
          --excel          As Excel opens it by a double click: semicolons, decimal commas, plain times
          --config <FILE>  The configuration; ZAPIS_CONFIG names another default
      -h, --help           Print help

    Examples:
      zapis export bookings --from 2026-11-01 --to 2026-11-30 > november.csv
      zapis export bookings --from 2026-11-01 --to 2026-11-30 --excel > november.csv

    While the service runs:
      It only reads, page by page, and keeps nobody waiting.

    Exit codes:
      0 well · 1 something you can mend, told in one line · 2 wrong usage
    ");
}

#[test]
fn the_version_is_short_or_tells_what_it_is_built_of() {
    assert_eq!(said(zapis(&["-V"])), (0, format!("zapis {}\n", env!("CARGO_PKG_VERSION"))));
    let (code, long) = said(zapis(&["--version"]));
    let keys: Vec<&str> = long.lines().map(|line| line.split([' ', ':']).next().unwrap()).collect();
    assert_eq!((code, keys), (0, vec!["zapis", "commit", "SQLite", "target"]), "{long}");
    assert!(long.contains("SQLite: 3.") && long.contains(std::env::consts::ARCH), "{long}");
}

#[test]
fn what_is_used_wrongly_ends_with_two_and_a_proposal() {
    for (arguments, proposal) in [
        (&["chek"][..], "'check'"),
        (&["slots", "--servise", "x"], "'--service'"),
        (&["catalog", "exprot"], "'export'"),
    ] {
        let (code, told) = said(zapis(arguments));
        assert!(code == 2 && told.contains(proposal), "{arguments:?}: {code} {told}");
    }
    assert_eq!(said(zapis(&["slots"])).0, 2);
    assert_eq!(said(zapis(&["export", "bookings", "--from", "yesterday", "--to", "2026-12-01"])).0, 2);
    let (code, told) = said(zapis(&[]));
    assert!(code == 2 && told.contains("Try it and run it"), "{told}");
}

#[test]
fn no_command_is_quiet_about_a_configuration_that_is_missing() {
    let dates = ["--from", "2026-12-01", "--to", "2026-12-01"];
    let slots = [&["slots", "--service", "x"], &dates[..]].concat();
    let export = [&["export", "bookings"], &dates[..]].concat();
    let all = [
        &["run"][..],
        &["check"],
        &["pin", "claim"],
        &["catalog", "export"],
        &slots,
        &export,
        &["selftest", "--config", "/no/where.toml"],
    ];
    for arguments in all {
        let mut command = zapis(arguments);
        command.env("ZAPIS_CONFIG", "/no/where.toml");
        let (code, told) = said(command);
        assert_eq!(
            (code, told.as_str()),
            (
                1,
                "zapis: /no/where.toml: there is no such file; copy the sample config.toml there, or name another with --config or ZAPIS_CONFIG\n"
            ),
            "{arguments:?}"
        );
    }
}

#[test]
fn who_stops_reading_hears_no_complaint_and_a_full_disk_is_told() {
    let world = World::new();
    let config = configured(&world, "");
    let mut all = vec![vec!["completions", "zsh"], vec!["--help"], vec!["--version"]];
    for rest in [
        &["check"][..],
        &["catalog", "export"],
        &["export", "bookings", "--from", "2026-11-01", "--to", "2026-12-01"],
    ] {
        all.push([rest, &["--config", &config]].concat());
    }
    for arguments in &all {
        let mut command = zapis(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && told.is_empty(), "{arguments:?}: {told}");
    }
    for arguments in all.iter().filter(|arguments| !arguments[0].starts_with('-')) {
        let mut command = zapis(arguments);
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command.stdout(full).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(
            told.starts_with("zapis: standard output cannot be written") && told.lines().count() == 1,
            "{told}"
        );
    }
}

#[test]
fn a_shell_completes_commands_and_options() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, script) = said(zapis(&["completions", shell]));
        assert_eq!(code, 0);
        assert!(script.contains("selftest"), "{shell}");
        std::fs::write(folder.path().join(shell), script).unwrap();
    }
    let script = folder.path().join("bash").display().to_string();
    let mut syntax = Command::new("bash");
    syntax.args(["-n", &script]);
    assert_eq!(said(syntax), (0, String::new()));
    let completed = |words: &str| {
        let mut bash = Command::new("bash");
        let count = words.split(' ').count() - 1;
        let last = words.split(' ').next_back().unwrap();
        bash.args(["-c", &format!(
            "source {script}; COMP_WORDS=({words}); COMP_CWORD={count}; _zapis zapis '{last}' x; echo \"${{COMPREPLY[*]}}\""
        )]);
        said(bash).1
    };
    assert_eq!(completed("zapis sel").trim(), "selftest");
    assert_eq!(completed("zapis catalog im").trim(), "import");
    assert_eq!(completed("zapis slots --sp").trim(), "--specialist");
}

#[test]
fn check_tells_what_of_the_configuration_is_there() {
    let world = World::new();
    let config = configured(&world, "[business]\nname = \"Салон\"\n");
    let mut command = zapis(&["check", "--config", &config]);
    command.env("ZAPIS_CLIENT_TOKEN", "100000001:AAclientclientclientclientclientcli");
    let (code, told) = said(command);
    assert_eq!(code, 0);
    assert_snapshot!(told.replace(&world.folder().display().to_string(), "/salon"), @"
    /salon/config.toml: ok
      business  Салон, Europe/Moscow, RUB
      database  /salon/zapis.db, 2 services, 2 specialists
      service   does not run
      tokens    ! there is no token for the admin bot; take one from BotFather and set ZAPIS_ADMIN_TOKEN, or under systemd the credential admin_token
                (a service may have its own, which cannot be seen from here)
      owners    none yet; `zapis run` prints a link that makes one
      telegram  asked at https://api.telegram.org
      http      not listened for; http.listen sets it
      backups   /salon/backups, none yet; `zapis backup` makes one
      log       /salon/logs, made when it is needed
    ");
}

#[test]
fn check_refuses_a_database_on_which_the_service_would_not_start() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("zapis.db"),
        "this is no database, and long enough to be taken for the header of one",
    )
    .unwrap();
    let config = folder.path().join("config.toml").display().to_string();
    std::fs::write(&config, "").unwrap();
    let (code, told) = said(zapis(&["check", "--config", &config]));
    assert!(code == 1 && told.contains("restore a backup"), "{told}");
}

/// Two days with something of everything, a client who makes formulas, and one who is erased.
fn exported() -> World {
    let world = World::new();
    booked(&world, MARIA, "2026-11-24T07:00:00", 60, Status::Confirmed);
    booked(&world, VERA, "2026-11-24T07:00:00", 60, Status::Pending);
    booked(&world, MARIA, "2026-11-24T12:00:00", 120, Status::Cancelled);
    booked(&world, VERA, "2026-11-25T20:30:00", 60, Status::NoShow);
    booked(&world, VERA, "2026-11-25T21:30:00", 60, Status::Done);
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    let phone = Phone::parse("89123456789", "RU").unwrap();
    database
        .execute(
            "UPDATE client SET name = '=cmd|'' /C calc''!A0', phone = ?1, source = '@inst;a,b'",
            [phone.as_e164()],
        )
        .unwrap();
    world
}

fn table(world: &World, from: &str, to: &str, more: &[&str]) -> String {
    let config = configured(world, "[business]\ntimezone = \"Europe/Moscow\"\n");
    let all = [&["export", "bookings", "--from", from, "--to", to, "--config", &config], more].concat();
    let (code, table) = said(zapis(&all));
    assert_eq!(code, 0, "{table}");
    table
}

#[test]
fn bookings_become_a_table_whatever_became_of_them_and_no_cell_is_a_formula() {
    let world = exported();
    assert_snapshot!(table(&world, "2026-11-24", "2026-11-25", &[]), @r#"
    booking,start,end,status,service,specialist,client,phone,price,currency,source
    1,2026-11-24T10:00:00+03:00,2026-11-24T11:00:00+03:00,confirmed,Стрижка,Мария,'=cmd|' /C calc'!A0,+79123456789,1500.00,RUB,"'@inst;a,b"
    2,2026-11-24T10:00:00+03:00,2026-11-24T11:00:00+03:00,pending,Стрижка,Вера,'=cmd|' /C calc'!A0,+79123456789,1500.00,RUB,"'@inst;a,b"
    3,2026-11-24T15:00:00+03:00,2026-11-24T17:00:00+03:00,cancelled,Окрашивание,Мария,'=cmd|' /C calc'!A0,+79123456789,1500.00,RUB,"'@inst;a,b"
    4,2026-11-25T23:30:00+03:00,2026-11-26T00:30:00+03:00,no_show,Стрижка,Вера,'=cmd|' /C calc'!A0,+79123456789,1500.00,RUB,"'@inst;a,b"
    "#);
    assert_snapshot!(table(&world, "2026-11-24", "2026-11-24", &["--excel"]).replace(['\u{feff}', '\r'], "^"), @r#"
    ^booking;start;end;status;service;specialist;client;phone;price;currency;source^
    1;2026-11-24 10:00;2026-11-24 11:00;confirmed;Стрижка;Мария;'=cmd|' /C calc'!A0;+7 912 345-67-89;1500,00;RUB;"'@inst;a,b"^
    2;2026-11-24 10:00;2026-11-24 11:00;pending;Стрижка;Вера;'=cmd|' /C calc'!A0;+7 912 345-67-89;1500,00;RUB;"'@inst;a,b"^
    3;2026-11-24 15:00;2026-11-24 17:00;cancelled;Окрашивание;Мария;'=cmd|' /C calc'!A0;+7 912 345-67-89;1500,00;RUB;"'@inst;a,b"^
    "#);
    assert_eq!(table(&world, "2027-11-24", "2027-11-24", &[]).lines().count(), 1, "the header alone");
    let (code, told) = said(zapis(&["export", "bookings", "--from", "2026-11-25", "--to", "2026-11-24"]));
    assert!(code == 1 && told.contains("two dates in order"), "{told}");
}

#[test]
fn who_was_erased_stands_in_the_table_without_a_name() {
    let mut world = exported();
    let mut anna = world.client(crate::world::ANNA);
    anna.says("/forget");
    anna.presses("Да, удалить всё");
    let table = table(&world, "2026-11-24", "2026-11-24", &[]);
    assert!(table.contains("Стрижка,Мария,,,1500.00,RUB") && !table.contains("+7912"), "{table}");
}

#[test]
fn a_long_table_comes_page_by_page_and_has_every_booking_once() {
    let world = World::new();
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    database
        .execute_batch(
            "INSERT INTO client (id, name, created_at) VALUES (1, 'Анна', 0);
             WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 1233)
             INSERT INTO booking (client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to,
                status, price_minor, currency, created_at)
             SELECT 1, 1, 1 + n % 2, 1795651200000 + n / 2 * 60000, 1795651200000 + n / 2 * 60000 + 60000,
                1795651200000 + n / 2 * 60000, 1795651200000 + n / 2 * 60000 + 60000, 'confirmed', 1, 'RUB', 0 FROM n;
             INSERT INTO booking_service (booking_id, service_id, place) SELECT id, 1, 0 FROM booking;",
        )
        .unwrap();
    let table = table(&world, "2026-11-01", "2026-12-31", &[]);
    let mut numbers: Vec<u32> =
        table.lines().skip(1).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect();
    assert!(numbers.len() == 1234 && Path::new(world.folder()).exists());
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 1234);
}

#[test]
fn what_is_typed_wrongly_is_told_with_the_mend() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config.toml").display().to_string();
    std::fs::write(&config, "").unwrap();
    let told = |arguments: &[&str]| said(zapis(&[arguments, &["--config", &config]].concat()));
    let dates = |from| told(&["export", "bookings", "--from", from, "--to", "2026-12-01"]);
    let (code, wrong) = dates("2026-13-01");
    assert!(code == 2 && wrong.contains("write year, month and day, such as 2026-12-01"), "{wrong}");
    let (code, absent) = dates("2026-11-01");
    assert!(code == 1 && absent.contains("zapis.db is not there yet; start zapis once"), "{absent}");
    let (code, name) = told(&["pin", "set", "olga"]);
    assert!(code == 2 && name.contains("it is a number, such as 123456789"), "{name}");
}
