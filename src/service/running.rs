//! What the loops share, and which loops there are.

use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use axum::Router;
use chat::{BotName, Texts};
use engine::{Answer, Dispatch, Mailbox, WorkOrder};
use store::Readers;
use telegram::sender::{self, Line, Lines};
use telegram::setup::Commands;
use telegram::{Api, Token};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::task::JoinSet;

use super::RunError;
use crate::backup::Copier;
use crate::claim::Claim;
use crate::clock::Clock;
use crate::config::{Config, Settings};
use crate::erasures::Ledger;
use crate::examiner::Examiner;
use crate::intake::Intake;
use crate::loops::Loops;
use crate::operator::Desk;
use crate::pulse::Pulse;
use crate::reload::Reload;
use crate::secrets::{Pepper, Tokens};
use crate::watchdog::Supervisor;
use crate::worker::Tools;
use crate::{alarms, backup, erasures, greeting, http, operator, reload, watchdog, worker};

/// Both bots at Telegram.
pub(super) struct Bots {
    client: Api,
    admin: Api,
    lines: Lines,
}

impl Bots {
    pub(super) fn new(
        settings: &Settings,
        tokens: &Tokens,
        is_test: bool,
        pulse: &Arc<Pulse>,
    ) -> Result<Bots, RunError> {
        let telegram = &settings.telegram;
        let api = |bot, token: &Token| {
            let api = Api::new(&telegram.api_url, token, telegram.proxy.as_deref());
            Ok::<Api, RunError>(api.map_err(RunError::Telegram)?.watched(bot, pulse.clone()))
        };
        let (client, admin) = (api(BotName::Client, &tokens.client)?, api(BotName::Admin, &tokens.admin)?);
        let line = |api: &Api| Line::new(api.clone(), telegram.rate, telegram.chat_rate, is_test);
        let lines = Lines { client: line(&client), admin: line(&admin) };
        Ok(Bots { client, admin, lines })
    }

    /// In the order of [`BotName::ALL`].
    pub(super) fn apis(&self) -> [Api; 2] {
        [self.client.clone(), self.admin.clone()]
    }
}

/// What the loops share, and the loops.
pub(super) struct Running {
    /// That of the start.
    pub(super) config: Config,
    pub(super) pepper: Pepper,
    pub(super) clock: Clock,
    pub(super) pulse: Arc<Pulse>,
    pub(super) readers: Readers,
    pub(super) mailbox: Mailbox,
    pub(super) bots: Bots,
    pub(super) examiner: Arc<Examiner>,
    pub(super) copier: Arc<Copier>,
    /// Filled in once Telegram has told who the admin bot is.
    pub(super) admin_bot: Arc<OnceLock<String>>,
    pub(super) loops: Loops,
}

impl Running {
    /// Updates come; gives what is to be answered over HTTP for them.
    pub(super) fn take_updates_in(&mut self, tokens: &Tokens) -> Result<Router, RunError> {
        let Running { config, pepper, mailbox, pulse, bots, loops, .. } = self;
        let intake = Intake { settings: &config.settings.telegram, pepper, mailbox, pulse };
        let client = (BotName::Client, &bots.client, &tokens.client);
        intake.start(loops, [client, (BotName::Admin, &bots.admin, &tokens.admin)])
    }

    /// What the engine lets out is carried out.
    pub(super) fn send_and_work(
        &mut self,
        dispatches: UnboundedReceiver<Dispatch>,
        answers: UnboundedReceiver<Answer>,
        work: UnboundedReceiver<WorkOrder>,
    ) {
        let sending =
            sender::run(self.bots.lines.clone(), self.mailbox.clone(), dispatches, self.loops.stopped());
        let tools = Tools {
            pepper: self.pepper.clone(),
            readers: self.readers.clone(),
            texts: Texts::load(),
            examiner: Arc::clone(&self.examiner),
            copier: Arc::clone(&self.copier),
        };
        let working = worker::run(tools, self.bots.apis(), self.mailbox.clone(), work, self.loops.stopped());
        self.loops.start("the sender", sending);
        self.loops.start("the worker", working);
        self.loops.start("the answerer of presses", sender::answer(self.bots.lines.clone(), answers));
    }

