//! The page as its scripts ask it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::controls::{Command, Controls, Order};
use crate::server::Server;
use crate::tests::{ANNA, TOKEN, begun, now};

async fn server(commands: Option<mpsc::UnboundedSender<Command>>) -> Server {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let controls = Controls { title: "Test", commands, ..Controls::default() };
    Server::with_controls(listener, begun(), Arc::new(now), controls).unwrap()
}

async fn call(server: &Server, method: &str, params: Value) -> Option<Value> {
    let url = format!("{}/bot{TOKEN}/{method}", server.url());
    reqwest::Client::new().post(url).json(&params).send().await.ok()?.json().await.ok()
}

async fn act(server: &Server, act: Value) -> u16 {
    let url = format!("{}/api/act", server.url());
    reqwest::Client::new().post(url).json(&act).send().await.unwrap().status().as_u16()
}

async fn state(server: &Server, more: &str) -> Value {
    let url = format!("{}/api/state?since=0&chats=one:{ANNA}{more}", server.url());
    reqwest::get(url).await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn the_page_sees_what_the_bot_has_taken() {
    let server = server(None).await;
    let chat = format!("one:{ANNA}");
    let before = state(&server, "").await;
    assert_eq!(before["chats"][&chat]["waiting"].as_array().unwrap().len(), 1);
    assert_eq!(before["bots"][0]["away"], true, "it never polled");
    let update =
        call(&server, "getUpdates", json!({})).await.unwrap()["result"][0]["update_id"].as_i64().unwrap();
    assert_eq!(
        state(&server, "").await["chats"][&chat]["waiting"].as_array().unwrap().len(),
        1,
        "given, not taken"
    );
    call(&server, "getUpdates", json!({ "offset": update + 1 })).await.unwrap();
    let after = state(&server, "").await;
    assert_eq!(after["chats"][&chat]["waiting"], json!([]));
    assert_eq!(after["bots"][0]["away"], false);
    assert!(after["version"].as_u64() > before["version"].as_u64());
}

#[tokio::test]
async fn the_page_is_told_of_every_call_once_and_only_if_it_asks() {
    let server = server(None).await;
    for text in ["a", "b", "c"] {
        call(&server, "sendMessage", json!({ "chat_id": ANNA, "text": text })).await.unwrap();
    }
    assert_eq!(state(&server, "").await["calls"], Value::Null);
    let calls = state(&server, "&calls=1").await["calls"].clone();
    assert_eq!(calls["seen"], 3);
    let texts: Vec<&Value> =
        calls["fresh"].as_array().unwrap().iter().map(|call| &call["params"]["text"]).collect();
    assert_eq!(texts, ["b", "c"]);
    assert_eq!(calls["fresh"][1]["number"], 3);
    assert_eq!(state(&server, "&calls=3").await["calls"]["fresh"], json!([]));
}

#[tokio::test]
async fn a_cut_network_ends_a_held_poll_and_what_is_written_arrives_afterwards() {
    let server = server(None).await;
    let quiet = json!({ "offset": 500_000_002, "timeout": 30 });
    let (polled, status) = tokio::join!(call(&server, "getUpdates", quiet.clone()), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        act(&server, json!({ "do": "network", "cut": true })).await
    });
    assert_eq!((polled, status), (None, 200));
    let cut = state(&server, "").await;
    assert_eq!((&cut["cut"], &cut["bots"][0]["away"]), (&json!(true), &json!(true)));
    let text = json!({ "do": "text", "bot": "one", "person": ANNA, "text": "hello" });
    assert_eq!(act(&server, text).await, 200);
    assert_eq!(call(&server, "getUpdates", quiet.clone()).await, None);
    act(&server, json!({ "do": "network", "cut": false })).await;
    assert_eq!(call(&server, "getUpdates", quiet).await.unwrap()["result"][0]["message"]["text"], "hello");
    assert_eq!(state(&server, "").await["bots"][0]["away"], false);
}

#[tokio::test]
async fn a_restart_is_asked_for_once_and_seen_until_every_bot_polls_again() {
    let (commands, mut asked) = mpsc::unbounded_channel();
    let server = server(Some(commands)).await;
    call(&server, "getUpdates", json!({})).await.unwrap();
    assert_eq!(act(&server, json!({ "do": "restart" })).await, 200);
    assert_eq!(act(&server, json!({ "do": "restart" })).await, 409, "it is on its way");
    let command = asked.recv().await.unwrap();
    assert_eq!(command.order, Order::Restart);
    call(&server, "getUpdates", json!({})).await.unwrap();
    assert_eq!(state(&server, "").await["restarting"], true, "the last poll before the stop");
    command.done.send(()).unwrap();
    for _ in 0..500 {
        call(&server, "getUpdates", json!({})).await.unwrap();
        if state(&server, "").await["bots"][0]["away"] == false {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(state(&server, "").await["restarting"], true, "the other bot does not poll yet");
    let other = format!("{}/bot200:two/getUpdates", server.url());
    reqwest::get(other).await.unwrap();
    assert_eq!(state(&server, "").await["restarting"], false);
}

#[tokio::test]
async fn time_is_put_ahead_by_whoever_runs_it_and_by_nobody_else() {
    let (commands, mut asked) = mpsc::unbounded_channel();
    let served = server(Some(commands)).await;
    let (status, order) = tokio::join!(act(&served, json!({ "do": "advance", "hours": 24 })), async {
        let Command { order, done } = asked.recv().await.unwrap();
        done.send(()).unwrap();
        order
    });
    assert_eq!((status, order), (200, Order::Advance(Duration::from_secs(24 * 3600))));
    let alone = server(None).await;
    assert_eq!(act(&alone, json!({ "do": "advance", "hours": 1 })).await, 409);
    assert_eq!(state(&alone, "").await["about"]["commands"], false);
}

#[tokio::test]
async fn the_page_shows_that_a_bot_is_typing_and_which_commands_it_offers() {
    let server = server(None).await;
    let chat = format!("one:{ANNA}");
    let commands = |word: &str| json!([{ "command": "start", "description": word }]);
    call(&server, "setMyCommands", json!({ "commands": commands("Menu") })).await.unwrap();
    assert_eq!(state(&server, "").await["chats"][&chat]["commands"], commands("Menu"));
    call(&server, "setMyCommands", json!({ "commands": commands("Меню"), "language_code": "ru" }))
        .await
        .unwrap();
    call(&server, "sendChatAction", json!({ "chat_id": ANNA, "action": "typing" })).await.unwrap();
    let typing = state(&server, "").await["chats"][&chat].clone();
    assert_eq!((&typing["typing"], &typing["commands"]), (&json!(true), &commands("Меню")));
    call(&server, "sendMessage", json!({ "chat_id": ANNA, "text": "so" })).await.unwrap();
    assert_eq!(state(&server, "").await["chats"][&chat]["typing"], false);
}
