//! The client is asked: what they booked cannot be kept, or is a little different by now (A7, A17). The question stands on the live card, so its
//! buttons are checked like those of every card. A client who is asked is bound by no notice: it is not them who changes plans.

use chat::{Action, Args, BotName, Button, Failure, Job, Outgoing, Place, Priority, Reaction, Turn};
use chrono::TimeDelta;
use domain::{Actor, BookingId, Fact, Instant};
use store::Tx;
use store::bookings::BookingView;
use store::proposals::{Answer, Asked};

use crate::cx::Cx;
use crate::follow_up::schedule;
use crate::screens::card;
use crate::state::State;

/// The kind of the job that asks when the quiet hours are over.
pub(crate) const JOB: &str = "asked";
/// A question about a visit so near wakes people up: in the morning it would be too late to answer.
const URGENT: TimeDelta = TimeDelta::hours(12);

/// Something happened to a booking: a question about it is asked, goes on, or is settled.
pub(crate) fn hear(turn: Turn<'_, Tx>, fact: &Fact) -> Result<Vec<Outgoing>, Failure> {
    match fact {
        Fact::Asked { booking } => ask(turn, *booking),
        Fact::Answered { booking } => shown_again(turn, *booking),
        Fact::Moved { booking, by: Actor::Client, .. } => settle(turn, *booking, Answer::Other),
        Fact::Moved { booking, .. } => moved_by_us(turn, *booking),
        Fact::StatusChanged { booking, status, .. } if status.is_active() => go_on(turn, *booking),
        Fact::Edited { booking, .. } => go_on(turn, *booking),
        Fact::StatusChanged { booking, by: Actor::Client, .. } => settle(turn, *booking, Answer::Cancelled),
        Fact::StatusChanged { booking, .. } => settle(turn, *booking, Answer::Void),
        _ => Ok(Vec::new()),
    }
}

/// The quiet hours are over.
pub(crate) fn due(cx: &Cx<'_>, job: &Job) -> Result<Reaction<State>, Failure> {
    let asked = ask(cx.turn, BookingId::from(job.subject))?;
    Ok(asked.into_iter().fold(Reaction::silence(), Reaction::and))
}

/// "It suits me."
pub(crate) fn fits(cx: &Cx<'_>, view: &BookingView) -> Result<Reaction<State>, Failure> {
    let is_asked = view.open_question().is_some_and(|question| question.asked != Asked::Another);
    if !is_asked || view.booking.visit.start() <= cx.turn.now {
        return Ok(Reaction::toast(cx.label("asked-settled")).and(card::show(cx, view, Place::InPlace)));
    }
    cx.turn.tx.settle(view.booking.id, Answer::Fits, cx.turn.now)?;
    let fact = Fact::Answered { booking: view.booking.id };
    Ok(Reaction::toast(cx.label("asked-thanks")).because(fact))
}

/// The notice that binds the client on this booking: none while they are asked.
pub(crate) fn notice(cx: &Cx<'_>, view: &BookingView) -> TimeDelta {
    match view.open_question() {
        Some(_) => TimeDelta::zero(),
        None => cx.turn.policy.booking.cancel_notice,
    }
}

/// What is asked, for the head of the card.
pub(crate) fn question(cx: &Cx<'_>, view: &BookingView) -> Option<String> {
    let question = view.open_question()?;
    let format = cx.format();
    let (was, is) = (question.former_at, view.booking.visit.start());
    let key = match question.asked {
        Asked::Another => "asked-another",
        Asked::Later => "asked-later",
        Asked::Colleague => "asked-colleague",
    };
    let args = Args::new()
        .text("former", &question.former_with)
        .text("specialist", &view.specialist)
        .text("was", format.time(was))
        .text("is", format.time(is));
    Some(cx.say_with(key, args))
}

