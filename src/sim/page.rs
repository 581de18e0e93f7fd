//! The chat page: two chats side by side, for people who have no account, token or network.
//!
//! It can act as anybody in this imitation, so it answers only to a browser that was pointed at this very machine, and never to another
//! site's script.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::chat::{Chat, Message};
use crate::server::Shared;
use crate::setup::PersonSetup;
use crate::telegram::Telegram;

/// The page is told of no change for so long at most.
const LONGEST_WAIT: Duration = Duration::from_secs(25);
/// Many changes in a moment are told together.
const MOMENT: Duration = Duration::from_millis(30);
/// The page shows so many messages of a chat.
const SHOWN: usize = 200;
/// Nothing comes from elsewhere, nothing runs but our own script, nobody frames the page.
const POLICY: &str = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

pub(crate) async fn index(headers: HeaderMap) -> Response {
    static_file(&headers, "text/html; charset=utf-8", include_str!("page/index.html"))
}

pub(crate) async fn script(headers: HeaderMap) -> Response {
    static_file(&headers, "text/javascript; charset=utf-8", include_str!("page/app.js"))
}

pub(crate) async fn style(headers: HeaderMap) -> Response {
    static_file(&headers, "text/css; charset=utf-8", include_str!("page/style.css"))
}

fn static_file(headers: &HeaderMap, kind: &'static str, content: &'static str) -> Response {
    if !is_local(headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, content).into_response()
}

/// Which chats the page shows and what it has seen.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    since: u64,
    /// `bot:person,bot:person`
    #[serde(default)]
    chats: String,
}

