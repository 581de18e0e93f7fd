//! What an admin sets right of a booking: the client's name and phone, what is done, by whom, for how much, the comment (A4).
//!
//! | module | what lives there |
//! |---|---|
//! | `words` | what is typed: name, phone, comment, price |
//! | `visit` | choosing services and a specialist |
//! | `check` | the one predicate, and its refusals in words |
//! | `review` | what it was and what it would be, before the client is told |
//! | `save` | the change itself |
//! | `conflict` | somebody was quicker |
//!
//! An edit names the booking's version as it was seen, and the value it replaces.

mod check;
mod conflict;
mod review;
mod save;
mod visit;
mod words;

use std::fmt;

use chat::{Action, Args, Button, Content, Failure, Place, Priority, Reaction, Screen};
use domain::{Amendment, BookingId, Right, ServiceId, SpecialistId};
use serde::{Deserialize, Serialize};
use store::bookings::BookingView;

pub(crate) use conflict::begin as conflict;

use crate::card::{self, on_card};
use crate::card_text;
use crate::cx::{Cx, under};
use crate::menu;
use crate::state::State;
use crate::step::Step;

/// Somebody's words on their way into a record. No log shows them.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(String);

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words(***)")
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Words {
        Words(text.to_owned())
    }
}

/// What an admin is about to set right, and how far they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The booking.
    pub booking: BookingId,
    /// Its version as the admin saw it.
    pub version: i64,
    /// The name, phone or comment that the admin saw and replaces.
    pub seen: Words,
    /// How far they are.
    pub at: At,
}

/// How far an edit is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// A name is to be typed.
    Name,
    /// A phone is to be typed, or a contact shared.
    Phone,
    /// A comment is to be typed.
    Comment,
    /// A price is to be typed.
    Price,
    /// Services are to be chosen.
    Services {
        /// Those with a check mark; none while one press is enough.
        several: Option<Vec<ServiceId>>,
        /// Which page of the price list is shown.
        page: i64,
    },
    /// A specialist is to be chosen.
    Specialist {
        /// For what.
        services: Vec<ServiceId>,
    },
    /// What it would be is looked over.
    Review {
        /// What it would be.
        wanted: Wanted,
        /// The rules that it would break and of which the admin was warned, by their codes.
        warned: Vec<String>,
    },
    /// Somebody else was quicker, and the admin's own change waits.
    Conflict {
        /// That change.
        wanted: Wanted,
        /// The version that was shown beside it.
        shown: i64,
        /// The name, phone or comment that was shown beside it.
        value: Words,
    },
}

/// A change that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// Another name.
    Name(Words),
    /// Another phone, in E.164.
    Phone(Words),
    /// Another comment; empty for none.
    Comment(Words),
    /// Another price, in minor units.
    Price(i64),
    /// Another visit at the same start.
    Visit {
        /// What.
        services: Vec<ServiceId>,
        /// With whom.
        specialist: SpecialistId,
        /// Whether the agreed price stays, whatever the catalogue says; not chosen yet if none.
        keeps_price: Option<bool>,
    },
    /// To decline it, with a reason.
    Decline(Words),
    /// To call it off, with a reason.
    Cancel(Words),
}

/// What can be set right, as the card's buttons name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Name,
    Phone,
    Services,
    Specialist,
    Price,
    Comment,
}

/// What may be set right of a booking now. Who has had everything erased is nobody's to write to.
pub(crate) fn offered(view: &BookingView) -> Vec<What> {
    let may = |amendment| view.booking.may_amend(amendment).is_ok();
    let is_known = view.client.erased_at.is_none();
    let all = [
        (What::Name, is_known && may(Amendment::Comment)),
        (What::Phone, is_known && may(Amendment::Comment)),
        (What::Services, may(Amendment::Visit)),
        (What::Specialist, may(Amendment::Visit)),
        (What::Price, may(Amendment::Price)),
        (What::Comment, is_known && may(Amendment::Comment)),
    ];
    all.into_iter().filter_map(|(what, may)| may.then_some(what)).collect()
}

/// The second keyboard of the card: what shall be set right.
pub(crate) fn choose(cx: &Cx<'_>, view: &BookingView, place: Place) -> Result<Reaction<State>, Failure> {
    let buttons: Vec<Button> = offered(view).into_iter().map(|what| button(cx, what)).collect();
    let mut rows: Vec<Vec<Button>> = buttons.chunks(2).map(<[Button]>::to_vec).collect();
    rows.push(vec![cx.button("card-button-back", Action::new("keep"))]);
    let text = format!("{}\n\n<b>{}</b>", card_text::text(cx, view)?, cx.say("edit-what"));
    let screen = Screen::text(text).buttons(rows);
    Ok(Reaction::silence().and(on_card(cx, view, place, Priority::Reply, screen)))
}

fn button(cx: &Cx<'_>, what: What) -> Button {
    match what {
        What::Name => cx.button("edit-button-name", Action::new("edit-name")),
        What::Phone => cx.button("edit-button-phone", Action::new("edit-phone")),
        What::Services => cx.button("edit-button-service", Action::new("edit-service")),
        What::Specialist => cx.button("edit-button-specialist", Action::new("edit-specialist")),
        What::Price => cx.button("edit-button-price", Action::new("edit-price")),
        What::Comment => cx.button("edit-button-comment", Action::new("edit-comment")),
    }
}