/// The buttons with which it is answered; they take the place of those that change a booking otherwise.
pub(crate) fn rows(cx: &Cx<'_>, view: &BookingView) -> Option<Vec<Vec<Button>>> {
    let button = |key, verb| cx.button(key, Action::new(verb));
    let cancel = button("button-cancel-booking", "cancel");
    Some(match view.open_question()?.asked {
        Asked::Another => vec![vec![button("asked-button-another", "move")], vec![cancel]],
        Asked::Later | Asked::Colleague => {
            vec![
                vec![button("asked-button-fits", "fits")],
                vec![button("asked-button-other", "move"), cancel],
            ]
        }
    })
}

/// Asks, or has it asked when the quiet hours are over. Whom no message reaches is called by an admin.
fn ask(turn: Turn<'_, Tx>, booking: BookingId) -> Result<Vec<Outgoing>, Failure> {
    let Some((cx, view)) = asked(turn, booking)? else { return Ok(Vec::new()) };
    let start = view.booking.visit.start();
    if let Some(later) = after_quiet_hours(turn, start) {
        schedule(turn, cx.chat, JOB, key(booking), booking, later)?;
        return Ok(Vec::new());
    }
    turn.tx.unschedule(BotName::Client.code(), &key(booking))?;
    let mut outgoing = card::show(&cx, &view, Place::Below);
    if let Outgoing::Show(show) = &mut outgoing {
        show.priority = Priority::Notice;
        show.expires_at = Some(start);
    }
    Ok(vec![outgoing])
}

fn asked<'a>(turn: Turn<'a, Tx>, booking: BookingId) -> Result<Option<(Cx<'a>, BookingView)>, Failure> {
    let view = turn.tx.booking(booking)?.filter(|view| view.open_question().is_some());
    let Some(view) = view.filter(|view| view.booking.visit.start() > turn.now) else { return Ok(None) };
    match view.client.chat.filter(|_| view.client.reachable) {
        Some(chat) => Ok(Some((Cx::new(turn, chat, None)?, view))),
        None => Ok(None),
    }
}

fn after_quiet_hours(turn: Turn<'_, Tx>, start: Instant) -> Option<Instant> {
    let quiet = turn.policy.reminders.quiet?;
    let end = quiet.around(turn.policy.business.zone, turn.now)?.end();
    (start - turn.now > URGENT && end < start).then_some(end)
}

fn shown_again(turn: Turn<'_, Tx>, booking: BookingId) -> Result<Vec<Outgoing>, Failure> {
    let Some(view) = turn.tx.booking(booking)? else { return Ok(Vec::new()) };
    let Some(chat) = view.client.chat.filter(|_| view.client.reachable) else { return Ok(Vec::new()) };
    turn.tx.unschedule(BotName::Client.code(), &key(booking))?;
    Ok(vec![card::show(&Cx::new(turn, chat, None)?, &view, Place::IfShown)])
}

/// An admin has moved it. What is asked about the new time stands; what was asked about another is no question any more.
fn moved_by_us(turn: Turn<'_, Tx>, booking: BookingId) -> Result<Vec<Outgoing>, Failure> {
    let Some(view) = turn.tx.booking(booking)? else { return Ok(Vec::new()) };
    match view.open_question() {
        Some(question) if question.version < view.booking.version => settle(turn, booking, Answer::Void),
        _ => Ok(Vec::new()),
    }
}

/// When and with whom is as before, so the question is too.
fn go_on(turn: Turn<'_, Tx>, booking: BookingId) -> Result<Vec<Outgoing>, Failure> {
    if let Some(view) = turn.tx.booking(booking)? {
        turn.tx.go_on_asking(booking, view.booking.version)?;
    }
    Ok(Vec::new())
}

fn settle(turn: Turn<'_, Tx>, booking: BookingId, answer: Answer) -> Result<Vec<Outgoing>, Failure> {
    turn.tx.settle(booking, answer, turn.now)?;
    turn.tx.unschedule(BotName::Client.code(), &key(booking))?;
    Ok(Vec::new())
}

fn key(booking: BookingId) -> String {
    format!("asked:{booking}")
}
