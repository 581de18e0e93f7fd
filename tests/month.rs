//! A month of a busy salon on virtual time: what grows with it, and what must not.

use chrono::TimeDelta;
use domain::{Catalog, Policy};
use sim::PersonSetup;

use crate::world::{OLGA, PIN, World, salon};

/// Who comes in that month.
const PEOPLE: i64 = 800;
const FIRST: i64 = 10_000;

/// What a day left behind.
#[derive(Debug)]
struct Left {
    day: i64,
    /// Resident memory of the whole test in MB, the imitation of Telegram included.
    memory: i64,
    /// Sizes of the database and of its log, in kB.
    database: i64,
    log: i64,
    /// Rows that must not stay.
    receipts: i64,
    outbox: i64,
    jobs: i64,
    holds: i64,
    open_dialogues: i64,
    dead_letters: i64,
    /// Rows that stay.
    bookings: i64,
    upcoming: i64,
}

#[test]
fn a_few_days_leave_nothing_behind_that_should_not_stay() {
    run(2, 10);
}

/// `ZAPIS_MONTH=30:200` is thirty days of two hundred bookings each: `cargo test --test zapis -- --ignored --nocapture month::`
#[test]
#[ignore = "takes many minutes"]
fn a_month_leaves_nothing_behind_that_should_not_stay() {
    let asked = std::env::var("ZAPIS_MONTH").unwrap_or_else(|_| "30:200".into());
    let (days, bookings) = asked.split_once(':').unwrap();
    run(days.parse().unwrap(), bookings.parse().unwrap());
}

fn run(days: i64, bookings: i64) {
    let mut world = World::bare(Policy::default());
    world.engine().writer().replace_catalog(&large()).unwrap();
    {
        let mut telegram = world.telegram();
        telegram.keep_log(1000);
        for id in FIRST..FIRST + PEOPLE {
            let first_name = "Клиент".to_owned();
            telegram.add_person(PersonSetup {
                id,
                first_name,
                language: "ru".into(),
                phone: format!("791255{id:05}"),
            });
        }
    }
    let mut admin = world.admin(OLGA);
    admin.says("/start");
    admin.says(PIN);
    admin.says(PIN);
    let mut next = 0;
    let mut left = Vec::new();
    for day in 1..=days {
        // From nine to nine in the evening clients come one after the other, and then the night passes.
        for _ in 0..bookings {
            let person = FIRST + next % PEOPLE;
            visit(&mut world, person, next);
            next += 1;
            pass(&mut world, TimeDelta::minutes(12 * 60 / bookings));
        }
        work(&mut world);
        pass(&mut world, TimeDelta::hours(12));
        world.telegram().keep_messages(30);
        left.push(look(&world, day));
        eprintln!("{:?}", left.last().unwrap());
    }
    judge(&left, bookings);
}

/// Twenty specialists, each of whom cuts hair all day: nobody is turned away.
fn large() -> Catalog {
    let mut catalog = salon();
    let (service, mut specialist) = (catalog.services[0].clone(), catalog.specialists[0].clone());
    specialist.services = vec![service.id.into()];
    specialist.hours = Some("Mon-Sun 08:00-22:00".parse().unwrap());
    let named = |number: i64| {
        let mut specialist = specialist.clone();
        specialist.name = format!("Мастер {number}").parse().unwrap();
        specialist
    };
    catalog.services = vec![service];
    catalog.specialists = (1..=20).map(named).collect();
    catalog
}

/// Time passes in steps of ten minutes.
fn pass(world: &mut World, duration: TimeDelta) {
    let until = world.now() + duration;
    while world.now() < until {
        let next = (world.now() + TimeDelta::minutes(10)).min(until);
        world.jump(next);
        world.settle();
    }
}

