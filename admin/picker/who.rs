//! For whom: a client who was booked lately or is found by name, phone or number; or somebody new, who may be known by phone alone (A5).

use chat::{Action, Args, Button, Content, Failure, Place, Reaction, Screen};
use domain::person::NAME_LENGTH;
use domain::{ClientId, ClientName, Phone};
use store::clients::Client;

use super::{Guest, Pick, Stage, Task, heading};
use crate::cx::{Cx, under};
use crate::state::State;

/// Clients on one screen.
const LIST: u32 = 6;
/// What of a name stands on a button.
const NAME: usize = 22;

pub(super) fn ask(
    cx: &Cx<'_>,
    pick: &Pick,
    query: Option<&str>,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let mut found = match query {
        Some(query) => find(cx, query)?,
        None => cx.turn.tx.recent_clients(LIST)?,
    };
    let more = found.len() > LIST as usize;
    found.truncate(LIST as usize);
    let mut rows: Vec<Vec<Button>> = found.iter().map(|client| vec![entry(client)]).collect();
    if matches!(pick.task, Task::Book { .. }) {
        rows.push(vec![match query.and_then(|query| ClientName::parse(query).ok()) {
            Some(name) => {
                let args = Args::new().text("name", shortened(name.as_str()));
                Button::new(cx.label_with("pick-button-new-named", args), Action::new("new"))
            }
            None => cx.button("pick-button-new", Action::new("new")),
        }]);
    }
    rows.push(cx.back_and_cancel());
    let mut lines = vec![heading::task(cx, &pick.task, None)];
    lines.push(match query {
        None => cx.say("pick-who"),
        Some(query) if found.is_empty() => cx.say_with("pick-who-none", Args::new().text("query", query)),
        Some(_) if more => cx.say("pick-who-many"),
        Some(_) => cx.say("pick-who-found"),
    });
    let screen = Screen::text(under(headline, lines.join("\n"))).buttons(rows);
    Ok(pick.at(Stage::Who { query: query.map(str::to_owned) }).go(cx, place, screen))
}

/// "Анна Иванова · 45-67": two of the same name are told apart by the end of their phone.
fn entry(client: &Client) -> Button {
    let name = client.name.as_ref().map_or("—", |name| name.as_str());
    let end = match &client.phone {
        Some(phone) => {
            let digits = phone.as_e164();
            format!("…{}", &digits[digits.len() - 4..])
        }
        None => format!("№ {}", client.id),
    };
    Button::new(format!("{} · {end}", shortened(name)), Action::new("client").with(client.id.get()))
}

fn shortened(name: &str) -> String {
    match name.chars().count() <= NAME {
        true => name.to_owned(),
        false => format!("{}…", name.chars().take(NAME - 1).collect::<String>().trim_end()),
    }
}

/// Clients by a part of the name, by phone or by number.
fn find(cx: &Cx<'_>, query: &str) -> Result<Vec<Client>, Failure> {
    Ok(cx.turn.tx.find_clients(query, LIST + 1)?)
}

pub(super) fn pressed(cx: &Cx<'_>, pick: &Pick, action: &Action) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    match (&pick.stage, action.verb(), action.numbers()) {
        (Stage::Who { .. }, "client", [id]) => known(cx, pick, (*id).into(), place),
        (Stage::Who { query }, "new", []) => begin_new(cx, pick, query.as_deref(), place),
        (Stage::Phone { taken, .. }, "client", [id]) if taken.is_some() => {
            known(cx, pick, (*id).into(), place)
        }
        (Stage::Phone { name, taken }, "none", []) => new(cx, pick, name, taken.clone(), place),
        _ => pick.show(cx, place, None),
    }
}

/// Somebody new. What was typed to find them is not asked again.
fn begin_new(
    cx: &Cx<'_>,
    pick: &Pick,
    query: Option<&str>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let name = query.and_then(|query| ClientName::parse(query).ok());
    let phone = query.and_then(|query| Phone::parse(query, &cx.turn.policy.business.region).ok());
    let stage = match name {
        Some(name) => Stage::Phone { name: name.as_str().to_owned(), taken: None },
        None => Stage::Name { phone: phone.map(|phone| phone.as_e164().to_owned()) },
    };
    pick.at(stage).show(cx, place, None)
}

/// A client who is known was chosen. Who was erased meanwhile is nobody's client any more.
fn known(cx: &Cx<'_>, pick: &Pick, id: ClientId, place: Place) -> Result<Reaction<State>, Failure> {
    if cx.turn.tx.client(id)?.is_none_or(|client| client.erased_at.is_some()) {
        return ask(cx, pick, None, place, Some(cx.say("pick-client-gone")));
    }
    match &pick.task {
        Task::Why { .. } => {
            Pick { task: Task::Why { client: Some(id) }, ..pick.at(Stage::Look) }.show(cx, place, None)
        }
        _ => go_on(cx, pick, Guest::Known(id), place),
    }
}

