//! What the configuration says, as handlers see it. The file itself is read in the root's `config`.

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::id::ChatId;
use crate::location::Location;
use crate::money::Currency;
use crate::reminder::ReminderRules;
use crate::review::ReviewRules;

/// The language of the business, used where a person's own is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Locale {
    /// The code of the configuration.
    pub fn code(self) -> &'static str {
        match self {
            Locale::Ru => "ru",
            Locale::En => "en",
        }
    }

    /// Reads a [code](Self::code) back.
    pub fn from_code(code: &str) -> Option<Locale> {
        [Locale::Ru, Locale::En].into_iter().find(|locale| locale.code() == code)
    }
}

/// All rules in force. A turn sees one policy from its begin to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Who the business is.
    pub business: Business,
    /// What the owner words themselves.
    pub texts: OwnTexts,
    /// When and how far ahead clients book.
    pub booking: BookingRules,
    /// What clients agree to before the first personal datum is stored.
    pub privacy: Privacy,
    /// When clients are reminded, and when nobody is written to unasked (C8).
    pub reminders: ReminderRules,
    /// Whether and when clients are asked about a visit (C10).
    pub review: ReviewRules,
    /// How long a freed time is kept for the one person of the waitlist to whom it is offered (C9).
    pub waitlist_offer: TimeDelta,
    /// After so long without a word a dialogue is closed (C14).
    pub dialogue_ttl: TimeDelta,
    /// Who administers, and for how long without a PIN.
    pub admin: AdminRules,
    /// Every message is marked as a test.
    pub test: bool,
}

/// Who the business is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Business {
    /// As clients know it.
    pub name: String,
    /// Its zone: all times are shown in it (C17).
    pub zone: Tz,
    /// Its language.
    pub locale: Locale,
    /// The currency of its prices.
    pub currency: Currency,
    /// Where it is, for the contacts screen.
    pub address: Option<String>,
    /// Its phone, for the contacts screen.
    pub phone: Option<String>,
    /// Where it is on the map.
    pub location: Option<Location>,
    /// What clients ask again and again, in order (C11).
    pub questions: Vec<Question>,
    /// ISO 3166 code of the country to which phone numbers without a country code belong.
    pub region: String,
}

/// What clients ask again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The question, on one line.
    pub question: String,
    /// The answer; it may have several lines.
    pub answer: String,
}

/// What the owner words themselves, as plain text; where there is nothing, the program's own words stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnTexts {
    /// For who begins, in place of the program's greeting.
    pub greeting: Option<String>,
    /// Below the card of a booking that is certain: how to find us, what to bring.
    pub booked: Option<String>,
    /// Below a reminder.
    pub reminder: Option<String>,
}

/// So many bookings of one client in a day are an accident or worse, however many of them were called off: each is news for every admin.
pub const MOST_BOOKINGS_IN_A_DAY: i64 = 20;

/// When and how far ahead clients book. Notices and horizons are measured from now, in instants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingRules {
    /// Starts are offered every so often, from the opening on.
    pub step: TimeDelta,
    /// A booking begins at least so long after it is made.
    pub min_notice: TimeDelta,
    /// A booking begins at most so long after it is made.
    pub horizon: TimeDelta,
    /// How long a chosen time is kept while its client types (C4).
    pub hold: TimeDelta,
    /// How long an admin has to confirm (C5).
    pub pending_timeout: TimeDelta,
    /// A client cancels at least so long before the visit.
    pub cancel_notice: TimeDelta,
    /// How many upcoming bookings one client may have.
    pub max_active_per_client: u32,
}

/// What clients agree to before the first personal datum is stored (C2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Privacy {
    /// Which notice is in force. Who accepted another is asked again.
    pub version: String,
    /// Where the whole of it stands; nowhere: the bot tells it itself.
    pub url: Option<String>,
    /// Who is responsible for the data, as the law wants it named; none is the name of the business.
    pub operator: Option<String>,
    /// Where questions about data are answered.
    pub contact: Option<String>,
    /// For how long a client is kept of whom nothing is heard any more; none is for ever (P14).
    pub keep: Option<TimeDelta>,
}

/// Who administers, and for how long without a PIN (A1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdminRules {
    /// Owners by configuration.
    pub ids: Vec<ChatId>,
    /// A session without a press or a message ends after so long.
    pub session_idle: TimeDelta,
    /// A session ends after so long in any case.
    pub session_max: TimeDelta,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            business: Business {
                name: "Zapis".to_owned(),
                zone: Tz::Europe__Moscow,
                locale: Locale::Ru,
                currency: Currency::RUB,
                address: None,
                phone: None,
                location: None,
                questions: Vec::new(),
                region: "RU".to_owned(),
            },
            texts: OwnTexts::default(),
            booking: BookingRules::default(),
            privacy: Privacy {
                version: "1".to_owned(),
                url: None,
                operator: None,
                contact: None,
                keep: None,
            },
            reminders: ReminderRules::default(),
            review: ReviewRules::default(),
            waitlist_offer: TimeDelta::minutes(15),
            dialogue_ttl: TimeDelta::minutes(30),
            admin: AdminRules {
                ids: Vec::new(),
                session_idle: TimeDelta::minutes(15),
                session_max: TimeDelta::hours(12),
            },
            test: false,
        }
    }
}

impl BookingRules {
    /// Whether the notice leaves something of the horizon.
    pub fn is_bookable(&self) -> bool {
        self.min_notice < self.horizon
    }
}

impl Default for BookingRules {
    fn default() -> BookingRules {
        BookingRules {
            step: TimeDelta::minutes(30),
            min_notice: TimeDelta::hours(1),
            horizon: TimeDelta::days(60),
            hold: TimeDelta::minutes(10),
            pending_timeout: TimeDelta::hours(24),
            cancel_notice: TimeDelta::hours(2),
            max_active_per_client: 3,
        }
    }
}
