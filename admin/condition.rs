//! How the service does, for owners (A15): it is looked at outside the turn, and shown when that is done.
//!
//! ```text
//! press ─▶ step Look + job condition:<chat> + Work::Examine ─▶ worker ─▶ Worked::Examined ─▶ the screen, if the owner still waits for it
//! ```

use chat::condition::{BotCondition, Condition, Queue};
use chat::{Action, Args, BotName, Button, Content, Failure, Place, Reaction, Screen, Work};
use chrono::TimeDelta;
use domain::Right;
use serde::{Deserialize, Serialize};

use crate::cx::{Cx, under};
use crate::flow::{self, Flow};
use crate::state::State;
use crate::step::Step;
use crate::{dead_letters, settings};

/// The kind of the job that tells of it when the process dies meanwhile.
pub(crate) const JOB: &str = "condition";
/// After so long the process that looked is taken for dead.
const PATIENCE: TimeDelta = TimeDelta::seconds(30);
/// A backup that is older than this is one too few: it is made every night.
const OLD_BACKUP: u64 = 26 * 3600;
/// A disk with less than a tenth free is nearly full.
const TENTH: u64 = 10;

pub(crate) const FLOW: Flow = Flow { verbs: &[("condition", Right::Settings)], act };

/// An owner waits for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {}

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    match action.numbers() {
        [] => Look {}.show(cx, place, None),
        _ => flow::refuse(cx, "press-unknown"),
    }
}

impl Look {
    /// Orders the look; after a lock in the middle, once more.
    pub(crate) fn show(
        self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        cx.comes_back(job(cx), JOB, cx.chat().get(), PATIENCE)?;
        let rows = vec![vec![cx.button("button-back", Action::new("back"))]];
        let screen = Screen::text(under(headline, cx.say("condition-wait"))).buttons(rows);
        Ok(cx.go(Step::Condition(self), place, screen).working(Work::Examine))
    }

    /// The only button leads back.
    pub(crate) fn pressed(self, cx: &Cx<'_>, _action: &Action) -> Result<Reaction<State>, Failure> {
        settings::show(cx, Place::InPlace, None)
    }

    /// Nothing is asked here.
    pub(crate) fn written(self, cx: &Cx<'_>, _content: &Content) -> Result<Reaction<State>, Failure> {
        self.show(cx, Place::Below, None)
    }
}

/// The worker is done. Who has gone on meanwhile, or was locked out, is shown nothing.
pub(crate) fn examined(
    cx: &Cx<'_>,
    state: Option<State>,
    found: &Condition,
) -> Result<Reaction<State>, Failure> {
    cx.turn.tx.unschedule(BotName::Admin.code(), &job(cx))?;
    match is_awaited(cx, state) {
        true => Ok(shown(cx, words(cx, found))),
        false => Ok(Reaction::silence()),
    }
}

/// The process died meanwhile.
pub(crate) fn due(cx: &Cx<'_>, state: Option<State>) -> Reaction<State> {
    match is_awaited(cx, state) {
        true => shown(cx, cx.say("condition-failed")),
        false => Reaction::silence(),
    }
}

fn is_awaited(cx: &Cx<'_>, state: Option<State>) -> bool {
    let waits = matches!(state, Some(State::Step(Step::Condition(_))));
    waits && cx.is_unlocked() && cx.may(Right::Settings)
}

fn shown(cx: &Cx<'_>, text: String) -> Reaction<State> {
    let row = |button: Button| vec![button];
    let rows = vec![
        row(cx.button("condition-button-again", Action::new("condition"))),
        row(cx.button("button-back", Action::new("settings"))),
    ];
    cx.end(Place::InPlace, Screen::text(text).buttons(rows))
}

fn job(cx: &Cx<'_>) -> String {
    format!("{JOB}:{}", cx.chat())
}

/// What an owner wants to know, the troubles with a sign.
fn words(cx: &Cx<'_>, found: &Condition) -> String {
    let service = [Some(bots(cx, found)), found.queue.as_ref().map(|queue| outbox(cx, queue))];
    let storage = [Some(database(cx, found)), Some(disk(cx, found)), Some(backup(cx, found))];
    let part = |lines: &[Option<String>]| lines.iter().flatten().cloned().collect::<Vec<_>>().join("\n");
    let parts = [part(&service), part(&storage), part(&[failure(cx, found)]), part(&[restart(cx, found)])];
    let told = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    format!("{}\n{told}", head(cx, found, told.contains('⚠')))
}

/// How it does in all: well, well but for what has a sign below, or not.
fn head(cx: &Cx<'_>, found: &Condition, warned: bool) -> String {
    let state = match (found.ready, warned) {
        (true, false) => "well",
        (true, true) => "warned",
        (false, _) => "ill",
    };
    let args = Args::new()
        .text("state", state)
        .text("for", lasting(cx, found.uptime_seconds))
        .text("since", cx.format().lasting(found.started_at, cx.turn.now))
        .text("version", &found.version);
    cx.say_with("condition", args)
}