fn new(
    cx: &Cx<'_>,
    pick: &Pick,
    name: &str,
    phone: Option<String>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    go_on(cx, pick, Guest::New { name: name.to_owned(), phone }, place)
}

/// For whom is clear: on to the services, or to the look over what was chosen already.
fn go_on(cx: &Cx<'_>, pick: &Pick, guest: Guest, place: Place) -> Result<Reaction<State>, Failure> {
    let Task::Book { price, comment, .. } = &pick.task else { return pick.show(cx, place, None) };
    let task = Task::Book { guest, price: *price, comment: comment.clone() };
    let stage = match pick.choice {
        Some(_) => Stage::Look,
        None => Stage::Services { several: false, page: 0 },
    };
    Pick { task, ..pick.at(stage) }.show(cx, place, None)
}

/// Words to look for. The only one who is found is meant.
pub(super) fn written(cx: &Cx<'_>, pick: &Pick, text: &str) -> Result<Reaction<State>, Failure> {
    match find(cx, text)?.as_slice() {
        [only] => known(cx, pick, only.id, Place::Below),
        _ => {
            // No name is longer, and a message has an end.
            let query: String = text.chars().take(*NAME_LENGTH.end()).collect();
            ask(cx, pick, Some(&query), Place::Below, None)
        }
    }
}

/// A contact from the phone book, or one's own: its phone is looked for.
pub(super) fn shared(cx: &Cx<'_>, pick: &Pick, phone: &str) -> Result<Reaction<State>, Failure> {
    let region = &cx.turn.policy.business.region;
    let Ok(phone) = Phone::shared(phone).or_else(|_| Phone::parse(phone, region)) else {
        return Ok(cx.hint("phone-wrong"));
    };
    match &pick.stage {
        Stage::Who { .. } => match find(cx, phone.as_e164())?.as_slice() {
            [only] => known(cx, pick, only.id, Place::Below),
            [] if matches!(pick.task, Task::Book { .. }) => {
                let stage = Stage::Name { phone: Some(phone.as_e164().to_owned()) };
                pick.at(stage).show(cx, Place::Below, None)
            }
            _ => ask(cx, pick, Some(phone.as_e164()), Place::Below, None),
        },
        Stage::Phone { name, .. } => phone_told(cx, pick, name, &phone),
        _ => pick.written(cx, &Content::Other),
    }
}

pub(super) fn ask_name(
    cx: &Cx<'_>,
    pick: &Pick,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let text = under(headline, cx.say("pick-name"));
    Ok(pick.go(cx, place, Screen::text(text).buttons(vec![cx.back_and_cancel()])))
}

pub(super) fn name_written(
    cx: &Cx<'_>,
    pick: &Pick,
    phone: Option<&str>,
    text: &str,
) -> Result<Reaction<State>, Failure> {
    let Ok(name) = ClientName::parse(text) else { return Ok(cx.hint("pick-hint-name")) };
    match phone {
        Some(phone) => new(cx, pick, name.as_str(), Some(phone.to_owned()), Place::Below),
        None => {
            let stage = Stage::Phone { name: name.as_str().to_owned(), taken: None };
            pick.at(stage).show(cx, Place::Below, None)
        }
    }
}

/// Asks for the phone; of one that is another client's already, whether they are meant.
pub(super) fn ask_phone(
    cx: &Cx<'_>,
    pick: &Pick,
    (name, taken): (&str, Option<&str>),
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let owners = taken.map(|phone| find(cx, phone)).transpose()?.unwrap_or_default();
    let mut rows: Vec<Vec<Button>> = owners.iter().map(|client| vec![entry(client)]).collect();
    let args = Args::new().text("name", name);
    let text = if owners.is_empty() {
        rows.push(vec![cx.button("pick-button-no-phone", Action::new("none"))]);
        cx.say_with("pick-phone", args)
    } else {
        let label = cx.label_with("pick-button-new-named", Args::new().text("name", shortened(name)));
        rows.push(vec![Button::new(label, Action::new("none"))]);
        cx.say_with("pick-phone-taken", args)
    };
    rows.push(cx.back_and_cancel());
    Ok(pick.go(cx, place, Screen::text(under(headline, text)).buttons(rows)))
}

pub(super) fn phone_written(
    cx: &Cx<'_>,
    pick: &Pick,
    name: &str,
    text: &str,
) -> Result<Reaction<State>, Failure> {
    match Phone::parse(text, &cx.turn.policy.business.region) {
        Ok(phone) => phone_told(cx, pick, name, &phone),
        Err(_) => Ok(cx.hint("phone-wrong")),
    }
}

/// A family may share a phone; whoever has it already is named first.
fn phone_told(cx: &Cx<'_>, pick: &Pick, name: &str, phone: &Phone) -> Result<Reaction<State>, Failure> {
    let phone = phone.as_e164().to_owned();
    match find(cx, &phone)?.is_empty() {
        true => new(cx, pick, name, Some(phone), Place::Below),
        false => {
            let stage = Stage::Phone { name: name.to_owned(), taken: Some(phone) };
            pick.at(stage).show(cx, Place::Below, None)
        }
    }
}
