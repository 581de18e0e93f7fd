//! Who is answered, and for how long without a PIN (A1).

use std::fmt::Write as _;

use chat::{Content, Event, Failure, Incoming, Turn};
use chrono::TimeDelta;
use domain::policy::AdminRules;
use domain::{ChatId, Fact, Instant, Policy, Right, Role, SpecialistId, StaffChange};
use sha2::{Digest as _, Sha256};
use store::Tx;
use store::admins::{Admin, Origin};
use store::bookings::BookingView;
use store::team::Invitation;

/// A claim link that somebody with a shell asked for works for so long. A wall clock that jumps does not prolong it by more.
const CLAIM_LASTS: TimeDelta = TimeDelta::days(1);

/// An invitation works for so long.
pub(crate) const INVITATION_LASTS: TimeDelta = TimeDelta::hours(48);
/// What the token of an invitation begins with in a link; a claim's does not.
pub(crate) const INVITATION: &str = "inv_";

/// Whether somebody is answered at all: before anything of theirs is written down, so that strangers cost one look each (A1).
pub(crate) fn serves(turn: Turn<'_, Tx>, incoming: &Incoming) -> Result<bool, Failure> {
    let Some(person) = incoming.person() else { return Ok(false) };
    if is_configured(turn, person.chat) || known(turn, person.chat)?.is_some() {
        return Ok(true);
    }
    match incoming {
        Incoming::Message { content, .. } => Ok(link(turn, content)?.is_some()),
        _ => Ok(false),
    }
}

/// The admin of a chat; none for a stranger, who gets silence and leaves no row behind.
///
/// Whom the configuration names becomes owner on first contact, and who brings a link what it says. Couriers have no screens.
pub(crate) fn admit(turn: Turn<'_, Tx>, chat: ChatId, event: &Event) -> Result<Option<Admitted>, Failure> {
    let known = known(turn, chat)?;
    let is_owner = known.as_ref().is_some_and(|admin| admin.role == Role::Owner);
    if is_configured(turn, chat) {
        if !is_owner {
            turn.tx.put_admin(chat, Role::Owner, Origin::Config, turn.now)?;
        }
        return Ok(turn.tx.admin(chat)?.map(|admin| Admitted { admin, came: None }));
    }
    let link = match event {
        Event::Message { content, .. } if !is_owner => link(turn, content)?,
        _ => None,
    };
    let came = match link {
        Some(Link::Claim) => {
            turn.tx.drop_claim()?;
            turn.tx.put_admin(chat, Role::Owner, Origin::Claim, turn.now)?;
            Fact::OwnerClaimed { admin: chat }
        }
        // Who is here already has their role from an owner, and leaves the link to whom it is for.
        Some(Link::Invitation(invitation)) if known.is_none() => {
            turn.tx.drop_invitation(invitation.id)?;
            turn.tx.employ(chat, &invitation, turn.now)?;
            turn.tx.note_deed(chat, "team-joined", None, turn.now)?;
            Fact::Staff { admin: chat, change: StaffChange::Joined, by: invitation.by }
        }
        _ => {
            let known = known.filter(|admin| admin.role != Role::Courier);
            return Ok(known.map(|admin| Admitted { admin, came: None }));
        }
    };
    Ok(turn.tx.admin(chat)?.map(|admin| Admitted { admin, came: Some(came) }))
}

/// Somebody who is answered.
pub(crate) struct Admitted {
    /// Who.
    pub(crate) admin: Admin,
    /// That they came by a link just now.
    pub(crate) came: Option<Fact>,
}

fn known(turn: Turn<'_, Tx>, chat: ChatId) -> Result<Option<Admin>, Failure> {
    Ok(turn.tx.admin(chat)?.filter(|admin| is_still_one(turn, admin)))
}

/// Whether the configuration names somebody: then only the configuration can take their access.
pub(crate) fn is_configured(turn: Turn<'_, Tx>, chat: ChatId) -> bool {
    turn.policy.admin.ids.contains(&chat)
}

/// All who are admins now.
pub(crate) fn admins(turn: Turn<'_, Tx>) -> Result<Vec<Admin>, Failure> {
    Ok(turn.tx.admins()?.into_iter().filter(|admin| is_still_one(turn, admin)).collect())
}

/// Whom the configuration named is an admin for as long as it does.
fn is_still_one(turn: Turn<'_, Tx>, admin: &Admin) -> bool {
    admin.origin != Origin::Config || is_configured(turn, admin.chat)
}

/// The one specialist to whom an admin of that role is bound. Number 0 is nobody's: who does not know whom they are sees nothing.
pub(crate) fn only(admin: &Admin) -> Option<SpecialistId> {
    (admin.role == Role::Specialist).then(|| admin.specialist.unwrap_or(SpecialistId::from(0)))
}

