//! The imitation is as strict as the real one, and its objects are those that teloxide reads.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use teloxide::types::{Message, Update, UpdateKind};

use crate::setup::{BotSetup, PersonSetup, Setup};
use crate::telegram::{Reply, Telegram};

const TOKEN: &str = "100:one";
const ANNA: i64 = 5;

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn telegram() -> Telegram {
    let bot = |token: &str, username: &str| BotSetup {
        token: token.into(),
        username: username.into(),
        name: username.into(),
        hint: None,
        shown: ANNA,
    };
    let person = |id: i64| PersonSetup {
        id,
        first_name: "Анна".into(),
        language: "ru".into(),
        phone: "79123456789".into(),
    };
    Telegram::new(Setup {
        bots: vec![bot(TOKEN, "one"), bot("200:two", "two")],
        people: vec![person(ANNA), person(6)],
        limits: false,
    })
}

fn begun() -> Telegram {
    let mut telegram = telegram();
    telegram.send_text(now(), "one", ANNA, "/start");
    telegram
}

fn call(telegram: &mut Telegram, method: &str, params: Value) -> Reply {
    telegram.call(now(), TOKEN, method, &params, &[])
}

fn refused(telegram: &mut Telegram, method: &str, params: Value) -> String {
    let reply = call(telegram, method, params);
    assert_eq!(reply.body["ok"], false, "{reply:?}");
    format!("{} {}", reply.status, reply.body["description"].as_str().unwrap())
}

fn sent(telegram: &mut Telegram, params: Value) -> i64 {
    let reply = call(telegram, "sendMessage", params);
    reply.body["result"]["message_id"].as_i64().unwrap_or_else(|| panic!("{reply:?}"))
}

#[test]
fn every_kind_of_update_is_one_that_teloxide_reads() {
    let mut telegram = begun();
    let message = sent(
        &mut telegram,
        json!({ "chat_id": ANNA, "text": "?", "reply_markup": { "inline_keyboard": [[{ "text": "Да", "callback_data": "yes" }]] } }),
    );
    telegram.send_text(now(), "one", ANNA, "Анна");
    telegram.share_contact(now(), "one", ANNA);
    telegram.send_photo(now(), "one", ANNA);
    telegram.press(now(), "one", ANNA, "Да").unwrap();
    telegram.edit_text(now(), "one", ANNA, 3, "Мария").unwrap();
    telegram.block(now(), "one", ANNA, true);
    telegram.send_in_group(now(), "one", ANNA, -9, "/start@one");
    let reply = call(&mut telegram, "getUpdates", json!({}));
    let mut kinds = Vec::new();
    for update in reply.body["result"].as_array().unwrap() {
        let read: Update = serde_json::from_str(&update.to_string()).unwrap();
        kinds.push(match read.kind {
            UpdateKind::Message(message) => {
                format!("message {} {}", message.chat.is_private(), message.contact().is_some())
            }
            UpdateKind::EditedMessage(_) => "edited".into(),
            UpdateKind::CallbackQuery(query) => {
                format!("press {} {}", query.data.unwrap(), query.message.is_some())
            }
            UpdateKind::MyChatMember(member) => format!("member {}", member.new_chat_member.is_banned()),
            other => format!("{other:?}"),
        });
    }
    assert_eq!(
        kinds,
        [
            "message true false",
            "message true false",
            "message true true",
            "message true false",
            "press yes true",
            "edited",
            "member true",
            "message false false"
        ]
    );
    assert_eq!(message, 2);
}

#[test]
fn what_is_sent_comes_back_as_a_message_that_teloxide_reads() {
    let mut telegram = begun();
    let reply = call(
        &mut telegram,
        "sendMessage",
        json!({ "chat_id": ANNA, "text": "<b>Да</b>", "parse_mode": "HTML" }),
    );
    let message: Message = serde_json::from_str(&reply.body["result"].to_string()).unwrap();
    assert_eq!((message.text(), message.entities().map(<[_]>::len)), (Some("Да"), Some(1)));
}

