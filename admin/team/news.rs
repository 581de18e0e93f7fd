//! What people hear of a colleague's access, and what follows from it.

use chat::{Action, Args, Failure, Outgoing, Place, Priority, Screen, Target, Turn};
use domain::{ChatId, StaffChange};
use store::Tx;
use store::admins::Origin;

use super::{member, words};
use crate::access;
use crate::cx::Cx;
use crate::notices::is_owner;

/// What somebody reads first who came by an invitation; the PIN is asked below it.
pub(crate) fn welcome(cx: &Cx<'_>) -> Result<Outgoing, Failure> {
    let args = Args::new()
        .text("business", &cx.turn.policy.business.name)
        .text("place", words::place_of(cx, &cx.admin)?);
    Ok(cx.once(cx.say_with("team-welcome", args), Priority::Reply))
}

/// Tells the owners, and the colleague of a new role. Who is gone hears nothing more.
pub(crate) fn hear(
    turn: Turn<'_, Tx>,
    whose: ChatId,
    change: StaffChange,
    by: ChatId,
) -> Result<Vec<Outgoing>, Failure> {
    let told = |owner: &store::admins::Admin| {
        is_owner(owner) && owner.chat != whose && (owner.chat != by || change == StaffChange::Joined)
    };
    let key = match change {
        StaffChange::Joined => "team-news-joined",
        StaffChange::Role => "team-news-role",
        StaffChange::Left => "team-news-left",
    };
    let admin = turn.tx.admin(whose)?;
    let words_for = |cx: &Cx<'_>| -> Result<String, Failure> {
        let place = admin.as_ref().map(|admin| words::place_of(cx, admin)).transpose()?;
        let args = Args::new().text("name", cx.called(whose)?).text("who", cx.called(by)?);
        Ok(cx.say_with(key, args.text("place", place.unwrap_or_default())))
    };
    let mut outgoing = Vec::new();
    for owner in access::admins(turn)?.into_iter().filter(told) {
        let cx = Cx::new(turn, owner, None)?;
        outgoing.push(cx.once(words_for(&cx)?, Priority::Notice));
    }
    if let Some(admin) = admin.filter(|_| change == StaffChange::Role && by != whose) {
        outgoing.push(of_own_role(&Cx::new(turn, admin, None)?)?);
    }
    Ok(outgoing)
}

/// The menu of the new role is one press away.
fn of_own_role(cx: &Cx<'_>) -> Result<Outgoing, Failure> {
    let args = Args::new().text("place", words::place_of(cx, &cx.admin)?);
    let rows = vec![vec![cx.button("button-menu", Action::new("menu"))]];
    let screen = Screen::text(cx.say_with("team-role-yours", args)).buttons(rows);
    let Outgoing::Show(mut show) = cx.show(Place::Below, screen) else {
        return Err("a screen on a card is shown".into());
    };
    (show.target, show.priority) = (Some(Target::Entry), Priority::Notice);
    Ok(Outgoing::Show(show))
}

/// Whom the configuration names no longer is gone: nothing in their chat names a client any more, neither a session waits for their return
/// nor an invitation that they made.
pub(crate) fn follow_policy(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    for admin in turn.tx.admins()? {
        let is_gone = admin.origin == Origin::Config && !access::is_configured(turn, admin.chat);
        if is_gone {
            turn.tx.drop_invitations_by(admin.chat)?;
        }
        if is_gone && turn.tx.has_cards(member::lane(admin.chat))? {
            turn.tx.lock_session(admin.chat)?;
            turn.tx.forget_plans(member::lane(admin.chat))?;
            member::clear_chat(&Cx::new(turn, admin, None)?, "team-former-removed")?;
        }
    }
    Ok(())
}
