//! What admins set right of a booking, two of them at once, and what the client hears of it (A4).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_card::make_specialist;
use crate::admin_flow::{ask_for_colouring, enter_first, with_admins};
use crate::world::{ANNA, BORIS, CLIENT, OLEG, OLGA, PIN, World};

/// Anna's haircut with Вера on Tuesday at noon, confirmed by itself; both admins have its card.
fn with_haircut() -> World {
    let mut world = with_admins();
    book(&mut world, ANNA, "Вера", "12:00");
    world
}

fn book(world: &mut World, person: i64, specialist: &str, time: &str) {
    let mut client = world.client(person);
    client.says("/start");
    client.presses("Записаться");
    client.presses("Стрижка");
    client.presses(specialist);
    client.presses("24");
    client.presses(time);
    client.presses("Даю согласие");
    client.says("Анна Иванова");
    client.says("89123456789");
    client.presses("Подтвердить");
}

fn begin(world: &mut World, admin: i64, what: &str) -> String {
    let mut talk = world.admin(admin);
    talk.presses("Изменить");
    talk.presses(what)
}

/// The newest messages that the client bot has sent a person, the newest last.
fn told(world: &World, person: i64, count: usize) -> String {
    let telegram = world.telegram();
    let chat = telegram.chat(CLIENT, person).unwrap();
    let said: Vec<_> = chat.messages.iter().filter(|message| message.from_bot).collect();
    said[said.len().saturating_sub(count)..]
        .iter()
        .map(|message| message.text.clone())
        .collect::<Vec<_>>()
        .join("\n---\n")
}

#[test]
fn a_name_is_the_clients_and_changes_on_all_their_bookings_silently() {
    let mut world = with_haircut();
    ask_for_colouring(&mut world, ANNA, "15:00");
    let before = world.client(ANNA).last_message();
    assert_snapshot!(world.admin(OLGA).presses("Изменить"), @"");
    assert_snapshot!(world.admin(OLGA).presses("Имя"), @"");
    assert_snapshot!(world.admin(OLGA).says("5"), @"");
    assert_snapshot!(world.admin(OLGA).says("@anna"), @"");
    assert_snapshot!(world.admin(OLGA).says("Анна-Мария <b>"), @"");
    let telegram = world.telegram();
    let cards: Vec<_> = telegram
        .chat("admin", OLEG)
        .unwrap()
        .messages
        .iter()
        .filter(|message| message.text.contains("Запись № "))
        .collect();
    assert!(cards.len() >= 2 && cards.iter().all(|card| card.text.contains("Анна-Мария")));
    drop(telegram);
    assert_eq!(world.client(ANNA).last_message(), before, "the client hears nothing");
}

#[test]
fn a_phone_is_typed_or_shared_and_stands_as_unverified() {
    let mut world = with_haircut();
    assert_snapshot!(begin(&mut world, OLGA, "Телефон"), @"");
    assert_snapshot!(world.admin(OLGA).says("звоните"), @"");
    assert_snapshot!(world.admin(OLGA).says("8 (903) 123-45-67"), @"");
    begin(&mut world, OLGA, "Телефон");
    assert!(
        world.admin(OLGA).shares_foreign_contact("79161112233").contains("+7 916 111-22-33 — введён вручную")
    );
}

#[test]
fn a_comment_is_changed_and_taken_away_and_the_clients_card_follows() {
    let mut world = with_haircut();
    begin(&mut world, OLGA, "Комментарий");
    assert_snapshot!(world.admin(OLGA).says("Аллергия на аммиак"), @"");
    assert!(world.client(ANNA).sees().contains("Аллергия на аммиак"));
    assert_snapshot!(begin(&mut world, OLGA, "Комментарий"), @"");
    world.admin(OLGA).presses("Убрать комментарий");
    assert!(!world.client(ANNA).sees().contains("Аллергия"));
}

