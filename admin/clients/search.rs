//! Somebody is looked for (A8): by a part of a name, a phone, a number; the clients of the newest bookings are at hand.

use chat::{Action, Args, Button, Content, Failure, Page, Place, Reaction, Screen};
use domain::{ClientId, Sought};
use serde::{Deserialize, Serialize};
use store::clients::Client;

use super::merge::Merging;
use super::{Step, card, gone};
use crate::cx::{Cx, under};
use crate::find;
use crate::list_rows::arrows;
use crate::menu;
use crate::state::State;
use crate::step;

/// So many clients on a page.
const PAGE: u32 = 6;
/// So many of the clients of the newest bookings.
const RECENT: u32 = 30;
/// What of a name stands on a button, before the end of the phone.
const NAME: usize = 24;

/// Turns to a page of the list.
fn turn_to(page: i64) -> Action {
    Action::new("page").with(page)
}

/// Who is looked for, and what for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// The record with which whoever is found is to be one; none, if they are just looked at.
    merges_with: Option<ClientId>,
    /// What was typed; nothing yet, while the recent ones are shown.
    query: Option<String>,
    /// The page that is shown.
    page: i64,
}

/// What is looked for is a person's.
impl std::fmt::Debug for Search {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Search(***)")
    }
}

impl Search {
    pub(crate) fn to_look() -> Search {
        Search { merges_with: None, query: None, page: 0 }
    }

    pub(crate) fn to_merge(with: ClientId) -> Search {
        Search { merges_with: Some(with), ..Search::to_look() }
    }

    pub(crate) fn of(query: &str) -> Search {
        Search { query: Some(query.to_owned()), ..Search::to_look() }
    }

    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let (mut rows, page) = match &self.query {
            Some(query) => self.found(cx, &Sought::parse(query))?,
            None => {
                let recent = cx.turn.tx.recent_clients(RECENT)?;
                let page = Page::of(&recent, self.page, PAGE as usize);
                let mut rows = rows(page.items);
                rows.push(arrows(cx, page.number, page.more, turn_to));
                (rows, page.number)
            }
        };
        rows.push(cx.back_and_cancel());
        let text = match (&self.query, self.merges_with) {
            (Some(_), _) => cx.say("clients-found"),
            (None, Some(id)) => cx.say_with("clients-ask-merge", Args::new().text("number", id.to_string())),
            (None, None) => cx.say("clients-ask"),
        };
        let step = Step::Search(Search { page, ..self.clone() });
        let screen = Screen::text(under(headline, text)).buttons(rows);
        Ok(cx.go(step::Step::Clients(step), place, screen))
    }

    /// A page of those who were found, the first if there is none of that number.
    fn found(&self, cx: &Cx<'_>, sought: &Sought) -> Result<(Vec<Vec<Button>>, i64), Failure> {
        let skip = u32::try_from(self.page).ok().and_then(|page| page.checked_mul(PAGE)).unwrap_or(0);
        let mut page = i64::from(skip / PAGE);
        let mut found = cx.turn.tx.clients_found(sought, skip, PAGE + 1)?;
        if found.is_empty() && page > 0 {
            (page, found) = (0, cx.turn.tx.clients_found(sought, 0, PAGE + 1)?);
        }
        let mut rows = rows(&found[..found.len().min(PAGE as usize)]);
        rows.push(arrows(cx, page, found.len() > PAGE as usize, turn_to));
        Ok((rows, page))
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        match (action.verb(), action.numbers()) {
            ("clients-card", [id]) => self.chosen(cx, (*id).into(), Place::InPlace),
            ("page", [page]) => Search { page: *page, ..self.clone() }.show(cx, Place::InPlace, None),
            ("back", []) if self.query.is_some() => {
                Search { query: None, page: 0, ..self.clone() }.show(cx, Place::InPlace, None)
            }
            _ => match self.merges_with {
                Some(id) => card::instead_of_dialogue(cx, id, Place::InPlace),
                None => menu::show(cx, Place::InPlace, None),
            },
        }
    }

    /// What is typed is looked for, a contact that is shared as well. Who is the only one to be found is chosen at once.
    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let Some((query, sought)) = find::asked_for(content) else { return Ok(cx.hint("clients-what")) };
        match &cx.turn.tx.clients_found(&sought, 0, 2)?[..] {
            [] => Ok(cx.hint("clients-nobody")),
            [only] => self.chosen(cx, only.id, Place::Below),
            _ => {
                Search { query: Some(query.to_owned()), page: 0, ..self.clone() }.show(cx, Place::Below, None)
            }
        }
    }

    fn chosen(&self, cx: &Cx<'_>, id: ClientId, place: Place) -> Result<Reaction<State>, Failure> {
        match self.merges_with {
            None => card::open(cx, id),
            Some(with) => match Merging::begin(cx, with, id)? {
                Ok(step) => step.show(cx, place, None),
                Err(why) if place == Place::InPlace => Ok(Reaction::toast(cx.label(why))),
                Err(why) => Ok(cx.hint(why)),
            },
        }
    }
}

/// A button for each of them.
fn rows(found: &[Client]) -> Vec<Vec<Button>> {
    found.iter().map(|client| vec![button(client, "")]).collect()
}

/// The same among buttons of bookings.
pub(crate) fn rows_among_others(found: &[Client]) -> Vec<Vec<Button>> {
    found.iter().map(|client| vec![button(client, "👤 ")]).collect()
}

fn button(client: &Client, mark: &str) -> Button {
    let open = Action::new("clients-card").with(client.id.get());
    Button::new(format!("{mark}{}", label(client)), open)
}

/// "Анна Иванова · 67-89"
fn label(client: &Client) -> String {
    let name = match &client.name {
        Some(name) if name.as_str().chars().count() > NAME => {
            let kept: String = name.as_str().chars().take(NAME - 1).collect();
            format!("{}…", kept.trim_end())
        }
        Some(name) => name.as_str().to_owned(),
        None => format!("№ {}", client.id),
    };
    let phone = client.phone.as_ref().map(|phone| {
        let digits = phone.as_e164();
        let (first, last) = digits[digits.len() - 4..].split_at(2);
        format!(" · {first}-{last}")
    });
    let mark = if client.banned_at.is_some() { " 🚫" } else { "" };
    format!("{name}{}{mark}", phone.unwrap_or_default())
}

/// Leads on from a search elsewhere that means several clients.
pub(crate) fn lead_on(cx: &Cx<'_>, query: &str, place: Place) -> Result<Reaction<State>, Failure> {
    match &cx.turn.tx.clients_found(&Sought::parse(query), 0, 2)?[..] {
        [] => Ok(gone(cx)),
        [only] => card::open(cx, only.id),
        _ => Search::of(query).show(cx, place, None),
    }
}
