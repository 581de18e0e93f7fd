//! The engine on a scratch database, with a Telegram that only remembers what it was told.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use admin::AdminBot;
use chat::{
    BotName, Chance, Content, Incoming, Keyboard, MessageId, Person, Press, QueryId, Screen, Target, Texts,
    Work, Worked,
};
use chrono::TimeDelta;
use client::ClientBot;
use domain::{Catalog, ChatId, Instant, Policy};
use engine::{Call, Engine, Input, Outcome, Output};
use store::{Store, Tx};

use super::SelftestError;
use crate::backup::{self, Source};
use crate::secrets::{Pepper, Sources, random};
use crate::worker;

/// More turns are never needed until everything that was caused has happened.
const MOST_TURNS: usize = 1000;

/// A business, its bots and everybody's chats.
pub(super) struct Shop {
    engine: Engine<ClientBot, AdminBot>,
    root: PathBuf,
    policy: Arc<Policy>,
    pepper: Pepper,
    now: Instant,
    chats: HashMap<(BotName, ChatId), Chat>,
    last_message: i64,
    last_update: i64,
    pub(super) counted: Counted,
}

/// What happened so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counted {
    /// Updates, each delivered at least twice.
    pub(super) updates: usize,
    /// Messages and changes that came of a repeated delivery; there must be none.
    pub(super) echoes: usize,
    /// Times that the power failed.
    pub(super) cuts: usize,
}

/// What stands in a chat.
#[derive(Default)]
pub(super) struct Chat {
    messages: BTreeMap<i64, Screen>,
    /// How often each state of a booking was shown: its number and its version.
    pub(super) cards: HashMap<(i64, i64), usize>,
}

impl Shop {
    /// Opens a business that offers this. `prepared` is called with the database before anybody comes.
    pub(super) fn open(
        root: PathBuf,
        policy: Policy,
        catalog: &Catalog,
        now: Instant,
        prepared: &dyn Fn(&Path),
    ) -> Result<Shop, SelftestError> {
        let folder = root.join("0");
        std::fs::create_dir_all(&folder)
            .map_err(|reason| SelftestError::Folder { folder: folder.clone(), reason })?;
        let database = folder.join("zapis.db");
        let policy = Arc::new(policy);
        let engine = engine_on(&database, &policy)?;
        engine.writer().begin()?;
        engine.writer().replace_catalog(catalog)?;
        engine.writer().commit()?;
        prepared(&database);
        let pepper = Sources { credentials: None, variable: &|_| Some("only for this selftest".to_owned()) }
            .pepper(&database)
            .map_err(|error| SelftestError::Folder { folder, reason: std::io::Error::other(error) })?;
        let (chats, counted) = (HashMap::new(), Counted::default());
        Ok(Shop { engine, root, policy, pepper, now, chats, last_message: 0, last_update: 0, counted })
    }

    /// What somebody sees: the newest message that asks for something.
    pub(super) fn sees(&self, bot: BotName, chat: ChatId) -> Option<&Screen> {
        let messages = &self.chats.get(&(bot, chat))?.messages;
        messages.values().rev().find(|screen| !matches!(screen.keyboard, Keyboard::None | Keyboard::Remove))
    }

    pub(super) fn chat(&self, bot: BotName, chat: ChatId) -> Option<&Chat> {
        self.chats.get(&(bot, chat))
    }

    /// The data of all buttons on the cards of bookings in a chat that ask for this.
    pub(super) fn on_cards(&self, bot: BotName, chat: ChatId, verb: &str) -> Vec<String> {
        let messages = self.chats.get(&(bot, chat)).into_iter().flat_map(|chat| chat.messages.values());
        let data = messages.flat_map(buttons).filter(|data| {
            Press::decode(data).is_some_and(|press| {
                matches!(press.target, Target::Booking { .. }) && press.action.verb() == verb
            })
        });
        data.map(str::to_owned).collect()
    }

    pub(super) fn tx(&self) -> &Tx {
        self.engine.writer()
    }

    /// Complaints of SQLite about the database as it is.
    pub(super) fn damage(&self) -> Option<String> {
        Store::check(self.engine.readers()).err()
    }

    /// Makes a copy, looks it through, and tells how many bookings are in it.
    pub(super) fn copied(&self) -> Result<i64, String> {
        let folder = self.root.join(self.counted.cuts.to_string());
        let source = Source { database: folder.join("zapis.db"), pepper: None, recipient: None };
        let made =
            backup::make(&source, &folder.join("copy.db"), self.now).map_err(|error| error.to_string())?;
        let opened = backup::open(&made.file, None, &folder).map_err(|error| error.to_string())?;
        Ok(opened.manifest.count("booking"))
    }

    pub(super) fn now(&self) -> Instant {
        self.now
    }

    /// Time passes, and what is due happens.
    pub(super) fn pass(&mut self, duration: TimeDelta) -> Result<(), SelftestError> {
        self.now += duration;
        self.settle(Vec::new()).map(drop)
    }

    /// Somebody writes.
    pub(super) fn written(&mut self, bot: BotName, chat: ChatId, content: Content) -> Input {
        self.last_message += 1;
        let message = MessageId(self.last_message);
        self.update(bot, Incoming::Message { from: person(chat), message, content })
    }

