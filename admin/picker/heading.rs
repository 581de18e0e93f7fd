//! What was chosen so far, above each question.

use chat::{Args, Failure};
use domain::{Service, SpecialistId};

use super::{Guest, Pick, Task};
use crate::cx::Cx;

/// For whom or which booking, what, and with whom, as far as it is known; a line each.
pub(crate) fn lines(cx: &Cx<'_>, pick: &Pick) -> Result<Vec<String>, Failure> {
    let client = match &pick.task {
        Task::Book { guest, .. } => guest_name(cx, guest)?,
        Task::Why { client: Some(id) } => guest_name(cx, &Guest::Known(*id))?,
        Task::Why { client: None } | Task::Move { .. } => None,
    };
    let what = what(cx, pick, pick.specialist)?;
    Ok([Some(task(cx, &pick.task, client))].into_iter().chain([what]).flatten().collect())
}

/// What is being done, and for whom.
pub(super) fn task(cx: &Cx<'_>, task: &Task, client: Option<String>) -> String {
    match (task, client) {
        (Task::Book { .. }, Some(name)) => cx.say_with("pick-book-for", Args::new().text("name", name)),
        (Task::Book { .. }, None) => cx.say("pick-book"),
        (Task::Move { booking, was: (start, _), .. }, _) => {
            let time = cx.format().lasting(*start, cx.turn.now);
            let number = booking.to_string();
            cx.say_with("pick-move", Args::new().text("number", number).text("time", time))
        }
        (Task::Why { .. }, Some(name)) => cx.say_with("pick-why-for", Args::new().text("name", name)),
        (Task::Why { .. }, None) => cx.say("pick-why"),
    }
}

/// "Стрижка + Окрашивание · Мария"
pub(crate) fn what(cx: &Cx<'_>, pick: &Pick, with: Option<SpecialistId>) -> Result<Option<String>, Failure> {
    let services = services(cx, pick)?;
    if services.is_empty() {
        return Ok(None);
    }
    let names = services.iter().map(|service| service.name.as_str()).collect::<Vec<_>>().join(" + ");
    let args = Args::new().text("service", names);
    Ok(Some(match with.map(|id| cx.turn.tx.specialist(id)).transpose()?.flatten() {
        Some(found) => cx.say_with("pick-what-with", args.text("specialist", found.name)),
        None => cx.say_with("pick-what", args),
    }))
}

/// The services that were chosen, offered or not.
pub(crate) fn services(cx: &Cx<'_>, pick: &Pick) -> Result<Vec<Service>, Failure> {
    let mut services = Vec::new();
    for id in &pick.services {
        services.extend(cx.turn.tx.service(*id)?);
    }
    Ok(services)
}

fn guest_name(cx: &Cx<'_>, guest: &Guest) -> Result<Option<String>, Failure> {
    Ok(match guest {
        Guest::Nobody => None,
        Guest::Known(id) => {
            cx.turn.tx.client(*id)?.and_then(|client| client.name).map(|name| name.as_str().to_owned())
        }
        Guest::New { name, .. } => Some(name.clone()),
    })
}