/// Whether an admin sees a booking, and is told of it.
pub(crate) fn sees(admin: &Admin, view: &BookingView) -> bool {
    admin.role.may(Right::Bookings) && only(admin).is_none_or(|only| only == view.booking.specialist)
}

/// A link that works, and what it makes of whoever brings it.
enum Link {
    Claim,
    Invitation(Invitation),
}

/// The link that a message brings, if it works. The claim that the start printed works only while there is no owner, the one that somebody
/// with a shell asked for at any time within a day; both once.
fn link(turn: Turn<'_, Tx>, content: &Content) -> Result<Option<Link>, Failure> {
    let Content::Command { name, argument } = content else { return Ok(None) };
    if name != "start" || argument.is_empty() {
        return Ok(None);
    }
    if let Some(token) = argument.strip_prefix(INVITATION) {
        let found = turn.tx.invitation_of(&token_hash(token))?;
        let Some(invitation) = found.filter(|invitation| is_fresh(invitation, turn.now)) else {
            return Ok(None);
        };
        // Only owners invite, so a link is worth no more than who made it.
        let by_owner = known(turn, invitation.by)?.is_some_and(|admin| admin.role == Role::Owner);
        return Ok(by_owner.then_some(Link::Invitation(invitation)));
    }
    let Some(claim) = turn.tx.claim()?.filter(|claim| claim.hash == token_hash(argument)) else {
        return Ok(None);
    };
    let works = match claim.by_operator {
        true => (turn.now - claim.created_at).abs() < CLAIM_LASTS,
        false => turn.policy.admin.ids.is_empty() && !turn.tx.has_owner()?,
    };
    Ok(works.then_some(Link::Claim))
}

/// Whether an invitation still works. A wall clock that jumps does not prolong it by more than its own time.
pub(crate) fn is_fresh(invitation: &Invitation, now: Instant) -> bool {
    (now - invitation.created_at).abs() < INVITATION_LASTS
}

/// Under which hash the token of a link is kept: SHA-256 in lower-case hexadecimal. The token is long and random, so no stretching is
/// needed.
pub(crate) fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().fold(String::new(), |mut hash, byte| {
        write!(hash, "{byte:02x}").expect("writing to a String cannot fail");
        hash
    })
}

/// Whether the admin's session is open at `now`.
///
/// A wall clock that jumped back would prolong a session by the length of the jump, so an instant in the future ends it: asking the PIN
/// once more is the cheaper mistake.
pub(crate) fn is_open(admin: &Admin, rules: &AdminRules, now: Instant) -> bool {
    let (Some(unlocked_at), Some(last_seen)) = (admin.unlocked_at, admin.last_seen) else { return false };
    let jumped_back = now < unlocked_at || now < last_seen;
    !jumped_back && now - last_seen < rules.session_idle && now - unlocked_at < rules.session_max
}

/// How many sessions are open at `now`. `file` is what the configuration says.
///
/// # Errors
/// The database cannot be read.
pub fn open_sessions(tx: &Tx, file: &Policy, now: Instant) -> store::Result<u64> {
    let rules = file.with(&tx.overrides()?).admin;
    Ok(tx.admins()?.iter().filter(|admin| is_open(admin, &rules, now)).count() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::PinTries;

    fn noon() -> Instant {
        "2026-11-24T12:00:00Z".parse().unwrap()
    }

    fn open_at(unlocked: TimeDelta, seen: TimeDelta) -> bool {
        let admin = Admin {
            chat: ChatId::from(1),
            role: Role::Owner,
            specialist: None,
            origin: Origin::Config,
            language: None,
            pin_hash: None,
            tries: PinTries::default(),
            unlocked_at: Some(noon() - unlocked),
            last_seen: Some(noon() - seen),
            name: None,
            seen_at: None,
            changed_by: None,
            version: 1,
        };
        is_open(&admin, &Policy::default().admin, noon())
    }

    #[test]
    fn a_session_ends_after_idle_minutes_and_after_its_longest_time() {
        let minutes = TimeDelta::minutes;
        assert!(open_at(minutes(14), minutes(14)));
        assert!(!open_at(minutes(15), minutes(15)), "idle for just the limit");
        assert!(open_at(minutes(719), minutes(1)));
        assert!(!open_at(minutes(720), minutes(1)), "twelve hours, however busy");
    }

    #[test]
    fn a_clock_that_jumps_back_ends_a_session() {
        assert!(open_at(TimeDelta::zero(), TimeDelta::zero()));
        assert!(!open_at(TimeDelta::minutes(1), TimeDelta::milliseconds(-1)));
        assert!(!open_at(TimeDelta::milliseconds(-1), TimeDelta::milliseconds(-1)));
    }

    #[test]
    fn a_token_is_kept_as_its_sha256_in_hexadecimal() {
        assert_eq!(token_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
