//! The way to the waitlist, and what a client waits for (C9).

use std::collections::BTreeSet;

use chat::calendar::Month;
use chat::{Action, Args, Button, Card, Failure, Place, Reaction, Screen};
use chrono::NaiveDate;
use domain::{Offer, PartOfDay, ServiceId, SpecialistId, Wanting};
use store::waitlist::WaitlistEntry;

use crate::cx::Cx;
use crate::screens::menu;
use crate::state::State;
use crate::waitlist::{Joining, Step};

/// The question on which a client stands.
pub(crate) fn ask(
    cx: &Cx<'_>,
    joining: Joining,
    offer: &Offer,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let what = what(cx, &joining.wish.services, joining.wish.specialist)?;
    let button = |key, verb| vec![cx.button(key, Action::new(verb))];
    let (mut lines, mut rows) = (vec![what], Vec::new());
    match joining.step {
        Step::Days => {
            lines.push(cx.say("waitlist-ask-days"));
            rows.push(button("button-any-day", "any-day"));
            rows.push(button("button-this-week", "this-week"));
            rows.push(button("button-next-week", "next-week"));
            rows.push(button("button-one-day", "one-day"));
        }
        Step::Date { month } => {
            lines.push(cx.say("waitlist-ask-date"));
            let (first, last) = offer.dates().into_inner();
            let open = working_days(offer);
            let month = Month { shown: month.clamp(first, last), open: &open, bounds: (first, last) };
            rows.extend(month.rows(&cx.format()));
        }
        Step::Part { dates } => {
            lines.push(span(cx, dates));
            lines.push(cx.say("waitlist-ask-part"));
            for (number, part) in (0_i64..).zip(PartOfDay::ALL) {
                rows.push(vec![cx.button(part_key(part), Action::new("part").with(number))]);
            }
        }
        Step::Review { dates, part } => {
            let wanting = Wanting::Days { dates: dates.0..=dates.1, part };
            lines.extend([when(cx, &wanting), String::new()]);
            if !wanting.suiting(offer).is_empty() {
                lines.push(cx.say("waitlist-free-now"));
            }
            let offer = cx.format().count(cx.turn.policy.waitlist_offer);
            lines.push(cx.say_with("waitlist-how", Args::new().text("offer", offer)));
            rows.push(button("button-join-waitlist", "join"));
        }
    }
    rows.push(cx.back_and_cancel());
    Ok(cx.go(State::Waitlist(joining), place, Screen::text(lines.join("\n")).buttons(rows)))
}

/// The dates on which somebody works who would do it: on others nothing can become free.
fn working_days(offer: &Offer) -> BTreeSet<NaiveDate> {
    let (first, last) = offer.dates().into_inner();
    let works = |day: &NaiveDate| {
        let on = |performer: &domain::offer::Performer| {
            performer.schedule.openings(offer.zone, *day..=*day).into_iter().next().is_some()
        };
        offer.performers.iter().any(on)
    };
    first.iter_days().take_while(|day| *day <= last).filter(works).collect()
}

/// What is waited for, and with whom.
pub(crate) fn what(
    cx: &Cx<'_>,
    services: &[ServiceId],
    specialist: Option<SpecialistId>,
) -> Result<String, Failure> {
    let specialist = match specialist {
        Some(id) => cx.turn.tx.specialist(id)?.map(|found| found.name).unwrap_or_default(),
        None => cx.say("waitlist-anybody"),
    };
    let args = Args::new().text("service", names(cx, services)?).text("specialist", specialist);
    Ok(cx.say_with("waitlist-what", args))
}

fn names(cx: &Cx<'_>, services: &[ServiceId]) -> Result<String, Failure> {
    let mut names = Vec::new();
    for id in services {
        names.extend(cx.turn.tx.service(*id)?.map(|service| service.name));
    }
    Ok(names.join(" + "))
}

/// On which days and in which part of them, or before what.
fn when(cx: &Cx<'_>, wanting: &Wanting) -> String {
    match wanting {
        Wanting::Days { dates, part } => {
            format!("{}\n{}", span(cx, (*dates.start(), *dates.end())), cx.say(part_key(*part)))
        }
        Wanting::Earlier { than } => {
            let time = cx.format().lasting(*than, cx.turn.now);
            cx.say_with("waitlist-earlier", Args::new().text("time", time))
        }
    }
}

