//! Owners hear of what failed for good and was put aside (A12): how much and of what kind, and nothing personal. At once, and then at most once in
//! an hour, not in their quiet hours.

use chat::{Args, BotName, Failure, Priority, Reaction, Turn};
use chrono::{DateTime, TimeDelta};
use domain::{ChatId, Instant, News, Right};
use store::Tx;
use store::jobs::StoredJob;
use store::receipts::DeadLetters;

use crate::access;
use crate::cx::Cx;
use crate::state::State;

/// The kind of the job.
pub(crate) const ALERT: &str = "alert";
/// What goes wrong again and again is told so seldom.
const PAUSE: TimeDelta = TimeDelta::hours(1);

/// Something was put aside: whoever wants to know hears of it.
pub(crate) fn put_aside(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    for admin in access::admins(turn)? {
        let rules = turn.tx.admin_news(admin.chat)?.rules;
        let key = format!("{ALERT}:{}", admin.chat);
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
            kind: ALERT.to_owned(),
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
    let line = |found: &DeadLetters| {
        let args = Args::new().text("bot", &found.bot).text("kind", &found.kind);
        cx.say_with("alert-line", args.number("count", found.count))
    };
    let lines: Vec<String> = kinds.iter().map(line).collect();
    let count = kinds.iter().map(|found| found.count).sum();
    let head = cx.say_with("alert", Args::new().number("count", count));
    let text = format!("{head}\n{}\n{}", lines.join("\n"), cx.say("alert-log"));
    Ok(Reaction::silence().and(cx.once(text, Priority::Notice)))
}

/// The number of the last dead letter that an admin was told of, and when.
fn last(turn: Turn<'_, Tx>, admin: ChatId) -> Result<(i64, Option<Instant>), Failure> {
    let stored = turn.tx.setting(&setting(admin))?.unwrap_or_default();
    let (number, at) = stored.split_once(' ').unwrap_or(("0", ""));
    Ok((number.parse().unwrap_or(0), at.parse().ok().and_then(DateTime::from_timestamp_millis)))
}

fn setting(admin: ChatId) -> String {
    format!("{ALERT}.{admin}")
}
