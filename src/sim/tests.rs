//! The imitation is as strict as the real one, and its objects are those that teloxide reads.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use teloxide::types::{Message, Update, UpdateKind};

use crate::setup::{BotSetup, PersonSetup, Setup};
use crate::telegram::{Reply, Telegram};

pub(crate) const TOKEN: &str = "100:one";
pub(crate) const ANNA: i64 = 5;

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn telegram() -> Telegram {
    let bot = |token: &str, username: &str| BotSetup {
        token: token.into(),
        username: username.into(),
        name: username.into(),
        hint: None,
        shown: vec![ANNA],
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

pub(crate) fn begun() -> Telegram {
    let mut telegram = telegram();
    telegram.send_text(now(), "one", ANNA, "/start");
    telegram
}

pub(crate) fn call(telegram: &mut Telegram, method: &str, params: Value) -> Reply {
    telegram.call(now(), TOKEN, method, &params, &[])
}

pub(crate) fn refused(telegram: &mut Telegram, method: &str, params: Value) -> String {
    let reply = call(telegram, method, params);
    assert_eq!(reply.body["ok"], false, "{reply:?}");
    format!("{} {}", reply.status, reply.body["description"].as_str().unwrap())
}

pub(crate) fn sent(telegram: &mut Telegram, params: Value) -> i64 {
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

#[test]
fn stickers_documents_and_cards_are_ones_that_teloxide_reads() {
    let mut telegram = begun();
    telegram.send_sticker(now(), "one", ANNA);
    telegram.send_document(now(), "one", ANNA, "a.csv", b"1;2");
    telegram.share_card(now(), "one", ANNA, "79990000000", None);
    telegram.set_last_name(ANNA, "Ким");
    telegram.send_photo(now(), "one", ANNA);
    let updates = call(&mut telegram, "getUpdates", json!({ "offset": -4 })).body;
    let read: Vec<Update> = serde_json::from_str(&updates["result"].to_string()).unwrap();
    let messages: Vec<&Message> = read
        .iter()
        .filter_map(|update| match &update.kind {
            UpdateKind::Message(message) => Some(message),
            _ => None,
        })
        .collect();
    assert!(messages[0].sticker().is_some());
    assert_eq!(messages[1].document().unwrap().file_name.as_deref(), Some("a.csv"));
    assert_eq!(messages[2].contact().unwrap().user_id, None);
    assert_eq!(messages[3].photo().unwrap()[0].width, 160);
    assert_eq!(messages[3].from.as_ref().unwrap().full_name(), "Анна Ким");
}

#[test]
fn a_group_is_a_chat_of_its_own_and_an_unknown_one_is_not_found() {
    let mut telegram = begun();
    telegram.send_in_group(now(), "one", ANNA, -9, "/start@one");
    telegram.send_in_group(now(), "one", 6, -9, "привет");
    assert_eq!(sent(&mut telegram, json!({ "chat_id": -9, "text": "Пишите лично" })), 3);
    assert_eq!(telegram.chat("one", -9).unwrap().messages.len(), 3);
    assert_eq!(telegram.chat("one", ANNA).unwrap().messages.len(), 1);
    let unknown = refused(&mut telegram, "sendMessage", json!({ "chat_id": -10, "text": "x" }));
    assert_eq!(unknown, "400 Bad Request: chat not found");
}

#[test]
fn a_webhook_keeps_polls_away_until_it_is_deleted() {
    let mut telegram = begun();
    telegram.leave_webhook("one", "https://old.example/hook");
    assert!(refused(&mut telegram, "getUpdates", json!({})).starts_with("409 Conflict"));
    assert_eq!(call(&mut telegram, "getWebhookInfo", json!({})).body["result"]["pending_update_count"], 1);
    assert_eq!(call(&mut telegram, "deleteWebhook", json!({ "drop_pending_updates": false })).status, 200);
    let left = call(&mut telegram, "getUpdates", json!({}));
    assert_eq!(left.body["result"].as_array().unwrap().len(), 1, "nothing was dropped");
    let set = refused(&mut telegram, "setWebhook", json!({ "url": "https://new.example" }));
    assert!(set.starts_with("501"), "{set}");
    assert_eq!(refused(&mut telegram, "inventMethod", json!({})), "404 Not Found: method not found");
}

#[test]
fn the_log_tells_calls_and_what_polls_moved() {
    let mut telegram = begun();
    for offset in [None, Some(500_000_001), Some(500_000_002), Some(500_000_002)] {
        call(&mut telegram, "getUpdates", json!({ "offset": offset }));
    }
    let moved: Vec<_> = telegram.polls().map(|poll| (poll.offset, poll.delivered.clone())).collect();
    let first = vec![500_000_001];
    let expected = [(None, first.clone()), (Some(500_000_001), first), (Some(500_000_002), Vec::new())];
    assert_eq!(moved, expected, "an idle poll is not told");
    for n in 0..5 {
        call(&mut telegram, "sendMessage", json!({ "chat_id": ANNA, "text": n }));
    }
    telegram.keep_log(3);
    let texts: Vec<_> = telegram.log().map(|entry| entry.params["text"].clone()).collect();
    assert_eq!(texts, [2, 3, 4]);
}
