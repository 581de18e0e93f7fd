//! What a client may know and expect of their data (P14): the notice, to what they agreed, and that nobody is kept for ever.

use chrono::TimeDelta;
use domain::Policy;
use insta::assert_snapshot;
use serde_json::Value;

use crate::admin_flow::with_admins;
use crate::booking_flow::{choose_tuesday, reach_review};
use crate::world::{ANNA, BORIS, CLARA, OLGA, PIN, World};

const KEEP: TimeDelta = TimeDelta::days(30);

/// So many days pass, in steps of half a day.
fn days_pass(world: &mut World, days: i32) {
    for _ in 0..2 * days {
        world.jump(world.now() + TimeDelta::hours(12));
        world.settle();
    }
}

/// The names that are stored, erasures that are on their way to the ledger, and how many were erased.
fn known(world: &World) -> (Vec<String>, usize, i64) {
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = database.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let names = texts("SELECT name FROM client WHERE name IS NOT NULL ORDER BY id");
    let ledger = texts("SELECT format('%d', chat) FROM erasure").len();
    let erased = "SELECT count(*) FROM client WHERE erased_at IS NOT NULL";
    (names, ledger, database.query_row(erased, [], |row| row.get(0)).unwrap())
}

/// Anna has a visit tomorrow. Boris has only looked.
fn kept_for_a_month() -> World {
    let mut world = with_admins();
    world.configure(|policy| policy.privacy.keep = Some(KEEP));
    reach_review(&mut world, ANNA);
    world.client(ANNA).presses("Подтвердить");
    world.client(BORIS).says("/start");
    world
}

