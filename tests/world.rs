//! Telegram, both bots and the engine in one thread, on virtual time: a conversation is a few lines, and what a person then sees is a text.

use std::sync::{Arc, Mutex, MutexGuard};

use admin::AdminBot;
use chat::{BotName, Chance, Condition, NoCopy, Texts, Work, Worked};
use chrono::TimeDelta;
use client::ClientBot;
use domain::{
    Catalog, Confirmation, Currency, Exceptions, Fact, Instant, Money, Policy, Service, ServiceId, Specialist,
};
use engine::{Engine, Input, Order, Output};
use futures_util::FutureExt as _;
use sim::{BotSetup, PersonSetup, Setup, Telegram};
use store::Store;
use telegram::sender::Line;
use telegram::{ApiError, Transport as _};
use teloxide::payloads::{
    AnswerCallbackQuery, AnswerCallbackQuerySetters as _, GetUpdates, GetUpdatesSetters as _,
};

use crate::talk::Talk;
use crate::wire::Wire;

/// Clients, and an admin whose PIN is [`PIN`].
pub const ANNA: i64 = 101;
pub const BORIS: i64 = 102;
/// Speaks English.
pub const CLARA: i64 = 103;
pub const OLGA: i64 = 201;
pub const OLEG: i64 = 202;
/// Nobody to the admin bot before she is invited.
pub const NINA: i64 = 203;
/// The PIN that admins choose in tests.
pub const PIN: &str = "271828";

pub const CLIENT: &str = "client";
const ADMIN: &str = "admin";

pub struct World {
    telegram: Arc<Mutex<Telegram>>,
    now: Arc<Mutex<Instant>>,
    engine: Option<Engine<ClientBot, AdminBot>>,
    lines: [Line<Wire>; 2],
    wires: [Wire; 2],
    offsets: [Option<i32>; 2],
    policy: Arc<Policy>,
    folder: tempfile::TempDir,
    worked: usize,
    /// What a look finds, if a test wants something special.
    pub condition: Condition,
    /// Whether nobody looks: what is ordered is never done.
    pub blind: bool,
    /// What makes copies of the database; without it there is no key to encrypt them to.
    pub copier: Option<zapis::backup::Copier>,
}

impl World {
    /// A salon in Moscow on Monday, 23 November 2026, at nine in the morning.
    pub fn new() -> World {
        World::with(Policy::default())
    }

    pub fn with(policy: Policy) -> World {
        let world = World::bare(policy);
        world.engine().writer().replace_catalog(&salon()).unwrap();
        world
    }

    /// Nothing can be booked yet.
    pub fn bare(mut policy: Policy) -> World {
        policy.business.name = "Салон «Ромашка»".into();
        policy.admin.ids = vec![OLGA.into(), OLEG.into()];
        let bot = |token: &str, username: &str| BotSetup {
            token: token.into(),
            username: username.into(),
            name: username.into(),
            hint: None,
            shown: vec![ANNA],
        };
        let person = |(id, name, language): (i64, &str, &str)| PersonSetup {
            id,
            first_name: name.into(),
            language: language.into(),
            phone: format!("79125550{id}"),
        };
        let people = [
            (ANNA, "Анна", "ru"),
            (BORIS, "Борис", "ru"),
            (CLARA, "Clara", "en"),
            (OLGA, "Ольга", "ru"),
            (OLEG, "Олег", "ru"),
            (NINA, "Нина", "ru"),
        ];
        let setup = Setup {
            bots: vec![bot("100:client", CLIENT), bot("200:admin", ADMIN)],
            people: people.into_iter().map(person).collect(),
            limits: false,
        };
        let telegram = Arc::new(Mutex::new(Telegram::new(setup)));
        let now = Arc::new(Mutex::new("2026-11-23T06:00:00Z".parse().unwrap()));
        let wire = |token| Wire { telegram: Arc::clone(&telegram), now: Arc::clone(&now), token };
        let wires = [wire("100:client"), wire("200:admin")];
        let lines = wires.clone().map(|wire| Line::new(wire, 0.0, 0.0, false));
        let folder = tempfile::tempdir().unwrap();
        let (policy, offsets) = (Arc::new(policy), [None; 2]);
        let mut world = World {
            telegram,
            now,
            engine: None,
            lines,
            wires,
            offsets,
            policy,
            folder,
            worked: 0,
            condition: crate::condition::well(),
            blind: false,
            copier: None,
        };
        world.start();
        world
    }

