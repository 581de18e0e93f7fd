//! What the command says.

use std::path::Path;

use domain::{Currency, Policy};
use store::blocks::Blocked;

use super::*;

/// What the command says of the sample salon on two dates, asked on Monday at seven in the morning.
fn told(service: &str, specialist: &str, explain: bool, json: bool) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zapis.db");
    let tx = Store::open(&path).unwrap().writer;
    let salon = crate::catalog::parse(Path::new("salon.toml"), crate::catalog::SALON, Currency::RUB).unwrap();
    tx.replace_catalog(&salon).unwrap();
    let lunch =
        Span::new("2026-12-28T10:00:00Z".parse().unwrap(), "2026-12-28T13:00:00Z".parse().unwrap()).unwrap();
    tx.block(Blocked::Business, lunch, None).unwrap();
    let catalog = tx.catalog().unwrap();
    let (service, specialist) = named(&catalog, service, Some(specialist)).unwrap();
    let services = [service];
    let wanted = Wanted { services: &services, specialist, besides: Besides::default() };
    let now = "2026-12-28T04:30:00Z".parse().unwrap();
    let offer = tx.offer(&Policy::default(), wanted, now).unwrap().unwrap();
    let dates: Vec<NaiveDate> = ["2026-12-28", "2027-01-01"].map(|date| date.parse().unwrap()).to_vec();
    let told = Told { offer: &offer, catalog: &catalog };
    if json { told.json(&dates[..1], explain).unwrap() } else { told.text(&dates, explain) }
}

#[test]
fn the_starts_of_each_date_stand_in_a_line() {
    insta::assert_snapshot!(told("Окрашивание", "Анна", false, false), @"
    Анна
      2026-12-28 Mon  16:30
      2027-01-01 Fri  –
    ");
}

#[test]
fn every_refused_start_names_its_rule() {
    insta::assert_snapshot!(told("Окрашивание", "Анна", true, false), @"
    Анна
      2026-12-28 Mon  09:00–13:00, 14:00–19:00
        09:00  too soon: the minimum notice allows 10:30 and later
        09:30  too soon: the minimum notice allows 10:30 and later
        10:00  too soon: the minimum notice allows 10:30 and later
        10:30  taken by blocked time from 13:00 to 16:00
        11:00  ends too late: at 13:30, and the hours end at 13:00
        11:30  ends too late: at 14:00, and the hours end at 13:00
        12:00  ends too late: at 14:30, and the hours end at 13:00
        12:30  ends too late: at 15:00, and the hours end at 13:00
        14:00  taken by blocked time from 13:00 to 16:00
        14:30  taken by blocked time from 13:00 to 16:00
        15:00  taken by blocked time from 13:00 to 16:00
        15:30  taken by blocked time from 13:00 to 16:00
        16:00  taken by blocked time from 13:00 to 16:00
        16:30  free
        17:00  ends too late: at 19:30, and the hours end at 19:00
        17:30  ends too late: at 20:00, and the hours end at 19:00
        18:00  ends too late: at 20:30, and the hours end at 19:00
        18:30  ends too late: at 21:00, and the hours end at 19:00
      2027-01-01 Fri  a day off by an exception
    ");
}

#[test]
fn a_program_reads_the_same_as_json() {
    let starts: Vec<Value> = serde_json::from_str(&told("Окрашивание", "Анна", true, true)).unwrap();
    assert_eq!(starts[0]["rule"], "too_soon");
    assert!(
        starts.iter().any(|start| start["free"] == true && start["start"] == "2026-12-28T16:30:00+03:00")
    );
}

#[test]
fn who_is_not_found_hears_which_there_are() {
    let salon = crate::catalog::parse(Path::new("salon.toml"), crate::catalog::SALON, Currency::RUB).unwrap();
    let error = named(&salon, "Окраска", None).unwrap_err().to_string();
    assert!(
        error.starts_with("there is no service \"Окраска\"; there are: \"Стрижка женская\", "),
        "{error}"
    );
    let error = named(&salon, "Окрашивание", Some("Зоя")).unwrap_err().to_string();
    assert_eq!(error, "there is no specialist \"Зоя\"; there are: \"Анна\", \"Дарья\", \"Екатерина\"");
}
