//! A client has everything about them erased (C12), and stays erased after a restore (P14).

use std::path::Path;
use std::time::Duration;

use chrono::TimeDelta;
use domain::Policy;
use engine::Input;
use insta::assert_snapshot;
use sim::{Fault, Trouble};
use zapis::erasures::{self, Ledger};
use zapis::secrets::Sources;

use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::booking_flow::reach_review;
use crate::own_data::{book, booked};
use crate::process::{CLIENT, Salon, files};
use crate::robot::Robot;
use crate::world::{ANNA, BORIS, OLGA, World};

pub fn forget(world: &mut World, person: i64) {
    let mut talk = world.client(person);
    talk.says("/forget");
    talk.presses("Да, удалить всё");
}

/// The one row of a question to the database, as texts.
fn asked(world: &World, sql: &str) -> Vec<Option<String>> {
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    let mut statement = database.prepare(sql).unwrap();
    let columns = statement.column_count();
    let read = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect();
    statement.query_row([], read).unwrap()
}

fn count(world: &World, sql: &str) -> i64 {
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    database.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Files of a folder that hold one of these words.
fn holding(folder: &Path, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files(folder) {
        let content = std::fs::read(&file).unwrap();
        for word in words {
            if content.windows(word.len()).any(|window| window == word.as_bytes()) {
                found.push(format!("{} holds {word}", file.display()));
            }
        }
    }
    found
}

#[test]
fn a_client_has_everything_erased_and_is_told_before_what_goes_and_what_stays() {
    let mut world = booked();
    assert_snapshot!(world.client(ANNA).says("/forget"), @"
    + Удалить все ваши данные?
    Имя, телефон, комментарии и тексты отзывов исчезнут навсегда.

    Ваша предстоящая запись будет отменена.

    Останутся только сведения без вашего имени: какая услуга, когда и по какой цене.
      [Да, удалить всё]
      [Нет, оставить]
    ");
    assert_snapshot!(world.client(ANNA).presses("Да, удалить всё"), @"
    ~ Здесь были ваши данные. Они удалены.
    ~ Готово, ваши данные удалены

    Предстоящая запись отменена.

    Сообщения в этом чате остались у вас — их можно удалить в самом Telegram. Будем рады, если вернётесь.
      [Меню]
    ");
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
    assert_eq!(
        asked(&world, "SELECT chat, name, phone, language, source, consent FROM client WHERE id = 1"),
        vec![None; 6]
    );
    let kept = "SELECT count(*) FROM booking WHERE status = 'cancelled' AND price_minor = 150000 AND comment IS NULL";
    assert_eq!(count(&world, kept), 1, "what counts stays");
    assert_eq!(world.engine().writer().outbox_depth().unwrap(), 0);
    assert_eq!(count(&world, "SELECT count(*) FROM job WHERE chat = 101"), 0, "no reminder is left");
    world.pass(TimeDelta::days(3));
    assert!(world.client(ANNA).sees().contains("удалены"), "nobody writes to her any more");
}

#[test]
fn who_keeps_their_data_keeps_them_and_words_do_not_erase() {
    let mut world = booked();
    let mut anna = world.client(ANNA);
    anna.says("/forget");
    assert_snapshot!(anna.says("да"), @"+ Пожалуйста, ответьте кнопкой выше: удалить данные или оставить.");
    assert_snapshot!(anna.presses("Нет, оставить"), @"
    ! Хорошо, всё осталось как было
    ~ Салон «Ромашка»
    Чем ещё помочь?
      [📅 Записаться]
      [🔁 Как в прошлый раз: Стрижка, Мария]
      [🗒 Мои записи] [Мои данные]
      [Цены] [Контакты]
      [О нас] [Язык · Language]
    ");
    assert_eq!(count(&world, "SELECT count(*) FROM booking WHERE status = 'confirmed'"), 1);
    let mut anna = world.client(ANNA);
    anna.says("/forget");
    let (message, sure) = (anna.last_message(), anna.data("Да, удалить всё"));
    anna.says("/start");
    anna.forges(message, &sure);
    anna.forges(message, "e.forget-sure");
    assert_eq!(
        count(&world, "SELECT count(*) FROM client WHERE name IS NOT NULL"),
        1,
        "an old button erases nothing"
    );
}

#[test]
fn the_question_is_asked_anew_when_another_booking_would_go_along() {
    let mut world = booked();
    world.client(ANNA).says("/forget");
    let view = world.engine().writer().booking(1.into()).unwrap().unwrap();
    let booking = (view.booking.id, view.booking.version);
    let cancel = engine::Order::new(move |turn| {
        let by = domain::Actor::Admin(OLGA.into());
        turn.tx.set_booking_status(booking.0, booking.1, domain::Status::Cancelled, None, by, turn.now)?;
        Ok(Vec::new())
    });
    world.enters(vec![Input::Order(cancel)]);
    assert_snapshot!(world.client(ANNA).presses("Да, удалить всё"), @"
    ! Ваши записи изменились. Проверьте, пожалуйста, ещё раз
    ~ Удалить все ваши данные?
    Имя, телефон, комментарии и тексты отзывов исчезнут навсегда.

    Останутся только сведения без вашего имени: какая услуга, когда и по какой цене.
      [Да, удалить всё]
      [Нет, оставить]
    ");
    assert_eq!(count(&world, "SELECT count(*) FROM client WHERE name IS NOT NULL"), 1);
}

#[test]
fn who_comes_back_after_an_erasure_is_a_new_client() {
    let mut world = booked();
    forget(&mut world, ANNA);
    let mut anna = world.client(ANNA);
    anna.then(|telegram, now, bot, person| telegram.block(now, bot, person, true));
    assert_eq!(
        count(&world, "SELECT count(*) FROM client WHERE chat = 101"),
        0,
        "who leaves is not noted again"
    );
    let mut anna = world.client(ANNA);
    anna.then(|telegram, now, bot, person| telegram.block(now, bot, person, false));
    anna.says("/bookings");
    assert!(
        anna.sees().contains("предстоящих записей нет") || anna.sees().contains("нет"),
        "{}",
        anna.sees()
    );
    book(&mut world);
    assert_eq!(count(&world, "SELECT count(*) FROM client"), 2);
    let new = "SELECT count(*) FROM booking JOIN client ON client.id = client_id WHERE chat = 101 AND status = 'confirmed'";
    assert_eq!(count(&world, new), 1);
}

#[test]
fn a_card_of_before_the_erasure_is_nobodys() {
    let mut world = booked();
    let anna = world.client(ANNA);
    let (message, data) = (anna.last_message(), anna.data("Отменить запись"));
    forget(&mut world, ANNA);
    let mut anna = world.client(ANNA);
    assert_eq!(anna.live_messages(), 1, "the card has lost its buttons");
    anna.says("/start");
    assert_eq!(anna.forges(message, &data), "! Эта кнопка уже не действует");
    assert_eq!(count(&world, "SELECT max(version) FROM booking"), 2, "made, and called off by the erasure");
}

#[test]
fn what_waits_for_the_admins_does_not_name_the_client_any_more() {
    let mut world = with_admins();
    // Telegram lets nothing through to Olga, neither the list she asked for nor the card of a booking.
    let block =
        |times| Fault { bot: Some("admin".into()), method: None, trouble: Trouble::TooMany(120), times };
    book(&mut world);
    ask_for_colouring(&mut world, BORIS, "17:00");
    world.telegram().faults.add_in_chat(OLGA, block(1));
    world.admin(OLGA).says("/tomorrow");
    forget(&mut world, ANNA);
    let waiting = "SELECT count(*) FROM outbox WHERE bot = 'admin' AND (instr(screen, 'Анна ·') > 0 OR instr(screen, '345-67-89') > 0)";
    assert!(count(&world, "SELECT count(*) FROM outbox WHERE bot = 'admin'") > 0);
    assert_eq!(count(&world, waiting), 0);
    world.pass(TimeDelta::minutes(5));
    let seen = world
        .telegram()
        .chat("admin", OLGA)
        .unwrap()
        .messages
        .iter()
        .rev()
        .take(3)
        .fold(String::new(), |seen, message| format!("{seen}{}\n{:?}\n", message.text, message.labels()));
    assert!(seen.contains("№ 1") && seen.contains("Анна Иванова"), "Boris keeps his name: {seen}");
}

#[test]
fn nothing_of_the_client_is_left_in_the_files_of_the_database() {
    let mut world = booked();
    let personal = ["Анна", "79123456789", "alert('к окну')"];
    assert!(!holding(world.folder(), &personal).is_empty());
    forget(&mut world, ANNA);
    assert_eq!(holding(world.folder(), &personal), [""; 0]);
}

pub fn ledger(world: &World) -> Ledger {
    let database = world.folder().join("zapis.db");
    Ledger::of(&database, &Sources::none().pepper(&database).unwrap())
}

/// What the loop of the process does once.
pub fn keep(world: &mut World) {
    let order = erasures::keep(&ledger(world), world.engine().readers()).unwrap();
    world.enters(order.map(Input::Order).into_iter().collect());
}

#[test]
fn an_erasure_is_done_again_after_a_restore_but_not_to_who_came_back_since() {
    let mut world = booked();
    let (database, backup) = (world.folder().join("zapis.db"), world.folder().join("backup"));
    world.engine().writer().checkpoint_fully().unwrap();
    std::fs::copy(&database, &backup).unwrap();
    world.pass(TimeDelta::minutes(1));
    forget(&mut world, ANNA);
    keep(&mut world);
    assert_eq!(count(&world, "SELECT count(*) FROM erasure"), 0, "it stands in the ledger now");

    world.stop();
    for file in ["zapis.db-wal", "zapis.db-shm"] {
        let _ = std::fs::remove_file(world.folder().join(file));
    }
    std::fs::copy(&backup, &database).unwrap();
    world.begin_again();
    assert_eq!(count(&world, "SELECT count(*) FROM client WHERE name = 'Анна'"), 1, "the backup knows her");
    let again = ledger(&world).read().unwrap().erase_again();
    world.enters(vec![Input::Order(again)]);
    assert_eq!(count(&world, "SELECT count(*) FROM client WHERE name IS NOT NULL OR chat = 101"), 0);
    assert_eq!(count(&world, "SELECT count(*) FROM booking WHERE status = 'cancelled'"), 1);
    assert!(world.admin(OLGA).sees().contains("Данные клиента удалены"), "{}", world.admin(OLGA).sees());

    world.pass(TimeDelta::minutes(1));
    book(&mut world);
    let again = ledger(&world).read().unwrap().erase_again();
    world.enters(vec![Input::Order(again)]);
    assert_eq!(count(&world, "SELECT count(*) FROM client WHERE name = 'Анна'"), 1, "she came back");
}

#[test]
fn an_upcoming_visit_is_called_off_even_when_it_is_too_late_to_cancel() {
    let mut policy = Policy::default();
    policy.booking.cancel_notice = TimeDelta::days(7);
    let mut world = World::with(policy);
    reach_review(&mut world, ANNA);
    world.client(ANNA).presses("Подтвердить");
    forget(&mut world, ANNA);
    assert_eq!(count(&world, "SELECT count(*) FROM booking WHERE status = 'cancelled'"), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_an_erasure_no_file_of_the_service_names_the_client() {
    let mut salon = Salon::new(2, "Mon-Sun 10:00-20:00", "[log]\nlevel = \"trace\"\n").await;
    salon.start(None);
    let robot = Robot { server: &salon.server, person: 1, taste: 0 };
    robot.books().await;
    robot.says("/forget").await;
    salon.server.with(|telegram, now| telegram.press(now, CLIENT, 1, "Да, удалить всё").unwrap());
    let told = salon.server.wait_for(Duration::from_secs(20), |telegram| {
        let said = telegram.chat(CLIENT, 1)?.last_of_bot()?;
        said.text.contains("удалены").then_some(())
    });
    assert!(told.await.is_some(), "she is told");
    let ledger = salon.path("zapis.db.erasures");
    let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
    while !ledger.exists() && tokio::time::Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(std::fs::read_to_string(&ledger).unwrap().lines().count(), 1);
    assert!(salon.running.stop().await.success());
    assert_eq!(holding(&salon.path(""), &["Клиент я", "79125550001", "7912555"]), [""; 0]);
}
