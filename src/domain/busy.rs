//! What occupies a specialist or a resource.

use chrono::TimeDelta;

use crate::id::{ServiceId, SpecialistId};
use crate::time::{Instant, Span};

/// A span that is occupied, buffers included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// From when until when.
    pub span: Span,
    /// By what.
    pub by: Occupant,
}

/// What occupies a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occupant {
    /// A booking.
    Booking,
    /// A slot kept while its client types.
    Hold,
    /// Blocked time.
    Block,
    /// A session of a group, which others may join while it has seats.
    Session(Session),
}

/// A session: specialist, service and start (C13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub specialist: SpecialistId,
    /// Of what.
    pub service: ServiceId,
    /// From the start to the end of the visit.
    pub visit: Span,
    /// The seats that are booked or held.
    pub taken: u32,
}

impl Session {
    /// Whether it is the session that begins at `start`.
    pub(crate) fn is(&self, specialist: SpecialistId, service: ServiceId, start: Instant) -> bool {
        (self.specialist, self.service, self.visit.start()) == (specialist, service, start)
    }
}

/// All that occupies one specialist or one resource. Spans may lie over each other: blocked time over bookings that were there before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Busy {
    /// By start.
    taken: Vec<Taken>,
    /// Up to each of them, the latest end.
    reach: Vec<Instant>,
}

impl Busy {
    /// Brings what is occupied into order.
    pub fn new(mut taken: Vec<Taken>) -> Busy {
        taken.sort_by_key(|taken| taken.span);
        let mut reach: Vec<Instant> = Vec::with_capacity(taken.len());
        for one in &taken {
            let before = reach.last().copied().unwrap_or(one.span.end());
            reach.push(before.max(one.span.end()));
        }
        Busy { taken, reach }
    }

    /// What shares an instant with a span, the latest first.
    pub fn over(&self, span: Span) -> impl Iterator<Item = &Taken> {
        let before = self.taken.partition_point(|taken| taken.span.start() < span.end());
        let reaching = (0..before).rev().take_while(move |index| self.reach[*index] > span.start());
        reaching.map(|index| &self.taken[index]).filter(move |taken| taken.span.overlaps(span))
    }

    /// The session that begins at `start`, if there is one.
    pub(crate) fn session(
        &self,
        specialist: SpecialistId,
        service: ServiceId,
        start: Instant,
    ) -> Option<(&Taken, Session)> {
        self.over(Span::moment(start)).find_map(|taken| match taken.by {
            Occupant::Session(session) if session.is(specialist, service, start) => Some((taken, session)),
            _ => None,
        })
    }

    /// The parts of a span that nothing occupies and that last at least so long, in order.
    pub fn free(&self, within: Span, least: TimeDelta) -> Vec<Span> {
        let mut taken: Vec<Span> = self.over(within).map(|taken| taken.span).collect();
        taken.sort_unstable();
        let (mut free, mut from) = (Vec::new(), within.start());
        for span in taken {
            free.extend(Span::new(from, span.start()));
            from = from.max(span.end());
        }
        free.extend(Span::new(from, within.end()));
        free.retain(|span| span.length() >= least);
        free
    }

    /// How much work lies within a span: bookings, sessions and holds, buffers included.
    pub(crate) fn work(&self, within: Span) -> TimeDelta {
        let is_work = |taken: &&Taken| taken.by != Occupant::Block;
        self.over(within).filter(is_work).map(|taken| taken.span.length()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, to: i64) -> Span {
        let at = |minute| Instant::UNIX_EPOCH + TimeDelta::minutes(minute);
        Span::new(at(from), at(to)).unwrap()
    }

    #[test]
    fn all_that_lies_over_a_span_is_found_however_long_it_began_before() {
        let spans = [(0, 100), (5, 10), (20, 30), (30, 40), (95, 96)];
        let busy = Busy::new(
            spans.iter().map(|(from, to)| Taken { span: span(*from, *to), by: Occupant::Block }).collect(),
        );
        for from in -5..120 {
            for length in [1, 7, 50] {
                let asked = span(from, from + length);
                let mut found: Vec<Span> = busy.over(asked).map(|taken| taken.span).collect();
                found.sort();
                let expected: Vec<Span> = spans
                    .iter()
                    .map(|(from, to)| span(*from, *to))
                    .filter(|span| span.overlaps(asked))
                    .collect();
                assert_eq!(found, expected, "{from} + {length}");
            }
        }
    }

    #[test]
    fn what_is_free_lies_between_what_is_taken() {
        let spans = [(-10, 10), (0, 5), (20, 30), (30, 45), (59, 70)];
        let busy = Busy::new(
            spans.iter().map(|(from, to)| Taken { span: span(*from, *to), by: Occupant::Booking }).collect(),
        );
        let free = |least| busy.free(span(0, 60), TimeDelta::minutes(least));
        assert_eq!(free(1), [span(10, 20), span(45, 59)]);
        assert_eq!(free(11), [span(45, 59)]);
        assert_eq!(Busy::default().free(span(0, 60), TimeDelta::hours(1)), [span(0, 60)]);
    }

    #[test]
    fn blocked_time_is_no_work() {
        let taken = |from, to, by| Taken { span: span(from, to), by };
        let busy = Busy::new(vec![
            taken(0, 60, Occupant::Booking),
            taken(60, 600, Occupant::Block),
            taken(70, 80, Occupant::Hold),
        ]);
        assert_eq!(busy.work(span(0, 1440)), TimeDelta::minutes(70));
    }
}
