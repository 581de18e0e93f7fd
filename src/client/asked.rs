//! The client is asked: what they booked cannot be kept, or is a little different by now (A7, A17). The question stands on the live card, so its
//! buttons are checked like those of every card. A client who is asked is bound by no notice: it is not them who changes plans.

use chat::{Action, Args, BotName, Button, Failure, Job, Outgoing, Place, Priority, Reaction, Turn};
use chrono::TimeDelta;
use domain::{Actor, BookingId, ChatId, Fact, Instant, SpecialistId, time};
use store::Tx;
use store::bookings::BookingView;
use store::proposals::{Answer, Asked};

use crate::cx::Cx;
use crate::follow_up::schedule;
use crate::screens::card;
use crate::state::State;

/// The kind of the job that asks when the quiet hours are over.
pub(crate) const JOB: &str = "asked";
/// The kind of the job that settles what nobody has answered when the visit begins.
pub(crate) const OVER: &str = "asked-over";
/// A question about a visit so near wakes people up: in the morning it would be too late to answer.
const URGENT: TimeDelta = TimeDelta::hours(12);

/// Something happened to a booking: a question about it is asked, goes on, or is settled.
pub(crate) fn hear(turn: Turn<'_, Tx>, fact: &Fact) -> Result<Vec<Outgoing>, Failure> {
    match fact {
        Fact::Asked { booking } => {
            settle_when_it_begins(turn, *booking)?;
            ask(turn, *booking)
        }
        Fact::Answered { booking } => shown_again(turn, *booking),
        Fact::Moved { booking, by: Actor::Client, .. } => settle(turn, *booking, Answer::Other),
        Fact::Moved { booking, from, with, .. } if is_as_before(turn, *booking, *from, *with)? => {
            go_on(turn, *booking)
        }
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

/// The visit begins and nobody has answered: there is nothing to answer any more.
pub(crate) fn over(turn: Turn<'_, Tx>, job: &Job) -> Result<Reaction<State>, Failure> {
    let booking = BookingId::from(job.subject);
    match turn.tx.booking(booking)? {
        Some(view) if view.booking.visit.start() > turn.now => settle_when_it_begins(turn, booking)?,
        Some(_) if turn.tx.settle(booking, Answer::Void, turn.now)? => {
            return Ok(Reaction::silence().because(Fact::Answered { booking }));
        }
        _ => {}
    }
    Ok(Reaction::silence())
}

/// "It suits me."
pub(crate) fn fits(cx: &Cx<'_>, view: &BookingView) -> Result<Reaction<State>, Failure> {
    let is_asked = view.open_question(cx.turn.now).is_some_and(|question| question.asked != Asked::Another);
    if !is_asked {
        return Ok(Reaction::toast(cx.label("asked-settled")).and(card::show(cx, view, Place::InPlace)));
    }
    cx.turn.tx.settle(view.booking.id, Answer::Fits, cx.turn.now)?;
    let fact = Fact::Answered { booking: view.booking.id };
    Ok(Reaction::toast(cx.label("asked-thanks")).because(fact))
}

/// The notice that binds the client on this booking: none while they are asked.
pub(crate) fn notice(cx: &Cx<'_>, view: &BookingView) -> TimeDelta {
    match view.open_question(cx.turn.now) {
        Some(_) => TimeDelta::zero(),
        None => cx.turn.policy.booking.cancel_notice,
    }
}

/// What is asked, for the head of the card.
pub(crate) fn question(cx: &Cx<'_>, view: &BookingView) -> Option<String> {
    let question = view.open_question(cx.turn.now)?;
    let format = cx.format();
    let (was, is) = (question.former_at, view.booking.visit.start());
    let changes_date = time::date(format.zone, was) != time::date(format.zone, is);
    let key = match question.asked {
        Asked::Another => "asked-another",
        Asked::Later if changes_date => "asked-later-date",
        Asked::Later => "asked-later",
        Asked::Colleague => "asked-colleague",
    };
    let args = Args::new()
        .text("former", &question.former_with)
        .text("specialist", &view.specialist)
        .text("was", format.time(was))
        .text("is", if changes_date { format.lasting(is, cx.turn.now) } else { format.time(is) });
    Some(cx.say_with(key, args))
}

/// The buttons with which it is answered; they take the place of those that change a booking otherwise.
pub(crate) fn rows(cx: &Cx<'_>, view: &BookingView) -> Option<Vec<Vec<Button>>> {
    let button = |key, verb| cx.button(key, Action::new(verb));
    let cancel = button("button-cancel-booking", "cancel");
    Some(match view.open_question(cx.turn.now)?.asked {
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

/// Whoever is asked, by a message or by a call: an answer is awaited until the visit begins.
fn settle_when_it_begins(turn: Turn<'_, Tx>, booking: BookingId) -> Result<(), Failure> {
    let Some(view) = turn.tx.booking(booking)?.filter(|view| view.open_question(turn.now).is_some()) else {
        return Ok(());
    };
    // It concerns nobody's dialogue: who is known by phone alone has none.
    schedule(turn, ChatId::from(0), OVER, over_key(booking), booking, view.booking.visit.start())
}

fn asked<'a>(turn: Turn<'a, Tx>, booking: BookingId) -> Result<Option<(Cx<'a>, BookingView)>, Failure> {
    let view = turn.tx.booking(booking)?.filter(|view| view.open_question(turn.now).is_some());
    let Some(view) = view else { return Ok(None) };
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
    forget_jobs(turn, booking)?;
    let Some(view) = turn.tx.booking(booking)? else { return Ok(Vec::new()) };
    let Some(chat) = view.client.chat.filter(|_| view.client.reachable) else { return Ok(Vec::new()) };
    Ok(vec![card::show(&Cx::new(turn, chat, None)?, &view, Place::IfShown)])
}

/// Whether a visit that was changed begins when it did, with whom it was: other services at the same time answer no question.
pub(crate) fn is_as_before(
    turn: Turn<'_, Tx>,
    booking: BookingId,
    from: Instant,
    with: SpecialistId,
) -> Result<bool, Failure> {
    let found = turn.tx.booking(booking)?.map(|view| (view.booking.visit.start(), view.booking.specialist));
    Ok(found == Some((from, with)))
}

/// An admin has moved it. What is asked about the new time stands; what was asked about another is no question any more.
fn moved_by_us(turn: Turn<'_, Tx>, booking: BookingId) -> Result<Vec<Outgoing>, Failure> {
    let Some(view) = turn.tx.booking(booking)? else { return Ok(Vec::new()) };
    match view.open_question(turn.now) {
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
    forget_jobs(turn, booking)?;
    Ok(Vec::new())
}

fn forget_jobs(turn: Turn<'_, Tx>, booking: BookingId) -> Result<(), Failure> {
    for key in [key(booking), over_key(booking)] {
        turn.tx.unschedule(BotName::Client.code(), &key)?;
    }
    Ok(())
}

fn key(booking: BookingId) -> String {
    format!("asked:{booking}")
}

fn over_key(booking: BookingId) -> String {
    format!("{OVER}:{booking}")
}
