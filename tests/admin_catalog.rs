//! The catalogue in chat, as the conversation on the screen (A6).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::world::{ANNA, OLEG, OLGA, PIN, World};

/// Opens a service's card, or that of a specialist.
pub fn opens(world: &mut World, list: &str, name: &str) -> String {
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Услуги и мастера");
    olga.presses(list);
    olga.presses(name)
}

/// Deeds of the journal, the newest first.
pub fn deeds(world: &World) -> Vec<String> {
    let lines = world.engine().writer().journal(None, 50).unwrap();
    lines.into_iter().map(|line| line.deed).collect()
}

#[test]
fn a_service_is_added_step_by_step_and_can_be_booked_at_once() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    assert_snapshot!(olga.presses("Услуги и мастера"), @"");
    assert_snapshot!(olga.presses("Услуги"), @"");
    assert_snapshot!(olga.presses("Новая услуга"), @"");
    assert_snapshot!(olga.says("  Укладка <b>"), @"");
    assert_snapshot!(olga.says("долго"), @"");
    assert_snapshot!(olga.says("25 часов"), @"");
    assert_snapshot!(olga.says("полтора часа"), @"");
    assert_snapshot!(olga.says("минус пять"), @"");
    assert_snapshot!(olga.says("1000000000000"), @"");
    assert_snapshot!(olga.says("1 800 ₽"), @"");
    assert_snapshot!(olga.presses("Вера"), @"");
    assert_snapshot!(olga.presses("Готово"), @"");
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.presses("Записаться");
    assert_snapshot!(anna.presses("Укладка"), @"");
    assert_eq!(deeds(&world), ["cat-service-added"]);
}

#[test]
fn who_thinks_better_of_a_new_service_goes_back_step_by_step_and_nothing_is_made() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Услуги и мастера");
    olga.presses("Услуги");
    olga.presses("Новая услуга");
    olga.says("Укладка");
    olga.presses("45 мин");
    olga.presses("1 500 ₽");
    assert_snapshot!(olga.presses("Назад"), @"");
    assert_snapshot!(olga.says("назад"), @"");
    assert_snapshot!(olga.presses("Назад"), @"");
    assert_snapshot!(olga.says("СТРИЖКА"), @"");
    assert_snapshot!(olga.presses("Назад"), @"");
    assert_eq!(world.engine().writer().listed_services().unwrap().len(), 2);
}

#[test]
fn a_longer_duration_shows_what_it_does_before_it_applies() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert_snapshot!(opens(&mut world, "Услуги", "Окрашивание"), @"");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Длительность"), @"");
    assert_snapshot!(olga.says("3 часа"), @"");
    assert_snapshot!(olga.presses("Применить"), @"");
    assert_snapshot!(world.client(ANNA).sees(), @"");
}

#[test]
fn every_value_of_a_service_can_be_changed() {
    let mut world = with_admins();
    opens(&mut world, "Услуги", "Стрижка");
    let mut olga = world.admin(OLGA);
    let mut shown = Vec::new();
    for (field, said) in [
        ("Перерыв до", "5"),
        ("Перерыв после", "10 мин"),
        ("Мест", "4"),
        ("Записаться за", "3"),
        ("Запись вперёд", "2 недели"),
        ("Шаг времени", "15"),
        ("Цена", "12,50"),
    ] {
        olga.presses(field);
        shown.push(olga.says(said));
        olga.presses("Применить");
    }
    olga.presses("Подтверждение");
    olga.presses("администратором");
    olga.presses("Применить");
    olga.presses("Название");
    olga.says("Стрижка «Каре»");
    assert_snapshot!(shown.join("\n----\n"), @"");
    assert_snapshot!(olga.sees(), @"");
    olga.presses("Шаг времени");
    olga.presses("как у всех");
    assert_snapshot!(olga.presses("Применить"), @"");
}

