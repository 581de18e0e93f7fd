//! A new service, asked for step by step: name, duration, price, who performs it. Everything else has a value that can be changed on its card.

use chat::{Action, Args, Button, Content, Failure, Page, Place, Reaction, Screen};
use domain::catalog_bounds::{self as bounds, same_name};
use domain::{Fact, Money, Service, Specialist, SpecialistId};
use serde::{Deserialize, Serialize};
use store::Error;

use super::field::{self, Field};
use super::{PAGE, Step, naming, services, step};
use crate::cx::{Cx, under};
use crate::flow;
use crate::state::State;

/// So many prices that other services have are offered.
const PRICES: usize = 6;

/// What is known of the service by now; the first that is not is asked next.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewService {
    /// Its name.
    pub name: Option<String>,
    /// How long it lasts.
    pub minutes: Option<i64>,
    /// What it costs, in minor units.
    pub price: Option<i64>,
    /// Who does not perform it: whoever is new performs everything.
    pub without: Vec<SpecialistId>,
}

impl NewService {
    pub(super) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        self.show_page(cx, 0, place, headline)
    }

    fn show_page(
        &self,
        cx: &Cx<'_>,
        page: i64,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let (key, mut rows) = match self {
            NewService { name: None, .. } => ("cat-ask-service", Vec::new()),
            NewService { minutes: None, .. } => {
                let presets = Field::Duration.presets();
                ("cat-new-duration", step::choices(presets, 0, |value| Ok(field::length(cx, value)))?)
            }
            NewService { price: None, .. } => {
                ("cat-new-price", step::choices(&prices(cx)?, -1, |value| Ok(field::money(cx, value)))?)
            }
            _ => ("cat-new-who", self.performers(cx, page)?),
        };
        rows.push(cx.back_and_cancel());
        let name = self.name.as_deref().unwrap_or_default();
        let text = under(headline, cx.say_with(key, Args::new().text("name", name)));
        Ok(step::go(cx, Step::New(self.clone()), place, Screen::text(text).buttons(rows)))
    }

    fn performers(&self, cx: &Cx<'_>, page: i64) -> Result<Vec<Vec<Button>>, Failure> {
        let all = cx.turn.tx.specialists()?;
        let page = Page::of(&all, page, PAGE);
        let tick = |specialist: &Specialist| {
            let mark = if self.without.contains(&specialist.id) { "☐" } else { "☑" };
            let action = Action::new("cat-tick").with(specialist.id.get()).with(page.number);
            vec![Button::new(format!("{mark} {}", specialist.name), action)]
        };
        let mut rows: Vec<Vec<Button>> = page.items.iter().map(tick).collect();
        rows.push(page.arrows(|page| Action::new("cat-page").with(page)));
        rows.push(vec![cx.button("cat-button-done", Action::new("cat-done"))]);
        Ok(rows)
    }

    pub(super) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        match (action.verb(), action.numbers(), self.price.is_some()) {
            ("cat-pick", [value], false) => self.take(cx, *value, Place::InPlace),
            ("cat-page", [page], true) => self.show_page(cx, *page, Place::InPlace, None),
            ("cat-tick", [id, page], true) => {
                let mut new = self.clone();
                let id = SpecialistId::from(*id);
                match new.without.iter().position(|other| *other == id) {
                    Some(at) => drop(new.without.remove(at)),
                    None if cx.turn.tx.specialist_to_edit(id)?.is_some() => new.without.push(id),
                    None => return flow::refuse(cx, "press-unknown"),
                }
                new.show_page(cx, *page, Place::InPlace, None)
            }
            ("cat-done", [], true) => self.finish(cx, Place::InPlace),
            _ => flow::refuse(cx, "press-unknown"),
        }
    }

    pub(super) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        if self.name.is_none() {
            let Some(name) = naming::read(content) else { return Ok(naming::wrong(cx)) };
            if cx.turn.tx.listed_services()?.iter().any(|other| same_name(&other.name, &name)) {
                return Ok(naming::taken(cx, &name));
            }
            return NewService { name: Some(name), ..self.clone() }.show(cx, Place::Below, None);
        }
        let (field, how) = match (self.minutes, self.price) {
            (None, _) => (Field::Duration, "cat-how-duration"),
            (_, None) => (Field::Price, "cat-how-price"),
            _ => return Ok(cx.hint("cat-how-who")),
        };
        let Content::Text(text) = content else { return Ok(cx.hint(how)) };
        match field.read(cx, text) {
            Some(value) => self.take(cx, value, Place::Below),
            None => Ok(step::not_understood(cx, how)),
        }
    }

    /// Takes the duration, or else the price.
    fn take(&self, cx: &Cx<'_>, value: i64, place: Place) -> Result<Reaction<State>, Failure> {
        let mut new = self.clone();
        if self.minutes.is_none() {
            if field::minutes(value, &bounds::DURATION).is_none() {
                return Ok(step::out_of_bounds(cx, Field::Duration));
            }
            new.minutes = Some(value);
            return new.show(cx, place, None);
        }
        if field::price(cx, value).is_none() {
            return Ok(step::out_of_bounds(cx, Field::Price));
        }
        new.price = Some(value);
        match cx.turn.tx.specialists()?.is_empty() {
            true => new.finish(cx, place),
            false => new.show(cx, place, None),
        }
    }

    pub(super) fn back(&self, cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
        let mut new = self.clone();
        let last = [new.price.is_some(), new.minutes.is_some(), new.name.is_some()];
        match last {
            [true, ..] => new.price = None,
            [_, true, _] => new.minutes = None,
            [.., true] => new.name = None,
            _ => return services::list(cx, 0, place, None),
        }
        new.show(cx, place, None)
    }

    /// The service is there, and can be booked if somebody performs it.
    fn finish(&self, cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
        let (Some(name), Some(minutes), Some(minor)) = (self.name.as_deref(), self.minutes, self.price)
        else {
            return self.show(cx, place, None);
        };
        let tx = cx.turn.tx;
        let price = Money { minor, currency: cx.turn.policy.business.currency };
        let length = field::minutes(minutes, &bounds::DURATION).unwrap_or_default();
        let id = match tx.add_service(&Service::new(0.into(), name, length, price)) {
            Ok(id) => id,
            // Somebody was quicker.
            Err(Error::Taken) => {
                let taken = cx.say_with("cat-name-taken", Args::new().text("name", name));
                return NewService { name: None, ..self.clone() }.show(cx, place, Some(taken));
            }
            Err(error) => return Err(error.into()),
        };
        let mut nobody = true;
        for specialist in tx.specialists()?.iter().filter(|other| !self.without.contains(&other.id)) {
            if let Some(mut seen) = tx.specialist_to_edit(specialist.id)? {
                seen.value.services.push(id.into());
                tx.change_specialist(seen.version, &seen.value)?;
                nobody = false;
            }
        }
        cx.journal("cat-service-added", Some(id.get()))?;
        let said = cx.say(if nobody { "cat-service-added-idle" } else { "cat-service-added" });
        Ok(services::card(cx, id, place, Some(said))?.because(Fact::CatalogChanged))
    }
}

/// Prices that other services have, the lowest first: a new one often costs as much.
fn prices(cx: &Cx<'_>) -> Result<Vec<i64>, Failure> {
    let mut prices: Vec<i64> =
        cx.turn.tx.listed_services()?.iter().map(|service| service.price.minor).collect();
    prices.sort_unstable();
    prices.dedup();
    prices.truncate(PRICES);
    Ok(prices)
}
