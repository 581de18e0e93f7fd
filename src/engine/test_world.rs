//! Two bots of a few lines, and the engine over them.

use std::sync::Arc;

use chat::{
    Action, Bot, BotName, Button, Card, Chance, Content, Effects, Event, Failure, Incoming, Lang, MessageId,
    Outgoing, Person, Place, Priority, QueryId, Reaction, Screen, Show, Texts, Turn,
};
use chrono::TimeDelta;
use domain::{
    Catalog, ChatId, Currency, Exceptions, Fact, Instant, Money, Policy, Service, ServiceId, Slot, Span,
    Specialist,
};
use store::holds::NewHold;
use store::jobs::StoredJob;
use store::{Store, Tx};

use crate::input::{Input, Outcome};
use crate::output::{Call, Output, Picture};
use crate::turn::Engine;

/// Counts the words it hears, and fails, panics or waits when told to.
pub(crate) struct Counter(BotName);

impl Counter {
    fn show(&self, chat: ChatId, place: Place, text: String) -> Outgoing {
        let screen = Screen::text(text).buttons(vec![vec![Button::new("more", Action::new("more"))]]);
        Outgoing::Show(Show {
            bot: self.0,
            chat,
            card: Card::Dialogue,
            place,
            screen,
            former: None,
            target: None,
            priority: Priority::Reply,
            expires_at: None,
        })
    }
}

macro_rules! counter {
    ($name:ident, $bot:expr) => {
        pub(crate) struct $name;

        impl Bot<Tx> for $name {
            type State = u32;
            const NAME: BotName = $bot;
            const STATE_VERSION: i64 = 1;

            fn handle(
                &self,
                turn: Turn<'_, Tx>,
                chat: ChatId,
                state: Option<u32>,
                event: Event,
            ) -> Result<Reaction<u32>, Failure> {
                Counter($bot).handle(turn, chat, state, event)
            }

            fn hear(&self, _: Turn<'_, Tx>, fact: &Fact) -> Result<Effects, Failure> {
                if *fact == Fact::ConfigMended {
                    return Err("nobody wants to hear of it".into());
                }
                let mut effects = Effects::default();
                if *fact == Fact::PutAside {
                    return Ok(effects);
                }
                effects.outgoing.push(Counter($bot).show(ChatId::from(99), Place::Below, "heard".into()));
                Ok(effects)
            }

            fn apologise(&self, _: &Texts, _: &Policy, person: &Person) -> Option<Outgoing> {
                let screen = Screen::text("sorry");
                Some(Outgoing::Say {
                    bot: $bot,
                    chat: person.chat,
                    screen,
                    priority: Priority::Reply,
                    expires_at: None,
                })
            }
        }
    };
}

counter!(One, BotName::Client);
counter!(Two, BotName::Admin);

impl Counter {
    fn handle(
        &self,
        turn: Turn<'_, Tx>,
        chat: ChatId,
        state: Option<u32>,
        event: Event,
    ) -> Result<Reaction<u32>, Failure> {
        if turn.tx.setting(BROKEN)?.is_some_and(|broken| broken == "yes") {
            return Err("as asked".into());
        }
        let count = state.unwrap_or(0) + 1;
        let place = if matches!(event, Event::Press { .. }) { Place::InPlace } else { Place::Below };
        let text = match &event {
            Event::Message { content: Content::Text(text), .. } => text.as_str(),
            Event::Stale { .. } => return Ok(Reaction::toast("stale")),
            Event::Reachable { .. } => return Ok(Reaction::silence()),
            Event::Expired => {
                return Ok(Reaction::silence().and(self.show(chat, Place::InPlace, "over".into())));
            }
            Event::Undeliverable => {
                return Ok(Reaction::silence().and(self.show(chat, Place::Below, "undeliverable".into())));
            }
            Event::Due(job) => {
                return Ok(Reaction::silence().and(self.show(chat, Place::Below, job.kind.clone())));
            }
            _ => "",
        };
        turn.tx.set_setting(&format!("{}:{chat}", self.0.code()), &count.to_string())?;
        match text {
            "panic" => panic!("as asked"),
            "fail" => Err("as asked".into()),
            "bare" => {
                let mut reaction = Reaction::go(count).and(self.show(chat, place, count.to_string()));
                if let Some(Outgoing::Show(show)) = reaction.effects.outgoing.first_mut() {
                    show.screen = Screen::text("bare");
                }
                Ok(reaction)
            }
            "fact" => Ok(Reaction::go(count).because(Fact::Booked(1.into()))),
            "end" => Ok(Reaction::end().and(self.show(chat, place, "ended".into()))),
            "later" => {
                turn.tx.schedule(&StoredJob {
                    bot: self.0.code().into(),
                    key: "job".into(),
                    chat,
                    kind: "job".into(),
                    subject: 1,
                    due_at: turn.now + TimeDelta::minutes(5),
                    within: Some(TimeDelta::minutes(5)),
                })?;
                Ok(Reaction::silence())
            }
            _ => Ok(Reaction::go(count).and(self.show(chat, place, count.to_string()))),
        }
    }
}

