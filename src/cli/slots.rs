//! `zapis slots`: when a service can be booked, and why not otherwise (A16).

use std::fmt::Write as _;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use domain::offer::Performer;
use domain::{Catalog, Instant, Occupant, Offer, Refusal, Schedule, Slot, Span, time};
use serde_json::{Value, json};
use store::Store;
use store::offers::{Besides, Wanted};

use super::{ConfigFile, out};
use crate::clock;

/// Longer stretches are asked for in pieces.
const LONGEST: i64 = 366;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The service, by its name
    #[arg(long, value_name = "NAME")]
    service: String,
    /// The specialist, by their name; without it, everybody who performs it
    #[arg(long, value_name = "NAME")]
    specialist: Option<String>,
    /// The first date, such as 2026-12-01
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    from: NaiveDate,
    /// The last date
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    to: NaiveDate,
    /// As JSON, one object for each start
    #[arg(long)]
    json: bool,
    /// Also the starts that are refused, each with the rule that refuses it
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let days = (arguments.to - arguments.from).num_days();
    if !(0..LONGEST).contains(&days) {
        bail!(
            "--from {} --to {}: write two dates in order, at most a year apart",
            arguments.from,
            arguments.to
        );
    }
    let config = arguments.config.load()?;
    let tx = Store::read(&config.settings.database)?;
    let catalog = tx.catalog()?;
    let (service, specialist) = named(&catalog, &arguments.service, arguments.specialist.as_deref())?;
    let services = [service];
    let wanted = Wanted { services: &services, specialist, besides: Besides::default() };
    let policy = config.policy.with(&tx.overrides()?);
    let offer = tx.offer(&policy, wanted, clock::now())?;
    let offer = offer.with_context(|| match &arguments.specialist {
        Some(name) => format!("\"{name}\" does not perform \"{}\"", arguments.service),
        None => format!("nobody performs \"{}\"", arguments.service),
    })?;
    let told = Told { offer: &offer, catalog: &catalog };
    let dates: Vec<NaiveDate> = arguments.from.iter_days().take_while(|date| *date <= arguments.to).collect();
    out::print(&match arguments.json {
        true => told.json(&dates, arguments.explain)?,
        false => told.text(&dates, arguments.explain),
    })
}

/// The numbers of a service and a specialist; who is not found hears which there are.
fn named(
    catalog: &Catalog,
    service: &str,
    specialist: Option<&str>,
) -> anyhow::Result<(domain::ServiceId, Option<domain::SpecialistId>)> {
    let names =
        |names: Vec<&str>| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let Some(found) = catalog.services.iter().find(|found| found.name == service) else {
        let all = names(catalog.services.iter().map(|found| found.name.as_str()).collect());
        bail!("there is no service \"{service}\"; there are: {all}");
    };
    if !found.active {
        bail!("\"{service}\" is switched off; switch it on in the admin bot or in the catalogue");
    }
    let Some(specialist) = specialist else { return Ok((found.id, None)) };
    match catalog.specialists.iter().find(|found| found.name == specialist) {
        Some(specialist) if !specialist.active => {
            bail!(
                "\"{}\" is switched off; switch them on in the admin bot or in the catalogue",
                specialist.name
            )
        }
        Some(specialist) => Ok((found.id, Some(specialist.id))),
        None => {
            let all = names(catalog.specialists.iter().map(|found| found.name.as_str()).collect());
            bail!("there is no specialist \"{specialist}\"; there are: {all}")
        }
    }
}

/// An offer, told to whoever reads a terminal or a program.
struct Told<'a> {
    offer: &'a Offer,
    catalog: &'a Catalog,
}

