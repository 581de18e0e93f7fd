//! Alarms neither flap nor repeat themselves, whatever the readings do.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::alarm::{Alarm, Changes, Copies, Hearing, Mishap, Readings, Refusal, Space, judge};

/// A service that nobody need look at.
fn well() -> Readings {
    Readings {
        stuck: None,
        telegram: TimeDelta::hours(5),
        outbox: None,
        client_bot: Hearing::Heard,
        disk: Some(Space { free: 15_000_000_000, total: 20_000_000_000 }),
        backup_disk: None,
        copies: Copies::Newest(TimeDelta::hours(3)),
        sound: Some(true),
        failures: 0,
        jump: TimeDelta::zero(),
        steady: TimeDelta::hours(5),
    }
}

fn raised(readings: &Readings) -> Vec<(Alarm, i64)> {
    judge(readings, &BTreeSet::new()).raised
}

fn space(free: u64, total: u64) -> Option<Space> {
    Some(Space { free: free * 1_000_000, total: total * 1_000_000 })
}

#[test]
fn a_service_that_is_well_raises_nothing_and_ends_all_but_what_cannot_be_read() {
    let all = BTreeSet::from(Alarm::ALL);
    let Changes { raised, cleared } = judge(&well(), &all);
    assert_eq!(raised, []);
    let stays: Vec<Alarm> = all.into_iter().filter(|alarm| !cleared.contains(alarm)).collect();
    assert_eq!(stays, [Alarm::BackupDisk]);
}

#[test]
fn each_cause_has_its_bound() {
    let disk = |free, total| raised(&Readings { disk: space(free, total), ..well() });
    assert_eq!(disk(501, 4_000), [], "more than a tenth and more than 500 MB");
    assert_eq!(disk(499, 4_000), [(Alarm::Disk, 499)]);
    assert_eq!(disk(1_900, 20_000), [(Alarm::Disk, 1_900)], "less than a tenth");
    let copies = |copies| raised(&Readings { copies, ..well() });
    assert_eq!(copies(Copies::Newest(TimeDelta::hours(26))), []);
    assert_eq!(copies(Copies::Newest(TimeDelta::hours(27))), [(Alarm::Backup, 27)]);
    assert_eq!(copies(Copies::None { waited: TimeDelta::hours(20) }), [], "a newcomer has time");
    assert_eq!(copies(Copies::None { waited: TimeDelta::hours(27) }), [(Alarm::NoBackup, 0)]);
    assert_eq!(copies(Copies::Unknown), []);
    let failures = |failures| raised(&Readings { failures, ..well() });
    assert_eq!((failures(9), failures(12)), (vec![], vec![(Alarm::Failures, 12)]));
    let jump = |minutes| raised(&Readings { jump: TimeDelta::minutes(minutes), ..well() });
    assert_eq!((jump(5), jump(-180)), (vec![], vec![(Alarm::Clock, -180)]));
    let stuck = Readings { stuck: Some(Mishap::Full), sound: Some(false), ..well() };
    assert_eq!(raised(&stuck), [(Alarm::Stuck, 1), (Alarm::Damage, 0)]);
}

#[test]
fn what_waits_because_telegram_is_down_is_no_alarm_and_has_a_while_to_leave_afterwards() {
    let outbox = Some(TimeDelta::hours(20));
    let after = |telegram| raised(&Readings { outbox, telegram, ..well() });
    assert_eq!(after(TimeDelta::zero()), []);
    assert_eq!(after(TimeDelta::minutes(9)), []);
    assert_eq!(after(TimeDelta::minutes(10)), [(Alarm::Outbox, 1200)]);
    let refused = |lasting| Hearing::Refused { why: Refusal::Token, lasting };
    let heard = |client_bot| raised(&Readings { client_bot, ..well() });
    assert_eq!(heard(Hearing::Unknown), []);
    assert_eq!(heard(refused(TimeDelta::minutes(9))), []);
    assert_eq!(heard(refused(TimeDelta::minutes(10))), [(Alarm::ClientBot, 1)]);
}

#[test]
fn a_reading_that_hangs_about_a_bound_is_told_once() {
    let mut standing = BTreeSet::new();
    let mut told = Vec::new();
    for free in [510, 499, 501, 480, 590, 499, 601, 590, 510, 499, 700] {
        let changes = judge(&Readings { disk: space(free, 4_000), ..well() }, &standing);
        for (alarm, value) in changes.raised {
            standing.insert(alarm);
            told.push(format!("{value}"));
        }
        for alarm in changes.cleared {
            standing.remove(&alarm);
            told.push("well".to_owned());
        }
    }
    assert_eq!(told, ["499", "well", "499", "well"]);
}

#[test]
fn a_cause_is_found_by_its_code() {
    assert!(Alarm::ALL.into_iter().all(|alarm| Alarm::from_code(alarm.code()) == Some(alarm)));
    assert_eq!(Alarm::from_code("weather"), None);
}

fn lengths() -> impl Strategy<Value = TimeDelta> {
    (-3_000_i64..6_000).prop_map(TimeDelta::minutes)
}

fn spaces() -> impl Strategy<Value = Option<Space>> {
    let space = |(free, taken)| Space { free, total: free + taken };
    option::of((0..3_000_000_000_u64, 0..30_000_000_000_u64).prop_map(space))
}

prop_compose! {
    fn readings()(
        (stuck, hearing, copies) in (0..3_u8, 0..3_u8, 0..3_u8),
        (telegram, outbox, age, lasting, jump, steady) in (lengths(), option::of(lengths()), lengths(), lengths(), lengths(), lengths()),
        (disk, backup_disk) in (spaces(), spaces()),
        sound in option::of(any::<bool>()),
        failures in 0..20_i64,
    ) -> Readings {
        Readings {
            stuck: [None, Some(Mishap::Full), Some(Mishap::Other)][usize::from(stuck)],
            telegram,
            outbox,
            client_bot: [Hearing::Heard, Hearing::Unknown, Hearing::Refused { why: Refusal::Other, lasting }][usize::from(hearing)],
            disk,
            backup_disk,
            copies: [Copies::Newest(age), Copies::None { waited: age }, Copies::Unknown][usize::from(copies)],
            sound,
            failures,
            jump,
            steady,
        }
    }
}

proptest! {
    #[test]
    fn every_alarm_is_followed_by_its_all_clear_before_it_comes_again(looks in vec(readings(), 1..40)) {
        let mut standing = BTreeSet::new();
        for look in looks {
            let Changes { raised, cleared } = judge(&look, &standing);
            for (alarm, _) in &raised {
                prop_assert!(standing.insert(*alarm), "{alarm:?} was told already");
            }
            for alarm in &cleared {
                prop_assert!(standing.remove(alarm), "{alarm:?} was never told");
            }
            // A second look at the same, after a restart perhaps, tells nothing.
            prop_assert_eq!(judge(&look, &standing), Changes::default());
        }
    }

    #[test]
    fn what_raises_an_alarm_never_ends_it(look in readings()) {
        let raised: BTreeSet<Alarm> = raised(&look).into_iter().map(|(alarm, _)| alarm).collect();
        let cleared = judge(&look, &BTreeSet::from(Alarm::ALL)).cleared;
        prop_assert!(cleared.iter().all(|alarm| !raised.contains(alarm)));
    }
}
