//! Bookings that a change leaves where nobody can keep them: outside the hours, over blocked time, or with nobody who does it (A7).

use chrono_tz::Tz;

use crate::schedule::Schedule;
use crate::time::{self, Span};

/// Why a booking cannot be kept as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The visit does not lie inside the hours.
    Closed,
    /// Blocked time lies over it, or over its buffers.
    Blocked,
    /// The specialist does not do this, or not any more.
    NotPerformed,
}

/// When a specialist can keep what is booked.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// When they work.
    pub schedule: &'a Schedule,
    /// The zone in which the hours are meant.
    pub zone: Tz,
    /// When they are blocked.
    pub blocks: &'a [Span],
}

/// What a booked visit stands on, to be compared with what is left of it after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The openings of the date on which the visit begins.
    openings: Vec<Span>,
    /// The blocked time that lies over the visit or its buffers.
    blocked: Vec<Span>,
}

impl Ground {
    /// Whether less is left than there was: hours of the date are gone, or more of the visit is blocked.
    pub fn is_less_than(&self, before: &Ground) -> bool {
        let is_within = |all: &[Span], span: &Span| all.iter().any(|other| other.contains(*span));
        !before.openings.iter().all(|opening| is_within(&self.openings, opening))
            || !self.blocked.iter().all(|block| is_within(&before.blocked, block))
    }
}

impl Frame<'_> {
    /// What a booked visit stands on; `occupied` is the visit with its buffers.
    pub fn ground(&self, visit: Span, occupied: Span) -> Ground {
        let date = time::date(self.zone, visit.start());
        let day = time::day(self.zone, date);
        let openings = self.schedule.openings(self.zone, date..=date);
        Ground {
            openings: openings.into_iter().filter_map(|opening| common(opening, day)).collect(),
            blocked: self.blocks.iter().filter_map(|block| common(*block, occupied)).collect(),
        }
    }

    /// Why a booked visit does not fit; `occupied` is the visit with its buffers, which may lie outside the hours.
    pub fn misfit(&self, visit: Span, occupied: Span) -> Option<Misfit> {
        if self.blocks.iter().any(|block| block.overlaps(occupied)) {
            return Some(Misfit::Blocked);
        }
        let date = time::date(self.zone, visit.start());
        let openings = self.schedule.openings(self.zone, date..=date);
        let inside = openings.iter().any(|opening| opening.contains(visit));
        (!inside).then_some(Misfit::Closed)
    }
}

fn common(one: Span, other: Span) -> Option<Span> {
    Span::new(one.start().max(other.start()), one.end().min(other.end()))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::schedule::Exception;
    use crate::time::Instant;

    const MOSCOW: Tz = Tz::Europe__Moscow;

    fn schedule(hours: &str) -> Schedule {
        Schedule { hours: hours.parse().unwrap(), exceptions: Default::default() }
    }

    fn span(from: &str, minutes: i64) -> Span {
        let from: Instant = format!("2026-11-24T{from}:00+03:00").parse().unwrap();
        Span::new(from, from + TimeDelta::minutes(minutes)).unwrap()
    }

    fn misfit(schedule: &Schedule, blocks: &[Span], visit: Span, buffer: i64) -> Option<Misfit> {
        let occupied = visit.widened(TimeDelta::zero(), TimeDelta::minutes(buffer));
        Frame { schedule, zone: MOSCOW, blocks }.misfit(visit, occupied)
    }

    #[test]
    fn a_visit_fits_inside_the_hours_though_its_buffer_does_not() {
        let hours = schedule("Tue 10:00-14:00, 15:00-20:00");
        assert_eq!(misfit(&hours, &[], span("13:00", 60), 30), None);
        assert_eq!(misfit(&hours, &[], span("13:30", 60), 0), Some(Misfit::Closed), "into the break");
        assert_eq!(misfit(&hours, &[], span("09:30", 60), 0), Some(Misfit::Closed));
        assert_eq!(misfit(&schedule(""), &[], span("13:00", 60), 0), Some(Misfit::Closed));
    }

    #[test]
    fn blocked_time_may_not_lie_over_the_buffer_either() {
        let hours = schedule("Tue 10:00-20:00");
        let blocks = [span("14:00", 60)];
        assert_eq!(misfit(&hours, &blocks, span("13:00", 60), 0), None, "they only touch");
        assert_eq!(misfit(&hours, &blocks, span("13:00", 60), 5), Some(Misfit::Blocked));
    }

    #[test]
    fn a_visit_outside_the_hours_loses_ground_when_its_date_or_its_own_time_does() {
        let late = span("20:30", 60);
        let ground = |hours: &str, blocks: &[Span]| {
            Frame { schedule: &schedule(hours), zone: MOSCOW, blocks }.ground(late, late)
        };
        let before = ground("Tue 10:00-20:00", &[]);
        assert!(!ground("Tue 10:00-20:00", &[]).is_less_than(&before), "nothing has changed");
        assert!(!ground("Tue 09:00-20:15", &[]).is_less_than(&before), "a longer date");
        assert!(!ground("Tue 10:00-20:00; Wed 10:00-12:00", &[]).is_less_than(&before), "another date");
        assert!(!ground("Tue 10:00-20:00", &[span("12:00", 60)]).is_less_than(&before), "blocked elsewhere");
        assert!(ground("", &[]).is_less_than(&before), "a day off");
        assert!(ground("Tue 10:00-19:00", &[]).is_less_than(&before), "a shorter date");
        let blocked = ground("Tue 10:00-20:00", &[span("20:00", 60)]);
        assert!(blocked.is_less_than(&before), "half of it is blocked");
        assert!(!ground("Tue 10:00-20:00", &[span("20:00", 60)]).is_less_than(&blocked), "as it was");
        let wholly = ground("Tue 10:00-20:00", &[span("20:00", 60), span("20:00", 120)]);
        assert!(wholly.is_less_than(&blocked), "more of it is blocked");
        assert!(!before.is_less_than(&blocked), "given back");
    }

    #[test]
    fn a_visit_that_passes_midnight_belongs_to_the_night_before() {
        let hours = schedule("Tue 20:00-02:00");
        assert_eq!(misfit(&hours, &[], span("23:30", 60), 0), None);
        assert_eq!(misfit(&hours, &[], span("23:30", 180), 0), Some(Misfit::Closed));
        let mut off = hours;
        off.exceptions.insert("2026-11-24".parse().unwrap(), Exception::default());
        assert_eq!(misfit(&off, &[], span("23:30", 60), 0), Some(Misfit::Closed), "a day off");
    }
}
