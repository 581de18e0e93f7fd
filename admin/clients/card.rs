//! The live card of a client (A8): what is known of them, what became of their bookings, what the staff notes. Every admin who has it before them sees
//! it change.

use chat::{
    Action, Args, BotName, Button, Card, Failure, Outgoing, Place, Priority, Reaction, Screen, Show, Target,
    Turn,
};
use domain::{ClientId, Right, time};
use store::Tx;
use store::client_history::ClientHistory;
use store::clients::Client;

use super::{gone, known};
use crate::access;
use crate::cx::Cx;
use crate::menu;
use crate::state::State;

/// So much of a note stands on the card: two that a merge put together may be longer than a message.
const NOTE: usize = 1_500;

/// Opens the card of a client below. What stands above it keeps its buttons.
pub(crate) fn open(cx: &Cx<'_>, id: ClientId) -> Result<Reaction<State>, Failure> {
    match known(cx, id)? {
        Some(_) => Ok(Reaction::silence().and(show(cx, id, Place::Below)?)),
        None => Ok(gone(cx)),
    }
}

/// The message of the dialogue becomes the card again; a client who is there no more leads to the menu.
pub(crate) fn instead_of_dialogue(
    cx: &Cx<'_>,
    id: ClientId,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    if known(cx, id)?.is_none() {
        return menu::show(cx, place, Some(cx.say("clients-gone")));
    }
    let former = Some(former(cx, id));
    let (bot, chat, from, to) = (BotName::Admin, cx.chat(), Card::Dialogue, Card::Client(id));
    Ok(Reaction::end().and(Outgoing::Rename { bot, chat, from, to, former }).and(show(cx, id, place)?))
}

/// Shows the card anew to every admin who has it before them, whatever there is to be seen of the client by now.
pub(crate) fn again(turn: Turn<'_, Tx>, id: ClientId) -> Result<Vec<Outgoing>, Failure> {
    let admins = access::admins(turn)?.into_iter();
    admins.map(|admin| show(&Cx::new(turn, admin, None)?, id, Place::IfShown)).collect()
}

/// The card of a record that went into another leads there.
pub(crate) fn merged(turn: Turn<'_, Tx>, gone: ClientId, kept: ClientId) -> Result<Vec<Outgoing>, Failure> {
    let show = |admin| {
        let cx = Cx::new(turn, admin, None)?;
        let args = Args::new().text("gone", gone.to_string()).text("kept", kept.to_string());
        let open = Action::new("clients-card").with(kept.get());
        let rows = vec![vec![cx.button("clients-button-open", open)]];
        Ok(on_card(
            &cx,
            gone,
            Place::IfShown,
            Screen::text(cx.say_with("clients-merged-into", args)).buttons(rows),
        ))
    };
    access::admins(turn)?.into_iter().map(show).collect()
}

fn show(cx: &Cx<'_>, id: ClientId, place: Place) -> Result<Outgoing, Failure> {
    let screen = match known(cx, id)? {
        // A role may have changed since the card was opened.
        Some(client) if cx.may(Right::Clients) => {
            let history = cx.turn.tx.client_history(id, cx.turn.now)?;
            Screen::text(text(cx, &client, &history)).buttons(buttons(cx, &client, &history))
        }
        Some(_) => Screen::text(cx.say("admin-beyond-role")),
        None => Screen::text(cx.say("admin-card-erased")),
    };
    Ok(on_card(cx, id, place, screen))
}

fn on_card(cx: &Cx<'_>, id: ClientId, place: Place, screen: Screen) -> Outgoing {
    Outgoing::Show(Show {
        bot: BotName::Admin,
        chat: cx.chat(),
        card: Card::Client(id),
        place,
        screen,
        former: Some(former(cx, id)),
        target: Some(Target::Entry),
        priority: Priority::Reply,
        expires_at: None,
    })
}

/// What a message says that was the card before.
fn former(cx: &Cx<'_>, id: ClientId) -> String {
    cx.say_with("clients-card-below", Args::new().text("number", id.to_string()))
}