#[test]
fn a_service_that_is_switched_off_names_the_bookings_that_it_leaves() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    opens(&mut world, "Услуги", "Окрашивание");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Выключить"), @"");
    assert_snapshot!(olga.presses("Выключить"), @"");
    let mut anna = world.client(ANNA);
    anna.says("/start");
    let offered = anna.presses("Записаться");
    assert!(!offered.contains("Окрашивание"), "{offered}");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Включить"), @"");
    olga.presses("Включить");
    assert_eq!(deeds(&world), ["cat-service-on", "cat-service-off"]);
}

#[test]
fn the_second_of_two_admins_hears_what_it_was_what_it_is_and_by_whom() {
    let mut world = with_admins();
    opens(&mut world, "Услуги", "Стрижка");
    let mut olga = world.admin(OLGA);
    olga.presses("Длительность");
    olga.presses("90 мин");
    let mut oleg = world.admin(OLEG);
    oleg.says("/menu");
    oleg.presses("Услуги и мастера");
    oleg.presses("Услуги");
    oleg.presses("Стрижка");
    oleg.presses("Длительность");
    oleg.presses("45 мин");
    oleg.presses("Применить");
    assert_snapshot!(world.admin(OLGA).presses("Применить"), @"");
    let service = &world.engine().writer().services().unwrap()[0];
    assert_eq!(service.duration, TimeDelta::minutes(45));

    // Something else of it.
    let mut olga = world.admin(OLGA);
    olga.presses("Мест");
    olga.presses("4");
    let mut oleg = world.admin(OLEG);
    oleg.presses("Цена");
    oleg.says("900");
    oleg.presses("Применить");
    assert_snapshot!(world.admin(OLGA).presses("Применить"), @"");
    let mut olga = world.admin(OLGA);
    olga.presses("Название");
    world.admin(OLEG).presses("Название");
    world.admin(OLEG).says("Стрижка модельная");
    assert_snapshot!(world.admin(OLGA).says("Стрижка мужская"), @"");
}

#[test]
fn a_doubled_press_changes_once_and_says_nothing_wrong() {
    let mut world = with_admins();
    opens(&mut world, "Услуги", "Стрижка");
    let mut olga = world.admin(OLGA);
    olga.presses("Длительность");
    olga.presses("90 мин");
    assert_snapshot!(olga.presses_twice("Применить"), @"");
    assert_eq!(olga.unanswered(), 0);
    olga.presses_twice("Ниже");
    let order: Vec<String> =
        world.engine().writer().services().unwrap().into_iter().map(|service| service.name).collect();
    assert_eq!(order, ["Окрашивание", "Стрижка"]);
    assert_eq!(deeds(&world), ["cat-service-moved", "cat-service-changed"]);
}

#[test]
fn categories_are_made_ordered_and_deleted_when_empty() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/menu");
    olga.presses("Услуги и мастера");
    assert_snapshot!(olga.presses("Категории"), @"");
    olga.presses("Новая категория");
    assert_snapshot!(olga.says("Волосы"), @"");
    olga.presses("Назад");
    olga.presses("Новая категория");
    assert_snapshot!(olga.says("волосы"), @"");
    olga.says("Ногти");
    olga.presses("Выше");
    opens(&mut world, "Услуги", "Стрижка");
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.presses("Категория"), @"");
    assert_snapshot!(olga.presses("Волосы"), @"");
    olga.presses("Применить");
    olga.presses("Назад");
    olga.presses("Назад");
    assert_snapshot!(olga.presses("Категории"), @"");
    assert_snapshot!(olga.presses("Волосы"), @"");
    olga.presses("Назад");
    olga.presses("Ногти");
    assert_snapshot!(olga.presses("Удалить"), @"");
}

