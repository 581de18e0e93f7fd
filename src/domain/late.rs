//! A specialist is late: the rest of the day begins later, each visit only as far as it has to (A17).

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::schedule::Schedule;
use crate::time::{self, Instant, Span};

/// A visit that is to come, or a session of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The visit with its buffers.
    pub occupied: Span,
    /// What it cannot lie over: blocked time, and what occupies a resource that it uses. In any order.
    pub obstacles: Vec<Span>,
}

/// When the working day of an instant is over: with the date, or with the night that began on it. In the small hours of such a night it is the night's
/// end. Who works around the clock has no nights, only dates.
pub fn end_of_day(schedule: &Schedule, zone: Tz, now: Instant) -> Instant {
    let date = time::date(zone, now);
    let today = time::day(zone, date);
    let openings = schedule.openings(zone, date..=date);
    let mut nights =
        openings.into_iter().filter(|opening| opening.length() < TimeDelta::days(1) && opening.end() > now);
    let is_of_yesterday = |opening: &Span| opening.start() < today.start() && opening.start() <= now;
    match nights.clone().find(is_of_yesterday) {
        Some(night) => night.end(),
        None => nights.by_ref().map(Span::end).fold(today.end(), Instant::max),
    }
}

/// From when on the specialist is free for the first visit to come. What is under way takes so much longer; if nothing is, the first visit itself
/// begins so much later.
pub fn ready(under_way: Option<Span>, first: Span, delay: TimeDelta) -> Instant {
    under_way.map_or(first.start(), Span::end) + delay
}

/// How much later each visit begins. They stand in the order of the day, none over another.
///
/// Gaps take the delay up, so what comes after a long enough one stays. Nothing begins earlier than it was planned, nor before what came before has
/// ended. A visit that has to move is put behind what it would lie over.
pub fn shift(day: &[Planned], ready: Instant) -> Vec<TimeDelta> {
    let mut free_from = ready;
    let later = |planned: &Planned| {
        let start = match planned.occupied.start() {
            start if start >= free_from => start,
            _ => planned.first_start_from(free_from),
        };
        let later = start - planned.occupied.start();
        free_from = planned.occupied.end() + later;
        later
    };
    day.iter().map(later).collect()
}

