//! Files, places and pictures: on the wire, and on the way through the outbox (P2).

use chat::BotName;
use domain::{ChatId, Location};
use engine::{Call, Dispatch, Outcome, Picture};
use sim::{BotSetup, PersonSetup, Server, Setup, Telegram};
use telegram::sender::Line;
use telegram::{Api, Token};

const TOKENS: [&str; 2] =
    ["100:AAFabcdefghijklmnopqrstuvwxyz012345", "200:AAFabcdefghijklmnopqrstuvwxyz012345"];
const PERSON: i64 = 101;

/// A Telegram behind HTTP with two bots that a person has written to.
async fn served() -> (Server, [Line; 2]) {
    let bot = |(token, username): (&str, &str)| BotSetup {
        token: token.into(),
        username: username.into(),
        name: username.into(),
        hint: None,
        shown: vec![PERSON],
    };
    let anna = PersonSetup {
        id: PERSON,
        first_name: "Анна".into(),
        language: "ru".into(),
        phone: "79125550101".into(),
    };
    let bots = vec![bot((TOKENS[0], "client")), bot((TOKENS[1], "admin"))];
    let telegram = Telegram::new(Setup { bots, people: vec![anna], limits: false });
    let server = Server::local(0, telegram, std::sync::Arc::new(zapis::clock::now)).await.unwrap();
    server.with(|telegram, now| {
        telegram.send_text(now, "client", PERSON, "/start");
        telegram.send_text(now, "admin", PERSON, "/start");
    });
    let line = |token: &str| {
        let token = Token::parse(token).unwrap();
        Line::new(Api::new(&server.url(), &token, None).unwrap(), 0.0, 0.0, false)
    };
    let lines = TOKENS.map(line);
    (server, lines)
}

fn order(call: Call) -> Dispatch {
    Dispatch { row: 1, bot: BotName::Client, chat: ChatId::from(PERSON), call, attempts: 0 }
}

#[tokio::test]
async fn a_document_and_a_place_arrive_over_http_as_they_are() {
    let (server, [client, _]) = served().await;
    let document = Call::Document {
        name: "zapis-12.ics".into(),
        mime: "text/calendar".into(),
        bytes: "Здравствуйте\r\n".into(),
        caption: "Файл для <b>календаря</b>".into(),
    };
    let outcome = client.carry_out(&order(document)).await;
    assert!(matches!(outcome, Outcome::Done { message: Some(_), file: None }), "{outcome:?}");
    let at = Location::new(55.7558, -37.5).unwrap();
    let venue = Call::Venue { at, title: "Салон".into(), address: "Тверская, 1".into() };
    client.carry_out(&order(venue)).await;
    server.with(|telegram, _| {
        let messages = &telegram.chat("client", PERSON).unwrap().messages;
        let (_, file) = messages[1].extra.as_ref().unwrap();
        assert_eq!(
            (messages[1].text.as_str(), file["file_name"].as_str()),
            ("Файл для календаря", Some("zapis-12.ics"))
        );
        let bytes = telegram.file("client", file["file_id"].as_str().unwrap()).unwrap();
        assert_eq!(bytes, "Здравствуйте\r\n".as_bytes());
        let (_, venue) = messages[2].extra.as_ref().unwrap();
        assert_eq!(
            (venue["title"].as_str(), venue["location"]["longitude"].as_f64()),
            (Some("Салон"), Some(-37.5))
        );
    });
}

#[tokio::test]
async fn a_picture_is_named_by_telegram_for_one_bot_alone() {
    let (_server, [client, admin]) = served().await;
    let photo = |picture| order(Call::Photo { picture, caption: String::new() });
    let outcome = client.carry_out(&photo(Picture::New(picture()))).await;
    let Outcome::Done { file: Some(file), .. } = outcome else { panic!("{outcome:?}") };
    let again = photo(Picture::Known(file));
    assert!(matches!(client.carry_out(&again).await, Outcome::Done { file: Some(_), .. }));
    assert!(
        matches!(admin.carry_out(&again).await, Outcome::Rejected { .. }),
        "the other bot may not use it"
    );
    assert!(matches!(
        client.carry_out(&photo(Picture::New(b"no picture".to_vec()))).await,
        Outcome::Rejected { .. }
    ));
}

/// The begin of a JPEG: nine pixels by seven.
pub fn picture() -> Vec<u8> {
    vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 7, 0, 9]
}