/// Whether Telegram answers, in one line if it is so for both bots.
fn bots(cx: &Cx<'_>, found: &Condition) -> String {
    let well = |bot: &BotCondition| bot.listens && !bot.failing;
    let line = |which: &str, bot: &BotCondition| {
        let args = Args::new().text("which", which).text("well", if well(bot) { "yes" } else { "no" });
        let line = cx.say_with("condition-telegram", args);
        match bot.last_error.as_ref().filter(|_| !well(bot)) {
            Some(error) => {
                let reason = Args::new().text("reason", &error.reason);
                format!("{line}\n{}", cx.say_with("condition-reason", reason))
            }
            None => line,
        }
    };
    match well(&found.client) == well(&found.admin) {
        true => line("both", &found.client),
        false => format!("{}\n{}", line("client", &found.client), line("admin", &found.admin)),
    }
}

fn outbox(cx: &Cx<'_>, queue: &Queue) -> String {
    let args = Args::new()
        .number("count", number(queue.outbox))
        .text("age", lasting(cx, queue.oldest_seconds.unwrap_or(0)));
    let lines = [
        Some(cx.say_with("condition-queue", args)),
        (queue.jobs_late > 0).then(|| {
            let late = lasting(cx, queue.latest_job_seconds.unwrap_or(0));
            let args = Args::new().number("count", number(queue.jobs_late)).text("late", late);
            cx.say_with("condition-jobs", args)
        }),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn database(cx: &Cx<'_>, found: &Condition) -> String {
    let database = &found.database;
    let args = Args::new()
        .text("size", size(cx, database.bytes.unwrap_or(0)))
        .text("wal", size(cx, database.wal_bytes.unwrap_or(0)));
    let line = cx.say_with("condition-database", args);
    match database.sound {
        Some(false) => format!("{}\n{line}", cx.say("condition-damaged")),
        Some(true) | None => line,
    }
}

fn disk(cx: &Cx<'_>, found: &Condition) -> String {
    let (free, all) = (found.database.disk_free_bytes, found.database.disk_bytes);
    let scarce = free.zip(all).is_some_and(|(free, all)| free < all / TENTH);
    let args = Args::new()
        .text("scarce", if scarce { "yes" } else { "no" })
        .text("free", free.map_or_else(|| "?".to_owned(), |free| size(cx, free)));
    cx.say_with("condition-disk", args)
}

fn backup(cx: &Cx<'_>, found: &Condition) -> String {
    let Some(backup) = &found.backup else { return cx.say("condition-no-backup") };
    let old = if backup.age_seconds > OLD_BACKUP { "yes" } else { "no" };
    let at = cx.format().lasting(backup.at, cx.turn.now);
    cx.say_with("condition-backup", Args::new().text("old", old).text("at", at))
}

fn failure(cx: &Cx<'_>, found: &Condition) -> Option<String> {
    let Some(last) = found.queue.as_ref()?.last_dead_letter.as_ref() else {
        return Some(cx.say("condition-no-failure"));
    };
    let args = Args::new()
        .text("at", cx.format().lasting(last.at, cx.turn.now))
        .text("what", dead_letters::plain(last.bot.code(), &last.kind));
    Some(cx.say_with("condition-failure", args))
}

fn restart(cx: &Cx<'_>, found: &Condition) -> Option<String> {
    let changes = &found.configuration.needs_restart;
    let list = settings::file::shortened(&changes.join("\n"));
    (!changes.is_empty()).then(|| cx.say_with("condition-restart", Args::new().text("changes", list)))
}

/// "3 дня", "5 часов", "12 минут": whole ones of the largest unit that fits.
fn lasting(cx: &Cx<'_>, seconds: u64) -> String {
    let minutes = i64::try_from(seconds / 60).unwrap_or(i64::MAX / 60_000);
    let whole = match minutes {
        0 => return cx.say("condition-moment"),
        1..60 => minutes,
        60..2880 => minutes / 60 * 60,
        _ => minutes / 1440 * 1440,
    };
    cx.format().count(TimeDelta::minutes(whole))
}

/// "4,2 МБ"
fn size(cx: &Cx<'_>, bytes: u64) -> String {
    let (unit, of) = match bytes {
        0..1_000_000 => ("kb", 1_000),
        1_000_000..1_000_000_000 => ("mb", 1_000_000),
        _ => ("gb", 1_000_000_000),
    };
    let tenths = bytes / (of / 10);
    // A kilobyte has no tenths worth telling.
    let tenth = if unit == "kb" { 0 } else { tenths % 10 };
    let args = Args::new().text("unit", unit).text("whole", (tenths / 10).to_string());
    cx.label_with("condition-size", args.number("tenth", number(tenth)))
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
