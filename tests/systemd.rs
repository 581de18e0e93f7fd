//! What systemd hears of the real process, on a real socket (P11), and what the packages bring along.

use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::time::Instant;

use crate::process::Salon;

/// systemd's end of the socket.
struct Systemd {
    socket: UnixDatagram,
}

impl Systemd {
    fn new(address: &SocketAddr) -> Systemd {
        Systemd { socket: UnixDatagram::bind_addr(address).unwrap() }
    }

    /// All that is told within a while, a line each; what is waited for ends it early.
    fn hears(&self, longest: Duration, awaited: &str) -> Vec<String> {
        let deadline = Instant::now() + longest;
        let mut lines = Vec::new();
        loop {
            // None left is no timeout for a socket.
            let left = deadline.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
            self.socket.set_read_timeout(Some(left)).unwrap();
            let mut datagram = [0; 4096];
            let Ok(count) = self.socket.recv(&mut datagram) else { break };
            let text = std::str::from_utf8(&datagram[..count]).unwrap();
            lines.extend(text.lines().map(str::to_owned));
            if lines.iter().any(|line| line.starts_with(awaited)) {
                break;
            }
        }
        lines
    }
}

const PATIENCE: Duration = Duration::from_secs(30);
/// Never told.
const NOTHING: &str = "NOTHING";

fn count(lines: &[String], line: &str) -> usize {
    lines.iter().filter(|told| *told == line).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn systemd_hears_that_it_is_ready_once_and_of_its_life_only_while_turns_are_committed() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    let path = salon.path("notify");
    let systemd = Systemd::new(&SocketAddr::from_pathname(&path).unwrap());
    let guarded = [("NOTIFY_SOCKET", path.to_str().unwrap()), ("WATCHDOG_USEC", "1000000")];
    salon.running.start(&guarded);

    let mut told = systemd.hears(PATIENCE, "READY=1");
    assert_eq!(told, ["READY=1", "STATUS=Taking bookings"], "{}", salon.log());
    told.extend(systemd.hears(Duration::from_secs(3), NOTHING));
    assert!((4..=8).contains(&count(&told, "WATCHDOG=1")), "twice in the time it is given: {told:?}");

    // Somebody else keeps the database for himself: no turn can be committed.
    let other = rusqlite::Connection::open(salon.path("zapis.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    // What was committed just now counts for five seconds.
    systemd.hears(Duration::from_secs(7), NOTHING);
    let stuck = systemd.hears(Duration::from_secs(3), NOTHING);
    assert_eq!(count(&stuck, "WATCHDOG=1"), 0, "{stuck:?}");
    other.execute_batch("ROLLBACK").unwrap();
    let again = systemd.hears(PATIENCE, "WATCHDOG=1");
    assert_eq!(count(&again, "WATCHDOG=1"), 1, "{again:?}");

    assert!(salon.running.stop().await.success());
    let end = systemd.hears(PATIENCE, "STOPPING=1");
    assert_eq!(count(&end, "STOPPING=1"), 1, "{end:?}");
    told.extend(again);
    assert_eq!(count(&told, "READY=1"), 1, "{told:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_of_telegram_is_told_and_is_no_reason_to_restart() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    // Nobody answers there.
    let config = std::fs::read_to_string(salon.path("config.toml")).unwrap();
    let deaf = config.replace(&salon.server.url(), "http://127.0.0.1:9");
    std::fs::write(salon.path("config.toml"), deaf).unwrap();
    let name = format!("zapis-test-{}", std::process::id());
    let systemd = Systemd::new(&SocketAddr::from_abstract_name(&name).unwrap());
    let socket = format!("@{name}");
    salon.running.start(&[("NOTIFY_SOCKET", &socket), ("WATCHDOG_USEC", "1000000")]);
    let mut told = systemd.hears(PATIENCE, "STATUS=No updates");
    told.extend(systemd.hears(Duration::from_secs(2), NOTHING));
    assert!(told.contains(&"READY=1".to_owned()), "{told:?}");
    let status = told.iter().find(|line| line.contains("Telegram is not reached"));
    assert!(status.is_some_and(|line| line.starts_with("STATUS=No updates, trying again. ")));
    assert!(count(&told, "WATCHDOG=1") >= 3, "{told:?}");
    assert!(salon.running.stop().await.success());

    // Who has just started it reads the status long before the next sign of life is due.
    systemd.hears(PATIENCE, "STOPPING=1");
    salon.running.start(&[("NOTIFY_SOCKET", &socket), ("WATCHDOG_USEC", "90000000")]);
    let told = systemd.hears(Duration::from_secs(20), "STATUS=No updates");
    assert!(told.iter().any(|line| line.starts_with("STATUS=No updates")), "{told:?}");
    assert!(salon.running.stop().await.success());
}

fn house(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(house(name)).unwrap()
}

#[test]
fn the_configuration_of_the_package_says_the_defaults_but_for_where_things_are() {
    use zapis::config::{self, Config};
    let Config { policy, settings } = config::load(&house("systemd/config.toml")).unwrap();
    let default = Config::default();
    assert_eq!(policy, default.policy);
    assert_eq!(settings.telegram, default.settings.telegram);
    assert_eq!(settings.database, Path::new("/var/lib/zapis/zapis.db"));
    assert_eq!(settings.backup.folder, Path::new("/var/lib/zapis/backups"));
    assert!(settings.log_files.is_none(), "the journal keeps the log");
    assert_eq!((settings.backup.daily, settings.http), (default.settings.backup.daily, None));
    // An instance takes the same file with its own folder.
    let instance = text("systemd/config.toml").replace("/var/lib/zapis/", "/var/lib/zapis/salon/");
    let instance = config::parse(Path::new("/etc/zapis/salon/config.toml"), &instance).unwrap();
    assert!(instance.settings.database.starts_with("/var/lib/zapis/salon"));
    assert!(instance.settings.backup.folder.starts_with("/var/lib/zapis/salon"));
}

#[test]
fn every_unit_that_is_named_is_there_and_an_instance_differs_only_in_whose_it_is() {
    let units: Vec<String> = std::fs::read_dir(house("systemd"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".service") || name.ends_with(".timer"))
        .collect();
    assert_eq!(units.len(), 10, "{units:?}");
    for unit in &units {
        let (content, plain) = (text(&format!("systemd/{unit}")), unit.replace("@.", "."));
        let words = content.split(|c: char| c.is_whitespace() || c == '=');
        for named in words.filter(|word| word.starts_with("zapis") && word.contains(".service")) {
            assert!(units.contains(&named.replace("@%i", "@")), "{unit} names {named}");
        }
        if *unit == plain {
            continue;
        }
        // What is the instance's own, taken away, leaves the plain unit.
        let own =
            |line: &&str| !line.starts_with('#') && !line.contains("=/var/lib/zapis") && !line.is_empty();
        let instance: Vec<String> = content
            .lines()
            .filter(own)
            .map(|line| line.replace("zapis/%i", "zapis").replace("zapis.%i.", "zapis.").replace("@%i", ""))
            .map(|line| line.replace(" (%i)", ""))
            .collect();
        let plain = text(&format!("systemd/{plain}"));
        let plain: Vec<&str> = plain.lines().filter(own).collect();
        assert_eq!(instance, plain, "{unit}");
    }
}
