//! "Why is 15:00 not offered?" (A16): every rule that stands in the way, with its values, and where it can be changed.

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen};
use chrono::TimeDelta;
use domain::policy::MOST_BOOKINGS_IN_A_DAY;
use domain::{BookingId, ClientId, Instant, Offer, Right, Visit};

use crate::card;
use crate::cx::{Cx, under};
use crate::flow::{self, Flow};
use crate::picker::rules::{self, Asked, Door, Rule};
use crate::picker::{Pick, Stage, Task, heading};
use crate::state::State;

/// So many specialists are gone through, where anybody will do.
const MOST_TOLD: usize = 10;

pub(crate) const FLOW: Flow = Flow { verbs: &[("why", Right::Bookings)], act };

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    match action.numbers() {
        [] => {
            let services = Stage::Services { several: false, page: 0 };
            Pick::new(Task::Why { client: None }, services).show(cx, place, None)
        }
        _ => flow::refuse(cx, "press-unknown"),
    }
}

/// What was found: a part for each specialist, and one for the client.
#[derive(Default)]
struct Found {
    /// Under a heading, or under none.
    parts: Vec<(Option<String>, Vec<Rule>)>,
    /// Whether clients are offered it.
    offered: bool,
}

pub(crate) fn answer(
    cx: &Cx<'_>,
    pick: &Pick,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Task::Why { client } = pick.task else { return Ok(Reaction::silence()) };
    let start = pick.choice.as_ref().map(|choice| choice.start);
    let mut found = match (start, pick.offer(cx, start)?) {
        (Some(start), Some(offer)) => by_start(cx, pick, &offer, start)?,
        _ => not_at_all(cx, pick)?,
    };
    if let Some(client) = client {
        let rules = by_client(cx, client)?;
        found.offered &= rules.is_empty();
        if !rules.is_empty() {
            found.parts.push((Some(cx.say("why-client")), rules));
        }
    }
    let mut lines = heading(cx, pick, start)?;
    lines.push(cx.say(match start {
        None => "why-never",
        Some(_) if found.offered => "why-offered",
        Some(_) => "why-not-offered",
    }));
    for (above, rules) in &found.parts {
        lines.extend(above.clone());
        lines.extend(rules.iter().map(rules::line));
    }
    let doors = doors(cx, &found);
    lines.extend(keys(cx, &found));
    let mut rows = doors;
    if cx.may(Right::Clients) && start.is_some() {
        rows.push(vec![cx.button("why-button-client", Action::new("for"))]);
    }
    if start.is_some() {
        rows.push(vec![cx.button("pick-button-other", Action::new("other"))]);
    }
    rows.push(cx.back_and_cancel());
    let screen = Screen::text(under(headline, lines.join("\n"))).buttons(rows);
    Ok(pick.at(Stage::Look).go(cx, place, screen))
}

fn heading(cx: &Cx<'_>, pick: &Pick, start: Option<Instant>) -> Result<Vec<String>, Failure> {
    let mut lines = heading::lines(cx, pick)?;
    if let Some(start) = start {
        let time = cx.format().date_time(start, cx.turn.now);
        lines.push(cx.say_with("pick-when", Args::new().text("time", time)));
    }
    lines.push(String::new());
    Ok(lines)
}

/// The rules that each specialist's start breaks.
fn by_start(cx: &Cx<'_>, pick: &Pick, offer: &Offer, start: Instant) -> Result<Found, Failure> {
    let mut found = Found::default();
    let several = offer.performers.len() > 1;
    for performer in offer.performers.iter().take(MOST_TOLD) {
        let asked = Asked { offer, performer, start, own: pick.task.own() };
        let broken = offer.request(performer).broken(start);
        found.offered |= broken.is_empty();
        let name = Args::new().text("specialist", &performer.specialist.name);
        let above =
            several.then(|| cx.say_with(if broken.is_empty() { "why-is-free" } else { "pick-by" }, name));
        let rules = broken.iter().map(|refusal| rules::rule(cx, asked, refusal));
        found.parts.push((above, rules.collect::<Result<Vec<_>, Failure>>()?));
    }
    Ok(found)
}

