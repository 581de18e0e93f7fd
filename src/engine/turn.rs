//! One turn: everything that waits, in one transaction, each input in a savepoint of its own.

use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use chat::{Bot, BotName, Chance, Failure, Incoming, Texts, Turn};
use domain::{ChatId, Instant, Policy};
use store::{Readers, Store, Trouble, Tx};

use crate::fail::{Point, point};
use crate::input::Input;
use crate::output::{Answer, Output, Tally};
use crate::rules::in_force;

/// The only writer. It knows the bots by their trait alone.
pub struct Engine<C, A> {
    pub(crate) store: Store,
    pub(crate) texts: Texts,
    /// What the file says.
    pub(crate) file: Arc<Policy>,
    /// What holds: the file's rules, and what is set in chat over them.
    pub(crate) chance: Chance,
    pub(crate) policy: Arc<Policy>,
    /// Whether something was set in chat since the policy was put together.
    pub(crate) rules_to_read: bool,
    pub(crate) client: C,
    pub(crate) admin: A,
    /// Rows of the outbox whose result is not known yet.
    pub(crate) in_flight: usize,
    /// When a call of each bot last had its effect, since the start.
    pub(crate) last_done: HashMap<BotName, Instant>,
    pub(crate) receipts_pruned: Option<Instant>,
    /// What has come of this turn so far.
    pub(crate) tally: RefCell<Tally>,
    /// What has met a damaged part of the database in this turn.
    pub(crate) left_out: Vec<Part>,
}

/// What stands alone in a turn: if it fails, it alone is taken back.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The input of this number.
    Input(usize),
    /// A job by its key.
    Job(BotName, String),
    /// The end of a dialogue that was left alone.
    Dialogue(BotName, ChatId),
    /// That somebody hears of dead letters.
    News,
}

/// A turn that left nothing behind; the same inputs are to be given again.
#[derive(Debug, thiserror::Error)]
#[error("the turn was taken back whole: {0}")]
pub struct TurnFailed(pub store::Error);

/// What one input came to.
pub(crate) enum InputFailed {
    /// This input alone cannot be handled.
    Input(String),
    /// It needs a part of the database that is damaged.
    Damage(store::Error),
    /// The machine is in trouble; no input can be handled.
    Turn(store::Error),
}

impl From<store::Error> for InputFailed {
    fn from(error: store::Error) -> InputFailed {
        match error.trouble() {
            None => InputFailed::Input(error.to_string()),
            // To wait would not mend it, and the others would wait as well.
            Some(Trouble::Damaged) => InputFailed::Damage(error),
            Some(_) => InputFailed::Turn(error),
        }
    }
}

impl From<Failure> for InputFailed {
    fn from(failure: Failure) -> InputFailed {
        match failure.downcast::<store::Error>() {
            Ok(error) => (*error).into(),
            // Whatever else fails may quote what it could not understand.
            Err(_) => InputFailed::Input("the handler failed".to_owned()),
        }
    }
}

impl<C: Bot<Tx>, A: Bot<Tx>> Engine<C, A> {
    /// An engine over an open database. `file` is what the configuration says; what is set in chat is laid over it. What was on its way when the last process ended is sent again.
    pub fn new(
        store: Store,
        texts: Texts,
        file: Arc<Policy>,
        client: C,
        admin: A,
        chance: Chance,
    ) -> Result<Self, store::Error> {
        store.writer.resume_outbox()?;
        let policy = in_force(&file, &store.writer)?;
        Ok(Engine {
            store,
            texts,
            chance,
            file,
            policy,
            rules_to_read: false,
            client,
            admin,
            in_flight: 0,
            last_done: HashMap::new(),
            receipts_pruned: None,
            tally: RefCell::default(),
            left_out: Vec::new(),
        })
    }

