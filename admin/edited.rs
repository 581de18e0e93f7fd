//! Cards that tell of somebody called otherwise by now, and cards that are somebody else's by now (C6, A1).

use chat::{Args, BotName, Card, Failure, Outgoing, Place, Priority, Screen, Show, Turn};
use domain::{BookingId, ClientId, Instant, SpecialistId};
use store::Tx;
use store::admins::Admin;
use store::bookings::BookingView;
use store::news::{HeldNews, What};

use crate::cx::Cx;
use crate::notices::of_booking;
use crate::{access, card, clients, news, reviews};

/// A client has another name or phone: all cards that show it say so.
pub(crate) fn client(turn: Turn<'_, Tx>, client: ClientId) -> Result<Vec<Outgoing>, Failure> {
    let mut outgoing = clients::card::again(turn, client)?;
    for booking in turn.tx.bookings_shown(client, BotName::Admin.code())? {
        outgoing.extend(of_booking(turn, booking, |cx, view| card::show(cx, view, Place::IfShown))?);
        outgoing.extend(reviews::again(turn, booking)?);
    }
    Ok(outgoing)
}

/// An admin has moved a booking, or given it to somebody else: to whom it is given now hears of it, and whose it stays hears of another time.
pub(crate) fn by_admin(
    turn: Turn<'_, Tx>,
    booking: BookingId,
    from: Instant,
) -> Result<Vec<Outgoing>, Failure> {
    let is_given = former_specialist(turn, booking)?.is_some();
    let starts_elsewhere = turn.tx.booking(booking)?.is_some_and(|view| view.booking.visit.start() != from);
    if starts_elsewhere && !is_given {
        return news::tell_specialist(turn, &HeldNews { booking, what: What::Moved, starts: vec![from] });
    }
    of_booking(turn, booking, |cx, view| match is_given {
        true if cx.only() == Some(view.booking.specialist) => card::show_news(cx, view, cx.say("card-given")),
        _ => card::show(cx, view, Place::IfShown),
    })
}

/// Who no longer sees a booking keeps no card that goes on telling of it.
pub(crate) fn taken_away(turn: Turn<'_, Tx>, booking: BookingId) -> Result<Vec<Outgoing>, Failure> {
    let Some(view) = turn.tx.booking(booking)? else { return Ok(Vec::new()) };
    if former_specialist(turn, booking)?.is_none() {
        return Ok(Vec::new());
    }
    let is_bound = |admin: &Admin| access::only(admin).is_some() && !access::sees(admin, &view);
    let admins = access::admins(turn)?.into_iter().filter(is_bound);
    admins.map(|admin| closed(&Cx::new(turn, admin, None)?, &view)).collect()
}

fn closed(cx: &Cx<'_>, view: &BookingView) -> Result<Outgoing, Failure> {
    let id = view.booking.id;
    let text = cx.say_with("card-taken-away", Args::new().text("number", id.to_string()));
    Ok(Outgoing::Show(Show {
        bot: BotName::Admin,
        chat: cx.chat(),
        card: Card::Booking(id),
        place: Place::IfShown,
        screen: Screen::text(text),
        former: None,
        target: None,
        priority: Priority::Notice,
        expires_at: None,
    }))
}

/// Whose it was before its last change, if that gave it to somebody else.
fn former_specialist(turn: Turn<'_, Tx>, booking: BookingId) -> Result<Option<SpecialistId>, Failure> {
    let history = turn.tx.booking_history(booking, 0, 2)?;
    let [now, before] = &history[..] else { return Ok(None) };
    Ok(before.specialist.filter(|former| now.specialist.is_some_and(|now| now != *former)))
}
