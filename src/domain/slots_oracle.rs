//! Slots against an oracle that looks at every minute and shares no code with them.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveTime, TimeZone, Utc};
use proptest::prelude::*;

use super::*;
use crate::catalog::Performed;

/// Zones with and without DST, half and quarter hours, and changes at midnight; the date is that of a change where there is one.
const ZONES: [(Tz, &str); 14] = [
    (Tz::Europe__Moscow, "2026-11-24"),
    (Tz::Europe__Berlin, "2026-03-29"),
    (Tz::Europe__Berlin, "2026-10-25"),
    (Tz::America__New_York, "2026-03-08"),
    (Tz::America__New_York, "2026-11-01"),
    (Tz::Asia__Kolkata, "2026-05-05"),
    (Tz::Asia__Kathmandu, "2026-05-05"),
    (Tz::Australia__Lord_Howe, "2026-04-05"),
    (Tz::Australia__Lord_Howe, "2026-10-04"),
    (Tz::America__St_Johns, "2026-11-01"),
    (Tz::Africa__Cairo, "2026-04-24"),
    (Tz::Asia__Beirut, "2026-03-29"),
    (Tz::America__Havana, "2026-11-01"),
    (Tz::Pacific__Chatham, "2026-09-27"),
];

/// A stretch of work: days after the middle date, minute of opening, length.
type Work = (i64, u32, u32);

/// A case, the date in its middle, and the work that its hours and exceptions come to.
type Asked = (Case, NaiveDate, Vec<Work>);

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

fn times(work: &Work) -> String {
    let clock = |minute: u32| format!("{:02}:{:02}", minute % 1440 / 60, minute % 60);
    format!("{}-{}", clock(work.1), clock(work.1 + work.2))
}

prop_compose! {
    /// Work on three dates around a clock change. Edges stay away from the hours that a change repeats, where "open until 02:30" has two
    /// meanings; visits run across them. Each date is an ordinary one, or one with other hours, or a day off.
    fn works()(
        day in prop::collection::vec((300_u32..1100, 30_u32..300), 3),
        kinds in prop::collection::vec(0_u32..5, 3),
    ) -> Vec<(Work, u32)> {
        day.iter().zip(&kinds).enumerate().map(|(day, ((from, length), kind))| {
            let day = i64::try_from(day).unwrap() - 1;
            // A night shift runs from the evening into 05:00 of the next date and so across every change there is.
            (if *kind == 1 || *kind == 3 { (day, 1200, 540) } else { (day, *from, *length) }, *kind)
        }).collect()
    }
}

prop_compose! {
    fn cases()(
        zone in 0..ZONES.len(),
        works in works(),
        busy in prop::collection::vec((0_i64..864, 2_i64..40, 0_u32..4), 0..8),
        resources in prop::collection::vec((0_i64..864, 2_i64..60), 3),
        needs in prop::collection::vec(0_usize..5, 3),
        durations in prop::collection::vec(5_i64..90, 1..4),
        own in prop::option::of(5_i64..90),
        group in prop::option::of(2_u32..4),
        step in prop::sample::select(vec![5_i64, 15, 20, 30, 45, 60]),
        buffers in (0_i64..40, 0_i64..40),
        asked in 0_i64..4320,
        notice in 0_i64..300,
        horizon in 0_i64..8000,
    ) -> Asked {
        let (zone, date) = ZONES[zone];
        let middle: NaiveDate = date.parse().unwrap();
        let begin = time::day(zone, middle - chrono::Days::new(1)).start();
        let (mut case, mut hours, mut work) = (Case::tuesday("", 1), Vec::new(), Vec::new());
        for (stretch, kind) in works {
            let date = middle + TimeDelta::days(stretch.0);
            match kind {
                0 | 1 => hours.push(format!("{} {}", date.weekday(), times(&stretch))),
                // The weekly hours of a date with an exception do not count.
                2 | 3 => {
                    hours.push(format!("{} 06:00-07:00", date.weekday()));
                    let exception = Exception { hours: times(&stretch).parse().unwrap(), note: None };
                    case.schedule.exceptions.insert(date, exception);
                }
                _ => {
                    hours.push(format!("{} 06:00-21:00", date.weekday()));
                    case.schedule.exceptions.insert(date, Exception::default());
                    continue;
                }
            }
            work.push(stretch);
        }
        case.zone = zone;
        case.schedule.hours = hours.join("; ").parse().unwrap();
        case.rules = BookingRules { step: minutes(step), min_notice: minutes(notice), horizon: minutes(horizon), ..case.rules };
        case.now = begin + minutes(asked - 1440);
        // A group's session stands alone; other visits have up to three services.
        let durations = if group.is_some() { &durations[..1] } else { &durations };
        let sets: [&[i64]; 5] = [&[], &[], &[1], &[1, 2], &[2, 3]];
        case.services = (1..).zip(durations).zip(&needs).map(|((id, length), need)| Service {
            buffer_before: minutes(buffers.0),
            buffer_after: minutes(buffers.1),
            seats: group.unwrap_or(1),
            resources: sets[*need].iter().map(|id| (*id).into()).collect(),
            ..service(id, *length)
        }).collect();
        case.specialist.services[0] = Performed { duration: own.map(minutes), ..case.specialist.services[0] };
        for (from, length, kind) in &busy {
            let from = begin + minutes(from * 5);
            let span = Span::new(from, from + minutes(length * 5)).unwrap();
            let visit = Span::new(span.start() + minutes(5), span.end()).unwrap();
            let session = Session { specialist: 1.into(), service: 1.into(), visit, taken: *kind };
            let by = match kind { 0 => Occupant::Booking, 3 => Occupant::Block, _ => Occupant::Session(session) };
            case.busy.push(Taken { span, by });
        }
        for (id, (from, length)) in (1..).zip(&resources) {
            let from = begin + minutes(from * 5);
            let span = Span::new(from, from + minutes(length * 5)).unwrap();
            case.resources.insert(ResourceId::from(id), Busy::new(vec![Taken { span, by: Occupant::Booking }]));
        }
        (case, middle, work)
    }
}

