//! The ledgers of the backup and of this machine become one: whoever stands in either is erased again by the first turn (P14).

use std::path::Path;

use domain::{ChatId, Instant};
use store::erasure::FirstSeen;

use super::pepper::Pepper;
use crate::erasures::{Ledger, LedgerError};

/// Adds to this machine's ledger the lines of the backup's, and erasures that stand only in the database that is being replaced. A line cannot
/// be read with another pepper than it was written with; whom lines of the former one mean among the `clients` is written anew.
pub(super) fn join(
    database: &Path,
    lines: &str,
    pepper: &Pepper,
    unwritten: &[(ChatId, Instant)],
    clients: &[FirstSeen],
) -> Result<(), LedgerError> {
    crate::erasures::join(database, lines)?;
    let Some(new) = pepper.new() else { return Ok(()) };
    let ledger = Ledger::of(database, new);
    let mut missing = unwritten.to_vec();
    if let Some(former) = pepper.former().filter(|former| former.bytes() != new.bytes()) {
        let erased = Ledger::of(database, former).read()?;
        missing.extend(clients.iter().filter_map(|client| Some((client.chat, erased.last(client.chat)?))));
    }
    let known = ledger.read()?;
    missing.retain(|(chat, at)| !known.holds(*chat, *at));
    if missing.is_empty() { Ok(()) } else { ledger.add(&missing) }
}
