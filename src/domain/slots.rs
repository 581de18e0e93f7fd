//! When a visit can be booked: the one predicate for listing and for booking.
//!
//! A visit lies inside an opening; its buffers may lie outside. What it occupies, buffers included, overlaps nothing that is occupied, of the
//! specialist nor of a resource it needs. Starts are counted in steps from the opening. Minimum notice and horizon are measured from now, in
//! instants. A session of a group is joined while it has seats.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use crate::busy::{Busy, Occupant, Taken};
use crate::id::ResourceId;
use crate::refusal::Refusal;
use crate::schedule::Schedule;
use crate::time::{self, Instant, Span};
use crate::visit::Visit;

/// A visit, and all that decides when it can be.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// What, with whom.
    pub visit: &'a Visit,
    /// When the specialist works.
    pub schedule: &'a Schedule,
    /// The business's zone, in which the hours are meant.
    pub zone: Tz,
    /// What occupies the specialist.
    pub busy: &'a Busy,
    /// What occupies each resource; one that is not named here is free.
    pub resources: &'a BTreeMap<ResourceId, Busy>,
    /// When is asked.
    pub now: Instant,
}

/// The time a booking takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// From the start to the end of the visit.
    pub visit: Span,
    /// The visit with its buffers.
    pub occupied: Span,
    /// The resources it uses: one out of each that it needs.
    pub resources: Vec<ResourceId>,
}

