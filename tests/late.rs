//! A specialist is late (A17): the rest of the day is shifted only as far as it has to, and clients are asked.

use domain::{Role, Span};
use insta::assert_snapshot;
use store::admins::Origin;
use store::blocks::Blocked;
use store::team::Place;

use crate::admin_flow::with_admins;
use crate::stranded::haircut;
use crate::world::{ANNA, BORIS, CLARA, OLEG, OLGA, PIN, World};

/// Tuesday, ten past two: Анна comes to Мария at three, Борис at four, Клара at six.
fn tuesday() -> World {
    let mut world = with_admins();
    haircut(&mut world, ANNA, "Мария", "24", "15:00");
    haircut(&mut world, BORIS, "Мария", "24", "16:00");
    let mut clara = world.client(CLARA);
    clara.says("/start");
    for words in ["Book", "Стрижка", "Мария", "24", "18:00", "agree"] {
        clara.presses(words);
    }
    clara.says("Clara");
    clara.says("8 912 345-67-89");
    clara.presses("Confirm");
    world.jump("2026-11-24T11:10:00Z".parse().unwrap());
    world.settle();
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).says(PIN);
    world
}

fn starts(world: &World) -> Vec<String> {
    let start = |id: i64| {
        let booking = world.engine().writer().booking(id.into()).unwrap().unwrap().booking;
        booking.visit.start().format("%H:%M").to_string()
    };
    [1, 2, 3].map(start).to_vec()
}

