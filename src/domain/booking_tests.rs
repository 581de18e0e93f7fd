use super::*;
use crate::money::Currency;

fn booking(status: Status) -> Booking {
    let start: Instant = "2026-11-24T12:00:00Z".parse().unwrap();
    Booking {
        id: BookingId::from(1),
        client: ClientId::from(1),
        service: ServiceId::from(1),
        specialist: SpecialistId::from(1),
        visit: Span::new(start, start + TimeDelta::hours(1)).unwrap(),
        status,
        price: Money { minor: 0, currency: Currency::RUB },
        comment: None,
        decide_by: None,
        version: 1,
    }
}

const CHANGES: [Change; 7] = [
    Change::Confirm,
    Change::Decline,
    Change::Cancel,
    Change::Expire,
    Change::Complete,
    Change::NoShow,
    Change::Reopen,
];

fn reached(by: Actor, hours_before: i64) -> Vec<String> {
    let mut reached = Vec::new();
    for status in Status::ALL {
        let booking = booking(status);
        let now = booking.visit.start() - TimeDelta::hours(hours_before);
        for change in CHANGES {
            if let Ok(next) = booking.after(change, by, now, TimeDelta::hours(2)) {
                reached.push(format!("{} → {}", status.code(), next.code()));
            }
        }
    }
    reached
}

#[test]
fn each_actor_reaches_just_what_the_picture_shows() {
    let admin = Actor::Admin(ChatId::from(7));
    assert_eq!(reached(Actor::Client, 3), ["pending → cancelled", "confirmed → cancelled"]);
    assert_eq!(reached(Actor::Client, 1), [""; 0]);
    assert_eq!(
        reached(admin, 1),
        ["pending → confirmed", "pending → declined", "pending → cancelled", "confirmed → cancelled"]
    );
    assert_eq!(
        reached(admin, -1),
        [
            "pending → declined",
            "pending → cancelled",
            "confirmed → cancelled",
            "confirmed → done",
            "confirmed → no_show"
        ]
    );
    assert_eq!(reached(Actor::System, 1), ["pending → expired"]);
}

#[test]
fn a_mistaken_note_is_mended_within_a_day() {
    let mended = |hours: i64| {
        let mut reached = Vec::new();
        for status in Status::ALL {
            let booking = booking(status);
            let noted = booking.visit.end() + TimeDelta::hours(30);
            for change in CHANGES {
                if let Ok(next) = booking.mended(change, noted, noted + TimeDelta::hours(hours)) {
                    reached.push(format!("{} → {}", status.code(), next.code()));
                }
            }
        }
        reached
    };
    let all = ["done → no_show", "done → confirmed", "no_show → done", "no_show → confirmed"];
    assert_eq!(mended(0), all);
    assert_eq!(mended(23), all);
    assert_eq!(mended(24), [""; 0]);
    assert_eq!(mended(-1), all, "the clock was put back");
    let done = booking(Status::Done);
    let late = done.visit.end() + TimeDelta::days(2);
    assert_eq!(done.mended(Change::NoShow, done.visit.end(), late), Err(ChangeRefused::NotedLongAgo));
}

#[test]
fn what_is_over_keeps_its_services_and_what_was_called_off_keeps_all() {
    let allowed = |status| {
        let booking = booking(status);
        [Amendment::Visit, Amendment::Price, Amendment::Comment].map(|what| booking.may_amend(what).is_ok())
    };
    for status in Status::ALL {
        let expected = match status {
            Status::Pending | Status::Confirmed => [true, true, true],
            Status::Done | Status::NoShow => [false, true, true],
            Status::Declined | Status::Cancelled | Status::Expired => [false; 3],
        };
        assert_eq!(allowed(status), expected, "{status:?}");
    }
}

#[test]
fn a_client_hears_why_a_cancellation_is_refused() {
    let booking = booking(Status::Confirmed);
    let cancel = |now| booking.after(Change::Cancel, Actor::Client, now, TimeDelta::hours(2));
    let start = booking.visit.start();
    assert_eq!(cancel(start - TimeDelta::hours(2)), Ok(Status::Cancelled), "exactly the notice is enough");
    assert_eq!(
        cancel(start - TimeDelta::minutes(119)),
        Err(ChangeRefused::TooLate { notice: TimeDelta::hours(2) })
    );
    assert_eq!(cancel(start), Err(ChangeRefused::Begun));
}

#[test]
fn a_booking_is_moved_while_it_is_to_come_and_by_a_client_in_time() {
    let (client, admin) = (Actor::Client, Actor::Admin(ChatId::from(7)));
    let at = |status, by, minutes_before| {
        let booking = booking(status);
        booking.may_move(by, booking.visit.start() - TimeDelta::minutes(minutes_before), TimeDelta::hours(2))
    };
    assert_eq!(at(Status::Pending, client, 120), Ok(()));
    assert_eq!(
        at(Status::Confirmed, client, 119),
        Err(ChangeRefused::TooLate { notice: TimeDelta::hours(2) })
    );
    assert_eq!(at(Status::Confirmed, client, 0), Err(ChangeRefused::Begun));
    assert_eq!(at(Status::Confirmed, admin, -60), Ok(()));
    assert_eq!(at(Status::Cancelled, admin, 120), Err(ChangeRefused::NotPossible(Status::Cancelled)));
    assert_eq!(at(Status::Confirmed, Actor::System, 120), Err(ChangeRefused::NotAllowed));
}

#[test]
fn a_comment_is_changed_until_the_visit_begins() {
    let booking = booking(Status::Confirmed);
    assert_eq!(booking.may_edit(booking.visit.start() - TimeDelta::minutes(1)), Ok(()));
    assert_eq!(booking.may_edit(booking.visit.start()), Err(ChangeRefused::Begun));
}

#[test]
fn codes_are_read_back() {
    for status in Status::ALL {
        assert_eq!(Status::from_code(status.code()), Some(status));
    }
    assert_eq!(Status::from_code("?"), None);
}
