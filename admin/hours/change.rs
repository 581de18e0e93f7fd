//! A change of hours, as it waits for the word (A7).

use chat::{Args, Failure};
use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{BlockId, DateHours, Instant, Span, SpecialistId, WeeklyHours, time};
use serde::{Deserialize, Serialize};
use store::blocks::Blocked;

use crate::cx::Cx;
use crate::hours::{number, words};

/// What is to be changed. Hours stand in it as they are written in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The hours of an ordinary week.
    Week {
        /// Of one specialist, or of the business.
        of: Option<SpecialistId>,
        /// The version of the hours that was seen.
        version: i64,
        /// The hours; none: those of the business.
        hours: Option<String>,
    },
    /// The hours of some dates instead of those of the week.
    Dates {
        /// Of one specialist, or of the business.
        of: Option<SpecialistId>,
        /// The version of the hours that was seen.
        version: i64,
        /// The first date.
        from: NaiveDate,
        /// The last one.
        to: NaiveDate,
        /// The hours; none: those of the week hold again.
        hours: Option<String>,
        /// Why, for those who administer.
        note: Option<String>,
    },
    /// Time in which nothing can be booked.
    Block {
        /// Of one specialist, or of everybody.
        of: Option<SpecialistId>,
        /// Its begin.
        from: Instant,
        /// Its end.
        to: Instant,
        /// Why, for those who administer.
        note: Option<String>,
    },
    /// Blocked time is given back.
    Unblock {
        /// Of one specialist, or of everybody.
        of: Option<SpecialistId>,
        /// Which.
        block: BlockId,
        /// Its begin.
        from: Instant,
    },
}

impl Change {
    /// Of one specialist, or of the business.
    pub(crate) fn of(&self) -> Option<SpecialistId> {
        match self {
            Change::Week { of, .. }
            | Change::Dates { of, .. }
            | Change::Block { of, .. }
            | Change::Unblock { of, .. } => *of,
        }
    }

    /// From which date on it makes a difference; none: from today.
    pub(crate) fn since(&self, zone: Tz) -> Option<NaiveDate> {
        match self {
            Change::Dates { from, .. } => Some(*from),
            Change::Block { from, .. } | Change::Unblock { from, .. } => Some(time::date(zone, *from)),
            Change::Week { .. } => None,
        }
    }

