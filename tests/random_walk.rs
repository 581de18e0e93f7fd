//! Random conversations: any press or word in any state, admins and the catalogue changing between, time passing, restarts. After each step the
//! house must be in order. `ZAPIS_WALK=20:2000` walks twenty times two thousand steps.

use chrono::TimeDelta;
use domain::{Catalog, Money, Service, Status};
use fastrand::Rng;

use crate::random_admins::ADMINS;
use crate::world::{ANNA, BORIS, CLARA, CLIENT, PIN, World};

const CLIENTS: [i64; 3] = [ANNA, BORIS, CLARA];
/// What people type: answers, words of every kind, and nothing sensible.
const WORDS: [&str; 34] = [
    "/start",
    "/start",
    "/bookings",
    "/prices",
    "/contacts",
    "/language",
    "/mydata",
    "/forget",
    "/spasibo",
    "/start s_1",
    "/start summer",
    "отмена",
    "назад",
    "меню",
    "Анна",
    "Борис Иванович",
    "89123456789",
    "+44 7911 123456",
    "завтра в 15",
    "послезавтра",
    "в среду в 12",
    "15:00",
    "24",
    "1 июля",
    "стрижка",
    "мария",
    "даю согласие",
    "подтвердить",
    "back",
    "cancel",
    "Приду с собакой <b>&",
    "\u{200b}",
    "🙂",
    "я не знаю",
];
const DATA: [&str; 12] = [
    "",
    "d1.confirm",
    "e.book",
    "e.again",
    "e.past.9",
    "b1.1.cancel-sure",
    "b1.1.move",
    "b2.2.again",
    "b1.1.rate.5",
    "d3.at.1795600800",
    "w1.take",
    "x",
];

/// One walk. It says itself what it did last, should the house be found in disorder.
pub struct Walk {
    pub world: World,
    pub rng: Rng,
    /// Buttons that were there once: message and data.
    old: Vec<(i64, i64, String)>,
    done: Vec<String>,
}

#[test]
fn whatever_is_done_in_whatever_order_the_house_stays_in_order() {
    let asked = std::env::var("ZAPIS_WALK").unwrap_or_else(|_| "6:250".into());
    let (walks, steps) = asked.split_once(':').unwrap();
    let (walks, steps): (u64, usize) = (walks.parse().unwrap(), steps.parse().unwrap());
    let mut ends: std::collections::BTreeMap<&str, u64> = std::collections::BTreeMap::new();
    let mut by_admins: std::collections::BTreeMap<&str, u64> = std::collections::BTreeMap::new();
    for seed in 0..walks {
        let mut walk = Walk::begin(seed);
        for _ in 0..steps {
            walk.step();
            walk.is_in_order(seed);
        }
        let tx = walk.world.engine().writer();
        for view in (1..).map_while(|id: i64| tx.booking(id.into()).unwrap()) {
            *ends.entry(view.booking.status.code()).or_default() += 1;
            let history = tx.booking_history(view.booking.id, 0, 1000).unwrap();
            for event in history.iter().filter(|event| matches!(event.by, domain::Actor::Admin(_))) {
                *by_admins
                    .entry(event.field.map_or(event.status.code(), |field| field.code()))
                    .or_default() += 1;
            }
        }
    }
    println!("{walks} walks of {steps} steps made these bookings: {ends:?}; by admins: {by_admins:?}");
    assert!(by_admins.values().sum::<u64>() >= walks, "admins hardly do anything: {by_admins:?}");
    let is_worth_it = ends.values().sum::<u64>() >= 3 * walks && ends.contains_key("cancelled");
    assert!(is_worth_it, "they hardly do anything: {ends:?}");
}

impl Walk {
    fn begin(seed: u64) -> Walk {
        let mut world = World::new();
        world.engine().writer().replace_catalog(&catalog(0)).unwrap();
        for admin in ADMINS {
            for words in ["/start", PIN, PIN] {
                world.admin(admin).says(words);
            }
        }
        Walk { world, rng: Rng::with_seed(seed), old: Vec::new(), done: Vec::new() }
    }

