//! A press on the live card of a booking, and what others changed (C5, C6, C7).

use chat::{Action, Args, BotName, Effects, Failure, Outgoing, Place, Priority, Reaction, Screen, Turn};
use domain::{Actor, BookingId, Change, ChangeRefused, Comment, Fact, Status};
use store::Tx;
use store::bookings::BookingView;

use crate::calendar_file;
use crate::cx::Cx;
use crate::screens::card::{self, question, show};
use crate::screens::menu;
use crate::state::{Seen, State};
use crate::{again, asked, moving, news, pending, reminder, series, services, waitlist};

/// The reasons that stand on buttons, in their order.
pub(crate) const REASONS: [&str; 2] = ["reason-ill", "reason-plans"];

/// A press on a card. Anyone can forge one: the booking must be the client's own.
pub(crate) fn pressed(
    cx: &Cx<'_>,
    id: BookingId,
    version: i64,
    action: &Action,
) -> Result<Reaction<State>, Failure> {
    match action.verb() {
        "menu" => return menu::show(cx, Place::Below),
        "book" => return services::begin(cx, Place::Below),
        _ => {}
    }
    let Some(view) = cx.turn.tx.booking(id)?.filter(|view| view.client.id == cx.client.id) else {
        return Ok(Reaction::toast(cx.label("stale")));
    };
    if action.verb() == "again" {
        // What was booked is booked again, whatever became of it meanwhile.
        return again::propose(cx, &view, Place::Below);
    }
    if !is_as_seen(cx, &view, version)? {
        let toast = cx.label("card-changed");
        return Ok(Reaction::toast(toast).and(show(cx, &view, Place::InPlace)));
    }
    let seen = Seen { booking: id, version: view.booking.version };
    match (action.verb(), action.numbers()) {
        ("earlier", []) => waitlist::toggle_earlier(cx, &view),
        ("repeat", []) => series::begin(cx, &view),
        ("cancel-series", []) => allowed(cx, &view, may_cancel, |cx| cancel_series(cx, &view)),
        ("fits", []) => asked::fits(cx, &view),
        ("come", []) => reminder::come(cx, &view),
        ("cancel", []) => allowed(cx, &view, may_cancel, |cx| Ok(ask(question(cx, &view)))),
        ("cancel-sure", []) => allowed(cx, &view, may_cancel, |cx| cancel(cx, &view, None)),
        ("because", [number]) => {
            let words = usize::try_from(*number).ok().and_then(|number| REASONS.get(number));
            let reason = words.and_then(|key| Comment::parse(&cx.label(key)).ok().flatten());
            allowed(cx, &view, may_cancel, |cx| cancel(cx, &view, reason.as_ref()))
        }
        ("reason", []) => allowed(cx, &view, may_cancel, |cx| {
            cx.release_hold()?;
            Ok(card::ask_reason(cx, seen, Place::Below))
        }),
        ("calendar", []) => calendar_file::take(cx, &view),
        ("move", []) => allowed(cx, &view, may_move, |cx| moving::begin(cx, &view)),
        ("comment", []) => allowed(cx, &view, may_edit, |cx| {
            cx.release_hold()?;
            card::ask_comment(cx, seen, Place::Below)
        }),
        _ => Ok(ask(show(cx, &view, Place::InPlace))),
    }
}

fn ask(card: Outgoing) -> Reaction<State> {
    Reaction::silence().and(card)
}

/// A reason was typed: now the booking is called off.
pub(crate) fn reason_typed(cx: &Cx<'_>, seen: Seen, text: &str) -> Result<Reaction<State>, Failure> {
    let Ok(reason) = Comment::parse(text) else { return Ok(cx.hint("comment-too-long")) };
    as_seen(cx, seen, may_cancel, |view| Ok(cancel(cx, view, reason.as_ref())?.effects.facts))
}

/// Another comment was typed, or none is wanted any more.
pub(crate) fn comment_told(cx: &Cx<'_>, seen: Seen, text: &str) -> Result<Reaction<State>, Failure> {
    let Ok(comment) = Comment::parse(text) else { return Ok(cx.hint("comment-too-long")) };
    as_seen(cx, seen, may_edit, |view| {
        let booking = &view.booking;
        let (tx, now) = (cx.turn.tx, cx.turn.now);
        tx.set_booking_comment(booking.id, booking.version, comment.as_ref(), Actor::Client, now)?;
        Ok(vec![Fact::Edited { booking: booking.id, by: Actor::Client }])
    })
}

