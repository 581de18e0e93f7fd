//! A broken rule in words, with its values, and where it can be changed. The rules themselves are `domain`'s.

use chat::{Args, Failure};
use chrono::NaiveDate;
use domain::offer::Performer;
use domain::{BookingId, Instant, Occupant, Offer, Refusal, ResourceId, Schedule, Span, Taken, time};
use store::blocks::Block;
use store::occupied::{Occupying, Whose};
use store::offers::Besides;

use crate::cx::Cx;

/// What was asked.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) offer: &'a Offer,
    pub(crate) performer: &'a Performer,
    pub(crate) start: Instant,
    /// The booking that is to be moved or changed: its own time is not in its way.
    pub(crate) own: Option<BookingId>,
}

/// A broken rule.
pub(crate) struct Rule {
    /// In words.
    pub(crate) text: String,
    /// Where it can be changed.
    pub(crate) door: Door,
}

/// Where a rule can be changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// Nowhere: time passes, somebody else decides.
    Nowhere,
    /// In the schedule.
    Hours,
    /// Among services and specialists.
    Catalog,
    /// On the client's card.
    Clients,
    /// By a key of the configuration.
    Settings(&'static str),
    /// On the card of a booking.
    Booking(BookingId),
}

/// A line of a list.
pub(crate) fn line(rule: &Rule) -> String {
    format!("• {}", rule.text)
}

/// The rule with its values.
pub(crate) fn rule(cx: &Cx<'_>, asked: Asked<'_>, refusal: &Refusal) -> Result<Rule, Failure> {
    let format = cx.format();
    let date = time::date(format.zone, asked.start);
    let lasting = |at: Instant| format.lasting(at, cx.turn.now);
    let (visit, who) = (&asked.performer.visit, &asked.performer.specialist.name);
    let own = |is_own: fn(&domain::Service) -> bool| asked.offer.services.iter().any(is_own);
    let args = || Args::new().text("specialist", who);
    let told = |key: &str, args: Args<'_>, door| Ok(Rule { text: cx.say_with(key, args), door });
    match refusal {
        Refusal::NotPerformed => told("rule-not-performed", args(), Door::Catalog),
        Refusal::Past { .. } => {
            told("rule-past", args().text("now", format.time(cx.turn.now)), Door::Nowhere)
        }
        Refusal::TooSoon { earliest } => {
            let args = args().text("notice", format.count(visit.min_notice));
            let is_own = own(|service| service.min_notice.is_some());
            told(
                "rule-too-soon",
                args.text("earliest", format.soon(*earliest, cx.turn.now)),
                setting(is_own, "booking.min_notice"),
            )
        }
        Refusal::TooFar { latest } => {
            let args = args().text("horizon", format.count(visit.horizon));
            let is_own = own(|service| service.horizon.is_some());
            told("rule-too-far", args.text("latest", lasting(*latest)), setting(is_own, "booking.horizon"))
        }
        Refusal::DayOff { date } => {
            let args = args().text("date", format.date(*date, cx.turn.now));
            told("rule-day-off", args.text("note", note(&asked.performer.schedule, *date)), Door::Hours)
        }
        Refusal::Closed { .. } => {
            let args = args().text("date", format.date(date, cx.turn.now));
            let args = args.text("note", note(&asked.performer.schedule, date));
            match hours(cx, &asked.performer.schedule, date) {
                Some(hours) => told("rule-closed", args.text("hours", hours), Door::Hours),
                None => told("rule-closed-all-day", args, Door::Hours),
            }
        }
        Refusal::EndsTooLate { ends, closes } => {
            let args = args().text("ends", format.time(*ends)).text("closes", format.time(*closes));
            told("rule-ends-too-late", args, Door::Hours)
        }
        Refusal::OffStep { step, opening } => {
            let args = args().text("step", format.duration(*step)).text("opening", format.time(*opening));
            let is_own = asked.offer.services.first().is_some_and(|service| service.step.is_some());
            told("rule-off-step", args, setting(is_own, "booking.step"))
        }
        Refusal::Taken { by } => taken(cx, asked, *by),
        Refusal::Full { seats } => {
            told("rule-full", args().number("seats", i64::from(*seats)), Door::Catalog)
        }
        Refusal::NoResource { resource, by } => no_resource(cx, asked, *resource, *by),
        Refusal::Skipped => told("rule-skipped", args(), Door::Nowhere),
    }
}

/// A service may have a rule of its own; otherwise the business's holds.
fn setting(is_own: bool, key: &'static str) -> Door {
    if is_own { Door::Catalog } else { Door::Settings(key) }
}

