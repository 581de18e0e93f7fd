//! Clients, as an admin finds them, and what their card tells (A8).

use domain::{Actor, BookingId, ClientId, ClientName, Comment, Fact, Instant, Phone, Status};
use engine::{Input, Order};
use insta::assert_snapshot;
use store::bookings::NewBooking;
use store::offers::{Besides, Wanted};

use crate::admin_flow::with_admins;
use crate::booking_flow::reach_review;
use crate::world::{ANNA, OLGA, World};

/// Somebody whom the staff wrote down by phone.
pub fn by_phone(world: &mut World, name: &str, phone: &str) -> ClientId {
    let (name, phone) = (ClientName::parse(name).unwrap(), Phone::from_e164(phone).unwrap());
    let now = world.now();
    world.engine().writer().add_client(&name, Some(&phone), now).unwrap()
}

/// The staff books a haircut with Мария for them.
pub fn booked_by_phone(world: &mut World, client: ClientId, at: &str) -> BookingId {
    let start: Instant = at.parse().unwrap();
    world.enters(vec![Input::Order(Order::new(move |turn| {
        let wanted =
            Wanted { services: &[1.into()], specialist: Some(1.into()), besides: Besides::default() };
        let offer = turn.tx.offer(turn.policy, wanted, turn.now)?.unwrap();
        let slot = offer.check(1.into(), start).unwrap();
        let visit = offer.visit(1.into()).unwrap();
        let new = NewBooking {
            client,
            services: &visit.services,
            specialist: visit.specialist,
            anybody: false,
            slot: &slot,
            status: Status::Confirmed,
            price: visit.price,
            comment: None::<&Comment>,
            decide_by: None,
        };
        Ok(vec![Fact::Booked(turn.tx.book(&new, Actor::Admin(OLGA.into()), turn.now)?)])
    }))]);
    let of = world.engine().writer().bookings_of(client).unwrap();
    of.into_iter().max().unwrap()
}

/// Anna has booked a haircut for Tuesday, 15:00, and both admins are there.
pub fn anna_booked() -> World {
    let mut world = with_admins();
    reach_review(&mut world, ANNA);
    world.client(ANNA).presses("Подтвердить");
    world
}

/// Olga has the card of the first client before her.
pub fn with_card() -> World {
    let mut world = anna_booked();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Клиенты");
    olga.says("анна");
    world
}

#[test]
fn a_client_is_found_and_their_card_tells_what_is_known() {
    let mut world = anna_booked();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    assert_snapshot!(olga.presses("Клиенты"), @"
    ~ Клиенты
    Напишите имя, телефон или номер клиента — найду. Недавние — на кнопках.
      [Анна · 67-89]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("Пётр"), @"+ Никого не нашёл. Напишите часть имени или последние цифры телефона.");
    assert_snapshot!(olga.says("🌸"), @"+ Напишите имя, телефон или номер клиента.");
    assert_snapshot!(olga.says("8 (912) 345-67-89"), @"
    + 👤 Анна
    Клиент № 1
    📞 +7 912 345-67-89 — введён вручную

    Состоявшихся визитов пока нет
    Впереди: 1

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: сообщения доходят
    Язык: русский
    Согласие на обработку данных: есть
      [Записи (1)]
      [📝 Заметка]
      [Имя] [Телефон]
      [🚫 Закрыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
    assert_snapshot!(olga.presses("Записи (1)"), @"
    ~ Клиенты
    Напишите имя, телефон или номер клиента — найду. Недавние — на кнопках.
    + Записи клиента № 1
    Сначала предстоящие. Нажмите на запись, чтобы открыть её.
      [✅ 24.11 15:00 Анна · Мария · Стрижка]
      [Меню]
    ");
    assert_snapshot!(olga.presses("15:00"), @"
    ~ Запись № 1 — в сообщении ниже.
    + ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-89 — введён вручную
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn several_who_are_found_are_a_list_with_pages() {
    let mut world = with_admins();
    for number in 0..8 {
        by_phone(
            &mut world,
            &format!("Анна {number} <b>Константинопольская-Задунайская"),
            &format!("+7912345670{number}"),
        );
    }
    by_phone(&mut world, "\u{202e}Ёлка", "+79120000000");
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    assert_snapshot!(olga.presses("Клиенты"), @"
    ~ Клиенты
    Напишите имя, телефон или номер клиента — найду. Недавние — на кнопках.
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("АННА"), @"
    ~ Клиенты
    Напишите имя, телефон или номер клиента — найду. Недавние — на кнопках.
    + Вот кого я нашёл. Можно написать точнее.
      [Анна 0 <b>Константинопо… · 67-00]
      [Анна 1 <b>Константинопо… · 67-01]
      [Анна 2 <b>Константинопо… · 67-02]
      [Анна 3 <b>Константинопо… · 67-03]
      [Анна 4 <b>Константинопо… · 67-04]
      [Анна 5 <b>Константинопо… · 67-05]
      [Следующие ›]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("›"), @"
    ~ Вот кого я нашёл. Можно написать точнее.
      [Анна 6 <b>Константинопо… · 67-06]
      [Анна 7 <b>Константинопо… · 67-07]
      [‹ Предыдущие]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Анна 7"), @"
    + 👤 Анна 7 <b>Константинопольская-Задунайская
    Клиент № 8
    📞 +7 912 345-67-07 — введён вручную

    Записей ещё не было

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: нет, только по телефону
    Согласие на обработку данных: ещё нет
      [📝 Заметка]
      [Имя] [Телефон]
      [🚫 Закрыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
    assert_snapshot!(olga.says("елка"), @"
    + 👤 Ёлка
    Клиент № 9
    📞 +7 912 000-00-00 — введён вручную

    Записей ещё не было

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: нет, только по телефону
    Согласие на обработку данных: ещё нет
      [📝 Заметка]
      [Имя] [Телефон]
      [🚫 Закрыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
    assert_snapshot!(olga.presses("Назад"), @"
    ~ Клиенты
    Напишите имя, телефон или номер клиента — найду. Недавние — на кнопках.
      [‹ Назад] [Отмена]
    ");
}
