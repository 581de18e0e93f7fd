//! A client's own data as files (C12).

use insta::assert_snapshot;
use serde_json::Value;

use crate::admin_flow::with_admins;
use crate::booking_flow::reach_review;
use crate::world::{ANNA, CLARA, CLIENT, World};

/// What Anna wrote, with what would be markup if anybody believed it.
const COMMENT: &str = "<script>alert('к окну')</script> & \"тихо\"";

/// Anna has a haircut with a comment tomorrow at three, and both admins have its card.
pub fn booked() -> World {
    let mut world = with_admins();
    book(&mut world);
    world
}

pub fn book(world: &mut World) {
    reach_review(world, ANNA);
    let mut anna = world.client(ANNA);
    anna.presses("Добавить комментарий");
    anna.says(COMMENT);
    anna.presses("Подтвердить");
}

/// The newest document of this kind in a person's chat.
fn document(world: &World, person: i64, ending: &str) -> String {
    let telegram = world.telegram();
    let messages = telegram.chat(CLIENT, person).unwrap().messages.iter().rev();
    let mut documents = messages.filter_map(|message| message.extra.as_ref());
    let (_, found) = documents
        .find(|(_, content)| content["file_name"].as_str().is_some_and(|name| name.ends_with(ending)))
        .unwrap();
    let bytes = telegram.file(CLIENT, found["file_id"].as_str().unwrap()).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_client_is_sent_all_that_is_stored_about_them() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    assert_snapshot!(anna.presses("Мои данные"), @"
    ~ Ваши данные
    Пришлю файлом всё, что о вас хранится, — или удалю всё навсегда.
      [📄 Прислать файл]
      [Удалить мои данные]
      [Что хранится и зачем]
      [‹ Назад]
    ");
    assert_snapshot!(anna.presses("Прислать файл"), @"
    + 📎 my-data.html
    Всё, что о вас хранится. Файл откроется в любом браузере.
    + 📎 my-data.json
    То же самое для программ.
    ");
    let json: Value = serde_json::from_str(&document(&world, ANNA, ".json")).unwrap();
    assert_eq!(json["business"], "Салон «Ромашка»");
    assert_eq!((&json["name"], &json["phone"]), (&"Анна".into(), &"+79123456789".into()));
    assert_eq!((&json["telegram_id"], &json["phone_from_telegram"]), (&ANNA.into(), &false.into()));
    assert_eq!(json["first_seen_at"], "2026-11-23T09:00:00+03:00");
    let booking = &json["bookings"][0];
    assert_eq!((&booking["comment"], &booking["price"]), (&COMMENT.into(), &"1500.00 RUB".into()));
    assert_eq!(
        (&booking["starts_at"], &booking["reason"]),
        (&"2026-11-24T15:00:00+03:00".into(), &Value::Null)
    );
    assert_eq!((&booking["history"][0]["by"], &booking["status"]), (&"client".into(), &"confirmed".into()));
    assert_eq!(json["bookings"].as_array().unwrap().len(), 1);
}

#[test]
fn the_page_opens_alone_and_nothing_that_was_written_becomes_markup() {
    let mut world = booked();
    world.client(ANNA).says("/mydata");
    let page = document(&world, ANNA, ".html");
    assert!(page.contains("&lt;script&gt;alert('к окну')&lt;/script&gt; &amp; \"тихо\""), "{page}");
    for foreign in ["<script", "http://", "https://", "src=", "href=", "own-", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign} in {page}");
    }
    assert!(page.contains("default-src 'none'") && page.contains("<html lang=\"ru\">"), "{page}");
    let words = page.split("<body>").nth(1).unwrap().replace('\u{a0}', " ");
    assert_snapshot!(words, @r#"

    <h1>Всё, что Салон «Ромашка» хранит о вас</h1>
    <p>Составлено пн 23 ноября 2026, 09:00. Время — Europe/Moscow.</p>
    <dl>
    <dt>Имя</dt><dd>Анна</dd>
    <dt>Телефон</dt><dd>+79123456789</dd>
    <dt>Номер передан из Telegram</dt><dd>нет</dd>
    <dt>Номер чата в Telegram</dt><dd>101</dd>
    <dt>Язык</dt><dd>русский</dd>
    <dt>Впервые здесь</dt><dd>пн 23 ноября 2026, 09:00</dd>
    <dt>Последнее обращение</dt><dd>пн 23 ноября 2026, 09:00</dd>
    <dt>Принятая версия согласия</dt><dd>1</dd>
    <dt>Согласие дано</dt><dd>пн 23 ноября 2026, 09:00</dd>
    <dt>Сообщения доходят</dt><dd>да</dd>
    </dl>
    <h2>Согласия</h2>
    <section>
    <dl>
    <dt>Редакция</dt><dd>1</dd>
    <dt>Согласие дано</dt><dd>пн 23 ноября 2026, 09:00</dd>
    </dl>
    </section>
    <h2>Записи</h2>
    <section>
    <dl>
    <dt>Номер записи</dt><dd>1</dd>
    <dt>Услуги</dt><dd>Стрижка</dd>
    <dt>Специалист</dt><dd>Мария</dd>
    <dt>Специалиста выбрали вы</dt><dd>да</dd>
    <dt>Начало визита</dt><dd>вт 24 ноября 2026, 15:00</dd>
    <dt>Конец визита</dt><dd>вт 24 ноября 2026, 16:00</dd>
    <dt>Статус</dt><dd>подтверждена</dd>
    <dt>Цена</dt><dd>1 500 ₽</dd>
    <dt>Комментарий</dt><dd>&lt;script&gt;alert('к окну')&lt;/script&gt; &amp; "тихо"</dd>
    <dt>Запись сделана</dt><dd>пн 23 ноября 2026, 09:00</dd>
    <dt>Файл для календаря отправлен</dt><dd>нет</dd>
    </dl>
    <p>Что происходило с записью</p>
    <ul>
    <li>пн 23 ноября 2026, 09:00 · вы · статус · подтверждена · Начало визита: вт 24 ноября 2026, 15:00 · Услуги: Стрижка · Специалист: Мария · Цена: 1 500 ₽</li>
    </ul>
    </section>
    </body>
    </html>
    "#);
}

#[test]
fn the_page_speaks_the_clients_language_and_a_dialogue_goes_on_meanwhile() {
    let mut world = World::new();
    let mut clara = world.client(CLARA);
    clara.says("/start");
    clara.presses("Book");
    clara.says("/mydata");
    let page = document(&world, CLARA, ".html");
    assert!(page.contains("<html lang=\"en\">") && page.contains("<dt>First seen</dt>"), "{page}");
    assert!(
        world.client(CLARA).presses("Стрижка").contains("Who would you like to see?"),
        "she was choosing a service"
    );
}

#[test]
fn every_word_of_the_page_exists_in_both_languages() {
    for person in [ANNA, CLARA] {
        let mut world = World::new();
        world.client(person).says("/start");
        let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
        database.execute_batch(EVERYTHING).unwrap();
        drop(database);
        world.client(person).says("/mydata");
        let page = document(&world, person, ".html");
        assert!(!page.contains("own-"), "{page}");
        assert_eq!(page.matches("<section>").count(), 7 + 5, "{page}");
    }
}

/// A client with a booking of each status, and an entry of the waitlist with each end.
const EVERYTHING: &str = "
    WITH known(number, status) AS (VALUES
        (1, 'pending'), (2, 'confirmed'), (3, 'declined'), (4, 'cancelled'), (5, 'expired'), (6, 'done'), (7, 'no_show'))
    INSERT INTO booking (id, client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
        price_minor, currency, comment, reason, decide_by, created_at, anybody)
    SELECT number, 1, 1, 1, number * 10000000, number * 10000000 + 3600000, number * 10000000, number * 10000000 + 3600000, status,
        150000, 'RUB', 'слова', 'слова', 1000, 1000, number % 2 FROM known;
    INSERT INTO booking_service SELECT id, 0, 1 FROM booking;
    INSERT INTO booking_event (booking_id, version, at, actor, status, change, starts_at) VALUES
        (1, 1, 1000, 'client', 'pending', 'status', 1000), (1, 2, 1000, 'admin', 'confirmed', 'moved', NULL),
        (1, 3, 1000, 'system', 'expired', 'edited', 1000);
    INSERT INTO review VALUES (6, 1000, 5, 1000, 'слова');
    INSERT INTO attendance VALUES (6, 120, 1000);
    INSERT INTO waitlist (client_id, specialist_id, first_day, last_day, part, place, created_at, ended) VALUES
        (1, 1, '2026-11-24', '2026-11-25', 'any', 1, 1000, 'left'), (1, 1, '2026-11-24', '2026-11-25', 'morning', 2, 1000, 'booked'),
        (1, 1, '2026-11-24', '2026-11-25', 'day', 3, 1000, 'over'), (1, 1, '2026-11-24', '2026-11-25', 'evening', 4, 1000, 'unreachable');
    INSERT INTO waitlist (client_id, booking_id, place, created_at, ended) VALUES (1, 2, 5, 1000, 'left');
    INSERT INTO waitlist_offer (waitlist_id, specialist_id, starts_at, price_minor, currency, made_at, until, state) VALUES
        (1, 1, 1000, 100, 'RUB', 1000, 2000, 'open'), (1, 1, 1000, 100, 'RUB', 1000, 2000, 'accepted'),
        (1, 1, 1000, 100, 'RUB', 1000, 2000, 'declined'), (1, 1, 1000, 100, 'RUB', 1000, 2000, 'expired'),
        (1, 1, 1000, 100, 'RUB', 1000, 2000, 'withdrawn');
";

#[test]
fn a_client_with_years_of_bookings_gets_all_of_them_in_parts() {
    let mut world = World::new();
    world.client(ANNA).says("/start");
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    let visits = "
        WITH RECURSIVE visit(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM visit WHERE number < 1500)
        INSERT INTO booking (client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
            price_minor, currency, comment, created_at)
        SELECT 1, 1, 1, number * 10000000, number * 10000000 + 1000, number * 10000000, number * 10000000 + 1000, 'done',
            100, 'RUB', printf('%.*c', 500, '&'), 1000 FROM visit;
        INSERT INTO booking_service SELECT id, 0, 1 FROM booking;";
    database.execute_batch(visits).unwrap();
    drop(database);
    world.client(ANNA).says("/mydata");
    let parts = world.documents(ANNA) / 2;
    assert!(parts > 2, "{parts}");
    let all = (1..=parts).map(|part| {
        let name = if part == 1 { "my-data.json".to_owned() } else { format!("my-data-{part}.json") };
        let json: Value = serde_json::from_str(&document(&world, ANNA, &name)).unwrap();
        json["bookings"].as_array().unwrap().len()
    });
    assert_eq!(all.sum::<usize>(), 1500);
}
