//! Features that compose: every pair of them, as the table in `src/README.md` has it. A pair without a row, or a row without its conversation, fails.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Catalog, Confirmation, Money, Service, ServiceId, Status};

use crate::waitlist::{calls_off, hourly_policy};
use crate::world::{ANNA, BORIS, OLEG, World};

/// What a visit can be.
const ANYBODY: &str = "any specialist";
const GROUP: &str = "group";
const SEVERAL: &str = "several services";
const BY_ADMIN: &str = "manual confirmation";
/// What can be done about it.
const MOVE: &str = "move";
const WAITLIST: &str = "waitlist";
const SERIES: &str = "series";

const FEATURES: [&str; 7] = [SERIES, WAITLIST, MOVE, ANYBODY, GROUP, SEVERAL, BY_ADMIN];

/// The visit of a pair: what it is made of, and what it must come out as.
#[derive(Clone, Copy)]
struct Visit {
    anybody: bool,
    group: bool,
    several: bool,
    by_admin: bool,
}

impl Visit {
    fn of(pair: [&str; 2]) -> Visit {
        let has = |feature| pair.contains(&feature);
        Visit { anybody: has(ANYBODY), group: has(GROUP), several: has(SEVERAL), by_admin: has(BY_ADMIN) }
    }

    /// The services by name, in the order in which they are ticked.
    fn services(self) -> Vec<&'static str> {
        match (self.group, self.several, self.by_admin) {
            (true, _, true) => vec!["Клуб"],
            (true, ..) => vec!["Йога"],
            (_, true, true) => vec!["Стрижка", "Окрашивание"],
            (_, true, false) => vec!["Стрижка", "Укладка"],
            (.., true) => vec!["Окрашивание"],
            _ => vec!["Стрижка"],
        }
    }

    fn status(self) -> Status {
        if self.by_admin { Status::Pending } else { Status::Confirmed }
    }

    /// Opens the calendar for it.
    fn begins(self, world: &mut World, person: i64) {
        world.client(person).says("/start");
        world.client(person).presses("📅 Записаться");
        if self.several {
            world.client(person).presses("Несколько услуг");
            for service in self.services() {
                world.client(person).presses(&format!("☐ {service}"));
            }
            world.client(person).presses("Дальше");
        } else {
            world.client(person).presses(&format!("{} ·", self.services()[0]));
        }
        world.client(person).presses(if self.anybody {
            "Не важно, к кому"
        } else {
            "Мария"
        });
    }

    /// Books it on a day of November.
    fn books(self, world: &mut World, person: i64, day: &str, time: &str) {
        self.begins(world, person);
        world.client(person).presses(day);
        world.client(person).presses(time);
        tells(world, person);
        world.client(person).presses("Подтвердить");
    }

    /// Waits for it on Tuesday morning.
    fn waits(self, world: &mut World, person: i64) {
        self.begins(world, person);
        for words in ["Встать в лист", "Выбрать день", "24", "Утро", "Встать в лист"]
        {
            world.client(person).presses(words);
        }
    }

    /// Takes all of Tuesday at ten: every seat, with everybody who would do it. Gives who did.
    fn fills_ten(self, world: &mut World) -> Vec<i64> {
        let people = [BORIS, OLEG];
        let count = if self.group || self.anybody { 2 } else { 1 };
        for person in &people[..count] {
            self.books(world, *person, "24", "10:00");
        }
        people[..count].to_vec()
    }

    /// A booking is what was wanted.
    fn is_kept(self, world: &World, id: i64, start: &str) {
        let tx = world.engine().writer();
        let view = tx.booking(id.into()).unwrap().unwrap();
        assert_eq!(view.service, self.services().join(" + "));
        assert_eq!(view.booking.status, self.status());
        let local = view.booking.visit.start().with_timezone(&chrono_tz::Europe::Moscow);
        assert_eq!(local.format("%m-%d %H:%M").to_string(), start);
        let ids: Vec<ServiceId> = tx.booking_services(id.into()).unwrap();
        assert_eq!(ids.len(), self.services().len());
    }
}

/// Answers whatever the way to the review asks.
fn tells(world: &mut World, person: i64) {
    let mut talk = world.client(person);
    if talk.sees().contains("Даю согласие") {
        talk.presses("Даю согласие");
        talk.says("Анна");
        talk.says("89123456789");
    } else {
        talk.presses("Анна");
        talk.presses("+7 912");
    }
}

