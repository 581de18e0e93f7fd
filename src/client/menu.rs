//! What the commands and the entries of the main menu do. None of it is a dialogue: entries never grow old.

use chat::{Action, Failure, Lang, Place, Reaction};
use domain::ServiceId;

use crate::cx::Cx;
use crate::screens::{self, bookings, card, limits, menu};
use crate::state::State;
use crate::{again, feedback, info, own_data, privacy, services};

/// So many cards of visits that are over or off are shown anew for who returns.
const CAUGHT_UP: u32 = 10;
/// A source in a deep link: what Telegram allows there.
const SOURCE_LENGTH: usize = 64;

/// Carries out a command, if it is one of ours. It ends the dialogue and releases its hold (C1); only the language can be switched, and
/// the own data and the privacy notice read, in the middle of one.
pub(crate) fn command(
    cx: &Cx<'_>,
    state: Option<&State>,
    name: &str,
    argument: &str,
) -> Result<Option<Reaction<State>>, Failure> {
    let reaction = match name {
        "start" => start(cx, argument)?,
        "bookings" => bookings::show(cx, 0, Place::Below)?,
        "prices" => menu::prices(cx, 0, Place::Below)?,
        "contacts" => menu::contacts(cx, Place::Below)?,
        "language" => match state {
            Some(State::Language { then }) => menu::ask_language(cx, (**then).clone(), Place::Below),
            Some(state) => menu::ask_language(cx, state.clone(), Place::Below),
            None => menu::languages(cx, Place::Below)?,
        },
        "mydata" => own_data::send(cx)?,
        "privacy" => privacy::tell(cx)?,
        "forget" => screens::own_data::ask_forget(cx, Place::Below)?,
        _ => return Ok(None),
    };
    Ok(Some(reaction))
}

fn start(cx: &Cx<'_>, argument: &str) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    if let Some(service) = argument.strip_prefix("s_").and_then(|number| number.parse::<i64>().ok()) {
        return match limits::reached(cx, Place::Below)? {
            Some(told) => Ok(told),
            None => services::chosen(cx, vec![ServiceId::from(service)], Place::Below),
        };
    }
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !argument.is_empty() && argument.len() <= SOURCE_LENGTH && argument.chars().all(good) {
        cx.turn.tx.set_client_source(cx.client.id, argument)?;
    }
    menu::greet(cx)
}

/// A press on an entry.
pub(crate) fn pressed(cx: &Cx<'_>, action: &Action) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers()) {
        ("book", []) => services::begin(cx, Place::InPlace),
        ("again", []) => again::as_last_time(cx, Place::InPlace),
        ("bookings", []) => bookings::show(cx, 0, Place::InPlace),
        ("bookings", [page]) => bookings::show(cx, *page, Place::InPlace),
        ("past", []) => bookings::past(cx, 0, Place::InPlace),
        ("past", [page]) => bookings::past(cx, *page, Place::InPlace),
        ("card", [id]) => crate::bookings::open(cx, (*id).into()),
        ("waitlist", []) => screens::waitlist::show(cx, Place::InPlace),
        ("waiting", [id]) => crate::waitlist::open(cx, (*id).into()),
        ("stop-waiting", [id]) => crate::waitlist::stop(cx, (*id).into()),
        ("prices", []) => menu::prices(cx, 0, Place::InPlace),
        ("prices", [page]) => menu::prices(cx, *page, Place::InPlace),
        ("contacts", []) => menu::contacts(cx, Place::InPlace),
        ("own-data", []) => Ok(screens::own_data::show(cx, Place::InPlace)),
        ("own-data-file", []) => own_data::send(cx),
        ("privacy", []) => privacy::tell(cx),
        ("forget", []) => screens::own_data::ask_forget(cx, Place::InPlace),
        ("languages", []) => menu::languages(cx, Place::InPlace),
        ("language", [number]) => switch_language(cx, *number),
        _ => match info::pressed(cx, action)? {
            Some(reaction) => Ok(reaction),
            None => menu::show(cx, Place::InPlace),
        },
    }
}

/// The dialogue was called off; a booking that was to be changed stays as it is.
pub(crate) fn cancelled(cx: &Cx<'_>, state: &State, place: Place) -> Result<Reaction<State>, Failure> {
    if let State::ReviewWords { booking } = state {
        return feedback::back(cx, *booking, place);
    }
    match state.booking() {
        Some(seen) => {
            let toast = cx.label("kept-toast");
            Ok(card::instead_of_dialogue(cx, seen.booking, place)?.saying(toast))
        }
        None => Ok(menu::show(cx, place)?.saying(cx.label("cancelled-toast"))),
    }
}

/// A language was chosen. What the client has before them is shown in it: the step of a dialogue or the menu, and the cards of bookings to
/// come.
fn switch_language(cx: &Cx<'_>, number: i64) -> Result<Reaction<State>, Failure> {
    let switched = switched(cx, number)?;
    let reaction = menu::show(&switched, Place::InPlace)?.saying(switched.label("language-switched"));
    redraw(&switched, reaction)
}

/// The same in the middle of a dialogue, which then goes on.
pub(crate) fn language_chosen(cx: &Cx<'_>, then: State, action: &Action) -> Result<Reaction<State>, Failure> {
    let ("language", [number]) = (action.verb(), action.numbers()) else { return Ok(Reaction::silence()) };
    let switched = switched(cx, *number)?;
    let reaction = screens::again(&switched, then, Place::InPlace)?;
    redraw(&switched, reaction.saying(switched.label("language-switched")))
}

fn switched<'a>(cx: &Cx<'a>, number: i64) -> Result<Cx<'a>, Failure> {
    let lang = if number == 0 { Lang::Ru } else { Lang::En };
    cx.turn.tx.set_client_language(cx.client.id, lang.code())?;
    Ok(Cx { turn: cx.turn, chat: cx.chat, client: cx.client.clone(), lang, returns: cx.returns })
}

/// Somebody who had blocked the bot is back: their newest cards say how things stand by now.
pub(crate) fn catch_up(cx: &Cx<'_>, reaction: Reaction<State>) -> Result<Reaction<State>, Failure> {
    let past = cx.turn.tx.past_of(cx.client.id, cx.turn.now, 0, CAUGHT_UP)?;
    let cards = past.iter().map(|view| card::show(cx, view, Place::IfShown));
    let reaction = cards.fold(reaction, Reaction::and);
    redraw(cx, reaction)
}

fn redraw(cx: &Cx<'_>, reaction: Reaction<State>) -> Result<Reaction<State>, Failure> {
    let upcoming = cx.turn.tx.upcoming_of(cx.client.id, cx.turn.now)?;
    let cards = upcoming.iter().map(|view| card::show(cx, view, Place::IfShown));
    Ok(cards.fold(reaction, Reaction::and))
}