#[test]
fn edits_are_refused_as_telegram_refuses_them() {
    let mut telegram = begun();
    let id = sent(&mut telegram, json!({ "chat_id": ANNA, "text": "один" }));
    let same = refused(
        &mut telegram,
        "editMessageText",
        json!({ "chat_id": ANNA, "message_id": id, "text": "один" }),
    );
    assert!(same.starts_with("400 Bad Request: message is not modified"), "{same}");
    let gone =
        refused(&mut telegram, "editMessageText", json!({ "chat_id": ANNA, "message_id": 99, "text": "x" }));
    assert_eq!(gone, "400 Bad Request: message to edit not found");
    let own =
        refused(&mut telegram, "editMessageText", json!({ "chat_id": ANNA, "message_id": 1, "text": "x" }));
    assert_eq!(own, "400 Bad Request: message can't be edited");
    let keyboard = json!({ "keyboard": [[{ "text": "Номер", "request_contact": true }]] });
    let asked = sent(&mut telegram, json!({ "chat_id": ANNA, "text": "номер?", "reply_markup": keyboard }));
    let asked = refused(
        &mut telegram,
        "editMessageText",
        json!({ "chat_id": ANNA, "message_id": asked, "text": "x" }),
    );
    assert_eq!(asked, "400 Bad Request: message can't be edited");
    assert_eq!(call(&mut telegram, "deleteMessage", json!({ "chat_id": ANNA, "message_id": 1 })).status, 200);
    let twice = refused(&mut telegram, "deleteMessage", json!({ "chat_id": ANNA, "message_id": 1 }));
    assert_eq!(twice, "400 Bad Request: message to delete not found");
}

#[test]
fn sends_are_refused_as_telegram_refuses_them() {
    let mut telegram = begun();
    let mut send = |params| refused(&mut telegram, "sendMessage", params);
    assert_eq!(send(json!({ "chat_id": ANNA, "text": " " })), "400 Bad Request: message text is empty");
    assert_eq!(
        send(json!({ "chat_id": ANNA, "text": "я".repeat(4097) })),
        "400 Bad Request: message is too long"
    );
    assert_eq!(send(json!({ "chat_id": 77, "text": "x" })), "400 Bad Request: chat not found");
    assert_eq!(
        send(json!({ "chat_id": 6, "text": "x" })),
        "403 Forbidden: bot can't initiate conversation with a user"
    );
    let unbalanced = send(json!({ "chat_id": ANNA, "text": "<b>x", "parse_mode": "HTML" }));
    assert!(unbalanced.starts_with("400 Bad Request: can't parse entities"), "{unbalanced}");
    telegram.block(now(), "one", ANNA, true);
    let blocked = refused(&mut telegram, "sendMessage", json!({ "chat_id": ANNA, "text": "x" }));
    assert_eq!(blocked, "403 Forbidden: bot was blocked by the user");
    assert_eq!(telegram.call(now(), "bad", "getMe", &json!({}), &[]).status, 401);
}

#[test]
fn a_press_is_answered_once_and_not_too_late() {
    let mut telegram = begun();
    let markup = json!({ "inline_keyboard": [[{ "text": "Да", "callback_data": "yes" }]] });
    sent(&mut telegram, json!({ "chat_id": ANNA, "text": "?", "reply_markup": markup }));
    telegram.press(now(), "one", ANNA, "Да").unwrap();
    let updates = call(&mut telegram, "getUpdates", json!({})).body;
    let id = updates["result"][1]["callback_query"]["id"].clone();
    assert_eq!(telegram.chat("one", ANNA).unwrap().unanswered, 1);
    let answer = json!({ "callback_query_id": id, "text": "Готово" });
    assert_eq!(call(&mut telegram, "answerCallbackQuery", answer.clone()).status, 200);
    assert_eq!(telegram.chat("one", ANNA).unwrap().toasts, ["Готово"]);
    assert!(refused(&mut telegram, "answerCallbackQuery", answer).contains("query is too old"));
    assert!(telegram.press(now(), "one", ANNA, "Нет").is_err(), "there is no such button");
}

#[test]
fn a_file_belongs_to_the_bot_that_has_it() {
    let mut telegram = begun();
    telegram.send_text(now(), "two", ANNA, "/start");
    let upload = ("document".to_owned(), "a.txt".to_owned(), b"hello".to_vec());
    let reply = telegram.call(now(), TOKEN, "sendDocument", &json!({ "chat_id": ANNA }), &[upload]);
    let id = reply.body["result"]["document"]["file_id"].clone();
    let again = json!({ "chat_id": ANNA, "document": id });
    assert_eq!(call(&mut telegram, "sendDocument", again.clone()).status, 200);
    let path = call(&mut telegram, "getFile", json!({ "file_id": id })).body["result"]["file_path"].clone();
    assert_eq!(telegram.file(TOKEN, path.as_str().unwrap()), Some(b"hello".as_slice()));
    let foreign = telegram.call(now(), "200:two", "sendDocument", &again, &[]);
    assert_eq!(foreign.body["description"], "Bad Request: wrong file identifier/HTTP URL specified");
}

