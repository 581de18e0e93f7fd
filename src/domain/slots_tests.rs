//! Slots against examples, and against an oracle that looks at every minute.

use chrono::{Datelike, NaiveDateTime, NaiveTime, TimeZone, Utc};
use proptest::prelude::*;

use super::*;
use crate::catalog::Confirmation;
use crate::id::ServiceId;
use crate::money::{Currency, Money};

fn utc(text: &str) -> Instant {
    text.parse().unwrap()
}

fn service(duration: i64) -> Service {
    Service {
        id: ServiceId::from(1),
        category: None,
        name: "Стрижка".into(),
        duration: TimeDelta::minutes(duration),
        price: Money { minor: 150_000, currency: Currency::RUB },
        buffer_before: TimeDelta::zero(),
        buffer_after: TimeDelta::zero(),
        confirmation: Confirmation::Automatic,
        step: None,
        min_notice: None,
        horizon: None,
        active: true,
    }
}

fn specialist(id: i64, hours: &str) -> Specialist {
    Specialist {
        id: SpecialistId::from(id),
        name: "Анна".into(),
        services: vec![ServiceId::from(1)],
        hours: hours.parse().unwrap(),
        active: true,
    }
}

#[derive(Debug)]
struct Case {
    service: Service,
    specialist: Specialist,
    rules: BookingRules,
    busy: Vec<Span>,
    now: Instant,
    zone: Tz,
}

impl Case {
    /// A Tuesday in Moscow, asked early in the morning.
    fn tuesday(hours: &str, duration: i64) -> Case {
        Case {
            service: service(duration),
            specialist: specialist(1, hours),
            rules: BookingRules::default(),
            busy: Vec::new(),
            now: utc("2026-11-24T03:00:00Z"),
            zone: Tz::Europe__Moscow,
        }
    }

    fn request(&self) -> Request<'_> {
        Request {
            service: &self.service,
            specialist: &self.specialist,
            zone: self.zone,
            rules: &self.rules,
            busy: &self.busy,
            now: self.now,
        }
    }

    fn at(&self, time: &str) -> Instant {
        let local: NaiveDateTime = format!("2026-11-24T{time}:00").parse().unwrap();
        time::first_at_or_after(self.zone, local)
    }

    fn busy(mut self, from: &str, to: &str) -> Case {
        self.busy.push(Span::new(self.at(from), self.at(to)).unwrap());
        self
    }

    fn times(&self) -> String {
        let date = "2026-11-24".parse().unwrap();
        let times = self.request().slots(date..=date).into_iter();
        times.map(|at| at.with_timezone(&self.zone).format("%H:%M").to_string()).collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn starts_are_counted_from_each_opening() {
    let case = Case::tuesday("Tue 09:15-11:15, 12:00-13:00", 60);
    assert_eq!(case.times(), "09:15 09:45 10:15 12:00");
}

#[test]
fn what_is_occupied_is_not_offered_and_its_neighbours_are() {
    let case = Case::tuesday("Tue 09:00-13:00", 60).busy("10:00", "11:00");
    assert_eq!(case.times(), "09:00 11:00 11:30 12:00");
    let taken = case.request().check(case.at("10:30"));
    assert_eq!(taken, Err(Refusal::Taken { by: case.busy[0] }));
}

#[test]
fn buffers_may_lie_outside_the_hours_but_not_over_a_neighbour() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 60).busy("11:00", "12:00");
    case.service.buffer_before = TimeDelta::minutes(15);
    case.service.buffer_after = TimeDelta::minutes(15);
    assert_eq!(case.times(), "09:00 09:30");
    let slot = case.request().check(case.at("09:00")).unwrap();
    assert_eq!(slot.occupied.start(), case.at("08:45"));
    assert_eq!(slot.visit.start(), case.at("09:00"));
}

#[test]
fn notice_and_horizon_are_measured_in_instants() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 60);
    case.now = case.at("09:31");
    assert_eq!(case.times(), "11:00 11:30 12:00", "an hour from 09:31 is 10:31");
    let earliest = case.at("10:31");
    assert_eq!(case.request().check(case.at("10:30")), Err(Refusal::TooSoon { earliest }));
    assert_eq!(case.request().check(case.at("09:30")), Err(Refusal::Past));
    case.service.horizon = Some(TimeDelta::hours(2));
    assert_eq!(case.times(), "11:00 11:30");
    assert_eq!(case.request().check(case.at("12:00")), Err(Refusal::TooFar { latest: case.at("11:31") }));
}

