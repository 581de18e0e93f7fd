//! Pictures to look at: `ZAPIS_PICTURES=folder cargo test -p picture -- --ignored` writes them.

use crate::timetable::{Block, Column, Entry, State, Stretch, Timetable, Words};

pub(crate) fn russian() -> Words {
    let word = str::to_owned;
    Words {
        confirmed: word("подтверждена"),
        pending: word("ждёт подтверждения"),
        done: word("состоялась"),
        no_show: word("не пришли"),
        rest: word("перерыв"),
        blocked: word("закрыто для записи"),
        free: word("свободно"),
        hour: word("ч"),
        minute: word("мин"),
    }
}

/// "10:30" → 630
pub(crate) fn minute(text: &str) -> u32 {
    let (hours, minutes) = text.split_once(':').unwrap();
    hours.parse::<u32>().unwrap() * 60 + minutes.parse::<u32>().unwrap()
}

pub(crate) fn stretch(from: &str, to: &str) -> Stretch {
    Stretch { from: minute(from), to: minute(to) }
}

pub(crate) fn entry(from: &str, to: &str, title: &str, line: &str, state: State) -> Entry {
    let clock = |text: &str| format!("{:02}:{:02}", minute(text) / 60 % 24, minute(text) % 60);
    Entry {
        at: stretch(from, to),
        time: format!("{}–{}", clock(from), clock(to)),
        start: clock(from),
        title: title.into(),
        line: line.into(),
        state,
    }
}

/// Somebody who works at these times, with everything free that is not booked or blocked.
pub(crate) fn column(
    heading: &str,
    under: &str,
    open: &[(&str, &str)],
    entries: Vec<Entry>,
    blocks: Vec<Block>,
) -> Column {
    let open: Vec<Stretch> = open.iter().map(|(from, to)| stretch(from, to)).collect();
    let taken = || entries.iter().map(|entry| entry.at).chain(blocks.iter().map(|block| block.at));
    let free = open.iter().flat_map(|open| open.without(taken())).collect();
    Column { heading: heading.into(), under: under.into(), open, free, entries, blocks, now: None }
}

fn maria() -> Column {
    use State::{Confirmed, Done, NoShow, Pending};
    let entries = vec![
        entry("10:00", "11:00", "Анна Иванова", "Стрижка", Done),
        entry("11:00", "11:30", "Борис Петров", "Борода", NoShow),
        entry("12:00", "14:00", "Екатерина Константинопольская", "Окрашивание + Стрижка", Confirmed),
        entry("15:30", "16:15", "Ольга", "Укладка", Pending),
        entry("17:00", "18:00", "Clara Smith", "Стрижка", Confirmed),
    ];
    let now = Some(minute("11:50"));
    Column {
        now,
        ..column("Мария", "10:00–20:00", &[("10:00", "14:00"), ("15:00", "20:00")], entries, vec![])
    }
}

fn vera() -> Column {
    use State::{Confirmed, Pending};
    let entries = vec![
        entry("9:30", "10:30", "Жанна Ё. 🌸", "Маникюр", Confirmed),
        entry("12:00", "13:30", "Йога · 3 из 8", "Анна, Борис, Вера", Pending),
        entry("16:00", "16:20", "Иван", "Осмотр", Confirmed),
        entry("16:20", "16:40", "Пётр", "Осмотр", Confirmed),
    ];
    let blocks = vec![Block {
        at: stretch("14:00", "15:30"), note: "Приём у врача, вернусь позже".into()
    }];
    column("Вера", "09:00–18:00", &[("9:00", "18:00")], entries, blocks)
}

fn day_off(name: &str) -> Column {
    column(name, "выходной", &[], vec![], vec![])
}

fn table(title: &str, columns: Vec<Column>) -> Timetable {
    Timetable { title: title.into(), columns, words: russian() }
}

/// Every kind of day there is.
pub(crate) fn all() -> Vec<(&'static str, Timetable)> {
    let long = "Александра-Вильгельмина";
    let eight = vec![
        maria(),
        vera(),
        day_off("Игорь"),
        Column { heading: long.into(), ..maria() },
        Column { heading: "Дарья".into(), ..vera() },
        column("Пётр", "12:00–20:00", &[("12:00", "20:00")], vec![], vec![]),
        Column { heading: "Семён".into(), ..maria() },
        overfull("Зоя"),
    ];
    let night = vec![
        entry("20:00", "22:00", "Компания Сергея", "Сауна, большой зал", State::Confirmed),
        entry("23:30", "25:30", "Игорь", "Сауна", State::Pending),
    ];
    let week = ["пн 23", "вт 24", "ср 25", "чт 26", "пт 27"].map(|day| Column {
        heading: day.into(),
        now: None,
        ..maria()
    });
    let week = week.into_iter().chain(["сб 28", "вс 29"].map(day_off)).collect();
    let empty = |name: &str| column(name, "10:00–20:00", &[("10:00", "20:00")], vec![], vec![]);
    vec![
        ("one", table("вт 24 ноября", vec![maria()])),
        ("three", table("сегодня, вт 24 ноября", vec![maria(), vera(), day_off("Игорь")])),
        ("eight", table("сегодня, вт 24 ноября", eight)),
        ("empty", table("ср 25 ноября", vec![empty("Мария"), empty("Вера")])),
        ("closed", table("вс 29 ноября", vec![day_off("Мария"), day_off("Вера")])),
        ("overfull", table("пт 27 ноября", vec![overfull("Мария"), overfull("Вера"), overfull("Зоя")])),
        (
            "night",
            table("сб 28 ноября", vec![column("Сауна", "18:00–02:00", &[("18:00", "26:00")], night, vec![])]),
        ),
        ("week", table("Мария: 23–29 ноября", week)),
        ("nobody", table("вт 24 ноября", vec![])),
        ("twelve", table("вт 24 ноября", (0..12).map(|_| maria()).collect())),
    ]
}

/// A visit every quarter of an hour, groups, and bookings that lie over each other and over blocked time.
fn overfull(name: &str) -> Column {
    let clock = |minute: u32| format!("{}:{:02}", minute / 60, minute % 60);
    let names = ["Анна", "Борис Борисович", "Вера", "Григорий Котовский", "Дарья"];
    let states = [State::Confirmed, State::Done, State::Pending, State::NoShow];
    let mut entries: Vec<Entry> = (0..40_usize)
        .map(|index| {
            let from = 9 * 60 + 15 * u32::try_from(index).unwrap();
            entry(&clock(from), &clock(from + 15), names[index % 5], "Осмотр", states[index % 4])
        })
        .collect();
    entries.push(entry("19:00", "20:00", "Анна Петрова", "Йога", State::Confirmed));
    entries.push(entry("19:00", "20:00", "Борис", "Йога", State::Pending));
    entries.push(entry("19:30", "20:30", "Вера", "Растяжка", State::Confirmed));
    let blocks = vec![Block { at: stretch("20:00", "21:00"), note: String::new() }];
    column(name, "09:00–21:00", &[("9:00", "21:00")], entries, blocks)
}

#[test]
#[ignore = "writes pictures for people to look at"]
fn pictures_of_all_kinds_of_days() {
    let folder = std::env::var("ZAPIS_PICTURES").expect("ZAPIS_PICTURES names a folder");
    for (name, timetable) in all() {
        std::fs::write(format!("{folder}/{name}.png"), crate::png(&timetable)).unwrap();
    }
}