#[test]
fn the_rest_of_the_day_is_shifted_and_each_client_is_asked() {
    let mut world = tuesday();
    assert_snapshot!(world.admin(OLGA).says("/today"), @"
    ~ Салон «Ромашка»
    Какие записи показать?
    + Записи: сегодня, вт 24 ноября
    3 записи, свободно 5 ч 50 мин
    Нажмите на запись, чтобы открыть её.
      [✅ 15:00 Анна · Мария · Стрижка]
      [✅ 16:00 Борис · Мария · Стрижка]
      [✅ 18:00 Clara · Мария · Стрижка]
      [🏃 Сообщить о задержке]
      [‹ пн 23] [ср 25 ›]
      [👤 Все мастера] [Все записи]
      [🖼 Картинкой] [📅 Неделя]
      [➕ Записать клиента]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Сообщить о задержке"), @"
    ~ Мария: на сколько минут задержка?
    Впереди визиты в 15:00, 16:00, 18:00. Выберите или напишите, например: 25, «полчаса».
      [+10] [+15] [+20] [+30] [+45]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("+20"), @"
    ~ Мария: задержка на 20 минут
    Сдвинутся 2 визита. Каждого клиента спросим, подходит ли ему.
      [15:00 → 15:20 Анна · Стрижка]
      [16:00 → 16:20 Борис · Стрижка]
      [18:00 ✓ Clara · Стрижка]
      [✅ Сдвинуть и спросить клиентов]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Сдвинуть"), @"
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:20
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-21 — введён вручную
    ⏳ Ждём ответа клиента (спросили вт 24 ноября, 14:10)
    Изменили вы: вт 24 ноября, 14:10
      [Перенести] [Отменить запись]
      [🤝 Договорились лично]
      [✏️ Изменить…] [📜 История]
    ~ ✅ Подтверждена
    Запись № 2
    Стрижка · Мария
    🕒 вт 24 ноября, 16:20
    1 ч · 1 500 ₽
    👤 Борис
    📞 +7 912 345-67-22 — введён вручную
    ⏳ Ждём ответа клиента (спросили вт 24 ноября, 14:10)
    Изменили вы: вт 24 ноября, 14:10
      [Перенести] [Отменить запись]
      [🤝 Договорились лично]
      [✏️ Изменить…] [📜 История]
    ~ ✅ Мария: день сдвинут на 20 минут.
    💬 2 клиентам отправлен вопрос.
      [⏳ Кто ещё не ответил]
      [‹ Назад]
      [Меню]
    ");
    assert_eq!(starts(&world), ["12:20", "13:20", "15:00"], "the gap before six takes it up");
    assert_snapshot!(world.client(ANNA).sees(), @"
    ⏱ Мария задерживается
    Ваша запись в 15:00 начнётся в 15:20. Подходит?

    ⏳ Ждём вашего ответа

    Стрижка, Мария
    🕒 вт 24 ноября, 15:20
    1 ч · 1 500 ₽
    Запись № 1
      [👌 Подходит]
      [Другое время] [Отменить запись]
      [📅 В календарь] [Меню]
    ");
    assert_snapshot!(world.client(ANNA).presses("Подходит"), @"
    ! Спасибо! Ждём вас
    ~ ✅ Вы записаны

    Стрижка, Мария
    🕒 вт 24 ноября, 15:20
    1 ч · 1 500 ₽
    Запись № 1
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    assert!(!world.client(CLARA).sees().contains("late"));
    let mut boris = world.client(BORIS);
    assert!(boris.presses("Другое время").contains("Переносим запись"), "no notice binds who is asked");
    boris.presses("25");
    boris.presses("12:00");
    boris.presses("Подтвердить");
    assert_eq!(starts(&world), ["12:20", "09:00", "15:00"]);
    let mut olga = world.admin(OLGA);
    olga.says("/today");
    assert_snapshot!(olga.presses("15:20"), @"
    ~ Запись № 1 — в сообщении ниже.
    + ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:20
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-21 — введён вручную
    👌 Клиенту подходит (вт 24 ноября, 14:10)
    Изменили вы: вт 24 ноября, 14:10
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn who_is_late_during_a_visit_takes_longer_and_a_gap_absorbs_it() {
    let mut world = tuesday();
    world.jump("2026-11-24T13:30:00Z".parse().unwrap());
    world.settle();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.says(PIN);
    olga.says("/today");
    assert_snapshot!(olga.presses("Сообщить о задержке"), @"
    ~ Мария: на сколько минут задержка?
    Сейчас идёт визит, впереди — 18:00. Выберите или напишите, например: 25, «полчаса».
      [+10] [+15] [+20] [+30] [+45]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("скоро"), @"+ Напишите, на сколько задержка: от 1 до 240 минут, например «25» или «полчаса».");
    assert_snapshot!(olga.says("полчаса"), @"
    ~ Мария: на сколько минут задержка?
    Сейчас идёт визит, впереди — 18:00. Выберите или напишите, например: 25, «полчаса».
    + Мария: задержка на 30 минут
    Окно между визитами её покроет: никого сдвигать не нужно.
      [18:00 ✓ Clara · Стрижка]
      [‹ Назад] [Отмена]
    ");
    olga.presses("Назад");
    assert_snapshot!(olga.says("90"), @"
    ~ Мария: на сколько минут задержка?
    Сейчас идёт визит, впереди — 18:00. Выберите или напишите, например: 25, «полчаса».
    + Мария: задержка на 90 минут
    Сдвинется 1 визит. Клиента спросим, подходит ли ему.
      [18:00 → 18:30 Clara · Стрижка]
      [✅ Сдвинуть и спросить клиентов]
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn closed_time_and_the_end_of_the_hours_are_named_before() {
    let mut world = tuesday();
    let at = |time: &str| format!("2026-11-24T{time}:00Z").parse().unwrap();
    let lunch = Span::new(at("14:00"), at("14:30")).unwrap();
    world.engine().writer().block(Blocked::Specialist(1.into()), lunch, None).unwrap();
    let mut olga = world.admin(OLGA);
    olga.says("/today");
    olga.presses("Сообщить о задержке");
    assert_snapshot!(olga.says("130"), @"
    ~ Мария: на сколько минут задержка?
    Впереди визиты в 15:00, 16:00, 18:00. Выберите или напишите, например: 25, «полчаса».
    + Мария: задержка на 130 минут
    Сдвинутся 3 визита. Каждого клиента спросим, подходит ли ему.

    ⚠️ Визит в 15:00 сдвинется на 17:30: раньше мешает закрытое или занятое время.
    ⚠️ Визит в 18:00 закончится в 20:30 — вне рабочих часов.
      [15:00 → 17:30 Анна · Стрижка]
      [16:00 → 18:30 Борис · Стрижка]
      [18:00 → 19:30 Clara · Стрижка]
      [✅ Сдвинуть и спросить клиентов]
      [‹ Назад] [Отмена]
    ");
    olga.presses("Сдвинуть");
    assert_eq!(starts(&world), ["14:30", "15:30", "16:30"]);
}

#[test]
fn a_session_of_a_group_is_shifted_with_all_its_seats() {
    let mut world = tuesday();
    let tx = world.engine().writer();
    let mut catalog = tx.catalog().unwrap();
    catalog.services[0].seats = 3;
    tx.replace_catalog(&catalog).unwrap();
    for person in [11, 12] {
        seat(&world, person, "2026-11-24T16:00:00Z", 60);
    }
    world.jump("2026-11-24T15:10:00Z".parse().unwrap());
    world.settle();
    let mut olga = world.admin(OLGA);
    for words in ["/menu", PIN, "/today"] {
        olga.says(words);
    }
    olga.presses("Сообщить о задержке");
    assert_snapshot!(olga.presses("+15"), @"
    ~ Мария: задержка на 15 минут
    Сдвинется 1 визит. Клиента спросим, подходит ли ему.

    ⚠️ Визит в 19:00 закончится в 20:15 — вне рабочих часов.
      [19:00 → 19:15 Стрижка · 2 записи]
      [✅ Сдвинуть и спросить клиентов]
      [‹ Назад] [Отмена]
    ");
    olga.presses("Сдвинуть");
    let start = |id: i64| {
        world
            .engine()
            .writer()
            .booking(id.into())
            .unwrap()
            .unwrap()
            .booking
            .visit
            .start()
            .format("%H:%M")
            .to_string()
    };
    assert_eq!([4, 5].map(start), ["16:15", "16:15"]);
}

#[test]
fn what_changes_while_the_admin_looks_is_shown_again_and_a_doubled_press_shifts_once() {
    let mut world = tuesday();
    let mut olga = world.admin(OLGA);
    olga.says("/today");
    olga.presses("Сообщить о задержке");
    olga.presses("+20");
    let (tx, now) = (world.engine().writer(), world.now());
    tx.set_booking_status(2.into(), 1, domain::Status::Cancelled, None, domain::Actor::Client, now).unwrap();
    let mut olga = world.admin(OLGA);
    assert!(olga.presses("Сдвинуть").contains("день изменился"));
    olga.presses_twice("Сдвинуть");
    assert_eq!(starts(&world), ["12:20", "13:00", "15:00"]);
}

#[test]
fn a_specialist_shifts_their_own_day_and_no_other() {
    let mut world = tuesday();
    bind(&mut world, 2);
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    let message = olga.last_message();
    assert_snapshot!(olga.forges(message, "e.late.1"), @"! Эта кнопка уже не действует");
    assert_snapshot!(olga.forges(message, "e.hours"), @"! Вашей роли это недоступно. Попросите владельца.");
    assert_eq!(starts(&world), ["12:00", "13:00", "15:00"]);
}

#[test]
fn a_specialist_who_is_late_is_told_whom_to_have_called_but_no_phone() {
    let mut world = tuesday();
    bind(&mut world, 1);
    world.engine().writer().set_client_reachable(BORIS.into(), false).unwrap();
    let mut olga = world.admin(OLGA);
    olga.says("/today");
    assert_snapshot!(olga.presses("Сообщить о задержке"), @"
    ~ Мария: на сколько минут задержка?
    Впереди визиты в 15:00, 16:00, 18:00. Выберите или напишите, например: 25, «полчаса».
      [+10] [+15] [+20] [+30] [+45]
      [‹ Назад] [Отмена]
    ");
    olga.presses("+10");
    let seen = olga.presses("Сдвинуть");
    let (_, report) = seen.split_once("день сдвинут").unwrap();
    assert_snapshot!(report, @"
     на 10 минут.
    💬 1 клиенту отправлен вопрос.
    📞 1 клиенту сообщения не доходят — позвоните:
      [📞 24.11 16:10 Борис · Стрижка]
      [‹ Назад]
      [Меню]
    ");
}

/// Olga is one of the specialists from now on, and nothing else.
fn bind(world: &mut World, specialist: i64) {
    let now = world.now();
    let tx = world.engine().writer();
    tx.put_admin(OLGA.into(), Role::Specialist, Origin::Invitation, now).unwrap();
    let place = Place { role: Role::Specialist, specialist: Some(specialist.into()) };
    let version = tx.admin(OLGA.into()).unwrap().unwrap().version;
    tx.set_place(OLGA.into(), version, &place, OLEG.into()).unwrap();
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != OLGA));
}

/// Somebody has a seat of a haircut with Мария.
pub fn seat(world: &World, person: i64, start: &str, minutes: i64) {
    let start: domain::Instant = start.parse().unwrap();
    let visit = Span::new(start, start + chrono::TimeDelta::minutes(minutes)).unwrap();
    let tx = world.engine().writer();
    let client = tx.client_of(person.into(), world.now()).unwrap();
    let new = store::bookings::NewBooking {
        client: client.id,
        services: &[1.into()],
        specialist: 1.into(),
        anybody: false,
        slot: &domain::Slot { visit, occupied: visit, resources: Vec::new() },
        status: domain::Status::Confirmed,
        price: domain::Money { minor: 0, currency: domain::Currency::RUB },
        comment: None,
        decide_by: None,
    };
    tx.book(&new, domain::Actor::System, world.now()).unwrap();
}

#[test]
fn a_long_day_of_groups_is_shown_page_by_page_and_shifted_whole() {
    let mut world = with_admins();
    let tx = world.engine().writer();
    let mut catalog = tx.catalog().unwrap();
    catalog.services[0].seats = 20;
    tx.replace_catalog(&catalog).unwrap();
    for hour in 8..15 {
        for person in 0..20 {
            seat(&world, 100 + person, &format!("2026-11-23T{hour:02}:00:00Z"), 60);
        }
    }
    let mut olga = world.admin(OLGA);
    olga.says("/today");
    olga.presses("Сообщить о задержке");
    let first = olga.presses("+10");
    assert_eq!(first.matches("20 записей]").count(), 6, "{first}");
    let second = olga.presses("›");
    assert_eq!(second.matches("20 записей]").count(), 1, "{second}");
    olga.presses("Сдвинуть");
    let started = |id: i64| {
        let booking = world.engine().writer().booking(id.into()).unwrap().unwrap().booking;
        booking.visit.start().format("%H:%M").to_string()
    };
    assert_eq!([1, 140].map(started), ["08:10", "14:10"], "those of both pages");
}
