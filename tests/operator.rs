//! Commands that write, beside a running service and without one (P6).

use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::process::{ADMIN, OWNER, Salon, files};

const PATIENCE: Duration = Duration::from_secs(20);
const PIN: &str = "602214";
const OTHER: &str = "137035";

fn said(output: &Output) -> (bool, String) {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

pub fn set_pin(salon: &Salon, id: i64, pin: &str) -> (bool, String) {
    let mut command = salon.command(&["pin", "set", &id.to_string()]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{pin}\n").as_bytes()).unwrap();
    said(&child.wait_with_output().unwrap())
}

async fn owner_writes(salon: &Salon, text: &str, answer: &str) {
    salon.server.with(|telegram, now| telegram.send_text(now, ADMIN, OWNER, text));
    owner_hears(salon, answer).await;
}

async fn owner_hears(salon: &Salon, answer: &str) {
    let heard = salon.server.wait_for(PATIENCE, |telegram| {
        telegram.chat(ADMIN, OWNER)?.last_of_bot()?.text.contains(answer).then_some(())
    });
    assert!(heard.await.is_some(), "the owner does not hear {answer:?}; the log:\n{}", salon.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pin_is_set_without_the_service_and_beside_it_and_leaves_no_trace() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "[log]\nlevel = \"trace\"\n").await;
    let (done, text) = set_pin(&salon, OWNER, PIN);
    assert!(done && text.starts_with("The PIN of 900 is set."), "{text}");
    salon.start(None);
    owner_writes(&salon, "/start", "PIN").await;
    owner_writes(&salon, PIN, "Какие записи").await;
    let beside = tokio::task::block_in_place(|| set_pin(&salon, OWNER, OTHER));
    assert!(beside.0, "{}", beside.1);
    owner_hears(&salon, "Ваш PIN сменили прямо на сервере").await;
    owner_writes(&salon, "/today", "PIN").await;
    owner_writes(&salon, PIN, "не подошёл").await;
    owner_writes(&salon, OTHER, "Записи: сегодня").await;
    assert!(salon.running.stop().await.success());
    assert!(!salon.path("zapis.db.sock").exists(), "the socket goes with the service");
    assert!(salon.log().contains("what=\"pin set\" done=true"), "{}", salon.log());
    for file in files(&salon.path("")) {
        let content = std::fs::read(&file).unwrap();
        for secret in [PIN, OTHER] {
            let holds = content.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!holds, "{} holds a PIN", file.display());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pin_that_cannot_be_is_refused_with_the_mend() {
    let salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    for (id, pin, reason) in [
        (OWNER, "12345", "a PIN has 6 to 12 digits"),
        (OWNER, "111111", "the PIN is too easy to guess"),
        (OWNER, "", "there is no PIN on standard input"),
        (77, PIN, "77 is no admin; name the id in admin.ids"),
    ] {
        let (done, text) = set_pin(&salon, id, pin);
        assert!(!done && text.contains(reason) && text.trim_end().lines().count() == 1, "{text}");
    }
    assert!(set_pin(&salon, OWNER, PIN).0);
    let config = std::fs::read_to_string(salon.path("config.toml")).unwrap();
    std::fs::write(salon.path("config.toml"), config.replace("ids = [900]", "ids = [901]")).unwrap();
    let (done, text) = set_pin(&salon, OWNER, PIN);
    assert!(!done && text.contains("900 is no admin"), "the configuration no longer names them: {text}");
    std::fs::write(salon.path("config.toml"), config).unwrap();
    std::fs::remove_file(salon.path("pepper")).unwrap();
    let (done, text) = set_pin(&salon, OWNER, OTHER);
    assert!(!done && text.contains("the pepper is not here"), "{text}");
    assert!(!salon.path("pepper").exists(), "none is made in passing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_claim_link_works_beside_an_owner_who_is_told() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    assert!(set_pin(&salon, OWNER, PIN).0);
    let claim = |change: fn(&mut Command) -> &mut Command| {
        let mut command = salon.command(&["pin", "claim"]);
        change(&mut command);
        tokio::task::block_in_place(|| said(&command.output().unwrap()))
    };
    let (done, text) = claim(|command| command.env_remove("ZAPIS_ADMIN_TOKEN"));
    assert!(done && text.contains("/start "), "without a token nobody knows the bot's name: {text}");
    let (done, text) = claim(|command| command);
    assert!(done && text.contains(&format!("https://t.me/{ADMIN}?start=")), "Telegram knows it: {text}");
    salon.start(None);
    owner_writes(&salon, "/start", "PIN").await;
    // The service knows the name once the bot was greeted; a moment earlier the other way is told.
    let mut text = String::new();
    for _ in 0..100 {
        text = tokio::task::block_in_place(|| said(&salon.command(&["pin", "claim"]).output().unwrap()).1);
        if text.contains("https://t.me/") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let (_, token) = text.trim_end().split_once(&format!("https://t.me/{ADMIN}?start=")).expect("a link");
    let start = format!("/start {token}");
    salon.server.with(|telegram, now| telegram.send_text(now, ADMIN, 1, &start));
    owner_hears(&salon, "Новый владелец вошёл по одноразовой ссылке").await;
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_catalogue_is_imported_beside_the_service_and_exported_again() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    salon.start(None);
    owner_writes(&salon, "/start", "PIN").await;
    let run = |arguments: &[&str]| {
        let mut command = salon.command(arguments);
        tokio::task::block_in_place(|| said(&command.output().unwrap()))
    };
    std::fs::write(salon.path("new.toml"), zapis::catalog::CAR_WASH).unwrap();
    let (done, text) = run(&["catalog", "import", "new.toml"]);
    assert!(done && text == "new.toml: 3 services, 2 specialists\n", "{text}");
    let (done, exported) = run(&["catalog", "export"]);
    assert!(done && exported.contains("Химчистка салона") && !exported.contains("Стрижка"), "{exported}");
    std::fs::write(salon.path("again.toml"), &exported).unwrap();
    assert!(run(&["catalog", "import", "again.toml"]).0);
    assert_eq!(run(&["catalog", "export"]).1, exported);
    std::fs::write(salon.path("broken.toml"), exported.replacen("duration", "duratoin", 1)).unwrap();
    let (done, text) = run(&["catalog", "import", "broken.toml"]);
    assert!(!done && text.contains("broken.toml:") && text.contains("did you mean \"duration\"?"), "{text}");
    let (done, text) = run(&[
        "slots",
        "--service",
        "Мойка кузова",
        "--from",
        "2027-03-01",
        "--to",
        "2027-03-01",
        "--explain",
    ]);
    assert!(done && text.contains("too far: the horizon allows"), "{text}");
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pictures_beside_a_catalogue_are_imported_with_it_and_what_is_wrong_with_them_is_told() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    let run = |arguments: &[&str]| {
        let mut command = salon.command(arguments);
        tokio::task::block_in_place(|| said(&command.output().unwrap()))
    };
    let (_, text) = run(&["catalog", "export"]);
    let named = text.replacen("[[specialist]]\n", "[[specialist]]\nphoto = \"photos/maria.jpg\"\n", 1);
    std::fs::create_dir(salon.path("new")).unwrap();
    std::fs::create_dir(salon.path("new/photos")).unwrap();
    std::fs::write(salon.path("new/salon.toml"), named).unwrap();
    let (done, text) = run(&["catalog", "import", "new/salon.toml"]);
    assert!(!done && text.contains("\"photos/maria.jpg\" is not beside this document"), "{text}");
    std::fs::write(salon.path("new/photos/maria.jpg"), crate::files::picture()).unwrap();
    let (done, text) = run(&["catalog", "import", "new/salon.toml"]);
    assert!(done, "{text}");
    salon.start(None);
    owner_writes(&salon, "/start", "PIN").await;
    let mut command = salon.command(&["catalog", "import", "new/salon.toml"]);
    let (done, text) = tokio::task::block_in_place(|| said(&command.output().unwrap()));
    assert!(done, "beside the service as well: {text}");
    let mut command = salon.command(&["catalog", "export"]);
    command.args(["--photos", "copy"]);
    let (_, exported) = tokio::task::block_in_place(|| said(&command.output().unwrap()));
    assert_eq!(exported.matches("photo = \"photos/maria.jpg\"").count(), 1, "{exported}");
    assert_eq!(std::fs::read(salon.path("copy/photos/maria.jpg")).unwrap(), crate::files::picture());
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_socket_is_private_and_garbage_is_refused() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    salon.start(None);
    owner_writes(&salon, "/start", "PIN").await;
    let path = salon.path("zapis.db.sock");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let ask = |request: &[u8]| {
        let mut stream = UnixStream::connect(&path).unwrap();
        // It may be closed in the middle of what is too long.
        let _ = stream.write_all(request);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    };
    let asked = |request: &[u8]| tokio::task::block_in_place(|| ask(request));
    assert!(asked(b"GET / HTTP/1.1\r\n\r\n").contains("this is no request of this version"));
    assert!(asked(b"{\"set_pin\":{\"admin\":900,\"pin\":\"60\"}}\n").contains("6 to 12 digits"));
    assert!(asked(b"").contains("the request has no end"));
    assert!(!asked(&vec![b'x'; 5 * 1024 * 1024]).contains("done"));
    assert!(asked(b"{\"set_pin\":{\"admin\":900,\"pin\":\"602214\",\"as\":1}}\n").contains("no request"));
    // Who says nothing keeps nobody from being served, and the service from stopping even less.
    let mut silent: Vec<UnixStream> = (0..8).map(|_| UnixStream::connect(&path).unwrap()).collect();
    let mut told = String::new();
    tokio::task::block_in_place(|| silent[0].read_to_string(&mut told)).unwrap();
    assert!(told.contains("the request took too long"), "{told}");
    assert!(asked(b"{}\n").contains("this is no request"));
    assert!(salon.running.stop().await.success());
    drop(silent);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_socket_that_a_dead_service_left_behind_is_in_nobodys_way() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    salon.start(None);
    owner_writes(&salon, "/start", "PIN").await;
    salon.running.kill();
    assert!(salon.path("zapis.db.sock").exists());
    assert!(set_pin(&salon, OWNER, PIN).0, "nobody answers there, so the command does it itself");
    salon.start(None);
    // It was written down without a service and is sent by the next.
    owner_hears(&salon, "Ваш PIN сменили прямо на сервере").await;
    let beside = tokio::task::block_in_place(|| set_pin(&salon, OWNER, OTHER));
    assert!(beside.0, "{}", beside.1);
    owner_writes(&salon, OTHER, "Какие записи").await;
    // Where the socket is gone the lock tells that a service runs.
    std::fs::remove_file(salon.path("zapis.db.sock")).unwrap();
    let refused = tokio::task::block_in_place(|| set_pin(&salon, OWNER, PIN));
    assert!(
        !refused.0 && refused.1.contains("in use by another zapis; stop that one first"),
        "{}",
        refused.1
    );
    assert!(salon.running.stop().await.success());
}
