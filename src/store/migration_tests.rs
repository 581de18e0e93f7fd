//! Each migration on a filled database of the version before.

use chrono::TimeDelta;
use domain::{BookingId, ChatId, Occupant, ReviewWords, Span, Stars};
use rusqlite::Connection;
use rusqlite_migration::Migrations;

use crate::Store;
use crate::attendance::Attendance;
use crate::offers::Besides;
use crate::open::MIGRATIONS;
use crate::outbox::Order;

/// A database as the first `count` migrations leave it, filled with `rows`, then opened by this version.
fn migrated(count: usize, rows: &str) -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zapis.db");
    let mut connection = Connection::open(&path).unwrap();
    Migrations::from_slice(&MIGRATIONS[..count]).to_latest(&mut connection).unwrap();
    connection.execute_batch(rows).unwrap();
    drop(connection);
    (Store::open(&path).unwrap(), folder)
}

#[test]
fn bookings_and_holds_of_the_first_version_keep_their_time() {
    let (store, _folder) = migrated(
        1,
        "INSERT INTO client (id, chat, created_at) VALUES (1, 10, 0);
         INSERT INTO service (id, name, duration, price_minor, currency, confirmation, position)
            VALUES (1, 'Стрижка', 60, 100, 'RUB', 'automatic', 0);
         INSERT INTO specialist (id, name, hours, position) VALUES (1, 'Анна', 'Mon-Fri 09:00-18:00', 0);
         INSERT INTO specialist_service VALUES (1, 1);
         INSERT INTO booking (id, client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
                price_minor, currency, created_at)
            VALUES (1, 1, 1, 1, 3600000, 7200000, 3600000, 7800000, 'confirmed', 100, 'RUB', 0),
                   (2, 1, 1, 1, 3600000, 7200000, 3600000, 7800000, 'cancelled', 100, 'RUB', 0);
         INSERT INTO hold (chat, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to)
            VALUES (10, 1, 1, 10800000, 14400000, 10800000, 14400000);",
    );
    let at = |hour: i64| domain::Instant::from_timestamp(hour * 3600, 0).unwrap();
    let day = Span::new(at(0), at(24)).unwrap();
    let busy = store.writer.busy(1.into(), day, Besides::default()).unwrap();
    let mut found: Vec<(i64, Occupant)> =
        busy.over(day).map(|taken| (taken.span.start().timestamp() / 3600, taken.by)).collect();
    found.sort_by_key(|(hour, _)| *hour);
    assert_eq!(found, [(1, Occupant::Booking), (3, Occupant::Hold)]);
    assert_eq!(store.writer.booking(BookingId::from(1)).unwrap().unwrap().service, "Стрижка");
    let specialist = store.writer.specialist(1.into()).unwrap().unwrap();
    assert_eq!(specialist.hours.unwrap().to_string(), "Mon-Fri 09:00-18:00", "they were their own");
    store.writer.release_hold(ChatId::from(10)).unwrap();
    assert_eq!(store.writer.busy(1.into(), day, Besides::default()).unwrap().over(day).count(), 1);
}

#[test]
fn what_waited_in_the_second_version_waits_on() {
    let (store, _folder) = migrated(
        2,
        "INSERT INTO job (bot, key, chat, kind, subject, due_at) VALUES ('client', 'hold:5', 5, 'hold', 1, 1000);
         INSERT INTO outbox (bot, chat, kind, screen, priority, not_before, created_at)
            VALUES ('client', 5, 'say', 'a', 0, 0, 0), ('client', 5, 'say', 'b', 0, 0, 0), ('admin', 5, 'say', 'c', 0, 0, 0);",
    );
    let epoch = domain::Instant::UNIX_EPOCH;
    let tries = store.writer.put_off("client", "hold:5", epoch, TimeDelta::seconds(30)).unwrap();
    assert_eq!(tries, 1, "a job of before has not failed yet");
    assert_eq!(store.writer.next_due().unwrap(), Some(epoch + TimeDelta::seconds(30)));
    let heads: Vec<i64> = store.writer.take_sendable(epoch, 10).unwrap().iter().map(|row| row.id).collect();
    assert_eq!(heads, [1, 3], "the first of each lane");
}

