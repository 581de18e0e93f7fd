//! What of a service can be changed, each value as a number: so that it fits into a button.

use std::ops::RangeInclusive;

use chat::Args;
use chat::amounts::{self, Bare};
use chrono::TimeDelta;
use domain::catalog_bounds as bounds;
use domain::{Confirmation, Money, Service};
use serde::{Deserialize, Serialize};

use crate::cx::Cx;

/// No value of its own: as the business has it.
pub(super) const NONE: i64 = -1;

/// A value of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Its category's number; 0 is none.
    Category,
    /// In minutes.
    Duration,
    /// In minor units. It takes a right of its own.
    Price,
    /// In minutes.
    BufferBefore,
    /// In minutes.
    BufferAfter,
    /// How many clients come to one visit.
    Seats,
    /// 1 is by an admin.
    Confirmation,
    /// In minutes, or as the business has it.
    MinNotice,
    /// In minutes, or as the business has it.
    Horizon,
    /// In minutes, or as the business has it.
    Step,
    /// 1 is switched on.
    Active,
}

impl Field {
    /// All of them, in the order of the card.
    pub(super) const ALL: [Field; 11] = [
        Field::Category,
        Field::Duration,
        Field::Price,
        Field::BufferBefore,
        Field::BufferAfter,
        Field::Seats,
        Field::Confirmation,
        Field::MinNotice,
        Field::Horizon,
        Field::Step,
        Field::Active,
    ];

    /// The number by which a button names it.
    pub(super) fn number(self) -> i64 {
        Field::ALL.iter().position(|field| *field == self).and_then(|at| i64::try_from(at).ok()).unwrap_or(0)
    }

    /// Reads a [number](Self::number) back; not that of the price, whose buttons are others.
    pub(super) fn from_number(number: i64) -> Option<Field> {
        let found = Field::ALL.get(usize::try_from(number).ok()?).copied();
        found.filter(|field| *field != Field::Price)
    }

    /// What it is called.
    pub(super) fn key(self) -> &'static str {
        match self {
            Field::Category => "cat-field-category",
            Field::Duration => "cat-field-duration",
            Field::Price => "cat-field-price",
            Field::BufferBefore => "cat-field-before",
            Field::BufferAfter => "cat-field-after",
            Field::Seats => "cat-field-seats",
            Field::Confirmation => "cat-field-confirmation",
            Field::MinNotice => "cat-field-notice",
            Field::Horizon => "cat-field-horizon",
            Field::Step => "cat-field-step",
            Field::Active => "cat-field-active",
        }
    }

    /// What it is now.
    pub(super) fn of(self, service: &Service) -> i64 {
        let own = |length: Option<TimeDelta>| length.map_or(NONE, |length| length.num_minutes());
        match self {
            Field::Category => service.category.map_or(0, |id| id.get()),
            Field::Duration => service.duration.num_minutes(),
            Field::Price => service.price.minor,
            Field::BufferBefore => service.buffer_before.num_minutes(),
            Field::BufferAfter => service.buffer_after.num_minutes(),
            Field::Seats => i64::from(service.seats),
            Field::Confirmation => i64::from(service.confirmation == Confirmation::ByAdmin),
            Field::MinNotice => own(service.min_notice),
            Field::Horizon => own(service.horizon),
            Field::Step => own(service.step),
            Field::Active => i64::from(service.active),
        }
    }

    /// The service with another value; `None` if that lies outside its bounds. Whether there is such a category is looked up by the caller.
    pub(super) fn put(self, cx: &Cx<'_>, service: &Service, value: i64) -> Option<Service> {
        let mut service = service.clone();
        let own = |bounds| if value == NONE { Some(None) } else { minutes(value, &bounds).map(Some) };
        match self {
            Field::Category => service.category = (value > 0).then(|| value.into()),
            Field::Duration => service.duration = minutes(value, &bounds::DURATION)?,
            Field::Price => service.price = price(cx, value)?,
            Field::BufferBefore => service.buffer_before = minutes(value, &bounds::BUFFER)?,
            Field::BufferAfter => service.buffer_after = minutes(value, &bounds::BUFFER)?,
            Field::Seats => {
                service.seats = u32::try_from(value).ok().filter(|seats| bounds::SEATS.contains(seats))?;
            }
            Field::Confirmation => {
                let by_admin = yes(value)?;
                service.confirmation = if by_admin { Confirmation::ByAdmin } else { Confirmation::Automatic };
            }
            Field::MinNotice => service.min_notice = own(bounds::MIN_NOTICE)?,
            Field::Horizon => service.horizon = own(bounds::HORIZON)?,
            Field::Step => service.step = own(bounds::STEP)?,
            Field::Active => service.active = yes(value)?,
        }
        Some(service)
    }

    /// What a typed text means; `None` if it is not understood, or the value is chosen by buttons alone.
    pub(super) fn read(self, cx: &Cx<'_>, text: &str) -> Option<i64> {
        let texts = cx.turn.texts;
        let length = |bare| amounts::length(texts, text, bare).map(|length| length.num_minutes());
        match self {
            Field::Duration | Field::BufferBefore | Field::BufferAfter | Field::Step => length(Bare::Minutes),
            Field::MinNotice => length(Bare::Hours),
            Field::Horizon => length(Bare::Days),
            Field::Price => {
                amounts::price(texts, text, cx.turn.policy.business.currency).map(|price| price.minor)
            }
            Field::Seats => {
                let digits = text.trim();
                digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
            }
            Field::Category | Field::Confirmation | Field::Active => None,
        }
    }

    /// What can be chosen without typing; the category's are those there are.
    pub(super) fn presets(self) -> &'static [i64] {
        const DAY: i64 = 24 * 60;
        match self {
            Field::Duration => &[15, 30, 45, 60, 90, 120, 150, 180],
            Field::Price => &[0],
            Field::BufferBefore | Field::BufferAfter => &[0, 5, 10, 15, 20, 30],
            Field::Seats => &[1, 2, 4, 6, 8, 10],
            Field::Confirmation => &[0, 1],
            Field::MinNotice => &[0, 60, 120, 240, DAY, 2 * DAY, NONE],
            Field::Horizon => &[7 * DAY, 14 * DAY, 30 * DAY, 60 * DAY, 90 * DAY, 180 * DAY, NONE],
            Field::Step => &[10, 15, 20, 30, 60, 120, NONE],
            Field::Category | Field::Active => &[],
        }
    }

    /// The least and the most it can be, as people read it.
    pub(super) fn bounds(self, cx: &Cx<'_>) -> (String, String) {
        let lengths = |bounds: RangeInclusive<TimeDelta>| {
            let say = |length: &TimeDelta| length_or_days(cx, *length);
            (say(bounds.start()), say(bounds.end()))
        };
        match self {
            Field::Duration => lengths(bounds::DURATION),
            Field::BufferBefore | Field::BufferAfter => lengths(bounds::BUFFER),
            Field::MinNotice => lengths(bounds::MIN_NOTICE),
            Field::Horizon => lengths(bounds::HORIZON),
            Field::Step => lengths(bounds::STEP),
            Field::Price => {
                let most = Money::whole(bounds::LARGEST_PRICE, cx.turn.policy.business.currency);
                ("0".to_owned(), money(cx, most.map_or(0, |most| most.minor)))
            }
            Field::Seats => (bounds::SEATS.start().to_string(), bounds::SEATS.end().to_string()),
            Field::Category | Field::Confirmation | Field::Active => Default::default(),
        }
    }

    /// Whether free starts may become more or fewer by it.
    pub(super) fn moves_starts(self) -> bool {
        !matches!(self, Field::Category | Field::Price | Field::Confirmation | Field::Active)
    }

    /// A value as people read it.
    pub(super) fn say(self, cx: &Cx<'_>, value: i64) -> Result<String, store::Error> {
        let rules = &cx.turn.policy.booking;
        Ok(match self {
            Field::Category => match cx.turn.tx.category_to_edit(value.into())? {
                Some(category) => category.value.name,
                None => cx.say("cat-none"),
            },
            Field::Price => money(cx, value),
            Field::Seats => value.to_string(),
            Field::Duration => length(cx, value),
            Field::BufferBefore | Field::BufferAfter if value == 0 => cx.say("cat-none"),
            Field::BufferBefore | Field::BufferAfter => length(cx, value),
            Field::Confirmation => {
                cx.say(if value == 1 { "cat-confirmed-by-admin" } else { "cat-confirmed-at-once" })
            }
            Field::MinNotice => or_default(cx, value, rules.min_notice, notice),
            Field::Horizon => or_default(cx, value, rules.horizon, horizon),
            Field::Step => or_default(cx, value, rules.step, length),
            Field::Active => cx.say(if value == 1 { "cat-on" } else { "cat-off" }),
        })
    }
}

