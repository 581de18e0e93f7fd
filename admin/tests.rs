//! A business with one service, and admins who are told of it without an engine: what the tests of this crate stand on.

use std::collections::BTreeMap;

use chat::{
    Action, Bot as _, Chance, Content, Event, Job, Keyboard, MessageId, Next, Outgoing, Person, Place,
    Screen, Texts, Turn, Work, Worked,
};
use chrono::TimeDelta;
use domain::{
    Actor, BookingId, Catalog, ChatId, ClientName, Currency, Fact, Instant, Money, Phone, Policy, Service,
    Slot, Span, Specialist, Status,
};
use store::bookings::NewBooking;
use store::{Store, Tx};

use crate::AdminBot;
use crate::state::State;

/// The owner by configuration.
pub(crate) const ANNA: i64 = 1;
/// A second owner by configuration.
pub(crate) const BORIS: i64 = 2;

pub(crate) struct World {
    store: Store,
    _folder: tempfile::TempDir,
    texts: Texts,
    chance: Chance,
    pub(crate) policy: Policy,
    pub(crate) now: Instant,
    pub(crate) states: BTreeMap<i64, State>,
    pub(crate) language: &'static str,
}

/// What one event led to: lines such as `1 below: text [button]`, and the slow work that was ordered.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) lines: Vec<String>,
    pub(crate) toast: Option<String>,
    pub(crate) work: Option<Work>,
    pub(crate) deleted: Vec<i64>,
}

impl Seen {
    pub(crate) fn text(&self) -> String {
        self.lines.join("\n")
    }

    pub(crate) fn is_silence(&self) -> bool {
        self.lines.is_empty() && self.toast.is_none() && self.work.is_none() && self.deleted.is_empty()
    }
}

