//! Clients of whom nothing is heard for as long as `privacy.keep` says are erased as by `/forget` (P14), a few in each turn, every night.
//!
//! What is erased does not come back, not even from a copy: an erasure stands in the ledger. So a look that comes after a jump of the wall clock, or
//! after another `keep`, erases nobody: the next one does, a night later.

use chat::{BotName, Failure, Reaction, Turn};
use chrono::{DateTime, TimeDelta};
use domain::retention::{Look, next_look};
use domain::{ChatId, ClientId, Fact, Instant};
use store::Tx;
use store::jobs::StoredJob;
use store::retention::Known;

use crate::forget::erase;
use crate::state::State;

/// The kind of the job, and its key: there is one.
pub(crate) const LOOK: &str = "retention";
/// The setting with the last look: when it began, for how long clients were kept, and how many it has erased.
const LAST: &str = "retention";
/// So many clients are looked at in one turn, and so many of them erased at most; the rest in the next.
const LOOKED_AT: u32 = 200;
const ERASED: usize = 20;
/// A wish that is over is kept for so long: clients may ask what became of it.
const OLD_WISH: TimeDelta = TimeDelta::days(90);
/// A job is never due later than so: the clocks of the longest day, and a wall clock that jumped back.
const WITHIN: TimeDelta = TimeDelta::hours(26);

/// A look as it is written down.
struct Written {
    look: Look,
    /// Whether it may erase anybody.
    erases: bool,
    erased: i64,
}

/// Sees to it that there is a next look.
pub(crate) fn plan(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    match turn.tx.has_job(BotName::Client.code(), LOOK)? {
        true => Ok(()),
        false => next_night(turn),
    }
}

/// A look is due; it goes on after the client of this number.
pub(crate) fn due(turn: Turn<'_, Tx>, after: i64) -> Result<Reaction<State>, Failure> {
    let mut look = if after == 0 { begin(turn)? } else { read(turn)?.unwrap_or_else(|| nothing(turn)) };
    let old = turn.now - OLD_WISH;
    let clients = turn.tx.known_clients(after.into(), old, LOOKED_AT)?;
    let mut facts = Vec::new();
    let (mut erased, mut last) = (0, None);
    for known in &clients {
        if erased == ERASED {
            break;
        }
        last = Some(known.client);
        if known.has_old_wishes {
            turn.tx.erase_old_wishes(known.client, old)?;
        }
        if look.erases && is_over(turn, &look.look, known) {
            facts.extend(erase_one(turn, known.client)?);
            erased += 1;
        }
    }
    look.erased += i64::try_from(erased).unwrap_or(0);
    write(turn, &look)?;
    let has_more = clients.last().map(|known| known.client) != last || clients.len() == LOOKED_AT as usize;
    match last.filter(|_| has_more) {
        Some(last) => schedule(turn, turn.now, last.get())?,
        None => end(turn, &look)?,
    }
    Ok(facts.into_iter().fold(Reaction::silence(), Reaction::because))
}

/// By the clock and the rule with which the look began, whatever becomes of them before its last turn.
fn is_over(turn: Turn<'_, Tx>, look: &Look, known: &Known) -> bool {
    let keep = look.keep.filter(|keep| turn.policy.privacy.keep == Some(*keep));
    keep.is_some_and(|keep| known.contact.is_over(keep, look.at))
}

/// The same as by `/forget`: the ledger has it, so that no copy of the database brings them back.
fn erase_one(turn: Turn<'_, Tx>, client: ClientId) -> Result<Vec<Fact>, Failure> {
    let Some(client) = turn.tx.client(client)? else { return Ok(Vec::new()) };
    let facts = erase(turn, &client)?;
    if let Some(chat) = client.chat {
        turn.tx.note_erasure(chat, turn.now)?;
    }
    Ok(facts)
}

fn begin(turn: Turn<'_, Tx>) -> Result<Written, Failure> {
    let last = read(turn)?.map(|last| last.look);
    let look = Look { at: turn.now, keep: turn.policy.privacy.keep };
    Ok(Written { look, erases: look.may_erase(last), erased: 0 })
}

/// The journal tells how many were erased; whom nobody knows any more.
fn end(turn: Turn<'_, Tx>, look: &Written) -> Result<(), Failure> {
    if look.erased > 0 {
        turn.tx.note_deed(ChatId::from(0), "retention", Some(look.erased), turn.now)?;
    }
    next_night(turn)
}

fn next_night(turn: Turn<'_, Tx>) -> Result<(), Failure> {
    schedule(turn, next_look(turn.policy.business.zone, turn.now), 0)
}

fn schedule(turn: Turn<'_, Tx>, due_at: Instant, after: i64) -> Result<(), Failure> {
    Ok(turn.tx.schedule(&StoredJob {
        bot: BotName::Client.code().to_owned(),
        key: LOOK.to_owned(),
        // It concerns nobody's dialogue.
        chat: ChatId::from(0),
        kind: LOOK.to_owned(),
        subject: after,
        due_at,
        within: Some(WITHIN),
    })?)
}

/// What is not as it was written is as if there had been no look.
fn read(turn: Turn<'_, Tx>) -> Result<Option<Written>, Failure> {
    let Some(text) = turn.tx.setting(LAST)? else { return Ok(None) };
    let mut numbers = text.split(' ').map_while(|number| number.parse::<i64>().ok());
    let (Some(at), Some(minutes), Some(erases), Some(erased)) =
        (numbers.next(), numbers.next(), numbers.next(), numbers.next())
    else {
        return Ok(None);
    };
    let Some(at) = DateTime::from_timestamp_millis(at) else { return Ok(None) };
    let keep = if minutes == 0 { None } else { TimeDelta::try_minutes(minutes) };
    Ok(Some(Written { look: Look { at, keep }, erases: erases == 1, erased }))
}

fn write(turn: Turn<'_, Tx>, look: &Written) -> Result<(), Failure> {
    let (at, keep) = (look.look.at.timestamp_millis(), look.look.keep.map_or(0, |keep| keep.num_minutes()));
    Ok(turn.tx.set_setting(LAST, &format!("{at} {keep} {} {}", i64::from(look.erases), look.erased))?)
}

fn nothing(turn: Turn<'_, Tx>) -> Written {
    Written { look: Look { at: turn.now, keep: turn.policy.privacy.keep }, erases: false, erased: 0 }
}
