//! What clients may want to know (C11): about us, the map, specialists with their pictures, questions and answers.

use std::collections::HashMap;
use std::sync::Arc;

use domain::policy::Question;
use domain::{Location, Policy};
use engine::Input;
use insta::assert_snapshot;
use sim::{Fault, Trouble};

use crate::files::picture;
use crate::talk::Talk;
use crate::world::{ANNA, BORIS, CLARA, CLIENT, World};

/// A salon that tells all there is to tell.
fn salon() -> World {
    let mut policy = Policy::default();
    policy.business.address = Some("Москва, ул. Садовая, 5".into());
    policy.business.phone = Some("+7 495 123-45-67".into());
    policy.business.location = Location::new(55.7558, 37.6173);
    let question =
        |question: &str, answer: &str| Question { question: question.into(), answer: answer.into() };
    policy.business.questions = vec![
        question("Можно прийти с ребёнком?", "Конечно.\nУ нас есть <уголок> & игрушки."),
        question("Можно ли с собакой?", "С маленькой — да."),
    ];
    World::with(policy)
}

/// Maria has a picture.
fn salon_with_picture() -> World {
    let world = salon();
    let tx = world.engine().writer();
    let mut catalog = tx.catalog().unwrap();
    let maria = catalog.specialists.iter().find(|found| found.name == "Мария").unwrap().id;
    catalog.photos.insert(maria, "maria.jpg".into());
    tx.replace_catalog(&catalog).unwrap();
    tx.put_photos(&HashMap::from([("maria.jpg".to_owned(), picture())])).unwrap();
    world
}

fn opens<'a>(world: &'a mut World, person: i64, labels: &[&str]) -> Talk<'a> {
    let mut talk = world.client(person);
    talk.says("/start");
    for label in labels {
        talk.presses(label);
    }
    talk
}

/// How often the client bot made a call since the start.
fn calls(world: &World, method: &str) -> Vec<serde_json::Value> {
    let telegram = world.telegram();
    telegram
        .log()
        .filter(|call| call.method.eq_ignore_ascii_case(method))
        .map(|call| call.params.clone())
        .collect()
}

