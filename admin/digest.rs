//! What the day will bring, every morning (A12): a job per admin, at a time on the clocks of the business that they choose.
//!
//! A day on which nobody works and nothing is booked has no digest. On a day of work without bookings that very thing is said: it is still time
//! to do something about it.

use chat::{Action, Args, BotName, Failure, Reaction, Screen, Turn, calendar};
use chrono::{NaiveDate, TimeDelta};
use domain::{News, Role, Schedule, Span, time};
use store::Tx;
use store::admins::Admin;
use store::bookings::BookingView;
use store::jobs::StoredJob;
use store::offers::Besides;

use crate::access;
use crate::cx::Cx;
use crate::news;
use crate::state::State;

/// The kind of the job.
pub(crate) const DIGEST: &str = "digest";
/// The kind of the job that plans all of them by other rules, and its key: there is one.
pub(crate) const FOLLOW: &str = "follow-policy";
/// The setting that tells by which zone was planned.
const PLANNED_BY: &str = "digest";
/// Nobody has more bookings on a day.
const MOST: u32 = 1_000;
/// So many lines of free time are told.
const FREE_LINES: usize = 8;
/// A job is never due later than so: the clocks of the longest day, and a wall clock that jumped back.
const WITHIN: TimeDelta = TimeDelta::hours(26);
/// After so long nobody wants to know any more what the day will bring.
const KEEPS: TimeDelta = TimeDelta::hours(4);

/// Plans the digests of all who have none planned; of everybody, if the clocks of the business are others.
pub(crate) fn follow(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    let zone = turn.policy.business.zone.name();
    let is_new = turn.tx.setting(PLANNED_BY)?.as_deref() != Some(zone);
    for admin in access::admins(turn)? {
        if is_new || !turn.tx.has_job(BotName::Admin.code(), &key(&admin))? {
            plan(turn, &admin)?;
        }
    }
    Ok(turn.tx.set_setting(PLANNED_BY, zone)?)
}

/// What was set in chat holds from the next turn on: there it is followed.
pub(crate) fn follow_soon(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    Ok(turn.tx.schedule(&StoredJob {
        bot: BotName::Admin.code().to_owned(),
        key: FOLLOW.to_owned(),
        // It concerns nobody's dialogue.
        chat: 0.into(),
        kind: FOLLOW.to_owned(),
        subject: 0,
        due_at: turn.now,
        within: Some(TimeDelta::zero()),
    })?)
}

/// An admin has chosen another time: the next digest comes then, also if there was one today.
pub(crate) fn again(cx: &Cx<'_>) -> Result<(), Failure> {
    cx.turn.tx.set_digested_on(cx.chat(), None)?;
    plan(cx.turn, &cx.admin)
}

fn plan(turn: Turn<'_, Tx>, admin: &Admin) -> Result<(), Failure> {
    if admin.pin_hash.is_none() || admin.role == Role::Courier {
        return Ok(());
    }
    let rules = turn.tx.admin_news(admin.chat)?.rules;
    Ok(turn.tx.schedule(&StoredJob {
        bot: BotName::Admin.code().to_owned(),
        key: key(admin),
        chat: admin.chat,
        kind: DIGEST.to_owned(),
        subject: admin.chat.get(),
        due_at: rules.next_digest(turn.policy.business.zone, turn.now),
        within: Some(WITHIN),
    })?)
}

fn key(admin: &Admin) -> String {
    format!("{DIGEST}:{}", admin.chat)
}

/// The digest is due: on time, after the service was down, or because the wall clock jumped.
pub(crate) fn due(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    plan(cx.turn, &cx.admin)?;
    let chosen = cx.turn.tx.admin_news(cx.chat())?;
    let zone = cx.turn.policy.business.zone;
    let today = time::date(zone, cx.turn.now);
    let is_wanted = cx.admin.pin_hash.is_some() && chosen.rules.wants(News::Digest);
    if !is_wanted || !chosen.rules.is_digest_time(zone, cx.turn.now) || chosen.digested_on == Some(today) {
        return Ok(Reaction::silence());
    }
    cx.turn.tx.set_digested_on(cx.chat(), Some(today))?;
    Ok(match digest(cx, today)? {
        Some(screen) => Reaction::silence().and(news::say(cx, screen, Some(cx.turn.now + KEEPS))),
        None => Reaction::silence(),
    })
}

