//! Every action of the admin bot in every role: done, or refused, told, noted, and without a trace in the data (A1).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use admin::rights::{On, buttons};
use domain::{Right, Role};

use crate::admin_flow::with_admins;
use crate::dump::{dump, unchanged};
use crate::team::{with_manager, with_specialist};
use crate::world::{ANNA, NINA, OLGA, World};

const BEYOND_ROLE: &str = "! Вашей роли это недоступно. Попросите владельца.";
/// What a forged button may name.
const NUMBERS: [&str; 19] = [
    "",
    ".0",
    ".1",
    ".-1",
    ".9223372036854775807",
    ".0.0",
    ".1.1",
    ".203.1",
    ".1.1.1",
    ".1.1.1.1",
    ".20261124",
    ".0.20261124.0",
    ".0.20261124.0.0",
    ".20261124.1.1.1.1",
    ".1.1.1.1.1.1",
    ".1.1.0.0.1.0",
    ".1.1.1.1.1.0",
    ".2.1.2.1.0.30",
    ".1.1.1.1.1.1.1",
];

/// A world in which somebody of that role is in, and Анна has an appointment with Вера.
fn world_of(role: Role) -> (World, i64) {
    let (mut world, person) = match role {
        Role::Owner => (with_admins(), OLGA),
        Role::Manager => (with_manager(), NINA),
        _ => (with_specialist(), NINA),
    };
    let mut anna = world.client(ANNA);
    anna.says("/start");
    for words in ["Записаться", "Стрижка", "Вера", "24", "15:00", "Даю согласие"]
    {
        anna.presses(words);
    }
    anna.says("Анна Иванова");
    anna.says("89123456789");
    anna.presses("Подтвердить");
    assert!(anna.sees().contains("Вы записаны"), "{}", anna.sees());
    (world, person)
}

/// Somebody's session is open, and they stand on no step.
fn ready(world: &mut World, person: i64) {
    let tx = world.engine().writer();
    tx.unlock(person.into(), world.now()).unwrap();
    // One of the buttons changes it.
    tx.set_admin_language(person.into(), "ru").unwrap();
    if tx.dialogue("admin", person.into()).unwrap().is_some_and(|dialogue| dialogue.state.is_some()) {
        world.admin(person).says("/menu");
    }
}

/// Presses a button that somebody made up. Gives what they are told and what the journal says of it.
fn forged(world: &mut World, person: i64, data: &str) -> (String, String) {
    ready(world, person);
    world.engine().writer().note_deed(person.into(), "nothing", None, world.now()).unwrap();
    let message = world.admin(person).last_message();
    let seen = world.admin(person).forges(message, data);
    let noted = world.engine().writer().journal_of(person.into(), 0, 1).unwrap().remove(0).deed;
    assert_eq!(world.admin(person).unanswered(), 0, "{data}: the press is answered");
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 0, "{data}: it fails");
    (seen, noted)
}

/// Asserts that a press is refused, told and noted, and leaves all data as they were.
fn is_refused(world: &mut World, person: i64, data: &str) {
    ready(world, person);
    let before = dump(world);
    let (seen, noted) = forged(world, person, data);
    assert_eq!((seen.as_str(), noted.as_str()), (BEYOND_ROLE, "press-beyond-role"), "{data}");
    unchanged(world, &before, data);
}

#[test]
fn every_entry_is_done_for_who_may_and_refused_to_who_may_not() {
    for role in [Role::Owner, Role::Manager, Role::Specialist] {
        let (mut world, person) = world_of(role);
        for (verb, _, right) in buttons().into_iter().filter(|(_, on, _)| *on == On::Entry) {
            let data = NUMBERS.map(|numbers| format!("e.{verb}{numbers}"));
            if !role.may(right) {
                data.iter().step_by(8).for_each(|data| is_refused(&mut world, person, data));
                continue;
            }
            // Who may do everything tries everything; the others that they may.
            let mut known = role != Role::Owner;
            for data in data.iter().step_by(if known { 8 } else { 1 }) {
                let (seen, noted) = forged(&mut world, person, data);
                assert!(!seen.contains(BEYOND_ROLE) && noted != "press-beyond-role", "{data}, {role:?}");
                known |= noted != "press-unknown";
            }
            assert!(known, "{verb} does nothing with any numbers: an entry that its flow does not answer?");
        }
    }
}

#[test]
fn every_button_of_the_card_is_done_for_who_may_and_refused_to_who_may_not() {
    for role in [Role::Owner, Role::Manager, Role::Specialist] {
        let (mut world, person) = world_of(role);
        for (verb, _, right) in buttons().into_iter().filter(|(_, on, _)| *on == On::Card) {
            let booking = world.engine().writer().booking(1.into()).unwrap().unwrap().booking;
            let data = format!("b1.{}.{verb}", booking.version);
            match role.may(right) {
                true => {
                    let (seen, noted) = forged(&mut world, person, &data);
                    assert!(!seen.contains(BEYOND_ROLE) && noted != "press-beyond-role", "{data}, {role:?}");
                }
                false => is_refused(&mut world, person, &data),
            }
        }
    }
}

