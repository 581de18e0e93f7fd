//! An admin books for a client who calls or walks in (A5).

use chat::{Action, Args, Button, Failure, Place, Reaction, Screen, calendar};
use domain::{Actor, BookingId, ClientId, ClientName, Comment, Fact, Money, Phone, Right, Status, Visit};
use store::bookings::NewBooking;

use crate::card;
use crate::cx::{Cx, under};
use crate::flow::{self, Flow};
use crate::picker::chosen::{self, Settled};
use crate::picker::{Guest, Pick, Stage, Task};
use crate::state::State;

pub(crate) const FLOW: Flow = Flow { verbs: &[("new", Right::Book)], act };

/// Begins; a number is the day from which the admin comes.
fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    let day = match action.numbers() {
        [] => None,
        [number] => calendar::day_of(*number),
        _ => return flow::refuse(cx, "press-unknown"),
    };
    let task = Task::Book { guest: Guest::Nobody, price: None, comment: None };
    Pick { day, ..Pick::new(task, Stage::Who { query: None }) }.show(cx, place, None)
}

/// All that was chosen, with the question whether it shall be booked. A soft rule that it breaks is named, and the button says so.
pub(crate) fn look(
    cx: &Cx<'_>,
    pick: &Pick,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Task::Book { guest, price, comment } = &pick.task else { return Ok(Reaction::silence()) };
    let Ok(settled) = chosen::settle(cx, pick)? else {
        return pick.at(Stage::Taken).show(cx, place, headline);
    };
    let mut lines = vec![cx.say("review")];
    let (of_guest, told) = of_guest(cx, guest)?;
    lines.extend(of_guest);
    let own_price = price.zip(settled.visit()).map(|(minor, visit)| Money { minor, ..visit.price });
    lines.extend(chosen::lines(cx, pick, &settled, own_price)?);
    if let Some(comment) = comment {
        lines.push(cx.say_with("comment-line", Args::new().text("comment", comment)));
    }
    lines.push(told);
    lines.extend(chosen::warning(cx, pick, &settled)?);
    let confirm = match settled.permitted.broken.is_empty() {
        true => "button-confirm",
        false => "new-button-all-the-same",
    };
    let rows = vec![
        vec![cx.button(confirm, Action::new("confirm"))],
        vec![
            cx.button("new-button-price", Action::new("price")),
            cx.button("new-button-comment", Action::new("comment")),
        ],
        vec![cx.button("pick-button-other", Action::new("other"))],
        cx.back_and_cancel(),
    ];
    let screen = Screen::text(under(headline, lines.join("\n"))).buttons(rows);
    Ok(chosen::looked_at(pick, &settled).go(cx, place, screen))
}

/// Who it is for and whether they may book by themselves; and whether they hear of it.
fn of_guest(cx: &Cx<'_>, guest: &Guest) -> Result<(Vec<String>, String), Failure> {
    let line = |name: &str, phone: Option<String>| match phone {
        Some(phone) => cx.say_with("review-contact", Args::new().text("name", name).text("phone", phone)),
        None => cx.say_with("admin-card-client", Args::new().text("name", name)),
    };
    let mut lines = Vec::new();
    let is_told = match guest {
        Guest::Nobody => false,
        Guest::New { name, phone } => {
            let phone = phone.as_deref().and_then(Phone::from_e164);
            lines.push(line(name, phone.map(|phone| phone.display())));
            false
        }
        Guest::Known(id) => match cx.turn.tx.client(*id)? {
            Some(client) => {
                let name = client.name.as_ref().map_or("—", |name| name.as_str());
                lines.push(line(name, client.phone.as_ref().map(Phone::display)));
                if client.banned_at.is_some() {
                    lines.push(cx.say("new-banned"));
                }
                client.chat.is_some() && client.reachable
            }
            None => false,
        },
    };
    Ok((lines, cx.say(if is_told { "new-is-told" } else { "new-is-not-told" })))
}

pub(crate) fn pressed(cx: &Cx<'_>, pick: &Pick, action: &Action) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    match action.verb() {
        "confirm" => confirm(cx, pick),
        "price" => pick.at(Stage::Price).show(cx, place, None),
        "comment" => pick.at(Stage::Comment).show(cx, place, None),
        _ => pick.show(cx, place, None),
    }
}

/// Everything is asked once more: what was free, what it costs, which rules it breaks, whether the client is still there.
fn confirm(cx: &Cx<'_>, pick: &Pick) -> Result<Reaction<State>, Failure> {
    let Task::Book { guest, .. } = &pick.task else { return Ok(Reaction::silence()) };
    let Ok(settled) = chosen::settle(cx, pick)? else { return chosen::just_taken(cx, pick) };
    if !chosen::is_as_shown(pick, &settled) {
        return look(cx, pick, Place::InPlace, Some(cx.say("pick-changed")));
    }
    let (Some(client), Some(visit)) = (kept(cx, guest)?, settled.visit()) else {
        let who = pick.at(Stage::Who { query: None });
        return who.show(cx, Place::InPlace, Some(cx.say("pick-client-gone")));
    };
    match book(cx, pick, (client, visit), &settled) {
        Ok(id) => {
            cx.journal("new-booked", Some(id.get()))?;
            Ok(card::instead_of_dialogue(cx, id, Place::InPlace)?.because(Fact::Booked(id)))
        }
        Err(store::Error::Overlap) => chosen::just_taken(cx, pick),
        Err(error) => Err(error.into()),
    }
}