    /// Handles all inputs and what is due at `now`, and commits once.
    ///
    /// The order inside: results of sends, what is due, then the rest as it came. An input that fails or panics is taken back alone and kept as a
    /// dead letter.
    ///
    /// # Errors
    /// The machine is in trouble, or the commit failed. Nothing happened; the same inputs are to be given again later.
    pub fn turn(&mut self, now: Instant, inputs: &[Input]) -> Result<Output, TurnFailed> {
        self.left_out.clear();
        loop {
            let (in_flight, left_out) = (self.in_flight, self.left_out.len());
            let error = match self.transact(now, inputs) {
                Ok(output) => return Ok(output),
                Err(error) => error,
            };
            self.in_flight = in_flight;
            // Nothing more can be done about a rollback that fails; the next BEGIN tells.
            let _ = self.store.writer.roll_back();
            // A transaction that has met damage takes nothing more: it is begun again without what met it.
            if self.left_out.len() == left_out {
                return Err(TurnFailed(error));
            }
        }
    }

    /// The readers of the database, for workers.
    pub fn readers(&self) -> &Readers {
        &self.store.readers
    }

    /// The writer, for what must be done before the first turn.
    pub fn writer(&self) -> &Tx {
        &self.store.writer
    }

    /// Writes the log back and closes the database.
    pub fn close(self) -> Result<(), store::Error> {
        self.store.writer.checkpoint_fully()
    }

    fn transact(&mut self, now: Instant, inputs: &[Input]) -> Result<Output, store::Error> {
        let mut output = Output::default();
        self.tally.take();
        self.store.writer.begin()?;
        point(Point::Begun);
        self.begin_with_rules(inputs)?;
        let is_result = |input: &Input| matches!(input, Input::Sent { .. });
        for (number, input) in inputs.iter().enumerate().filter(|(_, input)| is_result(input)) {
            self.guarded(now, number, input, &mut output)?;
        }
        self.do_what_is_due(now, &mut output)?;
        for (number, input) in inputs.iter().enumerate().filter(|(_, input)| !is_result(input)) {
            self.guarded(now, number, input, &mut output)?;
        }
        self.tell_of_dead_letters(now, &mut output)?;
        output.dispatches = self.take_dispatches(now)?;
        // While nothing more may leave, no row's next try is due: the next result wakes the engine.
        let tries = if self.has_room() { self.store.writer.next_outbox_try()? } else { None };
        output.next_due = [self.store.writer.next_due()?, tries].into_iter().flatten().min();
        point(Point::BeforeCommit);
        self.store.writer.commit()?;
        point(Point::Committed);
        output.tally = self.tally.take();
        output.tally.met_damage = !self.left_out.is_empty();
        Ok(output)
    }

    /// Handles one input, and answers for it if it fails.
    fn guarded(
        &mut self,
        now: Instant,
        number: usize,
        input: &Input,
        output: &mut Output,
    ) -> Result<(), store::Error> {
        let part = Part::Input(number);
        let failure = match self.alone(part, output, |engine, output| engine.input(now, input, output))? {
            Ok(()) => return Ok(()),
            Err(failure) => failure,
        };
        let (bot, kind) = name_of(input);
        tracing::error!(
            bot = bot.code(),
            kind,
            failure,
            "an input could not be handled and is a dead letter"
        );
        self.put_aside(bot, kind, &failure, now)?;
        match input {
            Input::Update { bot, id, incoming } => {
                // The receipt went with the rest; without it Telegram would bring the same trouble again.
                self.store.writer.receive(bot.code(), *id, now)?;
                self.apologise(*bot, incoming, now, output)
            }
            // A row that stayed on its way would keep its chat silent until the next start.
            Input::Sent { row, bot, chat, outcome } => self.settle(now, *row, *bot, *chat, outcome),
            _ => Ok(()),
        }
    }

