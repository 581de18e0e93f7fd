//! The client bot: a dialogue that ends in a booking, and the live card of every booking.
//!
//! | module | what lives there |
//! |---|---|
//! | [`state`] | where a client stands |
//! | `cx` | what every screen needs: the turn, the client, the language |
//! | `offer` | what can be booked, asked of the database and of `domain` |
//! | `screens` | what a client sees, step by step |
//! | `menu` | commands, the entries of the main menu, the language |
//! | `info` | about us: specialists, the map, questions |
//! | `services` | category and services |
//! | `choose` | specialist → day → time, and the hold |
//! | `why` | why a day has no time |
//! | `details` | consent → name → phone → comment |
//! | `joining` | a record that the staff made by phone joins the client's own |
//! | `review` | confirm a booking |
//! | `pending` | until when an admin has to confirm it |
//! | `moving` | move a booking |
//! | `again` | book the same once more |
//! | `series` | a visit that comes back every week |
//! | `bookings` | my bookings |
//! | `card` | the live card: cancel, move, comment, and what others changed |
//! | `news` | what is told of that |
//! | `follow_up` | what is planned with a booking: reminders before it, a question after it |
//! | `asked` | the client is asked, because what they booked cannot be kept |
//! | `reminder` | a reminder is due, and "I'll come" |
//! | `feedback` | the question after a visit, and its answer |
//! | `calendar_file` | a booking for the client's calendar |
//! | `own_data` | all that is stored about the client, as files; `own_data_page` is the one for people |
//! | `forget` | the same erased, and once more after a restore |
//! | `retention` | the same erased when nothing was heard for long |
//! | [`privacy`] | what is stored, why and for how long, in plain words |
//! | `waitlist` | joining the waitlist, leaving it, "something earlier" |
//! | `waitlist_line` | who is asked next, and the end of an offer |
//! | `waitlist_offer` | what is done with an offer |
//! | `back` | one step back |
//! | `typed` | what a typed text means on the step where the client stands |

mod again;
mod asked;
mod back;
mod bookings;
mod calendar_file;
mod card;
mod choose;
mod cx;
mod details;
mod feedback;
mod follow_up;
mod forget;
mod info;
mod joining;
mod menu;
mod moving;
mod news;
mod offer;
mod own_data;
mod own_data_page;
mod pending;
pub mod privacy;
mod reminder;
mod retention;
mod review;
mod screens;
mod series;
mod services;
pub mod state;
mod typed;
mod waitlist;
mod waitlist_line;
mod waitlist_offer;
mod why;

use chat::{
    Action, Bot, BotName, Card, Content, Effects, Event, Failure, Job, Keyboard, Lang, Next, Outgoing,
    Person, Place, Priority, Reaction, Screen, Texts, Turn,
};
use domain::{Actor, BookingId, ChatId, Fact, Policy, Status};
use store::Tx;

pub use crate::follow_up::follow_policy;
pub use crate::forget::erase_again;

use crate::cx::Cx;
use crate::state::State;

/// The client bot.
pub struct ClientBot;

/// The commands for Telegram's list, with their descriptions.
pub fn commands(texts: &Texts, lang: Lang) -> Vec<(&'static str, String)> {
    ["start", "bookings", "prices", "contacts", "language", "mydata", "forget", "privacy"]
        .into_iter()
        .map(|name| (name, texts.get(lang, &format!("command-{name}"))))
        .collect()
}

impl Bot<Tx> for ClientBot {
    type State = State;

    const NAME: BotName = BotName::Client;
    const STATE_VERSION: i64 = 2;

