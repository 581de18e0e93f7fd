//! What must not be on the disk is not on the disk (P7): a name, a phone, words, PINs and tokens that are sent through every path of the real
//! program are in no byte of its log, whatever its level and its format.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::json;
use sim::{Fault, Trouble};

use crate::process::{ADMIN, ADMIN_TOKEN, CLIENT, CLIENT_TOKEN, OWNER, Salon, files};
use crate::robot::Robot;

pub const NAME: &str = "Кенарь Желтопёров";
pub const WORDS: &str = "Канарейка поёт у окна";
pub const PHONE: &str = "8 916 123-77-88";
pub const PIN: &str = "602214";
pub const WRONG: &str = "137035";
const OTHER_PIN: &str = "448817";
/// Parts by which what is sent is found again, in lower case: other cases and other ways of writing a phone are found, too.
const SONGS: [&str; 12] = [
    "кенарь",
    "желтоп",
    "канарей",
    "canary",
    "9161237788",
    "123-77-88",
    PIN,
    WRONG,
    OTHER_PIN,
    "aaclientclient",
    "aaadminadmin",
    // What people of the imitation are called at Telegram, and their numbers.
    "клиент",
];

/// What of all that is in there.
pub fn heard(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    SONGS.into_iter().filter(|song| text.contains(song)).collect()
}

/// All that the log has written: standard error, the files, and what is compressed.
fn log(salon: &Salon) -> String {
    let mut text = salon.log();
    for file in files(&salon.path("logs")) {
        let content = std::fs::File::open(&file).unwrap();
        match file.extension().is_some_and(|ending| ending == "gz") {
            true => flate2::read::GzDecoder::new(content).read_to_string(&mut text).unwrap(),
            false => { content }.read_to_string(&mut text).unwrap(),
        };
    }
    text
}

