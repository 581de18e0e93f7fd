//! The catalogue edited a piece at a time, and how that goes together with its document.

use chrono::TimeDelta;
use domain::{Currency, Money, Performed, Service, ServiceId, Specialist, SpecialistId};

use crate::catalog_edit::Versioned;
use crate::error::Error;
use crate::{Store, Tx};

fn open() -> (Tx, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::open(&folder.path().join("zapis.db")).unwrap().writer, folder)
}

fn rub(minor: i64) -> Money {
    Money { minor, currency: Currency::RUB }
}

fn service(name: &str) -> Service {
    Service::new(0.into(), name, TimeDelta::minutes(60), rub(150_000))
}

fn seen(tx: &Tx, id: ServiceId) -> Versioned<Service> {
    tx.service_to_edit(id).unwrap().unwrap()
}

fn seen_specialist(tx: &Tx, id: SpecialistId) -> Versioned<Specialist> {
    tx.specialist_to_edit(id).unwrap().unwrap()
}

#[test]
fn what_was_changed_meanwhile_is_not_overwritten() {
    let (tx, _folder) = open();
    let id = tx.add_service(&service("Стрижка")).unwrap();
    let mine = seen(&tx, id);
    let theirs = Service { seats: 3, ..seen(&tx, id).value };
    tx.change_service(mine.version, &theirs).unwrap();
    let changed = Service { duration: TimeDelta::minutes(90), ..mine.value };
    assert!(matches!(tx.change_service(mine.version, &changed), Err(Error::Changed)));
    assert_eq!(seen(&tx, id), Versioned { value: theirs, version: mine.version + 1 });

    let id = tx.add_specialist("Мария", &[id.into()]).unwrap();
    let mine = seen_specialist(&tx, id);
    tx.set_photo(id, mine.version, Some(b"\xff\xd8\xff")).unwrap();
    assert!(matches!(tx.change_specialist(mine.version, &mine.value), Err(Error::Changed)));
    assert!(matches!(tx.set_photo(id, mine.version, None), Err(Error::Changed)));
    assert!(tx.photo_of(id).unwrap().is_some());

    let id = tx.add_category("Волосы").unwrap();
    tx.rename_category(id, 1, "Причёски").unwrap();
    assert!(matches!(tx.rename_category(id, 1, "Кудри"), Err(Error::Changed)));
    assert!(matches!(tx.delete_category(id, 1), Err(Error::Changed)));
}

#[test]
fn a_name_is_taken_by_one_of_a_kind_whatever_its_case() {
    let (tx, _folder) = open();
    let first = tx.add_service(&service("Стрижка")).unwrap();
    assert!(matches!(tx.add_service(&service("СТРИЖКА")), Err(Error::Taken)));
    let second = tx.add_service(&service("Укладка")).unwrap();
    let renamed = Service { name: "стрижка".into(), ..seen(&tx, second).value };
    assert!(matches!(tx.change_service(1, &renamed), Err(Error::Taken)));
    let cased = Service { name: "СТРИЖКА".into(), ..seen(&tx, first).value };
    tx.change_service(1, &cased).expect("its own name in another case");
    tx.add_specialist("Стрижка", &[]).expect("people and services have names of their own");
    assert!(matches!(tx.add_specialist("стрижка", &[]), Err(Error::Taken)));
    let hair = tx.add_category("Волосы").unwrap();
    assert!(matches!(tx.add_category("волосы"), Err(Error::Taken)));
    tx.rename_category(hair, 1, "ВОЛОСЫ").unwrap();
}

