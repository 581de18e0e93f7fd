//! A week: each day with its bookings counted, and a way to it (A3).

use chat::{Args, Button, Failure, Place, Reaction, Screen};
use chrono::{Datelike as _, Days, NaiveDate, TimeDelta};
use domain::time;
use store::agenda::{Counts, FreeTime};

use crate::cx::Cx;
use crate::day_list;
use crate::day_picture::Asked;
use crate::shown::{self, Period, Shown, Standing};
use crate::state::State;
use crate::timetable;

/// The week in which a date lies.
pub(crate) fn show(cx: &Cx<'_>, date: NaiveDate, who: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let shown = Shown::read(cx, who, 0);
    let (tx, format) = (cx.turn.tx, cx.format());
    let monday = date - Days::new(u64::from(date.weekday().num_days_from_monday()));
    let days: Vec<NaiveDate> = monday.iter_days().take(7).collect();
    let free = tx.free_time(format.zone, &days, shown.who, cx.turn.now)?;
    let mut rows = Vec::new();
    let mut total = Counts::default();
    for (date, free) in days.iter().zip(&free) {
        let counts = tx.count_bookings(time::day(format.zone, *date), shown.who)?;
        total = Counts { all: total.all + counts.all, pending: total.pending + counts.pending };
        let label = label(cx, *date, counts, *free);
        rows.push(vec![Button::new(label, Period::Day(*date).action(shown))]);
    }
    rows.extend(ways(cx, monday, shown)?);
    rows.push(vec![cx.button("button-back", chat::Action::new("menu"))]);
    let headline = cx.say_with("list-week-of", Args::new().text("dates", timetable::week(&format, monday)));
    let free = free.iter().map(|day| day.free).sum::<TimeDelta>();
    let text = format!("{headline}\n{}\n{}", day_list::summary(cx, total, free), cx.say("list-press-day"));
    Ok(cx.end(place, Screen::text(text).buttons(rows)))
}

/// "• вт 24 — 5 записей, 2 ⏳"; the dot stands at today.
fn label(cx: &Cx<'_>, date: NaiveDate, counts: Counts, free: FreeTime) -> String {
    let format = cx.format();
    let today = if date == time::date(format.zone, cx.turn.now) { "• " } else { "" };
    let what = match counts.all {
        0 if !free.works => cx.label("list-week-off"),
        0 => cx.label("list-week-none"),
        count => cx.label_with("list-count", Args::new().number("count", count)),
    };
    let waiting = if counts.pending > 0 { format!(", {} ⏳", counts.pending) } else { String::new() };
    format!("{today}{} {} — {what}{waiting}", format.weekday(date), date.day())
}

/// The weeks beside it, whose week it is, and its picture: of one specialist, so who is asked first.
fn ways(cx: &Cx<'_>, monday: NaiveDate, shown: Shown) -> Result<Vec<Vec<Button>>, Failure> {
    let week = |monday: NaiveDate| Period::Week(monday).action(Shown { standing: Standing::Kept, ..shown });
    let since = |key: &str, monday: NaiveDate| {
        let date = format!("{:02}.{:02}", monday.day(), monday.month());
        Button::new(cx.label_with(key, Args::new().text("date", date)), week(monday))
    };
    let specialists = cx.turn.tx.specialists()?;
    let only_one = (specialists.len() == 1).then(|| specialists[0].id);
    let picture = match shown.who.or(only_one) {
        Some(who) => Asked::Week(monday, who).action(),
        None => Period::Week(monday).ask_who(shown),
    };
    let mut last = shown::buttons(cx, Period::Week(monday), shown)?;
    last.push(cx.button("list-picture", picture));
    Ok(vec![
        vec![
            since("list-week-before", monday - Days::new(7)),
            since("list-week-after", monday + Days::new(7)),
        ],
        last,
    ])
}
