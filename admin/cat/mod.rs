//! The catalogue in chat: categories, services, specialists (A6).
//!
//! Every screen that waits for nothing typed is an entry whose buttons name the object, the version that was shown, and the value. What
//! changes more than a name is shown with its effect first; nothing that somebody else has changed meanwhile is overwritten.
//!
//! | module | what lives there |
//! |---|---|
//! | `categories` | the headings of the price list |
//! | `services` | the price list, the card of a service |
//! | `service_edit`, `field` | a value of a service is changed; what values there are |
//! | `service_new` | a service asked for step by step |
//! | `specialists` | who performs |
//! | `specialist_edit`, `part` | something of a specialist is changed; what there is |
//! | `skills` | who performs what, in which time and for how much |
//! | `photo` | the picture of a specialist |
//! | `naming` | names, typed |
//! | `preview` | what a change does, and whether somebody was quicker |
//! | `list` | what the lists have in common |

mod categories;
mod field;
mod list;
mod naming;
mod part;
pub(crate) mod photo;
mod preview;
mod service_edit;
mod service_new;
mod services;
mod skills;
mod specialist_edit;
mod specialists;
mod step;

use chat::{Action, Args, Failure, Place, Reaction, Screen};
use domain::Right;
use store::journal::JournalLine;

use crate::cx::{Cx, under};
use crate::flow::{self, Flow};
use crate::state::State;

use field::Field;
use naming::Kind;
use part::Part;

pub use step::Step;

/// So many objects on a page of a list.
const PAGE: usize = 8;

pub(crate) const FLOW: Flow = Flow {
    verbs: &[
        ("cat", Right::Catalog),
        ("cat-categories", Right::Catalog),
        ("cat-category", Right::Catalog),
        ("cat-category-new", Right::Catalog),
        ("cat-category-name", Right::Catalog),
        ("cat-category-move", Right::Catalog),
        ("cat-category-delete", Right::Catalog),
        ("cat-services", Right::Catalog),
        ("cat-service", Right::Catalog),
        // A new service has a price.
        ("cat-service-new", Right::Prices),
        ("cat-service-name", Right::Catalog),
        ("cat-service-move", Right::Catalog),
        ("cat-service-edit", Right::Catalog),
        ("cat-service-try", Right::Catalog),
        ("cat-service-set", Right::Catalog),
        ("cat-price-edit", Right::Prices),
        ("cat-price-try", Right::Prices),
        ("cat-price-set", Right::Prices),
        ("cat-staff", Right::Catalog),
        ("cat-person", Right::Catalog),
        ("cat-person-new", Right::Catalog),
        ("cat-person-name", Right::Catalog),
        ("cat-person-move", Right::Catalog),
        ("cat-person-try", Right::Catalog),
        ("cat-person-set", Right::Catalog),
        ("cat-photo", Right::Catalog),
        ("cat-who", Right::Catalog),
        ("cat-skills", Right::Catalog),
        ("cat-skill", Right::Catalog),
        ("cat-skill-edit", Right::Catalog),
        ("cat-fee-edit", Right::Prices),
        ("cat-fee-try", Right::Prices),
        ("cat-fee-set", Right::Prices),
    ],
    act,
};

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    let verb = action.verb();
    match (verb, action.numbers()) {
        ("cat", []) => overview(cx, place, None),
        ("cat-categories", [page]) => categories::list(cx, *page, place, None),
        ("cat-category", [id]) => categories::card(cx, (*id).into(), place, None),
        ("cat-category-new", []) => naming::ask_new(cx, Kind::Category, place),
        ("cat-category-name", [id]) => naming::ask(cx, Kind::Category, *id, place),
        ("cat-category-move", [id, from, by]) => categories::shift(cx, (*id).into(), (*from, *by), place),
        ("cat-category-delete", [id, version]) => categories::delete(cx, (*id).into(), *version, place),
        _ if verb.starts_with("cat-service") || verb.starts_with("cat-price") => service(cx, action, place),
        _ => person(cx, action, place),
    }
}

/// What is done with services. A price has verbs of its own, because it takes a right of its own.
fn service(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers()) {
        ("cat-services", [page]) => services::list(cx, *page, place, None),
        ("cat-service", [id]) => services::card(cx, (*id).into(), place, None),
        ("cat-service-new", []) => service_new::NewService::default().show(cx, place, None),
        ("cat-service-name", [id]) => naming::ask(cx, Kind::Service, *id, place),
        ("cat-service-move", [id, from, by]) => services::shift(cx, (*id).into(), (*from, *by), place),
        ("cat-service-edit", [id, number]) => match Field::from_number(*number) {
            Some(field) => service_edit::ask(cx, (*id).into(), field, place, None),
            None => flow::refuse(cx, "press-unknown"),
        },
        ("cat-service-try", [id, number, new]) => match Field::from_number(*number) {
            Some(field) => service_edit::preview(cx, (*id).into(), field, *new, place),
            None => flow::refuse(cx, "press-unknown"),
        },
        ("cat-service-set", [id, version, number, old, new]) => match Field::from_number(*number) {
            Some(field) => service_edit::set(cx, (*id).into(), *version, field, (*old, *new), place),
            None => flow::refuse(cx, "press-unknown"),
        },
        ("cat-price-edit", [id]) => service_edit::ask(cx, (*id).into(), Field::Price, place, None),
        ("cat-price-try", [id, new]) => service_edit::preview(cx, (*id).into(), Field::Price, *new, place),
        ("cat-price-set", [id, version, old, new]) => {
            service_edit::set(cx, (*id).into(), *version, Field::Price, (*old, *new), place)
        }
        _ => flow::refuse(cx, "press-unknown"),
    }
}