/// A client does what the screen asks, and most end with a booking. Every seventh goes away in the middle, every tenth cancels, every fiftieth asks for
/// all that is known of them and every hundredth has it erased.
fn visit(world: &mut World, person: i64, number: i64) {
    let mut client = world.client(person);
    client.says("/start");
    client.presses("Записаться");
    for _ in 0..14 {
        let text = client.sees();
        if number % 7 == 3 && text.contains("Как вас зовут") {
            return;
        }
        let known = [
            ("Прежде чем записать", "Даю согласие"),
            ("Всё верно", "Подтвердить"),
            ("К кому", "Не важно"),
            ("На что", "Стрижка"),
        ];
        if text.contains("Вы записаны") {
            break;
        } else if let Some((_, button)) = known.iter().find(|(words, _)| text.contains(words)) {
            client.presses(button);
        } else if text.contains("На какой день") {
            // Most come on the first day that is open, some later.
            let later = usize::try_from(number % 4).unwrap();
            client.presses(&label(&text, later, |label| label.parse::<u32>().is_ok()));
        } else if text.contains("Во сколько") {
            client.presses(&label(&text, usize::try_from(number).unwrap(), |label| label.contains(':')));
        } else if text.contains("Как вас зовут") {
            client.says("Анна Мария");
        } else if text.contains("номер телефона") {
            client.says(&format!("+7912555{:04}", person % 10_000));
        } else {
            // They have as many bookings as one client may have.
            break;
        }
    }
    if number % 10 == 5 && client.sees().contains("Вы записаны") {
        client.presses("Отменить запись");
        // Shortly before the visit it is too late.
        if client.sees().contains("Да, отменить") {
            client.presses("Да, отменить");
        }
    }
    if number % 50 == 7 {
        client.says("/mydata");
    }
    if number % 100 == 11 {
        client.says("/forget");
        client.presses("Да, удалить");
    }
}

/// One of the buttons that fit.
fn label(screen: &str, which: usize, fits: impl Fn(&str) -> bool) -> String {
    let fitting: Vec<&str> = screen.split(['[', ']']).map(str::trim).filter(|label| fits(label)).collect();
    fitting.get(which % fitting.len().max(1)).unwrap_or_else(|| panic!("{screen}")).to_string()
}

/// The owner looks at the day.
fn work(world: &mut World) {
    let mut admin = world.admin(OLGA);
    if admin.says("/today").contains("PIN") || admin.sees().contains("PIN") {
        admin.says(PIN);
    }
    admin.says("/week");
    admin.says("/menu");
}

fn look(world: &World, day: i64) -> Left {
    let path = world.folder().join("zapis.db");
    let kilobytes = |name: &str| {
        std::fs::metadata(world.folder().join(name))
            .map_or(0, |file| i64::try_from(file.len() / 1024).unwrap())
    };
    let database = rusqlite::Connection::open(&path).unwrap();
    let count = |query: &str| {
        database.query_row(&format!("SELECT count(*) FROM {query}"), [], |row| row.get(0)).unwrap()
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    let now = world.now().timestamp_millis();
    Left {
        day,
        memory: memory.trim().trim_end_matches(" kB").parse::<i64>().unwrap() / 1024,
        database: kilobytes("zapis.db"),
        log: kilobytes("zapis.db-wal"),
        receipts: count("receipt"),
        outbox: count("outbox"),
        jobs: count("job"),
        holds: count("hold"),
        open_dialogues: count("dialogue WHERE state IS NOT NULL"),
        dead_letters: count("dead_letter"),
        bookings: count("booking"),
        upcoming: count(&format!("booking WHERE starts_at > {now} AND status IN ('pending', 'confirmed')")),
    }
}

/// Three days of receipts, and what belongs to bookings that are still to come; nothing of a day that is over.
fn judge(left: &[Left], bookings: i64) {
    for day in left {
        assert!(day.receipts <= 3 * bookings * 25, "receipts of two days: {day:?}");
        assert!(day.jobs <= 5 * day.upcoming + 4 * bookings + 20, "reminders, questions: {day:?}");
        assert!(
            day.outbox <= 20 && day.holds == 0 && day.open_dialogues <= 5,
            "the night left nothing: {day:?}"
        );
        assert!(day.database <= 4_000 + 12 * day.bookings, "a booking takes some kilobytes: {day:?}");
        assert!(day.dead_letters == 0 && day.log <= 17 * 1024, "{day:?}");
    }
    let (Some(tenth), Some(last)) = (left.get(9), left.last()) else { return };
    assert!(
        last.memory <= tenth.memory + tenth.memory / 4,
        "memory of day {} and day {}: {} and {} MB",
        tenth.day,
        last.day,
        tenth.memory,
        last.memory
    );
}
