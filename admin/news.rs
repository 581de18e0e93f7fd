//! Who is told of what happens to bookings, and when (A12): each admin gets what they have chosen; in their quiet hours it waits for their end and
//! then tells how things stand. What they already have on their screen stays live in any case.

use chat::{Action, Args, BotName, Failure, Outgoing, Place, Priority, Reaction, Screen, Target, Turn};
use domain::{Actor, BookingId, Instant, Role, Status};
use store::Tx;
use store::admins::Admin;
use store::booking_history::{BookingChange, BookingEvent};
use store::bookings::BookingView;
use store::jobs::StoredJob;
use store::news::{HeldNews, What};

use crate::access;
use crate::card;
use crate::cx::Cx;
use crate::reviews;
use crate::state::State;

/// The kind of the job that tells what has waited.
pub(crate) const HELD: &str = "news";

/// So many lines of a booking's history are looked through for the one that news tell of.
const RECENT: u32 = 50;

/// What becomes of news of a booking for one admin.
pub(crate) enum Told {
    /// They come at once.
    Now,
    /// They wait, or are not wanted; what is on the screen is put right.
    NotNow,
}

/// Tells everybody who sees a booking of what happened to it.
pub(crate) fn tell(turn: Turn<'_, Tx>, news: &HeldNews) -> Result<Vec<Outgoing>, Failure> {
    tell_whom(turn, news, |_| true)
}

/// Tells a specialist of what the staff did to a booking of theirs; the others who see it have their cards put right.
pub(crate) fn tell_specialist(turn: Turn<'_, Tx>, news: &HeldNews) -> Result<Vec<Outgoing>, Failure> {
    tell_whom(turn, news, |admin| admin.role == Role::Specialist)
}

fn tell_whom(
    turn: Turn<'_, Tx>,
    news: &HeldNews,
    concerns: impl Fn(&Admin) -> bool,
) -> Result<Vec<Outgoing>, Failure> {
    let Some(view) = turn.tx.booking(news.booking)? else { return Ok(Vec::new()) };
    let mut outgoing = Vec::new();
    for admin in access::admins(turn)? {
        if admin.pin_hash.is_none() || !access::sees(&admin, &view) {
            continue;
        }
        let cx = Cx::new(turn, admin, None)?;
        let told = if concerns(&cx.admin) { judge(&cx, &view, news)? } else { Told::NotNow };
        outgoing.push(match told {
            Told::Now => words(&cx, &view, news)?,
            Told::NotNow => card::show(&cx, &view, Place::IfShown)?,
        });
    }
    Ok(outgoing)
}

/// Whether news come now. Those that wait are kept.
pub(crate) fn judge(cx: &Cx<'_>, view: &BookingView, news: &HeldNews) -> Result<Told, Failure> {
    let rules = cx.turn.tx.admin_news(cx.chat())?.rules;
    if !rules.wants(news.what.news()) || is_own_doing(cx, news)? {
        return Ok(Told::NotNow);
    }
    let Some(until) = rules.held_until(cx.turn.policy.business.zone, cx.turn.now) else {
        return Ok(Told::Now);
    };
    // What nobody would confirm in time wakes them.
    let expires = view.booking.decide_by.is_some_and(|decide_by| decide_by <= until);
    if expires && view.booking.status == Status::Pending {
        return Ok(Told::Now);
    }
    cx.turn.tx.hold_news(cx.chat(), news)?;
    cx.turn.tx.schedule(&StoredJob {
        bot: BotName::Admin.code().to_owned(),
        key: format!("{HELD}:{}", cx.chat()),
        chat: cx.chat(),
        kind: HELD.to_owned(),
        subject: cx.chat().get(),
        due_at: until,
        within: Some(until - cx.turn.now),
    })?;
    Ok(Told::NotNow)
}

/// What an admin books, cancels or moves themselves is no news to them.
fn is_own_doing(cx: &Cx<'_>, news: &HeldNews) -> Result<bool, Failure> {
    let last = cx.turn.tx.last_booking_event(news.booking)?;
    let by_deed = matches!(news.what, What::Booked | What::Cancelled | What::Moved);
    Ok(by_deed && last.is_some_and(|event| event.by == Actor::Admin(cx.chat())))
}

