//! What, with whom and when: the way on which an admin books for a client, moves a booking, or asks why a time is not offered (A4, A5, A16).
//!
//! | module | what lives there |
//! |---|---|
//! | `who` | for whom: a client who is known, or a new one |
//! | `services`, `specialist`, `day`, `time` | one question each |
//! | `chosen` | a start was chosen: free, to be had after a warning, or occupied |
//! | `rules` | a broken rule in words, and where it can be changed |
//! | `heading` | what was chosen so far |
//! | `back` | one question back |

mod back;
pub(crate) mod chosen;
mod day;
pub(crate) mod heading;
pub(crate) mod rules;
mod services;
mod specialist;
mod time;
mod who;

use std::fmt;

use chat::{Action, Content, Failure, Place, Reaction, Screen};
use chrono::NaiveDate;
use domain::{BookingId, ClientId, Instant, Offer, Right, ServiceId, SpecialistId};
use serde::{Deserialize, Serialize};
use store::offers::{Besides, Wanted};

use crate::cx::Cx;
use crate::state::State;
use crate::step::Step;
use crate::{manual, moving, why};

/// Where an admin stands on that way, and all that was chosen so far.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// What for.
    pub task: Task,
    /// The question that is open.
    pub stage: Stage,
    /// What is to be done, in order.
    pub services: Vec<ServiceId>,
    /// With whom; none means anybody, or that it was not asked yet.
    pub specialist: Option<SpecialistId>,
    /// The day from which the admin came here.
    pub day: Option<NaiveDate>,
    /// The start that was chosen.
    pub choice: Option<Choice>,
}

/// Names, phones and comments stand in it; a log never sees them.
impl fmt::Debug for Pick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pick(***)")
    }
}

/// What a start is looked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// To book for a client.
    Book {
        /// For whom.
        guest: Guest,
        /// What it shall cost, in minor units, if not what the price list says.
        price: Option<i64>,
        /// What is to be known of the visit.
        comment: Option<String>,
    },
    /// To move a booking.
    Move {
        /// The booking.
        booking: BookingId,
        /// The version that was seen.
        version: i64,
        /// When and with whom it was then.
        was: (Instant, SpecialistId),
        /// Whether the price list shall hold instead of the agreed price.
        list_price: bool,
    },
    /// To be told why it is not offered.
    Why {
        /// To whom, if that matters.
        client: Option<ClientId>,
    },
}

impl Task {
    /// The booking that is to be moved: its own time is not in its way.
    pub(crate) fn own(&self) -> Option<BookingId> {
        match self {
            Task::Move { booking, .. } => Some(*booking),
            Task::Book { .. } | Task::Why { .. } => None,
        }
    }
}

/// For whom an admin books.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guest {
    /// It was not asked yet.
    Nobody,
    /// A client who is known.
    Known(ClientId),
    /// Somebody new. They are kept when the booking is made, not before.
    New {
        /// Their name.
        name: String,
        /// Their phone in E.164; who walked in may keep it to themselves.
        phone: Option<String>,
    },
}

/// A question.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// For whom?
    Who {
        /// What was looked for.
        query: Option<String>,
    },
    /// What is the new client's name?
    Name {
        /// Their phone, where it was told first.
        phone: Option<String>,
    },
    /// What is the new client's phone?
    Phone {
        /// Their name.
        name: String,
        /// A phone that is another client's already.
        taken: Option<String>,
    },
    /// What?
    Services {
        /// Whether several are ticked, or one tap is enough.
        several: bool,
        /// The page of the list.
        page: i64,
    },
    /// With whom?
    Specialist {
        /// The page of the list.
        page: i64,
    },
    /// On which day?
    Day {
        /// The month that is shown, by any day of it; none is that of the first free day.
        month: Option<NaiveDate>,
    },
    /// At what time?
    Time {
        /// The day.
        day: NaiveDate,
        /// The page of the list.
        page: i64,
    },
    /// A day and a time in the admin's own words.
    Other,
    /// The chosen start is occupied: another?
    Taken,
    /// All that was chosen, to be looked over; the answer, where something was asked.
    Look,
    /// What shall it cost?
    Price,
    /// What is to be known of the visit?
    Comment,
}

/// A start that was chosen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// When.
    pub start: Instant,
    /// With whom; none while nobody could do it.
    pub with: Option<SpecialistId>,
    /// What the admin was shown of it.
    pub shown: Shown,
}

/// What the admin agrees to: whatever else comes between is shown before it holds.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shown {
    /// The codes of the rules that it breaks.
    pub broken: Vec<String>,
    /// The price of the list in minor units, and the minutes.
    pub visit: (i64, i64),
}

impl Pick {
    /// The first question of a task.
    pub(crate) fn new(task: Task, stage: Stage) -> Pick {
        Pick { task, stage, services: Vec::new(), specialist: None, day: None, choice: None }
    }

    /// The same at another question.
    #[must_use]
    pub(crate) fn at(&self, stage: Stage) -> Pick {
        Pick { stage, ..self.clone() }
    }

