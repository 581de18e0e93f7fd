//! What a typed text, a contact or a picture means on the step where the client stands (C3, C14).

use chat::when::{self, Bare, When};
use chat::{Action, Failure, Place, Reaction};
use chrono::{NaiveDate, NaiveTime};
use domain::{Instant, ServiceId, time};

use crate::cx::Cx;
use crate::screens::{bookings, day, menu, own_data, services as shelves, specialist, time as times};
use crate::state::{Shelf, State, Wish};
use crate::{again, back, card, choose, details, feedback, moving, offer, review, services};

/// Labels of buttons that lie around: none of them is a name or a comment.
const LABELS: [&str; 11] = [
    "button-confirm",
    "button-book",
    "button-bookings",
    "button-prices",
    "button-contacts",
    "button-language",
    "button-own-data",
    "button-share-phone",
    "button-agree",
    "button-other-time",
    "button-comment",
];

/// A text.
pub(crate) fn text(cx: &Cx<'_>, state: Option<State>, text: &str) -> Result<Reaction<State>, Failure> {
    let texts = cx.turn.texts;
    let Some(state) = state else { return without_dialogue(cx, text) };
    if texts.is_label("button-cancel", text) || texts.is_word("words-cancel", text) {
        return Ok(below(crate::menu::cancelled(cx, &state, Place::Below)?));
    }
    if texts.is_label("button-menu", text) || texts.is_word("words-menu", text) {
        return menu::show(cx, Place::Below);
    }
    if texts.is_label("button-back", text) || texts.is_word("words-back", text) {
        return Ok(below(back::from(cx, &state)?));
    }
    if let Some(done) = as_pressed(cx, &state, text)? {
        return Ok(below(done));
    }
    if LABELS.iter().any(|label| texts.is_label(label, text)) {
        return Ok(cx.hint(hint_of(&state)));
    }
    if let Some(reaction) = as_time(cx, &state, text)? {
        return Ok(below(reaction));
    }
    Ok(match state {
        State::Category { several } | State::Service { several, .. } => below(named(cx, several, text)?),
        State::Specialist { wish } => below(somebody(cx, wish, text)?),
        State::Name { held } => details::name_typed(cx, &held, text)?,
        State::Phone { held, name, .. } => details::phone_typed(cx, held, name, text)?,
        State::Comment(draft) => details::comment_typed(cx, draft, text)?,
        State::Reason(seen) => card::reason_typed(cx, seen, text)?,
        State::NewComment(seen) => card::comment_told(cx, seen, text)?,
        State::ReviewWords { booking } => feedback::words_typed(cx, booking, text)?,
        state => cx.hint(hint_of(&state)),
    })
}

/// The label of the button that the step is about, typed instead of pressed.
fn as_pressed(cx: &Cx<'_>, state: &State, text: &str) -> Result<Option<Reaction<State>>, Failure> {
    let is = |label| cx.turn.texts.is_label(label, text);
    Ok(match state {
        State::Review(draft) if is("button-confirm") => {
            Some(review::pressed(cx, draft.clone(), &Action::new("confirm"))?)
        }
        State::Move { held } if is("button-confirm") => {
            Some(moving::pressed(cx, held.clone(), &Action::new("confirm"))?)
        }
        State::Consent { .. } if is("button-agree") => {
            Some(details::pressed(cx, state.clone(), &Action::new("agree"))?)
        }
        _ => None,
    })
}

/// A day and a time, or one of them: chosen if the step is about it; on later steps both together choose another time.
fn as_time(cx: &Cx<'_>, state: &State, text: &str) -> Result<Option<Reaction<State>>, Failure> {
    let zone = cx.turn.policy.business.zone;
    let today = time::date(zone, cx.turn.now);
    let bare = if let State::Day { month, .. } = state { Bare::Day(*month) } else { Bare::Hour };
    let Some(found) = when::read(cx.turn.texts, text, today, bare) else { return Ok(None) };
    let (wish, shown) = match state {
        State::Day { wish, .. } => (wish.clone(), None),
        State::Time { wish, day } => (wish.clone(), Some(*day)),
        State::Review(draft) => (Wish { told: Some(draft.told.clone()), ..draft.held.wish.clone() }, None),
        // A name or a comment may speak of a day; with a time beside it, it is one.
        State::Consent { held } | State::Name { held } | State::Move { held } => (held.wish.clone(), None),
        _ => return Ok(None),
    };
    let place = Place::Below;
    Ok(match (state, found) {
        (_, When { day: Some(day), time: Some(at) }) => Some(at_time(cx, wish, day, at, place)?),
        (State::Day { .. } | State::Time { .. }, When { day: Some(day), time: None }) => {
            Some(times::ask_time(cx, wish, day, 0, place, None)?)
        }
        (State::Time { .. }, When { day: None, time: Some(at) }) => match shown {
            Some(day) => Some(at_time(cx, wish, day, at, place)?),
            None => None,
        },
        (State::Day { .. }, When { day: None, time: Some(_) }) => Some(cx.hint("hint-which-day")),
        _ => None,
    })
}

/// Takes a time if it is offered, else says why the day has none, or names the nearest.
fn at_time(
    cx: &Cx<'_>,
    wish: Wish,
    on: NaiveDate,
    at: NaiveTime,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    cx.release_hold()?;
    let Some(offer) = offer::of(cx, &wish)? else {
        return shelves::ask_category(cx, None, place, Some(cx.say("service-gone")));
    };
    let starts: Vec<Instant> = time::instants(offer.zone, on.and_time(at)).collect();
    match (starts.iter().find(|start| offer.choose(**start).is_some()), starts.first()) {
        (Some(start), _) => choose::time_chosen(cx, wish, *start, place),
        (None, Some(start)) if offer.dates().contains(&on) => times::not_offered(cx, wish, *start, place),
        // A day too far, or a time that the clocks skip.
        _ => times::ask_time(cx, wish, on, 0, place, None),
    }
}

