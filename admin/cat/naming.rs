//! Names, typed: of something new, or another one for what is there.

use chat::{Args, Content, Failure, Place, Reaction, Screen};
use domain::{Fact, Performed, Service, Specialist, catalog_bounds};
use serde::{Deserialize, Serialize};
use store::Error;

use super::{Step, categories, preview, services, skills, specialists, step};
use crate::cx::{Cx, under};
use crate::state::State;

/// What has a name in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A heading of the price list.
    Category,
    /// What is booked.
    Service,
    /// Who performs it.
    Specialist,
}

/// What gets a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naming {
    /// What it is.
    pub kind: Kind,
    /// Which one, as the admin saw it; none is one that is to be.
    pub of: Option<Seen>,
}

/// Something that has a name already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its number.
    pub id: i64,
    /// The version that was shown.
    pub version: i64,
    /// What it was called then.
    pub was: String,
}

/// Asks for the name of something new.
pub(super) fn ask_new(cx: &Cx<'_>, kind: Kind, place: Place) -> Result<Reaction<State>, Failure> {
    Naming { kind, of: None }.show(cx, place, None)
}

/// Asks for another name of what is there.
pub(super) fn ask(cx: &Cx<'_>, kind: Kind, id: i64, place: Place) -> Result<Reaction<State>, Failure> {
    match found(cx, kind, id)? {
        Some((was, version)) => Naming { kind, of: Some(Seen { id, version, was }) }.show(cx, place, None),
        None => super::gone(cx, place),
    }
}

impl Naming {
    pub(super) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let text = match (&self.of, self.kind) {
            (Some(seen), _) => cx.say_with("cat-ask-name", Args::new().text("name", &seen.was)),
            (None, Kind::Category) => cx.say("cat-ask-category"),
            (None, Kind::Service) => cx.say("cat-ask-service"),
            (None, Kind::Specialist) => cx.say("cat-ask-specialist"),
        };
        let screen = Screen::text(under(headline, text)).buttons(vec![cx.back_and_cancel()]);
        Ok(step::go(cx, Step::Name(self.clone()), place, screen))
    }

    /// Back where the name was wanted.
    pub(super) fn back(&self, cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
        match (&self.of, self.kind) {
            (Some(seen), kind) => card(cx, kind, seen.id, place, None),
            (None, Kind::Category) => categories::list(cx, 0, place, None),
            (None, Kind::Service) => services::list(cx, 0, place, None),
            (None, Kind::Specialist) => specialists::list(cx, 0, place, None),
        }
    }

    pub(super) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let Some(name) = read(content) else { return Ok(wrong(cx)) };
        let id = match self.give(cx, &name) {
            Ok(Some(id)) => id,
            Ok(None) => return super::gone(cx, Place::Below),
            Err(Error::Taken) => return Ok(taken(cx, &name)),
            Err(Error::Changed) => return self.changed(cx, &name),
            Err(error) => return Err(error.into()),
        };
        let (deed, said) = match (&self.of, self.kind) {
            (Some(_), Kind::Category) => ("cat-category-changed", "cat-saved"),
            (Some(_), Kind::Service) => ("cat-service-changed", "cat-saved"),
            (Some(_), Kind::Specialist) => ("cat-specialist-changed", "cat-saved"),
            (None, Kind::Category) => ("cat-category-added", "cat-category-added"),
            (None, Kind::Service) => ("cat-service-added", "cat-service-added"),
            (None, Kind::Specialist) => ("cat-specialist-added", "cat-specialist-added"),
        };
        cx.journal(deed, Some(id))?;
        let said = Some(cx.say(said));
        let shown = match (&self.of, self.kind) {
            // What somebody new performs is looked at next.
            (None, Kind::Specialist) => skills::list(cx, id.into(), 0, Place::Below, said)?,
            _ => card(cx, self.kind, id, Place::Below, said)?,
        };
        Ok(shown.because(Fact::CatalogChanged))
    }

    /// Writes the name and says what has it now; `None` if that is there no more.
    fn give(&self, cx: &Cx<'_>, name: &str) -> Result<Option<i64>, Error> {
        let tx = cx.turn.tx;
        let Some(Seen { id, version, .. }) = &self.of else { return self.add(cx, name).map(Some) };
        let name = name.to_owned();
        match self.kind {
            Kind::Category => tx.rename_category((*id).into(), *version, &name)?,
            Kind::Service => match tx.service_to_edit((*id).into())? {
                Some(seen) => tx.change_service(*version, &Service { name, ..seen.value })?,
                None => return Ok(None),
            },
            Kind::Specialist => match tx.specialist_to_edit((*id).into())? {
                Some(seen) => tx.change_specialist(*version, &Specialist { name, ..seen.value })?,
                None => return Ok(None),
            },
        }
        Ok(Some(*id))
    }

    /// Services are added by the steps of their own.
    fn add(&self, cx: &Cx<'_>, name: &str) -> Result<i64, Error> {
        let tx = cx.turn.tx;
        if self.kind == Kind::Category {
            return Ok(tx.add_category(name)?.get());
        }
        // Whoever is new performs everything, until it is said what they do not.
        let all: Vec<Performed> = tx.services()?.iter().map(|service| service.id.into()).collect();
        Ok(tx.add_specialist(name, &all)?.get())
    }

    /// Somebody was quicker: what it was, what it is now and by whom is said, and nothing is overwritten.
    fn changed(&self, cx: &Cx<'_>, mine: &str) -> Result<Reaction<State>, Failure> {
        let Some(Seen { id, was, .. }) = &self.of else { return super::gone(cx, Place::Below) };
        let Some((now, _)) = found(cx, self.kind, *id)? else { return super::gone(cx, Place::Below) };
        let deeds = match self.kind {
            Kind::Category => "cat-category-*",
            Kind::Service => "cat-service-*",
            Kind::Specialist => "cat-specialist-*",
        };
        let said = preview::conflict(cx, (deeds, *id), &cx.say("cat-field-name"), was, &now, mine)?;
        card(cx, self.kind, *id, Place::Below, Some(said))
    }
}

/// A name that was typed; `None` if it is none.
pub(super) fn read(content: &Content) -> Option<String> {
    match content {
        Content::Text(text) => catalog_bounds::typed_name(text),
        _ => None,
    }
}

/// What a name has to be, as the answer to one that is none.
pub(super) fn wrong(cx: &Cx<'_>) -> Reaction<State> {
    let most = i64::try_from(*catalog_bounds::NAME.end()).unwrap_or(i64::MAX);
    cx.hint_with("cat-name-wrong", Args::new().number("most", most))
}

pub(super) fn taken(cx: &Cx<'_>, name: &str) -> Reaction<State> {
    cx.hint_with("cat-name-taken", Args::new().text("name", name))
}

fn card(
    cx: &Cx<'_>,
    kind: Kind,
    id: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    match kind {
        Kind::Category => categories::card(cx, id.into(), place, headline),
        Kind::Service => services::card(cx, id.into(), place, headline),
        Kind::Specialist => specialists::card(cx, id.into(), place, headline),
    }
}

/// Name and version of what is there.
fn found(cx: &Cx<'_>, kind: Kind, id: i64) -> Result<Option<(String, i64)>, Failure> {
    let tx = cx.turn.tx;
    Ok(match kind {
        Kind::Category => tx.category_to_edit(id.into())?.map(|seen| (seen.value.name, seen.version)),
        Kind::Service => tx.service_to_edit(id.into())?.map(|seen| (seen.value.name, seen.version)),
        Kind::Specialist => tx.specialist_to_edit(id.into())?.map(|seen| (seen.value.name, seen.version)),
    })
}
