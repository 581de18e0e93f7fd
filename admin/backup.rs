//! A copy of the database in the owner's chat (A15, P10): asked for here, made by a worker, sent encrypted or not at all.

use chat::{
    Action, Args, Attachment, BotName, Failure, Job, NoCopy, Outgoing, Place, Priority, Reaction, Turn, Work,
};
use chrono::TimeDelta;
use domain::{BackupFile, Right};
use store::Tx;

use crate::access;
use crate::cx::Cx;
use crate::flow::{self, Flow};
use crate::notices::is_owner;
use crate::state::State;

/// The kind of the job that asks again if the process dies meanwhile.
pub(crate) const JOB: &str = "backup";
/// The verb of the button.
pub(crate) const VERB: &str = "backup-now";
/// After so long the process that made it is taken for dead.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);
/// So often a copy is begun. One that ends the process each time must not do so for ever.
const TRIES: i64 = 2;
/// A copy that could not be sent for so long gives way to the next one.
const FRESH: TimeDelta = TimeDelta::hours(24);

pub(crate) const FLOW: Flow = Flow { verbs: &[(VERB, Right::Settings)], act };

fn act(cx: &Cx<'_>, action: &Action, _: Place) -> Result<Reaction<State>, Failure> {
    if !action.numbers().is_empty() {
        return flow::refuse(cx, "press-unknown");
    }
    if cx.turn.tx.has_job(BotName::Admin.code(), &key(cx))? {
        return Ok(Reaction::toast(cx.label("backup-wait")));
    }
    cx.journal("backup-copied", None)?;
    Ok(order(cx, 1)?.saying(cx.label("backup-begun")))
}

/// The worker did not answer in time: the process died meanwhile, and the copy is begun again.
pub(crate) fn due(cx: &Cx<'_>, job: &Job) -> Result<Reaction<State>, Failure> {
    match (cx.may(Right::Settings), job.subject < TRIES) {
        (false, _) => Ok(Reaction::silence()),
        (true, true) => order(cx, job.subject + 1),
        (true, false) => Ok(Reaction::silence().and(cx.once(cx.say("backup-stuck"), Priority::Reply))),
    }
}

/// The worker is done. What is encrypted may come into a locked chat, too; who is no owner any more gets nothing.
pub(crate) fn copied(cx: &Cx<'_>, copied: Result<BackupFile, NoCopy>) -> Result<Reaction<State>, Failure> {
    let (tx, bot, key) = (cx.turn.tx, BotName::Admin.code(), key(cx));
    if !tx.has_job(bot, &key)? {
        return Ok(Reaction::silence());
    }
    tx.unschedule(bot, &key)?;
    if !cx.may(Right::Settings) {
        return Ok(Reaction::silence());
    }
    Ok(Reaction::silence().and(match copied {
        Ok(file) => {
            tx.note_sent_backup(&file.name)?;
            send(cx, &file, Priority::Reply)
        }
        Err(NoCopy::NoKey) => cx.once(cx.say("backup-no-key"), Priority::Reply),
        Err(NoCopy::Failed { reason }) => {
            cx.once(cx.say_with("backup-failed", Args::new().text("reason", reason)), Priority::Reply)
        }
    }))
}

/// A new copy is in the folder: each owner who has chosen a PIN is sent it.
pub(crate) fn to_owners(turn: Turn<'_, Tx>, file: &BackupFile) -> Result<Vec<Outgoing>, Failure> {
    let owners =
        access::admins(turn)?.into_iter().filter(|admin| is_owner(admin) && admin.pin_hash.is_some());
    owners.map(|admin| Ok(send(&Cx::new(turn, admin, None)?, file, Priority::Notice))).collect()
}

fn send(cx: &Cx<'_>, file: &BackupFile, priority: Priority) -> Outgoing {
    // The message stays in the chat, where "today" would soon be wrong.
    let taken = cx.format().lasting(file.taken, cx.turn.now);
    let args = Args::new().text("taken", taken).text("name", &file.name).text("size", size(cx, file.bytes));
    let Some(path) = file.spooled.clone() else {
        return cx.once(cx.say_with("backup-too-large", args), priority);
    };
    let caption = cx.say_with("backup-caption", args);
    Outgoing::Attach {
        bot: BotName::Admin,
        chat: cx.chat(),
        attachment: Attachment::File {
            path,
            name: file.name.clone(),
            mime: "application/octet-stream".to_owned(),
            caption,
        },
        priority,
        expires_at: Some(cx.turn.now + FRESH),
    }
}

/// "412 КБ", "12 МБ"
fn size(cx: &Cx<'_>, bytes: u64) -> String {
    let kilobytes = i64::try_from(bytes.div_ceil(1000)).unwrap_or(i64::MAX);
    match kilobytes < 1000 {
        true => cx.label_with("backup-kilobytes", Args::new().number("count", kilobytes)),
        false => cx.label_with("backup-megabytes", Args::new().number("count", (kilobytes + 500) / 1000)),
    }
}

fn order(cx: &Cx<'_>, tries: i64) -> Result<Reaction<State>, Failure> {
    cx.comes_back(key(cx), JOB, tries, PATIENCE)?;
    let (zone, now) = (cx.turn.policy.business.zone, cx.turn.now);
    Ok(Reaction::silence().working(Work::Copy { zone, now }))
}

fn key(cx: &Cx<'_>) -> String {
    format!("{JOB}:{}", cx.chat())
}
