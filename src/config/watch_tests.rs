//! A file that is saved in every way there is.

use std::collections::HashSet;
use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::*;

fn bytes(text: &str) -> Held {
    Held::Bytes(text.as_bytes().to_vec())
}

#[test]
fn what_is_new_counts_when_it_has_stood_still() {
    let begin = Instant::now();
    let at = |millis| begin + Duration::from_millis(millis);
    let mut stillness = Stillness::new(bytes("old"));
    assert_eq!(stillness.look(bytes("old"), at(0)), None);
    assert_eq!(stillness.look(bytes(""), at(100)), None, "emptied first");
    assert_eq!(stillness.look(bytes("ne"), at(200)), None, "half written");
    assert_eq!(stillness.look(bytes("new"), at(300)), None);
    assert_eq!(stillness.look(bytes("new"), at(599)), None);
    assert_eq!(stillness.look(bytes("new"), at(600)), Some(bytes("new")));
    assert_eq!(stillness.look(bytes("new"), at(9000)), None, "it is told once");
    assert_eq!(stillness.look(Held::Gone, at(9100)), None);
    assert_eq!(stillness.look(Held::Gone, at(9900)), None, "on its way back, perhaps");
    assert_eq!(stillness.look(bytes("new"), at(10_000)), None, "it is back, and nothing is new");
    assert_eq!(stillness.look(Held::Gone, at(10_100)), None);
    assert_eq!(stillness.look(Held::Gone, at(11_100)), Some(Held::Gone));
}

#[test]
fn what_is_cut_short_has_longer_to_come_back_than_what_is_new() {
    let begin = Instant::now();
    let mut stillness = Stillness::new(bytes("a = 1\nb = 2"));
    for cut in ["a = 1\n", "", " \n"] {
        let at = |millis| begin + Duration::from_millis(millis);
        assert_eq!(stillness.look(bytes(cut), at(0)), None);
        assert_eq!(stillness.look(bytes(cut), at(999)), None, "{cut:?}: a slow copy, perhaps");
        assert_eq!(stillness.look(bytes("a = 1\nb = 2"), at(999)), None);
    }
    assert_eq!(stillness.look(bytes(""), begin), None);
    assert_eq!(stillness.look(bytes(""), begin + STILL_CUT), Some(bytes("")), "it is meant");
}

#[test]
fn what_cannot_be_read_says_why() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(look(&folder.path().join("none")), Held::Gone);
    assert!(matches!(look(folder.path()), Held::Unreadable(_)), "a folder");
    assert_eq!(look(Path::new("/dev/null")), Held::Unreadable("it is no regular file".to_owned()));
    let large = folder.path().join("large");
    std::fs::write(&large, vec![b'#'; 2 * 1024 * 1024]).unwrap();
    assert_eq!(look(&large), Held::Unreadable("it is larger than 1 MB".to_owned()));
}

/// Saves a file as editors and tools do.
struct Saver {
    file: PathBuf,
    /// A folder that nobody watches, for what links lead to.
    elsewhere: PathBuf,
    random: fastrand::Rng,
    /// What the file may be found to hold.
    whole: HashSet<Vec<u8>>,
}

impl Saver {
    /// One way of saving; `text` is in the file afterwards.
    fn save(&mut self, text: &str) {
        let (file, half) = (self.file.clone(), &text[..text.len() / 2]);
        self.whole.insert(text.into());
        match self.random.u32(0..9) {
            // Written beside and renamed into place.
            0 => {
                let beside = file.with_extension("new");
                std::fs::write(&beside, text).unwrap();
                std::fs::rename(&beside, &file).unwrap();
            }
            // Emptied and written over.
            1 => std::fs::write(&file, text).unwrap(),
            // Written in two halves, the first of which may be valid by itself.
            2 => self.for_a_moment(half.as_bytes(), text),
            // Deleted and put back.
            3 => {
                std::fs::remove_file(&file).unwrap();
                self.pause();
                std::fs::write(&file, text).unwrap();
            }
            // A link that is swapped for another, as container platforms do.
            4 => {
                let target = self.elsewhere.join(self.random.u64(..).to_string());
                std::fs::write(&target, text).unwrap();
                let link = file.with_extension("link");
                symlink(&target, &link).unwrap();
                std::fs::rename(&link, &file).unwrap();
            }
            // Moved away as a copy, and written anew.
            5 => {
                std::fs::rename(&file, file.with_extension("bak")).unwrap();
                std::fs::write(&file, text).unwrap();
            }
            // Broken for a moment.
            6 => self.for_a_moment(b"[business]\nname = \"", text),
            // Emptied for a moment, which would be valid.
            7 => self.for_a_moment(b"", text),
            // Written, and then touched without a change.
            _ => {
                std::fs::write(&file, text).unwrap();
                self.pause();
                std::fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
                std::fs::write(&file, text).unwrap();
            }
        }
    }

    fn for_a_moment(&mut self, moment: &[u8], text: &str) {
        let begun = Instant::now();
        std::fs::write(&self.file, moment).unwrap();
        self.pause();
        std::fs::write(&self.file, text).unwrap();
        if begun.elapsed() > Duration::from_millis(150) {
            // The machine was busy: the moment lasted long enough to count.
            self.whole.insert(moment.into());
        }
    }

    fn pause(&mut self) {
        std::thread::sleep(Duration::from_millis(self.random.u64(0..6)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn through_five_hundred_ways_of_saving_the_last_word_is_taken_within_two_seconds_and_never_half_a_word()
{
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = folder.path().join("config.toml");
    std::fs::write(&file, "[business]\nname = \"begin\"\n").unwrap();
    let mut watch = Watch::new(&file, look(&file));
    let (told, mut hears) = tokio::sync::mpsc::unbounded_channel();
    let watching =
        tokio::spawn(async move { while told.send((watch.changed().await, Instant::now())).is_ok() {} });
    let seed = fastrand::u64(..);
    let mut saver = Saver {
        file,
        elsewhere: elsewhere.path().to_owned(),
        random: fastrand::Rng::with_seed(seed),
        whole: HashSet::new(),
    };
    let mut all = Vec::new();
    for round in 0..20 {
        // The watch looks on while it is saved.
        let saving = tokio::task::spawn_blocking(move || {
            let mut last = String::new();
            for cycle in 0..25 {
                let filling = "#".repeat(saver.random.usize(0..5000));
                last =
                    format!("[business]\nname = \"{round}.{cycle}\"\n{filling}\n[booking]\nstep = \"15m\"\n");
                saver.save(&last);
                saver.pause();
            }
            (saver, bytes(&last), Instant::now())
        });
        let (back, last, saved) = saving.await.unwrap();
        saver = back;
        loop {
            let heard = tokio::time::timeout(Duration::from_secs(20), hears.recv()).await;
            let (held, at) =
                heard.unwrap_or_else(|_| panic!("seed {seed}, round {round}: never taken")).unwrap();
            let is_last = held == last;
            all.push(held);
            if is_last {
                let took = at.saturating_duration_since(saved);
                assert!(took < Duration::from_secs(2), "seed {seed}, round {round}: taken after {took:?}");
                break;
            }
        }
    }
    watching.abort();
    for held in all {
        let is_whole = matches!(&held, Held::Bytes(bytes) if saver.whole.contains(bytes));
        assert!(is_whole, "seed {seed}: nobody had saved {held:?}");
    }
}