/// Every row of the tables that outlive what they tell of.
fn journals(database: &Path) -> String {
    let database = rusqlite::Connection::open(database).unwrap();
    let rows = |sql: &str| -> Vec<String> {
        let mut statement = database.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let mut all = rows("SELECT format('%s %s %s', bot, kind, detail) FROM dead_letter");
    all.extend(rows("SELECT format('%s %s', deed, subject) FROM journal"));
    all.join("\n")
}

#[test]
fn what_sings_is_heard() {
    for leak in [NAME, WORDS, "+7 (916) 123-77-88", "+79161237788", "a PIN 602214", CLIENT_TOKEN, ADMIN_TOKEN]
    {
        assert!(!heard(&format!("WARN zapis: leak={leak:?}")).is_empty(), "{leak}");
    }
    assert!(heard("INFO zapis: zapis runs version=\"0.1.0\"").is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_personal_and_no_secret_is_in_the_log_for_people() {
    sing("text").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_personal_and_no_secret_is_in_the_log_for_programs() {
    sing("json").await;
}

/// Sends everything through every path, and listens.
async fn sing(format: &str) {
    let settings = format!("[log]\nlevel = \"trace\"\nformat = \"{format}\"\nsize = 1\n");
    let mut salon = Salon::new(2, "Mon-Sun 10:00-20:00", &settings).await;
    // Nearly full, so that what follows is rotated and compressed in the midst of it.
    std::fs::create_dir(salon.path("logs")).unwrap();
    std::fs::write(salon.path("logs/zapis.log"), "harmless\n".repeat(1_000_000 / 9 - 100)).unwrap();
    salon.running.start(&[("ZAPIS_FAIL", &format!("panic/{WORDS}!"))]);
    an_owner_enters(&salon).await;
    Robot { server: &salon.server, person: 1, taste: 0 }.books().await;
    somebody_says_what_nobody_planned_for(&salon).await;
    telegram_quotes_what_it_refuses(&salon).await;
    somebody_with_a_shell_asks(&salon).await;
    the_configuration_is_wrong(&salon, &settings).await;
    assert!(salon.running.stop().await.success());

    let log = log(&salon);
    for harmless in [
        "zapis runs",
        "a panic",
        "an input could not be handled and is a dead letter",
        "Telegram refuses a message for good",
        "pin set",
        "the configuration is not valid",
        "the configuration changed",
        "stopping",
    ] {
        assert!(
            log.matches(harmless).count() >= 2,
            "{harmless:?} is not on standard error and in a file:\n{}",
            salon.log()
        );
    }
    assert!(salon.path("logs/zapis.log.1.gz").exists(), "nothing was rotated");
    let leaks: Vec<&str> = log.lines().filter(|line| !heard(line).is_empty()).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
    let journals = journals(&salon.path("zapis.db"));
    assert!(journals.contains("client message the handler panicked"), "{journals}");
    assert!(journals.contains("client outgoing Bad Request"), "{journals}");
    assert_eq!(heard(&journals), [""; 0], "{journals}");
    for file in files(&salon.path("")) {
        let content = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        for secret in [PIN, WRONG, OTHER_PIN, "AAclientclient", "AAadminadmin"] {
            assert!(!content.contains(secret), "{} holds a secret", file.display());
        }
    }
}

/// With PINs right and wrong, in every state of the session.
async fn an_owner_enters(salon: &Salon) {
    for (text, answer) in [
        ("/start", "PIN"),
        (PIN, "ещё раз"),
        (WRONG, "не совпали"),
        (PIN, "ещё раз"),
        (PIN, "Какие записи"),
        // What is looked for; the answer to the next one comes after it.
        (NAME, ""),
        (PHONE, ""),
        ("/lock", "🔒"),
        (WRONG, "не подошёл"),
        (WORDS, "PIN"),
        (PIN, "Какие записи"),
    ] {
        salon.server.with(|telegram, now| telegram.send_text(now, ADMIN, OWNER, text));
        let answered = salon.server.wait_for(Duration::from_secs(20), |telegram| {
            let said = telegram.chat(ADMIN, OWNER)?.last_of_bot()?;
            said.text.contains(answer).then_some(())
        });
        let said = || {
            salon.server.with(|telegram, _| {
                telegram.chat(ADMIN, OWNER).and_then(|chat| chat.last_of_bot().map(|said| said.text.clone()))
            })
        };
        assert!(answered.await.is_some(), "no answer {answer:?} to the admin, but {:?}", said());
    }
}

/// A panic that quotes the words, updates that no bot can read, a contact, a photo, a changed message.
async fn somebody_says_what_nobody_planned_for(salon: &Salon) {
    let robot = Robot { server: &salon.server, person: 2, taste: 1 };
    robot.says("/start").await;
    robot.says(&format!("{WORDS}! {NAME} {PHONE} {PIN}")).await;
    salon.server.with(|telegram, now| {
        for bot in [CLIENT, ADMIN] {
            let broken = [
                ("message", json!({ "text": WORDS, "from": { "first_name": NAME, "id": PHONE } })),
                ("message", json!(WORDS)),
                ("callback_query", json!({ "id": 1, "data": WORDS, "from": NAME })),
                ("inline_query", json!({ "query": NAME })),
                (PIN, json!([NAME, PHONE])),
            ];
            broken.into_iter().for_each(|(kind, content)| telegram.bring(now, bot, kind, content));
            telegram.share_foreign_contact(now, bot, 2, "79161237788");
            telegram.send_document(now, bot, 2, "Канарейка.txt", WORDS.as_bytes());
            telegram.send_in_group(now, bot, 2, -77, &format!("/start {WORDS}"));
            telegram.send_text(now, bot, 2, &format!("/start {WORDS}"));
            // Nobody may have said anything yet.
            let _ = telegram.press_data(now, bot, 2, 1, WORDS);
            let _ = telegram.edit_text(now, bot, 2, 1, NAME);
        }
    });
    robot.goes_until("Как вас зовут").await;
    robot.says(NAME).await;
    robot.says(PHONE).await;
}

/// Descriptions that quote the message, and the address with the token.
async fn telegram_quotes_what_it_refuses(salon: &Salon) {
    let robot = Robot { server: &salon.server, person: 2, taste: 1 };
    for words in [
        format!("Bad Request: can't parse entities: unsupported tag in \"{WORDS}, {NAME}\""),
        format!("Bad Request: \"canary {PHONE}\" is too long"),
        format!("/bot{CLIENT_TOKEN}/sendMessage is not served here"),
        format!("Bad Request: /bot{CLIENT_TOKEN}/sendMessage"),
    ] {
        let trouble = Trouble::Refused(words);
        let fault = |method: &str| Fault {
            bot: None,
            method: Some(method.to_owned()),
            trouble: trouble.clone(),
            times: 1,
        };
        salon.server.with(|telegram, now| {
            for method in ["sendMessage", "answerCallbackQuery", "editMessageReplyMarkup", "getUpdates"] {
                telegram.faults.add(fault(method));
            }
            telegram.send_text(now, CLIENT, 2, WORDS);
        });
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    salon.server.with(|telegram, _| telegram.faults.clear());
    robot.says("/start").await;
}

/// Commands that fail and commands that do not, and words that are no command.
async fn somebody_with_a_shell_asks(salon: &Salon) {
    let bird = salon.path("bird.toml");
    std::fs::write(&bird, format!("[[service]]\nname = \"{WORDS}\"\nduration = \"{NAME}\"\n")).unwrap();
    tokio::task::block_in_place(|| {
        let mut socket = UnixStream::connect(salon.path("zapis.db.sock")).unwrap();
        writeln!(socket, "{{\"SetPin\": \"{WORDS} {PIN}\"}}").unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        assert!(answer.contains("no request") && heard(&answer).is_empty(), "{answer}");
        for pin in [WORDS, OTHER_PIN] {
            let mut command = salon.command(&["pin", "set", &OWNER.to_string()]);
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().unwrap();
            writeln!(child.stdin.take().unwrap(), "{pin}").unwrap();
            let said = child.wait_with_output().unwrap();
            let said = String::from_utf8([said.stdout, said.stderr].concat()).unwrap();
            assert!(heard(&said).is_empty(), "{said}");
        }
        assert!(!salon.command(&["catalog", "import", "bird.toml"]).output().unwrap().status.success());
    });
    std::fs::remove_file(bird).unwrap();
}

/// A token where none belongs, and words of the business.
async fn the_configuration_is_wrong(salon: &Salon, settings: &str) {
    let with = |more: &str| salon.configure(&format!("{settings}\n{more}"));
    let until = async |words: &str, times: usize| {
        for _ in 0..200 {
            if salon.log().matches(words).count() >= times {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the log does not say {words:?}:\n{}", salon.log());
    };
    with(&format!("[texts]\nclient_token = \"{CLIENT_TOKEN}\"\n"));
    until("the configuration is not valid", 1).await;
    with(&format!("[texts]\ngreeting = {ADMIN_TOKEN}\n"));
    until("the configuration is not valid", 2).await;
    with(&format!("[texts]\ngreeting = \"{WORDS}, {NAME}, {PHONE}\"\n"));
    until("the configuration changed", 1).await;
    with("");
    until("the configuration changed", 2).await;
}