    /// Somebody presses a button.
    pub(super) fn pressed(&mut self, bot: BotName, chat: ChatId, data: String) -> Input {
        let shows = |screen: &Screen| buttons(screen).any(|found| found == data);
        let messages = self.chats.get(&(bot, chat)).map(|chat| &chat.messages);
        let message = messages.and_then(|all| all.iter().find(|(_, screen)| shows(screen)));
        let message = message.map(|(id, _)| MessageId(*id));
        let query = QueryId(self.last_update.to_string());
        self.update(bot, Incoming::Press { from: person(chat), query, message, data })
    }

    fn update(&mut self, bot: BotName, incoming: Incoming) -> Input {
        self.last_update += 1;
        Input::Update { bot, id: self.last_update, incoming }
    }

    /// Delivers updates in one turn, and when all that follows has happened delivers them again. If the power fails, it does so when they are
    /// committed and nobody knows yet.
    pub(super) fn deliver(&mut self, updates: Vec<Input>, power_fails: bool) -> Result<(), SelftestError> {
        self.counted.updates += updates.len();
        if power_fails {
            self.engine.turn(self.now, &updates)?;
            self.cut_power()?;
            self.settle(updates.clone())?;
        } else {
            self.settle(updates.clone())?;
        }
        self.counted.echoes += self.settle(updates)?;
        Ok(())
    }

    /// Goes on with what the disk holds at this instant. The engine of before writes nothing more, not even an orderly end.
    fn cut_power(&mut self) -> Result<(), SelftestError> {
        let before = self.root.join(self.counted.cuts.to_string());
        self.counted.cuts += 1;
        let after = self.root.join(self.counted.cuts.to_string());
        let copied = std::fs::create_dir_all(&after).and_then(|()| {
            for file in ["zapis.db", "zapis.db-wal"].into_iter().filter(|file| before.join(file).exists()) {
                std::fs::copy(before.join(file), after.join(file))?;
            }
            Ok(())
        });
        copied.map_err(|reason| SelftestError::Folder { folder: after.clone(), reason })?;
        self.engine = engine_on(&after.join("zapis.db"), &self.policy)?;
        // What was before is only in the way; the folder goes as a whole in the end.
        let _ = std::fs::remove_dir_all(before);
        Ok(())
    }

    /// Turns until nothing more follows, and tells how many calls that were.
    fn settle(&mut self, mut inputs: Vec<Input>) -> Result<usize, SelftestError> {
        let mut calls = 0;
        for _ in 0..MOST_TURNS {
            let output = self.engine.turn(self.now, &inputs)?;
            calls += output.dispatches.len();
            inputs = self.carry_out(output);
            if inputs.is_empty() {
                return Ok(calls);
            }
        }
        Err(SelftestError::Restless)
    }

    fn carry_out(&mut self, output: Output) -> Vec<Input> {
        let mut results = Vec::new();
        for dispatch in output.dispatches {
            let chat = self.chats.entry((dispatch.bot, dispatch.chat)).or_default();
            let message = chat.take(dispatch.call, &mut self.last_message);
            let outcome = Outcome::Done { message, file: None };
            results.push(Input::Sent { row: dispatch.row, bot: dispatch.bot, chat: dispatch.chat, outcome });
        }
        for order in output.work {
            // Nobody here asks for pictures.
            let worked = match &order.work {
                Work::HashPin { pin } => {
                    worker::hash(&self.pepper, pin).map(|hash| Worked::PinHashed { hash })
                }
                Work::VerifyPin { pin, hash } => worker::verify(&self.pepper, pin, hash),
                _ => Ok(Worked::Failed),
            };
            let worked = worked.unwrap_or(Worked::Failed);
            results.push(Input::Worked { bot: order.bot, chat: order.chat, worked });
        }
        results
    }
}

impl Chat {
    /// Does what Telegram would; gives the number of a new message.
    fn take(&mut self, call: Call, last: &mut i64) -> Option<i64> {
        match call {
            Call::Edit { message, screen } => {
                self.count(&screen);
                self.messages.insert(message, screen);
                None
            }
            Call::Delete { message } => {
                self.messages.remove(&message);
                None
            }
            Call::Close { message, former } => {
                self.close(message);
                if let Some(former) = former {
                    self.messages.insert(message, former);
                }
                None
            }
            Call::Send { screen, retire } => {
                retire.into_iter().for_each(|message| self.close(message));
                self.count(&screen);
                *last += 1;
                self.messages.insert(*last, screen);
                Some(*last)
            }
            // Files, places and pictures have no buttons.
            _ => {
                *last += 1;
                Some(*last)
            }
        }
    }

    fn close(&mut self, message: i64) {
        if let Some(screen) = self.messages.get_mut(&message) {
            screen.keyboard = Keyboard::None;
        }
    }

    fn count(&mut self, screen: &Screen) {
        let state = buttons(screen).find_map(|data| match Press::decode(data)?.target {
            Target::Booking { id, version } => Some((id.get(), version)),
            _ => None,
        });
        if let Some(state) = state {
            *self.cards.entry(state).or_default() += 1;
        }
    }
}

fn engine_on(database: &Path, policy: &Arc<Policy>) -> Result<Engine<ClientBot, AdminBot>, SelftestError> {
    let store = Store::open(database)?;
    let chance = Chance::new(random());
    Ok(Engine::new(store, Texts::load(), Arc::clone(policy), ClientBot, AdminBot, chance)?)
}

fn buttons(screen: &Screen) -> impl Iterator<Item = &str> {
    let rows = match &screen.keyboard {
        Keyboard::Inline(rows) => rows.as_slice(),
        _ => &[],
    };
    rows.iter().flatten().map(|button| button.data.as_str())
}

fn person(chat: ChatId) -> Person {
    Person { chat, language: Some("ru".to_owned()) }
}
