//! The chat page: two chats side by side, for people who have no account, token or network.
//!
//! It can act as anybody in this imitation, so it answers only to a browser that was pointed at this very machine, and never to another
//! site's script.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
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
        {
            let telegram = shared.telegram();
            if telegram.version() != wanted.since {
                return Json(view(&telegram, &wanted.chats)).into_response();
            }
        }
        if tokio::time::timeout_at(deadline, changed).await.is_err() {
            return Json(view(&shared.telegram(), &wanted.chats)).into_response();
        }
    }
}

fn view(telegram: &Telegram, chats: &str) -> Value {
    let bots = telegram.bots.iter().map(|bot| {
        json!({ "username": bot.setup.username, "name": bot.setup.name, "hint": bot.setup.hint, "shown": bot.setup.shown })
    });
    let shown = chats.split(',').filter_map(|pair| {
        let (bot, person) = pair.split_once(':')?;
        let known = telegram.bots.iter().any(|found| found.setup.username == bot);
        let chat = telegram.chat(bot, person.parse().ok()?).filter(|_| known)?;
        Some((pair.to_owned(), of_chat(chat)))
    });
    json!({
        "version": telegram.version(),
        "bots": bots.collect::<Vec<_>>(),
        "people": telegram.people().collect::<Vec<_>>(),
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
    json!({
        "messages": chat.messages.iter().map(message).collect::<Vec<_>>(),
        "keyboard": chat.keyboard, "toasts": chat.toasts.len(), "toast": chat.toasts.last(), "blocked": chat.blocked,
    })
}

/// What a person does on the page.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(crate) enum Act {
    Text { bot: String, person: i64, text: String },
    Press { bot: String, person: i64, message: i64, data: String },
    Contact { bot: String, person: i64 },
    Photo { bot: String, person: i64 },
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
    let bot = match &act {
        Act::Text { bot, .. }
        | Act::Press { bot, .. }
        | Act::Contact { bot, .. }
        | Act::Photo { bot, .. } => bot,
        Act::Person { first_name, language } => return Ok(add_person(telegram, first_name, language)),
    };
    if !telegram.bots.iter().any(|found| found.setup.username == *bot) {
        return Err("there is no such bot".to_owned());
    }
    match act {
        Act::Text { bot, person, text } if !text.trim().is_empty() => {
            telegram.send_text(now, &bot, person, &text)
        }
        Act::Press { bot, person, message, data } => {
            telegram.press_data(now, &bot, person, message, &data)?
        }
        Act::Contact { bot, person } => telegram.share_contact(now, &bot, person),
        Act::Photo { bot, person } => telegram.send_photo(now, &bot, person),
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