fn buttons(cx: &Cx<'_>, client: &Client, history: &ClientHistory) -> Vec<Vec<Button>> {
    let on = |key: &str, verb| cx.button(key, Action::new(verb).with(client.id.get()));
    let ban = match client.banned_at {
        None => on("clients-button-ban", "clients-ban"),
        Some(_) => on("clients-button-unban", "clients-unban"),
    };
    let count = Args::new().number("count", history.bookings());
    let bookings = Button::new(
        cx.label_with("clients-button-bookings", count),
        Action::new("clients-bookings").with(client.id.get()),
    );
    vec![
        if history.bookings() > 0 { vec![bookings] } else { Vec::new() },
        vec![on("clients-button-note", "clients-note")],
        vec![on("clients-button-name", "clients-name"), on("clients-button-phone", "clients-phone")],
        vec![ban],
        vec![on("clients-button-merge", "clients-merge")],
        vec![cx.button("clients-button-find", Action::new("clients-find"))],
    ]
}

fn text(cx: &Cx<'_>, client: &Client, history: &ClientHistory) -> String {
    let format = cx.format();
    let day = |at| format.date(time::date(format.zone, at), cx.turn.now);
    let mut lines = vec![headline(cx, client), phone(cx, client)];
    if let Some(since) = client.banned_at {
        lines.push(cx.say_with("clients-card-banned", Args::new().text("since", day(since))));
        if let Some(reason) = &client.ban_reason {
            lines.push(
                cx.say_with("clients-card-why", Args::new().text("reason", shortened(reason.as_str()))),
            );
        }
    }
    lines.push(String::new());
    lines.extend(counts(cx, history));
    if let Some(at) = history.last_visit {
        lines.push(cx.say_with("clients-card-last", Args::new().text("day", day(at))));
    }
    lines.push(String::new());
    lines.push(cx.say_with("clients-card-since", Args::new().text("day", day(client.created_at))));
    if let Some(source) = &client.source {
        lines.push(cx.say_with("clients-card-source", Args::new().text("source", source)));
    }
    lines.push(reach(cx, client));
    if let Some(language) = &client.language {
        lines.push(cx.say_with("clients-card-language", Args::new().text("language", language)));
    }
    lines.push(cx.say(if client.consent.is_some() {
        "clients-card-consent"
    } else {
        "clients-card-no-consent"
    }));
    if let Some(note) = &client.note {
        lines.push(String::new());
        lines.push(cx.say_with("clients-card-note", Args::new().text("note", shortened(note.as_str()))));
    }
    lines.join("\n")
}

fn headline(cx: &Cx<'_>, client: &Client) -> String {
    let number = Args::new().text("number", client.id.to_string());
    match &client.name {
        Some(name) => cx.say_with("clients-card", number.text("name", name.as_str())),
        None => cx.say_with("clients-card-nameless", number),
    }
}

/// A locked session shows no phone (A1).
fn phone(cx: &Cx<'_>, client: &Client) -> String {
    let Some(phone) = &client.phone else { return cx.say("clients-card-no-phone") };
    let args = Args::new().text("phone", phone.display());
    match (cx.is_unlocked(), client.phone_verified) {
        (false, _) => cx.say("admin-card-phone-locked"),
        (true, true) => cx.say_with("admin-card-phone", args),
        (true, false) => cx.say_with("admin-card-phone-unverified", args),
    }
}

/// What became of the bookings, as far as there are any of a kind, and what was paid.
fn counts(cx: &Cx<'_>, history: &ClientHistory) -> Vec<String> {
    if history.bookings() == 0 {
        return vec![cx.say("clients-card-nothing-yet")];
    }
    let line =
        |key: &str, count: i64| (count > 0).then(|| cx.say_with(key, Args::new().number("count", count)));
    let mut lines = vec![cx.say_with("clients-card-done", Args::new().number("count", history.done))];
    lines.extend(line("clients-card-upcoming", history.upcoming));
    lines.extend(line("clients-card-unmarked", history.unmarked));
    lines.extend(line("clients-card-cancelled", history.cancelled));
    lines.extend(line("clients-card-no-shows", history.no_shows));
    if !history.paid.is_empty() {
        let sums: Vec<String> = history.paid.iter().map(|sum| cx.format().money(*sum)).collect();
        lines.push(cx.say_with("clients-card-paid", Args::new().text("sum", sums.join(", "))));
    }
    lines
}

fn reach(cx: &Cx<'_>, client: &Client) -> String {
    cx.say(match (client.chat, client.reachable) {
        (None, _) => "clients-card-by-phone",
        (Some(_), true) => "clients-card-reached",
        (Some(_), false) => "clients-card-unreached",
    })
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(NOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
