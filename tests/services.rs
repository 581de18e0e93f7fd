//! What is booked: categories, and several services in a visit (C3).

use chrono::TimeDelta;
use domain::{Category, Money, Performed, Service};
use insta::assert_snapshot;

use crate::world::{ANNA, CLARA, World};

/// Hair with two services, nails with one, and a group's class without a category. Мария does hair and nails, Вера cuts.
fn large() -> World {
    let mut world = World::new();
    let mut catalog = world.engine().writer().catalog().unwrap();
    let price = |minor| Money { minor, currency: domain::Currency::RUB };
    catalog.categories = vec![
        Category { id: 1.into(), name: "Волосы".into() },
        Category { id: 2.into(), name: "Ногти".into() },
    ];
    for service in &mut catalog.services {
        service.category = Some(1.into());
    }
    let mut nails = Service::new(3.into(), "Маникюр", TimeDelta::minutes(90), price(200_000));
    nails.category = Some(2.into());
    let mut class = Service::new(4.into(), "Мастер-класс", TimeDelta::minutes(120), price(100_000));
    class.seats = 6;
    catalog.services.extend([nails, class]);
    let maria = &mut catalog.specialists[0].services;
    maria.push(Performed {
        service: 3.into(),
        duration: Some(TimeDelta::minutes(60)),
        price: Some(price(180_000)),
    });
    maria.push(Performed::from(domain::ServiceId::from(4)));
    world.engine().writer().replace_catalog(&catalog).unwrap();
    world.settle();
    world
}