fn studio() -> World {
    let mut world = World::with(hourly_policy());
    let service = |id: i64, name: &str, minutes, seats, confirmation| {
        let price = Money { minor: 100_000, currency: domain::Currency::RUB };
        let length = chrono::TimeDelta::minutes(minutes);
        Service { seats, confirmation, ..Service::new(id.into(), name, length, price) }
    };
    let mut catalog = Catalog { services: Vec::new(), ..crate::world::salon() };
    for (id, name, minutes, seats, by_admin) in [
        (1, "Стрижка", 60, 1, false),
        (2, "Укладка", 60, 1, false),
        (3, "Окрашивание", 60, 1, true),
        (4, "Йога", 60, 2, false),
        (5, "Клуб", 60, 2, true),
    ] {
        let confirmation = if by_admin { Confirmation::ByAdmin } else { Confirmation::Automatic };
        catalog.services.push(service(id, name, minutes, seats, confirmation));
    }
    for specialist in &mut catalog.specialists {
        specialist.services = (1..=5).map(|id| ServiceId::from(id).into()).collect();
        specialist.hours = Some("Mon-Fri 10:00-16:00".parse().unwrap());
    }
    world.engine().writer().replace_catalog(&catalog).unwrap();
    world.settle();
    world
}

/// Two things a visit can be: it is booked, and is both.
fn booked_as_both(pair: [&'static str; 2]) {
    let mut world = studio();
    let visit = Visit::of(pair);
    visit.books(&mut world, ANNA, "24", "10:00");
    visit.is_kept(&world, 1, "11-24 10:00");
    if visit.anybody {
        visit.books(&mut world, BORIS, "24", "10:00");
        let who = |id: i64| world.engine().writer().booking(id.into()).unwrap().unwrap().booking.specialist;
        // Who has a session to join joins it; otherwise the other one is free.
        assert_eq!(who(1) == who(2), visit.group);
    }
    if visit.group {
        visit.begins(&mut world, OLEG);
        world.client(OLEG).presses("24");
        let is_offered = world.client(OLEG).sees().contains("[10:00]");
        assert!(is_offered, "a seat is left, or another specialist's session");
    }
}

/// A group stands alone: it cannot be ticked beside others.
fn stands_alone() {
    let mut world = studio();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.presses("📅 Записаться");
    let list = anna.presses("Несколько услуг");
    assert!(list.contains("☐ Стрижка") && !list.contains("Йога"), "{list}");
}

/// It is moved to Wednesday at noon and is still what it was.
fn moved(pair: [&'static str; 2]) {
    let mut world = studio();
    let visit = Visit::of(pair);
    visit.books(&mut world, ANNA, "24", "10:00");
    let mut anna = world.client(ANNA);
    for words in ["Перенести", "25", "12:00", "Подтвердить"] {
        anna.presses(words);
    }
    visit.is_kept(&world, 1, "11-25 12:00");
    visit.books(&mut world, BORIS, "24", "10:00");
    visit.is_kept(&world, 2, "11-24 10:00");
}

/// Ten o'clock is taken, somebody waits for it, one visit is called off, and the offer is what they waited for.
fn waited_for(pair: [&'static str; 2]) {
    let mut world = studio();
    let visit = Visit::of(pair);
    visit.books(&mut world, ANNA, "27", "14:00");
    let people = visit.fills_ten(&mut world);
    visit.waits(&mut world, ANNA);
    calls_off(&mut world, people[0]);
    let mut anna = world.client(ANNA);
    assert!(anna.sees().contains("Освободилось время: завтра, вт 24 ноября, 10:00"), "{}", anna.sees());
    anna.presses("Записаться");
    visit.is_kept(&world, 2 + i64::try_from(people.len()).unwrap(), "11-24 10:00");
}

/// Who waits for something earlier is moved by the offer, and their former time is free.
fn moved_by_the_waitlist() {
    let mut world = studio();
    let visit = Visit::of([MOVE, WAITLIST]);
    visit.books(&mut world, BORIS, "24", "10:00");
    visit.books(&mut world, ANNA, "24", "12:00");
    world.client(ANNA).presses("Сообщить о времени");
    calls_off(&mut world, BORIS);
    world.client(ANNA).presses("Перенести запись");
    visit.is_kept(&world, 2, "11-24 10:00");
    visit.books(&mut world, OLEG, "24", "12:00");
    visit.is_kept(&world, 3, "11-24 12:00");
}

/// Books it on Tuesday and on two more.
fn repeats(visit: Visit, world: &mut World, person: i64) {
    visit.books(world, person, "24", "10:00");
    for words in ["Повторять каждую неделю", "Ещё 2 недели", "Дальше", "Подтвердить"]
    {
        world.client(person).presses(words);
    }
}

/// Each date of a series is what the first was.
fn repeated(pair: [&'static str; 2]) {
    let mut world = studio();
    let visit = Visit::of(pair);
    repeats(visit, &mut world, ANNA);
    let specialist =
        |id: i64| world.engine().writer().booking(id.into()).unwrap().unwrap().booking.specialist;
    for (id, start) in [(1, "11-24 10:00"), (2, "12-01 10:00"), (3, "12-08 10:00")] {
        visit.is_kept(&world, id, start);
        assert_eq!(specialist(id), specialist(1));
    }
}

/// Of three dates the second is moved.
fn one_date_moved() {
    let mut world = studio();
    let visit = Visit::of([SERIES, MOVE]);
    repeats(visit, &mut world, ANNA);
    let mut anna = world.client(ANNA);
    for words in ["Мои записи", "1 декабря", "Перенести", "›", "2", "12:00", "Подтвердить"]
    {
        anna.presses(words);
    }
    for (id, start) in [(1, "11-24 10:00"), (2, "12-02 12:00"), (3, "12-08 10:00")] {
        visit.is_kept(&world, id, start);
    }
}

/// Somebody waits for the first date of another's series, which is called off alone.
fn a_date_waited_for() {
    let mut world = studio();
    let visit = Visit::of([SERIES, WAITLIST]);
    visit.books(&mut world, ANNA, "27", "14:00");
    repeats(visit, &mut world, BORIS);
    visit.waits(&mut world, ANNA);
    for words in ["Мои записи", "24 ноября"] {
        world.client(BORIS).presses(words);
    }
    calls_off(&mut world, BORIS);
    world.client(ANNA).presses("Записаться");
    visit.is_kept(&world, 5, "11-24 10:00");
    visit.is_kept(&world, 3, "12-01 10:00");
}

/// The conversation of a pair.
fn run(pair: [&'static str; 2]) {
    let has = |feature| pair.contains(&feature);
    match pair {
        _ if has(SERIES) && has(MOVE) => one_date_moved(),
        _ if has(SERIES) && has(WAITLIST) => a_date_waited_for(),
        _ if has(SERIES) => repeated(pair),
        _ if has(GROUP) && has(SEVERAL) => stands_alone(),
        _ if has(MOVE) && has(WAITLIST) => moved_by_the_waitlist(),
        _ if has(MOVE) => moved(pair),
        _ if has(WAITLIST) => waited_for(pair),
        _ => booked_as_both(pair),
    }
}

/// The rows of the table: pair → what holds.
fn table() -> BTreeMap<BTreeSet<String>, String> {
    let page = include_str!("../src/README.md");
    let section = page.split("## Features that compose").nth(1).expect("the map has the table");
    let rows = section.split("\n## ").next().unwrap().lines().filter(|line| line.contains(" × "));
    let row = |line: &str| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let pair = cells.next()?.split(" × ").map(str::to_owned).collect();
        Some((pair, cells.next()?.to_owned()))
    };
    rows.filter_map(row).collect()
}

#[test]
fn every_two_features_compose_as_the_table_says() {
    let mut table = table();
    for (index, one) in FEATURES.into_iter().enumerate() {
        for other in &FEATURES[index + 1..] {
            let pair = [one, *other];
            let row = table.remove(&pair.iter().map(|&feature| feature.to_owned()).collect::<BTreeSet<_>>());
            assert!(
                row.is_some_and(|holds| holds.len() > 10),
                "{one} × {other} stands in no row of the table"
            );
            println!("{one} × {other}");
            run(pair);
        }
    }
    assert!(table.is_empty(), "rows about nothing: {:?}", table.keys());
}
