//! How long a client is kept of whom nothing is heard any more (P14).

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::time::{self, Instant};

/// On the clocks of the business it is looked then who is kept no longer: nobody books at that hour.
const HOUR: u32 = 3;
/// A look that is so much later than the last one is not believed at once: the wall clock may have jumped, and what is erased does not come back.
const BELIEVED: TimeDelta = TimeDelta::days(3);

/// When there was last something between a client and the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The latest of all that happened: they were first seen, agreed, wrote, booked, waited, or the end of their last visit, which may be to come.
    pub last: Instant,
    /// Whether they wait for a time to become free.
    pub waits: bool,
}

impl Contact {
    /// Whether the client is kept no longer. Who has a visit to come, or waits for one, is.
    pub fn is_over(self, keep: TimeDelta, now: Instant) -> bool {
        !self.waits && self.last + keep <= now
    }
}

/// A look of before: when it was, and for how long clients were kept then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// When it was.
    pub at: Instant,
    /// For how long clients were kept; none is for ever.
    pub keep: Option<TimeDelta>,
}

impl Look {
    /// Whether a look may erase. After a jump of the clock, a long rest of the service, or another `keep`, the next night's may.
    pub fn may_erase(self, last: Option<Look>) -> bool {
        last.is_some_and(|last| last.keep == self.keep && last.at < self.at && self.at - last.at <= BELIEVED)
    }
}

/// When the next look is.
pub fn next_look(zone: Tz, now: Instant) -> Instant {
    let days = time::date(zone, now).iter_days().take(3);
    let nights = days.filter_map(|date| date.and_hms_opt(HOUR, 0, 0));
    let mut looks = nights.map(|local| time::first_at_or_after(zone, local));
    looks.find(|at| *at > now).unwrap_or(now + TimeDelta::days(1))
}

#[cfg(test)]
mod tests {
    use chrono::Timelike as _;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    const DAY: TimeDelta = TimeDelta::days(1);

    #[test]
    fn who_comes_or_waits_is_kept_and_who_was_heard_of_long_ago_is_not() {
        let (now, keep) = (at("2026-11-23T00:00:00Z"), DAY * 365);
        let contact = |last: &str, waits| Contact { last: at(last), waits };
        assert!(contact("2025-11-23T00:00:00Z", false).is_over(keep, now));
        assert!(!contact("2025-11-23T00:00:01Z", false).is_over(keep, now));
        assert!(!contact("2020-01-01T00:00:00Z", true).is_over(keep, now), "they wait");
        assert!(!contact("2026-12-01T00:00:00Z", false).is_over(keep, now), "they have a visit to come");
    }

    #[test]
    fn a_look_after_a_jump_a_rest_or_another_rule_erases_nobody() {
        let look =
            |text: &str, days: i64| Look { at: at(text), keep: Some(DAY * i32::try_from(days).unwrap()) };
        let now = look("2026-11-23T00:00:00Z", 365);
        assert!(!now.may_erase(None), "the first one");
        assert!(now.may_erase(Some(look("2026-11-22T00:00:00Z", 365))));
        assert!(!now.may_erase(Some(look("2026-11-22T00:00:00Z", 730))), "another rule waits for a night");
        assert!(
            !now.may_erase(Some(look("2026-11-19T00:00:00Z", 365))),
            "the clock jumped ahead, or nobody looked"
        );
        assert!(!now.may_erase(Some(look("2027-11-22T00:00:00Z", 365))), "the clock jumped back");
    }

    proptest! {
        #[test]
        fn a_night_follows_a_night_also_where_clocks_change(minutes in 0_i64..2_000_000, zone in 0_usize..3) {
            let zone = [Tz::Europe__Moscow, Tz::Europe__Berlin, Tz::America__Santiago][zone];
            let now = at("2026-01-01T00:00:00Z") + TimeDelta::minutes(minutes);
            let next = next_look(zone, now);
            prop_assert!(next > now && next - now <= TimeDelta::hours(26), "{now} {next}");
            prop_assert!((HOUR..HOUR + 2).contains(&next.with_timezone(&zone).hour()), "{next}");
        }
    }
}
