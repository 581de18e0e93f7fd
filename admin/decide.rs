//! What an admin decides on the card of a booking: whether it stands, and whether the client came (A4, C5).

use chat::texts::escape;
use chat::{Action, Args, BotName, Button, Failure, Lang, Place, Priority, Reaction, Screen};
use domain::{Actor, BookingId, Change, ChangeRefused, Comment, Fact, Status};
use store::bookings::BookingView;

use crate::card::{self, on_card};
use crate::card_text::{code, text};
use crate::cx::Cx;
use crate::edit::{Wanted, Words};
use crate::reason::Reason;
use crate::state::State;
use crate::step::Step;
use crate::{edit, meanwhile, menu};

/// The usual reasons, one press each, in their order.
const DECLINED_BECAUSE: [&str; 3] = ["card-reason-busy", "card-reason-ill", "card-reason-unreached"];
const CANCELLED_BECAUSE: [&str; 3] = ["card-reason-asked", "card-reason-ill", "card-reason-closed"];

/// Asks on the card itself whether it is meant, and why.
pub(crate) fn ask(
    cx: &Cx<'_>,
    view: &BookingView,
    change: Change,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    if let Err(refused) = allowed(cx, view, change)? {
        return refusal(cx, view, refused, place);
    }
    let (question, yes, sure, because, why) = match change {
        Change::Decline => (
            "admin-ask-decline",
            "admin-button-decline-sure",
            Action::new("decline-sure"),
            Action::new("decline-because"),
            Action::new("decline-why"),
        ),
        _ => (
            "admin-ask-cancel",
            "admin-button-cancel-sure",
            Action::new("cancel-sure"),
            Action::new("cancel-because"),
            Action::new("cancel-why"),
        ),
    };
    let text = format!("{}\n\n<b>{}</b>", text(cx, view)?, cx.say(question));
    let mut rows = vec![vec![cx.button(yes, sure), cx.button("button-no", Action::new("keep"))]];
    for (number, key) in (0_i64..).zip(usual(change)) {
        rows.push(vec![Button::new(cx.label(key), because.clone().with(number))]);
    }
    rows.push(vec![cx.button("admin-button-with-reason", why)]);
    let screen = Screen::text(text).buttons(rows);
    Ok(Reaction::silence().and(on_card(cx, view, place, Priority::Reply, screen)))
}

/// One of the usual reasons was pressed. It is kept in the words of the client, who reads it.
pub(crate) fn because(
    cx: &Cx<'_>,
    view: &BookingView,
    wanted: Change,
    number: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let key = usize::try_from(number).ok().and_then(|number| usual(wanted).get(number));
    let Some(key) = key else { return Ok(Reaction::silence().and(card::show(cx, view, place)?)) };
    let business = cx.turn.policy.business.locale.into();
    let lang = view.client.language.as_deref().and_then(Lang::from_code).unwrap_or(business);
    let reason = Comment::parse(&cx.turn.texts.label(lang, key, Args::new())).ok().flatten();
    change(cx, view, wanted, reason.as_ref(), place)
}

/// Asks for a reason in the admin's own words.
pub(crate) fn ask_why(cx: &Cx<'_>, view: &BookingView, change: Change) -> Result<Reaction<State>, Failure> {
    let (booking, version) = (view.booking.id, view.booking.version);
    let reason = Reason { booking, version, declines: change == Change::Decline };
    Step::Reason(reason).show(cx, Place::Below, None)
}

fn usual(change: Change) -> &'static [&'static str] {
    if change == Change::Decline { &DECLINED_BECAUSE } else { &CANCELLED_BECAUSE }
}

