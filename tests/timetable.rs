//! The day as a picture: asked for, drawn by a worker, sent (A3).

use chat::{Action, Lang, Texts};
use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::{ServiceId, Specialist, Status};
use insta::assert_snapshot;
use picture::{State, Stretch, Timetable};
use sim::{Fault, Trouble};
use store::blocks::Blocked;

use crate::admin_flow::with_admins;
use crate::lists::{MARIA, VERA, booked, busy_tuesday};
use crate::world::{ANNA, OLGA, World};

/// What a picture would show, in words.
fn tables(world: &World, asked: &str) -> Vec<Timetable> {
    let (texts, asked) = (Texts::load(), Action::decode(asked).unwrap());
    let speech = (&texts, Lang::Ru, Tz::Europe__Moscow);
    admin::timetable::tables(world.engine().readers(), speech, &asked, world.now()).unwrap()
}

fn clock(at: &Stretch) -> String {
    let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{}–{}", clock(at.from), clock(at.to))
}

fn told(table: &Timetable) -> String {
    let list = |stretches: &[Stretch]| stretches.iter().map(clock).collect::<Vec<_>>().join(" ");
    let mut lines = vec![table.title.clone()];
    for column in &table.columns {
        let now = column.now.map(|now| format!(" ({now})")).unwrap_or_default();
        lines.push(format!("{}: {}{now}", column.heading, column.under));
        if !column.open.is_empty() {
            lines.push(format!("  open {} | free {}", list(&column.open), list(&column.free)));
        }
        for entry in &column.entries {
            let sign = match entry.state {
                State::Pending => "⏳",
                State::Confirmed => "✅",
                State::Done => "✔️",
                State::NoShow => "🚫",
            };
            lines.push(format!(
                "  {sign} {} = {}: {} / {}",
                clock(&entry.at),
                entry.time,
                entry.title,
                entry.line
            ));
        }
        lines.extend(column.blocks.iter().map(|block| format!("  # {} {}", clock(&block.at), block.note)));
    }
    lines.join("\n")
}

