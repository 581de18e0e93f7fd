//! The admin bot: a PIN before everything, the bookings of a day, and the live card that decides about one.
//!
//! | module | what lives there |
//! |---|---|
//! | `access` | who is answered, the claim of the first owner, sessions (A1) |
//! | [`state`], [`step`] | where an admin stands: in the PIN dialogue, or on a step of a flow |
//! | `cx` | what every screen needs: the turn, the admin, the language |
//! | `flow` | which buttons there are, and which right each takes |
//! | `pin` | choosing a PIN and entering it (A1) |
//! | `checked` | what the worker says of a PIN |
//! | `menu` | the main menu |
//! | `list` | bookings of a day and those that wait, the calendar (A3) |
//! | `card` | the live card of a booking: confirm, decline, cancel (A4, C6) |
//! | [`find`] | bookings are looked for (A3) |
//! | [`clients`] | clients: found, their card, notes, a ban, a merge (A8) |
//! | [`reason`] | why a booking is declined or called off |
//! | `reviews` | what owners hear of reviews (C10) |
//! | `erased` | what admins see of a client who had everything erased (C12) |
//! | `notices` | what admins are told without asking (A12) |

mod access;
mod card;
mod checked;
pub mod clients;
mod cx;
mod erased;
pub mod find;
mod flow;
mod list;
mod menu;
mod notices;
mod pin;
pub mod reason;
mod reviews;
pub mod state;
pub mod step;

#[cfg(test)]
mod booking_tests;
#[cfg(test)]
mod pin_tests;
#[cfg(test)]
mod tests;

use chat::{
    Action, Args, Bot, BotName, Content, Effects, Event, Failure, Lang, MessageId, Next, Outgoing, Person,
    Place, Priority, Reaction, Screen, Texts, Turn,
};
use domain::{ChatId, Fact, Policy};
use store::Tx;

use crate::cx::Cx;
use crate::state::State;
use crate::step::Step;

/// The admin bot.
pub struct AdminBot;

/// The commands for Telegram's list, with their descriptions.
pub fn commands(texts: &Texts, lang: Lang) -> Vec<(&'static str, String)> {
    ["start", "menu", "today", "tomorrow", "waiting", "lock"]
        .into_iter()
        .map(|name| (name, texts.label(lang, &format!("admin-command-{name}"), Args::new())))
        .collect()
}

impl Bot<Tx> for AdminBot {
    type State = State;

    const NAME: BotName = BotName::Admin;
    const STATE_VERSION: i64 = 1;

    fn handle(
        &self,
        turn: Turn<'_, Tx>,
        chat: ChatId,
        state: Option<State>,
        event: Event,
    ) -> Result<Reaction<State>, Failure> {
        if matches!(event, Event::Group | Event::Reachable { .. }) {
            return Ok(Reaction::silence());
        }
        let Some(admitted) = access::admit(turn, chat, &event)? else { return Ok(Reaction::silence()) };
        let cx = Cx::new(turn, admitted.admin, person(&event))?;
        let reaction = match event {
            Event::Due(job) => pin::due(&cx, state, &job)?,
            Event::Worked(worked) => checked::worked(&cx, state, worked)?,
            Event::Expired | Event::Undeliverable => left_alone(&cx, state.as_ref()),
            event if cx.is_unlocked() => unlocked(&cx, state, event)?,
            event => pin::locked(&cx, state, event)?,
        };
        Ok(if admitted.claimed { reaction.because(Fact::OwnerClaimed { admin: chat }) } else { reaction })
    }

    fn hear(&self, turn: Turn<'_, Tx>, fact: &Fact) -> Result<Effects, Failure> {
        notices::hear(turn, fact)
    }

