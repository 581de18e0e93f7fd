use super::*;

/// A folder with an old database that has a log, and a new one that is ready.
fn ready() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("zapis.db");
    for (name, content) in
        [("zapis.db", "old"), ("zapis.db-wal", "old log"), ("zapis.db-shm", "old"), ("pepper", "old pepper")]
    {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let coming = begin(&database).unwrap();
    fs::write(coming.join("zapis.db"), "new").unwrap();
    fs::write(coming.join("pepper"), "new pepper").unwrap();
    (folder, database)
}

fn now() -> Instant {
    "2026-11-21T03:00:00Z".parse().unwrap()
}

/// All files below a folder with what is in them.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().display().to_string();
                    found.push((name, fs::read_to_string(&path).unwrap()));
                }
            }
        }
    }
    found.sort();
    found
}

const SWAPPED: [(&str, &str); 6] = [
    ("pepper", "new pepper"),
    ("zapis.db", "new"),
    ("zapis.db.replaced-2026-11-21T03-00-00Z/pepper", "old pepper"),
    ("zapis.db.replaced-2026-11-21T03-00-00Z/zapis.db", "old"),
    ("zapis.db.replaced-2026-11-21T03-00-00Z/zapis.db-shm", "old"),
    ("zapis.db.replaced-2026-11-21T03-00-00Z/zapis.db-wal", "old log"),
];

fn swapped() -> Vec<(String, String)> {
    SWAPPED.iter().map(|(name, content)| ((*name).to_owned(), (*content).to_owned())).collect()
}

#[test]
fn the_new_takes_the_place_of_the_old_which_is_kept_with_its_log_and_can_come_back() {
    let (folder, database) = ready();
    let replaced = commit(&database, now()).unwrap().unwrap();
    assert_eq!(files(folder.path()), swapped());
    assert_eq!(super::replaced(&database).unwrap(), [replaced.clone()]);
    let other = put_back(&database, &replaced, now()).unwrap().unwrap();
    assert!(other.ends_with("zapis.db.replaced-2026-11-21T03-00-01Z"), "{}", other.display());
    let at = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(
        (at("zapis.db"), at("zapis.db-wal"), at("pepper")),
        ("old".into(), "old log".into(), "old pepper".into())
    );
    assert_eq!(fs::read_to_string(other.join("zapis.db")).unwrap(), "new");
}

#[test]
fn what_was_never_finished_counts_for_nothing() {
    let (folder, database) = ready();
    assert!(!is_begun(&database));
    assert_eq!(finish(&database).unwrap(), None);
    let names: Vec<String> = files(folder.path()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["pepper", "zapis.db", "zapis.db-shm", "zapis.db-wal"]);
    assert_eq!(fs::read_to_string(&database).unwrap(), "old");
}

/// Every state in which a process can die after the point of no return, made by hand: so many of the moves are done.
#[test]
fn a_swap_that_was_interrupted_anywhere_is_finished_by_the_next() {
    let aside = "zapis.db.replaced-2026-11-21T03-00-00Z";
    let to_aside = ["zapis.db", "zapis.db-wal", "zapis.db-shm", "pepper"];
    for done in 0..=7 {
        let (folder, database) = ready();
        let at = |name: &str| folder.path().join(name);
        let new = File::options().write(true).open(at("zapis.db.restoring/zapis.db")).unwrap();
        new.set_modified(now().into()).unwrap();
        fs::rename(at("zapis.db.restoring"), at("zapis.db.restored")).unwrap();
        assert!(is_begun(&database));
        fs::create_dir(at(aside)).unwrap();
        for name in to_aside.iter().take(done) {
            fs::rename(at(name), at(aside).join(name)).unwrap();
        }
        if done > 4 {
            fs::rename(at("zapis.db.restored"), at("zapis.db.placing")).unwrap();
        }
        for name in ["zapis.db", "pepper"].iter().take(done.saturating_sub(5)) {
            fs::rename(at("zapis.db.placing").join(name), at(name)).unwrap();
        }
        finish(&database).unwrap();
        assert_eq!(files(folder.path()), swapped(), "after {done} moves");
        assert!(!is_begun(&database));
        finish(&database).unwrap();
        assert_eq!(files(folder.path()), swapped(), "nothing is left to do");
    }
}

#[test]
fn on_an_empty_machine_nothing_is_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("zapis.db");
    fs::write(begin(&database).unwrap().join("zapis.db"), "new").unwrap();
    assert_eq!(commit(&database, now()).unwrap(), None);
    assert_eq!(files(folder.path()), [("zapis.db".to_owned(), "new".to_owned())]);
}
