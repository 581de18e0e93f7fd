//! The canary's second half (P7): people press and type at random for hours, in both bots and every state, always with names, phones, words and
//! PINs of which the log may show nothing. One thread does all of it, so the log of this thread is all there is, with every library at every level.

use std::io::Write;
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use engine::{Input, Order};
use fastrand::Rng;
use tracing::Level;

use crate::booking_flow::choose_tuesday;
use crate::canary::{NAME, PHONE, PIN, WORDS, WRONG, heard};
use crate::world::{ANNA, BORIS, CLARA, OLEG, OLGA, World};

const STEPS: usize = 700;
/// What is typed, on whatever step.
const TYPED: [&str; 14] = [
    NAME,
    NAME,
    PHONE,
    PHONE,
    WORDS,
    WORDS,
    "/start",
    "/start Канарейка",
    "1200",
    "завтра в 15",
    "/mydata",
    "/forget",
    WRONG,
    "+44 7911 123456 canary",
];

/// What was logged.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<u8>>>);

impl Write for Ear {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// All that is logged while something is done.
fn log_of(work: impl FnOnce()) -> String {
    let ear = Ear::default();
    let to = ear.clone();
    let log = tracing_subscriber::fmt()
        .with_max_level(Level::TRACE)
        .with_ansi(false)
        .with_writer(move || to.clone())
        .finish();
    tracing::subscriber::with_default(log, work);
    let text = ear.0.lock().unwrap().clone();
    String::from_utf8(text).unwrap()
}

#[test]
fn whatever_people_say_to_both_bots_the_log_tells_nothing_of_it() {
    let log = log_of(|| {
        for seed in 0..3 {
            walk(seed);
        }
    });
    for harmless in ["the handler failed", "the handler panicked"] {
        assert!(log.contains(harmless), "{harmless:?}: {log}");
    }
    let leaks: Vec<&str> = log.lines().filter(|line| !heard(line).is_empty()).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
    for name in ["Анна", "Борис", "Clara", "Ольга", "Олег", "Стрижка", "Ромашка", "7912555"]
    {
        assert!(!log.contains(name), "{name}: {log}");
    }
}

fn walk(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let mut world = World::new();
    for words in ["/start", PIN, PIN] {
        world.admin(OLGA).says(words);
        world.admin(OLEG).says(words);
    }
    choose_tuesday(&mut world, ANNA);
    let mut anna = world.client(ANNA);
    anna.says(NAME);
    anna.says(PHONE);
    anna.presses("Добавить комментарий");
    anna.says(WORDS);
    anna.presses("Подтвердить");
    for step in 0..STEPS {
        let (bot, person) = *rng
            .choice(&[
                ("client", ANNA),
                ("client", BORIS),
                ("client", CLARA),
                ("admin", OLGA),
                ("admin", OLEG),
            ])
            .unwrap();
        match rng.u32(0..20) {
            0 => world.pass(TimeDelta::minutes(rng.i64(1..40))),
            1 if step % 5 == 0 => fails(&mut world),
            2..6 => types(&mut world, &mut rng, bot, person),
            _ => presses(&mut world, &mut rng, bot, person),
        }
    }
}

fn types(world: &mut World, rng: &mut Rng, bot: &str, person: i64) {
    let now = world.now();
    let locked = bot == "admin" && world.admin(person).sees().contains("PIN");
    let text = if locked { PIN } else { *rng.choice(&TYPED).unwrap() };
    world.telegram().send_text(now, bot, person, text);
    world.settle();
}

/// One of the buttons that the person has before them, mostly a newest one.
fn presses(world: &mut World, rng: &mut Rng, bot: &str, person: i64) {
    let now = world.now();
    let mut telegram = world.telegram();
    let Some(chat) = telegram.chat(bot, person) else {
        return telegram.send_text(now, bot, person, "/start");
    };
    let with_buttons: Vec<_> = chat.with_buttons().collect();
    let newest = with_buttons.len().saturating_sub(1);
    let at = if rng.u32(0..4) > 0 { newest } else { rng.usize(0..=newest) };
    let Some(message) = with_buttons.get(at) else {
        return telegram.send_text(now, bot, person, "/start");
    };
    let labels: Vec<String> = message.labels().into_iter().flatten().collect();
    let (label, id) = (rng.choice(&labels).cloned().unwrap_or_default(), message.id);
    // What leads away is left alone mostly, so that people get somewhere.
    if ["Назад", "Отмен", "Back", "Cancel"].iter().any(|away| label.contains(away)) && rng.u32(0..3) > 0
    {
        return;
    }
    if let Some(data) = message.data_of(&label) {
        telegram.press_data(now, bot, person, id, &data).unwrap();
    }
    drop(telegram);
    world.settle();
}

/// What fails, and what panics, may quote anything.
fn fails(world: &mut World) {
    let quoted = || format!("{WORDS} {NAME} {PHONE} {PIN}");
    world.gives(Input::Order(Order::new(move |_| Err(quoted().into()))));
    world.gives(Input::Order(Order::new(move |_| panic!("{}", quoted()))));
}
