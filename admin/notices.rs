//! What admins are told without asking: new and cancelled bookings, locked PINs (A12), and every change on the cards they have (C6).

use chat::{Args, Effects, Failure, Outgoing, Place, Priority, Turn};
use domain::{Actor, BookingId, ChatId, Fact, Instant, News, Role, Setting, Status};
use store::Tx;
use store::admins::Admin;
use store::bookings::BookingView;
use store::news::{HeldNews, What};

use crate::access;
use crate::card;
use crate::clients;
use crate::cx::Cx;
use crate::{alarms, backup, dead_letters, digest, edited, erased, news, restored, reviews, settings, team};

/// Tells the admins of something that happened, whoever caused it.
pub(crate) fn hear(turn: Turn<'_, Tx>, fact: &Fact) -> Result<Effects, Failure> {
    team::note(turn, fact)?;
    let outgoing = match fact {
        // The further dates of a series are told together.
        Fact::Booked(id) => match turn.tx.booking(*id)?.and_then(|view| view.series) {
            Some(first) if first != *id => Vec::new(),
            _ => told(turn, *id, What::Booked, Vec::new())?,
        },
        Fact::Repeated { first, further } => {
            told(turn, *first, What::Repeated, news::starts(turn, further)?)?
        }
        Fact::SeriesCancelled { first, further } => series_cancelled(turn, *first, further)?,
        Fact::StatusChanged { booking, status: Status::Cancelled, by: Actor::Client } => {
            told(turn, *booking, What::Cancelled, Vec::new())?
        }
        Fact::StatusChanged { booking, status: Status::Cancelled, by: Actor::Admin(_) } => {
            let (booking, what, starts) = (*booking, What::Cancelled, Vec::new());
            news::tell_specialist(turn, &HeldNews { booking, what, starts })?
        }
        Fact::Moved { booking, from, by: Actor::Client, .. } => {
            told(turn, *booking, What::Moved, vec![*from])?
        }
        Fact::Moved { booking, from, .. } => edited::by_admin(turn, *booking, *from)?,
        Fact::ClientEdited { client, .. } => edited::client(turn, *client)?,
        Fact::StatusChanged { booking, .. }
        | Fact::Edited { booking, .. }
        | Fact::Coming { booking }
        | Fact::Asked { booking }
        | Fact::Answered { booking } => {
            of_booking(turn, *booking, |cx, view| card::show(cx, view, Place::IfShown))?
        }
        Fact::Reviewed { booking } => reviews::hear(turn, *booking)?,
        Fact::Erased { client } => erased::hear(turn, *client)?,
        Fact::ClientNoted { client } => clients::card::again(turn, *client)?,
        Fact::ClientsMerged { kept, gone, .. } => {
            let mut outgoing = edited::client(turn, *kept)?;
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
        Fact::Staff { admin, change, by } => team::hear(turn, *admin, *change, *by)?,
        Fact::SettingsChanged { setting, was, is, by } => {
            if *setting == Setting::Zone {
                digest::follow_soon(turn)?;
            }
            let others = |to: &Admin| is_owner(to) && to.chat != *by && was != is;
            let named = turn.tx.staff_name(*by)?.map(|name| name.as_str().to_owned());
            let who = named.unwrap_or_else(|| format!("Telegram ID {by}"));
            to_admins(turn, others, |cx| settings::news(cx, *setting, was, is, &who))?
        }
        Fact::Restored => restored::hear(turn)?,
        Fact::BackupMade(file) => backup::to_owners(turn, file)?,
        Fact::PutAside => {
            dead_letters::put_aside(turn)?;
            Vec::new()
        }
        Fact::AlarmRaised { alarm, value } => alarms::raised(turn, *alarm, *value)?,
        Fact::AlarmCleared { alarm } => alarms::cleared(turn, *alarm)?,
        Fact::ConfigTaken { taken, after_restart } => {
            team::follow_policy(turn)?;
            digest::follow(turn)?;
            settings::note(turn, fact)?;
            to_alert(turn, |cx| settings::file::taken(cx, taken, after_restart))?
        }
        Fact::ConfigRefused { reason } => {
            settings::note(turn, fact)?;
            let reason = settings::file::shortened(reason);
            to_alert(turn, |cx| {
                cx.say_with("admin-news-config-refused", Args::new().text("reason", &reason))
            })?
        }
        Fact::ConfigMended => {
            settings::note(turn, fact)?;
            to_alert(turn, |cx| cx.say("admin-news-config-mended"))?
        }
    };
    let mut effects = Effects { outgoing, ..Effects::default() };
    if let Fact::Moved { booking, .. } = fact {
        effects.outgoing.extend(edited::taken_away(turn, *booking)?);
    }
    Ok(effects)
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

/// News of a booking, for whom they concern and who wants them.
fn told(
    turn: Turn<'_, Tx>,
    booking: BookingId,
    what: What,
    starts: Vec<Instant>,
) -> Result<Vec<Outgoing>, Failure> {
    news::tell(turn, &HeldNews { booking, what, starts })
}

/// The dates that were called off together, in one message; the cards that somebody has of them are put right.
fn series_cancelled(
    turn: Turn<'_, Tx>,
    first: BookingId,
    further: &[BookingId],
) -> Result<Vec<Outgoing>, Failure> {
    let all: Vec<BookingId> = std::iter::once(first).chain(further.iter().copied()).collect();
    let mut outgoing = told(turn, first, What::SeriesCancelled, news::starts(turn, &all)?)?;
    for booking in all {
        outgoing.extend(of_booking(turn, booking, |cx, view| card::show(cx, view, Place::IfShown))?);
    }
    Ok(outgoing)
}

/// News for the owners who want to hear what becomes of the file.
fn to_alert(turn: Turn<'_, Tx>, words: impl Fn(&Cx<'_>) -> String) -> Result<Vec<Outgoing>, Failure> {
    let mut told = Vec::new();
    for admin in access::admins(turn)? {
        if is_owner(&admin) && turn.tx.admin_news(admin.chat)?.rules.wants(News::Alerts) {
            told.push(admin.chat);
        }
    }
    to_admins(turn, |admin| told.contains(&admin.chat), words)
}

/// News in the language of each admin they are meant for.
pub(crate) fn to_admins(
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

pub(crate) fn is_owner(admin: &Admin) -> bool {
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

/// The owners are told, but for the one who is locked; if that is the only one, the chat itself is told, because a stranger may hold the phone.
fn pin_locked(turn: Turn<'_, Tx>, locked: ChatId) -> Result<Vec<Outgoing>, Failure> {
    let has_other = access::admins(turn)?.iter().any(|admin| is_owner(admin) && admin.chat != locked);
    let told = |admin: &Admin| is_owner(admin) && (admin.chat == locked) != has_other;
    to_admins(turn, told, |cx| match cx.chat() == locked {
        true => cx.say("admin-news-pin-locked-own"),
        false => cx.say_with("admin-news-pin-locked", Args::new().text("admin", locked.to_string())),
    })
}
