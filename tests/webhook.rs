//! Telegram brings the updates instead of being asked for them (P9).

use std::time::Duration;

use chat::BotName;
use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::json;
use sim::{Fault, Trouble};
use telegram::webhook::Keeper;
use zapis::pulse::Pulse;

use crate::process::{ADMIN, CLIENT, CLIENT_TOKEN, OWNER, Salon};
use crate::robot::Robot;

const PATIENCE: Duration = Duration::from_secs(20);
const SECRET: &str = "X-Telegram-Bot-Api-Secret-Token";

/// A port of this machine that is free: whoever takes it meanwhile fails the test.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Salon {
    /// From the next start on updates are brought to this port.
    pub fn is_brought(&self, port: u16) {
        self.configure(&format!("[http]\nlisten = \"127.0.0.1:{port}\"\n"));
        let text = std::fs::read_to_string(self.path("config.toml")).unwrap();
        let keys =
            format!("[telegram]\nmode = \"webhook\"\nwebhook_url = \"http://127.0.0.1:{port}/hooks/\"");
        std::fs::write(self.path("config.toml"), text.replace("[telegram]", &keys)).unwrap();
    }

    /// The address and the secret of a bot's webhook, as Telegram knows them, once it does.
    pub async fn webhook(&self, bot: &str) -> (String, String) {
        let set = self.server.wait_for(PATIENCE, |telegram| {
            let call = |entry: &&sim::LogEntry| entry.bot == bot && entry.method == "SetWebhook";
            telegram.log().rfind(call).map(|entry| entry.params.clone())
        });
        let params = set.await.unwrap_or_else(|| panic!("no webhook is set; the log:\n{}", self.log()));
        (params["url"].as_str().unwrap().to_owned(), params["secret_token"].as_str().unwrap().to_owned())
    }

    fn receipts(&self) -> i64 {
        let database = rusqlite::Connection::open(self.path("zapis.db")).unwrap();
        database.query_row("SELECT count(*) FROM receipt", [], |row| row.get(0)).unwrap()
    }
}

async fn salon() -> (Salon, u16) {
    let (salon, port) = (Salon::new(3, "Mon-Sun 10:00-20:00", "").await, free_port());
    salon.is_brought(port);
    (salon, port)
}

async fn brings(url: &str, secret: Option<&str>, body: impl Into<reqwest::Body>) -> StatusCode {
    let request = reqwest::Client::new().post(url).body(body);
    let request = match secret {
        Some(secret) => request.header(SECRET, secret),
        None => request,
    };
    request.send().await.unwrap().status()
}

