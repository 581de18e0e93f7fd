//! What the commands and the entries of the main menu do. None of it is a dialogue: entries never grow old.

use chat::{Action, Failure, Lang, Place, Reaction};
use domain::ServiceId;

use crate::cx::Cx;
use crate::screens::{bookings, choose, menu, waitlist as waitlist_screens};
use crate::state::State;

/// A source in a deep link: what Telegram allows there.
const SOURCE_LENGTH: usize = 64;

/// Carries out a command, if it is one of ours. It ends the dialogue and releases its hold (C1).
pub(crate) fn command(cx: &Cx<'_>, name: &str, argument: &str) -> Result<Option<Reaction<State>>, Failure> {
    let reaction = match name {
        "start" => start(cx, argument)?,
        "bookings" => bookings::show(cx, 0, Place::Below)?,
        "prices" => menu::prices(cx, 0, Place::Below)?,
        "contacts" => menu::contacts(cx, Place::Below)?,
        "language" => menu::languages(cx, Place::Below)?,
        _ => return Ok(None),
    };
    Ok(Some(reaction))
}

fn start(cx: &Cx<'_>, argument: &str) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    if let Some(service) = argument.strip_prefix("s_").and_then(|number| number.parse::<i64>().ok()) {
        return choose::service_chosen(cx, ServiceId::from(service), Place::Below);
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
        ("book", []) => choose::begin(cx, Place::InPlace),
        ("bookings", []) => bookings::show(cx, 0, Place::InPlace),
        ("bookings", [page]) => bookings::show(cx, *page, Place::InPlace),
        ("card", [id]) => crate::bookings::open(cx, (*id).into()),
        ("waitlist", []) => waitlist_screens::show(cx, Place::InPlace),
        ("waiting", [id]) => crate::waitlist::open(cx, (*id).into()),
        ("stop-waiting", [id]) => crate::waitlist::stop(cx, (*id).into()),
        ("prices", []) => menu::prices(cx, 0, Place::InPlace),
        ("prices", [page]) => menu::prices(cx, *page, Place::InPlace),
        ("contacts", []) => menu::contacts(cx, Place::InPlace),
        ("languages", []) => menu::languages(cx, Place::InPlace),
        ("language", [number]) => switch_language(cx, *number),
        _ => menu::show(cx, Place::InPlace),
    }
}

/// The dialogue was called off.
pub(crate) fn cancelled(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    Ok(menu::show(cx, Place::InPlace)?.saying(cx.label("cancelled-toast")))
}

fn switch_language(cx: &Cx<'_>, number: i64) -> Result<Reaction<State>, Failure> {
    let lang = if number == 0 { Lang::Ru } else { Lang::En };
    cx.turn.tx.set_client_language(cx.client.id, lang.code())?;
    let switched = Cx { turn: cx.turn, chat: cx.chat, client: cx.client.clone(), lang };
    Ok(menu::show(&switched, Place::InPlace)?.saying(switched.label("language-switched")))
}
