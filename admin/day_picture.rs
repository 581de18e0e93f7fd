//! A day or a week as a picture: it is asked for here, drawn by a worker, and sent when the worker is done (A3).

use chat::{
    Action, Args, Attachment, BotName, Failure, Job, Outgoing, Priority, Reaction, Turn, Work, calendar,
};
use chrono::{NaiveDate, TimeDelta};
use domain::{Right, SpecialistId};
use store::Tx;

use crate::cx::Cx;
use crate::flow;
use crate::state::State;
use crate::timetable;

/// The verb of the button.
pub(crate) const VERB: &str = "list-picture";
/// The kind of the job that asks again if the process dies meanwhile.
pub(crate) const JOB: &str = "picture";
/// After so long the process that drew is taken for dead.
const PATIENCE: TimeDelta = TimeDelta::seconds(60);
/// So often a picture is begun. One that ends the process each time must not do so for ever.
const TRIES: i64 = 3;
/// A picture of how things stood so long ago is not sent any more.
const FRESH: TimeDelta = TimeDelta::minutes(10);

/// What is to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A day, of all or of one.
    Day(NaiveDate, Option<SpecialistId>),
    /// The week that begins on a date, of one.
    Week(NaiveDate, SpecialistId),
}

impl Asked {
    /// As a button asks for it.
    pub(crate) fn action(self) -> Action {
        let (week, date, who) = match self {
            Asked::Day(date, who) => (0, date, who.map_or(0, SpecialistId::get)),
            Asked::Week(date, who) => (1, date, who.get()),
        };
        Action::new(VERB).with(week).with(calendar::day_number(date)).with(who)
    }

    /// Reads an [action](Self::action) back; nothing for a forged one.
    pub(crate) fn read(action: &Action) -> Option<Asked> {
        match (action.verb(), action.numbers()) {
            (VERB, [0, date, 0]) => Some(Asked::Day(calendar::day_of(*date)?, None)),
            (VERB, [0, date, who]) => Some(Asked::Day(calendar::day_of(*date)?, Some((*who).into()))),
            (VERB, [1, date, who]) => Some(Asked::Week(calendar::day_of(*date)?, (*who).into())),
            _ => None,
        }
    }

    /// Whether the admin may see it: a locked session shows none, and a specialist sees own bookings alone.
    fn is_theirs(self, cx: &Cx<'_>) -> bool {
        let who = match self {
            Asked::Day(_, who) => who,
            Asked::Week(_, who) => Some(who),
        };
        cx.is_unlocked() && cx.may(Right::Bookings) && (cx.only().is_none() || cx.only() == who)
    }
}

/// Orders a picture, if none is in the making for this chat.
pub(crate) fn pressed(cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
    let Some(asked) = Asked::read(action) else { return flow::refuse(cx, "press-unknown") };
    if !asked.is_theirs(cx) {
        return flow::refuse(cx, "press-foreign");
    }
    if cx.turn.tx.is_scheduled(BotName::Admin.code(), &jobs(cx))? {
        return Ok(Reaction::toast(cx.label("picture-wait")));
    }
    Ok(order(cx, asked, 1)?.saying(cx.label("picture-begun")))
}

/// The worker did not answer in time: the process died meanwhile, and the picture is begun again.
pub(crate) fn due(cx: &Cx<'_>, job: &Job) -> Result<Reaction<State>, Failure> {
    let asked = job.key.strip_prefix(&jobs(cx)).and_then(Action::decode);
    let Some(asked) = asked.as_ref().and_then(Asked::read).filter(|asked| asked.is_theirs(cx)) else {
        return Ok(Reaction::silence());
    };
    match job.subject < TRIES {
        true => order(cx, asked, job.subject + 1),
        false => Ok(Reaction::silence().and(cx.once(cx.say("picture-failed"), Priority::Reply))),
    }
}

/// The worker is done. What nobody waits for any more is dropped: it was sent, or the session has ended.
pub(crate) fn drawn(
    cx: &Cx<'_>,
    asked: &Action,
    pictures: Option<Vec<Vec<u8>>>,
) -> Result<Reaction<State>, Failure> {
    let Some(asked) = Asked::read(asked) else { return Ok(Reaction::silence()) };
    let (tx, bot, key) = (cx.turn.tx, BotName::Admin.code(), key(cx, asked));
    if !tx.has_job(bot, &key)? {
        return Ok(Reaction::silence());
    }
    tx.unschedule(bot, &key)?;
    if !asked.is_theirs(cx) {
        return Ok(Reaction::silence());
    }
    let say = |key: &str| Ok(Reaction::silence().and(cx.once(cx.say(key), Priority::Reply)));
    match pictures {
        Some(pictures) if pictures.is_empty() => say("picture-nobody"),
        Some(pictures) => send(cx, asked, pictures),
        None => say("picture-failed"),
    }
}

/// A client had everything erased. What was drawn before, or is being drawn, may still name them, so it is not sent.
pub(crate) fn forget(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    let bot = BotName::Admin.code();
    turn.tx.unschedule_all(bot, &format!("{JOB}:"))?;
    let picture = Attachment::Picture { bytes: Vec::new(), caption: String::new() };
    Ok(turn.tx.empty_attachments(bot, &serde_json::to_string(&picture)?)?)
}

fn send(cx: &Cx<'_>, asked: Asked, pictures: Vec<Vec<u8>>) -> Result<Reaction<State>, Failure> {
    let title = timetable::title(cx.turn.tx, &cx.format(), asked)?;
    let args = |title: &str| Args::new().text("title", title).text("time", cx.format().time(cx.turn.now));
    let count = pictures.len();
    let mut reaction = Reaction::silence();
    for (number, bytes) in (1..).zip(pictures) {
        let title = if count > 1 { format!("{title} · {number}/{count}") } else { title.clone() };
        reaction = reaction.and(Outgoing::Attach {
            bot: BotName::Admin,
            chat: cx.chat(),
            attachment: Attachment::Picture { bytes, caption: cx.say_with("picture-caption", args(&title)) },
            priority: Priority::Reply,
            expires_at: Some(cx.turn.now + FRESH),
        });
    }
    Ok(reaction)
}

fn order(cx: &Cx<'_>, asked: Asked, tries: i64) -> Result<Reaction<State>, Failure> {
    cx.comes_back(key(cx, asked), JOB, tries, PATIENCE)?;
    let (lang, zone, now) = (cx.lang, cx.turn.policy.business.zone, cx.turn.now);
    Ok(Reaction::silence().working(Work::Draw { asked: asked.action(), lang, zone, now }))
}

/// The job names what was asked for, so that it can be asked for again.
fn key(cx: &Cx<'_>, asked: Asked) -> String {
    format!("{}{}", jobs(cx), asked.action().encode())
}

fn jobs(cx: &Cx<'_>) -> String {
    format!("{JOB}:{}:", cx.chat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_button_asks_for_is_read_back_and_a_forged_one_is_nothing() {
        let date = "2026-11-24".parse().unwrap();
        for asked in [Asked::Day(date, None), Asked::Day(date, Some(7.into())), Asked::Week(date, 7.into())] {
            assert_eq!(Asked::read(&asked.action()), Some(asked));
        }
        for forged in
            ["list-picture", "list-picture.0.1.2", "list-picture.2.20261124.1", "list-picture.0.20261124"]
        {
            assert_eq!(Asked::read(&Action::decode(forged).unwrap()), None, "{forged}");
        }
    }
}
