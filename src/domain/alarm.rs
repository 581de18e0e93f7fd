//! When the owners are told that the service needs somebody to look after it, and when that it is well again (A12).
//!
//! A cause is ill, well, or in between: what lies in between neither raises nor ends an alarm, so nothing flaps.

use std::collections::BTreeSet;

use chrono::TimeDelta;

/// A message waits so long at most while Telegram answers.
const OUTBOX_ILL: TimeDelta = TimeDelta::minutes(10);
const OUTBOX_WELL: TimeDelta = TimeDelta::minutes(5);
/// A copy is made every day; two hours are for a slow one.
const BACKUP_ILL: TimeDelta = TimeDelta::hours(26);
const BACKUP_WELL: TimeDelta = TimeDelta::hours(25);
/// A bot that Telegram refuses for so long is heard by nobody.
const REFUSED_ILL: TimeDelta = TimeDelta::minutes(10);
/// So many failures within an hour are no accident.
const FAILURES_ILL: i64 = 10;
/// The wall clock is compared with one that does not jump.
const JUMP_ILL: TimeDelta = TimeDelta::minutes(5);
const JUMP_WELL: TimeDelta = TimeDelta::hours(1);

const MEGABYTE: u64 = 1_000_000;

/// What owners are told of: once when it begins and once when it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
    /// Nothing can be written down: the bots take nothing in. It is told without the database.
    Stuck,
    /// The disk of the database is nearly full.
    Disk,
    /// The disk of the copies is nearly full, and it is another.
    BackupDisk,
    /// The database is damaged.
    Damage,
    /// The newest copy of the database is too old.
    Backup,
    /// There is no copy at all. A hint rather than an alarm.
    NoBackup,
    /// Messages do not leave though Telegram answers.
    Outbox,
    /// Telegram refuses the client bot and answers the admin bot.
    ClientBot,
    /// The program fails again and again.
    Failures,
    /// The wall clock jumped.
    Clock,
}

impl Alarm {
    /// All of them, the worst first.
    pub const ALL: [Alarm; 10] = [
        Alarm::Stuck,
        Alarm::Disk,
        Alarm::BackupDisk,
        Alarm::Damage,
        Alarm::Backup,
        Alarm::NoBackup,
        Alarm::Outbox,
        Alarm::ClientBot,
        Alarm::Failures,
        Alarm::Clock,
    ];

    /// The stable code of the database and of the words.
    pub fn code(self) -> &'static str {
        match self {
            Alarm::Stuck => "stuck",
            Alarm::Disk => "disk",
            Alarm::BackupDisk => "backup-disk",
            Alarm::Damage => "damage",
            Alarm::Backup => "backup",
            Alarm::NoBackup => "no-backup",
            Alarm::Outbox => "outbox",
            Alarm::ClientBot => "client-bot",
            Alarm::Failures => "failures",
            Alarm::Clock => "clock",
        }
    }

    /// Reads a [code](Self::code) back.
    pub fn from_code(code: &str) -> Option<Alarm> {
        Alarm::ALL.into_iter().find(|alarm| alarm.code() == code)
    }

    /// Whether something is lost if nobody comes: then neither quiet hours hold it nor does anybody's choice of news.
    pub fn loses_data(self) -> bool {
        matches!(self, Alarm::Stuck | Alarm::Disk | Alarm::Damage)
    }

    fn state(self, readings: &Readings) -> State {
        match self {
            Alarm::Stuck => State::of(readings.stuck.is_some(), readings.stuck.is_none()),
            Alarm::Disk => readings.disk.map_or(State::Between, Space::state),
            // A disk of its own may be gone, and then the database's counts alone.
            Alarm::BackupDisk => readings.backup_disk.map_or(State::Between, Space::state),
            Alarm::Damage => readings.sound.map_or(State::Between, |sound| State::of(!sound, sound)),
            Alarm::Backup => match readings.copies {
                Copies::Newest(age) => State::of(age > BACKUP_ILL, age <= BACKUP_WELL),
                Copies::None { .. } | Copies::Unknown => State::Between,
            },
            Alarm::NoBackup => match readings.copies {
                Copies::None { waited } => State::of(waited > BACKUP_ILL, false),
                Copies::Newest(_) => State::Well,
                Copies::Unknown => State::Between,
            },
            Alarm::Outbox => {
                let age = readings.outbox.unwrap_or(TimeDelta::zero());
                // After an outage what waited has a while to leave.
                let answers = readings.telegram >= OUTBOX_ILL;
                State::of(answers && age > OUTBOX_ILL, age <= OUTBOX_WELL)
            }
            Alarm::ClientBot => match readings.client_bot {
                Hearing::Heard => State::Well,
                Hearing::Refused { lasting, .. } => State::of(lasting >= REFUSED_ILL, false),
                Hearing::Unknown => State::Between,
            },
            Alarm::Failures => State::of(readings.failures >= FAILURES_ILL, readings.failures == 0),
            Alarm::Clock => State::of(readings.jump.abs() > JUMP_ILL, readings.steady >= JUMP_WELL),
        }
    }

    /// The number that its words tell: megabytes that are left, hours, minutes, how many, or a [reason](Refusal::code).
    fn value(self, readings: &Readings) -> i64 {
        let space = |space: Option<Space>| space.map_or(0, |space| space.free / MEGABYTE);
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        match self {
            Alarm::Stuck => readings.stuck.map_or(0, Mishap::code),
            Alarm::Disk => number(space(readings.disk)),
            Alarm::BackupDisk => number(space(readings.backup_disk)),
            Alarm::Backup => match readings.copies {
                Copies::Newest(age) => age.num_hours(),
                Copies::None { .. } | Copies::Unknown => 0,
            },
            Alarm::Outbox => readings.outbox.map_or(0, |age| age.num_minutes()),
            Alarm::ClientBot => match readings.client_bot {
                Hearing::Refused { why, .. } => why.code(),
                Hearing::Heard | Hearing::Unknown => 0,
            },
            Alarm::Failures => readings.failures,
            Alarm::Clock => readings.jump.num_minutes(),
            Alarm::Damage | Alarm::NoBackup => 0,
        }
    }
}