/// What is done with specialists and with what they perform.
fn person(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers()) {
        ("cat-staff", [page]) => specialists::list(cx, *page, place, None),
        ("cat-person", [id]) => specialists::card(cx, (*id).into(), place, None),
        ("cat-person-new", []) => naming::ask_new(cx, Kind::Specialist, place),
        ("cat-person-name", [id]) => naming::ask(cx, Kind::Specialist, *id, place),
        ("cat-person-move", [id, from, by]) => specialists::shift(cx, (*id).into(), (*from, *by), place),
        ("cat-person-try", [id, kind, service, new]) => match Part::of(*kind, *service) {
            Some(part) => specialist_edit::preview(cx, (*id).into(), part, *new, place),
            None => flow::refuse(cx, "press-unknown"),
        },
        ("cat-person-set", [id, version, kind, service, old, new]) => match Part::of(*kind, *service) {
            Some(part) => specialist_edit::set(cx, (*id).into(), *version, part, (*old, *new), place),
            None => flow::refuse(cx, "press-unknown"),
        },
        ("cat-photo", [id]) => photo::ask(cx, (*id).into(), place, None),
        ("cat-who", [id, page]) => skills::who(cx, (*id).into(), *page, place),
        ("cat-skills", [id, page]) => skills::list(cx, (*id).into(), *page, place, None),
        ("cat-skill", [id, service]) => skills::card(cx, (*id).into(), (*service).into(), place, None),
        ("cat-skill-edit", [id, service]) => {
            specialist_edit::ask(cx, (*id).into(), Part::Duration((*service).into()), place, None)
        }
        ("cat-fee-edit", [id, service]) => {
            specialist_edit::ask(cx, (*id).into(), Part::Price((*service).into()), place, None)
        }
        ("cat-fee-try", [id, service, new]) => {
            specialist_edit::preview(cx, (*id).into(), Part::Price((*service).into()), *new, place)
        }
        ("cat-fee-set", [id, version, service, old, new]) => {
            let part = Part::Price((*service).into());
            specialist_edit::set(cx, (*id).into(), *version, part, (*old, *new), place)
        }
        _ => flow::refuse(cx, "press-unknown"),
    }
}

/// What there is to edit.
fn overview(cx: &Cx<'_>, place: Place, headline: Option<String>) -> Result<Reaction<State>, Failure> {
    let tx = cx.turn.tx;
    let count = |all: usize| i64::try_from(all).unwrap_or(i64::MAX);
    let args = Args::new()
        .number("services", count(tx.listed_services()?.len()))
        .number("specialists", count(tx.listed_specialists()?.len()))
        .number("categories", count(tx.categories()?.len()));
    let rows = vec![
        vec![
            cx.button("cat-button-services", Action::new("cat-services").with(0)),
            cx.button("cat-button-staff", Action::new("cat-staff").with(0)),
        ],
        vec![cx.button("cat-button-categories", Action::new("cat-categories").with(0))],
        vec![cx.button("button-back", Action::new("menu"))],
    ];
    let text = under(headline, cx.say_with("cat-overview", args));
    Ok(cx.end(place, Screen::text(text).buttons(rows)))
}

/// The name of what a line of the journal is about, if that is something of the catalogue; of what is deleted, its number.
pub(crate) fn named(cx: &Cx<'_>, line: &JournalLine) -> Result<Option<String>, Failure> {
    let (Some(id), tx) = (line.subject, cx.turn.tx) else { return Ok(None) };
    let name = match line.deed.splitn(3, '-').nth(1).filter(|_| line.deed.starts_with("cat-")) {
        Some("service") => tx.service(id.into())?.map(|found| found.name),
        Some("specialist") => tx.specialist(id.into())?.map(|found| found.name),
        Some("category") => tx.category_to_edit(id.into())?.map(|found| found.value.name),
        _ => return Ok(None),
    };
    Ok(Some(name.unwrap_or_else(|| format!("№ {id}"))))
}

/// What a button or a step was about is in the catalogue no more.
fn gone(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    cx.journal_once("press-gone")?;
    overview(cx, place, Some(cx.say("cat-gone")))
}
