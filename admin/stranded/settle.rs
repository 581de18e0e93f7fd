//! The change is made, and what was chosen for each booking is carried out: all in one transaction.

use chat::{Action, Args, BotName, Button, Failure, Place, Reaction, Screen};
use chrono::TimeDelta;
use domain::{Actor, BookingId, Fact, Right, Slot, SpecialistId, Status};
use store::booking_changes::Move;
use store::bookings::BookingView;
use store::offers::{Besides, Wanted};
use store::proposals::{Asked, NewProposal};

use crate::cx::Cx;
use crate::state::State;
use crate::stranded::look::Look;
use crate::stranded::screen::{is_reached, label};
use crate::stranded::{Choice, Stranded};

/// So many who have to be called are named; the list of those who have not answered has them all.
const NAMED: usize = 20;

/// What came of it.
#[derive(Default)]
pub(crate) struct Report {
    /// Clients who are asked.
    asked: Vec<BookingId>,
    /// How many of the bookings a colleague has taken.
    given: usize,
    /// How many were called off.
    cancelled: usize,
    /// How many stay as they are.
    kept: usize,
    /// Whom no message reaches, and who should know.
    to_call: Vec<BookingView>,
    /// What happened.
    facts: Vec<Fact>,
}

/// Makes the change and settles each booking.
pub(crate) fn carry_out(cx: &Cx<'_>, step: &Stranded, look: &Look) -> Result<Reaction<State>, Failure> {
    if !step.after.apply(cx)? {
        // It was looked at a moment ago in this same transaction.
        return step.show(cx, Place::InPlace, None);
    }
    step.after.journal(cx)?;
    let mut report = Report { facts: vec![Fact::CatalogChanged], ..Report::default() };
    for booking in look.in_order() {
        if let Some(view) = cx.turn.tx.booking(booking.id)? {
            settle(cx, &view, step.of(booking.id), &mut report)?;
        }
    }
    Ok(report.show(cx, &cx.say("stranded-done"), Action::decode(&step.back)))
}

fn settle(cx: &Cx<'_>, view: &BookingView, choice: Choice, report: &mut Report) -> Result<(), Failure> {
    match choice {
        Choice::Keep => report.kept += 1,
        Choice::Ask => report.ask(cx, view, Asked::Another)?,
        Choice::Cancel => report.cancel(cx, view)?,
        Choice::Colleague => match give(cx, view)? {
            true => {
                report.given += 1;
                report.facts.push(moved(cx, view));
                report.ask(cx, view, Asked::Colleague)?;
            }
            false => report.ask(cx, view, Asked::Another)?,
        },
    }
    Ok(())
}

/// What both bots hear of a booking that an admin has moved.
pub(crate) fn moved(cx: &Cx<'_>, was: &BookingView) -> Fact {
    let was = &was.booking;
    let (booking, from, with) = (was.id, was.visit.start(), was.specialist);
    Fact::Moved { booking, from, with, by: Actor::Admin(cx.chat()) }
}

