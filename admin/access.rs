//! Who is answered, and for how long without a PIN (A1).

use std::fmt::Write as _;

use chat::{Content, Event, Failure, Turn};
use chrono::TimeDelta;
use domain::policy::AdminRules;
use domain::{ChatId, Instant, Right, Role, SpecialistId};
use sha2::{Digest as _, Sha256};
use store::Tx;
use store::admins::{Admin, Origin};
use store::bookings::BookingView;

/// A claim link that somebody with a shell asked for works for so long. A wall clock that jumps does not prolong it by more.
const CLAIM_LASTS: TimeDelta = TimeDelta::days(1);

/// The admin of a chat; none for a stranger, who gets silence and leaves no row behind.
///
/// Whom the configuration names becomes owner on first contact. Couriers have no screens.
pub(crate) fn admit(turn: Turn<'_, Tx>, chat: ChatId, event: &Event) -> Result<Option<Admitted>, Failure> {
    let known = turn.tx.admin(chat)?.filter(|admin| is_still_one(turn, admin));
    let is_owner = known.as_ref().is_some_and(|admin| admin.role == Role::Owner);
    let configured = turn.policy.admin.ids.contains(&chat);
    let claimed = !is_owner && !configured && claims(turn, event)?;
    if !is_owner && (configured || claimed) {
        let origin = if claimed { Origin::Claim } else { Origin::Config };
        turn.tx.put_admin(chat, Role::Owner, origin, turn.now)?;
        return Ok(turn.tx.admin(chat)?.map(|admin| Admitted { admin, claimed }));
    }
    Ok(known.filter(|admin| admin.role != Role::Courier).map(|admin| Admitted { admin, claimed: false }))
}

/// Somebody who is answered.
pub(crate) struct Admitted {
    /// Who.
    pub(crate) admin: Admin,
    /// Whether they became owner by a claim link just now.
    pub(crate) claimed: bool,
}

/// All who are admins now.
pub(crate) fn admins(turn: Turn<'_, Tx>) -> Result<Vec<Admin>, Failure> {
    Ok(turn.tx.admins()?.into_iter().filter(|admin| is_still_one(turn, admin)).collect())
}

/// Whom the configuration named is an admin for as long as it does.
fn is_still_one(turn: Turn<'_, Tx>, admin: &Admin) -> bool {
    admin.origin != Origin::Config || turn.policy.admin.ids.contains(&admin.chat)
}

/// The one specialist to whom an admin of that role is bound. Number 0 is nobody's: who does not know whom they are sees nothing.
pub(crate) fn only(admin: &Admin) -> Option<SpecialistId> {
    (admin.role == Role::Specialist).then(|| admin.specialist.unwrap_or(SpecialistId::from(0)))
}

/// Whether an admin sees a booking, and is told of it.
pub(crate) fn sees(admin: &Admin, view: &BookingView) -> bool {
    admin.role.may(Right::Bookings) && only(admin).is_none_or(|only| only == view.booking.specialist)
}

/// Whether somebody brings the claim link. It works once: the one that the start printed only while there is no owner, the one that
/// somebody with a shell asked for at any time within a day.
fn claims(turn: Turn<'_, Tx>, event: &Event) -> Result<bool, Failure> {
    let Event::Message { content: Content::Command { name, argument }, .. } = event else { return Ok(false) };
    if name != "start" || argument.is_empty() {
        return Ok(false);
    }
    let Some(claim) = turn.tx.claim()?.filter(|claim| claim.hash == claim_hash(argument)) else {
        return Ok(false);
    };
    let works = match claim.by_operator {
        true => (turn.now - claim.created_at).abs() < CLAIM_LASTS,
        false => turn.policy.admin.ids.is_empty() && !turn.tx.has_owner()?,
    };
    if works {
        turn.tx.drop_claim()?;
    }
    Ok(works)
}

/// Under which hash the claim link's token is kept: SHA-256 in lower-case hexadecimal. The token is long and random, so no stretching is
/// needed.
pub(crate) fn claim_hash(token: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{PinTries, Policy};

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
        assert_eq!(claim_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
