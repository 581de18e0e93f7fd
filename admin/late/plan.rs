//! What a delay does to the rest of a specialist's day.

use chat::Failure;
use chrono::TimeDelta;
use domain::late::{self, Planned};
use domain::stranded::Frame;
use domain::{BookingId, Misfit, Occupant, Slot, Span, SpecialistId, time};
use store::bookings::BookingView;
use store::offers::Besides;
use store::shifts::Shift;
use store::stranded::Upcoming;

use crate::cx::Cx;
use crate::hours::words;

/// The rest of the day, and how much later each visit begins.
pub(crate) struct Plan {
    /// Whose day, as clients see them.
    pub(crate) name: String,
    /// Whether a visit is going on.
    pub(crate) under_way: bool,
    /// The visits to come, in order; seats of one session are one.
    pub(crate) visits: Vec<Visit>,
}

/// A visit to come, or a session with all its seats.
pub(crate) struct Visit {
    /// The bookings.
    pub(crate) bookings: Vec<BookingView>,
    /// From when to when it is booked.
    pub(crate) was: Span,
    /// The same with its buffers.
    occupied: Span,
    /// How much later it begins.
    pub(crate) later: TimeDelta,
    /// Whether it then does not lie inside the hours any more.
    pub(crate) leaves_hours: bool,
    /// Whether it then begins when the working day is over.
    pub(crate) leaves_day: bool,
}

impl Visit {
    pub(crate) fn is_moved(&self) -> bool {
        self.later > TimeDelta::zero()
    }

    /// Whether it begins on another date then.
    pub(crate) fn changes_date(&self, cx: &Cx<'_>) -> bool {
        let date = |start| time::date(cx.format().zone, start);
        date(self.was.start() + self.later) != date(self.was.start())
    }
}

impl Plan {
    /// What follows from a delay.
    pub(crate) fn of(cx: &Cx<'_>, specialist: SpecialistId, delay: TimeDelta) -> Result<Plan, Failure> {
        let name = words::whose(cx, Some(specialist))?;
        let (schedule, zone) = (words::schedule(cx, Some(specialist))?, cx.format().zone);
        let end = late::end_of_day(&schedule, zone, cx.turn.now);
        let mut rest = cx.turn.tx.upcoming(Some(specialist), cx.turn.now)?;
        rest.retain(|found| found.visit.start() < end);
        let Some(first) = rest.iter().map(|found| found.occupied).min() else {
            return Ok(Plan { name, under_way: false, visits: Vec::new() });
        };
        let under_way = under_way(cx, specialist, &rest)?;
        let mut visits = sessions(cx, &rest)?;
        let mut day = Vec::new();
        for visit in &visits {
            day.push(Planned {
                occupied: visit.occupied,
                obstacles: obstacles(cx, specialist, visit, &rest)?,
            });
        }
        let frame = Frame { schedule: &schedule, zone, blocks: &[] };
        for (visit, later) in visits.iter_mut().zip(late::shift(&day, late::ready(under_way, first, delay))) {
            let misfit = |later| frame.misfit(shifted(visit.was, later), visit.occupied);
            visit.leaves_hours = misfit(TimeDelta::zero()).is_none() && misfit(later) == Some(Misfit::Closed);
            visit.leaves_day = visit.was.start() + later >= end;
            visit.later = later;
        }
        Ok(Plan { name, under_way: under_way.is_some(), visits })
    }

    /// The bookings that begin later, with their versions and by how many minutes.
    pub(crate) fn moved(&self) -> Vec<(BookingId, i64, i64)> {
        let moved = self.visits.iter().filter(|visit| visit.is_moved());
        let each = moved.flat_map(|visit| visit.bookings.iter().map(|view| (view, visit.later)));
        each.map(|(view, later)| (view.booking.id, view.booking.version, later.num_minutes())).collect()
    }

    /// The shift itself.
    pub(crate) fn shifts(&self, cx: &Cx<'_>) -> Result<Vec<Shift>, Failure> {
        let mut shifts = Vec::new();
        for visit in self.visits.iter().filter(|visit| visit.is_moved()) {
            for view in &visit.bookings {
                let slot = Slot {
                    visit: shifted(visit.was, visit.later),
                    occupied: shifted(visit.occupied, visit.later),
                    resources: cx.turn.tx.booking_resources(view.booking.id)?,
                };
                shifts.push(Shift { booking: view.booking.id, version: view.booking.version, slot });
            }
        }
        Ok(shifts)
    }
}

/// What the specialist is busy with now; the buffer before a visit to come is not it.
fn under_way(cx: &Cx<'_>, specialist: SpecialistId, rest: &[Upcoming]) -> Result<Option<Span>, Failure> {
    let now = cx.turn.now;
    let Some(moment) = Span::new(now, now + TimeDelta::milliseconds(1)) else { return Ok(None) };
    let busy = cx.turn.tx.busy(specialist, moment, Besides::default())?;
    let is_visit = |by: Occupant| matches!(by, Occupant::Booking | Occupant::Session(_));
    let mut found = busy.over(moment).filter(|taken| is_visit(taken.by)).map(|taken| taken.span);
    Ok(found.find(|span| rest.iter().all(|coming| coming.occupied != *span)))
}

/// The visits to come, seats of one session put together.
fn sessions(cx: &Cx<'_>, rest: &[Upcoming]) -> Result<Vec<Visit>, Failure> {
    let mut visits: Vec<Visit> = Vec::new();
    for found in rest {
        let Some(view) = cx.turn.tx.booking(found.id)? else { continue };
        match visits.last_mut() {
            Some(last) if (last.was, last.occupied) == (found.visit, found.occupied) => {
                last.bookings.push(view);
            }
            _ => visits.push(Visit {
                bookings: vec![view],
                was: found.visit,
                occupied: found.occupied,
                later: TimeDelta::zero(),
                leaves_hours: false,
                leaves_day: false,
            }),
        }
    }
    Ok(visits)
}

/// What a visit cannot lie over: blocked time, holds, visits of the next day, and what occupies the resources it uses.
fn obstacles(
    cx: &Cx<'_>,
    specialist: SpecialistId,
    visit: &Visit,
    rest: &[Upcoming],
) -> Result<Vec<Span>, Failure> {
    let mut resources = Vec::new();
    for view in &visit.bookings {
        resources.extend(cx.turn.tx.booking_resources(view.booking.id)?);
    }
    resources.sort_unstable();
    resources.dedup();
    let besides: Vec<BookingId> = rest.iter().map(|found| found.id).collect();
    let from = visit.occupied.start();
    let Some(within) = Span::new(from, from + TimeDelta::days(3)) else { return Ok(Vec::new()) };
    Ok(cx.turn.tx.obstacles(specialist, &resources, within, &besides)?)
}

fn shifted(span: Span, later: TimeDelta) -> Span {
    // As long as before, so never empty.
    Span::new(span.start() + later, span.end() + later).unwrap_or(span)
}
