//! Whether another visit fits the time of a booking: the one predicate, and its refusals in words. What is occupied is refused; the rules of what
//! is offered may be broken after a warning that names them.

use chat::{Args, Failure};
use domain::leeway::Permitted;
use domain::{Money, Refusal, ServiceId, SpecialistId, Visit};
use store::bookings::BookingView;
use store::occupied::{Occupying, Whose};
use store::offers::{Besides, Wanted};

use crate::cx::Cx;

/// Another visit at the same start that may be.
pub(super) struct Fitting {
    /// What it is.
    pub(super) visit: Visit,
    /// The time it takes, and the rules that it breaks and the booking did not break before.
    pub(super) permitted: Permitted,
}

/// Asks whether the booking may become this visit.
///
/// # Errors
/// Inside: why not, in words.
pub(super) fn fits(
    cx: &Cx<'_>,
    view: &BookingView,
    services: &[ServiceId],
    specialist: SpecialistId,
) -> Result<Result<Fitting, String>, Failure> {
    let start = view.booking.visit.start();
    let Some(offer) = offered(cx, view, services, Some(specialist))? else {
        return Ok(Err(cx.say("edit-not-performed")));
    };
    let (Some(request), Some(visit)) = (offer.request_of(specialist), offer.visit(specialist)) else {
        return Ok(Err(cx.say("edit-not-performed")));
    };
    match request.check_with_override(start) {
        Ok(mut permitted) => {
            let before = broken_already(cx, view)?;
            permitted.broken.retain(|refusal| !before.contains(&refusal.code()));
            Ok(Ok(Fitting { visit: visit.clone(), permitted }))
        }
        Err(refusals) => {
            let hard: Vec<&Refusal> = refusals.iter().filter(|refusal| !refusal.is_soft()).collect();
            let mut lines = Vec::new();
            for refusal in hard {
                lines.extend(refused(cx, view, refusal, visit)?);
            }
            lines.dedup();
            Ok(Err(lines.join("\n")))
        }
    }
}

/// What can be done at the time of the booking, by this specialist or by anybody. Its own time is not in its way.
pub(super) fn offered(
    cx: &Cx<'_>,
    view: &BookingView,
    services: &[ServiceId],
    specialist: Option<SpecialistId>,
) -> Result<Option<domain::Offer>, Failure> {
    let besides = Besides { hold_of: None, booking: Some(view.booking.id) };
    let wanted = Wanted { services, specialist, besides };
    let start = view.booking.visit.start();
    Ok(cx.turn.tx.offer_at(cx.turn.policy, wanted, cx.turn.now, start)?)
}

/// What the catalogue asks for the visit as it is booked; nothing, if it is offered no longer.
pub(super) fn listed_price(cx: &Cx<'_>, view: &BookingView) -> Result<Option<Money>, Failure> {
    let specialist = view.booking.specialist;
    let booked = cx.turn.tx.booking_services(view.booking.id)?;
    let offer = offered(cx, view, &booked, Some(specialist))?;
    Ok(offer.and_then(|offer| offer.visit(specialist).map(|visit| visit.price)))
}

/// The rules that the booking breaks as it is: nobody has to be warned of them.
fn broken_already(cx: &Cx<'_>, view: &BookingView) -> Result<Vec<&'static str>, Failure> {
    let booked = cx.turn.tx.booking_services(view.booking.id)?;
    let Some(offer) = offered(cx, view, &booked, Some(view.booking.specialist))? else {
        return Ok(Vec::new());
    };
    let broken =
        offer.request_of(view.booking.specialist).map(|request| request.broken(view.booking.visit.start()));
    Ok(broken.into_iter().flatten().map(|refusal| refusal.code()).collect())
}

/// A rule that may be broken, with its values.
pub(super) fn warning(cx: &Cx<'_>, refusal: &Refusal, visit: &Visit) -> String {
    let (format, now) = (cx.format(), cx.turn.now);
    match refusal {
        Refusal::Past { .. } => cx.say("edit-rule-past"),
        Refusal::TooSoon { .. } => {
            cx.say_with("edit-rule-too-soon", Args::new().text("notice", format.count(visit.min_notice)))
        }
        Refusal::TooFar { latest } => {
            cx.say_with("edit-rule-too-far", Args::new().text("latest", format.lasting(*latest, now)))
        }
        Refusal::DayOff { date } => {
            cx.say_with("edit-rule-day-off", Args::new().text("date", format.date(*date, now)))
        }
        Refusal::Closed { .. } => cx.say("edit-rule-closed"),
        Refusal::EndsTooLate { ends, closes } => {
            let args = Args::new().text("ends", format.time(*ends)).text("closes", format.time(*closes));
            cx.say_with("edit-rule-ends-too-late", args)
        }
        Refusal::OffStep { step, opening } => {
            let args =
                Args::new().text("step", format.duration(*step)).text("opening", format.time(*opening));
            cx.say_with("edit-rule-off-step", args)
        }
        _ => cx.say("edit-not-performed"),
    }
}

/// Why it cannot be, whoever wants it: what is in the way, by name where there is one.
fn refused(
    cx: &Cx<'_>,
    view: &BookingView,
    refusal: &Refusal,
    visit: &Visit,
) -> Result<Vec<String>, Failure> {
    let start = view.booking.visit.start();
    let (whose, key) = match refusal {
        Refusal::Past { .. } => return Ok(vec![cx.say("edit-too-long-ago")]),
        Refusal::Full { seats } => {
            let seats = Args::new().number("seats", i64::from(*seats));
            return Ok(vec![cx.say_with("edit-full", seats)]);
        }
        Refusal::Taken { .. } => (Whose::Specialist(visit.specialist), "edit-taken"),
        Refusal::NoResource { resource, .. } => (Whose::Resource(*resource), "edit-no-resource"),
        _ => return Ok(vec![cx.say("edit-not-performed")]),
    };
    let within = domain::Span::new(start - visit.buffer_before, start + visit.duration + visit.buffer_after);
    let besides = Besides { hold_of: None, booking: Some(view.booking.id) };
    let found = match within {
        Some(within) => cx.turn.tx.occupying(whose, within, besides)?,
        None => Vec::new(),
    };
    let mut lines = vec![cx.say(key)];
    lines.extend(found.iter().map(|occupying| format!("• {}", in_the_way(cx, occupying))));
    Ok(lines)
}

fn in_the_way(cx: &Cx<'_>, occupying: &Occupying) -> String {
    let span = match occupying {
        Occupying::Booking { visit, .. } | Occupying::Hold { visit, .. } => *visit,
        Occupying::Block(block) => block.span,
    };
    let format = cx.format();
    let args = Args::new().text("from", format.time(span.start())).text("to", format.time(span.end()));
    match occupying {
        Occupying::Booking { id, .. } => cx.say_with("edit-way-booking", args.text("number", id.to_string())),
        Occupying::Hold { .. } => cx.say_with("edit-way-hold", args),
        Occupying::Block(_) => cx.say_with("edit-way-block", args),
    }
}
