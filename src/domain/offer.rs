//! Everybody who would do what a client wants, asked the one question of [`slots`](crate::slots).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate, TimeDelta};
use chrono_tz::Tz;

use crate::busy::Busy;
use crate::catalog::{Service, Specialist};
use crate::id::{ResourceId, SpecialistId};
use crate::refusal::Refusal;
use crate::schedule::Schedule;
use crate::slots::{Request, Slot};
use crate::time::{self, Instant};
use crate::visit::Visit;

/// What a client wants, and everybody who would do it.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What is wanted.
    pub services: Vec<Service>,
    /// Who would do it, in their order; at least one.
    pub performers: Vec<Performer>,
    /// What occupies the resources.
    pub resources: BTreeMap<ResourceId, Busy>,
    /// The business's zone.
    pub zone: Tz,
    /// When is asked.
    pub now: Instant,
}

/// Whether they have no session to join, how much work that day, when somebody was given to them last.
pub(crate) type Turn = (bool, TimeDelta, Option<Instant>, SpecialistId);

/// Somebody who would do it.
#[derive(Clone, Debug)]
pub struct Performer {
    /// Who.
    pub specialist: Specialist,
    /// What it would be with them.
    pub visit: Visit,
    /// When they work.
    pub schedule: Schedule,
    /// What occupies them.
    pub busy: Busy,
    /// When a client who wanted anybody was given to them last.
    pub last_given: Option<Instant>,
}

impl Offer {
    /// Whether the visit may start at `start` with this specialist.
    pub fn check(&self, specialist: SpecialistId, start: Instant) -> Result<Slot, Refusal> {
        let found = self.performers.iter().find(|performer| performer.specialist.id == specialist);
        found.map_or(Err(Refusal::NotPerformed), |performer| self.request(performer).check(start))
    }

    /// What the visit is with this specialist.
    pub fn visit(&self, specialist: SpecialistId) -> Option<&Visit> {
        self.performers
            .iter()
            .find(|performer| performer.specialist.id == specialist)
            .map(|found| &found.visit)
    }

    /// The first and the last date on which a start may lie.
    pub fn dates(&self) -> RangeInclusive<NaiveDate> {
        let horizons = self.performers.iter().map(|performer| performer.visit.horizon);
        let last = self.now + horizons.max().unwrap_or_default();
        time::date(self.zone, self.now)..=time::date(self.zone, last)
    }

    /// The starts on these dates with anybody, in order, each once.
    pub fn starts(&self, dates: &RangeInclusive<NaiveDate>) -> Vec<Instant> {
        let all = self.performers.iter().flat_map(|performer| self.request(performer).slots(dates.clone()));
        let mut starts: Vec<Instant> = all.collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// The dates with at least one start: what a calendar lets press.
    pub fn open_dates(&self, dates: &RangeInclusive<NaiveDate>) -> BTreeSet<NaiveDate> {
        self.performers
            .iter()
            .flat_map(|performer| self.request(performer).open_dates(dates.clone()))
            .collect()
    }

    /// The `count` starts closest to a wanted one, looked for within two weeks around it, in order of time: the way on when it was just
    /// taken (C6).
    pub fn nearest(&self, wanted: Instant, count: usize) -> Vec<Instant> {
        let (around, dates) = (time::date(self.zone, wanted), self.dates());
        let from = (around - Days::new(7)).max(*dates.start());
        let to = (around + Days::new(14)).min(*dates.end());
        let mut starts = self.starts(&(from..=to));
        starts.retain(|start| *start != wanted);
        starts.sort_by_key(|start| (*start - wanted).abs());
        starts.truncate(count);
        starts.sort_unstable();
        starts
    }

    /// Who takes a start for which the client said "anybody", and what it then takes.
    ///
    /// Of those who can: who has a session to join, then who has the least work that day, then whose turn it is: to whom nobody was given for
    /// the longest time.
    pub fn choose(&self, start: Instant) -> Option<(SpecialistId, Slot)> {
        let can = |performer| Some((self.turn(performer, start), self.request(performer).check(start).ok()?));
        let chosen = self.performers.iter().filter_map(can).min_by_key(|(turn, _)| *turn);
        chosen.map(|((.., id), slot)| (id, slot))
    }

    /// Of two who can, the one with the smaller turn takes it.
    pub(crate) fn turn(&self, performer: &Performer, start: Instant) -> Turn {
        let id = performer.specialist.id;
        let joins = performer
            .visit
            .group()
            .is_some_and(|service| performer.busy.session(id, service, start).is_some());
        let day = time::day(self.zone, time::date(self.zone, start));
        (!joins, performer.busy.work(day), performer.last_given, id)
    }

    /// The question to the one predicate, for one of the performers.
    pub fn request<'a>(&'a self, performer: &'a Performer) -> Request<'a> {
        Request {
            visit: &performer.visit,
            schedule: &performer.schedule,
            zone: self.zone,
            busy: &performer.busy,
            resources: &self.resources,
            now: self.now,
        }
    }
}

#[cfg(test)]
#[path = "offer_tests.rs"]
pub(crate) mod tests;
