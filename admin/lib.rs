//! The admin bot: a PIN before everything, the bookings of a day, and the live card that decides about one.
//!
//! | module | what lives there |
//! |---|---|
//! | `access` | who is answered, the claim of the first owner, sessions (A1) |
//! | [`state`] | where an admin stands: only the PIN is a dialogue |
//! | `cx` | what every screen needs: the turn, the admin, the language |
//! | `pin` | choosing a PIN and entering it (A1) |
//! | `checked` | what the worker says of a PIN |
//! | `menu` | the main menu and what its buttons lead to |
//! | `list` | bookings of a day and those that wait, the calendar (A3) |
//! | `card` | the live card of a booking: confirm, decline, cancel (A4, C6) |
//! | `reviews` | what owners hear of reviews (C10) |
//! | `notices` | what admins are told without asking (A12) |

mod access;
mod card;
mod checked;
mod cx;
mod list;
mod menu;
mod notices;
mod pin;
mod reviews;
pub mod state;

#[cfg(test)]
mod booking_tests;
#[cfg(test)]
mod pin_tests;
#[cfg(test)]
mod tests;

use chat::{
    Args, Bot, BotName, Content, Effects, Event, Failure, Lang, MessageId, Next, Outgoing, Person, Place,
    Priority, Reaction, Screen, Texts, Turn,
};
use domain::{ChatId, Fact, Policy};
use store::Tx;

use crate::cx::Cx;
use crate::state::State;

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
        if matches!(event, Event::Group | Event::Reachable { .. } | Event::Expired | Event::Undeliverable) {
            return Ok(Reaction::silence());
        }
        let Some(admitted) = access::admit(turn, chat, &event)? else { return Ok(Reaction::silence()) };
        let cx = Cx::new(turn, admitted.admin, person(&event))?;
        let reaction = match event {
            Event::Due(job) => pin::due(&cx, state, &job)?,
            Event::Worked(worked) => checked::worked(&cx, state, worked)?,
            event if cx.is_unlocked() => unlocked(&cx, state.as_ref(), event)?,
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
fn unlocked(cx: &Cx<'_>, state: Option<&State>, event: Event) -> Result<Reaction<State>, Failure> {
    cx.turn.tx.touch_session(cx.chat(), cx.turn.now)?;
    let mut reaction = match event {
        Event::Message { message, content, .. } => written(cx, message, &content)?,
        Event::Press { action, .. } => menu::act(cx, &action, Place::InPlace)?,
        Event::CardPress { booking, version, action, .. } => {
            card::pressed(cx, booking, version, &action, Place::InPlace)?
        }
        Event::Stale { live: true, .. } => Reaction::toast(cx.label("admin-stale")),
        Event::Stale { live: false, .. } => {
            menu::show(cx, Place::Below, None)?.saying(cx.label("admin-stale"))
        }
        _ => Reaction::silence(),
    };
    if state.is_some() {
        // Only the PIN is a dialogue, and an open session asks none.
        reaction.next = Next::End;
    }
    Ok(reaction)
}

fn written(cx: &Cx<'_>, message: MessageId, content: &Content) -> Result<Reaction<State>, Failure> {
    let unknown = || menu::show(cx, Place::Below, Some(cx.say("admin-unknown")));
    match content {
        Content::Command { name, .. } if pin::looks_like_pin(name) => Ok(cx.deleting(message, unknown()?)),
        Content::Command { name, .. } => match menu::command(name) {
            Some(action) => menu::act(cx, &action, Place::Below),
            None => unknown(),
        },
        // Somebody who has not seen that the session is open still types the PIN.
        Content::Text(text) if pin::looks_like_pin(text) => Ok(cx.deleting(message, unknown()?)),
        Content::Text(_) | Content::Contact { .. } | Content::Other => unknown(),
        // What was changed has been read already; the change is not an answer.
        Content::Edited => Ok(Reaction::silence()),
    }
}

fn person(event: &Event) -> Option<&Person> {
    match event {
        Event::Message { from, .. }
        | Event::Press { from, .. }
        | Event::CardPress { from, .. }
        | Event::OfferPress { from, .. }
        | Event::Stale { from, .. }
        | Event::Reachable { from, .. } => Some(from),
        Event::Group | Event::Expired | Event::Undeliverable | Event::Due(_) | Event::Worked(_) => None,
    }
}
