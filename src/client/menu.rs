//! The main menu and what stands behind its other buttons. None of it is a dialogue: its buttons are entries and never grow old.

use chat::{Action, Args, Card, Failure, Lang, Place, Reaction, Screen};
use domain::ServiceId;

use crate::cx::Cx;
use crate::state::State;
use crate::{bookings, choose};

/// A source in a deep link: what Telegram allows there.
const SOURCE_LENGTH: usize = 64;

/// Carries out a command. Every command ends the dialogue and releases its hold (C1).
pub(crate) fn command(cx: &Cx<'_>, name: &str, argument: &str) -> Result<Reaction<State>, Failure> {
    match name {
        "start" => start(cx, argument),
        "bookings" => bookings::show(cx, Place::Below),
        "prices" => prices(cx, Place::Below),
        "contacts" => contacts(cx, Place::Below),
        "language" => languages(cx, Place::Below),
        _ => show(cx, Place::Below),
    }
}

fn start(cx: &Cx<'_>, argument: &str) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    if let Some(service) = argument.strip_prefix("s_").and_then(|number| number.parse::<i64>().ok()) {
        return choose::service_chosen(cx, ServiceId::from(service), Place::Below);
    }
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !argument.is_empty() && argument.len() <= SOURCE_LENGTH && argument.chars().all(good) {
        cx.turn.tx.set_client_source(cx.client.id, argument)?;
    }
    show(cx, Place::Below)
}

/// A press on an entry.
pub(crate) fn pressed(cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers()) {
        ("book", []) => choose::begin(cx, Place::InPlace),
        ("bookings", []) => bookings::show(cx, Place::InPlace),
        ("card", [id]) => bookings::open(cx, (*id).into()),
        ("prices", []) => prices(cx, Place::InPlace),
        ("contacts", []) => contacts(cx, Place::InPlace),
        ("languages", []) => languages(cx, Place::InPlace),
        ("language", [number]) => switch_language(cx, *number),
        _ => show(cx, Place::InPlace),
    }
}

/// The main menu. It ends any dialogue.
pub(crate) fn show(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let text = cx.say_with("menu", Args::new().text("business", &cx.turn.policy.business.name));
    let entry = |key: &str, verb| cx.button(key, Action::new(verb));
    let screen = Screen::text(text).buttons(vec![
        vec![entry("button-book", "book")],
        vec![entry("button-bookings", "bookings")],
        vec![entry("button-prices", "prices"), entry("button-contacts", "contacts")],
        vec![entry("button-language", "languages")],
    ]);
    Ok(Reaction::end().and(cx.show(Card::Dialogue, place, screen)))
}

/// What a client may want next when something is over.
pub(crate) fn way_on(cx: &Cx<'_>) -> Vec<Vec<chat::Button>> {
    let entry = |key: &str, verb| cx.button(key, Action::new(verb));
    vec![vec![entry("button-book", "book"), entry("button-menu", "menu")]]
}

/// The dialogue was called off.
pub(crate) fn cancelled(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    Ok(show(cx, Place::InPlace)?.saying(cx.label("cancelled-toast")))
}

fn prices(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let format = cx.format();
    let line = |service: &domain::Service| {
        let args = Args::new().text("service", &service.name).text("price", format.money(service.price));
        cx.say_with("price-line", args.text("duration", format.duration(service.duration)))
    };
    let lines: Vec<String> = cx.turn.tx.services()?.iter().map(line).collect();
    let text = if lines.is_empty() {
        cx.say("no-services")
    } else {
        format!("{}\n\n{}", cx.say("prices"), lines.join("\n"))
    };
    Ok(page(cx, place, text))
}

fn contacts(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let business = &cx.turn.policy.business;
    let mut lines = vec![cx.say_with("contacts", Args::new().text("business", &business.name))];
    if let Some(address) = &business.address {
        lines.push(cx.say_with("contacts-address", Args::new().text("address", address)));
    }
    if let Some(phone) = &business.phone {
        lines.push(cx.say_with("contacts-phone", Args::new().text("phone", phone)));
    }
    if lines.len() == 1 {
        lines.push(cx.say("contacts-none"));
    }
    Ok(page(cx, place, lines.join("\n")))
}

fn page(cx: &Cx<'_>, place: Place, text: String) -> Reaction<State> {
    let screen = Screen::text(text).buttons(way_on(cx));
    Reaction::end().and(cx.show(Card::Dialogue, place, screen))
}

fn languages(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let choice = |number, label: &str| vec![chat::Button::new(label, Action::new("language").with(number))];
    let screen = Screen::text(cx.say("languages")).buttons(vec![
        choice(0, "Русский"),
        choice(1, "English"),
        vec![cx.button("button-back", Action::new("menu"))],
    ]);
    Ok(Reaction::end().and(cx.show(Card::Dialogue, place, screen)))
}

fn switch_language(cx: &Cx<'_>, number: i64) -> Result<Reaction<State>, Failure> {
    let lang = if number == 0 { Lang::Ru } else { Lang::En };
    cx.turn.tx.set_client_language(cx.client.id, lang.code())?;
    let switched = Cx { turn: cx.turn, chat: cx.chat, client: cx.client.clone(), lang };
    Ok(show(&switched, Place::InPlace)?.saying(switched.label("language-switched")))
}