/// The client of the booking: who is new is kept from now on.
fn kept(cx: &Cx<'_>, guest: &Guest) -> Result<Option<ClientId>, Failure> {
    match guest {
        Guest::Nobody => Ok(None),
        Guest::Known(id) => {
            let client = cx.turn.tx.client(*id)?;
            Ok(client.filter(|client| client.erased_at.is_none()).map(|client| client.id))
        }
        Guest::New { name, phone } => match ClientName::parse(name) {
            Ok(name) => {
                let phone = phone.as_deref().and_then(Phone::from_e164);
                Ok(Some(cx.turn.tx.add_client(&name, phone.as_ref(), cx.turn.now)?))
            }
            Err(_) => Ok(None),
        },
    }
}

/// The admin is here, so nobody has to confirm it afterwards (C5).
fn book(
    cx: &Cx<'_>,
    pick: &Pick,
    (client, visit): (ClientId, &Visit),
    settled: &Settled,
) -> store::Result<BookingId> {
    let (own_price, comment) = match &pick.task {
        Task::Book { price, comment, .. } => (*price, comment.as_deref()),
        Task::Move { .. } | Task::Why { .. } => (None, None),
    };
    let comment = comment.and_then(|text| Comment::parse(text).ok().flatten());
    let new = NewBooking {
        client,
        services: &visit.services,
        specialist: visit.specialist,
        anybody: pick.specialist.is_none(),
        slot: &settled.permitted.slot,
        status: Status::Confirmed,
        price: own_price.map_or(visit.price, |minor| Money { minor, ..visit.price }),
        comment: comment.as_ref(),
        decide_by: None,
    };
    cx.turn.tx.book(&new, Actor::Admin(cx.chat()), cx.turn.now)
}

pub(crate) fn ask_price(
    cx: &Cx<'_>,
    pick: &Pick,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let list = match chosen::settle(cx, pick)? {
        Ok(settled) => settled.visit().map(|visit| visit.price),
        Err(_) => None,
    };
    let Some(list) = list else { return pick.at(Stage::Look).show(cx, place, headline) };
    let price = cx.format().money(list);
    let reset = cx.label_with("new-button-list-price", Args::new().text("price", &price));
    let rows = vec![vec![Button::new(reset, Action::new("none"))], cx.back_and_cancel()];
    let text = cx.say_with("new-ask-price", Args::new().text("price", price));
    Ok(pick.go(cx, place, Screen::text(under(headline, text)).buttons(rows)))
}

pub(crate) fn ask_comment(
    cx: &Cx<'_>,
    pick: &Pick,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let rows = vec![vec![cx.button("button-no-comment", Action::new("none"))], cx.back_and_cancel()];
    let text = under(headline, cx.say("new-ask-comment"));
    Ok(pick.go(cx, place, Screen::text(text).buttons(rows)))
}

/// The price of the list, or no comment.
pub(crate) fn detail_pressed(cx: &Cx<'_>, pick: &Pick, action: &Action) -> Result<Reaction<State>, Failure> {
    match (&pick.stage, action.verb()) {
        (Stage::Price, "none") => with(cx, pick, Some(None), None, Place::InPlace),
        (Stage::Comment, "none") => with(cx, pick, None, Some(None), Place::InPlace),
        _ => pick.show(cx, Place::InPlace, None),
    }
}

pub(crate) fn price_written(cx: &Cx<'_>, pick: &Pick, text: &str) -> Result<Reaction<State>, Failure> {
    let currency = match chosen::settle(cx, pick)? {
        Ok(settled) => settled.visit().map(|visit| visit.price.currency),
        Err(_) => None,
    };
    let Some(currency) = currency else { return pick.at(Stage::Look).show(cx, Place::Below, None) };
    match chat::amounts::price(cx.turn.texts, text, currency) {
        Some(price) => with(cx, pick, Some(Some(price.minor)), None, Place::Below),
        None => Ok(cx.hint("new-hint-price")),
    }
}

pub(crate) fn comment_written(cx: &Cx<'_>, pick: &Pick, text: &str) -> Result<Reaction<State>, Failure> {
    match Comment::parse(text) {
        Ok(comment) => {
            let comment = comment.map(|comment| comment.as_str().to_owned());
            with(cx, pick, None, Some(comment), Place::Below)
        }
        Err(_) => Ok(cx.hint("comment-too-long")),
    }
}

/// Back to the look with another price, or another comment.
fn with(
    cx: &Cx<'_>,
    pick: &Pick,
    new_price: Option<Option<i64>>,
    new_comment: Option<Option<String>>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let Task::Book { guest, price, comment } = pick.task.clone() else { return Ok(Reaction::silence()) };
    let task =
        Task::Book { guest, price: new_price.unwrap_or(price), comment: new_comment.unwrap_or(comment) };
    Pick { task, ..pick.at(Stage::Look) }.show(cx, place, None)
}
