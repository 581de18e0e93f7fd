//! Owners hear that the service needs somebody to look after it, once per cause, and once that it is over (A12): with or without a PIN, so there
//! is nothing personal in it. What loses data comes at once, whatever they chose; the rest waits for the end of their quiet hours.

use chat::{Args, BotName, Failure, Job, Lang, Outgoing, Priority, Reaction, Texts, Turn};
use chrono::TimeDelta;

use domain::{Alarm, ChatId, Instant, News, Policy};
use store::Tx;
use store::admins::{Admin, Origin};
use store::jobs::StoredJob;

use crate::access;
use crate::cx::Cx;
use crate::notices::is_owner;
use crate::state::State;

/// The kind of the job that tells what stands when the quiet hours are over.
pub(crate) const JOB: &str = "alarm";
/// The kind of the job that tells what is over by then.
pub(crate) const OVER: &str = "alarm-over";

/// Something is wrong with the service. What stands already was told.
pub(crate) fn raised(turn: Turn<'_, Tx>, alarm: Alarm, value: i64) -> Result<Vec<Outgoing>, Failure> {
    if !turn.tx.raise_alarm(alarm, value, turn.now)? {
        return Ok(Vec::new());
    }
    let mut outgoing = Vec::new();
    for owner in owners_who_want(turn, alarm)? {
        let over = over_key(owner.chat, alarm);
        if turn.tx.has_job(BotName::Admin.code(), &over)? {
            // It is back before they heard that it was over.
            turn.tx.unschedule(BotName::Admin.code(), &over)?;
            turn.tx.tell_alarm(alarm, owner.chat)?;
            continue;
        }
        match held_until(turn, owner.chat, alarm)? {
            Some(until) => later(turn, owner.chat, format!("{JOB}:{}", owner.chat), JOB, until)?,
            None => outgoing.push(tell(&Cx::new(turn, owner, None)?, alarm, value)?),
        }
    }
    Ok(outgoing)
}

/// It is over. Who was told of it hears that, too.
pub(crate) fn cleared(turn: Turn<'_, Tx>, alarm: Alarm) -> Result<Vec<Outgoing>, Failure> {
    let mut outgoing = Vec::new();
    for owner in owners_who_want(turn, alarm)? {
        // That nothing could be written down was told without the database, so it does not know whom.
        if alarm != Alarm::Stuck && !turn.tx.knows_alarm(alarm, owner.chat)? {
            continue;
        }
        match held_until(turn, owner.chat, alarm)? {
            Some(until) => later(turn, owner.chat, over_key(owner.chat, alarm), OVER, until)?,
            None => outgoing.push(all_clear(&Cx::new(turn, owner, None)?, alarm)),
        }
    }
    turn.tx.clear_alarm(alarm)?;
    Ok(outgoing)
}

/// The quiet hours are over: what stands and was not told yet is told now.
pub(crate) fn due(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    let mut reaction = Reaction::silence();
    for (alarm, value) in cx.turn.tx.alarms()? {
        let wanted = is_owner(&cx.admin) && wants(cx.turn, cx.chat(), alarm)?;
        if wanted && !cx.turn.tx.knows_alarm(alarm, cx.chat())? {
            reaction = reaction.and(tell(cx, alarm, value)?);
        }
    }
    Ok(reaction)
}

/// The quiet hours are over: what was over by then is told.
pub(crate) fn over(cx: &Cx<'_>, job: &Job) -> Reaction<State> {
    let alarm = job.key.rsplit(':').next().and_then(Alarm::from_code);
    match alarm.filter(|_| is_owner(&cx.admin)) {
        Some(alarm) => Reaction::silence().and(all_clear(cx, alarm)),
        None => Reaction::silence(),
    }
}

/// What is said of an alarm, also where no database can be asked.
pub fn alarm_words(texts: &Texts, lang: Lang, alarm: Alarm, value: i64) -> String {
    let (hours, minutes) = (value.abs() / 60, value.abs() % 60);
    let args = Args::new()
        .number("value", value)
        .number("gigabytes", value / 1000)
        .number("hours", hours)
        .number("minutes", minutes)
        .text("way", if value < 0 { "back" } else { "ahead" });
    texts.say(lang, &format!("alarm-{}", alarm.code()), args)
}

/// Whom to tell where the database cannot be written to: the owners, each in their language.
///
/// # Errors
/// It cannot be read either.
pub fn owners(tx: &Tx, policy: &Policy) -> store::Result<Vec<(ChatId, Lang)>> {
    let is_named = |chat: ChatId| policy.admin.ids.contains(&chat);
    let fallback = Lang::from(policy.business.locale);
    let mut owners: Vec<(ChatId, Lang)> = Vec::new();
    for admin in tx.admins()?.into_iter().filter(is_owner) {
        if admin.origin != Origin::Config || is_named(admin.chat) {
            let lang = admin.language.as_deref().and_then(Lang::from_code).unwrap_or(fallback);
            owners.push((admin.chat, lang));
        }
    }
    Ok(owners)
}

fn tell(cx: &Cx<'_>, alarm: Alarm, value: i64) -> Result<Outgoing, Failure> {
    cx.turn.tx.tell_alarm(alarm, cx.chat())?;
    Ok(cx.once(alarm_words(cx.turn.texts, cx.lang, alarm, value), Priority::Notice))
}

fn all_clear(cx: &Cx<'_>, alarm: Alarm) -> Outgoing {
    cx.once(cx.say(&format!("alarm-{}-over", alarm.code())), Priority::Notice)
}

fn owners_who_want(turn: Turn<'_, Tx>, alarm: Alarm) -> Result<Vec<Admin>, Failure> {
    let mut found = Vec::new();
    for admin in access::admins(turn)?.into_iter().filter(is_owner) {
        if wants(turn, admin.chat, alarm)? {
            found.push(admin);
        }
    }
    Ok(found)
}

fn wants(turn: Turn<'_, Tx>, admin: ChatId, alarm: Alarm) -> Result<bool, Failure> {
    Ok(alarm.loses_data() || turn.tx.admin_news(admin)?.rules.wants(News::Alerts))
}

fn held_until(turn: Turn<'_, Tx>, admin: ChatId, alarm: Alarm) -> Result<Option<Instant>, Failure> {
    if alarm.loses_data() {
        return Ok(None);
    }
    let rules = turn.tx.admin_news(admin)?.rules;
    Ok(rules.held_until(turn.policy.business.zone, turn.now).filter(|until| *until > turn.now))
}

fn over_key(admin: ChatId, alarm: Alarm) -> String {
    format!("{OVER}:{admin}:{}", alarm.code())
}

fn later(turn: Turn<'_, Tx>, admin: ChatId, key: String, kind: &str, due_at: Instant) -> Result<(), Failure> {
    turn.tx.schedule(&StoredJob {
        bot: BotName::Admin.code().to_owned(),
        key,
        chat: admin,
        kind: kind.to_owned(),
        subject: admin.get(),
        due_at,
        within: Some((due_at - turn.now).max(TimeDelta::zero())),
    })?;
    Ok(())
}
