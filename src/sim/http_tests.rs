//! The imitation behind HTTP, spoken to by reqwest, by teloxide and by a bare socket.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use teloxide::net::Download;
use teloxide::payloads::{
    AnswerCallbackQuerySetters, EditMessageTextSetters, GetUpdatesSetters, SendDocumentSetters,
    SendMessageSetters,
};
use teloxide::prelude::{Bot, Request, Requester};
use teloxide::types::{
    BotCommand, ButtonRequest, ChatId, FileId, InlineKeyboardButton, InlineKeyboardMarkup, InputFile,
    KeyboardButton, KeyboardMarkup, Message, MessageId, ParseMode, UpdateKind,
};
use teloxide::{ApiError, RequestError};

use crate::faults::{Fault, Trouble};
use crate::server::Server;
use crate::tests::{ANNA, TOKEN, begun, now};

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
        assert_eq!(server.with(|telegram, _| telegram.chat("one", ANNA).unwrap().messages.len()), messages);
    }
    server.with(|telegram, _| telegram.faults.add(fault(Trouble::TooMany(3))));
    assert_eq!(post(&server, "sendMessage", message).await.unwrap()["parameters"]["retry_after"], 3);
}

fn bot(server: &Server) -> Bot {
    Bot::new(TOKEN).set_api_url(server.url().parse().unwrap())
}

#[tokio::test]
async fn a_bot_written_with_teloxide_gets_along() {
    let server = server().await;
    let bot = bot(&server);
    assert_eq!(bot.get_me().await.unwrap().username(), "one");
    bot.delete_webhook().await.unwrap();
    assert_eq!(bot.get_webhook_info().await.unwrap().pending_update_count, 1);
    let commands = [BotCommand::new("start", "Начать")];
    bot.set_my_commands(commands.clone()).await.unwrap();
    assert_eq!(bot.get_my_commands().await.unwrap(), commands);

    let buttons = InlineKeyboardMarkup::new([[InlineKeyboardButton::callback("Да", "yes")]]);
    let sent: Message = bot
        .send_message(ChatId(ANNA), "<b>[да]</b>")
        .parse_mode(ParseMode::Html)
        .reply_markup(buttons.clone())
        .await
        .unwrap();
    assert_eq!((sent.text(), sent.reply_markup()), (Some("[да]"), Some(&buttons)));
    server.with(|telegram, now| telegram.press(now, "one", ANNA, "Да")).unwrap();
    let updates = bot.get_updates().offset(-1).timeout(1).await.unwrap();
    let UpdateKind::CallbackQuery(query) = &updates[0].kind else { panic!("{updates:?}") };
    bot.answer_callback_query(query.id.clone()).text("Готово").show_alert(true).await.unwrap();
    assert!(server.with(|telegram, _| telegram.chat("one", ANNA).unwrap().answers[0].alert));

    let edit = |text: &str| bot.edit_message_text(ChatId(ANNA), sent.id, text).reply_markup(buttons.clone());
    assert_eq!(edit("иначе").await.unwrap().text(), Some("иначе"));
    let same = edit("иначе").await.unwrap_err();
    assert!(matches!(same, RequestError::Api(ApiError::MessageNotModified)), "{same:?}");
    let gone = bot.edit_message_text(ChatId(ANNA), MessageId(99), "x").await.unwrap_err();
    assert!(matches!(gone, RequestError::Api(ApiError::MessageToEditNotFound)), "{gone:?}");
    let share = KeyboardButton::new("Номер").request(ButtonRequest::Contact);
    bot.send_message(ChatId(ANNA), "номер?").reply_markup(KeyboardMarkup::new([[share]])).await.unwrap();
    server.with(|telegram, now| telegram.press(now, "one", ANNA, "Номер")).unwrap();
    let shared = server.with(|telegram, _| telegram.chat("one", ANNA).unwrap().messages.last().cloned());
    assert_eq!(shared.unwrap().extra.unwrap().0, "contact");
    bot.delete_message(ChatId(ANNA), sent.id).await.unwrap();
}

#[tokio::test]
async fn files_go_to_and_fro() {
    let server = server().await;
    let bot = bot(&server);
    let bytes = vec![7_u8; 3 << 20];
    let file = InputFile::memory(bytes.clone()).file_name("данные.csv");
    let sent = bot.send_document(ChatId(ANNA), file).caption("вот").await.unwrap();
    assert_eq!(sent.caption(), Some("вот"));
    let document = sent.document().unwrap().clone();
    assert_eq!(document.file_name.as_deref(), Some("данные.csv"));
    let again = bot.send_document(ChatId(ANNA), InputFile::file_id(document.file.id.clone())).await.unwrap();
    assert_eq!(again.document(), Some(&document));
    let found = bot.get_file(document.file.id).await.unwrap();
    let mut fetched = Vec::new();
    bot.download_file(&found.path, &mut fetched).await.unwrap();
    assert!(fetched == bytes, "{} bytes", fetched.len());
    let foreign = bot.send_photo(ChatId(ANNA), InputFile::file_id(FileId("FILE1x1".into()))).send().await;
    assert!(matches!(foreign, Err(RequestError::Api(ApiError::WrongFileIdOrUrl))), "{foreign:?}");
    let photo = InputFile::memory(crate::people::PHOTO);
    assert_eq!(bot.send_photo(ChatId(ANNA), photo).await.unwrap().photo().unwrap()[0].width, 160);
}

