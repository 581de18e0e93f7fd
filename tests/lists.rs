//! The lists of bookings that admins look at: days, weeks, filters, pages (A3).

use chrono::TimeDelta;
use domain::{Actor, Currency, Money, Role, ServiceId, Slot, Span, Status};
use insta::assert_snapshot;
use store::admins::Origin;
use store::bookings::NewBooking;

use crate::admin_flow::with_admins;
use crate::world::{ANNA, OLGA, World};

pub const MARIA: i64 = 1;
pub const VERA: i64 = 2;

/// A booking of Анна Иванова's that stands in the database, however it came there. `at` is an instant without its "Z".
pub fn booked(world: &World, specialist: i64, at: &str, minutes: i64, status: Status) {
    let (tx, now) = (world.engine().writer(), world.now());
    let client = tx.client_of(ANNA.into(), now).unwrap();
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    database.execute("UPDATE client SET name = 'Анна Иванова'", []).unwrap();
    let start = format!("{at}Z").parse().unwrap();
    let visit = Span::new(start, start + TimeDelta::minutes(minutes)).unwrap();
    let slot = Slot { visit, occupied: visit, resources: Vec::new() };
    let services = [ServiceId::from(if minutes == 120 { 2 } else { 1 })];
    let new = NewBooking {
        client: client.id,
        services: &services,
        specialist: specialist.into(),
        anybody: false,
        slot: &slot,
        status: if status == Status::Pending { Status::Pending } else { Status::Confirmed },
        price: Money { minor: 150_000, currency: Currency::RUB },
        comment: None,
        decide_by: None,
    };
    let id = tx.book(&new, Actor::Client, now).unwrap();
    if !status.is_active() {
        tx.set_booking_status(id, 1, status, None, Actor::Client, now).unwrap();
    }
}

/// Tomorrow, a Tuesday, with something of everything.
pub fn busy_tuesday(world: &World) {
    booked(world, MARIA, "2026-11-24T07:00:00", 60, Status::Confirmed);
    booked(world, VERA, "2026-11-24T07:30:00", 60, Status::Pending);
    booked(world, MARIA, "2026-11-24T09:00:00", 120, Status::Pending);
    booked(world, VERA, "2026-11-24T11:00:00", 60, Status::NoShow);
    booked(world, MARIA, "2026-11-24T12:00:00", 60, Status::Cancelled);
    booked(world, MARIA, "2026-11-24T13:00:00", 60, Status::Done);
}

