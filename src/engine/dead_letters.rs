//! What failed for good is put aside, and those who administer hear of it.

use chat::{Bot, BotName};
use domain::{Fact, Instant};
use store::Tx;

use crate::output::Output;
use crate::turn::{Engine, Part};

impl<C: Bot<Tx>, A: Bot<Tx>> Engine<C, A> {
    /// Keeps what could not be done as a dead letter. `detail` is free of personal data.
    pub(crate) fn put_aside(
        &self,
        bot: BotName,
        kind: &'static str,
        detail: &str,
        now: Instant,
    ) -> Result<(), store::Error> {
        self.tally.borrow_mut().put_aside.push((bot, kind));
        self.store.writer.bury(bot.code(), kind, detail, now)
    }

    /// Has the bots hear that something was put aside in this turn. If they cannot even do that, the log alone knows.
    pub(crate) fn tell_of_dead_letters(
        &mut self,
        now: Instant,
        output: &mut Output,
    ) -> Result<(), store::Error> {
        let has_put_aside = !self.tally.borrow().put_aside.is_empty();
        if has_put_aside
            && let Err(failure) =
                self.alone(Part::News, output, |engine, _| engine.tell(now, &Fact::PutAside))?
        {
            tracing::error!(failure, "nobody could be told of a dead letter");
        }
        Ok(())
    }
}
