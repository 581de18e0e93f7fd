//! Hours as people read them.

use chat::{Args, Failure};
use chrono::{Days, NaiveDate};
use domain::hours::WEEK;
use domain::{DateHours, Instant, Schedule, Span, SpecialistId, WeeklyHours, time};
use store::blocks::{Block, Blocked};

use crate::cx::Cx;

/// The name of a specialist, or the word for everybody.
pub(crate) fn whose(cx: &Cx<'_>, of: Option<SpecialistId>) -> Result<String, Failure> {
    let Some(id) = of else { return Ok(cx.label("hours-everybody-name")) };
    Ok(cx.turn.tx.specialist(id)?.map_or_else(|| format!("№ {id}"), |found| found.name))
}

/// The hours of a week that hold for a specialist, or for the business.
pub(crate) fn week_of(cx: &Cx<'_>, of: Option<SpecialistId>) -> Result<WeeklyHours, Failure> {
    Ok(schedule(cx, of)?.hours)
}

/// All that says when a specialist works, or the business.
pub(crate) fn schedule(cx: &Cx<'_>, of: Option<SpecialistId>) -> Result<Schedule, Failure> {
    let business = cx.turn.tx.business_schedule()?;
    let specialist = of.map(|id| cx.turn.tx.specialist(id)).transpose()?.flatten();
    Ok(match specialist {
        Some(found) => Schedule::within(&business, found.hours.as_ref(), &found.exceptions),
        None => business,
    })
}

/// "10:00–14:00, 15:00–20:00"; a night says so.
pub(crate) fn hours(cx: &Cx<'_>, hours: &DateHours) -> String {
    if hours.is_empty() {
        return cx.label("hours-off");
    }
    let text = hours.to_string();
    let spans = text.split(", ").map(|span| {
        let shown = span.replace('-', "–");
        match span.split_once('-') {
            // "20:00-02:00": it closes on the next day.
            Some((from, to)) if to <= from => cx.label_with("hours-night", Args::new().text("span", shown)),
            _ => shown,
        }
    });
    spans.collect::<Vec<_>>().join(", ")
}

/// The hours that begin on a date.
pub(crate) fn on(cx: &Cx<'_>, of: Option<SpecialistId>, date: NaiveDate) -> Result<String, Failure> {
    Ok(hours(cx, schedule(cx, of)?.on(date)))
}

/// "По расписанию: 10:00–14:00.", on a line of its own; nothing of the business, whose hours are not everybody's.
pub(crate) fn by_schedule(cx: &Cx<'_>, of: Option<SpecialistId>, date: NaiveDate) -> Result<String, Failure> {
    let Some(_) = of else { return Ok(String::new()) };
    let was = Args::new().text("was", on(cx, of, date)?);
    Ok(format!("{}\n", cx.label_with("hours-by-schedule", was)))
}

/// A line for each day.
pub(crate) fn table(cx: &Cx<'_>, week: &WeeklyHours) -> String {
    let line = |(day, date): (usize, NaiveDate)| {
        format!("{} · {}", cx.format().weekday_tiny(date), hours(cx, week.on(WEEK[day])))
    };
    (0..7).zip(a_week()).map(line).collect::<Vec<_>>().join("\n")
}

/// A line for each run of days with the same hours.
pub(crate) fn short(cx: &Cx<'_>, week: &WeeklyHours) -> String {
    let days: Vec<NaiveDate> = a_week().collect();
    let mut lines = Vec::new();
    let mut first = 0;
    while first < 7 {
        let same = (first..7).take_while(|day| week.on(WEEK[*day]) == week.on(WEEK[first])).count();
        let name = |day: usize| cx.format().weekday_tiny(days[day]);
        let named = match same {
            1 => name(first),
            _ => format!("{}–{}", name(first), name(first + same - 1)),
        };
        lines.push(format!("{named} · {}", hours(cx, week.on(WEEK[first]))));
        first += same;
    }
    lines.join("\n")
}

/// "вт 24 ноября" or "вт 24 ноября — пн 30 ноября".
pub(crate) fn dates(cx: &Cx<'_>, from: NaiveDate, to: NaiveDate) -> String {
    let named = |date: NaiveDate| {
        let date = time::first_at_or_after(cx.format().zone, date.and_time(chrono::NaiveTime::MIN));
        day_of(cx, date)
    };
    if from == to { named(from) } else { format!("{} — {}", named(from), named(to)) }
}

/// "вт 24 ноября, 12:00–14:00"
pub(crate) fn span(cx: &Cx<'_>, from: Instant, to: Instant) -> String {
    let format = cx.format();
    let same_day = time::date(format.zone, from) == time::date(format.zone, to);
    match same_day {
        true => format!("{}–{}", format.lasting(from, cx.turn.now), format.time(to)),
        false => format!("{} – {}", format.lasting(from, cx.turn.now), format.lasting(to, cx.turn.now)),
    }
}

/// The blocked time that has not passed yet, by its end; that of resources is not ours.
pub(crate) fn blocks(cx: &Cx<'_>) -> Result<Vec<Block>, Failure> {
    let now = cx.turn.now;
    let within = Span::new(now, now + chrono::TimeDelta::days(366 * 3));
    let all = within.map(|within| cx.turn.tx.blocks(within)).transpose()?.unwrap_or_default();
    Ok(all.into_iter().filter(|block| !matches!(block.of, Blocked::Resource(_))).collect())
}

/// Whether blocked time is that of a specialist, or of everybody.
pub(crate) fn is_of(block: &Block, of: Option<SpecialistId>) -> bool {
    match block.of {
        Blocked::Business => of.is_none(),
        Blocked::Specialist(id) => of == Some(id),
        Blocked::Resource(_) => false,
    }
}

/// The dates of any week, from Monday on.
pub(crate) fn a_week() -> impl Iterator<Item = NaiveDate> {
    let monday = NaiveDate::from_isoywd_opt(2024, 1, chrono::Weekday::Mon);
    let monday = monday.unwrap_or(NaiveDate::MIN + Days::new(1));
    monday.iter_days().take(7)
}

fn day_of(cx: &Cx<'_>, at: Instant) -> String {
    let date = cx.format().lasting(at, cx.turn.now);
    date.rsplit_once(',').map_or(date.clone(), |(date, _)| date.to_owned())
}
