//! A one-time link that makes a colleague of whoever opens it first (A1, A13).

use chat::{Action, Args, BotName, Failure, Place, Priority, Reaction, Screen};
use domain::{InvitationId, Role, SpecialistId, StaffName};
use store::team::{self, Invitation};

use super::naming::Naming;
use super::{gone, role, words};
use crate::access;
use crate::cx::Cx;
use crate::state::State;

/// So many links at most wait to be opened.
const MOST: usize = 20;

/// The invitations that still work, newest first.
pub(super) fn open_ones(cx: &Cx<'_>) -> Result<Vec<Invitation>, Failure> {
    let all = cx.turn.tx.invitations()?;
    Ok(all.into_iter().filter(|one| access::is_fresh(one, cx.turn.now)).collect())
}

/// Asks what the colleague is to be.
pub(super) fn ask(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    if open_ones(cx)?.len() >= MOST {
        return super::show(cx, 0, place, Some(cx.say("team-invited-enough")));
    }
    let choose = |role: i64| Action::new("team-invite-as").with(role).with(0);
    let mut rows = role::choices(cx, choose, Action::new("team-invite-who").with(0));
    rows.push(vec![cx.button("button-back", Action::new("team"))]);
    Ok(cx.end(place, Screen::text(cx.say("team-ask-invite")).buttons(rows)))
}

/// Asks whom among the specialists the colleague is.
pub(super) fn ask_who(cx: &Cx<'_>, page: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let choose = |id: SpecialistId| Action::new("team-invite-as").with(role::SPECIALIST).with(id.get());
    let turn_to = |page| Action::new("team-invite-who").with(page);
    let screen = role::specialists(cx, page, choose, turn_to, Action::new("team-invite"))?;
    Ok(cx.end(place, screen))
}

/// Goes on to the name.
pub(super) fn named(
    cx: &Cx<'_>,
    wanted: Option<team::Place>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    match wanted {
        Some(wanted) => {
            Naming::Invited { role: wanted.role, specialist: wanted.specialist }.show(cx, place, None)
        }
        None => gone(cx, place),
    }
}

/// Makes the link. It stands in a message of its own, to be passed on as it is; the database keeps only its hash.
pub(super) fn make(cx: &Cx<'_>, wanted: &team::Place, name: &StaffName) -> Result<Reaction<State>, Failure> {
    let (tx, now) = (cx.turn.tx, cx.turn.now);
    if open_ones(cx)?.len() >= MOST {
        return super::show(cx, 0, Place::Below, Some(cx.say("team-invited-enough")));
    }
    tx.drop_invitations_outside(now - access::INVITATION_LASTS, now + access::INVITATION_LASTS)?;
    let token = cx.turn.chance.token();
    let id = tx.invite(&access::token_hash(&token), wanted, name, cx.chat(), now)?;
    cx.journal("team-invited", Some(id.get()))?;
    let start = format!("{}{token}", access::INVITATION);
    let args = Args::new().text("business", &cx.turn.policy.business.name);
    let message = match tx.username(BotName::Admin.code())? {
        Some(bot) => {
            let link = format!("https://t.me/{bot}?start={start}");
            cx.say_with("team-invitation-message", args.text("link", link))
        }
        None => cx.say_with("team-invitation-command", args.text("command", format!("/start {start}"))),
    };
    let rows = vec![
        vec![cx.button("team-button-link-off", Action::new("team-link-off").with(id.get()))],
        vec![cx.button("button-back", Action::new("team"))],
    ];
    let below = Screen::text(cx.say_with("team-invited", args_of(cx, wanted, name)?)).buttons(rows);
    let ended = Reaction::end().and(cx.once(message, Priority::Reply));
    Ok(ended.and(cx.show(Place::Below, below)))
}

/// An invitation that nobody has used yet.
pub(super) fn open(cx: &Cx<'_>, id: InvitationId, place: Place) -> Result<Reaction<State>, Failure> {
    let Some(found) = find(cx, id)? else { return gone(cx, place) };
    let until = cx.format().lasting(found.created_at + access::INVITATION_LASTS, cx.turn.now);
    let args = args_of(cx, &found.place, &found.name)?.text("until", until).text("who", cx.called(found.by)?);
    let rows = vec![
        vec![cx.button("team-button-link-off", Action::new("team-link-off").with(id.get()))],
        vec![cx.button("button-back", Action::new("team"))],
    ];
    Ok(cx.end(place, Screen::text(cx.say_with("team-invitation", args)).buttons(rows)))
}

/// The link works no more.
pub(super) fn take_back(cx: &Cx<'_>, id: InvitationId, place: Place) -> Result<Reaction<State>, Failure> {
    let Some(found) = find(cx, id)? else { return gone(cx, place) };
    cx.turn.tx.drop_invitation(id)?;
    cx.journal("team-invitation-off", Some(id.get()))?;
    let done = cx.say_with("team-invitation-off", Args::new().text("name", found.name.as_str()));
    super::show(cx, 0, place, Some(done))
}

fn find(cx: &Cx<'_>, id: InvitationId) -> Result<Option<Invitation>, Failure> {
    Ok(cx.turn.tx.invitation(id)?.filter(|found| access::is_fresh(found, cx.turn.now)))
}

fn args_of<'a>(cx: &Cx<'_>, place: &team::Place, name: &StaffName) -> Result<Args<'a>, Failure> {
    debug_assert!(place.role != Role::Courier, "nobody is invited as one");
    Ok(Args::new().text("name", name.as_str()).text("place", words::place(cx, place)?))
}
