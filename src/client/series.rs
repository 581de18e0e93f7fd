//! A booking comes back every week (C13): for how many weeks, what becomes of each date, and all of them booked at once or none.
//!
//! Nothing is held while the client looks the dates over: a client has one hold, and a dozen would keep others away for a thought. What is
//! taken meanwhile is found when they confirm; then nothing is booked and the report is shown anew.

use chat::{Action, Failure, Place, Reaction};
use domain::series::SeriesDate;
use domain::{Actor, Confirmation, Fact, Instant, Offer, Slot, Status, Visit, time};
use store::bookings::{BookingView, NewBooking};

use crate::card::is_as_seen;
use crate::cx::Cx;
use crate::screens::{card, limits, series as screens};
use crate::state::{Quote, Seen, State, Wish};
use crate::{offer, pending};

/// For how many weeks a visit can come back.
pub(crate) const WEEKS: [u32; 6] = [2, 3, 4, 6, 8, 12];

/// A date of the report: what becomes of it, and the nearest other start of the same day.
pub(crate) struct Date {
    /// The date as it was wanted.
    pub(crate) wanted: SeriesDate,
    /// The nearest start on it, if the wanted one cannot be.
    pub(crate) other: Option<Instant>,
}

/// Begins on the card of a booking.
pub(crate) fn begin(cx: &Cx<'_>, view: &BookingView) -> Result<Reaction<State>, Failure> {
    let booking = &view.booking;
    if view.series.is_some() || !booking.status.is_active() || booking.visit.start() <= cx.turn.now {
        return Ok(Reaction::silence().and(card::show(cx, view, Place::InPlace)));
    }
    if offered(cx, view)?.is_empty() {
        return Ok(Reaction::toast(cx.label("series-too-far")));
    }
    cx.release_hold()?;
    ask_weeks(cx, Seen { booking: booking.id, version: booking.version }, Place::Below)
}

/// For how many weeks.
pub(crate) fn ask_weeks(cx: &Cx<'_>, seen: Seen, place: Place) -> Result<Reaction<State>, Failure> {
    match own(cx, seen)? {
        Some(view) => Ok(screens::ask_weeks(cx, seen, &view, &offered(cx, &view)?, place)),
        None => card::instead_of_dialogue(cx, seen.booking, place),
    }
}

pub(crate) fn pressed(cx: &Cx<'_>, state: State, action: &Action) -> Result<Reaction<State>, Failure> {
    let place = Place::InPlace;
    match (state, action.verb(), action.numbers()) {
        (State::Repeat(seen), "weeks", [weeks]) => match u32::try_from(*weeks) {
            Ok(weeks) if WEEKS.contains(&weeks) => report(cx, seen, weeks, place, None),
            _ => Ok(Reaction::silence()),
        },
        (State::SeriesReport { seen, weeks }, "skip", []) => chosen(cx, seen, weeks, false),
        (State::SeriesReport { seen, weeks }, "others", []) => chosen(cx, seen, weeks, true),
        (State::SeriesReview { seen, weeks, starts, quote }, "confirm", []) => {
            confirm(cx, seen, weeks, &starts, &quote)
        }
        _ => Ok(Reaction::silence()),
    }
}

/// What becomes of each date.
pub(crate) fn report(
    cx: &Cx<'_>,
    seen: Seen,
    weeks: u32,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let Some(view) = own(cx, seen)? else { return card::instead_of_dialogue(cx, seen.booking, place) };
    let Some((dates, _)) = dates(cx, &view, weeks)? else {
        return Ok(card::instead_of_dialogue(cx, seen.booking, place)?.saying(cx.label("move-not-offered")));
    };
    Ok(screens::report(cx, seen, weeks, &dates, place, headline))
}

/// The dates to be booked are clear: without those that cannot be, or with the other time of their day.
fn chosen(cx: &Cx<'_>, seen: Seen, weeks: u32, with_others: bool) -> Result<Reaction<State>, Failure> {
    let Some(view) = own(cx, seen)? else {
        return card::instead_of_dialogue(cx, seen.booking, Place::InPlace);
    };
    let Some((dates, visit)) = dates(cx, &view, weeks)? else {
        return card::instead_of_dialogue(cx, seen.booking, Place::InPlace);
    };
    let start = |date: &Date| match &date.wanted.outcome {
        Ok(slot) => Some(slot.visit.start()),
        Err(_) => date.other.filter(|_| with_others),
    };
    let mut starts: Vec<Instant> = dates.iter().filter_map(start).collect();
    starts.truncate(limits::left_today(cx)?);
    match starts.is_empty() {
        true => report(cx, seen, weeks, Place::InPlace, Some(cx.say("series-none"))),
        false => Ok(screens::review(cx, (seen, weeks), &view, &visit, starts, None)),
    }
}

