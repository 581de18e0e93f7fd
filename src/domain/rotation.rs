//! Which copies of the database are kept: the newest of each of the last days, weeks and months that have one.

use std::collections::BTreeSet;

use chrono::Datelike as _;
use chrono_tz::Tz;

use crate::time::Instant;

/// How many are kept of each kind. One copy may serve as several of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// Of so many days.
    pub daily: u32,
    /// Of so many weeks, which begin on Monday.
    pub weekly: u32,
    /// Of so many months.
    pub monthly: u32,
}

impl Rotation {
    /// Which of the copies `taken` are kept, by the calendar of `zone`. Days without a copy do not count, so a machine that was off for a
    /// month loses nothing; the newest of all is always kept.
    pub fn kept(self, taken: &BTreeSet<Instant>, zone: Tz) -> BTreeSet<Instant> {
        let newest_first = || taken.iter().rev().map(|at| (*at, at.with_timezone(&zone).date_naive()));
        let daily = first_of_each(newest_first(), self.daily);
        let weekly = first_of_each(newest_first().map(|(at, date)| (at, date.iso_week())), self.weekly);
        let monthly =
            first_of_each(newest_first().map(|(at, date)| (at, (date.year(), date.month()))), self.monthly);
        daily.into_iter().chain(weekly).chain(monthly).chain(taken.last().copied()).collect()
    }
}

/// The first copy of each period, for `count` periods. The copies of one period lie side by side.
fn first_of_each<P: PartialEq>(copies: impl Iterator<Item = (Instant, P)>, count: u32) -> Vec<Instant> {
    let mut last = None;
    let mut first = Vec::new();
    for (at, period) in copies {
        if last.as_ref() != Some(&period) {
            first.push(at);
            last = Some(period);
        }
    }
    first.truncate(count as usize);
    first
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    const DEFAULT: Rotation = Rotation { daily: 7, weekly: 4, monthly: 6 };

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn every_night(from: &str, nights: i64) -> BTreeSet<Instant> {
        (0..nights).map(|night| at(from) + TimeDelta::days(night)).collect()
    }

    #[test]
    fn a_year_of_nights_leaves_a_week_a_month_and_half_a_year() {
        let taken = every_night("2026-01-01T00:00:00Z", 365);
        let kept = DEFAULT.kept(&taken, Tz::Europe__Moscow);
        let days: Vec<String> = kept.iter().map(|at| at.format("%m-%d").to_string()).collect();
        assert_eq!(
            days,
            [
                "07-31", "08-31", "09-30", "10-31", "11-30", "12-13", "12-20", "12-25", "12-26", "12-27",
                "12-28", "12-29", "12-30", "12-31"
            ]
        );
    }

    #[test]
    fn the_day_is_that_of_the_business() {
        let taken = BTreeSet::from([at("2026-11-20T20:00:00Z"), at("2026-11-20T22:00:00Z")]);
        let one = Rotation { daily: 2, weekly: 0, monthly: 0 };
        assert_eq!(one.kept(&taken, Tz::UTC).len(), 1);
        assert_eq!(one.kept(&taken, Tz::Europe__Moscow).len(), 2, "23:00 and, the next day, 01:00");
    }

    #[test]
    fn what_was_taken_before_a_long_pause_is_kept() {
        let taken = every_night("2026-01-01T00:00:00Z", 3);
        let mut later = taken.clone();
        later.insert(at("2026-11-20T00:00:00Z"));
        assert!(taken.is_subset(&DEFAULT.kept(&later, Tz::UTC)));
    }

    proptest! {
        #[test]
        fn the_newest_is_kept_the_count_is_bounded_and_sorting_out_twice_changes_nothing(
            hours in proptest::collection::btree_set(0i64..20_000, 1..200),
            daily in 0u32..10, weekly in 0u32..10, monthly in 0u32..10,
        ) {
            let taken: BTreeSet<Instant> =
                hours.iter().map(|hour| at("2026-01-01T00:00:00Z") + TimeDelta::hours(*hour)).collect();
            let rotation = Rotation { daily, weekly, monthly };
            let kept = rotation.kept(&taken, Tz::Europe__Moscow);
            prop_assert!(kept.is_subset(&taken));
            prop_assert!(kept.contains(taken.last().unwrap()));
            prop_assert!(kept.len() <= (daily + weekly + monthly).max(1) as usize);
            prop_assert_eq!(rotation.kept(&kept, Tz::Europe__Moscow), kept);
        }

        #[test]
        fn each_of_the_last_days_that_had_a_copy_still_has_its_newest(
            hours in proptest::collection::btree_set(0i64..500, 1..100),
        ) {
            let taken: BTreeSet<Instant> =
                hours.iter().map(|hour| at("2026-01-01T00:00:00Z") + TimeDelta::hours(*hour)).collect();
            let kept = DEFAULT.kept(&taken, Tz::UTC);
            let days: BTreeSet<_> = taken.iter().map(|at| at.date_naive()).collect();
            for day in days.iter().rev().take(7) {
                let newest = taken.iter().rfind(|at| at.date_naive() == *day).unwrap();
                prop_assert!(kept.contains(newest), "{}", day);
            }
        }
    }
}
