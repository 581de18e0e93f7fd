//! Clients who go for the same few times.

use std::path::Path;

use chat::{BotName, Content};
use chrono::{Datelike as _, TimeDelta};
use chrono_tz::Tz;
use domain::{
    Catalog, ChatId, Confirmation, Currency, Exceptions, Instant, Money, Policy, Service, ServiceId,
    Specialist,
};
use engine::Input;

use super::shop::Shop;
use super::verdict::{self, Outcome};
use super::visitor::{Step, step};
use super::{Finding, Plan, SelftestError};
use crate::clock;

/// What the times are fought over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A chosen time is held. Some leave without a word, and what was held for them is free again.
    Holds,
    /// Nothing is held: all stand before the last question and confirm at once. An admin confirms what was booked.
    AtOnce,
}

/// So many updates at most enter together.
const COMPANY: usize = 25;
/// In one of so many turns the power fails.
const CUT: usize = 15;
/// It fails for the first time before this one.
const FIRST_CUT: usize = 5;
/// Everybody has done everything after so many rounds, and for each time so many more for those who were too late.
const MOST_ROUNDS: usize = 30;
const ROUNDS_PER_SLOT: usize = 4;
/// How long a booked visit takes, and how far apart the times are.
const QUARTER: i64 = 15;
const OWNER: i64 = 1;
const FIRST_CLIENT: i64 = 1000;
const PIN: &str = "271828";

/// Runs one and tells what was promised and kept.
pub(super) fn run(plan: &Plan, kind: Kind, prepared: &dyn Fn(&Path)) -> Result<Vec<Finding>, SelftestError> {
    // At noon nobody's quiet hours keep a message back.
    let now = clock::now().date_naive().and_hms_opt(12, 0, 0).map_or_else(clock::now, |noon| noon.and_utc());
    let root = plan.folder.join(match kind {
        Kind::Holds => "holds",
        Kind::AtOnce => "at-once",
    });
    let shop = Shop::open(root, policy(kind), &catalog(kind, plan.slots, now), now, prepared)?;
    let mut trial =
        Trial { shop, plan, kind, stuck: 0, deliveries: 0, random: fastrand::Rng::with_seed(plan.seed) };
    trial.owner_enters()?;
    let freed = trial.everybody_goes()?;
    let outcome = Outcome { plan, kind, freed, stuck: trial.stuck };
    Ok(verdict::of(&outcome, &trial.shop))
}

struct Trial<'a> {
    shop: Shop,
    plan: &'a Plan,
    kind: Kind,
    /// So many clients stand on a screen that leads nowhere.
    stuck: usize,
    deliveries: usize,
    random: fastrand::Rng,
}