/// Why nothing can be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// Nobody knows.
    Other,
    /// The disk is full.
    Full,
    /// The disk can only be read.
    ReadOnly,
    /// The database is damaged.
    Damaged,
}

impl Mishap {
    /// By which number the words choose.
    pub fn code(self) -> i64 {
        self as i64
    }
}

/// Why Telegram refuses a bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody knows.
    Other,
    /// It does not know the token: it was revoked.
    Token,
    /// Somebody else asks with the same token.
    Another,
}

impl Refusal {
    /// By which number the words choose.
    pub fn code(self) -> i64 {
        self as i64
    }
}

/// What was found in one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings {
    /// Why nothing is committed, if that is so.
    pub stuck: Option<Mishap>,
    /// How long Telegram has answered both bots without a break.
    pub telegram: TimeDelta,
    /// How long the oldest message has waited, if one does.
    pub outbox: Option<TimeDelta>,
    /// Whether Telegram hears the client bot.
    pub client_bot: Hearing,
    /// The disk of the database.
    pub disk: Option<Space>,
    /// The disk of the copies, if it is another.
    pub backup_disk: Option<Space>,
    /// The copies of the database.
    pub copies: Copies,
    /// Whether the database is sound, as far as that was looked at.
    pub sound: Option<bool>,
    /// How much was put aside as dead within the last hour.
    pub failures: i64,
    /// By how much the wall clock went ahead of the other since the last look.
    pub jump: TimeDelta,
    /// Since when it has not jumped.
    pub steady: TimeDelta,
}

/// Whether Telegram hears a bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// It does.
    Heard,
    /// It refuses this one alone.
    Refused {
        /// Why.
        why: Refusal,
        /// For how long.
        lasting: TimeDelta,
    },
    /// Telegram is out of reach, or there was no answer yet.
    Unknown,
}

/// The space of a disk, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// What may still be written.
    pub free: u64,
    /// That, and what is taken.
    pub total: u64,
}

impl Space {
    fn state(self) -> State {
        let has = |percent: u64, megabytes: u64| {
            self.free >= megabytes * MEGABYTE && self.free >= self.total / 100 * percent
        };
        State::of(!has(10, 500), has(12, 600))
    }
}

/// The copies of the database in their folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// The newest is so old.
    Newest(TimeDelta),
    /// There is none.
    None {
        /// How long the business has been here without one.
        waited: TimeDelta,
    },
    /// The folder cannot be read.
    Unknown,
}

/// How a cause stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ill,
    Well,
    Between,
}

impl State {
    fn of(ill: bool, well: bool) -> State {
        match (ill, well) {
            (true, _) => State::Ill,
            (false, true) => State::Well,
            (false, false) => State::Between,
        }
    }
}

/// What is to be told after a look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// What begins, each with the number that its words tell.
    pub raised: Vec<(Alarm, i64)>,
    /// What is over.
    pub cleared: Vec<Alarm>,
}

/// Compares what was found with what owners were told already.
pub fn judge(readings: &Readings, standing: &BTreeSet<Alarm>) -> Changes {
    let mut changes = Changes::default();
    for alarm in Alarm::ALL {
        match (alarm.state(readings), standing.contains(&alarm)) {
            (State::Ill, false) => changes.raised.push((alarm, alarm.value(readings))),
            (State::Well, true) => changes.cleared.push(alarm),
            _ => {}
        }
    }
    changes
}