pub(crate) struct World {
    pub(crate) engine: Engine<One, Two>,
    pub(crate) now: Instant,
    pub(crate) next: i64,
    pub(crate) folder: tempfile::TempDir,
}

pub(crate) const ANNA: i64 = 5;
/// While this setting says yes, both bots fail at everything.
const BROKEN: &str = "broken";

impl World {
    pub(crate) fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let engine = World::open(&folder);
        World { engine, now: "2026-11-24T06:00:00Z".parse().unwrap(), next: 1, folder }
    }

    pub(crate) fn open(folder: &tempfile::TempDir) -> Engine<One, Two> {
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        Engine::new(store, Texts::load(), Arc::new(Policy::default()), One, Two, Chance::new([0; 32]))
            .unwrap()
    }

    pub(crate) fn restart(self) -> World {
        let World { engine, now, next, folder } = self;
        drop(engine);
        World { engine: World::open(&folder), now, next, folder }
    }

    pub(crate) fn turn(&mut self, inputs: &[Input]) -> Output {
        self.engine.turn(self.now, inputs).unwrap()
    }

    /// From now on both bots fail at everything.
    pub(crate) fn break_bots(&self) {
        self.engine.writer().set_setting(BROKEN, "yes").unwrap();
    }

    /// They fail no more.
    pub(crate) fn mend_bots(&self) {
        self.engine.writer().set_setting(BROKEN, "no").unwrap();
    }

    /// Keeps a slot for somebody.
    pub(crate) fn hold(&self, chat: i64) {
        let price = Money { minor: 100, currency: Currency::RUB };
        let catalog = Catalog {
            services: vec![Service::new(1.into(), "Стрижка", TimeDelta::hours(1), price)],
            specialists: vec![Specialist {
                id: 1.into(),
                name: "Анна".into(),
                services: vec![ServiceId::from(1).into()],
                hours: None,
                exceptions: Exceptions::new(),
                active: true,
            }],
            ..Catalog::default()
        };
        self.engine.writer().replace_catalog(&catalog).unwrap();
        let visit = Span::new(self.now, self.now + TimeDelta::hours(1)).unwrap();
        let slot = Slot { visit, occupied: visit, resources: Vec::new() };
        let hold =
            NewHold { chat: chat.into(), service: 1.into(), specialist: 1.into(), slot: &slot, moves: None };
        self.engine.writer().hold(&hold).unwrap();
    }

    pub(crate) fn update(&mut self, incoming: Incoming) -> Input {
        self.next += 1;
        Input::Update { bot: BotName::Client, id: self.next, incoming }
    }

    pub(crate) fn text(&mut self, chat: i64, text: &str) -> Input {
        let content = Content::Text(text.into());
        self.update(Incoming::Message { from: person(chat), message: MessageId(1), content })
    }

    pub(crate) fn press(&mut self, message: i64, data: &str) -> Input {
        let message = Some(MessageId(message));
        self.update(Incoming::Press {
            from: person(ANNA),
            query: QueryId("q".into()),
            message,
            data: data.into(),
        })
    }

    pub(crate) fn count(&self, chat: i64) -> Option<String> {
        self.engine.writer().setting(&format!("client:{chat}")).unwrap()
    }
}

pub(crate) fn person(chat: i64) -> Person {
    Person { chat: ChatId::from(chat), language: Some(Lang::Ru.code().into()) }
}

/// What leaves, in a few words, and the results of all of it.
pub(crate) fn left(output: &Output) -> (Vec<String>, Vec<Input>) {
    let mut results = Vec::new();
    let mut words = Vec::new();
    for dispatch in &output.dispatches {
        words.push(match &dispatch.call {
            Call::Send { screen, retire } => format!("send {} retire {retire:?}", screen.text),
            Call::Edit { message, screen } => format!("edit {message} {}", screen.text),
            Call::Close { message, former } => {
                let former = former.as_ref().map(|screen| format!(" saying {}", screen.text));
                format!("close {message}{}", former.unwrap_or_default())
            }
            Call::Delete { message } => format!("delete {message}"),
            Call::Document { name, .. } | Call::File { name, .. } => format!("document {name}"),
            Call::Venue { title, .. } => format!("venue {title}"),
            Call::Photo { picture: Picture::Known(file), .. } => format!("photo {file}"),
            Call::Photo { picture: Picture::New(bytes), .. } => format!("photo of {} bytes", bytes.len()),
        });
        let message = matches!(dispatch.call, Call::Send { .. }).then_some(70 + dispatch.row);
        let outcome = Outcome::Done { message, file: None };
        results.push(Input::Sent { row: dispatch.row, bot: dispatch.bot, chat: dispatch.chat, outcome });
    }
    (words, results)
}