#[test]
fn a_forged_start_between_two_steps_is_refused() {
    let case = Case::tuesday("Tue 09:00-13:00", 60);
    assert_eq!(
        case.request().check(case.at("09:10")),
        Err(Refusal::OffStep { step: TimeDelta::minutes(30) })
    );
    assert_eq!(
        case.request().check(case.at("12:30")),
        Err(Refusal::Closed),
        "the visit would end after closing"
    );
    assert_eq!(case.request().check(case.at("20:00")), Err(Refusal::Closed));
}

#[test]
fn what_is_not_active_is_not_offered() {
    let mut case = Case::tuesday("Tue 09:00-13:00", 60);
    case.service.active = false;
    assert_eq!(case.times(), "");
    assert_eq!(case.request().check(case.at("09:00")), Err(Refusal::NotPerformed));
}

#[test]
fn a_place_that_never_closes_offers_the_same_starts_whatever_is_asked() {
    let mut case = Case::tuesday("Mon-Sun 00:00-24:00", 60);
    case.rules.step = TimeDelta::minutes(50);
    let (monday, tuesday): (NaiveDate, NaiveDate) =
        ("2026-11-23".parse().unwrap(), "2026-11-24".parse().unwrap());
    let both = case.request().slots(monday..=tuesday);
    assert_eq!(both, case.request().slots(tuesday..=tuesday));
    assert!(both.iter().all(|start| case.request().check(*start).is_ok()) && !both.is_empty());
}

#[test]
fn the_nearest_starts_are_named_in_order_of_time() {
    let case = Case::tuesday("Tue 09:00-13:00", 60).busy("10:00", "11:00");
    let date = "2026-11-24".parse().unwrap();
    let found = nearest(&[case.request()], case.at("10:00"), &(date..=date), 3);
    assert_eq!(found, [case.at("09:00"), case.at("11:00"), case.at("11:30")]);
}

#[test]
fn anybody_means_the_one_with_the_least_work_that_day() {
    let case = Case::tuesday("Tue 09:00-13:00", 60);
    let (first, second) = (specialist(1, "Tue 09:00-13:00"), specialist(2, "Tue 09:00-13:00"));
    let busy = [Span::new(case.at("11:00"), case.at("12:00")).unwrap()];
    let one = Request { specialist: &first, busy: &busy, ..case.request() };
    let two = Request { specialist: &second, ..case.request() };
    assert_eq!(choose(&[one, two], case.at("09:00")), Some(second.id));
    assert_eq!(choose(&[one], case.at("11:00")), None);
}

// The oracle ---------------------------------------------------------------------------------------------------------------------------

/// Zones with and without DST, half and quarter hours, and changes at midnight; the date is that of a change where there is one.
const ZONES: [(Tz, &str); 12] = [
    (Tz::Europe__Moscow, "2026-11-24"),
    (Tz::Europe__Berlin, "2026-03-29"),
    (Tz::Europe__Berlin, "2026-10-25"),
    (Tz::America__New_York, "2026-03-08"),
    (Tz::America__New_York, "2026-11-01"),
    (Tz::Asia__Kolkata, "2026-05-05"),
    (Tz::Asia__Kathmandu, "2026-05-05"),
    (Tz::Australia__Lord_Howe, "2026-04-05"),
    (Tz::America__St_Johns, "2026-11-01"),
    (Tz::Africa__Cairo, "2026-04-24"),
    (Tz::Asia__Beirut, "2026-03-29"),
    (Tz::Pacific__Chatham, "2026-09-27"),
];

/// A stretch of work: days after the middle date, minute of opening, length.
type Work = (i64, u32, u32);

/// Whether the place is open during the minute that begins at `at`, straight from the wall clock: some stretch of work whose date lies so
/// many days back began at or before this wall-clock minute and has not ended.
fn open_minute(zone: Tz, middle: NaiveDate, work: &[Work], at: Instant) -> bool {
    let local = at.with_timezone(&zone).naive_local();
    work.iter().any(|(day, from, length)| {
        let opens =
            (middle + TimeDelta::days(*day)).and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(*from));
        opens <= local && local < opens + TimeDelta::minutes(i64::from(*length))
    })
}

fn hours_of(middle: NaiveDate, work: &[Work]) -> String {
    let part = |(day, from, length): &Work| {
        let clock = |minute: u32| format!("{:02}:{:02}", minute % 1440 / 60, minute % 60);
        let weekday = (middle + TimeDelta::days(*day)).weekday();
        format!("{weekday} {}-{}", clock(*from), clock(from + length))
    };
    work.iter().map(part).collect::<Vec<_>>().join("; ")
}

