//! A booking in the client's calendar (C7): the file, and the next one when the visit changes.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Actor, Fact, Policy};
use engine::Input;
use icalendar::{
    Calendar, CalendarComponent, CalendarDateTime, Component as _, DatePerhapsTime, EventLike as _,
};
use insta::assert_snapshot;
use sim::{Fault, Trouble};

use crate::booking_flow::reach_review;
use crate::world::{ANNA, CLARA, OLGA, PIN, World};

fn read(file: &str) -> Calendar {
    file.parse().unwrap()
}

/// The one event of a file.
fn event(calendar: &Calendar) -> &icalendar::Event {
    let [CalendarComponent::Event(event)] = calendar.components.as_slice() else { panic!("{calendar:?}") };
    event
}

fn at(found: Option<DatePerhapsTime>) -> DateTime<Utc> {
    let Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(at))) = found else { panic!("{found:?}") };
    at
}

/// Anna has a haircut tomorrow at three.
fn booked(world: &mut World) {
    reach_review(world, ANNA);
    world.client(ANNA).presses("Подтвердить");
}

#[test]
fn a_booking_is_taken_into_the_calendar_with_its_local_time_and_nothing_of_the_person() {
    let mut policy = Policy::default();
    policy.business.address = Some("Москва, ул. Садовая, 5".into());
    policy.business.phone = Some("+7 495 123-45-67".into());
    let mut world = World::with(policy);
    booked(&mut world);
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("В календарь"), @"
    + 📎 zapis-1.ics
    Откройте файл — и визит появится в вашем календаре.
    ");
    let file = anna.reads_document();
    let calendar = read(&file);
    let event = event(&calendar);
    assert_snapshot!(event.get_description().unwrap(), @"
    Стрижка, Мария
    1 ч · 1 500 ₽
    Запись № 1
    📞 +7 495 123-45-67
    ");
    assert_eq!(calendar.property_value("METHOD"), Some("PUBLISH"));
    assert_eq!(event.get_summary(), Some("Стрижка — Салон «Ромашка»"));
    assert_eq!(event.get_location(), Some("Салон «Ромашка», Москва, ул. Садовая, 5"));
    assert_eq!(event.get_status(), Some(icalendar::EventStatus::Confirmed));
    assert_eq!(at(event.get_start()).to_rfc3339(), "2026-11-24T12:00:00+00:00", "15:00 in Moscow");
    assert_eq!(at(event.get_end()) - at(event.get_start()), TimeDelta::hours(1));
    for personal in ["Анна", "912", "101"] {
        assert!(!file.contains(personal), "{file}");
    }
}

#[test]
fn the_file_keeps_to_the_format_whatever_stands_in_it() {
    let mut policy = Policy::default();
    policy.business.address = Some(
        "ул. Садовая, д. 5; вход <со двора> & налево \\ 3-й этаж, 💇 «Ромашка», домофон 12, спросить Марию"
            .into(),
    );
    let mut world = World::with(policy);
    booked(&mut world);
    let mut anna = world.client(ANNA);
    anna.presses("В календарь");
    let file = anna.reads_document();
    assert!(file.ends_with("END:VCALENDAR\r\n") && !file.replace("\r\n", "").contains('\n'));
    for line in file.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let calendar = read(&file);
    let address = anna.world.policy().business.address.clone().unwrap();
    assert_eq!(event(&calendar).get_location(), Some(format!("Салон «Ромашка», {address}").as_str()));
    assert_eq!(event(&calendar).get_description().unwrap().lines().count(), 3);
}

#[test]
fn a_booking_keeps_its_name_and_a_newer_file_is_known_by_its_sequence() {
    let mut world = World::new();
    booked(&mut world);
    let mut anna = world.client(ANNA);
    anna.presses("В календарь");
    let first = read(&anna.reads_document());
    anna.presses("Отменить запись");
    assert_snapshot!(anna.presses("Да, отменить"), @"
    ! Запись отменена
    ~ ❌ Запись отменена

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
      [Записаться снова]
      [Меню]
    + 📎 zapis-1.ics
    Визит не состоится. Откройте файл — визит исчезнет из календаря.
    ");
    let second = read(&anna.reads_document());
    assert_eq!(second.property_value("METHOD"), Some("CANCEL"));
    let (first, second) = (event(&first), event(&second));
    assert_eq!(second.get_status(), Some(icalendar::EventStatus::Cancelled));
    assert_eq!(second.get_uid(), first.get_uid());
    assert!(second.get_sequence() > first.get_sequence());
    let mut other = World::new();
    booked(&mut other);
    other.client(ANNA).presses("В календарь");
    let calendar = read(&other.client(ANNA).reads_document());
    assert_ne!(event(&calendar).get_uid(), first.get_uid(), "another installation");
}

#[test]
fn a_booking_that_waits_is_tentative_and_the_next_file_says_what_the_admin_decided() {
    let mut world = World::new();
    let mut clara = world.client(CLARA);
    for label in ["/start", "Book", "Окрашивание", "24", "15:00"] {
        if label == "/start" {
            clara.says(label)
        } else {
            clara.presses(label)
        };
    }
    clara.presses("I agree");
    clara.says("Clara");
    clara.says("+79125550103");
    clara.presses("Confirm");
    assert_snapshot!(clara.presses("calendar"), @"
    + 📎 zapis-1.ics
    Open the file to add the visit to your calendar.
    ");
    let file = read(&clara.reads_document());
    assert_eq!(event(&file).get_status(), Some(icalendar::EventStatus::Tentative));
    assert_snapshot!(event(&file).get_description().unwrap(), @"
    Окрашивание, Мария
    2 h · 4 500 ₽
    Booking No. 1
    The booking is still awaiting confirmation.
    ");
    let mut olga = world.admin(OLGA);
    for words in ["/start", PIN, PIN] {
        olga.says(words);
    }
    olga.presses("Ждут подтверждения");
    olga.presses("Clara");
    olga.presses("Подтвердить");
    let file = read(&world.client(CLARA).reads_document());
    assert_eq!(event(&file).get_status(), Some(icalendar::EventStatus::Confirmed));
    let mut olga = world.admin(OLGA);
    olga.presses("Отменить запись");
    olga.presses("Да, отменить");
    assert_snapshot!(world.client(CLARA).sees(), @"
    📎 zapis-1.ics
    The visit will not take place. Open the file to remove it from your calendar.
    ");
    let file = read(&world.client(CLARA).reads_document());
    assert_eq!(file.property_value("METHOD"), Some("CANCEL"));
}

#[test]
fn after_a_move_the_next_file_follows_whoever_moved_the_visit() {
    let mut world = World::new();
    booked(&mut world);
    world.client(ANNA).presses("В календарь");
    for by in [Actor::Client, Actor::Admin(OLGA.into())] {
        let from = world.now();
        world.enters(vec![Input::Fact(Fact::Moved { booking: 1.into(), from, with: 1.into(), by })]);
    }
    assert_eq!(world.documents(ANNA), 3);
    assert!(world.client(ANNA).sees().contains("Время визита изменилось"));
}

#[test]
fn who_did_not_take_the_file_is_sent_none() {
    let mut world = World::new();
    booked(&mut world);
    let mut anna = world.client(ANNA);
    anna.presses("Отменить запись");
    assert!(!anna.presses("Да, отменить").contains("📎"));
}

#[test]
fn the_local_time_is_right_on_both_sides_of_a_change_of_the_clocks() {
    let mut policy = Policy::default();
    policy.business.zone = chrono_tz::Europe::Berlin;
    let mut world = World::with(policy);
    // On 29 March 2026 the clocks of Berlin go an hour ahead.
    world.jump("2026-03-27T06:00:00Z".parse().unwrap());
    for (day, utc) in [("28", "2026-03-28T09:00:00Z"), ("31", "2026-03-31T08:00:00Z")] {
        let mut anna = world.client(ANNA);
        anna.says("/start");
        for label in ["Записаться", "Стрижка", "Вера", day, "10:00"] {
            anna.presses(label);
        }
        if day == "28" {
            anna.presses("Даю согласие");
            anna.says("Анна");
            anna.says("89125550101");
        } else {
            anna.presses("Анна");
            anna.presses("+7 912");
        }
        anna.presses("Подтвердить");
        anna.presses("В календарь");
        let file = read(&anna.reads_document());
        assert_eq!(at(event(&file).get_start()), utc.parse::<DateTime<Utc>>().unwrap(), "{day} March, 10:00");
    }
}

#[test]
fn a_file_is_sent_once_more_after_trouble_and_after_a_restart() {
    let mut world = World::new();
    booked(&mut world);
    let trouble = |trouble| Fault { bot: None, method: Some("sendDocument".into()), trouble, times: 1 };
    world.telegram().faults.add(trouble(Trouble::TooMany(2)));
    assert_eq!(world.client(ANNA).presses("В календарь"), "", "Telegram asks to wait");
    world.restart();
    assert_eq!(world.documents(ANNA), 0);
    world.pass(TimeDelta::seconds(10));
    assert_eq!(world.documents(ANNA), 1);
    world.telegram().faults.add(trouble(Trouble::ReplyLost));
    world.client(ANNA).presses("В календарь");
    world.pass(TimeDelta::minutes(1));
    assert_eq!(world.documents(ANNA), 3, "it had arrived, and nobody could know");
}

#[test]
fn who_blocked_the_bot_is_sent_no_file_and_nothing_waits() {
    let mut world = World::new();
    booked(&mut world);
    world.client(ANNA).presses("В календарь");
    world.client(ANNA).then(|telegram, now, bot, person| {
        telegram.block(now, bot, person, true);
    });
    let mut olga = world.admin(OLGA);
    for words in ["/start", PIN, PIN] {
        olga.says(words);
    }
    olga.presses("Завтра");
    olga.presses("Анна");
    olga.presses("Отменить запись");
    olga.presses("Да, отменить");
    assert_eq!((world.documents(ANNA), world.engine().writer().outbox_depth().unwrap()), (1, 0));
}