/// Whatever the time is: it is switched off, or nobody does it.
fn not_at_all(cx: &Cx<'_>, pick: &Pick) -> Result<Found, Failure> {
    let services = heading::services(cx, pick)?;
    let say = |key: &str, args: Args<'_>| Rule { text: cx.say_with(key, args), door: Door::Catalog };
    let mut rules = Vec::new();
    for service in services.iter().filter(|service| !service.active) {
        rules.push(say("rule-service-off", Args::new().text("service", &service.name)));
    }
    match pick.specialist.map(|id| cx.turn.tx.specialist(id)).transpose()?.flatten() {
        Some(specialist) => {
            if !specialist.active {
                rules.push(say("rule-specialist-off", Args::new().text("specialist", &specialist.name)));
            }
            for service in services.iter().filter(|service| specialist.performs(service.id).is_none()) {
                let args = Args::new().text("specialist", &specialist.name);
                rules.push(say("rule-does-not-perform", args.text("service", &service.name)));
            }
            let visit = Visit::of(&services, &specialist, &cx.turn.policy.booking);
            if rules.is_empty() && visit.is_none() {
                rules.push(say("rule-no-visit", Args::new()));
            }
        }
        None if rules.is_empty() => rules.push(say("rule-nobody", Args::new())),
        None => {}
    }
    Ok(Found { parts: vec![(None, rules)], offered: false })
}

/// What keeps a client from booking, whatever the time is.
fn by_client(cx: &Cx<'_>, id: ClientId) -> Result<Vec<Rule>, Failure> {
    let (tx, now) = (cx.turn.tx, cx.turn.now);
    let Some(client) = tx.client(id)? else { return Ok(Vec::new()) };
    let mut rules = Vec::new();
    if client.banned_at.is_some() {
        let reason = client.ban_reason.as_ref().map(|reason| format!(" ({})", reason.as_str()));
        let text = cx.say_with("rule-banned", Args::new().text("reason", reason.unwrap_or_default()));
        rules.push(Rule { text, door: Door::Clients });
    }
    let most = cx.turn.policy.booking.max_active_per_client;
    let kept = tx.count_kept(id, now)?;
    if kept >= most as usize {
        let count = i64::try_from(kept).unwrap_or(i64::MAX);
        let args = Args::new().number("count", count).number("most", i64::from(most));
        let door = Door::Settings("booking.max_active_per_client");
        rules.push(Rule { text: cx.say_with("rule-too-many", args), door });
    }
    let today = tx.count_booked_since(id, now - TimeDelta::days(1))?;
    if today >= MOST_BOOKINGS_IN_A_DAY {
        let text = cx.say_with("rule-too-many-today", Args::new().number("most", MOST_BOOKINGS_IN_A_DAY));
        rules.push(Rule { text, door: Door::Nowhere });
    }
    Ok(rules)
}

/// Where the rules can be changed, as far as the admin may go there.
fn doors(cx: &Cx<'_>, found: &Found) -> Vec<Vec<Button>> {
    let mut rows: Vec<Vec<Button>> = Vec::new();
    let mut flows: Vec<&'static str> = Vec::new();
    let mut bookings: Vec<BookingId> = Vec::new();
    for rule in found.parts.iter().flat_map(|(_, rules)| rules) {
        match rule.door {
            Door::Booking(id) if !bookings.contains(&id) => {
                bookings.push(id);
                let label = cx.label_with("why-button-booking", Args::new().text("number", id.to_string()));
                rows.push(vec![Button::new(label, Action::new("booking").with(id.get()))]);
            }
            door => flows.extend(room(door).filter(|verb| flow::offers(cx, verb))),
        }
    }
    flows.sort_unstable();
    flows.dedup();
    rows.extend(
        flows.into_iter().map(|verb| vec![cx.button(&format!("admin-room-{verb}"), Action::new(verb))]),
    );
    rows
}

/// The entry of the flow behind a door.
fn room(door: Door) -> Option<&'static str> {
    match door {
        Door::Hours => Some("hours"),
        Door::Catalog => Some("cat"),
        Door::Clients => Some("clients"),
        Door::Settings(_) => Some("settings"),
        Door::Nowhere | Door::Booking(_) => None,
    }
}

/// The keys of the configuration that hold the rules, for who may change them and cannot do it in chat.
fn keys(cx: &Cx<'_>, found: &Found) -> Option<String> {
    let all = found.parts.iter().flat_map(|(_, rules)| rules);
    let mut keys: Vec<&str> = all
        .filter_map(|rule| match rule.door {
            Door::Settings(key) => Some(key),
            _ => None,
        })
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let may = cx.may(Right::Settings) && !flow::offers(cx, "settings") && !keys.is_empty();
    may.then(|| cx.say_with("why-keys", Args::new().text("keys", keys.join(", "))))
}

pub(crate) fn pressed(cx: &Cx<'_>, pick: &Pick, action: &Action) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    match (action.verb(), action.numbers()) {
        ("for", []) if cx.may(Right::Clients) => pick.at(Stage::Who { query: None }).show(cx, place, None),
        // The answer stays above the card.
        ("booking", [id]) => card::open(cx, (*id).into()),
        (verb @ ("hours" | "cat" | "clients" | "settings"), []) if flow::offers(cx, verb) => {
            flow::act(cx, action, place)
        }
        _ => pick.show(cx, place, None),
    }
}