impl Planned {
    /// The first instant from `from` on at which it lies over nothing.
    fn first_start_from(&self, from: Instant) -> Instant {
        let mut start = from;
        let in_the_way = |start: Instant| {
            let wanted = Span::new(start, start + self.occupied.length());
            let over = |obstacle: &&Span| wanted.is_some_and(|wanted| wanted.overlaps(**obstacle));
            self.obstacles.iter().filter(over).map(|obstacle| obstacle.end()).max()
        };
        while let Some(end) = in_the_way(start) {
            start = end;
        }
        start
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(from: i64, to: i64) -> Span {
        let at = |minute| Instant::UNIX_EPOCH + TimeDelta::minutes(minute);
        Span::new(at(from), at(to)).unwrap()
    }

    fn visit(from: i64, to: i64) -> Planned {
        Planned { occupied: span(from, to), obstacles: Vec::new() }
    }

    fn minutes(day: &[Planned], ready: i64) -> Vec<i64> {
        let ready = Instant::UNIX_EPOCH + TimeDelta::minutes(ready);
        shift(day, ready).iter().map(TimeDelta::num_minutes).collect()
    }

    #[test]
    fn a_gap_takes_the_delay_up() {
        let day = [visit(0, 60), visit(60, 90), visit(100, 160), visit(300, 360)];
        assert_eq!(minutes(&day, 20), [20, 20, 10, 0]);
        assert_eq!(minutes(&day, 0), [0, 0, 0, 0]);
    }

    #[test]
    fn a_working_day_lasts_until_its_night_is_over() {
        let zone = Tz::Europe__Moscow;
        let at = |text: &str| format!("2026-11-{text}:00+03:00").parse::<Instant>().unwrap();
        let end = |hours: &str, now: &str| {
            let schedule = Schedule { hours: hours.parse().unwrap(), exceptions: Default::default() };
            end_of_day(&schedule, zone, at(now))
        };
        assert_eq!(end("Mon-Sun 10:00-20:00", "24T12:00"), at("25T00:00"), "an ordinary day");
        assert_eq!(end("Mon-Sun 20:00-04:00", "24T12:00"), at("25T04:00"), "before the night");
        assert_eq!(end("Mon-Sun 20:00-04:00", "24T23:00"), at("25T04:00"), "in it");
        assert_eq!(end("Mon-Sun 20:00-04:00", "25T00:30"), at("25T04:00"), "after midnight");
        assert_eq!(end("Mon-Sun 20:00-04:00", "25T04:00"), at("26T04:00"), "when it is over");
        assert_eq!(end("Mon-Sun 00:00-24:00", "24T12:00"), at("25T00:00"), "around the clock");
        assert_eq!(end("", "24T12:00"), at("25T00:00"), "a day off");
    }

    #[test]
    fn a_visit_is_put_behind_what_it_would_lie_over() {
        let lunch = Planned { obstacles: vec![span(90, 150), span(150, 160)], ..visit(30, 90) };
        assert_eq!(minutes(&[visit(0, 30), lunch.clone(), visit(200, 230)], 10), [10, 130, 20]);
        assert_eq!(minutes(&[visit(0, 30), lunch], 0), [0, 0], "what need not move stays where it is");
    }

    #[test]
    fn what_is_under_way_takes_longer_or_the_first_begins_later() {
        let delay = TimeDelta::minutes(20);
        assert_eq!(ready(None, span(60, 90), delay), span(80, 90).start());
        assert_eq!(ready(Some(span(0, 45)), span(60, 90), delay), span(65, 90).start());
    }

    /// A day without overlaps: gaps and lengths in turns, and obstacles anywhere.
    fn day() -> impl Strategy<Value = Vec<Planned>> {
        let obstacles = prop::collection::vec((0..900_i64, 1..90_i64), 0..3);
        let one = (0..60_i64, 1..120_i64, obstacles);
        prop::collection::vec(one, 0..9).prop_map(|all| {
            let mut begin = 0;
            let planned = all.into_iter().map(|(gap, length, obstacles)| {
                let occupied = span(begin + gap, begin + gap + length);
                begin += gap + length;
                let obstacles = obstacles.into_iter().map(|(from, long)| span(from, from + long)).collect();
                Planned { occupied, obstacles }
            });
            planned.collect()
        })
    }

    proptest! {
        #[test]
        fn the_order_is_kept_and_nothing_moves_without_need(day in day(), ready in -60..200_i64) {
            let ready = Instant::UNIX_EPOCH + TimeDelta::minutes(ready);
            let later = shift(&day, ready);
            prop_assert_eq!(later.len(), day.len());
            let mut free_from = ready;
            for (planned, later) in day.iter().zip(later) {
                let start = planned.occupied.start() + later;
                let moved = Span::new(start, start + planned.occupied.length()).unwrap();
                prop_assert!(later >= TimeDelta::zero(), "nobody begins earlier than planned");
                prop_assert!(start >= free_from, "none begins before the one before has ended");
                if later > TimeDelta::zero() {
                    prop_assert!(planned.obstacles.iter().all(|obstacle| !obstacle.overlaps(moved)));
                    // A minute earlier it would lie over something.
                    let earlier = Span::new(start - TimeDelta::minutes(1), moved.end() - TimeDelta::minutes(1)).unwrap();
                    let too_soon = earlier.start() < free_from;
                    prop_assert!(too_soon || planned.obstacles.iter().any(|obstacle| obstacle.overlaps(earlier)));
                }
                free_from = moved.end();
            }
        }

        #[test]
        fn without_obstacles_nobody_is_later_than_the_delay(day in day(), delay in 0..90_i64) {
            let day: Vec<Planned> = day.into_iter().map(|planned| Planned { obstacles: Vec::new(), ..planned }).collect();
            let Some(first) = day.first() else { return Ok(()) };
            let delay = TimeDelta::minutes(delay);
            for later in shift(&day, ready(None, first.occupied, delay)) {
                prop_assert!(later <= delay);
            }
        }
    }
}
