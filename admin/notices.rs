//! What admins are told without asking: new and cancelled bookings, locked PINs (A12), and every change on the cards they have (C6).

use chat::{Args, BotName, Effects, Failure, Outgoing, Place, Priority, Turn};
use domain::{Actor, BookingId, ChatId, ClientId, Fact, Instant, Role, Status};
use store::Tx;
use store::admins::Admin;
use store::bookings::BookingView;

use crate::access;
use crate::card;
use crate::clients;
use crate::cx::Cx;
use crate::erased;
use crate::reviews;

/// So many characters at most are quoted of what a file says.
const LONGEST: usize = 1_000;

/// Tells the admins of something that happened, whoever caused it.
pub(crate) fn hear(turn: Turn<'_, Tx>, fact: &Fact) -> Result<Effects, Failure> {
    let outgoing = match fact {
        // The further dates of a series are told together.
        Fact::Booked(id) => match turn.tx.booking(*id)?.and_then(|view| view.series) {
            Some(first) if first != *id => Vec::new(),
            _ => of_booking(turn, *id, booked)?,
        },
        Fact::Repeated { first, further } => repeated(turn, *first, further)?,
        Fact::StatusChanged { booking, status: Status::Cancelled, by: Actor::Client } => {
            of_booking(turn, *booking, cancelled)?
        }
        Fact::Moved { booking, from, by: Actor::Client } => {
            of_booking(turn, *booking, |cx, view| moved(cx, view, *from))?
        }
        Fact::StatusChanged { booking, .. }
        | Fact::Moved { booking, .. }
        | Fact::Edited { booking, .. }
        | Fact::Coming { booking } => {
            of_booking(turn, *booking, |cx, view| card::show(cx, view, Place::IfShown))?
        }
        Fact::Reviewed { booking } => reviews::hear(turn, *booking)?,
        Fact::Erased { client } => erased::hear(turn, *client)?,
        Fact::ClientEdited { client, .. } => client_edited(turn, *client)?,
        Fact::ClientNoted { client } => clients::card::again(turn, *client)?,
        Fact::ClientsMerged { kept, gone, .. } => {
            let mut outgoing = client_edited(turn, *kept)?;
            outgoing.extend(clients::card::merged(turn, *gone, *kept)?);
            outgoing
        }
        // Whoever brought it in knows; the waitlist looks again.
        Fact::CatalogChanged => Vec::new(),
        Fact::PinLocked { admin } => pin_locked(turn, *admin)?,
        Fact::PinSet { admin } => pin_set(turn, *admin)?,
        Fact::OwnerClaimed { admin } => {
            let args = || Args::new().text("admin", admin.to_string());
            to_admins(
                turn,
                |to| is_owner(to) && to.chat != *admin,
                |cx| cx.say_with("admin-news-owner", args()),
            )?
        }
        Fact::ConfigTaken { taken, after_restart } => {
            to_admins(turn, is_owner, |cx| config_taken(cx, taken, after_restart))?
        }
        Fact::ConfigRefused { reason } => to_admins(turn, is_owner, |cx| {
            cx.say_with("admin-news-config-refused", Args::new().text("reason", shortened(reason)))
        })?,
        Fact::ConfigMended => to_admins(turn, is_owner, |cx| cx.say("admin-news-config-mended"))?,
    };
    Ok(Effects { outgoing, ..Effects::default() })
}

/// Whatever an admin has before them that names the client.
fn client_edited(turn: Turn<'_, Tx>, client: ClientId) -> Result<Vec<Outgoing>, Failure> {
    let mut outgoing = clients::card::again(turn, client)?;
    for booking in turn.tx.bookings_shown(client, BotName::Admin.code())? {
        outgoing.extend(of_booking(turn, booking, |cx, view| card::show(cx, view, Place::IfShown))?);
        outgoing.extend(reviews::again(turn, booking)?);
    }
    Ok(outgoing)
}

