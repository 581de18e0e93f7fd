//! Backups by the real binary, while clients book and while it is killed (P10).

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::process::Salon;
use crate::robot::Robot;

fn said(output: &Output) -> (bool, String) {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

/// What a command says, without holding up the imitation of Telegram.
fn run(salon: &Salon, arguments: &[&str]) -> (bool, String) {
    let mut command = salon.command(arguments);
    tokio::task::block_in_place(|| said(&command.output().unwrap()))
}

/// `scripts/backup.sh` of the sources with the binary of the test.
fn script(salon: &Salon) -> Command {
    let mut command = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/backup.sh"));
    command
        .current_dir(salon.path(""))
        .env("ZAPIS_BIN", env!("CARGO_BIN_EXE_zapis"))
        .env("ZAPIS_CONFIG", salon.path("config.toml"))
        .stdin(Stdio::null());
    command
}

/// The names in a folder of the salon.
fn names(salon: &Salon, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(salon.path(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    names
}

/// How many bookings a line of `zapis verify` or `zapis backup` tells of.
fn bookings(line: &str) -> i64 {
    let before = line.split(" bookings").next().unwrap();
    before.rsplit(' ').next().unwrap().parse().unwrap_or_else(|_| panic!("no number of bookings in {line:?}"))
}

/// Clients book all the time; each backup that the script makes is good and holds no fewer bookings than the one before.
async fn under_load(count: usize) {
    let clients = i64::try_from(count * 3 + 20).unwrap();
    let mut salon = Salon::new(clients, "Mon-Sun 00:00-24:00", "[backup]\ndaily = 1000\n").await;
    salon.start(None);
    let done = AtomicBool::new(false);
    let booked = async {
        for person in 1..=clients {
            if done.load(Ordering::Relaxed) {
                return person - 1;
            }
            Robot { server: &salon.server, person, taste: usize::try_from(person).unwrap() }.books().await;
        }
        clients
    };
    let made = async {
        let mut last = 0;
        for _ in 0..count {
            // Not on this task, on which the clients go on.
            let mut command = script(&salon);
            let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
            let (good, text) = said(&output);
            assert!(good && text.contains(": good; made "), "{text}");
            assert!(bookings(&text) >= last, "a booking is lost: {last}, then {text}");
            last = bookings(&text);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        done.store(true, Ordering::Relaxed);
        last
    };
    let (booked, backed_up) = tokio::join!(booked, made);
    println!("{count} backups while {booked} clients booked; the last one holds {backed_up} bookings");
    assert!(backed_up > 0, "the load lasted");
    assert!(salon.running.stop().await.success());
    for name in names(&salon, "backups").iter().filter(|name| name.ends_with(".db")) {
        let (good, text) = run(&salon, &["verify", &format!("backups/{name}")]);
        assert!(good, "{text}");
    }
}

/// Kills a backup again and again; whatever the instant, `latest` is good and nothing is left over in the end.
async fn killed(count: u32, more: &str, key: Option<&str>) {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", more).await;
    salon.start(None);
    Robot { server: &salon.server, person: 1, taste: 0 }.books().await;
    let (good, text) = run(&salon, &["backup"]);
    assert!(good, "{text}");
    let verify: Vec<&str> =
        ["verify", "backups/latest"].into_iter().chain(key.iter().flat_map(|key| ["--key", key])).collect();
    let mut half = 0;
    for _ in 0..count {
        let mut child =
            salon.command(&["backup"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        tokio::time::sleep(Duration::from_micros(fastrand::u64(0..150_000))).await;
        // It may be done already.
        let _ = child.kill();
        child.wait().unwrap();
        half += usize::from(names(&salon, "backups").iter().any(|name| name.contains("unfinished")));
        let (good, text) = run(&salon, &verify);
        assert!(good && bookings(&text) == 1, "{text}");
    }
    println!("{count} backups killed, {half} of them in the middle of a file");
    assert!(run(&salon, &["backup"]).0);
    let left = |folder| names(&salon, folder).into_iter().find(|name| name.contains("unfinished"));
    assert_eq!((left(""), left("backups")), (None, None));
    assert!(salon.running.stop().await.success());
}

/// A key in the salon's folder, and the part of the configuration that goes with it.
fn key(folder: &std::path::Path) -> (PathBuf, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_zapis")).args(["backup", "--new-key"]).output().unwrap();
    let file = folder.join("zapis.key");
    std::fs::write(&file, &output.stdout).unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let line =
        told.lines().find(|line| line.starts_with("recipient = ")).expect("what to write down").to_owned();
    assert!(!told.contains("SECRET-KEY-1"), "the secret key is on standard output alone");
    (file, format!("[backup]\n{line}\n"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backups_under_write_load_are_good() {
    under_load(5).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes; the small number runs always"]
async fn two_hundred_backups_under_write_load_are_good() {
    under_load(200).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_is_killed_leaves_a_good_latest() {
    killed(4, "", None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes a minute; the small number runs always"]
async fn fifty_backups_that_are_killed_leave_a_good_latest() {
    killed(50, "", None).await;
    let folder = tempfile::tempdir().unwrap();
    let (key, more) = key(folder.path());
    killed(50, &more, key.to_str()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_encrypted_backup_opens_with_its_key_and_the_script_has_it_copied() {
    let folder = tempfile::tempdir().unwrap();
    let (key, more) = key(folder.path());
    let salon = Salon::new(1, "Mon-Sun 10:00-20:00", &more).await;
    std::fs::remove_file(salon.path("pepper")).unwrap();
    let (good, text) = run(&salon, &["backup"]);
    assert!(good && text.contains("the pepper is not here"), "{text}");
    assert!(!salon.path("pepper").exists(), "none is made in passing");
    std::fs::write(salon.path("pepper"), "a pepper of good length\n").unwrap();
    let copied = salon.path("elsewhere");
    std::fs::create_dir(&copied).unwrap();
    let mut command = script(&salon);
    command.env("ZAPIS_COPY_TO", format!("cp \"$BACKUP\" \"$BACKUP.sha256\" '{}'", copied.display()));
    let (good, text) = said(&command.output().unwrap());
    assert!(good && text.contains("encrypted; its checksum is right"), "{text}");
    let file = names(&salon, "elsewhere").into_iter().find(|name| name.ends_with(".db.age")).unwrap();
    let file = format!("elsewhere/{file}");
    let (good, text) = run(&salon, &["verify", &file, "--key", key.to_str().unwrap()]);
    assert!(good && text.contains(": good; made ") && text.contains("; 0 bookings, 0 clients"), "{text}");
    assert!(names(&salon, "backups").iter().all(|name| name == "latest" || name.contains(".db.age")));
    std::fs::write(salon.path("other.key"), "AGE-SECRET-KEY-1nothing").unwrap();
    let (good, text) = run(&salon, &["verify", &file, "--key", "other.key"]);
    assert!(!good && text.contains("other.key holds no secret key"), "{text}");
    let (good, text) = run(&salon, &["backup", "--plain", "plain.db"]);
    assert!(good && text.starts_with("plain.db: 0 bookings"), "{text}");
    assert!(run(&salon, &["verify", "plain.db"]).0);
    let mut fails = script(&salon);
    let (good, text) = said(&fails.env("ZAPIS_COPY_TO", "false").output().unwrap());
    assert!(!good && text.contains("is good but could not be copied"), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_is_told_in_one_line_with_the_mend() {
    let salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    // A file system of the kernel's own, on which nothing is free.
    let told = salon.refused(&["backup", "/proc/zapis.db"], |_| {});
    assert!(
        told.contains("/proc has 0 MB free and a backup needs ") && told.contains("free some space"),
        "{told}"
    );
    let told = salon.refused(&["backup", "no/such/folder.db"], |_| {});
    assert!(told.contains("check that the folder exists"), "{told}");
    assert!(run(&salon, &["backup", "copy.db"]).0);
    let whole = std::fs::read(salon.path("copy.db")).unwrap();
    for place in [whole.len() / 2, whole.len() - 100] {
        let mut broken = whole.clone();
        broken[place] ^= 0x55;
        std::fs::write(salon.path("copy.db"), broken).unwrap();
        let told = salon.refused(&["verify", "copy.db"], |_| {});
        assert!(
            told.contains("copy.db: it is not what was written") && told.contains("take another backup"),
            "{told}"
        );
    }
    let told = salon.refused(&["verify", "zapis.db"], |_| {});
    assert!(told.contains("zapis.db: it is no backup of zapis"), "{told}");
    let told = salon.refused(&["verify", "no-such.db"], |_| {});
    assert!(told.contains("no-such.db: it cannot be read"), "{told}");
    let (good, text) = said(&script(&salon).arg("--config").arg("none.toml").output().unwrap());
    assert!(!good && text.contains("backup.sh: there is no new backup; former ones are whole"), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_backups_at_once_one_waits_and_both_are_good() {
    let salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    let mut running: Vec<_> =
        (0..4).map(|_| salon.command(&["backup"]).stdout(Stdio::null()).spawn().unwrap()).collect();
    assert!(running.iter_mut().all(|child| child.wait().unwrap().success()));
    assert!(run(&salon, &["verify", "backups/latest"]).0);
}