    fn start(&mut self) {
        let store = Store::open(&self.folder.path().join("zapis.db")).unwrap();
        let policy = Arc::clone(&self.policy);
        self.engine = Some(
            Engine::new(store, Texts::load(), policy, ClientBot, AdminBot, Chance::new([7; 32])).unwrap(),
        );
        let follow = Order::new(|turn| {
            turn.tx.set_username(BotName::Client.code(), CLIENT)?;
            turn.tx.set_username(BotName::Admin.code(), ADMIN)?;
            admin::started(turn)?;
            client::follow_policy(turn).map(|()| Vec::new())
        });
        self.enters(vec![Input::Order(follow)]);
    }

    /// The process ends without a word and starts again.
    pub fn restart(&mut self) {
        self.stop();
        self.begin_again();
    }

    /// The process ends without a word.
    pub fn stop(&mut self) {
        self.engine = None;
    }

    /// The process ends when it has committed what was due and nothing of it has left.
    pub fn die_committed(&mut self) {
        let now = self.now();
        self.engine.as_mut().unwrap().turn(now, &[]).unwrap();
        self.stop();
    }

    /// The process ends when it has committed what people did, and nothing that follows has begun.
    pub fn die_having_taken(&mut self, what: impl FnOnce(&mut Telegram, Instant)) {
        let now = self.now();
        what(&mut self.telegram(), now);
        let inputs = self.receive();
        self.engine.as_mut().unwrap().turn(now, &inputs).unwrap();
        self.stop();
    }

    /// The process starts again.
    pub fn begin_again(&mut self) {
        self.offsets = [None; 2];
        self.start();
        self.settle();
    }

    /// The file of the configuration says something else, and a service that runs takes it.
    pub fn configure(&mut self, change: impl FnOnce(&mut Policy)) {
        let mut policy = (*self.policy).clone();
        change(&mut policy);
        self.policy = Arc::new(policy);
        if self.engine.is_some() {
            let fact = Fact::ConfigTaken { taken: Vec::new(), after_restart: Vec::new() };
            self.enters(vec![Input::Policy(Arc::clone(&self.policy)), Input::Fact(fact)]);
        }
    }

    pub fn engine(&self) -> &Engine<ClientBot, AdminBot> {
        self.engine.as_ref().unwrap()
    }

    /// For a turn of which nothing leaves.
    pub fn engine_mut(&mut self) -> &mut Engine<ClientBot, AdminBot> {
        self.engine.as_mut().unwrap()
    }

    /// Where the database is, as `zapis.db`.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// How often slow work was done so far: each PIN that was looked at is one.
    pub fn worked(&self) -> usize {
        self.worked
    }

    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// How many documents stand in a person's chat with the client bot.
    pub fn documents(&self, person: i64) -> usize {
        let telegram = self.telegram();
        let messages = telegram.chat(CLIENT, person).into_iter().flat_map(|chat| &chat.messages);
        messages.filter(|message| message.extra.as_ref().is_some_and(|(kind, _)| kind == "document")).count()
    }

    pub fn now(&self) -> Instant {
        *self.now.lock().unwrap()
    }