impl Told<'_> {
    fn text(&self, dates: &[NaiveDate], explain: bool) -> String {
        let mut text = String::new();
        for performer in &self.offer.performers {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", performer.specialist.name);
            for date in dates {
                let starts = self.starts(performer, *date, explain);
                let free: Vec<String> = starts.iter().map(|(start, _)| self.clock(*start)).collect();
                let day = date.format("%Y-%m-%d %a");
                let _ = match explain {
                    true => writeln!(text, "  {day}  {}", self.hours(&performer.schedule, *date)),
                    false if free.is_empty() => writeln!(text, "  {day}  –"),
                    false => writeln!(text, "  {day}  {}", free.join(" ")),
                };
                for (start, outcome) in starts.iter().filter(|_| explain) {
                    let _ = writeln!(text, "    {}  {}", self.clock(*start), self.outcome(*start, outcome));
                }
            }
        }
        text
    }

    fn json(&self, dates: &[NaiveDate], explain: bool) -> anyhow::Result<String> {
        let mut found = Vec::new();
        for performer in &self.offer.performers {
            for (start, outcome) in dates.iter().flat_map(|date| self.starts(performer, *date, explain)) {
                let local = start.with_timezone(&self.offer.zone).to_rfc3339();
                let mut entry = json!({ "specialist": performer.specialist.name, "start": local, "free": outcome.is_ok() });
                if let (Err(refusal), Value::Object(entry)) = (&outcome, &mut entry) {
                    entry.insert("rule".to_owned(), refusal.code().into());
                    entry.insert("why".to_owned(), self.outcome(start, &outcome).into());
                }
                found.push(entry);
            }
        }
        Ok(serde_json::to_string_pretty(&found).map(|text| text + "\n")?)
    }

    fn starts(
        &self,
        performer: &Performer,
        date: NaiveDate,
        explain: bool,
    ) -> Vec<(Instant, Result<Slot, Refusal>)> {
        let mut starts = self.offer.request(performer).explain(date..=date);
        starts.retain(|(_, outcome)| explain || outcome.is_ok());
        starts
    }

    fn hours(&self, schedule: &Schedule, date: NaiveDate) -> String {
        let openings = schedule.openings(self.offer.zone, date..=date);
        match openings.is_empty() {
            true if schedule.is_day_off(date) => "a day off by an exception".to_owned(),
            true => "closed".to_owned(),
            false => openings.iter().map(|opening| self.span(*opening, date)).collect::<Vec<_>>().join(", "),
        }
    }

    fn outcome(&self, start: Instant, outcome: &Result<Slot, Refusal>) -> String {
        let refusal = match outcome {
            Ok(_) => return "free".to_owned(),
            Err(refusal) => refusal,
        };
        let date = time::date(self.offer.zone, start);
        let at = |instant: Instant| self.seen_from(date, instant);
        match refusal {
            Refusal::NotPerformed => "not performed".to_owned(),
            Refusal::Past { .. } => "has passed".to_owned(),
            Refusal::TooSoon { earliest } => {
                format!("too soon: the minimum notice allows {} and later", at(*earliest))
            }
            Refusal::TooFar { latest } => format!("too far: the horizon allows {} and earlier", at(*latest)),
            Refusal::DayOff { date } => format!("{date} is a day off by an exception"),
            Refusal::Closed { .. } => "outside the hours".to_owned(),
            Refusal::EndsTooLate { ends, closes } => {
                format!("ends too late: at {}, and the hours end at {}", at(*ends), at(*closes))
            }
            Refusal::OffStep { step, opening } => {
                format!("starts are every {} minutes from {}", step.num_minutes(), at(*opening))
            }
            Refusal::Taken { by } => {
                format!("taken by {} from {} to {}", occupant(by.by), at(by.span.start()), at(by.span.end()))
            }
            Refusal::Full { seats } => format!("full: all {seats} seats are taken"),
            Refusal::NoResource { resource, by } => {
                let name = self.catalog.resources.iter().find(|found| found.id == *resource);
                let name = name.map_or("a resource", |found| &found.name);
                match by {
                    Some(by) => format!(
                        "{name} is taken by {} from {} to {}",
                        occupant(by.by),
                        at(by.span.start()),
                        at(by.span.end())
                    ),
                    None => format!("{name} is needed twice in the visit"),
                }
            }
            Refusal::Skipped => "the clocks skip it".to_owned(),
        }
    }

    fn clock(&self, at: Instant) -> String {
        let local = at.with_timezone(&self.offer.zone);
        // Of a local time that the clocks repeat, the offset tells which.
        match time::instants(self.offer.zone, local.naive_local()).count() {
            0 | 1 => local.format("%H:%M").to_string(),
            _ => local.format("%H:%M%:z").to_string(),
        }
    }

    fn span(&self, span: Span, date: NaiveDate) -> String {
        format!("{}–{}", self.seen_from(date, span.start()), self.seen_from(date, span.end()))
    }

    /// The time alone, if it lies on the date that is spoken of.
    fn seen_from(&self, date: NaiveDate, at: Instant) -> String {
        match time::date(self.offer.zone, at) == date {
            true => self.clock(at),
            false => at.with_timezone(&self.offer.zone).format("%Y-%m-%d %H:%M").to_string(),
        }
    }
}

fn occupant(by: Occupant) -> &'static str {
    match by {
        Occupant::Booking => "a booking",
        Occupant::Hold => "a client who is choosing",
        Occupant::Block => "blocked time",
        Occupant::Session(_) => "a session",
    }
}

#[cfg(test)]
#[path = "slots_tests.rs"]
mod tests;
