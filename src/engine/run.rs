//! The thread that turns while the process lives.
//!
//! Senders wait when the queue is full; the engine waits for nobody: what leaves goes into unbounded channels, and how much can be on its way
//! is bounded by the outbox.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use chat::Bot;
use domain::Instant;
use store::{Trouble, Tx};
use tokio::sync::{mpsc, oneshot};
use tokio::time;

use crate::input::Input;
use crate::observer::{Observer, Turned};
use crate::output::{Answer, Dispatch, Output, Tally, WorkOrder};
use crate::turn::{Engine, name_of};

/// So many envelopes wait at most.
const QUEUE: usize = 1024;
/// So many inputs at most are handled in one turn.
const BATCH: usize = 500;
/// The longest the engine sleeps: a wall clock that jumps is noticed after it.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);
/// The pause before a failed turn is repeated; it grows with each failure.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_millis(500);
/// So long at most after the disk has space again, the service goes on.
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// Inputs that belong together, and whoever waits for their commit.
pub struct Envelope {
    /// The inputs.
    pub inputs: Vec<Input>,
    /// Told after the commit; never told if the process ends before.
    pub committed: Option<oneshot::Sender<()>>,
    /// When they arrived here.
    pub arrived: time::Instant,
}

impl Envelope {
    fn new(inputs: Vec<Input>, committed: Option<oneshot::Sender<()>>) -> Envelope {
        Envelope { inputs, committed, arrived: time::Instant::now() }
    }
}

/// Where inputs go.
#[derive(Clone)]
pub struct Mailbox(mpsc::Sender<Envelope>);

/// The engine has stopped; nothing enters any more.
#[derive(Debug, thiserror::Error)]
#[error("the engine has stopped")]
pub struct Stopped;

/// A mailbox that keeps no engine running: whoever may outlive the process's loops holds this one.
#[derive(Clone)]
pub struct WeakMailbox(mpsc::WeakSender<Envelope>);

impl WeakMailbox {
    /// The mailbox, unless the engine was told to stop.
    pub fn open(&self) -> Option<Mailbox> {
        self.0.upgrade().map(Mailbox)
    }
}

impl Mailbox {
    /// The same, without keeping the engine running.
    pub fn weak(&self) -> WeakMailbox {
        WeakMailbox(self.0.downgrade())
    }

    /// Puts an input into the queue; waits while it is full.
    pub async fn put(&self, input: Input) -> Result<(), Stopped> {
        self.0.send(Envelope::new(vec![input], None)).await.map_err(|_| Stopped)
    }

    /// Puts inputs into the queue and waits until they are committed.
    pub async fn commit(&self, inputs: Vec<Input>) -> Result<(), Stopped> {
        let (committed, done) = oneshot::channel();
        self.0.send(Envelope::new(inputs, Some(committed))).await.map_err(|_| Stopped)?;
        done.await.map_err(|_| Stopped)
    }
}

/// Where what leaves goes.
pub struct Outlets {
    /// To the sender.
    pub dispatches: mpsc::UnboundedSender<Dispatch>,
    /// To the answerer of presses.
    pub answers: mpsc::UnboundedSender<Answer>,
    /// To the worker.
    pub work: mpsc::UnboundedSender<WorkOrder>,
    /// Told of every turn.
    pub observer: Arc<dyn Observer>,
}

/// Starts the engine in a thread of its own. The `first` inputs are handled before anything leaves. It stops when every mailbox is dropped, after what waits is handled, and gives the
/// outcome of closing the database.
pub fn spawn<C, A>(
    engine: Engine<C, A>,
    first: Vec<Input>,
    outlets: Outlets,
    clock: impl Fn() -> Instant + Send + 'static,
) -> std::io::Result<(Mailbox, JoinHandle<Result<(), store::Error>>)>
where
    C: Bot<Tx> + Send + 'static,
    A: Bot<Tx> + Send + 'static,
{
    let (sender, receiver) = mpsc::channel(QUEUE);
    let handle = tokio::runtime::Handle::current();
    let thread = std::thread::Builder::new()
        .name("engine".to_owned())
        .spawn(move || turn_until_stopped(engine, first, receiver, &outlets, &clock, &handle))?;
    Ok((Mailbox(sender), thread))
}