fn span(cx: &Cx<'_>, (first, last): (NaiveDate, NaiveDate)) -> String {
    let format = cx.format();
    let day = |date| format!("{} {}", format.weekday(date), format.month_day(date));
    match first == last {
        true => cx.say_with("waitlist-day", Args::new().text("day", day(first))),
        false => cx.say_with("waitlist-days", Args::new().text("first", day(first)).text("last", day(last))),
    }
}

fn part_key(part: PartOfDay) -> &'static str {
    match part {
        PartOfDay::Any => "waitlist-part-any",
        PartOfDay::Morning => "waitlist-part-morning",
        PartOfDay::Day => "waitlist-part-day",
        PartOfDay::Evening => "waitlist-part-evening",
    }
}

/// They are on the list.
pub(crate) fn joined(cx: &Cx<'_>, entry: &WaitlistEntry) -> Result<Reaction<State>, Failure> {
    let what = what(cx, &entry.services, entry.specialist)?;
    let lines = [cx.say("waitlist-joined"), String::new(), what, when(cx, &entry.wanting)];
    let rows = vec![list_and_menu(cx)];
    let screen = Screen::text(lines.join("\n")).buttons(rows);
    Ok(Reaction::end().and(cx.show(Card::Dialogue, Place::InPlace, screen)))
}

/// They wait for as much as one client may.
pub(crate) fn enough(cx: &Cx<'_>) -> Reaction<State> {
    let most = i64::try_from(domain::waitlist::MOST_ENTRIES).unwrap_or(i64::MAX);
    let text = cx.say_with("waitlist-enough", Args::new().number("count", most));
    let screen = Screen::text(text).buttons(vec![list_and_menu(cx)]);
    Reaction::end().and(cx.show(Card::Dialogue, Place::InPlace, screen))
}

fn list_and_menu(cx: &Cx<'_>) -> Vec<Button> {
    vec![cx.button("button-waitlist", Action::new("waitlist")), cx.button("button-menu", Action::new("menu"))]
}

/// The row that leads from the client's bookings to what they wait for; empty, if they wait for nothing.
pub(crate) fn way_to(cx: &Cx<'_>) -> Result<Vec<Button>, Failure> {
    Ok(match cx.turn.tx.waiting_of(cx.client.id)?.is_empty() {
        true => Vec::new(),
        false => vec![cx.button("button-waitlist", Action::new("waitlist"))],
    })
}

/// All that the client waits for. It ends a dialogue.
pub(crate) fn show(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let waiting = cx.turn.tx.waiting_of(cx.client.id)?;
    let mut rows = Vec::new();
    for entry in &waiting {
        let label = format!("{} · {}", names(cx, &entry.services)?, shortly(cx, &entry.wanting));
        rows.push(vec![Button::new(label, Action::new("waiting").with(entry.id.get()))]);
    }
    let text = match waiting.is_empty() {
        true => {
            rows.extend(menu::way_on(cx));
            cx.say("waitlist-empty")
        }
        false => {
            let back = cx.button("button-back", Action::new("bookings"));
            rows.push(vec![back, cx.button("button-menu", Action::new("menu"))]);
            cx.say("waitlist")
        }
    };
    Ok(Reaction::end().and(cx.show(Card::Dialogue, place, Screen::text(text).buttons(rows))))
}

/// For a button.
fn shortly(cx: &Cx<'_>, wanting: &Wanting) -> String {
    match wanting {
        Wanting::Days { dates, .. } => {
            let format = cx.format();
            let (first, last) = (format.month_day(*dates.start()), format.month_day(*dates.end()));
            if first == last { first } else { format!("{first} – {last}") }
        }
        Wanting::Earlier { than } => {
            let time = cx.format().lasting(*than, cx.turn.now);
            cx.turn.texts.label(cx.lang, "waitlist-earlier-short", Args::new().text("time", time))
        }
    }
}

/// One of them.
pub(crate) fn entry(cx: &Cx<'_>, entry: &WaitlistEntry) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let text = format!("{}\n{}", what(cx, &entry.services, entry.specialist)?, when(cx, &entry.wanting));
    let rows = vec![
        vec![cx.button("button-stop-waiting", Action::new("stop-waiting").with(entry.id.get()))],
        vec![
            cx.button("button-back", Action::new("waitlist")),
            cx.button("button-menu", Action::new("menu")),
        ],
    ];
    Ok(Reaction::end().and(cx.show(Card::Dialogue, Place::InPlace, Screen::text(text).buttons(rows))))
}
