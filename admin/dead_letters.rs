//! Owners hear of what failed for good and was put aside (A12): how much and of what kind, and nothing personal. At once, and then at most once in
//! an hour, not in their quiet hours.

use std::collections::BTreeMap;

use chat::{Action, Args, BotName, Failure, Reaction, Screen, Turn};
use chrono::{DateTime, TimeDelta};
use domain::{ChatId, Instant, News, Right};
use store::Tx;
use store::jobs::StoredJob;
use store::receipts::DeadLetters;

use crate::access;
use crate::cx::Cx;
use crate::news;
use crate::state::State;

/// The kind of the job.
pub(crate) const JOB: &str = "alert";
/// What goes wrong again and again is told so seldom.
const PAUSE: TimeDelta = TimeDelta::hours(1);

/// Something was put aside: whoever wants to know hears of it.
pub(crate) fn put_aside(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    for admin in access::admins(turn)? {
        let rules = turn.tx.admin_news(admin.chat)?.rules;
        let key = format!("{JOB}:{}", admin.chat);
        let is_told =
            admin.role.may(Right::Settings) && admin.pin_hash.is_some() && rules.wants(News::Alerts);
        if !is_told || turn.tx.has_job(BotName::Admin.code(), &key)? {
            continue;
        }
        let told = last(turn, admin.chat)?.1.map_or(turn.now, |at| at + PAUSE);
        // A wall clock that jumped back makes nobody wait longer.
        let soon = told.clamp(turn.now, turn.now + PAUSE);
        let due_at = rules.held_until(turn.policy.business.zone, soon).unwrap_or(soon);
        turn.tx.schedule(&StoredJob {
            bot: BotName::Admin.code().to_owned(),
            key,
            chat: admin.chat,
            kind: JOB.to_owned(),
            subject: admin.chat.get(),
            due_at,
            within: Some(due_at - turn.now),
        })?;
    }
    Ok(())
}

/// Tells what was put aside since the last time.
pub(crate) fn due(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    let (since, _) = last(cx.turn, cx.chat())?;
    let kinds = cx.turn.tx.dead_letters_since(since)?;
    let Some(newest) = kinds.iter().map(|found| found.last).max().filter(|_| cx.may(Right::Settings)) else {
        return Ok(Reaction::silence());
    };
    let told = format!("{newest} {}", cx.turn.now.timestamp_millis());
    cx.turn.tx.set_setting(&setting(cx.chat()), &told)?;
    let rows = vec![vec![cx.button("button-menu", Action::new("menu"))]];
    Ok(Reaction::silence().and(news::say(cx, Screen::text(words(cx, &kinds)).buttons(rows), None)))
}

/// What failed, how often, and what to do: for people who have no server and no log.
fn words(cx: &Cx<'_>, kinds: &[DeadLetters]) -> String {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for found in kinds {
        *counts.entry(plain(&found.bot, &found.kind)).or_default() += found.count;
    }
    let line = |(what, count): (&&str, &i64)| {
        cx.say_with("dead-letters-line", Args::new().text("what", *what).number("count", *count))
    };
    let lines: Vec<String> = counts.iter().map(line).collect();
    let head = cx.say_with("dead-letters", Args::new().number("count", counts.values().sum()));
    format!("{head}\n{}\n\n{}", lines.join("\n"), cx.say("dead-letters-advice"))
}

/// What a dead letter was to whoever it concerns; the engine's kinds are finer.
pub(crate) fn plain(bot: &str, kind: &str) -> &'static str {
    let is_client = bot == BotName::Client.code();
    match (kind, is_client) {
        ("outgoing", true) => "message-to-client",
        ("outgoing", false) => "message-to-admin",
        ("message" | "press", true) => "action-of-client",
        ("message" | "press", false) => "action-of-admin",
        ("job" | "expired", _) => "task",
        _ => "other",
    }
}

/// The number of the last dead letter that an admin was told of, and when.
fn last(turn: Turn<'_, Tx>, admin: ChatId) -> Result<(i64, Option<Instant>), Failure> {
    let stored = turn.tx.setting(&setting(admin))?.unwrap_or_default();
    let (number, at) = stored.split_once(' ').unwrap_or(("0", ""));
    Ok((number.parse().unwrap_or(0), at.parse().ok().and_then(DateTime::from_timestamp_millis)))
}

fn setting(admin: ChatId) -> String {
    format!("{JOB}.{admin}")
}