#[test]
fn a_specialist_reaches_no_booking_of_another_by_any_button() {
    let (mut world, _) = world_of(Role::Specialist);
    let admin = world.engine().writer().admin(NINA.into()).unwrap().unwrap();
    let maria = world.engine().writer().specialists().unwrap().into_iter().find(|one| one.name == "Мария");
    let place = store::team::Place { role: Role::Specialist, specialist: maria.map(|one| one.id) };
    world.engine().writer().set_place(NINA.into(), admin.version, &place, OLGA.into()).unwrap();
    for (verb, _, _) in buttons().into_iter().filter(|(_, on, _)| *on == On::Card) {
        ready(&mut world, NINA);
        let before = dump(&world);
        let (seen, noted) = forged(&mut world, NINA, &format!("b1.1.{verb}"));
        assert_eq!(
            (seen.as_str(), noted.as_str()),
            ("! Эта кнопка уже не действует", "press-foreign"),
            "{verb}"
        );
        unchanged(&world, &before, verb);
    }
}

#[test]
fn a_courier_has_no_screens_yet() {
    let mut world = with_admins();
    let now = world.now();
    world.engine().writer().put_admin(NINA.into(), Role::Courier, store::admins::Origin::Claim, now).unwrap();
    let before = dump(&world);
    assert_eq!(world.admin(NINA).says("/menu"), "");
    unchanged(&world, &before, "a courier");
}

/// The page with the table, and the marks around it.
const PAGE: &str = "src/README.md";
const MARKS: [&str; 2] = ["<!-- rights -->\n", "<!-- end of rights -->\n"];

#[test]
fn the_documentation_has_every_action_with_its_roles() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = std::fs::read_to_string(&path).unwrap();
    let (head, rest) = page.split_once(MARKS[0]).expect("the page has the mark before the table");
    let (found, tail) = rest.split_once(MARKS[1]).expect("the page has the mark after the table");
    if std::env::var("ZAPIS_TABLES").is_ok_and(|what| what == "write") {
        std::fs::write(&path, format!("{head}{}{}{}{tail}", MARKS[0], table(), MARKS[1])).unwrap();
        return;
    }
    assert!(
        found == table(),
        "{PAGE} has another table of actions and roles than the code; write it anew by\n\
         ZAPIS_TABLES=write cargo test --test zapis -- rights::the_documentation\n{}",
        table()
    );
}

/// A row for each right: who has it and which buttons and steps take it.
fn table() -> String {
    let mut rows: BTreeMap<String, [Vec<String>; 3]> = BTreeMap::new();
    let mut rights: Vec<Right> = Vec::new();
    for (verb, on, right) in buttons() {
        let column = if on == On::Entry { 0 } else { 1 };
        rows.entry(format!("{right:?}")).or_default()[column].push(format!("`{verb}`"));
        rights.push(right);
    }
    for (step, right) in steps() {
        rows.entry(right).or_default()[2].push(format!("`{step}`"));
    }
    let mut table = String::from(
        "\n| Right | Owner | Manager | Specialist | Entries | On a booking's card | Steps |\n|---|---|---|---|---|---|---|\n",
    );
    for (name, columns) in rows {
        let known = rights.iter().find(|right| format!("{right:?}") == name);
        let mark = |role: Role| match known {
            Some(right) if role.may(*right) => "yes",
            Some(_) => "no",
            None => "—",
        };
        let [owner, manager, specialist] = [Role::Owner, Role::Manager, Role::Specialist].map(mark);
        let [entries, card, steps] = columns.map(|mut verbs| {
            verbs.sort();
            verbs.dedup();
            verbs.join(" ")
        });
        writeln!(table, "| {name} | {owner} | {manager} | {specialist} | {entries} | {card} | {steps} |")
            .unwrap();
    }
    table + "\n"
}

/// The steps with the right that each takes, as `Step::right` says it.
fn steps() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("admin/step.rs");
    let source = std::fs::read_to_string(path).unwrap();
    let body = source.split("fn right(&self)").nth(1).expect("a step says what it takes");
    let body = body.split("\n    }\n").next().unwrap();
    let word = |rest: &str| rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
    let mut found = Vec::new();
    for arm in body.split_inclusive(',').filter(|arm| arm.contains("=>")) {
        let (steps, right) = arm.split_once("=>").unwrap();
        let right = right.split("Right::").nth(1).map_or("by step".to_owned(), word);
        found.extend(steps.split("Step::").skip(1).map(|rest| (word(rest), right.clone())));
    }
    assert!(found.len() >= 2, "the steps are not found: {found:?}");
    found
}