impl World {
    pub(crate) fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        store.writer.replace_catalog(&salon()).unwrap();
        let mut policy = Policy::default();
        policy.admin.ids = vec![ANNA.into(), BORIS.into()];
        World {
            store,
            _folder: folder,
            texts: Texts::load(),
            chance: Chance::new([0; 32]),
            policy,
            now: "2026-11-24T06:00:00Z".parse().unwrap(),
            states: BTreeMap::new(),
            language: "ru",
        }
    }

    pub(crate) fn tx(&self) -> &Tx {
        &self.store.writer
    }

    /// A claim link with this token.
    pub(crate) fn claim(&self, token: &str, by_operator: bool) {
        let hash = crate::access::token_hash(token);
        self.tx().set_claim(&store::admins::Claim { hash, created_at: self.now, by_operator }).unwrap();
    }

    /// Somebody with a PIN and an open session.
    pub(crate) fn unlocked(&self, chat: i64) {
        self.with_pin(chat);
        self.tx().unlock(chat.into(), self.now).unwrap();
    }

    /// Somebody with a PIN and no session.
    pub(crate) fn with_pin(&self, chat: i64) {
        let (role, origin) = (domain::Role::Owner, store::admins::Origin::Config);
        self.tx().put_admin(chat.into(), role, origin, self.now).unwrap();
        self.tx().set_pin(chat.into(), "a hash").unwrap();
        self.tx().set_admin_language(chat.into(), self.language).unwrap();
    }

    /// A booking of a client with name and phone, `hours` from now.
    pub(crate) fn book(&self, hours: i64, status: Status) -> BookingId {
        let client = self.tx().client_of(ChatId::from(100), self.now).unwrap().id;
        let name = ClientName::parse("Вера <b>").unwrap();
        let phone = Phone::parse("+79123456789", "RU").unwrap();
        self.tx().set_client_contact(client, &name, &phone, true).unwrap();
        let start = self.now + TimeDelta::hours(hours);
        let visit = Span::new(start, start + TimeDelta::hours(1)).unwrap();
        let new = NewBooking {
            client,
            services: &[1.into()],
            specialist: 1.into(),
            anybody: false,
            slot: &Slot { visit, occupied: visit, resources: Vec::new() },
            status,
            price: haircut().price,
            comment: None,
            decide_by: None,
        };
        self.tx().book(&new, Actor::Client, self.now).unwrap()
    }

    pub(crate) fn type_text(&mut self, chat: i64, text: &str) -> Seen {
        self.message(chat, Content::Text(text.to_owned()))
    }

    pub(crate) fn command(&mut self, chat: i64, name: &str, argument: &str) -> Seen {
        self.message(chat, Content::Command { name: name.to_owned(), argument: argument.to_owned() })
    }

    pub(crate) fn message(&mut self, chat: i64, content: Content) -> Seen {
        let from = self.person(chat);
        self.event(chat, Event::Message { from, message: MessageId(77), content })
    }

    pub(crate) fn press(&mut self, chat: i64, action: &str) -> Seen {
        let action = Action::decode(action).unwrap();
        let from = self.person(chat);
        self.event(chat, Event::Press { from, action })
    }

    pub(crate) fn press_card(&mut self, chat: i64, booking: BookingId, version: i64, action: &str) -> Seen {
        let action = Action::decode(action).unwrap();
        let from = self.person(chat);
        self.event(chat, Event::CardPress { from, booking, version, action })
    }

    pub(crate) fn verified(&mut self, chat: i64, right: bool) -> Seen {
        self.event(chat, Event::Worked(Worked::PinVerified { right, renewed: None }))
    }

    pub(crate) fn pin_job(&mut self, chat: i64) -> Seen {
        let job = Job { key: format!("pin:{chat}"), kind: "pin".to_owned(), subject: chat, due_at: self.now };
        self.event(chat, Event::Due(job))
    }

    pub(crate) fn event(&mut self, chat: i64, event: Event) -> Seen {
        let state = self.states.get(&chat).cloned();
        let reaction = AdminBot.handle(self.turn(), chat.into(), state, event).unwrap();
        match reaction.next {
            Next::Stay => {}
            Next::Go(state) => {
                self.states.insert(chat, state);
            }
            Next::End => {
                self.states.remove(&chat);
            }
        }
        let mut seen = self.seen(reaction.effects.outgoing);
        seen.toast = reaction.effects.toast;
        seen.work = reaction.effects.work;
        for fact in reaction.effects.facts {
            let heard = self.hear(&fact);
            seen.lines.extend(heard.lines);
        }
        seen
    }

    pub(crate) fn hear(&self, fact: &Fact) -> Seen {
        self.seen(AdminBot.hear(self.turn(), fact).unwrap().outgoing)
    }

    fn turn(&self) -> Turn<'_, Tx> {
        let (tx, policy) = (self.tx(), &self.policy);
        Turn { tx, now: self.now, policy, file: policy, texts: &self.texts, chance: &self.chance }
    }

    fn person(&self, chat: i64) -> Person {
        Person { chat: chat.into(), language: Some(self.language.to_owned()) }
    }

    fn seen(&self, outgoing: Vec<Outgoing>) -> Seen {
        let mut seen = Seen::default();
        for order in outgoing {
            match order {
                Outgoing::Show(show) => {
                    let place = match show.place {
                        Place::InPlace => "in place",
                        Place::Below => "below",
                        Place::IfShown => "if shown",
                    };
                    seen.lines.push(format!("{} {place}: {}", show.chat, drawn(&show.screen)));
                }
                Outgoing::Say { chat, screen, .. } => {
                    seen.lines.push(format!("{chat} says: {}", drawn(&screen)));
                }
                Outgoing::Delete { message, .. } => seen.deleted.push(message.0),
                Outgoing::Attach { attachment, chat, .. } => {
                    seen.lines.push(format!("{chat} gets {attachment:?}"))
                }
                Outgoing::Rename { .. } => panic!("the admin bot renames no card"),
            }
        }
        assert!(!seen.text().contains("admin-"), "a message is missing: {}", seen.text());
        seen
    }
}

fn drawn(screen: &Screen) -> String {
    let mut text = screen.text.clone();
    if let Keyboard::Inline(rows) = &screen.keyboard {
        for row in rows {
            let row: Vec<String> = row.iter().map(|button| format!("[{}]", button.label)).collect();
            text = format!("{text}\n{}", row.join(""));
        }
    }
    text
}

fn haircut() -> Service {
    let price = Money { minor: 150_000, currency: Currency::RUB };
    let confirmation = domain::Confirmation::ByAdmin;
    Service { confirmation, ..Service::new(1.into(), "Стрижка", TimeDelta::hours(1), price) }
}

fn salon() -> Catalog {
    let maria = Specialist {
        id: 1.into(),
        name: "Мария".into(),
        services: vec![haircut().id.into()],
        hours: Some("Mon-Fri 09:00-18:00".parse().unwrap()),
        exceptions: domain::Exceptions::new(),
        active: true,
    };
    Catalog { services: vec![haircut()], specialists: vec![maria], ..Catalog::default() }
}
