//! What is due by time and not by anybody's doing.

use chat::{Bot, BotName, Event, Job};
use chrono::TimeDelta;
use domain::Instant;
use store::Tx;
use store::jobs::StoredJob;

use crate::output::Output;
use crate::turn::{Engine, Part};

/// So many at most in one turn; the rest is due in the next.
const BATCH: u32 = 100;
/// Telegram keeps an update for 24 hours, so a receipt older than this is never asked for.
const RECEIPTS_KEPT: TimeDelta = TimeDelta::hours(48);
/// No message waits longer for its next try: an hour that Telegram may ask for, and a moment.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(61);
/// A job that fails so often is given up.
const JOB_TRIES: i64 = 5;
/// The pause after a job's first failure; it doubles with each further one.
const JOB_PAUSE: TimeDelta = TimeDelta::seconds(30);
/// How often old receipts are looked for.
const PRUNE_EVERY: TimeDelta = TimeDelta::minutes(10);

impl<C: Bot<Tx>, A: Bot<Tx>> Engine<C, A> {
    /// Jobs first (they end holds), then dialogues left alone, then house-keeping.
    pub(crate) fn do_what_is_due(&mut self, now: Instant, output: &mut Output) -> Result<(), store::Error> {
        self.store.writer.clamp_jobs(now)?;
        self.store.writer.clamp_outbox(now, LONGEST_PAUSE)?;
        for job in self.store.writer.due_jobs(now, BATCH)? {
            self.due_job(now, job, output)?;
        }
        let latest = now + self.policy.dialogue_ttl;
        for (bot, chat) in self.store.writer.expired_dialogues(now, latest, BATCH)? {
            let Some(bot) = BotName::from_code(&bot) else { continue };
            let part = Part::Dialogue(bot, chat);
            let done = self
                .alone(part, output, |engine, output| engine.step(now, bot, chat, Event::Expired, output))?;
            if let Err(failure) = done {
                tracing::error!(
                    bot = bot.code(),
                    failure,
                    "a dialogue left alone could not be closed in order"
                );
                self.put_aside(bot, "expired", &failure, now)?;
                self.store.writer.step_dialogue(bot.code(), chat, None, 0, now)?;
                self.store.writer.release_hold(chat)?;
            }
        }
        self.store.writer.drop_expired_rows(now)?;
        self.prune_receipts(now)
    }

    /// A job that fails is tried again, and given up in the end. What it was to end must end even so: a slot that nobody would give back
    /// is free again.
    fn due_job(&mut self, now: Instant, job: StoredJob, output: &mut Output) -> Result<(), store::Error> {
        let Some(bot) = BotName::from_code(&job.bot) else {
            return self.store.writer.unschedule(&job.bot, &job.key);
        };
        let StoredJob { key, chat, kind, subject, due_at, .. } = job;
        let event = Event::Due(Job { key: key.clone(), kind, subject, due_at });
        let done = self.alone(Part::Job(bot, key.clone()), output, |engine, output| {
            engine.store.writer.unschedule(bot.code(), &key)?;
            engine.step(now, bot, chat, event, output)
        })?;
        let Err(failure) = done else { return Ok(()) };
        let writer = &self.store.writer;
        let tries = writer.put_off(bot.code(), &key, now, JOB_PAUSE)?;
        if tries < JOB_TRIES {
            tracing::warn!(bot = bot.code(), failure, tries, "a job could not be done and is tried again");
            return Ok(());
        }
        tracing::error!(bot = bot.code(), failure, "a job could not be done and is a dead letter");
        self.put_aside(bot, "job", &failure, now)?;
        writer.unschedule(bot.code(), &key)?;
        writer.release_all_holds(chat)
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