#[test]
fn what_a_document_dropped_is_not_listed_and_comes_back_anew_under_its_name() {
    let (tx, _folder) = open();
    let dropped = tx.add_service(&service("Маникюр")).unwrap();
    let maria = tx.add_specialist("Мария", &[dropped.into()]).unwrap();
    let mut catalog = tx.catalog().unwrap();
    catalog.services = vec![service("Стрижка")];
    catalog.specialists.clear();
    tx.replace_catalog(&catalog).unwrap();
    assert_eq!(tx.service_to_edit(dropped).unwrap(), None);
    assert_eq!(tx.specialist_to_edit(maria).unwrap(), None);
    let names = |tx: &Tx| -> Vec<String> {
        tx.catalog().unwrap().services.into_iter().map(|service| service.name).collect()
    };
    assert_eq!(names(&tx), ["Стрижка"]);
    let other = tx.listed_services().unwrap().remove(0);
    let renamed = Service { name: "Маникюр".into(), ..other };
    assert!(matches!(tx.change_service(1, &renamed), Err(Error::Taken)), "its bookings still have the name");
    assert_eq!(tx.add_service(&service("Маникюр")).unwrap(), dropped, "the number stays");
    assert_eq!(names(&tx), ["Стрижка", "Маникюр"]);
    assert_eq!(tx.add_specialist("Мария", &[]).unwrap(), maria);
    assert_eq!(seen_specialist(&tx, maria).value.services, []);
}

#[test]
fn the_order_is_that_of_the_list_and_an_empty_category_can_go() {
    let (tx, _folder) = open();
    let ids: Vec<ServiceId> =
        ["а", "б", "в"].into_iter().map(|name| tx.add_service(&service(name)).unwrap()).collect();
    tx.order_services(&[ids[2], ids[0], ids[1]]).unwrap();
    let order: Vec<ServiceId> = tx.services().unwrap().iter().map(|service| service.id).collect();
    assert_eq!(order, [ids[2], ids[0], ids[1]]);
    let category = tx.add_category("Волосы").unwrap();
    let inside = Service { category: Some(category), ..seen(&tx, ids[0]).value };
    tx.change_service(1, &inside).unwrap();
    assert!(matches!(tx.delete_category(category, 1), Err(Error::Changed)), "not empty");
    tx.change_service(2, &Service { category: None, ..inside }).unwrap();
    tx.delete_category(category, 1).unwrap();
    assert!(tx.category_to_edit(category).unwrap().is_none());
}

#[test]
fn a_preview_leaves_nothing_behind() {
    let (tx, _folder) = open();
    let id = tx.add_service(&service("Стрижка")).unwrap();
    let performed = Performed { service: id, duration: Some(TimeDelta::minutes(45)), price: None };
    tx.begin().unwrap();
    let inside = tx.what_if(|| {
        let maria = tx.add_specialist("Мария", &[performed])?;
        Ok::<_, Error>(tx.specialist(maria)?.unwrap().services)
    });
    assert_eq!(inside.unwrap(), [performed]);
    assert_eq!(tx.specialists().unwrap(), []);
    let failed: Result<(), Error> = tx.what_if(|| Err(Error::Taken));
    assert!(failed.is_err() && tx.is_open());
    tx.commit().unwrap();
}

#[test]
fn pictures_have_files_of_their_own_and_go_when_nobody_shows_them() {
    let (tx, _folder) = open();
    let (maria, vera) = (tx.add_specialist("Мария", &[]).unwrap(), tx.add_specialist("Вера", &[]).unwrap());
    tx.set_photo(maria, 1, Some(b"\xff\xd8\xff one")).unwrap();
    tx.set_photo(vera, 1, Some(b"\x89PNG\r\n\x1a\n two")).unwrap();
    let names = |tx: &Tx| -> Vec<String> { tx.catalog().unwrap().photos.into_values().collect() };
    assert_eq!(names(&tx), [format!("specialist-{maria}.jpg"), format!("specialist-{vera}.png")]);
    let first = tx.photo_of(maria).unwrap();
    tx.set_photo(maria, 2, Some(b"\xff\xd8\xff three")).unwrap();
    assert_ne!(tx.photo_of(maria).unwrap(), first);
    let kept = "SELECT count(*) FROM photo";
    let count = || tx.connection().query_row(kept, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count(), 2);
    tx.set_photo(vera, 2, None).unwrap();
    assert_eq!((count(), tx.photo_of(vera).unwrap()), (1, None));
}