/// The minutes of six days around the middle date, and which of them are open.
struct Minutes {
    from: Instant,
    open: Vec<bool>,
}

impl Minutes {
    fn of((case, middle, work): &Asked) -> Minutes {
        let noon = Utc.from_utc_datetime(&middle.and_hms_opt(12, 0, 0).unwrap());
        let from = noon - TimeDelta::days(3);
        let open = (0..6 * 1440).map(|n| open_minute(case.zone, *middle, work, from + minutes(n)));
        Minutes { from, open: open.collect() }
    }

    fn all_open(&self, from: Instant, to: Instant) -> bool {
        let index = |at: Instant| usize::try_from((at - self.from).num_minutes()).unwrap();
        (index(from)..index(to)).all(|minute| self.open.get(minute).copied().unwrap_or(false))
    }
}

/// Every start on the three dates that is allowed, found by looking at each minute.
fn oracle(asked: &Asked) -> Vec<Instant> {
    let (case, middle, _) = asked;
    let clock = Minutes::of(asked);
    let own = case.specialist.services[0].duration.unwrap_or(case.services[0].duration);
    let duration = case.services[1..].iter().fold(own, |sum, service| sum + service.duration);
    let mut found = Vec::new();
    let mut opened = None;
    for (n, is_open) in clock.open.iter().enumerate() {
        let at = clock.from + minutes(i64::try_from(n).unwrap());
        opened = if *is_open { opened.or(Some(at)) } else { None };
        let Some(opened) = opened else { continue };
        let days = (at.with_timezone(&case.zone).date_naive() - *middle).num_days().abs();
        let allowed = days <= 1
            && (at - opened).num_minutes() % case.rules.step.num_minutes() == 0
            && clock.all_open(at, at + duration)
            && at > case.now
            && at >= case.now + case.rules.min_notice
            && at <= case.now + case.rules.horizon
            && free(case, at, duration);
        if allowed {
            found.push(at);
        }
    }
    found
}

