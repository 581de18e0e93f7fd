//! Copies made, kept, encrypted and opened again, without the process around them.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;

use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::Instant;
use store::Store;
use tempfile::TempDir;
use zeroize::Zeroizing;

use super::*;
use crate::config::Backup;

/// A database with a ledger beside it, and a folder for its copies.
struct Place {
    folder: TempDir,
    _store: Store,
    source: Source,
    backup: Backup,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("zapis.db");
        let store = Store::open(&database).unwrap();
        std::fs::write(
            folder.path().join("zapis.db.erasures"),
            "3f9c 2026-11-20T00:00:00.000Z\n3f9c 2026-11",
        )
        .unwrap();
        let pepper = Some(Zeroizing::new("a pepper of good length".to_owned()));
        let backup =
            Backup { folder: folder.path().join("backups"), ..crate::config::Settings::default().backup };
        Place { folder, _store: store, source: Source { database, pepper, recipient: None }, backup }
    }

    /// A place whose copies are encrypted, and the keys to open them.
    fn sealed() -> (Place, Keys) {
        let mut place = Place::new();
        let (text, recipient) = new_key();
        place.source.recipient = Some(recipient);
        (place, keys(&text))
    }

    fn add(&self, now: &str) -> Made {
        add(&self.source, &self.backup, Tz::UTC, at(now)).unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What stands in the folder of copies.
    fn copies(&self) -> BTreeSet<String> {
        names(&self.backup.folder)
    }
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn keys(text: &str) -> Keys {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    Keys::read(file.path()).unwrap()
}

fn set<const COUNT: usize>(names: [&str; COUNT]) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

#[test]
fn a_copy_is_whole_private_and_bears_the_ledger_but_no_pepper() {
    let place = Place::new();
    let file = place.path("copy.db");
    let made = make(&place.source, &file, at("2026-11-21T03:00:00Z")).unwrap();
    assert_eq!(made.file, file);
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let opened = open(&file, None, place.folder.path()).unwrap();
    assert_eq!(opened.path().canonicalize().unwrap(), file.canonicalize().unwrap());
    assert_eq!(opened.manifest, made.manifest);
    assert_eq!(opened.manifest.erasures, "3f9c 2026-11-20T00:00:00.000Z\n", "half a line is no erasure");
    assert_eq!(
        (opened.manifest.pepper.as_deref(), opened.manifest.zapis.as_str()),
        (None, env!("CARGO_PKG_VERSION"))
    );
    assert!(has_right_sum(&file).unwrap());
}

#[test]
fn an_encrypted_copy_bears_the_pepper_and_opens_with_its_key_alone() {
    let (place, keys) = Place::sealed();
    let made = make(&place.source, &place.path("copy.db"), at("2026-11-21T03:00:00Z")).unwrap();
    assert_eq!(made.file, place.path("copy.db.age"));
    let before = names(place.folder.path());
    assert!(!before.iter().any(|name| name.contains("unfinished")), "{before:?}");
    assert!(matches!(open(&made.file, None, place.folder.path()), Err(Unusable::Sealed)));
    let other = self::keys(&new_key().0);
    assert!(matches!(open(&made.file, Some(&other), place.folder.path()), Err(Unusable::OtherKey)));
    let opened = open(&made.file, Some(&keys), place.folder.path()).unwrap();
    assert_eq!(opened.manifest.pepper.as_deref(), Some("a pepper of good length"));
    assert_eq!(opened.path().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    drop(opened);
    assert_eq!(names(place.folder.path()), before, "what was decrypted is gone");
    let bytes = std::fs::read(&made.file).unwrap();
    assert!(!bytes.windows(6).any(|piece| piece == b"SQLite"));
}

#[test]
fn a_changed_or_cut_copy_is_told_with_and_without_its_checksum() {
    let (place, keys) = Place::sealed();
    let file = make(&place.source, &place.path("copy.db"), at("2026-11-21T03:00:00Z")).unwrap().file;
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() - 70_000]).unwrap();
    assert!(matches!(open(&file, Some(&keys), place.folder.path()), Err(Unusable::Sum)));
    std::fs::remove_file(place.path("copy.db.age.sha256")).unwrap();
    assert!(matches!(open(&file, Some(&keys), place.folder.path()), Err(Unusable::Unsealed(_))));
    assert!(names(place.folder.path()).iter().all(|name| !name.ends_with(".unsealed")));
}

