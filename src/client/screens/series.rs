//! A visit that comes back every week: the weeks, the report, the review (C13).

use chat::{Action, Args, Button, Card, Place, Reaction, Screen};
use domain::{Instant, Money, Occupant, Refusal, Visit};
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::screens::{with_headline, zone};
use crate::series::Date;
use crate::state::{Quote, Seen, State};

/// For how many weeks.
pub(crate) fn ask_weeks(
    cx: &Cx<'_>,
    seen: Seen,
    view: &BookingView,
    offered: &[u32],
    place: Place,
) -> Reaction<State> {
    let time = cx.format().lasting(view.booking.visit.start(), cx.turn.now);
    let args = Args::new().text("service", &view.service).text("specialist", &view.specialist);
    let text = cx.say_with("series-weeks", args.text("time", time));
    let label = |weeks: u32| {
        let args = Args::new().number("count", i64::from(weeks));
        Button::new(cx.label_with("button-weeks", args), Action::new("weeks").with(i64::from(weeks)))
    };
    let mut rows: Vec<Vec<Button>> =
        offered.chunks(2).map(|pair| pair.iter().map(|weeks| label(*weeks)).collect()).collect();
    rows.push(cx.back_and_cancel());
    cx.go(State::Repeat(seen), place, Screen::text(text).buttons(rows))
}

/// What becomes of each date, and what can be done about those that cannot be.
pub(crate) fn report(
    cx: &Cx<'_>,
    seen: Seen,
    weeks: u32,
    dates: &[Date],
    place: Place,
    headline: Option<String>,
) -> Reaction<State> {
    let lines: Vec<String> = dates.iter().map(|date| line(cx, date)).collect();
    let all_free = dates.iter().all(|date| date.wanted.outcome.is_ok());
    let some_free = dates.iter().any(|date| date.wanted.outcome.is_ok());
    let has_other = dates.iter().any(|date| date.other.is_some());
    let button = |key, verb| vec![cx.button(key, Action::new(verb))];
    let mut rows = Vec::new();
    if all_free {
        rows.push(button("button-next", "skip"));
    } else {
        if has_other {
            rows.push(button("button-series-others", "others"));
        }
        if some_free {
            rows.push(button("button-series-skip", "skip"));
        }
    }
    rows.push(cx.back_and_cancel());
    let question = match (all_free, some_free || has_other) {
        (true, _) => "series-all-free",
        (false, true) => "series-some-taken",
        (false, false) => "series-nothing-free",
    };
    let text = format!("{}\n\n{}{}", cx.say(question), lines.join("\n"), zone::note(cx));
    let text = with_headline(headline, text);
    cx.go(State::SeriesReport { seen, weeks }, place, Screen::text(text).buttons(rows))
}

fn line(cx: &Cx<'_>, date: &Date) -> String {
    let format = cx.format();
    let refusal = match &date.wanted.outcome {
        Ok(slot) => return format!("✅ {}", format.lasting(slot.visit.start(), cx.turn.now)),
        Err(refusal) => refusal,
    };
    let day = format!("{} {}", format.weekday(date.wanted.date), format.month_day(date.wanted.date));
    let args = Args::new().text("day", day).text("why", cx.say(reason(refusal)));
    match date.other {
        Some(other) => cx.say_with("series-taken-other", args.text("other", format.time(other))),
        None => cx.say_with("series-taken", args),
    }
}

/// The rule in two words.
fn reason(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Taken { by } if by.by == Occupant::Block => "series-closed",
        Refusal::Taken { .. } | Refusal::NoResource { .. } => "series-busy",
        Refusal::Full { .. } => "series-full",
        Refusal::TooFar { .. } => "series-far",
        Refusal::Past { .. } | Refusal::TooSoon { .. } => "series-soon",
        Refusal::NotPerformed
        | Refusal::DayOff { .. }
        | Refusal::Closed { .. }
        | Refusal::EndsTooLate { .. }
        | Refusal::OffStep { .. }
        | Refusal::Skipped => "series-closed",
    }
}

/// The dates that are to be booked, and what they cost together.
pub(crate) fn review(
    cx: &Cx<'_>,
    (seen, weeks): (Seen, u32),
    view: &BookingView,
    visit: &Visit,
    starts: Vec<Instant>,
    headline: Option<String>,
) -> Reaction<State> {
    let format = cx.format();
    let dates: Vec<String> = starts.iter().map(|start| format.lasting(*start, cx.turn.now)).collect();
    let count = i64::try_from(starts.len()).unwrap_or(i64::MAX);
    let total = Money { minor: visit.price.minor.saturating_mul(count), ..visit.price };
    let args = Args::new()
        .text("service", &view.service)
        .text("specialist", &view.specialist)
        .text("dates", dates.join("\n"))
        .text("price", format.money(total))
        .number("count", count);
    let text = format!("{}{}", cx.say_with("series-review", args), zone::note(cx));
    let text = with_headline(headline, text);
    let rows = vec![vec![cx.button("button-confirm", Action::new("confirm"))], cx.back_and_cancel()];
    let quote = Quote::from(visit);
    cx.go(
        State::SeriesReview { seen, weeks, starts, quote },
        Place::InPlace,
        Screen::text(text).buttons(rows),
    )
}

/// A date was taken between the report and the last press.
pub(crate) fn lost(cx: &Cx<'_>, start: Instant) -> String {
    let time = cx.format().lasting(start, cx.turn.now);
    cx.say_with("series-lost", Args::new().text("time", time))
}

/// All dates are booked; each has its card in the client's bookings.
pub(crate) fn booked(cx: &Cx<'_>, starts: &[Instant], is_pending: bool) -> Reaction<State> {
    let dates: Vec<String> = starts.iter().map(|start| cx.format().lasting(*start, cx.turn.now)).collect();
    let args = Args::new().text("dates", dates.join("\n"));
    let words = if is_pending { "series-pending" } else { "series-booked" };
    let rows = vec![vec![
        cx.button("button-bookings", Action::new("bookings")),
        cx.button("button-menu", Action::new("menu")),
    ]];
    let screen = Screen::text(cx.say_with(words, args)).buttons(rows);
    Reaction::end().and(cx.show(Card::Dialogue, Place::InPlace, screen))
}
