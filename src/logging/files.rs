//! Files of the log: rotated by size, old ones compressed, all of them bounded, and for their owner alone.
//!
//! ```text
//! logs/zapis.log        what is written now
//! logs/zapis.log.1.gz   the one before, and so on
//! ```
//!
//! The service never depends on them. When the disk is full or read-only, or the folder is gone, that is told once, what cannot be written is
//! counted, and after a pause it is tried anew.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::time::Instant;

use super::teller::Word;
use crate::config::LogFiles;

/// The file that is written now.
const NAME: &str = "zapis.log";
/// After a failure nothing is tried for so long.
const PAUSE: Duration = Duration::from_secs(10);
/// How often it is looked whether the file is still where it was.
const LOOK: Duration = Duration::from_secs(1);

/// The files; they take whole lines and never fail.
pub(super) struct Files {
    settings: LogFiles,
    pause: Duration,
    look: Duration,
    current: Option<Current>,
    trouble: Option<Trouble>,
    words: Sender<Word>,
}

struct Current {
    file: File,
    length: u64,
    /// Device and inode, by which it is known again.
    node: (u64, u64),
    looked: Instant,
}

/// Since when and how many lines nothing could be written.
struct Trouble {
    tried: Instant,
    lost: u64,
}

impl Files {
    /// Nothing is touched before the first line. What there is to tell goes to `words`.
    pub(super) fn new(settings: LogFiles, words: Sender<Word>) -> Files {
        Files { settings, pause: PAUSE, look: LOOK, current: None, trouble: None, words }
    }

    fn put(&mut self, line: &[u8]) -> io::Result<()> {
        let length = line.len() as u64;
        if self.current.as_ref().is_some_and(|current| current.is_gone(&self.path(), self.look)) {
            self.current = None;
        }
        let most = self.settings.size;
        if self.current()?.has_no_room(length, most) {
            self.rotate()?;
        }
        let current = self.current()?;
        if let Err(error) = current.file.write_all(line) {
            // A part of a line would spoil the next one. On a disk that is full, making the file shorter works.
            let _ = current.file.set_len(current.length);
            self.current = None;
            return Err(error);
        }
        current.length += length;
        Ok(())
    }

    fn current(&mut self) -> io::Result<&mut Current> {
        let current = match self.current.take() {
            Some(current) => current,
            None => self.open()?,
        };
        Ok(self.current.insert(current))
    }

    fn open(&self) -> io::Result<Current> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.settings.folder)?;
        self.remove_surplus();
        let file = OpenOptions::new().append(true).create(true).mode(0o600).open(self.path())?;
        let about = file.metadata()?;
        let node = (about.dev(), about.ino());
        Ok(Current { file, length: about.len(), node, looked: Instant::now() })
    }

    /// Takes away what a smaller `log.count` no longer allows, and what a crash left half compressed. What cannot be removed stays: that is no
    /// reason not to log.
    fn remove_surplus(&self) {
        for entry in fs::read_dir(&self.settings.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(NAME)?.strip_prefix('.')) else {
                continue;
            };
            let number = rest.strip_suffix(".gz").unwrap_or(rest).parse::<u32>();
            if rest.ends_with(".part") || number.is_ok_and(|number| number >= self.settings.count) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Every file moves on by one, and the last one goes.
    fn rotate(&mut self) -> io::Result<()> {
        self.current = None;
        for number in (1..self.settings.count).rev() {
            for (from, to) in
                [(self.old(number), self.old(number + 1)), (self.gz(number), self.gz(number + 1))]
            {
                if number + 1 < self.settings.count {
                    unless_missing(fs::rename(from, to))?;
                } else {
                    unless_missing(fs::remove_file(from))?;
                }
            }
        }
        if self.settings.count == 1 {
            return unless_missing(fs::remove_file(self.path()));
        }
        unless_missing(fs::rename(self.path(), self.old(1)))?;
        for number in 1..self.settings.count {
            // Without room it stays as it is; the next rotation tries again, and the number of files is bounded all the same.
            let _ = compress(&self.old(number), &self.gz(number));
        }
        Ok(())
    }

    fn path(&self) -> PathBuf {
        self.settings.folder.join(NAME)
    }

    fn old(&self, number: u32) -> PathBuf {
        self.settings.folder.join(format!("{NAME}.{number}"))
    }

    fn gz(&self, number: u32) -> PathBuf {
        self.settings.folder.join(format!("{NAME}.{number}.gz"))
    }
}