fn turn_until_stopped<C: Bot<Tx>, A: Bot<Tx>>(
    mut engine: Engine<C, A>,
    first: Vec<Input>,
    mut queue: mpsc::Receiver<Envelope>,
    outlets: &Outlets,
    clock: &impl Fn() -> Instant,
    handle: &tokio::runtime::Handle,
) -> Result<(), store::Error> {
    // The first turn sends what the last process left in the outbox, and finds out when the next one is due.
    let first = Envelope::new(first, None);
    let mut next_due = turn_until_committed(&mut engine, vec![first], outlets, clock);
    let mut open = true;
    while open {
        let until = next_due.map(|due| (due - clock()).to_std().unwrap_or(Duration::ZERO));
        let sleep = until.unwrap_or(LONGEST_SLEEP).clamp(Duration::from_millis(1), LONGEST_SLEEP);
        let mut envelopes = Vec::new();
        match handle.block_on(async { tokio::time::timeout(sleep, queue.recv()).await }) {
            Ok(Some(envelope)) => envelopes.push(envelope),
            Ok(None) => open = false,
            Err(_) => {}
        }
        let mut count = envelopes.iter().map(|envelope| envelope.inputs.len()).sum::<usize>();
        while count < BATCH
            && let Ok(envelope) = queue.try_recv()
        {
            count += envelope.inputs.len();
            envelopes.push(envelope);
        }
        next_due = turn_until_committed(&mut engine, envelopes, outlets, clock);
    }
    engine.close()
}

/// Repeats the turn until it is committed: whoever waits for it has acknowledged nothing.
fn turn_until_committed<C: Bot<Tx>, A: Bot<Tx>>(
    engine: &mut Engine<C, A>,
    envelopes: Vec<Envelope>,
    outlets: &Outlets,
    clock: &impl Fn() -> Instant,
) -> Option<Instant> {
    let mut waiting = Vec::new();
    let mut inputs = Vec::new();
    let mut arrivals = Vec::new();
    for envelope in envelopes {
        arrivals.resize(arrivals.len() + envelope.inputs.len(), envelope.arrived);
        inputs.extend(envelope.inputs);
        waiting.extend(envelope.committed);
    }
    let mut failures = 0_u32;
    let output = loop {
        let begun = time::Instant::now();
        match engine.turn(clock(), &inputs) {
            Ok(output) => {
                let turned = Turned { inputs: inputs.len(), took: begun.elapsed() };
                tell(&*outlets.observer, turned, inputs.iter().zip(&arrivals), &output.tally);
                break output;
            }
            Err(failure) => {
                outlets.observer.turn_failed(failures);
                outlets.observer.troubled(failure.0.trouble().unwrap_or(Trouble::Other));
                tracing::error!(%failure, failures, "a turn failed and is repeated; nothing is lost");
                std::thread::sleep((PAUSE_AFTER_FAILURE * (failures + 1)).min(LONGEST_PAUSE));
                failures = failures.saturating_add(1);
            }
        }
    };
    let Output { dispatches, answers, work, next_due, tally: _ } = output;
    // A closed channel means that the process is stopping: rows stay in the outbox for the next one.
    dispatches.into_iter().for_each(|dispatch| drop(outlets.dispatches.send(dispatch)));
    answers.into_iter().for_each(|answer| drop(outlets.answers.send(answer)));
    work.into_iter().for_each(|order| drop(outlets.work.send(order)));
    for committed in waiting {
        // Whoever waited may be gone.
        let _ = committed.send(());
    }
    next_due
}

/// Has whoever keeps an eye on the engine hear of a turn that is committed.
fn tell<'a>(
    observer: &dyn Observer,
    turned: Turned,
    inputs: impl Iterator<Item = (&'a Input, &'a time::Instant)>,
    tally: &Tally,
) {
    observer.committed(turned);
    for (input, arrived) in inputs {
        match input {
            Input::Update { .. } => {
                let (bot, kind) = name_of(input);
                observer.taken_in(bot, kind, arrived.elapsed());
            }
            Input::Sent { bot, outcome, .. } => observer.sent(*bot, outcome),
            _ => {}
        }
    }
    tally.delivered.iter().for_each(|(bot, took)| observer.delivered(*bot, *took));
    if tally.met_damage {
        observer.met_damage();
    }
    tally.put_aside.iter().for_each(|(bot, kind)| observer.put_aside(*bot, kind));
}
