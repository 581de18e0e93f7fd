//! What an admin types about a client: a note, a name, a phone, and two who do so at once (A4, A8).

use domain::{ClientName, Fact, Note};
use engine::{Input, Order};
use insta::assert_snapshot;

use crate::admin_clients::{anna_booked, with_card};
use crate::world::{OLEG, OLGA, World};

#[test]
fn a_note_is_written_changed_and_deleted() {
    let mut world = with_card();
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Заметка"), @"
    ~ Клиенты
    Напишите имя, телефон или номер клиента — найду. Недавние — на кнопках.
    + Что запомнить о клиенте № 1? До 500 символов. Видят только сотрудники, но если клиент попросит свои данные, он получит и заметку.
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says(&"я".repeat(501)), @"+ Это длиннее 500 символов. Напишите, пожалуйста, короче.");
    assert_snapshot!(olga.sends_photo(), @"+ Напишите, пожалуйста, словами.");
    assert_snapshot!(olga.says("Аллергия на хну <b>"), @"
    ~ Клиент № 1 — в сообщении ниже.
    ~ Клиент № 1 — в сообщении ниже.
    + 👤 Анна
    Клиент № 1
    📞 +7 912 345-67-89 — введён вручную

    Состоявшихся визитов пока нет
    Впереди: 1

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: сообщения доходят
    Язык: русский
    Согласие на обработку данных: есть

    📝 Аллергия на хну <b>
      [Записи (1)]
      [📝 Заметка]
      [Имя] [Телефон]
      [🚫 Закрыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
    assert_snapshot!(olga.presses("Заметка"), @"
    + Что запомнить о клиенте № 1? До 500 символов. Видят только сотрудники, но если клиент попросит свои данные, он получит и заметку.

    Сейчас: Аллергия на хну <b>
      [Удалить заметку]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Удалить"), @"
    ~ Клиент № 1 — в сообщении ниже.
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
}

#[test]
fn name_and_phone_are_put_right_on_all_cards() {
    let mut world = anna_booked();
    assert!(world.admin(OLEG).sees().contains("Анна"));
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Клиенты");
    olga.says("анна");
    olga.presses("Имя");
    assert_snapshot!(olga.says("@anna"), @"+ Это не похоже на имя. Нужны буквы, без ссылок и @.");
    assert_snapshot!(olga.says("Анна Ёжикова"), @"
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна Ёжикова
    📞 +7 912 345-67-89 — введён вручную
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ~ Клиент № 1 — в сообщении ниже.
    ~ Клиент № 1 — в сообщении ниже.
    + 👤 Анна Ёжикова
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
    olga.presses("Телефон");
    assert_snapshot!(olga.says("123"), @"+ Это не похоже на номер телефона. Например: +7 912 345-67-89.");
    olga.says("+7 912 000-00-01");
    assert_snapshot!(olga.sees(), @"
    👤 Анна Ёжикова
    Клиент № 1
    📞 +7 912 000-00-01 — введён вручную

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
    assert_snapshot!(world.admin(OLEG).sees(), @"
    ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна Ёжикова
    📞 +7 912 000-00-01 — введён вручную
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
    let journal = world.engine().writer().journal(None, 10).unwrap();
    let deeds: Vec<_> = journal.iter().map(|line| (line.deed.as_str(), line.subject)).collect();
    assert_eq!(deeds, [("client-phone", Some(1)), ("client-name", Some(1))]);
}

#[test]
fn who_comes_second_is_told_what_was_what_is_and_by_whom() {
    let mut world = with_card();
    world.admin(OLGA).presses("Заметка");
    let mut oleg = world.admin(OLEG);
    oleg.says("/menu");
    oleg.presses("Клиенты");
    oleg.says("анна");
    oleg.presses("Заметка");
    oleg.says("Любит тишину");
    assert_snapshot!(world.admin(OLGA).says("С собакой"), @"
    ~ Что запомнить о клиенте № 1? До 500 символов. Видят только сотрудники, но если клиент попросит свои данные, он получит и заметку.
    + ⚠️ Заметку уже изменили: другой администратор.
    Было: нет
    Стало: Любит тишину
    Ваше я не сохранил.

    Что запомнить о клиенте № 1? До 500 символов. Видят только сотрудники, но если клиент попросит свои данные, он получит и заметку.

    Сейчас: Любит тишину
      [Удалить заметку]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).says("Любит тишину, с собакой"), @"
    ~ Клиент № 1 — в сообщении ниже.
    ~ Клиент № 1 — в сообщении ниже.
    + 👤 Анна
    Клиент № 1
    📞 +7 912 345-67-89 — введён вручную

    Состоявшихся визитов пока нет
    Впереди: 1

    Впервые у нас: сегодня, пн 23 ноября
    Telegram: сообщения доходят
    Язык: русский
    Согласие на обработку данных: есть

    📝 Любит тишину, с собакой
      [Записи (1)]
      [📝 Заметка]
      [Имя] [Телефон]
      [🚫 Закрыть запись]
      [Объединить с другим]
      [👥 Найти клиента]
    ");
    assert!(world.admin(OLEG).sees().contains("Любит тишину, с собакой"), "the card of the other is live");
    // The client gives another name while it is being corrected.
    world.admin(OLGA).presses("Имя");
    world.enters(vec![Input::Order(Order::new(|turn| {
        let client = turn.tx.client(1.into())?.unwrap();
        let name = ClientName::parse("Аня").unwrap();
        turn.tx.edit_client(client.id, client.version, Some(&name), client.phone.as_ref())?;
        Ok(Vec::new())
    }))]);
    assert_snapshot!(world.admin(OLGA).says("Анна Иванова"), @"
    ~ Как зовут клиента № 1? Напишите имя целиком.

    Сейчас: Анна
    + ⚠️ Имя уже изменили: сам клиент.
    Было: Анна
    Стало: Аня
    Ваше я не сохранил.

    Как зовут клиента № 1? Напишите имя целиком.

    Сейчас: Аня
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn a_change_of_something_else_is_in_nobodys_way() {
    let mut world = with_card();
    world.admin(OLGA).presses("Заметка");
    world.engine().writer().set_client_language(1.into(), "en").unwrap();
    assert!(world.admin(OLGA).says("Любит тишину").contains("📝 Любит тишину"));
}

#[test]
fn a_note_that_merges_made_long_is_shown_in_part_and_can_be_replaced() {
    let mut world = with_card();
    let long = |letter: &str| Note::from_stored(&letter.repeat(5_000)).unwrap();
    let keep = |world: &mut World, note: Note| {
        world.enters(vec![Input::Order(Order::new(move |turn| {
            let client = turn.tx.client(1.into())?.unwrap();
            turn.tx.set_client_note(client.id, client.version, Some(&note))?;
            Ok(vec![Fact::ClientNoted { client: client.id }])
        }))]);
    };
    keep(&mut world, long("я"));
    let mut olga = world.admin(OLGA);
    let asked = olga.presses("Заметка");
    assert!(asked.contains("яяя…") && asked.chars().count() < 4096, "{asked}");
    keep(&mut world, long("ю"));
    let mut olga = world.admin(OLGA);
    let told = olga.says("Любит тишину");
    assert!(told.contains("Было: яяя") && told.contains("Стало: ююю"), "{told}");
    assert!(told.chars().count() < 4096);
    assert_eq!(world.engine().writer().client(1.into()).unwrap().unwrap().note, Some(long("ю")), "all of it");
    assert!(world.admin(OLGA).says("Любит тишину").contains("📝 Любит тишину"));
}
