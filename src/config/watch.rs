//! Says what a file holds whenever that has changed and stood still, however it is saved: written over, renamed into place, half written at
//! first, taken away and put back, a link that points elsewhere.
//!
//! The system tells of changes in the folder, because editors replace the file itself. Not every file system tells, and a link may lead out of
//! the folder, so the file is looked at every half second as well. What it holds decides, not its time: a file may change within one tick of
//! the clock.

use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::Notify;
use tokio::time::Instant;

/// The file is looked at so often, whatever the system tells.
const EVERY: Duration = Duration::from_millis(500);
/// While something is new, it is looked at so often.
const SOON: Duration = Duration::from_millis(50);
/// What is new counts when it has stood still for so long: an editor that writes over a file empties it first.
const STILL: Duration = Duration::from_millis(300);
/// A file that is gone, or cut short, may be on its way back for so long: a slow copy stands still now and then, and an empty file would say
/// that all defaults hold.
const STILL_CUT: Duration = Duration::from_secs(1);
/// No configuration is larger.
const LARGEST: u64 = 1024 * 1024;

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// These bytes.
    Bytes(Vec<u8>),
    /// Nothing: there is no such file.
    Gone,
    /// What cannot be read, and why.
    Unreadable(String),
}

/// Looks at a file and says what it holds.
pub fn look(file: &Path) -> Held {
    if std::fs::metadata(file).is_ok_and(|file| !file.is_file()) {
        // To open a pipe could take forever.
        return Held::Unreadable("it is no regular file".to_owned());
    }
    let mut bytes = Vec::new();
    let read = std::fs::File::open(file).and_then(|opened| opened.take(LARGEST + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) if bytes.len() as u64 > LARGEST => Held::Unreadable("it is larger than 1 MB".to_owned()),
        Ok(_) => Held::Bytes(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => Held::Gone,
        Err(error) => Held::Unreadable(error.to_string()),
    }
}

/// Waits for what is new to stand still. Time is an argument.
pub struct Stillness {
    told: Held,
    new: Option<(Held, Instant)>,
}

impl Stillness {
    /// Begins with what is known already.
    pub fn new(told: Held) -> Stillness {
        Stillness { told, new: None }
    }

    /// Takes what the file holds now, and gives it back once it is new and has stood still.
    pub fn look(&mut self, held: Held, now: Instant) -> Option<Held> {
        if held == self.told {
            self.new = None;
            return None;
        }
        match &self.new {
            Some((new, since)) if *new == held => {
                let still = if is_cut(&self.told, &held) { STILL_CUT } else { STILL };
                if now - *since < still {
                    return None;
                }
                self.new = None;
                self.told = held.clone();
                Some(held)
            }
            _ => {
                self.new = Some((held, now));
                None
            }
        }
    }

    fn is_waiting(&self) -> bool {
        self.new.is_some()
    }
}

/// Whether less is there than before, and nothing new.
fn is_cut(told: &Held, held: &Held) -> bool {
    match (told, held) {
        (_, Held::Gone) => true,
        (_, Held::Bytes(bytes)) if bytes.trim_ascii().is_empty() => true,
        (Held::Bytes(told), Held::Bytes(bytes)) => told.starts_with(bytes),
        _ => false,
    }
}

/// A file that is watched.
pub struct Watch {
    file: PathBuf,
    stillness: Stillness,
    stirred: Arc<Notify>,
    /// Tells of changes for as long as it lives; none where the system has none to give.
    _watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Watches a file that held `told` when it was read last.
    pub fn new(file: &Path, told: Held) -> Watch {
        let stirred = Arc::new(Notify::new());
        let watcher = watcher(file, &stirred);
        if let Err(error) = &watcher {
            tracing::warn!(%error, "the system tells of no changes of files; the configuration is looked at twice a second");
        }
        Watch { file: file.to_owned(), stillness: Stillness::new(told), stirred, _watcher: watcher.ok() }
    }

    /// Waits until the file holds something new that stands still.
    pub async fn changed(&mut self) -> Held {
        loop {
            let pause = if self.stillness.is_waiting() { SOON } else { EVERY };
            tokio::select! {
                () = self.stirred.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
            let file = self.file.clone();
            // A panic while looking: the next look tells more.
            let Ok(held) = tokio::task::spawn_blocking(move || look(&file)).await else { continue };
            if let Some(held) = self.stillness.look(held, Instant::now()) {
                return held;
            }
        }
    }
}

fn watcher(file: &Path, stirred: &Arc<Notify>) -> notify::Result<RecommendedWatcher> {
    let (stirred, name) = (Arc::clone(stirred), file.file_name().map(ToOwned::to_owned));
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let concerns = |event: notify::Event| {
            // To look at a file is an event as well, and would wake whoever looks. The database in the same folder is written all the time.
            let is_named = event.paths.iter().any(|path| path.file_name() == name.as_deref());
            !event.kind.is_access() && (is_named || event.paths.is_empty())
        };
        if event.map_or(true, concerns) {
            stirred.notify_one();
        }
    })?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

#[cfg(test)]
#[path = "watch_tests.rs"]
mod tests;
