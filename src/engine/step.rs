//! One event in one chat: the dialogue is loaded, the bot decides, and what it decided is written down.

use chat::{Bot, BotName, Effects, Event, Next, Reaction, Target};
use domain::{ChatId, Fact, Instant};
use store::Tx;

use crate::output::{Answer, Output, WorkOrder};
use crate::turn::{Engine, InputFailed};

impl<C: Bot<Tx>, A: Bot<Tx>> Engine<C, A> {
    /// Gives an event to a bot.
    pub(crate) fn step(
        &mut self,
        now: Instant,
        bot: BotName,
        chat: ChatId,
        event: Event,
        output: &mut Output,
    ) -> Result<(), InputFailed> {
        let expired = matches!(event, Event::Expired | Event::Undeliverable);
        // Only a person keeps a dialogue alive, not a job that comes due or a worker that is done.
        let from_person =
            !matches!(event, Event::Expired | Event::Undeliverable | Event::Due(_) | Event::Worked(_));
        let stored = self.store.writer.dialogue(bot.code(), chat)?;
        let (state, version) = match &stored {
            Some(dialogue) => (dialogue.state.as_deref(), dialogue.state_version),
            None => (None, 0),
        };
        let (next, effects) = match bot {
            BotName::Client => decide(&self.client, self.given(now), chat, state, version, event)?,
            BotName::Admin => decide(&self.admin, self.given(now), chat, state, version, event)?,
        };
        // A dialogue left alone past its time ends, whatever the bot thinks of it.
        let next = if expired { Next::End } else { next };
        let open = state.is_some();
        let revision = stored.as_ref().map(|dialogue| dialogue.revision);
        let revision = revision.filter(|_| open);
        if revision.is_some() && from_person {
            let expires_at = now + self.policy.dialogue_ttl;
            self.store.writer.keep_dialogue(bot.code(), chat, expires_at)?;
        }
        let kept = stored.filter(|_| open && !from_person).map(|dialogue| dialogue.expires_at);
        let expires_at = kept.unwrap_or(now + self.policy.dialogue_ttl);
        let target = self.write_next(bot, chat, next, revision, expires_at)?;
        self.carry_out(now, bot, chat, effects, target, output)
    }

    /// Writes where the dialogue goes and says what its buttons belong to from now on.
    fn write_next(
        &mut self,
        bot: BotName,
        chat: ChatId,
        next: Next<String>,
        open: Option<i64>,
        expires_at: Instant,
    ) -> Result<Target, InputFailed> {
        let version = match bot {
            BotName::Client => C::STATE_VERSION,
            BotName::Admin => A::STATE_VERSION,
        };
        let writer = &self.store.writer;
        match (next, open) {
            (Next::Go(state), _) => {
                let revision = writer.step_dialogue(bot.code(), chat, Some(&state), version, expires_at)?;
                Ok(Target::Dialogue { revision })
            }
            (Next::End, Some(_)) => {
                writer.step_dialogue(bot.code(), chat, None, version, expires_at)?;
                Ok(Target::Entry)
            }
            (Next::Stay, Some(revision)) => Ok(Target::Dialogue { revision }),
            (Next::End | Next::Stay, None) => Ok(Target::Entry),
        }
    }

    /// Puts what leaves into the outbox and lets both bots hear what happened.
    fn carry_out(
        &mut self,
        now: Instant,
        bot: BotName,
        chat: ChatId,
        effects: Effects,
        target: Target,
        output: &mut Output,
    ) -> Result<(), InputFailed> {
        let Effects { outgoing, toast, facts, work } = effects;
        for order in outgoing {
            self.post(now, order, target)?;
        }
        if let Some(text) = toast {
            // The name of the press is known to the caller, which fills it in.
            output.answers.push(Answer { bot, query: chat::QueryId(String::new()), text: Some(text) });
        }
        output.work.extend(work.map(|work| WorkOrder { bot, chat, work }));
        facts.iter().try_for_each(|fact| self.tell(now, fact))
    }

    /// Lets both bots hear of something, in this same transaction.
    pub(crate) fn tell(&mut self, now: Instant, fact: &Fact) -> Result<(), InputFailed> {
        self.note_rules(fact);
        for bot in BotName::ALL {
            let effects = match bot {
                BotName::Client => self.client.hear(self.given(now), fact)?,
                BotName::Admin => self.admin.hear(self.given(now), fact)?,
            };
            for order in effects.outgoing {
                self.post(now, order, Target::Entry)?;
            }
        }
        Ok(())
    }
}

/// Reads the state in the bot's own shape, asks it, and writes the next state. A state that cannot be read starts the dialogue anew (P3).
fn decide<B: Bot<Tx>>(
    bot: &B,
    turn: chat::Turn<'_, Tx>,
    chat: ChatId,
    state: Option<&str>,
    version: i64,
    event: Event,
) -> Result<(Next<String>, Effects), InputFailed> {
    let state =
        state.filter(|_| version == B::STATE_VERSION).and_then(|text| serde_json::from_str(text).ok());
    let Reaction { next, effects } = bot.handle(turn, chat, state, event)?;
    let next = match next {
        Next::Stay => Next::Stay,
        Next::End => Next::End,
        Next::Go(state) => {
            let text = serde_json::to_string(&state)
                .map_err(|_| InputFailed::Input("a state cannot be written".into()))?;
            Next::Go(text)
        }
    };
    Ok((next, effects))
}