    /// Does something in a savepoint of its own. `Ok(Err(_))` says that it alone was taken back, with what it had let out. What has met damage
    /// in this turn is left out.
    pub(crate) fn alone(
        &mut self,
        part: Part,
        output: &mut Output,
        what: impl FnOnce(&mut Self, &mut Output) -> Result<(), InputFailed>,
    ) -> Result<Result<(), String>, store::Error> {
        if self.left_out.contains(&part) {
            return Ok(Err("the database is damaged".to_owned()));
        }
        let (answers, work) = (output.answers.len(), output.work.len());
        let (put_aside, delivered) = {
            let tally = self.tally.borrow();
            (tally.put_aside.len(), tally.delivered.len())
        };
        self.store.writer.savepoint()?;
        let done = catch_unwind(AssertUnwindSafe(|| what(self, output)));
        let failure = match done {
            Ok(Ok(())) => {
                self.store.writer.release()?;
                return Ok(Ok(()));
            }
            Ok(Err(InputFailed::Turn(error))) => return Err(error),
            Ok(Err(InputFailed::Input(failure))) => failure,
            Ok(Err(InputFailed::Damage(error))) => {
                self.left_out.push(part);
                return Err(error);
            }
            // What a panic says may quote data; the panic hook has told the place.
            Err(_) => "the handler panicked".to_owned(),
        };
        if !self.store.writer.is_open() {
            return Err(store::Error::Changed);
        }
        self.store.writer.roll_back_input()?;
        output.answers.truncate(answers);
        output.work.truncate(work);
        let tally = self.tally.get_mut();
        tally.put_aside.truncate(put_aside);
        tally.delivered.truncate(delivered);
        Ok(Err(failure))
    }

    fn input(&mut self, now: Instant, input: &Input, output: &mut Output) -> Result<(), InputFailed> {
        match input {
            Input::Update { bot, id, incoming } => self.update(now, *bot, *id, incoming, output),
            Input::Sent { row, bot, chat, outcome } => self.sent(now, *row, *bot, *chat, outcome, output),
            Input::Worked { bot, chat, worked } => {
                self.step(now, *bot, *chat, chat::Event::Worked(worked.clone()), output)
            }
            Input::Policy(_) => Ok(()),
            Input::Fact(fact) => self.tell(now, fact),
            Input::Order(order) => {
                let facts = order.carry_out(self.given(now))?;
                facts.iter().try_for_each(|fact| self.tell(now, fact))?;
                order.done();
                Ok(())
            }
        }
    }

    fn apologise(
        &mut self,
        bot: BotName,
        incoming: &Incoming,
        now: Instant,
        output: &mut Output,
    ) -> Result<(), store::Error> {
        if let Incoming::Press { query, .. } = incoming {
            output.answers.push(Answer { bot, query: query.clone(), text: None });
        }
        let Some(person) = incoming.person() else { return Ok(()) };
        let words = match bot {
            BotName::Client => self.client.apologise(&self.texts, &self.policy, person),
            BotName::Admin => self.admin.apologise(&self.texts, &self.policy, person),
        };
        match words {
            Some(outgoing) => self.post(now, outgoing, chat::Target::Entry),
            None => Ok(()),
        }
    }

    /// What a handler gets.
    pub(crate) fn given(&self, now: Instant) -> Turn<'_, Tx> {
        let (tx, policy, file) = (&self.store.writer, &self.policy, &self.file);
        Turn { tx, now, policy, file, texts: &self.texts, chance: &self.chance }
    }

    pub(crate) fn haste(
        now: Instant,
        priority: chat::Priority,
        expires_at: Option<Instant>,
    ) -> store::outbox::Haste {
        store::outbox::Haste { priority: priority as i64, expires_at, now }
    }

    pub(crate) fn lane(bot: BotName, chat: ChatId) -> store::outbox::Lane<'static> {
        store::outbox::Lane { bot: bot.code(), chat }
    }
}

/// The bot and the kind of an input, for the log, the dead letter and whoever counts.
pub(crate) fn name_of(input: &Input) -> (BotName, &'static str) {
    match input {
        Input::Update { bot, incoming, .. } => {
            let kind = match incoming {
                Incoming::Message { .. } => "message",
                Incoming::Press { .. } => "press",
                Incoming::Reachable { .. } => "reachable",
                Incoming::Group { .. } => "group",
                Incoming::Nothing => "nothing",
            };
            (*bot, kind)
        }
        Input::Sent { bot, .. } => (*bot, "sent"),
        Input::Worked { bot, .. } => (*bot, "worked"),
        Input::Policy(_) => (BotName::Admin, "policy"),
        Input::Fact(_) => (BotName::Admin, "fact"),
        Input::Order(_) => (BotName::Admin, "order"),
    }
}
