//! `zapis restore` with the real binary: from a good backup, from bad ones, on an empty machine, and killed in the middle (P10, P14).

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use rusqlite::Connection;

use crate::process::{ADMIN, CLIENT, OWNER, Salon};
use crate::robot::Robot;

const PATIENCE: Duration = Duration::from_secs(20);
const PIN: &str = "602214";

fn run(salon: &Salon, arguments: &[&str]) -> (bool, String) {
    done(&mut salon.command(arguments))
}

fn done(command: &mut Command) -> (bool, String) {
    let Output { status, stdout, stderr } = tokio::task::block_in_place(|| command.output().unwrap());
    (status.success(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

fn set_pin(salon: &Salon) {
    let mut command = salon.command(&["pin", "set", &OWNER.to_string()]);
    command.stdin(std::fs::File::open(salon.path("pin")).unwrap());
    let (done, text) = done(&mut command);
    assert!(done, "{text}");
}

/// The owner has a PIN, the first client a booking; the service has ended in order.
async fn booked(more: &str) -> Salon {
    let mut salon = Salon::new(3, "Mon-Sun 10:00-20:00", more).await;
    std::fs::write(salon.path("pin"), PIN).unwrap();
    set_pin(&salon);
    salon.start(None);
    // Telegram lets a bot write to those who wrote to it.
    writes(&salon, ADMIN, OWNER, "/start");
    hears(&salon, ADMIN, OWNER, "PIN").await;
    books(&salon, 1).await;
    assert!(salon.running.stop().await.success());
    salon
}

/// Makes a pair of keys; the secret one is in this file, the public one is given.
fn new_key(salon: &Salon, file: &str) -> String {
    let made = tokio::task::block_in_place(|| salon.command(&["backup", "--new-key"]).output().unwrap());
    std::fs::write(salon.path(file), &made.stdout).unwrap();
    let text = String::from_utf8(made.stdout).unwrap();
    text.lines().find_map(|line| line.split_once("public key: ")).unwrap().1.to_owned()
}

async fn books(salon: &Salon, person: i64) {
    Robot { server: &salon.server, person, taste: usize::try_from(person).unwrap() }.books().await;
}

async fn hears(salon: &Salon, bot: &str, person: i64, words: &str) {
    let heard = salon.server.wait_for(PATIENCE, |telegram| {
        let messages = &telegram.chat(bot, person)?.messages;
        messages.iter().any(|message| message.from_bot && message.text.contains(words)).then_some(())
    });
    assert!(heard.await.is_some(), "{person} does not hear {words:?}; the log:\n{}", salon.log());
}

fn writes(salon: &Salon, bot: &str, person: i64, text: &str) {
    salon.server.with(|telegram, now| telegram.send_text(now, bot, person, text));
}

fn bookings(database: &Path) -> i64 {
    let connection = Connection::open(database).unwrap();
    let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    connection.query_row("SELECT count(*) FROM booking", [], |row| row.get(0)).unwrap()
}

/// What stands beside the database, without what every run leaves there.
fn beside(salon: &Salon) -> Vec<String> {
    let names = std::fs::read_dir(salon.path("")).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.into_string().unwrap()).filter(|name| name.starts_with("zapis.db."));
    let usual = ["zapis.db.lock", "zapis.db.backup.lock", "zapis.db.erasures", "zapis.db.sock"];
    let mut names: Vec<String> = names.filter(|name| !usual.contains(&name.as_str())).collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_machine_that_was_lost_is_set_up_anew_from_one_encrypted_file_and_its_key() {
    let mut salon = booked("").await;
    let public = new_key(&salon, "key.txt");
    salon.configure(&format!("[backup]\nrecipient = \"{public}\"\n"));
    let (made, text) = run(&salon, &["backup", "copy.db"]);
    assert!(made && text.contains("copy.db.age: 1 bookings"), "{text}");
    salon.start(None);
    books(&salon, 2).await;
    writes(&salon, CLIENT, 1, "/forget");
    hears(&salon, CLIENT, 1, "Удалить все ваши данные?").await;
    assert!(salon.running.stop().await.success());
    for file in ["zapis.db", "zapis.db-wal", "zapis.db-shm", "pepper", "zapis.db.lock", "zapis.db.erasures"] {
        let _ = std::fs::remove_file(salon.path(file));
    }
    let (done, text) = run(&salon, &["restore", "copy.db.age", "--key", "key.txt"]);
    assert!(!done && text.contains("say --yes"), "nobody was there to be asked: {text}");
    assert!(!salon.path("zapis.db").exists() && beside(&salon).is_empty(), "{:?}", beside(&salon));
    let (done, text) = run(&salon, &["restore", "copy.db.age", "--key", "key.txt", "--yes"]);
    assert!(done, "{text}");
    assert!(text.contains("nothing stands there yet") && text.contains("its PINs stay good"), "{text}");
    assert!(text.contains("Restored the backup of") && text.contains("1 booking."), "{text}");
    assert_eq!(bookings(&salon.path("zapis.db")), 1);
    for file in ["zapis.db", "pepper"] {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(salon.path(file).metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
    let holds_pepper = std::fs::read(salon.path("zapis.db")).unwrap();
    let pepper = std::fs::read_to_string(salon.path("pepper")).unwrap();
    let pepper = pepper.trim().as_bytes();
    assert!(
        !holds_pepper.windows(pepper.len()).any(|window| window == pepper),
        "the database alone gives no PIN away"
    );

    salon.start(None);
    hears(&salon, ADMIN, OWNER, "Данные восстановлены из копии").await;
    writes(&salon, ADMIN, OWNER, PIN);
    hears(&salon, ADMIN, OWNER, "Какие записи показать?").await;
    writes(&salon, CLIENT, 1, "/bookings");
    books(&salon, 3).await;
    assert!(salon.running.stop().await.success());
    assert!(!salon.log().contains("the pepper is new"), "{}", salon.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_erased_after_the_backup_is_erased_again_and_what_was_replaced_can_come_back() {
    let mut salon = booked("").await;
    assert!(run(&salon, &["backup", "copy.db"]).0);
    salon.start(None);
    books(&salon, 2).await;
    writes(&salon, CLIENT, 1, "/forget");
    hears(&salon, CLIENT, 1, "Удалить все ваши данные?").await;
    salon.server.with(|telegram, now| telegram.press(now, CLIENT, 1, "Да, удалить всё").unwrap());
    hears(&salon, CLIENT, 1, "ваши данные удалены").await;
    let (done, text) = run(&salon, &["restore", "copy.db", "--yes"]);
    assert!(!done && text.contains("in use by a running zapis; stop it first"), "{text}");
    // Within the second in which the ledger is written: then the erasure stands in the lost database alone.
    salon.running.kill();
    let (done, text) = run(&salon, &["restore", "copy.db", "--yes"]);
    assert!(done && text.contains("2 bookings, last used"), "{text}");
    let replaced = beside(&salon);
    assert!(replaced.len() == 1 && replaced[0].starts_with("zapis.db.replaced-"), "{replaced:?}");
    let named = |salon: &Salon| {
        let database = Connection::open(salon.path("zapis.db")).unwrap();
        let sql = "SELECT count(*) FROM client WHERE name IS NOT NULL";
        database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!((bookings(&salon.path("zapis.db")), named(&salon)), (1, 1), "the backup knows her");
    salon.start(None);
    hears(&salon, ADMIN, OWNER, "Данные восстановлены из копии").await;
    assert!(salon.running.stop().await.success());
    assert_eq!(named(&salon), 0, "she is erased again");

    let (done, text) = run(&salon, &["restore", "--undo", "--yes"]);
    assert!(done && text.contains("is in use again"), "{text}");
    assert_eq!(bookings(&salon.path("zapis.db")), 2, "with what stood in its log");
    assert_eq!(beside(&salon).len(), 1, "and the other one is kept");
    salon.start(None);
    books(&salon, 3).await;
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_is_none_is_refused_and_nothing_is_touched() {
    let salon = booked("").await;
    let public = new_key(&salon, "key.txt");
    new_key(&salon, "other.txt");
    assert!(run(&salon, &["backup", "plain.db"]).0);
    salon.configure(&format!("[backup]\nrecipient = \"{public}\"\n"));
    assert!(run(&salon, &["backup", "sealed"]).0);
    let change = |name: &str, from: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = std::fs::read(salon.path(from)).unwrap();
        change(&mut bytes);
        std::fs::write(salon.path(name), bytes).unwrap();
    };
    let flip = |bytes: &mut Vec<u8>| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    };
    change("flipped.age", "sealed.age", &flip);
    change("cut.age", "sealed.age", &|bytes| bytes.truncate(bytes.len() / 2));
    change("cut.db", "plain.db", &|bytes| bytes.truncate(bytes.len() / 2));
    change("noted.db", "plain.db", &flip);
    std::fs::copy(salon.path("plain.db.sha256"), salon.path("noted.db.sha256")).unwrap();
    std::fs::copy(salon.path("plain.db"), salon.path("newer.db")).unwrap();
    Connection::open(salon.path("newer.db")).unwrap().pragma_update(None, "user_version", 999).unwrap();
    Connection::open(salon.path("foreign.db")).unwrap().execute_batch("CREATE TABLE note (text)").unwrap();
    std::fs::File::create(salon.path("huge.db")).unwrap().set_len(1 << 42).unwrap();
    let before = std::fs::read(salon.path("zapis.db")).unwrap();
    for (arguments, reason) in [
        (vec!["nowhere.db"], "cannot be read"),
        (vec!["sealed.age"], "name the file with the secret key with --key"),
        (vec!["sealed.age", "--key", "other.txt"], "encrypted to another key"),
        (vec!["sealed.age", "--key", "plain.db"], "the file with the key"),
        (vec!["flipped.age", "--key", "key.txt"], "cannot be decrypted"),
        (vec!["cut.age", "--key", "key.txt"], "cannot be decrypted"),
        (vec!["cut.db"], "damaged"),
        (vec!["noted.db"], "checksum"),
        (vec!["newer.db"], "newer zapis"),
        (vec!["foreign.db"], "no backup of zapis"),
        (vec!["huge.db"], "free some space"),
    ] {
        let all = [vec!["restore", "--yes"], arguments.clone()].concat();
        let said = tokio::task::block_in_place(|| salon.refused(&all, |_| {}));
        assert!(said.contains(reason), "{arguments:?}: {said}");
        assert_eq!(std::fs::read(salon.path("zapis.db")).unwrap(), before, "{arguments:?}");
        assert!(beside(&salon).is_empty(), "{arguments:?} leaves {:?}", beside(&salon));
    }
    let said = tokio::task::block_in_place(|| salon.refused(&["restore", "--undo", "--yes"], |_| {}));
    assert!(said.contains("no restore has replaced anything"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nothing_can_be_written_nothing_is_touched() {
    let salon = booked("").await;
    assert!(run(&salon, &["backup", "plain.db"]).0);
    let before = std::fs::read(salon.path("zapis.db")).unwrap();
    // A file may not grow beyond a few blocks, as on a disk that becomes full meanwhile.
    let mut full = Command::new("sh");
    let line = "trap '' XFSZ; ulimit -f 16; exec \"$0\" restore plain.db --yes";
    full.args(["-c", line, env!("CARGO_BIN_EXE_zapis")]).current_dir(salon.path("")).stdin(Stdio::null());
    full.env("ZAPIS_CONFIG", salon.path("config.toml"));
    let (done, text) = done(&mut full);
    assert!(!done && text.contains("zapis: "), "{text}");
    assert_eq!(std::fs::read(salon.path("zapis.db")).unwrap(), before);
    assert!(beside(&salon).is_empty(), "{:?}", beside(&salon));
    let config = std::fs::read_to_string(salon.path("config.toml")).unwrap();
    for (path, reason) in [("/proc/zapis.db", "check"), ("link.db", "symbolic link")] {
        std::fs::write(salon.path("config.toml"), config.replace("zapis.db", path)).unwrap();
        let _ = std::os::unix::fs::symlink("zapis.db", salon.path("link.db"));
        let said = tokio::task::block_in_place(|| salon.refused(&["restore", "plain.db", "--yes"], |_| {}));
        assert!(said.contains(reason), "{said}");
    }
}

/// The files of a service that was killed: the newest commits are in the log alone.
struct Killed {
    salon: Salon,
    kept: PathBuf,
}

impl Killed {
    async fn new() -> Killed {
        let mut salon = booked("").await;
        assert!(run(&salon, &["backup", "copy.db"]).0);
        salon.start(None);
        books(&salon, 2).await;
        salon.running.kill();
        let kept = salon.path("kept");
        std::fs::create_dir(&kept).unwrap();
        for name in ["zapis.db", "zapis.db-wal", "zapis.db-shm"] {
            std::fs::copy(salon.path(name), kept.join(name)).unwrap();
        }
        Killed { salon, kept }
    }

    /// As it was when the service was killed.
    fn begin_again(&self) {
        for name in beside(&self.salon) {
            std::fs::remove_dir_all(self.salon.path(&name)).unwrap();
        }
        for name in ["zapis.db", "zapis.db-wal", "zapis.db-shm"] {
            std::fs::copy(self.kept.join(name), self.salon.path(name)).unwrap();
        }
    }

    /// A restore is killed after a while, and another command uses the database then. Gives how many bookings it finds.
    fn kill_after(&self, delay: Duration) -> i64 {
        self.begin_again();
        let mut command = self.salon.command(&["restore", "copy.db", "--yes"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(delay);
        child.kill().unwrap();
        child.wait().unwrap();
        let Output { status, stderr, .. } =
            self.salon.command(&["catalog", "import", "catalog.toml"]).output().unwrap();
        assert!(status.success(), "after {delay:?}: {}", String::from_utf8_lossy(&stderr));
        let found = bookings(&self.salon.path("zapis.db"));
        let left = beside(&self.salon);
        assert!(left.iter().all(|name| name.starts_with("zapis.db.replaced-")), "after {delay:?}: {left:?}");
        assert_eq!(left.len(), if found == 1 { 1 } else { 0 }, "what is replaced is kept: {left:?}");
        found
    }
}

async fn kills(count: u32) {
    let killed = Killed::new().await;
    tokio::task::block_in_place(|| {
        killed.begin_again();
        let begun = tokio::time::Instant::now();
        assert!(killed.salon.command(&["restore", "copy.db", "--yes"]).output().unwrap().status.success());
        let whole = begun.elapsed();
        let found: Vec<i64> =
            (0..count).map(|step| killed.kill_after(whole * (2 * step + 1) / (2 * count))).collect();
        assert!(found.iter().all(|found| [1, 2].contains(found)), "{found:?}");
        let new = found.iter().filter(|found| **found == 1).count();
        println!(
            "{count} restores of {whole:?} were killed: {new} found the new database, the rest the old one"
        );
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_that_is_killed_leaves_the_old_database_or_the_new_one_whole() {
    kills(4).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes a minute; the same with fewer is not ignored"]
async fn fifty_restores_that_are_killed_leave_the_old_database_or_the_new_one_whole() {
    kills(50).await;
}
