//! Who works over midnight is late (A17): the night is one working day.

use domain::Span;
use insta::assert_snapshot;
use store::blocks::Blocked;

use crate::admin_flow::with_admins;
use crate::late::seat;
use crate::world::{ANNA, BORIS, OLGA, PIN, World};

/// Мария works from eight in the evening until four; Анна comes at eleven, Борис at midnight. It is half past ten.
fn night() -> World {
    let mut world = with_admins();
    let tx = world.engine().writer();
    let mut catalog = tx.catalog().unwrap();
    catalog.specialists[0].hours = Some("Mon-Sun 20:00-04:00".parse().unwrap());
    tx.replace_catalog(&catalog).unwrap();
    for person in [ANNA, BORIS] {
        world.client(person).says("/start");
    }
    seat(&world, ANNA, "2026-11-24T20:00:00Z", 60);
    seat(&world, BORIS, "2026-11-24T21:00:00Z", 60);
    world.jump("2026-11-24T19:30:00Z".parse().unwrap());
    world.settle();
    let mut olga = world.admin(OLGA);
    for words in ["/menu", PIN, "/today"] {
        olga.says(words);
    }
    olga.presses("Сообщить о задержке");
    world
}

fn start(world: &World, id: i64) -> String {
    let booking = world.engine().writer().booking(id.into()).unwrap().unwrap().booking;
    booking.visit.start().format("%d %H:%M").to_string()
}

#[test]
fn the_rest_of_the_day_goes_on_after_midnight() {
    let mut world = night();
    assert_snapshot!(world.admin(OLGA).presses("+20"), @"
    ~ Мария: задержка на 20 минут
    Сдвинутся 2 визита. Каждого клиента спросим, подходит ли ему.
      [23:00 → 23:20 — · Стрижка]
      [00:00 → 00:20 — · Стрижка]
      [✅ Сдвинуть и спросить клиентов]
      [‹ Назад] [Отмена]
    ");
    world.admin(OLGA).presses("Сдвинуть");
    assert_eq!([1, 2].map(|id| start(&world, id)), ["24 20:20", "24 21:20"]);
    assert!(world.client(BORIS).sees().contains("в 00:00 начнётся в 00:20"), "the same date");
}

#[test]
fn what_passes_midnight_or_leaves_the_working_day_is_named_with_its_date() {
    let mut world = night();
    let at = |text: &str| format!("2026-11-{text}:00Z").parse().unwrap();
    let closed = Span::new(at("24T22:00"), at("25T00:30")).unwrap();
    world.engine().writer().block(Blocked::Specialist(1.into()), closed, None).unwrap();
    assert_snapshot!(world.admin(OLGA).says("70"), @"
    ~ Мария: на сколько минут задержка?
    Впереди визиты в 23:00, 00:00. Выберите или напишите, например: 25, «полчаса».
    + Мария: задержка на 70 минут
    Сдвинутся 2 визита. Каждого клиента спросим, подходит ли ему.

    ⚠️ Визит в 23:00 сдвинется на ср 25 ноября, 03:30: раньше мешает закрытое или занятое время.
    ⚠️ Визит в 23:00 закончится в 04:30 — вне рабочих часов.
    ⚠️ Визит в 00:00 начнётся ср 25 ноября, 04:30, когда рабочий день уже закончится.
      [23:00 → 25.11 03:30 — · Стрижка]
      [00:00 → 04:30 — · Стрижка]
      [✅ Сдвинуть и спросить клиентов]
      [‹ Назад] [Отмена]
    ");
    world.admin(OLGA).presses("Сдвинуть");
    assert_snapshot!(world.client(ANNA).sees(), @"
    ⏱ Мария задерживается
    Ваша запись в 23:00 начнётся ср 25 ноября, 03:30. Подходит?

    ⏳ Ждём вашего ответа

    Стрижка, Мария
    🕒 ср 25 ноября, 03:30
    1 ч · бесплатно
    Запись № 1
      [👌 Подходит]
      [Другое время] [Отменить запись]
      [📅 В календарь] [Меню]
    ");
}
