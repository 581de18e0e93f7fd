//! What colleagues call somebody: asked when they are invited, and whenever an owner changes it.

use chat::{Action, Args, Button, Content, Failure, Place, Reaction, Screen};
use domain::{ChatId, Role, SpecialistId, StaffName, staff::StaffNameError};
use serde::{Deserialize, Serialize};
use store::team;

use super::{everybody, gone, invite, member, words};
use crate::cx::{Cx, under};
use crate::flow;
use crate::state::State;
use crate::step::Step;

/// Whose name is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Naming {
    /// Of a colleague who is to be invited.
    Invited {
        /// What they are to be.
        role: Role,
        /// Whom a specialist is among those who can be booked.
        specialist: Option<SpecialistId>,
    },
    /// Of one who is here.
    Renamed {
        /// Who.
        chat: ChatId,
        /// The version that was seen.
        version: i64,
    },
}

impl Naming {
    pub(crate) fn show(
        &self,
        cx: &Cx<'_>,
        place: Place,
        headline: Option<String>,
    ) -> Result<Reaction<State>, Failure> {
        let (text, preset) = match *self {
            Naming::Invited { role, specialist } => {
                let place = words::place(cx, &team::Place { role, specialist })?;
                let preset = words::specialist(cx, specialist)?.filter(|name| StaffName::parse(name).is_ok());
                (cx.say_with("team-ask-name-invited", Args::new().text("place", place)), preset)
            }
            Naming::Renamed { chat, .. } => {
                if member(cx, chat)?.is_none() {
                    return gone(cx, place);
                }
                (cx.say_with("team-ask-name", Args::new().text("name", cx.called(chat)?)), None)
            }
        };
        let preset = preset.map(|name| vec![Button::new(name, Action::new("same"))]);
        let rows = preset.into_iter().chain([cx.back_and_cancel()]).collect();
        Ok(cx.go(Step::Team(*self), place, Screen::text(under(headline, text)).buttons(rows)))
    }

    pub(crate) fn pressed(&self, cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
        match (action.verb(), *self) {
            ("back", Naming::Invited { .. }) => invite::ask(cx, Place::InPlace),
            ("back", Naming::Renamed { chat, .. }) => member::show(cx, chat, Place::InPlace, None),
            ("same", Naming::Invited { specialist, .. }) => {
                let name = words::specialist(cx, specialist)?;
                match name.and_then(|name| StaffName::parse(&name).ok()) {
                    Some(name) => self.take(cx, &name),
                    None => gone(cx, Place::InPlace),
                }
            }
            _ => flow::refuse(cx, "press-unknown"),
        }
    }

    pub(crate) fn written(&self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let Content::Text(text) = content else { return Ok(cx.hint("team-name-words")) };
        match StaffName::parse(text) {
            Ok(name) => self.take(cx, &name),
            Err(StaffNameError::TooLong) => Ok(cx.hint("team-name-long")),
            Err(StaffNameError::NoLetters) => Ok(cx.hint("team-name-words")),
        }
    }

    /// Two of one name could not be told apart in what they did.
    fn take(&self, cx: &Cx<'_>, name: &StaffName) -> Result<Reaction<State>, Failure> {
        let own = match self {
            Naming::Renamed { chat, .. } => Some(*chat),
            Naming::Invited { .. } => None,
        };
        if is_taken(cx, name, own)? {
            return Ok(cx.hint("team-name-taken"));
        }
        match *self {
            Naming::Invited { role, specialist } => {
                // A specialist who was switched off meanwhile is not one to be.
                let fits = match specialist {
                    Some(id) => cx.turn.tx.specialist(id)?.is_some_and(|found| found.active),
                    None => role != Role::Specialist,
                };
                if !fits {
                    return gone(cx, Place::Below);
                }
                invite::make(cx, &team::Place { role, specialist }, name)
            }
            Naming::Renamed { chat, version } => rename(cx, chat, version, name),
        }
    }
}

fn rename(cx: &Cx<'_>, chat: ChatId, version: i64, name: &StaffName) -> Result<Reaction<State>, Failure> {
    let Some(admin) = member(cx, chat)? else { return gone(cx, Place::Below) };
    if admin.version != version {
        return member::changed_already(cx, &admin, Place::Below);
    }
    cx.turn.tx.set_staff_name(chat, version, name, cx.chat())?;
    cx.journal("team-named", Some(chat.get()))?;
    member::show(cx, chat, Place::Below, Some(cx.say("team-name-saved")))
}

fn is_taken(cx: &Cx<'_>, name: &StaffName, own: Option<ChatId>) -> Result<bool, Failure> {
    let wanted = name.as_str().to_lowercase();
    Ok(everybody(cx)?.iter().any(|row| match row {
        super::Row::Here(admin) if Some(admin.chat) == own => false,
        super::Row::Here(admin) => {
            admin.name.as_ref().is_some_and(|name| name.as_str().to_lowercase() == wanted)
        }
        super::Row::Invited(invited) => invited.name.as_str().to_lowercase() == wanted,
        super::Row::Awaited(_) => false,
    }))
}