#[test]
fn in_the_folder_the_newest_is_latest_and_the_old_go_with_their_checksums() {
    let place = Place::new();
    assert_eq!(latest(&place.backup.folder), None);
    std::fs::create_dir(&place.backup.folder).unwrap();
    for foreign in ["zapis-notes.db", "photo.jpg", ".zapis-mine.db.unfinished", "zapis-2026-11-21.db"] {
        std::fs::write(place.backup.folder.join(foreign), "mine").unwrap();
    }
    for day in 0..20 {
        for hour in [3, 15] {
            let now = at("2026-11-01T00:00:00Z") + TimeDelta::days(day) + TimeDelta::hours(hour);
            add(&place.source, &place.backup, Tz::UTC, now).unwrap();
        }
    }
    let kept: Vec<String> = place.copies().into_iter().filter(|name| taken_at(name).is_some()).collect();
    let days: Vec<&str> = kept.iter().map(|name| &name[6..16]).collect();
    assert_eq!(
        days,
        [
            "2026-11-01",
            "2026-11-08",
            "2026-11-14",
            "2026-11-15",
            "2026-11-16",
            "2026-11-17",
            "2026-11-18",
            "2026-11-19",
            "2026-11-20"
        ]
    );
    assert!(kept.iter().all(|name| place.copies().contains(&format!("{name}.sha256"))));
    // Copies and their checksums, `latest`, and what is not ours.
    assert_eq!(place.copies().len(), 2 * kept.len() + 1 + 4);
    let (file, taken) = latest(&place.backup.folder).unwrap();
    assert_eq!(taken, at("2026-11-20T15:00:00Z"));
    assert!(open(&file, None, place.folder.path()).is_ok());
    assert!(open(&place.backup.folder.join("latest"), None, place.folder.path()).is_ok());
}

#[test]
fn what_a_run_that_was_killed_has_left_is_thrown_away_and_nothing_else() {
    let (place, _) = Place::sealed();
    place.add("2026-11-20T03:00:00Z");
    let (sound, beside) = (place.copies(), names(place.folder.path()));
    let left = [
        ".zapis-2026-11-19T03-00-00Z.db.unfinished",
        ".zapis-2026-11-19T03-00-00Z.db.unfinished-journal",
        ".zapis-2026-11-19T03-00-00Z.db.age.unfinished",
        ".zapis-2026-11-19T03-00-00Z.db.age.sha256.unfinished",
        ".latest.unfinished",
    ];
    left.iter().for_each(|name| std::fs::write(place.backup.folder.join(name), "half").unwrap());
    std::fs::write(place.path("zapis.db.copy.unfinished"), "half").unwrap();
    let plain = Source { recipient: None, ..place.source.clone() };
    make(&plain, &place.path("copy.db"), at("2026-11-20T03:30:00Z")).unwrap();
    assert!(!place.path("zapis.db.copy.unfinished").exists(), "also where nothing is encrypted any more");
    for name in ["copy.db", "copy.db.sha256"] {
        std::fs::remove_file(place.path(name)).unwrap();
    }
    let made = place.add("2026-11-20T04:00:00Z");
    let name = made.file.file_name().unwrap().to_str().unwrap();
    assert_eq!(place.copies().len(), sound.len(), "{:?}", place.copies());
    assert!(place.copies().contains(name));
    assert_eq!(names(place.folder.path()), beside);
}

#[test]
fn a_copy_that_fails_leaves_the_former_one() {
    let place = Place::new();
    let before = place.add("2026-11-20T03:00:00Z");
    let file = place.path("copy.db");
    make(&place.source, &file, at("2026-11-20T03:00:00Z")).unwrap();
    let whole = std::fs::read(&file).unwrap();
    let gone = Source { database: place.path("other.db"), pepper: None, recipient: None };
    std::fs::write(
        &gone.database,
        "no database at all, but long enough for the header of one, see: 100 bytes.",
    )
    .unwrap();
    assert!(make(&gone, &file, at("2026-11-21T03:00:00Z")).is_err());
    assert!(add(&gone, &place.backup, Tz::UTC, at("2026-11-21T03:00:00Z")).is_err());
    assert_eq!(std::fs::read(&file).unwrap(), whole);
    assert_eq!(latest(&place.backup.folder).unwrap().0, before.file);
    assert_eq!(place.copies().len(), 3);
}

#[test]
fn names_that_no_backup_can_have_are_told() {
    let place = Place::new();
    for name in ["", "/", ".."] {
        let error = make(&place.source, Path::new(name), at("2026-11-21T03:00:00Z")).unwrap_err().to_string();
        assert!(error.contains("is no name for a backup"), "{error}");
    }
    let error =
        make(&place.source, &place.path("no/such.db"), at("2026-11-21T03:00:00Z")).unwrap_err().to_string();
    assert!(error.contains("check that the folder exists"), "{error}");
}

