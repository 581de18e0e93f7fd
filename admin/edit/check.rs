//! Whether another visit fits the time of a booking: the one predicate, and its refusals in words. What is occupied is refused; the rules of what
//! is offered may be broken after a warning that names them.

use chat::Failure;
use domain::leeway::Permitted;
use domain::{Money, Refusal, ServiceId, SpecialistId, Visit};
use store::bookings::BookingView;
use store::offers::{Besides, Wanted};

use crate::cx::Cx;
use crate::picker::rules::{self, Asked};

/// Another visit at the same start that may be.
pub(super) struct Fitting {
    /// What it is.
    pub(super) visit: Visit,
    /// The time it takes, and the rules that it breaks and the booking did not break before.
    pub(super) permitted: Permitted,
    /// Those rules in words.
    pub(super) warnings: Vec<String>,
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
    let Some(performer) = offer.performer(specialist) else { return Ok(Err(cx.say("edit-not-performed"))) };
    let own = Some(view.booking.id);
    let asked = Asked { offer: &offer, performer, start, own };
    let told = |refusals: &[Refusal]| -> Result<Vec<String>, Failure> {
        refusals.iter().map(|refusal| Ok(rules::line(&rules::rule(cx, asked, refusal)?))).collect()
    };
    match offer.request(performer).check_with_override(start) {
        Ok(mut permitted) => {
            let before = broken_already(cx, view)?;
            permitted.broken.retain(|refusal| !before.contains(&refusal.code()));
            let warnings = told(&permitted.broken)?;
            Ok(Ok(Fitting { visit: performer.visit.clone(), permitted, warnings }))
        }
        Err(mut refusals) => {
            refusals.retain(|refusal| !refusal.is_soft());
            let mut lines = vec![cx.say("edit-not-possible")];
            lines.extend(told(&refusals)?);
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