/// Changes the booking. All its cards, this one too, are redrawn when both bots hear of it.
pub(crate) fn change(
    cx: &Cx<'_>,
    view: &BookingView,
    change: Change,
    reason: Option<&Comment>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let (tx, booking, by) = (cx.turn.tx, &view.booking, Actor::Admin(cx.chat()));
    let status = match allowed(cx, view, change)? {
        Ok(status) => status,
        Err(refused) => return refusal(cx, view, refused, place),
    };
    match tx.set_booking_status(booking.id, booking.version, status, reason, by, cx.turn.now) {
        Ok(()) => {}
        Err(store::Error::Changed) => return meanwhile::tell(cx, view, booking.version, place),
        Err(error) => return Err(error.into()),
    }
    cx.journal(
        &format!("booking-{}", if change == Change::Reopen { "reopened".into() } else { code(status) }),
        Some(booking.id.get()),
    )?;
    if booking.status == Status::Pending {
        // Nobody has to be told that it was not confirmed in time (C5).
        tx.unschedule(BotName::Client.code(), &format!("pending:{}", booking.id))?;
    }
    let toast = match change {
        Change::Reopen => cx.label("card-toast-reopened"),
        _ => cx.label(&format!("admin-toast-{}", code(status))),
    };
    let reaction = Reaction::toast(toast).because(Fact::StatusChanged { booking: booking.id, status, by });
    if place == Place::InPlace {
        return Ok(reaction);
    }
    match tx.booking(booking.id)? {
        Some(view) => Ok(reaction.and(card::show(cx, &view, place)?)),
        None => Ok(reaction),
    }
}

/// Changes the booking as it was seen when the dialogue began, and leads back to its card. If it was changed meanwhile and could still be changed
/// like this, what was written is kept and offered again.
pub(crate) fn change_from_dialogue(
    cx: &Cx<'_>,
    id: BookingId,
    version: i64,
    wanted: Change,
    reason: Option<&Comment>,
) -> Result<Reaction<State>, Failure> {
    let Some(view) = cx.booking(id)? else { return menu::show(cx, Place::Below, None) };
    let mut changed = match view.booking.version == version {
        true => change(cx, &view, wanted, reason, Place::InPlace)?,
        false if allowed(cx, &view, wanted)?.is_ok() => {
            let words = Words::from(reason.map(Comment::as_str).unwrap_or_default());
            let wanted =
                if wanted == Change::Decline { Wanted::Decline(words) } else { Wanted::Cancel(words) };
            return edit::conflict(cx, &view, version, wanted, Place::Below);
        }
        false => meanwhile::tell(cx, &view, version, Place::InPlace)?,
    };
    let back = card::instead_of_dialogue(cx, id, Place::Below)?;
    // Words have no press to answer, so what its toast would say is said.
    if let Some(toast) = changed.effects.toast.take() {
        changed.effects.outgoing = vec![cx.once(escape(&toast), Priority::Reply)];
    }
    changed.effects.outgoing.extend(back.effects.outgoing);
    Ok(Reaction { next: back.next, effects: changed.effects })
}

/// Whether what was noted of the client's coming may still be mended.
pub(crate) fn may_mend(cx: &Cx<'_>, view: &BookingView) -> Result<bool, Failure> {
    Ok(allowed(cx, view, Change::Reopen)?.is_ok())
}

fn allowed(
    cx: &Cx<'_>,
    view: &BookingView,
    change: Change,
) -> Result<Result<Status, ChangeRefused>, Failure> {
    let booking = &view.booking;
    if matches!(booking.status, Status::Done | Status::NoShow) {
        let noted = cx.turn.tx.last_status_change(booking.id)?.unwrap_or(booking.visit.end());
        return Ok(booking.mended(change, noted, cx.turn.now));
    }
    let notice = cx.turn.policy.booking.cancel_notice;
    Ok(booking.after(change, Actor::Admin(cx.chat()), cx.turn.now, notice))
}

fn refusal(
    cx: &Cx<'_>,
    view: &BookingView,
    refused: ChangeRefused,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let key = match refused {
        ChangeRefused::Begun => "admin-refused-begun",
        ChangeRefused::NotBegun => "card-refused-not-begun",
        ChangeRefused::NotedLongAgo => "card-refused-long-ago",
        _ => "admin-refused",
    };
    Ok(Reaction::toast(cx.label(key)).and(card::show(cx, view, place)?))
}
