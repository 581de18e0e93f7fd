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
    let Catalog { services, specialists } = of(GOOD).unwrap();
    assert_eq!(services[0].price.minor, 150_000);
    assert_eq!(services[0].confirmation, Confirmation::Automatic);
    assert_eq!((services[0].buffer_after, services[0].step), (TimeDelta::zero(), None));
    assert_eq!(services[1].price.minor, 1250);
    assert_eq!(services[1].confirmation, Confirmation::ByAdmin);
    assert_eq!(services[1].buffer_after, TimeDelta::minutes(15));
    assert_eq!(services[1].min_notice, Some(TimeDelta::hours(24)));
    assert_eq!(specialists[0].services, [ServiceId::from(1)]);
    assert_eq!(specialists[0].hours.to_string(), "Mon-Fri 09:00-13:00, 14:00-18:00");
    assert_eq!(specialists[1].services, [ServiceId::from(0), ServiceId::from(1)], "all, unless named");
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
        ("price = 1500", "price = -1", "salon.toml:5: price: write a number from 0 on"),
        ("price = 1500", "price = 9223372036854775807", "salon.toml:5: price: write a number"),
        ("price = \"12.50\"", "price = \"12.505\"", "with at most 2 decimals"),
        ("price = \"12.50\"", "price = \"12,50\"", "with at most 2 decimals"),
        ("\"by_admin\"", "\"admin\"", "salon.toml:13: confirmation: write \"automatic\" or \"by_admin\""),
        ("\"Colouring\"\nduration", "\"Haircut\"\nduration", "salon.toml:8: the service \"Haircut\" stands"),
        ("[\"Colouring\"]", "[\"Painting\"]", "salon.toml:20: services: there is no [[service]]"),
        ("Mon-Fri", "Mo-Fri", "salon.toml:21: hours: \"Mo-Fri\" is no day"),
        ("name = \"Boris\"", "name = \"Anna\"", "the specialist \"Anna\" stands there twice"),
        ("name = \"Haircut\"", "name = \" \"", "salon.toml:3: name: write 1 to 60 characters"),
        ("[[specialist]]", "[[master]]", "unknown key `master`"),
    ];
    for (from, to, said) in cases {
        assert!(GOOD.contains(from), "{from}");
        let error = of(&GOOD.replacen(from, to, 1)).unwrap_err();
        assert!(error.contains(said) && !error.contains('\n'), "{to:?} → {error}");
    }
    assert!(of("").unwrap_err().contains("there is no [[service]]"));
}