#[tokio::test]
async fn a_cut_connection_says_nothing_at_all() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let server = server().await;
    let fault = Fault { bot: None, method: None, trouble: Trouble::ReplyLost, times: 1 };
    server.with(|telegram, _| telegram.faults.add(fault));
    let mut socket = tokio::net::TcpStream::connect(server.address()).await.unwrap();
    let call =
        format!("GET /bot{TOKEN}/sendMessage?chat_id={ANNA}&text=x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    socket.write_all(call.as_bytes()).await.unwrap();
    let mut said = Vec::new();
    // A reset is as good an end as any other.
    let _ = socket.read_to_end(&mut said).await;
    assert_eq!(String::from_utf8_lossy(&said), "");
    assert_eq!(server.with(|telegram, _| telegram.chat("one", ANNA).unwrap().messages.len()), 2);
}

#[tokio::test]
async fn after_the_end_nobody_answers_not_even_on_an_open_connection() {
    let server = server().await;
    let (client, url) = (reqwest::Client::new(), format!("{}/bot{TOKEN}/getMe", server.url()));
    assert_eq!(client.get(&url).send().await.unwrap().status(), 200);
    let poll = tokio::spawn(
        client.get(format!("{}/bot{TOKEN}/getUpdates?offset=-0&timeout=9", server.url())).send(),
    );
    server.shutdown();
    tokio::time::timeout(Duration::from_secs(2), poll).await.expect("the poll ends too").unwrap().ok();
    let refused = async {
        while client.get(&url).send().await.is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(2), refused).await.expect("no connection");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_people_press_at_once_and_every_press_comes_once() {
    let server = std::sync::Arc::new(server().await);
    let markup = json!({ "inline_keyboard": [[{ "text": "Да", "callback_data": "yes" }]] });
    server.with(|telegram, now| {
        for id in 1000..1100 {
            let phone = format!("7{id}");
            telegram.add_person(crate::PersonSetup {
                id,
                first_name: "П".into(),
                language: "ru".into(),
                phone,
            });
            telegram.send_text(now, "one", id, "/start");
            telegram.call(
                now,
                TOKEN,
                "sendMessage",
                &json!({ "chat_id": id, "text": "?", "reply_markup": markup }),
                &[],
            );
        }
    });
    let presses = (1000..1100).map(|id| {
        let server = Arc::clone(&server);
        tokio::spawn(
            async move { server.with(|telegram, now| telegram.press(now, "one", id, "Да")).unwrap() },
        )
    });
    let presses: Vec<_> = presses.collect();
    let mut offset = 0;
    let mut answers = Vec::new();
    let mut pressed = std::collections::BTreeSet::new();
    while pressed.len() < 100 {
        let body = post(&server, "getUpdates", json!({ "offset": offset, "timeout": 5 })).await.unwrap();
        for update in body["result"].as_array().unwrap() {
            offset = update["update_id"].as_i64().unwrap() + 1;
            let Some(query) = update.get("callback_query") else { continue };
            assert!(pressed.insert(query["from"]["id"].as_i64().unwrap()), "twice");
            let (server, id) = (Arc::clone(&server), query["id"].clone());
            answers.push(tokio::spawn(async move {
                post(&server, "answerCallbackQuery", json!({ "callback_query_id": id })).await.unwrap()
            }));
        }
    }
    for press in presses {
        press.await.unwrap();
    }
    for answer in answers {
        assert_eq!(answer.await.unwrap()["ok"], true);
    }
    let waiting: usize =
        (1000..1100).map(|id| server.with(|telegram, _| telegram.chat("one", id).unwrap().unanswered)).sum();
    assert_eq!(waiting, 0);
}

#[tokio::test]
async fn the_page_acts_for_itself_and_for_nobody_else() {
    let server = server().await;
    let client = reqwest::Client::new();
    let act = json!({ "do": "text", "bot": "one", "person": ANNA, "text": "Анна" });
    let post = |origin: String| {
        client.post(format!("{}/api/act", server.url())).header("Origin", origin).json(&act).send()
    };
    assert_eq!(post("http://evil.example".into()).await.unwrap().status(), 403);
    assert_eq!(post(server.url()).await.unwrap().status(), 200);
    let state = format!("{}/api/state?since=0&chats=one:{ANNA}", server.url());
    let state: Value = client.get(&state).send().await.unwrap().json().await.unwrap();
    assert_eq!(state["chats"]["one:5"]["messages"][1]["text"], "Анна");
    assert_eq!(state["chats"]["one:5"]["messages"].as_array().unwrap().len(), 2);
    let foreign = client.get(format!("{}/api/state", server.url())).header("Host", "evil.example").send();
    assert_eq!(foreign.await.unwrap().status(), 403);
    let call =
        client.get(format!("{}/bot{TOKEN}/getMe", server.url())).header("Origin", "http://evil.example");
    assert_eq!(call.send().await.unwrap().status(), 403, "nor is another site a bot");
    let page = client.get(server.url()).send().await.unwrap();
    assert!(page.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'self'"));
}
