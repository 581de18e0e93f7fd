//! Who may not book, who may look at clients, and what becomes of the staff's words (A1, A8, C12).

use chrono::TimeDelta;
use domain::{ClientId, Fact, Note, Role, Status};
use engine::{Input, Order};
use insta::assert_snapshot;
use store::admins::Origin;

use crate::admin_clients::{anna_booked, booked_by_phone, with_card};
use crate::admin_flow::{all_of, with_admins};
use crate::booking_flow::reach_review;
use crate::waitlist::{books, calls_off, has_offer, hourly, is_known, joins};
use crate::world::{ANNA, BORIS, OLEG, OLGA, PIN, World};

#[test]
fn who_is_banned_is_refused_politely_and_what_is_booked_is_asked_about() {
    let mut world = with_card();
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Закрыть запись"), @"
    ~ Клиенты
    Напишите имя, телефон или номер клиента — найду. Недавние — на кнопках.
    + Почему закрываем запись клиенту № 1? Напишите — увидят только сотрудники. Если клиент попросит свои данные, он получит и причину.
      [Закрыть без причины]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("Дважды не пришла"), @"
    ~ 👤 Анна
    Клиент № 1
    📞 +7 912 345-67-89 — введён вручную
    🚫 Запись закрыта: сегодня, пн 23 ноября
    Причина: Дважды не пришла

    Состоявшихся визитов пока нет
    Впереди: 1

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: сообщения доходят
    Язык: русский
    Согласие на обработку данных: есть
      [Записи (1)]
      [📝 Заметка]
      [Имя] [Телефон]
      [Снова открыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ~ Почему закрываем запись клиенту № 1? Напишите — увидят только сотрудники. Если клиент попросит свои данные, он получит и причину.
    + 🚫 Клиент № 1 больше не сможет записаться.

    Но впереди у него 1 запись. Оставить её или отменить? Об отмене клиент получит сообщение.
      [✅ 24.11 15:00 Анна · Мария · Стрижка]
      [Отменить запись]
      [Оставить как есть]
    ");
    assert_snapshot!(world.client(ANNA).says("/start"), @"
    + Салон «Ромашка»
    Здравствуйте! Запишу вас за минуту — выберите, что нужно.
      [📅 Записаться]
      [🔁 Как в прошлый раз: Стрижка, Мария]
      [🗒 Мои записи] [Мои данные]
      [Цены] [Контакты]
      [О нас] [Язык · Language]
    ");
    assert_snapshot!(world.client(ANNA).presses("Записаться"), @"
    ~ К сожалению, записаться здесь сейчас нельзя. Свяжитесь, пожалуйста, с нами — контакты ниже.
      [Контакты]
      [Меню]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Оставить как есть"), @"
    ~ Клиент № 1 — в сообщении ниже.
    ~ 👤 Анна
    Клиент № 1
    📞 +7 912 345-67-89 — введён вручную
    🚫 Запись закрыта: сегодня, пн 23 ноября
    Причина: Дважды не пришла

    Состоявшихся визитов пока нет
    Впереди: 1

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: сообщения доходят
    Язык: русский
    Согласие на обработку данных: есть
      [Записи (1)]
      [📝 Заметка]
      [Имя] [Телефон]
      [Снова открыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
    let booking = world.engine().writer().booking(1.into()).unwrap().unwrap();
    assert_eq!(booking.booking.status, Status::Confirmed, "what is booked stays");
    assert_snapshot!(world.admin(OLGA).presses("Снова открыть"), @"
    ! Клиент снова может записываться
    ~ 👤 Анна
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
    assert!(world.client(ANNA).presses("Меню").contains("Записаться"));
    assert!(world.client(ANNA).presses("Записаться").contains("На что"));
}

#[test]
fn all_that_is_booked_can_be_called_off_with_the_ban() {
    let mut world = with_card();
    world.admin(OLGA).presses("Закрыть запись");
    world.admin(OLGA).presses("без причины");
    let client = ClientId::from(1);
    booked_by_phone(&mut world, client, "2026-11-25T12:00:00Z");
    let message = world.admin(OLGA).last_message();
    assert_snapshot!(world.admin(OLGA).forges(message - 1, "e.clients-off.1.1.1"), @"
    ~ ⚠️ Записи клиента изменились. Посмотрите ещё раз.

    🚫 Клиент № 1 больше не сможет записаться.

    Но впереди у него 2 записи. Оставить их или отменить? Об отмене клиент получит сообщение.
      [✅ 24.11 15:00 Анна · Мария · Стрижка]
      [✅ 25.11 15:00 Анна · Мария · Стрижка]
      [Отменить все]
      [Оставить как есть]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Отменить все"), @"
    ! Отменены 2 записи
    ~ ❌ Отменена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: пн 23 ноября, 09:00
      [📜 История]
    ~ Клиент № 1 — в сообщении ниже.
    ~ 👤 Анна
    Клиент № 1
    📞 +7 912 345-67-89 — введён вручную
    🚫 Запись закрыта: сегодня, пн 23 ноября

    Состоявшихся визитов пока нет
    Отменено: 2

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: сообщения доходят
    Язык: русский
    Согласие на обработку данных: есть
      [Записи (2)]
      [📝 Заметка]
      [Имя] [Телефон]
      [Снова открыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
    assert!(all_of(&mut world, ANNA).contains("отмен"));
    let upcoming = world.engine().writer().upcoming_of(client, world.now()).unwrap();
    assert!(upcoming.is_empty());
}

#[test]
fn who_is_banned_in_the_middle_of_a_booking_cannot_confirm_it() {
    let mut world = with_admins();
    reach_review(&mut world, ANNA);
    world.engine().writer().set_client_ban(1.into(), version_of(&world, 1), Some(world.now()), None).unwrap();
    assert_snapshot!(world.client(ANNA).presses("Подтвердить"), @"
    ~ К сожалению, записаться здесь сейчас нельзя. Свяжитесь, пожалуйста, с нами — контакты ниже.
      [Контакты]
      [Меню]
    ");
}

fn version_of(world: &World, client: i64) -> i64 {
    world.engine().writer().client(client.into()).unwrap().unwrap().version
}

#[test]
fn a_specialist_sees_no_clients_and_a_manager_does() {
    let mut world = anna_booked();
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != OLGA));
    let now = world.now();
    // Another role ends the session.
    let role = |world: &mut World, role| {
        world.engine().writer().put_admin(OLGA.into(), role, Origin::Invitation, now).unwrap();
        world.admin(OLGA).says("/menu");
        world.admin(OLGA).says(PIN);
    };
    role(&mut world, Role::Specialist);
    let message = world.admin(OLGA).last_message();
    for forged in [
        "e.clients",
        "e.clients-card.1",
        "e.clients-note.1",
        "e.clients-unban.1",
        "e.clients-off.1.1.1",
        "e.clients-merge.1",
    ] {
        let told = world.admin(OLGA).forges(message, forged);
        assert!(told.contains("Вашей роли это недоступно"), "{forged}: {told}");
    }
    assert!(!world.admin(OLGA).says("/menu").contains("Клиенты"));
    role(&mut world, Role::Manager);
    assert!(world.admin(OLGA).says("/menu").contains("Клиенты"));
    let message = world.admin(OLGA).last_message();
    for forged in
        ["e.clients-card.7", "e.clients-card.-1", "e.clients-bookings.7", "e.clients-merge-sure.1.2"]
    {
        let told = world.admin(OLGA).forges(message, forged);
        assert!(!told.contains('+'), "{forged}: {told}");
    }
}

#[test]
fn a_locked_session_asks_the_pin_and_the_card_shows_no_phone_meanwhile() {
    let mut world = with_card();
    world.pass(TimeDelta::minutes(16));
    let mut oleg = world.admin(OLEG);
    oleg.says(PIN);
    oleg.says("/menu");
    oleg.presses("Клиенты");
    oleg.says("анна");
    oleg.presses("Заметка");
    oleg.says("Любит тишину");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    👤 Анна
    Клиент № 1
    📞 номер виден после ввода PIN

    Состоявшихся визитов пока нет
    Впереди: 1

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: сообщения доходят
    Язык: русский
    Согласие на обработку данных: есть

    📝 Любит тишину
      [Записи (1)]
      [📝 Заметка]
      [Имя] [Телефон]
      [🚫 Закрыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Заметка"), @"
    ! Сначала введите PIN
    ~ Клиенты
    Напишите имя, телефон или номер клиента — найду. Недавние — на кнопках.
    + 🔒 Введите PIN.
    ");
    assert_snapshot!(world.admin(OLGA).says(PIN), @"
    + Что запомнить о клиенте № 1? До 500 символов. Видят только сотрудники, но если клиент попросит свои данные, он получит и заметку.

    Сейчас: Любит тишину
      [Удалить заметку]
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn what_the_staff_noted_is_told_to_the_client_and_goes_with_an_erasure() {
    let mut world = with_card();
    let note = Note::parse("Любит тишину").unwrap();
    world.engine().writer().set_client_note(1.into(), version_of(&world, 1), note.as_ref()).unwrap();
    let why = Note::parse("Шумит").unwrap();
    world
        .engine()
        .writer()
        .set_client_ban(1.into(), version_of(&world, 1), Some(world.now()), why.as_ref())
        .unwrap();
    let mut anna = world.client(ANNA);
    anna.says("/mydata");
    let told = anna.reads_document();
    assert!(told.contains("Любит тишину") && told.contains("Шумит"), "{told}");
    anna.says("/forget");
    anna.presses("Да, удалить всё");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    🔔 Клиент отменил запись

    ❌ Отменена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Данные клиента удалены
    Изменил клиент: пн 23 ноября, 09:00
      [📜 История]
    ");
    let client = world.engine().writer().client(1.into()).unwrap().unwrap();
    assert_eq!((client.note, client.banned_at, client.ban_reason), (None, None, None));
    let telegram = world.telegram();
    let shown = &telegram.chat("admin", OLGA).unwrap().messages;
    for words in ["Любит тишину", "Шумит", "345-67-89"] {
        assert!(
            shown.iter().filter(|message| message.from_bot).all(|message| !message.text.contains(words)),
            "{words}"
        );
    }
    assert!(shown.iter().any(|message| message.text == "👤 Данные клиента удалены"), "the client's card");
    drop(telegram);
    world.admin(OLGA).says("/menu");
    world.admin(OLGA).presses("Клиенты");
    assert_snapshot!(world.admin(OLGA).says("анна"), @"+ Никого не нашёл. Напишите часть имени или последние цифры телефона.");
}

#[test]
fn who_is_banned_keeps_the_place_in_the_line_and_is_offered_nothing() {
    let mut world = hourly();
    is_known(&mut world, BORIS);
    books(&mut world, ANNA);
    joins(&mut world, BORIS);
    joins(&mut world, OLEG);
    calls_off(&mut world, ANNA);
    assert!(has_offer(&mut world, BORIS));
    let boris = world.engine().writer().known_client_of(BORIS.into()).unwrap().unwrap().id;
    let set = |world: &mut World, banned: bool| {
        world.enters(vec![Input::Order(Order::new(move |turn| {
            let version = turn.tx.client(boris)?.unwrap().version;
            turn.tx.set_client_ban(boris, version, banned.then_some(turn.now), None)?;
            Ok(vec![Fact::ClientNoted { client: boris }])
        }))]);
    };
    set(&mut world, true);
    assert!(!has_offer(&mut world, BORIS), "what was offered is taken back");
    assert!(has_offer(&mut world, OLEG), "{}", world.client(OLEG).sees());
    world.client(OLEG).presses("Не подойдёт");
    set(&mut world, false);
    assert_eq!(world.engine().writer().waiting_of(boris).unwrap().len(), 1, "they keep their place");
    assert!(has_offer(&mut world, BORIS));
}
