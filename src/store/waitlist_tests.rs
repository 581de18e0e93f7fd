//! The line, and an offer with its hold, on a database.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::slots::Slot;
use domain::{
    Catalog, ClientId, Currency, Exceptions, Instant, Money, PartOfDay, Service, Span, Specialist, WaitlistId,
};

use crate::holds::NewHold;
use crate::waitlist::{Ended, NewWaitlistEntry};
use crate::waitlist_offers::{NewWaitlistOffer, OfferState};
use crate::{Error, Store, Tx};

const PRICE: Money = Money { minor: 100, currency: Currency::RUB };

fn now() -> Instant {
    "2026-11-23T06:00:00Z".parse().unwrap()
}

fn slot(hour: i64) -> Slot {
    let start = now() + TimeDelta::hours(hour);
    let visit = Span::new(start, start + TimeDelta::hours(1)).unwrap();
    Slot { visit, occupied: visit, resources: Vec::new() }
}

fn salon() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("zapis.db")).unwrap();
    let service = Service::new(1.into(), "Стрижка", TimeDelta::hours(1), PRICE);
    let anna = Specialist {
        id: 0.into(),
        name: "Анна".into(),
        services: vec![service.id.into()],
        hours: None,
        exceptions: Exceptions::new(),
        active: true,
    };
    let catalog = Catalog { services: vec![service], specialists: vec![anna], ..Catalog::default() };
    store.writer.replace_catalog(&catalog).unwrap();
    (store, folder)
}

fn client(tx: &Tx, chat: i64) -> ClientId {
    tx.client_of(chat.into(), now()).unwrap().id
}

fn join(tx: &Tx, chat: i64, seen: &[Instant]) -> WaitlistId {
    let day = "2026-11-23".parse().unwrap();
    let new = NewWaitlistEntry {
        client: client(tx, chat),
        services: &[1.into()],
        specialist: None,
        dates: (day, day),
        part: PartOfDay::Day,
    };
    tx.join_waitlist(&new, seen, now()).unwrap()
}

fn hold(chat: i64, slot: &Slot) -> NewHold<'_> {
    NewHold { chat: chat.into(), service: 1.into(), specialist: 1.into(), slot, moves: None }
}

fn offer(tx: &Tx, entry: WaitlistId, chat: i64, slot: &Slot) -> Result<domain::WaitlistOfferId, Error> {
    let until = now() + TimeDelta::minutes(15);
    let new = NewWaitlistOffer { entry, hold: hold(chat, slot), price: PRICE, until };
    tx.offer_waiting(&new, now())
}

fn line(tx: &Tx) -> Vec<WaitlistId> {
    tx.line(0, 10).unwrap().into_iter().map(|entry| entry.id).collect()
}

#[test]
fn who_came_first_is_first_and_who_let_an_offer_pass_is_last() {
    let (store, _folder) = salon();
    let tx = &store.writer;
    let [anna, boris, clara] = [10, 11, 12].map(|chat| join(tx, chat, &[]));
    assert_eq!(line(tx), [anna, boris, clara]);
    let slot = slot(5);
    let id = offer(tx, anna, 10, &slot).unwrap();
    assert_eq!(line(tx), [boris, clara], "an offer is before her");
    tx.to_the_end_of_the_line(anna).unwrap();
    tx.close_offer(id, OfferState::Expired).unwrap();
    assert_eq!(line(tx), [boris, clara, anna]);
    tx.end_waiting(boris, Ended::Left).unwrap();
    assert_eq!(line(tx), [clara, anna]);
    let after = tx.waitlist_entry(clara).unwrap().unwrap().place;
    assert_eq!(tx.line(after, 10).unwrap().len(), 1, "the line is gone along from a place on");
    assert_eq!(tx.waitlist_entry(boris).unwrap().unwrap().ended, Some(Ended::Left));
}

#[test]
fn an_offer_holds_its_time_beside_the_dialogue_s_and_one_entry_has_one() {
    let (store, _folder) = salon();
    let tx = &store.writer;
    let [anna, boris] = [10, 11].map(|chat| join(tx, chat, &[]));
    let (five, seven) = (slot(5), slot(7));
    let id = offer(tx, anna, 10, &five).unwrap();
    assert!(matches!(offer(tx, boris, 11, &five), Err(Error::Overlap)));
    assert_eq!(tx.offers_of(boris).unwrap(), [], "nothing is offered that is not held");
    assert!(matches!(tx.hold(&hold(11, &five)), Err(Error::Overlap)));
    assert!(offer(tx, anna, 10, &seven).is_err(), "one at a time");
    tx.hold(&hold(10, &seven)).unwrap();
    tx.release_hold(10.into()).unwrap();
    assert!(matches!(tx.hold(&hold(11, &five)), Err(Error::Overlap)), "the offer's hold is another");
    tx.close_offer(id, OfferState::Declined).unwrap();
    tx.close_offer(id, OfferState::Expired).unwrap();
    assert_eq!(tx.waitlist_offer(id).unwrap().unwrap().state, OfferState::Declined, "what it came to stays");
    tx.hold(&hold(11, &five)).unwrap();
}

#[test]
fn what_was_offered_or_seen_is_passed_and_what_was_taken_back_is_not() {
    let (store, _folder) = salon();
    let tx = &store.writer;
    let (five, seven, nine) = (slot(5), slot(7), slot(9));
    let anna = join(tx, 10, &[five.visit.start()]);
    for (slot, state) in [(&seven, OfferState::Expired), (&nine, OfferState::Withdrawn)] {
        let id = offer(tx, anna, 10, slot).unwrap();
        tx.close_offer(id, state).unwrap();
    }
    let passed = BTreeSet::from([five.visit.start(), seven.visit.start()]);
    assert_eq!(tx.passed_by(anna).unwrap(), passed);
    assert_eq!(tx.count_offers_since(anna, now() - TimeDelta::days(1)).unwrap(), 2);
}

#[test]
fn erasing_what_somebody_waits_for_frees_what_was_held_for_them() {
    let (store, _folder) = salon();
    let tx = &store.writer;
    let five = slot(5);
    let anna = join(tx, 10, &[five.visit.start()]);
    let id = offer(tx, anna, 10, &five).unwrap();
    assert_eq!(tx.waitlist_of(client(tx, 10)).unwrap().len(), 1);
    tx.erase_waitlist_of(client(tx, 10)).unwrap();
    assert!(tx.waitlist_of(client(tx, 10)).unwrap().is_empty() && tx.waitlist_offer(id).unwrap().is_none());
    assert!(!tx.anybody_waits().unwrap());
    tx.hold(&hold(11, &five)).unwrap();
}