    fn handle(
        &self,
        turn: Turn<'_, Tx>,
        chat: ChatId,
        state: Option<State>,
        event: Event,
    ) -> Result<Reaction<State>, Failure> {
        if let Event::Group = event {
            return Ok(in_a_group(turn, chat));
        }
        if chat.get() < 0 {
            // A group that a message could not reach is nobody's chat.
            return Ok(Reaction::silence());
        }
        if let Event::Reachable { reachable, .. } = event {
            return reached(turn, chat, reachable);
        }
        if let Event::Due(job) = &event
            && job.kind == waitlist_line::LINE
        {
            // It is nobody's in particular.
            return waitlist_line::go_along(turn, job.subject);
        }
        if let Event::Due(job) = &event
            && job.kind == retention::LOOK
        {
            return retention::due(turn, job.subject);
        }
        if let Event::Due(job) = &event
            && job.kind == follow_up::FOLLOW
        {
            return follow_policy(turn).map(|()| Reaction::silence());
        }
        if let Event::Due(job) = &event
            && job.kind == asked::OVER
        {
            return asked::over(turn, job);
        }
        let cx = Cx::new(turn, chat, person(&event))?;
        let asked_contact = state.as_ref().is_some_and(State::asks_contact);
        let mut reaction = match event {
            Event::Message { content, .. } => written(&cx, state, content)?,
            Event::Press { action, .. } => pressed(&cx, state, &action)?,
            Event::CardPress { booking, action, .. } if feedback::is_answer(&action) => {
                feedback::pressed(&cx, state.as_ref(), booking, &action)?
            }
            Event::CardPress { booking, version, action, .. } => {
                card::pressed(&cx, booking, version, &action)?
            }
            Event::Stale { live, .. } | Event::Entry { live, .. } => stale(&cx, state.is_some() || live)?,
            Event::Expired => expired(&cx, state)?,
            Event::Undeliverable => undeliverable(&cx)?,
            Event::Due(job) => due(&cx, state, &job)?,
            Event::OfferPress { offer, action, .. } => waitlist_offer::pressed(&cx, offer, &action)?,
            Event::Reachable { .. } | Event::Worked(_) | Event::Group => Reaction::silence(),
        };
        let leaves = match &reaction.next {
            Next::Stay => false,
            Next::End => true,
            Next::Go(next) => !next.asks_contact(),
        };
        if asked_contact && leaves {
            // The keyboard that asks for the contact goes only with a message of its own.
            let away = Screen::text(cx.say("keyboard-away")).keyboard(Keyboard::Remove);
            reaction.effects.outgoing.insert(0, cx.once(away));
        }
        if cx.returns { menu::catch_up(&cx, reaction) } else { Ok(reaction) }
    }

    fn hear(&self, turn: Turn<'_, Tx>, fact: &Fact) -> Result<Effects, Failure> {
        if let Fact::SeriesCancelled { first, further } = fact {
            return series_cancelled(self, turn, *first, further);
        }
        follow_up::hear(turn, fact)?;
        let asked = asked::hear(turn, fact)?;
        let mut effects = card::hear(turn, fact)?;
        effects.outgoing.extend(asked);
        effects.outgoing.extend(calendar_file::hear(turn, fact)?.outgoing);
        effects.outgoing.extend(waitlist_line::hear(turn, fact)?);
        effects.outgoing.extend(joining::hear(turn, fact)?);
        Ok(effects)
    }

    fn apologise(&self, texts: &Texts, policy: &Policy, person: &Person) -> Option<Outgoing> {
        let lang = Lang::for_person(person.language.as_deref(), policy.business.locale.into());
        Some(Outgoing::Say {
            bot: BotName::Client,
            chat: person.chat,
            screen: Screen::text(texts.get(lang, "apology")),
            priority: Priority::Reply,
            expires_at: None,
        })
    }
}

fn person(event: &Event) -> Option<&Person> {
    match event {
        Event::Message { from, .. }
        | Event::Press { from, .. }
        | Event::CardPress { from, .. }
        | Event::OfferPress { from, .. }
        | Event::Entry { from, .. }
        | Event::Stale { from, .. } => Some(from),
        Event::Reachable { .. }
        | Event::Group
        | Event::Expired
        | Event::Undeliverable
        | Event::Due(_)
        | Event::Worked(_) => None,
    }
}

fn written(cx: &Cx<'_>, state: Option<State>, content: Content) -> Result<Reaction<State>, Failure> {
    match content {
        Content::Command { name, argument } => {
            match (menu::command(cx, state.as_ref(), &name, &argument)?, state) {
                (Some(reaction), _) => Ok(reaction),
                // A slip of the pen must not cost a booking (C14).
                (None, Some(state)) => typed::other(cx, Some(state)),
                (None, None) => screens::menu::show(cx, Place::Below),
            }
        }
        Content::Text(text) => typed::text(cx, state, &text),
        Content::Contact { phone, own } => typed::contact(cx, state, &phone, own),
        Content::Photo { .. } | Content::Other => typed::other(cx, state),
        // What was said stays said: a change of an earlier message is not an answer. Who waits for one hears so.
        Content::Edited if state.is_some() => Ok(cx.hint("hint-edited")),
        Content::Edited => Ok(Reaction::silence()),
    }
}