/// Books all dates, or none and says which was lost.
fn confirm(
    cx: &Cx<'_>,
    seen: Seen,
    weeks: u32,
    starts: &[Instant],
    quote: &Quote,
) -> Result<Reaction<State>, Failure> {
    let Some(view) = own(cx, seen)? else {
        return card::instead_of_dialogue(cx, seen.booking, Place::InPlace);
    };
    let (services, Some(offer)) = asked(cx, &view)? else {
        return card::instead_of_dialogue(cx, seen.booking, Place::InPlace);
    };
    let specialist = view.booking.specialist;
    let (mut slots, mut lost): (Vec<Slot>, Option<Instant>) = (Vec::new(), None);
    for start in starts {
        match offer.check(specialist, *start) {
            Ok(slot) => slots.push(slot),
            Err(_) => lost = lost.or(Some(*start)),
        }
    }
    let (None, Some(visit)) = (lost, offer.visit(specialist)) else {
        return lost_one(cx, seen, weeks, lost);
    };
    if *quote != visit.into() {
        // Nobody pays what they have not seen.
        let changed = Some(cx.say("review-changed"));
        return Ok(screens::review(cx, (seen, weeks), &view, visit, starts.to_vec(), changed));
    }
    let (status, is_pending) = match visit.confirmation {
        Confirmation::Automatic => (Status::Confirmed, false),
        Confirmation::ByAdmin => (Status::Pending, true),
    };
    let date = |slot| NewBooking {
        client: cx.client.id,
        services: &services,
        specialist,
        anybody: false,
        slot,
        status,
        price: visit.price,
        comment: view.booking.comment.as_ref(),
        decide_by: is_pending.then(|| pending::decide_by(cx, slot)),
    };
    let dates: Vec<NewBooking<'_>> = slots.iter().map(date).collect();
    let further = match cx.turn.tx.book_series(seen.booking, &dates, Actor::Client, cx.turn.now) {
        Ok(further) => further,
        Err(store::Error::Overlap) => return lost_one(cx, seen, weeks, starts.first().copied()),
        Err(error) => return Err(error.into()),
    };
    for (id, date) in further.iter().zip(&dates) {
        pending::wait(cx.turn, cx.chat, *id, date.decide_by)?;
    }
    let mut reaction = screens::booked(cx, starts, is_pending);
    reaction.effects.outgoing.push(card::show(cx, &reread(cx, view)?, Place::IfShown));
    reaction = further.iter().fold(reaction, |reaction, id| reaction.because(Fact::Booked(*id)));
    Ok(reaction.because(Fact::Repeated { first: seen.booking, further }))
}

fn reread(cx: &Cx<'_>, view: BookingView) -> Result<BookingView, Failure> {
    Ok(cx.turn.tx.booking(view.booking.id)?.unwrap_or(view))
}

fn lost_one(cx: &Cx<'_>, seen: Seen, weeks: u32, lost: Option<Instant>) -> Result<Reaction<State>, Failure> {
    let headline = lost.map(|start| screens::lost(cx, start));
    report(cx, seen, weeks, Place::InPlace, headline)
}

/// The booking, if it is the client's own and stands as they saw it.
fn own(cx: &Cx<'_>, seen: Seen) -> Result<Option<BookingView>, Failure> {
    let view = cx.turn.tx.booking(seen.booking)?.filter(|view| view.client.id == cx.client.id);
    let Some(view) = view.filter(|view| view.booking.status.is_active()) else { return Ok(None) };
    Ok(is_as_seen(cx, &view, seen.version)?.then_some(view))
}

/// The same visit with the same specialist. Its own first date stands as it is and in nobody's way.
fn asked(cx: &Cx<'_>, view: &BookingView) -> Result<(Vec<domain::ServiceId>, Option<Offer>), Failure> {
    let services = cx.turn.tx.booking_services(view.booking.id)?;
    let wish = Wish::of(services.clone()).with(Some(view.booking.specialist));
    Ok((services, offer::of(cx, &wish)?))
}

/// The further dates, and what the visit is; `None` if it is no longer offered.
fn dates(cx: &Cx<'_>, view: &BookingView, weeks: u32) -> Result<Option<(Vec<Date>, Visit)>, Failure> {
    let (_, Some(offer)) = asked(cx, view)? else { return Ok(None) };
    let Some(performer) = offer.performers.first() else { return Ok(None) };
    let wanted = offer.request(performer).weekly(view.booking.visit.start(), weeks + 1);
    let with_other = |wanted: SeriesDate| {
        let other = match &wanted.outcome {
            Ok(_) => None,
            Err(_) => nearest(&offer, &wanted, view.booking.visit.start()),
        };
        Date { wanted, other }
    };
    let dates = wanted.into_iter().skip(1).map(with_other).collect();
    Ok(Some((dates, performer.visit.clone())))
}

/// The start of a date that is nearest to the time of the series.
fn nearest(offer: &Offer, date: &SeriesDate, first: Instant) -> Option<Instant> {
    let time = first.with_timezone(&offer.zone).time();
    let away = |start: &Instant| (start.with_timezone(&offer.zone).time() - time).abs();
    let is_within = offer.dates().contains(&date.date);
    let starts = if is_within { offer.starts(&(date.date..=date.date)) } else { Vec::new() };
    starts.into_iter().min_by_key(away)
}

/// The counts of weeks of which the last is not too far ahead.
fn offered(cx: &Cx<'_>, view: &BookingView) -> Result<Vec<u32>, Failure> {
    let (_, Some(offer)) = asked(cx, view)? else { return Ok(Vec::new()) };
    let (first, dates) = (time::date(offer.zone, view.booking.visit.start()), offer.dates());
    let left = limits::left_today(cx)?;
    let fits = |weeks: &u32| {
        let last = first + chrono::Days::new(7 * u64::from(*weeks));
        last <= *dates.end() && *weeks as usize <= left
    };
    Ok(WEEKS.into_iter().filter(fits).collect())
}