    fn step(&mut self) {
        let person = *self.rng.choice(&CLIENTS).unwrap();
        match self.rng.u32(0..100) {
            0..35 => {
                for _ in 0..self.rng.usize(1..9) {
                    self.answers(person);
                    self.world.settle();
                }
            }
            35..60 => self.presses_something(person),
            60..72 => self.types_something(person),
            72..78 => self.presses_something_old(person),
            78..80 => self.shares_something(person),
            80..92 => self.admin_does_something(),
            92..96 => self.time_passes(),
            96..98 => self.catalogue_changes(),
            98 => self.world.restart(),
            _ => self.blocks_and_returns(person),
        }
        self.world.settle();
    }

    /// Does what the screen asks for.
    fn answers(&mut self, person: i64) {
        let screen = self.world.client(person).sees();
        let asked = [
            (["Напишите имя", "type it"], "Анна"),
            (["Оставьте номер", "phone number"], "89123456789"),
            (["комментарий", "comment"], "Приду с собакой"),
            (["почему отменяете", "why you cancel"], "Планы"),
        ];
        if let Some((_, words)) = asked.iter().find(|(asks, _)| asks.iter().any(|asks| screen.contains(asks)))
        {
            self.note(format!("{person} answers {words:?}"));
            let now = self.world.now();
            return self.world.telegram().send_text(now, CLIENT, person, words);
        }
        let leads_on =
            ["Назад", "Отмена", "Меню", "Back", "Cancel", "Menu", "Язык", "Language", "О нас", "About"];
        let mut buttons = self.buttons(CLIENT, person);
        buttons.retain(|(_, label, _)| !leads_on.iter().any(|words| label.contains(words)));
        let Some(newest) = buttons.last().map(|(message, _, _)| *message) else {
            return self.types_something(person);
        };
        buttons.retain(|(message, _, _)| *message == newest);
        let is_wanted = |label: &str| {
            let is_day = label.parse::<u32>().is_ok();
            is_day
                || ["⚡", ":00", "Подтвердить", "Confirm", "Даю согласие", "I agree"]
                    .iter()
                    .any(|words| label.contains(words))
        };
        if buttons.iter().any(|(_, label, _)| is_wanted(label)) && self.rng.u32(0..10) < 9 {
            buttons.retain(|(_, label, _)| is_wanted(label));
        }
        let (message, label, data) = self.rng.choice(&buttons).cloned().unwrap();
        self.note(format!("{person} goes on with {label}"));
        let now = self.world.now();
        let _ = self.world.telegram().press_data(now, CLIENT, person, message, &data);
    }

    /// The newest message with buttons, most of the time.
    fn presses_something(&mut self, person: i64) {
        let buttons = self.buttons(CLIENT, person);
        if buttons.is_empty() {
            return self.types_something(person);
        }
        let newest = buttons.last().map(|(message, _, _)| *message).unwrap();
        let on_newest: Vec<_> =
            buttons.iter().filter(|(message, _, _)| *message == newest).cloned().collect();
        let from = if self.rng.u32(0..10) < 8 { on_newest } else { buttons };
        let (message, label, data) = self.rng.choice(&from).cloned().unwrap();
        self.note(format!("{person} presses {label}"));
        let times = if self.rng.u32(0..12) == 0 { 2 } else { 1 };
        let now = self.world.now();
        for _ in 0..times {
            let _ = self.world.telegram().press_data(now, CLIENT, person, message, &data);
        }
        self.old.push((person, message, data));
    }

    /// A button of before, one of somebody else's, or one that nobody made.
    fn presses_something_old(&mut self, person: i64) {
        let now = self.world.now();
        let last = self.world.client(person).last_message();
        let (message, data) = match self.rng.choice(&self.old).cloned() {
            Some((owner, message, data)) if self.rng.bool() => {
                (if owner == person { message } else { last }, data)
            }
            _ => (last, (*self.rng.choice(&DATA).unwrap()).to_owned()),
        };
        self.note(format!("{person} presses again {data}"));
        let _ = self.world.telegram().press_data(now, CLIENT, person, message, &data);
    }

