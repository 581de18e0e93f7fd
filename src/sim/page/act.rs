//! What is done on the page: by the people in it, and by whoever looks at it.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::controls::{Command, Order};
use crate::server::Shared;
use crate::setup::PersonSetup;
use crate::telegram::Telegram;

/// Time is not put ahead by more at once, in hours.
const LONGEST_ADVANCE: u32 = 24 * 31;

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
    Advance { hours: u32 },
    Restart,
    Network { cut: bool },
}

pub(crate) async fn act(State(shared): State<Arc<Shared>>, Json(act): Json<Act>) -> Response {
    let done = match act {
        Act::Advance { hours } => advance(&shared, hours.min(LONGEST_ADVANCE)).await,
        Act::Restart => restart(&shared),
        Act::Network { cut } => {
            network(&shared, cut);
            Ok(Value::Null)
        }
        act => {
            let now = (shared.clock)();
            carry_out(&mut shared.telegram(), now, act)
        }
    };
    shared.changed.notify_waiters();
    match done {
        Ok(result) => Json(result).into_response(),
        Err(why) => (StatusCode::CONFLICT, why).into_response(),
    }
}

/// Asks whoever runs the imitation; the answer comes when it is done.
fn command(shared: &Shared, order: Order) -> Result<oneshot::Receiver<()>, String> {
    let (done, told) = oneshot::channel();
    let commands = shared.controls.commands.as_ref().ok_or("nobody carries this out")?;
    commands.send(Command { order, done }).map_err(|_| "nobody carries this out any more")?;
    Ok(told)
}

async fn advance(shared: &Shared, hours: u32) -> Result<Value, String> {
    let by = Duration::from_secs(u64::from(hours) * 3600);
    let told = command(shared, Order::Advance(by))?;
    told.await.map_err(|_| "the clock was not put ahead")?;
    shared.refresh();
    Ok(Value::Null)
}

/// The page does not wait for it: it sees how the bots go and come.
fn restart(shared: &Arc<Shared>) -> Result<Value, String> {
    if shared.presence().is_restarting() {
        return Err("a restart is on its way".to_owned());
    }
    let told = command(shared, Order::Restart)?;
    shared.presence().stopping();
    shared.refresh();
    let shared = Arc::clone(shared);
    tokio::spawn(async move {
        // Dropped unanswered it did not happen, and the next poll shows that the bots are there.
        let _ = told.await;
        shared.presence().stopped();
        shared.refresh();
    });
    Ok(Value::Null)
}

fn network(shared: &Shared, cut: bool) {
    shared.telegram().faults.cut(cut);
    if cut {
        shared.presence().gone();
    }
    shared.refresh();
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
        Act::Advance { .. } | Act::Restart | Act::Network { .. } => return Ok(Value::Null),
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
        _ => {}
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
