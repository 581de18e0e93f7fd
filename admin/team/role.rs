//! Which role somebody has, and whom among the specialists they are.

use chat::{Action, Args, Button, Failure, Page, Place, Reaction, Screen};
use domain::{ChatId, Fact, Role, SpecialistId, StaffChange};
use store::team;

use super::{member, words};
use crate::cx::Cx;
use crate::menu;
use crate::state::State;

/// So many specialists on a page.
const PAGE: usize = 8;
/// The roles that can be given. Nobody is a courier yet.
const GIVEN: [Role; 3] = [Role::Owner, Role::Manager, Role::Specialist];

/// What a button asks for; none if there is no such role, or no such specialist.
pub(super) fn read(cx: &Cx<'_>, role: i64, specialist: i64) -> Result<Option<team::Place>, Failure> {
    let role = usize::try_from(role).ok().and_then(|index| GIVEN.get(index)).copied();
    Ok(match role {
        Some(Role::Specialist) => {
            let found = cx.turn.tx.specialist(specialist.into())?.filter(|found| found.active);
            found.map(|found| team::Place { role: Role::Specialist, specialist: Some(found.id) })
        }
        Some(role) => Some(team::Place { role, specialist: None }),
        None => None,
    })
}

/// The roles as buttons. `choose` says what one that is not tied to a specialist does, `who` leads to the specialists.
pub(super) fn choices(cx: &Cx<'_>, choose: impl Fn(i64) -> Action, who: Action) -> Vec<Vec<Button>> {
    vec![
        vec![cx.button("team-role-manager", choose(1)), cx.button("team-role-specialist", who)],
        vec![cx.button("team-role-owner", choose(0))],
    ]
}

/// The specialists as buttons, with the way back.
pub(super) fn specialists(
    cx: &Cx<'_>,
    page: i64,
    choose: impl Fn(SpecialistId) -> Action,
    turn_to: impl Fn(i64) -> Action,
    back: Action,
) -> Result<Screen, Failure> {
    let all = cx.turn.tx.specialists()?;
    let page = Page::of(&all, page, PAGE);
    let mut rows: Vec<Vec<Button>> =
        page.items.iter().map(|one| vec![Button::new(&one.name, choose(one.id))]).collect();
    rows.push(page.arrows(turn_to));
    rows.push(vec![cx.button("button-back", back)]);
    let key = if all.is_empty() { "team-ask-who-none" } else { "team-ask-who" };
    Ok(Screen::text(cx.say(key)).buttons(rows))
}

/// The number by which a button names a specialist's role.
pub(super) const SPECIALIST: i64 = 2;

/// Asks for another role of a colleague.
pub(super) fn ask(cx: &Cx<'_>, chat: ChatId, version: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let admin = match member::changeable(cx, chat, version, place)? {
        Ok(admin) => admin,
        Err(refused) => return Ok(*refused),
    };
    let choose = |role: i64| Action::new("team-role-as").with(chat.get()).with(version).with(role).with(0);
    let who = Action::new("team-role-who").with(chat.get()).with(version).with(0);
    let mut rows = choices(cx, choose, who);
    rows.push(vec![cx.button("button-back", Action::new("team-open").with(chat.get()))]);
    let args = Args::new().text("name", cx.called(chat)?).text("place", words::place_of(cx, &admin)?);
    Ok(cx.end(place, Screen::text(cx.say_with("team-ask-role", args)).buttons(rows)))
}

/// Asks whom among the specialists a colleague is.
pub(super) fn ask_who(
    cx: &Cx<'_>,
    chat: ChatId,
    version: i64,
    page: i64,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let admin = match member::changeable(cx, chat, version, place)? {
        Ok(admin) => admin,
        Err(refused) => return Ok(*refused),
    };
    let seen = |verb: &'static str| Action::new(verb).with(admin.chat.get()).with(version);
    let choose = |id: SpecialistId| seen("team-role-as").with(SPECIALIST).with(id.get());
    let turn_to = |page| seen("team-role-who").with(page);
    let screen = specialists(cx, page, choose, turn_to, seen("team-role"))?;
    Ok(cx.end(place, screen))
}

/// Gives a colleague another role. What they have before them is another's now, so it goes, and they are told.
pub(super) fn set(
    cx: &Cx<'_>,
    chat: ChatId,
    version: i64,
    wanted: Option<team::Place>,
    place: Place,
) -> Result<Reaction<State>, Failure> {
    let admin = match member::changeable(cx, chat, version, place)? {
        Ok(admin) => admin,
        Err(refused) => return Ok(*refused),
    };
    let Some(wanted) = wanted else { return super::gone(cx, place) };
    if wanted == (team::Place { role: admin.role, specialist: admin.specialist }) {
        return member::show(cx, chat, place, None);
    }
    if wanted.role != Role::Owner
        && let Some(refused) = member::refuse_last_owner(cx, &admin, place)?
    {
        return Ok(refused);
    }
    cx.turn.tx.set_place(chat, version, &wanted, cx.chat())?;
    if wanted.role != Role::Owner {
        // By a link of their own they would be an owner again.
        cx.turn.tx.drop_invitations_by(chat)?;
    }
    cx.journal("team-role-changed", Some(chat.get()))?;
    member::clear(cx, &admin, "team-former-role")?;
    let fact = Fact::Staff { admin: chat, change: StaffChange::Role, by: cx.chat() };
    if chat == cx.chat() {
        // Who has made themselves a manager has no business here any more.
        let cx = cx.reread()?;
        let now = cx.say_with("team-role-yours", Args::new().text("place", words::place(&cx, &wanted)?));
        return Ok(menu::show(&cx, Place::Below, Some(now))?.because(fact));
    }
    Ok(member::show(cx, chat, place, None)?.saying(cx.label("team-toast-role")).because(fact))
}
