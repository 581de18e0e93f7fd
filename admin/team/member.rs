//! One colleague: who they are, whether they are in, and the end of it.

use chat::{Action, Args, BotName, Button, Failure, Place, Priority, Reaction, Screen};
use domain::{ChatId, Fact, Role, StaffChange};
use store::admins::{Admin, Origin};
use store::outbox::{Haste, Lane};

use super::{gone, member, words};
use crate::access;
use crate::cx::{Cx, under};
use crate::menu;
use crate::state::State;

/// The card of a colleague.
pub(super) fn show(
    cx: &Cx<'_>,
    chat: ChatId,
    place: Place,
    headline: Option<String>,
) -> Result<Reaction<State>, Failure> {
    let back = vec![cx.button("button-back", Action::new("team"))];
    let Some(admin) = member(cx, chat)? else {
        if !access::is_configured(cx.turn, chat) {
            return gone(cx, place);
        }
        let text = cx.say_with("team-card-awaited", Args::new().text("id", chat.to_string()));
        return Ok(cx.end(place, Screen::text(under(headline, text)).buttons(vec![back])));
    };
    let mut rows = buttons(cx, &admin);
    rows.push(back);
    Ok(cx.end(place, Screen::text(under(headline, text(cx, &admin)?)).buttons(rows)))
}

/// Ends somebody's session: the next thing they do asks their PIN.
pub(super) fn lock(cx: &Cx<'_>, chat: ChatId, place: Place) -> Result<Reaction<State>, Failure> {
    if chat == cx.chat() {
        return menu::lock(cx, place);
    }
    if member(cx, chat)?.is_none() {
        return gone(cx, place);
    }
    cx.turn.tx.lock_session(chat)?;
    cx.journal("team-locked", Some(chat.get()))?;
    Ok(show(cx, chat, place, None)?.saying(cx.label("team-toast-locked")))
}

/// The same for everybody else, at the first sign of trouble.
pub(super) fn lock_all(cx: &Cx<'_>, place: Place) -> Result<Reaction<State>, Failure> {
    cx.turn.tx.lock_all_but(cx.chat())?;
    cx.journal("team-locked-all", None)?;
    Ok(super::show(cx, 0, place, None)?.saying(cx.label("team-toast-locked-all")))
}

/// Asks whether somebody is really to go.
pub(super) fn ask_off(
    cx: &Cx<'_>,
    chat: ChatId,
    version: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let admin = match changeable(cx, chat, version, place)? {
        Ok(admin) => admin,
        Err(refused) => return Ok(*refused),
    };
    if let Some(refused) = refuse_last_owner(cx, &admin, place)? {
        return Ok(refused);
    }
    let key = if chat == cx.chat() { "team-ask-off-self" } else { "team-ask-off" };
    let text = cx.say_with(key, Args::new().text("name", cx.called(chat)?));
    let sure = Action::new("team-off-sure").with(chat.get()).with(version);
    let rows = vec![
        vec![cx.button("team-button-off-sure", sure)],
        vec![cx.button("button-no", Action::new("team-open").with(chat.get()))],
    ];
    Ok(cx.end(place, Screen::text(text).buttons(rows)))
}

/// Takes somebody's access. What they have before them loses its buttons and the names and phones in it.
pub(super) fn off(cx: &Cx<'_>, chat: ChatId, version: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let admin = match changeable(cx, chat, version, place)? {
        Ok(admin) => admin,
        Err(refused) => return Ok(*refused),
    };
    if let Some(refused) = refuse_last_owner(cx, &admin, place)? {
        return Ok(refused);
    }
    let named = cx.called(chat)?;
    cx.journal("team-removed", Some(chat.get()))?;
    cx.turn.tx.revoke(chat, version, cx.chat(), cx.turn.now)?;
    cx.turn.tx.drop_invitations_by(chat)?;
    cx.turn.tx.forget_plans(lane(chat))?;
    let fact = Fact::Staff { admin: chat, change: StaffChange::Left, by: cx.chat() };
    if chat == cx.chat() {
        clear(cx, &admin, "team-former-left")?;
        return Ok(Reaction::end().because(fact));
    }
    clear(cx, &admin, "team-former-removed")?;
    let done = cx.say_with("team-removed", Args::new().text("name", named));
    Ok(super::show(cx, 0, place, Some(done))?.because(fact))
}

/// Somebody whose access an owner may change, as it was seen; or what the owner is told instead.
pub(super) fn changeable(
    cx: &Cx<'_>,
    chat: ChatId,
    version: i64,
    place: Place,
) -> Result<Result<Admin, Box<Reaction<State>>>, Failure> {
    let refused = match member(cx, chat)? {
        None if !access::is_configured(cx.turn, chat) => gone(cx, place)?,
        Some(admin) if !access::is_configured(cx.turn, chat) && admin.version == version => {
            return Ok(Ok(admin));
        }
        // Its card has no such buttons; it was named there meanwhile, or somebody has made the button up.
        None | Some(_) if access::is_configured(cx.turn, chat) => {
            show(cx, chat, place, None)?.saying(cx.label("team-configured"))
        }
        Some(admin) => changed_already(cx, &admin, place)?,
        None => gone(cx, place)?,
    };
    Ok(Err(Box::new(refused)))
}

