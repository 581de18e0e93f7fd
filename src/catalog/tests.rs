use chrono::TimeDelta;
use domain::{Catalog, Confirmation, Performed, ServiceId};

use super::*;

const GOOD: &str = r#"
[[service]]
name = "Haircut"
duration = "60m"
price = 1500

[[service]]
name = "Colouring"
duration = "2h"
price = "12.50"
buffer_before = "5m"
buffer_after = "15m"
confirmation = "by_admin"
step = "1h"
min_notice = "1d"
horizon = "30d"

[[specialist]]
name = "Anna"
services = ["Colouring"]
hours = "Mon-Fri 09:00-13:00, 14:00-18:00"

[[specialist]]
name = "Boris"
hours = "Sat 20:00-02:00"
"#;

fn of(text: &str) -> Result<Catalog, String> {
    parse(Path::new("salon.toml"), text, Currency::RUB).map_err(|error| error.to_string())
}

#[test]
fn a_document_is_read_with_its_defaults() {
    let Catalog { services, specialists, .. } = of(GOOD).unwrap();
    assert_eq!(services[0].price.minor, 150_000);
    assert_eq!(services[0].confirmation, Confirmation::Automatic);
    assert_eq!((services[0].buffer_after, services[0].step), (TimeDelta::zero(), None));
    assert_eq!(services[1].price.minor, 1250);
    assert_eq!(services[1].confirmation, Confirmation::ByAdmin);
    assert_eq!(services[1].buffer_after, TimeDelta::minutes(15));
    assert_eq!(services[1].min_notice, Some(TimeDelta::hours(24)));
    let by_number = |id: i64| Performed::from(ServiceId::from(id));
    assert_eq!(specialists[0].services, [by_number(2)]);
    assert_eq!(specialists[0].hours.as_ref().unwrap().to_string(), "Mon-Fri 09:00-13:00, 14:00-18:00");
    assert_eq!(specialists[1].services, [by_number(1), by_number(2)], "all, unless named");
    assert_eq!((services[0].seats, services[0].resources.len(), services[0].category), (1, 0, None));
}

#[test]
fn a_mistake_is_told_with_line_and_mend() {
    let cases = [
        ("duration = \"60m\"", "", "salon.toml:2: missing key `duration`"),
        (
            "duration = \"60m\"",
            "duration = \"90s\"",
            "salon.toml:4: duration: write whole minutes from \"1m\"",
        ),
        ("duration = \"60m\"", "duration = 60", "salon.toml:4: duration: invalid type"),
        ("price = 1500", "price = 15.5", "expected a whole number such as 1500 or a text"),
        ("price = 1500", "price = -1", "salon.toml:5: price: write a number from 0 to 100000000"),
        ("price = 1500", "price = 9223372036854775807", "salon.toml:5: price: write a number"),
        ("price = 1500", "price = 100000001", "salon.toml:5: price: write a number"),
        ("price = \"12.50\"", "price = \"12.505\"", "with at most 2 decimals"),
        ("price = \"12.50\"", "price = \"12,50\"", "with at most 2 decimals"),
        ("\"by_admin\"", "\"admin\"", "salon.toml:13: confirmation: write \"automatic\" or \"by_admin\""),
        ("\"Colouring\"\nduration", "\"Haircut\"\nduration", "salon.toml:8: the service \"Haircut\" stands"),
        ("[\"Colouring\"]", "[\"Painting\"]", "salon.toml:20: services: there is no [[service]]"),
        ("Mon-Fri", "Mo-Fri", "salon.toml:21: hours: \"Mo-Fri\" is no day"),
        ("name = \"Boris\"", "name = \"Anna\"", "the specialist \"Anna\" stands there twice"),
        ("name = \"Haircut\"", "name = \" \"", "salon.toml:3: name: write 1 to 60 characters"),
        ("[[specialist]]", "[[master]]", "unknown key"),
        ("price = 1500", "price = 1500\nseats = 0", "salon.toml:6: seats: write a number from 1 to 1000"),
        (
            "price = 1500",
            "price = 1500\nresources = [\"Room\"]",
            "there is no [[resource]] with the name \"Room\"",
        ),
        (
            "hours = \"Sat 20:00-02:00\"",
            "",
            "\"Boris\" has no hours; write them here, or for everybody at the top",
        ),
        ("[\"Colouring\"]", "[{ name = \"Colouring\", prise = 5 }]", "salon.toml:20: unknown"),
        (
            "[\"Colouring\"]",
            "[{ name = \"Colouring\", duration = \"90s\" }]",
            "salon.toml:20: duration: write whole",
        ),
        (
            "[\"Colouring\"]",
            "[5]",
            "salon.toml:20: services: invalid type: integer `5`, expected the name of a service",
        ),
        (
            "\n[[service]]",
            "\n[[exception]]\ndates = \"2027-13-01\"\n[[service]]",
            "salon.toml:3: dates: write \"2027-01-01\"",
        ),
        (
            "\n[[service]]",
            "\n[[exception]]\ndates = \"2027-01-02..2027-01-01\"\n[[service]]",
            "at most a year",
        ),
        (
            "\n[[service]]",
            "\n[[exception]]\ndates = \"2027-01-01\"\nhours = \"9-18\"\n[[service]]",
            "salon.toml:4: hours: \"9-18\" is no time span",
        ),
        (
            "hours = \"Sat 20:00-02:00\"\n",
            "hours = \"\"\n[[specialist.exception]]\ndates = \"2027-01-01..2027-01-03\"\n[[specialist.exception]]\ndates = \"2027-01-03\"",
            "dates: 2027-01-03 stands there twice",
        ),
    ];
    for (from, to, said) in cases {
        assert!(GOOD.contains(from), "{from}");
        let error = of(&GOOD.replacen(from, to, 1)).unwrap_err();
        assert!(error.contains(said) && !error.contains('\n'), "{to:?} → {error}");
    }
    assert!(of("").unwrap_err().contains("there is no [[service]]"));
}

#[test]
fn what_is_written_is_read_again_as_it_was() {
    for (name, sample) in [("salon", SALON), ("tutor", TUTOR), ("car wash", CAR_WASH), ("good", GOOD)] {
        let catalog = of(sample).unwrap();
        let written = write(&catalog);
        assert_eq!(of(&written).unwrap(), catalog, "{name}\n{written}");
        assert_eq!(write(&of(&written).unwrap()), written, "{name}");
    }
}

#[test]
fn a_text_full_of_marks_and_a_price_with_decimals_are_written_so_that_they_can_be_read() {
    let mut catalog = of(GOOD).unwrap();
    catalog.services[0].name = "\"Cut\" \\ 'wash' #1 = [ё]".to_owned();
    catalog.services[0].price.minor = 1205;
    assert_eq!(of(&write(&catalog)).unwrap(), catalog);
}

#[test]
fn an_export_of_an_import_gives_it_back_and_importing_twice_changes_nothing() {
    for sample in [SALON, TUTOR, CAR_WASH] {
        let folder = tempfile::tempdir().unwrap();
        let tx = store::Store::open(&folder.path().join("zapis.db")).unwrap().writer;
        let imported = of(sample).unwrap();
        tx.replace_catalog(&of(GOOD).unwrap()).unwrap();
        tx.replace_catalog(&imported).unwrap();
        let first = tx.catalog().unwrap();
        assert_eq!(of(&write(&first)).unwrap(), imported);
        tx.replace_catalog(&imported).unwrap();
        assert_eq!(tx.catalog().unwrap(), first, "numbers stay as well");
    }
}