/// A service or a category by its name.
fn named(cx: &Cx<'_>, several: Option<Vec<ServiceId>>, text: &str) -> Result<Reaction<State>, Failure> {
    let services = cx.turn.tx.services()?;
    let names: Vec<&str> = services.iter().map(|service| service.name.as_str()).collect();
    if let Some(found) = the_one(&names, text) {
        let service = &services[found];
        return match several {
            None => services::chosen(cx, vec![service.id], Place::Below),
            Some(ticked) if ticked.len() == services::MOST_SERVICES => Ok(cx.hint("too-many-services")),
            Some(mut ticked) => {
                if !ticked.contains(&service.id) {
                    ticked.push(service.id);
                }
                match offer::performers(cx, &ticked)?.is_empty() {
                    true => Ok(cx.hint("not-together")),
                    false => shelves::ask_category(cx, Some(ticked), Place::Below, None),
                }
            }
        };
    }
    let categories = cx.turn.tx.categories()?;
    let names: Vec<&str> = categories.iter().map(|category| category.name.as_str()).collect();
    match the_one(&names, text) {
        Some(found) => {
            shelves::ask_service(cx, Shelf::Of(categories[found].id), several, 0, Place::Below, None)
        }
        None => Ok(cx.hint("hint-service")),
    }
}

/// A specialist by name, or anybody.
fn somebody(cx: &Cx<'_>, wish: Wish, text: &str) -> Result<Reaction<State>, Failure> {
    if cx.turn.texts.is_label("button-anybody", text) {
        return day::ask_day(cx, wish.with(None), None, Place::Below, None);
    }
    let performers = offer::performers(cx, &wish.services)?;
    let names: Vec<&str> = performers.iter().map(|(specialist, _)| specialist.name.as_str()).collect();
    match the_one(&names, text) {
        Some(found) => day::ask_day(cx, wish.with(Some(performers[found].0.id)), None, Place::Below, None),
        None if performers.is_empty() => specialist::ask_specialist(cx, wish, 0, Place::Below),
        None => Ok(cx.hint("hint-specialist")),
    }
}

/// The one name that a text means: the same words, or the only one that begins with them.
fn the_one(names: &[&str], text: &str) -> Option<usize> {
    let wanted = text.trim().to_lowercase();
    if wanted.chars().count() < 2 {
        return None;
    }
    let folded: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    folded.iter().position(|name| *name == wanted).or_else(|| {
        let mut beginning = (0..folded.len()).filter(|place| folded[*place].starts_with(&wanted));
        beginning.next().filter(|_| beginning.next().is_none())
    })
}

/// A shared contact: an answer where the phone is asked, a misunderstanding elsewhere.
pub(crate) fn contact(
    cx: &Cx<'_>,
    state: Option<State>,
    phone: &str,
    own: bool,
) -> Result<Reaction<State>, Failure> {
    match state {
        Some(State::Phone { held, name, .. }) => details::phone_shared(cx, held, name, phone, own),
        Some(state) => Ok(cx.hint(hint_of(&state))),
        None => without_dialogue(cx, ""),
    }
}

/// A picture, a sticker, a voice: nothing that a step could take.
pub(crate) fn other(cx: &Cx<'_>, state: Option<State>) -> Result<Reaction<State>, Failure> {
    match state {
        Some(state) => Ok(cx.hint(hint_of(&state))),
        None => without_dialogue(cx, ""),
    }
}

/// Words without a dialogue: an entry by its name, or the menu with a word of help.
fn without_dialogue(cx: &Cx<'_>, text: &str) -> Result<Reaction<State>, Failure> {
    let place = Place::Below;
    let is = |label: &str| cx.turn.texts.is_label(label, text);
    if is("button-book") {
        return services::begin(cx, place);
    }
    if is("button-bookings") {
        return bookings::show(cx, 0, place);
    }
    if is("button-prices") {
        return menu::prices(cx, 0, place);
    }
    if is("button-contacts") {
        return menu::contacts(cx, place);
    }
    if is("button-language") {
        return menu::languages(cx, place);
    }
    if is("button-own-data") {
        return Ok(own_data::show(cx, place));
    }
    if is("button-again") {
        return again::as_last_time(cx, place);
    }
    menu::show(cx, place)
}

/// What the step waits for, in one sentence.
fn hint_of(state: &State) -> &'static str {
    match state {
        State::Category { .. } | State::Service { .. } => "hint-service",
        State::Specialist { .. } => "hint-specialist",
        State::Day { .. } => "hint-day",
        State::Time { .. } => "hint-time",
        State::Consent { .. } => "hint-consent",
        State::Name { .. } => "hint-name",
        State::Phone { .. } => "hint-phone",
        State::Review(_) | State::Move { .. } => "hint-review",
        State::Comment(_) | State::NewComment(_) => "hint-comment",
        State::Reason(_) => "hint-reason",
        State::Waitlist(_) => "hint-waitlist",
        State::Language { .. } => "hint-language",
        State::Forget { .. } => "hint-forget",
        State::Repeat(_) | State::SeriesReport { .. } | State::SeriesReview { .. } => "hint-series",
        State::ReviewWords { .. } => "hint-feedback",
    }
}

/// An answer to typed words stands below them, not in an older message.
fn below(mut reaction: Reaction<State>) -> Reaction<State> {
    for outgoing in &mut reaction.effects.outgoing {
        if let chat::Outgoing::Show(show) = outgoing
            && show.place == Place::InPlace
        {
            show.place = Place::Below;
        }
    }
    reaction
}