#[test]
fn clients_of_before_are_there_and_have_erased_nothing() {
    let (store, _folder) = migrated(
        6,
        "INSERT INTO client (id, chat, name, language, created_at, consent) VALUES (1, 10, 'Анна', 'ru', 0, '1');",
    );
    let client = store.writer.client(1.into()).unwrap().unwrap();
    assert_eq!((client.chat, client.erased_at), (Some(ChatId::from(10)), None));
    assert_eq!(client.consent.as_deref(), Some("1"));
}

#[test]
fn to_what_a_client_agreed_before_stands_in_the_history() {
    let (store, _folder) = migrated(
        16,
        "INSERT INTO client (id, chat, created_at, consent, consent_at) VALUES (1, 10, 0, '1', 1000), (2, 20, 0, NULL, NULL);",
    );
    let tx = &store.writer;
    tx.set_client_consent(1.into(), "2", domain::Instant::from_timestamp_millis(2000).unwrap()).unwrap();
    let consents = |sql: &str| tx.connection().query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(
        consents(
            "SELECT group_concat(format('%d %d %s', client_id, at, version), ', ' ORDER BY at) FROM consent"
        ),
        "1 1000 1, 1 2000 2"
    );
}

#[test]
fn what_was_booked_in_the_fourth_version_is_followed_up_like_the_rest() {
    let (store, _folder) = migrated(
        4,
        "INSERT INTO client (id, chat, created_at) VALUES (1, 10, 0);
         INSERT INTO service (id, name, duration, price_minor, currency, confirmation, position)
            VALUES (1, 'Стрижка', 60, 100, 'RUB', 'automatic', 0);
         INSERT INTO specialist (id, name, hours, position) VALUES (1, 'Анна', '', 0);
         INSERT INTO booking (id, client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
                price_minor, currency, created_at)
            VALUES (1, 1, 1, 1, 3600000, 7200000, 3600000, 7200000, 'confirmed', 100, 'RUB', 0),
                   (2, 1, 1, 1, 7200000, 7300000, 7200000, 7300000, 'cancelled', 100, 'RUB', 0);
         INSERT INTO booking_service VALUES (1, 0, 1), (2, 0, 1);
         INSERT INTO booking_event (booking_id, version, at, actor, status)
            VALUES (1, 1, 1000, 'client', 'pending'), (1, 2, 2000, 'admin', 'confirmed'), (2, 1, 3000, 'client', 'cancelled');",
    );
    let (tx, booking) = (&store.writer, BookingId::from(1));
    let at = |seconds: i64| domain::Instant::from_timestamp(seconds, 0).unwrap();
    assert_eq!(tx.bookings_to_come(at(0)).unwrap(), [(booking, at(2))]);
    assert_eq!(tx.booking(booking).unwrap().unwrap().attendance, Attendance::default());
    assert!(tx.set_coming(booking, at(5)).unwrap(), "the first word counts");
    assert!(!tx.set_coming(booking, at(6)).unwrap());
    tx.set_reminded(booking, TimeDelta::hours(2)).unwrap();
    let known = Attendance { reminded: Some(TimeDelta::hours(2)), coming_at: Some(at(5)) };
    assert_eq!(tx.booking(booking).unwrap().unwrap().attendance, known);
    tx.note_review_asked(booking, at(9)).unwrap();
    assert!(tx.note_review_asked(booking, at(10)).is_err(), "a visit is asked about once");
    assert_eq!(tx.last_asked(1.into()).unwrap(), Some(at(9)));
    tx.set_review_stars(booking, Stars::new(1).unwrap(), at(11)).unwrap();
    tx.set_review_stars(booking, Stars::new(4).unwrap(), at(12)).unwrap();
    tx.set_review_words(booking, &ReviewWords::parse("Тепло").unwrap()).unwrap();
    let review = tx.review(booking).unwrap().unwrap();
    assert_eq!(review.rated, Some((Stars::new(4).unwrap(), at(11))), "when they were given first stays");
    assert_eq!(review.words.unwrap().as_str(), "Тепло");
}

