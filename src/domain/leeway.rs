//! What an admin may book although it is not offered (A5): the rules about hours, notice, horizon and steps are theirs to break after a
//! warning that names them. What occupies a specialist or a resource is nobody's to break.

use crate::id::SpecialistId;
use crate::offer::{Offer, Performer};
use crate::refusal::Refusal;
use crate::slots::{Request, Slot};
use crate::time::Instant;

/// A start that an admin may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permitted {
    /// The time it takes: free, whatever else it breaks.
    pub slot: Slot,
    /// The rules that it breaks, all of them soft; none, if clients may take it too.
    pub broken: Vec<Refusal>,
}

impl Request<'_> {
    /// Whether an admin may have the visit start at `start`, and which rules that breaks.
    ///
    /// # Errors
    /// Every rule that is broken, at least one of which nobody may break.
    pub fn check_with_override(&self, start: Instant) -> Result<Permitted, Vec<Refusal>> {
        let mut broken = self.not_offered(start);
        let visit = self.visit_at(start);
        match self.free(visit) {
            Ok(slot) if broken.iter().all(Refusal::is_soft) => Ok(Permitted { slot, broken }),
            Ok(_) => Err(broken),
            Err(_) => {
                broken.extend(self.all_in_the_way(visit));
                Err(broken)
            }
        }
    }

    /// Every rule that a start breaks, not only the one that a client hears; none, if it is offered (A16).
    pub fn broken(&self, start: Instant) -> Vec<Refusal> {
        self.check_with_override(start).map_or_else(|broken| broken, |permitted| permitted.broken)
    }
}

impl Offer {
    /// The question to the one predicate for this specialist.
    pub fn request_of(&self, specialist: SpecialistId) -> Option<Request<'_>> {
        self.performer(specialist).map(|performer| self.request(performer))
    }

    /// The performer of that number.
    pub fn performer(&self, specialist: SpecialistId) -> Option<&Performer> {
        self.performers.iter().find(|performer| performer.specialist.id == specialist)
    }

    /// Who takes a start of an admin's choosing for which anybody will do: of those who can, who breaks the fewest rules with it, then whose
    /// turn it is as in [`choose`](Self::choose). `None` if all are occupied.
    pub fn choose_with_override(&self, start: Instant) -> Option<(SpecialistId, Permitted)> {
        let can = |performer| {
            let permitted = self.request(performer).check_with_override(start).ok()?;
            Some((permitted.broken.len(), self.turn(performer, start), permitted))
        };
        let chosen = self.performers.iter().filter_map(can).min_by_key(|(broken, turn, _)| (*broken, *turn));
        chosen.map(|(_, (.., id), permitted)| (id, permitted))
    }
}

#[cfg(test)]
#[path = "leeway_tests.rs"]
mod tests;
