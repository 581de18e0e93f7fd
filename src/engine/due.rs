//! What is due by time and not by anybody's doing.

use chat::{Bot, BotName, Event, Job};
use chrono::TimeDelta;
use domain::{ChatId, Instant};
use store::Tx;
use store::jobs::StoredJob;

use crate::output::Output;
use crate::turn::Engine;

/// So many at most in one turn; the rest is due in the next.
const BATCH: u32 = 100;
/// Telegram keeps an update for 24 hours, so a receipt older than this is never asked for.
const RECEIPTS_KEPT: TimeDelta = TimeDelta::hours(48);
/// No message waits longer for its next try: an hour that Telegram may ask for, and a moment.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(61);
/// A job that failed is tried again after so long.
const NEXT_TRY: TimeDelta = TimeDelta::minutes(10);
/// How often old receipts are looked for.
const PRUNE_EVERY: TimeDelta = TimeDelta::minutes(10);

impl<C: Bot<Tx>, A: Bot<Tx>> Engine<C, A> {
    /// Jobs first (they end holds), then dialogues left alone, then house-keeping.
    pub(crate) fn do_what_is_due(&mut self, now: Instant, output: &mut Output) -> Result<(), store::Error> {
        self.store.writer.clamp_jobs(now)?;
        self.store.writer.clamp_outbox(now, LONGEST_PAUSE)?;
        for job in self.store.writer.due_jobs(now, BATCH)? {
            self.store.writer.unschedule(&job.bot, &job.key)?;
            self.due_job(now, job, output)?;
        }
        let latest = now + self.policy.dialogue_ttl;
        for (bot, chat) in self.store.writer.expired_dialogues(now, latest, BATCH)? {
            let Some(bot) = BotName::from_code(&bot) else { continue };
            let done =
                self.alone(output, |engine, output| engine.step(now, bot, chat, Event::Expired, output))?;
            if let Err(failure) = done {
                tracing::error!(
                    bot = bot.code(),
                    failure,
                    "a dialogue left alone could not be closed in order"
                );
                self.store.writer.bury(bot.code(), "expired", &failure, now)?;
                self.free_hold(bot, chat)?;
                self.store.writer.step_dialogue(bot.code(), chat, None, 0, now)?;
            }
        }
        self.store.writer.drop_expired_rows(now)?;
        self.prune_receipts(now)
    }

    fn due_job(&mut self, now: Instant, job: StoredJob, output: &mut Output) -> Result<(), store::Error> {
        let Some(bot) = BotName::from_code(&job.bot) else { return Ok(()) };
        let again = StoredJob { due_at: now + NEXT_TRY, within: Some(NEXT_TRY), ..job.clone() };
        let StoredJob { key, chat, kind, subject, due_at, .. } = job;
        let event = Event::Due(Job { key, kind, subject, due_at });
        let done = self.alone(output, |engine, output| engine.step(now, bot, chat, event, output))?;
        if let Err(failure) = done {
            tracing::error!(bot = bot.code(), failure, "a job could not be done and is tried again later");
            self.store.writer.bury(bot.code(), "job", &failure, now)?;
            self.store.writer.schedule(&again)?;
            self.free_hold(bot, chat)?;
        }
        Ok(())
    }

    /// What a handler could not do must not keep a slot from everybody.
    fn free_hold(&self, bot: BotName, chat: ChatId) -> Result<(), store::Error> {
        match bot {
            BotName::Client => self.store.writer.release_hold(chat),
            BotName::Admin => Ok(()),
        }
    }

    fn prune_receipts(&mut self, now: Instant) -> Result<(), store::Error> {
        if self.receipts_pruned.is_some_and(|last| last <= now && now - last < PRUNE_EVERY) {
            return Ok(());
        }
        let pruned = self.store.writer.prune_receipts(now - RECEIPTS_KEPT, 10 * BATCH)?;
        if pruned < 10 * BATCH as usize {
            self.receipts_pruned = Some(now);
        }
        Ok(())
    }
}