#[test]
fn about_us_leads_to_everything_there_is_to_know() {
    let mut world = salon();
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.says("/start"), @"
    + Салон «Ромашка»
    Здравствуйте! Запишу вас за минуту — выберите, что нужно.
      [📅 Записаться]
      [🗒 Мои записи] [Мои данные]
      [Цены] [Контакты]
      [О нас] [Язык · Language]
    ");
    assert_snapshot!(anna.presses("О нас"), @"
    ~ Салон «Ромашка»
    О чём рассказать?
      [Специалисты]
      [Вопросы и ответы]
      [Контакты] [📍 На карте]
      [📅 Записаться] [Меню]
    ");
    assert_snapshot!(anna.presses("Вопросы"), @"
    ~ Вопросы и ответы
    Выберите вопрос.
      [Можно прийти с ребёнком?]
      [Можно ли с собакой?]
      [‹ Назад] [Меню]
    ");
    assert_snapshot!(anna.presses("с ребёнком"), @"
    ~ Можно прийти с ребёнком?

    Конечно.
    У нас есть <уголок> & игрушки.
      [‹ Назад] [Меню]
    ");
    assert_snapshot!(anna.presses("Назад"), @"
    ~ Вопросы и ответы
    Выберите вопрос.
      [Можно прийти с ребёнком?]
      [Можно ли с собакой?]
      [‹ Назад] [Меню]
    ");
    anna.presses("Назад");
    assert_snapshot!(anna.presses("Контакты"), @"
    ~ Салон «Ромашка»
    📍 Москва, ул. Садовая, 5
    📞 +7 495 123-45-67
      [📍 На карте]
      [📅 Записаться] [Меню]
    ");
    assert_snapshot!(anna.presses("На карте"), @"+ 📍 Салон «Ромашка», Москва, ул. Садовая, 5 (55.7558, 37.6173)");
    anna.presses("Меню");
    assert_eq!(anna.live_messages(), 1, "one message has live buttons");
}

#[test]
fn about_us_speaks_english() {
    let mut world = salon();
    let mut clara = world.client(CLARA);
    assert_snapshot!(clara.says("/start"), @"
    + Салон «Ромашка»
    Hello! Booking takes a minute — choose what you need.
      [📅 Book]
      [🗒 My bookings] [My data]
      [Prices] [Contacts]
      [About us] [Language · Язык]
    ");
    assert_snapshot!(clara.presses("About us"), @"
    ~ Салон «Ромашка»
    What would you like to know?
      [Specialists]
      [Questions and answers]
      [Contacts] [📍 On the map]
      [📅 Book] [Menu]
    ");
    assert_snapshot!(clara.presses("Specialists"), @"
    ~ Our specialists
    Press a name to learn more.
      [Мария]
      [Вера]
      [‹ Back] [Menu]
    ");
    assert_snapshot!(clara.presses("Мария"), @"
    ~ Мария

    Стрижка
    1 500 ₽ · 1 h
    Окрашивание
    4 500 ₽ · 2 h
      [📅 Book with Мария]
      [‹ Back] [Menu]
    ");
    assert_snapshot!(clara.presses("Book with"), @"
    ~ Мария
    What can we book for you?
      [Стрижка · 1 500 ₽]
      [Окрашивание · 4 500 ₽]
      [‹ Back] [Menu]
    ");
    clara.presses("Back");
    clara.presses("Back");
    clara.presses("Back");
    assert_snapshot!(clara.presses("Questions"), @"
    ~ Questions and answers
    Choose a question.
      [Можно прийти с ребёнком?]
      [Можно ли с собакой?]
      [‹ Back] [Menu]
    ");
    clara.presses("Menu");
    clara.presses("About us");
    assert_snapshot!(clara.presses("On the map"), @"+ 📍 Салон «Ромашка», Москва, ул. Садовая, 5 (55.7558, 37.6173)");
}

#[test]
fn what_is_not_told_has_no_button() {
    let mut world = World::new();
    world.client(ANNA).says("/start");
    assert_snapshot!(world.client(ANNA).presses("О нас"), @"
    ~ Салон «Ромашка»
    О чём рассказать?
      [Специалисты]
      [Контакты]
      [📅 Записаться] [Меню]
    ");
    assert_snapshot!(world.client(ANNA).presses("Контакты"), @"
    ~ Салон «Ромашка»
    Адрес и телефон пока не указаны.
      [📅 Записаться] [Меню]
    ");
}

#[test]
fn a_specialist_is_shown_with_the_picture_and_what_they_do() {
    let mut world = salon_with_picture();
    let mut anna = opens(&mut world, ANNA, &["О нас"]);
    assert_snapshot!(anna.presses("Специалисты"), @"
    ~ Наши специалисты
    Нажмите, чтобы узнать больше.
      [Мария]
      [Вера]
      [‹ Назад] [Меню]
    ");
    assert_snapshot!(anna.presses("Мария"), @"
    ~ Наши специалисты
    Нажмите, чтобы узнать больше.
    + 🖼 9 × 7

    + Мария

    Стрижка
    1 500 ₽ · 1 ч
    Окрашивание
    4 500 ₽ · 2 ч
      [📅 Записаться: Мария]
      [‹ Назад] [Меню]
    ");
    assert_snapshot!(anna.presses("Назад"), @"
    ~ Наши специалисты
    Нажмите, чтобы узнать больше.
      [Мария]
      [Вера]
      [‹ Назад] [Меню]
    ");
    assert_snapshot!(anna.presses("Вера"), @"
    ~ Вера

    Стрижка
    1 500 ₽ · 1 ч
      [📅 Записаться: Вера]
      [‹ Назад] [Меню]
    ");
    anna.presses("Назад");
    anna.presses("Мария");
    anna.presses("Записаться: Мария");
    assert!(!anna.presses("Назад").contains("🖼"), "the picture stands above already");
    assert_eq!(anna.live_messages(), 1, "one message has live buttons");
}

#[test]
fn a_booking_with_a_specialist_begins_at_what_they_do_or_at_the_calendar() {
    let mut world = salon();
    let mut anna = opens(&mut world, ANNA, &["О нас", "Специалисты", "Мария"]);
    assert_snapshot!(anna.presses("Записаться: Мария"), @"
    ~ Мария
    На что вас записать?
      [Стрижка · 1 500 ₽]
      [Окрашивание · 4 500 ₽]
      [‹ Назад] [Меню]
    ");
    assert_snapshot!(anna.presses("Окрашивание"), @"
    ~ Окрашивание
    На какой день? Точки — это дни без свободного времени.
      [⚡ Ближайшее: сегодня, 10:00]
      [·] [Ноябрь 2026] [›]
      [пн] [вт] [ср] [чт] [пт] [сб] [вс]
      [23] [24] [25] [26] [27] [·] [·]
      [30] [·] [·] [·] [·] [·] [·]
      [Встать в лист ожидания]
      [‹ Назад] [Отмена]
    ");
    anna.presses("24");
    assert!(anna.presses("15:00").contains("Окрашивание, Мария"));
    let mut boris = opens(&mut world, BORIS, &["О нас", "Специалисты", "Вера"]);
    assert!(boris.presses("Записаться: Вера").contains("На какой день"), "one thing alone is not asked for");
    assert!(boris.presses("24").contains("Во сколько"));
}

#[test]
fn a_picture_is_uploaded_once_and_then_named() {
    let mut world = salon_with_picture();
    opens(&mut world, ANNA, &["О нас", "Специалисты", "Мария"]);
    opens(&mut world, BORIS, &["О нас", "Специалисты", "Мария"]);
    let sent = calls(&world, "sendPhoto");
    assert_eq!((sent.len(), sent[0]["photo"].as_str()), (2, Some("attach://file")));
    let named = sent[1]["photo"].as_str().unwrap().to_owned();
    assert!(world.telegram().file(CLIENT, &named).is_some_and(|bytes| bytes == picture()));
    // The same picture imported again keeps its name; another one is uploaded.
    let files = |content: Vec<u8>| HashMap::from([("maria.jpg".to_owned(), content)]);
    world.engine().writer().put_photos(&files(picture())).unwrap();
    opens(&mut world, ANNA, &["О нас", "Специалисты", "Мария"]);
    assert_eq!(calls(&world, "sendPhoto")[2]["photo"].as_str(), Some(named.as_str()));
    world.engine().writer().put_photos(&files([picture(), vec![0]].concat())).unwrap();
    opens(&mut world, ANNA, &["О нас", "Специалисты", "Мария"]);
    assert_eq!(calls(&world, "sendPhoto")[3]["photo"].as_str(), Some("attach://file"));
}

#[test]
fn a_picture_that_telegram_no_longer_has_is_uploaded_again() {
    let mut world = salon_with_picture();
    opens(&mut world, ANNA, &["О нас", "Специалисты", "Мария"]);
    world.telegram().forget_files();
    let seen = opens(&mut world, BORIS, &["О нас", "Специалисты"]).presses("Мария");
    assert!(seen.contains("🖼 9 × 7") && seen.contains("Записаться: Мария"), "{seen}");
    assert_eq!(calls(&world, "sendPhoto").len(), 3, "refused by name, then sent whole");
}

#[test]
fn a_picture_that_is_refused_or_kept_waiting_does_not_hold_up_what_comes_after_it() {
    let mut world = salon_with_picture();
    let tx = world.engine().writer();
    tx.put_photos(&HashMap::from([("maria.jpg".to_owned(), b"\xff\xd8\xff".to_vec())])).unwrap();
    let seen = opens(&mut world, ANNA, &["О нас", "Специалисты"]).presses("Мария");
    assert!(!seen.contains("🖼") && seen.contains("Записаться: Мария"), "{seen}");
    let tx = world.engine().writer();
    tx.put_photos(&HashMap::from([("maria.jpg".to_owned(), picture())])).unwrap();
    let trouble = Trouble::TooMany(2);
    world.telegram().faults.add(Fault { bot: None, method: Some("sendPhoto".into()), trouble, times: 1 });
    let seen = opens(&mut world, BORIS, &["О нас", "Специалисты"]).presses("Мария");
    assert_eq!(seen, "", "in order: first the picture");
    world.pass(chrono::TimeDelta::seconds(5));
    assert!(world.client(BORIS).sees().contains("Записаться: Мария"));
}

#[test]
fn what_the_settings_say_now_is_told_without_a_restart() {
    let mut world = salon();
    let mut policy = world.policy().clone();
    policy.business.questions[0].answer = "По выходным.".into();
    opens(&mut world, ANNA, &["О нас", "Вопросы"]);
    world.enters(vec![Input::Policy(Arc::new(policy.clone()))]);
    assert!(world.client(ANNA).presses("с ребёнком").contains("По выходным."));
    policy.business.questions.clear();
    policy.business.location = None;
    world.enters(vec![Input::Policy(Arc::new(policy))]);
    let seen = world.client(ANNA).presses("Назад");
    assert!(seen.contains("О чём рассказать?") && !seen.contains("Вопросы"), "{seen}");
    assert!(!seen.contains("На карте"), "{seen}");
    let last = world.client(ANNA).last_message();
    assert!(world.client(ANNA).forges(last, "e.map").contains("Садовая"), "the contacts instead");
}

#[test]
fn a_press_on_what_is_told_no_more_leads_on() {
    let mut world = salon_with_picture();
    let message = {
        let anna = opens(&mut world, ANNA, &["О нас"]);
        anna.last_message()
    };
    let mut anna = world.client(ANNA);
    for (data, said) in [
        ("e.answer.7", "Выберите вопрос"),
        ("e.answer.-1", "Выберите вопрос"),
        ("e.questions.99", "Выберите вопрос"),
        ("e.about-specialist.999", "Наши специалисты"),
        ("e.book-with.999", "Наши специалисты"),
        ("e.book-with-for.1.999", "На что вас записать"),
    ] {
        anna.says("/start");
        anna.presses("О нас");
        let last = anna.last_message();
        assert!(last > message);
        let seen = anna.forges(last, data);
        assert!(seen.contains(said), "{data}: {seen}");
    }
}
