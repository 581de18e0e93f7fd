//! What clients are told of the business and of who works there (C11). Their buttons are entries and never grow old.

use chat::{Action, Args, Button, Card, Failure, Page, Place, Reaction, Screen};
use domain::{Service, Specialist};

use crate::cx::Cx;
use crate::screens::menu;
use crate::state::State;

/// Names or questions on one screen: with the other buttons they stay in sight.
const LIST: usize = 6;
/// So many services are told of one specialist: with the longest names they stay below 4096 characters.
const TOLD: usize = 30;

/// What there is to know.
pub(crate) fn about(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    let business = &cx.turn.policy.business;
    let mut rows = Vec::new();
    if !cx.turn.tx.specialists()?.is_empty() {
        rows.push(vec![cx.button("button-specialists", Action::new("specialists").with(0))]);
    }
    if !business.questions.is_empty() {
        rows.push(vec![cx.button("button-questions", Action::new("questions").with(0))]);
    }
    let contacts = cx.button("button-contacts", Action::new("contacts"));
    rows.push([contacts].into_iter().chain(on_the_map(cx)).collect());
    rows.extend(menu::way_on(cx));
    let text = cx.say_with("about", Args::new().text("business", &business.name));
    Ok(shown(cx, Place::InPlace, text, rows))
}

/// The button that sends the place, if it is known.
pub(crate) fn on_the_map(cx: &Cx<'_>) -> Option<Button> {
    cx.turn.policy.business.location.map(|_| cx.button("button-map", Action::new("map")))
}

/// Who works here, a page at a time.
pub(crate) fn specialists(cx: &Cx<'_>, all: &[Specialist], page: i64) -> Reaction<State> {
    let page = Page::of(all, page, LIST);
    let named = |found: &Specialist| {
        vec![Button::new(&found.name, Action::new("about-specialist").with(found.id.get()))]
    };
    let mut rows: Vec<Vec<Button>> = page.items.iter().map(named).collect();
    rows.push(page.arrows(|page| Action::new("specialists").with(page)));
    rows.push(back_and_menu(cx, Action::new("about")));
    shown(cx, Place::InPlace, cx.say("specialists"), rows)
}

/// One of them, and what they do.
pub(crate) fn specialist(
    cx: &Cx<'_>,
    specialist: &Specialist,
    performed: &[Service],
    place: Place,
) -> Reaction<State> {
    let name = Args::new().text("specialist", &specialist.name);
    let lines: Vec<String> =
        performed.iter().take(TOLD).map(|service| menu::price_line(cx, service)).collect();
    let told = if lines.is_empty() { cx.say("specialist-nothing") } else { lines.join("\n") };
    let mut rows = Vec::new();
    if !performed.is_empty() {
        let label = cx.label_with("button-book-with", Args::new().text("specialist", &specialist.name));
        rows.push(vec![Button::new(label, Action::new("book-with").with(specialist.id.get()))]);
    }
    rows.push(back_and_menu(cx, Action::new("specialists").with(0)));
    shown(cx, place, format!("{}\n\n{told}", cx.say_with("specialist", name)), rows)
}

/// What can be booked with one of them, a page at a time.
pub(crate) fn services_of(
    cx: &Cx<'_>,
    specialist: &Specialist,
    performed: &[Service],
    page: i64,
) -> Reaction<State> {
    let id = specialist.id.get();
    let page = Page::of(performed, page, LIST);
    let priced = |service: &Service| {
        let label = format!("{} · {}", service.name, cx.format().money(service.price));
        vec![Button::new(label, Action::new("book-with-for").with(id).with(service.id.get()))]
    };
    let mut rows: Vec<Vec<Button>> = page.items.iter().map(priced).collect();
    rows.push(page.arrows(|page| Action::new("book-with").with(id).with(page)));
    rows.push(back_and_menu(cx, Action::new("about-specialist").with(id).with(0)));
    let text = cx.say_with("book-with", Args::new().text("specialist", &specialist.name));
    shown(cx, Place::InPlace, text, rows)
}

/// What others have asked, a page at a time.
pub(crate) fn questions(cx: &Cx<'_>, page: i64) -> Reaction<State> {
    let all = &cx.turn.policy.business.questions;
    let page = Page::of(all, page, LIST);
    let first = i64::try_from(LIST).unwrap_or(0) * page.number;
    let mut rows: Vec<Vec<Button>> = (first..)
        .zip(page.items)
        .map(|(number, found)| vec![Button::new(&found.question, Action::new("answer").with(number))])
        .collect();
    rows.push(page.arrows(|page| Action::new("questions").with(page)));
    rows.push(back_and_menu(cx, Action::new("about")));
    shown(cx, Place::InPlace, cx.say("questions"), rows)
}

/// The answer to one; the questions, if it is asked no more.
pub(crate) fn answer(cx: &Cx<'_>, number: i64) -> Reaction<State> {
    let all = &cx.turn.policy.business.questions;
    let Some((index, found)) =
        usize::try_from(number).ok().and_then(|index| all.get(index).map(|found| (index, found)))
    else {
        return questions(cx, 0);
    };
    let page = i64::try_from(index / LIST).unwrap_or(0);
    let text = Args::new().text("question", &found.question).text("answer", &found.answer);
    let rows = vec![back_and_menu(cx, Action::new("questions").with(page))];
    shown(cx, Place::InPlace, cx.say_with("answer", text), rows)
}

fn shown(cx: &Cx<'_>, place: Place, text: String, rows: Vec<Vec<Button>>) -> Reaction<State> {
    Reaction::end().and(cx.show(Card::Dialogue, place, Screen::text(text).buttons(rows)))
}

fn back_and_menu(cx: &Cx<'_>, back: Action) -> Vec<Button> {
    vec![cx.button("button-back", back), cx.button("button-menu", Action::new("menu"))]
}
