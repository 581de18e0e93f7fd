//! A month of ten specialists, as a calendar asks for it: half of every day is taken.

use std::collections::BTreeMap;
use std::hint::black_box;

use chrono::TimeDelta;
use chrono_tz::Tz;
use criterion::{Criterion, criterion_group, criterion_main};
use domain::offer::Performer;
use domain::policy::BookingRules;
use domain::{
    Busy, Currency, Exception, Exceptions, Instant, Money, Occupant, Offer, Schedule, Service, Span,
    Specialist, Taken, Visit,
};

fn offer(zone: Tz) -> Offer {
    let now: Instant = "2026-10-05T03:00:00Z".parse().expect("an instant");
    let price = Money { minor: 150_000, currency: Currency::RUB };
    let service = Service {
        buffer_after: TimeDelta::minutes(10),
        min_notice: Some(TimeDelta::zero()),
        ..Service::new(1.into(), "Стрижка", TimeDelta::minutes(60), price)
    };
    let mut exceptions = Exceptions::new();
    exceptions.insert("2026-10-12".parse().expect("a date"), Exception::default());
    let performer = |id: i64| {
        let specialist = Specialist {
            id: id.into(),
            name: id.to_string(),
            services: vec![service.id.into()],
            hours: Some("Mon-Sat 09:00-13:00, 14:00-20:00".parse().expect("hours")),
            exceptions: exceptions.clone(),
            active: true,
        };
        // Five bookings a day, an hour and ten minutes each, at times that differ from one to the other.
        let booking = |n: i64| {
            let start = now + TimeDelta::minutes(n / 5 * 1440 + n % 5 * 120 + id * 10);
            let span = Span::new(start, start + TimeDelta::minutes(70)).expect("it lasts");
            Taken { span, by: Occupant::Booking }
        };
        Performer {
            visit: Visit::of(std::slice::from_ref(&service), &specialist, &BookingRules::default())
                .expect("a visit"),
            schedule: Schedule::within(
                &Schedule::default(),
                specialist.hours.as_ref(),
                &specialist.exceptions,
            ),
            busy: Busy::new((0..150).map(booking).collect()),
            specialist,
            last_given: None,
        }
    };
    let performers = (1..=10).map(performer).collect();
    Offer { services: vec![service.clone()], performers, resources: BTreeMap::new(), zone, now }
}

fn month(criterion: &mut Criterion) {
    let dates = "2026-10-05".parse().expect("a date")..="2026-11-04".parse().expect("a date");
    for zone in [Tz::Europe__Moscow, Tz::Europe__Berlin] {
        let offer = offer(zone);
        criterion.bench_function(&format!("a month of ten specialists, {zone}"), |bencher| {
            bencher.iter(|| black_box(offer.open_dates(black_box(&dates))));
        });
    }
}

criterion_group!(benches, month);
criterion_main!(benches);
