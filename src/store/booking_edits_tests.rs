//! What is set right of a booking, and the history that tells it.

use domain::{Actor, ChatId, ClientName, Comment, Currency, Money, Phone, ServiceId, SpecialistId};

use super::{World, now, slot, span, using};
use crate::Error;
use crate::booking_edits::NewVisit;
use crate::booking_history::{BookingChange, Field};
use crate::offers::Besides;

fn admin() -> Actor {
    Actor::Admin(ChatId::from(7))
}

fn rub(minor: i64) -> Money {
    Money { minor, currency: Currency::RUB }
}

fn another<'a>(services: &'a [ServiceId], slot: &'a domain::Slot) -> NewVisit<'a> {
    NewVisit { services, specialist: SpecialistId::from(1), slot, price: rub(700) }
}

#[test]
fn another_visit_takes_its_own_time_and_room_and_gives_back_the_former() {
    let world = World::new();
    let tx = world.tx();
    let id = world.book_service(3, 1, using(slot(3, 60), &[1])).unwrap();
    let longer = slot(3, 120);
    let services = [ServiceId::from(1), ServiceId::from(3)];
    tx.set_booking_visit(id, 1, &another(&services, &using(longer.clone(), &[2])), admin(), now()).unwrap();
    assert_eq!(tx.booking_services(id).unwrap(), services);
    let view = tx.booking(id).unwrap().unwrap();
    assert_eq!(
        (view.service.as_str(), view.booking.price, view.booking.version),
        ("Стрижка + Массаж", rub(700), 2)
    );
    assert_eq!(world.busy(Besides::default()), [longer.occupied]);
    let room = |room: i64| {
        let busy = tx.busy_resource(room.into(), span(0, 1440), Besides::default()).unwrap();
        busy.over(span(0, 1440)).count()
    };
    assert_eq!((room(1), room(2)), (0, 1));
    let stale = tx.set_booking_visit(id, 1, &another(&services, &slot(3, 60)), admin(), now());
    assert!(matches!(stale, Err(Error::Changed)));
    assert_eq!(tx.booking_services(id).unwrap(), services, "nothing of what was refused is left");
}

#[test]
fn a_visit_that_would_overlap_is_refused_and_nothing_of_it_is_left() {
    let world = World::new();
    let tx = world.tx();
    let id = world.book(1, slot(3, 60)).unwrap();
    world.book(1, slot(5, 60)).unwrap();
    let services = [ServiceId::from(3)];
    let refused = tx.set_booking_visit(id, 1, &another(&services, &slot(3, 150)), admin(), now());
    assert!(matches!(refused, Err(Error::Overlap)));
    let view = tx.booking(id).unwrap().unwrap();
    assert_eq!((view.booking.version, view.booking.visit), (1, span(3, 60)));
    assert_eq!(tx.booking_services(id).unwrap(), [ServiceId::from(1)]);
    assert_eq!(tx.booking_history(id, 0, 9).unwrap().len(), 1);
}

#[test]
fn the_history_tells_what_was_changed_and_what_it_was_from_then_on_but_nothing_personal() {
    let world = World::new();
    let tx = world.tx();
    let id = world.book(1, slot(3, 60)).unwrap();
    let comment = Comment::parse("тайное слово").unwrap();
    tx.set_booking_comment(id, 1, comment.as_ref(), Actor::Client, now()).unwrap();
    tx.set_booking_price(id, 2, rub(500), admin(), now()).unwrap();
    tx.set_booking_visit(id, 3, &another(&[ServiceId::from(3)], &slot(3, 60)), admin(), now()).unwrap();
    let client = tx.booking(id).unwrap().unwrap().client;
    let name = ClientName::parse("Тайное имя").unwrap();
    tx.edit_client(client.id, client.version, Some(&name), client.phone.as_ref()).unwrap();
    tx.note_contact_edit(id, 4, Field::Name, admin(), now()).unwrap();
    let as_seen = |version| tx.is_as_client_saw(id, version).unwrap();
    let seen: Vec<_> = [-1, 0, 3, 4, 5, 6].into_iter().filter(|version| as_seen(*version)).collect();
    assert_eq!(seen, [4, 5], "a client does not see what an admin calls them");
    let history = tx.booking_history(id, 0, 9).unwrap();
    let told: Vec<_> = history.iter().rev().map(|event| (event.change, event.field, event.price)).collect();
    let edited = |field, price| (BookingChange::Edited, Some(field), Some(rub(price)));
    let first = (BookingChange::Status, None, told[0].2);
    let expected = [
        first,
        (BookingChange::Edited, Some(Field::Comment), first.2),
        edited(Field::Price, 500),
        edited(Field::Visit, 700),
        edited(Field::Name, 700),
    ];
    assert_eq!(told, expected);
    assert_eq!(history[0].services, Some(vec![ServiceId::from(3)]));
    assert_eq!(history[4].services, Some(vec![ServiceId::from(1)]));
    assert_eq!(history[0].specialist, Some(SpecialistId::from(1)));
    let rows = tx.connection().query_row(
        "SELECT group_concat(concat_ws('|', change, field, services, currency, actor)) FROM booking_event",
        [],
        |row| row.get::<_, String>(0),
    );
    assert!(!rows.unwrap().contains("айное"));
    let since = tx.booking_events_since(id, 3, 9).unwrap();
    assert_eq!(since.iter().map(|event| event.version).collect::<Vec<_>>(), [3, 4, 5]);
    let newest = tx.booking_events_since(id, 1, 2).unwrap();
    assert_eq!(newest.iter().map(|event| event.version).collect::<Vec<_>>(), [1, 4, 5]);
}

#[test]
fn a_client_who_was_changed_meanwhile_is_not_overwritten() {
    let world = World::new();
    let tx = world.tx();
    let id = world.book(1, slot(3, 60)).unwrap();
    let client = tx.booking(id).unwrap().unwrap().client;
    let phone = Phone::parse("89123456789", "RU").unwrap();
    tx.edit_client(client.id, client.version, client.name.as_ref(), Some(&phone)).unwrap();
    let name = ClientName::parse("Вера").unwrap();
    assert!(matches!(
        tx.edit_client(client.id, client.version, Some(&name), client.phone.as_ref()),
        Err(Error::Changed)
    ));
    let now = tx.client(client.id).unwrap().unwrap();
    assert_eq!((now.phone, now.phone_verified, now.version), (Some(phone), false, client.version + 1));
}
