//! Before a change applies: what it does, and which bookings it would strand (A7). For each of them, or for all, is chosen what becomes of it:
//! it stays, the client is asked for another time, a colleague takes it, or it is called off.
//!
//! | module | what lives there |
//! |---|---|
//! | [`after`] | the change itself |
//! | `look` | what would be so after it, seen without doing it |
//! | `screen` | what the admin sees |
//! | `settle` | the change is made, and each booking's choice carried out |
//! | `asked` | who has not answered yet, and what an admin's card says of it |

pub mod after;
pub(crate) mod asked;
mod look;
mod screen;
pub(crate) mod settle;

use chat::{Action, Content, Failure, Place, Reaction};
use domain::{BookingId, Right};
use serde::{Deserialize, Serialize};

use crate::cx::Cx;
use crate::flow;
use crate::menu;
use crate::state::State;
use crate::stranded::after::After;
use crate::stranded::look::Look;

/// What becomes of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// It stays as it is.
    Keep,
    /// The client is asked to choose another time. Until then it stays.
    Ask,
    /// A colleague who is free at that time takes it, and the client is asked whether that suits; if nobody is free, they are asked for another
    /// time.
    Colleague,
    /// It is called off, and the client is told.
    Cancel,
}

impl Choice {
    /// In the order in which a press goes through them; a number on a button is the place here.
    pub(crate) const ALL: [Choice; 4] = [Choice::Keep, Choice::Ask, Choice::Colleague, Choice::Cancel];

    /// The mark on the button of a booking.
    pub(crate) fn mark(self) -> &'static str {
        match self {
            Choice::Keep => "✋",
            Choice::Ask => "💬",
            Choice::Colleague => "👥",
            Choice::Cancel => "❌",
        }
    }
}

/// A change that waits for the word, with what was seen of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stranded {
    /// The change.
    pub after: After,
    /// The bookings that it strands, with their versions, as they were shown.
    pub seen: Vec<(BookingId, i64)>,
    /// What becomes of them.
    pub choice: Choice,
    /// What becomes of some of them instead.
    pub besides: Vec<(BookingId, Choice)>,
    /// The page that is shown.
    pub page: i64,
    /// The encoded entry that Back leads to, and that the report offers.
    pub back: String,
}

/// Shows what a change would do, before it is done. `choice` is what is proposed for the bookings that it strands, `back` an entry.
pub(crate) fn open(
    cx: &Cx<'_>,
    after: After,
    choice: Choice,
    back: &Action,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let step =
        Stranded { after, seen: Vec::new(), choice, besides: Vec::new(), page: 0, back: back.encode() };
    step.show(cx, place, None)
}

impl Stranded {
    pub(crate) fn right(&self) -> Right {
        self.after.right()
    }

    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        match look::at(cx, &self.after)? {
            Some(look) => screen::show(cx, self.clone().having_seen(&look), &look, place, headline),
            None => self.changed_meanwhile(cx, place),
        }
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        let place = Place::InPlace;
        let mut step = self.clone();
        match (action.verb(), action.numbers()) {
            ("back", []) => return self.leave(cx, place),
            ("apply", []) => return self.apply(cx),
            ("all", [number]) => {
                let choice = usize::try_from(*number).ok().and_then(|number| Choice::ALL.get(number));
                step.choice = choice.copied().unwrap_or(self.choice);
                step.besides.clear();
            }
            ("fate", [id]) => step.turn((*id).into()),
            ("page", [page]) => step.page = *page,
            _ => return Ok(Reaction::silence()),
        }
        step.show(cx, place, None)
    }

    /// Words are the note of the change, where it can have one.
    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let Content::Text(text) = content else { return Ok(cx.hint("admin-unknown")) };
        let Some(after) = self.after.clone().with_note(text) else {
            return self.show(cx, Place::Below, Some(cx.say("admin-unknown")));
        };
        match after.note().is_some_and(|note| note.chars().count() > after::LONGEST_NOTE) {
            true => Ok(cx.hint("hours-note-too-long")),
            false => Stranded { after, ..self.clone() }.show(cx, Place::Below, None),
        }
    }

    /// What becomes of a booking.
    pub(crate) fn of(&self, id: BookingId) -> Choice {
        self.besides.iter().find(|(other, _)| *other == id).map_or(self.choice, |(_, choice)| *choice)
    }

    /// The next choice for one booking.
    fn turn(&mut self, id: BookingId) {
        let now = self.of(id);
        let place = Choice::ALL.iter().position(|choice| *choice == now).unwrap_or(0);
        self.besides.retain(|(other, _)| *other != id);
        if self.seen.iter().any(|(seen, _)| *seen == id) {
            self.besides.push((id, Choice::ALL[(place + 1) % Choice::ALL.len()]));
        }
    }

    fn having_seen(mut self, look: &Look) -> Stranded {
        self.seen = look.versions();
        self.besides.retain(|(id, _)| look.stranded.contains_key(id));
        self
    }

    /// Makes the change and carries the choices out, if what was shown is still so.
    fn apply(&self, cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
        let Some(look) = look::at(cx, &self.after)? else {
            return self.changed_meanwhile(cx, Place::InPlace);
        };
        if look.versions() != self.seen {
            let headline = cx.say("stranded-list-changed");
            return screen::show(cx, self.clone().having_seen(&look), &look, Place::InPlace, Some(headline));
        }
        settle::carry_out(cx, self, &look)
    }

    /// Somebody was quicker: what they made of it is shown, and nothing is overwritten (A4).
    fn changed_meanwhile(&self, cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
        let told = self.after.changed_by(cx)?;
        let mut reaction = self.leave(cx, place)?;
        reaction.effects.outgoing.insert(0, cx.once(told, chat::Priority::Reply));
        Ok(reaction)
    }

    fn leave(&self, cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
        match Action::decode(&self.back) {
            Some(entry) => flow::act(cx, &entry, place),
            None => menu::show(cx, place, None),
        }
    }
}