#[test]
fn a_price_is_looked_over_and_the_client_is_told() {
    let mut world = with_haircut();
    assert_snapshot!(begin(&mut world, OLGA, "Цена"), @"");
    assert_snapshot!(world.admin(OLGA).says("дорого"), @"");
    assert_snapshot!(world.admin(OLGA).says("1 200 ₽"), @"");
    assert_snapshot!(world.admin(OLGA).presses("Сохранить"), @"");
    assert_snapshot!(told(&world, ANNA, 1), @"");
    assert_snapshot!(begin(&mut world, OLGA, "Цена"), @"");
    world.admin(OLGA).presses("По прайсу");
    world.admin(OLGA).presses("Сохранить");
    assert!(told(&world, ANNA, 1).contains("Стало: Стрижка, Вера, 1 500"));
}

#[test]
fn a_service_that_the_specialist_does_not_perform_asks_who_will() {
    let mut world = with_haircut();
    assert_snapshot!(begin(&mut world, OLGA, "Услуги"), @"");
    assert_snapshot!(world.admin(OLGA).presses("Окрашивание"), @"");
    assert_snapshot!(world.admin(OLGA).presses("Мария"), @"");
    assert_snapshot!(world.admin(OLGA).presses("Сохранить"), @"");
    assert_snapshot!(told(&world, ANNA, 1), @"");
    assert_snapshot!(world.client(ANNA).sees(), @"");
    assert_snapshot!(world.admin(OLEG).presses("История"), @"");
}

#[test]
fn several_services_are_ticked() {
    let mut world = with_haircut();
    begin(&mut world, OLGA, "Мастер");
    world.admin(OLGA).presses("Мария");
    world.admin(OLGA).presses("Сохранить");
    begin(&mut world, OLGA, "Услуги");
    assert_snapshot!(world.admin(OLGA).presses("Несколько услуг"), @"");
    assert_snapshot!(world.admin(OLGA).presses("Окрашивание"), @"");
    assert_snapshot!(world.admin(OLGA).presses("Готово"), @"");
    assert_snapshot!(world.admin(OLGA).presses("Назад"), @"");
    world.admin(OLGA).presses("Готово");
    assert!(world.admin(OLGA).presses("Сохранить").contains("Стрижка + Окрашивание · Мария"));
}

#[test]
fn an_occupied_specialist_is_refused_with_what_is_in_the_way() {
    let mut world = with_haircut();
    book(&mut world, BORIS, "Мария", "12:00");
    let mut olga = world.admin(OLGA);
    olga.says("/tomorrow");
    olga.presses("Вера");
    olga.presses("Изменить");
    assert_snapshot!(olga.presses("Мастер"), @"");
    assert_snapshot!(olga.presses("Мария"), @"");
    let booking = world.engine().writer().booking(1.into()).unwrap().unwrap().booking;
    assert_eq!((booking.specialist.get(), booking.version), (2, 1));
}

#[test]
fn what_breaks_the_hours_is_named_before_it_is_saved() {
    let mut world = with_admins();
    book(&mut world, ANNA, "Мария", "13:00");
    begin(&mut world, OLGA, "Услуги");
    assert_snapshot!(world.admin(OLGA).presses("Окрашивание"), @"");
    assert_snapshot!(world.admin(OLGA).presses("Всё равно сохранить"), @"");
}

#[test]
fn an_own_price_is_kept_or_given_up_as_the_admin_says() {
    let mut world = with_admins();
    book(&mut world, ANNA, "Мария", "12:00");
    begin(&mut world, OLGA, "Цена");
    world.admin(OLGA).says("1000");
    world.admin(OLGA).presses("Сохранить");
    begin(&mut world, OLGA, "Услуги");
    assert_snapshot!(world.admin(OLGA).presses("Окрашивание"), @"");
    world.admin(OLGA).presses("Оставить");
    let price = world.engine().writer().booking(1.into()).unwrap().unwrap().booking.price;
    assert_eq!(price.minor, 100_000);
}

#[test]
fn the_second_of_two_admins_keeps_what_they_wrote_and_sees_what_changed_and_by_whom() {
    let mut world = with_haircut();
    begin(&mut world, OLEG, "Комментарий");
    begin(&mut world, OLGA, "Мастер");
    world.admin(OLGA).presses("Мария");
    world.admin(OLGA).presses("Сохранить");
    assert_snapshot!(world.admin(OLEG).says("Аллергия на аммиак"), @"");
    // Somebody is quicker once more, before Oleg has pressed.
    begin(&mut world, OLGA, "Цена");
    world.admin(OLGA).says("1300");
    world.admin(OLGA).presses("Сохранить");
    assert_snapshot!(world.admin(OLEG).presses("Всё равно сохранить"), @"");
    assert_snapshot!(world.admin(OLEG).presses("Всё равно сохранить"), @"");
    let booking = world.engine().writer().booking(1.into()).unwrap().unwrap().booking;
    assert_eq!((booking.specialist.get(), booking.price.minor), (1, 130_000), "nothing is overwritten");
}