impl Request<'_> {
    /// Whether the visit may start at `start`, and what it then takes.
    pub fn check(&self, start: Instant) -> Result<Slot, Refusal> {
        match self.not_offered(start).into_iter().next() {
            Some(refusal) => Err(refusal),
            None => self.free(self.visit_at(start)),
        }
    }

    /// Every rule by which a start is not offered, whatever is occupied; the first is the one that a client hears.
    pub(crate) fn not_offered(&self, start: Instant) -> Vec<Refusal> {
        let mut broken = Vec::new();
        if start <= self.now {
            broken.push(Refusal::Past { ago: self.now - start });
        } else if start < self.earliest() {
            broken.push(Refusal::TooSoon { earliest: self.earliest() });
        } else if start > self.latest() {
            broken.push(Refusal::TooFar { latest: self.latest() });
        }
        let opening = match self.opening(start) {
            Ok(opening) => opening,
            Err(refusal) => {
                broken.push(refusal);
                return broken;
            }
        };
        let ends = self.visit_at(start).end();
        if ends > opening.end() {
            broken.push(Refusal::EndsTooLate { ends, closes: opening.end() });
        }
        if (start - opening.start()).num_milliseconds() % self.visit.step.num_milliseconds() != 0 {
            broken.push(Refusal::OffStep { step: self.visit.step, opening: opening.start() });
        }
        broken
    }

    /// All starts that [`check`](Self::check) allows on these local dates, in order.
    pub fn slots(&self, dates: RangeInclusive<NaiveDate>) -> Vec<Instant> {
        let (from, to) = self.bounds(&dates);
        let mut starts = Vec::new();
        for opening in self.schedule.openings(self.zone, dates) {
            let last = to.min(opening.end() - self.visit.duration);
            starts.extend(
                self.grid(opening, from, last).filter(|start| self.free(self.visit_at(*start)).is_ok()),
            );
        }
        starts
    }

    /// The local dates among these with at least one start that [`check`](Self::check) allows.
    pub fn open_dates(&self, dates: RangeInclusive<NaiveDate>) -> BTreeSet<NaiveDate> {
        let (from, to) = self.bounds(&dates);
        let mut open = BTreeSet::new();
        for opening in self.schedule.openings(self.zone, dates) {
            let last = to.min(opening.end() - self.visit.duration);
            let mut from = from;
            let free = |start: &Instant| self.free(self.visit_at(*start)).is_ok();
            // One start is enough for a date: on to the next.
            while let Some(start) = self.grid(opening, from, last).find(free) {
                let date = time::date(self.zone, start);
                open.insert(date);
                from = time::day(self.zone, date).end();
            }
        }
        open
    }

    /// Every start that the steps make on these local dates, in order, and what becomes of it: nothing that is refused lacks its rule.
    pub fn explain(&self, dates: RangeInclusive<NaiveDate>) -> Vec<(Instant, Result<Slot, Refusal>)> {
        let asked = time::day(self.zone, *dates.start()).joined(time::day(self.zone, *dates.end()));
        let openings = self.schedule.openings(self.zone, dates);
        let last = |opening: &Span| opening.end().min(asked.end()) - TimeDelta::milliseconds(1);
        let starts = openings.iter().flat_map(|opening| self.grid(*opening, asked.start(), last(opening)));
        starts.map(|start| (start, self.check(start))).collect()
    }

    /// The starts of an opening from one instant to another, both included.
    fn grid(&self, opening: Span, from: Instant, to: Instant) -> impl Iterator<Item = Instant> + use<> {
        let step = self.visit.step;
        // Straight to the first start that is asked for; a week that never closes opened long ago.
        let missed = (from - opening.start()).num_milliseconds().max(0);
        let skipped = (missed + step.num_milliseconds() - 1) / step.num_milliseconds();
        let first = opening.start() + TimeDelta::milliseconds(skipped * step.num_milliseconds());
        std::iter::successors(Some(first), move |start| Some(*start + step))
            .take_while(move |start| *start <= to)
    }

    /// The first and the last instant on these dates at which rules that know no hours allow a start.
    fn bounds(&self, dates: &RangeInclusive<NaiveDate>) -> (Instant, Instant) {
        let moment = TimeDelta::milliseconds(1);
        let begin = time::day(self.zone, *dates.start()).start();
        let end = time::day(self.zone, *dates.end()).end() - moment;
        (begin.max(self.earliest()).max(self.now + moment), end.min(self.latest()))
    }

    fn earliest(&self) -> Instant {
        self.now + self.visit.min_notice
    }

    fn latest(&self) -> Instant {
        self.now + self.visit.horizon
    }

    pub(crate) fn visit_at(&self, start: Instant) -> Span {
        let end = start + self.visit.duration;
        // A service lasts at least a minute; `Span` only wants to be sure.
        Span::new(start, end).unwrap_or_else(|| Span::moment(start))
    }

    fn opening(&self, start: Instant) -> Result<Span, Refusal> {
        let date = time::date(self.zone, start);
        let openings = self.schedule.openings(self.zone, date..=date);
        let found = openings.iter().find(|opening| opening.start() <= start && start < opening.end());
        found.copied().ok_or_else(|| match self.schedule.is_day_off(date) {
            true => Refusal::DayOff { date },
            false => Refusal::Closed {
                closed: openings.iter().map(|opening| opening.end()).rfind(|end| *end <= start),
                opens: openings.iter().map(|opening| opening.start()).find(|begin| *begin > start),
            },
        })
    }

    /// What depends on what is occupied.
    pub(crate) fn free(&self, visit: Span) -> Result<Slot, Refusal> {
        let (visit, occupied) = self.would_take(visit)?;
        if let Some(by) = self.in_the_way(self.busy, visit, occupied).next() {
            return Err(Refusal::Taken { by: *by });
        }
        let mut resources = Vec::new();
        self.assign(&self.visit.needs, visit, occupied, &mut resources)?;
        Ok(Slot { visit, occupied, resources })
    }

    /// All that occupies what the visit would take, the earliest first; of its resources the one that could not be had.
    pub(crate) fn all_in_the_way(&self, visit: Span) -> Vec<Refusal> {
        let (visit, occupied) = match self.would_take(visit) {
            Ok(spans) => spans,
            Err(full) => return vec![full],
        };
        let taken = self.in_the_way(self.busy, visit, occupied).map(|by| Refusal::Taken { by: *by });
        let mut all: Vec<Refusal> = taken.collect();
        all.reverse();
        all.extend(self.assign(&self.visit.needs, visit, occupied, &mut Vec::new()).err());
        all
    }

    /// The visit without and with its buffers; of a session that is joined, as it was begun.
    fn would_take(&self, visit: Span) -> Result<(Span, Span), Refusal> {
        let joined = self
            .visit
            .group()
            .and_then(|service| self.busy.session(self.visit.specialist, service, visit.start()));
        if let Some((_, session)) = joined
            && session.taken >= self.visit.seats
        {
            return Err(Refusal::Full { seats: self.visit.seats });
        }
        // Who joins takes the session as it is.
        Ok(match joined {
            Some((taken, session)) => (session.visit, taken.span),
            None => (visit, visit.widened(self.visit.buffer_before, self.visit.buffer_after)),
        })
    }

    /// What occupies the span, but for the session that is joined; the latest first.
    fn in_the_way<'a>(
        &'a self,
        busy: &'a Busy,
        visit: Span,
        occupied: Span,
    ) -> impl Iterator<Item = &'a Taken> {
        let is_joined = move |taken: &Taken| match (taken.by, self.visit.group()) {
            (Occupant::Session(session), Some(service)) => {
                taken.span == occupied && session.is(self.visit.specialist, service, visit.start())
            }
            _ => false,
        };
        busy.over(occupied).filter(move |taken| !is_joined(taken))
    }

    /// Finds a free resource for each need, none of them twice; what a session uses already comes first.
    fn assign(
        &self,
        needs: &[Vec<ResourceId>],
        visit: Span,
        occupied: Span,
        chosen: &mut Vec<ResourceId>,
    ) -> Result<(), Refusal> {
        let Some((need, others)) = needs.split_first() else { return Ok(()) };
        let mut refusal = Refusal::NotPerformed;
        let used = |resource: &ResourceId| {
            let busy = self.resources.get(resource);
            busy.is_some_and(|busy| busy.over(occupied).next().is_some())
        };
        // Of those that can serve, only one of the session's own is occupied at all.
        let (own, free): (Vec<ResourceId>, Vec<ResourceId>) =
            need.iter().partition(|resource| used(resource));
        for resource in own.into_iter().chain(free) {
            let busy = self.resources.get(&resource);
            let by = busy.and_then(|busy| self.in_the_way(busy, visit, occupied).next()).copied();
            if by.is_some() || chosen.contains(&resource) {
                refusal = Refusal::NoResource { resource, by };
                continue;
            }
            chosen.push(resource);
            match self.assign(others, visit, occupied, chosen) {
                Ok(()) => return Ok(()),
                Err(other) => refusal = other,
            }
            chosen.pop();
        }
        Err(refusal)
    }
}

#[cfg(test)]
#[path = "slots_tests.rs"]
pub(crate) mod tests;
