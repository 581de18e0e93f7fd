//! Names with markup, from right to left, and as long as they may be, on every screen that an admin comes to (A1).

use domain::person::turns_direction;

use crate::admin_flow::{enter_first, with_admins};
use crate::world::{ANNA, BORIS, OLGA, World, salon};

/// Opens and closes an isolate, and what a label begins with that has letters from the right.
const OPEN: char = '\u{2068}';
const CLOSE: char = '\u{2069}';
const LEFT: char = '\u{200e}';

/// Names as people choose them who want to see what happens.
const NAMES: [&str; 2] = ["\u{202e}<b>Анна</b> & הדס\u{2066}", "مريم </i><a href='x'> \u{200f}15:00"];

fn is_from_the_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}')
}

/// Nothing in a text turns the direction of anything around it.
fn is_harmless(text: &str) -> bool {
    text.lines().all(|line| {
        let mut inside = false;
        line.chars().all(|c| match c {
            OPEN => !std::mem::replace(&mut inside, true),
            CLOSE => std::mem::replace(&mut inside, false),
            c if turns_direction(c) => false,
            c => inside || !is_from_the_right(c),
        }) && !inside
    })
}

fn is_harmless_label(label: &str) -> bool {
    match label.strip_prefix(LEFT) {
        Some(rest) => !rest.chars().any(|c| turns_direction(c) && !matches!(c, OPEN | CLOSE)),
        None => is_harmless(label),
    }
}

/// Looks at all that stands in an admin's chat.
fn all_is_harmless(world: &World, after: &str) {
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 0, "{after}: Telegram refuses a screen");
    let telegram = world.telegram();
    let chat = telegram.chat("admin", OLGA).unwrap();
    for message in chat.messages.iter().filter(|message| message.from_bot).rev().take(4) {
        assert!(is_harmless(&message.text), "{after}: {:?}", message.text);
        for label in message.labels().into_iter().flatten() {
            assert!(is_harmless_label(&label), "{after}: {label:?}");
        }
    }
    if let Some(toast) = chat.toasts.last() {
        assert!(is_harmless(toast), "{after}: {toast:?}");
    }
}

fn books(world: &mut World, person: i64, service: &str, name: &str, time: &str) {
    let mut client = world.client(person);
    client.says("/start");
    for words in ["Записаться", service] {
        client.presses(words);
    }
    if client.sees().contains("К кому") {
        client.presses("מרים");
    }
    for words in ["24", time, "Даю согласие"] {
        client.presses(words);
    }
    let long = client.says(&"я".repeat(4096));
    assert!(long.contains("сто знаков"), "4096 characters are no name: {long}");
    client.says(name);
    client.says("89123456789");
    client.presses("Подтвердить");
    client.presses("комментарий");
    client.says(&format!("<u>к окну</u>\n\u{202e}שלום {}", "я".repeat(470)));
}

/// A salon whose catalogue came from a file, which nobody looked at, and two clients with odd names.
fn odd() -> World {
    let mut world = with_admins();
    let mut catalog = salon();
    catalog.services[0].name = "Стрижка <i>\u{202e}".into();
    catalog.specialists[0].name = "מרים <b>".into();
    catalog.specialists[1].name = format!("Вера {}", "ь".repeat(90));
    world.engine().writer().replace_catalog(&catalog).unwrap();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Сотрудники");
    olga.presses("(вы)");
    olga.presses("Имя");
    olga.says("Ольга </b>\u{202e} שרה");
    books(&mut world, ANNA, "Окрашивание", NAMES[0], "15:00");
    books(&mut world, BORIS, "Стрижка", NAMES[1], "18:00");
    world
}

#[test]
fn odd_names_are_harmless_on_every_screen_of_the_admin_bot() {
    let mut world = odd();
    all_is_harmless(&world, "news of a booking");
    let mut random = fastrand::Rng::with_seed(5);
    let mut pressed: Vec<String> = Vec::new();
    world.admin(OLGA).says("/menu");
    for _ in 0..400 {
        let labels: Vec<String> = {
            let telegram = world.telegram();
            let chat = telegram.chat("admin", OLGA).unwrap();
            let messages = chat.messages.iter().rev().filter(|message| message.from_bot).take(2);
            messages.flat_map(|message| message.labels().into_iter().flatten()).collect()
        };
        // What has not been pressed yet comes first; a lock would only ask the PIN.
        let open: Vec<&String> = labels.iter().filter(|label| !label.contains("Закрыть доступ")).collect();
        let new: Vec<&&String> = open.iter().filter(|label| !pressed.contains(label)).collect();
        let choice = match (new.is_empty(), open.is_empty()) {
            (false, _) => (*new[random.usize(..new.len())]).clone(),
            (true, false) if random.u8(..4) > 0 => open[random.usize(..open.len())].clone(),
            _ => {
                let odd = NAMES[random.usize(..2)].repeat(random.usize(1..3));
                let typed = ["/menu", &odd, &"ש".repeat(4096), "12"][random.usize(..4)].to_owned();
                world.admin(OLGA).says(&typed);
                all_is_harmless(&world, "words");
                if typed != "/menu" && random.bool() {
                    world.admin(OLGA).says("/menu");
                }
                continue;
            }
        };
        let label = choice.clone();
        // A button may be gone by now: another press has just changed its message.
        world.admin(OLGA).then(|telegram, now, bot, person| drop(telegram.press(now, bot, person, &label)));
        all_is_harmless(&world, &choice);
        pressed.push(choice);
        let tx = world.engine().writer();
        if tx.admin(OLGA.into()).unwrap().unwrap().pin_hash.is_none() {
            enter_first(&mut world, OLGA);
        } else {
            tx.unlock(OLGA.into(), world.now()).unwrap();
        }
    }
    pressed.sort();
    pressed.dedup();
    assert!(pressed.len() > 30, "the walk comes nowhere: {pressed:?}");
}

#[test]
fn a_name_from_the_right_is_isolated_on_the_card() {
    let mut world = odd();
    let tx = world.engine().writer();
    assert_eq!(
        tx.booking(2.into()).unwrap().unwrap().client.name.unwrap().as_str(),
        "مريم </i><a href='x'> 15:00"
    );
    let card = world.admin(OLGA).sees();
    assert!(card.contains("👤 \u{2068}مريم </i><a href='x'> 15:00\u{2069}"), "{card}");
    world.admin(OLGA).says("/menu");
    let list = {
        world.admin(OLGA).presses("Завтра");
        world.admin(OLGA).sees()
    };
    let label = list.lines().find(|line| line.contains("18:00 مريم")).unwrap();
    assert!(label.contains("[\u{200e}"), "the label begins from the left: {label}");
}