    fn types_something(&mut self, person: i64) {
        let words = *self.rng.choice(&WORDS).unwrap();
        self.note(format!("{person} types {words:?}"));
        let now = self.world.now();
        self.world.telegram().send_text(now, CLIENT, person, words);
    }

    fn shares_something(&mut self, person: i64) {
        let now = self.world.now();
        let which = self.rng.u32(0..4);
        self.note(format!("{person} shares {which}"));
        let mut telegram = self.world.telegram();
        match which {
            0 => telegram.share_contact(now, CLIENT, person),
            1 => telegram.share_foreign_contact(now, CLIENT, person, "79031234567"),
            2 => telegram.send_photo(now, CLIENT, person),
            _ => drop(telegram.edit_text(now, CLIENT, person, 1, "завтра в 12")),
        }
    }

    fn time_passes(&mut self) {
        let minutes = *self.rng.choice(&[1, 6, 11, 31, 130, 700]).unwrap();
        self.note(format!("{minutes} minutes pass"));
        let until = self.world.now() + TimeDelta::minutes(minutes);
        let step = TimeDelta::minutes((minutes / 20).max(1));
        while self.world.now() < until {
            self.world.jump((self.world.now() + step).min(until));
            self.world.settle();
        }
    }

    /// A service goes or comes, a price changes, a specialist is ill.
    fn catalogue_changes(&mut self) {
        let variant = self.rng.u32(0..5);
        self.note(format!("the catalogue becomes {variant}"));
        let catalog = catalog(variant);
        self.world.engine().writer().replace_catalog(&catalog).unwrap();
        self.world.gives(engine::Input::Fact(domain::Fact::CatalogChanged));
    }

    fn blocks_and_returns(&mut self, person: i64) {
        self.note(format!("{person} blocks the bot and returns"));
        let now = self.world.now();
        self.world.telegram().block(now, CLIENT, person, true);
        self.world.settle();
        self.world.telegram().block(now, CLIENT, person, false);
        self.world.settle();
        self.world.telegram().send_text(now, CLIENT, person, "/start");
    }

    pub fn note(&mut self, what: String) {
        self.done.push(format!("{} {what}", self.world.now().format("%m-%d %H:%M")));
    }

    /// Message, label and data of all live buttons of a chat, the oldest first.
    pub fn buttons(&self, bot: &str, person: i64) -> Vec<(i64, String, String)> {
        let telegram = self.world.telegram();
        let messages = telegram.chat(bot, person).into_iter().flat_map(|chat| chat.with_buttons());
        let buttons = messages.flat_map(|message| {
            let labels = message.labels().into_iter().flatten();
            labels
                .filter_map(|label| Some((message.id, label.clone(), message.data_of(&label)?)))
                .collect::<Vec<_>>()
        });
        buttons.collect()
    }

    fn is_in_order(&self, seed: u64) {
        let told = || {
            let last = self.done.len().saturating_sub(25);
            format!("walk {seed}, after {} steps:\n{}", self.done.len(), self.done[last..].join("\n"))
        };
        let tx = self.world.engine().writer();
        assert_eq!(tx.dead_letters().unwrap(), 0, "something could not be handled; {}", told());
        assert_eq!(tx.outbox_depth().unwrap(), 0, "something does not leave; {}", told());
        for person in CLIENTS {
            let telegram = self.world.telegram();
            let Some(chat) = telegram.chat(CLIENT, person) else { continue };
            assert_eq!(chat.unanswered, 0, "a press of {person} is not answered; {}", told());
            let dialogue =
                tx.dialogue("client", person.into()).unwrap().filter(|dialogue| dialogue.state.is_some());
            if dialogue.is_some() {
                let newest = chat.with_buttons().flat_map(|message| message.labels().into_iter().flatten());
                let labels: Vec<String> = newest.chain(chat.keyboard_labels()).collect();
                let way_out = ["Назад", "Отмена", "Нет, оставить", "Back", "Cancel", "No, keep it"];
                let has_way_out =
                    labels.iter().any(|label| way_out.iter().any(|words| label.contains(words)));
                assert!(has_way_out, "{person} is in a dialogue without a way out: {labels:?}; {}", told());
            }
            if tx.hold_of(person.into()).unwrap().is_some() {
                assert!(dialogue.is_some(), "a hold of {person} without a dialogue; {}", told());
            }
            for message in chat.messages.iter().filter(|message| message.from_bot) {
                self.tells_the_truth(person, message, &told);
            }
        }
        self.admins_see_the_truth(&told);
        self.nobody_is_in_two_places(&told);
    }

