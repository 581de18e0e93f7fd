//! What became of the file of the configuration when it was read last, and what of it does not hold because it is set here (A13, P4).

use chat::{Action, Args, Failure, Place, Reaction, Screen, Turn};
use domain::{Fact, Instant, Setting};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::about;
use crate::cx::Cx;
use crate::state::State;

/// The setting that tells what became of the file last.
const LAST: &str = "config.last";
/// So many characters at most are quoted of what a file says.
const LONGEST: usize = 1_000;

/// What became of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Last {
    /// When, in milliseconds since 1970.
    at: i64,
    outcome: Outcome,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Started,
    Taken { taken: Vec<String>, after_restart: Vec<String> },
    Refused { reason: String },
    Mended,
}

/// The service has started, so the file was in order.
pub(crate) fn started(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    keep(turn, Outcome::Started)
}

/// Notes what became of the file, if that is what a fact tells.
pub(super) fn note(turn: Turn<'_, Tx>, fact: &Fact) -> Result<(), Failure> {
    let outcome = match fact {
        Fact::ConfigTaken { taken, after_restart } => {
            Outcome::Taken { taken: taken.clone(), after_restart: after_restart.clone() }
        }
        Fact::ConfigRefused { reason } => Outcome::Refused { reason: shortened(reason) },
        Fact::ConfigMended => Outcome::Mended,
        _ => return Ok(()),
    };
    keep(turn, outcome)
}

fn keep(turn: Turn<'_, Tx>, outcome: Outcome) -> Result<(), Failure> {
    let last = Last { at: turn.now.timestamp_millis(), outcome };
    Ok(turn.tx.set_setting(LAST, &serde_json::to_string(&last)?)?)
}

/// The last result, and what is set here.
pub(super) fn show(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    let stored = cx.turn.tx.setting(LAST)?;
    let last = stored.and_then(|text| serde_json::from_str::<Last>(&text).ok());
    let told = last.map(|last| result(cx, &last));
    let parts = [Some(cx.say("settings-file")), told, set_here(cx)?];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    let back = vec![vec![cx.button("button-back", Action::new("settings"))]];
    Ok(cx.end(place, Screen::text(text).buttons(back)))
}

fn result(cx: &Cx<'_>, last: &Last) -> String {
    let at = Instant::from_timestamp_millis(last.at).unwrap_or(cx.turn.now);
    let args = || Args::new().text("at", cx.format().lasting(at, cx.turn.now));
    match &last.outcome {
        Outcome::Started => cx.say_with("settings-file-started", args()),
        Outcome::Mended => cx.say_with("settings-file-mended", args()),
        Outcome::Refused { reason } => cx.say_with("settings-file-refused", args().text("reason", reason)),
        Outcome::Taken { taken, after_restart } => {
            let told = self::taken(cx, taken, after_restart);
            format!("{}\n\n{told}", cx.say_with("settings-file-taken", args()))
        }
    }
}

/// What is set here and holds instead of the file, and what is set here and does not.
fn set_here(cx: &Cx<'_>) -> Result<Option<String>, Failure> {
    let overrides = cx.turn.tx.overrides()?;
    let in_force = overrides.in_force(cx.turn.file);
    let list = |key: &str, holds: bool| {
        let line = |setting: Setting| {
            let value = overrides.get(setting).filter(|_| in_force.contains(&setting) == holds)?;
            Some(format!("{}: {}", about::name(cx, setting), about::short(cx, value)))
        };
        let lines: Vec<String> = Setting::ALL.into_iter().filter_map(line).collect();
        (!lines.is_empty()).then(|| cx.say_with(key, Args::new().text("list", lines.join("\n"))))
    };
    let parts = [list("settings-file-here", true), list("settings-file-aside", false)];
    let told: Vec<String> = parts.into_iter().flatten().collect();
    Ok((!told.is_empty()).then(|| told.join("\n\n")))
}

/// What the owners hear of a file that was taken: what holds, what does not because it is set in chat, what holds later.
pub(crate) fn taken(cx: &Cx<'_>, taken: &[String], after_restart: &[String]) -> String {
    let in_force = cx.turn.tx.overrides().map(|set| set.in_force(cx.turn.file)).unwrap_or_default();
    // A line begins with the key.
    let is_overridden = |line: &&String| {
        let key = line.split_once(": ").map(|(key, _)| key);
        key.and_then(Setting::from_code).is_some_and(|setting| in_force.contains(&setting))
    };
    let (overridden, holding): (Vec<&String>, Vec<&String>) = taken.iter().partition(is_overridden);
    let list = |key: &str, lines: &[&String]| {
        let lines: Vec<&str> = lines.iter().map(|line| line.as_str()).collect();
        let all = shortened(&lines.join("\n"));
        (!lines.is_empty()).then(|| cx.say_with(key, Args::new().text("changes", all)))
    };
    let later: Vec<&String> = after_restart.iter().collect();
    let parts = [
        list("admin-news-config-taken", &holding),
        list("settings-news-overridden", &overridden),
        list("admin-news-config-restart", &later),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// A message has an end, and a file may hold anything.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
