//! The main menu, prices, contacts, languages. Without a dialogue their buttons are entries and never grow old.

use chat::{Action, Args, Button, Card, Failure, Page, Place, Reaction, Screen};

use domain::Service;

use crate::cx::Cx;
use crate::offer;
use crate::screens::info;
use crate::state::State;

/// So many services on a page of the price list: with the longest names they stay below 4096 characters.
const PRICES: usize = 30;

/// The main menu, with a greeting.
pub(crate) fn greet(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    let business = Args::new().text("business", &cx.turn.policy.business.name);
    let words = match &cx.turn.policy.texts.greeting {
        Some(greeting) => cx.say_with("menu-own", business.text("greeting", greeting)),
        None => cx.say_with("menu", business),
    };
    menu(cx, Place::Below, words)
}

/// The main menu for somebody who has been greeted. It ends any dialogue.
pub(crate) fn show(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    let words = cx.say_with("menu-again", Args::new().text("business", &cx.turn.policy.business.name));
    menu(cx, place, words)
}

fn menu(cx: &Cx<'_>, place: Place, text: String) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let entry = |key: &str, verb| cx.button(key, Action::new(verb));
    let screen = Screen::text(text).buttons(vec![
        vec![entry("button-book", "book")],
        as_last_time(cx)?.into_iter().collect(),
        vec![entry("button-bookings", "bookings"), entry("button-own-data", "own-data")],
        vec![entry("button-prices", "prices"), entry("button-contacts", "contacts")],
        vec![entry("button-about", "about"), entry("button-language", "languages")],
    ]);
    Ok(Reaction::end().and(cx.show(Card::Dialogue, place, screen)))
}

/// "As last time", for who has been here and can have the same again.
fn as_last_time(cx: &Cx<'_>) -> Result<Option<Button>, Failure> {
    let Some(last) = cx.turn.tx.last_kept_of(cx.client.id)? else { return Ok(None) };
    let services = cx.turn.tx.booking_services(last.booking.id)?;
    let performers = offer::performers(cx, &services)?;
    let still = performers.iter().any(|(specialist, _)| specialist.id == last.booking.specialist);
    Ok(still.then(|| {
        let args = Args::new().text("service", &last.service).text("specialist", &last.specialist);
        Button::new(cx.label_with("button-as-last-time", args), Action::new("again"))
    }))
}

/// What a client may want next when something is over.
pub(crate) fn way_on(cx: &Cx<'_>) -> Vec<Vec<Button>> {
    let entry = |key: &str, verb| cx.button(key, Action::new(verb));
    vec![vec![entry("button-book", "book"), entry("button-menu", "menu")]]
}

/// The price list, a page at a time.
pub(crate) fn prices(cx: &Cx<'_>, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let services = cx.turn.tx.services()?;
    let page = Page::of(&services, page, PRICES);
    let lines: Vec<String> = page.items.iter().map(|service| price_line(cx, service)).collect();
    let text = match lines.is_empty() {
        true => cx.say("no-services"),
        false => format!("{}\n\n{}", cx.say("prices"), lines.join("\n")),
    };
    let mut rows = vec![page.arrows(|page| Action::new("prices").with(page))];
    rows.extend(way_on(cx));
    Ok(Reaction::end().and(cx.show(Card::Dialogue, place, Screen::text(text).buttons(rows))))
}

/// What a service costs and how long it takes.
pub(crate) fn price_line(cx: &Cx<'_>, service: &Service) -> String {
    let format = cx.format();
    let args = Args::new().text("service", &service.name).text("price", format.money(service.price));
    cx.say_with("price-line", args.text("duration", format.duration(service.duration)))
}

pub(crate) fn contacts(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
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
    let mut rows = vec![info::on_the_map(cx).into_iter().collect()];
    rows.extend(way_on(cx));
    let screen = Screen::text(lines.join("\n")).buttons(rows);
    Ok(Reaction::end().and(cx.show(Card::Dialogue, place, screen)))
}

/// The languages, from the menu.
pub(crate) fn languages(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let back = vec![cx.button("button-back", Action::new("menu"))];
    Ok(Reaction::end().and(cx.show(Card::Dialogue, place, language_choice(cx, back))))
}

/// The languages, in the middle of a dialogue that goes on afterwards.
pub(crate) fn ask_language(cx: &Cx<'_>, then: State, place: Place) -> Reaction<State> {
    let screen = language_choice(cx, vec![cx.button("button-back", Action::new("back"))]);
    cx.go(State::Language { then: Box::new(then) }, place, screen)
}

fn language_choice(cx: &Cx<'_>, back: Vec<Button>) -> Screen {
    let choice = |number, label: &str| vec![Button::new(label, Action::new("language").with(number))];
    Screen::text(cx.say("languages")).buttons(vec![choice(0, "Русский"), choice(1, "English"), back])
}
