//! The live card of a booking: its buttons, and what others changed (C5, C6, C7).

use chat::{
    Action, Args, BotName, Card, Effects, Failure, Outgoing, Place, Priority, Reaction, Screen, Show, Target,
    Turn,
};
use domain::{Actor, BookingId, Change, ChangeRefused, Fact, Status};
use store::Tx;
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::menu;
use crate::state::State;

/// Draws the card.
pub(crate) fn show(cx: &Cx<'_>, view: &BookingView, place: Place) -> Outgoing {
    let mut buttons = Vec::new();
    if view.booking.status.is_active() && view.booking.visit.start() > cx.turn.now {
        buttons.push(vec![cx.button("button-cancel-booking", Action::new("cancel"))]);
    }
    buttons.push(vec![cx.button("button-menu", Action::new("menu"))]);
    place_on_card(cx, view, place, Screen::text(text(cx, view)).buttons(buttons))
}

fn place_on_card(cx: &Cx<'_>, view: &BookingView, place: Place, screen: Screen) -> Outgoing {
    let booking = &view.booking;
    Outgoing::Show(Show {
        bot: BotName::Client,
        chat: cx.chat,
        card: Card::Booking(booking.id),
        place,
        screen,
        target: Some(Target::Booking { id: booking.id, version: booking.version }),
        priority: Priority::Reply,
        expires_at: None,
    })
}

fn text(cx: &Cx<'_>, view: &BookingView) -> String {
    let booking = &view.booking;
    let format = cx.format();
    let status = cx.say(&format!("status-{}", booking.status.code().replace('_', "-")));
    let args = Args::new()
        .text("number", booking.id.to_string())
        .text("service", &view.service)
        .text("specialist", &view.specialist)
        .text("time", format.date_time(booking.visit.start(), cx.turn.now))
        .text("duration", format.duration(booking.visit.length()))
        .text("price", format.money(booking.price));
    let mut lines = vec![status, String::new(), cx.say_with("card", args)];
    if let Some(comment) = &booking.comment {
        lines.push(cx.say_with("comment-line", Args::new().text("comment", comment.as_str())));
    }
    lines.join("\n")
}

/// A press on a card. Anyone can forge one: the booking must be the client's own.
pub(crate) fn pressed(
    cx: &Cx<'_>,
    id: BookingId,
    version: i64,
    action: &Action,
) -> Result<Reaction<State>, Failure> {
    if action.verb() == "menu" {
        return menu::show(cx, Place::Below);
    }
    let Some(view) = cx.turn.tx.booking(id)?.filter(|view| view.client.id == cx.client.id) else {
        return Ok(Reaction::toast(cx.label("stale")));
    };
    if view.booking.version != version {
        let toast = cx.label("card-changed");
        return Ok(Reaction::toast(toast).and(show(cx, &view, Place::InPlace)));
    }
    match action.verb() {
        "cancel" => Ok(ask_cancel(cx, &view)),
        "cancel-sure" => cancel(cx, &view),
        _ => Ok(Reaction::silence().and(show(cx, &view, Place::InPlace))),
    }
}

fn ask_cancel(cx: &Cx<'_>, view: &BookingView) -> Reaction<State> {
    if let Err(refused) = may_cancel(cx, view) {
        return Reaction::toast(refusal(cx, refused)).and(show(cx, view, Place::InPlace));
    }
    let question = format!("{}\n\n<b>{}</b>", text(cx, view), cx.say("ask-cancel"));
    let screen = Screen::text(question).buttons(vec![vec![
        cx.button("button-cancel-sure", Action::new("cancel-sure")),
        cx.button("button-keep", Action::new("keep")),
    ]]);
    Reaction::silence().and(place_on_card(cx, view, Place::InPlace, screen))
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
        Fact::PinLocked { .. } => return Ok(Effects::default()),
    };
    let Some(view) = turn.tx.booking(id)? else { return Ok(Effects::default()) };
    let Some(chat) = view.client.chat.filter(|_| view.client.reachable) else {
        return Ok(Effects::default());
    };
    let cx = Cx::new(turn, chat, None)?;
    let mut effects = Effects::default();
    effects.outgoing.push(show(&cx, &view, Place::InPlace));
    if let Some(key) = news.and_then(news_key) {
        let time = cx.format().date_time(view.booking.visit.start(), turn.now);
        let args =
            Args::new().text("number", id.to_string()).text("time", time).text("service", &view.service);
        effects.outgoing.push(Outgoing::Say {
            bot: BotName::Client,
            chat,
            screen: Screen::text(cx.say_with(key, args)),
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