#[test]
fn who_is_not_heard_of_for_long_is_erased_at_night_like_by_forget() {
    let mut world = kept_for_a_month();
    days_pass(&mut world, 29);
    world.client(BORIS).says("/start");
    assert_eq!(known(&world), (vec!["Анна".into()], 0, 0), "her visit was the day after");
    days_pass(&mut world, 4);
    assert_eq!(known(&world), (vec![], 1, 1));
    let anna = world.client(ANNA).sees();
    assert!(anna.contains("Здесь были ваши данные. Они удалены."), "{anna}");
    let mut olga = world.admin(OLGA);
    olga.says(PIN);
    olga.says("/menu");
    olga.presses("Сотрудники");
    assert_snapshot!(olga.presses("Журнал"), @"
    ~ Журнал

    пт 25 декабря, 09:00 · Zapis, по правилам хранения
    Срок хранения вышел, удалены данные клиентов: 1
      [⛔ Отказы]
      [‹ Назад]
    ");
    days_pass(&mut world, 40);
    assert_eq!(known(&world), (vec![], 2, 2), "Boris has not come back either");
    // Who comes back is somebody else.
    world.client(ANNA).says("/start");
    assert_eq!(known(&world).2, 2);
}

#[test]
fn who_has_a_visit_to_come_or_waits_for_one_is_kept() {
    let mut world = World::new();
    world.configure(|policy| policy.privacy.keep = Some(KEEP));
    world.client(BORIS).says("/start");
    world.client(CLARA).says("/start");
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    let waits = "INSERT INTO waitlist (client_id, first_day, last_day, part, place, created_at)
        SELECT id, '2027-01-20', '2027-01-20', 'any', 1, 0 FROM client WHERE chat = ?1";
    database.execute(waits, [CLARA]).unwrap();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    for words in ["Записаться", "Стрижка", "Мария", "›", "›", "12", "15:00", "Даю согласие"]
    {
        anna.presses(words);
    }
    anna.says("Анна");
    anna.says("8 912 345-67-89");
    anna.presses("Подтвердить");
    days_pass(&mut world, 40);
    assert_eq!(known(&world), (vec!["Анна".into()], 1, 1), "of Boris alone nothing is to come");
    assert!(world.engine().writer().known_client_of(CLARA.into()).unwrap().is_some(), "she waits");
}

#[test]
fn a_clock_that_jumps_ahead_erases_nobody_before_a_night_has_passed() {
    let mut world = kept_for_a_month();
    days_pass(&mut world, 3);
    world.jump(world.now() + TimeDelta::days(2000));
    world.settle();
    assert_eq!(known(&world).2, 0, "the clock is not believed at once");
    days_pass(&mut world, 2);
    assert_eq!(known(&world).2, 2, "but when it goes on like this");
}

#[test]
fn a_clock_that_jumps_while_it_is_looked_erases_nobody() {
    let mut world = kept_for_a_month();
    let now = world.now();
    // Some are looked at in each turn; the rest was still to come.
    let look = format!("{} {} 1 0", now.timestamp_millis(), KEEP.num_minutes());
    world.engine().writer().set_setting("retention", &look).unwrap();
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    let next = "INSERT OR REPLACE INTO job (bot, key, chat, kind, subject, due_at) VALUES ('client', 'retention', 0, 'retention', ?1, ?2)";
    database.execute(next, (1, now.timestamp_millis() + 1)).unwrap();
    world.jump(now + TimeDelta::days(2000));
    world.settle();
    assert_eq!(known(&world).2, 0);
}

#[test]
fn a_shorter_time_waits_for_a_night_and_without_one_everybody_is_kept() {
    let mut world = kept_for_a_month();
    world.configure(|policy| policy.privacy.keep = None);
    days_pass(&mut world, 400);
    assert_eq!(known(&world).2, 0);
    world.configure(|policy| policy.privacy.keep = Some(KEEP));
    world.jump(world.now() + TimeDelta::hours(18));
    world.settle();
    assert_eq!(known(&world).2, 0, "an owner who slipped has a day to mend it");
    days_pass(&mut world, 2);
    assert_eq!(known(&world).2, 2);
}

#[test]
fn many_are_erased_a_few_in_each_turn() {
    let mut world = with_admins();
    for chat in 5_000..5_050 {
        world.engine().writer().client_of(chat.into(), world.now()).unwrap();
    }
    world.configure(|policy| policy.privacy.keep = Some(KEEP));
    days_pass(&mut world, 33);
    assert_eq!(known(&world), (vec![], 50, 50));
    let journal = world.engine().writer().journal(None, 1).unwrap();
    assert_eq!((journal[0].deed.as_str(), journal[0].subject), ("retention", Some(50)), "told as one number");
}

#[test]
fn a_wish_that_is_over_for_long_is_erased_though_its_client_is_kept() {
    let mut world = World::new();
    world.client(ANNA).says("/start");
    let database = rusqlite::Connection::open(world.folder().join("zapis.db")).unwrap();
    let wish = "INSERT INTO waitlist (client_id, first_day, last_day, part, place, created_at, ended)
        SELECT id, '2026-11-01', '2026-11-02', 'any', 99, created_at, 'over' FROM client";
    database.execute(wish, []).unwrap();
    let wishes =
        || database.query_row("SELECT count(*) FROM waitlist", [], |row| row.get::<_, i64>(0)).unwrap();
    days_pass(&mut world, 89);
    assert_eq!(wishes(), 1);
    days_pass(&mut world, 3);
    assert_eq!((wishes(), known(&world).2), (0, 0));
}

#[test]
fn to_which_versions_a_client_agreed_is_told_to_them() {
    let mut world = World::new();
    reach_review(&mut world, ANNA);
    world.client(ANNA).presses("Подтвердить");
    world.configure(|policy| policy.privacy.version = "2".into());
    world.jump(world.now() + TimeDelta::minutes(5));
    choose_tuesday_at(&mut world, "16:00");
    world.client(ANNA).says("/mydata");
    let json: Value = serde_json::from_str(&world.client(ANNA).reads_document()).unwrap();
    let agreed =
        |index: usize| (&json["consents"][index]["agreed_version"], &json["consents"][index]["agreed_at"]);
    assert_eq!(agreed(0), (&"1".into(), &"2026-11-23T09:00:00+03:00".into()));
    assert_eq!(agreed(1), (&"2".into(), &"2026-11-23T09:05:00+03:00".into()));
    assert_eq!(json["consents"].as_array().unwrap().len(), 2);
}

/// Anna is asked anew, because the notice is another.
fn choose_tuesday_at(world: &mut World, time: &str) {
    let mut anna = world.client(ANNA);
    anna.says("/start");
    for words in ["Записаться", "Стрижка", "Мария", "24", time] {
        anna.presses(words);
    }
    anna.presses("Даю согласие");
}

#[test]
fn the_notice_is_told_in_the_middle_of_a_booking_which_goes_on() {
    let mut policy = Policy::default();
    policy.privacy.keep = Some(TimeDelta::days(1095));
    policy.privacy.operator = Some("ИП Иванова Мария Петровна".into());
    policy.privacy.contact = Some("privacy@example.org".into());
    policy.business.phone = Some("+7 495 123-45-67".into());
    let mut world = World::with(policy);
    let mut anna = world.client(ANNA);
    anna.says("/start");
    for words in ["Записаться", "Стрижка", "Мария", "24", "15:00"] {
        anna.presses(words);
    }
    assert_snapshot!(anna.says("/privacy"), @"
    + Салон «Ромашка»: ваши данные
    Редакция 1

    Кто отвечает за данные
    ИП Иванова Мария Петровна
    Вопросы о данных: privacy@example.org
    Телефон: +7 495 123-45-67

    Что хранится
    • имя и телефон, которые вы назвали
    • ваш идентификатор в Telegram и язык
    • записи: услуга, время, к кому, цена, состоялся ли визит
    • ваши комментарии, причины отмены и отзывы
    • чего вы ждёте в листе ожидания
    • заметка сотрудников о вас, если она есть, и по какой ссылке вы пришли
    • когда вы обратились к нам впервые и в последний раз
    • с какой редакцией этого текста и когда вы согласились

    Зачем
    Чтобы записать вас, напомнить о визите, сообщить об изменениях и предложить освободившееся время, а ещё — чтобы вести учёт визитов. Бот сохраняет имя и телефон только после вашего согласия; кто записался по телефону или на месте, назвал их сотруднику.

    Где
    На сервере, своём или арендованном, за который отвечает Салон «Ромашка». Бот показывает данные только сотрудникам, которые работают с записями. Переписка с ботом идёт через Telegram и остаётся там по его правилам.

    Как долго
    Если 1095 дней не будет ни визитов, ни сообщений от вас, бот сам удалит всё о вас.
    После удаления остаются сведения без вашего имени: какая услуга, у кого, когда и по какой цене.

    Что вы можете
    • получить всё, что о вас хранится: /mydata
    • удалить всё и тем самым отозвать согласие: /forget
    • исправить имя или телефон: назовите другие при следующей записи или напишите нам
    • спросить нас о данных или обратиться в надзорный орган вашей страны

    Если этот текст изменится по существу, мы спросим о согласии заново.
    ");
    let seen = anna.presses("Даю согласие");
    assert!(seen.contains("Как вас зовут"), "{seen}");
}

#[test]
fn the_notice_is_told_in_english_and_where_the_business_has_a_page_that_is_named() {
    let mut world = World::new();
    world.client(CLARA).says("/start");
    let mut clara = world.client(CLARA);
    clara.presses("My data");
    assert_snapshot!(clara.presses("What is stored"), @"
    + Салон «Ромашка»: your data
    Version 1

    Who is responsible
    Салон «Ромашка»

    What is stored
    • the name and the phone that you told us
    • your Telegram id and your language
    • bookings: service, time, with whom, price, whether the visit took place
    • your comments, reasons for cancelling and reviews
    • what you wait for on the waitlist
    • a note of the staff about you, if there is one, and by which link you came
    • when you were first and last in touch
    • to which version of this text you agreed, and when

    Why
    To book you in, to remind you of the visit, to tell you of changes and to offer you a time that became free, and to keep a record of visits. The bot stores your name and phone only after you agreed; who booked by phone or on the spot told them to the staff.

    Where
    On a server, owned or rented, that Салон «Ромашка» answers for. The bot shows your data only to those of the staff who work with bookings. What you and the bot write goes through Telegram and stays there by its rules.

    For how long
    Until you ask us to erase it.
    After an erasure there remains what does not name you: which service, with whom, when and at what price.

    What you can do
    • get all that is stored about you: /mydata
    • erase all of it and so withdraw your consent: /forget
    • correct your name or phone: tell us another with the next booking, or write to us
    • ask us about your data, or turn to the supervisory authority of your country

    If this text changes in substance, we will ask for your consent anew.
    ");
    world.configure(|policy| policy.privacy.url = Some("https://example.org/privacy".into()));
    choose_tuesday(&mut world, ANNA);
    assert_snapshot!(world.client(ANNA).says("/privacy"), @"
    + Как мы обращаемся с вашими данными: https://example.org/privacy

    Получить всё, что о вас хранится: /mydata
    Удалить: /forget
    ");
}