    pub fn telegram(&self) -> MutexGuard<'_, Telegram> {
        self.telegram.lock().unwrap()
    }

    /// Time passes, in steps of a minute so that everything happens when it is due.
    pub fn pass(&mut self, duration: TimeDelta) {
        let until = self.now() + duration;
        while self.now() < until {
            let next = (self.now() + TimeDelta::minutes(1)).min(until);
            self.jump(next);
            self.settle();
        }
    }

    /// The wall clock shows something else.
    pub fn jump(&mut self, now: Instant) {
        *self.now.lock().unwrap() = now;
    }

    /// A person and the bot they talk to.
    pub fn client(&mut self, person: i64) -> Talk<'_> {
        Talk { world: self, bot: CLIENT, person }
    }

    pub fn admin(&mut self, person: i64) -> Talk<'_> {
        Talk { world: self, bot: ADMIN, person }
    }

    /// Everything that waits is handled, until nothing does.
    pub fn settle(&mut self) {
        self.enters(Vec::new());
    }

    /// Something enters that no person did, and then everything is handled.
    pub fn enters(&mut self, mut results: Vec<Input>) {
        for _ in 0..200 {
            let mut inputs = std::mem::take(&mut results);
            inputs.extend(self.receive());
            let now = self.now();
            let output = self.engine.as_mut().unwrap().turn(now, &inputs).unwrap();
            let idle = inputs.is_empty() && output.dispatches.is_empty();
            results = self.carry_out(output);
            if idle && results.is_empty() {
                return;
            }
        }
        panic!("the bots do not come to rest");
    }

    /// The engine is given something that did not come from a person.
    pub fn gives(&mut self, input: Input) {
        self.enters(vec![input]);
    }

    fn receive(&mut self) -> Vec<Input> {
        let mut inputs = Vec::new();
        for (index, bot) in BotName::ALL.into_iter().enumerate() {
            let request = GetUpdates::new().timeout(0);
            let request = match self.offsets[index] {
                Some(offset) => request.offset(offset),
                None => request,
            };
            // While the network is cut, what people do waits.
            let batch = match at_once(self.wires[index].call(&request)) {
                Err(ApiError::Network(_)) => continue,
                answer => answer.unwrap(),
            };
            for (id, incoming) in telegram::parse::updates(&batch).unwrap() {
                self.offsets[index] = Some(i32::try_from(id).unwrap() + 1);
                inputs.push(Input::Update { bot, id, incoming });
            }
        }
        inputs
    }

    fn carry_out(&mut self, output: Output) -> Vec<Input> {
        let mut results = Vec::new();
        for dispatch in output.dispatches {
            let outcome = at_once(self.lines[dispatch.bot as usize].carry_out(&dispatch));
            results.push(Input::Sent { row: dispatch.row, bot: dispatch.bot, chat: dispatch.chat, outcome });
        }
        for answer in output.answers {
            let request = AnswerCallbackQuery::new(teloxide::types::CallbackQueryId(answer.query.0));
            let request = match answer.text {
                Some(text) => request.text(text),
                None => request,
            };
            // A press that came through a fault may be answered twice.
            let _ = at_once(self.wires[answer.bot as usize].call(&request));
        }
        for order in output.work {
            if self.blind && matches!(order.work, Work::Examine) {
                continue;
            }
            self.worked += 1;
            let worked = self.work(order.bot, order.work);
            results.push(Input::Worked { bot: order.bot, chat: order.chat, worked });
        }
        results
    }

    /// The work without its slowness: stretching has tests of its own.
    fn work(&self, bot: BotName, work: Work) -> Worked {
        match work {
            Work::HashPin { pin } => Worked::PinHashed { hash: format!("hash of {}", pin.digits()) },
            Work::VerifyPin { pin, hash } => {
                Worked::PinVerified { right: hash == format!("hash of {}", pin.digits()), renewed: None }
            }
            Work::Draw { asked, lang, zone, now } => {
                let (readers, texts) = (self.engine().readers(), Texts::load());
                let pictures = admin::timetable::draw(readers, (&texts, lang, zone), &asked, now);
                Worked::Drawn { asked, pictures: pictures.unwrap() }
            }
            Work::Examine => Worked::Examined(Box::new(self.condition.clone())),
            Work::Copy { zone, now } => Worked::Copied(match &self.copier {
                Some(copier) => copier.copy(zone, now),
                None => Err(NoCopy::NoKey),
            }),
            Work::FetchPhoto { file } => {
                let content = at_once(telegram::fetch::photo(&self.wires[bot as usize], &file));
                Worked::PhotoFetched { file, content }
            }
        }
    }
}

/// Two services, one of which an admin confirms; two specialists, one of whom performs both.
/// Мария cuts and colours, Вера cuts.
pub fn salon() -> Catalog {
    let service = |id: i64, name: &str, minutes, price, confirmation| {
        let price = Money { minor: price, currency: Currency::RUB };
        Service { confirmation, ..Service::new(id.into(), name, TimeDelta::minutes(minutes), price) }
    };
    let specialist = |name: &str, services: &[i64], hours: &str| Specialist {
        id: 0.into(),
        name: name.into(),
        services: services.iter().map(|id| ServiceId::from(*id).into()).collect(),
        hours: Some(hours.parse().unwrap()),
        exceptions: Exceptions::new(),
        active: true,
    };
    Catalog {
        services: vec![
            service(1, "Стрижка", 60, 150_000, Confirmation::Automatic),
            service(2, "Окрашивание", 120, 450_000, Confirmation::ByAdmin),
        ],
        specialists: vec![
            specialist("Мария", &[1, 2], "Mon-Fri 10:00-14:00, 15:00-20:00"),
            specialist("Вера", &[1], "Tue-Sat 09:00-18:00"),
        ],
        ..Catalog::default()
    }
}

fn at_once<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().expect("nothing in here waits")
}
