//! What admins are told without asking: new and cancelled bookings, locked PINs (A12), and every change on the cards they have (C6).

use chat::{Args, Effects, Failure, Outgoing, Place, Priority, Turn};
use domain::{Actor, BookingId, ChatId, Fact, Status};
use store::Tx;
use store::admins::{Admin, Role};
use store::bookings::BookingView;

use crate::access;
use crate::card;
use crate::cx::Cx;

/// Tells the admins of something that happened, whoever caused it.
pub(crate) fn hear(turn: Turn<'_, Tx>, fact: &Fact) -> Result<Effects, Failure> {
    let outgoing = match fact {
        Fact::Booked(id) => of_booking(turn, *id, booked)?,
        Fact::StatusChanged { booking, status: Status::Cancelled, by: Actor::Client } => {
            of_booking(turn, *booking, cancelled)?
        }
        Fact::StatusChanged { booking, .. } => {
            of_booking(turn, *booking, |cx, view| card::show(cx, view, Place::IfShown))?
        }
        Fact::PinLocked { admin } => pin_locked(turn, *admin)?,
    };
    Ok(Effects { outgoing, ..Effects::default() })
}

/// The same for every admin who has got as far as a PIN.
fn of_booking(
    turn: Turn<'_, Tx>,
    id: BookingId,
    tell: impl Fn(&Cx<'_>, &BookingView) -> Result<Outgoing, Failure>,
) -> Result<Vec<Outgoing>, Failure> {
    let Some(view) = turn.tx.booking(id)? else { return Ok(Vec::new()) };
    let told = |admin: &Admin| access::is_told(admin) && admin.pin_hash.is_some();
    let admins = turn.tx.admins()?.into_iter().filter(told);
    admins.map(|admin| tell(&Cx::new(turn, admin, None)?, &view)).collect()
}

fn booked(cx: &Cx<'_>, view: &BookingView) -> Result<Outgoing, Failure> {
    card::show_news(cx, view, cx.say("admin-news-booked"))
}

fn cancelled(cx: &Cx<'_>, view: &BookingView) -> Result<Outgoing, Failure> {
    card::show_news(cx, view, cx.say("admin-news-cancelled"))
}

/// The owners are told, but for the one who is locked; if that is the only one, the chat itself is told, because a stranger may hold the phone.
fn pin_locked(turn: Turn<'_, Tx>, locked: ChatId) -> Result<Vec<Outgoing>, Failure> {
    let (own, others): (Vec<Admin>, Vec<Admin>) = turn
        .tx
        .admins()?
        .into_iter()
        .filter(|admin| admin.role == Role::Owner)
        .partition(|admin| admin.chat == locked);
    let told = if others.is_empty() { own } else { others };
    told.into_iter()
        .map(|admin| {
            let cx = Cx::new(turn, admin, None)?;
            let text = match cx.chat() == locked {
                true => cx.say("admin-news-pin-locked-own"),
                false => cx.say_with("admin-news-pin-locked", Args::new().text("admin", locked.to_string())),
            };
            Ok(cx.once(text, Priority::Notice))
        })
        .collect()
}