#[test]
fn a_name_that_was_changed_on_another_booking_meanwhile_is_not_overwritten() {
    let mut world = with_haircut();
    begin(&mut world, OLEG, "Имя");
    ask_for_colouring(&mut world, ANNA, "15:00");
    // The newest card is that of the colouring.
    begin(&mut world, OLGA, "Имя");
    world.admin(OLGA).says("Анна Петрова");
    assert_snapshot!(world.admin(OLEG).says("Анна Сидорова"), @"");
    assert_snapshot!(world.admin(OLEG).presses("Всё равно сохранить"), @"");
}

#[test]
fn a_price_that_was_changed_meanwhile_is_looked_over_anew() {
    let mut world = with_haircut();
    begin(&mut world, OLEG, "Цена");
    world.admin(OLEG).says("900");
    begin(&mut world, OLGA, "Цена");
    world.admin(OLGA).says("1100");
    world.admin(OLGA).presses("Сохранить");
    assert_snapshot!(world.admin(OLEG).presses("Сохранить"), @"");
    assert_snapshot!(world.admin(OLEG).presses("Всё равно сохранить"), @"");
    world.admin(OLEG).presses("Назад");
    assert_snapshot!(world.admin(OLEG).presses("Назад"), @"");
}

#[test]
fn to_whom_a_booking_is_given_hears_of_it_and_the_former_one_keeps_no_card() {
    let mut world = with_admins();
    make_specialist(&mut world, OLEG, 2);
    make_specialist(&mut world, ANNA, 1);
    // Anna is Мария, and works here too.
    enter_first(&mut world, ANNA);
    book(&mut world, BORIS, "Вера", "12:00");
    assert!(world.admin(OLEG).sees().contains("Новая запись"));
    begin(&mut world, OLGA, "Мастер");
    world.admin(OLGA).presses("Мария");
    world.admin(OLGA).presses("Сохранить");
    assert_snapshot!(world.admin(OLEG).sees(), @"");
    assert_snapshot!(world.admin(ANNA).sees(), @"");
    let message = world.admin(OLEG).last_message();
    assert_snapshot!(world.admin(OLEG).forges(message, "b1.2.cancel-sure"), @"");
}

#[test]
fn a_lock_or_a_booking_that_is_over_in_the_middle_of_an_edit_loses_nothing_and_changes_nothing() {
    let mut world = with_haircut();
    begin(&mut world, OLGA, "Услуги");
    world.pass(TimeDelta::minutes(16));
    world.admin(OLGA).presses("Окрашивание");
    assert!(world.admin(OLGA).says(PIN).contains("Какую услугу оказываем?"));
    world.client(ANNA).presses("Отменить запись");
    world.client(ANNA).presses("Да, отменить");
    world.admin(OLGA).presses("Окрашивание");
    world.admin(OLGA).presses("Мария");
    assert_snapshot!(world.admin(OLGA).presses("Сохранить"), @"");
    assert_snapshot!(world.admin(OLGA).presses("Всё равно сохранить"), @"");
}

#[test]
fn forged_presses_of_an_edit_change_nothing() {
    let mut world = with_haircut();
    begin(&mut world, OLGA, "Услуги");
    let message = world.admin(OLGA).last_message();
    let revision = world.admin(OLGA).data("Окрашивание");
    let revision = revision.split('.').next().unwrap().to_owned();
    for action in [
        "service.99",
        "service.-1",
        "page.99",
        "ready",
        "save",
        "save.7",
        "specialist.1",
        "again",
        "none",
        "x",
    ] {
        world.admin(OLGA).forges(message, &format!("{revision}.{action}"));
    }
    let booking = world.engine().writer().booking(1.into()).unwrap().unwrap().booking;
    assert_eq!(booking.version, 1);
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 0);
}