#[test]
fn a_hold_of_the_fourth_version_stays_one_and_the_chat_may_have_one_for_an_offer_beside_it() {
    let (store, _folder) = migrated(
        4,
        "INSERT INTO client (id, chat, created_at) VALUES (1, 10, 0);
         INSERT INTO resource (id, name, position) VALUES (1, 'Кресло', 0);
         INSERT INTO service (id, name, duration, price_minor, currency, confirmation, position)
            VALUES (1, 'Стрижка', 60, 100, 'RUB', 'automatic', 0);
         INSERT INTO specialist (id, name, hours, position) VALUES (1, 'Анна', 'Mon-Fri 09:00-18:00', 0);
         INSERT INTO booking (id, client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
                price_minor, currency, created_at)
            VALUES (1, 1, 1, 1, 3600000, 7200000, 3600000, 7200000, 'confirmed', 100, 'RUB', 0);
         INSERT INTO hold (id, chat, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, moves)
            VALUES (7, 10, 1, 1, 5400000, 9000000, 5400000, 9000000, 1);
         INSERT INTO hold_resource VALUES (7, 1);",
    );
    let tx = &store.writer;
    let held = tx.hold_of(10.into()).unwrap().unwrap();
    assert_eq!((held.id, held.moves), (7.into(), Some(1.into())));
    let spans = |sql: &str| tx.connection().query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(spans("SELECT count(*) FROM span WHERE hold_id = 7"), 2, "of the specialist and of the chair");
    assert_eq!(spans("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    let offer = "INSERT INTO waitlist (id, client_id, first_day, last_day, part, place, created_at)
            VALUES (1, 1, '1970-01-01', '1970-01-02', 'any', 1, 0);
         INSERT INTO waitlist_offer (id, waitlist_id, specialist_id, starts_at, price_minor, currency, made_at, until)
            VALUES (1, 1, 1, 14400000, 100, 'RUB', 0, 1);
         INSERT INTO hold (chat, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, offer_id)
            VALUES (10, 1, 1, 14400000, 18000000, 14400000, 18000000, 1);";
    tx.connection().execute_batch(offer).unwrap();
    tx.release_hold(ChatId::from(10)).unwrap();
    assert_eq!(spans("SELECT count(*) FROM span WHERE hold_id IS NOT NULL"), 1, "the offer's is another");
    tx.erase_waitlist_of(1.into()).unwrap();
    assert_eq!(spans("SELECT count(*) FROM span WHERE hold_id IS NOT NULL"), 0);
}

#[test]
fn what_waited_before_there_were_attachments_waits_on_and_the_installation_has_a_name() {
    let (store, _folder) = migrated(
        4,
        "INSERT INTO specialist (id, name, hours, position) VALUES (1, 'Анна', 'Mon-Fri 09:00-18:00', 0);
         INSERT INTO outbox (bot, chat, kind, screen, priority, not_before, created_at) VALUES ('client', 5, 'say', 'a', 0, 0, 0);",
    );
    let tx = &store.writer;
    let rows = tx.take_sendable(domain::Instant::UNIX_EPOCH, 10).unwrap();
    assert!(matches!(&rows[..], [row] if row.order == Order::Say { screen: "a".into(), attached: None }));
    assert_eq!(tx.photo_of(1.into()).unwrap(), None);
    assert_eq!(tx.installation().unwrap().len(), 16);
    assert_eq!(tx.installation().unwrap(), tx.installation().unwrap());
}

#[test]
fn what_could_be_booked_is_listed_and_what_a_document_had_dropped_is_not() {
    let (store, _folder) = migrated(
        10,
        "INSERT INTO category (id, name, position) VALUES (1, 'Волосы', 0);
         INSERT INTO service (id, category_id, name, duration, price_minor, currency, confirmation, position, active)
            VALUES (1, 1, 'Стрижка', 60, 100, 'RUB', 'automatic', 0, 1), (2, NULL, 'Завивка', 60, 100, 'RUB', 'automatic', 1, 0);
         INSERT INTO specialist (id, name, hours, position, active) VALUES (1, 'Анна', '', 0, 1), (2, 'Борис', '', 1, 0);
         INSERT INTO journal (at, admin, deed, subject) VALUES (0, 5, 'cat-service-price', 1);",
    );
    let tx = &store.writer;
    let names: Vec<String> = tx.catalog().unwrap().services.into_iter().map(|found| found.name).collect();
    assert_eq!(names, ["Стрижка"]);
    assert!(tx.specialist_to_edit(1.into()).unwrap().is_some());
    assert!(tx.specialist_to_edit(2.into()).unwrap().is_none());
    assert_eq!(tx.category_to_edit(1.into()).unwrap().unwrap().version, 1);
    assert_eq!(tx.last_deed_on("cat-service-*", 1).unwrap().unwrap().admin, ChatId::from(5));
    assert!(tx.last_deed_on("cat-specialist-*", 1).unwrap().is_none());
}

#[test]
fn what_was_booked_before_anybody_could_be_asked_is_not_asked_about() {
    let (store, _folder) = migrated(
        10,
        "INSERT INTO client (id, chat, created_at) VALUES (1, 10, 0);
         INSERT INTO service (id, name, duration, price_minor, currency, confirmation, position)
            VALUES (1, 'Стрижка', 60, 100, 'RUB', 'automatic', 0);
         INSERT INTO specialist (id, name, hours, position) VALUES (1, 'Анна', 'Thu 00:00-24:00', 0);
         INSERT INTO specialist_service (specialist_id, service_id) VALUES (1, 1);
         INSERT INTO booking (id, client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
                price_minor, currency, created_at)
            VALUES (1, 1, 1, 1, 3600000, 7200000, 3600000, 7200000, 'confirmed', 100, 'RUB', 0);
         INSERT INTO booking_service VALUES (1, 0, 1);
         INSERT INTO setting VALUES ('hours', 'Mon-Fri 09:00-18:00');",
    );
    let (tx, epoch) = (&store.writer, domain::Instant::UNIX_EPOCH);
    assert!(tx.booking(1.into()).unwrap().unwrap().asked.is_none());
    assert_eq!(tx.count_asked(epoch).unwrap(), 0);
    assert_eq!(tx.hours_version(None).unwrap(), 1, "nobody has counted yet");
    assert_eq!(tx.hours_version(Some(1.into())).unwrap(), 1);
    assert!(tx.misfits(None, chrono_tz::Tz::UTC, epoch).unwrap().is_empty(), "it fits the hours as they are");
}

#[test]
fn admins_of_before_there_was_a_team_keep_their_access_and_their_journal_is_read_by_kind() {
    let (store, _folder) = migrated(
        10,
        "INSERT INTO admin (chat, role, created_at, origin, pin_hash, last_seen) VALUES (30, 'owner', 0, 'claim', 'a hash', 5000);
         INSERT INTO journal (at, admin, deed) VALUES (1000, 30, 'press-unknown'), (2000, 30, 'pin-changed');",
    );
    let tx = &store.writer;
    let admin = tx.admin(30.into()).unwrap().unwrap();
    assert_eq!((admin.pin_hash.as_deref(), admin.version, admin.name), (Some("a hash"), 1, None));
    assert_eq!(admin.seen_at, domain::Instant::from_timestamp(5, 0));
    let deeds = |refused| tx.journal_page(refused, 0, 10).unwrap().remove(0).deed;
    assert_eq!((deeds(true), deeds(false)), ("press-unknown".into(), "pin-changed".into()));
}

#[test]
fn what_is_known_of_a_history_of_before_is_told_and_the_rest_is_not_made_up() {
    let (store, _folder) = migrated(
        9,
        "INSERT INTO client (id, chat, created_at) VALUES (1, 10, 0);
         INSERT INTO service (id, name, duration, price_minor, currency, confirmation, position)
            VALUES (1, 'Стрижка', 60, 100, 'RUB', 'automatic', 0);
         INSERT INTO specialist (id, name, hours, position) VALUES (1, 'Анна', 'Mon-Fri 09:00-18:00', 0);
         INSERT INTO booking (id, client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
                price_minor, currency, created_at, version)
            VALUES (1, 1, 1, 1, 3600000, 7200000, 3600000, 7200000, 'confirmed', 100, 'RUB', 0, 3);
         INSERT INTO booking_service VALUES (1, 0, 1);
         INSERT INTO booking_event (booking_id, version, at, actor, status, change)
            VALUES (1, 1, 1000, 'client', 'confirmed', 'status'), (1, 2, 2000, 'client', 'confirmed', 'edited'),
                   (1, 3, 3000, 'client', 'confirmed', 'moved');",
    );
    let history = store.writer.booking_history(BookingId::from(1), 0, 9).unwrap();
    let known: Vec<_> =
        history.iter().map(|event| (event.field, event.price.map(|price| price.minor))).collect();
    assert_eq!(
        known,
        [(None, Some(100)), (Some(crate::booking_history::Field::Comment), None), (None, None)]
    );
    assert!(history.iter().all(|event| event.services == Some(vec![1.into()])));
}