    /// Under which code the journal knows it.
    pub(crate) fn deed(&self) -> &'static str {
        match self {
            Change::Week { .. } => "hours-week",
            Change::Dates { .. } => "hours-dates",
            Change::Block { .. } => "hours-block",
            Change::Unblock { .. } => "hours-unblock",
        }
    }

    /// Does it.
    pub(crate) fn apply(&self, cx: &Cx<'_>) -> store::Result<()> {
        let tx = cx.turn.tx;
        match self {
            Change::Week { of, version, hours } => {
                let hours = hours.as_deref().map(week).transpose()?;
                tx.set_week(*of, *version, hours.as_ref())
            }
            Change::Dates { of, version, from, to, hours, note } => {
                let hours = hours.as_deref().map(day).transpose()?;
                tx.set_dates(*of, *version, &(*from..=*to), hours.as_ref(), note.as_deref())
            }
            Change::Block { of, from, to, note } => {
                let span = Span::new(*from, *to).ok_or(store::Error::Changed)?;
                let of = of.map_or(Blocked::Business, Blocked::Specialist);
                tx.block(of, span, note.as_deref()).map(drop)
            }
            // Who finds it given back already has what they wanted.
            Change::Unblock { block, .. } => tx.unblock(*block).map(drop),
        }
    }

    /// What was, and what will be.
    pub(crate) fn words(&self, cx: &Cx<'_>) -> Result<String, Failure> {
        let name = words::whose(cx, self.of())?;
        let args = || Args::new().text("name", &name);
        match self {
            Change::Week { of, hours, .. } => {
                let was = words::week_of(cx, *of)?;
                let own = hours.as_deref().map(week).transpose()?;
                let will = match &own {
                    Some(hours) => hours.clone(),
                    None => cx.turn.tx.business_schedule()?.hours,
                };
                let key = if own.is_some() { "hours-change-week" } else { "hours-change-as-business" };
                let tables = args().text("was", words::short(cx, &was)).text("will", words::short(cx, &will));
                Ok(cx.say_with(key, tables))
            }
            Change::Dates { of, from, to, hours, note, .. } => {
                let dates = words::dates(cx, *from, *to);
                let was = words::on(cx, *of, *from)?;
                let will = match hours.as_deref().map(day).transpose()? {
                    Some(hours) => words::hours(cx, &hours),
                    None => words::hours(cx, words::week_of(cx, *of)?.of(*from)),
                };
                let key = if from == to { "hours-change-date" } else { "hours-change-dates" };
                let text = cx.say_with(key, args().text("dates", dates).text("was", was).text("will", will));
                Ok(with_note(cx, text, note.as_deref(), hours.is_some()))
            }
            Change::Block { from, to, note, .. } => {
                let text =
                    cx.say_with("hours-change-block", args().text("span", words::span(cx, *from, *to)));
                Ok(with_note(cx, text, note.as_deref(), true))
            }
            Change::Unblock { block, .. } => {
                let found = words::blocks(cx)?.into_iter().find(|found| found.id == *block);
                let span = found.map(|found| words::span(cx, found.span.start(), found.span.end()));
                Ok(cx.say_with("hours-change-unblock", args().text("span", span.unwrap_or_default())))
            }
        }
    }

    /// Who has changed the same hours meanwhile, and what they are now.
    pub(crate) fn changed_by(&self, cx: &Cx<'_>) -> Result<String, Failure> {
        let last = cx.turn.tx.last_deed_on("hours-*", number(self.of()))?;
        let (who, name, at) = match last {
            Some(line) => {
                let who = if line.admin == cx.chat() { "you" } else { "admin" };
                (who, cx.called(line.admin)?, cx.format().lasting(line.at, cx.turn.now))
            }
            None => ("nobody", String::new(), String::new()),
        };
        let now = match self {
            Change::Dates { of, from, .. } => words::on(cx, *of, *from)?,
            _ => words::short(cx, &words::week_of(cx, self.of())?),
        };
        let args = Args::new()
            .text("name", words::whose(cx, self.of())?)
            .text("who", who)
            .text("admin", name)
            .text("at", at);
        Ok(cx.say_with("hours-changed", args.text("now", now)))
    }

    /// Why, for those who administer.
    pub(crate) fn note(&self) -> Option<&str> {
        match self {
            Change::Dates { note, .. } | Change::Block { note, .. } => note.as_deref(),
            Change::Week { .. } | Change::Unblock { .. } => None,
        }
    }

    /// The same with a note, if it can have one. What is taken away has none.
    pub(crate) fn with_note(self, text: &str) -> Option<Change> {
        let written = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let note = (!written.is_empty()).then_some(written);
        match self {
            Change::Dates { of, version, from, to, hours: hours @ Some(_), .. } => {
                Some(Change::Dates { of, version, from, to, hours, note })
            }
            Change::Block { of, from, to, .. } => Some(Change::Block { of, from, to, note }),
            _ => None,
        }
    }
}

fn with_note(cx: &Cx<'_>, text: String, note: Option<&str>, may: bool) -> String {
    let line = match note {
        Some(note) => cx.say_with("hours-note", Args::new().text("note", note)),
        None if may => cx.say("hours-note-how"),
        None => return text,
    };
    format!("{text}\n{line}")
}

/// Hours that stand in a step were read before, so what cannot be read again is the fault of another version of the program.
fn week(text: &str) -> store::Result<WeeklyHours> {
    text.parse().map_err(|_| store::Error::Unreadable { column: "hours" })
}

fn day(text: &str) -> store::Result<DateHours> {
    text.parse().map_err(|_| store::Error::Unreadable { column: "hours" })
}