#[test]
fn a_day_tells_how_it_looks_and_leads_on() {
    let mut world = with_admins();
    busy_tuesday(&world);
    world.admin(OLGA).says("/menu");
    assert_snapshot!(world.admin(OLGA).presses("Завтра"), @"
    ~ Записи: завтра, вт 24 ноября
    5 записей, 2 ждут подтверждения, свободно 12 ч
    Нажмите на запись, чтобы открыть её.
      [✅ 10:00 Анна Иванова · Мария · Стрижка]
      [⏳ 10:30 Анна Иванова · Вера · Стрижка]
      [⏳ 12:00 Анна Иванова · Мария · Окраши…]
      [🚫 14:00 Анна Иванова · Вера · Стрижка]
      [✔️ 16:00 Анна Иванова · Мария · Стриж…]
      [‹ пн 23] [ср 25 ›]
      [👤 Все мастера] [Все записи]
      [🖼 Картинкой] [📅 Неделя]
      [➕ Записать клиента]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("ср 25 ›"), @"
    ~ Записи: ср 25 ноября
    Записей пока нет, свободно 18 ч.
      [‹ вт 24] [чт 26 ›]
      [👤 Все мастера] [Все записи]
      [🖼 Картинкой] [📅 Неделя]
      [➕ Записать клиента]
      [‹ Назад]
    ");
    assert!(world.admin(OLGA).presses("Записать клиента").contains("[Отмена]"), "a manual booking begins");
    world.admin(OLGA).says("/tomorrow");
    assert!(world.admin(OLGA).presses("пн 23").contains("сегодня, пн 23 ноября"));
}

#[test]
fn a_day_is_seen_by_specialist_and_by_what_became_of_the_bookings() {
    let mut world = with_admins();
    busy_tuesday(&world);
    world.admin(OLGA).says("/tomorrow");
    assert_snapshot!(world.admin(OLGA).presses("Все мастера"), @"
    ~ Чьи записи показать?
      [👤 Все мастера]
      [Мария]
      [Вера]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Мария"), @"
    ~ Записи: завтра, вт 24 ноября
    3 записи, 1 ждёт подтверждения, свободно 5 ч
    Нажмите на запись, чтобы открыть её.
      [✅ 10:00 Анна Иванова · Стрижка]
      [⏳ 12:00 Анна Иванова · Окрашивание]
      [✔️ 16:00 Анна Иванова · Стрижка]
      [‹ пн 23] [ср 25 ›]
      [👤 Мария] [Все записи]
      [🖼 Картинкой] [📅 Неделя]
      [➕ Записать клиента]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Все записи"), @"
    ~ Какие записи показать?
      [Все записи]
      [⏳ Ждут]
      [✅ Подтверждены]
      [✔️ Состоялись]
      [🚫 Не пришли]
      [❌ Отменены]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Отменены"), @"
    ~ Записи: завтра, вт 24 ноября
    3 записи, 1 ждёт подтверждения, свободно 5 ч
    Нажмите на запись, чтобы открыть её.
      [❌ 15:00 Анна Иванова · Стрижка]
      [‹ пн 23] [ср 25 ›]
      [👤 Мария] [❌ Отменены]
      [🖼 Картинкой] [📅 Неделя]
      [➕ Записать клиента]
      [‹ Назад]
    ");
    world.admin(OLGA).presses("Отменены");
    assert!(world.admin(OLGA).presses("Назад").contains("[👤 Мария] [❌ Отменены]"));
    world.admin(OLGA).presses("👤 Мария");
    assert!(world.admin(OLGA).presses("Назад").contains("[👤 Мария] [❌ Отменены]"));
    world.admin(OLGA).presses("❌ Отменены");
    assert_snapshot!(world.admin(OLGA).presses("Не пришли"), @"
    ~ Записи: завтра, вт 24 ноября
    3 записи, 1 ждёт подтверждения, свободно 5 ч
    Таких записей нет.
      [‹ пн 23] [ср 25 ›]
      [👤 Мария] [🚫 Не пришли]
      [🖼 Картинкой] [📅 Неделя]
      [➕ Записать клиента]
      [‹ Назад]
    ");
    assert!(
        world.admin(OLGA).presses("ср 25").contains("[👤 Мария] [🚫 Не пришли]"),
        "the choice goes along"
    );
}

#[test]
fn days_without_a_booking_say_why_and_offer_the_way_on() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    let line = |seen: String| seen.lines().nth(1).unwrap().to_owned();
    olga.says("/today");
    assert_snapshot!(line(olga.sees()), @"Записей пока нет, свободно 9 ч.");
    assert_snapshot!(line(olga.presses("вт 24")), @"Записей пока нет, свободно 18 ч.");
    olga.says("/menu");
    olga.presses("Другая дата");
    assert_snapshot!(line(olga.presses("29")), @"В этот день никто не работает.");
    olga.presses("Все мастера");
    assert_snapshot!(line(olga.presses("Вера")), @"Это выходной.");
    olga.says("/menu");
    olga.presses("Другая дата");
    assert_snapshot!(line(olga.presses("20")), @"Записей не было.");
}

#[test]
fn a_week_counts_its_days() {
    let mut world = with_admins();
    busy_tuesday(&world);
    booked(&world, VERA, "2026-11-26T09:00:00", 60, Status::Confirmed);
    world.admin(OLGA).says("/menu");
    assert_snapshot!(world.admin(OLGA).presses("Неделя"), @"
    ~ Неделя: 23–29 ноября
    6 записей, 2 ждут подтверждения, свободно 83 ч
    Нажмите на день, чтобы увидеть записи.
      [• пн 23 — нет записей]
      [вт 24 — 5 записей, 2 ⏳]
      [ср 25 — нет записей]
      [чт 26 — 1 запись]
      [пт 27 — нет записей]
      [сб 28 — нет записей]
      [вс 29 — выходной]
      [‹ с 16.11] [с 30.11 ›]
      [👤 Все мастера] [🖼 Картинкой]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("с 30.11"), @"
    ~ Неделя: 30 ноября – 6 декабря
    Записей нет, свободно 90 ч
    Нажмите на день, чтобы увидеть записи.
      [пн 30 — нет записей]
      [вт 1 — нет записей]
      [ср 2 — нет записей]
      [чт 3 — нет записей]
      [пт 4 — нет записей]
      [сб 5 — нет записей]
      [вс 6 — выходной]
      [‹ с 23.11] [с 07.12 ›]
      [👤 Все мастера] [🖼 Картинкой]
      [‹ Назад]
    ");
    world.admin(OLGA).presses("с 23.11");
    assert!(world.admin(OLGA).presses("чт 26").contains("Записи: чт 26 ноября"));
    world.admin(OLGA).presses("Неделя");
    world.admin(OLGA).presses("Все мастера");
    let vera = world.admin(OLGA).presses("Вера");
    assert!(vera.contains("вт 24 — 2 записи, 1 ⏳") && vera.contains("• пн 23 — выходной"), "{vera}");
    assert!(world.admin(OLGA).presses("вт 24").contains("[👤 Вера]"), "the day is of the same specialist");
}

#[test]
fn a_long_day_has_pages() {
    let mut world = with_admins();
    for hour in 7..15 {
        booked(&world, MARIA, &format!("2026-11-24T{hour:02}:00:00"), 60, Status::Confirmed);
    }
    let first = world.admin(OLGA).says("/tomorrow");
    assert!(first.contains("8 записей") && first.contains("15:00") && !first.contains("16:00"), "{first}");
    assert!(first.contains("[Следующие ›]"));
    let second = world.admin(OLGA).presses("Следующие");
    assert!(
        second.contains("16:00") && second.contains("17:00") && second.contains("[‹ Предыдущие]"),
        "{second}"
    );
    world.admin(OLGA).presses("Предыдущие");
    let data = world.admin(OLGA).data("Следующие");
    let message = world.admin(OLGA).last_message();
    for forged in ["-1", "7", "999999999999"] {
        let forged = data.replace(".1.0.0", &format!(".{forged}.0.0"));
        let seen = world.admin(OLGA).forges(message, &forged);
        assert!(seen.is_empty() || seen.contains("10:00"), "a page that is not there is the first: {seen}");
    }
}

#[test]
fn those_that_wait_are_counted_and_named_with_their_day() {
    let mut world = with_admins();
    busy_tuesday(&world);
    assert_snapshot!(world.admin(OLGA).says("/waiting"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + Ждут подтверждения: 2
    Нажмите на запись, чтобы открыть её.
      [⏳ 24.11 10:30 Анна Иванова · Вера]
      [⏳ 24.11 12:00 Анна Иванова · Мария]
      [‹ Назад]
    ");
}

#[test]
fn a_specialist_sees_own_days_whatever_a_button_says() {
    let mut world = with_admins();
    busy_tuesday(&world);
    let (tx, now) = (world.engine().writer(), world.now());
    tx.put_admin(OLGA.into(), Role::Specialist, Origin::Invitation, now).unwrap();
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    database.execute("UPDATE admin SET specialist_id = ?1 WHERE chat = ?2", [VERA, OLGA]).unwrap();
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != OLGA));
    world.admin(OLGA).says("/menu");
    assert_snapshot!(world.admin(OLGA).presses("Завтра"), @"
    ~ Записи: завтра, вт 24 ноября
    2 записи, 1 ждёт подтверждения, свободно 7 ч
    Нажмите на запись, чтобы открыть её.
      [⏳ 10:30 Анна Иванова · Стрижка]
      [🚫 14:00 Анна Иванова · Стрижка]
      [‹ пн 23] [ср 25 ›]
      [Все записи]
      [🖼 Картинкой] [📅 Неделя]
      [‹ Назад]
    ");
    let message = world.admin(OLGA).last_message();
    let seen = world.admin(OLGA).forges(message, "e.day.20261124.0.1.0");
    assert!(!seen.contains("Мария") && !seen.contains("10:00"), "{seen}");
    let week = world.admin(OLGA).forges(message, "e.week.20261123.1");
    assert!(week.contains("вт 24 — 2 записи"), "{week}");
    let who = world.admin(OLGA).forges(message, "e.list-who.0.20261124.1.0");
    assert!(who.contains("[Вера]") && !who.contains("Мария"), "{who}");
    let foreign =
        ["e.list-picture.0.20261124.0", "e.list-picture.0.20261124.1", "e.list-picture.1.20261123.1"];
    for picture in foreign {
        assert_eq!(world.admin(OLGA).forges(message, picture), "! Эта кнопка уже не действует");
    }
    let lines = world.engine().writer().journal(None, 10).unwrap();
    assert!(lines.iter().any(|line| line.deed == "press-foreign"));
    world.admin(OLGA).says("/tomorrow");
    assert!(world.admin(OLGA).presses("Картинкой").contains("🖼"), "the own day is drawn");
}