/// What the day will bring; nothing if nobody works and nothing is booked.
fn digest(cx: &Cx<'_>, today: NaiveDate) -> Result<Option<Screen>, Failure> {
    let day = time::day(cx.turn.policy.business.zone, today);
    let bookings = cx.turn.tx.bookings_within(day, cx.only(), 0, MOST)?;
    let work = work(cx, today, day)?;
    if bookings.is_empty() && work.is_empty() {
        return Ok(None);
    }
    let format = cx.format();
    let head = Args::new().text("weekday", format.weekday(today)).text("date", format.month_day(today));
    let mut lines = vec![cx.say_with("digest", head), count(cx, &bookings)];
    let waiting = cx.turn.tx.count_waiting(cx.only())?;
    if waiting > 0 {
        lines.push(cx.say_with("digest-waiting", Args::new().number("count", waiting)));
    }
    lines.extend(free(cx, &work));
    let open = Action::new(calendar::DAY).with(calendar::day_number(today));
    let mut rows = vec![vec![cx.button("digest-button-day", open)]];
    if waiting > 0 {
        rows.push(vec![cx.button("digest-button-waiting", Action::new("waiting"))]);
    }
    Ok(Some(Screen::text(lines.join("\n")).buttons(rows)))
}

/// How many bookings there are, from when until when.
fn count(cx: &Cx<'_>, bookings: &[BookingView]) -> String {
    let visits = || bookings.iter().map(|view| view.booking.visit);
    match (visits().map(Span::start).min(), visits().map(Span::end).max()) {
        (Some(first), Some(last)) => {
            let count = i64::try_from(bookings.len()).unwrap_or(i64::MAX);
            let args = Args::new().number("count", count).text("from", cx.format().time(first));
            cx.say_with("digest-bookings", args.text("to", cx.format().time(last)))
        }
        _ => cx.say("digest-nothing"),
    }
}

/// Who works on a day, each with what is free of it and long enough for the shortest service.
fn work(cx: &Cx<'_>, today: NaiveDate, day: Span) -> Result<Vec<(String, Vec<Span>)>, Failure> {
    let (tx, zone) = (cx.turn.tx, cx.turn.policy.business.zone);
    let lengths = tx.services()?.into_iter().map(|service| service.duration).min();
    let shortest = lengths.unwrap_or(TimeDelta::minutes(30));
    let business = tx.business_schedule()?;
    let mut work = Vec::new();
    for specialist in tx.specialists()? {
        if cx.only().is_some_and(|only| only != specialist.id) {
            continue;
        }
        let schedule = Schedule::within(&business, specialist.hours.as_ref(), &specialist.exceptions);
        let openings = schedule.openings(zone, today..=today);
        let within =
            |opening: &Span| Span::new(opening.start().max(day.start()), opening.end().min(day.end()));
        let openings: Vec<Span> = openings.iter().filter_map(within).collect();
        if openings.is_empty() {
            continue;
        }
        let busy = tx.busy(specialist.id, day, Besides::default())?;
        let free = openings.into_iter().flat_map(|opening| busy.free(opening, shortest)).collect();
        work.push((specialist.name, free));
    }
    Ok(work)
}

/// Where there is room left; a line for each specialist.
fn free(cx: &Cx<'_>, work: &[(String, Vec<Span>)]) -> Option<String> {
    let format = cx.format();
    let span = |span: &Span| format!("{}–{}", format.time(span.start()), format.time(span.end()));
    let line = |(name, free): &(String, Vec<Span>)| {
        let spans: Vec<String> = free.iter().map(span).collect();
        (!spans.is_empty()).then(|| match cx.only() {
            Some(_) => spans.join(", "),
            None => format!("{name} {}", spans.join(", ")),
        })
    };
    let lines: Vec<String> = work.iter().filter_map(line).take(FREE_LINES).collect();
    (!lines.is_empty()).then(|| cx.say_with("digest-free", Args::new().text("free", lines.join("\n"))))
}
