//! A change that may strand bookings.

use chat::{Args, Failure};
use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{Right, ServiceId, SpecialistId};
use serde::{Deserialize, Serialize};

use crate::cx::Cx;
use crate::hours::change::Change;
use crate::hours::number;

/// A note for those who administer has at most so many characters.
pub(crate) const LONGEST_NOTE: usize = 100;

/// What is done once the admin has said the word. It names the version that it saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    /// Other hours, a day off, blocked time.
    Hours(Change),
    /// A service cannot be booked any more.
    ServiceOff {
        /// Which.
        service: ServiceId,
        /// The version of the service that was seen.
        version: i64,
    },
    /// A specialist cannot be booked any more.
    SpecialistOff {
        /// Who.
        specialist: SpecialistId,
        /// The version of the specialist that was seen.
        version: i64,
    },
    /// A specialist does not do something any more.
    SkillOff {
        /// Who.
        specialist: SpecialistId,
        /// What.
        service: ServiceId,
        /// The version of the specialist that was seen.
        version: i64,
        /// Whether they had a price of their own in that version: it goes with the skill.
        #[serde(default)]
        own_price: bool,
    },
}

impl After {
    /// What it takes.
    pub(crate) fn right(&self) -> Right {
        match self {
            After::Hours(_) => Right::Schedule,
            After::SkillOff { own_price: true, .. } => Right::Prices,
            After::ServiceOff { .. } | After::SpecialistOff { .. } | After::SkillOff { .. } => Right::Catalog,
        }
    }

    /// Whose bookings it can strand; none: anybody's.
    pub(crate) fn of(&self) -> Option<SpecialistId> {
        match self {
            After::Hours(change) => change.of(),
            After::ServiceOff { .. } => None,
            After::SpecialistOff { specialist, .. } | After::SkillOff { specialist, .. } => Some(*specialist),
        }
    }

    /// From which date on it makes a difference; none: from today.
    pub(crate) fn since(&self, zone: Tz) -> Option<NaiveDate> {
        match self {
            After::Hours(change) => change.since(zone),
            After::ServiceOff { .. } | After::SpecialistOff { .. } | After::SkillOff { .. } => None,
        }
    }

    /// Does it; false if somebody has changed the same meanwhile.
    pub(crate) fn apply(&self, cx: &Cx<'_>) -> Result<bool, Failure> {
        let tx = cx.turn.tx;
        let done = match self {
            After::Hours(change) => change.apply(cx),
            After::ServiceOff { service, version } => tx.switch_service_off(*service, *version),
            After::SpecialistOff { specialist, version } => tx.switch_specialist_off(*specialist, *version),
            After::SkillOff { specialist, service, version, .. } => {
                match tx.specialist_to_edit(*specialist)? {
                    Some(mut seen) => {
                        seen.value.services.retain(|own| own.service != *service);
                        tx.change_specialist(*version, &seen.value)
                    }
                    None => return Ok(false),
                }
            }
        };
        match done {
            Ok(()) => Ok(true),
            Err(store::Error::Changed) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Notes that it was done.
    pub(crate) fn journal(&self, cx: &Cx<'_>) -> Result<(), Failure> {
        match self {
            After::Hours(change) => cx.journal(change.deed(), Some(number(change.of()))),
            After::ServiceOff { service, .. } => cx.journal("cat-service-off", Some(service.get())),
            After::SpecialistOff { specialist, .. } => {
                cx.journal("cat-specialist-off", Some(specialist.get()))
            }
            After::SkillOff { specialist, .. } => {
                cx.journal("cat-specialist-changed", Some(specialist.get()))
            }
        }
    }

    /// What it is, with what was and what will be.
    pub(crate) fn words(&self, cx: &Cx<'_>) -> Result<String, Failure> {
        let tx = cx.turn.tx;
        match self {
            After::Hours(change) => change.words(cx),
            After::ServiceOff { service, .. } => {
                let name = tx.service(*service)?.map(|service| service.name).unwrap_or_default();
                Ok(cx.say_with("stranded-service-off", Args::new().text("name", name)))
            }
            After::SpecialistOff { specialist, .. } => {
                let name = tx.specialist(*specialist)?.map(|found| found.name).unwrap_or_default();
                Ok(cx.say_with("stranded-specialist-off", Args::new().text("name", name)))
            }
            After::SkillOff { specialist, service, .. } => {
                let found = tx.specialist_to_edit(*specialist)?.map(|seen| seen.value);
                let own = found.as_ref().and_then(|found| found.performs(*service));
                let has_own = own.is_some_and(|own| own.price.is_some() || own.duration.is_some());
                let args = Args::new()
                    .text("name", found.as_ref().map_or("", |found| &found.name))
                    .text("service", tx.service(*service)?.map(|service| service.name).unwrap_or_default());
                let off = cx.say_with("cat-skill-off", args);
                Ok(if has_own { format!("{off}\n{}", cx.say("cat-skill-off-own")) } else { off })
            }
        }
    }

    /// Who has changed the same meanwhile, and what it is now.
    pub(crate) fn changed_by(&self, cx: &Cx<'_>) -> Result<String, Failure> {
        match self {
            After::Hours(change) => change.changed_by(cx),
            After::ServiceOff { .. } | After::SpecialistOff { .. } | After::SkillOff { .. } => {
                Ok(cx.say("stranded-changed"))
            }
        }
    }

    /// Why, for those who administer.
    pub(crate) fn note(&self) -> Option<&str> {
        match self {
            After::Hours(change) => change.note(),
            After::ServiceOff { .. } | After::SpecialistOff { .. } | After::SkillOff { .. } => None,
        }
    }

    /// The same with a note, if it can have one.
    pub(crate) fn with_note(self, note: &str) -> Option<After> {
        match self {
            After::Hours(change) => change.with_note(note).map(After::Hours),
            After::ServiceOff { .. } | After::SpecialistOff { .. } | After::SkillOff { .. } => None,
        }
    }
}