#[test]
fn a_category_is_chosen_first_where_there_are_several() {
    let mut world = large();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    assert_snapshot!(anna.presses("Записаться"), @"
    ~ Что вас интересует?
      [Волосы]
      [Ногти]
      [Другое]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Волосы"), @"
    ~ На что вас записать?
      [Стрижка · 1 500 ₽]
      [Окрашивание · 4 500 ₽]
      [Несколько услуг сразу]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Назад"), @"
    ~ Что вас интересует?
      [Волосы]
      [Ногти]
      [Другое]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Другое"), @"
    ~ На что вас записать?
      [Мастер-класс · 1 000 ₽]
      [‹ Назад] [Отмена]
    ");
    assert!(anna.presses("Мастер-класс").contains("На какой день"), "only Мария holds it");
    assert!(anna.presses("Назад").contains("Что вас интересует"));
    assert!(anna.presses("Назад").contains("Чем ещё помочь"));
}

#[test]
fn several_services_make_one_visit() {
    let mut world = large();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.presses("Записаться");
    anna.presses("Волосы");
    assert_snapshot!(anna.presses("Несколько услуг сразу"), @"
    ~ Что войдёт в визит?
    Отметьте всё, что нужно, и нажмите «Дальше».
      [☐ Стрижка · 1 500 ₽]
      [☐ Окрашивание · 4 500 ₽]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Стрижка"), @"
    ~ Что войдёт в визит?
    Отметьте всё, что нужно, и нажмите «Дальше».

    Выбрано: Стрижка
    1 ч · 1 500 ₽
      [☑ Стрижка · 1 500 ₽]
      [☐ Окрашивание · 4 500 ₽]
      [Дальше ›]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Назад"), @"
    ~ Что вас интересует?

    Выбрано: Стрижка
    1 ч · 1 500 ₽
      [Волосы]
      [Ногти]
      [Дальше ›]
      [‹ Назад] [Отмена]
    ");
    anna.presses("Ногти");
    assert_snapshot!(anna.presses("Маникюр"), @"
    ~ Что войдёт в визит?
    Отметьте всё, что нужно, и нажмите «Дальше».

    Выбрано: Стрижка + Маникюр
    2 ч 30 мин · 3 500 ₽
      [☑ Маникюр · 2 000 ₽]
      [Дальше ›]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("Дальше"), @"
    ~ Стрижка + Маникюр
    На какой день? Точки — это дни без свободного времени.
      [⚡ Ближайшее: сегодня, 10:00]
      [·] [Ноябрь 2026] [›]
      [пн] [вт] [ср] [чт] [пт] [сб] [вс]
      [23] [24] [25] [26] [27] [·] [·]
      [30] [·] [·] [·] [·] [·] [·]
      [Встать в лист ожидания]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(anna.presses("25"), @"
    ~ Стрижка + Маникюр
    ср 25 ноября
    Во сколько вам удобно?
      [— Утро —]
      [10:00] [10:30] [11:00] [11:30]
      [— День —]
      [12:00] [15:00] [15:30] [16:00]
      [16:30]
      [— Вечер —]
      [17:00] [17:30] [18:00]
      [‹ Назад] [Отмена]
    ");
    anna.presses("10:00");
    anna.presses("Даю согласие");
    anna.says("Анна");
    assert_snapshot!(anna.says("89123456789"), @"
    + Хорошо.
    + Всё верно?

    Стрижка + Маникюр, Мария
    🕒 ср 25 ноября, 10:00
    2 ч, 3 300 ₽
    👤 Анна, +7 912 345-67-89

    Держим это время для вас до 09:10.
      [Подтвердить]
      [Добавить комментарий]
      [Другое время]
      [‹ Назад] [Отмена]
    keyboard:
    ");
    assert_snapshot!(anna.presses("Подтвердить"), @"
    ~ ✅ Вы записаны

    Стрижка + Маникюр, Мария
    🕒 ср 25 ноября, 10:00
    2 ч · 3 300 ₽
    Запись № 1
    Отменить или перенести можно до ср 25 ноября, 08:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    let services = world.engine().writer().services().unwrap();
    let nails = services.iter().find(|service| service.name == "Маникюр").unwrap().id;
    let booking = world.engine().writer().booking(1.into()).unwrap().unwrap().booking;
    assert_eq!(booking.visit.length(), TimeDelta::hours(2), "an hour each: Мария is quicker at nails");
    assert_eq!(world.engine().writer().booking_services(1.into()).unwrap(), [1.into(), nails]);
}

#[test]
fn what_nobody_does_all_of_is_not_ticked_and_a_group_stands_alone() {
    let mut world = large();
    let mut catalog = world.engine().writer().catalog().unwrap();
    catalog.specialists[0].services.retain(|performed| performed.service.get() != 1);
    world.engine().writer().replace_catalog(&catalog).unwrap();
    let mut clara = world.client(CLARA);
    clara.says("/start");
    assert!(clara.presses("Book").contains("[Other]"));
    clara.presses("Волосы");
    clara.presses("Several services");
    clara.presses("Стрижка");
    assert_snapshot!(clara.presses("Окрашивание"), @"! These services do not fit into one visit: nobody performs all of them. Please book them separately.");
    let shelves = clara.presses("Back");
    assert!(shelves.contains("[Ногти]") && !shelves.contains("[Other]"), "{shelves}");
    clara.presses("Волосы");
    assert!(clara.presses("☑ Стрижка").contains("☐ Стрижка"), "a mark is taken away by another press");
}

#[test]
fn a_service_that_is_taken_off_the_list_meanwhile_loses_its_mark() {
    let mut world = large();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.presses("Записаться");
    anna.presses("Волосы");
    anna.presses("Несколько услуг");
    anna.presses("Стрижка");
    anna.presses("Окрашивание");
    let mut catalog = world.engine().writer().catalog().unwrap();
    catalog.services.retain(|service| service.name != "Окрашивание");
    for specialist in &mut catalog.specialists {
        specialist.services.retain(|performed| performed.service.get() != 2);
    }
    world.engine().writer().replace_catalog(&catalog).unwrap();
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Дальше"), @"
    ~ На эту услугу сейчас не записываем. Вот что есть:

    Что вас интересует?
      [Волосы]
      [Ногти]
      [Другое]
      [‹ Назад] [Отмена]
    ");
}

#[test]
fn a_deep_link_opens_its_service() {
    let mut world = large();
    let services = world.engine().writer().services().unwrap();
    let nails = services.iter().find(|service| service.name == "Маникюр").unwrap().id;
    assert!(world.client(ANNA).says(&format!("/start s_{nails}")).contains("Маникюр"));
    assert!(world.client(ANNA).says("/start s_999").contains("На эту услугу сейчас не записываем"));
}