    /// The file of the configuration is followed, if there is one, and commands are heard.
    pub(super) fn listen_to_the_server(&mut self, reload: Option<Reload>) {
        if let Some(reload) = reload {
            let (config, mailbox, lines) =
                (self.config.clone(), self.mailbox.clone(), self.bots.lines.clone());
            let followers = (Arc::clone(&self.examiner), Arc::clone(&self.copier));
            let watching = reload::run(reload, config, mailbox, lines, followers, self.loops.stopped());
            self.loops.start("the watcher", watching);
        }
        match operator::bind(&self.config.settings.database) {
            Ok(socket) => {
                let desk = Desk {
                    pepper: self.pepper.clone(),
                    mailbox: self.mailbox.clone(),
                    admin_bot: Arc::clone(&self.admin_bot),
                    pulse: self.pulse.clone(),
                };
                let serving = operator::serve(socket, desk, self.loops.stopped());
                self.loops.start("the socket for commands", serving);
            }
            Err(error) => {
                tracing::warn!(%error, "there is no socket beside the database; commands that write need the service stopped")
            }
        }
    }

    /// The ledger beside the database is kept, and new copies go to the owners.
    pub(super) fn keep_copies(&mut self, ledger: Ledger) {
        let (readers, mailbox) = (self.readers.clone(), self.mailbox.clone());
        let noting = erasures::run(ledger, readers.clone(), mailbox.clone(), self.loops.stopped());
        self.loops.start("the ledger of erasures", noting);
        let sending = backup::run(Arc::clone(&self.copier), readers, mailbox, self.loops.stopped());
        self.loops.start("the copies for the owners", sending);
    }

    /// systemd hears how it does, and the owners if the machine needs somebody.
    pub(super) fn look_after_itself(&mut self, alarms: bool) {
        if let Some(supervisor) = Supervisor::of_process() {
            let guarding = watchdog::run(supervisor, self.pulse.clone(), self.loops.stopped());
            self.loops.start("the watchdog", guarding);
        }
        let searching =
            alarms::soundness::run(self.readers.clone(), self.pulse.clone(), self.loops.stopped());
        self.loops.start("the search for damage", searching);
        if alarms {
            let watch = alarms::Watch {
                pulse: self.pulse.clone(),
                readers: self.readers.clone(),
                mailbox: self.mailbox.clone(),
                clock: self.clock.clone(),
                examiner: Arc::clone(&self.examiner),
                line: self.bots.lines.admin.clone(),
            };
            self.loops.start("the alarms", alarms::run(watch, self.loops.stopped()));
        }
    }

    /// Health, metrics and the webhook, where the configuration wants it.
    pub(super) fn answer_over_http(&mut self, listener: Option<TcpListener>, brought: Router) {
        let Some(listener) = listener else { return };
        let routes = http::routes(Arc::clone(&self.examiner), brought);
        let serving = http::serve(listener, routes, self.mailbox.clone(), self.loops.stopped());
        self.loops.start("the HTTP listener", serving);
    }

    /// Telegram is told who the bots are and what they can, and tells their names.
    pub(super) fn greet(
        &mut self,
        client: Vec<Commands>,
        admin: Vec<Commands>,
        claim: Option<Claim>,
    ) -> JoinSet<()> {
        let mut greeting = JoinSet::new();
        let (names, names_out) = mpsc::unbounded_channel();
        let remembering = greeting::remember(names_out, self.mailbox.clone(), self.loops.stopped());
        self.loops.start("the names of the bots", remembering);
        let client_name = names.clone();
        greeting.spawn(greeting::greet(BotName::Client, self.bots.client.clone(), client, move |name| {
            // Nobody listens any more when the process stops.
            let _ = client_name.send((BotName::Client, name.to_owned()));
        }));
        let admin_bot = Arc::clone(&self.admin_bot);
        greeting.spawn(greeting::greet(BotName::Admin, self.bots.admin.clone(), admin, move |name| {
            let _ = names.send((BotName::Admin, name.to_owned()));
            if let Some(claim) = claim {
                let link = claim.link(name);
                // Where nobody can read it `zapis pin claim` makes another.
                let _ = writeln!(
                    std::io::stdout(),
                    "There is no owner yet. Whoever opens this link first becomes the owner:\n{link}"
                );
            }
            // Set once: this is the only place.
            let _ = admin_bot.set(name.to_owned());
        }));
        greeting
    }
}
