//! Whether the real process does well, from outside: `zapis health`, `/healthz`, `/readyz`, `/status` (P8).

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Output};
use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use crate::process::Salon;

const HOURS: &str = "Mon-Sun 00:00-24:00";
/// A port that the system chooses.
pub const LISTENING: &str = "[http]\nlisten = \"127.0.0.1:0\"\n";

/// Where a running service answers HTTP, as its log says.
pub async fn listening(salon: &Salon) -> SocketAddr {
    for _ in 0..200 {
        let log = salon.log();
        let said = log.lines().rev().find_map(|line| line.split_once("HTTP is answered address="));
        if let Some((_, address)) = said {
            return address.split_whitespace().next().unwrap().parse().unwrap();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nobody listens for HTTP; the log:\n{}", salon.log());
}

/// What is answered to a whole request: head and body.
pub fn asked(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // It may be closed in the middle of what nobody wants to read.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8(answer).unwrap()
}

/// Status and body of a page.
pub fn got(address: SocketAddr, path: &str) -> (u16, String) {
    let answer = asked(address, &format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {answer:?}"));
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

/// Asks until what is answered pleases.
async fn until(address: SocketAddr, path: &str, pleases: impl Fn(u16, &str) -> bool) -> String {
    let mut last = (0, String::new());
    for _ in 0..300 {
        last = tokio::task::block_in_place(|| got(address, path));
        if pleases(last.0, &last.1) {
            return last.1;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{path} stays {last:?}");
}

/// What `zapis health` says and how it ends; it must do so within five seconds.
fn health(salon: &Salon) -> (bool, String) {
    let begun = Instant::now();
    let output = salon.command(&["health"]).output().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    assert_eq!(said.trim_end().lines().count(), 1, "one line: {said}");
    (output.status.success(), said)
}

async fn well(salon: &Salon) -> String {
    let mut last = (false, String::new());
    for _ in 0..100 {
        last = tokio::task::block_in_place(|| health(salon));
        if last.0 {
            return last.1;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the service does not become well: {}", last.1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_is_told_through_the_socket_with_http_off_and_a_hung_service_within_five_seconds() {
    let mut salon = Salon::new(1, HOURS, "").await;
    let (is_well, said) = tokio::task::block_in_place(|| health(&salon));
    assert!(!is_well && said.contains("no service runs on ") && said.contains("start it"), "{said}");
    salon.start(None);
    assert!(well(&salon).await.starts_with("ready: up 0 d 0 h"));
    signal(&salon, "STOP");
    let (is_well, said) = tokio::task::block_in_place(|| health(&salon));
    signal(&salon, "CONT");
    assert!(!is_well && said.contains("runs but does not answer"), "{said}");
    well(&salon).await;
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_cannot_commit_is_not_ready_until_it_can_again() {
    let mut salon = Salon::new(1, HOURS, LISTENING).await;
    salon.start(None);
    let address = listening(&salon).await;
    assert_eq!(got(address, "/healthz"), (200, "alive\n".into()));
    until(address, "/readyz", |status, _| status == 200).await;
    let other = rusqlite::Connection::open(salon.path("zapis.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let why = until(address, "/readyz", |status, _| status == 503).await;
    assert!(why.contains("nothing has been committed for"), "{why}");
    assert_eq!(got(address, "/healthz").0, 200, "alive it is");
    let (is_well, said) = tokio::task::block_in_place(|| health(&salon));
    assert!(!is_well && said.contains("nothing has been committed"), "the socket tells it too: {said}");
    let status: Value = serde_json::from_str(&got(address, "/status").1).unwrap();
    assert_eq!(status["ready"], false, "what can be read is told all the same: {status}");
    assert!(status["queue"]["outbox"].is_u64() && !status["troubles"][0].is_null());
    other.execute_batch("ROLLBACK").unwrap();
    until(address, "/readyz", |status, _| status == 200).await;
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_status_tells_programs_what_there_is_to_know() {
    let mut salon = Salon::new(1, HOURS, LISTENING).await;
    salon.start(None);
    let address = listening(&salon).await;
    until(address, "/readyz", |status, _| status == 200).await;
    let copy = tokio::task::block_in_place(|| salon.command(&["backup"]).output().unwrap());
    assert!(copy.status.success(), "{copy:?}");
    salon.configure(&format!("{LISTENING}\n[booking]\nstep = \"20m\"\n[log]\nformat = \"json\"\n"));
    let told = until(address, "/status", |_, body| {
        let status: Value = serde_json::from_str(body).unwrap();
        let known = |bot: &str| {
            let polled = status[bot]["polled_seconds_ago"].as_u64().is_some_and(|ago| ago < 30);
            polled && status[bot]["pending_updates"] == 0 && status[bot]["listens"] == true
        };
        status["configuration"]["last"]["result"] == "taken"
            && known("client")
            && known("admin")
            && !status["backup"].is_null()
    });
    let status: Value = serde_json::from_str(&told.await).unwrap();
    assert_eq!(status["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(status["updates"]["mode"], "polling");
    assert_eq!(
        status["updates"]["allowed"],
        serde_json::json!(["message", "edited_message", "callback_query", "my_chat_member"])
    );
    assert_eq!(
        status["configuration"]["needs_restart"],
        serde_json::json!(["log.format: \"text\" → \"json\""])
    );
    assert_eq!(status["ready"], true);
    assert!(status["database"]["bytes"].as_u64().unwrap() > 100_000, "{status}");
    assert!(status["database"]["disk_free_bytes"].as_u64().unwrap() > 0, "{status}");
    assert!(status["backup"]["age_seconds"].as_u64().unwrap() < 600, "{status}");
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_and_hostile_clients_keep_nobody_from_an_answer() {
    let mut salon = Salon::new(1, HOURS, LISTENING).await;
    salon.start(None);
    let address = listening(&salon).await;
    // More than are served at a time, all of which say nothing.
    let silent: Vec<TcpStream> = (0..70).map(|_| TcpStream::connect(address).unwrap()).collect();
    let begun = Instant::now();
    assert_eq!(tokio::task::block_in_place(|| got(address, "/healthz")).0, 200);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    drop(silent);
    let first = |request: &str| {
        let answer = tokio::task::block_in_place(|| asked(address, request));
        answer.lines().next().unwrap_or_default().to_owned()
    };
    let get = |path: &str| first(&format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    assert!(get("/nothing").contains("404"));
    assert!(get("/metrics/../status").contains("404"));
    let with =
        |method: &str| first(&format!("{method} /status HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    assert!(with("DELETE").contains("405"));
    assert!(with("HEAD").contains("200"));
    assert!(first("garbage\r\n\r\n").contains("400"));
    let long = "a".repeat(100_000);
    assert!(first(&format!("GET /{long} HTTP/1.1\r\nHost: a\r\n\r\n")).contains("4"));
    let many = "Host: a\r\n".repeat(5_000);
    assert!(first(&format!("GET / HTTP/1.1\r\n{many}\r\n")).contains("431"));
    let head = asked(address, "HEAD /status HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert!(head.ends_with("\r\n\r\n"), "a HEAD has no body: {head}");
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_listens_for_everybody_is_warned_and_asked_here() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut salon = Salon::new(1, HOURS, &format!("[http]\nlisten = \"0.0.0.0:{port}\"\n")).await;
    salon.start(None);
    listening(&salon).await;
    well(&salon).await;
    assert!(salon.log().contains("whoever reaches it reads /status and /metrics"), "{}", salon.log());
    // Without the socket it is HTTP alone that tells.
    std::fs::remove_file(salon.path("zapis.db.sock")).unwrap();
    well(&salon).await;
    assert!(salon.running.stop().await.success());
}

fn signal(salon: &Salon, name: &str) {
    let id = salon.running.id().to_string();
    let kill = format!("kill -{name} $0");
    assert!(Command::new("sh").args(["-c", &kill, &id]).status().unwrap().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_for_cron_says_how_it_is_and_tells_a_watcher_elsewhere() {
    let mut salon = Salon::new(1, HOURS, "").await;
    let watcher = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/a-secret", watcher.local_addr().unwrap());
    let pings = std::thread::spawn(move || {
        let heard = watcher.incoming().take(2).map(|stream| {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
            String::from_utf8_lossy(&request[..length]).lines().next().unwrap().to_owned()
        });
        heard.collect::<Vec<_>>()
    });
    let down = tokio::task::block_in_place(|| checked(&salon, &url));
    assert_eq!(down.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&down.stderr).contains("no service runs"), "{down:?}");
    salon.running.start(&[]);
    well(&salon).await;
    let up = tokio::task::block_in_place(|| checked(&salon, &url));
    assert!(up.status.success() && up.stdout.is_empty() && up.stderr.is_empty(), "{up:?}");
    assert_eq!(pings.join().unwrap(), ["POST /a-secret/fail HTTP/1.1", "POST /a-secret HTTP/1.1"]);
    assert!(salon.running.stop().await.success());
}

fn checked(salon: &Salon, ping: &str) -> Output {
    Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/healthcheck.sh"))
        .args(["--quiet", "--config", salon.path("config.toml").to_str().unwrap()])
        .env("ZAPIS_BIN", env!("CARGO_BIN_EXE_zapis"))
        .env("ZAPIS_PING_URL", ping)
        .output()
        .unwrap()
}