    /// A card says when its booking is and how it stands, or that it is elsewhere by now.
    fn tells_the_truth(&self, person: i64, message: &sim::Message, told: &dyn Fn() -> String) {
        let Some(view) = self.booking_of(message) else { return };
        let booking = &view.booking;
        let text = &message.text;
        let time =
            booking.visit.start().with_timezone(&chrono_tz::Europe::Moscow).format(", %H:%M").to_string();
        assert!(text.contains(&time), "a card of {person} tells another time than{time}: {text}; {}", told());
        let words: &[&str] = match booking.status {
            Status::Pending => &["Ждёт подтверждения", "Awaiting confirmation"],
            Status::Confirmed => &["Вы записаны", "You are booked", "Визит прошёл", "The visit is over"],
            Status::Declined => &["Запись не подтверждена", "Not confirmed"],
            Status::Cancelled => &["Запись отменена", "Cancelled"],
            Status::Expired => &["не подтвердили вовремя", "in time"],
            Status::Done => &["Визит состоялся", "took place"],
            Status::NoShow => &["Визит не состоялся", "did not take place"],
        };
        let is_true = words.iter().any(|words| text.contains(words));
        assert!(is_true, "a card of {person} is stale ({}): {text}; {}", booking.status.code(), told());
    }

    /// The booking whose card a message is.
    pub fn booking_of(&self, message: &sim::Message) -> Option<store::bookings::BookingView> {
        let number = message.text.lines().find_map(|line| {
            let number = line.strip_prefix("Запись № ").or_else(|| line.strip_prefix("Booking No. "))?;
            number.parse::<i64>().ok()
        });
        number.and_then(|id| self.world.engine().writer().booking(id.into()).unwrap())
    }

    fn nobody_is_in_two_places(&self, told: &dyn Fn() -> String) {
        let tx = self.world.engine().writer();
        let all = (1..).map_while(|id: i64| tx.booking(id.into()).unwrap());
        let kept: Vec<_> =
            all.map(|view| view.booking).filter(|booking| booking.status.is_active()).collect();
        for (index, one) in kept.iter().enumerate() {
            for other in &kept[index + 1..] {
                let apart = one.specialist != other.specialist || !one.visit.overlaps(other.visit);
                // The class has seats for several.
                let same_class = one.service == other.service && one.visit == other.visit;
                assert!(apart || same_class, "№ {} and № {} overlap; {}", one.id, other.id, told());
            }
        }
    }
}

/// The catalogue as it is on different days.
fn catalog(variant: u32) -> Catalog {
    let mut catalog = crate::world::salon();
    let price = Money { minor: 90_000, currency: domain::Currency::RUB };
    let mut class = Service::new(3.into(), "Мастер-класс", TimeDelta::minutes(90), price);
    class.seats = 2;
    catalog.services.push(class);
    catalog.specialists[0].services.push(domain::ServiceId::from(3).into());
    match variant {
        1 => {
            catalog.services.retain(|service| service.id.get() != 2);
            for specialist in &mut catalog.specialists {
                specialist.services.retain(|performed| performed.service.get() != 2);
            }
        }
        2 => catalog.services[0].price = Money { minor: 170_000, ..price },
        3 => catalog.specialists.truncate(1),
        4 => catalog.services[0].duration = TimeDelta::minutes(90),
        _ => {}
    }
    catalog
}