pub(crate) async fn state(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Response {
    if !is_local(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let deadline = tokio::time::Instant::now() + LONGEST_WAIT;
    loop {
        let changed = shared.changed.notified();
        if shared.telegram().version() != wanted.since {
            break;
        }
        tokio::select! {
            () = changed => {}
            () = tokio::time::sleep_until(deadline) => break,
            () = shared.stopped() => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    }
    if wanted.since != 0 {
        tokio::time::sleep(MOMENT).await;
    }
    let view = view(&shared.telegram(), &wanted.chats);
    Json(view).into_response()
}

/// A picture or a document of a chat.
pub(crate) async fn file(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Path((bot, id)): Path<(String, String)>,
) -> Response {
    if !is_local(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let telegram = shared.telegram();
    let Some(bytes) = telegram.file(&bot, &id) else { return StatusCode::NOT_FOUND.into_response() };
    let picture = match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, ..] => Some("image/jpeg"),
        _ => None,
    };
    let headers = [
        (header::CONTENT_TYPE, picture.unwrap_or("application/octet-stream")),
        (header::CONTENT_DISPOSITION, if picture.is_some() { "inline" } else { "attachment" }),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, bytes.to_vec()).into_response()
}

fn view(telegram: &Telegram, chats: &str) -> Value {
    let bots = telegram.bots.iter().map(|bot| {
        json!({ "username": bot.setup.username, "name": bot.setup.name, "hint": bot.setup.hint, "shown": bot.setup.shown })
    });
    // A page that has just been opened does not know yet whom it shows.
    let first = telegram.bots.iter().map(|bot| format!("{}:{}", bot.setup.username, bot.setup.shown));
    let wanted: Vec<String> = match chats {
        "" => first.collect(),
        chats => chats.split(',').map(str::to_owned).collect(),
    };
    let shown = wanted.into_iter().filter_map(|pair| {
        let (bot, person) = pair.split_once(':')?;
        let known = telegram.bots.iter().any(|found| found.setup.username == bot);
        let chat = known.then(|| telegram.chat(bot, person.parse().ok()?))??;
        Some((pair.clone(), of_chat(chat)))
    });
    json!({
        "version": telegram.version(),
        "bots": bots.collect::<Vec<_>>(),
        "people": telegram.people().map(|person| telegram.user(person.id)).collect::<Vec<_>>(),
        "chats": shown.collect::<serde_json::Map<_, _>>(),
    })
}

fn of_chat(chat: &Chat) -> Value {
    let message = |message: &Message| {
        json!({
            "id": message.id, "bot": message.from_bot, "at": message.date.timestamp_millis(), "text": message.text,
            "entities": message.entities, "inline": message.inline, "edited": message.edited, "extra": message.extra,
        })
    };
    let first = chat.messages.len().saturating_sub(SHOWN);
    let toast = chat.answers.iter().rev().find(|answer| !answer.text.is_empty());
    json!({
        "messages": chat.messages[first..].iter().map(message).collect::<Vec<_>>(),
        "keyboard": chat.keyboard,
        "toast": toast.map(|answer| json!({ "query": answer.query, "text": answer.text, "alert": answer.alert })),
        "pending": chat.pending.iter().map(|press| json!([press.message, press.data])).collect::<Vec<_>>(),
        "blocked": chat.blocked,
    })
}

/// What a person does on the page.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(crate) enum Act {
    Text { bot: String, person: i64, text: String },
    Press { bot: String, person: i64, message: i64, data: String },
    Contact { bot: String, person: i64 },
    ForeignContact { bot: String, person: i64 },
    Photo { bot: String, person: i64 },
    Sticker { bot: String, person: i64 },
    Block { bot: String, person: i64, blocked: bool },
    Person { first_name: String, language: String },
}

pub(crate) async fn act(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Json(act): Json<Act>,
) -> Response {
    if !is_local(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let now = (shared.clock)();
    let done = {
        let mut telegram = shared.telegram();
        carry_out(&mut telegram, now, act)
    };
    shared.changed.notify_waiters();
    match done {
        Ok(result) => Json(result).into_response(),
        Err(why) => (StatusCode::CONFLICT, why).into_response(),
    }
}

fn carry_out(telegram: &mut Telegram, now: chrono::DateTime<chrono::Utc>, act: Act) -> Result<Value, String> {
    let (bot, person) = match &act {
        Act::Text { bot, person, .. }
        | Act::Press { bot, person, .. }
        | Act::Contact { bot, person }
        | Act::ForeignContact { bot, person }
        | Act::Photo { bot, person }
        | Act::Sticker { bot, person }
        | Act::Block { bot, person, .. } => (bot, *person),
        Act::Person { first_name, language } => return Ok(add_person(telegram, first_name, language)),
    };
    if !telegram.bots.iter().any(|found| found.setup.username == *bot) {
        return Err("there is no such bot".to_owned());
    }
    if !telegram.people.contains_key(&person) {
        return Err("there is no such person".to_owned());
    }
    match act {
        Act::Text { bot, text, .. } if !text.trim().is_empty() => {
            telegram.send_text(now, &bot, person, &text)
        }
        Act::Press { bot, message, data, .. } => {
            telegram.press_data(now, &bot, person, message, &data)?;
        }
        Act::Contact { bot, .. } => telegram.share_contact(now, &bot, person),
        Act::ForeignContact { bot, .. } => telegram.share_foreign_contact(now, &bot, person, "79990000000"),
        Act::Photo { bot, .. } => telegram.send_photo(now, &bot, person),
        Act::Sticker { bot, .. } => telegram.send_sticker(now, &bot, person),
        Act::Block { bot, blocked, .. } => {
            telegram.block(now, &bot, person, blocked);
        }
        Act::Text { .. } | Act::Person { .. } => {}
    }
    Ok(Value::Null)
}

fn add_person(telegram: &mut Telegram, first_name: &str, language: &str) -> Value {
    let id = telegram.people().map(|person| person.id).max().unwrap_or(0) + 1;
    let name: String = first_name.trim().chars().take(40).collect();
    let first_name = if name.is_empty() { format!("#{id}") } else { name };
    let phone = format!("7912555{:04}", id % 10_000);
    telegram.add_person(PersonSetup { id, first_name, language: language.to_owned(), phone });
    json!(id)
}

/// Whether the browser asked this machine by its own name, and no other site sent it: a foreign name that resolves to the loopback
/// address, or a foreign page, is refused.
fn is_local(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    let Some(host) = text(header::HOST) else { return false };
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let own = matches!(name, "127.0.0.1" | "localhost" | "[::1]");
    own && text(header::ORIGIN).is_none_or(|origin| origin == format!("http://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(host: &str, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        is_local(&headers)
    }

    #[test]
    fn the_page_answers_nobody_from_elsewhere() {
        assert!(asked("127.0.0.1:8080", None));
        assert!(asked("localhost:8080", Some("http://localhost:8080")));
        assert!(!asked("evil.example:8080", None));
        assert!(!asked("127.0.0.1:8080", Some("http://evil.example")));
        assert!(!asked("127.0.0.1:8080", Some("http://127.0.0.1:9999")));
        assert!(!asked("127.0.0.1.evil.example", None));
    }
}