/// The same for every admin who has got as far as a PIN.
pub(crate) fn of_booking(
    turn: Turn<'_, Tx>,
    id: BookingId,
    tell: impl Fn(&Cx<'_>, &BookingView) -> Result<Outgoing, Failure>,
) -> Result<Vec<Outgoing>, Failure> {
    let Some(view) = turn.tx.booking(id)? else { return Ok(Vec::new()) };
    let told = |admin: &Admin| access::sees(admin, &view) && admin.pin_hash.is_some();
    let admins = access::admins(turn)?.into_iter().filter(told);
    admins.map(|admin| tell(&Cx::new(turn, admin, None)?, &view)).collect()
}

fn booked(cx: &Cx<'_>, view: &BookingView) -> Result<Outgoing, Failure> {
    card::show_news(cx, view, cx.say("admin-news-booked"))
}

fn cancelled(cx: &Cx<'_>, view: &BookingView) -> Result<Outgoing, Failure> {
    card::show_news(cx, view, cx.say("admin-news-cancelled"))
}

/// The dates on which a booking comes back, in one message.
fn repeated(turn: Turn<'_, Tx>, first: BookingId, further: &[BookingId]) -> Result<Vec<Outgoing>, Failure> {
    let mut starts = Vec::new();
    for id in further {
        starts.extend(turn.tx.booking(*id)?.map(|view| view.booking.visit.start()));
    }
    of_booking(turn, first, |cx, view| {
        let lasting = |start: &Instant| cx.format().lasting(*start, cx.turn.now);
        // No name: nothing would take it back when the client has their data erased. The number leads to the card.
        let args = Args::new()
            .text("number", first.to_string())
            .text("service", &view.service)
            .text("specialist", &view.specialist)
            .text("dates", starts.iter().map(lasting).collect::<Vec<_>>().join("\n"));
        Ok(cx.once(cx.say_with("admin-news-repeated", args), Priority::Notice))
    })
}

fn moved(cx: &Cx<'_>, view: &BookingView, from: Instant) -> Result<Outgoing, Failure> {
    let from = cx.format().lasting(from, cx.turn.now);
    card::show_news(cx, view, cx.say_with("admin-news-moved", Args::new().text("from", from)))
}

/// News in the language of each admin they are meant for.
fn to_admins(
    turn: Turn<'_, Tx>,
    are_told: impl Fn(&Admin) -> bool,
    words: impl Fn(&Cx<'_>) -> String,
) -> Result<Vec<Outgoing>, Failure> {
    access::admins(turn)?
        .into_iter()
        .filter(are_told)
        .map(|admin| {
            let cx = Cx::new(turn, admin, None)?;
            let words = words(&cx);
            Ok(cx.once(words, Priority::Notice))
        })
        .collect()
}

fn is_owner(admin: &Admin) -> bool {
    admin.role == Role::Owner
}

/// The admin whose PIN it is and the owners: if it was none of them, somebody has a shell who should not.
fn pin_set(turn: Turn<'_, Tx>, of: ChatId) -> Result<Vec<Outgoing>, Failure> {
    let told = |admin: &Admin| is_owner(admin) || admin.chat == of;
    to_admins(turn, told, |cx| match cx.chat() == of {
        true => cx.say("admin-news-pin-set-own"),
        false => cx.say_with("admin-news-pin-set", Args::new().text("admin", of.to_string())),
    })
}

fn config_taken(cx: &Cx<'_>, taken: &[String], after_restart: &[String]) -> String {
    let list = |key: &str, changes: &[String]| {
        let all = shortened(&changes.join("\n"));
        (!changes.is_empty()).then(|| cx.say_with(key, Args::new().text("changes", all)))
    };
    let parts = [list("admin-news-config-taken", taken), list("admin-news-config-restart", after_restart)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// A message has an end, and a file may hold anything.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The owners are told, but for the one who is locked; if that is the only one, the chat itself is told, because a stranger may hold the phone.
fn pin_locked(turn: Turn<'_, Tx>, locked: ChatId) -> Result<Vec<Outgoing>, Failure> {
    let has_other = access::admins(turn)?.iter().any(|admin| is_owner(admin) && admin.chat != locked);
    let told = |admin: &Admin| is_owner(admin) && (admin.chat == locked) != has_other;
    to_admins(turn, told, |cx| match cx.chat() == locked {
        true => cx.say("admin-news-pin-locked-own"),
        false => cx.say_with("admin-news-pin-locked", Args::new().text("admin", locked.to_string())),
    })
}
