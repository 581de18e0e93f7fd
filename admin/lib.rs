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
//! | `list` | the doors to the lists: days, weeks, those that wait, the calendar (A3) |
//! | `day_list`, `week_list` | the bookings of a day; a week, counted |
//! | `list_rows`, `shown` | bookings as buttons; whose and which of them are shown |
//! | `day_picture`, [`timetable`] | a day or a week as a picture: asked for and sent; put together in a worker |
//! | [`picker`] | what, with whom and when: the way on which the three below go |
//! | `manual` | booking for a client who calls or walks in (A5) |
//! | `moving` | moving a booking (A4) |
//! | `why` | why a time is not offered (A16) |
//! | `card` | the live card of a booking: its buttons, and which press leads where (A4, C6) |
//! | `card_text` | what it tells |
//! | `decide` | confirm, decline, cancel; who came |
//! | [`edit`] | what is set right of a booking: name, phone, services, specialist, price, comment |
//! | `history` | who did what to a booking, and when |
//! | `meanwhile` | somebody was quicker: was, now, by whom |
//! | [`find`] | bookings are looked for (A3) |
//! | [`clients`] | clients: found, their card, notes, a ban, a merge (A8) |
//! | [`reason`] | why a booking is declined or called off |
//! | [`cat`] | the catalogue: categories, services, specialists (A6) |
//! | [`hours`] | the schedule: weeks, dates that differ, vacations, blocked time (A7) |
//! | [`stranded`] | what a change does to bookings, before it applies; who was asked and has not answered |
//! | [`late`] | the rest of a day begins later (A17) |
//! | `reviews` | what owners hear of reviews (C10) |
//! | `edited` | cards on which a client is called otherwise, or that are somebody else's by now |
//! | `erased` | what admins see of a client who had everything erased (C12) |
//! | [`setup`] | the first run: from nothing to a business that can be booked (A2) |
//! | [`team`] | who works here: roles, invitations, access, the journal (A1, A13) |
//! | `restored` | what owners decide after a restore (P10) |
//! | [`rights`] | all actions and the right that each takes |
//! | `notices` | what admins are told without asking (A12) |
//! | `news` | who of them wants it, and what waits for the morning |
//! | `digest`, `dead_letters` | what the day will bring; what failed for good |
//! | `alarms` | the service needs somebody to look after it |
//! | `backup` | a copy of the database in the owner's chat (A15) |
//! | [`settings`] | what is set in chat, and what everybody chooses for themselves (A13) |

mod access;
mod alarms;
mod backup;
mod card;
mod card_text;
pub mod cat;
mod checked;
pub mod clients;
mod condition;
mod cx;
mod day_list;
mod day_picture;
mod dead_letters;
mod decide;
mod digest;
pub mod edit;
mod edited;
mod erased;
pub mod find;
mod flow;
mod history;
pub mod hours;
pub mod late;
mod list;
mod list_rows;
mod manual;
mod meanwhile;
mod menu;
mod moving;
mod news;
mod notices;
pub mod picker;
mod pin;
pub mod reason;
mod restored;
mod reviews;
pub mod rights;
pub mod settings;
pub mod setup;
mod shown;
pub mod state;
pub mod step;
pub mod stranded;
pub mod team;
pub mod timetable;
mod week_list;
mod why;

#[cfg(test)]
mod booking_tests;
#[cfg(test)]
mod pin_tests;
#[cfg(test)]
mod tests;

use chat::{
    Action, Args, Bot, BotName, Content, Effects, Event, Failure, Incoming, Job, Lang, MessageId, Next,
    Outgoing, Person, Place, Priority, Reaction, Screen, Texts, Turn, Worked,
};
use domain::{ChatId, Fact, Policy};
use store::Tx;

pub use crate::access::open_sessions;
pub use crate::restored::restored;