#[test]
fn a_text_that_is_too_long_comes_in_parts_and_a_label_shares_the_contact() {
    let mut telegram = begun();
    telegram.send_text(now(), "one", ANNA, &"я".repeat(5000));
    assert_eq!(telegram.waiting("one"), 3);
    let keyboard =
        json!({ "keyboard": [[{ "text": "Номер", "request_contact": true }]], "one_time_keyboard": true });
    sent(&mut telegram, json!({ "chat_id": ANNA, "text": "номер?", "reply_markup": keyboard }));
    telegram.press(now(), "one", ANNA, "Номер").unwrap();
    let chat = telegram.chat("one", ANNA).unwrap();
    assert_eq!(chat.messages.last().unwrap().extra.as_ref().unwrap().0, "contact");
    assert_eq!(chat.keyboard, None, "used once");
}

#[test]
fn commands_are_kept_per_language_and_limits_are_kept_if_asked_for() {
    let mut telegram = begun();
    let commands = json!([{ "command": "start", "description": "Начать" }]);
    call(&mut telegram, "setMyCommands", json!({ "commands": commands, "language_code": "ru" }));
    let known = call(&mut telegram, "getMyCommands", json!({ "language_code": "ru" }));
    assert_eq!(known.body["result"], commands);
    telegram = Telegram::new(Setup {
        limits: true,
        ..Setup {
            bots: telegram.bots.into_iter().map(|bot| bot.setup).collect(),
            people: telegram.people.into_values().collect(),
            limits: true,
        }
    });
    telegram.send_text(now(), "one", ANNA, "/start");
    let statuses: Vec<u16> = (0..40)
        .map(|n| call(&mut telegram, "sendMessage", json!({ "chat_id": ANNA, "text": n.to_string() })).status)
        .collect();
    assert_eq!((statuses[0], statuses[39]), (200, 429));
}

mod over_http {
    use std::sync::Arc;
    use std::time::Duration;

    use super::*;
    use crate::faults::{Fault, Trouble};
    use crate::server::Server;

    async fn server() -> Server {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        Server::start(listener, begun(), Arc::new(now)).unwrap()
    }

    async fn post(server: &Server, method: &str, params: Value) -> Result<Value, reqwest::Error> {
        let url = format!("{}/bot{TOKEN}/{method}", server.url());
        reqwest::Client::new().post(url).json(&params).send().await?.json().await
    }

    #[tokio::test]
    async fn a_poll_waits_for_what_comes_and_a_second_one_ends_it() {
        let server = server().await;
        let last = json!({ "offset": 500_000_002, "timeout": 5 });
        let (polled, ()) = tokio::join!(post(&server, "getUpdates", last.clone()), async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            server.with(|telegram, now| telegram.send_text(now, "one", ANNA, "Анна"));
        });
        assert_eq!(polled.unwrap()["result"][0]["message"]["text"], "Анна");
        let quiet = json!({ "offset": 500_000_003, "timeout": 5 });
        let (first, second) = tokio::join!(post(&server, "getUpdates", quiet.clone()), async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            post(&server, "getUpdates", json!({ "offset": 500_000_003, "timeout": 0 })).await
        });
        assert_eq!(first.unwrap()["error_code"], 409);
        assert_eq!(second.unwrap()["ok"], true);
    }

    #[tokio::test]
    async fn a_lost_reply_has_had_its_effect_and_a_closed_connection_has_not() {
        let server = server().await;
        let fault = |trouble| Fault { bot: None, method: Some("sendMessage".into()), trouble, times: 1 };
        let message = json!({ "chat_id": ANNA, "text": "один" });
        for (trouble, messages) in
            [(Trouble::ReplyLost, 2), (Trouble::Closed, 2), (Trouble::ServerError, 2), (Trouble::Garbage, 2)]
        {
            server.with(|telegram, _| telegram.faults.add(fault(trouble)));
            assert!(post(&server, "sendMessage", message.clone()).await.is_err());
            assert_eq!(
                server.with(|telegram, _| telegram.chat("one", ANNA).unwrap().messages.len()),
                messages
            );
        }
        server.with(|telegram, _| telegram.faults.add(fault(Trouble::TooMany(3))));
        assert_eq!(post(&server, "sendMessage", message).await.unwrap()["parameters"]["retry_after"], 3);
    }
}
