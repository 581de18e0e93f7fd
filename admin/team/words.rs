//! Colleagues in a few words: on buttons, in sentences.

use chat::{Args, Failure};
use domain::{ChatId, Role, SpecialistId};
use store::admins::Admin;
use store::team::{Invitation, Place};

use crate::access;
use crate::cx::Cx;

/// What of a name stands on a button beside the role.
const SHORT: usize = 20;

/// "👑 Ольга (вы) · владелец 🟢"
pub(super) fn label(cx: &Cx<'_>, admin: &Admin) -> Result<String, Failure> {
    let open = access::is_open(admin, &cx.turn.policy.admin, cx.turn.now);
    let state = match (&admin.pin_hash, open) {
        (None, _) => "new",
        (_, true) => "open",
        (_, false) => "locked",
    };
    let args = Args::new()
        .text("name", short(&cx.called(admin.chat)?))
        .text("you", if admin.chat == cx.chat() { "yes" } else { "no" })
        .text("role", admin.role.code())
        .text("state", state);
    Ok(cx.label_with("team-label", args))
}

pub(super) fn awaited(cx: &Cx<'_>, chat: ChatId) -> String {
    cx.label_with("team-label-awaited", Args::new().text("id", chat.to_string()))
}

pub(super) fn invited(cx: &Cx<'_>, invitation: &Invitation) -> String {
    let args =
        Args::new().text("name", short(invitation.name.as_str())).text("role", invitation.place.role.code());
    cx.label_with("team-label-invited", args)
}

/// "менеджер", "мастер (Вера)"
pub(super) fn place(cx: &Cx<'_>, place: &Place) -> Result<String, Failure> {
    let who = match place.specialist {
        Some(id) if place.role == Role::Specialist => cx.turn.tx.specialist(id)?,
        _ => None,
    };
    let args = Args::new().text("role", place.role.code());
    Ok(match who {
        Some(who) => cx.say_with("team-place-who", args.text("who", &who.name)),
        None => cx.say_with("team-place", args),
    })
}

pub(super) fn place_of(cx: &Cx<'_>, admin: &Admin) -> Result<String, Failure> {
    place(cx, &Place { role: admin.role, specialist: admin.specialist })
}

/// The name of a specialist, if there is such a one.
pub(super) fn specialist(cx: &Cx<'_>, id: Option<SpecialistId>) -> Result<Option<String>, Failure> {
    let Some(id) = id else { return Ok(None) };
    Ok(cx.turn.tx.specialist(id)?.map(|found| found.name))
}

fn short(name: &str) -> String {
    match name.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}
