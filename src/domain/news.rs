//! Which news an admin gets, and when (A12).

use std::collections::BTreeSet;

use chrono::{NaiveTime, TimeDelta};
use chrono_tz::Tz;

use crate::quiet::Quiet;
use crate::time::{self, Instant};

/// The digest is of use for so long after its time: a service that was down in the morning still sends it, one that was down until the
/// evening does not.
const DIGEST_KEEPS: TimeDelta = TimeDelta::hours(4);

/// A kind of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum News {
    /// Somebody booked.
    Booked,
    /// A client called a booking off.
    Cancelled,
    /// A client moved a booking.
    Moved,
    /// A client was not content.
    Reviewed,
    /// What the day will bring, every morning.
    Digest,
    /// Something went wrong, or the file of the configuration changed.
    Alerts,
}

impl News {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [News; 6] =
        [News::Booked, News::Cancelled, News::Moved, News::Reviewed, News::Digest, News::Alerts];

    /// The stable code of the database.
    pub fn code(self) -> &'static str {
        match self {
            News::Booked => "booked",
            News::Cancelled => "cancelled",
            News::Moved => "moved",
            News::Reviewed => "reviewed",
            News::Digest => "digest",
            News::Alerts => "alerts",
        }
    }

    /// Reads a [code](Self::code) back.
    pub fn from_code(code: &str) -> Option<News> {
        News::ALL.into_iter().find(|news| news.code() == code)
    }
}

/// Which news one admin gets, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsRules {
    /// What they do not want.
    pub off: BTreeSet<News>,
    /// When news wait for the morning.
    pub quiet: Option<Quiet>,
    /// When the digest comes, on the clocks of the business.
    pub digest_at: NaiveTime,
}

impl Default for NewsRules {
    fn default() -> NewsRules {
        let digest_at = NaiveTime::MIN + TimeDelta::hours(8);
        NewsRules { off: BTreeSet::new(), quiet: None, digest_at }
    }
}

impl NewsRules {
    /// Whether an admin wants news of this kind.
    pub fn wants(&self, news: News) -> bool {
        !self.off.contains(&news)
    }

    /// Until when news wait that come now; none if they come at once.
    pub fn held_until(&self, zone: Tz, now: Instant) -> Option<Instant> {
        Some(self.quiet?.around(zone, now)?.end())
    }

    /// When the next digest comes, after an instant. A time that the clocks skip is told where they go on.
    pub fn next_digest(&self, zone: Tz, after: Instant) -> Instant {
        let days = time::date(zone, after).iter_days().take(3);
        let mut times = days.map(|date| time::first_at_or_after(zone, date.and_time(self.digest_at)));
        times.find(|at| *at > after).unwrap_or(after + TimeDelta::days(1))
    }

    /// Whether a digest of today's that is due now is on time.
    pub fn is_digest_time(&self, zone: Tz, now: Instant) -> bool {
        let today = time::first_at_or_after(zone, time::date(zone, now).and_time(self.digest_at));
        today <= now && now - today < DIGEST_KEEPS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLIN: Tz = Tz::Europe__Berlin;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn rules(digest_at: &str) -> NewsRules {
        NewsRules { digest_at: digest_at.parse().unwrap(), ..NewsRules::default() }
    }

    #[test]
    fn the_digest_comes_at_its_time_on_the_clocks_of_the_business() {
        let next = |after: &str| rules("08:00:00").next_digest(BERLIN, at(after));
        assert_eq!(next("2026-11-24T06:59:59Z"), at("2026-11-24T07:00:00Z"));
        assert_eq!(next("2026-11-24T07:00:00Z"), at("2026-11-25T07:00:00Z"));
        assert_eq!(next("2026-10-24T06:00:00Z"), at("2026-10-25T07:00:00Z"), "the night has an hour more");
        assert_eq!(next("2026-03-28T07:00:00Z"), at("2026-03-29T06:00:00Z"), "the night has an hour less");
        let skipped = rules("02:30:00").next_digest(BERLIN, at("2026-03-28T12:00:00Z"));
        assert_eq!(skipped, at("2026-03-29T01:00:00Z"), "where the clocks go on");
        let twice = rules("02:30:00").next_digest(BERLIN, at("2026-10-25T00:30:00Z"));
        assert_eq!(twice, at("2026-10-26T01:30:00Z"), "of an hour that comes twice, the first alone");
    }

    #[test]
    fn a_digest_is_on_time_for_a_morning() {
        let on_time = |now: &str| rules("08:00:00").is_digest_time(BERLIN, at(now));
        assert!(on_time("2026-11-24T07:00:00Z") && on_time("2026-11-24T10:59:59Z"));
        assert!(!on_time("2026-11-24T06:59:59Z") && !on_time("2026-11-24T11:00:00Z"));
    }

    #[test]
    fn news_wait_for_the_end_of_the_quiet_hours() {
        let rules = NewsRules { quiet: Some(Quiet::NIGHT), ..NewsRules::default() };
        assert_eq!(rules.held_until(BERLIN, at("2026-11-24T22:00:00Z")), Some(at("2026-11-25T08:00:00Z")));
        assert_eq!(rules.held_until(BERLIN, at("2026-11-24T12:00:00Z")), None);
        assert_eq!(NewsRules::default().held_until(BERLIN, at("2026-11-24T22:00:00Z")), None);
    }

    #[test]
    fn a_kind_is_found_by_its_code() {
        assert!(News::ALL.into_iter().all(|news| News::from_code(news.code()) == Some(news)));
        assert_eq!(News::from_code("weather"), None);
    }
}
