//! A file that is saved in every way there is.

use std::os::unix::fs::symlink;

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
fn what_cannot_be_read_says_why() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(look(&folder.path().join("none")), Held::Gone);
    assert!(matches!(look(folder.path()), Held::Unreadable(_)), "a folder");
    let large = folder.path().join("large");
    std::fs::write(&large, vec![b'#'; 2 * 1024 * 1024]).unwrap();
    assert_eq!(look(&large), Held::Unreadable("it is larger than 1 MB".to_owned()));
}

/// One way to save a file, as editors and tools have them. All but the last leave `text` in it.
fn save(way: u32, file: &Path, text: &str, random: &mut fastrand::Rng) {
    let beside = file.with_extension("new");
    let pause = |random: &mut fastrand::Rng| std::thread::sleep(Duration::from_millis(random.u64(0..4)));
    if file.is_symlink() && way != 4 {
        // Most tools write through a link; here each way begins with a file of its own.
        std::fs::remove_file(file).unwrap();
    }
    match way {
        // Written beside and renamed into place.
        0 => {
            std::fs::write(&beside, text).unwrap();
            std::fs::rename(&beside, file).unwrap();
        }
        // Emptied and written over.
        1 => std::fs::write(file, text).unwrap(),
        // Written in two halves.
        2 => {
            let (first, second) = text.split_at(text.len() / 2);
            std::fs::write(file, first).unwrap();
            pause(random);
            let whole = [first, second].concat();
            std::fs::write(file, whole).unwrap();
        }
        // Deleted and put back.
        3 => {
            let _ = std::fs::remove_file(file);
            pause(random);
            std::fs::write(file, text).unwrap();
        }
        // A link that is swapped for another, as container platforms do.
        4 => {
            let target = file.with_extension(format!("v{}", random.u32(0..1_000_000)));
            std::fs::write(&target, text).unwrap();
            let link = file.with_extension("link");
            let _ = std::fs::remove_file(&link);
            symlink(&target, &link).unwrap();
            std::fs::rename(&link, file).unwrap();
        }
        // Moved away as a copy, and written anew.
        5 => {
            let _ = std::fs::rename(file, file.with_extension("bak"));
            std::fs::write(file, text).unwrap();
        }
        // Broken for a moment.
        _ => {
            std::fs::write(file, "value = \"").unwrap();
            pause(random);
            std::fs::write(file, text).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn through_five_hundred_ways_of_saving_the_last_word_is_taken_within_two_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    std::fs::write(&file, "value = \"begin\"").unwrap();
    let mut watch = Watch::new(&file, look(&file));
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    for round in 0..50 {
        let mut last = String::new();
        for cycle in 0..10 {
            last = format!("value = \"{round}.{cycle}\" # {}", "x".repeat(random.usize(0..5000)));
            save(random.u32(0..7), &file, &last, &mut random);
            std::thread::sleep(Duration::from_millis(random.u64(0..8)));
        }
        let limit = Duration::from_secs(2);
        let told = tokio::time::timeout(limit, async {
            loop {
                match watch.changed().await {
                    held if held == bytes(&last) => break,
                    // What stood still for a while in between is told as well, but never what no cycle had left there.
                    Held::Bytes(other) => {
                        let other = String::from_utf8(other).unwrap();
                        assert!(
                            other.starts_with("value = \"") && other.contains("\" # "),
                            "seed {seed}: {other:.40}"
                        );
                    }
                    other => panic!("seed {seed}, round {round}: {other:?}"),
                }
            }
        });
        assert!(told.await.is_ok(), "seed {seed}, round {round}: the last word was not taken");
    }
}