    /// What it takes.
    pub(crate) fn right(&self) -> Right {
        match (&self.task, &self.stage) {
            (Task::Book { .. }, _) => Right::Book,
            (Task::Move { .. }, _) => Right::Decide,
            (Task::Why { .. }, Stage::Who { .. }) => Right::Clients,
            (Task::Why { .. }, _) => Right::Bookings,
        }
    }

    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        match &self.stage {
            Stage::Who { query } => who::ask(cx, self, query.as_deref(), place, headline),
            Stage::Name { .. } => who::ask_name(cx, self, place, headline),
            Stage::Phone { name, taken } => {
                who::ask_phone(cx, self, (name, taken.as_deref()), place, headline)
            }
            Stage::Services { several, page } => services::ask(cx, self, (*several, *page), place, headline),
            Stage::Specialist { page } => specialist::ask(cx, self, *page, place, headline),
            Stage::Day { month } => day::ask(cx, self, *month, place, headline),
            Stage::Time { day, page } => time::ask(cx, self, (*day, *page), place, headline),
            Stage::Other => time::ask_other(cx, self, place, headline),
            Stage::Taken => chosen::taken(cx, self, place, headline),
            Stage::Price => manual::ask_price(cx, self, place, headline),
            Stage::Comment => manual::ask_comment(cx, self, place, headline),
            Stage::Look => match self.task {
                Task::Book { .. } => manual::look(cx, self, place, headline),
                Task::Move { .. } => moving::look(cx, self, place, headline),
                Task::Why { .. } => why::answer(cx, self, place, headline),
            },
        }
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        match &self.stage {
            _ if action.verb() == chat::calendar::NOTHING => Ok(Reaction::silence()),
            _ if action.verb() == "back" => back::from(cx, self, Place::InPlace),
            Stage::Who { .. } | Stage::Name { .. } | Stage::Phone { .. } => who::pressed(cx, self, action),
            Stage::Services { several, page } => services::pressed(cx, self, (*several, *page), action),
            Stage::Specialist { .. } => specialist::pressed(cx, self, action),
            Stage::Day { .. } | Stage::Time { .. } | Stage::Other | Stage::Taken => {
                time::pressed(cx, self, action)
            }
            Stage::Price | Stage::Comment => manual::detail_pressed(cx, self, action),
            Stage::Look => match (&self.task, action.verb()) {
                (_, "other") => self.at(Stage::Other).show(cx, Place::InPlace, None),
                (Task::Book { .. }, _) => manual::pressed(cx, self, action),
                (Task::Move { .. }, _) => moving::pressed(cx, self, action),
                (Task::Why { .. }, _) => why::pressed(cx, self, action),
            },
        }
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let place = Place::Below;
        let text = match content {
            Content::Text(text) => text.as_str(),
            Content::Contact { phone, .. } => return who::shared(cx, self, phone),
            _ => return Ok(cx.hint("pick-hint-words")),
        };
        let is = |label| cx.turn.texts.is_label(label, text);
        if is("button-back") {
            return back::from(cx, self, place);
        }
        if is("button-cancel") {
            return crate::menu::show(cx, place, None);
        }
        match &self.stage {
            Stage::Who { .. } => who::written(cx, self, text),
            Stage::Name { phone } => who::name_written(cx, self, phone.as_deref(), text),
            Stage::Phone { name, .. } => who::phone_written(cx, self, name, text),
            Stage::Services { several, .. } => services::written(cx, self, *several, text),
            Stage::Specialist { .. } => specialist::written(cx, self, text),
            Stage::Price => manual::price_written(cx, self, text),
            Stage::Comment => manual::comment_written(cx, self, text),
            _ => time::written(cx, self, text),
        }
    }

    /// The dialogue goes on with this question on this screen.
    pub(crate) fn go(&self, cx: &Cx<'_>, place: Place, screen: Screen) -> Reaction<State> {
        cx.go(Step::Pick(Box::new(self.clone())), place, screen)
    }

    /// What can be booked of what was chosen so far; `None` if nobody does it. Beyond the horizon it knows what is occupied around `start`.
    pub(crate) fn offer(&self, cx: &Cx<'_>, start: Option<Instant>) -> Result<Option<Offer>, Failure> {
        let besides = match &self.task {
            Task::Book { .. } | Task::Move { .. } => Besides { booking: self.task.own(), hold_of: None },
            // What is kept for a client is not in that client's way.
            Task::Why { client } => {
                let client = client.map(|id| cx.turn.tx.client(id)).transpose()?.flatten();
                Besides { booking: None, hold_of: client.and_then(|client| client.chat) }
            }
        };
        // Who is bound to one specialist asks for no other, even if the role came in the middle.
        let specialist = cx.only().or(self.specialist);
        let wanted = Wanted { services: &self.services, specialist, besides };
        let (tx, policy, now) = (cx.turn.tx, cx.turn.policy, cx.turn.now);
        Ok(match start {
            Some(start) => tx.offer_at(policy, wanted, now, start)?,
            None => tx.offer(policy, wanted, now)?,
        })
    }
}