#[test]
fn a_day_is_sent_as_a_picture() {
    let mut world = with_admins();
    busy_tuesday(&world);
    world.admin(OLGA).says("/tomorrow");
    assert_snapshot!(world.admin(OLGA).presses("Картинкой"), @"
    ! Рисую, секунду
    + 🖼 1048 × 1991
    🖼 вт 24 ноября
    По состоянию на 09:00
    ");
    let telegram = world.telegram();
    let chat = telegram.chat("admin", OLGA).unwrap();
    let (_, photo) = chat.messages.iter().rev().find_map(|message| message.extra.as_ref()).unwrap();
    let png = telegram.file("admin", photo[0]["file_id"].as_str().unwrap()).unwrap();
    assert!(png.starts_with(b"\x89PNG") && png.len() > 10_000);
}

#[test]
fn a_picture_shows_who_works_who_comes_and_what_is_free() {
    let world = World::new();
    busy_tuesday(&world);
    let noon = "2026-11-24T09:00:00Z".parse().unwrap();
    let block = domain::Span::new(noon, noon + TimeDelta::minutes(90)).unwrap();
    world.engine().writer().block(Blocked::Specialist(VERA.into()), block, Some("Приём у врача")).unwrap();
    assert_snapshot!(told(&tables(&world, "list-picture.0.20261124.0")[0]), @"
    вт 24 ноября
    Мария: 10:00–20:00
      open 10:00–14:00 15:00–20:00 | free 11:00–12:00 15:00–16:00 17:00–20:00
      ✅ 10:00–11:00 = 10:00–11:00: Анна Иванова / Стрижка
      ⏳ 12:00–14:00 = 12:00–14:00: Анна Иванова / Окрашивание
      ✔️ 16:00–17:00 = 16:00–17:00: Анна Иванова / Стрижка
    Вера: 09:00–18:00
      open 09:00–18:00 | free 09:00–10:30 11:30–12:00 13:30–14:00 15:00–18:00
      ⏳ 10:30–11:30 = 10:30–11:30: Анна Иванова / Стрижка
      🚫 14:00–15:00 = 14:00–15:00: Анна Иванова / Стрижка
      # 12:00–13:30 Приём у врача
    ");
    assert_eq!(tables(&world, "list-picture.0.20261124.1")[0].columns.len(), 1, "one specialist's day");
    assert_eq!(
        tables(&world, "list-picture.0.20261123.0")[0].columns.len(),
        1,
        "Вера does not work on Mondays"
    );
    assert_eq!(tables(&world, "list-picture.0.20261129.0")[0].columns.len(), 2, "on Sundays nobody does");
}

#[test]
fn a_week_is_drawn_of_one_specialist_and_a_night_belongs_to_the_day_before() {
    let world = World::new();
    let mut catalog = world.engine().writer().catalog().unwrap();
    catalog.specialists[0].hours = Some("Fri-Sat 18:00-02:00".parse().unwrap());
    world.engine().writer().replace_catalog(&catalog).unwrap();
    booked(&world, MARIA, "2026-11-27T22:00:00", 60, Status::Confirmed);
    assert_snapshot!(told(&tables(&world, "list-picture.1.20261123.1")[0]), @"
    Мария: 23–29 ноября
    пн 23: выходной (540)
    вт 24: выходной
    ср 25: выходной
    чт 26: выходной
    пт 27: 18:00–02:00
      open 18:00–26:00 | free 18:00–25:00
      ✅ 25:00–26:00 = 01:00–02:00: Анна Иванова / Стрижка
    сб 28: 18:00–02:00
      open 18:00–26:00 | free 18:00–26:00
    вс 29: выходной
    ");
}

#[test]
fn all_who_come_to_one_session_stand_in_one_box() {
    let world = World::new();
    let mut catalog = world.engine().writer().catalog().unwrap();
    catalog.services[0].seats = 8;
    world.engine().writer().replace_catalog(&catalog).unwrap();
    for status in [Status::Confirmed, Status::Pending, Status::Confirmed] {
        booked(&world, MARIA, "2026-11-24T07:00:00", 60, status);
    }
    let table = tables(&world, "list-picture.0.20261124.1").remove(0);
    let shown: Vec<&str> = table.columns[0].entries.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(shown, ["Стрижка · 3 из 8"]);
    assert_eq!(table.columns[0].entries[0].state, State::Pending, "one of them waits");
}

#[test]
fn a_second_press_while_it_is_drawn_makes_no_second() {
    let mut world = with_admins();
    world.admin(OLGA).says("/tomorrow");
    let seen = world.admin(OLGA).presses_twice("Картинкой");
    assert!(seen.contains("! Рисую, секунду") && seen.contains("! Картинка уже рисуется"), "{seen}");
    assert_eq!(seen.matches("+ 🖼").count(), 1, "{seen}");
    assert_eq!(
        world.admin(OLGA).presses("Картинкой").matches("+ 🖼").count(),
        1,
        "afterwards it is drawn anew"
    );
}

#[test]
fn a_picture_is_drawn_though_the_process_dies_meanwhile() {
    let mut world = with_admins();
    world.admin(OLGA).says("/tomorrow");
    let press = world.admin(OLGA).data("Картинкой");
    let message = world.admin(OLGA).last_message();
    world.die_having_taken(|telegram, now| telegram.press_data(now, "admin", OLGA, message, &press).unwrap());
    world.begin_again();
    assert!(!world.admin(OLGA).sees().contains("🖼 1"), "it was not drawn yet");
    world.pass(TimeDelta::minutes(2));
    assert!(world.admin(OLGA).sees().starts_with("🖼 1"), "{}", world.admin(OLGA).sees());
    let last = world.admin(OLGA).last_message();
    world.pass(TimeDelta::minutes(5));
    assert_eq!(world.admin(OLGA).last_message(), last, "and once");
}

#[test]
fn a_picture_that_ends_the_process_each_time_is_given_up() {
    let mut world = with_admins();
    world.admin(OLGA).says("/tomorrow");
    let press = world.admin(OLGA).data("Картинкой");
    let message = world.admin(OLGA).last_message();
    world.die_having_taken(|telegram, now| telegram.press_data(now, "admin", OLGA, message, &press).unwrap());
    for _ in 0..2 {
        world.begin_again();
        world.jump(world.now() + TimeDelta::seconds(61));
        world.die_committed();
    }
    world.begin_again();
    world.pass(TimeDelta::minutes(2));
    assert_snapshot!(world.admin(OLGA).sees(), @"Не получилось нарисовать картинку. Попробуйте, пожалуйста, ещё раз.");
}

#[test]
fn a_session_that_is_locked_meanwhile_gets_no_picture() {
    let mut world = with_admins();
    world.admin(OLGA).says("/tomorrow");
    let press = world.admin(OLGA).data("Картинкой");
    let message = world.admin(OLGA).last_message();
    world.die_having_taken(|telegram, now| {
        telegram.press_data(now, "admin", OLGA, message, &press).unwrap();
        telegram.send_text(now, "admin", OLGA, "/lock");
    });
    world.begin_again();
    world.pass(TimeDelta::minutes(5));
    assert!(world.admin(OLGA).sees().contains("Доступ закрыт"), "{}", world.admin(OLGA).sees());
}

#[test]
fn a_picture_that_waits_is_not_sent_after_its_client_was_erased() {
    let mut world = with_admins();
    busy_tuesday(&world);
    world.admin(OLGA).says("/tomorrow");
    let trouble = Trouble::TooMany(120);
    let block = Fault { bot: Some("admin".into()), method: None, trouble, times: 1 };
    world.telegram().faults.add_in_chat(OLGA, block);
    world.admin(OLGA).presses("Картинкой");
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    let waiting = || -> i64 {
        let sql = "SELECT count(*) FROM attachment WHERE content IS NOT NULL";
        database.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(waiting(), 1);
    world.client(ANNA).says("/forget");
    world.client(ANNA).presses("Да, удалить");
    assert_eq!(waiting(), 0);
    world.pass(TimeDelta::minutes(5));
    let telegram = world.telegram();
    let photo = |message: &sim::Message| message.extra.as_ref().is_some_and(|(kind, _)| kind == "photo");
    assert!(!telegram.chat("admin", OLGA).unwrap().messages.iter().any(photo));
}

#[test]
fn many_specialists_stand_on_several_pictures() {
    let mut world = with_admins();
    let mut catalog = world.engine().writer().catalog().unwrap();
    let first = catalog.specialists.remove(0);
    catalog.specialists = (1..=14)
        .map(|id| Specialist {
            name: format!("Мастер {id:02}"),
            services: vec![ServiceId::from(1).into()],
            ..first.clone()
        })
        .collect();
    world.engine().writer().replace_catalog(&catalog).unwrap();
    world.admin(OLGA).says("/tomorrow");
    let seen = world.admin(OLGA).presses("Картинкой");
    assert!(seen.contains("вт 24 ноября · 1/2") && seen.contains("вт 24 ноября · 2/2"), "{seen}");
}

#[test]
fn without_a_specialist_there_is_nothing_to_draw() {
    let mut world = with_admins();
    let catalog = domain::Catalog::default();
    world.engine().writer().replace_catalog(&catalog).unwrap();
    world.admin(OLGA).says("/tomorrow");
    let seen = world.admin(OLGA).presses("Картинкой");
    assert!(seen.contains("Рисовать пока нечего"), "{seen}");
}
