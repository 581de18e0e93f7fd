//! The rules in force: the file's, with what is set in chat laid over them (A13). A turn sees one policy from its begin to its end.

use std::sync::Arc;

use chat::Bot;
use domain::{Fact, Policy};
use store::Tx;

use crate::input::Input;
use crate::turn::Engine;

impl<C: Bot<Tx>, A: Bot<Tx>> Engine<C, A> {
    /// Takes what the file says now, and what was set in chat since the last turn. That was committed with its turn, so it is read here.
    pub(crate) fn begin_with_rules(&mut self, inputs: &[Input]) -> Result<(), store::Error> {
        let mut changed = std::mem::take(&mut self.rules_to_read);
        for input in inputs {
            if let Input::Policy(policy) = input {
                self.file = Arc::clone(policy);
                changed = true;
            }
        }
        if changed {
            // Until it has been read it is to be read, even if this turn is taken back.
            self.rules_to_read = true;
            self.policy = in_force(&self.file, &self.store.writer)?;
            self.rules_to_read = false;
        }
        Ok(())
    }

    /// What was set in chat holds from the next turn on.
    pub(crate) fn note_rules(&mut self, fact: &Fact) {
        self.rules_to_read |= matches!(fact, Fact::SettingsChanged { .. });
    }
}

/// What holds: a file's policy with what is set in chat laid over it.
pub(crate) fn in_force(file: &Policy, tx: &Tx) -> Result<Arc<Policy>, store::Error> {
    Ok(Arc::new(file.with(&tx.overrides()?)))
}