/// Whether it was somebody of the staff who did last what the news tell of. Something else may have changed since, while they waited.
fn is_by_staff(cx: &Cx<'_>, news: &HeldNews) -> Result<bool, Failure> {
    let did = |event: &BookingEvent| match news.what {
        What::Cancelled => event.status == Status::Cancelled && event.change == BookingChange::Status,
        _ => event.change == BookingChange::Moved,
    };
    let history = cx.turn.tx.booking_history(news.booking, 0, RECENT)?;
    Ok(history.into_iter().find(did).is_some_and(|event| matches!(event.by, Actor::Admin(_))))
}

/// The quiet hours are over: what has waited is told, as things stand now.
pub(crate) fn due(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    let mut reaction = Reaction::silence();
    for news in cx.turn.tx.take_held_news(cx.chat())? {
        let view = cx.booking(news.booking)?;
        if let Some(view) = view.filter(|view| is_still_news(view, &news)) {
            reaction = reaction.and(words(cx, &view, &news)?);
        }
    }
    Ok(reaction)
}

/// Of what others have settled meanwhile nobody needs to hear.
fn is_still_news(view: &BookingView, news: &HeldNews) -> bool {
    match news.what {
        What::Booked | What::Moved | What::Repeated => view.booking.status.is_active(),
        What::Cancelled | What::SeriesCancelled | What::Reviewed => true,
    }
}

fn words(cx: &Cx<'_>, view: &BookingView, news: &HeldNews) -> Result<Outgoing, Failure> {
    match news.what {
        What::Booked => {
            let by_admin = matches!(booked_by(cx, view)?, Some(Actor::Admin(_)));
            let headline = cx.say(if by_admin { "new-news" } else { "admin-news-booked" });
            card::show_news(cx, view, headline)
        }
        What::Cancelled => {
            let by_staff = is_by_staff(cx, news)?;
            let headline =
                cx.say(if by_staff { "admin-news-cancelled-by-staff" } else { "admin-news-cancelled" });
            card::show_news(cx, view, headline)
        }
        What::Moved => {
            let key = if is_by_staff(cx, news)? { "admin-news-moved-by-staff" } else { "admin-news-moved" };
            let from = news.starts.first().map(|from| cx.format().lasting(*from, cx.turn.now));
            let args = Args::new().text("from", from.unwrap_or_default());
            card::show_news(cx, view, cx.say_with(key, args))
        }
        What::Reviewed => reviews::news(cx, view),
        What::Repeated => Ok(dates(cx, view, "admin-news-repeated", &news.starts)),
        What::SeriesCancelled => Ok(dates(cx, view, "news-series-cancelled", &news.starts)),
    }
}

/// Who made a booking that nobody has changed since.
fn booked_by(cx: &Cx<'_>, view: &BookingView) -> Result<Option<Actor>, Failure> {
    let event = cx.turn.tx.last_booking_event(view.booking.id)?;
    Ok(event.filter(|_| view.booking.version == 1).map(|event| event.by))
}

/// What happened to several dates, in one message. No name: nothing would take it back when the client has their data erased. The button leads
/// to the card.
fn dates(cx: &Cx<'_>, view: &BookingView, key: &str, starts: &[Instant]) -> Outgoing {
    let lasting = |start: &Instant| cx.format().lasting(*start, cx.turn.now);
    let args = Args::new()
        .text("number", view.booking.id.to_string())
        .text("service", &view.service)
        .text("specialist", &view.specialist)
        .text("dates", starts.iter().map(lasting).collect::<Vec<_>>().join("\n"));
    let open = Action::new("open").with(view.booking.id.get());
    let rows = vec![vec![cx.button("admin-button-open-booking", open)]];
    say(cx, Screen::text(cx.say_with(key, args)).buttons(rows), None)
}

/// Something that is said once, with buttons that are entries.
pub(crate) fn say(cx: &Cx<'_>, screen: Screen, expires_at: Option<Instant>) -> Outgoing {
    let (bot, chat, priority) = (BotName::Admin, cx.chat(), Priority::Notice);
    Outgoing::Say { bot, chat, screen: screen.stamped(Target::Entry), priority, expires_at }
}

/// When bookings begin, in their order; for news that name several dates.
pub(crate) fn starts(turn: Turn<'_, Tx>, bookings: &[BookingId]) -> Result<Vec<Instant>, Failure> {
    let mut starts = Vec::new();
    for id in bookings {
        starts.extend(turn.tx.booking(*id)?.map(|view| view.booking.visit.start()));
    }
    Ok(starts)
}