/// Begins to set something right, below the card.
pub(crate) fn begin(cx: &Cx<'_>, view: &BookingView, what: What) -> Result<Reaction<State>, Failure> {
    if !offered(view).contains(&what) {
        return Ok(Reaction::toast(cx.label("admin-refused")).and(card::show(cx, view, Place::InPlace)?));
    }
    let id = view.booking.id;
    let (seen, at) = match what {
        What::Name => (view.client.name.as_ref().map(|name| name.as_str()), At::Name),
        What::Phone => (view.client.phone.as_ref().map(|phone| phone.as_e164()), At::Phone),
        What::Comment => (view.booking.comment.as_ref().map(|comment| comment.as_str()), At::Comment),
        What::Price => (None, At::Price),
        What::Services => {
            let booked = cx.turn.tx.booking_services(id)?;
            (None, At::Services { several: (booked.len() > 1).then_some(booked), page: 0 })
        }
        What::Specialist => (None, At::Specialist { services: cx.turn.tx.booking_services(id)? }),
    };
    let seen = Words::from(seen.unwrap_or_default());
    Edit { booking: id, version: view.booking.version, seen, at }.show(cx, Place::Below, None)
}

impl Edit {
    /// What it takes to stand here.
    pub(crate) fn right(&self) -> Right {
        match &self.at {
            At::Conflict { wanted: Wanted::Decline(_) | Wanted::Cancel(_), .. } => Right::Decide,
            _ => Right::Book,
        }
    }

    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let Some(view) = cx.booking(self.booking)? else { return menu::show(cx, place, None) };
        match &self.at {
            At::Name | At::Phone | At::Comment | At::Price => self.ask_words(cx, &view, place, headline),
            At::Services { several, page } => {
                visit::ask_services(cx, self, &view, several.as_deref(), *page, place, headline)
            }
            At::Specialist { services } => visit::ask_specialist(cx, self, &view, services, place, headline),
            At::Review { wanted, .. } => review::show(cx, self, &view, wanted, place, headline),
            At::Conflict { wanted, .. } => conflict::show(cx, self, &view, wanted, place, headline),
        }
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        let Some(view) = cx.booking(self.booking)? else { return menu::show(cx, Place::InPlace, None) };
        let booked = cx.turn.tx.booking_services(self.booking)?;
        match (action.verb(), &self.at) {
            ("back", At::Specialist { services }) if *services != booked => self.to_services(cx, services),
            ("back", At::Review { wanted: Wanted::Visit { services, .. }, .. }) if *services != booked => {
                self.to_services(cx, services)
            }
            ("back", At::Review { wanted: Wanted::Visit { services, .. }, .. }) => {
                self.go_on(At::Specialist { services: services.clone() }).show(cx, Place::InPlace, None)
            }
            ("back", At::Review { wanted: Wanted::Price(_), .. }) => {
                self.go_on(At::Price).show(cx, Place::InPlace, None)
            }
            ("back", _) => card::instead_of_dialogue(cx, self.booking, Place::InPlace),
            (_, At::Comment | At::Price) => self.words_pressed(cx, &view, action),
            (_, At::Services { several, page }) => {
                visit::services_pressed(cx, self, &view, several.as_deref(), *page, action)
            }
            (_, At::Specialist { services }) => visit::specialist_pressed(cx, self, &view, services, action),
            (_, At::Review { wanted, warned }) => review::pressed(cx, self, &view, wanted, warned, action),
            ("again", At::Conflict { wanted, shown, value }) => {
                conflict::again(cx, self, &view, wanted, (*shown, value))
            }
            _ => Ok(Reaction::silence()),
        }
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        match self.at {
            At::Name | At::Phone | At::Comment | At::Price => self.words_written(cx, content),
            _ => Ok(cx.hint("edit-press")),
        }
    }

    fn to_services(&self, cx: &Cx<'_>, services: &[ServiceId]) -> Result<Reaction<State>, Failure> {
        let several = (services.len() > 1).then(|| services.to_vec());
        self.go_on(At::Services { several, page: 0 }).show(cx, Place::InPlace, None)
    }

    /// The same edit, further on or one step back.
    fn go_on(&self, at: At) -> Edit {
        Edit { at, ..self.clone() }
    }

    /// The screen of this step.
    fn stand(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
        text: String,
        mut rows: Vec<Vec<Button>>,
    ) -> Reaction<State> {
        rows.push(cx.back_and_cancel());
        cx.go(Step::Edit(self.clone()), place, Screen::text(under(headline, text)).buttons(rows))
    }

    /// "Запись № 1 · вт 24 ноября, 15:00"
    fn title(&self, cx: &Cx<'_>, view: &BookingView) -> String {
        let time = cx.format().lasting(view.booking.visit.start(), cx.turn.now);
        let args = Args::new().text("number", self.booking.to_string()).text("time", time);
        cx.say_with("edit-title", args)
    }
}
