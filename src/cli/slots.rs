//! `zapis slots`: when a service can be booked, and why not otherwise (A16).

use std::fmt::Write as _;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use domain::offer::Performer;
use domain::{Catalog, Instant, Occupant, Offer, Refusal, Schedule, Slot, Span, time};
use serde_json::{Value, json};
use store::Store;
use store::offers::{Besides, Wanted};

use super::ConfigFile;
use crate::clock;

/// Longer stretches are asked for in pieces.
const LONGEST: i64 = 366;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The service, by its name
    #[arg(long, value_name = "NAME")]
    service: String,
    /// The specialist, by their name; without it, everybody who performs the service
    #[arg(long, value_name = "NAME")]
    specialist: Option<String>,
    /// The first date, such as 2026-12-01
    #[arg(long, value_name = "DATE")]
    from: NaiveDate,
    /// The last date
    #[arg(long, value_name = "DATE")]
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
    let offer = tx.offer(&config.policy, wanted, clock::now())?;
    let offer = offer.with_context(|| match &arguments.specialist {
        Some(name) => format!("\"{name}\" does not perform \"{}\"", arguments.service),
        None => format!("nobody performs \"{}\"", arguments.service),
    })?;
    let told = Told { offer: &offer, catalog: &catalog };
    let dates: Vec<NaiveDate> = arguments.from.iter_days().take_while(|date| *date <= arguments.to).collect();
    print!(
        "{}",
        if arguments.json {
            told.json(&dates, arguments.explain)?
        } else {
            told.text(&dates, arguments.explain)
        }
    );
    Ok(())
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
    let Some(specialist) = specialist else { return Ok((found.id, None)) };
    match catalog.specialists.iter().find(|found| found.name == specialist) {
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
            Refusal::Past => "has passed".to_owned(),
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
mod tests {
    use std::path::Path;

    use domain::{Currency, Policy};
    use store::blocks::Blocked;

    use super::*;

    /// What the command says of the sample salon on two dates, asked on Monday at seven in the morning.
    fn told(service: &str, specialist: &str, explain: bool, json: bool) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zapis.db");
        let tx = Store::open(&path).unwrap().writer;
        let salon =
            crate::catalog::parse(Path::new("salon.toml"), crate::catalog::SALON, Currency::RUB).unwrap();
        tx.replace_catalog(&salon).unwrap();
        let lunch =
            Span::new("2026-12-28T10:00:00Z".parse().unwrap(), "2026-12-28T13:00:00Z".parse().unwrap())
                .unwrap();
        tx.block(Blocked::Business, lunch, None).unwrap();
        let catalog = tx.catalog().unwrap();
        let (service, specialist) = named(&catalog, service, Some(specialist)).unwrap();
        let services = [service];
        let wanted = Wanted { services: &services, specialist, besides: Besides::default() };
        let now = "2026-12-28T04:30:00Z".parse().unwrap();
        let offer = tx.offer(&Policy::default(), wanted, now).unwrap().unwrap();
        let dates: Vec<NaiveDate> = ["2026-12-28", "2027-01-01"].map(|date| date.parse().unwrap()).to_vec();
        let told = Told { offer: &offer, catalog: &catalog };
        if json { told.json(&dates[..1], explain).unwrap() } else { told.text(&dates, explain) }
    }

    #[test]
    fn the_starts_of_each_date_stand_in_a_line() {
        insta::assert_snapshot!(told("Окрашивание", "Анна", false, false), @"
        Анна
          2026-12-28 Mon  16:30
          2027-01-01 Fri  –
        ");
    }

    #[test]
    fn every_refused_start_names_its_rule() {
        insta::assert_snapshot!(told("Окрашивание", "Анна", true, false), @"
        Анна
          2026-12-28 Mon  09:00–13:00, 14:00–19:00
            09:00  too soon: the minimum notice allows 10:30 and later
            09:30  too soon: the minimum notice allows 10:30 and later
            10:00  too soon: the minimum notice allows 10:30 and later
            10:30  taken by blocked time from 13:00 to 16:00
            11:00  ends too late: at 13:30, and the hours end at 13:00
            11:30  ends too late: at 14:00, and the hours end at 13:00
            12:00  ends too late: at 14:30, and the hours end at 13:00
            12:30  ends too late: at 15:00, and the hours end at 13:00
            14:00  taken by blocked time from 13:00 to 16:00
            14:30  taken by blocked time from 13:00 to 16:00
            15:00  taken by blocked time from 13:00 to 16:00
            15:30  taken by blocked time from 13:00 to 16:00
            16:00  taken by blocked time from 13:00 to 16:00
            16:30  free
            17:00  ends too late: at 19:30, and the hours end at 19:00
            17:30  ends too late: at 20:00, and the hours end at 19:00
            18:00  ends too late: at 20:30, and the hours end at 19:00
            18:30  ends too late: at 21:00, and the hours end at 19:00
          2027-01-01 Fri  a day off by an exception
        ");
    }

    #[test]
    fn a_program_reads_the_same_as_json() {
        let starts: Vec<Value> = serde_json::from_str(&told("Окрашивание", "Анна", true, true)).unwrap();
        assert_eq!(starts[0]["rule"], "too_soon");
        assert!(
            starts.iter().any(|start| start["free"] == true && start["start"] == "2026-12-28T16:30:00+03:00")
        );
    }

    #[test]
    fn who_is_not_found_hears_which_there_are() {
        let salon =
            crate::catalog::parse(Path::new("salon.toml"), crate::catalog::SALON, Currency::RUB).unwrap();
        let error = named(&salon, "Окраска", None).unwrap_err().to_string();
        assert!(
            error.starts_with("there is no service \"Окраска\"; there are: \"Стрижка женская\", "),
            "{error}"
        );
        let error = named(&salon, "Окрашивание", Some("Зоя")).unwrap_err().to_string();
        assert_eq!(error, "there is no specialist \"Зоя\"; there are: \"Анна\", \"Дарья\", \"Екатерина\"");
    }
}
