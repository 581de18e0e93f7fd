//! Choosing what is done and by whom. The start stays.

use chat::{Action, Args, Button, Failure, Place, Reaction, pages::Page};
use domain::{Service, ServiceId};
use store::bookings::BookingView;

use crate::cx::Cx;
use crate::edit::{At, Edit, Wanted, check};
use crate::state::State;

/// So many services on a page.
const PAGE: usize = 8;
/// So many in one visit are enough.
const MOST: usize = 8;

pub(super) fn ask_services(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    several: Option<&[ServiceId]>,
    page: i64,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let all = on_offer(cx, several)?;
    let page = Page::of(&all, page, PAGE);
    let booked = cx.turn.tx.booking_services(edit.booking)?;
    let is_chosen = |id| several.map_or(booked.contains(&id), |several| several.contains(&id));
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for service in page.items {
        let label = service_label(cx, service, is_chosen(service.id));
        rows.push(vec![Button::new(label, Action::new("service").with(service.id.get()))]);
    }
    rows.push(page.arrows(|to| Action::new("page").with(to)));
    rows.push(vec![match several {
        None => cx.button("edit-button-several", Action::new("several")),
        Some(chosen) => {
            let count = Args::new().number("count", i64::try_from(chosen.len()).unwrap_or(0));
            Button::new(cx.label_with("edit-button-ready", count), Action::new("ready"))
        }
    }]);
    let key = if several.is_some() { "edit-ask-services" } else { "edit-ask-service" };
    let now = cx.say_with("edit-now", Args::new().text("now", &view.service));
    let text = format!("{}\n{now}\n\n{}", edit.title(cx, view), cx.say(key));
    Ok(edit.stand(cx, place, headline, text, rows))
}

/// What can be booked, and before it what is chosen and can be booked no longer.
fn on_offer(cx: &Cx<'_>, several: Option<&[ServiceId]>) -> Result<Vec<Service>, Failure> {
    let services = cx.turn.tx.services()?;
    let mut all = Vec::new();
    for id in several.into_iter().flatten() {
        if services.iter().all(|service| service.id != *id) {
            all.extend(cx.turn.tx.service(*id)?);
        }
    }
    all.extend(services);
    Ok(all)
}

/// "✓ Стрижка · 1 ч · 1 500 ₽"
fn service_label(cx: &Cx<'_>, service: &Service, is_chosen: bool) -> String {
    let format = cx.format();
    let mark = if is_chosen { "✓ " } else { "" };
    format!(
        "{mark}{} · {} · {}",
        service.name,
        format.duration(service.duration),
        format.money(service.price)
    )
}

pub(super) fn services_pressed(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    several: Option<&[ServiceId]>,
    page: i64,
    action: &Action,
) -> Result<Reaction<State>, Failure> {
    let stay = |several: Option<Vec<ServiceId>>, page| {
        edit.go_on(At::Services { several, page }).show(cx, Place::InPlace, None)
    };
    match (action.verb(), action.numbers(), several) {
        ("service", [id], None) => chosen(cx, edit, view, &[ServiceId::from(*id)]),
        ("service", [id], Some(several)) => {
            let id = ServiceId::from(*id);
            let mut ticked: Vec<ServiceId> = several.iter().copied().filter(|known| *known != id).collect();
            if ticked.len() == several.len() {
                ticked.push(id);
            }
            match ticked.len() {
                0..=MOST => stay(Some(ticked), page),
                _ => Ok(Reaction::toast(cx.label("edit-too-many"))),
            }
        }
        ("several", [], None) => stay(Some(cx.turn.tx.booking_services(edit.booking)?), page),
        ("page", [to], _) => stay(several.map(<[ServiceId]>::to_vec), *to),
        ("ready", [], Some([])) => Ok(Reaction::toast(cx.label("edit-none-chosen"))),
        ("ready", [], Some(several)) => chosen(cx, edit, view, several),
        _ => Ok(Reaction::silence()),
    }
}

/// The services are chosen. Who does the booking now does them too, if they can; otherwise somebody else has to be found.
fn chosen(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    services: &[ServiceId],
) -> Result<Reaction<State>, Failure> {
    if services == cx.turn.tx.booking_services(edit.booking)? {
        return Ok(Reaction::toast(cx.label("edit-same")));
    }
    let Some(offer) = check::offered(cx, view, services, None)? else {
        return Ok(Reaction::toast(cx.label("edit-nobody")));
    };
    let at_once = offer.request_of(view.booking.specialist).is_some();
    if at_once {
        let wanted = Wanted::Visit {
            services: services.to_vec(),
            specialist: view.booking.specialist,
            keeps_price: None,
        };
        return edit.go_on(At::Review { wanted, warned: Vec::new() }).show(cx, Place::InPlace, None);
    }
    let headline = cx.say_with("edit-another-specialist", Args::new().text("specialist", &view.specialist));
    edit.go_on(At::Specialist { services: services.to_vec() }).show(cx, Place::InPlace, Some(headline))
}

pub(super) fn ask_specialist(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    services: &[ServiceId],
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let offer = check::offered(cx, view, services, None)?;
    let mut rows = Vec::new();
    for performer in offer.iter().flat_map(|offer| &offer.performers) {
        let id = performer.specialist.id;
        let request = offer.as_ref().and_then(|offer| offer.request_of(id));
        let key = match request.map(|request| request.check_with_override(view.booking.visit.start())) {
            _ if id == view.booking.specialist => "edit-specialist-now",
            Some(Ok(permitted)) if permitted.broken.is_empty() => "edit-specialist-free",
            Some(Ok(_)) => "edit-specialist-outside",
            _ => "edit-specialist-busy",
        };
        let label = cx.label_with(key, Args::new().text("specialist", &performer.specialist.name));
        rows.push(vec![Button::new(label, Action::new("specialist").with(id.get()))]);
    }
    let key = if rows.is_empty() { "edit-nobody-else" } else { "edit-ask-specialist" };
    let now = cx.say_with("edit-now", Args::new().text("now", &view.specialist));
    let text = format!("{}\n{now}\n\n{}", edit.title(cx, view), cx.say(key));
    Ok(edit.stand(cx, place, headline, text, rows))
}

pub(super) fn specialist_pressed(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    services: &[ServiceId],
    action: &Action,
) -> Result<Reaction<State>, Failure> {
    let ("specialist", [id]) = (action.verb(), action.numbers()) else { return Ok(Reaction::silence()) };
    let specialist = (*id).into();
    if specialist == view.booking.specialist && services == cx.turn.tx.booking_services(edit.booking)? {
        return Ok(Reaction::toast(cx.label("edit-same")));
    }
    let wanted = Wanted::Visit { services: services.to_vec(), specialist, keeps_price: None };
    edit.go_on(At::Review { wanted, warned: Vec::new() }).show(cx, Place::InPlace, None)
}