/// "10:00–14:00, 15:00–20:00": when somebody works on a date; `None` if they do not.
pub(crate) fn hours(cx: &Cx<'_>, schedule: &Schedule, date: NaiveDate) -> Option<String> {
    let format = cx.format();
    let openings = schedule.openings(format.zone, date..=date);
    let written = openings.iter().map(|opening| range(cx, *opening)).collect::<Vec<_>>().join(", ");
    (!openings.is_empty()).then_some(written)
}

/// Why the hours of a date differ, in brackets; nothing, if nobody said so.
fn note(schedule: &Schedule, date: NaiveDate) -> String {
    let note = schedule.exceptions.get(&date).and_then(|exception| exception.note.as_ref());
    note.map(|note| format!(" ({note})")).unwrap_or_default()
}

fn range(cx: &Cx<'_>, span: Span) -> String {
    format!("{}–{}", cx.format().time(span.start()), cx.format().time(span.end()))
}

/// Who or what occupies the specialist. Of a booking that is not theirs to see an admin hears the time alone.
fn taken(cx: &Cx<'_>, asked: Asked<'_>, by: Taken) -> Result<Rule, Failure> {
    let whose = Whose::Specialist(asked.performer.specialist.id);
    let mut rule = occupied(cx, asked, whose, by)?;
    let slot = asked.performer.visit.duration;
    let visit = Span::new(asked.start, asked.start + slot);
    if let Some(visit) = visit.filter(|visit| !visit.overlaps(by.span)) {
        let (before, after) = (asked.performer.visit.buffer_before, asked.performer.visit.buffer_after);
        let args = Args::new().text("range", range(cx, visit.widened(before, after)));
        rule.text = format!("{} {}", rule.text, cx.say_with("rule-buffers", args));
    }
    Ok(rule)
}

fn no_resource(
    cx: &Cx<'_>,
    asked: Asked<'_>,
    resource: ResourceId,
    by: Option<Taken>,
) -> Result<Rule, Failure> {
    let catalog = cx.turn.tx.catalog()?;
    let name = catalog.resources.iter().find(|found| found.id == resource);
    let name = name.map_or_else(|| resource.to_string(), |found| found.name.clone());
    let args = Args::new().text("resource", name);
    Ok(match by {
        Some(by) => {
            let rule = occupied(cx, asked, Whose::Resource(resource), by)?;
            let text = format!("{} {}", cx.say_with("rule-no-resource", args), rule.text);
            Rule { text, ..rule }
        }
        None => Rule { text: cx.say_with("rule-resource-twice", args), door: Door::Catalog },
    })
}

fn occupied(cx: &Cx<'_>, asked: Asked<'_>, whose: Whose, by: Taken) -> Result<Rule, Failure> {
    let besides = Besides { booking: asked.own, hold_of: None };
    let found = cx.turn.tx.occupying(whose, by.span, besides)?;
    let is_it = |found: &&Occupying| match (found, by.by) {
        (Occupying::Booking { .. }, Occupant::Booking | Occupant::Session(_)) => true,
        (Occupying::Hold { .. }, Occupant::Hold | Occupant::Session(_)) => true,
        (Occupying::Block(block), Occupant::Block) => block.span == by.span,
        _ => false,
    };
    let args = || Args::new().text("range", range(cx, by.span));
    let told = |key: &str, args: Args<'_>, door| Rule { text: cx.say_with(key, args), door };
    if let Occupant::Session(_) = by.by {
        return Ok(told("rule-session", args(), Door::Nowhere));
    }
    Ok(match found.iter().find(is_it) {
        Some(Occupying::Booking { id, visit }) => {
            let args = Args::new().text("range", range(cx, *visit));
            match cx.booking(*id)? {
                Some(_) => told("rule-taken", args.text("number", id.to_string()), Door::Booking(*id)),
                None => told("rule-taken-unseen", args, Door::Nowhere),
            }
        }
        Some(Occupying::Hold { visit, until }) => {
            let args = Args::new().text("range", range(cx, *visit));
            match until {
                Some(until) => {
                    told("rule-held-until", args.text("until", cx.format().time(*until)), Door::Nowhere)
                }
                None => told("rule-held", args, Door::Nowhere),
            }
        }
        Some(Occupying::Block(block)) => blocked(cx, block),
        None => told("rule-taken-unseen", args(), Door::Nowhere),
    })
}

fn blocked(cx: &Cx<'_>, block: &Block) -> Rule {
    let format = cx.format();
    let day = |at| time::date(format.zone, at);
    let long = day(block.span.start()) != day(block.span.end());
    let lasting = |at| format.lasting(at, cx.turn.now);
    let range = match long {
        true => format!("{} – {}", lasting(block.span.start()), lasting(block.span.end())),
        false => range(cx, block.span),
    };
    let note = block.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
    let text = cx.say_with("rule-blocked", Args::new().text("range", range).text("note", note));
    Rule { text, door: Door::Hours }
}