use crate::access::Admitted;
pub use crate::alarms::{alarm_words, owners};
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

    fn serves(&self, turn: Turn<'_, Tx>, incoming: &Incoming) -> Result<bool, Failure> {
        access::serves(turn, incoming)
    }

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
        if let Event::Due(job) = &event
            && job.kind == digest::FOLLOW
        {
            return digest::follow(turn).map(|()| Reaction::silence());
        }
        let Some(Admitted { admin, came }) = access::admit(turn, chat, &event)? else {
            return Ok(Reaction::silence());
        };
        let cx = Cx::new(turn, admin, person(&event))?;
        let event = match event {
            // Offers are the client bot's; here somebody has made the button up.
            Event::OfferPress { from, .. } => Event::Stale { from, live: true },
            event => event,
        };
        if is_outdated(&cx, &event)? {
            cx.journal_once("press-outdated")?;
        }
        let mut reaction = match event {
            Event::Due(job) => due(&cx, state, &job)?,
            Event::Worked(Worked::PhotoFetched { file, content }) => {
                cat::photo::fetched(&cx, state, &file, content)?
            }
            Event::Worked(Worked::Drawn { asked, pictures }) => {
                day_picture::drawn(&cx, &asked, Some(pictures))?
            }
            Event::Worked(Worked::NotDrawn { asked }) => day_picture::drawn(&cx, &asked, None)?,
            Event::Worked(Worked::Examined(found)) => condition::examined(&cx, state, &found)?,
            Event::Worked(Worked::Copied(copied)) => backup::copied(&cx, copied)?,
            Event::Worked(worked) => checked::worked(&cx, state, worked)?,
            Event::Expired | Event::Undeliverable => left_alone(&cx, state.as_ref()),
            event if cx.is_unlocked() => unlocked(&cx, state, event)?,
            event => pin::locked(&cx, state, event)?,
        };
        if let Some(Fact::Staff { .. }) = came {
            reaction.effects.outgoing.insert(0, team::welcome(&cx)?);
        }
        reaction.effects.facts.extend(came);
        Ok(reaction)
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

/// Whether a press comes from a screen that is no longer so: somebody was quicker, or has made it up.
fn is_outdated(cx: &Cx<'_>, event: &Event) -> Result<bool, Failure> {
    Ok(match event {
        Event::Stale { .. } => true,
        Event::CardPress { booking, version, .. } => {
            cx.booking(*booking)?.is_some_and(|view| view.booking.version != *version)
        }
        _ => false,
    })
}

/// To be called once after the start: the file of the configuration was in order, those whom it names no longer see nothing more, and every
/// admin gets a digest.
///
/// # Errors
/// The database does not do what it should.
pub fn started(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    team::follow_policy(turn)?;
    settings::file::started(turn)?;
    digest::follow(turn)
}

fn due(cx: &Cx<'_>, state: Option<State>, job: &Job) -> Result<Reaction<State>, Failure> {
    match job.kind.as_str() {
        "pin" => pin::due(cx, state, job),
        cat::photo::JOB => cat::photo::due(cx, state, job),
        news::HELD => news::due(cx),
        digest::DIGEST => digest::due(cx),
        day_picture::JOB => day_picture::due(cx, job),
        dead_letters::JOB => dead_letters::due(cx),
        condition::JOB => Ok(condition::due(cx, state)),
        alarms::JOB => alarms::due(cx),
        alarms::OVER => Ok(alarms::over(cx, job)),
        backup::JOB => backup::due(cx, job),
        _ => Ok(Reaction::silence()),
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
        // A message may be changed into one with a PIN.
        Content::Edited if step.as_ref().is_some_and(Step::is_secret) => {
            Ok(cx.deleting(message, Reaction::silence()))
        }
        // What was changed has been read already; the change is not an answer.
        Content::Edited => Ok(Reaction::silence()),
        Content::Command { name, .. } if pin::looks_like_pin(name) => Ok(cx.deleting(message, unknown()?)),
        Content::Command { name, .. } => match menu::command(name) {
            Some(action) => flow::act(cx, &action, Place::Below),
            None => unknown(),
        },
        content => match &step {
            Some(step) if step.is_secret() => Ok(cx.deleting(message, step.written(cx, content)?)),
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