/// So many minutes, if they lie within the bounds.
pub(super) fn minutes(value: i64, bounds: &RangeInclusive<TimeDelta>) -> Option<TimeDelta> {
    TimeDelta::try_minutes(value).filter(|length| bounds::is_length(*length, bounds))
}

/// So many minor units in the currency of the business, if something can cost so much.
pub(super) fn price(cx: &Cx<'_>, minor: i64) -> Option<Money> {
    Some(Money { minor, currency: cx.turn.policy.business.currency }).filter(|price| bounds::is_price(*price))
}

/// "1 ч 30 мин"
pub(super) fn length(cx: &Cx<'_>, minutes: i64) -> String {
    cx.format().duration(TimeDelta::try_minutes(minutes).unwrap_or_default())
}

fn length_or_days(cx: &Cx<'_>, length: TimeDelta) -> String {
    match length.num_days() {
        0 | 1 => cx.format().duration(length),
        _ => cx.format().count(length),
    }
}

/// "1 500 ₽"
pub(super) fn money(cx: &Cx<'_>, minor: i64) -> String {
    cx.format().money(Money { minor, currency: cx.turn.policy.business.currency })
}

fn yes(value: i64) -> Option<bool> {
    match value {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

fn notice(cx: &Cx<'_>, minutes: i64) -> String {
    let count = cx.format().count(TimeDelta::try_minutes(minutes).unwrap_or_default());
    match minutes {
        0 => cx.say("cat-notice-none"),
        _ => cx.say_with("cat-notice", Args::new().text("count", count)),
    }
}

fn horizon(cx: &Cx<'_>, minutes: i64) -> String {
    let count = cx.format().count(TimeDelta::try_minutes(minutes).unwrap_or_default());
    cx.say_with("cat-horizon", Args::new().text("count", count))
}

fn or_default(cx: &Cx<'_>, value: i64, default: TimeDelta, say: impl Fn(&Cx<'_>, i64) -> String) -> String {
    match value {
        NONE => {
            let value = say(cx, default.num_minutes());
            cx.say_with("cat-default", Args::new().text("value", value))
        }
        value => say(cx, value),
    }
}
