//! What the page sees, as one JSON object, told whenever something changed.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::chat::{Chat, Message, Pending};
use crate::controls::Controls;
use crate::log::LogEntry;
use crate::server::Shared;
use crate::telegram::Telegram;

/// The page is told of no change for so long at most.
const LONGEST_WAIT: Duration = Duration::from_secs(25);
/// Many changes in a moment are told together.
const MOMENT: Duration = Duration::from_millis(30);
/// The page shows so many messages of a chat.
const SHOWN: usize = 300;
/// The page is told of so many calls at once.
const CALLS: u64 = 200;
/// A press that the bot took but did not answer stops looking like one after so long.
const PATIENCE: TimeDelta = TimeDelta::seconds(10);
/// A bot that says it is typing is believed for so long.
const TYPING: TimeDelta = TimeDelta::seconds(5);

/// Which chats the page shows and what it has seen.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    since: u64,
    /// `bot:person,bot:person`
    #[serde(default)]
    chats: String,
    /// How many calls it has seen; without it the page is told of none.
    calls: Option<u64>,
}

pub(crate) async fn state(State(shared): State<Arc<Shared>>, Query(wanted): Query<Wanted>) -> Response {
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
    Json(view(&shared, &wanted)).into_response()
}

fn view(shared: &Shared, wanted: &Wanted) -> Value {
    let now = (shared.clock)();
    let telegram = shared.telegram();
    let bots: Vec<Value> = (0..telegram.bots.len()).map(|bot| of_bot(shared, &telegram, bot)).collect();
    let chats: Map<String, Value> = wanted
        .chats
        .split(',')
        .filter_map(|pair| Some((pair.to_owned(), of_pair(&telegram, now, pair)?)))
        .collect();
    json!({
        "version": telegram.version(),
        "now": now.timestamp_millis(),
        // Told once: it never changes.
        "about": (wanted.since == 0).then(|| about(&shared.controls)),
        "cut": telegram.faults.is_cut(),
        "restarting": shared.presence().is_restarting(),
        "bots": bots,
        "people": telegram.people().map(|person| telegram.user(person.id)).collect::<Vec<_>>(),
        "chats": chats,
        "calls": wanted.calls.map(|seen| of_calls(&telegram, seen)),
    })
}

fn about(controls: &Controls) -> Value {
    json!({
        "title": controls.title, "captions": controls.captions, "zone": controls.zone, "tour": controls.tour,
        "commands": controls.commands.is_some(),
    })
}

fn of_bot(shared: &Shared, telegram: &Telegram, bot: usize) -> Value {
    let setup = &telegram.bots[bot].setup;
    json!({
        "username": setup.username, "name": setup.name, "hint": setup.hint, "shown": setup.shown,
        "away": shared.presence().is_away(bot),
    })
}

/// A chat by `bot:person`; none before somebody wrote.
fn of_pair(telegram: &Telegram, now: DateTime<Utc>, pair: &str) -> Option<Value> {
    let (username, person) = pair.split_once(':')?;
    let person = person.parse().ok()?;
    let bot = telegram.bots.iter().position(|bot| bot.setup.username == username)?;
    let chat = telegram.chats.get(&(bot, person))?;
    let waiting: Vec<&Value> = telegram.bots[bot].updates.all().collect();
    let mut view = of_chat(chat);
    let fresh = |press: &&Pending| {
        now - press.at < PATIENCE
            || waiting.iter().any(|update| update["callback_query"]["id"] == press.query)
    };
    view["pending"] =
        chat.pending.iter().filter(fresh).map(|press| json!([press.message, press.data])).collect();
    // What the bot has not taken yet.
    let from_here =
        waiting.iter().map(|update| &update["message"]).filter(|message| message["chat"]["id"] == person);
    view["waiting"] = from_here.map(|message| message["message_id"].clone()).collect();
    view["typing"] = json!(chat.busy_since.is_some_and(|since| now - since < TYPING));
    view["commands"] = json!(telegram.commands_for(bot, person));
    Some(view)
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
        "blocked": chat.blocked,
    })
}

/// The calls after the first `seen`, oldest first, and how many there were in all.
fn of_calls(telegram: &Telegram, seen: u64) -> Value {
    let all = telegram.calls_noted();
    let fresh = all.saturating_sub(seen).min(CALLS);
    let mut calls: Vec<Value> =
        telegram.log().rev().zip(0..fresh).map(|(entry, back)| of_call(entry, all - back)).collect();
    calls.reverse();
    json!({ "seen": all, "fresh": calls })
}

fn of_call(entry: &LogEntry, number: u64) -> Value {
    json!({
        "number": number, "at": entry.at.timestamp_millis(), "bot": entry.bot, "method": entry.method,
        "params": entry.params, "status": entry.status, "error": entry.answer["description"],
        "trouble": entry.trouble.as_ref().map(|trouble| format!("{trouble:?}")),
    })
}