    fn apologise(&self, texts: &Texts, policy: &Policy, person: &Person) -> Option<Outgoing> {
        // Without a transaction only the configuration tells who is known; to anybody else even an apology would be an answer (A1).
        policy.admin.ids.contains(&person.chat).then(|| {
            let lang = Lang::for_person(person.language.as_deref(), policy.business.locale.into());
            Outgoing::Say {
                bot: BotName::Admin,
                chat: person.chat,
                screen: Screen::text(texts.get(lang, "admin-apology")),
                priority: Priority::Reply,
                expires_at: None,
            }
        })
    }
}

/// What an admin with an open session does.
fn unlocked(cx: &Cx<'_>, state: Option<State>, event: Event) -> Result<Reaction<State>, Failure> {
    cx.turn.tx.touch_session(cx.chat(), cx.turn.now)?;
    // An open session asks no PIN.
    let asks_pin = state.as_ref().is_some_and(|state| !matches!(state, State::Step(_)));
    let step = match state {
        Some(State::Step(step)) => Some(step),
        _ => None,
    };
    let mut reaction = match (event, step) {
        (Event::Message { message, content, .. }, step) => written(cx, step, message, &content)?,
        (Event::Press { action, .. }, Some(step)) => step.pressed(cx, &action)?,
        (Event::Press { action, .. }, None) => flow::act(cx, &action, Place::InPlace)?,
        // As a command would: it ends the step.
        (Event::Entry { action, .. }, _) => flow::act(cx, &action, Place::Below)?,
        (Event::CardPress { booking, version, action, .. }, _) => {
            card::pressed(cx, booking, version, &action, Place::InPlace)?
        }
        (Event::Stale { live: true, .. }, _) => Reaction::toast(cx.label("admin-stale")),
        (Event::Stale { live: false, .. }, Some(step)) => {
            step.show(cx, Place::Below, None)?.saying(cx.label("admin-stale"))
        }
        (Event::Stale { live: false, .. }, None) => {
            menu::show(cx, Place::Below, None)?.saying(cx.label("admin-stale"))
        }
        _ => Reaction::silence(),
    };
    if asks_pin && reaction.next == Next::Stay {
        reaction.next = Next::End;
    }
    Ok(reaction)
}

/// A step was left alone past its time, or Telegram will never take its screen: it is over, and the way on is shown.
fn left_alone(cx: &Cx<'_>, state: Option<&State>) -> Reaction<State> {
    let Some(State::Step(_)) = state else { return Reaction::silence() };
    let menu = vec![vec![cx.button("button-menu", Action::new("menu"))]];
    cx.end(Place::InPlace, Screen::text(cx.say("admin-step-over")).buttons(menu))
}

fn written(
    cx: &Cx<'_>,
    step: Option<Step>,
    message: MessageId,
    content: &Content,
) -> Result<Reaction<State>, Failure> {
    let unknown = || match &step {
        Some(step) => step.show(cx, Place::Below, Some(cx.say("admin-unknown"))),
        None => menu::show(cx, Place::Below, Some(cx.say("admin-unknown"))),
    };
    match content {
        // What was changed has been read already; the change is not an answer.
        Content::Edited => Ok(Reaction::silence()),
        Content::Command { name, .. } if pin::looks_like_pin(name) => Ok(cx.deleting(message, unknown()?)),
        Content::Command { name, .. } => match menu::command(name) {
            Some(action) => flow::act(cx, &action, Place::Below),
            None => unknown(),
        },
        content => match &step {
            Some(step) => step.written(cx, content),
            None => match content {
                Content::Text(text) | Content::Contact { phone: text, .. } => {
                    find::in_menu(cx, message, text)
                }
                _ => unknown(),
            },
        },
    }
}

fn person(event: &Event) -> Option<&Person> {
    match event {
        Event::Message { from, .. }
        | Event::Press { from, .. }
        | Event::CardPress { from, .. }
        | Event::OfferPress { from, .. }
        | Event::Entry { from, .. }
        | Event::Stale { from, .. }
        | Event::Reachable { from, .. } => Some(from),
        Event::Group | Event::Expired | Event::Undeliverable | Event::Due(_) | Event::Worked(_) => None,
    }
}
