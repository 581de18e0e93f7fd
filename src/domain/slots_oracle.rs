//! Slots against an oracle that looks at every minute and shares no code with them.

use chrono::{Datelike, NaiveTime, TimeZone, Utc};
use proptest::prelude::*;

use super::*;

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
        busy in prop::collection::vec((0_i64..864, 2_i64..40), 0..8),
        duration in 5_i64..200,
        step in prop::sample::select(vec![5_i64, 15, 20, 30, 45, 60]),
        buffers in (0_i64..40, 0_i64..40),
        asked in 0_i64..4320,
        notice in 0_i64..300,
        horizon in 0_i64..8000,
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
        case.rules.horizon = TimeDelta::minutes(horizon);
        case.service.buffer_before = TimeDelta::minutes(buffers.0);
        case.service.buffer_after = TimeDelta::minutes(buffers.1);
        case.now = begin + TimeDelta::minutes(asked - 1440);
        // Many touch the one before them, as the bookings of a full day do.
        let mut end = begin;
        for (from, length) in &busy {
            let from = (begin + TimeDelta::minutes(from * 5)).max(end);
            end = from + TimeDelta::minutes(length * 5);
            case.busy.push(Span::new(from, end).unwrap());
        }
        (case, middle, work)
    }
}

/// Every start on the three dates that is allowed, found by looking at each minute.
fn oracle(case: &Case, middle: NaiveDate, work: &[Work]) -> Vec<Instant> {
    let minute = TimeDelta::minutes(1);
    let noon = |date: NaiveDate| Utc.from_utc_datetime(&date.and_hms_opt(12, 0, 0).unwrap());
    let from = noon(middle) - TimeDelta::days(3);
    let open: Vec<bool> =
        (0..6 * 1440).map(|n| open_minute(case.zone, middle, work, from + minute * n)).collect();
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
            && at <= case.now + case.rules.horizon
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
        for start in (0..100).map(|n| begin + TimeDelta::minutes(n * 29)) {
            let inside = (time::date(case.zone, start) - middle).num_days().abs() <= 1;
            prop_assert!(!inside || request.check(start).is_ok() == offered.contains(&start));
        }
    }
}