/// Whether specialist and resources are free for a visit at `at`, or a session is joined.
fn free(case: &Case, at: Instant, duration: TimeDelta) -> bool {
    let (first, last) = (&case.services[0], case.services.last().unwrap());
    let mut wanted = (at - first.buffer_before, at + duration + last.buffer_after);
    let begins = |taken: &Taken| match taken.by {
        Occupant::Session(session) => session.visit.start() == at && first.seats > 1,
        _ => false,
    };
    let joined: Vec<&Taken> = case.busy.iter().filter(|taken| begins(taken)).collect();
    // The latest by start and end, where there are two: the database refuses the second.
    if let Some(session) = joined.iter().max_by_key(|taken| (taken.span.start(), taken.span.end())) {
        wanted = (session.span.start(), session.span.end());
        if matches!(session.by, Occupant::Session(session) if session.taken >= first.seats) {
            return false;
        }
    }
    let apart = |span: Span| span.end() <= wanted.0 || span.start() >= wanted.1;
    let is_joined = |taken: &Taken| begins(taken) && (taken.span.start(), taken.span.end()) == wanted;
    if !case.busy.iter().all(|taken| apart(taken.span) || is_joined(taken)) {
        return false;
    }
    let free: BTreeSet<ResourceId> = case
        .resources
        .iter()
        .filter(|(_, busy)| {
            let wide = Span::new(case.now - TimeDelta::days(30), case.now + TimeDelta::days(30)).unwrap();
            busy.over(wide).all(|taken| apart(taken.span))
        })
        .map(|(id, _)| *id)
        .collect();
    let mut needs: Vec<&Vec<ResourceId>> = Vec::new();
    for service in case.services.iter().filter(|service| !service.resources.is_empty()) {
        if !needs.contains(&&service.resources) {
            needs.push(&service.resources);
        }
    }
    // Every way to give each need one resource, none twice.
    let mut ways: Vec<BTreeSet<ResourceId>> = vec![BTreeSet::new()];
    for need in needs {
        let with = |way: &BTreeSet<ResourceId>, id: &ResourceId| way.iter().copied().chain([*id]).collect();
        let pairs = ways.iter().flat_map(|way| need.iter().map(move |id| (way, id)));
        ways = pairs
            .filter(|(way, id)| free.contains(id) && !way.contains(id))
            .map(|(way, id)| with(way, id))
            .collect();
    }
    !ways.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn listing_booking_and_the_minute_by_minute_oracle_agree(asked in cases()) {
        let (case, middle, _) = &asked;
        let dates = *middle - chrono::Days::new(1)..=*middle + chrono::Days::new(1);
        let offered = case.ask(|request| request.slots(dates.clone()));
        prop_assert_eq!(&offered, &oracle(&asked));
        for start in &offered {
            let slot = case.check(*start);
            prop_assert!(slot.is_ok(), "{:?} was offered and is refused: {:?}", start, slot);
        }
        let begin = case.now - minutes(10);
        for start in (0..100).map(|n| begin + minutes(n * 29)) {
            let inside = (time::date(case.zone, start) - *middle).num_days().abs() <= 1;
            prop_assert!(!inside || case.check(start).is_ok() == offered.contains(&start));
        }
        let days: BTreeSet<NaiveDate> = offered.iter().map(|start| time::date(case.zone, *start)).collect();
        prop_assert_eq!(case.ask(|request| request.open_dates(dates.clone())), days);
        let explained = case.ask(|request| request.explain(dates));
        let free: Vec<Instant> =
            explained.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(start, _)| *start).collect();
        prop_assert_eq!(free, offered, "what is explained as free is what is offered");
    }

    #[test]
    fn an_override_never_yields_an_overlap_and_takes_what_is_free(asked in cases()) {
        let (case, ..) = &asked;
        let own = case.specialist.services[0].duration.unwrap_or(case.services[0].duration);
        let duration = case.services[1..].iter().fold(own, |sum, service| sum + service.duration);
        let begin = case.now - minutes(1500);
        for start in (0..150).map(|n| begin + minutes(n * 31)) {
            let (is_free, walked_in) = (free(case, start, duration), case.now - start < TimeDelta::days(1));
            match case.ask(|request| request.check_with_override(start)) {
                Ok(permitted) => {
                    prop_assert!(is_free && walked_in, "{:?} is taken over something", start);
                    prop_assert!(permitted.broken.iter().all(Refusal::is_soft));
                    let offered = case.check(start);
                    prop_assert_eq!(permitted.broken.first().copied(), offered.clone().err());
                    prop_assert!(offered.is_err() || offered == Ok(permitted.slot));
                }
                Err(broken) => {
                    prop_assert!(!is_free || !walked_in, "{:?} could be had: {:?}", start, broken);
                    let told = case.check(start).err();
                    prop_assert!(told.is_some_and(|refusal| broken.contains(&refusal)), "{:?}: {:?}", start, told);
                    prop_assert!(broken.iter().any(|refusal| !refusal.is_soft()));
                }
            }
        }
    }
}