#[test]
fn a_manager_changes_everything_but_prices() {
    let mut world = with_admins();
    let now = world.now();
    let tx = world.engine().writer();
    tx.put_admin(OLGA.into(), domain::Role::Manager, store::admins::Origin::Invitation, now).unwrap();
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != OLGA));
    assert_snapshot!(opens(&mut world, "Услуги", "Стрижка"), @"");
    let mut olga = world.admin(OLGA);
    let message = olga.last_message();
    for forged in
        ["e.cat-price-edit.1", "e.cat-price-try.1.5", "e.cat-price-set.1.1.150000.5", "e.cat-service-new"]
    {
        assert_snapshot!(olga.forges(message, forged), @"");
    }
    assert_snapshot!(olga.forges(message, "e.cat-service-set.1.1.2.150000.5"), @"");
    for forged in ["e.cat-fee-edit.1.1", "e.cat-fee-try.1.1.5", "e.cat-fee-set.1.1.1.-1.5"] {
        assert_snapshot!(olga.forges(message, forged), @"");
    }
    assert_snapshot!(olga.forges(message, "e.cat-person-set.1.1.3.1.-1.5"), @"");
    let service = &world.engine().writer().services().unwrap()[0];
    assert_eq!(service.price.minor, 150_000);
}

#[test]
fn whoever_loses_the_right_in_the_middle_cannot_finish() {
    let mut world = with_admins();
    opens(&mut world, "Услуги", "Стрижка");
    world.admin(OLGA).presses("Цена");
    let now = world.now();
    let tx = world.engine().writer();
    tx.put_admin(OLGA.into(), domain::Role::Manager, store::admins::Origin::Invitation, now).unwrap();
    world.configure(|policy| policy.admin.ids.retain(|id| id.get() != OLGA));
    let said = world.admin(OLGA).says("1");
    assert!(!said.contains("Применить"), "{said}");
    assert_eq!(world.engine().writer().services().unwrap()[0].price.minor, 150_000);
}

#[test]
fn odd_words_and_forged_presses_do_no_harm() {
    let mut world = with_admins();
    opens(&mut world, "Услуги", "Стрижка");
    let mut olga = world.admin(OLGA);
    olga.presses("Название");
    assert_snapshot!(olga.says(&"я".repeat(4096)), @"");
    assert_snapshot!(olga.says("\u{202e}\u{200b}"), @"");
    assert_snapshot!(olga.sends_photo(), @"");
    assert_snapshot!(olga.says("\u{202e}<i>Каре</i> & 💇"), @"");
    let message = olga.last_message();
    for forged in [
        "e.cat-service.99",
        "e.cat-service-set.99.1.1.60.90",
        "e.cat-person.0",
        "e.cat-category.-5",
        "e.cat-skill.1.77",
    ] {
        let said = olga.forges(message, forged);
        assert!(said.contains("уже нет") || said.is_empty(), "{forged}: {said}");
    }
    olga.says("/menu");
    olga.presses("Услуги и мастера");
    let message = olga.last_message();
    for forged in [
        "e.cat-service-set.1.2.1.60.0",
        "e.cat-service-set.1.2.1.60.9223372036854775807",
        "e.cat-service-set.1.2.0.0.88",
        "e.cat-service-set.1.2.10.1.2",
        "e.cat-service-edit.1.-1",
        "e.cat-service-try.1.11.1",
        "e.cat-person-try.1.9.9.9",
        "e.cat-person-set.1.1.2.1.-1.-2",
        "e.cat-service",
        "e.cat-pick.5",
    ] {
        assert_eq!(olga.forges(message, forged), "! Эта кнопка уже не действует", "{forged}");
    }
    let service = &world.engine().writer().services().unwrap()[0];
    assert_eq!((service.name.as_str(), service.duration), ("<i>Каре</i> & 💇", TimeDelta::minutes(60)));
}

#[test]
fn a_lock_in_the_middle_asks_the_pin_and_goes_on_there() {
    let mut world = with_admins();
    opens(&mut world, "Услуги", "Стрижка");
    world.admin(OLGA).presses("Длительность");
    world.pass(TimeDelta::minutes(16));
    world.admin(OLGA).says("90");
    assert_snapshot!(world.admin(OLGA).says(PIN), @"");
    world.restart();
    assert!(world.admin(OLGA).says("90").contains("90 мин"));
}
