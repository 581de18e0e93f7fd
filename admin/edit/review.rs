//! What it was and what it would be, with the rules that it would break, before anything is changed and the client is told.

use chat::{Action, Args, Button, Failure, Place, Reaction};
use domain::{Money, ServiceId, SpecialistId};
use store::bookings::BookingView;

use crate::card;
use crate::cx::Cx;
use crate::edit::check::{Fitting, fits, listed_price};
use crate::edit::{At, Edit, Wanted, save};
use crate::state::State;

pub(super) fn show(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: &Wanted,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    match wanted {
        Wanted::Visit { services, specialist, .. } => match fits(cx, view, services, *specialist)? {
            Ok(fitting) => visit(cx, edit, view, wanted, &fitting, place, headline),
            Err(why) => refuse(cx, edit, view, services, *specialist, why, place),
        },
        Wanted::Price(minor) => {
            let now = Money { minor: *minor, ..view.booking.price };
            let format = cx.format();
            let lines = [
                edit.title(cx, view),
                cx.say_with("card-was", Args::new().text("was", format.money(view.booking.price))),
                cx.say_with("edit-will", Args::new().text("will", format.money(now))),
                String::new(),
                told(cx, view),
            ];
            let rows = vec![vec![cx.button("edit-button-save", Action::new("save"))]];
            let edit = edit.go_on(At::Review { wanted: wanted.clone(), warned: Vec::new() });
            Ok(edit.stand(cx, place, headline, lines.join("\n"), rows))
        }
        // What is typed is not looked over once more.
        _ => card::instead_of_dialogue(cx, edit.booking, place),
    }
}

fn visit(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: &Wanted,
    fitting: &Fitting,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let format = cx.format();
    let (was, will) = (&view.booking, &fitting.visit);
    let was_line = Args::new().text("service", &view.service).text("specialist", &view.specialist);
    let was_line = was_line
        .text("duration", format.duration(was.visit.length()))
        .text("until", format.time(was.visit.end()))
        .text("price", format.money(was.price));
    let will_line = Args::new()
        .text("service", names(cx, &will.services)?)
        .text("specialist", specialist_name(cx, will.specialist)?)
        .text("duration", format.duration(fitting.permitted.slot.visit.length()))
        .text("until", format.time(fitting.permitted.slot.visit.end()))
        .text("price", format.money(will.price));
    let mut lines = vec![
        edit.title(cx, view),
        cx.say_with("edit-visit-was", was_line),
        cx.say_with("edit-visit-will", will_line),
    ];
    let broken = &fitting.permitted.broken;
    if !broken.is_empty() {
        lines.extend([String::new(), cx.say("pick-warning")]);
        lines.extend(fitting.warnings.iter().cloned());
    }
    lines.extend([String::new(), told(cx, view)]);
    let asks_price = own_price(cx, view)? && was.price != will.price;
    if asks_price {
        lines.push(cx.say("edit-which-price"));
    }
    let warned = broken.iter().map(|refusal| refusal.code().to_owned()).collect();
    let edit = edit.go_on(At::Review { wanted: wanted.clone(), warned });
    Ok(edit.stand(cx, place, headline, lines.join("\n"), rows(cx, view, fitting, asks_price)))
}

fn rows(cx: &Cx<'_>, view: &BookingView, fitting: &Fitting, asks_price: bool) -> Vec<Vec<Button>> {
    let priced = |key, price, number| {
        let label = cx.label_with(key, Args::new().text("price", cx.format().money(price)));
        vec![Button::new(label, Action::new("save").with(number))]
    };
    match asks_price {
        true => vec![
            priced("edit-button-listed", fitting.visit.price, 0),
            priced("edit-button-agreed", view.booking.price, 1),
        ],
        false => {
            let is_warned = !fitting.permitted.broken.is_empty();
            let key = if is_warned { "edit-button-save-anyway" } else { "edit-button-save" };
            vec![vec![cx.button(key, Action::new("save"))]]
        }
    }
}

/// Whether somebody set a price for this booking, or the catalogue has another by now: then nobody but the admin knows which shall count.
pub(super) fn own_price(cx: &Cx<'_>, view: &BookingView) -> Result<bool, Failure> {
    Ok(listed_price(cx, view)? != Some(view.booking.price))
}

/// Back to the choice, with the reason.
fn refuse(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    services: &[ServiceId],
    specialist: SpecialistId,
    why: String,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let is_other = specialist != view.booking.specialist;
    let at = match is_other {
        true => At::Specialist { services: services.to_vec() },
        false => At::Services { several: (services.len() > 1).then(|| services.to_vec()), page: 0 },
    };
    edit.go_on(at).show(cx, place, Some(why))
}

pub(super) fn pressed(
    cx: &Cx<'_>,
    edit: &Edit,
    view: &BookingView,
    wanted: &Wanted,
    warned: &[String],
    action: &Action,
) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers(), wanted) {
        ("save", [], Wanted::Price(_)) => save::save(cx, edit, view, wanted.clone(), Place::InPlace),
        ("save", choice @ ([] | [0 | 1]), Wanted::Visit { services, specialist, .. }) => {
            if let Ok(fitting) = fits(cx, view, services, *specialist)? {
                let is_new = |code: &str| warned.iter().all(|known| known != code);
                if fitting.permitted.broken.iter().any(|refusal| is_new(refusal.code())) {
                    // The hours are others by now: of this the admin was not warned.
                    return edit.show(cx, Place::InPlace, None);
                }
            }
            let keeps_price = match choice {
                [number] => Some(*number == 1),
                _ => None,
            };
            let wanted = Wanted::Visit { services: services.clone(), specialist: *specialist, keeps_price };
            save::save(cx, edit, view, wanted, Place::InPlace)
        }
        _ => Ok(Reaction::silence()),
    }
}

/// Whether the client will hear of it.
fn told(cx: &Cx<'_>, view: &BookingView) -> String {
    let is_told = view.client.chat.is_some() && view.client.reachable;
    cx.say(if is_told { "edit-client-is-told" } else { "edit-client-is-not-told" })
}

/// "Стрижка + Укладка"
pub(super) fn names(cx: &Cx<'_>, services: &[ServiceId]) -> Result<String, Failure> {
    let mut names = Vec::new();
    for id in services {
        names.extend(cx.turn.tx.service(*id)?.map(|service| service.name));
    }
    Ok(names.join(" + "))
}

pub(super) fn specialist_name(cx: &Cx<'_>, id: SpecialistId) -> Result<String, Failure> {
    Ok(cx.turn.tx.specialist(id)?.map(|specialist| specialist.name).unwrap_or_default())
}