/// Changes a booking from a dialogue, if it is still as the client saw it; its card takes the place of the dialogue either way.
fn as_seen(
    cx: &Cx<'_>,
    seen: Seen,
    may: impl Fn(&Cx<'_>, &BookingView) -> Result<(), ChangeRefused>,
    change: impl Fn(&BookingView) -> Result<Vec<Fact>, Failure>,
) -> Result<Reaction<State>, Failure> {
    let Some(view) = cx.turn.tx.booking(seen.booking)?.filter(|view| view.client.id == cx.client.id) else {
        return menu::show(cx, Place::Below);
    };
    let refused = match is_as_seen(cx, &view, seen.version)? {
        true => may(cx, &view).err().map(|refused| refusal(cx, refused)),
        false => Some(cx.label("card-changed")),
    };
    if let Some(refused) = refused {
        let told = cx.once(Screen::text(chat::texts::escape(&refused)));
        return Ok(card::instead_of_dialogue(cx, seen.booking, Place::Below)?.and(told));
    }
    let facts = change(&view)?;
    let reaction = card::instead_of_dialogue(cx, seen.booking, Place::Below)?;
    Ok(facts.into_iter().fold(reaction, Reaction::because))
}

/// Whether the booking is as the client saw it at `version`. Their name or phone, set right by an admin, stands on no card of theirs.
pub(crate) fn is_as_seen(cx: &Cx<'_>, view: &BookingView, version: i64) -> Result<bool, Failure> {
    let booking = &view.booking;
    Ok(booking.version == version || cx.turn.tx.is_as_client_saw(booking.id, version)?)
}

/// Goes on if the rules allow it; otherwise says why not, and how it can be done all the same.
fn allowed(
    cx: &Cx<'_>,
    view: &BookingView,
    may: impl Fn(&Cx<'_>, &BookingView) -> Result<(), ChangeRefused>,
    go_on: impl FnOnce(&Cx<'_>) -> Result<Reaction<State>, Failure>,
) -> Result<Reaction<State>, Failure> {
    let Err(refused) = may(cx, view) else { return go_on(cx) };
    let reaction = Reaction::toast(refusal(cx, refused)).and(show(cx, view, Place::InPlace));
    Ok(match &cx.turn.policy.business.phone {
        // A toast is gone before anybody has dialled.
        Some(phone) if matches!(refused, ChangeRefused::TooLate { .. }) => {
            let call_us = cx.say_with("cancel-call-us", Args::new().text("phone", phone));
            let text = format!("{} {call_us}", refusal(cx, refused));
            reaction.and(cx.once(Screen::text(text)))
        }
        _ => reaction,
    })
}

fn cancel(cx: &Cx<'_>, view: &BookingView, reason: Option<&Comment>) -> Result<Reaction<State>, Failure> {
    let (booking, status) = (&view.booking, Status::Cancelled);
    cx.turn.tx.set_booking_status(booking.id, booking.version, status, reason, Actor::Client, cx.turn.now)?;
    pending::wait(cx.turn, cx.chat, booking.id, None)?;
    let fact = Fact::StatusChanged { booking: booking.id, status, by: Actor::Client };
    Ok(Reaction::toast(cx.label("cancelled-booking-toast")).because(fact))
}

/// Calls off this date of a series and all later ones that can still be.
fn cancel_series(cx: &Cx<'_>, view: &BookingView) -> Result<Reaction<State>, Failure> {
    let reaction = cancel(cx, view, None)?;
    let mut further = Vec::new();
    for later in cx.turn.tx.later_of_series(view)? {
        if may_cancel(cx, &later).is_ok() {
            cancel(cx, &later, None)?;
            further.push(later.booking.id);
        }
    }
    if further.is_empty() {
        return Ok(reaction);
    }
    // One fact for all of them: whoever is told of it hears once.
    let first = view.booking.id;
    let toast = cx.label("cancelled-booking-toast");
    Ok(Reaction::toast(toast).because(Fact::SeriesCancelled { first, further }))
}

fn may_cancel(cx: &Cx<'_>, view: &BookingView) -> Result<(), ChangeRefused> {
    view.booking.after(Change::Cancel, Actor::Client, cx.turn.now, asked::notice(cx, view)).map(drop)
}

fn may_move(cx: &Cx<'_>, view: &BookingView) -> Result<(), ChangeRefused> {
    view.booking.may_move(Actor::Client, cx.turn.now, asked::notice(cx, view))
}

fn may_edit(cx: &Cx<'_>, view: &BookingView) -> Result<(), ChangeRefused> {
    view.booking.may_edit(cx.turn.now)
}

/// Why a change is refused, for the answer to a press.
pub(crate) fn refusal(cx: &Cx<'_>, refused: ChangeRefused) -> String {
    match refused {
        ChangeRefused::TooLate { notice } => {
            let args = Args::new().text("notice", cx.format().count(notice));
            cx.label_with("cancel-too-late", args)
        }
        ChangeRefused::Begun => cx.label("cancel-begun"),
        _ => cx.label("card-changed"),
    }
}

/// Nobody confirmed the booking in time: it is given up and told so (C5).
pub(crate) fn not_confirmed_in_time(cx: &Cx<'_>, id: i64) -> Result<Reaction<State>, Failure> {
    let Some(view) = cx.turn.tx.booking(BookingId::from(id))? else { return Ok(Reaction::silence()) };
    let booking = &view.booking;
    let notice = cx.turn.policy.booking.cancel_notice;
    let Ok(status) = booking.after(Change::Expire, Actor::System, cx.turn.now, notice) else {
        return Ok(Reaction::silence());
    };
    cx.turn.tx.set_booking_status(booking.id, booking.version, status, None, Actor::System, cx.turn.now)?;
    Ok(Reaction::silence().because(Fact::StatusChanged { booking: booking.id, status, by: Actor::System }))
}

/// Something happened to a booking: its card changes, and news that the client did not make are told below as well.
pub(crate) fn hear(turn: Turn<'_, Tx>, fact: &Fact) -> Result<Effects, Failure> {
    let id = match fact {
        Fact::Booked(id) => *id,
        Fact::StatusChanged { booking, .. } | Fact::Moved { booking, .. } | Fact::Edited { booking, .. } => {
            *booking
        }
        Fact::CatalogChanged
        | Fact::ClientEdited { .. }
        | Fact::Coming { .. }
        | Fact::Asked { .. }
        | Fact::Answered { .. }
        | Fact::Repeated { .. }
        | Fact::Reviewed { .. }
        | Fact::Erased { .. }
        | Fact::ClientNoted { .. }
        | Fact::ClientsMerged { .. }
        | Fact::PinLocked { .. }
        | Fact::PinSet { .. }
        | Fact::OwnerClaimed { .. }
        | Fact::SettingsChanged { .. }
        | Fact::SeriesCancelled { .. }
        | Fact::PutAside
        | Fact::AlarmRaised { .. }
        | Fact::AlarmCleared { .. }
        | Fact::ConfigTaken { .. }
        | Fact::ConfigRefused { .. }
        | Fact::Staff { .. }
        | Fact::BackupMade(_)
        | Fact::ConfigMended
        | Fact::Restored => return Ok(Effects::default()),
    };
    let Some(view) = turn.tx.booking(id)? else { return Ok(Effects::default()) };
    // The further dates of a series are told together, and have a card once it is asked for.
    let place = if view.series.is_some_and(|first| first != id) { Place::IfShown } else { Place::InPlace };
    let Some(chat) = view.client.chat.filter(|_| view.client.reachable) else {
        return Ok(Effects::default());
    };
    let cx = Cx::new(turn, chat, None)?;
    // Who is asked about a move is not told of it as well; of other services at the same time they are.
    let is_asked = match fact {
        Fact::Moved { from, with, .. } => {
            view.open_question(turn.now).is_some() && !asked::is_as_before(turn, id, *from, *with)?
        }
        _ => false,
    };
    let (place, news) = match is_asked {
        true => (Place::IfShown, None),
        false => (place, news::of(&cx, &view, fact)?),
    };
    let mut effects = Effects::default();
    if let (Some(headline), false) = (&news, matches!(fact, Fact::StatusChanged { .. })) {
        // What is to be decided now is on the card: to be moved once more, or called off.
        let mut told = card::under(&cx, &view, headline, Place::Below);
        if let Outgoing::Show(show) = &mut told {
            show.priority = Priority::Notice;
        }
        effects.outgoing.push(told);
        return Ok(effects);
    }
    let is_over = matches!(fact, Fact::Booked(_)) && view.booking.visit.start() <= turn.now;
    // Who was noted after they had come needs no message.
    effects.outgoing.push(show(&cx, &view, if is_over { Place::IfShown } else { place }));
    if let Some(text) = news {
        let screen = match view.booking.status.is_active() {
            true => Screen::text(text),
            false => Screen::text(text).buttons(menu::way_on(&cx)),
        };
        effects.outgoing.push(Outgoing::Say {
            bot: BotName::Client,
            chat,
            screen,
            priority: Priority::Notice,
            expires_at: None,
        });
    }
    Ok(effects)
}