impl Write for Files {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if let Some(trouble) = &mut self.trouble
            && trouble.tried.elapsed() < self.pause
        {
            trouble.lost += 1;
            return Ok(line.len());
        }
        // Nobody listens any more when the log ends.
        match (self.put(line), self.trouble.take()) {
            (Ok(()), None) => {}
            (Ok(()), Some(trouble)) => drop(self.words.send(Word::Mended(trouble.lost))),
            (Err(error), former) => {
                if former.is_none() {
                    let place = self.path();
                    drop(self.words.send(Word::Trouble(format!("{}: {error}", place.display()))));
                }
                let lost = former.map_or(0, |trouble| trouble.lost) + 1;
                self.trouble = Some(Trouble { tried: Instant::now(), lost });
            }
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Current {
    fn has_no_room(&self, length: u64, most: u64) -> bool {
        self.length > 0 && self.length + length > most
    }

    /// Whether somebody has removed or moved the file: what is written into it then is read by nobody.
    fn is_gone(&self, path: &Path, look: Duration) -> bool {
        self.looked.elapsed() >= look
            && fs::metadata(path).map_or(true, |about| (about.dev(), about.ino()) != self.node)
    }
}

fn unless_missing(done: io::Result<()>) -> io::Result<()> {
    done.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Compresses a file, if it is there. It takes the place of the plain one only when it is whole.
fn compress(from: &Path, to: &Path) -> io::Result<()> {
    let plain = match File::open(from) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    let part = to.with_extension("part");
    pack(plain, &part).inspect_err(|_| drop(fs::remove_file(&part)))?;
    fs::rename(&part, to)?;
    fs::remove_file(from)
}

fn pack(mut plain: File, to: &Path) -> io::Result<()> {
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(to)?;
    let mut packing = GzEncoder::new(file, Compression::default());
    io::copy(&mut plain, &mut packing)?;
    packing.finish()?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::io::Read as _;
    use std::os::unix::fs::PermissionsExt as _;
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    fn files(folder: &Path, size: u64, count: u32) -> (Files, Receiver<Word>) {
        let (said, heard) = channel();
        let settings = LogFiles { folder: folder.to_owned(), size, count };
        let files = Files::new(settings, said);
        (Files { pause: Duration::ZERO, look: Duration::ZERO, ..files }, heard)
    }

    fn names(folder: &Path) -> BTreeSet<String> {
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        fs::read_dir(folder).unwrap().map(name).collect()
    }

    fn unpacked(path: &Path) -> String {
        let mut text = String::new();
        flate2::read::GzDecoder::new(File::open(path).unwrap()).read_to_string(&mut text).unwrap();
        text
    }

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn files_are_rotated_compressed_bounded_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let logs = folder.path().join("deep/logs");
        let (mut files, heard) = files(&logs, 100, 3);
        for number in 0..100 {
            files.write_all(format!("a line with the number {number:03}\n").as_bytes()).unwrap();
        }
        assert_eq!(names(&logs), ["zapis.log", "zapis.log.1.gz", "zapis.log.2.gz"].map(String::from).into());
        assert!(fs::read_to_string(logs.join("zapis.log")).unwrap().ends_with("099\n"));
        let before = unpacked(&logs.join("zapis.log.1.gz"));
        assert_eq!(before.lines().count(), 3, "{before}");
        assert_eq!(unpacked(&logs.join("zapis.log.2.gz")).lines().count(), 3);
        assert_eq!((mode(&logs), mode(&logs.join("zapis.log"))), (0o700, 0o600));
        assert_eq!(mode(&logs.join("zapis.log.1.gz")), 0o600);
        assert!(heard.try_recv().is_err(), "there is nothing to tell");
    }

    #[test]
    fn a_restart_goes_on_in_the_same_file_and_takes_away_what_is_too_much() {
        let folder = tempfile::tempdir().unwrap();
        for surplus in ["zapis.log.2.gz", "zapis.log.7", "zapis.log.1.part", "zapis.log.bak", "other.log"] {
            fs::write(folder.path().join(surplus), "x").unwrap();
        }
        fs::write(folder.path().join("zapis.log"), "before\n").unwrap();
        let (mut files, _heard) = files(folder.path(), 100, 2);
        files.write_all(b"after\n").unwrap();
        assert_eq!(
            names(folder.path()),
            ["other.log", "zapis.log", "zapis.log.bak"].map(String::from).into()
        );
        assert_eq!(fs::read_to_string(folder.path().join("zapis.log")).unwrap(), "before\nafter\n");
    }

    #[test]
    fn one_file_is_begun_anew_and_a_line_that_is_too_long_is_written_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (mut files, _heard) = files(folder.path(), 10, 1);
        for line in ["first\n", "a line of more than ten bytes\n", "last\n"] {
            files.write_all(line.as_bytes()).unwrap();
        }
        assert_eq!(names(folder.path()), ["zapis.log".to_owned()].into());
        assert_eq!(fs::read_to_string(folder.path().join("zapis.log")).unwrap(), "last\n");
    }

    #[test]
    fn a_folder_that_is_removed_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let logs = folder.path().join("logs");
        let (mut files, heard) = files(&logs, 1000, 3);
        files.write_all(b"one\n").unwrap();
        fs::remove_dir_all(&logs).unwrap();
        files.write_all(b"two\n").unwrap();
        fs::rename(logs.join("zapis.log"), logs.join("moved")).unwrap();
        files.write_all(b"three\n").unwrap();
        assert_eq!(fs::read_to_string(logs.join("zapis.log")).unwrap(), "three\n");
        assert!(heard.try_recv().is_err());
    }