/// A press on the dialogue's screen, or on an entry when no dialogue is open.
fn pressed(cx: &Cx<'_>, state: Option<State>, action: &Action) -> Result<Reaction<State>, Failure> {
    match (action.verb(), state) {
        (chat::calendar::NOTHING, _) => Ok(Reaction::silence()),
        (_, None) => menu::pressed(cx, action),
        ("cancel", Some(state)) => menu::cancelled(cx, &state, Place::InPlace),
        ("back", Some(state)) => back::from(cx, &state),
        (_, Some(state)) => match state {
            State::Category { .. } | State::Service { .. } => services::pressed(cx, state, action),
            State::Specialist { .. } | State::Day { .. } | State::Time { .. } => {
                choose::pressed(cx, state, action)
            }
            State::Consent { .. } | State::Name { .. } | State::Phone { .. } | State::Comment(_) => {
                details::pressed(cx, state, action)
            }
            State::Review(draft) => review::pressed(cx, draft, action),
            State::Move { held } => moving::pressed(cx, held, action),
            State::NewComment(seen) if action.verb() == "none" => card::comment_told(cx, seen, ""),
            State::Reason(_) | State::NewComment(_) => Ok(Reaction::silence()),
            State::Language { then } => menu::language_chosen(cx, *then, action),
            State::Repeat(_) | State::SeriesReport { .. } | State::SeriesReview { .. } => {
                series::pressed(cx, state, action)
            }
            State::Forget { upcoming } => forget::pressed(cx, &upcoming, action),
            State::Waitlist(joining) => waitlist::pressed(cx, joining, action),
            State::ReviewWords { .. } => Ok(Reaction::silence()),
        },
    }
}

/// A press that came too late, or that nobody could have made. Who has something live before them only hears so.
fn stale(cx: &Cx<'_>, has_way_on: bool) -> Result<Reaction<State>, Failure> {
    let toast = cx.label("stale");
    match has_way_on {
        true => Ok(Reaction::toast(toast)),
        false => Ok(screens::menu::show(cx, Place::Below)?.saying(toast)),
    }
}

fn expired(cx: &Cx<'_>, state: Option<State>) -> Result<Reaction<State>, Failure> {
    if let Some(State::ReviewWords { booking }) = state {
        return feedback::back(cx, booking, Place::InPlace);
    }
    cx.release_hold()?;
    let held = state.is_some_and(|state| state.held().is_some());
    let text = cx.say(if held { "expired-hold" } else { "expired" });
    let screen = Screen::text(text).buttons(screens::menu::way_on(cx));
    Ok(Reaction::end().and(cx.show(Card::Dialogue, Place::InPlace, screen)))
}

/// The screen cannot be shown: the menu can.
fn undeliverable(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let screen = Screen::text(cx.say("apology")).buttons(screens::menu::way_on(cx));
    Ok(Reaction::end().and(cx.show(Card::Dialogue, Place::Below, screen)))
}

fn due(cx: &Cx<'_>, state: Option<State>, job: &Job) -> Result<Reaction<State>, Failure> {
    match job.kind.as_str() {
        "hold" => choose::hold_ended(cx, state, job.subject),
        "remind" => reminder::due(cx, job),
        "review" => feedback::due(cx, job),
        asked::JOB => asked::due(cx, job),
        "pending" => card::not_confirmed_in_time(cx, job.subject),
        waitlist_line::OFFER => waitlist_line::offer_ended(cx, job.subject),
        _ => Ok(Reaction::silence()),
    }
}

/// Whether messages reach a chat. Who has had everything erased and then blocks the bot is not noted anew.
fn reached(turn: Turn<'_, Tx>, chat: ChatId, reachable: bool) -> Result<Reaction<State>, Failure> {
    let known = turn.tx.known_client_of(chat)?;
    turn.tx.set_client_reachable(chat, reachable)?;
    match known {
        Some(client) if !reachable => {
            waitlist_line::unreachable(turn, client.id)?;
            Ok(Reaction::silence())
        }
        Some(client) if !client.reachable => menu::catch_up(&Cx::new(turn, chat, None)?, Reaction::silence()),
        _ => Ok(Reaction::silence()),
    }
}

/// Each date is heard of by itself.
fn series_cancelled(
    bot: &ClientBot,
    turn: Turn<'_, Tx>,
    first: BookingId,
    further: &[BookingId],
) -> Result<Effects, Failure> {
    let mut effects = Effects::default();
    for booking in std::iter::once(first).chain(further.iter().copied()) {
        let fact = Fact::StatusChanged { booking, status: Status::Cancelled, by: Actor::Client };
        effects.outgoing.extend(bot.hear(turn, &fact)?.outgoing);
    }
    Ok(effects)
}

fn in_a_group(turn: Turn<'_, Tx>, chat: ChatId) -> Reaction<State> {
    let lang = turn.policy.business.locale.into();
    Reaction::silence().and(Outgoing::Say {
        bot: BotName::Client,
        chat,
        screen: Screen::text(turn.texts.get(lang, "private-only")),
        priority: Priority::Notice,
        expires_at: Some(turn.now + chrono::TimeDelta::minutes(10)),
    })
}
