//! Who works here: roles, invitations, access that is taken, and the journal (A1, A13).
//!
//! Every button names all it needs, with the version of the colleague that was seen, so nothing is overwritten. Only names are asked in a step.

mod invite;
mod journal;
mod member;
mod naming;
mod news;
mod role;
mod words;

use chat::{Action, Button, Failure, Page, Place, Reaction, Screen};
use domain::{ChatId, Right, Role};
use store::admins::Admin;
use store::team::Invitation;

pub(crate) use journal::note;
pub use naming::Naming;
pub(crate) use news::{follow_policy, hear, welcome};

use crate::access;
use crate::cx::{Cx, under};
use crate::flow::{self, Flow};
use crate::state::State;

/// So many colleagues on a page.
const PAGE: usize = 8;

pub(crate) const FLOW: Flow = Flow {
    verbs: &[
        ("team", Right::Team),
        ("team-open", Right::Team),
        ("team-name", Right::Team),
        ("team-lock", Right::Team),
        ("team-lock-all", Right::Team),
        ("team-off", Right::Team),
        ("team-off-sure", Right::Team),
        ("team-role", Right::Team),
        ("team-role-who", Right::Team),
        ("team-role-as", Right::Team),
        ("team-invite", Right::Team),
        ("team-invite-who", Right::Team),
        ("team-invite-as", Right::Team),
        ("team-link", Right::Team),
        ("team-link-off", Right::Team),
        ("team-log", Right::Team),
        ("team-log-of", Right::Team),
    ],
    act,
};

fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    match (action.verb(), action.numbers()) {
        ("team", []) => show(cx, 0, place, None),
        ("team", [page]) => show(cx, *page, place, None),
        ("team-open", [chat]) => member::show(cx, (*chat).into(), place, None),
        ("team-name", [chat, version]) => {
            Naming::Renamed { chat: (*chat).into(), version: *version }.show(cx, place, None)
        }
        ("team-lock", [chat]) => member::lock(cx, (*chat).into(), place),
        ("team-lock-all", []) => member::lock_all(cx, place),
        ("team-off", [chat, version]) => member::ask_off(cx, (*chat).into(), *version, place),
        ("team-off-sure", [chat, version]) => member::off(cx, (*chat).into(), *version, place),
        ("team-role", [chat, version]) => role::ask(cx, (*chat).into(), *version, place),
        ("team-role-who", [chat, version, page]) => role::ask_who(cx, (*chat).into(), *version, *page, place),
        ("team-role-as", [chat, version, role, specialist]) => {
            let wanted = role::read(cx, *role, *specialist)?;
            role::set(cx, (*chat).into(), *version, wanted, place)
        }
        ("team-invite", []) => invite::ask(cx, place),
        ("team-invite-who", [page]) => invite::ask_who(cx, *page, place),
        ("team-invite-as", [role, specialist]) => {
            let wanted = role::read(cx, *role, *specialist)?;
            invite::named(cx, wanted, place)
        }
        ("team-link", [id]) => invite::open(cx, (*id).into(), place),
        ("team-link-off", [id]) => invite::take_back(cx, (*id).into(), place),
        ("team-log", [kind, page]) => journal::show(cx, *kind, *page, place),
        ("team-log-of", [chat, page]) => journal::show_of(cx, (*chat).into(), *page, place),
        _ => flow::refuse(cx, "press-unknown"),
    }
}

/// A row of the list.
enum Row {
    Here(Admin),
    /// Named by the configuration, and has not been here yet.
    Awaited(ChatId),
    Invited(Invitation),
}

/// Who works here and who is invited.
fn show(cx: &Cx<'_>, page: i64, place: Place, headline: Option<String>) -> Result<Reaction<State>, Failure> {
    let all = everybody(cx)?;
    let page = Page::of(&all, page, PAGE);
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for row in page.items {
        rows.push(vec![match row {
            Row::Here(admin) => {
                Button::new(words::label(cx, admin)?, Action::new("team-open").with(admin.chat.get()))
            }
            Row::Awaited(chat) => {
                Button::new(words::awaited(cx, *chat), Action::new("team-open").with(chat.get()))
            }
            Row::Invited(invitation) => {
                let open = Action::new("team-link").with(invitation.id.get());
                Button::new(words::invited(cx, invitation), open)
            }
        }]);
    }
    rows.push(page.arrows(|page| Action::new("team").with(page)));
    rows.push(vec![cx.button("team-button-invite", Action::new("team-invite"))]);
    rows.push(vec![cx.button("team-button-log", Action::new("team-log").with(0).with(0))]);
    rows.push(vec![cx.button("team-button-lock-all", Action::new("team-lock-all"))]);
    rows.push(vec![cx.button("button-back", Action::new("menu"))]);
    let unnamed = cx.admin.name.is_none().then(|| format!("\n{}", cx.say("team-unnamed")));
    let text = under(headline, cx.say("team-list") + &unnamed.unwrap_or_default());
    Ok(cx.end(place, Screen::text(text).buttons(rows)))
}

/// Owners first, then managers, then specialists, each by name; who has not come yet stands at the end.
fn everybody(cx: &Cx<'_>) -> Result<Vec<Row>, Failure> {
    let mut here = access::admins(cx.turn)?;
    let rank = |role: Role| Role::ALL.iter().position(|known| *known == role);
    here.sort_by_key(|admin| {
        (rank(admin.role), admin.name.as_ref().map(|name| name.as_str().to_lowercase()), admin.chat.get())
    });
    let awaited = cx.turn.policy.admin.ids.iter().filter(|id| !here.iter().any(|admin| admin.chat == **id));
    let awaited: Vec<Row> = awaited.map(|id| Row::Awaited(*id)).collect();
    let invited = invite::open_ones(cx)?.into_iter().map(Row::Invited);
    Ok(here.into_iter().map(Row::Here).chain(awaited).chain(invited).collect())
}

/// Somebody who is an admin now. Whoever is named by a button may be gone by now, or never have been here.
fn member(cx: &Cx<'_>, chat: ChatId) -> Result<Option<Admin>, Failure> {
    Ok(access::admins(cx.turn)?.into_iter().find(|admin| admin.chat == chat))
}

/// What was pressed is about somebody, or something, that is here no longer: the list shows who is.
fn gone(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    cx.journal_once("press-foreign")?;
    Ok(show(cx, 0, place, None)?.saying(cx.label("team-gone")))
}