/// A press that belongs to nothing, as Telegram writes it.
fn update(id: i64) -> String {
    let from = json!({ "id": 2, "is_bot": false, "first_name": "А", "language_code": "ru" });
    json!({ "update_id": id, "callback_query": { "id": "7", "from": from, "chat_instance": "1", "data": "?" } }).to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visit_is_booked_by_webhook_and_an_answer_that_is_lost_doubles_nothing() {
    let (mut salon, port) = salon().await;
    let lost = Fault { bot: None, method: Some("webhook".into()), trouble: Trouble::ReplyLost, times: 4 };
    salon.server.with(|telegram, _| telegram.faults.add(lost));
    salon.start(None);
    let card = Robot { server: &salon.server, person: 1, taste: 0 }.books().await;
    assert!(card.contains("Запись № 1"), "{card}");
    salon.server.with(|telegram, now| telegram.send_text(now, ADMIN, OWNER, "/start"));
    let asked =
        salon.server.wait_for(PATIENCE, |telegram| telegram.chat(ADMIN, OWNER)?.last_of_bot().cloned());
    assert!(asked.await.unwrap().text.contains("PIN"), "the admin bot has a webhook too");
    assert_eq!(salon.server.with(|telegram, _| telegram.polls().count()), 0, "nobody asks");
    for (bot, path) in [(CLIENT, "client"), (ADMIN, "admin")] {
        let (url, secret) = salon.webhook(bot).await;
        assert_eq!(url, format!("http://127.0.0.1:{port}/hooks/{path}"), "without a token");
        assert!(secret.len() == 64 && !salon.log().contains(&secret), "{}", salon.log());
    }
    let told = |entry: &sim::LogEntry| {
        (entry.params["allowed_updates"].clone(), entry.params["drop_pending_updates"].clone())
    };
    let set =
        salon.server.with(|telegram, _| telegram.log().find(|entry| entry.method == "SetWebhook").map(told));
    assert_eq!(
        set.unwrap(),
        (json!(["message", "edited_message", "callback_query", "my_chat_member"]), json!(false))
    );
    let ready = format!("http://127.0.0.1:{port}/readyz");
    assert_eq!(reqwest::get(ready).await.unwrap().status(), 200);
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_not_the_secret_is_turned_away_and_leaves_nothing_and_what_is_no_update_is_passed_over() {
    let (mut salon, _) = salon().await;
    salon.start(None);
    Robot { server: &salon.server, person: 1, taste: 0 }.says("/start").await;
    let (url, secret) = salon.webhook(CLIENT).await;
    let (_, of_the_other_bot) = salon.webhook(ADMIN).await;
    let before = salon.receipts();
    let nearly = format!("{}x", &secret[..63]);
    for wrong in [None, Some(""), Some("x"), Some(nearly.as_str()), Some(&of_the_other_bot)] {
        for body in [update(1), "{".into(), "x".repeat(60_000)] {
            assert_eq!(brings(&url, wrong, body).await, 401, "{wrong:?}");
        }
    }
    assert_eq!(reqwest::get(&url).await.unwrap().status(), 405);
    assert_eq!(brings(&format!("{url}/{secret}"), Some(&secret), update(1)).await, 404);
    for body in ["", "{", "[]", "{\"update_id\":\"x\"}", "\u{0}"] {
        assert_eq!(brings(&url, Some(&secret), body).await, 200, "{body:?} would come again for a day");
    }
    assert_eq!(brings(&url, Some(&secret), vec![0xff, 0xfe]).await, 200);
    let much =
        reqwest::Client::new().post(&url).header(SECRET, &secret).body("x".repeat(3_000_000)).send().await;
    // The rest of it is not read, so the answer may be lost.
    assert!(much.is_err() || much.unwrap().status() == 400);
    assert_eq!(salon.receipts(), before, "nothing of it is written down");
    assert_eq!(brings(&url, Some(&secret), "{\"update_id\":77,\"of_tomorrow\":{}}").await, 200);
    assert_eq!(brings(&url, Some(&secret), update(78)).await, 200);
    assert_eq!(brings(&url, Some(&secret), update(78)).await, 200, "what is brought again is known");
    assert_eq!(salon.receipts(), before + 2);
    let log = salon.log();
    let told = |words: &str| log.lines().filter(|line| line.contains(words)).count();
    assert_eq!(
        (told("somebody knocks"), told("is no update")),
        (1, 3),
        "the first, the second and the fourth: {log}"
    );
    assert!(!log.contains(&secret) && !log.contains("xxxx"), "{log}");
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_committed_is_to_be_brought_again_and_what_was_accepted_is_answered_before_the_end() {
    let (mut salon, _) = salon().await;
    salon.start(None);
    let robot = Robot { server: &salon.server, person: 1, taste: 0 };
    robot.says("/start").await;
    let (url, secret) = salon.webhook(CLIENT).await;
    let locked = rusqlite::Connection::open(salon.path("zapis.db")).unwrap();
    locked.execute_batch("BEGIN IMMEDIATE").unwrap();
    let answer =
        reqwest::Client::new().post(&url).header(SECRET, &secret).body(update(1)).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()["retry-after"].to_str().unwrap()), (503, "2"));
    locked.execute_batch("ROLLBACK").unwrap();
    robot.goes_until("На что вас записать").await;
    locked.execute_batch("BEGIN IMMEDIATE").unwrap();
    let brought = tokio::spawn({
        let (url, secret) = (url.clone(), secret.clone());
        async move { brings(&url, Some(&secret), update(2)).await }
    });
    // It waits for the engine when the process is told to stop.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let freeing = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        locked.execute_batch("ROLLBACK").unwrap();
    };
    let (stopped, ()) = tokio::join!(salon.running.stop(), freeing);
    assert!(stopped.success(), "{}", salon.log());
    assert_eq!(brought.await.unwrap(), 200, "it was committed");
    assert_eq!(salon.receipts(), 4, "two words, two presses, each once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_keeps_a_connection_open_does_not_keep_the_process_from_stopping() {
    use std::io::Write as _;
    let (mut salon, port) = salon().await;
    salon.start(None);
    salon.webhook(CLIENT).await;
    Robot { server: &salon.server, person: 1, taste: 0 }.says("/start").await;
    let mut slow = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    slow.write_all(b"POST /hooks/client HTTP/1.1\r\nhost: x\r\n").unwrap();
    let begun = tokio::time::Instant::now();
    assert!(salon.running.stop().await.success(), "{}", salon.log());
    assert!(begun.elapsed() < Duration::from_secs(12), "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn switched_between_polling_and_webhook_under_load_with_deaths_in_between_nothing_is_lost_or_doubled() {
    const CLIENTS: i64 = 24;
    let (mut salon, port) = (Salon::new(CLIENTS, "Mon-Sun 00:00-24:00", "").await, free_port());
    salon.is_brought(port);
    let brought = std::fs::read_to_string(salon.path("config.toml")).unwrap();
    salon.configure("");
    let asked = std::fs::read_to_string(salon.path("config.toml")).unwrap();
    let config = salon.path("config.toml");
    salon.start(None);
    let (cards, switches) = {
        let server = &salon.server;
        let clients = (1..=CLIENTS).map(|person| async move {
            tokio::time::sleep(Duration::from_millis(300 * person.unsigned_abs())).await;
            Robot { server, person, taste: usize::try_from(person / 3).unwrap() }.books().await
        });
        let all = join_all(clients);
        tokio::pin!(all);
        let running = &mut salon.running;
        let switching = async {
            for switch in 0..6 {
                tokio::time::sleep(Duration::from_millis(900)).await;
                // In turn politely and by a power cut.
                match switch % 3 {
                    0 => assert!(running.stop().await.success()),
                    _ => running.kill(),
                }
                std::fs::write(&config, if switch % 2 == 0 { &brought } else { &asked }).unwrap();
                running.start(&[]);
            }
        };
        let mut switches = 0;
        tokio::pin!(switching);
        loop {
            tokio::select! {
                cards = &mut all => break (cards, switches),
                () = &mut switching, if switches == 0 => switches = 6,
            }
        }
    };
    assert_eq!(switches, 6, "the load outlasts the switches");
    let (polls, set) = salon.server.with(|telegram, _| {
        let set = telegram.log().filter(|entry| entry.method == "SetWebhook").count();
        (telegram.polls().filter(|poll| !poll.delivered.is_empty()).count(), set)
    });
    assert!(
        polls > 0 && set >= 3,
        "both ways were gone: {polls} polls brought something, {set} webhooks were set"
    );
    crate::crashes::judge(&salon, &cards).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_that_cannot_be_set_is_tried_again_and_one_that_somebody_else_took_is_set_again() {
    let salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    let pulse = std::sync::Arc::new(Pulse::new());
    let token = telegram::Token::parse(CLIENT_TOKEN).unwrap();
    let stop = tokio::sync::watch::Sender::new(false);
    let keeper = Keeper {
        bot: BotName::Client,
        api: telegram::Api::new(&salon.server.url(), &token, None).unwrap(),
        // Nobody listens there.
        url: format!("http://127.0.0.1:{}/client", free_port()).parse().unwrap(),
        secret: "s".into(),
        look: Duration::from_millis(50),
        observer: pulse.clone(),
        stop: stop.subscribe(),
    };
    let url = keeper.url.to_string();
    let refused =
        Fault { bot: None, method: Some("setWebhook".into()), trouble: Trouble::ServerError, times: 1 };
    salon.server.with(|telegram, _| telegram.faults.add(refused));
    let keeping = tokio::spawn(keeper.run());
    let sets = async |count: usize| {
        let set = salon.server.wait_for(PATIENCE, |telegram| {
            let set = |entry: &&sim::LogEntry| entry.method == "SetWebhook" && entry.status == 200;
            (telegram.log().filter(set).count() == count).then_some(())
        });
        assert!(set.await.is_some(), "it is set {count} times");
    };
    sets(1).await;
    salon.server.with(|telegram, _| telegram.leave_webhook(CLIENT, "https://other.example/hook"));
    sets(2).await;
    salon.server.with(|telegram, now| telegram.send_text(now, CLIENT, 1, "/start"));
    let trouble = async {
        loop {
            if let Some((1, Some(reason))) = pulse.intake(BotName::Client).waiting {
                return reason;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert_eq!(tokio::time::timeout(PATIENCE, trouble).await.unwrap(), "Connection refused");
    let known = salon
        .server
        .with(|telegram, now| telegram.call(now, CLIENT_TOKEN, "getWebhookInfo", &json!({}), &[]));
    assert_eq!(known.body["result"]["url"], url);
    stop.send_replace(true);
    keeping.await.unwrap();
}
