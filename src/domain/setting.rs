//! What an owner may set in chat (A13): each setting under the key that it has in the file, with the bounds that hold in both places.

use std::ops::RangeInclusive;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

const SECOND: TimeDelta = TimeDelta::seconds(1);
const MINUTE: TimeDelta = TimeDelta::minutes(1);
const HOUR: TimeDelta = TimeDelta::hours(1);
const DAY: TimeDelta = TimeDelta::days(1);
const YEAR: TimeDelta = TimeDelta::days(366);
/// The longest text that an owner words themselves: what stands around it fits into the same message.
const OWN_WORDS: usize = 500;

/// Something that an owner may set in chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// What the business is called.
    Name,
    /// Its time zone.
    Zone,
    /// Its language.
    Locale,
    /// The currency of its prices.
    Currency,
    /// Where it is.
    Address,
    /// Its phone.
    Phone,
    /// The owner's own words for who begins.
    Greeting,
    /// The owner's own words on the card of a booking that is certain.
    Booked,
    /// The owner's own words under a reminder.
    Reminder,
    /// How often starts are offered.
    Step,
    /// How long before a visit it is booked at the latest.
    MinNotice,
    /// How long before a visit it is booked at the earliest.
    Horizon,
    /// How long a chosen time is kept.
    Hold,
    /// How long an admin has to confirm.
    PendingTimeout,
    /// How long before a visit it is called off or moved at the latest.
    CancelNotice,
    /// How many upcoming bookings a client may have.
    MaxActive,
    /// When clients are reminded.
    Offsets,
    /// When nobody is written to unasked.
    Quiet,
    /// Whether clients are asked about a visit.
    AskReview,
    /// How long after a visit they are asked.
    ReviewAfter,
    /// How long a freed time is kept for the one to whom it is offered.
    WaitlistOffer,
    /// After how long without a word an admin is asked for the PIN again.
    SessionIdle,
}

/// What a setting can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text of so many characters; if none are allowed, it can be left out.
    Text {
        /// The fewest and the most characters.
        length: RangeInclusive<usize>,
        /// Whether it may have several lines.
        lines: bool,
    },
    /// A time zone.
    Zone,
    /// A language.
    Locale,
    /// A currency.
    Currency,
    /// A length of time.
    Length {
        /// The shortest and the longest.
        bounds: RangeInclusive<TimeDelta>,
        /// Whether it has no seconds.
        whole_minutes: bool,
    },
    /// Several lengths of whole minutes, none twice; or none.
    Lengths {
        /// The shortest and the longest.
        bounds: RangeInclusive<TimeDelta>,
        /// The most there can be.
        most: usize,
    },
    /// A part of every day, or none.
    Quiet,
    /// Yes or no.
    Flag,
    /// A number.
    Count(RangeInclusive<u32>),
}

impl Setting {
    /// All there are, in the order of the file.
    pub const ALL: [Setting; 22] = [
        Setting::Name,
        Setting::Zone,
        Setting::Locale,
        Setting::Currency,
        Setting::Address,
        Setting::Phone,
        Setting::Greeting,
        Setting::Booked,
        Setting::Reminder,
        Setting::Step,
        Setting::MinNotice,
        Setting::Horizon,
        Setting::Hold,
        Setting::PendingTimeout,
        Setting::CancelNotice,
        Setting::MaxActive,
        Setting::Offsets,
        Setting::Quiet,
        Setting::AskReview,
        Setting::ReviewAfter,
        Setting::WaitlistOffer,
        Setting::SessionIdle,
    ];

    /// Its key in the file, also the stable code of the database.
    pub fn code(self) -> &'static str {
        match self {
            Setting::Name => "business.name",
            Setting::Zone => "business.timezone",
            Setting::Locale => "business.locale",
            Setting::Currency => "business.currency",
            Setting::Address => "business.address",
            Setting::Phone => "business.phone",
            Setting::Greeting => "texts.greeting",
            Setting::Booked => "texts.booked",
            Setting::Reminder => "texts.reminder",
            Setting::Step => "booking.step",
            Setting::MinNotice => "booking.min_notice",
            Setting::Horizon => "booking.horizon",
            Setting::Hold => "booking.hold",
            Setting::PendingTimeout => "booking.pending_timeout",
            Setting::CancelNotice => "booking.cancel_notice",
            Setting::MaxActive => "booking.max_active_per_client",
            Setting::Offsets => "reminders.offsets",
            Setting::Quiet => "reminders.quiet",
            Setting::AskReview => "review.ask",
            Setting::ReviewAfter => "review.after",
            Setting::WaitlistOffer => "waitlist.offer",
            Setting::SessionIdle => "admin.session_idle",
        }
    }

    /// Reads a [code](Self::code) back.
    pub fn from_code(code: &str) -> Option<Setting> {
        Setting::ALL.into_iter().find(|setting| setting.code() == code)
    }

    /// Its place among [all](Self::ALL), for a button and the journal.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// Reads a [number](Self::number) back.
    pub fn from_number(number: i64) -> Option<Setting> {
        Setting::ALL.into_iter().find(|setting| setting.number() == number)
    }

    /// What it can be, with its bounds.
    pub fn kind(self) -> Kind {
        let length = |bounds| Kind::Length { bounds, whole_minutes: false };
        let text = |length| Kind::Text { length, lines: false };
        match self {
            Setting::Name => text(1..=100),
            Setting::Zone => Kind::Zone,
            Setting::Locale => Kind::Locale,
            Setting::Currency => Kind::Currency,
            Setting::Address => text(0..=300),
            Setting::Phone => text(0..=40),
            Setting::Greeting | Setting::Booked | Setting::Reminder => {
                Kind::Text { length: 0..=OWN_WORDS, lines: true }
            }
            Setting::Step => Kind::Length { bounds: MINUTE * 5..=DAY, whole_minutes: true },
            Setting::MinNotice | Setting::CancelNotice => length(TimeDelta::zero()..=YEAR),
            Setting::Horizon => length(HOUR..=YEAR),
            Setting::Hold => length(TimeDelta::zero()..=DAY),
            Setting::PendingTimeout => length(SECOND..=DAY * 30),
            Setting::MaxActive => Kind::Count(1..=1000),
            // More than five is a nuisance.
            Setting::Offsets => Kind::Lengths { bounds: MINUTE * 30..=DAY * 60, most: 5 },
            Setting::Quiet => Kind::Quiet,
            Setting::AskReview => Kind::Flag,
            Setting::ReviewAfter => length(TimeDelta::zero()..=DAY * 2),
            Setting::WaitlistOffer => length(MINUTE..=HOUR * 6),
            // With less no step could be finished, the one that sets this neither.
            Setting::SessionIdle => length(MINUTE..=DAY),
        }
    }

    /// The shortest and the longest of what is a length, or lengths.
    pub fn lengths(self) -> RangeInclusive<TimeDelta> {
        match self.kind() {
            Kind::Length { bounds, .. } | Kind::Lengths { bounds, .. } => bounds,
            _ => TimeDelta::zero()..=TimeDelta::zero(),
        }
    }

    /// The most characters of what is a text.
    pub fn longest(self) -> usize {
        match self.kind() {
            Kind::Text { length, .. } => *length.end(),
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_found_by_its_code_and_by_its_number() {
        for setting in Setting::ALL {
            assert_eq!(Setting::from_code(setting.code()), Some(setting));
            assert_eq!(Setting::from_number(setting.number()), Some(setting));
        }
        assert_eq!((Setting::from_code("admin.ids"), Setting::from_number(-1)), (None, None));
    }
}