#[test]
fn only_a_backup_or_an_empty_file_is_replaced() {
    let place = Place::new();
    let make = |name: &str| make(&place.source, &place.path(name), at("2026-11-21T03:00:00Z"));
    std::fs::write(place.path("config.toml"), "[business]").unwrap();
    std::os::unix::fs::symlink("copy.db", place.path("link.db")).unwrap();
    for name in ["config.toml", "zapis.db", "zapis.db.erasures", "link.db"] {
        let before = std::fs::read(place.path(name)).ok();
        let error = make(name).unwrap_err().to_string();
        assert!(error.contains("is there and is no backup"), "{error}");
        assert_eq!(std::fs::read(place.path(name)).ok(), before);
    }
    // A copy that was put in place by hand is the database.
    let by_hand = make("by-hand.db").unwrap().file;
    let source = Source { database: by_hand.clone(), pepper: None, recipient: None };
    assert!(matches!(
        super::make(&source, &by_hand, at("2026-11-21T04:00:00Z")),
        Err(BackupError::Occupied(_))
    ));
    drop(Store::open(&by_hand).unwrap());
    super::make(&source, &place.path("of-it.db"), at("2026-11-21T04:00:00Z")).unwrap();
    std::fs::write(place.path("copy.db"), "").unwrap();
    for _ in 0..2 {
        make("copy.db").unwrap();
    }
    let (place, _) = Place::sealed();
    for _ in 0..2 {
        super::make(&place.source, &place.path("copy.db"), at("2026-11-21T03:00:00Z")).unwrap();
    }
}

#[test]
fn only_what_is_encrypted_is_sent_whatever_its_name_says() {
    let (mut place, _) = Place::sealed();
    place.backup.send = true;
    place.backup.recipient = place.source.recipient.clone();
    let pepper = crate::secrets::Pepper::of("a pepper of good length");
    let copier = Copier::new(&place.source.database, &pepper, place.backup.clone());
    let made = place.add("2026-11-20T03:00:00Z").file;
    assert!(copier.to_send(None).unwrap().is_some());
    std::fs::rename(&made, place.path("elsewhere")).unwrap();
    std::fs::write(&made, "SQLite format 3").unwrap();
    assert!(copier.to_send(None).unwrap().is_none(), "it only has the name of one");
    std::fs::remove_file(&made).unwrap();
    std::os::unix::fs::symlink(place.path("elsewhere"), &made).unwrap();
    assert!(copier.to_send(None).unwrap().is_none(), "it is a link");
}

#[test]
fn what_a_killed_process_has_decrypted_goes_with_the_next_look_and_what_is_in_use_stays() {
    let (place, keys) = Place::sealed();
    let made = make(&place.source, &place.path("copy.db"), at("2026-11-20T03:00:00Z")).unwrap();
    std::fs::write(place.path(".zapis-left.unsealed"), "names and phones").unwrap();
    let first = open(&made.file, Some(&keys), place.folder.path()).unwrap();
    assert!(!place.path(".zapis-left.unsealed").exists());
    let second = open(&made.file, Some(&keys), place.folder.path()).unwrap();
    assert!(first.path().exists() && second.path().exists());
}

#[test]
fn a_name_tells_when_it_was_taken() {
    let taken = at("2026-11-21T03:00:00Z");
    assert_eq!(name_of(taken), "zapis-2026-11-21T03-00-00Z.db");
    assert_eq!(taken_at("zapis-2026-11-21T03-00-00Z.db"), Some(taken));
    assert_eq!(taken_at("zapis-2026-11-21T03-00-00Z.db.age"), Some(taken));
    for other in [
        "latest",
        "zapis-2026-11-21T03-00-00Z.db.sha256",
        "zapis-2026-13-21T03-00-00Z.db",
        "zapis-2026-1-21T03-00-00Z.db",
    ] {
        assert_eq!(taken_at(other), None, "{other}");
    }
}

#[test]
fn a_link_that_leads_nowhere_or_elsewhere_is_no_latest() {
    let place = Place::new();
    let made = place.add("2026-11-20T03:00:00Z");
    std::fs::remove_file(&made.file).unwrap();
    assert_eq!(latest(&place.backup.folder), None);
    assert_eq!(place.copies(), set(["latest", "zapis-2026-11-20T03-00-00Z.db.sha256"]));
}

#[test]
fn a_file_that_holds_no_secret_key_is_told_and_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    for text in ["", "# only a comment", "secret words"] {
        std::fs::write(&file, text).unwrap();
        let error = Keys::read(&file).err().unwrap();
        assert!(error.contains("holds no secret key") && !error.contains("words"), "{error}");
    }
}
