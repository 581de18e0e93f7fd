//! A business with very much to offer, and a client who books very much: no screen is larger than Telegram takes.

use chrono::TimeDelta;
use domain::{Currency, Money, Policy, Service, ServiceId, Specialist};

use crate::world::{ANNA, CLARA, World};

/// A hundred services with the longest names, and thirty people who perform the first of them every five minutes around the clock.
fn large() -> World {
    let mut policy = Policy::default();
    policy.booking.step = TimeDelta::minutes(5);
    policy.booking.max_active_per_client = 1000;
    let mut world = World::with(policy);
    let mut catalog = world.engine().writer().catalog().unwrap();
    let price = Money { minor: 150_000, currency: Currency::RUB };
    catalog.services = (1..=100)
        .map(|id| {
            Service::new(id.into(), format!("{id:03} {}", "Щ".repeat(56)), TimeDelta::minutes(5), price)
        })
        .collect();
    let first = catalog.specialists.remove(0);
    catalog.specialists = (1..=30)
        .map(|id| Specialist {
            name: format!("Мастер {id:02}"),
            services: vec![ServiceId::from(1).into()],
            hours: Some("Mon-Sun 00:00-24:00".parse().unwrap()),
            ..first.clone()
        })
        .collect();
    world.engine().writer().replace_catalog(&catalog).unwrap();
    world.settle();
    world
}

#[test]
fn every_screen_of_a_large_business_reaches_the_client() {
    let mut world = large();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    assert!(anna.presses("Цены").contains("001 Щ"), "the price list begins");
    assert!(anna.presses("›").contains("031 Щ"), "and goes on");
    anna.says("/start");
    assert!(anna.presses("Записаться").contains("[001 Щ"));
    assert!(anna.presses("›").contains("[021 Щ"));
    assert!(anna.presses("‹").contains("[001 Щ"));
    let specialists = anna.presses("001 Щ");
    assert!(specialists.contains("[Мастер 20]") && !specialists.contains("Мастер 21"), "{specialists}");
    assert!(anna.presses("›").contains("[Мастер 30]"));
    anna.presses("Не важно");
    let times = anna.presses("24");
    assert!(times.contains("[00:00]") && times.contains("[05:55]") && !times.contains("[06:00]"), "{times}");
    assert!(anna.presses("›").contains("[06:00]"));
    assert!(anna.presses("06:05").contains("Прежде чем записать"));
    assert_eq!(world.engine().writer().dead_letters().unwrap(), 0);
}

#[test]
fn all_bookings_are_in_the_list_and_nobody_books_without_end() {
    let mut world = large();
    let mut clara = world.client(CLARA);
    for booking in 0..20 {
        clara.says("/start");
        clara.presses("Book");
        clara.presses("001");
        clara.presses("Мастер 01");
        clara.presses("24");
        // Eight stay; what is called off is free again.
        clara.presses(&format!("01:{:02}", booking.min(8) * 5));
        if booking == 0 {
            clara.presses("I agree");
            clara.says("Clara");
            clara.says("+44 7911 123456");
        } else {
            clara.presses("Clara");
            clara.presses("+44");
        }
        assert!(clara.presses("Confirm").contains("You are booked"), "booking {booking}");
        if booking >= 8 {
            clara.presses("Cancel the booking");
            clara.presses("Yes");
        }
    }
    clara.says("/start");
    assert!(clara.presses("Book").contains("You have already booked many times"));
    clara.says("/start");
    assert!(!clara.presses("My bookings").contains("01:30"));
    assert!(clara.presses("›").contains("01:35"), "the eighth is on the second page");
    world.pass(TimeDelta::hours(13));
    world.jump("2026-11-24T12:00:00Z".parse().unwrap());
    let mut clara = world.client(CLARA);
    clara.says("/start");
    assert!(clara.presses("Book").contains("001"), "a day later they may again");
}