    #[test]
    fn what_cannot_be_written_is_told_once_counted_and_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let logs = folder.path().join("logs");
        // A file in the place of the folder: nobody can write below it, whoever they are.
        fs::write(&logs, "in the way").unwrap();
        let (mut files, heard) = files(&logs, 1000, 3);
        for _ in 0..7 {
            files.write_all(b"lost\n").unwrap();
        }
        let Word::Trouble(reason) = heard.try_recv().unwrap() else { panic!("it cannot be written") };
        assert!(reason.contains("logs/zapis.log: "), "{reason}");
        assert!(heard.try_recv().is_err(), "it is told once");
        fs::remove_file(&logs).unwrap();
        files.write_all(b"written\n").unwrap();
        assert_eq!(heard.try_recv(), Ok(Word::Mended(7)));
        assert_eq!(fs::read_to_string(logs.join("zapis.log")).unwrap(), "written\n");
    }

    #[test]
    fn a_disk_that_is_full_leaves_no_half_of_a_line() {
        // What is written to this device fails as on a disk without room.
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (mut files, heard) = files(folder.path(), 1000, 3);
        files.write_all(b"one\n").unwrap();
        let node = files.current.as_ref().unwrap().node;
        files.current = Some(Current { file: full, length: 4, node, looked: Instant::now() });
        files.write_all(b"lost\n").unwrap();
        assert!(matches!(heard.try_recv(), Ok(Word::Trouble(_))));
        files.write_all(b"two\n").unwrap();
        assert_eq!(heard.try_recv(), Ok(Word::Mended(1)));
        assert_eq!(fs::read_to_string(folder.path().join("zapis.log")).unwrap(), "one\ntwo\n");
    }

    #[test]
    fn what_could_not_be_compressed_is_kept_and_compressed_later() {
        let folder = tempfile::tempdir().unwrap();
        let (mut files, _heard) = files(folder.path(), 10, 4);
        files.write_all(b"first\n").unwrap();
        // In the place of what is being compressed, so that this fails.
        fs::create_dir(folder.path().join("zapis.log.1.part")).unwrap();
        files.write_all(b"second\n").unwrap();
        assert!(names(folder.path()).contains("zapis.log.1"));
        fs::remove_dir(folder.path().join("zapis.log.1.part")).unwrap();
        files.write_all(b"third\n").unwrap();
        assert_eq!(unpacked(&folder.path().join("zapis.log.2.gz")), "first\n");
        assert_eq!(unpacked(&folder.path().join("zapis.log.1.gz")), "second\n");
        assert_eq!(fs::read_to_string(folder.path().join("zapis.log")).unwrap(), "third\n");
    }
}
