//! What can be booked in the tests' salon.

use chrono::TimeDelta;
use domain::{Catalog, Confirmation, Currency, Exceptions, Money, Service, ServiceId, Specialist};

/// Two services, one of which an admin confirms; two specialists, one of whom performs both.
/// Мария cuts and colours, Вера cuts.
pub fn salon() -> Catalog {
    let service = |id: i64, name: &str, minutes, price, confirmation| {
        let price = Money { minor: price, currency: Currency::RUB };
        Service { confirmation, ..Service::new(id.into(), name, TimeDelta::minutes(minutes), price) }
    };
    let specialist = |name: &str, services: &[i64], hours: &str| Specialist {
        id: 0.into(),
        name: name.into(),
        services: services.iter().map(|id| ServiceId::from(*id).into()).collect(),
        hours: Some(hours.parse().unwrap()),
        exceptions: Exceptions::new(),
        active: true,
    };
    Catalog {
        services: vec![
            service(1, "Стрижка", 60, 150_000, Confirmation::Automatic),
            service(2, "Окрашивание", 120, 450_000, Confirmation::ByAdmin),
        ],
        specialists: vec![
            specialist("Мария", &[1, 2], "Mon-Fri 10:00-14:00, 15:00-20:00"),
            specialist("Вера", &[1], "Tue-Sat 09:00-18:00"),
        ],
        ..Catalog::default()
    }
}
