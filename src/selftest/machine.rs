//! The disk that has to keep what was committed, and the clock.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;

use domain::Instant;
use tokio::time;

use super::{Finding, SelftestError, told};
use crate::clock;

/// So many writes are measured.
const WRITES: usize = 40;
/// A page of the database.
const PAGE: usize = 4096;
/// A disk that takes longer for half of its writes keeps people waiting.
const SLOW: Duration = Duration::from_millis(200);
/// No disk is quicker; what is this quick is memory, and gone with the power.
const MEMORY: Duration = Duration::from_micros(15);
/// The wall clock may be set right by so much while we look.
const LEEWAY: Duration = Duration::from_secs(2);
/// A machine that thinks it is earlier has no clock.
const THIS_WAS: &str = "2026-01-01T00:00:00Z";

/// How long it takes until what is written is on the disk, as each commit waits for it.
pub(super) fn disk(folder: &Path) -> Result<Finding, SelftestError> {
    let unusable = |reason| SelftestError::Folder { folder: folder.to_owned(), reason };
    let mut took = writes(&folder.join("speed")).map_err(unusable)?;
    took.sort();
    let (half, longest) = (took[took.len() / 2], took[took.len() - 1]);
    let seen = format!(
        "The disk below {} has what was written after {}, {} at the longest",
        folder.parent().unwrap_or(folder).display(),
        told(half),
        told(longest)
    );
    Ok(match half {
        half if half > SLOW => {
            Finding::new(false, format!("{seen}: so slow that people would wait for each press."))
        }
        half if half < MEMORY => Finding::new(
            true,
            format!("{seen}: this quick is only memory; try the folder of your database with --config."),
        ),
        _ => Finding::new(true, format!("{seen}.")),
    })
}

fn writes(path: &Path) -> io::Result<Vec<Duration>> {
    let mut file = File::create(path)?;
    let mut took = Vec::with_capacity(WRITES);
    for _ in 0..WRITES {
        let begun = time::Instant::now();
        file.write_all(&[0x5a; PAGE])?;
        file.sync_data()?;
        took.push(begun.elapsed());
    }
    std::fs::remove_file(path)?;
    Ok(took)
}

/// Both clocks, from when they were looked at on.
pub(super) struct Watch {
    wall: Instant,
    steady: time::Instant,
}

impl Watch {
    pub(super) fn begin() -> Watch {
        Watch { wall: clock::now(), steady: time::Instant::now() }
    }

    /// Whether the wall clock went along, and shows a time that can be.
    pub(super) fn clock(&self) -> Finding {
        judged(self.wall, clock::now(), self.steady.elapsed())
    }
}

fn judged(begun: Instant, now: Instant, steady: Duration) -> Finding {
    let shown = now.format("%Y-%m-%d %H:%M UTC");
    if THIS_WAS.parse::<Instant>().is_ok_and(|past| now < past) {
        return Finding::new(
            false,
            format!("The clock shows {shown}, which is long ago: set it, best by NTP."),
        );
    }
    let walled = (now - begun).to_std().unwrap_or_default();
    let apart = walled.abs_diff(steady);
    match apart > LEEWAY {
        true => Finding::new(
            false,
            format!("The clock jumped by {} meanwhile: is it set by hand, or by two programs?", told(apart)),
        ),
        false => Finding::new(true, format!("The clock shows {shown} and did not jump.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_stands_in_the_past_or_jumps_is_told() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let minute = Duration::from_secs(60);
        let judged = |begun, now| judged(at(begun), at(now), minute);
        assert!(judged("2026-11-23T10:00:00Z", "2026-11-23T10:01:01Z").is_kept);
        assert!(!judged("2026-11-23T10:00:00Z", "2026-11-23T11:01:00Z").is_kept);
        assert!(!judged("2026-11-23T10:00:00Z", "2026-11-23T09:01:00Z").is_kept);
        let past = judged("1970-01-01T00:00:00Z", "1970-01-01T00:01:00Z");
        assert!(!past.is_kept && past.seen.contains("set it"), "{}", past.seen);
    }
}