/// Gives the booking to a colleague who is free at the same time; says whether there was one. What was agreed stays: the price too.
fn give(cx: &Cx<'_>, view: &BookingView) -> Result<bool, Failure> {
    let Some((specialist, slot)) = colleague(cx, view)? else { return Ok(false) };
    let (tx, booking) = (cx.turn.tx, &view.booking);
    let (price, status, decide_by) = (booking.price, booking.status, booking.decide_by);
    let to = Move { specialist, slot: &slot, price, status, decide_by };
    match tx.move_booking(booking.id, booking.version, &to, Actor::Admin(cx.chat()), cx.turn.now) {
        Ok(()) => Ok(true),
        Err(store::Error::Overlap) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Who else can keep the booking as it is. Notice and step bind clients, not who helps out.
fn colleague(cx: &Cx<'_>, view: &BookingView) -> Result<Option<(SpecialistId, Slot)>, Failure> {
    let (tx, booking) = (cx.turn.tx, &view.booking);
    let services = tx.booking_services(booking.id)?;
    let besides = Besides { hold_of: None, booking: Some(booking.id) };
    let wanted = Wanted { services: &services, specialist: None, besides };
    let Some(mut offer) = tx.offer(cx.turn.policy, wanted, cx.turn.now)? else { return Ok(None) };
    offer.performers.retain(|performer| performer.specialist.id != booking.specialist);
    for performer in &mut offer.performers {
        performer.visit.min_notice = TimeDelta::zero();
        performer.visit.step = TimeDelta::minutes(1);
    }
    Ok(offer.choose(booking.visit.start()))
}

impl Report {
    /// A question about the booking as it is from now on. `was` is what it was before.
    pub(crate) fn ask(&mut self, cx: &Cx<'_>, was: &BookingView, asked: Asked) -> Result<(), Failure> {
        let (tx, id) = (cx.turn.tx, was.booking.id);
        let Some(view) = tx.booking(id)? else { return Ok(()) };
        let new = NewProposal {
            booking: id,
            version: view.booking.version,
            asked,
            former_at: was.booking.visit.start(),
            former_with: was.booking.specialist,
            by: cx.chat(),
        };
        tx.ask(&new, cx.turn.now)?;
        match is_reached(&view) {
            true => self.asked.push(id),
            false => self.to_call.push(view),
        }
        self.facts.push(Fact::Asked { booking: id });
        Ok(())
    }

    /// Something else happened.
    pub(crate) fn because(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    fn cancel(&mut self, cx: &Cx<'_>, view: &BookingView) -> Result<(), Failure> {
        let (tx, booking, by) = (cx.turn.tx, &view.booking, Actor::Admin(cx.chat()));
        tx.set_booking_status(booking.id, booking.version, Status::Cancelled, None, by, cx.turn.now)?;
        if booking.status == Status::Pending {
            // Nobody has to be told that it was not confirmed in time (C5).
            tx.unschedule(BotName::Client.code(), &format!("pending:{}", booking.id))?;
        }
        self.cancelled += 1;
        if !is_reached(view) {
            self.to_call.push(view.clone());
        }
        self.facts.push(Fact::StatusChanged { booking: booking.id, status: Status::Cancelled, by });
        Ok(())
    }

    /// Says what came of it. Whom no message reaches stands on a button, with the phone for those who may see it.
    pub(crate) fn show(self, cx: &Cx<'_>, headline: &str, back: Option<Action>) -> Reaction<State> {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let mut lines = vec![headline.to_owned()];
        let counts = [
            ("stranded-report-asked", self.asked.len()),
            ("stranded-report-given", self.given),
            ("stranded-report-cancelled", self.cancelled),
            ("stranded-report-kept", self.kept),
        ];
        for (key, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            lines.push(cx.say_with(key, Args::new().number("count", number(count))));
        }
        let policy = cx.turn.policy;
        let is_quiet = policy
            .reminders
            .quiet
            .is_some_and(|quiet| quiet.around(policy.business.zone, cx.turn.now).is_some());
        lines.extend((is_quiet && !self.asked.is_empty()).then(|| cx.say("stranded-report-quiet")));
        if !self.to_call.is_empty() {
            lines.push(
                cx.say_with("stranded-report-call", Args::new().number("count", number(self.to_call.len()))),
            );
        }
        let mut rows: Vec<Vec<Button>> =
            self.to_call.iter().take(NAMED).map(|view| vec![to_call(cx, view)]).collect();
        if !self.asked.is_empty() && cx.may(Right::Schedule) {
            rows.push(vec![cx.button("hours-button-asked", Action::new("hours-asked"))]);
        }
        rows.extend(back.map(|back| vec![cx.button("button-back", back)]));
        rows.push(vec![cx.button("button-menu", Action::new("menu"))]);
        let reaction = cx.end(Place::InPlace, Screen::text(lines.join("\n")).buttons(rows));
        self.facts.into_iter().fold(reaction, Reaction::because)
    }
}

/// "📞 Анна +7 912 345-67-89": an erasure takes the name from a button of a list that opens a booking.
fn to_call(cx: &Cx<'_>, view: &BookingView) -> Button {
    let phone = view.client.phone.as_ref().filter(|_| cx.may(Right::Clients));
    let name = view.client.name.as_ref().map_or("—", |name| name.as_str());
    let label = match phone {
        Some(phone) => format!("📞 {name} {}", phone.display()),
        None => format!("📞 {}", label(cx, view)),
    };
    Button::new(label, Action::new("open").with(view.booking.id.get()))
}