prop_compose! {
    /// Work on three dates around a clock change. Edges stay away from the hours that a change repeats, where "open until 02:30" has two
    /// meanings; visits run across them.
    fn cases()(
        zone in 0..ZONES.len(),
        work in prop::collection::vec((300_u32..1100, 30_u32..300), 3),
        nights in prop::collection::vec(any::<bool>(), 3),
        busy in prop::collection::vec((0_i64..4320, 10_i64..200), 0..5),
        duration in 5_i64..200,
        step in prop::sample::select(vec![5_i64, 15, 20, 30, 45, 60]),
        buffers in (0_i64..40, 0_i64..40),
        asked in 0_i64..4320,
        notice in 0_i64..300,
    ) -> (Case, NaiveDate, Vec<Work>) {
        let (zone, date) = ZONES[zone];
        let middle: NaiveDate = date.parse().unwrap();
        let begin = time::day(zone, middle - chrono::Days::new(1)).start();
        let work: Vec<Work> = work.iter().zip(&nights).enumerate().map(|(day, ((from, length), night))| {
            let day = i64::try_from(day).unwrap() - 1;
            // A night shift runs from the evening into 05:00 of the next date and so across every change there is.
            if *night { (day, 1200, 540) } else { (day, *from, *length) }
        }).collect();
        let mut case = Case::tuesday("", duration);
        case.zone = zone;
        case.specialist.hours = hours_of(middle, &work).parse().unwrap();
        case.rules.step = TimeDelta::minutes(step);
        case.rules.min_notice = TimeDelta::minutes(notice);
        case.service.buffer_before = TimeDelta::minutes(buffers.0);
        case.service.buffer_after = TimeDelta::minutes(buffers.1);
        case.now = begin + TimeDelta::minutes(asked - 1440);
        let mut end = begin;
        for (from, length) in busy.iter().map(|(from, length)| (begin + TimeDelta::minutes(*from), TimeDelta::minutes(*length))) {
            if from >= end {
                end = from + length;
                case.busy.push(Span::new(from, end).unwrap());
            }
        }
        (case, middle, work)
    }
}

/// Every start on the three dates that is allowed, found by looking at each minute.
fn oracle(case: &Case, middle: NaiveDate, work: &[Work]) -> Vec<Instant> {
    let minute = TimeDelta::minutes(1);
    let noon = |date: NaiveDate| Utc.from_utc_datetime(&date.and_hms_opt(12, 0, 0).unwrap());
    let from = noon(middle) - TimeDelta::days(4);
    let open: Vec<bool> =
        (0..8 * 1440).map(|n| open_minute(case.zone, middle, work, from + minute * n)).collect();
    let within = |a: Instant, b: Instant| {
        (a.max(from).timestamp()..b.timestamp()).step_by(60).all(|second| {
            open.get(usize::try_from((second - from.timestamp()) / 60).unwrap()).copied().unwrap_or(false)
        })
    };
    let mut found = Vec::new();
    let mut opened = None;
    for (n, is_open) in open.iter().enumerate() {
        let at = from + minute * i32::try_from(n).unwrap();
        opened = if *is_open { opened.or(Some(at)) } else { None };
        let Some(opened) = opened else { continue };
        let days = (at.with_timezone(&case.zone).date_naive() - middle).num_days().abs();
        let occupied =
            (at - case.service.buffer_before, at + case.service.duration + case.service.buffer_after);
        let free = case.busy.iter().all(|span| span.end() <= occupied.0 || span.start() >= occupied.1);
        let allowed = days <= 1
            && (at - opened).num_minutes() % case.rules.step.num_minutes() == 0
            && within(at, at + case.service.duration)
            && at > case.now
            && at >= case.now + case.rules.min_notice
            && free;
        if allowed {
            found.push(at);
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn listing_booking_and_the_minute_by_minute_oracle_agree((case, middle, work) in cases()) {
        let dates = middle - chrono::Days::new(1)..=middle + chrono::Days::new(1);
        let request = case.request();
        let offered = request.slots(dates);
        prop_assert_eq!(&offered, &oracle(&case, middle, &work));
        for start in &offered {
            let slot = request.check(*start);
            prop_assert!(slot.is_ok(), "{:?} was offered and is refused: {:?}", start, slot);
            prop_assert!(case.busy.iter().all(|span| !span.overlaps(slot.unwrap().occupied)));
        }
        let begin = case.now - TimeDelta::minutes(10);
        for start in (0..400).map(|n| begin + TimeDelta::minutes(n * 7)) {
            let inside = (time::date(case.zone, start) - middle).num_days().abs() <= 1;
            prop_assert!(!inside || request.check(start).is_ok() == offered.contains(&start));
        }
    }
}
