//! A press on the live card of a booking, and what others changed (C5, C6, C7).

use chat::{Action, Args, BotName, Effects, Failure, Outgoing, Place, Priority, Reaction, Screen, Turn};
use domain::{Actor, BookingId, Change, ChangeRefused, Fact, Status};
use store::Tx;
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::screens::card::{question, show};
use crate::screens::{choose, menu};
use crate::state::State;
use crate::{reminder, waitlist};

/// A press on a card. Anyone can forge one: the booking must be the client's own.
pub(crate) fn pressed(
    cx: &Cx<'_>,
    id: BookingId,
    version: i64,
    action: &Action,
) -> Result<Reaction<State>, Failure> {
    match action.verb() {
        "menu" => return menu::show(cx, Place::Below),
        "book" => return choose::begin(cx, Place::Below),
        _ => {}
    }
    let Some(view) = cx.turn.tx.booking(id)?.filter(|view| view.client.id == cx.client.id) else {
        return Ok(Reaction::toast(cx.label("stale")));
    };
    if view.booking.version != version {
        let toast = cx.label("card-changed");
        return Ok(Reaction::toast(toast).and(show(cx, &view, Place::InPlace)));
    }
    match action.verb() {
        "come" => reminder::come(cx, &view),
        "earlier" => waitlist::toggle_earlier(cx, &view),
        "cancel" => Ok(ask_cancel(cx, &view)),
        "cancel-sure" => cancel(cx, &view),
        _ => Ok(Reaction::silence().and(show(cx, &view, Place::InPlace))),
    }
}

fn ask_cancel(cx: &Cx<'_>, view: &BookingView) -> Reaction<State> {
    match may_cancel(cx, view) {
        Ok(_) => Reaction::silence().and(question(cx, view)),
        Err(refused) => {
            let reaction = Reaction::toast(refusal(cx, refused)).and(show(cx, view, Place::InPlace));
            match &cx.turn.policy.business.phone {
                // A toast is gone before anybody has dialled.
                Some(phone) if matches!(refused, ChangeRefused::TooLate { .. }) => {
                    let call_us = cx.say_with("cancel-call-us", Args::new().text("phone", phone));
                    let text = format!("{} {call_us}", refusal(cx, refused));
                    reaction.and(cx.once(Screen::text(text)))
                }
                _ => reaction,
            }
        }
    }
}

fn cancel(cx: &Cx<'_>, view: &BookingView) -> Result<Reaction<State>, Failure> {
    let booking = &view.booking;
    let status = match may_cancel(cx, view) {
        Ok(status) => status,
        Err(refused) => {
            return Ok(Reaction::toast(refusal(cx, refused)).and(show(cx, view, Place::InPlace)));
        }
    };
    cx.turn.tx.set_booking_status(booking.id, booking.version, status, None, Actor::Client, cx.turn.now)?;
    cx.turn.tx.unschedule(BotName::Client.code(), &format!("pending:{}", booking.id))?;
    let fact = Fact::StatusChanged { booking: booking.id, status, by: Actor::Client };
    Ok(Reaction::toast(cx.label("cancelled-booking-toast")).because(fact))
}

fn may_cancel(cx: &Cx<'_>, view: &BookingView) -> Result<Status, ChangeRefused> {
    view.booking.after(Change::Cancel, Actor::Client, cx.turn.now, cx.turn.policy.booking.cancel_notice)
}

fn refusal(cx: &Cx<'_>, refused: ChangeRefused) -> String {
    match refused {
        ChangeRefused::TooLate { notice } => {
            let args = Args::new().text("notice", cx.format().count(notice));
            cx.turn.texts.label(cx.lang, "cancel-too-late", args)
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
    let (id, news) = match fact {
        Fact::Booked(id) => (*id, None),
        Fact::StatusChanged { by: Actor::Client, booking, .. } => (*booking, None),
        Fact::StatusChanged { booking, status, .. } => (*booking, Some(*status)),
        Fact::Moved { booking, .. } | Fact::Edited { booking, .. } => (*booking, None),
        Fact::CatalogChanged
        | Fact::Coming { .. }
        | Fact::Reviewed { .. }
        | Fact::PinLocked { .. }
        | Fact::PinSet { .. }
        | Fact::OwnerClaimed { .. }
        | Fact::ConfigTaken { .. }
        | Fact::ConfigRefused { .. }
        | Fact::ConfigMended => return Ok(Effects::default()),
    };
    let Some(view) = turn.tx.booking(id)? else { return Ok(Effects::default()) };
    let Some(chat) = view.client.chat.filter(|_| view.client.reachable) else {
        return Ok(Effects::default());
    };
    let cx = Cx::new(turn, chat, None)?;
    let mut effects = Effects::default();
    effects.outgoing.push(show(&cx, &view, Place::InPlace));
    if let Some(key) = news.and_then(news_key) {
        let time = cx.format().lasting(view.booking.visit.start(), turn.now);
        let args =
            Args::new().text("number", id.to_string()).text("time", time).text("service", &view.service);
        let text = cx.say_with(key, args.text("specialist", &view.specialist));
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

fn news_key(status: Status) -> Option<&'static str> {
    match status {
        Status::Confirmed => Some("news-confirmed"),
        Status::Declined => Some("news-declined"),
        Status::Cancelled => Some("news-cancelled"),
        Status::Expired => Some("news-expired"),
        Status::Pending | Status::Done | Status::NoShow => None,
    }
}
