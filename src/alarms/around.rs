//! What is told without the database, because it takes nothing: a call to Telegram that leaves no row.
//!
//! That owners were told is noted by an empty file beside the database, `zapis.db.told`, whose time is when: to set it takes no space. So a
//! service that is started again and again tells no more often than one that runs.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chat::{BotName, Lang, Screen, Texts};
use chrono::TimeDelta;
use domain::alarm::Mishap;
use domain::{Alarm, ChatId, Policy};
use engine::{Call, Dispatch, Outcome};
use telegram::sender::Line;
use tokio::time::Instant;

use crate::clock::Clock;

/// It is told so often at most.
const PAUSE: Duration = Duration::from_secs(3600);
/// If nobody could be reached, it is tried again after so long.
const TRY_AGAIN: Duration = Duration::from_secs(30);

/// Tells the owners that nothing can be written down.
pub(super) struct Around {
    line: Line,
    texts: Texts,
    owners: Vec<(ChatId, Lang)>,
    note: PathBuf,
    clock: Clock,
    told: Option<Instant>,
    tried: Option<Instant>,
}

impl Around {
    /// Nobody was told yet, but perhaps by the last process. Until the database has said who the owners are they are those of the file.
    pub(super) fn new(line: Line, policy: &Policy, database: &Path, clock: Clock) -> Around {
        let lang = Lang::from(policy.business.locale);
        let owners = policy.admin.ids.iter().map(|id| (*id, lang)).collect();
        let mut note = database.as_os_str().to_owned();
        note.push(".told");
        Around { line, texts: Texts::load(), owners, note: note.into(), clock, told: None, tried: None }
    }

    /// Keeps who the owners are.
    pub(super) fn remember(&mut self, owners: Vec<(ChatId, Lang)>) {
        if !owners.is_empty() {
            self.owners = owners;
        }
    }

    /// Whether owners were told and have not heard since that it is over.
    pub(super) fn is_standing(&self) -> bool {
        self.told.is_some() || self.note.exists()
    }

    /// It is over.
    pub(super) fn is_over(&mut self) {
        self.told = None;
        // If it stays, the owners hear once more that it is over.
        let _ = std::fs::remove_file(&self.note);
    }

    /// Tells the owners why nothing can be written down, unless they heard of it within the hour.
    pub(super) async fn tell(&mut self, mishap: Mishap) {
        let lately = |at: Option<Instant>, pause| at.is_some_and(|at| at.elapsed() < pause);
        if lately(self.told, PAUSE) || lately(self.tried, TRY_AGAIN) || self.was_told_before() {
            return;
        }
        self.tried = Some(Instant::now());
        let mut reached = false;
        for (chat, lang) in self.owners.clone() {
            let words = admin::alarm_words(&self.texts, lang, Alarm::Stuck, mishap.code());
            let call = Call::Send { screen: Screen::text(words), retire: None };
            // Row 0 is none: nobody waits for the result.
            let dispatch = Dispatch { row: 0, bot: BotName::Admin, chat, call, attempts: 0 };
            reached |= matches!(self.line.carry_out(&dispatch).await, Outcome::Done { .. });
        }
        if reached {
            tracing::error!("nothing can be written down; the owners were told around the database");
            self.told = Some(Instant::now());
            // On a disk that can only be read there is no note, and a service that starts there ends at once.
            let _ = self.write_note();
        }
    }

    /// Whether a process before this one told it within the hour. A time that is still to come is a clock that jumped back.
    fn was_told_before(&self) -> bool {
        let told = std::fs::metadata(&self.note).and_then(|note| note.modified());
        let ago = told.ok().map(|at| (self.clock)() - domain::Instant::from(at));
        ago.is_some_and(|ago| ago >= TimeDelta::zero() && ago.to_std().is_ok_and(|ago| ago < PAUSE))
    }

    fn write_note(&self) -> std::io::Result<()> {
        let note: File = OpenOptions::new().create(true).truncate(false).write(true).open(&self.note)?;
        note.set_modified(SystemTime::from((self.clock)()))
    }
}