impl Trial<'_> {
    fn owner_enters(&mut self) -> Result<(), SelftestError> {
        let start = Content::Command { name: "start".to_owned(), argument: String::new() };
        for content in [start, Content::Text(PIN.to_owned()), Content::Text(PIN.to_owned())] {
            let update = self.shop.written(BotName::Admin, ChatId::from(OWNER), content);
            self.shop.deliver(vec![update], false)?;
        }
        Ok(())
    }

    /// Gives how many times were free again after somebody had left.
    fn everybody_goes(&mut self) -> Result<usize, SelftestError> {
        // Those who will leave come first, so that there is something to be freed.
        self.go_on(self.leavers())?;
        self.go_on(usize::MAX)?;
        let mut freed = 0;
        if self.kind == Kind::Holds {
            let left: Vec<ChatId> =
                self.clients().filter(|(_, chat)| self.holds(*chat)).map(|(_, chat)| chat).collect();
            let hold = policy(self.kind).booking.hold;
            self.shop.pass(hold + TimeDelta::seconds(1))?;
            freed = left.iter().filter(|chat| !self.holds(**chat)).count();
            // Who found nothing looks again.
            let empty_handed: Vec<ChatId> = self
                .clients()
                .filter(|(taste, chat)| {
                    *taste >= self.leavers() && self.step(*taste, *chat) == Some(Step::FindsNothing)
                })
                .map(|(_, chat)| chat)
                .collect();
            let start = Content::Command { name: "start".to_owned(), argument: String::new() };
            let again =
                empty_handed.into_iter().map(|chat| self.shop.written(BotName::Client, chat, start.clone()));
            let again = again.collect();
            self.enter(again)?;
            self.go_on(usize::MAX)?;
        }
        if self.kind == Kind::AtOnce {
            let owner = ChatId::from(OWNER);
            let presses = self.shop.on_cards(BotName::Admin, owner, "confirm");
            let presses =
                presses.into_iter().map(|data| self.shop.pressed(BotName::Admin, owner, data)).collect();
            self.enter(presses)?;
        }
        Ok(freed)
    }

    /// The first so many clients do what they can until none of them can do more.
    fn go_on(&mut self, first: usize) -> Result<(), SelftestError> {
        for round in 0.. {
            let mut steps: Vec<(ChatId, Step)> = self
                .clients()
                .take(first)
                .filter_map(|(taste, chat)| Some((chat, self.step(taste, chat)?)))
                .filter(|(_, step)| !matches!(step, Step::IsBooked | Step::FindsNothing))
                .collect();
            // Those who are ready wait for the others, so that all confirm at once.
            let together = self.kind == Kind::AtOnce;
            if together && steps.iter().any(|(_, step)| !matches!(step, Step::Confirms(_))) {
                steps.retain(|(_, step)| !matches!(step, Step::Confirms(_)));
            }
            self.random.shuffle(&mut steps);
            if round > MOST_ROUNDS + ROUNDS_PER_SLOT * usize::from(self.plan.slots) {
                self.stuck = steps.len();
            }
            if steps.is_empty() || self.stuck > 0 {
                return Ok(());
            }
            let updates = steps.into_iter().map(|(chat, step)| self.update(chat, step)).collect();
            self.enter(updates)?;
        }
        Ok(())
    }

    /// In random company, and now and then into the dark.
    fn enter(&mut self, mut updates: Vec<Input>) -> Result<(), SelftestError> {
        while !updates.is_empty() {
            let company = self.random.usize(1..=COMPANY.min(updates.len()));
            let rest = updates.split_off(company);
            self.deliveries += 1;
            let power_fails = self.deliveries % CUT == FIRST_CUT;
            self.shop.deliver(updates, power_fails)?;
            updates = rest;
        }
        Ok(())
    }

    fn step(&self, taste: usize, chat: ChatId) -> Option<Step> {
        let step = step(self.shop.sees(BotName::Client, chat), taste)?;
        let stops_here = taste < self.leavers() && matches!(step, Step::Confirms(_));
        (!stops_here).then_some(step)
    }

    fn update(&mut self, chat: ChatId, step: Step) -> Input {
        match step {
            Step::Presses(data) | Step::Confirms(data) => self.shop.pressed(BotName::Client, chat, data),
            Step::Writes(content) => self.shop.written(BotName::Client, chat, content),
            // They do nothing; looking again is as good.
            Step::IsBooked | Step::FindsNothing => self.shop.written(BotName::Client, chat, Content::Other),
        }
    }

    fn holds(&self, chat: ChatId) -> bool {
        self.shop.tx().hold_of(chat).is_ok_and(|hold| hold.is_some())
    }

    fn leavers(&self) -> usize {
        leavers(self.plan, self.kind)
    }

    fn clients(&self) -> impl Iterator<Item = (usize, ChatId)> + use<> {
        clients(self.plan)
    }
}

/// Everybody, each with a taste of their own.
pub(super) fn clients(plan: &Plan) -> impl Iterator<Item = (usize, ChatId)> + use<> {
    (0..plan.clients).map(|number| (usize::from(number), ChatId::from(FIRST_CLIENT + i64::from(number))))
}

/// So many clients, the first ones, leave without a word once a time is held for them.
pub(super) fn leavers(plan: &Plan, kind: Kind) -> usize {
    match kind {
        Kind::Holds => usize::from(plan.slots.div_ceil(2).min(plan.clients / 2)),
        Kind::AtOnce => 0,
    }
}

fn policy(kind: Kind) -> Policy {
    let mut policy = Policy::default();
    policy.business.zone = Tz::UTC;
    policy.booking.step = TimeDelta::minutes(QUARTER);
    policy.booking.horizon = TimeDelta::days(6);
    if kind == Kind::AtOnce {
        policy.booking.hold = TimeDelta::zero();
    }
    policy.admin.ids = vec![ChatId::from(OWNER)];
    policy
}

/// One service with one specialist, who works on one day of the horizon, for so many times.
fn catalog(kind: Kind, slots: u16, now: Instant) -> Catalog {
    let id = ServiceId::from(1);
    let price = Money { minor: 100_000, currency: Currency::RUB };
    let service = Service::new(id, "Проба", TimeDelta::minutes(QUARTER), price);
    let confirmation = match kind {
        Kind::Holds => Confirmation::Automatic,
        Kind::AtOnce => Confirmation::ByAdmin,
    };
    let day = (now + TimeDelta::days(3)).weekday();
    let minutes = i64::from(slots) * QUARTER;
    let hours = format!("{day} 00:00-{:02}:{:02}", minutes / 60, minutes % 60);
    let specialist = Specialist {
        id: 1.into(),
        name: "Проба".to_owned(),
        services: vec![id.into()],
        // Written just now, in the one way that is read.
        hours: hours.parse().ok(),
        exceptions: Exceptions::new(),
        active: true,
    };
    Catalog {
        services: vec![Service { confirmation, ..service }],
        specialists: vec![specialist],
        ..Catalog::default()
    }
}