/// Another owner was quicker: who, and what holds now. Nothing is overwritten.
pub(super) fn changed_already(cx: &Cx<'_>, admin: &Admin, place: Place) -> Result<Reaction<State>, Failure> {
    cx.journal_once("press-outdated")?;
    let who = changed_by(cx, admin)?.unwrap_or_else(|| cx.say("team-by-nobody"));
    let args = Args::new().text("who", who).text("place", words::place_of(cx, admin)?);
    show(cx, admin.chat, place, Some(cx.say_with("team-changed", args)))
}

/// The business must not lose its last owner who has got in: nobody could bring one back from here.
pub(super) fn refuse_last_owner(
    cx: &Cx<'_>,
    admin: &Admin,
    place: Place,
) -> Result<Option<Reaction<State>>, Failure> {
    let other =
        |other: &Admin| other.role == Role::Owner && other.chat != admin.chat && other.pin_hash.is_some();
    if admin.role != Role::Owner || access::admins(cx.turn)?.iter().any(other) {
        return Ok(None);
    }
    Ok(Some(show(cx, admin.chat, place, Some(cx.say("team-last-owner")))?))
}

/// Nothing that stands in somebody's chat with the admin bot names a client any more.
pub(super) fn clear(cx: &Cx<'_>, admin: &Admin, former: &str) -> Result<(), Failure> {
    clear_chat(&Cx::new(cx.turn, admin.clone(), None)?, former)
}

/// The same in the chat that `theirs` is about. No answer to anybody waits for it.
pub(super) fn clear_chat(theirs: &Cx<'_>, former: &str) -> Result<(), Failure> {
    let (tx, now) = (theirs.turn.tx, theirs.turn.now);
    let haste = Haste { priority: Priority::Broadcast as i64, expires_at: None, now };
    let former = serde_json::to_string(&Screen::text(theirs.say(former)))?;
    Ok(tx.clear_staff_chat(lane(theirs.chat()), &former, haste)?)
}

pub(super) fn lane(chat: ChatId) -> Lane<'static> {
    Lane { bot: BotName::Admin.code(), chat }
}

fn text(cx: &Cx<'_>, admin: &Admin) -> Result<String, Failure> {
    let format = cx.format();
    let open = access::is_open(admin, &cx.turn.policy.admin, cx.turn.now);
    let access = match (&admin.pin_hash, open) {
        (None, _) => "new",
        (_, true) => "open",
        (_, false) => "locked",
    };
    let origin = if access::is_configured(cx.turn, admin.chat) { Origin::Config } else { admin.origin };
    let mut lines = vec![
        cx.say_with(
            "team-card",
            Args::new()
                .text("name", cx.called(admin.chat)?)
                .text("place", words::place_of(cx, admin)?)
                .text("access", access)
                .text("id", admin.chat.to_string()),
        ),
    ];
    if let Some(seen) = admin.seen_at {
        let seen = format.lasting(seen, cx.turn.now);
        lines.push(cx.say_with("team-card-seen", Args::new().text("at", seen)));
    }
    lines.push(cx.say(match origin {
        Origin::Config => "team-card-config",
        Origin::Claim => "team-card-claim",
        Origin::Invitation => "team-card-invitation",
    }));
    if let Some(who) = changed_by(cx, admin)? {
        lines.push(cx.say_with("team-card-by", Args::new().text("who", who)));
    }
    Ok(lines.join("\n"))
}

/// Who changed their role or their name last.
fn changed_by(cx: &Cx<'_>, admin: &Admin) -> Result<Option<String>, Failure> {
    Ok(match admin.changed_by {
        Some(by) if by == cx.chat() => Some(cx.say("team-by-you")),
        Some(by) => Some(cx.called(by)?),
        None => None,
    })
}

fn buttons(cx: &Cx<'_>, admin: &Admin) -> Vec<Vec<Button>> {
    let about = |verb: &'static str| Action::new(verb).with(admin.chat.get());
    let seen = |verb: &'static str| about(verb).with(admin.version);
    let mut rows = vec![vec![
        cx.button("team-button-name", seen("team-name")),
        cx.button("team-button-deeds", about("team-log-of").with(0)),
    ]];
    if !access::is_configured(cx.turn, admin.chat) {
        rows.push(vec![cx.button("team-button-role", seen("team-role"))]);
    }
    if admin.chat != cx.chat() && access::is_open(admin, &cx.turn.policy.admin, cx.turn.now) {
        rows.push(vec![cx.button("team-button-lock", about("team-lock"))]);
    }
    if !access::is_configured(cx.turn, admin.chat) {
        rows.push(vec![cx.button("team-button-off", seen("team-off"))]);
    }
    rows
}
