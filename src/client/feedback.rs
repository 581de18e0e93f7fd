//! The question about a visit, and what the client answers (C10): stars by a press, then words if they like. [`review`](crate::review) next door
//! is something else: the look over a booking before it is made.
//!
//! The question is a card of its own, so that no running dialogue is disturbed. The words are a dialogue, in the card's own message.

use chat::{Action, BotName, Card, Failure, Job, Outgoing, Place, Reaction};
use domain::review::{self, ReviewWordsError};
use domain::{BookingId, Fact, ReviewWords, Stars, Status, time};
use store::bookings::BookingView;
use store::reviews::Review;

use crate::cx::Cx;
use crate::follow_up::schedule;
use crate::screens::feedback::{ask, ask_words, question, show};
use crate::state::State;

/// The question is due, on time or after the service was down. A visit is asked about once, and a client once a day.
pub(crate) fn due(cx: &Cx<'_>, job: &Job) -> Result<Reaction<State>, Failure> {
    let (tx, now, policy) = (cx.turn.tx, cx.turn.now, cx.turn.policy);
    let zone = policy.business.zone;
    let booking = BookingId::from(job.subject);
    let Some(view) = own(cx, booking)? else { return Ok(Reaction::silence()) };
    let visit = view.booking.visit;
    let is_wanted = policy.review.ask && cx.client.reachable && took_place(&view) && visit.end() <= now;
    if !is_wanted || tx.review(booking)?.is_some() {
        return Ok(Reaction::silence());
    }
    let today = time::date(zone, now);
    match review::put(visit, now, policy.reminders.quiet, zone) {
        Some(at) if at > now => {
            schedule(cx.turn, cx.chat, "review", job.key.clone(), booking, at)?;
            Ok(Reaction::silence())
        }
        Some(_) if tx.last_asked(cx.client.id)?.is_none_or(|at| time::date(zone, at) != today) => {
            tx.note_review_asked(booking, now)?;
            Ok(Reaction::silence().and(ask(cx, &view)))
        }
        _ => Ok(Reaction::silence()),
    }
}

/// Whether a press on a card is one on this card.
pub(crate) fn is_answer(action: &Action) -> bool {
    matches!(action.verb(), "rate" | "rate-again" | "rated" | "rate-words")
}

/// A press on the card. It can be forged: the visit must be the client's own, and they must have been asked. The booking's version does not
/// matter: whoever notes that the visit took place does not change what the client thinks of it.
pub(crate) fn pressed(
    cx: &Cx<'_>,
    state: Option<&State>,
    booking: BookingId,
    action: &Action,
) -> Result<Reaction<State>, Failure> {
    let (Some(view), Some(review)) = (own(cx, booking)?, cx.turn.tx.review(booking)?) else {
        return Ok(Reaction::toast(cx.label("stale")));
    };
    if matches!(state, Some(State::ReviewWords { booking: open }) if *open == booking) {
        // The second of two presses: the card is the dialogue by now.
        return Ok(Reaction::silence());
    }
    let card = || show(cx, &view, &review, Place::InPlace);
    match (action.verb(), action.numbers()) {
        ("rate", [count]) => match Stars::new(*count).filter(|_| may_rate(cx, &view, &review)) {
            Some(stars) => rate(cx, &view, stars),
            None => Ok(Reaction::toast(cx.label("feedback-too-late")).and(card())),
        },
        ("rate-again", []) if may_rate(cx, &view, &review) => {
            Ok(Reaction::silence().and(question(cx, &view, &review)))
        }
        ("rate-words", []) if may_add_words(cx, &view, &review) => match state {
            Some(_) => Ok(Reaction::toast(cx.label("feedback-finish-first"))),
            None => Ok(begin_words(cx, booking)),
        },
        _ => Ok(Reaction::silence().and(card())),
    }
}

fn rate(cx: &Cx<'_>, view: &BookingView, stars: Stars) -> Result<Reaction<State>, Failure> {
    let booking = view.booking.id;
    cx.turn.tx.set_review_stars(booking, stars, cx.turn.now)?;
    Ok(shown(cx, booking, Place::InPlace)?.because(Fact::Reviewed { booking }))
}

/// The card's message becomes the dialogue's screen until the words are there.
fn begin_words(cx: &Cx<'_>, booking: BookingId) -> Reaction<State> {
    let mut reaction = cx.go(State::ReviewWords { booking }, Place::InPlace, ask_words(cx));
    reaction.effects.outgoing.insert(0, rename(cx, Card::Review(booking), Card::Dialogue));
    reaction
}

/// The words were typed.
pub(crate) fn words_typed(cx: &Cx<'_>, booking: BookingId, text: &str) -> Result<Reaction<State>, Failure> {
    let words = match ReviewWords::parse(text) {
        Ok(words) => words,
        Err(ReviewWordsError::Empty) => return Ok(cx.hint("hint-feedback")),
        Err(ReviewWordsError::TooLong) => return Ok(cx.hint("feedback-too-long")),
    };
    let (Some(view), Some(review)) = (own(cx, booking)?, cx.turn.tx.review(booking)?) else {
        return crate::screens::menu::show(cx, Place::Below);
    };
    if !may_add_words(cx, &view, &review) {
        return back(cx, booking, Place::Below);
    }
    cx.turn.tx.set_review_words(booking, &words)?;
    Ok(back(cx, booking, Place::Below)?.because(Fact::Reviewed { booking }))
}

/// The dialogue is over, and its message is the card again: the words are there, or are not wanted.
pub(crate) fn back(cx: &Cx<'_>, booking: BookingId, place: Place) -> Result<Reaction<State>, Failure> {
    let mut reaction = shown(cx, booking, place)?;
    reaction.next = chat::Next::End;
    reaction.effects.outgoing.insert(0, rename(cx, Card::Dialogue, Card::Review(booking)));
    Ok(reaction)
}

/// The card as it is now.
fn shown(cx: &Cx<'_>, booking: BookingId, place: Place) -> Result<Reaction<State>, Failure> {
    let (Some(view), Some(review)) = (own(cx, booking)?, cx.turn.tx.review(booking)?) else {
        return Ok(Reaction::silence());
    };
    Ok(Reaction::silence().and(show(cx, &view, &review, place)))
}

fn rename(cx: &Cx<'_>, from: Card, to: Card) -> Outgoing {
    Outgoing::Rename { bot: BotName::Client, chat: cx.chat, from, to, former: None }
}

fn own(cx: &Cx<'_>, booking: BookingId) -> Result<Option<BookingView>, Failure> {
    Ok(cx.turn.tx.booking(booking)?.filter(|view| view.client.id == cx.client.id))
}

/// Whether the visit took place, as far as anybody has said.
fn took_place(view: &BookingView) -> bool {
    matches!(view.booking.status, Status::Confirmed | Status::Done)
}

/// Whether stars may be given now, or others.
pub(crate) fn may_rate(cx: &Cx<'_>, view: &BookingView, review: &Review) -> bool {
    let rated = review.rated.map(|(_, at)| at);
    took_place(view) && review::may_rate(view.booking.visit, rated, review.words.is_some(), cx.turn.now)
}

/// Whether words may be added now.
pub(crate) fn may_add_words(cx: &Cx<'_>, view: &BookingView, review: &Review) -> bool {
    let is_rated = review.rated.is_some() && review.words.is_none();
    took_place(view) && is_rated && review::may_answer(view.booking.visit, cx.turn.now)
}
